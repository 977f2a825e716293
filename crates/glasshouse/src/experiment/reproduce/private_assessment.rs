//! V2: cooperation where everybody judges, and errs, for herself (private assessment).

use super::isolation::{Stage, scene, share};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::observatory::tally::{Count, Tally};
use crate::scenario::scene_file::Scene;
use rayon::prelude::*;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V2",
    title: "Private opinions: everybody has her own opinion of everybody",
    source: "Hilbe et al. 2018; Fujimoto & Ohtsuki 2023; Murase & Hilbe 2024",
    how: "The engine with private opinions (engine/private_opinions.rs): distress among neighbours, each of whom sees and errs for \
          herself. All meet in the same month; in the published models they meet one after the other.",
    files: &["private-repute"],
    quick,
    long: Some(long),
    picture: Some(picture),
};

/// Sights at which two people hardly ever see the same deed: in the quick set, and in the long one.
const FEW: f32 = 0.02;
const FEWEST: f32 = 0.005;

fn staged(norm: &str, people: u64, sight: f32, error: f32) -> Scene {
    let mut e = scene("private-repute");
    e.society.marginals.gossip_norm.value = norm.into();
    e.people = people;
    (e.society.behaviour.gossip.sight, e.society.behaviour.gossip.error) = (sight, error);
    // The value of talk does not depend on who sees a deed.
    e.society.behaviour.gossip.favours /= sight;
    e
}

/// Share of opinions that are good, and help per meeting, after the skipped months.
fn lived(e: &Scene, replicate: u32, skipped: u32, months: u32) -> (f64, Tally) {
    let mut stage = Stage::drawn(e, replicate);
    stage.months(0, skipped);
    let (mut repute, mut people, mut sum) = (0, 0, Tally::default());
    for _ in 0..months {
        sum.merge(&stage.month());
        for columns in stage.columns() {
            repute += columns.repute.iter().map(|r| u64::from(*r)).sum::<u64>();
            people += columns.repute.len();
        }
    }
    (repute as f64 / 255.0 / people as f64, sum)
}

/// Share of pairs of observers who both think well of somebody, over observers who do: the chance that a person whom
/// one observer finds good is good for another.
fn good_given_good(e: &Scene, months: u32) -> f64 {
    let mut stage = Stage::of(e);
    stage.months(0, months / 3);
    let (mut both, mut one) = (0.0, 0.0);
    for _ in 0..months {
        stage.month();
        for columns in stage.columns() {
            for repute in &columns.repute {
                let p = f64::from(*repute) / 255.0;
                (both, one) = (both + p * p, one + p);
            }
        }
    }
    both / one
}

/// Mean reputation of the first person of every neighbourhood, who never helps: her own norm forbids it.
fn repute_of_who_never_helps(e: &Scene, months: u32) -> f64 {
    let mut e = e.clone();
    // A norm of 0 weighs 25 against helping; the value of talk is set to half of it, 12.5, so that talk decides who helps.
    e.society.behaviour.decision.own_norm = 50.0;
    e.society.behaviour.gossip.favours = 400.0 + 100.0 / 3.0;
    let mut stage = Stage::of(&e);
    let never: Vec<Vec<usize>> = stage
        .people
        .homes
        .iter()
        .map(|home| home.neighbourhoods.iter().map(|hood| hood.span.start).collect())
        .collect();
    for (columns, never) in stage.world.towns.iter_mut().map(|c| &mut c.columns).zip(&never) {
        columns.norm[1].fill(128);
        never.iter().for_each(|i| columns.norm[1][*i] = 0);
    }
    let (mut repute, mut people) = (0.0, 0.0);
    for month in 0..months {
        stage.month();
        for (columns, never) in stage.columns().zip(&never).filter(|_| month > 20) {
            repute += never.iter().map(|i| f64::from(columns.repute[*i]) / 255.0).sum::<f64>();
            people += never.len() as f64;
        }
    }
    repute / people
}

/// All observe, simple standing: error, and the recomputed figures (h, h given good, reputation of never helping).
const ALL_SEE: [(f32, [f64; 3]); 3] = [
    (0.01, [0.980013, 0.989601, 0.029587]),
    (0.02, [0.960109, 0.978419, 0.058296]),
    (0.05, [0.901917, 0.940765, 0.138274]),
];

/// Help among 50 who see nine tenths of all, errors 0.05: norm, recomputed, tolerance.
const FIFTY: [(&str, f64, f64); 8] = [
    ("L1", 0.895, 0.01),
    ("L2", 0.657, 0.02),
    ("L3", 0.891, 0.01),
    ("L4", 0.872, 0.01),
    ("L5", 0.680, 0.02),
    ("L6", 0.500, 0.01),
    ("L7", 0.860, 0.01),
    ("L8", 0.211, 0.02),
];

fn quick() -> Vec<PublishedFigure> {
    let mut figures = Vec::new();
    for (error, [h, given, never]) in ALL_SEE {
        let e = staged("L3", 1_500, 1.0, error);
        let what = |what: &str| format!("{what}; L3, all see, errors {error}");
        let engine = |what: String, expected, ours| PublishedFigure::new(what, expected, 0.003, Through::Engine, ours);
        figures.push(engine(what("good opinions"), h, lived(&e, 0, 50, 200).0));
        figures.push(engine(what("good, of those whom another finds good"), given, good_given_good(&e, 150)));
        let ours = repute_of_who_never_helps(&e, 600);
        figures.push(PublishedFigure {
            tolerance: 0.01,
            ..engine(what("reputation of people who never help"), never, ours)
        });
    }
    for (norm, expected) in [("L3", 0.875), ("L6", 0.5)] {
        let ours = lived(&staged(norm, 450, FEW, 0.02), 0, 600, 600).0;
        // Now and then two people see the same deed, and agree: that alone adds about 0.004.
        let what = format!("good opinions; {norm}, one in fifty sees, errors 0.02");
        figures.push(PublishedFigure::new(what, expected, 0.01, Through::Engine, ours));
    }
    figures.push(among_fifty("L6", 0.5, 0.01, 8, 1_000));
    figures
}

fn long() -> Vec<PublishedFigure> {
    let mut figures: Vec<PublishedFigure> =
        FIFTY.iter().map(|(norm, expected, tolerance)| among_fifty(norm, *expected, *tolerance, 16, 12_500)).collect();
    let seldom = [("L3", 0.02, 0.875), ("L3", 0.05, 0.813395), ("L3", 0.1, 0.75)].map(|(norm, error, expected)| {
        let what = format!("good opinions; {norm}, one in two hundred sees, errors {error}");
        (what, staged(norm, 1_500, FEWEST, error), expected)
    });
    let slips =
        [("stern-judging", 0.5), ("simple-standing", 0.833333), ("shunning", 0.020391)].map(|(norm, expected)| {
            let mut e = staged(norm, 1_500, FEWEST, 0.02);
            // A chance of 98 in 100, as in public-repute.toml.
            e.society.behaviour.gossip.favours = 408.4406 / FEWEST;
            (
                format!("good opinions; {norm}, one in two hundred sees, errors of judgment and of action 0.02"),
                e,
                expected,
            )
        });
    // Opinions are renewed once in two hundred months, and settle in some thousands.
    let all: Vec<_> = seldom.into_iter().chain(slips).collect();
    let lived = all.into_par_iter().map(|(what, e, expected)| {
        PublishedFigure::new(what, expected, 0.003, Through::Engine, lived(&e, 0, 4_000, 3_000).0)
    });
    figures.extend(lived.collect::<Vec<_>>());
    figures
}

/// Help among fifty people, over replicates.
fn among_fifty(norm: &str, expected: f64, tolerance: f64, replicates: u32, months: u32) -> PublishedFigure {
    let e = staged(norm, 50, 0.9, 0.05);
    let tallies: Vec<Tally> = (0..replicates).into_par_iter().map(|r| lived(&e, r, 200, months).1).collect();
    let mut sum = Tally::default();
    tallies.iter().for_each(|t| sum.merge(t));
    let ours = share(&sum, Count::Helped, Count::Distress);
    let what = format!("help per meeting; {norm}, 50 people, nine in ten see, errors 0.05");
    PublishedFigure::new(what, expected, tolerance, Through::Engine, ours)
}

fn picture() -> Picture {
    let line = |norm: &str| {
        let mut stage = Stage::of(&staged(norm, 150, 0.9, 0.05));
        let months = (0..60).map(|month| {
            let t = stage.month();
            [f64::from(month), share(&t, Count::Helped, Count::Distress)]
        });
        (norm.to_owned(), months.collect())
    };
    Picture {
        title: "Where everybody judges for herself, the norm decides how much helping remains",
        story: "Help per meeting over sixty months from a world of good opinions, under three norms. Under L3 it stays near \
                nine tenths; under L6 it falls to one half; under L8 to about one fifth.",
        axes: ["month", "help per meeting"],
        lines: ["L3", "L6", "L8"].map(line).into(),
        dots: vec![[59.0, 0.891], [59.0, 0.5], [59.0, 0.211]],
    }
}
