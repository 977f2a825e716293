//! The verdict on a claim that was tried in many societies.

use super::bootstrap::quantile;

/// How often a claim holds, by how much, and in which example societies.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Societies in which it could be tested and was at stake.
    pub asked: usize,
    /// Societies in which it was not at stake: its mechanism did not occur there.
    pub not_at_stake: usize,
    /// Those of them in which it holds.
    pub holds: usize,
    /// Share in which it holds, with the ends of its 95 % interval (Wilson 1927).
    pub share: [f64; 3],
    /// Effect: 5 % quantile, median, 95 % quantile.
    pub effect: [f64; 3],
    /// A society in which it holds, and one in which it fails: the one with the median effect of its kind.
    pub examples: [Option<usize>; 2],
}

/// Least share of societies that agree in a robust conclusion; the whole interval must lie above it.
pub const ROBUST: f64 = 0.8;

/// What a claim came to in one society.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClaimOutcome {
    /// A measure was not defined.
    Undefined,
    /// Its mechanism did not occur.
    NotAtStake,
    /// It was tested.
    Tested(Tested),
}

/// A claim that was tested in one society.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// Effect of its first test.
    pub effect: f64,
    /// Whether all its tests hold.
    pub holds: bool,
}

impl ClaimOutcome {
    /// The effect, and whether it holds, where it was tested.
    pub fn tested(self) -> Option<Tested> {
        if let ClaimOutcome::Tested(tested) = self { Some(tested) } else { None }
    }
}

impl Verdict {
    /// Judges a claim by its effect in each society and whether it held there.
    pub fn of(all: &[ClaimOutcome]) -> Verdict {
        let outcomes: Vec<Option<Tested>> = all.iter().map(|outcome| outcome.tested()).collect();
        let asked: Vec<Tested> = outcomes.iter().flatten().copied().collect();
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
            not_at_stake: all.iter().filter(|outcome| **outcome == ClaimOutcome::NotAtStake).count(),
            holds,
            share: wilson(holds, asked.len()),
            effect: [0.05, 0.5, 0.95].map(|q| quantile(&effects, q)),
            examples: [true, false].map(example),
        }
    }

    /// In words: it holds, or fails, where the whole interval of the share says so.
    pub fn word(&self) -> &'static str {
        let [_, low, high] = self.share;
        match (self.asked, self.not_at_stake) {
            (0, 0) => "could not be tested",
            (0, _) => "not at stake",
            _ if low > ROBUST => "holds",
            _ if high < 1.0 - ROBUST => "fails",
            _ if high < ROBUST && low > 1.0 - ROBUST => "no robust conclusion",
            _ => "too few societies",
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
        let of = |effect, holds| ClaimOutcome::Tested(Tested { effect, holds });
        let outcomes: Vec<_> = (0..101).map(|k| of(f64::from(k), k >= 30)).collect();
        let verdict = Verdict::of(&outcomes);
        assert_eq!(verdict.effect, [5.0, 50.0, 95.0]);
        assert_eq!(verdict.examples, [Some(65), Some(15)]);
        assert_eq!(verdict.word(), "no robust conclusion");
    }

    #[test]
    fn shares_have_the_interval_of_wilson_and_the_whole_of_it_must_agree_in_a_conclusion() {
        let [p, low, high] = wilson(8, 10);
        assert!((p - 0.8).abs() < 1e-9 && (low - 0.4902).abs() < 1e-3 && (high - 0.9433).abs() < 1e-3, "{low} {high}");
        let one = |holds: bool| ClaimOutcome::Tested(Tested { effect: 0.0, holds });
        let of = |holds: usize, all: usize| Verdict::of(&(0..all).map(|k| one(k < holds)).collect::<Vec<_>>()).word();
        assert_eq!(
            [of(9, 10), of(90, 100), of(10, 100), of(50, 100)].map(str::to_owned),
            ["too few societies", "holds", "fails", "no robust conclusion"]
        );
        // Exactly four fifths: the interval reaches to both sides of the border.
        assert_eq!(of(800, 1_000), "too few societies");
        assert_eq!(Verdict::of(&[ClaimOutcome::Undefined]).word(), "could not be tested");
        let idle = Verdict::of(&[ClaimOutcome::Undefined, ClaimOutcome::NotAtStake]);
        assert_eq!((idle.word(), idle.asked, idle.not_at_stake), ("not at stake", 0, 1));
    }
}
