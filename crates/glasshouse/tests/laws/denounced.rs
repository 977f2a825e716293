//! The law of denunciation at home: kin and friends report each other, at a cost to the tie that both foresee.

use crate::laboratory::{assert_same_lives, history, otherwise, regime, settle, watched};
use glasshouse::engine::{PersonMonth, Settlement, Witness};
use glasshouse::life::informing::{BROKE_WITH_FRIEND, BROKE_WITH_KIN, TOLD_ON, TOLD_ON_AT_HOME};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;
use glasshouse::regime::adjudication::Ruling;
use std::sync::Mutex;

const MONTHS: u32 = 12;

/// The office of informants from the first month on.
fn office() -> Regime {
    Regime { starts: 0, ends: None, ..regime("informants") }
}

/// People in whom these numbers of `informing` are set.
fn people(set: &[(&str, f32)]) -> Settlement {
    let set: Vec<(&str, &str, f32)> = set.iter().map(|(name, value)| ("informing", *name, *value)).collect();
    settle(&otherwise(&set), 6_000)
}

fn sums(people: &Settlement) -> Vec<Tally> {
    history(people, &office(), MONTHS).1
}

fn befell(sums: &[Tally], what: glasshouse::life::events::Incident) -> i64 {
    sums.iter().map(|t| t.befell(what)).sum()
}

#[test]
fn what_is_off_does_nothing() {
    let lives = |set: &[(&str, f32)], regime: &Regime| history(&people(set), regime, 6).0;
    let nobody_asks = Regime::default();
    let (one, other) = ([("home", 0.0), ("known", 0.0)], [("home", 0.5), ("known", 1.0)]);
    assert_same_lives(&lives(&one, &nobody_asks), &lives(&other, &nobody_asks), "no office asks");
    let (one, other) = ([("known", 0.0), ("rift", 0.0)], [("known", 0.0), ("rift", 60.0)]);
    assert_same_lives(&lives(&one, &office()), &lives(&other, &office()), "it never comes out");
    let (one, other) = ([("home", 0.0), ("bond", 1.0)], [("home", 0.0), ("bond", 50.0)]);
    assert_same_lives(&lives(&one, &office()), &lives(&other, &office()), "nobody thinks of kin");
    let sums = sums(&people(&[("home", 0.0), ("known", 0.0)]));
    assert!(befell(&sums, TOLD_ON) > 100);
    for never in [TOLD_ON_AT_HOME, BROKE_WITH_FRIEND, BROKE_WITH_KIN] {
        assert_eq!(befell(&sums, never), 0);
    }
}

#[test]
fn the_more_often_kin_come_to_mind_the_more_reports_come_from_home() {
    let doses = [0.0, 0.02, 0.1, 0.3, 0.6].map(|home| {
        let sums = sums(&people(&[("home", home), ("bond", 1.0)]));
        befell(&sums, TOLD_ON_AT_HOME)
    });
    println!("reported at home, by chance of kin on her mind: {doses:?}");
    assert!(doses.is_sorted() && doses[0] == 0 && doses[1] * 8 < doses[4], "{doses:?}");
}

/// Both foresee what it costs: the likelier it comes out and the more the tie is worth, the fewer tell.
#[test]
fn the_dearer_the_tie_the_fewer_tell() {
    let told = |set: &[(&str, f32)]| {
        let sums = sums(&people(set));
        (befell(&sums, TOLD_ON) - befell(&sums, TOLD_ON_AT_HOME), befell(&sums, TOLD_ON_AT_HOME))
    };
    let known = [0.0, 0.02, 0.2, 0.5, 1.0].map(|known| told(&[("home", 0.5), ("known", known), ("bond", 1.0)]));
    let bond = [1.0, 1.2, 3.0, 10.0, 50.0].map(|bond| told(&[("home", 0.5), ("known", 0.2), ("bond", bond)]));
    println!(
        "told on (by friends, at home) as it comes out more often: {known:?}, as the bond is worth more: {bond:?}"
    );
    assert!(known.iter().rev().is_sorted_by_key(|told| told.0) && known.iter().rev().is_sorted_by_key(|told| told.1));
    assert!(known[4].0 * 10 < known[0].0 * 9 && known[4].1 * 10 < known[0].1 * 9, "{known:?}");
    assert!(bond.iter().rev().is_sorted_by_key(|told| told.1) && bond[4].1 * 10 < bond[0].1 * 9, "{bond:?}");
}

/// Who was reported or broke with kin at home, and with whom she lives, if with anybody.
#[derive(Default)]
struct AtHome(Mutex<Vec<u32>>);

impl Witness for AtHome {
    fn judged(&self, _: u32, _: u32, _: &[Ruling], _: i16) {}

    fn lived(&self, person: u32, told: &PersonMonth) {
        let fell = |what: glasshouse::life::events::Incident| told.incidents[what.word()] & what.bit() != 0;
        if fell(TOLD_ON_AT_HOME) | fell(BROKE_WITH_KIN) {
            self.0.lock().unwrap().push(person);
        }
    }
}

#[test]
fn who_lives_alone_has_nothing_to_fear_at_home_and_ties_break_in_twos() {
    let people = people(&[("home", 0.5), ("known", 1.0), ("bond", 1.0)]);
    let seen = AtHome::default();
    let sums = watched(&people, &office(), MONTHS, Some(&seen)).1;
    let kin: Vec<u8> = people.homes.iter().flat_map(|home| home.traits.household.clone()).collect();
    let those = seen.0.into_inner().unwrap();
    assert!(those.len() > 50, "{}", those.len());
    assert!(those.iter().all(|person| kin[*person as usize] >> 3 > 0));
    let (told, broke) = (befell(&sums, TOLD_ON_AT_HOME), befell(&sums, BROKE_WITH_KIN));
    // Everybody breaks; somebody can break with two in a month, and two can tell on one: then three break.
    assert!(broke <= 3 * told && broke * 10 > 2 * told * 7, "{broke} broke over {told}");
}
