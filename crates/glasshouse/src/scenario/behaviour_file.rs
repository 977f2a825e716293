//! The reader of behaviour files: how people decide, learn and talk.
//!
//! Each parameter is a table: its value, plausible range, source and meaning.

use super::document;
use super::file_shape::Shape;
use super::page::Page;
use super::phrasing::quote;
use super::syntax_tree::Tree;
use super::table_reader::TableReader;
use crate::diagnostic::{Diagnostic, Source};
use crate::society::Plausible;
use crate::society::behaviour::{Behaviour, Parameter};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// Reads a behaviour file: every parameter, each once.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> (Behaviour, Vec<Plausible>) {
    document::read(source, findings, file)
}

/// Names of the sections, in the order of the table.
pub(super) fn sections() -> Vec<&'static str> {
    let mut sections: Vec<&'static str> = Behaviour::TABLE.iter().map(|p| p.section).collect();
    sections.dedup();
    sections
}

/// What a behaviour file can contain.
pub(super) fn shape() -> Rc<RefCell<Shape>> {
    Page::describe(file)
}

fn file(page: &Page, tree: &Tree<'_>) -> (Behaviour, Vec<Plausible>) {
    let (mut behaviour, mut ranges) = (Behaviour::default(), Vec::new());
    let mut t = TableReader::whole(page, tree);
    for section in sections() {
        let Some(mut table) = t.required(section).table() else { continue };
        for parameter in Behaviour::TABLE.iter().filter(|p| p.section == section) {
            let number = table.required(parameter.name).table().and_then(|t| number(t, parameter));
            if let (Some((number, [low, high])), Some(slot)) = (number, behaviour.get_mut(section, parameter.name)) {
                *slot = number as f32;
                ranges.push(Plausible { parameter, low: low as f32, high: high as f32 });
            }
        }
    }
    (behaviour, ranges)
}

/// Value and range.
fn number(mut t: TableReader<'_>, parameter: &Parameter) -> Option<(f64, [f64; 2])> {
    let limits = f64::from(parameter.least)..=f64::from(parameter.most);
    t.required("source").text();
    t.required("meaning").text();
    let value = t.required("value").number(limits.clone());
    let range: Option<[f64; 2]> = t.required("range").numbers(limits);
    if let (Some(value), Some([low, high])) = (value, range) {
        if low > high {
            let place = t.place_of("range", "the first is greater");
            t.tell(Diagnostic::error("not-rising", "`range` must rise", place));
        } else if !(low..=high).contains(&value) {
            let message = format!("{} is outside its own plausible range", quote(parameter.name));
            let finding = Diagnostic::error("out-of-range", message, t.place_of("value", "not in the range"));
            t.tell(finding.and(t.place_of("range", "the range")));
        }
    }
    Some((value?, range?))
}

/// Reads `[override.section]` tables: parameters that a society sets for itself.
pub(super) fn overrides(mut t: TableReader<'_>) -> Vec<(&'static Parameter, f32)> {
    let mut set = Vec::new();
    for section in sections() {
        let Some(mut table) = t.optional(section).table() else { continue };
        for parameter in Behaviour::TABLE.iter().filter(|p| p.section == section) {
            let limits = f64::from(parameter.least)..=f64::from(parameter.most);
            let number = table.optional(parameter.name).number(limits);
            set.extend(number.map(|number| (parameter, number as f32)));
        }
    }
    set
}
