//! V12, pilots: adoption of a regime by counties that imitate each other (Bass diffusion).

use super::isolation::scene;
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::regime::Regime;
use crate::society::geography::MOST_COUNTIES;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "Adoption by imitation",
    source: "Bass 1969",
    how: "The number of counties in which the regime is in force (regime/rollout.rs), computed for each month of twenty years \
          and 2,850 counties; the engine uses the same function each month.",
    files: &["adoption", "adoption.regime"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Share of counties in which it is in force in a month.
fn share(regime: &Regime, month: u32) -> f64 {
    f64::from(regime.reach(month, MOST_COUNTIES)) / f64::from(MOST_COUNTIES)
}

/// Share that begins in the year around a month, before rounding to whole counties.
fn rate(regime: &Regime, month: u32) -> f64 {
    let share = |month| regime.rollout.as_ref().map_or(0.0, |rollout| f64::from(rollout.share(month, regime.starts)));
    share(month + 6) - share(month - 6)
}

fn quick() -> Vec<PublishedFigure> {
    let regime = scene("adoption").regime;
    let known = [(1, 0.035758), (2, 0.085056), (5, 0.331199), (10, 0.812803), (15, 0.971610), (20, 0.996259)];
    let mut figures: Vec<PublishedFigure> = known
        .iter()
        .map(|(year, expected)| {
            let what = format!("share of counties after {year} years; p 0.03, q 0.38");
            PublishedFigure::new(what, *expected, 0.01, Through::Formula, share(&regime, 12 * year))
        })
        .collect();
    let peak = (6..240).max_by(|a, b| rate(&regime, *a).total_cmp(&rate(&regime, *b))).unwrap_or_default();
    let years = f64::from(peak) / 12.0;
    figures.push(PublishedFigure::new(
        "years until the most counties begin at once",
        6.192619,
        0.1,
        Through::Formula,
        years,
    ));
    let mut figure = |what: &str, expected, ours| {
        figures.push(PublishedFigure::new(what, expected, 0.01, Through::Formula, ours));
    };
    figure("share of counties at that time", 0.460526, share(&regime, peak));
    figure("share that begins in the year around it", 0.110592, rate(&regime, peak));
    figures
}

fn picture() -> Picture {
    let regime = scene("adoption").regime;
    Picture {
        title: "First few, then many, then the rest",
        story: "The share of counties in which a regime is in force, over twenty years: an S that rises slowly from nothing, \
                is steepest after six years, when nearly half have it, and approaches one after fifteen.",
        axes: ["years", "share of counties"],
        lines: vec![("the model".into(), (0..=240).map(|m| [f64::from(m) / 12.0, share(&regime, m)]).collect())],
        dots: vec![
            [1.0, 0.035758],
            [2.0, 0.085056],
            [5.0, 0.331199],
            [10.0, 0.812803],
            [15.0, 0.971610],
            [20.0, 0.996259],
        ],
    }
}
