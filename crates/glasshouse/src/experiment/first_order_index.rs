//! First-order sensitivity indices from a given sample: the variance that each parameter explains alone.
//!
//! First-order index: Var(E[effect | parameter]) / Var(effect), computed from the sample at hand, without further
//! runs: societies are sorted by the parameter into classes of equal size, and the means of the classes are compared
//! (correlation ratio; Plischke, Borgonovo & Smith 2013, European Journal of Operational Research 226: 536), less
//! what classes explain by chance (Kelley 1935). Luck counts as unexplained variance, and so do parameters that act
//! only together with others.

use super::bootstrap::{ROUNDS, Resample, quantile_of};

/// How much a parameter explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// Number of the parameter.
    pub parameter: usize,
    /// Share of the variance that it explains alone, with the ends of its 95 % interval (bootstrap over societies).
    pub share: [f64; 3],
}

/// The result of a sample for all parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Largest share that any parameter has by chance, in nineteen of twenty cases: effects permuted among the
    /// societies (Westfall & Young 1993).
    pub floor: f64,
    /// Parameters above the floor, the largest first.
    pub above: Vec<Index>,
}

/// The parameters that influence a figure: one value of it for each society, with the parameters of each.
pub fn of(values: &[&[f32]], figure: &[f64], seed: u64) -> Sensitivity {
    let n = figure.len();
    let parameters = values.first().map_or(0, |first| first.len());
    let classes = classes(n);
    let by: Vec<Vec<usize>> = (0..parameters).map(|d| classed(values, d, classes)).collect();
    let luck = Resample::new(seed);
    let largest = |round| {
        let dealt: Vec<f64> = luck.dealt(n, round).into_iter().map(|k| figure[k]).collect();
        by.iter().map(|class| explained(&dealt, class, classes).corrected).fold(0.0, f64::max)
    };
    let floor = quantile_of((0..ROUNDS).map(largest).collect(), 0.95);
    let mut above: Vec<Index> = (0..parameters)
        .filter(|d| explained(figure, &by[*d], classes).corrected > floor)
        .map(|d| Index { parameter: d, share: with_interval(figure, &by[d], classes, luck) })
        .collect();
    above.sort_by(|a, b| b.share[0].total_cmp(&a.share[0]).then(a.parameter.cmp(&b.parameter)));
    Sensitivity { floor, above }
}

/// Number of classes: enough that differences within a class count for little (a straight line loses one part in the
/// square of their number), and few enough that each has many societies.
fn classes(n: usize) -> usize {
    ((0.75 * (n as f64).sqrt()).round() as usize).clamp(2, 30)
}

/// The class of each society by a parameter; classes are of equal size.
fn classed(values: &[&[f32]], parameter: usize, classes: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a][parameter].total_cmp(&values[*b][parameter]));
    let mut class = vec![0; values.len()];
    order.iter().enumerate().for_each(|(rank, k)| class[*k] = rank * classes / values.len());
    class
}

/// The share explained by the class means: as it is, and less what chance would explain.
#[derive(Clone, Copy)]
struct Explained {
    plain: f64,
    corrected: f64,
}

fn explained(figure: &[f64], class: &[usize], classes: usize) -> Explained {
    let n = figure.len() as f64;
    let mean = figure.iter().sum::<f64>() / n;
    let (mut sums, mut counts, mut total) = (vec![0.0; classes], vec![0.0; classes], 0.0);
    for (x, class) in figure.iter().zip(class) {
        sums[*class] += x - mean;
        counts[*class] += 1.0;
        total += (x - mean) * (x - mean);
    }
    let between: f64 = sums.iter().zip(&counts).map(|(sum, count)| sum * sum / f64::max(*count, 1.0)).sum();
    let used = counts.iter().filter(|count| **count > 0.0).count() as f64;
    if total <= 0.0 || n <= used {
        return Explained { plain: 0.0, corrected: 0.0 };
    }
    let by_chance = (used - 1.0) * (total - between) / (n - used);
    Explained { plain: between / total, corrected: (between - by_chance) / total }
}

/// The share with its interval. Within the sample the plain share is the true one, so resamples show the error of the
/// corrected one; that error is added to both sides (basic bootstrap, Davison & Hinkley 1997).
fn with_interval(figure: &[f64], class: &[usize], classes: usize, luck: Resample) -> [f64; 3] {
    let all = explained(figure, class, classes);
    let miss = |round| {
        let drawn = luck.drawn(figure.len(), round);
        let of: Vec<f64> = drawn.iter().map(|k| figure[*k]).collect();
        let class: Vec<usize> = drawn.iter().map(|k| class[*k]).collect();
        explained(&of, &class, classes).corrected - all.plain
    };
    let misses: Vec<f64> = (0..ROUNDS).map(miss).collect();
    let end = |q| (all.corrected - quantile_of(misses.clone(), q)).clamp(0.0, 1.0);
    [all.corrected.clamp(0.0, 1.0), end(0.975), end(0.025)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{nth, unit};

    /// A sample of `n` points in `d` dimensions, uniform between 0 and 1.
    fn sample(n: u32, d: u32, seed: u32) -> Vec<Vec<f32>> {
        (0..n).map(|k| (0..d).map(|j| unit(nth(nth(seed, k + 1), j + 1))).collect()).collect()
    }

    fn tried(points: &[Vec<f32>], f: impl Fn(&[f64]) -> f64) -> Sensitivity {
        let values: Vec<&[f32]> = points.iter().map(Vec::as_slice).collect();
        let figure: Vec<f64> = points.iter().map(|p| f(&p.iter().map(|x| f64::from(*x)).collect::<Vec<_>>())).collect();
        of(&values, &figure, 1)
    }

    /// Ishigami & Homma (1990), with the shares obtained by integration: 0.3139, 0.4424, 0.
    #[test]
    fn the_function_of_ishigami_gets_its_published_shares() {
        let f = |x: &[f64]| {
            let [a, b, c] = [x[0], x[1], x[2]].map(|u| (2.0 * u - 1.0) * std::f64::consts::PI);
            libm::sin(a) + 7.0 * libm::sin(b) * libm::sin(b) + 0.1 * c * c * c * c * libm::sin(a)
        };
        let found = tried(&sample(8_000, 6, 1), f);
        assert_eq!(found.above.iter().map(|i| i.parameter).collect::<Vec<_>>(), [1, 0], "{found:?}");
        for (index, truth) in found.above.iter().zip([0.4424, 0.3139]) {
            let [share, low, high] = index.share;
            assert!((share - truth).abs() < 0.03 && low < truth && truth < high, "{index:?}");
        }
    }

    /// y = 3 x1 + x2 + nothing of 18 others: 0.9 and 0.1.
    #[test]
    fn intervals_hold_the_true_share_about_as_often_as_they_say() {
        let mut covered = [0; 2];
        for seed in 1..=60 {
            let found = tried(&sample(300, 20, seed), |x| 3.0 * x[0] + x[1]);
            for (d, truth) in [0.9, 0.1].into_iter().enumerate() {
                // A parameter hidden by chance has no interval; it counts as missed.
                let index = found.above.iter().find(|i| i.parameter == d);
                covered[d] += usize::from(index.is_some_and(|i| i.share[1] <= truth && truth <= i.share[2]));
            }
        }
        assert!(covered.iter().all(|c| *c >= 48), "{covered:?} of 60");
    }

    #[test]
    fn pure_chance_is_above_the_floor_in_about_one_case_of_twenty() {
        let found = (1..=60).filter(|seed| !tried(&sample(100, 30, *seed), |x| x[0] * 0.0 + noise(x)).above.is_empty());
        let found = found.count();
        assert!(found <= 9, "{found} of 60");
    }

    /// A number that depends on all bits of a point, as a hash does.
    fn noise(x: &[f64]) -> f64 {
        let word = x.iter().fold(1, |word, x| nth(word, (x * 16_777_216.0) as u32));
        f64::from(unit(word))
    }

    #[test]
    fn what_never_changes_is_explained_by_nothing() {
        assert!(tried(&sample(50, 4, 1), |_| 2.0).above.is_empty());
        assert!(tried(&[], |_| 2.0).above.is_empty());
    }
}
