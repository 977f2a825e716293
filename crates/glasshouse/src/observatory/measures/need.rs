//! Measures of need, and of what children give to their parents.

use super::measure::{Group, Measure};
use crate::observatory::formulas::ratio;
use crate::observatory::tally::Count;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "in_need",
        name: "In need",
        group: Group::Means,
        unit: "% of people",
        definition: "share of people whose means (income, welfare, what passes between children and parents, and savings spread over some months) fall short of what they and those who depend on them need",
        direction: "more means that more people lack something",
        truth: |t| ratio(t, Count::InNeed, Count::People, 100.0),
        seen: None,
    },
    Measure {
        key: "need",
        name: "Depth of need",
        group: Group::Means,
        unit: "% of what is needed",
        definition: "mean share of what people need that they lack; people who lack nothing count as 0",
        direction: "more means that people lack more",
        truth: |t| ratio(t, Count::Need, Count::People, 100.0 / 255.0),
        seen: None,
    },
    Measure {
        key: "support_of_parents",
        name: "Given by children to old parents",
        group: Group::Means,
        unit: "yuan per person of 60 or older a month",
        definition: "what children give to their old parents, spread over all people of 60 and older",
        direction: "more means that the old live more by their children",
        truth: |t| ratio(t, Count::Supported, Count::Aged, 1.0),
        seen: None,
    },
];
