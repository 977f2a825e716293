//! V4: indirect reciprocity, and the evolution of strategies by copying people who fare better.

use super::isolation::{Stage, scene, share};
use super::published_case::{PublishedCase, PublishedFigure, Through};
use crate::observatory::tally::Count;
use crate::scenario::scene_file::Scene;
use rayon::prelude::*;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V4",
    title: "Indirect reciprocity, and the evolution of strategies",
    source: "Nowak 2006; Fermi and Moran processes",
    how: "The engine, in two parts. People who weigh money alone help neighbours from the benefit at which a refusal, which talk \
          makes known with a chance, costs more than help: there, defectors cannot invade helpers. And people of whom one \
          keeps a rule that costs the others money, in a society with `copying`: the share of societies in which all keep it \
          in the end. The two strategies do not play against each other: copying does not look at the return on favours.",
    files: &["reciprocity", "copying"],
    quick,
    long: Some(long),
    picture: None,
};

/// Cost of helping in the file.
const COST: f64 = 100.0;

/// The ratio of benefit to cost at which half of them help, where a refusal becomes known with this chance.
fn indifferent(stage: &mut Stage, known: f64) -> f64 {
    let (mut refuses, mut helps) = (0.0, 10.0);
    for _ in 0..16 {
        let benefit = (refuses + helps) / 2.0;
        let gossip = &mut stage.people.society.behaviour.gossip;
        (gossip.sight, gossip.favours) = (known as f32, (benefit * COST) as f32);
        let helped = share(&stage.month(), Count::Helped, Count::Distress);
        *(if helped < 0.5 { &mut refuses } else { &mut helps }) = benefit;
    }
    (refuses + helps) / 2.0
}

fn quick() -> Vec<PublishedFigure> {
    let mut stage = Stage::of(&scene("reciprocity"));
    let mut figures = Vec::new();
    for (known, expected) in [(0.25, 4.0), (0.5, 2.0), (0.75, 4.0 / 3.0)] {
        let what = format!("least b/c at which helping lasts; known with {known}");
        figures.push(PublishedFigure::new(what, expected, 0.005, Through::Engine, indifferent(&mut stage, known)));
    }
    let share = "Whether helping wins from an even start depends on how helpers and refusers fare side by side. Copying looks at \
                 what the law, the regime and others did to a person this month; favours come little by little.";
    figures.push(PublishedFigure::absent("least b/c at which helping wins from one half; known with 0.5", 3.0, share));
    figures.push(taken_over(1.0, 0.632121, 600, 0.06));
    figures
}

fn long() -> Vec<PublishedFigure> {
    vec![
        taken_over(0.0, 0.02, 12_000, 0.004),
        taken_over(0.1, 0.0958081, 8_000, 0.01),
        taken_over(-0.1, 7.13443e-4, 4_000, 0.002),
    ]
}

/// Share of societies in which one of fifty is copied until all are like her. Three standard errors are allowed.
fn taken_over(advantage: f64, expected: f64, societies: u32, tolerance: f64) -> PublishedFigure {
    let mut e = scene("copying");
    e.society.behaviour.decision.money *= (advantage.abs() * 10.0) as f32;
    let won: u32 = (0..societies).into_par_iter().map(|society| u32::from(wins(&e, advantage, society))).sum();
    let what = format!("one of fifty is copied by all; advantage {advantage}");
    PublishedFigure::new(what, expected, tolerance, Through::Engine, f64::from(won) / f64::from(societies))
}

/// Whether she is copied by all, in one society.
fn wins(e: &Scene, advantage: f64, society: u32) -> bool {
    let mut stage = Stage::drawn(e, society);
    // She keeps the rule that the others break; or breaks it, if the advantage is negative.
    let (hers, theirs) = if advantage < 0.0 { (0, u8::MAX) } else { (u8::MAX, 0) };
    stage.columns().for_each(|c| {
        c.norm[0].fill(theirs);
        c.norm[0][0] = hers;
    });
    for _ in 0..e.months {
        stage.month();
        let left: Vec<u8> = stage.columns().flat_map(|c| c.norm[0].iter().copied()).collect();
        if left.iter().all(|norm| *norm == left[0]) {
            return left[0] == hers;
        }
    }
    false
}
