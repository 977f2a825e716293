//! The reader of regime files: their sections, and what several of these share.

use super::document;
use super::file_shape::Shape;
use super::located::{Located, at};
use super::page::Page;
use super::regime_draft::Draft;
use super::regime_values::{LAST_MONTH, ends_too_early};
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use super::{
    consequence_sections, effect_section, encounter_section, event_section, firm_sections, institution_sections,
    own_measure_section, record_sections, rollout_section, score_section, source_text,
};
use crate::diagnostic::{Diagnostic, Source};
use crate::regime::Issuer;
use std::cell::RefCell;
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
    "costs",
    "firms",
    "rollout",
    "event",
    "encounter",
    "effect",
    "measure",
];

/// Reads a regime file, where the encounters and effects of files read before it are `known`.
pub(super) fn read(source: &Arc<Source>, known: &Draft, findings: &mut Vec<Diagnostic>) -> Draft {
    document::read(source, findings, |page, tree| {
        page.learn(|encounters| encounters.clone_from(&known.encounters));
        known.effects.iter().for_each(|effect| page.learn_effect(effect.clone()));
        file(page, tree, source_text::stem(source))
    })
}

/// What a regime file can contain.
pub(super) fn shape() -> Rc<RefCell<Shape>> {
    Page::describe(|page, tree| file(page, tree, String::new()))
}

fn file(page: &Page, tree: &Tree<'_>, name: String) -> Draft {
    let mut t = TableReader::whole(page, tree);
    let mut draft = Draft { name, ..Draft::default() };
    if let Some(regime) = t.required("regime").table() {
        about(regime, &mut draft);
    }
    // Their acts can be named in the other sections.
    let encounters = t.optional("encounter").tables().into_iter().flatten();
    encounters.for_each(|t| encounter_section::read(t, page));
    draft.encounters = page.encounters();
    t.optional("effect").tables().into_iter().flatten().for_each(|t| effect_section::read(t, page));
    draft.effects = page.effects();
    for t in t.optional("measure").tables().into_iter().flatten() {
        let measure = own_measure_section::read(t, &draft.encounters, &draft.measures);
        draft.measures.extend(measure);
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
    draft.costs = section(t.optional("costs"), institution_sections::costs);
    draft.firms = section(t.optional("firms"), firm_sections::read);
    draft.events = t.optional("event").tables().into_iter().flatten().filter_map(event_section::read).collect();
    let rollout = t.optional("rollout");
    draft.rollout = rollout.table().map(|table| rollout_section::read(table, &mut draft.overrides));
    record_sections::no_rule_twice(page, &draft.rules);
    draft
}

/// A section that appears once. A wrong value has been reported and is zero here: such a draft is never used.
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
    let issuer = t.optional("issuer");
    draft.issuer = at(issuer, |e| e.word("issuer", &Issuer::WORDS).map(|n| Issuer::ALL[n]));
    if let Some(ends) = &draft.ends
        && ends.value <= draft.starts.as_ref().map_or(0, |starts| starts.value)
    {
        t.tell(ends_too_early(ends, draft.starts.as_ref()));
    }
}
