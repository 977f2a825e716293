//! An emulator: a quick stand-in for the model, with its own uncertainty, fitted to some hundred runs.
//!
//! The figure is a polynomial of second degree in the few parameters that move it most, plus a Gaussian process in the
//! same parameters, plus noise for luck and for all other parameters (Craig et al. 1997; Vernon, Goldstein & Bower 2010;
//! Andrianakis et al. 2015). The length of the process and the share of noise are those of a grid that predict each run
//! best from all others (leave-one-out; Rasmussen & Williams 2006, 5.4.2).

/// Most parameters in which a figure is emulated.
const ACTIVE: usize = 10;
/// Runs for each active parameter, at least.
const RUNS_EACH: usize = 8;
/// Lengths of the process that are tried, in shares of a range.
const LENGTHS: [f64; 4] = [0.3, 0.6, 1.2, 2.4];
/// Shares of noise in the variance of what the polynomial leaves that are tried.
const NOISES: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 0.95];
/// Ridge of the polynomial, which keeps it solvable.
const RIDGE: f64 = 1e-6;

/// A fitted emulator of one figure.
#[derive(Clone, Debug)]
pub struct Emulator {
    active: Vec<usize>,
    coefficients: Vec<f64>,
    points: Vec<Vec<f64>>,
    /// The inverse of the covariance, times what the polynomial left.
    weights: Vec<f64>,
    /// The lower triangle of the covariance's Cholesky factor.
    factor: Vec<Vec<f64>>,
    length: f64,
    noise: f64,
    variance: f64,
}

/// What an emulator expects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The mean.
    pub mean: f64,
    /// The variance of a run around it: of the emulator, of luck, and of parameters in which it is not emulated.
    pub variance: f64,
}

impl Emulator {
    /// Fits it to figures at points whose coordinates are shares of the ranges, 0 to 1; `None` with fewer than twenty.
    pub fn fit(points: &[Vec<f32>], figures: &[f64]) -> Option<Emulator> {
        if points.len() < 20 {
            return None;
        }
        let active = active(points, figures);
        let points: Vec<Vec<f64>> =
            points.iter().map(|point| active.iter().map(|i| f64::from(point[*i])).collect()).collect();
        let coefficients = polynomial(&points, figures)?;
        let left: Vec<f64> =
            points.iter().zip(figures).map(|(point, y)| y - dot(&terms(point), &coefficients)).collect();
        let spread = (left.iter().map(|x| x * x).sum::<f64>() / left.len() as f64).max(1e-18);
        let mut best: Option<(f64, Emulator)> = None;
        for length in LENGTHS {
            for noise in NOISES {
                let Some(factor) = cholesky(&covariance(&points, length, noise, spread)) else { continue };
                let weights = solve(&factor, &left);
                let score = leave_one_out(&factor, &weights);
                if best.as_ref().is_none_or(|(least, _)| score < *least) {
                    let (active, coefficients, points) = (active.clone(), coefficients.clone(), points.clone());
                    let fitted =
                        Emulator { active, coefficients, points, weights, factor, length, noise, variance: spread };
                    best = Some((score, fitted));
                }
            }
        }
        best.map(|(_, fitted)| fitted)
    }

    /// What it expects at a point.
    pub fn at(&self, point: &[f32]) -> Expected {
        let here: Vec<f64> = self.active.iter().map(|i| f64::from(point[*i])).collect();
        let smooth = self.variance * (1.0 - self.noise);
        let near: Vec<f64> = self.points.iter().map(|there| smooth * kernel(&here, there, self.length)).collect();
        let mean = dot(&terms(&here), &self.coefficients) + dot(&near, &self.weights);
        let known: f64 = forward(&self.factor, &near).iter().map(|x| x * x).sum();
        Expected { mean, variance: (self.variance - known).max(self.noise * self.variance) }
    }
}

/// The parameters with the strongest correlation, straight or bent.
fn active(points: &[Vec<f32>], figures: &[f64]) -> Vec<usize> {
    let axes = points.first().map_or(0, Vec::len);
    let strength = |i: usize| {
        let x: Vec<f64> = points.iter().map(|point| f64::from(point[i])).collect();
        let bent: Vec<f64> = x.iter().map(|x| (x - 0.5) * (x - 0.5)).collect();
        correlation(&x, figures).abs().max(correlation(&bent, figures).abs())
    };
    let mut all: Vec<(usize, f64)> = (0..axes).map(|i| (i, strength(i))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut active: Vec<usize> =
        all.into_iter().map(|(i, _)| i).take(ACTIVE.min(points.len() / RUNS_EACH).max(1)).collect();
    active.sort_unstable();
    active
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let n = x.len() as f64;
    let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| x.iter().zip(y).map(|(x, y)| f(x - mx, y - my)).sum::<f64>();
    let (xy, xx, yy) = (sum(&|x, y| x * y), sum(&|x, _| x * x), sum(&|_, y| y * y));
    if xx * yy > 0.0 { xy / (xx * yy).sqrt() } else { 0.0 }
}

/// 1, each coordinate, and the square of each.
fn terms(point: &[f64]) -> Vec<f64> {
    let centred = || point.iter().map(|x| x - 0.5);
    std::iter::once(1.0).chain(centred()).chain(centred().map(|x| x * x)).collect()
}

/// Least squares.
fn polynomial(points: &[Vec<f64>], figures: &[f64]) -> Option<Vec<f64>> {
    let rows: Vec<Vec<f64>> = points.iter().map(|point| terms(point)).collect();
    let width = rows[0].len();
    let mut normal = vec![vec![0.0; width]; width];
    let mut right = vec![0.0; width];
    for (row, y) in rows.iter().zip(figures) {
        for i in 0..width {
            right[i] += row[i] * y;
            (0..=i).for_each(|j| normal[i][j] += row[i] * row[j]);
        }
    }
    (0..width).for_each(|i| normal[i][i] += RIDGE * rows.len() as f64);
    Some(solve(&cholesky(&normal)?, &right))
}

fn kernel(a: &[f64], b: &[f64], length: f64) -> f64 {
    let square: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    libm::exp(-square / (2.0 * length * length))
}

/// The lower triangle of the covariance of all points.
fn covariance(points: &[Vec<f64>], length: f64, noise: f64, variance: f64) -> Vec<Vec<f64>> {
    let smooth = variance * (1.0 - noise);
    (0..points.len())
        .map(|i| {
            let own = |j: usize| if i == j { noise * variance } else { 0.0 };
            (0..=i).map(|j| smooth * kernel(&points[i], &points[j], length) + own(j)).collect()
        })
        .collect()
}

/// The lower triangle L of a matrix L L'; `None` if it is not positive definite.
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

/// The solution of L x = right.
fn forward(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(right.len());
    for (row, right) in factor.iter().zip(right) {
        let known = dot(&row[..x.len()], &x);
        x.push((right - known) / row[x.len()]);
    }
    x
}

/// The solution of L L' x = right.
fn solve(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x = forward(factor, right);
    for i in (0..x.len()).rev() {
        let known: f64 = (i + 1..x.len()).map(|j| factor[j][i] * x[j]).sum();
        x[i] = (x[i] - known) / factor[i][i];
    }
    x
}

/// Minus the logarithm of the density of each figure given all others, summed, up to a constant.
fn leave_one_out(factor: &[Vec<f64>], weights: &[f64]) -> f64 {
    let n = factor.len();
    // The diagonal of the inverse: the squared lengths of the columns of L's inverse.
    let mut diagonal = vec![0.0; n];
    for (k, of_inverse) in diagonal.iter_mut().enumerate() {
        let mut column = vec![0.0; n];
        for i in k..n {
            let own = if i == k { 1.0 } else { 0.0 };
            column[i] = (own - dot(&factor[i][k..i], &column[k..i])) / factor[i][i];
        }
        *of_inverse = column[k..].iter().map(|x| x * x).sum();
    }
    weights.iter().zip(&diagonal).map(|(w, d)| 0.5 * (w * w / d - libm::log(*d))).sum()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::latin_hypercube::shares;

    fn figure(x: &[f32], noise: f32) -> f64 {
        let [a, b, c] = [0, 1, 2].map(|i| f64::from(x[i]));
        3.0 * a + libm::sin(6.0 * b) - 2.0 * a * c + f64::from(noise)
    }

    /// Luck is the last coordinate, in which nothing else depends: it is far down the list of parameters.
    #[test]
    fn it_predicts_what_it_has_not_seen_as_well_as_it_says() {
        let luck = |x: &Vec<f32>| 0.3 * (x[9] + x[8] + x[7] + x[6] - 2.0);
        let points = shares(10, 160, 3);
        let figures: Vec<f64> = points.iter().map(|x| figure(x, luck(x))).collect();
        let emulator = Emulator::fit(&points, &figures).expect("there are enough");
        let unseen = shares(10, 300, 4);
        let off: Vec<f64> = unseen
            .iter()
            .map(|x| {
                let Expected { mean, variance } = emulator.at(x);
                (figure(x, luck(x)) - mean) / variance.sqrt()
            })
            .collect();
        let held = off.iter().filter(|off| off.abs() < 1.96).count() as f64 / off.len() as f64;
        assert!((0.88..=1.0).contains(&held), "{held}");
        let square = |x: f64| x * x;
        let errors: f64 = unseen.iter().map(|x| square(figure(x, luck(x)) - emulator.at(x).mean)).sum::<f64>() / 300.0;
        let all: f64 = unseen.iter().map(|x| square(figure(x, luck(x)) - 1.5)).sum::<f64>() / 300.0;
        assert!(errors < 0.25 * all, "{errors} of {all}");
    }

    #[test]
    fn too_few_runs_fit_nothing() {
        assert!(Emulator::fit(&shares(3, 19, 1), &[0.0; 19]).is_none());
    }
}
