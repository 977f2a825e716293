//! V11: the effect of a lender's cut-off on people whom it refuses.

use super::isolation::scene;
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::regime::adjudication::{Code, Docket};
use crate::rng::LANES;
use crate::society::act::Act;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V11",
    title: "Lending by a cut-off",
    source: "D'Amour et al. 2020, after Liu et al. 2018",
    how: "The institution alone: a regime file's rules, score and tiers, applied by the engine's judge. Chances of paying back \
          are given, as published; each step has one applicant of a hundred in one of two groups. The judge's answers define \
          the Markov chain of scores, which is computed exactly.",
    files: &["lending", "lending.regime"],
    quick,
    long: None,
    picture: Some(picture),
};

const SCORES: usize = 7;
/// Chance of paying back at each score.
const PAYS: [f64; SCORES] = [0.1, 0.2, 0.45, 0.6, 0.65, 0.7, 0.7];
/// Shares of the scores in two groups at the start.
const START: [[f64; SCORES]; 2] = [[0.0, 0.1, 0.1, 0.2, 0.3, 0.3, 0.0], [0.1, 0.1, 0.2, 0.3, 0.3, 0.0, 0.0]];
/// Chance per step that it is a given person's turn: one of two groups, one of a hundred in it.
const TURN: f64 = 1.0 / 200.0;

type Shares = [f64; SCORES];

/// For each score: whether a loan is given, and the score after paying back and after not.
fn judged() -> [(bool, [usize; 2]); SCORES] {
    let regime = scene("lending").regime;
    let (code, access) = (Code::of(&regime), regime.access());
    let none = [0; LANES];
    let after = |score: usize, act: Act| {
        let mut docket = Docket::read([score as i16; LANES], &none, None);
        code.judge(&mut docket, &[0; LANES], &[[act.bit(); LANES]], &none, &none);
        docket.score[0] as usize
    };
    std::array::from_fn(|score| {
        let served = !access[usize::from(code.standing(score as i16, 0))].loanless;
        (served, [after(score, Act::Repay), after(score, Act::Default)])
    })
}

/// Shares of scores a step later; `permissive` lenders lend to all.
fn step(shares: &Shares, rules: &[(bool, [usize; 2]); SCORES], permissive: bool) -> Shares {
    let mut next = [0.0; SCORES];
    for (score, (served, [up, down])) in rules.iter().enumerate() {
        let turn = if *served || permissive { TURN * shares[score] } else { 0.0 };
        next[score] += shares[score] - turn;
        next[*up] += turn * PAYS[score];
        next[*down] += turn * (1.0 - PAYS[score]);
    }
    next
}

fn mean(shares: &Shares) -> f64 {
    shares.iter().enumerate().map(|(score, share)| score as f64 * share).sum()
}

/// Mean scores of a group, step by step, under the cut-off.
fn drained(group: usize, steps: u32) -> Vec<f64> {
    let rules = judged();
    let mut shares = START[group];
    let mut means = vec![mean(&shares)];
    for _ in 0..steps {
        shares = step(&shares, &rules, false);
        means.push(mean(&shares));
    }
    means
}

fn quick() -> Vec<PublishedFigure> {
    let rules = judged();
    let settled = (0..200_000).fold(START[0], |shares, _| step(&shares, &rules, true));
    let expected = [0.514835, 0.064354, 0.023402, 0.026327, 0.045132, 0.097785, 0.228165];
    let mut figures = Vec::new();
    for (score, (expected, ours)) in expected.into_iter().zip(settled).enumerate() {
        let what = format!("share at score {score} in the long run; loans for all");
        figures.push(PublishedFigure::new(what, expected, 1e-6, Through::Formula, ours));
    }
    for (group, expected) in [[3.500, 2.466], [2.692, 2.051]].into_iter().enumerate() {
        let means = drained(group, 20_000);
        for (steps, expected) in [5_000, 20_000].into_iter().zip(expected) {
            let what = format!("mean score of group {} after {steps} steps; cut-off at 3", group + 1);
            figures.push(PublishedFigure::new(what, expected, 1e-3, Through::Formula, means[steps]));
        }
    }
    figures
}

fn picture() -> Picture {
    let line = |group: usize| {
        let means = drained(group, 20_000);
        (format!("group {}", group + 1), (0..=40).map(|k| [f64::from(k) * 500.0, means[k as usize * 500]]).collect())
    };
    Picture {
        title: "A cut-off drains both groups",
        story: "Mean scores of two groups over 20,000 steps. At first both rise or stay, and then fall slowly: a person once \
                refused can prove nothing any more.",
        axes: ["step", "mean score"],
        lines: (0..2).map(line).collect(),
        dots: vec![[5_000.0, 3.5], [20_000.0, 2.466], [5_000.0, 2.692], [20_000.0, 2.051]],
    }
}
