//! The law of critics: points for criticism add up to a listing, and the two objects of criticism are told apart.

use crate::laboratory::{assert_same_lives, history, otherwise, regime, settle, society, still, watched};
use glasshouse::engine::{PersonMonth, Settlement, Witness};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::adjudication::Ruling;
use glasshouse::regime::{Regime, Visibility};
use glasshouse::society::act::{Act, CRITICAL};
use std::sync::Mutex;

const OBJECTS: [Act; 2] = [Act::Criticise, Act::CriticiseSystem];

/// The shipped system from the first month on, with rules about criticism alone: nobody is listed for anything else.
fn of_critics() -> Regime {
    let mut regime = Regime { starts: 0, ends: None, ..regime("social-credit") };
    regime.rules.retain(|rule| OBJECTS.contains(&rule.act));
    regime
}

/// The same, with these changes to the rule about each object.
fn ruled(set: impl Fn(&mut glasshouse::regime::Rule)) -> Regime {
    let mut regime = of_critics();
    regime.rules.iter_mut().for_each(set);
    regime
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

fn done(tallies: &[Tally], act: Act) -> i64 {
    tallies.iter().map(|t| t.done(act)).sum()
}

#[test]
fn where_there_is_no_system_nobody_speaks_of_it_and_the_share_changes_nothing() {
    let lives = |share: f32| {
        let people = settle(&otherwise(&[("speech", "system", share)]), 2_000);
        history(&people, &Regime::default(), 6)
    };
    let ((none, _), (all, sums)) = (lives(0.0), lives(0.8));
    assert_same_lives(&none, &all, "no system");
    assert_eq!(done(&sums, Act::CriticiseSystem), 0);
    assert!(done(&sums, Act::Criticise) > 100);
}

#[test]
fn without_such_critics_a_rule_about_them_does_nothing() {
    let people = settle(&otherwise(&[("speech", "system", 0.0)]), 2_000);
    let mut less = of_critics();
    less.rules.retain(|rule| rule.act == Act::Criticise);
    less.watch.iter_mut().for_each(|channel| channel.acts.retain(|act| *act != Act::CriticiseSystem));
    // A false alarm can name it all the same.
    let quiet = |mut regime: Regime| {
        regime.watch.iter_mut().for_each(|channel| channel.false_alarms = 0.0);
        regime
    };
    let (with, without) = (history(&people, &quiet(of_critics()), 12), history(&people, &quiet(less), 12));
    assert_same_lives(&with.0, &without.0, "nobody speaks of the system");
}

/// The two objects are substitutes: a threat against one moves criticism to the other, more so the greater it is.
#[test]
fn a_threat_against_one_object_moves_criticism_to_the_other() {
    let people = settle(&otherwise(&[("speech", "system", 0.5)]), 6_000);
    for threatened in OBJECTS {
        let shares: Vec<f64> = [0, -50, -400]
            .map(|points| {
                let mut regime = ruled(|rule| {
                    (rule.points, rule.lists, rule.below) = (0, 0, None);
                    rule.points = if rule.act == threatened { points } else { 0 };
                });
                // A system that judges nothing is none: this one judges something else as well.
                let shipped = glasshouse::scenario::regime("social-credit").expect("it ships").value;
                regime.rules.extend(shipped.rules.into_iter().filter(|rule| rule.act == Act::Violate));
                let sums = history(&people, &regime, 18).1;
                let [government, system] = OBJECTS.map(|act| done(&sums, act) as f64);
                let of_it = if threatened == Act::Criticise { government } else { system };
                of_it / (government + system)
            })
            .into();
        assert!((shares[0] - 0.5).abs() < 0.03, "{threatened}: {shares:?} where neither is dangerous");
        assert!(shares[1] < shares[0] + 0.01 && shares[2] < shares[0] - 0.05, "{threatened}: {shares:?}");
    }
}

/// A score below which nobody can be lists nobody, and the higher it is, the more are listed.
#[test]
fn the_higher_the_score_below_which_critics_are_listed_the_more_are() {
    let people = settle(&still(), 6_000);
    let months = 36;
    let at = |below: Option<i16>, lists: u8| {
        let regime = ruled(|rule| (rule.lists, rule.below) = (lists, below));
        history(&people, &regime, months)
    };
    let (never, unruled) = (at(Some(0), 12), at(None, 0));
    assert!(never.0 == unruled.0, "nobody's score is below the least");
    let listed = [Some(700), Some(850), Some(950), Some(1_000), None].map(|below| sum(&at(below, 12).1, Count::Listed));
    assert!(listed.is_sorted() && listed[0] < listed[4], "{listed:?}");
    assert!(sum(&never.1, Count::Listed) <= listed[0], "{listed:?}");
}

/// What each person said, and in which months she was listed.
#[derive(Default)]
struct Critics(Mutex<Vec<(u32, u32, bool, bool)>>);

impl Witness for Critics {
    fn judged(&self, _: u32, _: u32, _: &[Ruling], _: i16) {}

    fn lived(&self, person: u32, told: &PersonMonth) {
        let recorded = told.records.iter().any(|record| OBJECTS.contains(&record.act));
        let listed = told.is_listed();
        if recorded || listed || told.acts & CRITICAL != 0 {
            self.0.lock().unwrap().push((person, told.month, recorded, listed));
        }
    }
}

/// Under the system as shipped, repeated critics are listed and lose friends; critics on record once are not.
#[test]
fn repeated_critics_fall_and_lose_friends_under_the_system_as_shipped() {
    let people: Settlement = settle(&still(), 12_000);
    let critics = Critics::default();
    let sums = watched(&people, &of_critics(), 60, Some(&critics)).1;
    let told = critics.0.into_inner().unwrap();
    let mut all: std::collections::BTreeMap<u32, (u32, bool)> = Default::default();
    for (person, _, recorded, listed) in told {
        let entry = all.entry(person).or_default();
        entry.0 += u32::from(recorded);
        entry.1 |= listed;
    }
    let share = |at_least: u32, most: u32| {
        let those: Vec<bool> = all.values().filter(|(n, _)| (at_least..=most).contains(n)).map(|(_, l)| *l).collect();
        (those.iter().filter(|listed| **listed).count(), those.len())
    };
    let (once, often) = (share(1, 2), share(5, 60));
    println!("listed: {once:?} of those on record once or twice, {often:?} of those on record five times or more");
    println!(
        "friends of listed critics {}, silent {}; criticism {:.2} % a month",
        sum(&sums, Count::FriendsOfListed),
        sum(&sums, Count::TiesShunned),
        sums.iter().filter_map(|t| by_key("criticism").unwrap().value(View::Truth, t)).sum::<f64>() / 60.0
    );
    assert_eq!(once.0, 0, "points have not added up");
    assert!(often.0 * 2 > often.1 && often.1 > 10, "{often:?}");
    assert!(sum(&sums, Count::TiesShunned) > 0);
    // Where nobody sees the list, no friend is lost.
    let hidden = Regime { visibility: Visibility::default(), ..of_critics() };
    assert_eq!(sum(&history(&people, &hidden, 60).1, Count::TiesShunned), 0);
}

/// People foresee it: the nearer the list, the less they say, and only where it costs something.
#[test]
fn critics_near_the_list_foresee_it() {
    let society = society("china-2018");
    let people = settle(&society, 6_000);
    let said = |below: Option<i16>, harmless: bool| {
        let mut regime = ruled(|rule| (rule.points, rule.lists, rule.below) = (0, 24, below));
        if harmless {
            (regime.rewards, regime.sanctions, regime.visibility) = (vec![], vec![], Visibility::default());
        }
        sum(&history(&people, &regime, 12).1, Count::Criticised)
    };
    assert!(said(None, false) < said(Some(0), false), "a listing that can hit is feared");
    assert_eq!(said(Some(1_000), false), said(Some(0), false), "one that cannot is not: nobody is below the start");
    assert_eq!(said(None, true), said(Some(0), true), "nor one that costs nothing");
}
