//! Where does a value stand on an axis, and which round numbers stand beside it?

use crate::number;

/// A straight axis from values to places.
#[derive(Clone, Debug)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
    step: f64,
}

impl Scale {
    /// An axis on which all `values` lie, with about `ticks` round numbers, drawn from `start` to `end`.
    pub fn around(values: impl IntoIterator<Item = f64>, ticks: usize, start: f64, end: f64) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for v in values.into_iter().filter(|v| v.is_finite()) {
            (low, high) = (low.min(v), high.max(v));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // Nothing is to look big only because the axis was cut just above zero.
        if low > 0.0 && low < 0.4 * high {
            low = 0.0;
        }
        if high < 0.0 && high > 0.4 * low {
            high = 0.0;
        }
        if high - low < 1e-9 * high.abs().max(1e-3) {
            let room = (high.abs() * 0.1).max(0.5);
            (low, high) = (if low >= 0.0 { (low - room).max(0.0) } else { low - room }, high + room);
        }
        let step = round_step((high - low) / ticks as f64);
        Scale { from: (low / step).floor() * step, to: (high / step).ceil() * step, start, end, step }
    }

    /// Place of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// The round numbers, with their texts.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        let decimals = (-self.step.log10().floor() as i32).max(0);
        let n = ((self.to - self.from) / self.step).round() as i32;
        (0..=n).map(|i| self.from + f64::from(i) * self.step).map(|v| (v, number::fixed(v, decimals))).collect()
    }
}

/// 1, 2 or 5 times a power of ten, at least as much as given.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= least * 0.999).unwrap_or(10.0 * power)
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
        assert_eq!(texts(&[-0.31, 0.12]), ["-0.4", "-0.2", "0", "0.2"]);
        assert_eq!(texts(&[31.0, 38.0]), ["30", "32", "34", "36", "38"]);
    }

    #[test]
    fn a_single_value_and_none_have_an_axis_too() {
        assert!(texts(&[0.0]).len() >= 2);
        assert!(texts(&[f64::NAN]).len() >= 2);
        assert!(Scale::around([5.0], 4, 0.0, 100.0).at(5.0).is_finite());
    }
}
