//! Figures of a comparison that files add, beside those of the model: levels and differences with their intervals.

use super::compare::Comparison;
use super::window::Window;
use crate::observatory::measures::{Measure, View};
use crate::observatory::statistics::{self, Interval};
use crate::observatory::tally::Tally;
use crate::regime::own_measure::OwnMeasure;

/// A measure of the model, or one that a file adds.
#[derive(Clone, Copy)]
pub enum MeasuredFigure<'a> {
    /// Of the model: the truth.
    OfModel(&'static Measure),
    /// Of a file.
    OfFile(&'a OwnMeasure),
}

impl MeasuredFigure<'_> {
    /// Its key.
    pub fn key(&self) -> &str {
        match self {
            MeasuredFigure::OfModel(m) => m.key,
            MeasuredFigure::OfFile(own) => &own.key,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            MeasuredFigure::OfModel(m) => m.name,
            MeasuredFigure::OfFile(own) => &own.name,
        }
    }

    /// Its unit.
    pub fn unit(&self) -> &str {
        match self {
            MeasuredFigure::OfModel(m) => m.unit,
            MeasuredFigure::OfFile(own) => &own.unit,
        }
    }

    fn value(&self, t: &Tally) -> Option<f64> {
        match self {
            MeasuredFigure::OfModel(m) => m.value(View::Truth, t),
            MeasuredFigure::OfFile(own) => own.value(t),
        }
    }
}

impl Comparison {
    /// The measures that the files of its regimes add, each once.
    pub fn own_measures(&self) -> Vec<&OwnMeasure> {
        let mut all: Vec<&OwnMeasure> = Vec::new();
        for own in self.plan.regimes.iter().flat_map(|regime| &regime.measures) {
            all.extend((!all.iter().any(|other| other.key == own.key)).then_some(own));
        }
        all
    }

    /// Mean and 95 % interval over replicates, of everybody or of one group; `None` where the figure or the window is
    /// not defined.
    pub fn level_in(&self, group: Option<usize>, r: usize, figure: MeasuredFigure, window: Window) -> Option<Interval> {
        self.samples_in(group, r, r, figure, window).map(|values| statistics::interval(&values))
    }

    /// Paired difference from the baseline over the regime's own window.
    pub fn difference_in(
        &self,
        group: Option<usize>,
        r: usize,
        figure: MeasuredFigure,
        window: Window,
    ) -> Option<Interval> {
        let here = self.samples_in(group, r, r, figure, window)?;
        let there = self.samples_in(group, 0, r, figure, window)?;
        let pairs: Vec<f64> = here.iter().zip(&there).map(|(a, b)| a - b).collect();
        Some(statistics::interval(&pairs))
    }

    /// A figure under a regime over the window of another, one value per replicate.
    fn samples_in(
        &self,
        group: Option<usize>,
        r: usize,
        of: usize,
        figure: MeasuredFigure,
        window: Window,
    ) -> Option<Vec<f64>> {
        let months = self.window(of, window)?;
        let value = |t: &Tally| figure.value(t);
        match group {
            Some(group) => self.samples_of_group(group, r, &months, &value),
            None => self.samples_by(r, months, &value),
        }
    }
}
