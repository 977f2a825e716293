//! Latin hypercube sampling of plausible societies over the ranges of all behavioural parameters.
//!
//! Each range is cut into as many strata as there are societies, and each stratum is used once (McKay, Beckman & Conover
//! 1979, Technometrics 21: 239). A range that spans a factor of ten or more is cut on a logarithmic scale.

use crate::rng::{Purpose, Rng, unit};
use crate::society::{Plausible, Society};

/// Least ratio between the ends of a range that is cut on a logarithmic scale.
const WIDE: f32 = 10.0;

/// The values of each of `n` societies: society, then parameter in the order of `ranges`.
pub fn sample(ranges: &[Plausible], n: u32, seed: u64) -> Vec<Vec<f32>> {
    shares(ranges.len(), n, seed).iter().map(|shares| values(ranges, shares)).collect()
}

/// The values at these positions within the ranges, 0 to 1.
pub fn values(ranges: &[Plausible], shares: &[f32]) -> Vec<f32> {
    ranges.iter().zip(shares).map(|(range, share)| range.at(*share)).collect()
}

/// Position of each of `n` points within each of this many ranges, 0 to 1.
pub fn shares(ranges: usize, n: u32, seed: u64) -> Vec<Vec<f32>> {
    let rng = Rng::new(seed, 0);
    let mut points = vec![vec![0.0; ranges]; n as usize];
    for d in 0..ranges {
        let words: Vec<[u32; 4]> = (0..n).map(|k| rng.words(Purpose::Sweep, k, d as u32)).collect();
        let mut order: Vec<usize> = (0..n as usize).collect();
        order.sort_by_key(|k| (words[*k][0], *k));
        for (stratum, k) in order.into_iter().enumerate() {
            points[k][d] = (stratum as f32 + unit(words[k][1])) / n as f32;
        }
    }
    points
}

/// The society with these values of its parameters.
pub fn society(base: &Society, values: &[f32]) -> Society {
    let mut society = base.clone();
    for (range, value) in base.ranges.iter().zip(values) {
        let p = range.parameter;
        *society.behaviour.get_mut(p.section, p.name).expect("it is a parameter") = *value;
    }
    base.rule.apply(&mut society.behaviour);
    society
}

impl Plausible {
    /// The value at this share of the range, 0 to 1.
    pub(super) fn at(&self, share: f32) -> f32 {
        let (low, high) = (self.low, self.high);
        let value = if low > 0.0 && high / low >= WIDE {
            (f64::from(low) * libm::pow(f64::from(high / low), f64::from(share))) as f32
        } else {
            low + share * (high - low)
        };
        value.clamp(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::society::behaviour::Behaviour;

    #[test]
    fn every_stratum_of_every_range_is_used_once() {
        let range = |k: usize, low, high| Plausible { parameter: &Behaviour::TABLE[k], low, high };
        let ranges = [range(0, 0.0, 1.0), range(1, 5.0, 15.0), range(2, 1.0, 1_000.0)];
        let societies = sample(&ranges, 40, 7);
        let up = |d: usize, x: f32| match d {
            2 => libm::log10(f64::from(x)) / 3.0,
            _ => f64::from((x - ranges[d].low) / (ranges[d].high - ranges[d].low)),
        };
        for d in 0..3 {
            let mut strata: Vec<usize> = societies.iter().map(|s| ((up(d, s[d]) * 40.0) as usize).min(39)).collect();
            strata.sort_unstable();
            assert_eq!(strata, (0..40).collect::<Vec<_>>(), "range {d}");
        }
        assert_ne!(sample(&ranges, 40, 8), societies);
    }
}
