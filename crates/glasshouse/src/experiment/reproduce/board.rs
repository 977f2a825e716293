//! V5: who is good in the eyes of an institution that judges in public?

use super::public_repute::{Residents, lived};
use super::{Case, Figure, Through};
use crate::society::repute::Norm;

pub(super) const CASE: Case = Case {
    key: "V5",
    title: "Judgment by a public institution",
    source: "Radzvilavicius, Kessinger & Plotkin 2021",
    how: "A board of one is our gossip: one judgment of one deed a month, believed by all. Larger boards are not in the \
          model.",
    files: &["public-repute"],
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

const BOARDS: [&str; 5] = ["one", "any of two", "both of two", "three of five", "all of five"];

fn quick() -> Vec<Figure> {
    let mut figures = Vec::new();
    for (name, boards) in EXPECTED {
        let what = |board: &str| format!("in good repute; {name}, board: {board}");
        let why = if name == "image-scoring" {
            "As in V1: ours help everybody, where helping is always praised."
        } else {
            ""
        };
        let norm = Norm::by_name(name).expect("it is known");
        let formula = Residents::new(norm, 0.02, 0.02).good();
        let figure =
            |through, tolerance, ours| Figure::new(what("one"), boards[0], tolerance, through, ours).because(why);
        figures.push(figure(Through::Formula, 1e-5, formula));
        figures.push(figure(Through::Engine, 0.005, lived(name)[0]));
        for (board, expected) in BOARDS.iter().zip(boards).skip(1) {
            let why = "No office of the model judges by several members who vote.";
            figures.push(Figure::absent(what(board), expected, why));
        }
    }
    figures
}
