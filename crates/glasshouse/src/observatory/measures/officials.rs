//! Measures of what becomes of officials.

use super::measure::{Group, Measure};
use crate::observatory::formulas::ratio;
use crate::observatory::tally::Count;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "punished_officials",
        name: "Officials punished",
        group: Group::Means,
        unit: "per 1,000 officials a year",
        definition: "officials who were found out taking a bribe, and lost the post and a fine by it, for each 1,000 people who hold or held a post, a year",
        direction: "more means that more of them are punished; it says nothing about how many are corrupt",
        truth: |t| ratio(t, Count::OfficialsPunished, Count::Officials, 12_000.0),
        seen: None,
    },
    Measure {
        key: "prisoners",
        name: "Officials in prison",
        group: Group::Means,
        unit: "per 1,000 officials",
        definition: "officials who are in prison for a bribe, for each 1,000 people who hold or held a post",
        direction: "more means that more of them have lost their freedom and their income",
        truth: |t| ratio(t, Count::Prisoners, Count::Officials, 1_000.0),
        seen: None,
    },
];
