//! The model as a function for external programs: one row of numbers in, one row of figures out.
//!
//! For programs with designs of their own: sensitivity analysis, scenario discovery, inference. Every row is run on
//! the same people with the same luck. Nothing here chooses, and no row is better than another.

use super::compare::Plan;
use super::window::Window;
use crate::diagnostic::Diagnostics;
use crate::engine::{self, EARLIER, Progress};
use crate::observatory::measures::MeasureView;
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario::axis::Axis;
use crate::scenario::experiment::Experiment;
use std::ops::Range;

/// A reading: the figure taken from a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunctionOutput {
    /// The measure, in one view.
    pub of: MeasureView,
    /// Number of the regime.
    pub regime: usize,
    /// Number of the regime from which the difference is taken, if one is.
    pub against: Option<usize>,
    /// The months covered.
    pub span: Span,
}

/// Months that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// While the regime is in force, or after.
    Window(Window),
    /// All of the run.
    Whole,
    /// The last twelve months: a whole year, so that no season is preferred.
    End,
}

impl Span {
    /// Every span, with the word for it.
    pub const ALL: [(&'static str, Span); 4] = [
        ("during", Span::Window(Window::During)),
        ("after", Span::Window(Window::After)),
        ("whole", Span::Whole),
        ("end", Span::End),
    ];
}

/// The values of a row, each rounded to a value that its parameter can hold.
///
/// # Errors
///
/// If one of them is out of range.
pub fn fitted(axes: &[Axis], row: &[f64]) -> Result<Vec<f64>, Diagnostics> {
    let fit = |(axis, value): (&Axis, &f64)| axis.fit(*value).map_err(|finding| Diagnostics(vec![*finding]));
    axes.iter().zip(row).map(fit).collect()
}

/// The figures of a row, as means over the experiment's replicates: one per reading, `None` where it is not defined.
/// `values` has one per axis, as returned by [`fitted`]. The result depends neither on the number of threads nor on
/// other rows.
///
/// # Errors
///
/// If a regime makes no sense with these values.
pub fn row(
    e: &Experiment,
    readings: &[FunctionOutput],
    values: &[f64],
    progress: &dyn Progress,
) -> Result<Vec<Option<f64>>, Diagnostics> {
    let regimes = e.regimes(values)?;
    let society = e.society(0, values);
    let (size, seed, society_now) = (e.size, e.seed, society.clone());
    let plan = Plan { society: society_now, regimes, size, seed, replicates: e.replicates, earlier: EARLIER, by: None };
    let mut sums = vec![0.0; readings.len()];
    let mut defined = vec![true; readings.len()];
    for replicate in 0..e.replicates {
        let mut people = engine::settle(&plan.population(replicate));
        people.remember(&plan.regimes);
        let months: Vec<Option<Vec<Tally>>> = (0..plan.regimes.len())
            .map(|r| wanted(readings, r).then(|| lived(&people, &plan.regimes[r], progress)))
            .collect();
        for (n, reading) in readings.iter().enumerate() {
            match figure(&plan, reading, &months) {
                Some(value) => sums[n] += value,
                None => defined[n] = false,
            }
        }
    }
    let mean = |(sum, defined): (f64, bool)| defined.then_some(sum / f64::from(e.replicates));
    Ok(sums.into_iter().zip(defined).map(mean).collect())
}

/// Whether any reading is taken from a regime.
pub fn wanted(readings: &[FunctionOutput], regime: usize) -> bool {
    readings.iter().any(|reading| reading.regime == regime || reading.against == Some(regime))
}

fn lived(people: &engine::Settlement, regime: &Regime, progress: &dyn Progress) -> Vec<Tally> {
    engine::simulate(people, regime, None, progress).map(|sums| sums.all).collect()
}

/// The value of a reading in one replicate.
fn figure(plan: &Plan, reading: &FunctionOutput, months: &[Option<Vec<Tally>>]) -> Option<f64> {
    let span = months_of(plan, reading.regime, reading.span)?;
    let value = |regime: usize| {
        let mut sum = Tally::default();
        months[regime].as_ref()?[span.start as usize..span.end as usize].iter().for_each(|tally| sum.merge(tally));
        let MeasureView { measure, view } = reading.of;
        measure.value(view, &sum).filter(|x| x.is_finite())
    };
    let here = value(reading.regime)?;
    reading.against.map_or(Some(here), |other| Some(here - value(other)?))
}

fn months_of(plan: &Plan, regime: usize, span: Span) -> Option<Range<u32>> {
    match span {
        Span::Window(window) => plan.window(regime, window),
        Span::Whole => Some(0..plan.size.months),
        Span::End => Some(plan.size.months.saturating_sub(12)..plan.size.months),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Quiet, Size};
    use crate::observatory::measures::{View, by_key};
    use crate::scenario::experiment::Arm;
    use crate::scenario::experiment_file::Design;
    use crate::scenario::{regime, society};

    fn experiment(names: &[&str]) -> Experiment {
        let society = society("lesson").unwrap().value;
        let read = ["no-system", "social-credit"].map(|name| regime(name).unwrap());
        let texts: Vec<_> = read.iter().map(|read| read.sources.clone()).collect();
        let axes = names.iter().map(|name| Axis::named(name, &society, &texts).unwrap()).collect();
        Experiment {
            name: String::new(),
            title: String::new(),
            description: String::new(),
            societies: vec![society],
            arms: read.iter().map(|read| Arm::of(&read.value, &read.sources)).collect(),
            measures: Vec::new(),
            size: Size { people: 1_000, months: 24 },
            replicates: 2,
            seed: 3,
            design: Design::Grid(2),
            axes,
        }
    }

    #[test]
    fn a_row_says_what_a_comparison_says() {
        let e = experiment(&["decision.own_norm", "propaganda.strength"]);
        let values = [e.axes[0].base(&e.societies[0]), e.axes[1].base(&e.societies[0])];
        let of = MeasureView { measure: by_key("violations").unwrap(), view: View::Truth };
        let readings = [
            FunctionOutput { of, regime: 1, against: None, span: Span::Window(Window::During) },
            FunctionOutput { of, regime: 1, against: Some(0), span: Span::Window(Window::During) },
        ];
        let row = row(&e, &readings, &values, &Quiet).unwrap();
        let regimes = e.arms.iter().map(|arm| arm.regime.clone()).collect();
        let society = e.societies[0].clone();
        let plan = Plan { society, regimes, size: e.size, seed: 3, replicates: 2, earlier: EARLIER, by: None };
        let c = crate::experiment::compare::compare(plan, &Quiet);
        let level = c.level(1, of.measure, View::Truth, Window::During).unwrap().mean;
        let difference = c.difference(1, of.measure, View::Truth, Window::During).unwrap().mean;
        assert!((row[0].unwrap() - level).abs() < 1e-9, "{row:?} {level}");
        assert!((row[1].unwrap() - difference).abs() < 1e-9, "{row:?} {difference}");
        let other = super::row(&e, &readings, &[values[0], 0.0], &Quiet).unwrap();
        assert_ne!(row, other);
    }

    #[test]
    fn a_name_that_means_no_number_is_told_with_what_could_be_meant() {
        let society = society("lesson").unwrap().value;
        let texts: Vec<_> = ["social-credit", "rongcheng"].map(|name| regime(name).unwrap().sources).into();
        let told = |name: &str| {
            let finding = Axis::named(name, &society, &texts).unwrap_err();
            format!("{} {}", finding.message, finding.help.unwrap_or_default())
        };
        assert!(told("decision.own_nrm").contains("`decision.own_norm`"));
        assert!(told("decision.*").contains("name each"));
        assert!(told("socialcredit: score.start").contains("`social-credit` and `rongcheng`"));
        assert!(told("score.start").contains("`social-credit: score.start` or `rongcheng: score.start`"));
        assert!(told("social-credit: score.strat").contains("`start`"));
        let axis = Axis::named("social-credit: score.start", &society, &texts).unwrap();
        assert_eq!(axis.fit(900.4).unwrap(), 900.0);
        assert!(axis.fit(1e9).unwrap_err().message.contains("cannot be"));
        assert!(axis.fit(f64::NAN).is_err());
    }
}
