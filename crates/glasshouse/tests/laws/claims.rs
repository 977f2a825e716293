//! Tests of claim trials: the same on any number of threads, and able to hold and to fail.

use crate::laboratory::society;
use glasshouse::engine::{Quiet, Size};
use glasshouse::experiment::claim_trial::Trial;
use glasshouse::experiment::replication::{MOST, Replicates};
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;
use glasshouse::society::decision_rule::DecisionRule;
use rayon::ThreadPoolBuilder;

pub fn essay() -> Vec<Claim> {
    scenario::claims("essay").unwrap_or_else(|trouble| panic!("{trouble:?}")).value
}

/// A trial of claims in which each regime is read from the text that `read` returns for its name.
pub fn trial_of(claims: Vec<Claim>, read: impl Fn(&str) -> String) -> Trial {
    let sides = claims.iter().flat_map(|claim| &claim.tests).flat_map(|t| [Some(&t.one), t.other.as_ref()]).flatten();
    let mut names: Vec<String> = sides.map(|reading| reading.regime.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let regime = |name: String| {
        let spec = read(&name);
        (name, scenario::regime(&spec).unwrap_or_else(|trouble| panic!("{spec}: {trouble:?}")).value)
    };
    let regimes = names.into_iter().map(regime).collect();
    let size = Size { people: 1_000, months: 24 };
    Trial { claims, regimes, society: society("china-2018"), size, seed: 3, societies: 1 }
}

fn trial(claims: Vec<Claim>, societies: u32, years: u32) -> Trial {
    let trial = trial_of(claims, str::to_owned);
    Trial { size: Size { months: years * 12, ..trial.size }, societies, ..trial }
}

#[test]
fn the_essay_has_eighteen_claims_each_with_its_tests() {
    let claims = essay();
    assert_eq!(claims.len(), 18);
    for (n, claim) in claims.iter().enumerate() {
        assert!(claim.key.starts_with(&format!("{}-", n + 1)) && !claim.tests.is_empty(), "{}", claim.key);
    }
    assert!(trial(claims, 1, 1).runs().len() >= 11);
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

#[test]
fn societies_are_run_again_with_other_luck_and_under_the_other_rules() {
    let trial = trial(essay().into_iter().filter(|claim| claim.key == "1-comply").collect(), 12, 2);
    let tried = trial.run(&Quiet);
    let again = trial.run_again(&tried, Replicates::Fixed(3), false, &Quiet);
    assert_eq!((again.societies.len(), again.replicates(), again.rules.len()), (10, 3, 2));
    // The first luck under the first rule is the one tried before; every other differs.
    let k = again.societies[4];
    assert_eq!(trial.effects(&tried.values, &[k], 0, DecisionRule::Norms, &Quiet)[0], tried.effects[k]);
    let of: Vec<_> = again.lucks.iter().chain(again.rules.iter().map(|(_, effects)| effects)).map(|e| &e[4]).collect();
    assert!(of.iter().all(|effects| **effects != tried.effects[k]), "{of:?}");
    let split = again.split(&trial, &tried, 0).unwrap();
    let sum = split.parameters[0] + split.rule.unwrap()[0] + split.luck[0];
    assert!((sum - 1.0).abs() < 1e-9, "{split:?}");
    let auto = trial.run_again(&tried, Replicates::Auto, false, &Quiet);
    assert!(auto.is_enough() || auto.replicates() == MOST as usize);
    assert_eq!(trial.run_again(&tried, Replicates::Fixed(1), false, &Quiet).split(&trial, &tried, 0), None);
}

/// A claim that needs groups gets everybody's figures from the same run.
#[test]
fn a_run_with_groups_tells_of_everybody_what_a_run_without_them_does() {
    let of = |keys: &[&str]| trial(essay().into_iter().filter(|claim| keys.contains(&&*claim.key)).collect(), 2, 2);
    let (alone, both) = (of(&["4-surveys"]), of(&["4-surveys", "5-who-approves"]));
    assert_eq!((alone.runs().len(), both.runs().len()), (1, 3));
    let (alone, both) = (alone.run(&Quiet), both.run(&Quiet));
    for k in 0..2 {
        assert_eq!(alone.effects[k][0], both.effects[k][0]);
    }
}
