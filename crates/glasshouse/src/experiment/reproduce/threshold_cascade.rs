//! V7, first half: a threshold cascade, in which everybody joins after enough others (riot).

use super::isolation::{Stage, scene};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::observatory::tally::Count;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V7",
    title: "Thresholds: a riot",
    source: "Granovetter 1978",
    how: "The engine: the road, the decision rule with a hundred own norms as thresholds, and what the neighbourhood \
          approves of. People are whole numbers and thresholds are in steps of 1/255, so normal ones agree to one person.",
    files: &["riot"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Number who broke the rule, month by month, of a hundred with these thresholds (in persons).
fn riot(threshold: impl Fn(usize) -> f64) -> Vec<i64> {
    let mut stage = Stage::of(&scene("riot"));
    for county in &mut stage.world.towns {
        county.commons.iter_mut().for_each(|common| common.approved[0] = u16::MAX);
        let norms = county.columns.norm[0].iter_mut().enumerate();
        norms.for_each(|(i, norm)| *norm = (threshold(i) * 2.55 + 0.5).clamp(0.0, 255.0) as u8);
    }
    (0..stage.people.size.months).map(|_| stage.month().get(Count::Violations)).collect()
}

/// The threshold in place `i` of a hundred from a normal distribution with mean 25.
fn normal(i: usize, deviation: f64) -> f64 {
    let below = |z: f64| 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
    let (wanted, mut low, mut high) = ((i as f64 + 0.5) / 100.0, -8.0, 8.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        *(if below(middle) < wanted { &mut low } else { &mut high }) = middle;
    }
    25.0 + deviation * low
}

fn joined(threshold: impl Fn(usize) -> f64) -> f64 {
    riot(threshold).last().copied().unwrap_or_default() as f64
}

/// With the threshold 1 replaced by 2.
fn calm(i: usize) -> f64 {
    if i == 1 { 2.0 } else { i as f64 }
}

fn quick() -> Vec<PublishedFigure> {
    let figure =
        |what: &str, expected, tolerance, ours| PublishedFigure::new(what, expected, tolerance, Through::Engine, ours);
    let mut figures = vec![
        figure("number who join; thresholds 0, 1, 2 ... 99", 100.0, 0.0, joined(|i| i as f64)).published("100"),
        figure("number who join; with the threshold 1 replaced by 2", 1.0, 0.0, joined(calm)).published("1"),
    ];
    for (deviation, expected, published) in [
        (10.0, 0.7696, "closed form"),
        (12.0, 4.0211, "about 6 just below 12.2"),
        (13.0, 100.0, "nearly all above 12.2"),
    ] {
        let what = format!("number who join; normal thresholds, mean 25, deviation {deviation}");
        figures.push(figure(&what, expected, 1.0, joined(|i| normal(i, deviation))).published(published));
    }
    figures
}

fn picture() -> Picture {
    let line = |name: &str, months: Vec<i64>| {
        let points = months.into_iter().enumerate().map(|(month, n)| [month as f64, n as f64]);
        (name.to_owned(), points.collect())
    };
    Picture {
        title: "One person more or less makes the riot",
        story: "The number who have joined, month by month. With thresholds 0 to 99 one more joins each month until all \
                hundred have. With the threshold 1 replaced by 2, one person riots alone.",
        axes: ["month", "number who join"],
        lines: vec![line("0 to 99", riot(|i| i as f64)), line("1 replaced by 2", riot(calm))],
        dots: vec![[119.0, 100.0], [119.0, 1.0]],
    }
}
