//! V10: open opposition to an authority without police (civil violence).

use super::isolation::{Stage, scene, share};
use super::published_case::{PublishedCase, PublishedFigure, Through};
use crate::observatory::tally::Count;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V10",
    title: "Civil violence",
    source: "Epstein 2002, Model I, run 2",
    how: "The engine, before anybody is policed: the share who criticise, of people whose disapproval is spread evenly. The \
          rest is a grid, on which people rebel if they see few police for each rebel in sight, and are removed for a while \
          if caught. The model has no grid and no jail, and the chance that critics are warned does not depend on their \
          number: it would be a replica separate from the model.",
    files: &["rebellion"],
    quick,
    long: None,
    picture: None,
};

/// Distinguishable degrees of disapproval: those of approvals 0 to 127 in 255.
const DEGREES: usize = 128;

fn quick() -> Vec<PublishedFigure> {
    let mut stage = Stage::of(&scene("rebellion"));
    for columns in stage.columns() {
        columns.approval.iter_mut().enumerate().for_each(|(i, approval)| *approval = (i % DEGREES) as u8);
    }
    let active = share(&stage.month(), Count::Criticised, Count::People);
    let why = "Outbursts arise on a grid, where rebels hide each other from the police in sight until they are jailed.";
    vec![
        PublishedFigure::new("share who are active; no police", 4.0 / 9.0, 1.0 / 127.5, Through::Engine, active),
        PublishedFigure::absent("size of an outburst; floor rule", 795.0, why).published("708"),
    ]
}
