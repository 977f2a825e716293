//! History matching in waves: the part of the plausible ranges from which published figures are within reach.
//!
//! Each wave runs societies at points of the region that is left, and fits an emulator to each figure. A point is
//! implausible if the emulator expects a figure farther from the published one than the cut-off, in standard deviations
//! of the emulator (with luck) and of the published figure together (Craig et al. 1997; Vernon, Goldstein & Bower 2010).
//! The next wave's points are drawn from what is left under the emulators of all waves. Figures kept aside decide
//! nothing. Everything is fixed before the first wave, and a digest of it is printed ([`Waves::protocol`]).

use super::emulator::{Emulator, Expected};
use super::latin_hypercube;
use super::pattern_check::{CalibrationRole, TABLE};
use crate::observatory::manifest::{VERSION, hash};
use crate::rng::{Purpose, Rng, unit};
use rayon::prelude::*;
use std::ops::RangeInclusive;

/// The protocol: everything that is decided before the first wave.
#[derive(Clone, Debug)]
pub struct Waves {
    /// Number of parameters.
    pub axes: usize,
    /// The figures that are used: published lowest and highest; `None` for one that is kept aside.
    pub targets: Vec<Option<RangeInclusive<f64>>>,
    /// Number of waves.
    pub waves: u32,
    /// Runs of each wave.
    pub runs: u32,
    /// Implausibility from which on a point is left out.
    pub cutoff: f64,
    /// Most points that are tried for each one that is wanted.
    pub tries: u32,
    /// Seed of all draws.
    pub seed: u64,
}

/// The figures of a point, given its number among all runs and its position in the ranges.
pub type ModelFunction<'a, E> = dyn Fn(u32, &[f32]) -> Result<Vec<Option<f64>>, E> + Sync + 'a;

/// One wave.
#[derive(Clone, Debug)]
pub struct MatchingWave {
    /// Its points, in shares of the ranges.
    pub points: Vec<Vec<f32>>,
    /// The figures of the runs; `None` where one could not be measured.
    pub figures: Vec<Vec<Option<f64>>>,
    /// Share of the runs that meet all figures used.
    pub meet_all: f64,
    /// Share of uniform points of the whole space that earlier waves leave; 1 in the first.
    pub left: f64,
    /// The emulators that were fitted to it, one for each figure used.
    emulators: Vec<(usize, Emulator)>,
}

/// The waves that were run.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// MatchingWave by wave.
    pub waves: Vec<MatchingWave>,
}

impl Waves {
    /// The protocol for the published figures, with the numbers that the documentation gives.
    pub fn of_published(axes: usize, waves: u32, runs: u32, seed: u64) -> Waves {
        let used = |role: CalibrationRole| role == CalibrationRole::Used;
        let targets = TABLE.iter().map(|pattern| used(pattern.role).then(|| pattern.published.clone())).collect();
        Waves { axes, targets, waves, runs, cutoff: 3.0, tries: 400, seed }
    }

    /// The protocol as a text, and the digest that seals it.
    pub fn protocol(&self) -> (String, String) {
        let mut text = format!(
            "History matching, glasshouse {VERSION}: {} waves of {} runs over {} parameters, cut-off {}, {} tries, seed \
             {}.\nPublished figures are taken as means with a standard deviation of half their half-range.\n",
            self.waves, self.runs, self.axes, self.cutoff, self.tries, self.seed
        );
        for (target, pattern) in self.targets.iter().zip(TABLE) {
            text += &match target {
                Some(range) => format!("used: {} {} to {}\n", pattern.name, range.start(), range.end()),
                None => format!("kept aside: {}\n", pattern.name),
            };
        }
        let digest = hash(text.as_bytes());
        (text, digest)
    }

    /// Runs all waves; `model` returns the figures of a point, given its number among all runs. A wave whose region is
    /// empty is the last.
    pub fn run<E: Send>(&self, model: &ModelFunction<'_, E>) -> Result<Matched, E> {
        let mut matched = Matched::default();
        for wave in 0..self.waves {
            let Some((points, left)) = self.points(&matched, wave) else { break };
            let numbered = |(k, point): (usize, &Vec<f32>)| model(wave * self.runs + k as u32, point);
            let figures: Vec<Vec<Option<f64>>> =
                points.par_iter().enumerate().map(numbered).collect::<Result<_, _>>()?;
            let met = figures.iter().filter(|figures| self.meets_all(figures)).count();
            let meet_all = met as f64 / points.len().max(1) as f64;
            let emulators = self.emulators(&points, &figures);
            matched.waves.push(MatchingWave { points, figures, meet_all, left, emulators });
        }
        Ok(matched)
    }

    /// Whether a society meets all figures that are used.
    pub fn meets_all(&self, figures: &[Option<f64>]) -> bool {
        let met = |(target, figure): (&Option<RangeInclusive<f64>>, &Option<f64>)| {
            target.as_ref().is_none_or(|range| figure.is_some_and(|figure| range.contains(&figure)))
        };
        self.targets.iter().zip(figures).all(met)
    }

    fn emulators(&self, points: &[Vec<f32>], figures: &[Vec<Option<f64>>]) -> Vec<(usize, Emulator)> {
        let fit = |n: usize| {
            let known = points.iter().zip(figures).filter_map(|(point, figures)| Some((point.clone(), figures[n]?)));
            let (points, figures): (Vec<_>, Vec<_>) = known.unzip();
            Emulator::fit(&points, &figures).map(|emulator| (n, emulator))
        };
        let used: Vec<usize> = (0..self.targets.len()).filter(|n| self.targets[*n].is_some()).collect();
        used.into_par_iter().filter_map(fit).collect()
    }

    /// The greatest implausibility of a point under all emulators so far.
    pub fn implausibility(&self, matched: &Matched, point: &[f32]) -> f64 {
        let all = matched.waves.iter().flat_map(|wave| &wave.emulators);
        let of = |(n, emulator): &(usize, Emulator)| {
            let range = self.targets[*n].as_ref()?;
            let (middle, half) = ((range.start() + range.end()) / 2.0, (range.end() - range.start()) / 2.0);
            let Expected { mean, variance } = emulator.at(point);
            Some((mean - middle).abs() / (variance + half * half / 4.0).sqrt())
        };
        all.filter_map(of).fold(0.0, f64::max)
    }

    /// The points of a wave, and the share of the space that is left; `None` if none is.
    fn points(&self, matched: &Matched, wave: u32) -> Option<(Vec<Vec<f32>>, f64)> {
        if wave == 0 {
            return Some((latin_hypercube::shares(self.axes, self.runs, self.seed), 1.0));
        }
        let all = latin_hypercube::shares(self.axes, self.runs * 8, self.seed.wrapping_add(wave.into()));
        let is_left = |point: &Vec<f32>| self.implausibility(matched, point) < self.cutoff;
        let mut found: Vec<Vec<f32>> = all.par_iter().filter(|point| is_left(point)).cloned().collect();
        let left = found.len() as f64 / all.len() as f64;
        if found.is_empty() {
            // A small region: begin at the least implausible points.
            let order = |a: &(f64, &Vec<f32>), b: &(f64, &Vec<f32>)| a.0.total_cmp(&b.0);
            let mut scored: Vec<(f64, &Vec<f32>)> =
                all.par_iter().map(|point| (self.implausibility(matched, point), point)).collect();
            scored.sort_by(order);
            found.extend(scored.into_iter().take(16).map(|(_, point)| point.clone()));
        }
        let seeds = found.len();
        // Steps around points already found, which are kept where they are not implausible, or less so.
        let rng = Rng::new(self.seed, 1 + wave);
        let mut try_at = 0;
        while found.len() < seeds + self.runs as usize && try_at < self.tries {
            let steps: Vec<Vec<f32>> = (0..self.runs).map(|k| self.step(&rng, &found, k, try_at)).collect();
            found.extend(steps.into_par_iter().filter(is_left).collect::<Vec<_>>());
            try_at += 1;
        }
        found.retain(|point| is_left(point));
        // The last ones are the farthest from where the search began.
        let from = found.len().saturating_sub(self.runs as usize);
        let kept = found.split_off(from);
        (!kept.is_empty()).then_some((kept, left))
    }

    /// A step from one of the points found: a third of the parameters move, each by some of its range, and come back at
    /// its ends.
    fn step(&self, rng: &Rng, found: &[Vec<f32>], k: u32, round: u32) -> Vec<f32> {
        let word = rng.words(Purpose::Sweep, k, round);
        let from = (u64::from(word[0]) * found.len() as u64 >> 32) as usize;
        let size = 0.05 + 0.45 * unit(word[1]);
        let mut point = found[from].clone();
        for (d, x) in point.iter_mut().enumerate() {
            let [moves, by, ..] = rng.words(Purpose::Resample, k, round * self.axes as u32 + d as u32);
            if unit(moves) < 1.0 / 3.0 {
                let to = *x + size * (2.0 * unit(by) - 1.0);
                *x = if to < 0.0 {
                    -to
                } else if to > 1.0 {
                    2.0 - to
                } else {
                    to
                }
                .clamp(0.0, 1.0);
            }
        }
        point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three figures of six parameters; the region that meets all is about a hundredth of the space.
    fn figures(x: &[f32], luck: f64) -> Vec<Option<f64>> {
        let x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
        vec![Some(x[0] + x[1] + 0.02 * luck), Some(x[1] * 2.0 - x[2]), Some(libm::sin(3.0 * x[3]) + x[0]), Some(x[5])]
    }

    #[test]
    fn waves_find_the_small_region_that_meets_all_figures() {
        let targets = vec![Some(1.2..=1.4), Some(0.9..=1.2), Some(1.1..=1.4), None];
        let waves = Waves { axes: 6, targets, waves: 4, runs: 120, cutoff: 3.0, tries: 60, seed: 5 };
        let model = |k: u32, x: &[f32]| Ok::<_, ()>(figures(x, f64::from(k % 7) / 3.5 - 1.0));
        let matched = waves.run(&model).unwrap();
        let shares: Vec<f64> = matched.waves.iter().map(|wave| wave.meet_all).collect();
        let left: Vec<f64> = matched.waves.iter().map(|wave| wave.left).collect();
        assert!(shares[0] < 0.05 && shares[3] > 10.0 * shares[0] && shares[3] > 0.4, "{shares:?} {left:?}");
        assert!(left[1] < 0.3 && left[0] == 1.0, "{left:?}");
        // What meets all is not thrown away.
        let good = latin_hypercube::shares(6, 4_000, 77).into_iter().filter(|x| waves.meets_all(&figures(x, 0.0)));
        let good: Vec<Vec<f32>> = good.collect();
        let kept = good.iter().filter(|x| waves.implausibility(&matched, x) < 3.0).count() as f64 / good.len() as f64;
        assert!(good.len() > 10 && kept > 0.95, "{kept} of {}", good.len());
        let again = waves.run(&model).unwrap();
        assert!(
            again.waves.iter().zip(&matched.waves).all(|(a, b)| a.points == b.points),
            "the same, whenever it is run"
        );
    }

    #[test]
    fn the_protocol_is_sealed_before_the_first_wave() {
        let waves = Waves::of_published(134, 4, 200, 1);
        let (text, digest) = waves.protocol();
        assert!(text.contains("used: Trust in strangers 24 to 30") && text.contains("kept aside: "), "{text}");
        let other = Waves { cutoff: 2.9, ..waves };
        assert_ne!(other.protocol().1, digest);
    }
}
