//! Variance components of an effect: parameters, decision rule, and luck.
//!
//! Some of the societies are run again: with other people and other luck, and under the other decision rules. The
//! variance is then split as in a random-effects analysis of variance (Searle, Casella & McCulloch 1992): societies
//! by rules, and luck within. Effects are ranked first, so that a few extreme societies do not decide (Conover & Iman
//! 1981).

use super::bootstrap::{ROUNDS, Resample, quantile_of, ranks};

/// An effect in some societies, each under the first rule with several lucks and under every rule with the first
/// luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Nested {
    /// Society, then luck: under the first rule.
    pub lucks: Vec<Vec<f64>>,
    /// Society, then each of the other rules: with the first luck. No rule: not requested.
    pub rules: Vec<Vec<f64>>,
}

/// Shares of the variance, each with the ends of its 95 % interval (bootstrap over societies).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The share of the society's parameters.
    pub parameters: [f64; 3],
    /// The share of the decision rule, both in the mean and varying from society to society; `None`: not requested.
    pub rule: Option<[f64; 3]>,
    /// The share of other people and other luck.
    pub luck: [f64; 3],
}

impl Nested {
    /// Splits the variance; `None` where nothing varies, or where too little was run.
    pub fn split(&self, seed: u64) -> Option<Split> {
        let ranked = self.ranked();
        let all: Vec<usize> = (0..self.lucks.len()).collect();
        let parts = ranked.parts(&all)?;
        let luck = Resample::new(seed);
        let drawn: Vec<[f64; 3]> =
            (0..ROUNDS).filter_map(|round| ranked.parts(&luck.drawn(all.len(), round))).collect();
        let share = |n: usize| {
            let end = |q| quantile_of(drawn.iter().map(|parts| parts[n]).collect(), q);
            [parts[n], end(0.025).min(parts[n]), end(0.975).max(parts[n])]
        };
        let asked = self.rules.first().is_some_and(|rules| !rules.is_empty());
        Some(Split { parameters: share(0), rule: asked.then(|| share(1)), luck: share(2) })
    }

    /// The same with ranks in place of effects.
    fn ranked(&self) -> Nested {
        let all: Vec<f64> = self.lucks.iter().chain(&self.rules).flatten().copied().collect();
        let mut ranks = ranks(&all).into_iter();
        let mut deal = |of: &Vec<Vec<f64>>| -> Vec<Vec<f64>> {
            of.iter().map(|row| row.iter().filter_map(|_| ranks.next()).collect()).collect()
        };
        let lucks = deal(&self.lucks);
        Nested { lucks, rules: deal(&self.rules) }
    }

    /// Shares of parameters, rule and luck in these societies, a society counting as often as it is named.
    fn parts(&self, of: &[usize]) -> Option<[f64; 3]> {
        let m = of.len() as f64;
        let lucks = self.lucks.first()?.len() as f64;
        if m < 2.0 || lucks < 2.0 {
            return None;
        }
        let luck = mean(of.iter().map(|k| variance(&self.lucks[*k])));
        let table: Vec<Vec<f64>> =
            of.iter().map(|k| self.lucks[*k][..1].iter().chain(&self.rules[*k]).copied().collect()).collect();
        let rules = table[0].len();
        let (parameters, rule) = if rules == 1 {
            let means: Vec<f64> = of.iter().map(|k| mean(self.lucks[*k].iter().copied())).collect();
            (variance(&means) - luck / lucks, 0.0)
        } else {
            let r = rules as f64;
            let rows: Vec<f64> = table.iter().map(|row| mean(row.iter().copied())).collect();
            let columns: Vec<f64> = (0..rules).map(|n| mean(table.iter().map(|row| row[n]))).collect();
            let grand = mean(rows.iter().copied());
            let left = table
                .iter()
                .zip(&rows)
                .flat_map(|(row, society)| row.iter().zip(&columns).map(move |(x, rule)| x - society - rule + grand));
            let rest = left.map(|x| x * x).sum::<f64>() / ((m - 1.0) * (r - 1.0));
            let together = (rest - luck).max(0.0);
            (variance(&rows) - rest / r, (variance(&columns) - rest / m).max(0.0) + together)
        };
        let parts = [parameters.max(0.0), rule, luck];
        let sum: f64 = parts.iter().sum();
        (sum > 0.0).then(|| parts.map(|part| part / sum))
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), x| (sum + x, n + 1.0));
    sum / f64::max(n, 1.0)
}

fn variance(values: &[f64]) -> f64 {
    let middle = mean(values.iter().copied());
    values.iter().map(|x| (x - middle) * (x - middle)).sum::<f64>() / (values.len() as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{nth, unit};

    /// A number between −√3 and √3, whose variance is 1.
    fn noise(a: u32, b: u32, c: u32) -> f64 {
        f64::from(unit(nth(nth(nth(5, a), b), c))) * 12_f64.sqrt() - 3_f64.sqrt()
    }

    /// 400 societies with known standard deviations of parameters, of a shift by rule, and of luck.
    fn nested(parameters: f64, rule: f64, luck: f64, rules: u32) -> Nested {
        let effect =
            |k: u32, r: u32, l: u32| parameters * noise(1, k, 0) + rule * f64::from(r) + luck * noise(2 + r, k, l);
        Nested {
            lucks: (0..400).map(|k| (0..3).map(|l| effect(k, 0, l)).collect()).collect(),
            rules: (0..400).map(|k| (1..rules).map(|r| effect(k, r, 0)).collect()).collect(),
        }
    }

    #[test]
    fn known_variances_are_split_as_they_were_made() {
        // Variances 9 and 1; of a rule that shifts by 0, 2 and 4: 4.
        let split = nested(3.0, 0.0, 1.0, 1).split(1).unwrap();
        assert!((split.parameters[0] - 0.9).abs() < 0.03 && split.rule.is_none(), "{split:?}");
        let split = nested(3.0, 2.0, 1.0, 3).split(1).unwrap();
        let [p, r, l] = [split.parameters, split.rule.unwrap(), split.luck];
        for (part, truth) in [(p, 9.0 / 14.0), (r, 4.0 / 14.0), (l, 1.0 / 14.0)] {
            assert!((part[0] - truth).abs() < 0.06 && part[1] <= part[0] && part[0] <= part[2], "{split:?}");
        }
        assert!((p[0] + r[0] + l[0] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn where_luck_is_all_luck_has_all_and_without_luck_it_has_nothing() {
        let split = nested(0.0, 0.0, 1.0, 3).split(1).unwrap();
        assert!(split.luck[0] > 0.9, "{split:?}");
        let split = nested(1.0, 0.0, 0.0, 3).split(1).unwrap();
        assert!(split.luck[0] < 1e-9 && split.parameters[0] > 0.99, "{split:?}");
    }

    #[test]
    fn where_nothing_varies_nothing_is_split() {
        assert_eq!(nested(0.0, 0.0, 0.0, 3).split(1), None);
        assert_eq!(Nested { lucks: vec![], rules: vec![] }.split(1), None);
    }
}
