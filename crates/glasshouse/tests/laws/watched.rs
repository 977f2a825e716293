//! The law of privacy and of peace: what is seen is counted as known, and fear alone is counted as artificial peace.

use crate::laboratory::{history, otherwise, regime, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::{Regime, Visibility};

const MONTHS: u32 = 16;

/// The shipped system from the first month on, with channels that see this share of what they see, and no errors.
fn seeing(share: f32) -> Regime {
    let mut regime = Regime { starts: 0, ends: None, ..regime("social-credit") };
    for channel in &mut regime.watch {
        (channel.urban, channel.rural) = (channel.urban * share, channel.rural * share);
        channel.false_alarms = 0.0;
    }
    regime
}

fn run(people: &Settlement, regime: &Regime, months: u32) -> Tally {
    let mut all = Tally::default();
    history(people, regime, months).1.iter().for_each(|sums| all.merge(sums));
    all
}

fn value(t: &Tally, key: &str) -> Option<f64> {
    by_key(key).unwrap().value(View::Truth, t)
}

#[test]
fn nothing_is_known_where_nobody_looks_and_more_where_more_is_seen() {
    let people = settle(&society("china-2018"), 3_000);
    let law = run(&people, &Regime::default(), MONTHS);
    assert_eq!((value(&law, "life_on_record"), value(&law, "bits_known")), (Some(0.0), Some(0.0)));
    assert_eq!((value(&law, "kept"), value(&law, "on_show")), (None, Some(0.0)));
    let doses = [0.0, 0.05, 0.25, 0.5, 1.0].map(|share| run(&people, &seeing(share), MONTHS));
    for key in ["life_on_record", "bits_known"] {
        let known = doses.each_ref().map(|t| value(t, key).unwrap());
        println!("{key}: {known:.3?}");
        assert!(known.is_sorted() && known[4] > 4.0 * known[1], "{key}: {known:?}");
    }
}

/// False alarms add records, and what is known falls: a record no longer tells who did it.
#[test]
fn noise_tells_less() {
    let people = settle(&society("china-2018"), 3_000);
    let noisy = |alarms: f32| {
        let mut regime = seeing(1.0);
        (regime.rules, regime.rewards, regime.sanctions) = (vec![], vec![], vec![]);
        regime.watch.iter_mut().for_each(|channel| channel.false_alarms = alarms);
        value(&run(&people, &regime, MONTHS), "bits_known").unwrap()
    };
    // Far below the chance that a true act is seen; an alarm as likely as that would tell nothing at all.
    let known = [0.0, 0.001, 0.01, 0.1].map(noisy);
    assert!(known.iter().rev().is_sorted() && known[3] < 0.7 * known[0], "{known:?}");
}

#[test]
fn records_are_kept_until_they_lapse_whether_or_not_an_end_is_set() {
    let people = settle(&society("china-2018"), 2_000);
    let kept = |expiry: Option<u8>, ends: Option<u32>| {
        let mut regime = Regime { ends, ..seeing(1.0) };
        let score = regime.score.as_mut().unwrap();
        (score.expiry, score.recovery) = (expiry, 0);
        value(&run(&people, &regime, 1), "kept")
    };
    assert_eq!((kept(None, None), kept(Some(24), None)), (Some(600.0), Some(24.0)));
    // An end is not known before it comes: somebody may switch the system off.
    assert_eq!((kept(None, Some(72)), kept(Some(60), Some(30))), (Some(600.0), Some(60.0)));
}

#[test]
fn who_is_listed_is_on_show_where_others_can_see_it() {
    let people = settle(&society("china-2018"), 4_000);
    let open = run(&people, &seeing(1.0), MONTHS);
    assert!(value(&open, "on_show").unwrap() > 0.0 && value(&open, "eyes").unwrap() > 3.0);
    let hidden = Regime { visibility: Visibility::default(), ..seeing(1.0) };
    assert_eq!(value(&run(&people, &hidden, MONTHS), "on_show"), Some(0.0));
}

/// Fear of the system hides unrest, the more the greater it is; without the system, and without what it can do, nothing
/// is hidden.
#[test]
fn artificial_peace_is_what_fear_of_the_system_hides() {
    // People who often disapprove, and whom little more than their neighbours keeps at home.
    let people = |trouble: f32| {
        let mut society = otherwise(&[("unrest", "trouble", trouble)]);
        society.marginals.approval.value = 0.35;
        settle(&society, 6_000)
    };
    let restless = people(2.0);
    let law = run(&restless, &Regime::default(), 4);
    assert_eq!((value(&law, "artificial_peace"), value(&law, "restless_hidden")), (Some(0.0), Some(0.0)));
    assert!(value(&law, "unrest").unwrap() > 1.0, "{:?}", value(&law, "unrest"));
    let empty = Regime { rewards: vec![], sanctions: vec![], visibility: Visibility::default(), ..seeing(1.0) };
    assert_eq!(value(&run(&restless, &empty, MONTHS), "artificial_peace"), Some(0.0), "nothing follows");
    let at = |points: i16| {
        let mut regime = seeing(1.0);
        regime.rules.iter_mut().filter(|rule| rule.act.key() == "criticise").for_each(|rule| rule.points = points);
        run(&restless, &regime, MONTHS)
    };
    let all = [0, -50, -400].map(at);
    let peace = all.each_ref().map(|t| value(t, "artificial_peace").unwrap());
    let unrest = all.each_ref().map(|t| value(t, "unrest").unwrap());
    let hidden = all.each_ref().map(|t| value(t, "restless_hidden").unwrap());
    println!("unrest {unrest:.2?}, hidden {peace:.2?}, and of those who are near it {hidden:.2?}");
    assert!(hidden.is_sorted() && hidden[2] > hidden[0], "{hidden:?}");
    assert!(peace.is_sorted() && peace[2] > peace[0], "{peace:?}");
    assert!(unrest.iter().rev().is_sorted(), "{unrest:?}");
    // The dearer it is to be the first, the fewer are there in the end.
    let quiet =
        [1.0, 2.0, 4.0, 9.0].map(|trouble| value(&run(&people(trouble), &Regime::default(), 4), "unrest").unwrap());
    println!("unrest by the trouble of being first: {quiet:.2?}");
    assert!(quiet.iter().rev().is_sorted() && quiet[3] < quiet[0], "{quiet:?}");
}
