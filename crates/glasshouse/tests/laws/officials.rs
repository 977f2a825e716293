//! Tests of officials: what they sell, who loses by it, and the response to pay, punishment and risk.

use crate::laboratory::{history, otherwise, regime_between, settle};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Officials, Origin, Regime};
use glasshouse::society::traits::OFFICIAL;

const PEOPLE: u64 = 6_000;

/// People whose firms are all inspected every month, so that there are cases to look at, and none about permits.
fn inspected(set: &[(&str, &str, f32)]) -> Settlement {
    let all = [&[("law", "inspection", 1.0), ("law", "inspection_fine", 20_000.0), ("discretion", "permit", 0.0)], set]
        .concat();
    settle(&otherwise(&all), PEOPLE)
}

fn paying(bonus: f32, detection: f32, punishment: f32) -> Regime {
    let (detection, punishment) = (Some(detection), Some(punishment));
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    let officials = Officials { bonus, detection, punishment, prison: 0.0, convicted: 1.0, figures: None, origin };
    Regime { officials: Some(officials), ..Regime::default() }
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

fn savings(world: &World) -> Vec<u32> {
    world.towns.iter().flat_map(|c| c.columns.savings.clone()).collect()
}

#[test]
fn a_bribed_inspector_finds_nothing() {
    let tallies = history(&inspected(&[]), &Regime::default(), 24).1;
    let [cases, bribes, exposed, found] =
        [Count::Cases, Count::Bribes, Count::BribesFound, Count::FoundAdulterating].map(|count| sum(&tallies, count));
    assert!(bribes > 20 && bribes < cases, "{bribes} bribes in {cases} cases");
    assert_eq!(found, cases - (bribes - exposed), "every case ends in a finding or in a bribe that nobody found");
    assert!(sum(&tallies, Count::BribeYuan) > bribes, "bribes are money");
}

#[test]
fn where_a_bribe_is_cheaper_than_the_fine_more_firms_adulterate() {
    let adulterating = |share| {
        // An inspection dreaded about as much as adulterating saves, so that its price can tip the balance.
        let set = [("discretion", "share", share), ("law", "inspection", 0.02), ("law", "inspection_fine", 50_000.0)];
        let people = settle(&otherwise(&set), PEOPLE);
        sum(&history(&people, &Regime::default(), 24).1, Count::Adulterating)
    };
    let (dear, cheap) = (adulterating(1.0), adulterating(0.1));
    assert!(cheap > dear, "{dear} firm-months where a bribe costs all there is to save, {cheap} where a tenth");
}

#[test]
fn where_nothing_is_offered_only_the_pay_of_officials_is_different() {
    let nothing = [("discretion", "share", 0.0), ("discretion", "diligence", 0.0)];
    let people = settle(&otherwise(&nothing), PEOPLE);
    let (with, tallies) = history(&people, &paying(700.0, 0.02, 50_000.0), 1);
    let (without, _) = history(&people, &Regime::default(), 1);
    assert_eq!(sum(&tallies, Count::Bribes), 0);
    let flags: Vec<u8> = people.homes.iter().flat_map(|home| home.traits.flags.clone()).collect();
    let (paid, plain) = (savings(&with[1]), savings(&without[1]));
    for ((flags, a), b) in flags.iter().zip(paid).zip(plain) {
        assert_eq!(a, b + if flags & OFFICIAL != 0 { 700 } else { 0 });
    }
    let officials = flags.iter().filter(|flags| *flags & OFFICIAL != 0).count() as i64;
    assert!(officials > 20);
    assert_eq!(without[1].state - with[1].state, 700 * officials, "the state pays");
}

#[test]
fn pay_punishment_and_detection_each_lower_bribes() {
    let people = inspected(&[]);
    let bribes = |regime: Regime| {
        let tallies = history(&people, &regime, 24).1;
        sum(&tallies, Count::Bribes) as f64 / sum(&tallies, Count::Cases) as f64
    };
    let lax = bribes(paying(0.0, 0.05, 0.0));
    let paid = bribes(paying(20_000.0, 0.05, 0.0));
    let harsh = bribes(paying(0.0, 0.05, 2_000_000.0));
    let watched = bribes(paying(0.0, 0.8, 0.0));
    assert!(paid < 0.8 * lax && harsh < 0.8 * lax && watched < 0.8 * lax, "{lax} {paid} {harsh} {watched}");
    // Where the loss of the post is not feared, pay has no effect.
    let careless = inspected(&[("discretion", "horizon", 0.0)]);
    let bribes = |bonus| sum(&history(&careless, &paying(bonus, 0.05, 0.0), 1).1, Count::Bribes);
    assert_eq!(bribes(20_000.0), bribes(0.0));
}

#[test]
fn who_is_found_out_is_punished_on_both_sides_and_loses_the_post() {
    // Small sums, so that some bribe although it cannot pay.
    let small = [("law", "bribe_fine", 100.0), ("discretion", "share", 0.01), ("discretion", "horizon", 0.0)];
    let small = [&small[..], &[("discretion", "filled", 0.0)]].concat();
    let people = inspected(&small);
    let (worlds, tallies) = history(&people, &paying(0.0, 1.0, 100.0), 24);
    let [bribes, exposed, cases, found] =
        [Count::Bribes, Count::BribesFound, Count::Cases, Count::FoundAdulterating].map(|count| sum(&tallies, count));
    assert!(bribes > 0 && bribes == exposed, "all are found out: {exposed} of {bribes}");
    assert_eq!(cases, found, "a bribe that is found out buys nothing");
    let dismissed = |world: &World| -> u32 {
        world.towns.iter().flat_map(|c| &c.commons).map(|common| common.dismissed.count_ones()).sum()
    };
    let lost: Vec<u32> = worlds.iter().map(dismissed).collect();
    assert!(lost.is_sorted() && lost[24] > 0 && i64::from(lost[24]) <= exposed, "{lost:?}");
    // Nobody is bribed where nobody holds a post any more.
    let mut empty = people.world(&glasshouse::engine::Institution::new(&Regime::default()));
    empty.towns.iter_mut().flat_map(|c| &mut c.commons).for_each(|common| common.dismissed = u32::MAX);
    let regime = Regime::default();
    let institution = glasshouse::engine::Institution::new(&regime);
    let tally = glasshouse::engine::step(&people, &institution, &mut empty, None);
    assert!(tally.get(Count::Cases) > 0 && tally.get(Count::Bribes) == 0);
}

#[test]
fn the_listed_can_buy_themselves_off_a_term_of_months() {
    let mut strict = regime_between("social-credit", 0, 24);
    strict.rules.iter_mut().for_each(|rule| rule.lists = 12);
    let listed = |way| {
        let people = settle(&otherwise(&[("discretion", "way", way), ("law", "bribe_sight", 0.0)]), PEOPLE);
        let tallies = history(&people, &strict, 8).1;
        (sum(&tallies, Count::Listed), sum(&tallies, Count::Bribes))
    };
    let (closed, open) = (listed(0.0), listed(1.0));
    assert!(open.1 > 100 && open.0 < closed.0, "listed and bribes: {closed:?} without a way, {open:?} with one");
}

#[test]
fn who_waits_for_a_permit_pays_for_waiting_or_pays_an_official() {
    let society = |share: f32| {
        let never_inspected = [("law", "inspection", 0.0), ("discretion", "permit", 0.5)];
        let cheap = [("discretion", "waiting", 1_000.0), ("discretion", "share", share)];
        otherwise(&[&never_inspected[..], &cheap, &[("law", "bribe_fine", 0.0), ("law", "bribe_sight", 0.0)]].concat())
    };
    let run = |share: f32| history(&settle(&society(share), PEOPLE), &paying(0.0, 0.0, 0.0), 12);
    let ((waiting, none), (paying, some)) = (run(0.0), run(0.5));
    assert_eq!(sum(&none, Count::Bribes), 0, "where nothing is offered, all wait");
    let (bribes, cases) = (sum(&some, Count::Bribes), sum(&some, Count::Cases));
    assert!(bribes > 100 && bribes < cases, "{bribes} of {cases}");
    // Waiting is a loss to a person and a gain to nobody here; a bribe stays among people.
    let saved = |worlds: &[World]| savings(worlds.last().unwrap()).iter().map(|s| u64::from(*s)).sum::<u64>();
    assert!(saved(&paying) > saved(&waiting));
}

#[test]
fn officials_ask_only_where_they_may_and_more_is_paid_where_they_do() {
    let paid = |asking: f32| {
        let tallies =
            history(&settle(&otherwise(&[("discretion", "asking", asking)]), PEOPLE), &Regime::default(), 6).1;
        (sum(&tallies, Count::BribesAsked), sum(&tallies, Count::Bribes))
    };
    let ((none, before), (asked, after)) = (paid(0.0), paid(1.0));
    assert_eq!(none, 0);
    assert!(asked > 0 && after > before, "{asked} are asked, and {after} pay instead of {before}");
}

#[test]
fn points_are_entered_for_a_bribe_where_points_can_be_won_back_and_by_whom_an_official_lets() {
    let entered = |way: f32, redemption: bool| {
        let mut regime = regime_between("social-credit", 0, 12);
        regime.redemption = regime.redemption.filter(|_| redemption);
        let people = settle(&otherwise(&[("discretion", "way", way), ("law", "bribe_sight", 0.0)]), PEOPLE);
        sum(&history(&people, &regime, 12).1, Count::PointsForBribes)
    };
    assert!(entered(0.5, true) > 10);
    assert_eq!((entered(0.0, true), entered(0.5, false)), (0, 0));
}
