//! V12, guilt by association: the exposure of innocents to the spillover of a list.

use super::isolation::{Stage, scene};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use std::collections::BTreeSet;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "Exposure of innocents to collective punishment",
    source: "Heckathorn 1988; Miceli & Segerson 2007; Chen, Sasaki & Perc 2015",
    how: "The engine under a regime that lists six in a hundred a month by false alarms alone, with spillover to friends: the \
          share of people with d friends whose score falls.",
    files: &["guilt", "guilt.regime"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Highest number of friends that is distinguished.
const MOST: usize = 12;

/// For each number of friends: person-months, and person-months in which points were lost.
fn exposed() -> [(f64, f64); MOST] {
    let mut stage = Stage::of(&scene("guilt"));
    let friends: Vec<Vec<usize>> = stage
        .people
        .homes
        .iter()
        .map(|home| {
            let of = |i: usize| {
                let friends: Vec<u32> = home.friends(i).into_iter().map(|(friend, _)| friend).collect();
                // A person who is a friend in two ways counts twice: such people are left out.
                let distinct = friends.iter().collect::<BTreeSet<_>>().len();
                if distinct == friends.len() { distinct } else { 0 }
            };
            (0..home.traits.income.len()).map(of).collect()
        })
        .collect();
    let mut found = [(0.0, 0.0); MOST];
    // In the first month nobody has been listed yet.
    stage.month();
    for _ in 1..stage.people.size.months {
        let before: Vec<Vec<i16>> = stage.columns().map(|columns| columns.score.clone()).collect();
        stage.month();
        for ((columns, before), friends) in stage.columns().zip(&before).zip(&friends) {
            for ((now, before), d) in columns.score.iter().zip(before).zip(friends).filter(|(_, d)| **d < MOST) {
                found[*d].0 += 1.0;
                found[*d].1 += f64::from(u8::from(now < before));
            }
        }
    }
    found
}

fn quick() -> Vec<PublishedFigure> {
    let found = exposed();
    let why = "Nobody in the model has only one friend: of twelve possible ties two in three exist.";
    let mut figures = vec![PublishedFigure::absent("share exposed; listed with 0.06, one friend", 0.06, why)];
    for (d, expected, tolerance) in [(4, 0.2193, 0.03), (10, 0.4614, 0.01)] {
        let what = format!("share exposed; listed with 0.06, {d} friends");
        figures.push(PublishedFigure::new(what, expected, tolerance, Through::Engine, found[d].1 / found[d].0));
    }
    figures
}

fn picture() -> Picture {
    let found = exposed();
    let seen = (1..MOST).filter(|d| found[*d].0 > 500.0).map(|d| [d as f64, found[d].1 / found[d].0]);
    Picture {
        title: "The more friends, the likelier the innocent are punished",
        story: "The share of people who lose points in a month because a friend is listed, against the number of friends, where \
                six in a hundred are listed. It rises to nearly one half at ten friends.",
        axes: ["friends", "share exposed"],
        lines: vec![("the model".into(), seen.collect())],
        dots: vec![[1.0, 0.06], [4.0, 0.2193], [10.0, 0.4614]],
    }
}
