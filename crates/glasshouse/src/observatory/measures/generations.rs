//! Measures of generations: ages, deaths, and what those who never lived under a regime keep of it.

use super::measure::{Group, Measure};
use crate::observatory::formulas::{ratio, share};
use crate::observatory::tally::Count;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "aged",
        name: "People of 60 and older",
        group: Group::Lives,
        unit: "% of adults",
        definition: "share of adults who are 60 or older",
        direction: "more means an older society; no regime changes it",
        truth: |t| ratio(t, Count::Aged, Count::People, 100.0),
        seen: None,
    },
    Measure {
        key: "deaths",
        name: "Deaths",
        group: Group::Lives,
        unit: "per 1,000 adults a year",
        definition: "adults who died last month and in whose place somebody came of age, per 1,000 adults and year",
        direction: "more means that generations follow each other faster; no regime changes it",
        truth: |t| ratio(t, Count::CameOfAge, Count::People, 12_000.0),
        seen: None,
    },
    Measure {
        key: "heirs",
        name: "People who never lived under it",
        group: Group::Lives,
        unit: "% of adults",
        definition: "share of adults who came of age after the last of the compared regimes had ended, the same people in every world",
        direction: "more means that more people know the regime from others only",
        truth: |t| {
            (t.get(Count::Heirs) > 0)
                .then(|| share(t.get(Count::Heirs), t.get(Count::People)).map(|x| 100.0 * x))
                .flatten()
        },
        seen: None,
    },
    Measure {
        key: "heirs_trust",
        name: "Trust of those who never lived under it",
        group: Group::Lives,
        unit: "% of full trust",
        definition: "mean trust in a stranger of those who came of age after the regimes had ended",
        direction: "a difference between worlds is what the next generation keeps of a regime",
        truth: |t| ratio(t, Count::HeirsTrust, Count::Heirs, 100.0 / 255.0),
        seen: None,
    },
    Measure {
        key: "heirs_approval",
        name: "Approval by those who never lived under it",
        group: Group::Lives,
        unit: "% of full approval",
        definition: "mean private approval of the government of those who came of age after the regimes had ended",
        direction: "a difference between worlds is what the next generation keeps of a regime",
        truth: |t| ratio(t, Count::HeirsApproval, Count::Heirs, 100.0 / 255.0),
        seen: None,
    },
    Measure {
        key: "heirs_candour",
        name: "Norm of speech of those who never lived under it",
        group: Group::Lives,
        unit: "% of the full norm",
        definition: "mean own norm of speaking one's mind of those who came of age after the regimes had ended",
        direction: "a difference between worlds is what the next generation keeps of a regime",
        truth: |t| ratio(t, Count::HeirsSpeech, Count::Heirs, 100.0 / 255.0),
        seen: None,
    },
    Measure {
        key: "heirs_silence",
        name: "Silence of those who never lived under it",
        group: Group::Lives,
        unit: "% of those who disapprove",
        definition: "of those who came of age after the regimes had ended and privately disapprove, the share who keep silent or praise",
        direction: "a difference between worlds is what the next generation keeps of a regime",
        truth: |t| ratio(t, Count::HeirsSilent, Count::HeirsCritics, 100.0),
        seen: None,
    },
];
