//! V8: where do opinions come to rest, where everybody listens to some and stays by her first opinion?

use super::{Case, Figure, Picture, Through};
use crate::chance::{Chance, LANES, Purpose};
use crate::life::learn::{Lived, News, learn};
use crate::life::mind::Minds;
use crate::life::terms::Terms;
use crate::society::behaviour::{Behaviour, Law, Learning};
use crate::society::public::{CRITICISED, PRAISED};

pub(super) const CASE: Case = Case {
    key: "V8",
    title: "Opinions and spillover",
    source: "Friedkin & Johnsen 1990; Parsegov et al. 2017 (example)",
    how: "The learning rule's own function for approval of the government, with talk (H5) and leaning, called for four \
          people, each with her own rates; whom one listens to how much is how many of 250 voices praise. Opinions are kept \
          in 1/255, rounded by chance: the mean of many months is read. (In the engine ties count alike, and say yes or no.)",
    files: &[],
    quick,
    long: None,
    picture: Some(picture),
};

/// Weights of four people on each other.
const LISTENS: [[f64; 4]; 4] =
    [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0.0, 0.0, 1.0, 0.0], [0.090, 0.178, 0.446, 0.286]];
/// First opinions, 0 to 100.
const FIRST: [f64; 4] = [25.0, 25.0, 75.0, 85.0];
/// Voices that each hears.
const VOICES: f64 = 250.0;
/// How fast opinions move.
const PACE: f64 = 0.5;

/// Opinions month by month, 0 to 100, over so many months.
fn talk(months: u32) -> Vec<[f64; 4]> {
    let (chance, terms) = (Chance::new(1, 0), Terms::of_law(&Behaviour::default(), 0));
    let mut opinions = FIRST.map(|x| x / 100.0);
    let mut all = Vec::new();
    for month in 0..months {
        all.push(opinions.map(|x| 100.0 * x));
        let mut rounding = [[0; LANES]; 4];
        chance.lanes(Purpose::Rounding, 0, month, &mut rounding);
        opinions = std::array::from_fn(|i| {
            let stays = LISTENS[i][i];
            let (talk, leaning) = ((PACE * (1.0 - stays)) as f32, (PACE * stays) as f32);
            let rates = Learning { approval_talk: talk, approval_leaning: leaning, ..Learning::default() };
            let heard: f64 = LISTENS[i].iter().zip(opinions).map(|(weight, opinion)| weight * opinion).sum();
            let (mut minds, mut lived) = (Minds::EMPTY, Lived::EMPTY);
            (minds.approval[i], lived.leaning[i]) = (opinions[i] as f32, (FIRST[i] / 100.0) as f32);
            // So many voices who praise, and the others who criticise.
            let praise = (heard * VOICES).round() as u8;
            (lived.sights.of_mut(PRAISED)[i], lived.sights.of_mut(CRITICISED)[i]) = (praise, VOICES as u8 - praise);
            let inner = learn(&minds, &lived, &terms, News::default(), &rates, &Law::default(), &rounding);
            f64::from(inner.approval[i]) / 255.0
        });
    }
    all
}

fn quick() -> Vec<Figure> {
    let months = talk(4_000);
    let rest = &months[100..];
    let mut figures = Vec::new();
    for (i, (expected, published)) in
        [(60.0208, "60"), (59.9840, "60"), (75.0, "75"), (74.9862, "75")].into_iter().enumerate()
    {
        let ours = rest.iter().map(|opinions| opinions[i]).sum::<f64>() / rest.len() as f64;
        let what = format!(
            "opinion of the {} of four; first opinions 25, 25, 75, 85",
            ["first", "second", "third", "fourth"][i]
        );
        figures.push(Figure::new(what, expected, 0.5, Through::Formula, ours).published(published));
    }
    let why = "Opinions here lie between 0 and 1 and cannot be negative.";
    figures.push(Figure::absent("first opinions 25, 15, -50, 5: the first of four", -19.2896, why).published("-19.3"));
    let why = "Spillover here is a number of points for each listed tie. It is not a share of a tie's score, and what it \
               takes from one does not travel on.";
    figures.push(Figure::absent("score of one offender in a ring of ten, spillover 0.3", -7.337994, why));
    figures
}

fn picture() -> Picture {
    let months = talk(60);
    let line = |i: usize| {
        let points = months.iter().enumerate().map(|(month, opinions)| [month as f64, opinions[i]]);
        (format!("from {}", [" 25 (first)", " 25 (second)", " 75", " 85"][i].trim()), points.collect())
    };
    Picture {
        title: "Who listens moves, who does not stays",
        story: "Four opinions over sixty months. The third never moves from 75; the first two rise from 25 to about 60, and \
                the fourth falls from 85 to about 75.",
        axes: ["month", "opinion"],
        lines: (0..4).map(line).collect(),
        dots: vec![[59.0, 60.0208], [59.0, 74.9862]],
    }
}
