//! The reader of claim files: sentences with tests (measure, regimes compared, direction, minimum effect).

use super::document;
use super::error::ScenarioError;
use super::page::Page;
use super::reading::{Read, finish};
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use super::{catalogue, source_text};
use crate::diagnostic::{Diagnostic, Source};
use crate::observatory::measures::{Measure, TABLE, View};
use crate::society::strata::By;
use std::path::Path;
use std::sync::Arc;

/// A sentence that can be true of a society, or false.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Stable key.
    pub key: String,
    /// The sentence.
    pub text: String,
    /// It holds where all of these hold.
    pub tests: Vec<Test>,
    /// It is at stake only where all of these hold, too: there its mechanism occurs.
    pub at_stake: Vec<Test>,
}

impl Claim {
    /// The tests, then the conditions under which the claim is at stake.
    pub fn comparisons(&self) -> impl Iterator<Item = &Test> {
        self.tests.iter().chain(&self.at_stake)
    }

    /// The regimes that it names, each once.
    pub fn regimes(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.comparisons().flat_map(Test::regimes) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// A comparison of two readings.
#[derive(Clone, Debug)]
pub struct Test {
    /// The reading that is tested.
    pub one: Reading,
    /// The reading that it is compared with; `None`: zero.
    pub other: Option<Reading>,
    /// The direction in which it must differ.
    pub direction: Direction,
    /// Minimum difference, above 0, in the unit of the measure, or as a share of the other reading.
    pub least: f64,
    /// Whether the effect is a share of the other reading.
    pub relative: bool,
}

impl Test {
    /// Its readings: one, or two.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        std::iter::once(&self.one).chain(&self.other)
    }

    /// The regimes that it names.
    pub fn regimes(&self) -> impl Iterator<Item = &str> {
        self.readings().map(|reading| reading.regime.as_str())
    }
}

/// A measure as read in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The measure.
    pub measure: &'static Measure,
    /// The view.
    pub view: View,
    /// The name of the regime.
    pub regime: String,
    /// While the regimes of the test are in force, or (true) after they ended.
    pub after: bool,
    /// The group, if not everybody.
    pub group: Option<(By, usize)>,
}

/// The direction in which two readings must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The first is greater by more than the minimum.
    More,
    /// The first is less by more than the minimum.
    Less,
    /// The first is greater by less than the minimum, or not at all.
    NotMore,
    /// The first is less by less than the minimum, or not at all.
    NotLess,
}

impl Direction {
    const WORDS: [&'static str; 4] = ["more", "less", "not-more", "not-less"];
    const ALL: [Direction; 4] = [Direction::More, Direction::Less, Direction::NotMore, Direction::NotLess];

    /// Whether an effect goes this way.
    pub fn holds(self, effect: f64, least: f64) -> bool {
        match self {
            Direction::More => effect > least,
            Direction::Less => -effect > least,
            Direction::NotMore => effect < least,
            Direction::NotLess => -effect < least,
        }
    }
}

/// Reads a file of claims: the path of one, or `essay`, which ships.
pub fn claims(spec: &str) -> Result<Read<Vec<Claim>>, ScenarioError> {
    let shipped = || Arc::new(Source { name: "claims:essay".into(), text: catalogue::CLAIMS.into() });
    let source = if spec == "essay" { shipped() } else { source_text::open(Path::new(spec))? };
    let mut findings = Vec::new();
    let claims = read(&source, &mut findings);
    finish(claims, findings, vec![source])
}

/// Reads a file of claims.
fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Vec<Claim> {
    document::read(source, findings, file)
}

fn file(page: &Page, tree: &Tree<'_>) -> Vec<Claim> {
    let mut t = TableReader::whole(page, tree);
    if let Some(mut about) = t.required("claims").table() {
        about.required("title").text();
        about.optional("description").text();
    }
    t.required("claim").tables().into_iter().flatten().filter_map(claim).collect()
}

fn claim(mut t: TableReader<'_>) -> Option<Claim> {
    let (key, text) = (t.required("key").text(), t.required("text").text());
    t.optional("note").text();
    let tests = t.required("test").tables().into_iter().flatten().filter_map(test).collect();
    let at_stake = t.required("at_stake").tables().into_iter().flatten().filter_map(test).collect();
    Some(Claim { key: key?, text: text?, tests, at_stake })
}

fn test(mut t: TableReader<'_>) -> Option<Test> {
    let one = reading(&mut t, ["measure", "regime", "window", "view", "group"], None);
    let beside_zero = t.optional("than_zero").flag().unwrap_or_default();
    let other = reading(&mut t, ["than_measure", "than", "than_window", "than_view", "than_group"], one.as_ref());
    let direction = t.required("direction").word("direction", &Direction::WORDS).map(|n| Direction::ALL[n]);
    let least = least(&mut t);
    let relative = t.optional("relative").flag().unwrap_or_default();
    let (one, other) = (one?, other?);
    if one == other && !beside_zero {
        let place = t.place("both sides are the same");
        t.tell(Diagnostic::error("no-effect", "the test compares a reading with itself", place));
    }
    Some(Test { one, other: (!beside_zero).then_some(other), direction: direction?, least: least?, relative })
}

/// The least effect that counts. Zero is none: a regime without any effect would pass.
fn least(t: &mut TableReader<'_>) -> Option<f64> {
    const WHY: &str = "set the least effect that matters, in the unit of the measure, or as a share with \
                       `relative = true`; without one, noise would decide, and `not-more` could hardly hold";
    let entry = t.optional("least");
    let set = entry.is_set();
    let value = entry.number(0.0..=1e9);
    if set && value != Some(0.0) {
        return value;
    }
    let words = if set { "`least` is 0, so any effect counts" } else { "the test has no `least`" };
    let place = t.place_of("least", if set { "above 0" } else { "add `least`" });
    t.tell(Diagnostic::error("no-least", words, place).help(WHY));
    None
}

/// One side of a test; anything that the second side does not set is as on the first.
fn reading(t: &mut TableReader<'_>, keys: [&'static str; 5], like: Option<&Reading>) -> Option<Reading> {
    let names: Vec<&str> = TABLE.iter().map(|m| m.key).collect();
    let [measure, regime, window, view, group] = keys;
    let first = like.is_none() && keys[0] == "measure";
    let measure = if first { t.required(measure) } else { t.optional(measure) }.word("measure", &names);
    let regime = if first { t.required(regime) } else { t.optional(regime) }.text();
    let after = t.optional(window).word("window", &["during", "after"]);
    let seen = t.optional(view).word("view", &["truth", "seen"]);
    let group = a_group(t.optional(group));
    Some(Reading {
        measure: measure.map(|n| &TABLE[n]).or(like.map(|l| l.measure))?,
        view: seen.map(|n| [View::Truth, View::Seen][n]).or(like.map(|l| l.view)).unwrap_or(View::Truth),
        regime: regime.or(like.map(|l| l.regime.clone()))?,
        after: after.map(|n| n == 1).or(like.map(|l| l.after)).unwrap_or_default(),
        group: group.or(like.and_then(|l| l.group)),
    })
}

/// A group: `income:richest`.
fn a_group(entry: EntryReader<'_>) -> Option<(By, usize)> {
    let names: Vec<String> = (0..By::All.parts()).map(|n| By::All.name(n)).collect();
    entry.word("group", &names.iter().map(String::as_str).collect::<Vec<_>>()).map(|n| By::All.division(n))
}
