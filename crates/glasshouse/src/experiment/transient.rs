//! A transient: the course of a difference while a regime is in force, where its mean alone would mislead.
//!
//! A difference that still grows in the last year has no level yet. Its first year, its last year and its slope at
//! the end say so.

use super::compare::Comparison;
use super::window::Window;
use crate::observatory::measures::{Measure, View};
use crate::observatory::statistics::{self, Interval};

/// Months of a year.
const YEAR: u32 = 12;
/// Part of the difference by which it must move in a year to count as moving, where its interval also says so.
const MOVES: f64 = 0.05;
/// The same where there is one replicate, and so no interval.
const MOVES_ALONE: f64 = 0.15;

/// The course of a paired difference from the baseline; under the baseline, of the level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transient {
    /// In the first year in force.
    pub first: Interval,
    /// In the last year in force.
    pub last: Interval,
    /// Slope at the end, per year: the last year less the one before.
    pub slope: Interval,
}

impl Transient {
    /// Whether it still moves at the end.
    pub fn moves(&self) -> bool {
        let most = self.first.mean.abs().max(self.last.mean.abs());
        let slope = self.slope.mean.abs();
        match self.slope.half {
            Some(_) => self.slope.excludes_zero() && slope > MOVES * most,
            None => slope > MOVES_ALONE * most,
        }
    }
}

impl Comparison {
    /// The course of a regime's difference from the baseline while it is in force; `None` where that is for less than
    /// three years, or a measure is not defined in one of them.
    pub fn transient(&self, r: usize, m: &Measure, view: View) -> Option<Transient> {
        let months = self.window(r, Window::During)?;
        if months.end - months.start < 3 * YEAR {
            return None;
        }
        let over = |from: u32| {
            let here = self.samples(r, m, view, from..from + YEAR)?;
            let there = if r == 0 { vec![0.0; here.len()] } else { self.samples(0, m, view, from..from + YEAR)? };
            Some(here.iter().zip(&there).map(|(a, b)| a - b).collect::<Vec<f64>>())
        };
        let (first, before, last) = (over(months.start)?, over(months.end - 2 * YEAR)?, over(months.end - YEAR)?);
        let slope: Vec<f64> = last.iter().zip(&before).map(|(a, b)| a - b).collect();
        let [first, last, slope] = [first, last, slope].map(|values| statistics::interval(&values));
        Some(Transient { first, last, slope })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_by_more_than_its_noise_and_by_a_twentieth_a_year_still_moves() {
        let i = |mean, half| Interval { mean, half };
        let of =
            |last, slope, half| Transient { first: i(5.0, half), last: i(last, half), slope: i(slope, half) }.moves();
        assert!(of(21.0, 3.0, Some(1.0)) && of(21.0, -3.0, Some(1.0)));
        assert!(!of(21.0, 3.0, Some(4.0)) && !of(21.0, 0.5, Some(0.1)));
        assert!(of(21.0, 4.0, None) && !of(21.0, 2.0, None));
    }
}
