//! Tests of experiments: a run equals the same run made by hand, whatever is varied and however it is split.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::laboratory::society;
use glasshouse::engine::{EARLIER, Quiet, Size};
use glasshouse::experiment::compare::{Plan, compare};
use glasshouse::experiment::design::AxisPoint;
use glasshouse::experiment::factor_effects::{FactorEffects, answer, outcomes};
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sweep::{Sweep, SweepRun};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::regime::Regime;
use glasshouse::scenario::{self, ScenarioError};
use rayon::ThreadPoolBuilder;
use std::fs;
use std::path::PathBuf;

/// A file for this test.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> File {
        let path = std::env::temp_dir().join(format!("glasshouse-{}-{name}.toml", std::process::id()));
        fs::write(&path, text).unwrap();
        File(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn text(design: &str, vary: &str) -> String {
    format!(
        "[experiment]\ntitle = 't'\nsocieties = ['china-2018']\nregimes = ['no-system', 'social-credit']\n\
         measures = ['help', 'violations', 'listed']\npeople = 1_000\nyears = 2\nreplicates = 2\nseed = 4\n\
         [design]\n{design}\n{vary}"
    )
}

fn sweep(name: &str, design: &str, vary: &str) -> Sweep {
    let file = File::new(name, &text(design, vary));
    let read = scenario::experiment(file.0.to_str().unwrap()).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    Sweep::new(read.value).unwrap()
}

const CAMERAS: &str = "[[vary]]\nregime = 'social-credit'\nnumber = 'watch[cameras].urban'\nvalues = [0.9]\n";
const POINTS: &str = "[[vary]]\nregime = 'social-credit'\nnumber = 'rule[violate].points'\nvalues = [-40]\n";
const KAPPA: &str = "[[vary]]\nbehaviour = 'learning.kappa'\nvalues = [0]\n";

/// The figures of `compare` for the same people and luck under a regime and a society that were changed by hand.
fn by_hand(regime: Regime, kappa: Option<f32>) -> Vec<Vec<Option<f64>>> {
    let mut society = society("china-2018");
    if let Some(kappa) = kappa {
        society.behaviour.learning.kappa = kappa;
    }
    let regimes = vec![scenario::regime("no-system").unwrap().value, regime];
    let size = Size { people: 1_000, months: 24 };
    let found = compare(Plan { society, regimes, size, seed: 4, replicates: 2, earlier: EARLIER, by: None }, &Quiet);
    let measures = ["help", "violations", "listed"].map(|key| by_key(key).unwrap());
    let figure = |arm: usize, replicate: usize, n: usize| {
        let mut sum = glasshouse::observatory::tally::Tally::default();
        let months = found.window(0, Window::During).unwrap();
        found.runs[arm][replicate][months.start as usize..months.end as usize].iter().for_each(|t| sum.merge(t));
        measures[n].value(View::Truth, &sum)
    };
    let run = |replicate| {
        // The baseline comes once more, in the months of the other regime.
        [0, 1, 0]
            .into_iter()
            .flat_map(|arm| (0..3).map(move |n| (arm, n)))
            .map(|(arm, n)| figure(arm, replicate, n))
            .collect()
    };
    (0..2).map(run).collect()
}

#[test]
fn a_point_is_what_the_files_changed_by_hand_would_give() {
    let sweep = sweep("hand", "kind = 'one-at-a-time'", &format!("{CAMERAS}{POINTS}{KAPPA}"));
    assert_eq!((sweep.points.len(), sweep.runs(), sweep.windows.len()), (4, 8, 1));
    let shipped = include_str!("../../data/regimes/social-credit.toml");
    let edited = |name: &str, from: &str, to: &str| {
        assert!(shipped.contains(from));
        let file = File::new(name, &shipped.replacen(from, to, 1));
        scenario::regime(file.0.to_str().unwrap()).unwrap().value
    };
    let plain = || scenario::regime("social-credit").unwrap().value;
    let cameras = edited("cameras", "urban = 0.4\nrural = 0.1\nby_income", "urban = 0.9\nrural = 0.1\nby_income");
    let points = edited("points", "points = -5\n", "points = -40\n");
    let expected = [by_hand(plain(), None), by_hand(cameras, None), by_hand(points, None), by_hand(plain(), Some(0.0))];
    for (point, expected) in expected.iter().enumerate() {
        for (replicate, expected) in expected.iter().enumerate() {
            let run = sweep.number(SweepRun { society: 0, point, replicate: replicate as u32 });
            assert_eq!(sweep.run(run, &Quiet), *expected, "point {point}, replicate {replicate}");
        }
    }
    assert!(expected[0] != expected[1] && expected[0] != expected[2] && expected[0] != expected[3]);
}

#[test]
fn every_run_is_in_one_shard_and_knows_its_place() {
    let sweep = sweep("shards", "kind = 'grid'\nsteps = 3", &CAMERAS.replace("values = [0.9]", "range = [0, 1]"));
    assert_eq!(sweep.points, [0.0, 0.5, 1.0].map(|share| vec![AxisPoint::Share(share)]));
    for parts in [1, 2, 4, 5, 64] {
        let mut all: Vec<u32> = (1..=parts).flat_map(|part| sweep.shard(part, parts)).collect();
        all.sort_unstable();
        assert_eq!(all, (0..sweep.runs()).collect::<Vec<_>>(), "{parts}");
    }
    assert!((0..sweep.runs()).all(|run| sweep.number(sweep.which(run)) == run));
}

#[test]
fn the_digest_follows_what_decides_the_results_and_nothing_else() {
    let of = |text: &str| {
        let file = File::new("digest", text);
        Sweep::new(scenario::experiment(file.0.to_str().unwrap()).unwrap().value).unwrap().digest
    };
    let plain = text("kind = 'latin-hypercube'\npoints = 3", "[[vary]]\nbehaviour = 'learning.kappa'\n");
    let digest = of(&plain);
    assert_eq!(of(&plain.replace("title = 't'", "title = 'other' # a remark")), digest);
    for (from, to) in [
        ("seed = 4", "seed = 5"),
        ("people = 1_000", "people = 2_000"),
        ("years = 2", "years = 3"),
        ("replicates = 2", "replicates = 3"),
        ("points = 3", "points = 4"),
        ("'help', ", ""),
        ("'social-credit'", "'reviews'"),
        ("'china-2018'", "'lesson'"),
        ("learning.kappa'", "learning.kappa'\nrange = [0, 0.3]"),
        ("learning.kappa", "decision.money"),
        ("latin-hypercube", "sobol-sequence"),
    ] {
        let changed = plain.replace(from, to);
        assert!(changed != plain && of(&changed) != digest, "{to}");
    }
}

#[test]
fn an_experiment_is_the_same_on_any_number_of_threads_and_says_nothing_of_what_it_does_not_move() {
    // Without a system, nothing that is varied in one can matter; where it is in force, it can.
    let vary =
        CAMERAS.replace("values = [0.9]", "range = [0, 1]") + &POINTS.replace("values = [-40]", "range = [-40, 0]");
    for design in ["kind = 'morris'\ntrajectories = 2", "kind = 'sobol-indices'\npoints = 2", "kind = 'one-at-a-time'"]
    {
        let sweep = sweep("threads", design, &vary);
        let all = |threads| -> Vec<RunFigures> {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| (0..sweep.runs()).map(|run| sweep.run(run, &Quiet)).collect())
        };
        let runs = all(1);
        assert!(runs == all(3), "{design}");
        for outcome in outcomes(&sweep) {
            let found = answer(&sweep, &runs, outcome);
            if outcome.arm == 0 {
                assert_eq!(found, FactorEffects::Same, "{design}");
            } else if outcome.measure == 1 {
                let FactorEffects::Figures(figures) = found else { panic!("{design}: {found:?}") };
                assert!(figures.iter().all(|figure| figure.value.is_finite()), "{figures:?}");
            }
        }
    }
}

/// Each end of both ranges is valid alone, and both together are not: this is found before the first run.
#[test]
fn a_point_at_which_a_regime_makes_no_sense_is_told_of_the_experiment() {
    let number = |path: &str, range: &str| {
        format!("[[vary]]\nregime = 'social-credit'\nnumber = 'score.tiers[{path}].from'\nrange = {range}\n")
    };
    let file = File::new(
        "corner",
        &text("kind = 'grid'\nsteps = 2", &(number("B", "[850, 950]") + &number("A", "[900, 960]"))),
    );
    let read =
        scenario::experiment(file.0.to_str().unwrap()).unwrap_or_else(|trouble: ScenarioError| panic!("{trouble:?}"));
    let found = Sweep::new(read.value).unwrap_err();
    let finding = &found.0[0];
    assert!(finding.message.contains("tier `A` must begin above tier `B`"), "{}", finding.message);
    assert_eq!(finding.places.len(), 2);
    assert!(finding.places.iter().all(|place| place.source.name.contains("corner")));
}
