//! V12, inspection: the chance of being seen from which a rule is kept (inspection game).

use super::isolation::{Stage, scene, share};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::observatory::tally::Count;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "The inspection game",
    source: "Tsebelis 1990; Rauhut 2009",
    how: "The engine: a thousand people on the road, weighing money alone. The chance of inspection at which half of them \
          break the rule is that of the game's equilibrium. Inspectors in the model do not choose.",
    files: &["road"],
    quick,
    long: None,
    picture: Some(picture),
};

/// People on the road.
struct Road(Stage);

impl Road {
    fn new() -> Road {
        Road(Stage::of(&scene("road")))
    }

    fn broken(&mut self, seen: f64, fine: f64) -> f64 {
        let law = &mut self.0.people.society.behaviour.law;
        (law.road_sight, law.road_fine) = (seen as f32, fine as f32);
        share(&self.0.month(), Count::Violations, Count::Occasions)
    }

    /// The chance of being seen at which half of them break the rule.
    fn indifferent(&mut self, fine: f64) -> f64 {
        let (mut break_it, mut keep_it) = (0.0, 1.0);
        for _ in 0..16 {
            let seen = (break_it + keep_it) / 2.0;
            *(if self.broken(seen, fine) > 0.5 { &mut break_it } else { &mut keep_it }) = seen;
        }
        (break_it + keep_it) / 2.0
    }
}

fn quick() -> Vec<PublishedFigure> {
    let mut road = Road::new();
    let mut figures = Vec::new();
    for (fine, expected) in [(2.0, 0.5), (5.0, 0.2), (10.0, 0.1)] {
        let what = format!("chance of inspection in equilibrium; fine {fine} times the gain");
        figures.push(PublishedFigure::new(what, expected, 0.005, Through::Engine, road.indifferent(fine)));
    }
    let why =
        "Inspectors in the model do not decide whether to inspect: the law or the regime sets how often they come.";
    figures.push(PublishedFigure::absent("share who break the rule in equilibrium, at any fine", 0.25, why));
    figures
}

fn picture() -> Picture {
    let mut road = Road::new();
    let mut line = |fine: f64| {
        let points = (0..=60).map(|k| f64::from(k) * 0.01).map(|seen| [seen, road.broken(seen, fine)]).collect();
        (format!("fine {fine}"), points)
    };
    Picture {
        title: "The higher the fine, the less inspection is needed",
        story: "The share who break a rule that gains them one yuan, against the chance of being seen, for three fines. All \
                break it below 0.5, 0.2 and 0.1, and nobody above.",
        axes: ["chance of being seen", "share who break the rule"],
        lines: [2.0, 5.0, 10.0].map(&mut line).into(),
        dots: vec![[0.5, 0.5], [0.2, 0.5], [0.1, 0.5]],
    }
}
