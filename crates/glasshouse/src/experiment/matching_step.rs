//! A step of history matching: what emulators and a society's own run expect, and the smallest move to an aim.

use super::emulator::Emulator;
use super::fitting_societies::on_lattice;
use std::ops::RangeInclusive;

/// Part of the published lowest value that is added before the logarithm: figures are compared by their ratios, but nearly
/// nothing is not infinitely far from nothing.
const OFFSET: f64 = 0.125;
/// How exactly an aim is to be hit, in shares of the published range: it keeps moves small where two figures disagree.
const HIT: f64 = 0.25;
/// Rounds of a move: the emulators are bent, and ends of ranges are in the way.
const ROUNDS: u32 = 8;
/// Farthest that a parameter goes in a round, in shares of its range.
const FARTHEST: f64 = 0.1;
/// Farthest that it goes in a wave: what emulators miss stays for small moves only.
const REACH: f32 = 0.25;
/// The part of what an emulator misses that stays, before this is measured.
const ASSUMED: f64 = 0.4;

/// The scale on which a figure is emulated: the logarithm, and a straight line below nothing.
pub fn scaled(figure: f64, published: &RangeInclusive<f64>) -> f64 {
    let offset = (OFFSET * published.start().abs()).max(1e-9);
    if figure > 0.0 { libm::log(figure + offset) } else { libm::log(offset) + figure / offset }
}

/// The points of a wave, and the figures of its runs.
pub type WaveRuns<'a> = (&'a [Vec<f32>], &'a [Vec<Option<f64>>]);

/// An emulated figure.
struct Emulated {
    /// Its number in a table of figures.
    figure: usize,
    published: RangeInclusive<f64>,
    emulator: Emulator,
    /// The share of what the emulator misses of a society's figure that stays from wave to wave: the rest is luck, or was lost
    /// in the move.
    stays: f64,
}

/// What figures are expected of societies.
pub struct Expectation {
    figures: Vec<Emulated>,
}

impl Expectation {
    /// From emulators with their figures' numbers and published ranges, and the points and figures of the last waves, the
    /// last of them last.
    pub fn new(emulators: Vec<(usize, RangeInclusive<f64>, Emulator)>, waves: &[WaveRuns<'_>]) -> Expectation {
        let of = |(figure, published, emulator): (usize, RangeInclusive<f64>, Emulator)| {
            let missed = |(points, figures): &WaveRuns<'_>| -> Vec<f64> {
                let off = |(x, y): (&Vec<f32>, &Vec<Option<f64>>)| {
                    y[figure].map_or(0.0, |y| scaled(y, &published) - emulator.at(x).mean)
                };
                points.iter().zip(*figures).map(off).collect()
            };
            let stays = match waves {
                [.., before, last] => persistence(&missed(before), &missed(last)),
                _ => ASSUMED,
            };
            Emulated { figure, published, emulator, stays }
        };
        Expectation { figures: emulators.into_iter().map(of).collect() }
    }

    /// What is expected to stay of what the emulators miss at a point with these figures.
    fn own(&self, point: &[f32], figures: &[Option<f64>]) -> Vec<f64> {
        let of = |of: &Emulated| {
            let y = figures[of.figure].map(|y| scaled(y, &of.published));
            y.map_or(0.0, |y| of.stays * (y - of.emulator.at(point).mean))
        };
        self.figures.iter().map(of).collect()
    }

    /// Whether a society at this point, which had these figures in its run, is expected to meet all, luck apart.
    pub fn meets(&self, point: &[f32], figures: &[Option<f64>]) -> bool {
        let own = self.own(point, figures);
        self.figures.iter().zip(own).all(|(of, own)| {
            let [low, high] = [of.published.start(), of.published.end()].map(|end| scaled(*end, &of.published));
            (low..=high).contains(&(of.emulator.at(point).mean + own))
        })
    }

    /// The point near this one at which the aim is expected, given what the emulators missed there.
    pub fn moved(&self, point: &[f32], figures: &[Option<f64>], aim: &[f64]) -> Vec<f32> {
        let hit: Vec<f64> = self.figures.iter().map(|of| HIT * of.width()).collect();
        let mut to = self.nearest(point, &self.own(point, figures), aim, &hit, REACH);
        on_lattice(&mut to);
        to
    }

    /// A draw of the parameters of a society with these figures, on the scale of the emulators, from a draw of its
    /// parameters without any knowledge and one of the emulators' errors, in standard deviations (randomised maximum
    /// likelihood; it is exact where all is linear and normal).
    pub fn drawn(&self, from: &[f32], figures: &[f64], errors: &[f64]) -> Vec<f32> {
        let hit: Vec<f64> = self.figures.iter().map(|of| of.emulator.at(from).variance.sqrt()).collect();
        let aim = figures.iter().zip(errors).zip(&hit).map(|((figure, error), hit)| figure + error * hit);
        self.nearest(from, &vec![0.0; hit.len()], &aim.collect::<Vec<f64>>(), &hit, 1.0)
    }

    /// The point that is nearest to one and at which the aim is expected, as far as this is to be hit: Gauss and Newton's
    /// steps, within the ranges and this reach.
    fn nearest(&self, from: &[f32], own: &[f64], aim: &[f64], hit: &[f64], reach: f32) -> Vec<f32> {
        let mut point = from.to_vec();
        for _ in 0..ROUNDS {
            let slopes: Vec<Vec<f64>> = self.figures.iter().map(|of| of.emulator.slope(&point)).collect();
            let product =
                |a: &[f64], b: &mut dyn Iterator<Item = f64>| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            // How far the aim is off, seen from where the move began.
            let off = |(k, of): (usize, &Emulated)| {
                let so_far = product(&slopes[k], &mut point.iter().zip(from).map(|(x, from)| f64::from(x - from)));
                aim[k] - own[k] - of.emulator.at(&point).mean + so_far
            };
            let off: Vec<f64> = self.figures.iter().enumerate().map(off).collect();
            // The smallest move: slopes' (slopes slopes' + 12 hit^2)^-1 off; 1/12 is the variance of a uniform coordinate.
            let by = |i: usize, j: usize| {
                let sum = product(&slopes[i], &mut slopes[j].iter().copied());
                if i == j { sum + 12.0 * hit[i] * hit[i] } else { sum }
            };
            let square: Vec<Vec<f64>> = (0..off.len()).map(|i| (0..=i).map(|j| by(i, j)).collect()).collect();
            let Some(weights) = super::emulator::solved(&square, &off) else { break };
            let whole = |d: usize| slopes.iter().zip(&weights).map(|(slope, weight)| slope[d] * weight).sum::<f64>();
            let to = |d: usize| whole(d) - f64::from(point[d] - from[d]);
            let steps: Vec<f64> = (0..point.len()).map(to).collect();
            let farthest = steps.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
            let share = if farthest > FARTHEST { FARTHEST / farthest } else { 1.0 };
            for ((x, by), from) in point.iter_mut().zip(&steps).zip(from) {
                *x = (*x + (share * by) as f32).clamp(from - reach, from + reach).clamp(0.0, 1.0);
            }
        }
        point
    }
}

/// Regression of the last values on those before, without a constant, from 0 to 1.
fn persistence(before: &[f64], last: &[f64]) -> f64 {
    let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let square = sum(before, before);
    if square > 0.0 { (sum(before, last) / square).clamp(0.0, 1.0) } else { 0.0 }
}

impl Emulated {
    /// Width of the published range, on the scale of the emulator.
    fn width(&self) -> f64 {
        scaled(*self.published.end(), &self.published) - scaled(*self.published.start(), &self.published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::latin_hypercube::shares;

    /// The figure has a term that no polynomial of the parameters shows: it stays with a society. Luck does not.
    #[test]
    fn what_an_emulator_misses_stays_unless_it_is_luck() {
        let points = shares(8, 240, 3);
        let published = 30.0..=33.0;
        let (hidden, luck) = (shares(1, 240, 4), shares(2, 240, 5));
        let figures = |hide: f32, chance: f32, wave: usize| -> Vec<Vec<Option<f64>>> {
            let of = |(k, x): (usize, &Vec<f32>)| {
                let y = 25.0 + 10.0 * x[0] + hide * (hidden[k][0] - 0.5) + chance * (luck[k][wave] - 0.5);
                vec![Some(f64::from(y))]
            };
            points.iter().enumerate().map(of).collect()
        };
        let expectation = |hide: f32, chance: f32| {
            let (first, second) = (figures(hide, chance, 0), figures(hide, chance, 1));
            let y: Vec<f64> = second.iter().map(|y| scaled(y[0].unwrap(), &published)).collect();
            let emulator = Emulator::fit(&points, &y).unwrap();
            Expectation::new(vec![(0, published.clone(), emulator)], &[(&points, &first), (&points, &second)])
        };
        for (hide, chance, [least, most]) in [(3.0, 0.0, [0.95, 1.0]), (0.0, 3.0, [0.0, 0.3]), (3.0, 3.0, [0.3, 0.7])] {
            let stays = expectation(hide, chance).figures[0].stays;
            assert!((least..=most).contains(&stays), "{hide} {chance}: {stays}");
        }
        // A move brings the figure to the aim and leaves the other parameters where they were.
        let (found, expectation) = (figures(3.0, 0.0, 1), expectation(3.0, 0.0));
        let aim = scaled(31.5, &published);
        for (k, (x, y)) in points.iter().zip(&found).enumerate().take(60) {
            let to = expectation.moved(x, y, &[aim]);
            let there = 25.0 + 10.0 * to[0] + 3.0 * (hidden[k][0] - 0.5);
            let far = (to[0] - x[0]).abs() >= REACH - 0.002;
            assert!(far || (there - 31.5).abs() < 0.4, "{k}: {there}");
            assert!((to[3] - x[3]).abs() < 0.05, "{k}: {} {}", to[3], x[3]);
        }
    }
}
