//! Values that several sections of a regime file share: points, acts, and the origin of a line.

use super::located::Located;
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, Location};
use crate::regime::{Basis, Origin};
use crate::society::act::{self, Act};
use std::ops::RangeInclusive;

/// Last month that can be named: a thousand years.
pub(super) const LAST_MONTH: u32 = 12_000;
/// Points that a score, a rule or a threshold can have.
pub(super) const POINTS: RangeInclusive<i16> = -10_000..=10_000;

/// A regime that ends in or before the month in which it starts.
pub(super) fn ends_too_early(ends: &Located<u32>, starts: Option<&Located<u32>>) -> Diagnostic {
    let finding =
        Diagnostic::error("ends-too-early", "the regime ends before it does anything", ends.place("ends here"));
    match starts {
        Some(starts) => finding.and(starts.place("starts here")),
        None => finding,
    }
}

/// The number in single precision; zero if it could not be read.
pub(super) fn f32(number: Option<f64>) -> f32 {
    number.unwrap_or_default() as f32
}

/// The acts that `acts` names, and their places.
pub(super) fn acts(t: &mut TableReader<'_>) -> (Vec<Act>, Vec<Location>) {
    let list = t.required("acts").list();
    if list.as_ref().is_some_and(Vec::is_empty) {
        let place = t.place_of("acts", "no act is named");
        t.tell(Diagnostic::error("blank", "at least one act must be named", place));
    }
    let mut acts = Vec::new();
    let mut places: Vec<Location> = Vec::new();
    for entry in list.into_iter().flatten() {
        let place = entry.place("");
        let Some(act) = an_act(entry) else { continue };
        if let Some(first) = acts.iter().position(|other| *other == act) {
            let finding = Diagnostic::error("duplicate-act", format!("`{act}` is named twice"), place);
            t.tell(finding.and(Location { label: "first here".into(), ..places[first].clone() }));
            continue;
        }
        acts.push(act);
        places.push(place);
    }
    (acts, places)
}

/// One act.
pub(super) fn an_act(entry: EntryReader<'_>) -> Option<Act> {
    let encounters = entry.encounters();
    let own = encounters.acts.iter().zip(Act::OWN).map(|(own, act)| (own.key.as_str(), act));
    let known: Vec<(&str, Act)> = act::TABLE.iter().map(|row| (row.key, row.act)).chain(own).collect();
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    entry.word("act", &names).map(|index| known[index].1)
}

/// The origin of a line: `basis` and `source`.
pub(super) fn origin(t: &mut TableReader<'_>) -> Origin {
    let basis = t.required("basis").word("basis", &Basis::WORDS);
    let basis = basis.map(|index| [Basis::Essay, Basis::Documented, Basis::Assumed][index]);
    let source = t.required_with("source", "basis", &Basis::WORDS[..2]).text();
    Origin { basis: basis.unwrap_or(Basis::Assumed), source: source.unwrap_or_default() }
}
