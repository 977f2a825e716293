//! Tests of the issuer: rules of the people follow their norms, place by place, and an authority's do not.

use crate::laboratory::{assert_same_lives, history, otherwise, regime, regime_between, settle};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Issuer, Regime};
use glasshouse::society::Society;

const PEOPLE: u64 = 6_000;

fn pair() -> [Regime; 2] {
    ["government-standards", "people-standards"].map(|name| regime_between(name, 0, 24))
}

/// People with these temperaments for integrity, care and speech, and norms that stay at them.
fn of_temper(tempers: [f64; 3]) -> Society {
    let mut society = otherwise(&[("lives", "pace", 0.0)]);
    let m = &mut society.marginals;
    (m.integrity.value, m.candour.value) = (tempers[0], tempers[2]);
    m.helping.value = tempers[1] * f64::from(society.behaviour.distress.rate);
    society
}

fn run(people: &Settlement, regime: &Regime, months: u32) -> (Vec<World>, Tally) {
    let (worlds, tallies) = history(people, regime, months);
    let mut all = Tally::default();
    tallies.iter().for_each(|month| all.merge(month));
    (worlds, all)
}

#[test]
fn the_shipped_pair_differs_in_nothing_but_the_issuer() {
    let [government, people] = pair();
    assert_eq!((government.issuer, people.issuer), (Issuer::Authority, Issuer::People));
    let same = Regime {
        name: people.name.clone(),
        title: people.title.clone(),
        description: people.description.clone(),
        issuer: Issuer::People,
        ..government
    };
    assert_eq!(same, people);
    assert_eq!(regime("social-credit").issuer, Issuer::Authority);
}

#[test]
fn without_rules_and_propaganda_the_issuer_is_nobody() {
    let settlement = settle(&of_temper([0.7, 0.5, 0.6]), PEOPLE);
    let bare = |mut regime: Regime| {
        (regime.rules, regime.propaganda) = (Vec::new(), None);
        regime
    };
    let [a, b] = pair().map(|regime| run(&settlement, &bare(regime), 6));
    assert_same_lives(&a.0, &b.0, "an issuer of nothing");
    let welfare = Regime { issuer: Issuer::People, ..regime_between("welfare", 0, 24) };
    let [a, b] = [welfare, regime_between("welfare", 0, 24)].map(|regime| run(&settlement, &regime, 6));
    assert_same_lives(&a.0, &b.0, "welfare has no rules about acts");
}

#[test]
fn people_who_value_candour_do_not_punish_criticism_and_people_who_do_not_do() {
    let points = |candour: f64, regime: &Regime| {
        let settlement = settle(&of_temper([0.7, 0.5, candour]), PEOPLE);
        let (worlds, _) = run(&settlement, regime, 12);
        let last = worlds.last().unwrap();
        last.towns.iter().flat_map(|t| &t.columns.score).filter(|score| **score < 951).count()
    };
    let [government, people] = pair();
    let [candid, discreet] = [0.9, 0.1].map(|candour| points(candour, &people));
    assert!(candid < discreet, "{candid} and {discreet} are far below the start");
    assert!(points(0.9, &government) > candid, "an authority punishes it whatever people think");
}

#[test]
fn rules_get_stricter_the_more_people_value_honesty_and_vanish_where_they_do_not() {
    let seen = |integrity: f64| {
        let settlement = settle(&of_temper([integrity, 0.1, 0.9]), PEOPLE);
        let (worlds, sums) = run(&settlement, &pair()[1], 6);
        let below = worlds.last().unwrap().towns.iter().flat_map(|t| &t.columns.score);
        let lost: i64 = below.map(|score| i64::from((1000 - *score).max(0))).sum();
        lost as f64 / sums.get(Count::Violations).max(1) as f64
    };
    let doses = [0.1, 0.6, 0.8, 0.95].map(seen);
    assert!(doses.is_sorted() && doses[3] > doses[0], "points lost for each violation: {doses:?}");
}

#[test]
fn consent_matters_only_under_rules_of_the_people() {
    let worlds = |regime: &Regime, consent: f32| {
        let mut society = of_temper([0.7, 0.5, 0.6]);
        society.behaviour.decision.consent = consent;
        run(&settle(&society, PEOPLE), regime, 4).0
    };
    let [government, people] = pair();
    assert_same_lives(&worlds(&government, 0.0), &worlds(&government, 1.0), "an authority needs none");
    let [none, full] = [0.0, 1.0].map(|consent| worlds(&people, consent));
    assert!(none.last() != full.last(), "consent changes nothing");
}
