//! Measures of unrest and of the peace that fear makes.

use super::measure::{Group, Measure};
use crate::life::unrest::{STEPS, turnout};
use crate::observatory::tally::{Count, Tally};

/// The share of people who would take part in the end, given their thresholds.
fn share(t: &Tally, first: Count) -> Option<f64> {
    let people: [i64; STEPS + 1] = std::array::from_fn(|class| t.nth(first, class));
    turnout(&people, t.get(Count::UnrestAsked)).map(|x| 100.0 * x)
}

/// The share of people who would join if half of the others had.
fn ready(t: &Tally, first: Count) -> Option<f64> {
    let people = (0..=STEPS / 2).map(|class| t.nth(first, class)).sum::<i64>();
    let all = t.get(Count::UnrestAsked);
    (all > 0).then(|| 100.0 * people as f64 / all as f64)
}

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "unrest",
        name: "Unrest",
        group: Group::Voice,
        unit: "% of people",
        definition: "share of people who would take to the streets in the end, beginning with those who need nobody beside them, each as soon as enough others are there (threshold process)",
        direction: "less means less protest, whether from content or from fear",
        truth: |t| share(t, Count::UnrestByClass),
        seen: None,
    },
    Measure {
        key: "unrest_without",
        name: "Unrest without the system",
        group: Group::Voice,
        unit: "% of people",
        definition: "the same if the system ended on that day: nobody expects anything from it any more; the police, and what people think, stay",
        direction: "more means that people have more cause for protest",
        truth: |t| share(t, Count::UnrestWithoutByClass),
        seen: None,
    },
    Measure {
        key: "restless",
        name: "Restless",
        group: Group::Voice,
        unit: "% of people",
        definition: "share of people who would take to the streets if half of all others were there",
        direction: "more means that the peace is less safe, whether or not anybody begins",
        truth: |t| ready(t, Count::UnrestByClass),
        seen: None,
    },
    Measure {
        key: "restless_hidden",
        name: "Restlessness hidden by fear",
        group: Group::Voice,
        unit: "% of people",
        definition: "the share who would do so if the system ended on that day, minus those who would now",
        direction: "more means that fear of the system alone keeps more people from being ready",
        truth: |t| Some(ready(t, Count::UnrestWithoutByClass)? - ready(t, Count::UnrestByClass)?),
        seen: Some((|t| (t.get(Count::UnrestAsked) > 0).then_some(0.0), "a quiet street, which it takes for content")),
    },
    Measure {
        key: "artificial_peace",
        name: "Artificial peace",
        group: Group::Voice,
        unit: "% of people",
        definition: "unrest without the system minus unrest as things are: people whom fear of the system alone keeps off the streets",
        direction: "more means that more of the peace rests on fear, and ends with it",
        truth: |t| Some(share(t, Count::UnrestWithoutByClass)? - share(t, Count::UnrestByClass)?),
        seen: Some((|t| (t.get(Count::UnrestAsked) > 0).then_some(0.0), "a quiet street, which it takes for content")),
    },
];
