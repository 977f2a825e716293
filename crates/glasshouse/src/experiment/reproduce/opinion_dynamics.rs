//! V8: opinion dynamics in which everybody listens to some and stays partly attached to her first opinion.

use super::published_case::{Picture, PublishedCase, PublishedFigure, Through, number};
use crate::life::decision::Minds;
use crate::life::learning::{Experience, News, learn};
use crate::life::terms::Terms;
use crate::rng::{LANES, Lane, Purpose, Rng, unit};
use crate::society::behaviour::{Behaviour, Learning};
use crate::society::observable::{CRITICISED, PRAISED};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V8",
    title: "Opinions and spillover",
    source: "Friedkin & Johnsen 1990; Parsegov et al. 2017 (example)",
    how: "The learning rule's own function for approval of the government, with talk (H5) and leaning, called for four \
          people, each with her own rates; the weights of others set how many of 250 voices praise. Opinions are stored in \
          1/255, with stochastic rounding: the figure is the mean over many months and worlds. Where they can be negative, \
          0 to 1 represents −100 to 100. (In the engine ties count alike, and say yes or no.)",
    files: &[],
    quick,
    long: None,
    picture: Some(picture),
};

/// Weights of four people on each other.
const LISTENS: [[f64; 4]; 4] =
    [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0.0, 0.0, 1.0, 0.0], [0.090, 0.178, 0.446, 0.286]];
/// Voices that each hears.
const VOICES: f32 = 250.0;
/// How fast opinions move.
const PACE: f64 = 0.5;

/// A published example: opinions of four people, and their equilibrium.
struct Example {
    /// Lowest and highest possible opinion: 0 and 1 here.
    scale: [f64; 2],
    first: [f64; 4],
    rest: [f64; 4],
    published: [&'static str; 4],
}

const EXAMPLES: [Example; 2] = [
    Example {
        scale: [0.0, 100.0],
        first: [25.0, 25.0, 75.0, 85.0],
        rest: [60.0208, 59.9840, 75.0, 74.9862],
        published: ["60", "60", "75", "75"],
    },
    Example {
        scale: [-100.0, 100.0],
        first: [25.0, 15.0, -50.0, 5.0],
        rest: [-19.2896, -21.4829, -50.0, -23.1995],
        published: ["−19.3", "−21.5", "−50", "−23.2"],
    },
];

/// Opinions month by month: means over as many worlds as there are lanes.
fn talk(e: &Example, months: u32) -> Vec<[f64; 4]> {
    let (rng, terms) = (Rng::new(1, 0), Terms::of_law(&Behaviour::default(), 0));
    let [least, most] = e.scale;
    let first = e.first.map(|x| ((x - least) / (most - least)) as f32);
    let mut opinions = first.map(|x| [x; LANES]);
    let mut all = Vec::new();
    for month in 0..months {
        let mean = |of: &Lane<f32>| of.iter().map(|x| f64::from(*x)).sum::<f64>() / LANES as f64;
        all.push([0, 1, 2, 3].map(|i| least + (most - least) * mean(&opinions[i])));
        opinions = std::array::from_fn(|i| {
            let mut rounding = [[0; LANES]; 4];
            rng.lanes(Purpose::Rounding, (i * LANES) as u32, month, &mut rounding);
            let stays = LISTENS[i][i];
            let (talk, leaning) = ((PACE * (1.0 - stays)) as f32, (PACE * stays) as f32);
            let rates = Learning { approval_talk: talk, approval_leaning: leaning, ..Learning::default() };
            let (mut minds, mut lived) = (Minds::EMPTY, Experience::EMPTY);
            (minds.approval, lived.leaning) = (opinions[i], [first[i]; LANES]);
            for k in 0..LANES {
                let heard: f32 = LISTENS[i].iter().zip(&opinions).map(|(weight, of)| *weight as f32 * of[k]).sum();
                // The number of voices who praise, with stochastic rounding; the others criticise. The last four bytes
                // of the draw are free.
                let praise = (heard * VOICES + unit(rounding[3][k])).min(VOICES) as u8;
                (lived.sights.of_mut(PRAISED)[k], lived.sights.of_mut(CRITICISED)[k]) = (praise, VOICES as u8 - praise);
            }
            let inner = learn(&minds, &lived, &terms, News::default(), &rates, 0.0, &rounding);
            inner.approval.map(|s| f32::from(s) / 255.0)
        });
    }
    all
}

fn quick() -> Vec<PublishedFigure> {
    let mut figures = Vec::new();
    for e in &EXAMPLES {
        let months = talk(e, 4_000);
        let settled = &months[100..];
        for (i, who) in ["first", "second", "third", "fourth"].into_iter().enumerate() {
            let ours = settled.iter().map(|opinions| opinions[i]).sum::<f64>() / settled.len() as f64;
            let first = e.first.map(number).join(", ");
            let what = format!("opinion of the {who} of four; first opinions {first}");
            // One in ten thousand of the range of opinions.
            let tolerance = 1e-4 * (e.scale[1] - e.scale[0]);
            let figure = PublishedFigure::new(what, e.rest[i], tolerance, Through::Formula, ours);
            figures.push(figure.published(e.published[i]));
        }
    }
    let why = "Spillover here is a number of points for each listed tie, not a share of a tie's score: a person's books know \
               only a tie's public byte, which says whether she is listed but not her score. And nobody's ties form a ring.";
    figures.push(PublishedFigure::absent("score of one offender in a ring of ten, spillover 0.3", -7.337994, why));
    figures
}

fn picture() -> Picture {
    let months = talk(&EXAMPLES[0], 60);
    let line = |i: usize| {
        let points = months.iter().enumerate().map(|(month, opinions)| [month as f64, opinions[i]]);
        (format!("from {}", [" 25 (first)", " 25 (second)", " 75", " 85"][i].trim()), points.collect())
    };
    Picture {
        title: "People who listen move, people who do not stay",
        story: "Four opinions over sixty months. The third never moves from 75; the first two rise from 25 to about 60, and \
                the fourth falls from 85 to about 75.",
        axes: ["month", "opinion"],
        lines: (0..4).map(line).collect(),
        dots: vec![[59.0, 60.0208], [59.0, 74.9862]],
    }
}
