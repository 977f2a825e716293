//! Measures of work: who has some, what people earn by it, and what a standing leaves behind after it has ended.

use super::measure::{Group, Measure};
use crate::observatory::formulas::{Formula, ratio, share};
use crate::observatory::tally::{Count, Tally};

/// Classes of [`Count::PeopleByWork`]: in work, jobless, ill; the fourth are retired.
const WORKING_AGE: std::ops::Range<usize> = 0..3;

/// Share of those before retirement in a class, in per cent.
fn share_of(t: &Tally, class: usize) -> Option<f64> {
    let all = WORKING_AGE.map(|k| t.nth(Count::PeopleByWork, k)).sum();
    share(t.nth(Count::PeopleByWork, class), all).map(|x| 100.0 * x)
}

/// Mean income in a class, yuan a month.
fn income_of(t: &Tally, class: usize) -> Option<f64> {
    share(t.nth(Count::IncomeByWork, class), t.nth(Count::PeopleByWork, class))
}

/// How much less of their usual income the once-listed have than those who never were, in per cent of it.
fn scar(t: &Tally) -> Option<f64> {
    let once = ratio(t, Count::OnceListedIncome, Count::OnceListedUsual, 100.0)?;
    Some(ratio(t, Count::NeverListedIncome, Count::NeverListedUsual, 100.0)? - once)
}

const fn income(key: &'static str, name: &'static str, definition: &'static str, truth: Formula) -> Measure {
    Measure {
        key,
        name,
        group: Group::Means,
        unit: "yuan a month",
        definition,
        direction: "more means that these people earn more",
        truth,
        seen: None,
    }
}

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "jobless",
        name: "Without work",
        group: Group::Means,
        unit: "% of those before retirement",
        definition: "share of people before retirement who have lost their work and found no other",
        direction: "more means that more people have lost work, or that they find it more slowly",
        truth: |t| share_of(t, 1),
        seen: None,
    },
    Measure {
        key: "too_ill",
        name: "Too ill to work",
        group: Group::Means,
        unit: "% of those before retirement",
        definition: "share of people before retirement who have work and are too ill for it",
        direction: "more means that more people are ill; no regime changes it",
        truth: |t| share_of(t, 2),
        seen: None,
    },
    income(
        "income_in_work",
        "Income in work",
        "mean income of people before retirement who are in work, before rewards, fines and welfare",
        |t| income_of(t, 0),
    ),
    income(
        "income_jobless",
        "Income without work",
        "mean income of jobless people, before rewards, fines and welfare",
        |t| income_of(t, 1),
    ),
    income(
        "income_retired",
        "Income in retirement",
        "mean income of retired people, before rewards, fines and welfare",
        |t| income_of(t, 3),
    ),
    Measure {
        key: "posts_lost",
        name: "Posts lost",
        group: Group::Means,
        unit: "% of officials",
        definition: "share of officials who have lost the post for a bribe or because their standing bars them, and have none now",
        direction: "more means that more of them lost what they lived by",
        truth: |t| ratio(t, Count::PostsLost, Count::Officials, 100.0),
        seen: None,
    },
    Measure {
        key: "school_lost",
        name: "Good schools missed",
        group: Group::Means,
        unit: "% of all",
        definition: "share of people whose child was kept out of a good school when schools admitted, in any year so far",
        direction: "more means that more children start with worse prospects; it does not fall when a regime ends",
        truth: |t| ratio(t, Count::SchoolLost, Count::People, 100.0),
        seen: None,
    },
    Measure {
        key: "scar",
        name: "Scar of a listing",
        group: Group::Means,
        unit: "% of usual income",
        definition: "disposable income of people who were listed once and are not now, as a share of their usual income, compared with that of people who were never listed",
        direction: "more means that they have less after their release than others; a part is no effect of the list, since people who default by need had lost work before",
        truth: scar,
        seen: None,
    },
];
