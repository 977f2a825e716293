//! V13: how an arrest, and a threat with nothing behind it, move the chance of being caught that people expect.

use super::published_case::{PublishedCase, PublishedFigure, Through};
use crate::life::decision::Minds;
use crate::life::learning::{Cases, Experience, FELT_UNITS, News, learn};
use crate::life::terms::Terms;
use crate::rng::{LANES, Lane, Purpose, Rng, unit};
use crate::society::act::Sphere;
use crate::society::behaviour::{Behaviour, Learning};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V13",
    title: "Perceived risk",
    source: "Anwar & Loughran 2011 (arrests); Ross 1973 (the British Road Safety Act of 1967); both from memory or abstracts",
    how: "The learning rule's own function for the expected chance of being found out, with the shipped rates, called for \
          neighbourhoods of people who act, tell ten ties, and are found out or not. The rate of learning from one's own \
          cases was set from the first study, so its figure is used, not kept aside. The second was known, as a rough \
          range, when the weight of announcements was set.",
    files: &[],
    quick,
    long: None,
    picture: None,
};

const STREET: usize = Sphere::Street as usize;

/// The rates that ship, without other learning.
fn rates() -> Learning {
    let shipped = crate::scenario::society("china-2018").map(|read| read.value.behaviour.learning).unwrap_or_default();
    let Learning { felt_own, felt_ties, felt_announced, felt_habituation, felt_forget, .. } = shipped;
    Learning { felt_own, felt_ties, felt_announced, felt_habituation, felt_forget, ..Learning::default() }
}

/// What people expect after a month, in which those with these cases had them.
fn month(felt: &Lane<f32>, cases: &Lane<u8>, told: u8, announced: f32, now: u32) -> Lane<f32> {
    let (mut minds, mut lived) = (Minds::EMPTY, Experience::EMPTY);
    let mut terms = Terms::of_law(&Behaviour::default(), 0);
    (minds.felt[STREET], lived.cases, terms.announced[STREET]) = (*felt, *cases, announced);
    lived.told[STREET] = [told; LANES];
    let mut rounding = [[0; LANES]; 4];
    Rng::new(1, 0).lanes(Purpose::Rounding, 0, now, &mut rounding);
    let rates = rates();
    let inner = learn(&minds, &lived, &terms, News::default(), &rates, rates.announcing(now), &rounding);
    inner.felt[STREET].map(|felt| f32::from(felt) / FELT_UNITS)
}

fn mean(felt: &Lane<f32>) -> f64 {
    felt.iter().map(|felt| f64::from(*felt)).sum::<f64>() / LANES as f64
}

/// By how many points an act that was found out leaves people expecting more than one that was not.
fn arrest() -> f64 {
    let after = |cases: u8| {
        let each = (0..200).map(|now| mean(&month(&[0.4; LANES], &[cases; LANES], 0, 0.0, now)));
        each.sum::<f64>() / 200.0
    };
    100.0 * (after(Cases::acted(STREET) | Cases::found(STREET)) - after(Cases::acted(STREET)))
}

/// Months in which half of the belief in a threat with nothing behind it is gone, counted from its peak: people act in
/// one month of four, and so do their ten ties, and nobody is ever found out.
fn bluff() -> f64 {
    let rng = Rng::new(2, 0);
    let (mut felt, mut course) = ([0.0; LANES], Vec::new());
    for now in 0..240 {
        let draws = rng.lane(Purpose::Walk, 0, now);
        let cases = draws.map(|word| if unit(word) < 0.25 { Cases::acted(STREET) } else { 0 });
        felt = month(&felt, &cases, 2 + (now % 2) as u8, 1.0, now);
        course.push(mean(&felt));
    }
    let peak = (0..course.len()).max_by(|a, b| course[*a].total_cmp(&course[*b])).unwrap_or(0);
    let half = course[peak..].iter().position(|felt| *felt < course[peak] / 2.0);
    half.map_or(f64::INFINITY, |months| months as f64)
}

fn quick() -> Vec<PublishedFigure> {
    let arrest = PublishedFigure::new(
        "points of perceived risk that an arrest adds to a crime",
        6.3,
        0.5,
        Through::Formula,
        arrest(),
    );
    let bluff = PublishedFigure::new(
        "months until half of a threat beyond its enforcement is gone",
        15.0,
        5.0,
        Through::Formula,
        bluff(),
    );
    let why = "How often people act is our guess, and the announcement slows the fall while people still listen to it. Nothing \
               was changed to meet the range.";
    vec![arrest.published("6.3"), bluff.published("10 to 20").because(why)]
}
