//! The parts that mechanisms have in a difference, as a text table of 80 columns and as CSV.

use crate::csv_cell::cell;
use crate::explanation_input::ExplanationInput;
use crate::number_format::{self, counted};
use crate::text_wrap::{paragraph, short};
use crate::window_text;
use glasshouse::experiment::attribution::Attributed;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::statistics::Interval;

/// Widths of the columns of mechanisms and of parts.
const WIDTHS: [usize; 2] = [34, 26];

/// One block for each measure.
pub fn table(job: &ExplanationInput, parts: &[Option<Attributed>]) -> String {
    let mut out = format!("\n{}", paragraph(&about(job), 0));
    for (measure, of) in job.attribution.measures.iter().zip(parts) {
        out += &format!("\n{}\n", short(&format!("{}, {}", measure.name.to_uppercase(), measure.unit), 80));
        out += &match of {
            None => paragraph("not defined in some of these runs: nobody to count", 2),
            Some(of) => block(job, of),
        };
    }
    out
}

/// The months that are compared, in words.
pub fn months(job: &ExplanationInput) -> String {
    let a = &job.attribution;
    let words = if a.window == Window::During { "while it is in force" } else { "after its end" };
    let span = a.window.shared([&a.regime], a.size.months);
    span.map_or(words.to_owned(), |span| format!("{words}, {}", window_text::months(&span)))
}

fn about(job: &ExplanationInput) -> String {
    let a = &job.attribution;
    format!(
        "Which mechanism of {} carries its difference from {}, {}? Each part is the mean change when that mechanism \
         comes, over {} of orders in which all come one after the other (Shapley; Owen where a group is split), in {} \
         with the same people and luck. Parts add up to the whole. In brackets, 95 % intervals over societies.",
        a.regime.name,
        job.than,
        months(job),
        counted(a.pairs.into(), "pair"),
        counted(a.replicates.into(), "society"),
    )
}

fn block(job: &ExplanationInput, of: &Attributed) -> String {
    let share = |part: Interval| match of.whole.mean {
        0.0 => String::new(),
        whole => format!("{:.0} %", 100.0 * part.mean / whole),
    };
    let row = |indent: usize, name: &str, part: Interval| {
        let [a, b] = WIDTHS;
        let name = short(&format!("{}{name}", " ".repeat(indent)), a - 1);
        format!("{name:a$}{:b$}{:>8}\n", number_format::difference(part), share(part))
    };
    let mut order: Vec<usize> = (0..of.groups.len()).collect();
    order.sort_by(|x, y| of.groups[*y].mean.abs().total_cmp(&of.groups[*x].mean.abs()).then(x.cmp(y)));
    let mut out = row(2, "the whole difference", of.whole);
    for n in order {
        let members = &job.attribution.groups[n];
        match &members[..] {
            [only] => out += &row(4, &only.key(), of.groups[n]),
            _ => {
                out += &row(4, &group(members), of.groups[n]);
                members.iter().zip(&of.parts[n]).for_each(|(member, part)| out += &row(6, &member.key(), *part));
            }
        }
    }
    out
}

/// The name of a group that is split: the first word of its members.
pub fn group(members: &[glasshouse::experiment::mechanism::RegimePart]) -> String {
    let key = members.first().map(|member| member.key()).unwrap_or_default();
    key.split(' ').next().unwrap_or_default().to_owned()
}

/// One row for each measure and mechanism.
pub fn csv(job: &ExplanationInput, parts: &[Option<Attributed>]) -> String {
    let mut out = String::from("measure,group,mechanism,part,low,high,whole,regime,than\n");
    for of in parts.iter().flatten() {
        for (members, parts) in job.attribution.groups.iter().zip(&of.parts) {
            for (member, part) in members.iter().zip(parts) {
                let ends =
                    part.half.map_or(",".to_owned(), |half| format!("{},{}", part.mean - half, part.mean + half));
                let (key, group) = (cell(&member.key()), cell(&group(members)));
                let names = [&job.attribution.regime.name, &job.than].map(|name| cell(name)).join(",");
                out += &format!("{},{group},{key},{},{ends},{},{names}\n", of.measure.key, part.mean, of.whole.mean);
            }
        }
    }
    out
}
