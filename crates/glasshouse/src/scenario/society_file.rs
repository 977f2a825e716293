//! The reader of society files: figures, each a table with its value and its source.

use super::behaviour_file::overrides;
use super::document;
use super::file_shape::Shape;
use super::page::Page;
use super::source_text;
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, Location, Source};
use crate::society::assessment_rule::{Assessment, Council, Dread, NORMS, Ways};
use crate::society::behaviour::Parameter;
use crate::society::decision_rule::DecisionRule;
use crate::society::history::History;
use crate::society::marginals::{
    AGE_NAMES, ASSOCIATED, Figure, MOST_ASSOCIATION, MOST_PROVINCES, MOST_SOCIABILITY, Marginals, Provenance,
    SCHOOLING_NAMES, TIE_CHANCE,
};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// Tables that identify a society file.
pub(super) const SECTIONS: &[&str] = &["society", "urban", "age", "education", "income_urban", "income_rural", "trust"];
/// How far a sum of shares may differ from 1.
const ROUNDING: f64 = 0.002;
/// Highest income allowed, yuan a year.
const RICHEST: f64 = 1e8;

/// A society file, without the behaviour that it names.
pub(super) struct SocietyFile {
    pub marginals: Marginals,
    /// The behaviour file, if the society names one.
    pub behaviour: Option<(String, Location)>,
    /// The rule by which its people decide.
    pub rule: DecisionRule,
    /// How reputations form among them, and what they mean.
    pub ways: Ways,
    /// Chance a month that somebody compares herself with another person.
    pub copying: f32,
    /// A campaign of the past.
    pub history: Option<History>,
    /// Parameters of behaviour that this society sets for itself.
    pub overrides: Vec<(&'static Parameter, f32)>,
}

/// Reads a society file; `None` if it is not worth reading on.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Option<SocietyFile> {
    document::read(source, findings, |page, tree| Some(file(page, tree, source_text::stem(source))))
}

/// What a society file can contain.
pub(super) fn shape() -> Rc<RefCell<Shape>> {
    Page::describe(|page, tree| file(page, tree, String::new()))
}

fn file(page: &Page, tree: &Tree<'_>, name: String) -> SocietyFile {
    let mut t = TableReader::whole(page, tree);
    let (mut title, mut description, mut behaviour) = (String::new(), String::new(), None);
    let (mut rule, mut ways, mut copying) = (DecisionRule::default(), Ways::default(), 0.0);
    if let Some(mut society) = t.required("society").table() {
        title = society.required("title").text().unwrap_or_default();
        description = society.required("description").text().unwrap_or_default();
        let entry = society.optional("behaviour");
        behaviour = entry.clone().text().map(|text| (text, entry.place("named here")));
        rule = society
            .optional("rule")
            .word("rule", &DecisionRule::WORDS)
            .map(|n| DecisionRule::ALL[n])
            .unwrap_or_default();
        ways = ways_of(&mut society);
        copying = copying_of(&mut society);
    }
    let history = t.optional("history").table().map(history_of);
    let overrides = t.optional("override").table().map(overrides).unwrap_or_default();
    let marginals = marginals(&mut t, name, title, description);
    at_most_whole(&t, &marginals);
    SocietyFile { marginals, behaviour, rule, ways, copying, history, overrides }
}

/// A campaign of the past: `ended`, `intensity` and `places`.
fn history_of(mut t: TableReader<'_>) -> History {
    History {
        ended: t.required("ended").number(0.0..=200.0).unwrap_or_default() as f32,
        intensity: t.required("intensity").share().unwrap_or_default() as f32,
        places: t.optional("places").share().unwrap_or(1.0) as f32,
    }
}

/// How often people compare themselves with others.
pub(super) fn copying_of(t: &mut TableReader<'_>) -> f32 {
    t.optional("copying").share().unwrap_or(0.0) as f32
}

/// How reputations form, and what they mean: `opinions`, `dread` and `council`.
pub(super) fn ways_of(t: &mut TableReader<'_>) -> Ways {
    let opinions =
        t.optional("opinions").word("way", &Assessment::WORDS).map(|n| Assessment::ALL[n]).unwrap_or_default();
    let dread = t.optional("dread").word("way", &Dread::WORDS).map(|n| Dread::ALL[n]).unwrap_or_default();
    let council = t.optional("council").table().and_then(|mut council| {
        let members = council.required("members").whole(1..=Council::MOST);
        let needs = council.required("needs").whole(1..=Council::MOST);
        let (members, needs) = (members?, needs?);
        if needs > members {
            let place = council.place_of("needs", format!("of {members} members"));
            council.tell(Diagnostic::error("too-few-members", "more members must agree than the council has", place));
        }
        Some(Council { members, needs })
    });
    if council.is_some() && opinions == Assessment::Private {
        let place = t.place_of("council", "here");
        let what = "a council decides the opinion of all, so opinions cannot be private";
        t.tell(Diagnostic::error("council-of-private-opinions", what, place));
    }
    Ways { opinions, dread, council }
}

/// Schooling follows one thing at a time, so the chances sum to at most 1.
fn at_most_whole(t: &TableReader<'_>, m: &Marginals) {
    let followed = [&m.schooling_with_age, &m.schooling_with_place, &m.schooling_with_income];
    let sum: f64 = followed.iter().map(|f| f.value).sum();
    if sum > 1.0 {
        let label = format!("with place and income, the sum is {}", (sum * 1e4).round() / 1e4);
        let place = t.place_of("schooling_with_age", label);
        t.tell(Diagnostic::error(
            "sum",
            "the three chances that schooling follows something sum to more than 1",
            place,
        ));
    }
}

fn marginals(t: &mut TableReader<'_>, name: String, title: String, description: String) -> Marginals {
    Marginals {
        name,
        title,
        description,
        provinces: figure(t, "provinces", |e| e.whole(1..=MOST_PROVINCES).map(f64::from)),
        urban: share(t, "urban"),
        age: figure(t, "age", |e| named_shares(e, AGE_NAMES)),
        household_adults: figure(t, "household_adults", shares),
        infant: share(t, "infant"),
        child: share(t, "child"),
        education: figure(t, "education", |e| named_shares(e, SCHOOLING_NAMES)),
        schooling_with_age: share(t, "schooling_with_age"),
        schooling_with_place: share(t, "schooling_with_place"),
        schooling_with_income: share(t, "schooling_with_income"),
        income_urban: figure(t, "income_urban", incomes),
        income_rural: figure(t, "income_rural", incomes),
        car: share(t, "car"),
        internet_urban: share(t, "internet_urban"),
        internet_rural: share(t, "internet_rural"),
        internet_with_age: share(t, "internet_with_age"),
        travels: share(t, "travels"),
        online_work: share(t, "online_work"),
        officials: share(t, "officials"),
        trust: share(t, "trust"),
        helping: share(t, "helping"),
        approval: share(t, "approval"),
        integrity: share(t, "integrity"),
        candour: share(t, "candour"),
        integrity_with: associations(t, "integrity_with"),
        care_with: associations(t, "care_with"),
        candour_with: associations(t, "candour_with"),
        approval_with: associations(t, "approval_with"),
        conformity_with: associations(t, "conformity_with"),
        tie_chance: optional(t, "tie_chance", TIE_CHANCE, |e| e.share()),
        sociability: optional(t, "sociability", 0.0, |e| e.number(0.0..=MOST_SOCIABILITY)),
        age_with_neighbours: optional(t, "age_with_neighbours", 0.0, |e| e.share()),
        schooling_with_neighbours: optional(t, "schooling_with_neighbours", 0.0, |e| e.share()),
        age_with_spouse: optional(t, "age_with_spouse", 0.0, |e| e.share()),
        schooling_with_spouse: optional(t, "schooling_with_spouse", 0.0, |e| e.share()),
        gossip_norm: figure(t, "gossip_norm", |e| {
            e.word("norm", &NORMS.map(|n| n.name)).map(|n| NORMS[n].name.to_string())
        }),
    }
}

fn share(t: &mut TableReader<'_>, name: &'static str) -> Figure<f64> {
    figure(t, name, |e| e.share())
}

/// One table: `value`, `provenance`, `source`, `note`.
fn figure<T: Default>(
    t: &mut TableReader<'_>,
    name: &'static str,
    read: impl FnOnce(EntryReader<'_>) -> Option<T>,
) -> Figure<T> {
    let table = t.required(name).table();
    table.map_or_else(|| Figure::unset(T::default()), |table| entries(table, T::default(), read))
}

/// The same for a mechanism that a society need not mention: its value is then `off`.
fn optional<T>(
    t: &mut TableReader<'_>,
    name: &'static str,
    off: T,
    read: impl FnOnce(EntryReader<'_>) -> Option<T>,
) -> Figure<T> {
    match t.optional(name).table() {
        Some(table) => entries(table, off, read),
        None => Figure::unset(off),
    }
}

/// Correlations with age, income, schooling and town.
fn associations(t: &mut TableReader<'_>, name: &'static str) -> Figure<[f64; 4]> {
    optional(t, name, [0.0; 4], |e| {
        let mut table = e.table()?;
        let limits = -MOST_ASSOCIATION..=MOST_ASSOCIATION;
        Some(ASSOCIATED.map(|key| table.required(key).number(limits.clone()).unwrap_or(0.0)))
    })
}

/// The entries of a figure's table; `other` is its value if that cannot be read.
fn entries<T>(mut t: TableReader<'_>, other: T, read: impl FnOnce(EntryReader<'_>) -> Option<T>) -> Figure<T> {
    let value = read(t.required("value"));
    let provenance = t.required("provenance").word("provenance", &Provenance::WORDS);
    let provenance = provenance.map(|n| [Provenance::Published, Provenance::Derived, Provenance::Assumed][n]);
    let source = t.required_with("source", "provenance", &Provenance::WORDS[..2]);
    let note = t.required_with("note", "provenance", &Provenance::WORDS[1..2]);
    Figure {
        value: value.unwrap_or(other),
        provenance: provenance.unwrap_or(Provenance::Assumed),
        source: source.text().unwrap_or_default(),
        note: note.text().unwrap_or_default(),
    }
}

fn shares<const N: usize>(entry: EntryReader<'_>) -> Option<[f64; N]> {
    let shares = entry.clone().numbers(0.0..=1.0)?;
    sum_to_one(&entry, shares)
}

fn named_shares<const N: usize>(entry: EntryReader<'_>, names: [&'static str; N]) -> Option<[f64; N]> {
    let mut table = entry.clone().table()?;
    let shares = names.map(|name| table.required(name).share());
    drop(table);
    let mut known = [0.0; N];
    for (known, share) in known.iter_mut().zip(shares) {
        *known = share?;
    }
    sum_to_one(&entry, known)
}

fn sum_to_one<const N: usize>(entry: &EntryReader<'_>, shares: [f64; N]) -> Option<[f64; N]> {
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() <= ROUNDING {
        return Some(shares);
    }
    let label = format!("they sum to {}", (sum * 1e4).round() / 1e4);
    entry.tell(Diagnostic::error("sum", "shares must sum to 1", entry.place(label)));
    None
}

fn incomes(entry: EntryReader<'_>) -> Option<[f64; 5]> {
    let incomes: [f64; 5] = entry.clone().numbers(1.0..=RICHEST)?;
    if let Some(n) = incomes.windows(2).position(|pair| pair[0] >= pair[1]) {
        let label = format!("{} is not above {}", incomes[n + 1], incomes[n]);
        entry.tell(Diagnostic::error("not-rising", "incomes must rise from the poorest fifth", entry.place(label)));
        return None;
    }
    Some(incomes)
}
