//! An emulator: a quick stand-in for the model, with its own uncertainty, fitted to some hundred runs.
//!
//! A figure is a polynomial of second degree: each parameter and its square, and the products of the few parameters that
//! move it most. Coefficients are kept small by a ridge, the strength of which is chosen by generalised
//! cross-validation (Golub, Heath & Wahba 1979); its estimate of the error for a run not seen, with that run's luck, is
//! the emulator's uncertainty. Later waves fit it to runs of a smaller region, where a polynomial is nearer to the truth.
//! The Gaussian process that history matching often adds (Vernon, Goldstein & Bower 2010) takes the cube of the runs in
//! time, and here most of what a polynomial leaves is luck.

/// Parameters whose products count.
const ACTIVE: usize = 20;
/// Strengths of the ridge that are tried, for coordinates with variance 1.
const RIDGES: [f64; 4] = [3.0, 20.0, 100.0, 500.0];
/// Fewest runs.
const LEAST: usize = 20;

/// A fitted emulator of one figure.
#[derive(Clone, Debug)]
pub struct Emulator {
    active: Vec<usize>,
    constant: f64,
    weights: Vec<f64>,
    variance: f64,
}

/// What an emulator expects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The mean.
    pub mean: f64,
    /// The variance of a run around it: of the emulator, and of luck.
    pub variance: f64,
}

impl Emulator {
    /// Fits it to figures at points whose coordinates are shares of the ranges, 0 to 1; `None` with fewer than twenty.
    pub fn fit(points: &[Vec<f32>], figures: &[f64]) -> Option<Emulator> {
        let axes = points.first()?.len();
        if points.len() < LEAST {
            return None;
        }
        let alone = ridge(&rows(points, &[]), figures)?;
        let strength = |d: usize| alone.weights[d].abs() + alone.weights[axes + d].abs() / 4.0;
        let mut order: Vec<usize> = (0..axes).collect();
        order.sort_by(|a, b| strength(*b).total_cmp(&strength(*a)).then(a.cmp(b)));
        let mut active = order[..ACTIVE.min(axes)].to_vec();
        active.sort_unstable();
        let together = ridge(&rows(points, &active), figures);
        let (active, best) = match together {
            Some(together) if together.variance < alone.variance => (active, together),
            _ => (Vec::new(), alone),
        };
        Some(Emulator { active, constant: best.constant, weights: best.weights, variance: best.variance })
    }

    /// What it expects at a point.
    pub fn at(&self, point: &[f32]) -> Expected {
        let mean = self.constant + dot(&terms(point, &self.active), &self.weights);
        Expected { mean, variance: self.variance }
    }
}

impl Emulator {
    /// How its mean changes with each coordinate, at a point.
    pub fn slope(&self, point: &[f32]) -> Vec<f64> {
        let axes = point.len();
        let x = |d: usize| f64::from(point[d]) - 0.5;
        let (straight, bent) = (&self.weights[..axes], &self.weights[axes..2 * axes]);
        let mut slope: Vec<f64> = (0..axes).map(|d| straight[d] + 2.0 * x(d) * bent[d]).collect();
        let mut products = self.weights[2 * axes..].iter();
        for (k, i) in self.active.iter().enumerate() {
            for (j, weight) in self.active[..k].iter().zip(products.by_ref()) {
                slope[*i] += weight * x(*j);
                slope[*j] += weight * x(*i);
            }
        }
        slope
    }
}

/// The solution of a system with this symmetric matrix, given its lower triangle; `None` if it is not positive definite.
pub(super) fn solved(lower: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    Some(solve(&cholesky(lower)?, right))
}

fn rows(points: &[Vec<f32>], active: &[usize]) -> Vec<Vec<f64>> {
    points.iter().map(|point| terms(point, active)).collect()
}

/// Each coordinate, the square of each, and the products of the active ones, all from the middle of the ranges.
fn terms(point: &[f32], active: &[usize]) -> Vec<f64> {
    let x = |d: usize| f64::from(point[d]) - 0.5;
    let mut terms = Vec::with_capacity(2 * point.len() + active.len() * active.len() / 2);
    terms.extend((0..point.len()).map(x));
    terms.extend((0..point.len()).map(|d| x(d) * x(d)));
    for (k, i) in active.iter().enumerate() {
        terms.extend(active[..k].iter().map(|j| x(*i) * x(*j)));
    }
    terms
}

struct Ridge {
    constant: f64,
    weights: Vec<f64>,
    variance: f64,
}

/// Ridge regression on columns with mean 0 and variance 1; the weights are those of the columns as they are.
fn ridge(rows: &[Vec<f64>], figures: &[f64]) -> Option<Ridge> {
    let (n, width) = (rows.len() as f64, rows[0].len());
    let mean_of = |k: usize| rows.iter().map(|row| row[k]).sum::<f64>() / n;
    let means: Vec<f64> = (0..width).map(mean_of).collect();
    let spread_of =
        |k: usize| (rows.iter().map(|row| (row[k] - means[k]) * (row[k] - means[k])).sum::<f64>() / n).sqrt();
    let spreads: Vec<f64> = (0..width).map(spread_of).map(|s| if s > 1e-9 { s } else { f64::INFINITY }).collect();
    let middle = figures.iter().sum::<f64>() / n;
    // One column after the other, so that sums of products run over neighbours in memory.
    let column = |k: usize| rows.iter().map(|row| (row[k] - means[k]) / spreads[k]).collect();
    let columns: Vec<Vec<f64>> = (0..width).map(column).collect();
    let left: Vec<f64> = figures.iter().map(|y| y - middle).collect();
    let normal: Vec<Vec<f64>> = (0..width).map(|i| (0..=i).map(|j| dot(&columns[i], &columns[j])).collect()).collect();
    let right: Vec<f64> = columns.iter().map(|column| dot(column, &left)).collect();
    let mut best: Option<(f64, Vec<f64>)> = None;
    for strength in RIDGES {
        let mut with = normal.clone();
        with.iter_mut().enumerate().for_each(|(i, row)| row[i] += strength);
        let Some(factor) = cholesky(&with) else { continue };
        let weights = solve(&factor, &right);
        let mut off = left.clone();
        for (column, weight) in columns.iter().zip(&weights) {
            off.iter_mut().zip(column).for_each(|(off, x)| *off -= weight * x);
        }
        // Degrees of freedom: the trace of the projection, and the mean.
        let used = 1.0 + width as f64 - strength * trace_of_inverse(&factor);
        let free = (1.0 - used / n).max(1e-3);
        let variance = dot(&off, &off) / n / (free * free);
        if best.as_ref().is_none_or(|(least, _)| variance < *least) {
            best = Some((variance, weights));
        }
    }
    let (variance, mut weights) = best?;
    weights.iter_mut().zip(&spreads).for_each(|(weight, spread)| *weight /= spread);
    Some(Ridge { constant: middle - dot(&weights, &means), weights, variance: variance.max(1e-18) })
}

/// The lower triangle L of a matrix L L', given its lower triangle; `None` if it is not positive definite.
fn cholesky(lower: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(lower.len());
    for (i, row) in lower.iter().enumerate() {
        let mut new = Vec::with_capacity(i + 1);
        for j in 0..i {
            let known: f64 = dot(&new[..j], &factor[j][..j]);
            new.push((row[j] - known) / factor[j][j]);
        }
        let square = row[i] - dot(&new, &new);
        if square <= 0.0 {
            return None;
        }
        new.push(square.sqrt());
        factor.push(new);
    }
    Some(factor)
}

/// The solution of L L' x = right.
fn solve(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(right.len());
    for (row, right) in factor.iter().zip(right) {
        let known = dot(&row[..x.len()], &x);
        x.push((right - known) / row[x.len()]);
    }
    for i in (0..x.len()).rev() {
        x[i] /= factor[i][i];
        let known = x[i];
        x[..i].iter_mut().zip(&factor[i]).for_each(|(x, l)| *x -= known * l);
    }
    x
}

/// The trace of the inverse of L L': the squares of all entries of the inverse of L, which is found row by row.
fn trace_of_inverse(factor: &[Vec<f64>]) -> f64 {
    let mut inverse: Vec<Vec<f64>> = Vec::with_capacity(factor.len());
    for (i, row) in factor.iter().enumerate() {
        let mut new = vec![0.0; i + 1];
        for (known, l) in inverse.iter().zip(row) {
            new.iter_mut().zip(known).for_each(|(x, k)| *x -= l * k);
        }
        new[i] += 1.0;
        new.iter_mut().for_each(|x| *x /= row[i]);
        inverse.push(new);
    }
    inverse.iter().map(|row| dot(row, row)).sum()
}

/// A sum of products in eight lanes, always in the same order.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        (0..8).for_each(|k| lanes[k] += a[k] * b[k]);
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::latin_hypercube::shares;

    fn figure(x: &[f32], noise: f32) -> f64 {
        let [a, b, c] = [0, 1, 2].map(|i| f64::from(x[i]));
        3.0 * a + libm::sin(3.0 * b) - 2.0 * a * c + f64::from(noise)
    }

    /// Luck is the sum of the last coordinates, which the emulator may find.
    #[test]
    fn it_predicts_what_it_has_not_seen_as_well_as_it_says() {
        let luck = |k: usize| 0.5 * shares(1, 300, 9)[k][0] - 0.25;
        let points = shares(30, 160, 3);
        let figures: Vec<f64> = points.iter().enumerate().map(|(k, x)| figure(x, luck(k))).collect();
        let emulator = Emulator::fit(&points, &figures).expect("there are enough");
        let unseen = shares(30, 300, 4);
        let off = |(k, x): (usize, &Vec<f32>)| {
            let Expected { mean, variance } = emulator.at(x);
            (figure(x, luck(k)) - mean) / variance.sqrt()
        };
        let held = unseen.iter().enumerate().filter(|at| off(*at).abs() < 1.645).count() as f64 / unseen.len() as f64;
        assert!((0.8..=0.97).contains(&held), "{held}");
        let square = |x: f64| x * x;
        let errors: f64 = unseen.iter().map(|x| square(figure(x, 0.0) - emulator.at(x).mean)).sum::<f64>() / 300.0;
        let all: f64 = unseen.iter().map(|x| square(figure(x, 0.0) - 1.5)).sum::<f64>() / 300.0;
        assert!(errors < 0.2 * all, "{errors} of {all}");
    }

    #[test]
    fn the_trace_of_an_inverse_is_that_of_the_solutions() {
        let matrix = vec![vec![4.0], vec![1.0, 3.0], vec![0.5, -1.0, 5.0]];
        let factor = cholesky(&matrix).unwrap();
        let unit = |k: usize| (0..3).map(|i| f64::from(u8::from(i == k))).collect::<Vec<f64>>();
        let trace: f64 = (0..3).map(|k| solve(&factor, &unit(k))[k]).sum();
        assert!((trace_of_inverse(&factor) - trace).abs() < 1e-12);
    }

    #[test]
    fn its_slope_is_the_difference_between_near_points() {
        let points = shares(25, 160, 3);
        let figures: Vec<f64> = points.iter().map(|x| figure(x, 0.0)).collect();
        let emulator = Emulator::fit(&points, &figures).unwrap();
        let slope = emulator.slope(&points[7]);
        for d in 0..25 {
            let [low, high] = [-0.01, 0.01].map(|by| {
                let mut point = points[7].clone();
                point[d] += by;
                emulator.at(&point).mean
            });
            assert!(((high - low) / 0.02 - slope[d]).abs() < 1e-3, "{d}: {} {}", (high - low) / 0.02, slope[d]);
        }
    }

    #[test]
    fn too_few_runs_fit_nothing() {
        assert!(Emulator::fit(&shares(3, 19, 1), &[0.0; 19]).is_none());
    }
}
