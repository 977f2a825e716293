//! V6: self-censorship where punishment grows with the loudness of dissent.

use super::isolation::{Stage, scene};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::life::self_censorship::CensorshipTerms;
use crate::observatory::tally::{Count, Tally};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V6",
    title: "Dissent and self-censorship",
    source: "Daymude, Axelrod & Forrest 2025",
    how: "The best choice of a person who disapproves (life/self_censorship.rs, formula), and people with 128 desires from 0 to 1 \
          who speak under a regime with `[censorship]` (engine): the number who say everything, or less, gives the desire at \
          which they do, to 1 in 127. A unit of loudness is worth 1,000 yuan to them; severities are in that unit.",
    files: &["dissent", "dissent.regime"],
    quick,
    long: None,
    picture: Some(picture),
};

/// The common settings of the published examples; a severity of 1 is the worth of a unit of loudness.
fn censorship(severity: f32, proportional: bool) -> CensorshipTerms {
    CensorshipTerms { tolerance: 0.25, fine: severity, proportional, watching: 0.2 }
}

/// Desire from which everything is said; smaller ones are not worth the risk.
fn defies_from(c: &CensorshipTerms) -> f64 {
    let (mut obeys, mut defies) = (f64::from(c.tolerance), 1.0);
    for _ in 0..24 {
        let desire = (obeys + defies) / 2.0;
        *(if c.loudness(desire as f32, 1.0) < desire as f32 { &mut obeys } else { &mut defies }) = desire;
    }
    defies
}

/// Distinguishable desires: those of approvals 0 to 127 in 255.
const DESIRES: usize = 128;
/// Yuan that a unit of loudness is worth in the file.
const BOLDNESS: f32 = 1_000.0;

/// Their speech in a month.
fn speak(severity: f32, proportional: bool) -> Tally {
    let mut e = scene("dissent");
    let manner = &mut e.regime.censorship.as_mut().expect("the file has it").manner;
    (manner.fine, manner.proportional) = (severity * BOLDNESS, proportional);
    let mut stage = Stage::of(&e);
    for columns in stage.columns() {
        columns.approval.iter_mut().enumerate().for_each(|(i, approval)| *approval = (i % DESIRES) as u8);
    }
    stage.month()
}

/// The desire above which this many people are found.
fn above(found: i64) -> f64 {
    let people = scene("dissent").people as f64;
    1.0 - found as f64 * DESIRES as f64 / people / 127.5
}

fn quick() -> Vec<PublishedFigure> {
    let defiant = |t: &Tally| t.get(Count::Restrained) - t.get(Count::Obedient) - t.get(Count::SelfCensored);
    let formula = |what: &str, expected, ours| PublishedFigure::new(what, expected, 1e-5, Through::Formula, ours);
    let engine = |what: &str, expected, ours| PublishedFigure::new(what, expected, 1.0 / 127.5, Through::Engine, ours);
    let (uniform, proportional) = (speak(0.6, false), speak(1.0, true));
    let all = "desire from which everything is said; uniform, severity 0.6";
    let less = "desire beyond which less is said; proportional, severity 1";
    let none = "share of the restrained who say everything; uniform, severity 2";
    let round = "This program has no authority that searches for the tolerance, severity and watching that silence most at \
                 least cost: it does not search for obedience.";
    vec![
        formula(all, 0.711538, defies_from(&censorship(0.6, false))),
        engine(all, 0.711538, above(defiant(&uniform))),
        formula(less, 0.625, censorship(1.0, true).loudness(1.0, 1.0).into()),
        engine(less, 0.625, above(proportional.get(Count::SelfCensored))),
        PublishedFigure { tolerance: 0.0, ..engine(none, 0.0, defiant(&speak(2.0, false)) as f64) },
        PublishedFigure::absent(
            "round in which an adapting authority has suppressed dissent; uniform, boldness 2",
            710.0,
            round,
        ),
    ]
}

fn picture() -> Picture {
    let line = |name: &str, severity: f32, proportional: bool| {
        let c = censorship(severity, proportional);
        let said = (0..=50_u8).map(|k| f32::from(k) / 50.0).map(|d| [f64::from(d), c.loudness(d, 1.0).into()]);
        (name.to_owned(), said.collect())
    };
    Picture {
        title: "Obey, censor oneself, or defy",
        story: "How loudly people speak against how loudly they would like to. Up to the tolerance of 0.25 everything is said. \
                With a uniform fine nobody says more up to a desire of 0.71, and everything is said beyond. With a \
                proportional fine everything is said up to 0.625, and never more.",
        axes: ["desire", "loudness of speech"],
        lines: vec![
            line("uniform, 0.6", 0.6, false),
            line("uniform, 2", 2.0, false),
            line("proportional, 1", 1.0, true),
        ],
        dots: vec![[0.711538, 0.711538], [0.625, 0.625]],
    }
}
