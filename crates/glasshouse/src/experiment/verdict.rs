//! The verdict on a claim that was tried in many societies.

use super::bootstrap::quantile;

/// How often a claim holds, by how much, and in which example societies.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Societies in which it could be tested.
    pub asked: usize,
    /// Those of them in which it holds.
    pub holds: usize,
    /// Share in which it holds, with the ends of its 95 % interval (Wilson 1927).
    pub share: [f64; 3],
    /// Effect: 5 % quantile, median, 95 % quantile.
    pub effect: [f64; 3],
    /// A society in which it holds, and one in which it fails: the one with the median effect of its kind.
    pub examples: [Option<usize>; 2],
}

/// Least share of societies that agree in a robust conclusion.
pub const ROBUST: f64 = 0.8;

/// What a claim came to in one society.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClaimOutcome {
    /// Effect of its first test.
    pub effect: f64,
    /// Whether all its tests hold.
    pub holds: bool,
}

impl Verdict {
    /// Judges a claim by its effect in each society and whether it held there; `None` where it could not be tested.
    pub fn of(outcomes: &[Option<ClaimOutcome>]) -> Verdict {
        let asked: Vec<ClaimOutcome> = outcomes.iter().flatten().copied().collect();
        let holds = asked.iter().filter(|outcome| outcome.holds).count();
        let mut effects: Vec<f64> = asked.iter().map(|outcome| outcome.effect).collect();
        effects.sort_by(f64::total_cmp);
        let example = |wanted: bool| {
            let mut of: Vec<usize> =
                (0..outcomes.len()).filter(|k| outcomes[*k].is_some_and(|outcome| outcome.holds == wanted)).collect();
            let effect = |k: usize| outcomes[k].map_or(f64::NAN, |outcome| outcome.effect);
            of.sort_by(|a, b| effect(*a).total_cmp(&effect(*b)).then(a.cmp(b)));
            of.get(of.len() / 2).copied()
        };
        Verdict {
            asked: asked.len(),
            holds,
            share: wilson(holds, asked.len()),
            effect: [0.05, 0.5, 0.95].map(|q| quantile(&effects, q)),
            examples: [true, false].map(example),
        }
    }

    /// In words.
    pub fn word(&self) -> &'static str {
        let robust = |agree: usize| agree as f64 / self.asked as f64 >= ROBUST;
        match self.holds {
            _ if self.asked == 0 => "could not be tested",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_told_by_their_median_and_each_kind_has_its_middle_society() {
        let outcomes: Vec<_> = (0..101).map(|k| Some(ClaimOutcome { effect: f64::from(k), holds: k >= 30 })).collect();
        let verdict = Verdict::of(&outcomes);
        assert_eq!(verdict.effect, [5.0, 50.0, 95.0]);
        assert_eq!(verdict.examples, [Some(65), Some(15)]);
        assert_eq!(verdict.word(), "no robust conclusion");
    }

    #[test]
    fn shares_have_the_interval_of_wilson_and_four_fifths_make_a_conclusion() {
        let [p, low, high] = wilson(8, 10);
        assert!((p - 0.8).abs() < 1e-9 && (low - 0.4902).abs() < 1e-3 && (high - 0.9433).abs() < 1e-3, "{low} {high}");
        let one = |holds: bool| Some(ClaimOutcome { effect: 0.0, holds });
        let of = |holds: usize| Verdict::of(&(0..10).map(|k| one(k < holds)).collect::<Vec<_>>());
        assert_eq!([of(8), of(7), of(2)].map(|v| v.word()), ["holds", "no robust conclusion", "fails"]);
        assert_eq!(Verdict::of(&[None]).word(), "could not be tested");
    }
}
