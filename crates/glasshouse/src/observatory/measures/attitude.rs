//! Measures of the attitude towards a system that judges people.

use super::measure::{Group, Measure};
use crate::observatory::formulas::{ratio, share};
use crate::observatory::tally::Count;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "system_approval",
        name: "Approval of the system",
        group: Group::Voice,
        unit: "% of full approval",
        definition: "where a system that judges people is in force: mean private approval of it, from 0 to 100; 50 is neither for nor against",
        direction: "more means that people think better of the system",
        truth: |t| ratio(t, Count::SystemApproval, Count::UnderSystem, 100.0 / 255.0),
        seen: Some((
            |t| ratio(t, Count::StatedSystemApproval, Count::UnderSystem, 100.0 / 255.0),
            "approval of the system stated in a survey, answered in fear of the police and of the regime",
        )),
    },
    Measure {
        key: "system_approvers",
        name: "Who approves of the system",
        group: Group::Voice,
        unit: "% of people",
        definition: "where a system that judges people is in force: share of people who privately approve of it rather than not",
        direction: "more means that more people are for the system",
        truth: |t| ratio(t, Count::SystemApprovers, Count::UnderSystem, 100.0),
        seen: Some((
            |t| ratio(t, Count::StatedSystemApprovers, Count::UnderSystem, 100.0),
            "those who say so in a survey, answered in fear of the police and of the regime",
        )),
    },
    Measure {
        key: "system_approval_gap",
        name: "Approval of the system feigned",
        group: Group::Voice,
        unit: "points of 100",
        definition: "stated minus private approval of the system (preference falsification)",
        direction: "more means that surveys about the system mislead more",
        truth: |t| {
            share(t.get(Count::StatedSystemApproval) - t.get(Count::SystemApproval), t.get(Count::UnderSystem))
                .map(|x| x * 100.0 / 255.0)
        },
        seen: Some((
            |t| (t.get(Count::UnderSystem) > 0).then_some(0.0),
            "its surveys, which take stated approval for private approval",
        )),
    },
    Measure {
        key: "not_worried",
        name: "Not worried",
        group: Group::Voice,
        unit: "% of people",
        definition: "where a system that judges people is in force: share of people who do not worry about what they could lose by it",
        direction: "more means that more people feel that they have nothing to fear",
        truth: |t| ratio(t, Count::NotWorried, Count::UnderSystem, 100.0),
        seen: None,
    },
];
