//! V12, gaming: the distance below a cut-off from which people pay to rise above it.

use super::isolation::{Stage, scene};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "Gaming of a cut-off",
    source: "Hardt et al. 2016; Milli et al. 2019",
    how: "The engine under a regime that sells points: people of all scores weigh money alone, and buyers are \
          counted, above the cut-off and below it. A cost is that of the whole scale, relative to the worth of being above.",
    files: &["cut-off", "cut-off.regime"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Points of the scale, and yuan a point for a cost of 1.
const SCALE: i16 = 128;
const UNIT: f32 = 10.0;

/// Whether people with each score buy, at a cost.
fn buy(cost: f32) -> [bool; SCALE as usize] {
    let mut e = scene("cut-off");
    e.regime.redemption.as_mut().expect("the file has it").price = cost * UNIT;
    let mut stage = Stage::of(&e);
    for columns in stage.columns() {
        columns.score.iter_mut().enumerate().for_each(|(i, score)| *score = i as i16 % SCALE);
        columns.savings.fill(1_000_000);
    }
    stage.month();
    let mut bought = [false; SCALE as usize];
    for columns in stage.columns() {
        columns.score.iter().enumerate().for_each(|(i, now)| bought[i % SCALE as usize] |= *now > i as i16 % SCALE);
    }
    bought
}

/// Distance of the farthest buyer below the cut-off, as a share of the scale.
fn far(cost: f32) -> f64 {
    let bought = buy(cost);
    let from = bought[..64].iter().position(|buys| *buys).map_or(0, |score| 64 - score);
    from as f64 / f64::from(SCALE)
}

fn quick() -> Vec<PublishedFigure> {
    let why = "People weigh the next point, by how near the border is; nobody plans the whole way, which would pay from \
               farther away. They feel a border within `decision.nearness`, n, and pay from n(1 − n·cost) below it: at most \
               a quarter of the published distance, and nothing where a point costs more than its worth next to the border.";
    let mut figures: Vec<PublishedFigure> = [(2.0, 0.5), (4.0, 0.25), (8.0, 0.125)]
        .map(|(cost, expected)| {
            let what = format!("distance below a cut-off from which people pay; cost {cost}, the scale 1");
            PublishedFigure::new(what, expected, 1.0 / 128.0, Through::Engine, far(cost)).because(why)
        })
        .into();
    let above = buy(2.0)[64..].iter().filter(|buys| **buys).count() as f64 / 64.0;
    // People just above the border feel it, too, and would pay to move away from it.
    let why = "People feel a border from above as from below: a person just above it pays for distance from it, since she may \
               fall. In the published model nobody can fall.";
    figures.push(
        PublishedFigure::new("share of those above who pay; cost 2", 0.0, 1.0 / 128.0, Through::Engine, above)
            .because(why),
    );
    figures
}

fn picture() -> Picture {
    let line = |cost: f32| {
        let bought = buy(cost).iter().enumerate().map(|(s, b)| [s as f64 / 128.0, f64::from(u8::from(*b))]).collect();
        (format!("cost {cost}"), bought)
    };
    Picture {
        title: "People who pay are near the border, on either side of it",
        story: "Whether somebody buys points, against her score, with a cut-off in the middle, for three costs. At cost 2 \
                people within about a tenth of the scale buy, at cost 4 those within half of that, at cost 8 nobody. People \
                who planned the whole way would buy from a half, a quarter and an eighth of the scale below.",
        axes: ["score", "buys"],
        lines: [2.0, 4.0, 8.0].map(line).into(),
        dots: vec![[0.0, 1.0], [0.25, 1.0], [0.375, 1.0]],
    }
}
