//! Published effects asked in many societies: the share with the published sign, and the verdict.

use super::estimators::{BothWorlds, EvidenceFinding, Months};
use crate::engine::{self, PopulationSpec, Progress, Room, Settlement, Size};
use crate::experiment::bootstrap::quantile_of;
use crate::experiment::latin_hypercube;
use crate::regime::Regime;
use crate::scenario::evidence_file::{EvidenceEstimator, NotAsked, PublishedEffect, PublishedSign, Question};
use crate::society::Society;
use rayon::prelude::*;

/// Share of societies with the published sign from which an effect is met.
pub const ENOUGH: f64 = 0.8;

/// Number of societies in which effects are asked, unless another number is requested.
pub const USUAL: u32 = 40;

/// The parameters of the first `n` societies in which effects are asked: of the usual ones if these are enough.
pub fn societies(society: &Society, n: u32, seed: u64) -> Vec<Vec<f32>> {
    let mut drawn = latin_hypercube::sample(&society.ranges, n.max(USUAL), seed);
    drawn.truncate(n as usize);
    drawn
}

/// Effects, and the societies in which they are asked.
#[derive(Clone, Debug)]
pub struct EvidenceTrial {
    /// The effects.
    pub effects: Vec<PublishedEffect>,
    /// The society from whose ranges the others come.
    pub society: Society,
    /// The parameters of each society, in the order of its ranges.
    pub societies: Vec<Vec<f32>>,
    /// Persons of each, if not as many as a file says.
    pub people: Option<u32>,
    /// Months under the law alone before each run.
    pub earlier: u32,
    /// Seed of all luck.
    pub seed: u64,
}

/// The answer to a published effect.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceAnswer {
    /// Met, missed, or neither.
    pub verdict: EvidenceVerdict,
    /// What was found in each society.
    pub findings: Vec<EvidenceFinding>,
    /// Number of societies in which the mechanism occurred and the estimate is defined.
    pub at_stake: usize,
    /// Share of these with the published sign.
    pub right: f64,
    /// Share of these whose estimate is within the published interval; `None` where there is none.
    pub within: Option<f64>,
    /// 5 %, 50 % and 95 % quantile of the estimates.
    pub range: [f64; 3],
    /// Share of societies in which the true effect has the published sign.
    pub truly_right: f64,
    /// Median of the true effects.
    pub truth: f64,
}

/// Whether an effect is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceVerdict {
    /// The published sign in at least four of five societies.
    Met,
    /// In fewer.
    Missed,
    /// The mechanism occurred in less than half of the societies.
    NotAtStake,
    /// The model lacks what the effect needs: it counts as missed.
    OutOfReach,
    /// It was not asked yet.
    NotAsked,
}

impl EvidenceVerdict {
    /// All of them, in the order in which a page shows them: misses first.
    pub const ALL: [EvidenceVerdict; 5] = [
        EvidenceVerdict::Missed,
        EvidenceVerdict::NotAtStake,
        EvidenceVerdict::OutOfReach,
        EvidenceVerdict::Met,
        EvidenceVerdict::NotAsked,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            EvidenceVerdict::Met => "met",
            EvidenceVerdict::Missed => "missed",
            EvidenceVerdict::NotAtStake => "not at stake",
            EvidenceVerdict::OutOfReach => "out of reach",
            EvidenceVerdict::NotAsked => "not asked yet",
        }
    }

    /// Whether it counts among the effects asked: everything but what is asked later.
    pub fn counts(self) -> bool {
        self != EvidenceVerdict::NotAsked
    }
}

/// A run that several questions can share: its regime in words, and what it tells apart.
type Shared = (String, bool, Months);

impl EvidenceTrial {
    /// Months of all runs, at most.
    pub fn months(&self) -> u64 {
        let months: u64 = self.questions().map(|(_, question)| 2 * u64::from(question.months)).sum();
        months * self.societies.len() as u64
    }

    fn questions(&self) -> impl Iterator<Item = (usize, &Question)> {
        self.effects.iter().enumerate().filter_map(|(n, effect)| Some((n, effect.asked.as_ref().ok()?)))
    }

    /// Asks every effect in every society. The answers do not depend on the number of threads.
    pub fn run(&self, progress: &dyn Progress) -> Vec<EvidenceAnswer> {
        let society = |k: usize| self.in_society(k, progress);
        let each: Vec<Vec<EvidenceFinding>> =
            (0..self.societies.len()).into_par_iter().map(society).panic_fuse().collect();
        let of = |n: usize| each.iter().map(|findings| findings[n]).collect();
        self.effects.iter().enumerate().map(|(n, effect)| answer(effect, of(n))).collect()
    }

    /// The findings on each effect in one society.
    fn in_society(&self, k: usize, progress: &dyn Progress) -> Vec<EvidenceFinding> {
        let mut findings = vec![EvidenceFinding::default(); self.effects.len()];
        let mut sizes: Vec<Size> = self.questions().map(|(_, question)| self.size(question)).collect();
        sizes.sort_by_key(|size| (size.people, size.months));
        sizes.dedup();
        let society = latin_hypercube::society(&self.society, &self.societies[k]);
        for size in sizes {
            let of = PopulationSpec::new(&society, size, self.seed, k as u32);
            let mut people = engine::settle_in(&Room::default(), &of, self.earlier)
                .expect("data in memory has no file that could fail");
            let mut shared: Vec<Shared> = Vec::new();
            for (n, question) in self.questions().filter(|(_, question)| self.size(question) == size) {
                findings[n] = ask(&mut people, question, &mut shared, progress);
            }
        }
        findings
    }

    fn size(&self, question: &Question) -> Size {
        Size { people: u64::from(self.people.unwrap_or(question.people)), months: question.months }
    }
}

/// Runs both worlds of a question on these people and reads the estimate.
fn ask(
    people: &mut Settlement,
    question: &Question,
    shared: &mut Vec<Shared>,
    progress: &dyn Progress,
) -> EvidenceFinding {
    people.remember([&question.off, &question.on]);
    let arms = question.estimator == EvidenceEstimator::Arms;
    let counties = question.estimator == EvidenceEstimator::Staggered;
    // Where a run divides people into arms, nobody else can use it.
    let mut run = |words: &str, regime: &Regime| -> Months {
        if let Some((_, _, run)) = shared.iter().find(|(of, by, _)| !arms && of == words && *by == counties) {
            progress.there(question.months);
            return run.clone();
        }
        let months = engine::simulate(people, regime, question.estimator.by(), progress);
        let run: Months = months.map(|sums| [vec![sums.all], sums.groups].concat()).collect();
        // A regime of a file's own may have the name of another's.
        if !arms && regime.is_idle() {
            shared.push((words.to_owned(), counties, run.clone()));
        }
        run
    };
    let off = run(&question.off_words, &question.off);
    let on = run(&question.on_words, &question.on);
    question.find(people, &BothWorlds { on: &on, off: &off })
}

/// The answer from the findings in all societies.
fn answer(effect: &PublishedEffect, findings: Vec<EvidenceFinding>) -> EvidenceAnswer {
    let question = match &effect.asked {
        Ok(question) => question,
        Err(why) => return unasked(why),
    };
    let at_stake: Vec<&EvidenceFinding> = findings.iter().filter(|finding| finding.occurred).collect();
    let estimates: Vec<f64> = at_stake.iter().filter_map(|finding| finding.estimate).collect();
    let truths: Vec<f64> = at_stake.iter().filter_map(|finding| finding.truth).collect();
    let share = |values: &[f64], holds: &dyn Fn(f64) -> bool| {
        values.iter().filter(|value| holds(**value)).count() as f64 / values.len().max(1) as f64
    };
    let right = share(&estimates, &|estimate| question.agrees(estimate));
    let within = question.interval.map(|[low, high]| share(&estimates, &|e| (low..=high).contains(&e)));
    let verdict = if 2 * estimates.len() < findings.len().max(1) {
        EvidenceVerdict::NotAtStake
    } else if right >= ENOUGH {
        EvidenceVerdict::Met
    } else {
        EvidenceVerdict::Missed
    };
    EvidenceAnswer {
        verdict,
        at_stake: estimates.len(),
        right,
        within,
        range: [0.05, 0.5, 0.95].map(|q| quantile_of(estimates.clone(), q)),
        truly_right: share(&truths, &|truth| question.agrees(truth)),
        truth: quantile_of(truths.clone(), 0.5),
        findings,
    }
}

fn unasked(why: &NotAsked) -> EvidenceAnswer {
    let verdict = match why {
        NotAsked::OutOfReach(_) => EvidenceVerdict::OutOfReach,
        NotAsked::Later(_) => EvidenceVerdict::NotAsked,
    };
    let nothing = f64::NAN;
    EvidenceAnswer {
        verdict,
        findings: Vec::new(),
        at_stake: 0,
        right: 0.0,
        within: None,
        range: [nothing; 3],
        truly_right: 0.0,
        truth: nothing,
    }
}

impl Question {
    /// Whether an estimate has the published sign. Exactly nothing has neither.
    pub fn agrees(&self, estimate: f64) -> bool {
        match self.sign {
            PublishedSign::Less => estimate < 0.0,
            PublishedSign::More => estimate > 0.0,
            PublishedSign::None => estimate.abs() <= self.nothing,
        }
    }
}
