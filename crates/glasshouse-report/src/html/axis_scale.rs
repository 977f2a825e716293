//! The linear scale of an axis: positions of values, and round tick marks.

use crate::number_format;
use glasshouse::observatory::statistics::Interval;

/// A linear axis that maps values to positions.
#[derive(Clone, Debug)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
    step: f64,
}

impl Scale {
    /// An axis that contains all `values`, with at least `ticks` round numbers, drawn from `start` to `end`.
    pub fn around(values: impl IntoIterator<Item = f64>, ticks: usize, start: f64, end: f64) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for v in values.into_iter().filter(|v| v.is_finite()) {
            (low, high) = (low.min(v), high.max(v));
        }
        if low > high || (low == 0.0 && high == 0.0) {
            (low, high) = (0.0, 1.0);
        }
        // Nothing should look large only because the axis is cut just above zero, or because it is very short.
        if low > 0.0 && low < 0.4 * high {
            low = 0.0;
        }
        let missing = (0.02 * high.abs().max(low.abs()).max(1e-3)) - (high - low);
        if missing > 0.0 {
            (low, high) = (low - if low == 0.0 { 0.0 } else { missing / 2.0 }, high + missing / 2.0);
        }
        let room = 0.05 * (high - low);
        let from = if low == 0.0 { low } else { low - room };
        let to = if high == 0.0 { high } else { high + room };
        Scale { from, to, start, end, step: round_step(from, to, ticks) }
    }

    /// Position of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// The round numbers with their texts.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        let decimals = (-number_format::exponent(self.step, 3)).max(0);
        let (first, last) = multiples(self.from, self.to, self.step);
        (first..=last).map(|i| i as f64 * self.step).map(|v| (v, number_format::fixed(v, decimals))).collect()
    }
}

/// The ends of an interval, which an axis must contain; the mean twice if there is no interval.
pub fn ends(i: &Interval) -> [f64; 2] {
    let half = i.half.unwrap_or(0.0);
    [i.mean - half, i.mean + half]
}

/// First and last whole multiple of a step on the axis.
fn multiples(from: f64, to: f64, step: f64) -> (i64, i64) {
    ((from / step - 1e-9).ceil() as i64, (to / step + 1e-9).floor() as i64)
}

/// The largest of 1, 2 or 5 times a power of ten with at least `ticks` multiples on the axis.
fn round_step(from: f64, to: f64, ticks: usize) -> f64 {
    let power = number_format::power_of_ten(number_format::exponent(to - from, 12) - 1);
    let steps = [50.0, 20.0, 10.0, 5.0, 2.0].into_iter().map(|m| m * power);
    let many = |step: &f64| {
        let (first, last) = multiples(from, to, *step);
        last - first + 1 >= ticks as i64
    };
    steps.into_iter().find(many).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[f64]) -> Vec<String> {
        Scale::around(values.iter().copied(), 4, 0.0, 100.0).ticks().into_iter().map(|(_, t)| t).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(texts(&[3.0, 39.0]), ["0", "10", "20", "30", "40"]);
        assert_eq!(texts(&[-0.31, 0.12]), ["-0.3", "-0.2", "-0.1", "0", "0.1"]);
        assert_eq!(texts(&[31.0, 38.0]), ["32", "34", "36", "38"]);
    }

    #[test]
    fn a_single_value_and_none_have_an_axis_too() {
        assert!(texts(&[0.0]).len() >= 2);
        assert!(texts(&[f64::NAN]).len() >= 2);
        assert!(Scale::around([5.0], 4, 0.0, 100.0).at(5.0).is_finite());
    }
}
