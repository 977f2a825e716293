//! What is to be said of a claim that was tried in many societies?

/// How often a claim holds, by how much, and on what it hangs.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Societies in which it could be asked.
    pub asked: usize,
    /// Of these, in which it holds.
    pub holds: usize,
    /// Share in which it holds, with the ends of its 95 % interval (Wilson 1927).
    pub share: [f64; 3],
    /// Effect: 5 % quantile, median, 95 % quantile.
    pub effect: [f64; 3],
    /// Parameters that decide it, by number, the first most: distance between their values where it holds and where it
    /// fails (Kolmogorov & Smirnov; regional sensitivity analysis, Spear & Hornberger 1980), and the threshold that
    /// separates best. Only those beyond what chance alone would give in one of twenty cases.
    pub decided_by: Vec<Decider>,
    /// A society in which it holds, and one in which it fails: the one with the median effect of its kind.
    pub examples: [Option<usize>; 2],
}

/// A parameter on which a verdict hangs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decider {
    /// Number of the parameter.
    pub parameter: usize,
    /// Greatest distance between the two distributions of its values, 0 to 1.
    pub distance: f64,
    /// Value at which they are that far apart.
    pub threshold: f32,
    /// Share of societies in which the claim holds below the threshold, and from it on.
    pub holds: [f64; 2],
}

/// Least share of societies that agree in a robust conclusion.
pub const ROBUST: f64 = 0.8;

impl Verdict {
    /// Judges a claim by its effect in each society and whether it held there; `None` where it could not be asked.
    /// `values` are the parameters of each society.
    pub fn of(outcomes: &[Option<(f64, bool)>], values: &[Vec<f32>]) -> Verdict {
        let asked: Vec<(usize, f64, bool)> = outcomes
            .iter()
            .enumerate()
            .filter_map(|(k, outcome)| outcome.map(|(effect, holds)| (k, effect, holds)))
            .collect();
        let holds = asked.iter().filter(|(_, _, holds)| *holds).count();
        let mut effects: Vec<f64> = asked.iter().map(|(_, effect, _)| *effect).collect();
        effects.sort_by(f64::total_cmp);
        let example = |wanted: bool| {
            let mut of: Vec<(f64, usize)> =
                asked.iter().filter(|(_, _, holds)| *holds == wanted).map(|(k, effect, _)| (*effect, *k)).collect();
            of.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            of.get(of.len() / 2).map(|(_, k)| *k)
        };
        Verdict {
            asked: asked.len(),
            holds,
            share: wilson(holds, asked.len()),
            effect: [0.05, 0.5, 0.95].map(|q| quantile(&effects, q)),
            decided_by: deciders(&asked, values),
            examples: [true, false].map(example),
        }
    }

    /// In words.
    pub fn word(&self) -> &'static str {
        let robust = |agree: usize| agree as f64 / self.asked as f64 >= ROBUST;
        match self.holds {
            _ if self.asked == 0 => "could not be asked",
            holds if robust(holds) => "holds",
            holds if robust(self.asked - holds) => "fails",
            _ => "no robust conclusion",
        }
    }
}

/// A share with its 95 % interval after Wilson.
fn wilson(holds: usize, of: usize) -> [f64; 3] {
    if of == 0 {
        return [f64::NAN; 3];
    }
    let (n, z) = (of as f64, 1.96);
    let p = holds as f64 / n;
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    [p, (middle - half).max(0.0), (middle + half).min(1.0)]
}

/// A quantile of values in rising order, between neighbours in proportion.
pub fn quantile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = q * last as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    low + (high - low) * at.fract()
}

/// The parameters whose values differ most between societies in which the claim holds and in which it fails.
fn deciders(asked: &[(usize, f64, bool)], values: &[Vec<f32>]) -> Vec<Decider> {
    let holds = asked.iter().filter(|(_, _, holds)| *holds).count() as f64;
    let fails = asked.len() as f64 - holds;
    if holds == 0.0 || fails == 0.0 {
        return Vec::new();
    }
    let parameters = values.first().map_or(0, Vec::len);
    // Among so many parameters, one in twenty trials shows such a distance at one of them by chance (Bonferroni).
    let level = 0.05 / parameters.max(1) as f64;
    let critical = (-0.5 * libm::log(level / 2.0) * (holds + fails) / (holds * fails)).sqrt();
    let mut found: Vec<Decider> = (0..parameters).map(|d| decider(asked, values, d, holds, fails)).collect();
    found.retain(|d| d.distance > critical);
    found.sort_by(|a, b| b.distance.total_cmp(&a.distance).then(a.parameter.cmp(&b.parameter)));
    found
}

fn decider(asked: &[(usize, f64, bool)], values: &[Vec<f32>], d: usize, holds: f64, fails: f64) -> Decider {
    let mut sorted: Vec<(f32, bool)> = asked.iter().map(|(k, _, holds)| (values[*k][d], *holds)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut best) = ([0.0, 0.0], Decider { parameter: d, distance: 0.0, threshold: 0.0, holds: [0.0; 2] });
    for (n, (value, held)) in sorted.iter().enumerate() {
        let distance = (below[0] / holds - below[1] / fails).abs();
        if distance > best.distance {
            let share = |held: f64, of: f64| if of > 0.0 { held / of } else { 0.0 };
            let above = asked.len() as f64 - n as f64;
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

    /// A claim that holds where the second of three parameters is above 0.3 is found to hang on it, and on nothing else.
    #[test]
    fn what_decides_is_found_with_its_threshold_and_what_does_not_is_not() {
        let word = |k: u32, d: u32| (crate::chance::nth(k * 7 + 1, d) >> 8) as f32 / 16_777_216.0;
        let values: Vec<Vec<f32>> = (0..400).map(|k| (0..3).map(|d| word(k, d)).collect()).collect();
        let outcomes: Vec<_> = values.iter().map(|v| Some((f64::from(v[1] - 0.3), v[1] >= 0.3))).collect();
        let verdict = Verdict::of(&outcomes, &values);
        assert_eq!(verdict.decided_by.iter().map(|d| d.parameter).collect::<Vec<_>>(), [1]);
        let decider = verdict.decided_by[0];
        assert!((decider.threshold - 0.3).abs() < 0.02 && decider.distance > 0.99, "{decider:?}");
        assert_eq!(decider.holds, [0.0, 1.0]);
        assert_eq!(verdict.word(), "no robust conclusion");
        assert!((verdict.effect[1] - 0.2).abs() < 0.05);
        let [held, failed] = verdict.examples.map(Option::unwrap);
        assert!(outcomes[held].unwrap().1 && !outcomes[failed].unwrap().1);
    }

    #[test]
    fn shares_have_the_interval_of_wilson_and_four_fifths_make_a_conclusion() {
        let [p, low, high] = wilson(8, 10);
        assert!((p - 0.8).abs() < 1e-9 && (low - 0.4902).abs() < 1e-3 && (high - 0.9433).abs() < 1e-3, "{low} {high}");
        let of =
            |holds: usize| Verdict::of(&(0..10).map(|k| Some((0.0, k < holds))).collect::<Vec<_>>(), &vec![vec![]; 10]);
        assert_eq!([of(8), of(7), of(2)].map(|v| v.word()), ["holds", "no robust conclusion", "fails"]);
        assert_eq!(Verdict::of(&[None], &[vec![]]).word(), "could not be asked");
    }
}
