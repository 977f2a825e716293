//! The runs behind an assessment: the regime beside life without it, and the same in other plausible societies.

use glasshouse::engine::{Progress, Size};
use glasshouse::experiment::compare::{Comparison, Plan, compare};
use glasshouse::experiment::latin_hypercube;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, View};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use rayon::prelude::*;

/// The runs.
pub struct Evidence<'a> {
    /// Life without a regime comes first; all regimes have the same people with the same luck.
    pub comparison: &'a Comparison,
    /// Index of the regime that is assessed.
    pub regime: usize,
    /// The signs in other plausible societies.
    pub signs: SocietySigns,
}

/// The signs of differences in societies with other behaviour.
pub struct SocietySigns {
    /// Number of societies.
    pub societies: u32,
    /// Number of people in each.
    pub people: u64,
    /// Measure, then societies in which it is higher under the regime, and in which it is lower.
    counts: Vec<(&'static Measure, u32, u32)>,
}

impl SocietySigns {
    /// No other societies were looked at.
    pub fn none() -> SocietySigns {
        SocietySigns { societies: 0, people: 0, counts: Vec::new() }
    }

    /// Draws societies from the plausible ranges of behaviour and runs each with and without the regime. The result
    /// does not depend on the number of threads.
    pub fn run(
        society: &Society,
        regimes: &[Regime; 2],
        size: Size,
        seed: u64,
        societies: u32,
        measures: &[&'static Measure],
        progress: &dyn Progress,
    ) -> SocietySigns {
        let drawn = latin_hypercube::sample(&society.ranges, societies, seed);
        let signs = |(k, values): (usize, &Vec<f32>)| -> Vec<i8> {
            let plan = Plan {
                society: latin_hypercube::society(society, values),
                regimes: regimes.to_vec(),
                size,
                seed: seed.wrapping_add(k as u64),
                replicates: 1,
                earlier: glasshouse::engine::EARLIER,
                by: None,
            };
            let comparison = compare(plan, progress);
            let sign = |measure: &&'static Measure| {
                let difference = comparison.difference(1, measure, View::Truth, Window::During);
                difference.map_or(0, |d| if d.mean > 0.0 { 1 } else { -i8::from(d.mean < 0.0) })
            };
            measures.iter().map(sign).collect()
        };
        let all: Vec<Vec<i8>> = drawn.par_iter().enumerate().map(signs).panic_fuse().collect();
        let count = |n: usize, sign: i8| all.iter().filter(|signs| signs[n] == sign).count() as u32;
        let counts = measures.iter().enumerate().map(|(n, m)| (*m, count(n, 1), count(n, -1))).collect();
        SocietySigns { societies, people: size.people, counts }
    }

    /// Societies in which a measure is higher, and in which it is lower, under the regime.
    pub fn of(&self, measure: &Measure) -> Option<(u32, u32)> {
        let found = self.counts.iter().find(|(known, ..)| *known == measure);
        found.filter(|_| self.societies > 0).map(|(_, higher, lower)| (*higher, *lower))
    }
}
