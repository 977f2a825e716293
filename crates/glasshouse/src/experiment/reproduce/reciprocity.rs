//! V4: when does it pay to help, where a refusal is known with some chance?

use super::stage::{Stage, scene, share};
use super::{Case, Figure, Through};
use crate::observatory::tally::Count;

pub(super) const CASE: Case = Case {
    key: "V4",
    title: "Indirect reciprocity, and the evolution of strategies",
    source: "Nowak 2006; Fermi and Moran processes",
    how: "The engine: people who weigh money alone help neighbours from that benefit on at which a refusal, which talk makes \
          known with a chance, costs more than help: where those who help cannot be invaded by those who do not. What else \
          was published hangs on strategies that spread because who has them fares better. Nobody of the model is born or \
          dies, and norms are learned from what is done and approved of, not from who fares well.",
    files: &["reciprocity"],
    quick,
    long: None,
    picture: None,
};

/// Cost of helping in the file.
const COST: f64 = 100.0;

/// The benefit over the cost at which half of them help, where a refusal is known with this chance.
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

fn quick() -> Vec<Figure> {
    let mut stage = Stage::of(&scene("reciprocity"));
    let mut figures = Vec::new();
    for (known, expected) in [(0.25, 4.0), (0.5, 2.0), (0.75, 4.0 / 3.0)] {
        let what = format!("least b/c at which helping lasts; known with {known}");
        figures.push(Figure::new(what, expected, 0.005, Through::Engine, indifferent(&mut stage, known)));
    }
    let share = "Whether helping wins from an even start hangs on what helpers and refusers fare side by side, and on who \
                 fares better being copied.";
    figures.push(Figure::absent("least b/c at which helping wins from one half; known with 0.5", 3.0, share));
    let why =
        "A strategy that breeds, in a population that is replaced one by one: it would be a replica beside the model.";
    figures.push(Figure::absent("fixation of one mutant among fifty; advantage 0.1", 0.0958081, why));
    figures
}
