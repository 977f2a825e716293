//! The section on bluff: the chance of being found out that people expect, beside the true one, and how fast it fades.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use crate::number_format::{self, counted};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{View, by_key};
use std::ops::Range;

/// The spheres of the measures, and their names.
const SPHERES: [(&str, &str); 3] = [("street", "In public places"), ("records", "In records"), ("speech", "In speech")];

/// Felt and real risk under each regime that has rules; `None` if none has.
pub fn section(input: &ReportInput) -> Option<String> {
    let own = |r: usize| one(input, r, &input.comparison.window(r, Window::During)?);
    let tables: String = (0..input.regimes()).filter_map(own).collect();
    let forget = f64::from(input.comparison.plan.society.behaviour.learning.felt_forget);
    let fades = match half_life(forget) {
        Some(months) => format!("half of it is forgotten in {}", counted(months, "month")),
        None => "it is not forgotten".to_owned(),
    };
    (!tables.is_empty()).then(|| {
        format!(
            "<p>People fear what they expect, and a regime may announce more than it can see. The first column is the \
             chance of being found out that people expected in the last year in force, the second the share of acts \
             that channels did find out. Where people expect more, the rest is bluff. Cases wear it off: those of one’s own, and \
             those that ties tell. Without any news of it {fades}.</p>{tables}"
        )
    })
}

/// Months until half of a belief is forgotten of which this share is forgotten in a month; `None` if nothing is.
fn half_life(forget: f64) -> Option<u64> {
    let (mut left, mut months) = (1.0, 0);
    while forget > 0.0 && left > 0.5 {
        (left, months) = (left * (1.0 - forget), months + 1);
    }
    (months > 0).then_some(months)
}

fn one(input: &ReportInput, r: usize, months: &Range<u32>) -> Option<String> {
    let last = months.end.saturating_sub(12).max(months.start)..months.end;
    let over = |key: &str, months: Range<u32>| {
        input.comparison.over(r, by_key(key)?, View::Truth, months).filter(|level| level.mean.is_finite())
    };
    let rows: Vec<Vec<String>> = SPHERES
        .iter()
        .filter_map(|(sphere, name)| {
            let (felt, real) =
                (over(&format!("felt_{sphere}"), last.clone())?, over(&format!("real_{sphere}"), last.clone())?);
            Some(vec![
                (*name).to_owned(),
                number_format::level(felt),
                number_format::level(real),
                in_words(felt.mean, real.mean).to_owned(),
            ])
        })
        .collect();
    let bluff = over("bluff", last)?;
    let head = ["Where", "Expected, %", "Found out, %", "In words"].map(str::to_owned);
    Some(format!(
        "<h3>{}</h3><p>In the last year in force, {} % of what people expected was bluff.</p>{}",
        esc(&input.name(r)),
        number_format::level(bluff),
        table("", &head, &rows)
    ))
}

/// How the expected chance compares with the true one.
fn in_words(felt: f64, real: f64) -> &'static str {
    match (felt, real) {
        (felt, real) if felt > 2.0 * real + 1.0 => "mostly bluff",
        (felt, real) if felt > real + 1.0 => "partly bluff",
        (felt, real) if felt < real - 1.0 => "people expect less than is true",
        _ => "about as it is",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threat_that_nobody_can_carry_out_is_called_a_bluff() {
        assert_eq!(in_words(40.0, 0.01), "mostly bluff");
        assert_eq!(in_words(40.0, 30.0), "partly bluff");
        assert_eq!(in_words(20.0, 30.0), "people expect less than is true");
        assert_eq!(in_words(0.0, 0.01), "about as it is");
    }
}
