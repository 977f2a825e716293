//! Tests of opt-in scores: people outside a score live as if there were none.

use crate::laboratory::{assert_same_lives, history, regime, settle, society, watched};
use glasshouse::engine::Witness;
use glasshouse::life::terms::NEUTRAL;
use glasshouse::observatory::tally::Count;
use glasshouse::regime::Regime;
use glasshouse::regime::adjudication::Ruling;
use std::collections::BTreeSet;
use std::sync::Mutex;

const MONTHS: u32 = 8;

/// The score of social-credit for those who join, without the list and without public announcements.
fn joined_by(share: f32) -> Regime {
    let mut r = Regime { starts: 0, ends: None, propaganda: None, firms: None, ..regime("social-credit") };
    r.rules.iter_mut().for_each(|rule| rule.lists = 0);
    let score = r.score.as_mut().unwrap();
    score.opt_in = share;
    score.tiers.iter_mut().for_each(|tier| tier.listed = false);
    (r.visibility, r.spillover) = Default::default();
    r
}

#[derive(Default)]
struct Judged(Mutex<BTreeSet<u32>>);

impl Witness for Judged {
    fn judged(&self, person: u32, _: u32, rulings: &[Ruling], _: i16) {
        if !rulings.is_empty() {
            self.0.lock().unwrap().insert(person);
        }
    }
}

#[test]
fn who_did_not_join_has_no_docket() {
    let people = settle(&society("china-2018"), 6_000);
    let members = |share: f32| {
        let judged = Judged::default();
        let (worlds, sums) = watched(&people, &joined_by(share), MONTHS, Some(&judged));
        let columns = |world: usize| worlds[world].towns.iter().map(|county| &county.columns);
        let standings: Vec<u8> = columns(MONTHS as usize).flat_map(|c| c.standing.clone()).collect();
        let scores: Vec<i16> = columns(MONTHS as usize).flat_map(|c| c.score.clone()).collect();
        let members: BTreeSet<u32> = (0..6_000).filter(|p| standings[*p as usize] != NEUTRAL).collect();
        assert!((0..6_000).all(|p| members.contains(&p) || scores[p as usize] == 1_000), "an outsider's points moved");
        let judged = judged.0.into_inner().unwrap();
        assert!(judged.is_subset(&members) && judged.len() > members.len() / 20, "{} judged", judged.len());
        let sums = sums.last().unwrap();
        assert_eq!(sums.get(Count::Listed) + sums.get(Count::GoodStanding), members.len() as i64);
        members
    };
    let (few, many) = (members(0.1), members(0.4));
    assert!((500..700).contains(&few.len()) && (2_200..2_600).contains(&many.len()), "{} {}", few.len(), many.len());
    assert!(few.is_subset(&many), "who joins among a tenth joins among more");
}

#[test]
fn a_score_that_nobody_joins_is_no_regime() {
    let people = settle(&society("china-2018"), 3_000);
    let (worlds, none) = (history(&people, &joined_by(0.0), MONTHS).0, history(&people, &Regime::default(), MONTHS).0);
    assert_same_lives(&worlds, &none, "nobody joins");
    let all = history(&people, &joined_by(1.0), MONTHS).0;
    assert!(crate::laboratory::without_dockets(&all[3]) != crate::laboratory::without_dockets(&none[3]));
}
