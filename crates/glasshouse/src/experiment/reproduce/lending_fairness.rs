//! V11: the effect of a lender's approval rates on a group that pays back less often.

use super::isolation::scene;
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::regime::Regime;
use crate::regime::adjudication::{Code, Docket};
use crate::rng::LANES;
use crate::society::act::Act;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V11",
    title: "Approval rates in two groups",
    source: "Liu et al. 2018, on figures of the Federal Reserve 2007",
    how: "The institution alone: the engine's judge says whom a cut-off serves, and how paying back and not paying change a \
          score. The cut-off is where the lender neither gains nor loses, or an approval rate is given, as published: lenders \
          here know no groups. The mean change is limited to 300 to 850, as published (the judge would limit each change).",
    files: &["lending-groups", "lending-groups.regime"],
    quick,
    long: None,
    picture: Some(picture),
};

const DATA: &str = include_str!("../../../data/published/lending-groups.csv");
/// Percentages of all people in steps of 50 points from 300.
const SPREAD: [f64; 11] = [2.1, 4.2, 5.4, 6.5, 7.9, 9.6, 12.0, 13.8, 17.0, 15.8, 5.7];

/// People of a group who have the same score.
struct Level {
    score: f64,
    /// Their share of the group.
    share: f64,
    /// Chance that they pay back.
    pays: f64,
    /// Mean change of their scores if they are served, limited to the published range.
    moves: f64,
}

/// The score of a percentile of all people.
fn score(percentile: f64) -> f64 {
    let (mut below, mut points) = (0.0, 300.0);
    for share in SPREAD {
        if below + share >= percentile {
            return points + 50.0 * (percentile - below) / share;
        }
        (below, points) = (below + share, points + 50.0);
    }
    points
}

/// The smaller group (0) or the larger one (1), from the lowest score to the highest.
fn group(of: usize) -> Vec<Level> {
    let (mut before, lender) = (0.0, Lender::new(0.0));
    let level = |line: &str| {
        let row: Vec<f64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
        let (score, below, pays) = (score(row[0]), row[1 + of] / 100.0, 1.0 - row[3 + of] / 100.0);
        let share = below - std::mem::replace(&mut before, below);
        Level { score, share, pays, moves: lender.moves(score, pays) }
    };
    DATA.lines().skip(1).map(level).collect()
}

/// A lender with a cut-off.
struct Lender {
    code: Code,
    regime: Regime,
}

impl Lender {
    fn new(cut_off: f64) -> Lender {
        let mut regime = scene("lending-groups").regime;
        regime.score.as_mut().expect("the file has it").tiers[1].from = cut_off.round() as i16;
        Lender { code: Code::of(&regime), regime }
    }

    fn serves(&self, level: &Level) -> bool {
        let standing = self.code.standing(level.score.round() as i16, 0);
        !self.regime.access()[usize::from(standing)].loanless
    }

    /// The mean change of the score of people who pay back with this chance.
    fn moves(&self, score: f64, pays: f64) -> f64 {
        let start = score.round() as i16;
        let after = |act: Act| {
            let none = [0; LANES];
            let mut docket = Docket::read([start; LANES], &none, None);
            self.code.judge(&mut docket, &[0; LANES], &[[act.bit(); LANES]], &none, &none);
            f64::from(docket.score[0] - start)
        };
        let mean = pays * after(Act::Repay) + (1.0 - pays) * after(Act::Default);
        (score + mean).clamp(300.0, 850.0) - score
    }
}

/// Share served, and mean change of the group's scores, if all who pay back with at least this chance are served.
fn most_profit(group: &[Level], least: f64) -> [f64; 2] {
    let lender = Lender::new(group.iter().find(|level| level.pays >= least).map_or(f64::MAX, |level| level.score));
    let served = || group.iter().filter(|level| lender.serves(level));
    [served().map(|level| level.share).sum(), served().map(|level| level.share * level.moves).sum()]
}

/// Mean change of the group's scores, if the best are served up to this share of the group.
fn at_rate(group: &[Level], rate: f64) -> f64 {
    let (mut served, mut change) = (0.0, 0.0);
    for level in group.iter().rev() {
        let share = level.share.min(rate - served);
        (served, change) = (served + share, change + share * level.moves);
    }
    change
}

/// Approval rate and change of scores under each of three policies.
type Policies = [[f64; 2]; 3];

/// The cost of a lost loan relative to the gain from a repaid one, the chance of repayment from which lending pays, and
/// for each group the approval rate and change of scores: at maximum profit, at equal rates, at equal opportunity.
const EXPECTED: [(u32, f64, [Policies; 2]); 2] = [
    (4, 0.8, [[[0.1677, 8.40], [0.5773, -17.12], [0.3558, 6.03]], [[0.6634, 38.67], [0.5773, 35.03], [0.6246, 37.23]]]),
    (
        10,
        10.0 / 11.0,
        [[[0.0772, 4.40], [0.3415, 6.83], [0.2578, 9.37]], [[0.5576, 34.00], [0.3415, 20.28], [0.4984, 30.55]]],
    ),
];

fn quick() -> Vec<PublishedFigure> {
    let (mut figures, groups) = (Vec::new(), [0, 1].map(group));
    let formula = |what: String, expected, tolerance, ours| {
        PublishedFigure::new(what, expected, tolerance, Through::Formula, ours)
    };
    for (loss, least, expected) in EXPECTED {
        for ((name, group), [most, parity, chance]) in ["smaller", "larger"].iter().zip(&groups).zip(expected) {
            let [rate, change] = most_profit(group, least);
            let what = |what: &str| format!("{what}, {name} group; loss {loss}");
            figures.push(formula(what("approval rate at maximum profit"), most[0], 0.003, rate));
            figures.push(formula(what("score change at maximum profit"), most[1], 0.1, change));
            let change = |[rate, _]: [f64; 2]| at_rate(group, rate);
            figures.push(formula(what("score change at equal rates"), parity[1], 0.1, change(parity)));
            figures.push(formula(what("score change at equal opportunity"), chance[1], 0.1, change(chance)));
        }
    }
    let curve = |rate: u32| at_rate(&groups[0], f64::from(rate) / 1_000.0);
    let best = (0..1_000).max_by(|a, b| curve(*a).total_cmp(&curve(*b))).unwrap_or(0);
    let harm = (best..1_000).find(|rate| curve(*rate) < 0.0).unwrap_or(1_000);
    figures.push(formula("rate at which the smaller group gains most".into(), 0.238, 0.003, f64::from(best) / 1_000.0));
    figures.push(formula("its gain at that rate".into(), 9.484, 0.1, curve(best)));
    figures.push(formula("rate beyond which it loses".into(), 0.431, 0.003, f64::from(harm) / 1_000.0));
    figures
}

fn picture() -> Picture {
    let line = |of: usize| {
        let (name, group) = (["smaller group", "larger group"][of], group(of));
        let points = (0..=50).map(|k| f64::from(k) * 0.02).map(|rate| [rate, at_rate(&group, rate)]);
        (name.to_owned(), points.collect())
    };
    Picture {
        title: "More loans help a group up to a point, and harm it beyond",
        story: "The mean change of scores against the share of a group who get a loan. In the smaller group, which pays back \
                less often, it rises to nine points at a quarter served, and is below zero beyond two fifths. In the larger \
                group it rises up to two thirds.",
        axes: ["share served", "change of scores"],
        lines: (0..2).map(line).collect(),
        dots: vec![[0.1677, 8.40], [0.5773, -17.12], [0.3558, 6.03], [0.6634, 38.67], [0.5773, 35.03], [0.6246, 37.23]],
    }
}
