//! Randomisation inference for two-way fixed effects with few treated counties.
//!
//! Clustered errors take the spread of treated counties from those very counties. One treated county fits its own
//! effect exactly, and the error is zero; a few fit it nearly, and the error is far too small (Conley & Taber 2011;
//! MacKinnon & Webb 2017). Here pilots are drawn by lot, so the lot itself is the source of the interval: what would
//! the estimate be if other counties had begun at these times? An effect is in the interval if, after it is taken away,
//! more than one in twenty of such lots gives an estimate as far from zero (Fisher 1935; MacKinnon & Webb 2018, 2020).
//! With fewer than twenty different lots nothing can be excluded: there is no interval.
//!
//! The wild cluster bootstrap is the other choice in the literature. With one treated county it rejects nearly always
//! or nearly never, as the null hypothesis is imposed or not (MacKinnon & Webb 2017), so it is not used.

use super::bootstrap::Resample;
use std::collections::BTreeSet;

/// Number of lots drawn, of which equal ones count once.
const LOTS: u32 = 999;
/// Share of lots that an effect must not fall below.
const LEVEL: f64 = 0.05;
/// Seed of the lots: it affects no run.
const SEED: u64 = 0;

/// The estimate under any lot, as a linear function of the effect that is taken away.
pub struct Weights {
    /// For each lot, the estimate from the figures, and the estimate from the treatment itself.
    lots: Vec<[f64; 2]>,
}

impl Weights {
    /// Draws the lots. `first` is the month in which each county begins; `figures` and `treatment` are residuals, by county and month; `squares` is the sum of the squares
    /// of the latter.
    pub fn new(first: &[Option<u32>], figures: &[Vec<f64>], treatment: &[Vec<f64>], squares: f64) -> Weights {
        // A projection is symmetric: the treatment of a lot need not be reduced to residuals once more.
        let tails = |rows: &[Vec<f64>]| rows.iter().map(|row| from_each_month(row)).collect::<Vec<_>>();
        let (figures, treatment) = (tails(figures), tails(treatment));
        let counties = figures.len();
        let resample = Resample::new(SEED);
        let of = |begins: &Vec<Option<u32>>| {
            let sum = |rows: &[Vec<f64>]| -> f64 {
                let begun = begins.iter().enumerate().filter_map(|(c, first)| Some((c, (*first)?)));
                begun.map(|(c, month)| rows[c].get(month as usize).copied().unwrap_or(0.0)).sum()
            };
            [sum(&figures) / squares, sum(&treatment) / squares]
        };
        let deal = |round| resample.dealt(counties, round).into_iter().map(|from| first[from]).collect();
        // Lots that give the same counties the same months are one lot: where there are few, all of them are drawn.
        let drawn: BTreeSet<Vec<Option<u32>>> = (0..LOTS).map(deal).chain([first[..counties].to_vec()]).collect();
        Weights { lots: drawn.iter().map(of).collect() }
    }

    /// Half of the interval around an estimate: the farther of its two ends; `None` where lots are too few to exclude
    /// anything.
    pub fn half(&self, effect: f64) -> Option<f64> {
        let mut ends = [Vec::new(), Vec::new()];
        for [figures, treatment] in &self.lots {
            // The effects x for which |figures − x treatment| >= |effect − x|: an interval around the estimate.
            let [low, high] = if 1.0 - treatment.abs() < 1e-9 {
                [f64::NEG_INFINITY, f64::INFINITY]
            } else {
                let roots = [(effect - figures) / (1.0 - treatment), (effect + figures) / (1.0 + treatment)];
                [roots[0].min(roots[1]), roots[0].max(roots[1])]
            };
            ends[0].push(effect - low);
            ends[1].push(high - effect);
        }
        let allowed = (LEVEL * self.lots.len() as f64) as usize;
        let farthest = ends.map(|mut distances| {
            distances.sort_by(|a, b| b.total_cmp(a));
            distances[allowed]
        });
        let half = farthest[0].max(farthest[1]);
        half.is_finite().then_some(half)
    }
}

/// For each month, the sum over it and all later ones: what a county contributes that begins then.
fn from_each_month(row: &[f64]) -> Vec<f64> {
    let mut sums = row.to_vec();
    for month in (1..row.len()).rev() {
        sums[month - 1] += sums[month];
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_effects_that_the_lots_do_not_exclude() {
        // Nineteen other lots, all of which estimate nothing: any effect but zero would stand out.
        let lots = |n: usize, spread: f64| {
            let other = |k: usize| [spread * (k as f64 + 1.0) / n as f64, 0.0];
            Weights { lots: std::iter::once([3.0, 1.0]).chain((0..n).map(other)).collect() }
        };
        assert_eq!(lots(19, 0.0).half(3.0), Some(0.0));
        assert_eq!(lots(18, 0.0).half(3.0), None, "eighteen others and itself: one in nineteen is no rarity");
        // The second farthest of twenty lots: itself is infinitely far, then 1.
        assert_eq!(lots(19, 1.0).half(3.0), Some(1.0));
        assert!(lots(39, 1.0).half(3.0).is_some_and(|half| (half - 38.0 / 39.0).abs() < 1e-12));
    }
}
