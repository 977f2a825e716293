//! V7, second half: conformity and the persistence of a cascade.

use super::isolation::{Stage, scene, share};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::life::decision::{Domain, Minds};
use crate::observatory::tally::Count;
use crate::rng::LANES;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V7",
    title: "Conformity",
    source: "Brock & Durlauf 2001",
    how: "The decision rule with the weight A2 = 4 bJ on what is approved of: its fixed point (formula), and neighbourhoods of \
          150 on the road (engine). The fold is where the lower fixed point ends.",
    files: &["conformity"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Fixed point of the decision rule from `m` (-1 to 1), with this weight of others and this field.
fn rests(social: f64, field: f64, m: f64) -> f64 {
    let mut minds = Minds::EMPTY;
    minds.weight[2] = [4.0 * social as f32; LANES];
    // A norm of 1 moves the utility by half its weight; a field of h moves it by 2h.
    minds.weight[1] = [4.0 * field as f32; LANES];
    minds.norm[0] = [1.0; LANES];
    let mut kept = (m + 1.0) / 2.0;
    for _ in 0..4_000 {
        minds.approved[0] = kept as f32;
        kept = minds.choose(Domain::Integrity, 0.0, |_| 0.0, |_| 0.0).chance[0].into();
    }
    2.0 * kept - 1.0
}

/// Field at which a crowd leaves the lower fixed point.
fn fold(social: f64) -> f64 {
    let (mut stays, mut leaves) = (0.0, 1.0);
    for _ in 0..14 {
        let field = (stays + leaves) / 2.0;
        *(if rests(social, field, -1.0) < 0.0 { &mut stays } else { &mut leaves }) = field;
    }
    (stays + leaves) / 2.0
}

/// The same in the engine, from all keeping the rule, or none.
fn lived(social: f64, all: bool) -> f64 {
    let mut e = scene("conformity");
    e.society.behaviour.decision.approval = 4.0 * social as f32;
    let mut stage = Stage::of(&e);
    for county in &mut stage.world.towns {
        county.commons.iter_mut().for_each(|common| common.approved[0] = if all { u16::MAX } else { 0 });
    }
    1.0 - 2.0 * share(&stage.months(e.months / 4, e.months), Count::Violations, Count::Occasions)
}

fn quick() -> Vec<PublishedFigure> {
    let mut figures = Vec::new();
    for (social, expected) in [(1.1, 0.502941), (1.5, 0.85856), (2.0, 0.957504)] {
        let ours = rests(social, 0.0, 0.9);
        figures.push(PublishedFigure::new(format!("m; bJ = {social}"), expected, 1e-3, Through::Formula, ours));
    }
    figures.push(PublishedFigure::new(
        "m on the lower branch; bJ = 1.5, bh = 0.2",
        -0.6487,
        1e-3,
        Through::Formula,
        rests(1.5, 0.2, -1.0),
    ));
    figures.push(PublishedFigure::new("bh at the fold; bJ = 1.5", 0.2075465, 1e-3, Through::Formula, fold(1.5)));
    for (social, all, expected) in [(1.5, true, 0.85856), (1.5, false, -0.85856), (2.0, true, 0.957504)] {
        let what = format!("m; bJ = {social}, from {}", if all { "all" } else { "none" });
        figures.push(PublishedFigure::new(what, expected, 0.01, Through::Engine, lived(social, all)));
    }
    figures
}

fn picture() -> Picture {
    let branch = |name: &str, from: f64| {
        let fields = (-20..=20).map(|k| f64::from(k) * 0.02);
        (name.to_owned(), fields.map(|field| [field, rests(1.5, field, from)]).collect())
    };
    Picture {
        title: "A crowd stays where it is, until it cannot",
        story: "The share who keep the rule (from -1, none, to 1, all) against the field in its favour, for bJ = 1.5. Starting \
                from all, most keep it down to -0.21; starting from none, few do up to +0.21: between the two, history \
                decides.",
        axes: ["field bh", "m"],
        lines: vec![branch("from all", 1.0), branch("from none", -1.0)],
        dots: vec![[0.0, 0.85856], [0.0, -0.85856], [0.2, -0.6487]],
    }
}
