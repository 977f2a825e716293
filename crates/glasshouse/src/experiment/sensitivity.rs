//! Global sensitivity analysis: elementary effects (Morris) and variance-based indices (Sobol).
//!
//! Intervals come from the bootstrap: the trajectories, or the rows of pairs, are resampled a thousand times, and 95
//! % of the results are between the ends (Efron & Tibshirani 1993). The draws are named like all others.
//!
//! A variance-based index is a share, from 0 to 1; its estimate need not be. An interval is cut to the values that a
//! share can have, and where nothing of it is left, it says nothing: 0 to 1. With fewer than [`ROWS`] rows intervals
//! hold the truth less often than they say.

use super::bootstrap::quantile;
use crate::rng::{Purpose, Rng};

/// Number of bootstrap samples.
const AGAIN: u32 = 1_000;
/// Rows of pairs below which intervals of indices are too narrow.
pub const ROWS: usize = 64;

/// A figure with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// From all rows.
    pub value: f64,
    /// Ends of the interval.
    pub interval: [f64; 2],
}

/// The result of Morris's trajectories for one number (Campolongo, Cariboni & Saltelli 2007 for mu*).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screening {
    /// Mean effect of the whole range, with its sign.
    pub mu: Estimate,
    /// Mean size of the effect, whatever its sign.
    pub mu_star: Estimate,
    /// How much the effect varies with all other numbers, or along the range.
    pub sigma: Estimate,
}

/// Shares of the variance of a result that come from one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// From it alone.
    pub first: Estimate,
    /// From it alone and together with others.
    pub total: Estimate,
}

/// The elementary effects of trajectories: number, then trajectory. Each is the change of the result in a step, per
/// whole range.
pub fn elementary(shares: &[Vec<f64>], results: &[f64]) -> Vec<Vec<f64>> {
    let axes = shares.first().map_or(0, Vec::len);
    let mut effects = vec![Vec::new(); axes];
    for (walk, results) in shares.chunks(axes + 1).zip(results.chunks(axes + 1)) {
        for (pair, result) in walk.windows(2).zip(results.windows(2)) {
            let step = |axis: &usize| pair[1][*axis] - pair[0][*axis];
            if let Some(axis) = (0..axes).find(|axis| step(axis) != 0.0) {
                effects[axis].push((result[1] - result[0]) / step(&axis));
            }
        }
    }
    effects
}

/// The summary of the effects of one number, two at least.
pub fn screening(effects: &[f64], seed: u64) -> Screening {
    let of = |rows: &[u32]| {
        let all = || rows.iter().map(|row| effects[*row as usize]);
        let n = rows.len() as f64;
        let mu = all().sum::<f64>() / n;
        let squares = all().map(|effect| (effect - mu) * (effect - mu)).sum::<f64>();
        [mu, all().map(f64::abs).sum::<f64>() / n, (squares / (n - 1.0)).sqrt()]
    };
    let [mu, mu_star, sigma] =
        estimates(effects.len() as u32, seed, |rows| of(rows).to_vec()).try_into().expect("three");
    Screening { mu, mu_star, sigma }
}

/// Indices of each number from the rows of a design of pairs: the result at A, at B, and at A with one number of B
/// after the other. `None` where the result is the same everywhere.
///
/// First order: Saltelli et al. (2010, Computer Physics Communications 181: 259), total: Jansen (1999, Computer
/// Physics Communications 117: 35). The mean is subtracted from the results, which changes no index and stabilises
/// the first.
pub fn indices(results: &[f64], axes: usize, seed: u64) -> Option<Vec<Indices>> {
    let rows: Vec<&[f64]> = results.chunks(axes + 2).collect();
    if rows.iter().flat_map(|row| &row[..2]).all(|result| *result == results[0]) {
        return None;
    }
    let all: Vec<Estimate> = estimates(rows.len() as u32, seed, |drawn| {
        let drawn: Vec<&[f64]> = drawn.iter().map(|row| rows[*row as usize]).collect();
        (0..axes).flat_map(|axis| shares(&drawn, axis)).collect()
    });
    Some(all.chunks(2).map(|two| Indices { first: two[0].share(), total: two[1].share() }).collect())
}

impl Estimate {
    /// The estimate of a share: it and its interval are cut to what a share can be.
    fn share(self) -> Estimate {
        let [low, high] = self.interval;
        let value = self.value.clamp(0.0, 1.0);
        let interval = [low.max(0.0), high.min(1.0)];
        let says_something = interval[0] <= value && value <= interval[1];
        Estimate { value, interval: if says_something { interval } else { [0.0, 1.0] } }
    }
}

/// First-order and total share of one number.
fn shares(rows: &[&[f64]], axis: usize) -> [f64; 2] {
    let n = rows.len() as f64;
    let mean = rows.iter().map(|row| row[0] + row[1]).sum::<f64>() / (2.0 * n);
    let square = |x: f64| x * x;
    let variance = rows.iter().map(|row| square(row[0] - mean) + square(row[1] - mean)).sum::<f64>() / (2.0 * n);
    let first = rows.iter().map(|row| (row[1] - mean) * (row[axis + 2] - row[0])).sum::<f64>() / n;
    let total = rows.iter().map(|row| square(row[0] - row[axis + 2])).sum::<f64>() / (2.0 * n);
    [first / variance, total / variance]
}

/// Figures over `rows` rows, each with its bootstrap interval. Bootstrap samples without information (all rows alike)
/// are left out.
fn estimates(rows: u32, seed: u64, figures: impl Fn(&[u32]) -> Vec<f64>) -> Vec<Estimate> {
    let rng = Rng::new(seed, 0);
    let values = figures(&(0..rows).collect::<Vec<_>>());
    let mut again: Vec<Vec<f64>> = vec![Vec::new(); values.len()];
    for time in 0..AGAIN {
        let words = (0..rows.div_ceil(4)).flat_map(|four| rng.words(Purpose::Bootstrap, time, four));
        let drawn = words.take(rows as usize).map(|word| (u64::from(word) * u64::from(rows) >> 32) as u32);
        let drawn: Vec<u32> = drawn.collect();
        for (again, figure) in again.iter_mut().zip(figures(&drawn)).filter(|(_, figure)| figure.is_finite()) {
            again.push(figure);
        }
    }
    let estimate = |(value, mut again): (f64, Vec<f64>)| {
        again.sort_by(f64::total_cmp);
        Estimate { value, interval: [0.025, 0.975].map(|q| quantile(&again, q)) }
    };
    values.into_iter().zip(again).map(estimate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::design::{AxisPoint, points};
    use crate::scenario::axis::Axis;
    use crate::scenario::experiment_file::Design;

    fn axes(n: usize) -> Vec<Axis> {
        (0..n).map(|_| Axis::default()).collect()
    }

    fn laid_out(design: Design, n: usize, seed: u64) -> Vec<Vec<f64>> {
        let points = points(design, &axes(n), seed);
        points.into_iter().map(|point| point.into_iter().map(AxisPoint::share).collect()).collect()
    }

    /// Ishigami & Homma (1990), a = 7, b = 0.1, over -pi..pi in each of three numbers.
    fn ishigami(x: &[f64]) -> f64 {
        let [x, y, z]: [f64; 3] = std::array::from_fn(|n| (2.0 * x[n] - 1.0) * std::f64::consts::PI);
        libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
    }

    /// Its first-order and total indices, in closed form.
    fn closed() -> [[f64; 2]; 3] {
        let (a, b, pi4) = (7.0, 0.1, libm::pow(std::f64::consts::PI, 4.0));
        let one = 0.5 * (1.0 + b * pi4 / 5.0) * (1.0 + b * pi4 / 5.0);
        let two = a * a / 8.0;
        let both = b * b * pi4 * pi4 * (1.0 / 18.0 - 1.0 / 50.0);
        let all = one + two + both;
        [[one / all, (one + both) / all], [two / all, two / all], [0.0, both / all]]
    }

    /// Standard deviation of the terms averaged for each index, over the whole space, by the midpoints of a fine
    /// grid: so the tolerance comes from the method and the number of rows, not from its results.
    fn scatter() -> [[f64; 2]; 3] {
        const CELLS: usize = 12;
        let middle = |n: usize| (n as f64 + 0.5) / CELLS as f64;
        let cells = |n: usize, d: u32| middle(n / CELLS.pow(d) % CELLS);
        let all: Vec<[f64; 3]> = (0..CELLS.pow(3)).map(|n| [cells(n, 0), cells(n, 1), cells(n, 2)]).collect();
        let values: Vec<f64> = all.iter().map(|x| ishigami(x)).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let square = |x: f64| x * x;
        let of = |f: &dyn Fn(f64) -> f64| values.iter().map(|v| f(v - mean)).sum::<f64>() / values.len() as f64;
        let (variance, fourth_of_b) = (of(&square), of(&|x| square(square(x))));
        std::array::from_fn(|axis| {
            // Total: half the squared step. First order: at most what an independent B beside the step would yield,
            // and the step and B share only one number.
            let (mut second, mut fourth, mut n) = (0.0, 0.0, 0.0);
            for (x, value) in all.iter().zip(&values) {
                for other in 0..CELLS {
                    let mut moved = *x;
                    moved[axis] = middle(other);
                    let step = ishigami(&moved) - value;
                    (second, fourth, n) = (second + step * step, fourth + step * step * step * step, n + 1.0);
                }
            }
            let (second, fourth) = (second / n, fourth / n);
            // Cauchy and Schwarz: the square of a product is at most the root of the product of the fourth powers.
            [(fourth_of_b * fourth).sqrt().sqrt() / variance, (fourth - second * second).sqrt() / 2.0 / variance]
        })
    }

    #[test]
    fn the_indices_of_ishigami_are_those_in_closed_form() {
        const ROWS: u32 = 1 << 14;
        let points = laid_out(Design::SobolIndices(ROWS), 3, 5);
        let results: Vec<f64> = points.iter().map(|x| ishigami(x)).collect();
        let found = indices(&results, 3, 5).unwrap();
        for (axis, (found, (truth, scatter))) in found.iter().zip(closed().into_iter().zip(scatter())).enumerate() {
            for (which, estimate) in [found.first, found.total].into_iter().enumerate() {
                // Four standard errors for as many independent rows; a Sobol sequence does no worse.
                let tolerance = 4.0 * scatter[which] / f64::from(ROWS).sqrt();
                assert!(tolerance < 0.1, "the test says something");
                let off = (estimate.value - truth[which]).abs();
                assert!(off < tolerance, "number {axis}, index {which}: {} is not {}", estimate.value, truth[which]);
                let [low, high] = estimate.interval;
                assert!(low <= high && high - low < 2.0 * tolerance, "{low} {high}");
                assert!(low - tolerance < truth[which] && truth[which] < high + tolerance);
            }
        }
    }

    /// The coverage of the interval: over many designs of independent rows, it holds the truth about as often as
    /// stated.
    #[test]
    fn the_interval_holds_the_truth_about_as_often_as_it_says() {
        // A sum of two numbers, the second counting double: variances 1 and 4 twelfths, no more.
        const TIMES: u64 = 200;
        let mut held = [0_u32; 2];
        for seed in 0..TIMES {
            let luck = Rng::new(seed, 7);
            let words = (0..64).flat_map(|row| luck.words(Purpose::Sweep, row, 0)).collect::<Vec<_>>();
            let unit = |word: u32| f64::from(word) / f64::from(u32::MAX);
            let results = words.chunks(4).flat_map(|w| {
                let [a, b, c, d] = [w[0], w[1], w[2], w[3]].map(unit);
                [a + 2.0 * b, c + 2.0 * d, c + 2.0 * b, a + 2.0 * d]
            });
            let found = indices(&results.collect::<Vec<_>>(), 2, seed).unwrap();
            for (held, estimate) in held.iter_mut().zip([found[1].first, found[1].total]) {
                *held += u32::from(estimate.interval[0] <= 0.8 && 0.8 <= estimate.interval[1]);
            }
        }
        // 95 % of 200 are 190. With 64 rows the bootstrap is known to fall a little short: 85 % is required, which an
        // interval with true coverage of 95 % misses less than once in a million.
        assert!(held.iter().all(|held| *held >= 170), "{held:?}");
    }

    #[test]
    fn a_linear_function_has_its_slopes_for_effects_and_no_spread() {
        let slopes = [3.0, -2.0, 0.0, 0.5];
        let points = laid_out(Design::Morris { trajectories: 6, levels: 4 }, 4, 2);
        let results: Vec<f64> = points.iter().map(|x| x.iter().zip(slopes).map(|(x, slope)| x * slope).sum()).collect();
        for (effects, slope) in elementary(&points, &results).iter().zip(slopes) {
            assert_eq!(effects.len(), 6);
            let found = screening(effects, 2);
            for (estimate, truth) in [(found.mu, slope), (found.mu_star, slope.abs()), (found.sigma, 0.0)] {
                assert!((estimate.value - truth).abs() < 1e-12, "{estimate:?}");
                assert!(estimate.interval.iter().all(|end| (end - truth).abs() < 1e-12), "{estimate:?}");
            }
        }
    }

    #[test]
    fn numbers_that_work_together_show_as_spread() {
        // x y: the effect of x is y, which has four levels from 0 to 1; its mean is 1/2, its deviation the root of
        // 5/36.
        const WALKS: u32 = 1_000;
        let points = laid_out(Design::Morris { trajectories: WALKS, levels: 4 }, 2, 4);
        let results: Vec<f64> = points.iter().map(|x| x[0] * x[1]).collect();
        let found = screening(&elementary(&points, &results)[0], 4);
        let deviation = (5.0_f64 / 36.0).sqrt();
        let tolerance = 4.0 * deviation / f64::from(WALKS).sqrt();
        assert!((found.mu_star.value - 0.5).abs() < tolerance, "{found:?}");
        assert!((found.sigma.value - deviation).abs() < tolerance, "{found:?}");
    }

    /// Too few rows: the estimate lies outside what is possible, and its interval may exclude all that is possible.
    #[test]
    fn an_interval_never_excludes_all_values_that_a_share_can_have() {
        let estimate = |value, interval| Estimate { value, interval }.share();
        assert_eq!(estimate(1.3, [1.2, 1.6]), Estimate { value: 1.0, interval: [0.0, 1.0] });
        assert_eq!(estimate(-0.2, [-0.4, -0.1]), Estimate { value: 0.0, interval: [0.0, 1.0] });
        assert_eq!(estimate(0.9, [0.7, 1.2]), Estimate { value: 0.9, interval: [0.7, 1.0] });
        for seed in 0..50 {
            let points = laid_out(Design::SobolIndices(4), 3, seed);
            let results: Vec<f64> = points.iter().map(|x| ishigami(x)).collect();
            for Indices { first, total } in indices(&results, 3, seed).unwrap() {
                for Estimate { value, interval: [low, high] } in [first, total] {
                    assert!(0.0 <= low && low <= value && value <= high && high <= 1.0, "{low} {value} {high}");
                }
            }
        }
    }

    #[test]
    fn where_nothing_varies_there_are_no_indices() {
        assert_eq!(indices(&[2.0; 16], 2, 1), None);
    }
}
