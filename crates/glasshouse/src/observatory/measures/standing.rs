//! Who is listed, and what for: what is measured of it?

use super::{Group, Measure};
use crate::observatory::formulas::{LISTED_SAME_ACTS, ratio, share};
use crate::observatory::tally::Count;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "listed",
        name: "Listed",
        group: Group::Standing,
        unit: "% of people",
        definition: "share of people who are on the list or in a listed tier at the end of a month",
        direction: "more means that more are shut out",
        truth: |t| ratio(t, Count::Listed, Count::People, 100.0),
        seen: None,
    },
    Measure {
        key: "entered",
        name: "Put on the list",
        group: Group::Standing,
        unit: "per 1,000 people a year",
        definition: "persons who come to be listed, by a rule or by falling into a listed tier, per 1,000 people and year",
        direction: "more means that more people are shut out anew",
        truth: |t| ratio(t, Count::Entered, Count::People, 12_000.0),
        seen: None,
    },
    Measure {
        key: "left_by_paying",
        name: "Came off it by paying",
        group: Group::Standing,
        unit: "% of those who came off",
        definition: "of those who came off the list, the share who did by paying what they had stopped paying",
        direction: "more means that the list makes people pay, rather than wait",
        truth: |t| ratio(t, Count::LeftByPaying, Count::Left, 100.0),
        seen: None,
    },
    Measure {
        key: "wrongly_listed",
        name: "Wrongly listed",
        group: Group::Standing,
        unit: "% of the listed",
        definition: "of the listed, the share whom nobody would list who had seen every act rightly and counted only their own",
        direction: "more means more injustice",
        truth: |t| ratio(t, Count::WronglyListed, Count::Listed, 100.0),
        seen: Some((
            |t| (t.get(Count::Listed) > 0).then_some(0.0),
            "its own records, which by their own account are right",
        )),
    },
    Measure {
        key: "redress_time",
        name: "Time to redress",
        group: Group::Standing,
        unit: "months",
        definition: "months for which somebody is wrongly listed, in the mean: person-months of wrong listing over wrong listings that ended, by an appeal, by time, or because it came to be deserved",
        direction: "more means that injustice lasts longer",
        truth: |t| ratio(t, Count::WronglyListed, Count::Redressed, 1.0),
        seen: None,
    },
    Measure {
        key: "appeals_granted",
        name: "Appeals granted",
        group: Group::Standing,
        unit: "% of those heard",
        definition: "of appeals of listed people that were heard, the share that was granted",
        direction: "more means that the office finds more of its listings wrong, rightly or not",
        truth: |t| ratio(t, Count::AppealsGranted, Count::AppealsHeard, 100.0),
        seen: None,
    },
    Measure {
        key: "marked",
        name: "Marked at the credit bureau",
        group: Group::Standing,
        unit: "% of people",
        definition: "share of people to whom nobody lends because of a mark at a credit bureau, of a loan that was broken and is settled, or put there by mistake",
        direction: "more means that more people are shut out of credit",
        truth: |t| share(t.get(Count::Marked) + t.get(Count::Slandered), t.get(Count::People)).map(|x| 100.0 * x),
        seen: None,
    },
    Measure {
        key: "wrongly_marked",
        name: "Wrongly marked",
        group: Group::Standing,
        unit: "% of the marked",
        definition: "of those marked at a credit bureau, the share who broke no loan",
        direction: "more means more injustice",
        truth: |t| share(t.get(Count::Slandered), t.get(Count::Slandered) + t.get(Count::Marked)).map(|x| 100.0 * x),
        seen: Some((
            |t| (t.get(Count::Slandered) + t.get(Count::Marked) > 0).then_some(0.0),
            "its own files, which by their own account are right",
        )),
    },
    Measure {
        key: "innocent_listed",
        name: "Innocents listed",
        group: Group::Standing,
        unit: "% of the innocent",
        definition: "of those whom perfect sight would not list, the share who are listed",
        direction: "more means more injustice; read beside `wrongly listed`, since either alone can mislead",
        truth: |t| {
            share(
                t.get(Count::WronglyListed),
                t.get(Count::People) - t.get(Count::Listed) + t.get(Count::WronglyListed),
            )
            .map(|x| 100.0 * x)
        },
        seen: None,
    },
    Measure {
        key: "blameless_loss",
        name: "Harm to the blameless",
        group: Group::Standing,
        unit: "yuan a person a year",
        definition: "what sanctions cost those whom perfect sight would not sanction, spread over all people",
        direction: "more means more harm without fault",
        truth: |t| ratio(t, Count::BlamelessLoss, Count::People, 12.0),
        seen: None,
    },
    Measure {
        key: "sanction_loss",
        name: "Cost of sanctions",
        group: Group::Standing,
        unit: "yuan a person a year",
        definition: "what sanctions cost all who bear them, spread over all people",
        direction: "more means heavier sanctions",
        truth: |t| ratio(t, Count::SanctionLoss, Count::People, 12.0),
        seen: None,
    },
    Measure {
        key: "schoolless",
        name: "Children kept out of good schools",
        group: Group::Standing,
        unit: "% of parents",
        definition: "share of persons with a child of school age whose child may not go to a good school",
        direction: "more means that children lose prospects for their parents' standing",
        truth: |t| ratio(t, Count::Schoolless, Count::Parents, 100.0),
        seen: None,
    },
    same_acts(0, "listed_same_acts_1", "Listed given the same acts, poorest fifth"),
    same_acts(1, "listed_same_acts_2", "Listed given the same acts, second fifth"),
    same_acts(2, "listed_same_acts_3", "Listed given the same acts, middle fifth"),
    same_acts(3, "listed_same_acts_4", "Listed given the same acts, fourth fifth"),
    same_acts(4, "listed_same_acts_5", "Listed given the same acts, richest fifth"),
];

const fn same_acts(fifth: usize, key: &'static str, name: &'static str) -> Measure {
    Measure {
        key,
        name,
        group: Group::Standing,
        unit: "% of people",
        definition: "chance of being listed in this income fifth, as if its people had done just what the whole population did (eight bands of deserved score, directly standardised)",
        direction: "a difference between fifths means that the same acts weigh differently by income",
        truth: LISTED_SAME_ACTS[fifth],
        seen: None,
    }
}
