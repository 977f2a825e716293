//! Tests of encounters: each changes what it should, and only through its declared channels.

use crate::laboratory::{assert_same_lives, free, history, regime_between, settle, society, still, without_beliefs};
use glasshouse::engine::Settlement;
use glasshouse::life::ENCOUNTERS;
use glasshouse::life::encounter::{Encounter, On};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Consequence, Effect, Origin, Regime, Welfare, Whom};
use glasshouse::society::act::Act;
use glasshouse::society::behaviour::Behaviour;

const MONTHS: u32 = 12;

fn people() -> Settlement {
    settle(&society("china-2018"), 2_000)
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// The system with only the platforms' channel and the rules about purchases, which bring this many points.
fn platforms(points: i16) -> Regime {
    let mut regime = Regime { propaganda: None, ..regime_between("social-credit", 0, MONTHS) };
    let about = |act: Act| matches!(act, Act::BuyApproved | Act::BuyDisapproved);
    regime.watch.retain(|channel| channel.acts.iter().any(|act| about(*act)));
    regime.rules.retain(|rule| about(rule.act));
    regime.rules.iter_mut().for_each(|rule| rule.points *= points);
    // Everybody is told that every purchase is known.
    regime.visibility.announced = 1.0;
    regime.visibility.shaming = 0.0;
    regime
}

#[test]
fn points_for_purchases_bend_them_and_no_points_do_not() {
    let people = people();
    let tallies = |points| history(&people, &platforms(points), MONTHS).1;
    let (none, some) = (tallies(0), tallies(40));
    assert!(sum(&none, Count::Shoppers) > 2_000 && sum(&none, Count::BoughtAgainstTaste) > 100);
    assert_eq!(sum(&none, Count::ShoppersBent), 0, "nobody is bent by being looked at without consequence");
    let bent = sum(&some, Count::ShoppersBent);
    assert!(bent > sum(&some, Count::Shoppers) / 50, "{bent} are bent");
    assert!(sum(&some, Count::DisapprovedBought) < sum(&none, Count::DisapprovedBought));
    assert!(sum(&some, Count::BoughtAgainstTaste) > sum(&none, Count::BoughtAgainstTaste));
    // Channels record some purchases, and hardly any that did not happen.
    let seen = sum(&none, Count::ApprovedSeen) as f64 / sum(&none, Count::ApprovedBought) as f64;
    assert!((0.6..0.9).contains(&seen), "{seen} is seen");
}

#[test]
fn a_channel_for_purchases_without_rules_changes_nothing() {
    let people = people();
    let with = free(&platforms(0));
    let without = Regime { watch: vec![], ..with.clone() };
    let lives = |regime: &Regime| history(&people, regime, MONTHS).0;
    assert_same_lives(&without_beliefs(lives(&with)), &lives(&without), "a channel without rules");
}

#[test]
fn whose_internet_is_slow_buys_nothing_on_it() {
    let people = settle(&still(), 2_000);
    let mut regime = platforms(0);
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    for tier in 0..regime.score.as_ref().unwrap().tiers.len() {
        let (on, origin) = (Whom::Tier(tier), origin.clone());
        regime.sanctions.push(Consequence { on, effect: Effect::SlowInternet, amount: 1.0, origin });
    }
    // There is no standing in the first month yet.
    let tallies = history(&people, &regime, MONTHS).1;
    assert!(tallies[0].get(Count::Shoppers) > 200);
    assert_eq!(sum(&tallies[1..], Count::Shoppers), 0);
}

/// The sums of a year without a regime, with one or a few behavioural numbers changed.
fn year(changes: &[(&str, &str, f32)]) -> Vec<Tally> {
    let mut society = society("china-2018");
    for (section, name, value) in changes {
        *society.behaviour.get_mut(section, name).expect("there is such a parameter") = *value;
    }
    history(&settle(&society, 2_000), &Regime::default(), MONTHS).1
}

#[test]
fn staged_accidents_cost_trust_and_the_police_find_some() {
    let often = year(&[("staged", "rate", 0.3)]);
    // People who can gain nothing stage nothing.
    let never = year(&[("staged", "rate", 0.3), ("staged", "take", 0.0)]);
    let scams = sum(&often, Count::Scams) as f64;
    assert!(scams > 500.0, "{scams} accidents are staged");
    assert_eq!(sum(&never, Count::Scams), 0);
    let (reported, solved) = (sum(&often, Count::ScamsReported) as f64, sum(&often, Count::ScamsSolved) as f64);
    assert!((reported / scams - 0.2).abs() < 0.06, "{reported} of {scams} are reported");
    assert!((solved / reported - 0.26).abs() < 0.12, "{solved} of {reported} are solved");
    let trust = |tallies: &[Tally]| tallies[MONTHS as usize - 1].get(Count::Trust);
    assert!(trust(&often) < trust(&never), "victims trust less");
}

#[test]
fn a_heavier_fine_that_is_surer_lowers_staged_accidents() {
    let sure = ("staged", "reporting", 1.0);
    let light = sum(&year(&[("staged", "rate", 0.3), sure, ("staged", "fine", 0.0)]), Count::Scams);
    let heavy = sum(&year(&[("staged", "rate", 0.3), sure, ("staged", "fine", 20_000.0)]), Count::Scams);
    assert!(heavy < light, "{heavy} with a fine, {light} without");
}

#[test]
fn an_income_floor_that_ends_need_lowers_staged_accidents() {
    let mut society = society("china-2018");
    society.behaviour.staged.rate = 0.3;
    let people = settle(&society, 2_000);
    let floor = |floor| Regime {
        welfare: Some(Welfare { floor, medical: 0.0, elder: 0.0, levy: 0.0 }),
        starts: 0,
        ..Regime::default()
    };
    let scams = |yuan| sum(&history(&people, &floor(yuan), MONTHS).1, Count::Scams);
    let (none, high) = (scams(0.0), scams(20_000.0));
    assert!(high < none * 9 / 10, "{high} with a floor, {none} without");
}

#[test]
fn kin_help_more_the_nearer_they_are_and_are_talked_of() {
    let mut society = society("china-2018");
    (society.behaviour.hardship.rate, society.behaviour.hardship.bill) = (0.3, 20_000.0);
    let lives = |bond| {
        let mut society = society.clone();
        society.behaviour.hardship.bond = bond;
        let (worlds, tallies) = history(&settle(&society, 2_000), &Regime::default(), MONTHS);
        let repute: u64 =
            worlds[MONTHS as usize].towns.iter().flat_map(|c| &c.columns.repute).map(|r| u64::from(*r)).sum();
        let share = sum(&tallies, Count::KinHelped) as f64 / sum(&tallies, Count::KinAsked) as f64;
        (share, repute, tallies)
    };
    let (far, near) = (lives(0.0), lives(2.0));
    assert!(sum(&near.2, Count::KinAsked) > 1_000);
    assert!(near.0 > far.0 + 0.1, "{} of near kin help, {} of far", near.0, far.0);
    assert!(near.1 > far.1, "those who refuse kin are gossiped about");
    let care = |tallies: &[Tally]| tallies[MONTHS as usize - 1].nth(Count::NormByDomain, 1);
    assert!(care(&near.2) > care(&far.2), "help for kin becomes one's own norm");
}

#[test]
fn medical_cover_ends_hardship_and_spares_kin() {
    let people = people();
    let asked = |medical| {
        let welfare = Some(Welfare { floor: 0.0, medical, elder: 0.0, levy: 0.0 });
        let tallies = history(&people, &Regime { welfare, starts: 0, ..Regime::default() }, MONTHS).1;
        [Count::Troubled, Count::Hardships, Count::KinAsked].map(|count| sum(&tallies, count))
    };
    let (none, half, full) = (asked(0.0), asked(0.5), asked(1.0));
    assert!(none[0] == half[0] && none[0] == full[0], "the same people fall ill");
    assert!(none[1] > half[1] && half[1] > 0 && none[2] >= half[2], "{none:?}, {half:?}");
    assert_eq!(full[1..], [0, 0]);
}

/// Number of an encounter's own acts and incidents in a year without a regime.
fn happened(encounter: &Encounter, changes: &[(&str, &str, f32)]) -> i64 {
    let of = |t: &Tally| {
        let done = encounter.acts().map(|act| t.done(act.act));
        done.chain(encounter.incidents.iter().map(|row| t.befell(row.incident))).sum::<i64>()
    };
    year(changes).iter().map(of).sum()
}

/// An encounter takes place when ODD, lists and reports say so: it stops where they call it off.
#[test]
fn each_encounter_takes_place_when_it_says() {
    for encounter in ENCOUNTERS.iter().filter(|e| e.live.is_some()) {
        let rates = Behaviour::TABLE.iter().filter(|p| p.section == encounter.key && p.unit == "chance per month");
        let rates: Vec<_> = rates.map(|p| (p.section, p.name, 0.0)).collect();
        match encounter.on {
            On::Always => {
                assert!(
                    happened(encounter, &rates) > 0,
                    "`{}` is not on every month, whatever its rates",
                    encounter.key
                )
            }
            On::Under(_) => assert_eq!(happened(encounter, &[]), 0, "`{}` is on without a regime", encounter.key),
            On::Chance(chances) => {
                let name = |at: usize| chances[at].name.split_once('.').expect("a section and a name");
                let off: Vec<_> = (0..chances.len()).map(|at| (name(at).0, name(at).1, 0.0)).collect();
                let acts = |t: &Tally| encounter.acts().map(|act| t.done(act.act)).sum::<i64>();
                let done: i64 = year(&off).iter().map(acts).sum();
                assert_eq!(done, 0, "`{}` goes on where all its chances are 0", encounter.key);
            }
        }
    }
}
