//! Resampling: bootstrap intervals and permutation tests of figures computed from a sample.

use crate::rng::{Purpose, Rng};

/// Number of bootstrap samples for an interval, or of permutations for a noise floor.
pub const ROUNDS: u32 = 200;

/// The random numbers of resampling under a seed; they affect no run.
#[derive(Clone, Copy, Debug)]
pub struct Resample(Rng);

impl Resample {
    /// The luck under `seed`.
    pub fn new(seed: u64) -> Resample {
        Resample(Rng::new(seed, 0))
    }

    /// A number below `of`.
    fn below(self, of: usize, which: usize, round: u32) -> usize {
        let word = self.0.words(Purpose::Resample, which as u32, round)[0];
        (u64::from(word) * of as u64 >> 32) as usize
    }

    /// `n` of `n` with replacement (bootstrap: Efron 1979).
    pub fn drawn(self, n: usize, round: u32) -> Vec<usize> {
        (0..n).map(|which| self.below(n, which, round)).collect()
    }

    /// All of `n` in a random order (permutation: Fisher 1935).
    pub fn dealt(self, n: usize, round: u32) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for which in (1..n).rev() {
            order.swap(which, self.below(which + 1, which, round));
        }
        order
    }
}

/// A quantile of values in rising order, interpolated between neighbours; NaN if there are none.
pub fn quantile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = q * last as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    low + (high - low) * at.fract()
}

/// The same of values in any order.
pub fn quantile_of(mut values: Vec<f64>, q: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    quantile(&values, q)
}

/// Ranks from 1; equal values share their mean rank.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for end in 1..=order.len() {
        if end == order.len() || values[order[end]] != values[order[start]] {
            order[start..end].iter().for_each(|k| ranks[*k] = (start + end + 1) as f64 / 2.0);
            start = end;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dealing_keeps_everybody_and_drawing_does_not() {
        let luck = Resample::new(1);
        let mut dealt = luck.dealt(50, 3);
        assert_ne!(dealt, luck.dealt(50, 4));
        dealt.sort_unstable();
        assert_eq!(dealt, (0..50).collect::<Vec<_>>());
        let mut drawn = luck.drawn(1_000, 0);
        drawn.sort_unstable();
        drawn.dedup();
        // 1 − 1/e of them are drawn at least once.
        assert!((600..665).contains(&drawn.len()), "{}", drawn.len());
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[3.0, -1.0, 3.0, 7.0]), [2.5, 1.0, 2.5, 4.0]);
        assert_eq!(ranks(&[]), [0.0; 0]);
        assert_eq!(quantile_of(vec![3.0, 1.0, 2.0], 0.75), 2.5);
    }
}
