//! V12, peers: trust where the marks of trusted people count for more (EigenTrust).

use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::life::rating::{Given, RatingTerms};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "Trust that is passed on",
    source: "Kamvar, Schlosser & Garcia-Molina 2003 (EigenTrust)",
    how: "The sum and the weights of marks under `[peer_rating]` with `esteem = 1` (life/rating.rs), which the engine uses for \
          the two people whom a person passes: here five peers rate all five, and each score moves a tenth of the way to its \
          marks. A mark is EigenTrust's: the peer's and, for a share, that of an office that trusts the first two.",
    files: &[],
    quick,
    long: None,
    picture: Some(picture),
};

/// How much each of five peers trusts each other: the last two collude.
const TRUST: [[f32; 5]; 5] = [
    [0.0, 0.5, 0.5, 0.0, 0.0],
    [0.5, 0.0, 0.5, 0.0, 0.0],
    [1.0 / 3.0, 1.0 / 3.0, 0.0, 1.0 / 3.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 1.0],
    [0.0, 0.0, 0.0, 1.0, 0.0],
];
/// The peers whom the office trusts.
const OFFICE: [f32; 5] = [0.5, 0.5, 0.0, 0.0, 0.0];

/// Scores after this many months in which all rate all, from equal scores.
fn scores(office: f32, months: u32) -> [f64; 5] {
    let rating = RatingTerms { weight: 0.1, status: 0.0, courtesy: 0.0, spite: 0.0, esteem: 1.0 };
    let mut scores = [0.2_f32; 5];
    for _ in 0..months {
        let before = scores;
        for (i, score) in scores.iter_mut().enumerate() {
            let mut given = Given::default();
            for (j, standing) in before.iter().enumerate() {
                given.add((1.0 - office) * TRUST[j][i] + office * OFFICE[i], rating.counts(*standing));
            }
            if let Some((mark, counted)) = given.mean() {
                *score += rating.weight * counted * (mark - before[i]);
            }
        }
    }
    scores.map(f64::from)
}

/// Months after which nothing changes any more.
const LONG: u32 = 20_000;

fn quick() -> Vec<PublishedFigure> {
    let known = [
        (0.1, [0.178571, 0.178571, 0.160714, 0.253759, 0.228383]),
        (0.15, [0.224439, 0.224439, 0.190773, 0.194783, 0.165566]),
        (0.5, [0.375, 0.375, 0.1875, 0.041667, 0.020833]),
    ];
    let mut figures = Vec::new();
    for (office, expected) in known {
        let found = scores(office, LONG);
        for (peer, name) in [(0, "the first"), (2, "the third"), (3, "the fourth"), (4, "the fifth")] {
            let what = format!("trust in {name} of five peers; the office's share {office}");
            figures.push(PublishedFigure::new(what, expected[peer], 1e-5, Through::Formula, found[peer]));
        }
    }
    let collude = scores(0.0, LONG);
    let what = "trust in the two who collude; without an office";
    figures.push(PublishedFigure::new(what, 1.0, 1e-3, Through::Formula, collude[3] + collude[4]));
    figures
}

fn picture() -> Picture {
    let shares = || (1..=20_u8).map(|k| f32::from(k) / 20.0);
    let line = |peer: usize, name: &str| {
        let points = shares().map(|office| [f64::from(office), scores(office, 2_000)[peer]]);
        (name.to_owned(), points.collect())
    };
    Picture {
        title: "Colluding peers are trusted where no office is asked",
        story: "Trust in the first of five peers and in one of two who collude, against the share of an office's word. With \
                hardly any office the colluding peer has more; from a tenth or so on the first has more, and the other \
                falls to none.",
        axes: ["share of the office", "trust"],
        lines: vec![line(0, "the first peer"), line(3, "one who colludes")],
        dots: vec![[0.1, 0.178571], [0.15, 0.224439], [0.5, 0.375], [0.1, 0.253759], [0.15, 0.194783], [0.5, 0.041667]],
    }
}
