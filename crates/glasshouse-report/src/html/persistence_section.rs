//! The section on persistence: the effects that remain after a regime ends.

use super::markup::table;
use super::report_input::ReportInput;
use super::{measure_text, report_text};
use crate::comparison_table::HEADLINES;
use crate::{number_format, window_text};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;

/// For each regime, the fate of its differences from the baseline; `None` if no regime ended or nothing is compared.
pub fn section(input: &ReportInput) -> Option<String> {
    input.comparison.plan.has(Window::After).then_some(())?;
    if input.regimes() < 2 {
        return None;
    }
    let tables: String = (1..input.regimes()).map(|r| one(input, r)).collect();
    Some(format!("<p>{}</p>{tables}", report_text::HOW_TO_READ_REMAINS))
}

fn one(input: &ReportInput, r: usize) -> String {
    let months = |words: &str, window| {
        let span = input.comparison.window(r, window).map(|span| format!(", {}", window_text::months(&span)));
        words.to_owned() + &span.unwrap_or_default()
    };
    let [during, after] = [("While in force", Window::During), ("After the end", Window::After)];
    let (during, after) = (months(during.0, during.1), months(after.0, after.1));
    let head = ["Measure".to_owned(), during, after, "In words".to_owned()];
    let rows: Vec<Vec<String>> =
        HEADLINES.iter().filter_map(|key| by_key(key)).filter_map(|m| row(input, r, m)).collect();
    if rows.is_empty() {
        return format!("<h3>{}</h3><p>No difference from the baseline was detected at any time.</p>", input.name(r));
    }
    format!("<h3>{}</h3>{}", input.name(r), table("", &head, &rows))
}

fn row(input: &ReportInput, r: usize, m: &Measure) -> Option<Vec<String>> {
    let of = |window| input.comparison.difference(r, m, View::Truth, window);
    let (during, after) = (of(Window::During), of(Window::After));
    let words = in_words(during, after)?;
    let show = |i: Option<Interval>| i.map_or(report_text::NONE.to_owned(), number_format::difference);
    Some(vec![measure_text::linked(m), show(during), show(after), words.to_owned()])
}

/// The fate of a difference; `None` if it could never be told from chance.
fn in_words(during: Option<Interval>, after: Option<Interval>) -> Option<&'static str> {
    let sure = |i: Option<Interval>| i.filter(Interval::excludes_zero).map(|i| i.mean);
    Some(match (sure(during), sure(after), after) {
        (None, None, _) => return None,
        (None, Some(_), _) => "appeared only afterwards",
        (Some(_), None, None) => "nobody left to count",
        (Some(_), None, Some(i)) if i.mean == 0.0 => "gone",
        (Some(_), None, Some(_)) => "can no longer be told from chance",
        (Some(d), Some(a), _) if d * a < 0.0 => "reversed",
        (Some(d), Some(a), _) if a.abs() < 0.5 * d.abs() => "less than half remained",
        (Some(d), Some(a), _) if a.abs() <= d.abs() => "half or more remained",
        (Some(_), Some(_), _) => "grew further",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_intervals() {
        let i = |mean, half| Some(Interval { mean, half: Some(half) });
        assert_eq!(in_words(i(1.0, 2.0), i(1.0, 2.0)), None);
        assert_eq!(in_words(i(5.0, 1.0), i(-2.0, 1.0)), Some("reversed"));
        assert_eq!(in_words(i(5.0, 1.0), i(1.0, 2.0)), Some("can no longer be told from chance"));
        assert_eq!(in_words(i(5.0, 1.0), i(0.0, 0.0)), Some("gone"));
        assert_eq!(in_words(i(0.0, 1.0), i(2.0, 1.0)), Some("appeared only afterwards"));
        assert_eq!(in_words(i(5.0, 1.0), None), Some("nobody left to count"));
    }
}
