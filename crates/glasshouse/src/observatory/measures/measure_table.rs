//! The table of all measures, in the order of the report.

use super::measure::{Measure, MeasureView, View};
use super::{
    attitude, cooperation, expression, generations, listing, material_welfare, need, officials, perceived_risk,
    privacy, unrest, work,
};

/// The measures of each heading, in the order of the report.
const PARTS: [&[Measure]; 12] = [
    cooperation::TABLE,
    expression::TABLE,
    attitude::TABLE,
    unrest::TABLE,
    perceived_risk::TABLE,
    privacy::TABLE,
    listing::TABLE,
    material_welfare::TABLE,
    work::TABLE,
    need::TABLE,
    officials::TABLE,
    generations::TABLE,
];
const MEASURES: usize = {
    let (mut sum, mut part) = (0, 0);
    while part < PARTS.len() {
        (sum, part) = (sum + PARTS[part].len(), part + 1);
    }
    sum
};

/// Every measure, in the order of the report.
pub const TABLE: &[Measure] = &joined();

const fn joined() -> [Measure; MEASURES] {
    let mut all = [PARTS[0][0]; MEASURES];
    let (mut part, mut to) = (0, 0);
    while part < PARTS.len() {
        let mut from = 0;
        while from < PARTS[part].len() {
            all[to] = PARTS[part][from];
            (from, to) = (from + 1, to + 1);
        }
        part += 1;
    }
    all
}

/// The measure with this key.
pub fn by_key(key: &str) -> Option<&'static Measure> {
    TABLE.iter().find(|m| m.key == key)
}

/// Each measure in each of its views: measures in the order of the table, truth before the state's view.
pub fn views() -> impl Iterator<Item = MeasureView> {
    let of = |measure: &'static Measure| {
        let seen = measure.seen.is_some().then_some(View::Seen);
        std::iter::once(View::Truth).chain(seen).map(move |view| MeasureView { measure, view })
    };
    TABLE.iter().flat_map(of)
}
