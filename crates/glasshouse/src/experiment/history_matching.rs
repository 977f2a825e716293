//! History matching in waves: societies of the plausible ranges that move towards all published figures used.
//!
//! Each society is drawn from all plausible ranges and then moved as little as possible until it is expected to meet all
//! figures (randomised maximum likelihood: Oliver, He & Reynolds 1996; in waves: Chen & Oliver 2012). A wave runs all
//! societies where they are. An emulator is fitted to each figure (Craig et al. 1997); what it misses of a society's own
//! figure stays in part for small moves, so emulator and run together say where the
//! society should go. How much of it does stay is measured from wave to wave. Each aims at a place of its own within the published ranges, so that the sample is spread over all
//! that they allow. The last region is the societies that are expected to meet all figures after the last wave. They are
//! run once more, larger and longer, and those that do meet all are the sample. Figures kept aside decide nothing.
//! Everything is fixed before the first wave, and a digest of it is printed ([`Waves::protocol`]).

use super::emulator::Emulator;
use super::fitting_societies::on_lattice;
use super::latin_hypercube;
use super::matching_step::{Expectation, scaled};
use super::pattern_check::{CalibrationRole, TABLE};
use crate::engine::Size;
use crate::observatory::manifest::{VERSION, hash};
use crate::rng::{Purpose, Rng, unit};
use rayon::prelude::*;
use std::ops::RangeInclusive;

/// The sample is run in groups of this many, so that it can end soon after it is complete.
const GROUP: usize = 20;
/// Waves to which the emulators are fitted, counted from the last.
const RECENT: usize = 3;
/// The part of a published range in which a society's own aim lies: its middle.
const AIM: f64 = 0.6;

/// The protocol: everything that is decided before the first wave.
#[derive(Clone, Debug)]
pub struct Waves {
    /// Number of parameters.
    pub axes: usize,
    /// The figures that are used: published lowest and highest; `None` for one that is kept aside.
    pub targets: Vec<Option<RangeInclusive<f64>>>,
    /// Number of waves.
    pub waves: u32,
    /// Societies of each wave.
    pub runs: u32,
    /// Persons and months of each.
    pub wave_size: Size,
    /// Persons and months of each society of the last region.
    pub sample_size: Size,
    /// Seed of all draws.
    pub seed: u64,
}

/// The figures of a point, given its number among all runs, its position in the ranges and its size.
pub type ModelFunction<'a, E> = dyn Fn(u32, &[f32], Size) -> Result<Vec<Option<f64>>, E> + Sync + 'a;

/// Runs of one wave, or of the last region.
#[derive(Clone, Debug, Default)]
pub struct MatchingWave {
    /// Their points, in shares of the ranges.
    pub points: Vec<Vec<f32>>,
    /// Their figures; `None` where one could not be measured.
    pub figures: Vec<Vec<Option<f64>>>,
    /// Share that meets all figures used.
    pub meet_all: f64,
    /// Share that is expected to meet them, luck apart.
    pub expected: f64,
    /// How far they are from where they began, on average over parameters, in shares of the ranges.
    pub moved: f64,
}

/// The waves that were run.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// Wave by wave.
    pub waves: Vec<MatchingWave>,
    /// The societies of the last region that were run for the sample, in their order.
    pub last: MatchingWave,
    /// The number of those that meet all figures used, at most as many as were wanted.
    pub sample: Vec<usize>,
}

impl Waves {
    /// The protocol for the published figures, with the numbers that the documentation gives.
    pub fn of_published(axes: usize, waves: u32, runs: u32, wave_size: Size, seed: u64) -> Waves {
        let used = |role: CalibrationRole| role == CalibrationRole::Used;
        let targets = TABLE.iter().map(|pattern| used(pattern.role).then(|| pattern.published.clone())).collect();
        let sample_size = Size { people: 5 * wave_size.people, months: 5 * wave_size.months };
        Waves { axes, targets, waves, runs, wave_size, sample_size, seed }
    }

    /// The protocol as a text, and the digest that seals it.
    pub fn protocol(&self) -> (String, String) {
        let size = |Size { people, months }: Size| format!("{people} people and {months} months");
        let mut text = format!(
            "History matching, glasshouse {VERSION}: {} waves of {} societies with {} each, over {} parameters, seed {}.\n\
             Societies are drawn from all plausible ranges (a Latin hypercube). Each aims at a place of its own in the middle \
             {AIM} of the published ranges of the figures used.\n\
             Each figure is emulated by a polynomial of second degree with a ridge, fitted to the last {RECENT} \
             waves; the part of what it misses of a society's figure that stays from wave to wave is measured.\n\
             After each wave, each society moves as little as possible to where emulators and its own run expect its aim.\n\
             The last region is the societies that are expected to meet all figures used after the last wave. They are run \
             with {} each, and those that meet all figures used are the sample.\n",
            self.waves,
            self.runs,
            size(self.wave_size),
            self.axes,
            self.seed,
            size(self.sample_size)
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

    /// Runs all waves, and then societies of the last region until so many meet all figures.
    ///
    /// # Errors
    ///
    /// Those of the model.
    pub fn run<E: Send>(&self, wanted: u32, model: &ModelFunction<'_, E>) -> Result<Matched, E> {
        let mut matched = Matched::default();
        let mut points = latin_hypercube::shares(self.axes, self.runs, self.seed);
        points.iter_mut().for_each(|point| on_lattice(point));
        let aims: Vec<Vec<f64>> = (0..self.runs).map(|k| self.aim(k)).collect();
        let mut last = Vec::new();
        for wave in 0..self.waves {
            let found = figures(model, &points, wave * self.runs, self.wave_size)?;
            matched.waves.push(self.wave(&matched, points, found));
            let expectation = self.expectation(&matched);
            let (here, found) = matched.waves.last().map(|wave| (&wave.points, &wave.figures)).expect("it was pushed");
            let runs = || here.par_iter().zip(found);
            let meets: Vec<bool> = runs().map(|(x, y)| expectation.meets(x, y)).collect();
            points = runs().zip(&aims).map(|((x, y), aim)| expectation.moved(x, y, aim)).collect();
            last = here.iter().zip(&meets).filter(|(_, meets)| **meets).map(|(x, _)| x.clone()).collect();
            matched.waves.last_mut().expect("it was pushed").expected = last.len() as f64 / self.runs as f64;
        }
        if wanted > 0 {
            self.sample(&mut matched, &last, wanted as usize, model)?;
        }
        Ok(matched)
    }

    /// The societies of the last region, a group at a time, until enough meet all figures.
    fn sample<E: Send>(
        &self,
        matched: &mut Matched,
        points: &[Vec<f32>],
        wanted: usize,
        model: &ModelFunction<'_, E>,
    ) -> Result<(), E> {
        let (mut tried, mut found, mut met) = (Vec::new(), Vec::new(), Vec::new());
        for group in points.chunks(GROUP) {
            let first = tried.len();
            let figures = figures(model, group, self.waves * self.runs + first as u32, self.sample_size)?;
            met.extend((0..group.len()).filter(|k| self.meets_all(&figures[*k])).map(|k| first + k));
            tried.extend_from_slice(group);
            found.extend(figures);
            if met.len() >= wanted {
                break;
            }
        }
        met.truncate(wanted);
        matched.last = self.wave(matched, tried, found);
        matched.sample = met;
        Ok(())
    }

    /// Where a society aims: on the scale of the emulators, for each figure used.
    fn aim(&self, society: u32) -> Vec<f64> {
        let rng = Rng::new(self.seed, 0);
        let place = |(n, range): (u32, &RangeInclusive<f64>)| {
            let [low, high] = [range.start(), range.end()].map(|end| scaled(*end, range));
            let share = 0.5 + AIM * (f64::from(unit(rng.words(Purpose::Resample, society, n)[0])) - 0.5);
            low + share * (high - low)
        };
        (0..).zip(self.targets.iter().flatten()).map(place).collect()
    }

    /// The emulators of the last waves, and how much of what they miss stays with a society.
    fn expectation(&self, matched: &Matched) -> Expectation {
        let recent = &matched.waves[matched.waves.len().saturating_sub(RECENT)..];
        let points: Vec<Vec<f32>> = recent.iter().flat_map(|wave| wave.points.clone()).collect();
        let figures: Vec<Vec<Option<f64>>> = recent.iter().flat_map(|wave| wave.figures.clone()).collect();
        let emulators = self.targets.par_iter().enumerate().filter_map(|(n, range)| {
            let range = range.clone()?;
            let known = points.iter().zip(&figures).filter_map(|(x, y)| Some((x.clone(), scaled(y[n]?, &range))));
            let (x, y): (Vec<_>, Vec<_>) = known.unzip();
            Some((n, range, Emulator::fit(&x, &y)?))
        });
        let runs: Vec<_> = recent.iter().map(|wave| (&wave.points[..], &wave.figures[..])).collect();
        Expectation::new(emulators.collect(), &runs)
    }

    fn wave(&self, matched: &Matched, points: Vec<Vec<f32>>, figures: Vec<Vec<Option<f64>>>) -> MatchingWave {
        let met = figures.iter().filter(|figures| self.meets_all(figures)).count();
        let meet_all = met as f64 / points.len().max(1) as f64;
        let all = points.iter().zip(matched.waves.first().map_or(&points, |first| &first.points));
        let apart = all.flat_map(|(x, from)| x.iter().zip(from)).map(|(x, from)| f64::from((x - from).abs()));
        let moved = apart.sum::<f64>() / (points.len() * self.axes).max(1) as f64;
        MatchingWave { points, figures, meet_all, expected: 0.0, moved }
    }

    /// Whether a society meets all figures that are used.
    pub fn meets_all(&self, figures: &[Option<f64>]) -> bool {
        let met = |(target, figure): (&Option<RangeInclusive<f64>>, &Option<f64>)| {
            target.as_ref().is_none_or(|range| figure.is_some_and(|figure| range.contains(&figure)))
        };
        self.targets.iter().zip(figures).all(met)
    }
}

fn figures<E: Send>(
    model: &ModelFunction<'_, E>,
    points: &[Vec<f32>],
    first: u32,
    size: Size,
) -> Result<Vec<Vec<Option<f64>>>, E> {
    points.par_iter().enumerate().map(|(k, point)| model(first + k as u32, point, size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three figures of six parameters; the region that meets all is about a hundredth of the space.
    fn figures(x: &[f32], luck: f64) -> Vec<Option<f64>> {
        let x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
        vec![
            Some(x[0] + x[1] + 0.02 * luck),
            Some(1.0 + x[1] * 2.0 - x[2]),
            Some(libm::sin(3.0 * x[3]) + x[0]),
            Some(x[5]),
        ]
    }

    fn toy() -> Waves {
        let targets = vec![Some(1.2..=1.4), Some(1.9..=2.2), Some(1.1..=1.4), None];
        let size = Size { people: 1, months: 1 };
        Waves { targets, ..Waves::of_published(6, 4, 150, size, 5) }
    }

    fn model(k: u32, x: &[f32], _: Size) -> Result<Vec<Option<f64>>, ()> {
        Ok(figures(x, f64::from(k % 7) / 3.5 - 1.0))
    }

    #[test]
    fn waves_find_the_small_region_that_meets_all_figures() {
        let waves = toy();
        let matched = waves.run(100, &model).unwrap();
        let shares: Vec<f64> = matched.waves.iter().map(|wave| wave.meet_all).collect();
        let moved: Vec<f64> = matched.waves.iter().map(|wave| wave.moved).collect();
        println!("{shares:?} {moved:?}, last {} of {}", matched.last.meet_all, matched.last.points.len());
        assert!(shares[0] < 0.05 && matched.last.meet_all >= 0.5, "{shares:?} {}", matched.last.meet_all);
        assert!(moved[0] == 0.0 && moved[3] < 0.3, "{moved:?}");
        assert!(matched.sample.len() >= 80, "{}", matched.sample.len());
        assert!(matched.sample.iter().all(|k| waves.meets_all(&matched.last.figures[*k])));
        // What nothing depends on stays where it was drawn.
        let first = &matched.waves[0].points;
        let stays =
            |d: usize| matched.waves[3].points.iter().zip(first).map(|(x, from)| (x[d] - from[d]).abs()).sum::<f32>();
        assert!(stays(4) < 0.1 * stays(1), "{} {}", stays(4), stays(1));
        let again = waves.run(100, &model).unwrap();
        assert_eq!(again.last.points, matched.last.points, "the same, whenever it is run");
    }

    #[test]
    fn a_smaller_sample_is_the_beginning_of_a_larger_one() {
        let [few, many] = [20, 60].map(|wanted| toy().run(wanted, &model).unwrap());
        assert_eq!(few.sample.len(), 20);
        assert_eq!(few.sample[..], many.sample[..20]);
    }

    #[test]
    fn the_protocol_is_sealed_before_the_first_wave() {
        let waves = Waves::of_published(134, 4, 200, Size { people: 5_000, months: 24 }, 1);
        let (text, digest) = waves.protocol();
        assert!(text.contains("used: Trust in strangers 24 to 30") && text.contains("kept aside: "), "{text}");
        let other = Waves { runs: 201, ..waves };
        assert_ne!(other.protocol().1, digest);
    }
}
