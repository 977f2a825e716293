//! Tests of claim trials: the same on any number of threads, and able to hold and to fail.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::laboratory::society;
use glasshouse::engine::{Quiet, Size};
use glasshouse::experiment::claim_trial::{Trial, outcome};
use glasshouse::experiment::figure_store::{FigureKey, FigureStore};
use glasshouse::experiment::rejection_sampling::Fit;
use glasshouse::experiment::replication::{MOST, Replicates};
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::verdict::ClaimOutcome;
use glasshouse::scenario;
use glasshouse::scenario::claim_file::{Claim, Direction};
use glasshouse::society::decision_rule::DecisionRule;
use rayon::ThreadPoolBuilder;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;

pub fn essay() -> Vec<Claim> {
    scenario::claims("essay").unwrap_or_else(|trouble| panic!("{trouble:?}")).value
}

/// A trial of claims in which each regime is read from the text that `read` returns for its name.
pub fn trial_of(claims: Vec<Claim>, read: impl Fn(&str) -> String) -> Trial {
    let mut names: Vec<String> = claims.iter().flat_map(Claim::regimes).map(str::to_owned).collect();
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

/// A score without channels, to which nobody can owe anything, in the place of every regime that a claim names.
#[test]
fn a_score_that_nobody_is_watched_for_supports_no_claim() {
    let null = |name: &str| match name {
        "no-system" => name.to_owned(),
        _ => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/cases/null.toml").to_owned(),
    };
    let mut trial = trial_of(essay(), null);
    (trial.societies, trial.size.months) = (3, 108);
    let tried = trial.run(&Quiet);
    for (n, claim) in trial.claims.iter().enumerate() {
        for outcome in tried.outcomes(&trial.claims, n) {
            let effects = &tried.effects[0][n];
            assert!(!outcome.tested().is_some_and(|tested| tested.holds), "{}: {effects:?}", claim.key);
        }
    }
}

#[test]
fn an_effect_must_exceed_the_least_that_counts_and_nothing_exceeds_zero() {
    for (direction, at) in [(Direction::More, 1.0), (Direction::Less, -1.0)] {
        assert!(direction.holds(1.01 * at, 1.0) && !direction.holds(at, 1.0) && !direction.holds(0.0, 0.0));
    }
    for (direction, at) in [(Direction::NotMore, 1.0), (Direction::NotLess, -1.0)] {
        assert!(direction.holds(0.99 * at, 1.0) && direction.holds(-9.0 * at, 1.0) && !direction.holds(at, 1.0));
    }
}

/// Each society in which the mechanism does not occur is left out, whatever the effect there.
#[test]
fn a_claim_is_not_at_stake_where_its_mechanism_does_not_occur() {
    let claim = essay().into_iter().find(|claim| claim.key == "1-comply").unwrap();
    let of = |effects: [Option<f64>; 3]| outcome(&claim, &effects);
    assert!(matches!(of([Some(-5.0), Some(3.0), Some(20.0)]), ClaimOutcome::Tested(tested) if tested.holds));
    assert!(matches!(of([Some(-1.0), Some(3.0), Some(20.0)]), ClaimOutcome::Tested(tested) if !tested.holds));
    assert_eq!(of([Some(-5.0), Some(0.0), Some(20.0)]), ClaimOutcome::NotAtStake);
    assert_eq!(of([Some(-5.0), None, Some(20.0)]), ClaimOutcome::NotAtStake);
    assert_eq!(of([None, Some(3.0), Some(20.0)]), ClaimOutcome::Undefined);
}

#[test]
fn a_test_without_a_least_effect_is_a_mistake_that_says_why() {
    let of = |rest: &str, name: &str| {
        let text = format!("[claims]\ntitle = \"t\"\n[[claim]]\nkey = \"a\"\ntext = \"b\"\n{rest}\n");
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.claims.toml"));
        std::fs::write(&file, text).unwrap();
        format!("{:?}", scenario::claims(file.to_str().unwrap()).map(|read| read.value.len()))
    };
    let test = |least: &str| {
        format!(
            "{{ measure = \"trust\", regime = \"social-credit\", than = \"no-system\", direction = \"more\"{least} }}"
        )
    };
    let whole = |one: &str, two: &str| format!("test = [{}]\nat_stake = [{}]", test(one), test(two));
    assert_eq!(of(&whole(", least = 1", ", least = 1"), "whole"), "Ok(1)");
    let [none, zero] = [of(&whole("", ", least = 1"), "none"), of(&whole(", least = 0", ", least = 1"), "zero")];
    assert!(none.contains("the test has no `least`") && none.contains("without one, noise would decide"), "{none}");
    assert!(zero.contains("`least` is 0, so any effect counts"), "{zero}");
    let unsaid = of(&format!("test = [{}]", test(", least = 1")), "unsaid");
    assert!(unsaid.contains("at_stake"), "{unsaid}");
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

/// Keeps figures in memory, and stops the work after some of them.
#[derive(Default)]
struct Interrupted {
    figures: Mutex<BTreeMap<(String, u32), RunFigures>>,
    left: AtomicU32,
}

impl FigureStore for Interrupted {
    type Error = &'static str;

    fn stored(&self, which: &FigureKey, figures: usize) -> Result<Option<RunFigures>, &'static str> {
        let kept = self.figures.lock().unwrap().get(&(which.set.clone(), which.society)).cloned();
        assert!(kept.as_ref().is_none_or(|kept| kept.len() == figures));
        Ok(kept)
    }

    fn store(&self, which: &FigureKey, figures: &RunFigures) -> Result<(), &'static str> {
        let left = self.left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        left.map_err(|_| "interrupted")?;
        self.figures.lock().unwrap().insert((which.set.clone(), which.society), figures.clone());
        Ok(())
    }
}

#[test]
fn an_interrupted_trial_resumes_to_the_same_figures_and_so_does_a_fit() {
    let trial = trial(essay().into_iter().filter(|claim| claim.key == "1-comply").collect(), 12, 2);
    let whole = trial.run(&Quiet);
    let lucks = trial.run_again(&whole, Replicates::Fixed(2), false, &Quiet);
    let store = Interrupted { left: 5.into(), ..Interrupted::default() };
    assert_eq!(trial.run_kept(&Quiet, &store).err(), Some("interrupted"));
    assert!(store.figures.lock().unwrap().len() == 5);
    store.left.store(10, SeqCst);
    let tried = trial.run_kept(&Quiet, &store).unwrap();
    assert_eq!((&tried.values, &tried.effects), (&whole.values, &whole.effects));
    assert!(trial.run_again_kept(&tried, Replicates::Fixed(2), false, &Quiet, &store).is_err());
    store.left.store(1_000, SeqCst);
    let again = trial.run_again_kept(&tried, Replicates::Fixed(2), false, &Quiet, &store).unwrap();
    assert!(again.lucks == lucks.lucks && again.rules == lucks.rules);
    let fit = Fit {
        society: society("china-2018"),
        size: Size { people: 1_000, months: 24 },
        seed: 2,
        societies: 4,
        kept: 1,
    };
    let store = Interrupted { left: 2.into(), ..Interrupted::default() };
    assert!(fit.run_kept(&Quiet, &store).is_err());
    store.left.store(9, SeqCst);
    assert_eq!(fit.run_kept(&Quiet, &store).unwrap(), fit.run(&Quiet));
}
