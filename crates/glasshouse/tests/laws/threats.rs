//! Laws of threats: an empty one does nothing, a bluff wears off, and naming in public needs an audience.
//!
//! In CI they run at a small size over all shipped regimes. `cargo test --release -p glasshouse --test laws threats --
//! --ignored` runs them with more people and over ten half-lives.

use crate::laboratory::{assert_same_lives, free, history, regime, settle, society, without_beliefs};
use glasshouse::engine::world::World;
use glasshouse::engine::{Institution, Settlement, step};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Audience, Regime, Visibility};
use glasshouse::scenario::{self, catalogue};
use glasshouse::society::act::{Act, SPHERES};
use glasshouse::society::observable::LISTED;

/// A case of `cases/`, in force from the first month on.
fn case(name: &str, months: u32) -> Regime {
    let path = format!("{}/tests/laws/cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let regime = scenario::regime(&path).unwrap_or_else(|trouble| panic!("{name}: {trouble:?}")).value;
    Regime { starts: 0, ends: Some(months), ..regime }
}

/// Every shipped regime, in force from the first month on and everywhere.
fn shipped(months: u32) -> impl Iterator<Item = (&'static str, Regime)> {
    let all = catalogue::regimes().iter().map(|shipped| shipped.name);
    all.map(move |name| (name, Regime { starts: 0, ends: Some(months), rollout: None, ..regime(name) }))
}

/// The same regime without its channels and rules: its propaganda, reviews, courts and so on.
fn without_threats(regime: &Regime) -> Regime {
    Regime { watch: vec![], rules: vec![], rewards: vec![], sanctions: vec![], score: None, ..hushed(regime) }
}

/// The same regime, announced to nobody, with a list that nobody can see.
fn hushed(regime: &Regime) -> Regime {
    let visibility =
        Visibility { list: Audience::Nobody, score: Audience::Nobody, announced: 0.0, shaming: 0.0, withheld: 0.0 };
    // An informer's reward is a consequence, too, and credit that a list closes.
    Regime { visibility, informants: None, firms: None, credit_bureau: None, ..free(regime) }
}

/// The same regime, with nothing that a standing opens or closes.
fn without_consequences(regime: &Regime) -> Regime {
    Regime { rewards: vec![], sanctions: vec![], ..hushed(regime) }
}

/// The same regime, whose channels see one act in ten thousand.
fn blind(regime: &Regime) -> Regime {
    let mut blind = regime.clone();
    for channel in &mut blind.watch {
        (channel.urban, channel.rural, channel.by_income, channel.false_alarms) = (1e-4, 1e-4, [1.0; 5], 0.0);
    }
    // Informers and raters see what they see: they are no bluff.
    (blind.informants, blind.peer_rating) = (None, None);
    blind
}

/// What people do, think and have, without what they have learned about channels, and without the mark of a list that
/// nobody can see.
fn without_felt(worlds: Vec<World>) -> Vec<World> {
    let mut worlds = without_beliefs(worlds);
    worlds.iter_mut().flat_map(|world| &mut world.public).for_each(|byte| *byte &= !LISTED);
    worlds
}

/// Law 1a: where nothing is announced, nobody could come to know and no consequence follows, a regime does nothing
/// that its propaganda would not do alone.
#[test]
fn a_phantom_changes_nobodys_life() {
    const MONTHS: u32 = 12;
    let people = settle(&society("china-2018"), 2_000);
    let law = without_felt(history(&people, &Regime::default(), MONTHS).0);
    for name in ["phantom", "null"] {
        let lives = without_felt(history(&people, &case(name, MONTHS), MONTHS).0);
        assert_same_lives(&lives, &law, name);
    }
    for (name, regime) in shipped(MONTHS) {
        let lives = |regime: &Regime| without_felt(history(&people, regime, MONTHS).0);
        assert_same_lives(&lives(&without_consequences(&regime)), &lives(&without_threats(&regime)), name);
    }
}

/// Monthly sums of a run, without its worlds.
fn sums(people: &Settlement, regime: &Regime, months: u32) -> Vec<Tally> {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    (0..months).map(|_| step(people, &institution, &mut world, None)).collect()
}

/// The chance of being found out that people expect, over all spheres.
fn felt(sums: &Tally) -> f64 {
    let all: i64 = (0..SPHERES).map(|k| sums.nth(Count::FeltBySphere, k)).sum();
    all as f64 / sums.get(Count::People) as f64 / 63.0
}

/// A measure's truth over some months.
fn mean(sums: &[Tally], key: &str) -> f64 {
    let measure = by_key(key).unwrap();
    let values: Vec<f64> = sums.iter().filter_map(|t| measure.value(View::Truth, t)).collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Months in which half of a belief is forgotten where nothing else moves it.
fn half_life() -> f64 {
    libm::log(0.5) / libm::log1p(-f64::from(society("china-2018").behaviour.learning.felt_forget))
}

/// Law 1b: a bluff works for a while and wears off: after ten half-lives, less than a twentieth is left.
fn a_bluff_wears_off(name: &str, regime: &Regime, people: &Settlement, half_lives: f64) {
    let months = (half_lives * half_life()).ceil() as u32;
    let bluff = Regime { ends: None, ..blind(regime) };
    // What a standing brings whatever people do is not a threat.
    let base = Regime { watch: vec![], ..bluff.clone() };
    let (with, without) = (sums(people, &bluff, months), sums(people, &base, months));
    let belief: Vec<f64> = with.iter().map(felt).collect();
    let peak = belief.iter().copied().fold(0.0, f64::max);
    if peak < 0.01 {
        return;
    }
    let left = belief.last().unwrap() / peak;
    assert!(left < 0.05, "{name}: {left:.3} of the belief is left");
    for key in ["violations", "help", "criticism"] {
        let effect = |range: std::ops::Range<usize>| mean(&with[range.clone()], key) - mean(&without[range], key);
        let (year, n) = (12, months as usize);
        let first = (0..36 / year).map(|k| effect(k * year..(k + 1) * year).abs()).fold(0.0, f64::max);
        let last: Vec<f64> = (0..10).map(|k| effect(n - (k + 1) * year..n - k * year)).collect();
        let late = last.iter().sum::<f64>() / 10.0;
        let spread = (last.iter().map(|x| (x - late) * (x - late)).sum::<f64>() / 90.0).sqrt();
        assert!(late.abs() <= 0.05 * first + 4.0 * spread, "{name}: {key} {late:.3} ± {spread:.3} of {first:.3}");
    }
}

#[test]
fn a_bluff_wears_off_with_experience_and_time() {
    let people = settle(&society("china-2018"), 1_500);
    for (name, regime) in shipped(u32::MAX).filter(|(_, regime)| !regime.watch.is_empty()) {
        a_bluff_wears_off(name, &regime, &people, 7.0);
    }
}

#[test]
#[ignore = "the same with more people and over ten half-lives"]
fn a_bluff_wears_off_in_a_large_society() {
    let people = settle(&society("china-2018"), 20_000);
    for (name, regime) in shipped(u32::MAX).filter(|(_, regime)| !regime.watch.is_empty()) {
        a_bluff_wears_off(name, &regime, &people, 10.0);
    }
}

/// Without any news of it, half of what people expect is forgotten in the documented time.
#[test]
fn a_belief_is_forgotten_with_its_documented_half_life() {
    let people = settle(&society("china-2018"), 2_000);
    let months = 24 + half_life().round() as u32;
    let regime = Regime { starts: 0, ends: Some(24), ..regime("social-credit") };
    let sums = sums(&people, &regime, months);
    let left = felt(&sums[months as usize - 1]) / felt(&sums[23]);
    assert!((left - 0.5).abs() < 0.02, "{left} is left after a half-life");
}

/// Where an act is found out with a steady chance, people who do it come to expect about that chance, and at most it.
#[test]
fn what_people_expect_follows_what_happens() {
    let people = settle(&society("china-2018"), 2_000);
    for coverage in [0.2, 0.8] {
        let mut regime = Regime { starts: 0, ends: None, ..regime("social-credit") };
        regime.visibility.announced = 0.0;
        for channel in &mut regime.watch {
            (channel.urban, channel.rural, channel.by_income, channel.false_alarms) =
                (coverage, coverage, [1.0; 5], 0.0);
            channel.delay = 0;
        }
        let last = sums(&people, &regime, 96).pop().unwrap();
        for sphere in ["street", "speech"] {
            let of = |kind: &str| by_key(&format!("{kind}_{sphere}")).unwrap().value(View::Truth, &last).unwrap();
            let (felt, real) = (of("felt"), of("real"));
            assert!(real > 70.0 * f64::from(coverage), "{sphere}: {real} found out");
            assert!((0.3 * real..=1.05 * real).contains(&felt), "{sphere}: {felt} expected, {real} true");
        }
    }
}

/// Naming in public without any sanction deters where people see it, and nothing where nobody does.
#[test]
fn a_blackboard_deters_where_somebody_reads_it() {
    let people = settle(&society("china-2018"), 12_000);
    let board = case("blackboard", 120);
    let unread =
        Regime { visibility: Visibility { list: Audience::Nobody, ..board.visibility.clone() }, ..board.clone() };
    let willed = |regime: &Regime| -> i64 {
        sums(&people, regime, 120).iter().map(|t| t.nth(Count::DoneByAct, Act::Default as usize)).sum()
    };
    let (law, read, nobody) = (willed(&Regime::default()), willed(&board), willed(&unread));
    assert_eq!(law, nobody, "nobody reads it");
    assert!(read < law, "{read} defaults with a blackboard, {law} without");
}
