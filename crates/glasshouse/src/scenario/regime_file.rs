//! What does a regime file say? Its sections, and what several of them share.

use super::document::{Page, Tree};
use super::file_shape::Shape;
use super::regime_draft::{Draft, Located};
use super::table_reader::{EntryReader, TableReader};
use super::{
    consequence_sections, firm_sections, institution_sections, record_sections, rollout_section, score_section,
    source_text,
};
use crate::diagnostic::{Diagnostic, Location, Source};
use crate::regime::{Basis, Origin};
use crate::society::act::{self, Act};
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

/// The sections of a regime file.
pub const SECTIONS: &[&str] = &[
    "regime",
    "score",
    "watch",
    "rule",
    "reward",
    "sanction",
    "visibility",
    "spillover",
    "redemption",
    "propaganda",
    "reviews",
    "inspection",
    "courts",
    "welfare",
    "informants",
    "officials",
    "appeal",
    "credit_bureau",
    "peer_rating",
    "censorship",
    "firms",
    "rollout",
];

/// Last month that can be named: a thousand years.
pub(super) const LAST_MONTH: u32 = 12_000;
/// Points that a score, a rule or a threshold can have.
pub(super) const POINTS: RangeInclusive<i16> = -10_000..=10_000;

/// Reads a regime file.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Draft {
    let page = Page::new(source);
    let draft = page.read(|tree| file(&page, tree, source_text::stem(source)));
    findings.extend(page.close());
    draft
}

/// What can stand in a regime file.
pub(super) fn shape() -> Rc<RefCell<Shape>> {
    Page::describe(|page, tree| file(page, tree, String::new()))
}

fn file(page: &Page, tree: &Tree<'_>, name: String) -> Draft {
    let mut t = TableReader::whole(page, tree);
    let mut draft = Draft { name, ..Draft::default() };
    if let Some(regime) = t.required("regime").table() {
        about(regime, &mut draft);
    }
    draft.score = section(t.optional("score"), score_section::read);
    draft.watch = t.optional("watch").tables().into_iter().flatten().map(record_sections::watch).collect();
    draft.rules = t.optional("rule").tables().into_iter().flatten().filter_map(record_sections::rule).collect();
    draft.rewards =
        t.optional("reward").tables().into_iter().flatten().filter_map(consequence_sections::reward).collect();
    draft.sanctions =
        t.optional("sanction").tables().into_iter().flatten().filter_map(consequence_sections::sanction).collect();
    if let Some(table) = t.optional("visibility").table() {
        institution_sections::visibility(table, &mut draft);
    }
    draft.spillover = section(t.optional("spillover"), institution_sections::spillover);
    draft.redemption = section(t.optional("redemption"), institution_sections::redemption);
    draft.propaganda = section(t.optional("propaganda"), institution_sections::propaganda);
    draft.reviews = section(t.optional("reviews"), institution_sections::reviews);
    draft.inspection = section(t.optional("inspection"), institution_sections::inspection);
    draft.courts = section(t.optional("courts"), institution_sections::courts);
    draft.welfare = section(t.optional("welfare"), institution_sections::welfare);
    draft.informants = section(t.optional("informants"), institution_sections::informants);
    draft.officials = section(t.optional("officials"), institution_sections::officials);
    draft.appeal = section(t.optional("appeal"), institution_sections::appeal);
    draft.credit_bureau = section(t.optional("credit_bureau"), institution_sections::credit_bureau);
    draft.peer_rating = section(t.optional("peer_rating"), institution_sections::peer_rating);
    draft.censorship = section(t.optional("censorship"), institution_sections::censorship);
    draft.firms = section(t.optional("firms"), firm_sections::read);
    let rollout = t.optional("rollout");
    draft.rollout = rollout.table().map(|table| rollout_section::read(table, &mut draft.overrides));
    record_sections::no_rule_twice(page, &draft.rules);
    draft
}

/// A section of which there is one. A value that is wrong was told and stands as zero: the draft is never used then.
fn section<T>(entry: EntryReader<'_>, read: fn(TableReader<'_>) -> T) -> Option<Located<T>> {
    let table = entry.table()?;
    let place = table.place("");
    Some(Located { value: read(table), place })
}

fn about(mut t: TableReader<'_>, draft: &mut Draft) {
    draft.title = t.required("title").text().unwrap_or_default();
    draft.description = t.required("description").text().unwrap_or_default();
    t.optional("sources").list().into_iter().flatten().for_each(|source| drop(source.text()));
    draft.starts = at(t.optional("starts"), |e| e.whole(0..=LAST_MONTH));
    draft.ends = at(t.optional("ends"), |e| e.whole(1..=LAST_MONTH));
    if let Some(ends) = &draft.ends
        && ends.value <= draft.starts.as_ref().map_or(0, |starts| starts.value)
    {
        t.tell(ends_too_early(ends, draft.starts.as_ref()));
    }
}

/// A regime that ends in or before the month in which it starts.
pub(super) fn ends_too_early(ends: &Located<u32>, starts: Option<&Located<u32>>) -> Diagnostic {
    let finding =
        Diagnostic::error("ends-too-early", "the regime ends before it does anything", ends.place("ends here"));
    match starts {
        Some(starts) => finding.and(starts.place("starts here")),
        None => finding,
    }
}

/// A value with its place.
pub(super) fn at<T>(entry: EntryReader<'_>, read: impl FnOnce(EntryReader<'_>) -> Option<T>) -> Option<Located<T>> {
    let place = entry.place("");
    read(entry).map(|value| Located { value, place })
}

/// As the model keeps it; zero where it could not be read.
pub(super) fn f32(number: Option<f64>) -> f32 {
    number.unwrap_or_default() as f32
}

/// The acts that `acts` names, and where.
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
    let names = act::TABLE.each_ref().map(|row| row.key);
    entry.word("act", &names).map(|index| act::TABLE[index].act)
}

/// Where a line comes from: `basis` and `source`.
pub(super) fn origin(t: &mut TableReader<'_>) -> Origin {
    let basis = t.required("basis").word("basis", &Basis::WORDS);
    let basis = basis.map(|index| [Basis::Essay, Basis::Documented, Basis::Assumed][index]);
    let source = t.required_with("source", "basis", &Basis::WORDS[..2]).text();
    Origin { basis: basis.unwrap_or(Basis::Assumed), source: source.unwrap_or_default() }
}
