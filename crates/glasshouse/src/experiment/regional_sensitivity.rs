//! Regional sensitivity analysis: the parameters in which two kinds of societies differ.
//!
//! The measure is the greatest distance between the distributions of a parameter's values in the two (Kolmogorov &
//! Smirnov), as in the regional sensitivity analysis of Spear & Hornberger (1980, Water Research 14: 43).

/// A parameter in which two kinds of societies differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decider {
    /// Number of the parameter.
    pub parameter: usize,
    /// Greatest distance between the two distributions of its values, 0 to 1.
    pub distance: f64,
    /// Value at which the distance is greatest.
    pub threshold: f32,
    /// Share of societies of the one kind below the threshold, and from it on.
    pub holds: [f64; 2],
}

/// The parameters whose values differ most between societies of the two kinds; only those beyond what chance alone
/// would yield in one of twenty cases.
pub fn deciders(kinds: &[bool], values: &[Vec<f32>]) -> Vec<Decider> {
    let holds = kinds.iter().filter(|holds| **holds).count() as f64;
    let fails = kinds.len() as f64 - holds;
    if holds == 0.0 || fails == 0.0 {
        return Vec::new();
    }
    let parameters = values.first().map_or(0, Vec::len);
    // Across this many parameters, one in twenty trials shows such a distance in one of them by chance (Bonferroni).
    let level = 0.05 / parameters.max(1) as f64;
    let critical = (-0.5 * libm::log(level / 2.0) * (holds + fails) / (holds * fails)).sqrt();
    let mut found: Vec<Decider> = (0..parameters).map(|d| decider(kinds, values, d, holds, fails)).collect();
    found.retain(|d| d.distance > critical);
    found.sort_by(|a, b| b.distance.total_cmp(&a.distance).then(a.parameter.cmp(&b.parameter)));
    found
}

fn decider(kinds: &[bool], values: &[Vec<f32>], d: usize, holds: f64, fails: f64) -> Decider {
    let mut sorted: Vec<(f32, bool)> = kinds.iter().zip(values).map(|(holds, values)| (values[d], *holds)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut best) = ([0.0, 0.0], Decider { parameter: d, distance: 0.0, threshold: 0.0, holds: [0.0; 2] });
    for (n, (value, held)) in sorted.iter().enumerate() {
        let distance = (below[0] / holds - below[1] / fails).abs();
        if distance > best.distance {
            let share = |held: f64, of: f64| if of > 0.0 { held / of } else { 0.0 };
            let above = kinds.len() as f64 - n as f64;
            best = Decider {
                distance,
                threshold: *value,
                holds: [share(below[0], n as f64), share(holds - below[0], above)],
                ..best
            };
        }
        below[usize::from(!held)] += 1.0;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds that differ where the second of three parameters is above 0.3 differ in it, and in nothing else.
    #[test]
    fn what_differs_is_found_with_its_threshold_and_what_does_not_is_not() {
        let word = |k: u32, d: u32| (crate::rng::nth(k * 7 + 1, d) >> 8) as f32 / 16_777_216.0;
        let values: Vec<Vec<f32>> = (0..400).map(|k| (0..3).map(|d| word(k, d)).collect()).collect();
        let found = deciders(&values.iter().map(|v| v[1] >= 0.3).collect::<Vec<_>>(), &values);
        assert_eq!(found.iter().map(|d| d.parameter).collect::<Vec<_>>(), [1]);
        let decider = found[0];
        assert!((decider.threshold - 0.3).abs() < 0.02 && decider.distance > 0.99, "{decider:?}");
        assert_eq!(decider.holds, [0.0, 1.0]);
    }
}
