//! V5: assessment of people by a public institution.

use super::isolation::scene;
use super::leading_eight::{Residents, lived, repute_of_who_never_helps};
use super::published_case::{PublishedCase, PublishedFigure, Through};
use crate::scenario::scene_file::Scene;
use crate::society::assessment_rule::{Council, Dread, Norm};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V5",
    title: "Judgment by a public institution",
    source: "Radzvilavicius, Kessinger & Plotkin 2021",
    how: "A council decides reputations (engine/council.rs): each member serves one month, in which she sees one deed of \
          everybody and may err, and at the end of the term a person whom enough of them found good is in good repute. \
          People refuse the ill-reputed, whom they dread. A council of one is also computed from the table of norms.",
    files: &["council"],
    quick,
    long: None,
    picture: None,
};

/// Norm, and the share in good repute before a board of one, any of two, both of two, three of five, all of five.
const EXPECTED: [(&str, [f64; 5]); 4] = [
    ("stern-judging", [0.96154, 0.99847, 0.92587, 0.99943, 0.83257]),
    ("simple-standing", [0.96154, 0.99847, 0.92587, 0.99943, 0.83257]),
    ("image-scoring", [0.33784, 0.99834, 0.00042, 0.99941, 0.0]),
    ("shunning", [0.33784, 0.99834, 0.00042, 0.99941, 0.0]),
];
/// Reputation of people who never help, under stern judging.
const NEVER: [f64; 5] = [0.05692, 0.04248, 0.00831, 0.00008, 0.00019];

/// Boards: in words, the number of members, and the number who must agree.
const BOARDS: [(&str, u8, u8); 5] =
    [("one", 1, 1), ("any of two", 2, 1), ("both of two", 2, 2), ("three of five", 5, 3), ("all of five", 5, 5)];

fn staged(norm: &str, (_, members, needs): (&str, u8, u8)) -> Scene {
    let mut e = scene("council");
    e.society.marginals.gossip_norm.value = norm.into();
    e.society.ways.council = Some(Council { members, needs });
    e
}

fn quick() -> Vec<PublishedFigure> {
    let mut figures = Vec::new();
    for (name, expected) in EXPECTED {
        let norm = Norm::by_name(name).expect("it is known");
        let formula = Residents::new(norm, Dread::ByRepute, 0.02, 0.02).good();
        let what = |board: &str| format!("in good repute; {name}, board: {board}");
        figures.push(PublishedFigure::new(what("one"), expected[0], 1e-5, Through::Formula, formula));
        for (board, expected) in BOARDS.into_iter().zip(expected) {
            let ours = lived(&staged(name, board))[0];
            figures.push(PublishedFigure::new(what(board.0), expected, 0.005, Through::Engine, ours));
        }
    }
    for (board, expected) in BOARDS.into_iter().zip(NEVER) {
        let ours = repute_of_who_never_helps(staged("stern-judging", board));
        let what = format!("reputation of people who never help; stern-judging, board: {}", board.0);
        figures.push(PublishedFigure::new(what, expected, 0.01, Through::Engine, ours));
    }
    figures
}
