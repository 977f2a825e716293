//! The law of a stationary start: with no regime, no measure drifts over the ten years after the months lived before.
//!
//! People neither age nor die here: a population that ages drifts as published, and that is a result.

use crate::laboratory::otherwise;
use glasshouse::engine::{Institution, PopulationSpec, Size, settle, step};
use glasshouse::observatory::measures::{TABLE, View};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;

const YEARS: usize = 10;
const LUCKS: u32 = 3;

/// A measure's mean in each year, averaged over lucks.
fn years(all: &[Vec<Tally>], value: impl Fn(&Tally) -> Option<f64>) -> Option<Vec<f64>> {
    let year = |months: &[Tally]| {
        let values: Vec<f64> = months.iter().map(&value).collect::<Option<_>>()?;
        Some(values.iter().sum::<f64>() / values.len() as f64)
    };
    let of = |k: usize| {
        let each: Vec<f64> = all.iter().map(|run| year(&run[12 * k..12 * (k + 1)])).collect::<Option<_>>()?;
        Some(each.iter().sum::<f64>() / f64::from(LUCKS))
    };
    (0..YEARS).map(of).collect()
}

#[test]
fn without_a_regime_nothing_drifts() {
    let society = otherwise(&[("lives", "pace", 0.0)]);
    let nothing = Regime::default();
    let institution = Institution::new(&nothing);
    let run = |luck: u32| -> Vec<Tally> {
        let people = settle(&PopulationSpec::new(&society, Size { people: 6_000, months: 120 }, 1, luck));
        let mut world = people.world(&institution);
        (0..12 * YEARS).map(|_| step(&people, &institution, &mut world, None)).collect()
    };
    let all: Vec<Vec<Tally>> = (0..LUCKS).map(run).collect();
    let mut drifting = Vec::new();
    for measure in TABLE {
        let Some(years) = years(&all, |t| measure.value(View::Truth, t)) else { continue };
        // Least squares: the rise over the whole time, and its standard error from the residuals.
        let n = YEARS as f64;
        let (x, y) = ((n - 1.0) / 2.0, years.iter().sum::<f64>() / n);
        let square = |z: f64| z * z;
        let xx: f64 = (0..YEARS).map(|k| square(k as f64 - x)).sum();
        let slope = years.iter().enumerate().map(|(k, v)| (k as f64 - x) * (v - y)).sum::<f64>() / xx;
        let residuals: f64 = years.iter().enumerate().map(|(k, v)| square(v - y - slope * (k as f64 - x))).sum();
        let error = (residuals / (n - 2.0) / xx).sqrt();
        // Successive years of a slow process resemble each other; five errors allow for it. Savings, and what follows
        // from them, take decades to come to rest: a rise of a twentieth of the level in ten years is let pass, and
        // docs/model.md says so.
        let (rise, noise) = (slope * (n - 1.0), error * (n - 1.0));
        if rise.abs() > 5.0 * noise && rise.abs() > 0.05 * y.abs() {
            drifting.push(format!("{}: {:.4} ± {noise:.4} around {y:.4}", measure.key, rise));
        }
    }
    assert!(drifting.is_empty(), "{drifting:#?}");
}
