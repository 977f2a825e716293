//! Published patterns looked for with the whole model on.
//!
//! Each states beforehand what must appear. A pattern that does not appear is printed as missed, with the reason.

use super::isolation::scene;
use crate::engine::{self, EARLIER, PopulationSpec, Quiet, Size};
use crate::experiment::compare::{Comparison, Plan, compare};
use crate::experiment::window::Window;
use crate::observatory::measures::{View, by_key};
use crate::observatory::statistics::{Interval, interval};
use crate::observatory::tally::{Count, Tally};
use crate::regime::Regime;
use crate::scenario;
use crate::society::Society;
use crate::society::act::Act;

/// A published pattern that the whole model should show.
pub struct WholeModelPattern {
    /// Key, such as `P1`.
    pub key: &'static str,
    /// What must appear.
    pub says: &'static str,
    /// Where it was published.
    pub source: &'static str,
    /// The runs, and the test.
    pub how: &'static str,
    /// Files of `data/published/` on which it runs.
    pub files: &'static [&'static str],
    /// Looks for it.
    pub look: fn() -> PatternOutcome,
    /// Why it does not appear; empty if it does.
    pub why: &'static str,
}

/// The result.
pub struct PatternOutcome {
    /// In figures.
    pub figures: String,
    /// Whether the pattern appears.
    pub appears: bool,
}

/// All patterns.
pub const PATTERNS: &[WholeModelPattern] = &[
    WholeModelPattern {
        key: "P1",
        says: "Being watched chills: criticism drops in level, and from then on in trend.",
        source: "Penney 2016",
        how: "As published: 17 months before and 15 after (here the start of `social-credit`, there the news that everybody was \
              watched), with a line through each part; both the step between them and the change of slope must be below zero \
              (95 %, 8 societies of 5,000).",
        files: &["whole"],
        look: chilling,
        why: "The slope falls as published, the step does not come. What people expect of a regime starts at 0 \
              when it begins, and grows month by month with announcements and cases, so that there is little to \
              fear yet in the first of them; the published news said at once that everybody was being watched. \
              This reason follows from the rule; no part was switched off to test it.",
    },
    WholeModelPattern {
        key: "P2",
        says: "As punishment grows milder, critics first obey, then censor themselves, then defy.",
        source: "Daymude, Axelrod & Forrest 2025",
        how: "A fine that grows with the loudness of criticism, halved step by step from 16,000 yuan to 125, and none. Of those \
              who criticise and would like to say more than is tolerated, fewer must obey at each step, and more defy (to 1 in \
              100); more must censor themselves in between than at either end, by 2 in 100.",
        files: &["censorship", "censorship.regime"],
        look: milder,
        why: "",
    },
    WholeModelPattern {
        key: "P3",
        says: "The lasting effects differ in sign: a fine leaves people worse, being asked leaves them better.",
        source: "Gneezy & Rustichini 2000; Galbiati et al.; Kuwabara 2015",
        how: "Rules broken in the four years after a small fine has ended, and after an authority has stopped asking, compared \
              with no system: more after the fine, fewer after being asked (95 %, 4 societies of 5,000).",
        files: &["small-fine", "small-fine.regime", "promotion", "promotion.regime"],
        look: remains,
        why: "A fine leaves people slightly better, not worse. The effect is carried by what is approved of (ỹ), which follows what \
              the neighbourhood did, under threat or not: with ỹ fixed, κ at 1 and nobody looking at what others do (x̃), \
              0.00 ± 0.01 is left. So κ can only take away what a fine teaches. For the published sign, others' forced \
              obedience would have to count less, as help does in T, and a fine would have to reduce the weight of one's own \
              norm (A1) for longer than it lasts: a price that stays in the mind. Neither is in the model.",
    },
    WholeModelPattern {
        key: "P4",
        says: "Where an act is rare, most of those listed for it did not do it.",
        source: "base rates: Bayes' rule",
        how: "The same list for breaking rules and for staged accidents: the share wrongly listed must be what Bayes' rule \
              gives for sight, error and the frequency of the act, to 2 in 100; and above one half for the rare one.",
        files: &["list", "list.regime"],
        look: base_rates,
        why: "",
    },
    WholeModelPattern {
        key: "P5",
        says: "The level of trust and its radius move apart.",
        source: "Delhey, Newton & Welzel 2011 (the distinction)",
        how: "`social-credit` compared with no system: trust in strangers (level), and help for the listed over help for all \
              (radius; 1 without a list) must change with opposite signs (95 %, 4 societies of 5,000).",
        files: &["whole"],
        look: radius,
        why: "",
    },
    WholeModelPattern {
        key: "P6",
        says: "A static cut-off for loans drains the groups that it refuses.",
        source: "D'Amour et al. 2020",
        how: "A cap on interest at the rate of the median neighbourhood at the start, without any system: more neighbourhoods \
              must be refused after ten years than at the start, and none that was refused for longer than the term of a loan \
              may come back: nothing is due there any more from which a lender could learn.",
        files: &["whole"],
        look: cut_off,
        why: "Neighbourhoods that are refused stay so, with rare exceptions, but hardly any others join them. The number grew, \
              from 99 to 180, as long as a run began with lenders, debts and savings further from rest. Which of the three made \
              it grow was not tested.",
    },
];

/// Societies drawn for most of them.
const REPLICATES: u32 = 4;

fn shipped(name: &str) -> Regime {
    scenario::regime(name).unwrap_or_else(|trouble| panic!("{name}: {trouble:?}")).value
}

/// Regimes on the same people; the others are compared with the first.
fn compared(society: Society, people: u64, months: u32, regimes: Vec<Regime>) -> Comparison {
    drawn(REPLICATES, society, people, months, regimes)
}

/// The same in this many societies.
fn drawn(replicates: u32, society: Society, people: u64, months: u32, regimes: Vec<Regime>) -> Comparison {
    let size = Size { people, months };
    compare(Plan { society, regimes, size, seed: 1, replicates, earlier: EARLIER, by: None }, &Quiet)
}

fn signed(i: Interval, unit: &str) -> String {
    format!("{:+.2} ± {:.2} {unit}", i.mean, i.half.unwrap_or(f64::NAN)).replace('-', "−")
}

/// The least-squares line through points: its value at `at`, and its slope.
fn line(points: &[(f64, f64)], at: f64) -> [f64; 2] {
    let n = points.len() as f64;
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
    let slope = mean(&|p| (p.0 - x) * (p.1 - y)) / mean(&|p| (p.0 - x) * (p.0 - x));
    [y + slope * (at - x), slope]
}

fn chilling() -> PatternOutcome {
    // January 2012 to August 2014; the news came in June 2013 (from memory).
    const STARTS: u32 = 17;
    const MONTHS: u32 = 32;
    let regime = Regime { starts: STARTS, ends: None, ..shipped("social-credit") };
    let found = drawn(2 * REPLICATES, scene("whole").society, 5_000, MONTHS, vec![regime]);
    let (mut steps, mut bends) = (Vec::new(), Vec::new());
    for run in &found.runs[0] {
        let share = |t: &Tally| 100.0 * t.get(Count::Criticised) as f64 / t.get(Count::People) as f64;
        let points: Vec<(f64, f64)> = run.iter().enumerate().map(|(month, t)| (month as f64, share(t))).collect();
        let (before, after) = points.split_at(STARTS as usize);
        let [[low, rise], [high, climb]] = [after, before].map(|part| line(part, f64::from(STARTS)));
        steps.push(low - high);
        bends.push(12.0 * (rise - climb));
    }
    let (step, bend) = (interval(&steps), interval(&bends));
    let appears = [step, bend].iter().all(|i| i.excludes_zero() && i.mean < 0.0);
    let figures = format!("step {}; slope {}", signed(step, "points of 100"), signed(bend, "points a year"));
    PatternOutcome { figures, appears }
}

fn milder() -> PatternOutcome {
    let e = scene("censorship");
    let regimes = [16e3, 8e3, 4e3, 2e3, 1e3, 500.0, 250.0, 125.0, 0.0].map(|fine| {
        let mut regime = e.regime.clone();
        regime.censorship.as_mut().expect("the file has it").manner.fine = fine;
        regime
    });
    let found = compared(e.society.clone(), e.people, e.months, regimes.into());
    let do_what = |runs: &Vec<Vec<Tally>>| {
        let mut sum = Tally::default();
        runs.iter().flatten().for_each(|t| sum.merge(t));
        let [all, obey, censor] = [Count::Restrained, Count::Obedient, Count::SelfCensored].map(|c| sum.get(c) as f64);
        [obey, censor, all - obey - censor].map(|n| 100.0 * n / all)
    };
    let shares: Vec<[f64; 3]> = found.runs.iter().map(do_what).collect();
    let milder = |two: &[[f64; 3]]| two[1][0] <= two[0][0] + 1.0 && two[1][2] >= two[0][2] - 1.0;
    let between = shares.iter().map(|[_, censor, _]| *censor).fold(0.0, f64::max);
    let ends = shares[0][1].max(shares[shares.len() - 1][1]);
    let told: Vec<String> = shares.iter().map(|three| three.map(|share| share.round().to_string()).join("/")).collect();
    PatternOutcome {
        figures: format!("obey/censor themselves/defy, in 100, from severe to none: {}", told.join(", ")),
        appears: shares.windows(2).all(milder) && between > ends + 2.0,
    }
}

/// The lasting effect on a measure after a regime has ended, compared with no system.
fn after(key: &str, scene: &super::isolation::Scene) -> Interval {
    let regimes = vec![shipped("no-system"), scene.regime.clone()];
    let found = compared(scene.society.clone(), scene.people, scene.months, regimes);
    let measure = by_key(key).expect("it is a measure");
    found.difference(1, measure, View::Truth, Window::After).expect("it is defined, and the regime ends")
}

fn remains() -> PatternOutcome {
    let [fine, asked] = ["small-fine", "promotion"].map(|name| after("violations", &scene(name)));
    let appears = fine.excludes_zero() && fine.mean > 0.0 && asked.excludes_zero() && asked.mean < 0.0;
    let figures = format!(
        "rules broken after the fine {}; after being asked {}",
        signed(fine, "points of 100"),
        signed(asked, "points of 100")
    );
    PatternOutcome { figures, appears }
}

fn base_rates() -> PatternOutcome {
    let e = scene("list");
    let channel = &e.regime.watch[0];
    let (sight, error) = (f64::from(channel.urban), f64::from(channel.false_alarms));
    let people = engine::settle(&PopulationSpec::new(&e.society, Size { people: e.people, months: e.months }, 1, 0));
    let look = |act: Act, done: Count| {
        let mut regime = e.regime.clone();
        regime.watch[0].acts = vec![act];
        regime.rules[0].act = act;
        let mut sum = Tally::default();
        engine::simulate(&people, &regime, None, &Quiet).for_each(|sums| sum.merge(&sums.all));
        let rate = sum.get(done) as f64 / sum.get(Count::People) as f64;
        let bayes = error * (1.0 - rate) / (error * (1.0 - rate) + sight * rate);
        (sum.get(Count::WronglyListed) as f64 / sum.get(Count::Listed).max(1) as f64, bayes)
    };
    let (common, rare) = (look(Act::Violate, Count::Violations), look(Act::Scam, Count::Scams));
    let appears = [common, rare].iter().all(|(seen, bayes)| (seen - bayes).abs() <= 0.02) && rare.0 > 0.5;
    let told =
        |(seen, bayes): (f64, f64)| format!("{:.1} % wrongly listed (Bayes: {:.1} %)", 100.0 * seen, 100.0 * bayes);
    PatternOutcome { figures: format!("breaking rules: {}; staged accidents: {}", told(common), told(rare)), appears }
}

/// The effect of a system on trust in strangers, and on help for the listed relative to help for all.
fn level_and_radius(society: Society) -> [Interval; 2] {
    let regime = Regime { starts: 0, ends: None, ..shipped("social-credit") };
    let found = compared(society, 5_000, 60, vec![shipped("no-system"), regime]);
    let sums = |r: usize| {
        found.runs[r].iter().map(|run| {
            let mut sum = Tally::default();
            run.iter().for_each(|t| sum.merge(t));
            sum
        })
    };
    let of = |key: &str, t: &Tally| by_key(key).and_then(|m| m.value(View::Truth, t)).unwrap_or(f64::NAN);
    let level: Vec<f64> = sums(0).zip(sums(1)).map(|(a, b)| of("trust", &b) - of("trust", &a)).collect();
    let circle: Vec<f64> = sums(1).map(|t| of("help_listed", &t) / of("help", &t) - 1.0).collect();
    [interval(&level), interval(&circle)]
}

fn radius() -> PatternOutcome {
    let society = scene("whole").society;
    let mut stern = society.clone();
    stern.marginals.gossip_norm.value = "stern-judging".into();
    let [[level, circle], [_, narrowed]] = [society, stern].map(level_and_radius);
    let apart = level.mean.signum() != circle.mean.signum();
    let appears = apart && level.excludes_zero() && circle.excludes_zero();
    let figures = format!(
        "level {}; radius {}; with the norm `stern-judging` the radius changes by {}",
        signed(level, "points of 100"),
        signed(circle, "of what it was"),
        signed(narrowed, "of what it was")
    );
    PatternOutcome { figures, appears }
}

fn cut_off() -> PatternOutcome {
    let e = scene("whole");
    let mut people = engine::settle(&PopulationSpec::new(&e.society, Size { people: 30_000, months: e.months }, 1, 0));
    let law = Regime::default();
    let institution = engine::Institution::new(&law);
    let mut world = people.world(&institution);
    let asked = |people: &engine::Settlement, world: &engine::world::World| -> Vec<f32> {
        let b = &people.society.behaviour;
        let commons = world.towns.iter().flat_map(|county| &county.commons);
        commons.map(|common| crate::life::loan::rate(b, common.broken, 0.0)).collect()
    };
    let mut start = asked(&people, &world);
    start.sort_by(f32::total_cmp);
    people.society.behaviour.loan.cap = start[start.len() / 2];
    let cap = people.society.behaviour.loan.cap;
    let mut refused: Vec<Vec<bool>> = Vec::new();
    for _ in 0..=e.months {
        refused.push(asked(&people, &world).iter().map(|rate| *rate > cap).collect());
        engine::step(&people, &institution, &mut world, None);
    }
    let count = |month: usize| refused[month].iter().filter(|refused| **refused).count();
    let all = refused[0].len();
    let (last, term) = (refused.len() - 1, people.society.behaviour.loan.term as usize);
    let back = (0..all).filter(|n| {
        let long = |month: usize| (month - term - 1..month).all(|month| refused[month][*n]);
        (term + 1..=last).any(|month| long(month) && !refused[month][*n])
    });
    let (first, back) = (0, back.count());
    let appears = count(last) > count(first) && back == 0;
    let figures = format!(
        "of {all} neighbourhoods {} refused at the start, {} after ten years; {back} came back after more than {term} months",
        count(first),
        count(last)
    );
    PatternOutcome { figures, appears }
}
