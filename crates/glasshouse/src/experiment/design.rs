//! Experimental designs: the points at which an experiment is run, all fixed before the first run.
//!
//! There is no optimiser: no result decides where to look next, and no point is better than another.

use super::latin_hypercube;
use crate::rng::{Purpose, Rng};
use crate::scenario::axis::Axis;
use crate::scenario::experiment_file::Design;
use crate::society::Society;

/// The position of a point on an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AxisPoint {
    /// Its position in the files.
    Base,
    /// A share of the range, 0 to 1.
    Share(f64),
    /// At this value.
    Value(f64),
}

impl AxisPoint {
    /// The value on an axis, for a society.
    pub fn value(self, axis: &Axis, society: &Society) -> f64 {
        match self {
            AxisPoint::Base => axis.base(society),
            AxisPoint::Share(share) => axis.at(share),
            AxisPoint::Value(value) => value,
        }
    }

    /// The share of the range; 0 where that has no meaning.
    pub fn share(self) -> f64 {
        if let AxisPoint::Share(share) = self { share } else { 0.0 }
    }
}

/// The points of a design: point, then axis. Their number is [`Design::points`].
pub fn points(design: Design, axes: &[Axis], seed: u64) -> Vec<Vec<AxisPoint>> {
    let d = axes.len();
    let shares = match design {
        Design::OneAtATime(steps) => return one_at_a_time(axes, steps),
        Design::Grid(steps) => return grid(axes, steps),
        Design::LatinHypercube(n) => {
            let single = latin_hypercube::shares(d, n, seed);
            single.into_iter().map(|point| point.into_iter().map(f64::from).collect()).collect()
        }
        Design::SobolSequence(n) => (0..n).map(|k| sobol(k, 0..d, seed)).collect(),
        Design::Morris { trajectories, levels } => walks(d, trajectories, levels, seed),
        Design::SobolIndices(n) => pairs(d, n, seed),
    };
    shares.into_iter().map(|point: Vec<f64>| point.into_iter().map(AxisPoint::Share).collect()).collect()
}

/// The values tried on each axis: its own, or this many steps along its range.
fn stops(axis: &Axis, steps: u32) -> Vec<AxisPoint> {
    match &axis.values {
        Some(values) => values.iter().copied().map(AxisPoint::Value).collect(),
        None => (0..steps).map(|step| AxisPoint::Share(f64::from(step) / f64::from(steps - 1))).collect(),
    }
}

/// Everything as in the files; then each axis alone at each of its stops, in order.
fn one_at_a_time(axes: &[Axis], steps: u32) -> Vec<Vec<AxisPoint>> {
    let base = vec![AxisPoint::Base; axes.len()];
    let mut points = vec![base.clone()];
    for (d, axis) in axes.iter().enumerate() {
        points.extend(stops(axis, steps).into_iter().map(|stop| {
            let mut point = base.clone();
            point[d] = stop;
            point
        }));
    }
    points
}

/// Every combination; the last axis changes fastest.
fn grid(axes: &[Axis], steps: u32) -> Vec<Vec<AxisPoint>> {
    axes.iter().fold(vec![Vec::new()], |points, axis| {
        let stops = stops(axis, steps);
        let with =
            |point: &Vec<AxisPoint>| stops.iter().map(|stop| [&point[..], &[*stop]].concat()).collect::<Vec<_>>();
        points.iter().flat_map(with).collect()
    })
}

/// A point of a Sobol sequence (Joe & Kuo 2008) with Owen's scrambling (Burley 2020), which is seeded.
fn sobol(k: u32, dimensions: std::ops::Range<usize>, seed: u64) -> Vec<f64> {
    let seed = (seed ^ seed >> 32) as u32;
    dimensions.map(|d| f64::from(sobol_burley::sample(k, d as u32, seed))).collect()
}

/// Pairs A and B from one sequence of twice the dimensions, and for each axis A with that axis from B (Saltelli et
/// al. 2010, Computer Physics Communications 181: 259): A, B, A with the first of B, A with the second of B, ...
fn pairs(d: usize, n: u32, seed: u64) -> Vec<Vec<f64>> {
    let rows = |k| {
        let (a, b) = (sobol(k, 0..d, seed), sobol(k, d..2 * d, seed));
        let mixed = (0..d).map(|axis| {
            let mut mixed = a.clone();
            mixed[axis] = b[axis];
            mixed
        });
        let mixed: Vec<Vec<f64>> = mixed.collect();
        [vec![a, b], mixed].concat()
    };
    (0..n).flat_map(rows).collect()
}

/// Trajectories on the given number of levels of each range, in which every axis moves once, up or down, by a little
/// more than half of its range: by levels / 2 of the levels - 1 steps (Morris 1991, Technometrics 33: 161).
fn walks(d: usize, trajectories: u32, levels: u32, seed: u64) -> Vec<Vec<f64>> {
    let rng = Rng::new(seed, 0);
    let (half, last) = (levels / 2, f64::from(levels - 1));
    let mut points = Vec::new();
    for walk in 0..trajectories {
        let words: Vec<[u32; 4]> = (0..d).map(|axis| rng.words(Purpose::Walk, walk, axis as u32)).collect();
        let low = |w: &[u32; 4]| (u64::from(w[0]) * u64::from(half) >> 32) as u32;
        let ends = words.iter().map(|w| {
            let (low, high) = (f64::from(low(w)) / last, f64::from(low(w) + half) / last);
            if w[1] >> 31 == 0 { [low, high] } else { [high, low] }
        });
        let ends: Vec<[f64; 2]> = ends.collect();
        let mut turns: Vec<usize> = (0..d).collect();
        turns.sort_by_key(|axis| (words[*axis][2], *axis));
        let mut point: Vec<f64> = ends.iter().map(|[from, _]| *from).collect();
        points.push(point.clone());
        for axis in turns {
            point[axis] = ends[axis][1];
            points.push(point.clone());
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_moves_every_axis_once_by_the_same_step_between_levels() {
        for levels in [2, 4, 6] {
            let (d, last) = (5, f64::from(levels - 1));
            let step = f64::from(levels / 2) / last;
            let points = walks(d, 20, levels, 3);
            assert_eq!(points.len(), 20 * (d + 1));
            for walk in points.chunks(d + 1) {
                let mut moved: Vec<usize> = Vec::new();
                for pair in walk.windows(2) {
                    let differ: Vec<usize> = (0..d).filter(|axis| pair[0][*axis] != pair[1][*axis]).collect();
                    assert_eq!(differ.len(), 1);
                    assert!(((pair[0][differ[0]] - pair[1][differ[0]]).abs() - step).abs() < 1e-12);
                    moved.extend(differ);
                }
                moved.sort_unstable();
                assert_eq!(moved, (0..d).collect::<Vec<_>>());
                assert!(walk.iter().flatten().all(|x| (x * last - (x * last).round()).abs() < 1e-12));
            }
        }
    }

    #[test]
    fn every_power_of_two_of_a_sobol_sequence_fills_each_stratum_once() {
        for d in [0, 1, 17, 255] {
            let mut strata: Vec<usize> = (0..64).map(|k| (sobol(k, d..d + 1, 9)[0] * 64.0) as usize).collect();
            strata.sort_unstable();
            assert_eq!(strata, (0..64).collect::<Vec<_>>(), "dimension {d}");
        }
        assert_ne!(sobol(3, 0..4, 1), sobol(3, 0..4, 2));
    }

    #[test]
    fn a_pair_is_mixed_axis_by_axis() {
        for rows in pairs(3, 8, 1).chunks(5) {
            let [a, b, mixed @ ..] = rows else { panic!("five rows") };
            for (axis, row) in mixed.iter().enumerate() {
                assert!((0..3).all(|d| row[d] == if d == axis { b[d] } else { a[d] }));
            }
        }
    }
}
