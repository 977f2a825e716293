//! Simulation-based calibration: whether intervals found from figures hold the truth as often as they say.
//!
//! A society of the first wave was drawn from the plausible ranges and run. Its own figures take the place of the
//! published ones, and its parameters are found again from them, by the method and the emulators of history matching. If
//! everything is right, intervals of 90 % hold the true parameter in 90 % of societies (Talts et al. 2018). The emulators
//! are fitted to the other half of the wave.

use super::emulator::Emulator;
use super::history_matching::{MatchingWave, Waves};
use super::latin_hypercube;
use super::matching_step::{Expectation, scaled};
use crate::rng::{Purpose, Rng, unit};
use rayon::prelude::*;

/// Draws for each society; 5 % of them are left out at either end.
const DRAWS: u32 = 100;
/// A parameter is narrowed where its spread is at most this share of that of the whole range.
const NARROW: f64 = 0.9;
/// What calibration draws, away from the waves.
const REPLICATE: u32 = 1_000_000;

/// How often intervals of 90 % hold the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalCoverage {
    /// Societies that were found again.
    pub societies: u32,
    /// Parameters of each.
    pub parameters: usize,
    /// Share over all parameters.
    pub all: f64,
    /// Share over the cases in which a parameter was narrowed.
    pub narrowed: f64,
    /// Number of these cases.
    pub cases_narrowed: usize,
}

/// Finds up to `most` societies of a wave drawn from all ranges again. `None` if there are too few to fit emulators.
pub fn of(waves: &Waves, wave: &MatchingWave, most: u32) -> Option<IntervalCoverage> {
    let half = wave.points.len() / 2;
    let used: Vec<_> = waves.targets.iter().enumerate().filter_map(|(n, of)| Some((n, of.clone()?))).collect();
    let fit = |(n, range): &(usize, _)| {
        let known = wave.points[half..].iter().zip(&wave.figures[half..]);
        let known = known.filter_map(|(x, y)| Some((x.clone(), scaled(y[*n]?, range))));
        let (x, y): (Vec<_>, Vec<_>) = known.unzip();
        Some((*n, range.clone(), Emulator::fit(&x, &y)?))
    };
    let emulators: Vec<_> = used.par_iter().map(fit).collect::<Option<_>>()?;
    let expectation = Expectation::new(emulators, &[]);
    let one = |k: usize| -> Option<Vec<(bool, bool)>> {
        let own: Vec<f64> =
            used.iter().map(|(n, range)| Some(scaled(wave.figures[k][*n]?, range))).collect::<Option<_>>()?;
        let from = latin_hypercube::shares(waves.axes, DRAWS, waves.seed.wrapping_add(u64::from(REPLICATE) + k as u64));
        let rng = Rng::new(waves.seed, REPLICATE + k as u32);
        let error = |draw: u32, n: u32| normal(rng.words(Purpose::Bootstrap, draw, n));
        let errors = |draw: usize| (0..used.len() as u32).map(|n| error(draw as u32, n)).collect::<Vec<f64>>();
        let drawn: Vec<Vec<f32>> =
            from.iter().enumerate().map(|(draw, from)| expectation.drawn(from, &own, &errors(draw))).collect();
        Some((0..waves.axes).map(|d| held(&drawn, d, wave.points[k][d])).collect())
    };
    let found: Vec<Vec<(bool, bool)>> = (0..half.min(most as usize)).into_par_iter().filter_map(one).collect();
    let share = |narrowed: bool| {
        let cases = || found.iter().flatten().filter(|case| case.1 || !narrowed);
        let (held, n) = (cases().filter(|case| case.0).count(), cases().count());
        (held as f64 / n.max(1) as f64, n)
    };
    let ((all, n), (narrowed, cases_narrowed)) = (share(false), share(true));
    let (societies, parameters) = (found.len() as u32, waves.axes);
    (n > 0).then_some(IntervalCoverage { societies, parameters, all, narrowed, cases_narrowed })
}

/// A normal number (Box & Muller).
fn normal([a, b, ..]: [u32; 4]) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - f64::from(unit(a)))).sqrt();
    radius * libm::cos(std::f64::consts::TAU * f64::from(unit(b)))
}

/// Whether the interval of 90 % of a coordinate holds this value, and whether the coordinate was narrowed.
fn held(drawn: &[Vec<f32>], d: usize, value: f32) -> (bool, bool) {
    let mut all: Vec<f32> = drawn.iter().map(|point| point[d]).collect();
    all.sort_by(f32::total_cmp);
    let n = all.len();
    let cut = n / 20;
    let mean = all.iter().map(|x| f64::from(*x)).sum::<f64>() / n as f64;
    let square = all.iter().map(|x| (f64::from(*x) - mean) * (f64::from(*x) - mean)).sum::<f64>() / n as f64;
    ((all[cut]..=all[n - 1 - cut]).contains(&value), (12.0 * square).sqrt() <= NARROW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Size;
    use crate::experiment::latin_hypercube::shares;

    /// Two figures of five parameters, with luck: the first depends on two, the second on one, bent.
    #[test]
    fn intervals_of_ninety_per_cent_hold_the_truth_in_ninety_per_cent() {
        let size = Size { people: 1, months: 1 };
        let targets = vec![Some(20.0..=22.0), Some(30.0..=33.0)];
        let waves = Waves { targets, ..Waves::of_published(5, 1, 600, size, 3) };
        let points = shares(5, 600, 8);
        let lucks = shares(2, 600, 9);
        let figures = |(x, luck): (&Vec<f32>, &Vec<f32>)| {
            let first = 18.0 + 4.0 * x[0] + 3.0 * x[1] + 2.0 * (luck[0] - 0.5);
            let second = 30.0 + 4.0 * x[2] + 2.0 * x[2] * x[2] + 2.0 * (luck[1] - 0.5);
            vec![Some(f64::from(first)), Some(f64::from(second))]
        };
        let figures = points.iter().zip(&lucks).map(figures).collect();
        let wave = MatchingWave { points, figures, ..MatchingWave::default() };
        let found = of(&waves, &wave, 200).unwrap();
        println!("{found:?}");
        assert!(found.cases_narrowed > 200 && found.societies == 200, "{found:?}");
        assert!((0.85..=0.95).contains(&found.all) && (0.85..=0.95).contains(&found.narrowed), "{found:?}");
    }
}
