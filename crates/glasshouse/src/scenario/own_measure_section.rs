//! The reader of `[[measure]]`: a measure that the file adds to those of the model.

use super::located::Located;
use super::phrasing::quote;
use super::table_reader::TableReader;
use crate::diagnostic::Diagnostic;
use crate::observatory::measures::by_key;
use crate::regime::OwnMeasure;
use crate::regime::own_measure::{Expression, Unread};
use crate::society::own_encounter::Encounters;

/// Most measures that a file can add.
const MOST: usize = 32;

/// Reads a measure; `None` if it cannot be read.
pub(super) fn read(
    mut t: TableReader<'_>,
    encounters: &Encounters,
    known: &[Located<OwnMeasure>],
) -> Option<Located<OwnMeasure>> {
    let name = t.required("name");
    let place = name.place("");
    let key = name.text();
    let title = t.required("title").text();
    let definition = t.required("meaning").text();
    let unit = t.required("unit").text();
    let direction = t.required("direction").text();
    let value = t.required("value").text();
    let expression = value.map(|text| Expression::read(&text, encounters));
    if let Some(Err(Unread { message, help })) = &expression {
        t.tell(Diagnostic::error("odd-expression", message, t.place_of("value", "cannot be read")).help(help));
    }
    let key = key?;
    let place = Located { value: (), place };
    let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) || !key.bytes().all(is_name) || key.len() > 40 {
        let finding =
            Diagnostic::error("odd-name", format!("{} is no name of a measure", quote(&key)), place.place(""));
        t.tell(
            finding
                .help("a name begins with a small letter and has small letters, digits and `_`, such as `late_rent`"),
        );
        return None;
    }
    if by_key(&key).is_some() {
        let finding = Diagnostic::error("taken-name", format!("the model has a measure `{key}`"), place.place("taken"));
        t.tell(finding.help("give yours another name"));
        return None;
    }
    if let Some(first) = known.iter().find(|other| other.value.key == key) {
        let message = format!("there are two measures called `{key}`");
        t.tell(
            Diagnostic::error("duplicate-measure", message, place.place("again here")).and(first.place("first here")),
        );
        return None;
    }
    if known.len() == MOST {
        t.tell(Diagnostic::error("too-many", format!("a file can add at most {MOST} measures"), place.place("")));
        return None;
    }
    let value = OwnMeasure {
        key,
        name: title?,
        unit: unit?,
        definition: definition?,
        direction: direction?,
        value: expression?.ok()?,
    };
    Some(Located { value, place: place.place })
}
