//! Measures of private opinion and public expression.

use super::measure::{Group, Measure};
use crate::life::informing::{BROKE_WITH_FRIEND, BROKE_WITH_KIN, TOLD_ON, TOLD_ON_AT_HOME};
use crate::observatory::formulas::{bought_share, ratio, share};
use crate::observatory::tally::Count;
use crate::society::act::Act;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "approval",
        name: "Private approval",
        group: Group::Voice,
        unit: "% of full approval",
        definition: "mean private approval of the government, from 0 to 100; the state's view is what people state in a survey",
        direction: "more means that people think better of the government",
        truth: |t| ratio(t, Count::Approval, Count::People, 100.0 / 255.0),
        seen: Some((
            |t| ratio(t, Count::StatedApproval, Count::People, 100.0 / 255.0),
            "approval stated in a survey, answered in fear of the police and of the regime",
        )),
    },
    Measure {
        key: "approval_gap",
        name: "Approval feigned",
        group: Group::Voice,
        unit: "points of 100",
        definition: "stated minus private approval (preference falsification)",
        direction: "more means that surveys mislead more",
        truth: |t| {
            share(t.get(Count::StatedApproval) - t.get(Count::Approval), t.get(Count::People))
                .map(|x| x * 100.0 / 255.0)
        },
        seen: Some((
            |t| (t.get(Count::People) > 0).then_some(0.0),
            "its surveys, which take stated approval for private approval",
        )),
    },
    Measure {
        key: "critics_silent",
        name: "Critics who keep silent",
        group: Group::Voice,
        unit: "% of critics",
        definition: "share of those who privately disapprove who say nothing, or praise, in a month",
        direction: "more means more self-censorship or less need to speak",
        truth: |t| ratio(t, Count::CriticsSilent, Count::Critics, 100.0),
        seen: None,
    },
    Measure {
        key: "critics_listed",
        name: "Critics who are listed",
        group: Group::Standing,
        unit: "% of critics",
        definition: "share of those who privately disapprove who are on the list in a month, for whatever reason",
        direction: "more means that more of those who think ill of the authority lose what a list closes",
        truth: |t| ratio(t, Count::CriticsListed, Count::Critics, 100.0),
        seen: None,
    },
    Measure {
        key: "criticism",
        name: "Open criticism",
        group: Group::Voice,
        unit: "% of people a month",
        definition: "share of all people who criticise the authority openly in a month",
        direction: "more means that more is said aloud",
        truth: |t| ratio(t, Count::Criticised, Count::People, 100.0),
        seen: Some((|t| ratio(t, Count::CriticismSeen, Count::People, 100.0), "criticism recorded by monitors")),
    },
    Measure {
        key: "system_criticism",
        name: "Criticism of the system",
        group: Group::Voice,
        unit: "% of critics",
        definition: "of those who criticise openly in a month, the share who speak of the trust system itself, and not of the government",
        direction: "less under a threat against it than without means that what is said about the system is bent",
        truth: |t| share(t.done(Act::CriticiseSystem), t.get(Count::Criticised)).map(|x| 100.0 * x),
        seen: Some((
            |t| share(t.recorded(Act::CriticiseSystem), t.get(Count::CriticismSeen)).map(|x| 100.0 * x),
            "the share among the criticism that monitors recorded",
        )),
    },
    Measure {
        key: "silent",
        name: "Silent",
        group: Group::Voice,
        unit: "% of people a month",
        definition: "share of all people who neither criticise nor praise openly in a month",
        direction: "more means that less is said aloud, either way",
        truth: |t| {
            share(t.get(Count::People) - t.get(Count::Criticised) - t.get(Count::Praised), t.get(Count::People))
                .map(|x| 100.0 * x)
        },
        seen: Some((
            |t| {
                let heard = t.get(Count::CriticismSeen) + t.get(Count::PraiseSeen);
                // Where nobody listens, the state has no figure at all.
                share(t.get(Count::People) - heard, t.get(Count::People)).filter(|_| heard > 0).map(|x| 100.0 * x)
            },
            "people of whom its monitors recorded neither",
        )),
    },
    Measure {
        key: "disapproved_bought",
        name: "Disapproved goods bought",
        group: Group::Voice,
        unit: "% of purchases",
        definition: "of purchases of goods that the authority approves or disapproves of, the share that it disapproves of",
        direction: "less under a regime than without it means that the regime bends purchases",
        truth: |t| bought_share(t, Count::DisapprovedBought, Count::ApprovedBought),
        seen: Some((
            |t| bought_share(t, Count::DisapprovedSeen, Count::ApprovedSeen),
            "the share among the purchases that channels recorded",
        )),
    },
    Measure {
        key: "against_taste",
        name: "Purchases against taste",
        group: Group::Voice,
        unit: "% of purchases",
        definition: "share of these purchases that are of the kind that the buyer likes less; part of it is mere chance, so compare it with the baseline",
        direction: "more means that people buy less of what they like",
        truth: |t| {
            let bought = t.get(Count::ApprovedBought) + t.get(Count::DisapprovedBought);
            share(t.get(Count::BoughtAgainstTaste), bought).map(|x| 100.0 * x)
        },
        seen: Some((
            |t| (t.get(Count::ApprovedSeen) + t.get(Count::DisapprovedSeen) > 0).then_some(0.0),
            "its records, which take what people buy for what they like",
        )),
    },
    Measure {
        key: "purchases_bent",
        name: "Purchases bent",
        group: Group::Voice,
        unit: "% of shoppers",
        definition: "share of shoppers for such goods who, with the same luck and the same mood, would have bought something else or nothing if nobody had looked",
        direction: "more means that being watched decides more of what people buy",
        truth: |t| ratio(t, Count::ShoppersBent, Count::Shoppers, 100.0),
        seen: Some((
            |t| (t.get(Count::Shoppers) > 0).then_some(0.0),
            "its records, which take what people buy for what they like",
        )),
    },
    Measure {
        key: "obedient",
        name: "Obedient critics",
        group: Group::Voice,
        unit: "% of restrained critics",
        definition: "where loud criticism is punished: of those who criticise and would like to do so more loudly than is tolerated, the share who stay within what is tolerated",
        direction: "more means that punishment is obeyed",
        truth: |t| ratio(t, Count::Obedient, Count::Restrained, 100.0),
        seen: None,
    },
    Measure {
        key: "self_censored",
        name: "Self-censored critics",
        group: Group::Voice,
        unit: "% of restrained critics",
        definition: "where loud criticism is punished: of those who criticise and would like to do so more loudly than is tolerated, the share who do so, but less loudly than they would like",
        direction: "more means that punishment bends what is said without stopping it",
        truth: |t| ratio(t, Count::SelfCensored, Count::Restrained, 100.0),
        seen: None,
    },
    Measure {
        key: "defiant",
        name: "Defiant critics",
        group: Group::Voice,
        unit: "% of restrained critics",
        definition: "where loud criticism is punished: of those who criticise and would like to do so more loudly than is tolerated, the share who say everything that they would like to say",
        direction: "more means that punishment is defied",
        truth: |t| {
            let defiant = t.get(Count::Restrained) - t.get(Count::Obedient) - t.get(Count::SelfCensored);
            share(defiant, t.get(Count::Restrained)).map(|x| 100.0 * x)
        },
        seen: None,
    },
    Measure {
        key: "felt",
        name: "Felt surveillance",
        group: Group::Voice,
        unit: "% of full watching",
        definition: "mean chance, as people estimate it, that the police, the regime or an informer notice what they say",
        direction: "more means that people feel watched",
        truth: |t| ratio(t, Count::Felt, Count::People, 100.0 / 255.0),
        seen: None,
    },
    Measure {
        key: "true_reports",
        name: "Neighbours reported rightly",
        group: Group::Voice,
        unit: "reports per 1,000 people a year",
        definition: "reports to the authority about what a neighbour did, per 1,000 people and year",
        direction: "more means that more people tell on each other",
        truth: |t| ratio(t, Count::TrueReports, Count::People, 12_000.0),
        seen: Some((
            |t| {
                let believed = t.get(Count::TrueReports) + t.get(Count::FalseReports) - t.get(Count::FalseReportsFound);
                share(believed, t.get(Count::People)).map(|x| 12_000.0 * x)
            },
            "all reports that its checks did not find false",
        )),
    },
    Measure {
        key: "reported_at_home",
        name: "Reported by their own household",
        group: Group::Voice,
        unit: "% of people reported",
        definition: "of people whom somebody reported in a month, rightly or not, the share reported by a member of their household",
        direction: "more means that people can trust each other less at home",
        truth: |t| share(t.befell(TOLD_ON_AT_HOME), t.befell(TOLD_ON)).map(|x| 100.0 * x),
        seen: None,
    },
    Measure {
        key: "ties_broken",
        name: "Broke over a report",
        group: Group::Voice,
        unit: "per 1,000 people a year",
        definition: "people who broke with a friend or a member of their household over a report, whichever of the two told, per 1,000 people and year",
        direction: "more means that reporting costs more ties",
        truth: |t| {
            let broke = t.befell(BROKE_WITH_FRIEND) + t.befell(BROKE_WITH_KIN);
            share(broke, t.get(Count::People)).map(|x| 12_000.0 * x)
        },
        seen: None,
    },
    Measure {
        key: "false_reports",
        name: "Neighbours denounced falsely",
        group: Group::Voice,
        unit: "reports per 1,000 people a year",
        definition: "reports to the authority about what a neighbour did not do, per 1,000 people and year",
        direction: "more means that more people are harmed by a lie",
        truth: |t| ratio(t, Count::FalseReports, Count::People, 12_000.0),
        seen: Some((
            |t| ratio(t, Count::FalseReportsFound, Count::People, 12_000.0),
            "false reports that its checks found",
        )),
    },
];
