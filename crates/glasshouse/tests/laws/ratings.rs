//! Tests of peer rating: marks follow the regime's settings and affect only the people they should.

use crate::laboratory::{history, regime, settle, society};
use glasshouse::engine::world::World;
use glasshouse::engine::{Institution, Settlement, step};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;

const MONTHS: u32 = 12;

fn people() -> Settlement {
    settle(&society("china-2018"), 3_000)
}

/// Everybody rates everybody in the given manner.
fn nosedive(status: f32, courtesy: f32, spite: f32) -> Regime {
    let mut regime = Regime { starts: 0, ends: None, ..regime("nosedive") };
    let manner = &mut regime.peer_rating.as_mut().unwrap().manner;
    (manner.status, manner.courtesy, manner.spite) = (status, courtesy, spite);
    regime
}

fn scores(world: &World) -> Vec<i16> {
    world.towns.iter().flat_map(|county| county.columns.score.iter().copied()).collect()
}

fn measured(key: &str, tallies: &[Tally]) -> f64 {
    let mut sum = Tally::default();
    tallies.iter().for_each(|t| sum.merge(t));
    by_key(key).unwrap().value(View::Truth, &sum).unwrap()
}

#[test]
fn with_status_alone_no_score_ever_moves_and_with_spite_alone_all_fall_to_the_least() {
    let people = people();
    let start = regime("nosedive").score.unwrap().start;
    let frozen = history(&people, &nosedive(1.0, 0.0, 0.0), MONTHS).0;
    assert!(frozen.iter().flat_map(scores).all(|score| (score - start).abs() <= 1));
    let hated = scores(history(&people, &nosedive(0.0, 0.0, 1.0), 60).0.last().unwrap());
    let low = hated.iter().filter(|score| **score < 120).count();
    assert!(low > 2_900, "{low} of 3,000 are at the bottom");
}

#[test]
fn whose_mark_is_the_worst_counts_for_nothing_where_esteem_is_all() {
    let people = people();
    let rated = |esteem: f32, everybody: Option<i16>| {
        let mut regime = nosedive(0.0, 0.0, 0.5);
        regime.peer_rating.as_mut().unwrap().manner.esteem = esteem;
        let institution = Institution::new(&regime);
        let mut world = people.world(&institution);
        for county in &mut world.towns {
            county.columns.score.iter_mut().for_each(|score| *score = everybody.unwrap_or(*score));
        }
        let before = scores(&world);
        step(&people, &institution, &mut world, None);
        scores(&world).iter().zip(&before).filter(|(now, before)| now != before).count()
    };
    let (least, most) = regime("nosedive").score.map(|score| (score.least, score.most)).unwrap();
    assert_eq!(rated(1.0, Some(least)), 0);
    assert!(rated(0.0, Some(least)) > 1_000);
    assert_eq!(rated(1.0, Some(most)), rated(0.0, Some(most)), "among the best all count alike");
    assert!(rated(0.5, None) > 1_000);
}

#[test]
fn spite_puts_people_below_what_they_deserve_and_courtesy_above() {
    let people = people();
    let mean = |courtesy: f32, spite: f32| {
        let worlds = history(&people, &nosedive(0.0, courtesy, spite), MONTHS).0;
        let columns = worlds.last().unwrap().towns.iter().map(|county| &county.columns);
        let gaps = columns.flat_map(|c| c.score.iter().zip(&c.deserved).map(|(real, just)| f64::from(real - just)));
        gaps.sum::<f64>() / 3_000.0
    };
    let (plain, spiteful, polite) = (mean(0.0, 0.0), mean(0.0, 0.4), mean(1.0, 0.0));
    assert!(spiteful < plain - 40.0 && polite > plain, "{spiteful}, {plain}, {polite}");
}

#[test]
fn marks_silence_opinions_that_nobody_forbids() {
    let people = people();
    let said = |regime: &Regime| measured("silent", &history(&people, regime, MONTHS).1[1..]);
    let (free, rated) = (said(&Regime::default()), said(&nosedive(0.0, 0.0, 0.0)));
    assert!(rated > free + 0.3, "{rated} % silent instead of {free}");
}

#[test]
fn where_scores_differ_they_are_unequal_and_nowhere_else() {
    let people = people();
    let frozen = history(&people, &nosedive(1.0, 0.0, 0.0), MONTHS).1;
    let lively = history(&people, &nosedive(0.0, 0.0, 0.2), MONTHS).1;
    let gini = |tallies: &[Tally]| measured("gini_score", &tallies[MONTHS as usize - 1..]);
    assert!(gini(&frozen) < 0.02 && gini(&lively) > gini(&frozen) + 0.02, "{}, {}", gini(&frozen), gini(&lively));
    assert!(measured("concentration_score", &lively).abs() < 0.1);
}
