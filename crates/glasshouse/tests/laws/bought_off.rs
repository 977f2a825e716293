//! Laws of coming off the list by money, work and bribes: only lack of money keeps anybody from it.

use crate::laboratory::{assert_same_lives, free, history, otherwise, regime_between, settle};
use glasshouse::engine::world::World;
use glasshouse::life::discretion::FREED;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::act::Act;

const MONTHS: u32 = 24;

/// Many are listed for a year, and can buy themselves off at this price, or work off months.
fn listing(release: Option<f32>, work_release: u8) -> Regime {
    let mut regime = free(&regime_between("social-credit", 0, MONTHS));
    regime.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.lists = 12);
    regime.appeal = None;
    let redemption = regime.redemption.as_mut().unwrap();
    (redemption.release, redemption.work_release) = (release, work_release);
    regime
}

fn lives(society: &Society, regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    history(&settle(society, 4_000), regime, MONTHS)
}

fn sum((_, tallies): &(Vec<World>, Vec<Tally>), of: impl Fn(&Tally) -> i64) -> i64 {
    tallies.iter().map(of).sum()
}

/// Nobody is bribed.
fn honest() -> Society {
    otherwise(&[("discretion", "way", 0.0)])
}

#[test]
fn a_price_that_nobody_pays_changes_no_life() {
    let closed = lives(&honest(), &listing(None, 0));
    assert_eq!(sum(&closed, |t| t.done(Act::BuyOff)), 0);
    assert_same_lives(&lives(&honest(), &listing(Some(1e6), 0)).0, &closed.0, "a million a month");
}

#[test]
fn the_cheaper_it_is_the_more_buy_themselves_off_and_the_fewer_are_listed() {
    let worlds = [3_000.0, 300.0, 30.0].map(|price| lives(&honest(), &listing(Some(price), 0)));
    let bought = worlds.each_ref().map(|world| sum(world, |t| t.done(Act::BuyOff)));
    let listed = worlds.each_ref().map(|world| sum(world, |t| t.get(Count::Listed)));
    assert!(bought[0] < bought[1] && bought[1] < bought[2], "{bought:?}");
    assert!(listed[2] < listed[0], "{listed:?}");
}

#[test]
fn only_money_keeps_the_poor_from_it_and_work_needs_none() {
    let poor = {
        // Nobody has anything to pay with.
        let mut society = honest();
        *society.behaviour.get_mut("purse", "savings").unwrap() = 0.0;
        *society.behaviour.get_mut("purse", "spending").unwrap() = 1.0;
        *society.behaviour.get_mut("purse", "basic").unwrap() = 0.0;
        society
    };
    let rich = lives(&honest(), &listing(Some(30.0), 0));
    let without = lives(&poor, &listing(Some(30.0), 0));
    let by_work = lives(&poor, &listing(None, 3));
    let share = |world: &_| sum(world, |t| t.done(Act::BuyOff)) as f64 / sum(world, |t| t.get(Count::Listed)) as f64;
    assert!(share(&without) < 0.5 * share(&rich), "{} and {}", share(&without), share(&rich));
    assert!(sum(&by_work, |t| t.done(Act::Volunteer)) > sum(&without, |t| t.done(Act::Volunteer)));
}

#[test]
fn bribes_end_listings_of_both_kinds() {
    let society = otherwise(&[("discretion", "way", 0.5), ("discretion", "asking", 0.5), ("law", "bribe_sight", 0.0)]);
    let mut tiers = listing(None, 0);
    tiers.rules.iter_mut().for_each(|rule| rule.lists = 0);
    tiers.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.points = -450);
    for regime in [listing(None, 0), tiers] {
        assert!(sum(&lives(&society, &regime), |t| t.befell(FREED)) > 0);
    }
}
