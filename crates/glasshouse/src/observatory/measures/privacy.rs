//! Measures of privacy: what is known of people, by whom, and for how long.

use super::measure::{Group, Measure};
use crate::observatory::formulas::{bits_known, ratio, share};
use crate::observatory::tally::Count;
use crate::society::act::ACTS;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "life_on_record",
        name: "Life on record",
        group: Group::Known,
        unit: "% of acts",
        definition: "of all acts of the model that people did in a month, the share that an institution recorded",
        direction: "more means less privacy from the institution",
        truth: |t| {
            let sum = |first: Count| (0..ACTS).map(|act| t.nth(first, act)).sum::<i64>();
            share(sum(Count::TrulyRecordedByAct), sum(Count::DoneByAct)).map(|x| 100.0 * x)
        },
        seen: None,
    },
    Measure {
        key: "bits_known",
        name: "Bits of life known",
        group: Group::Known,
        unit: "bits per person a year",
        definition: "mutual information between what people did and what is on record about it, summed over the acts of the model: how much the records tell about who did what; false alarms tell less",
        direction: "more means that the institution knows more of each person",
        truth: bits_known,
        seen: None,
    },
    Measure {
        key: "kept",
        name: "How long records are kept",
        group: Group::Known,
        unit: "months",
        definition: "mean months for which a record of the month counts under the rules of the regime; for ever counts as 600",
        direction: "more means that less is forgotten",
        truth: |t| ratio(t, Count::RecordMonths, Count::RecordsMade, 1.0),
        seen: None,
    },
    Measure {
        key: "on_show",
        name: "People on show",
        group: Group::Known,
        unit: "% of people",
        definition: "share of people whose listing their family and friends, or everybody, can see",
        direction: "more means that more people are exposed to others",
        truth: |t| ratio(t, Count::OnShow, Count::People, 100.0),
        seen: None,
    },
    Measure {
        key: "eyes",
        name: "Eyes on them",
        group: Group::Known,
        unit: "people",
        definition: "mean number of family and friends who can see that a listed person is listed; strangers come on top where everybody can",
        direction: "more means that each is exposed to more people who know her",
        truth: |t| ratio(t, Count::EyesOnThem, Count::OnShow, 1.0),
        seen: None,
    },
];
