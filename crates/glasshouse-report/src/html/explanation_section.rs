//! The section on what carries the differences: the part of each mechanism, from linked explanations.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use super::{measure_text, report_text};
use crate::explanation_json::{LinkedDifference, LinkedExplanation, LinkedPart};
use crate::number_format;
use glasshouse::observatory::measures::by_key;
use glasshouse::observatory::statistics::Interval;

/// The parts, or how to compute them if nothing was linked; `None` where there is nothing to compare.
pub fn section(input: &ReportInput) -> Option<String> {
    if input.regimes() < 2 {
        return None;
    }
    let all = &input.linked.explanations;
    if all.is_empty() {
        return Some(format!("<p>{}</p>", how_to_ask(input)));
    }
    Some(format!("<p>{}</p>", report_text::HOW_TO_READ_PARTS) + &all.iter().map(one).collect::<String>())
}

/// The command that splits the first difference of this report.
fn how_to_ask(input: &ReportInput) -> String {
    let names: Vec<String> = (0..input.regimes()).map(|r| input.name(r)).collect();
    format!(
        "Which mechanism carries a difference was not asked. <code>glasshouse explain {} --than {} --measure trust --out \
         explanation</code> splits it over the mechanisms of the regime (a shipped one, or a file: give its path), and \
         <code>--with explanation</code> puts the parts here.",
        names[1], names[0]
    )
}

fn one(of: &LinkedExplanation) -> String {
    let head = format!("<h3>{}, compared with {}</h3>", esc(&of.regime), esc(&of.than));
    let tables: String = of.measures.iter().map(measure).collect();
    format!(
        "{head}<p class=small>{} {}; {}. Produced by <code>{}</code>.</p>{tables}",
        report_text::FIGURE_FOOT,
        esc(&of.months),
        number_format::counted(of.societies, "society"),
        esc(&of.command)
    )
}

fn measure(of: &LinkedDifference) -> String {
    let name = by_key(&of.measure).map_or_else(|| esc(&of.measure), measure_text::linked);
    let unit = by_key(&of.measure).map_or("", |m| m.unit);
    let mut rows = vec![row("the whole difference", "", of.whole, of.whole)];
    let mut groups: Vec<&LinkedPart> = of.groups.iter().collect();
    groups.sort_by(|a, b| b.part.mean.abs().total_cmp(&a.part.mean.abs()).then(a.key.cmp(&b.key)));
    for group in groups {
        rows.push(row(&esc(&group.key), &esc(&group.meaning), group.part, of.whole));
        for member in &group.members {
            rows.push(row(&format!("&nbsp;&nbsp;{}", esc(&member.key)), &esc(&member.meaning), member.part, of.whole));
        }
    }
    let head = ["Mechanism", "Part", "Of the whole", "What it is"].map(str::to_owned);
    table(&format!("{name} <span class=unit>{}</span>", esc(unit)), &head, &rows)
}

fn row(name: &str, meaning: &str, part: Interval, whole: Interval) -> Vec<String> {
    let share = if whole.mean == 0.0 { String::new() } else { format!("{:.0} %", 100.0 * part.mean / whole.mean) };
    let figure = number_format::difference(part);
    let figure = if part.excludes_zero() { format!("<strong>{figure}</strong>") } else { figure };
    vec![name.to_owned(), figure, share, meaning.to_owned()]
}
