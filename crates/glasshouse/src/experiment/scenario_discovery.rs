//! Scenario discovery: the simple rule that best separates where a claim holds from where it fails.
//!
//! Scenario discovery (Bryant & Lempert 2010, Technological Forecasting and Social Change 77: 34): a box of at most
//! two borders is cut out of the parameter space, one border after the other, as in PRIM (Friedman & Fisher 1999,
//! Statistics and Computing 9: 123), but with another criterion: the share of the one kind inside less the share of
//! the other kind inside (Youden 1950). A border that chance would find as well is not cut. The rule is validated on
//! societies that were not used to find it.

use super::bootstrap::{Resample, quantile_of};
use crate::rng::{Purpose, Rng};

/// A border of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    /// Number of the parameter.
    pub parameter: usize,
    /// Its value: a round number between two values that occur.
    pub at: f32,
    /// Whether the box is from the border up (`>=`), or below it (`<`).
    pub up: bool,
}

/// A rule: the claim holds in a given number of the societies within all borders, and in a given number of the
/// others.
#[derive(Clone, Debug, PartialEq)]
pub struct PrimRule {
    /// The borders, the most informative first.
    pub borders: Vec<Border>,
    /// Societies within and outside.
    pub societies: [usize; 2],
    /// Those of them in which the claim holds.
    pub holds: [usize; 2],
    /// Shares in which it holds, within and outside, for societies not used to find the rule (five-fold
    /// cross-validation); NaN if there are none.
    pub unseen: [f64; 2],
}

/// Most borders of a rule.
const BORDERS: usize = 2;
/// Number of folds of the cross-validation.
const PARTS: usize = 5;
/// Least part of the difference between within and outside that must remain in societies not used to find the rule.
const KEPT: f64 = 0.5;
/// Number of permutations of the labels that show what chance finds.
const DEALS: u32 = 60;

/// The best rule, if there is one that chance would not find in one of twenty cases and that holds elsewhere, too.
pub fn rule(values: &[&[f32]], holds: &[bool], seed: u64) -> Option<PrimRule> {
    let cases = Cases::new(values, holds);
    // A box may hold the societies in which the claim holds, or those in which it fails.
    let found = [true, false].map(|kind| cases.cut(kind, BORDERS, Some(Resample::new(seed))));
    let [a, b] = found.each_ref().map(|borders| if borders.is_empty() { 0.0 } else { cases.distance(borders).abs() });
    let kind = a >= b;
    let [held, failed] = found;
    let borders = if kind { held } else { failed };
    if borders.is_empty() {
        return None;
    }
    let within = |k: usize| usize::from(!borders.iter().all(|b| b.holds(values[k])));
    let (mut societies, mut held) = ([0; 2], [0; 2]);
    for (k, holds) in holds.iter().enumerate() {
        societies[within(k)] += 1;
        held[within(k)] += usize::from(*holds);
    }
    let unseen = unseen(values, holds, kind, borders.len(), seed);
    let found = held[0] as f64 / societies[0] as f64 - held[1] as f64 / societies[1] as f64;
    // At least half of the separation must remain in societies not used to find the rule.
    let keeps = (unseen[0] - unseen[1]) / found >= KEPT;
    keeps.then_some(PrimRule { borders, societies, holds: held, unseen })
}

/// Shares in which a claim holds, within and outside of rules that were found without the societies concerned.
fn unseen(values: &[&[f32]], holds: &[bool], kind: bool, borders: usize, seed: u64) -> [f64; 2] {
    let rng = Rng::new(seed, 0);
    // Folds are drawn at random, since the order of a sample may have a pattern.
    let part = |k: usize| rng.words(Purpose::Resample, k as u32, u32::MAX)[1] as usize % PARTS;
    let (mut societies, mut held) = ([0.0; 2], [0.0; 2]);
    for out in 0..PARTS {
        let of: Vec<usize> = (0..holds.len()).filter(|k| part(*k) != out).collect();
        let (some, labels): (Vec<&[f32]>, Vec<bool>) = of.iter().map(|k| (values[*k], holds[*k])).unzip();
        let found = Cases::new(&some, &labels).cut(kind, borders, None);
        for k in (0..holds.len()).filter(|k| part(*k) == out) {
            let side = usize::from(!found.iter().all(|b| b.holds(values[k])));
            societies[side] += 1.0;
            held[side] += f64::from(u8::from(holds[k]));
        }
    }
    [0, 1].map(|side| held[side] / societies[side])
}

impl Border {
    /// Whether a society is on the inner side of the border.
    pub fn holds(&self, values: &[f32]) -> bool {
        (values[self.parameter] >= self.at) == self.up
    }
}

/// Societies with the outcome of the claim in each, sorted by each parameter.
struct Cases<'a> {
    values: &'a [&'a [f32]],
    holds: &'a [bool],
    orders: Vec<Vec<usize>>,
}

impl<'a> Cases<'a> {
    fn new(values: &'a [&'a [f32]], holds: &'a [bool]) -> Cases<'a> {
        let parameters = values.first().map_or(0, |first| first.len());
        let order = |d: usize| {
            let mut order: Vec<usize> = (0..values.len()).collect();
            order.sort_by(|a, b| values[*a][d].total_cmp(&values[*b][d]));
            order
        };
        Cases { values, holds, orders: (0..parameters).map(order).collect() }
    }

    /// Cuts a box around the societies of one kind, border by border, as long as it separates better than chance.
    fn cut(&self, kind: bool, most: usize, luck: Option<Resample>) -> Vec<Border> {
        let mut inside = vec![true; self.values.len()];
        let mut borders: Vec<Border> = Vec::new();
        for step in 0..most {
            let is_kind: Vec<bool> = self.holds.iter().map(|h| *h == kind).collect();
            let Some((distance, border)) = self.best(&inside, &is_kind) else { break };
            let already = if borders.is_empty() { 0.0 } else { self.distance(&borders).abs() };
            let by_chance = luck.map_or(0.0, |luck| self.by_chance(&inside, &is_kind, luck, step as u32));
            if distance <= already || distance <= by_chance {
                break;
            }
            borders.push(border);
            inside.iter_mut().zip(self.values).for_each(|(inside, values)| *inside &= border.holds(values));
        }
        borders
    }

    /// The border within the box that best separates a kind from the rest, and the separation.
    fn best(&self, inside: &[bool], is_kind: &[bool]) -> Option<(f64, Border)> {
        let kinds = is_kind.iter().filter(|k| **k).count() as f64;
        let others = is_kind.len() as f64 - kinds;
        if kinds == 0.0 || others == 0.0 {
            return None;
        }
        let worth = |k: &usize| if is_kind[*k] { 1.0 / kinds } else { -1.0 / others };
        let all: f64 = (0..is_kind.len()).filter(|k| inside[*k]).map(|k| worth(&k)).sum();
        let mut best: Option<(f64, usize, usize, bool)> = None;
        for (d, order) in self.orders.iter().enumerate() {
            let mut below = 0.0;
            for (rank, k) in order.iter().enumerate() {
                let gap = rank > 0 && self.values[order[rank - 1]][d] < self.values[*k][d];
                for (distance, up) in [(all - below, true), (below, false)] {
                    if gap && best.is_none_or(|(most, ..)| distance > most + 1e-12) {
                        best = Some((distance, d, rank, up));
                    }
                }
                below += if inside[*k] { worth(k) } else { 0.0 };
            }
        }
        let (distance, d, rank, up) = best?;
        let value = |rank: usize| self.values[self.orders[d][rank]][d];
        Some((distance, Border { parameter: d, at: round(value(rank - 1), value(rank)), up }))
    }

    /// The separation by chance within the box, in nineteen of twenty cases.
    fn by_chance(&self, inside: &[bool], is_kind: &[bool], luck: Resample, step: u32) -> f64 {
        let of: Vec<usize> = (0..inside.len()).filter(|k| inside[*k]).collect();
        let dealt = |round: u32| {
            let mut labels = is_kind.to_vec();
            let order = luck.dealt(of.len(), step * DEALS + round);
            order.into_iter().zip(&of).for_each(|(from, to)| labels[*to] = is_kind[of[from]]);
            self.best(inside, &labels).map_or(0.0, |(distance, _)| distance)
        };
        quantile_of((0..DEALS).map(dealt).collect(), 0.95)
    }

    /// Share of the societies in which the claim holds that are inside, less that of those in which it fails.
    fn distance(&self, borders: &[Border]) -> f64 {
        let share = |kind: bool| {
            let of = self.values.iter().zip(self.holds).filter(|(_, holds)| **holds == kind);
            let (within, all) = of.fold((0.0, 0.0), |(within, all), (values, _)| {
                (within + f64::from(u8::from(borders.iter().all(|b| b.holds(values)))), all + 1.0)
            });
            within / f64::max(all, 1.0)
        };
        share(true) - share(false)
    }
}

/// A round number above `low` and not above `high`, with the fewest digits that separate the two.
fn round(low: f32, high: f32) -> f32 {
    let middle = (f64::from(low) + f64::from(high)) / 2.0;
    let size = libm::floor(libm::log10(middle.abs().max(1e-12))) as i32;
    for digits in 1..6 {
        let unit = libm::exp10(f64::from(size + 1 - digits));
        let rounded = (libm::round(middle / unit) * unit) as f32;
        if low < rounded && rounded <= high {
            return rounded;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{nth, unit};

    fn sample(n: u32, d: u32) -> Vec<Vec<f32>> {
        (0..n).map(|k| (0..d).map(|j| unit(nth(nth(9, k + 1), j + 1))).collect()).collect()
    }

    fn found(points: &[Vec<f32>], holds: impl Fn(&[f32]) -> bool) -> Option<PrimRule> {
        let values: Vec<&[f32]> = points.iter().map(Vec::as_slice).collect();
        let holds: Vec<bool> = values.iter().map(|v| holds(v)).collect();
        rule(&values, &holds, 1)
    }

    #[test]
    fn one_border_is_found_and_no_second_is_made_up() {
        let rule = found(&sample(400, 12), |x| x[4] >= 0.3).unwrap();
        assert_eq!(rule.borders.len(), 1);
        let border = rule.borders[0];
        assert!(border.parameter == 4 && (border.at - 0.3).abs() < 0.01, "{rule:?}");
        let within = usize::from(!border.up);
        assert_eq!((rule.holds[within], rule.holds[1 - within]), (rule.societies[within], 0));
        assert!(rule.unseen[within] > 0.95 && rule.unseen[1 - within] < 0.05, "{rule:?}");
    }

    /// A box of two borders, and its complement: a claim that holds, or fails, only where two conditions coincide.
    #[test]
    fn a_box_of_two_borders_is_found_whichever_kind_lies_in_it() {
        let points = sample(600, 15);
        for kind in [true, false] {
            let rule = found(&points, |x| (x[2] < 0.5 && x[7] >= 0.4) == kind).unwrap();
            let mut borders = rule.borders.clone();
            borders.sort_by_key(|b| b.parameter);
            assert_eq!(borders.iter().map(|b| (b.parameter, b.up)).collect::<Vec<_>>(), [(2, false), (7, true)]);
            assert!((borders[0].at - 0.5).abs() < 0.06 && (borders[1].at - 0.4).abs() < 0.06, "{rule:?}");
            let share = rule.holds[0] as f64 / rule.societies[0] as f64;
            assert!(if kind { share > 0.95 } else { share < 0.05 }, "{rule:?}");
            assert!((rule.unseen[0] - share).abs() < 0.1, "{rule:?}");
        }
    }

    #[test]
    fn where_chance_alone_decides_there_is_mostly_no_rule() {
        let points = sample(100, 30);
        let values: Vec<&[f32]> = points.iter().map(Vec::as_slice).collect();
        let made_up = (1..=40).filter(|seed| {
            let holds: Vec<bool> = (0..100).map(|k| nth(nth(77, *seed), k) >> 31 == 0).collect();
            rule(&values, &holds, 1).is_some()
        });
        // Two kinds of box, each with one case of twenty.
        assert!(made_up.count() <= 8);
    }

    #[test]
    fn where_a_claim_holds_everywhere_or_nothing_was_tried_there_is_no_rule() {
        assert!(found(&sample(50, 3), |_| true).is_none() && found(&[], |_| true).is_none());
    }

    #[test]
    fn borders_are_round() {
        assert_eq!([round(0.2934, 0.3121), round(286.0, 291.0), round(0.81231, 0.81239)], [0.3, 290.0, 0.81235]);
    }
}
