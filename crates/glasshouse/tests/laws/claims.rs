//! Are claims tried alike on any number of threads, and can they hold and fail?

use crate::laboratory::society;
use glasshouse::engine::{Quiet, Size};
use glasshouse::experiment::trial::{Trial, Tried};
use glasshouse::experiment::verdict::Verdict;
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;
use glasshouse::society::Plausible;
use rayon::ThreadPoolBuilder;

fn essay() -> Vec<Claim> {
    scenario::claims("essay").unwrap_or_else(|trouble| panic!("{trouble:?}")).value
}

fn trial(claims: Vec<Claim>, societies: u32, years: u32) -> Trial {
    let sides = claims.iter().flat_map(|claim| &claim.tests).flat_map(|t| [Some(&t.one), t.other.as_ref()]).flatten();
    let mut names: Vec<String> = sides.map(|reading| reading.regime.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let regime = |name: String| (name.clone(), scenario::regime(&name).unwrap().value);
    let regimes = names.into_iter().map(regime).collect();
    let size = Size { people: 1_000, months: years * 12 };
    Trial { claims, regimes, society: society("china-2018"), size, seed: 3, societies }
}

fn verdict(trial: &Trial, tried: &Tried) -> Verdict {
    Verdict::of(&tried.outcomes(&trial.claims, 0), &tried.values)
}

#[test]
fn the_essay_has_eighteen_claims_each_with_its_tests() {
    let claims = essay();
    assert_eq!(claims.len(), 18);
    for (n, claim) in claims.iter().enumerate() {
        assert!(claim.key.starts_with(&format!("{}-", n + 1)) && !claim.tests.is_empty(), "{}", claim.key);
    }
    assert!(trial(claims, 1, 1).runs().len() >= 12);
}

#[test]
fn a_trial_is_the_same_on_any_number_of_threads() {
    let claims: Vec<Claim> =
        essay().into_iter().filter(|claim| ["1-comply", "5-who-approves"].contains(&&*claim.key)).collect();
    let run = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let tried = pool.install(|| trial(claims.clone(), 5, 2).run(&Quiet));
        (tried.values, tried.effects)
    };
    assert!(run(1) == run(3));
}

/// A parameter fixed at one value, in a trial otherwise over all ranges.
fn fixed(mut trial: Trial, section: &str, name: &str, value: f32) -> Trial {
    let is_it = |range: &&mut Plausible| range.parameter.section == section && range.parameter.name == name;
    let range = trial.society.ranges.iter_mut().find(is_it).expect("there is such a parameter");
    (range.low, range.high) = (value, value);
    trial
}

#[test]
fn that_surveys_mislead_holds_or_fails_with_how_people_answer_them() {
    let surveys = || trial(essay().into_iter().filter(|claim| claim.key == "4-surveys").collect(), 8, 2);
    let frank = fixed(surveys(), "speech", "survey", 0.0);
    let tried = frank.run(&Quiet);
    assert_eq!(verdict(&frank, &tried).word(), "fails");
    let afraid = fixed(surveys(), "speech", "survey", 3.0);
    let tried = afraid.run(&Quiet);
    assert_eq!(verdict(&afraid, &tried).word(), "holds");
}

#[test]
fn that_watching_bends_purchases_holds_or_fails_with_what_points_and_shame_are_worth() {
    let bent = || trial(essay().into_iter().filter(|claim| claim.key == "14-purchases").collect(), 6, 2);
    let indifferent = fixed(fixed(bent(), "decision", "horizon", 0.0), "decision", "shame", 0.0);
    let tried = indifferent.run(&Quiet);
    assert_eq!(verdict(&indifferent, &tried).word(), "fails", "points that are worth nothing bend nothing");
    let anxious = fixed(fixed(bent(), "decision", "shame", 10_000.0), "purchase", "price", 50.0);
    let tried = anxious.run(&Quiet);
    assert_eq!(verdict(&anxious, &tried).word(), "holds");
}
