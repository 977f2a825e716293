//! Measures of the panopticon: the chance of being found out that people expect, beside the true one.

use super::measure::{Group, Measure};
use crate::life::learning::FELT_UNITS;
use crate::observatory::formulas::share;
use crate::observatory::tally::{Count, Tally};
use crate::society::act::Sphere;

/// The chance, in per cent, that people expect in a sphere.
fn felt(t: &Tally, sphere: Sphere) -> Option<f64> {
    share(t.nth(Count::FeltBySphere, sphere as usize), t.get(Count::People)).map(|x| x * 100.0 / f64::from(FELT_UNITS))
}

/// The true chance, in per cent; nothing where nobody did anything about which there is a rule.
fn real(t: &Tally, sphere: Sphere) -> Option<f64> {
    share(t.nth(Count::FoundOutBySphere, sphere as usize), t.nth(Count::RuledBySphere, sphere as usize))
        .map(|x| 100.0 * x.min(1.0))
}

/// The part of the expected chance that is not real, over all spheres in which there are rules, each weighted by the
/// acts done there; nothing where nobody expects anything.
fn bluff(t: &Tally) -> Option<f64> {
    let (mut expected, mut empty) = (0.0, 0.0);
    for sphere in Sphere::ALL {
        let acts = t.nth(Count::RuledBySphere, sphere as usize) as f64;
        if let (Some(felt), Some(real)) = (felt(t, sphere), real(t, sphere)) {
            expected += acts * felt;
            empty += acts * (felt - real).max(0.0);
        }
    }
    (expected > 0.0).then(|| 100.0 * empty / expected)
}

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "felt_street",
        name: "Felt risk in public places",
        group: Group::Voice,
        unit: "% of acts",
        definition: "mean chance, as people estimate it, that the regime finds out what somebody does in a public place",
        direction: "more means that people expect to be caught there",
        truth: |t| felt(t, Sphere::Street),
        seen: None,
    },
    Measure {
        key: "real_street",
        name: "Real risk in public places",
        group: Group::Voice,
        unit: "% of acts",
        definition: "of acts in public places about which there is a rule and for which channels look, the share found out",
        direction: "more means that the regime sees more",
        truth: |t| real(t, Sphere::Street),
        seen: None,
    },
    Measure {
        key: "felt_records",
        name: "Felt risk in records",
        group: Group::Voice,
        unit: "% of acts",
        definition: "mean chance, as people estimate it, that the regime finds out what banks, shops, offices or courts can \
                     know of somebody",
        direction: "more means that people expect to be caught there",
        truth: |t| felt(t, Sphere::Records),
        seen: None,
    },
    Measure {
        key: "real_records",
        name: "Real risk in records",
        group: Group::Voice,
        unit: "% of acts",
        definition: "of acts that leave a record, about which there is a rule and for which channels look, the share found out",
        direction: "more means that the regime sees more",
        truth: |t| real(t, Sphere::Records),
        seen: None,
    },
    Measure {
        key: "felt_speech",
        name: "Felt risk in speech",
        group: Group::Voice,
        unit: "% of acts",
        definition: "mean chance, as people estimate it, that the regime finds out what somebody says; the police, who \
                     were there before, are not included",
        direction: "more means that people expect to be heard",
        truth: |t| felt(t, Sphere::Speech),
        seen: None,
    },
    Measure {
        key: "real_speech",
        name: "Real risk in speech",
        group: Group::Voice,
        unit: "% of acts",
        definition: "of open criticism and praise about which there is a rule and for which channels listen, the share found \
                     out",
        direction: "more means that the regime hears more",
        truth: |t| real(t, Sphere::Speech),
        seen: None,
    },
    Measure {
        key: "bluff",
        name: "Bluff",
        group: Group::Voice,
        unit: "% of the felt risk",
        definition: "the part of the chance of being found out that people expect beyond the true one, weighted by the acts \
                     done in each sphere",
        direction: "more means that more of the deterrence rests on a threat that nobody could carry out",
        truth: bluff,
        seen: None,
    },
];
