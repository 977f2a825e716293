//! The essay's sentences, tried one by one: each mechanism on and off, on the same people with the same luck.

use crate::engine::{self, PopulationSpec, Progress, Room, Size};
use crate::observatory::statistics::{self, Interval};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario::essay_file::{Essay, EssayReading, EssayRow, EssaySays, EssayWindow};
use crate::society::strata::By;
use rayon::prelude::*;
use std::ops::Range;

/// The rows to run, and the sizes.
#[derive(Clone, Debug)]
pub struct EssayTrial {
    /// The rows with their sides.
    pub essay: Essay,
    /// Persons and months of each run.
    pub size: Size,
    /// Seed of all luck.
    pub seed: u64,
    /// Number of societies drawn, each with people and luck of its own.
    pub replicates: u32,
    /// Months lived under the law alone beforehand.
    pub earlier: u32,
}

/// What came out of a row.
#[derive(Clone, Debug)]
pub struct EssayOutcome {
    /// The reading with the mechanism; `None` where it is not defined.
    pub on: Option<Interval>,
    /// The reading without it.
    pub off: Option<Interval>,
    /// The paired difference.
    pub difference: Option<Interval>,
    /// Whether the mechanism occurred on either side of any society.
    pub occurred: bool,
    /// Whether the runs of both sides are the same, sum by sum.
    pub same_runs: bool,
    /// Whether the reading is the same in each society.
    pub same_reading: bool,
    /// What the interval says of the sentence.
    pub verdict: EssayVerdict,
}

/// What an interval says of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EssayVerdict {
    /// The whole interval is on the essay's side.
    AsTheEssaySays,
    /// The whole interval is on the other side.
    TheOtherWay,
    /// The interval includes zero, or there is none.
    CannotTell,
    /// The mechanism did not occur.
    NotAtStake,
    /// More of it, where the essay leaves the direction open.
    OpenMore,
    /// Less of it, where the essay leaves the direction open.
    OpenLess,
}

impl EssayVerdict {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            EssayVerdict::AsTheEssaySays => "as the essay says",
            EssayVerdict::TheOtherWay => "the other way",
            EssayVerdict::CannotTell => "we cannot tell",
            EssayVerdict::NotAtStake => "not at stake",
            EssayVerdict::OpenMore => "open in the essay: more",
            EssayVerdict::OpenLess => "open in the essay: less",
        }
    }

    /// The verdict on a difference. An effect of exactly zero, or one whose interval is not known, says nothing.
    pub fn of(difference: Interval, says: EssaySays) -> EssayVerdict {
        if !difference.excludes_zero() {
            return EssayVerdict::CannotTell;
        }
        match (says, difference.mean > 0.0) {
            (EssaySays::More, true) | (EssaySays::Less, false) => EssayVerdict::AsTheEssaySays,
            (EssaySays::More, false) | (EssaySays::Less, true) => EssayVerdict::TheOtherWay,
            (EssaySays::Unclear, true) => EssayVerdict::OpenMore,
            (EssaySays::Unclear, false) => EssayVerdict::OpenLess,
        }
    }
}

impl EssayOutcome {
    /// Why the mechanism seems to have stopped working; `None` if it works.
    pub fn is_dead(&self, row: &EssayRow) -> Option<&'static str> {
        if self.same_runs {
            Some("nothing differs between on and off")
        } else if self.same_reading && !row.rare {
            Some("the measure is the same with and without it")
        } else {
            None
        }
    }
}

/// A row's figures in one society.
struct InSociety {
    on: Option<f64>,
    off: Option<f64>,
    occurred: bool,
    same_runs: bool,
}

/// A finished run: sums of each month, of everybody and of each group.
type Run = Vec<Vec<Tally>>;

impl EssayTrial {
    /// Months of all runs.
    pub fn months(&self) -> u64 {
        self.essay.sides.len() as u64 * u64::from(self.size.months) * u64::from(self.replicates)
    }

    /// Runs every side once in each society and returns the outcome of each row. It does not depend on the number of
    /// threads.
    pub fn run(&self, progress: &dyn Progress) -> Vec<EssayOutcome> {
        let society = |replicate| self.society(replicate, progress);
        let each: Vec<Vec<InSociety>> = (0..self.replicates).into_par_iter().map(society).panic_fuse().collect();
        let outcome = |(n, row)| outcome(row, each.iter().map(|rows: &Vec<InSociety>| &rows[n]).collect());
        self.essay.rows.iter().enumerate().map(outcome).collect()
    }

    /// The figures of each row in one society.
    fn society(&self, replicate: u32, progress: &dyn Progress) -> Vec<InSociety> {
        let sides = &self.essay.sides;
        let mut runs: Vec<Option<Run>> = sides.iter().map(|_| None).collect();
        for first in 0..sides.len() {
            if runs[first].is_some() {
                continue;
            }
            // All sides with the same people are run on them, settled once.
            let same = |n: &usize| sides[*n].society == sides[first].society;
            let here: Vec<usize> = (first..sides.len()).filter(same).collect();
            let of = PopulationSpec::new(&sides[first].society, self.size, self.seed, replicate)
                .living(here.iter().map(|n| &sides[*n].regime));
            let mut people = engine::settle_in(&Room::default(), &of, self.earlier)
                .expect("data in memory has no file that could fail");
            people.remember(here.iter().map(|n| &sides[*n].regime));
            for n in here {
                let groups = self.needs_groups(n).then_some(By::All);
                let months = engine::simulate(&people, &sides[n].regime, groups, progress);
                runs[n] = Some(months.map(|sums| [vec![sums.all], sums.groups].concat()).collect());
            }
        }
        let runs: Vec<Run> = runs.into_iter().flatten().collect();
        self.essay.rows.iter().map(|row| self.figures(row, &runs)).collect()
    }

    fn needs_groups(&self, side: usize) -> bool {
        let rows = self.essay.rows.iter().filter(|row| row.on == side || row.off == side);
        rows.flat_map(|row| [Some(&row.reading), row.minus.as_ref()]).flatten().any(|r| r.group.is_some())
    }

    fn figures(&self, row: &EssayRow, runs: &[Run]) -> InSociety {
        let (on, off) = (&runs[row.on], &runs[row.off]);
        let value = |run: &Run| {
            let minus = row.minus.as_ref().map_or(Some(0.0), |minus| self.read(row, minus, run));
            self.read(row, &row.reading, run).zip(minus).map(|(reading, minus)| reading - minus)
        };
        let whole = EssayWindow::During;
        let occurs = |run: &Run| {
            let read = |measure| EssayReading { measure, group: None, window: whole, ..row.reading.clone() };
            let of = |measure| measure_of(&read(measure), &self.sum(row, whole, None, run));
            row.occurs.is_none_or(|measure| of(measure).is_some_and(|value| value != 0.0))
        };
        InSociety { on: value(on), off: value(off), occurred: occurs(on) || occurs(off), same_runs: all_same(on, off) }
    }

    fn read(&self, row: &EssayRow, reading: &EssayReading, run: &Run) -> Option<f64> {
        measure_of(reading, &self.sum(row, reading.window, reading.group, run))
    }

    fn sum(&self, row: &EssayRow, window: EssayWindow, group: Option<usize>, run: &Run) -> Tally {
        let mut sum = Tally::default();
        let column = group.map_or(0, |group| 1 + group);
        // Groups are distinguished in some months only.
        run[self.span(row, window)].iter().filter_map(|month| month.get(column)).for_each(|tally| sum.merge(tally));
        sum
    }

    /// The months of a window: those of the side with the mechanism, or of the other if the former has no regime.
    fn span(&self, row: &EssayRow, window: EssayWindow) -> Range<usize> {
        let all = self.size.months;
        let active = |side: usize| Some(&self.essay.sides[side].regime).filter(|regime| !regime.is_idle());
        let regime: Option<&Regime> = active(row.on).or(active(row.off));
        let ends = regime.and_then(|regime| regime.ends).unwrap_or(all).min(all);
        let (from, to) = match window {
            EssayWindow::During => (regime.map_or(0, |regime| regime.starts).min(ends), ends),
            EssayWindow::After => (ends, all),
            EssayWindow::LastYear => (all.saturating_sub(12), all),
        };
        from as usize..to as usize
    }
}

fn measure_of(reading: &EssayReading, sum: &Tally) -> Option<f64> {
    reading.measure.value(reading.view, sum).filter(|value| value.is_finite())
}

/// Whether two runs have the same sums of everybody in every month.
fn all_same(one: &Run, other: &Run) -> bool {
    one.iter().zip(other).all(|(one, other)| one[0] == other[0])
}

fn outcome(row: &EssayRow, each: Vec<&InSociety>) -> EssayOutcome {
    let all = |value: &dyn Fn(&InSociety) -> Option<f64>| each.iter().map(|s| value(s)).collect::<Option<Vec<f64>>>();
    let interval = |values: Option<Vec<f64>>| values.map(|values| statistics::interval(&values));
    let difference = interval(all(&|s| Some(s.on? - s.off?)));
    let occurred = each.iter().any(|s| s.occurred);
    let verdict = match difference {
        Some(difference) if occurred => EssayVerdict::of(difference, row.essay),
        _ => EssayVerdict::NotAtStake,
    };
    EssayOutcome {
        on: interval(all(&|s| s.on)),
        off: interval(all(&|s| s.off)),
        difference,
        occurred,
        same_runs: each.iter().all(|s| s.same_runs),
        same_reading: each.iter().all(|s| s.on == s.off),
        verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_never_as_the_essay_says_and_without_an_interval_nothing_is_said() {
        let of = |mean, half, says| EssayVerdict::of(Interval { mean, half }, says);
        assert_eq!(of(0.0, Some(0.0), EssaySays::More), EssayVerdict::CannotTell);
        assert_eq!(of(0.0, Some(0.0), EssaySays::Less), EssayVerdict::CannotTell);
        assert_eq!(of(1.0, None, EssaySays::More), EssayVerdict::CannotTell);
        assert_eq!(of(1.0, Some(1.0), EssaySays::More), EssayVerdict::CannotTell);
        assert_eq!(of(1.0, Some(0.9), EssaySays::More), EssayVerdict::AsTheEssaySays);
        assert_eq!(of(1.0, Some(0.9), EssaySays::Less), EssayVerdict::TheOtherWay);
        assert_eq!(of(-1.0, Some(0.9), EssaySays::Less), EssayVerdict::AsTheEssaySays);
        assert_eq!(of(-1.0, Some(0.9), EssaySays::Unclear), EssayVerdict::OpenLess);
    }
}
