//! V12, pay of officials: the worth of a post at which its holder does not cheat (efficiency wages).

use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::life::decision::Minds;
use crate::life::discretion::refuses;
use crate::life::terms::{OfficialTerms, Terms};
use crate::society::behaviour::{Behaviour, Discretion};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "Efficiency wages and bribes",
    source: "Shapiro & Stiglitz 1984; Becker & Stigler 1974",
    how: "The official's own decision over a bribe (life/discretion.rs), weighing money alone: the rent of the post at which \
          she is indifferent. The horizon is the number of months for which a post is worth more than none: 1/(r + b/u). \
          In Becker & Stigler a bribe that is found is confiscated, so the punishment equals the bribe.",
    files: &[],
    quick,
    long: None,
    picture: Some(picture),
};

/// Effort, chance of being found, chance a month that a post ends, discount rate.
const EFFORT: f64 = 1.0;
const FOUND: f64 = 0.5;
const ENDS: f64 = 0.1;
const DISCOUNT: f64 = 0.05;

/// Yuan a month of a post, over this many months, from which a bribe found with this chance is refused.
fn rent(bribe: f64, found: f64, punishment: f64, months: f64) -> f64 {
    let mut minds = Minds::EMPTY;
    minds.weight[0][0] = 1e6;
    let refuses = |post: f64| {
        let discretion = Discretion { post: post as f32, horizon: months as f32, ..Discretion::default() };
        let b = Behaviour { discretion, ..Behaviour::default() };
        let officials = OfficialTerms {
            bonus: 0.0,
            detection: found as f32,
            punishment: punishment as f32,
            prison: 0.0,
            convicted: 0.0,
        };
        let terms = Terms { officials, ..Terms::of_law(&b, 0) };
        refuses(&b, &minds, &terms, 0, bribe as f32) >= 0.5
    };
    let (mut takes, mut honest) = (0.0, 1_000.0);
    for _ in 0..60 {
        let post = (takes + honest) / 2.0;
        *(if refuses(post) { &mut honest } else { &mut takes }) = post;
    }
    honest
}

/// Wage at which nobody shirks, at this unemployment.
fn wage(unemployment: f64) -> f64 {
    EFFORT + rent(EFFORT, FOUND, 0.0, 1.0 / (DISCOUNT + ENDS / unemployment))
}

fn quick() -> Vec<PublishedFigure> {
    let mut figures = Vec::new();
    for (unemployment, expected) in [(0.05, 5.1), (0.1, 3.1), (0.2, 2.1), (0.5, 1.5)] {
        let what = format!("wage without shirking; unemployment {unemployment}");
        figures.push(PublishedFigure::new(what, expected, 1e-4, Through::Formula, wage(unemployment)));
    }
    for (found, expected) in [(0.1, 9.0), (0.25, 3.0), (0.5, 1.0)] {
        let what = format!("premium relative to the bribe; found with {found}, the bribe confiscated");
        figures.push(PublishedFigure::new(what, expected, 1e-4, Through::Formula, rent(1.0, found, 1.0, 1.0)));
    }
    figures
}

fn picture() -> Picture {
    Picture {
        title: "The scarcer posts are, the less a post must pay",
        story: "The wage at which nobody shirks, against unemployment: from 5.1 where one in twenty has no post, down to 1.5 \
                where half have none.",
        axes: ["unemployment", "wage"],
        lines: vec![("the model".into(), (1..=20).map(|k| f64::from(k) * 0.025).map(|u| [u, wage(u)]).collect())],
        dots: vec![[0.05, 5.1], [0.1, 3.1], [0.2, 2.1], [0.5, 1.5]],
    }
}
