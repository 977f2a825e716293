//! Household income: a whole distribution from the means of five fifths.
//!
//! The border between two fifths is the geometric mean of their means; within a fifth income rises along two straight
//! pieces whose kink is placed so that the fifth's mean is the published one. A single lognormal cannot match both
//! the median and the Gini coefficient of the country (FACTS 3.2); a mixture of two such distributions can.

/// Points at which the two distributions are evaluated to find the national fifths.
const GRID: u32 = 4096;

/// Income per head in one kind of place, yuan a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distribution {
    /// For each half of each fifth: its start, and the rise of income in it.
    halves: [[f64; 2]; 10],
}

impl Distribution {
    /// From the mean of each fifth, poorest first, yuan a year.
    pub fn new(means: &[f64; 5]) -> Distribution {
        let m = means.map(|yearly| yearly / 12.0);
        let mut borders = [0.3 * m[0], 0.0, 0.0, 0.0, 0.0, 0.0];
        for k in 1..5 {
            borders[k] = (m[k - 1] * m[k]).sqrt();
        }
        // The top has no upper border; this one puts the kink low, which gives a long tail.
        borders[5] = borders[4] + (m[4] - borders[4]) / 0.27;
        let mut halves = [[0.0; 2]; 10];
        for k in 0..5 {
            let (low, high) = (borders[k], borders[k + 1]);
            // Mean of the two pieces is (low + 2·kink + high) / 4.
            let kink = ((4.0 * m[k] - low - high) / 2.0).clamp(low, high);
            (halves[2 * k], halves[2 * k + 1]) = ([low, kink - low], [kink, high - kink]);
        }
        Distribution { halves }
    }

    /// Income at quantile `u` in [0, 1), yuan a month.
    pub fn quantile(&self, u: f64) -> f64 {
        let place = u.clamp(0.0, 0.999_999_9) * 5.0 * 2.0;
        let [from, rise] = self.halves[place as usize];
        from + rise * (place - place.floor())
    }
}

/// Borders of the national fifths, yuan a month, when the share `urban` lives under the first distribution.
pub fn national_fifths(urban: &Distribution, rural: &Distribution, share: f64) -> [f64; 4] {
    let grid = |d: &Distribution, weight: f64| -> Vec<(f64, f64)> {
        (0..GRID).map(|k| (d.quantile((f64::from(k) + 0.5) / f64::from(GRID)), weight / f64::from(GRID))).collect()
    };
    let mut all = grid(urban, share);
    all.extend(grid(rural, 1.0 - share));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut borders = [0.0; 4];
    let (mut below, mut next) = (0.0, 0);
    for (income, weight) in all {
        below += weight;
        while next < 4 && below >= 0.2 * (next + 1) as f64 {
            borders[next] = income;
            next += 1;
        }
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fifth_has_its_mean() {
        let means = [14_700.0, 24_900.0, 34_900.0, 48_600.0, 88_600.0];
        let d = Distribution::new(&means);
        for (k, mean) in means.iter().enumerate() {
            let n = 10_000;
            let sum: f64 = (0..n).map(|i| d.quantile((k as f64 + (f64::from(i) + 0.5) / f64::from(n)) / 5.0)).sum();
            assert!((sum / f64::from(n) * 12.0 / mean - 1.0).abs() < 1e-3, "fifth {k}");
        }
    }
}
