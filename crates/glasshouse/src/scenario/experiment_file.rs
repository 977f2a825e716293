//! The reader of experiment files: societies, regimes, measures, a design, and the ranges that are varied.

use super::document;
use super::file_shape::Shape;
use super::located::{Located, at};
use super::page::Page;
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, Location, Source};
use crate::engine::{LEAST_PEOPLE, MOST_PEOPLE, Size};
use crate::observatory::measures::{MeasureView, views};
use crate::rng::MOST_SEED;
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

/// Tables that identify an experiment file.
pub(super) const SECTIONS: &[&str] = &["experiment", "design", "vary"];
/// Longest run, in years: births and deaths are known for some decades at most.
const MOST_YEARS: u32 = 100;
/// Numbers allowed in a range or value; the varied number has limits of its own.
const ANY: RangeInclusive<f64> = -1e9..=1e9;

/// An experiment as in its file: the files that it names are not read yet.
#[derive(Default)]
pub(super) struct Said {
    pub title: String,
    pub description: String,
    pub societies: Vec<Located<String>>,
    pub regimes: Vec<Located<String>>,
    pub measures: Vec<MeasureView>,
    pub size: Option<Size>,
    /// Where the length of a run is set.
    pub years: Option<Location>,
    pub replicates: u32,
    pub seed: u64,
    pub design: Option<Located<Design>>,
    pub vary: Vec<Vary>,
}

/// How points are chosen, all before the first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Everything as in the files, and each number alone at this many values of its range.
    OneAtATime(u32),
    /// Every combination of this many values of each range.
    Grid(u32),
    /// This many points, each stratum of each range used once.
    LatinHypercube(u32),
    /// This many points of a scrambled Sobol sequence.
    SobolSequence(u32),
    /// Walks through the ranges, one number a step, on a grid of levels (Morris).
    Morris {
        /// Walks.
        trajectories: u32,
        /// Levels, an even number.
        levels: u32,
    },
    /// This many pairs of points, and for each number the first of the pair with that number of the second (Saltelli).
    SobolIndices(u32),
}

/// What is varied.
pub(super) struct Vary {
    pub what: What,
    pub range: Option<Located<[f64; 2]>>,
    pub values: Option<Located<Vec<f64>>>,
    /// Scale of the range, if the file sets it: true is logarithmic.
    pub log: Option<Located<bool>>,
}

/// Which number.
pub(super) enum What {
    /// Parameters of behaviour: `section.name`, `section.*` or `*`.
    Behaviour(Located<String>),
    /// A number of a regime file: the regime as named in `regimes`, and the path.
    Regime(Located<String>, Located<String>),
}

impl Design {
    const KINDS: [&'static str; 6] =
        ["one-at-a-time", "grid", "latin-hypercube", "sobol-sequence", "morris", "sobol-indices"];
    /// Points of a Sobol sequence, at most: the generator has no more.
    const MOST_SOBOL: u32 = 1 << 16;

    /// Its name in a file.
    pub fn word(self) -> &'static str {
        let n = match self {
            Design::OneAtATime(_) => 0,
            Design::Grid(_) => 1,
            Design::LatinHypercube(_) => 2,
            Design::SobolSequence(_) => 3,
            Design::Morris { .. } => 4,
            Design::SobolIndices(_) => 5,
        };
        Design::KINDS[n]
    }

    /// Whether it takes the values that a `[[vary]]` lists instead of a range.
    pub(super) fn takes_values(self) -> bool {
        matches!(self, Design::OneAtATime(_) | Design::Grid(_))
    }
}

/// Reads an experiment file; `None` if it is not worth reading on.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Option<Said> {
    document::read(source, findings, |page, tree| Some(file(page, tree)))
}

/// What an experiment file can contain.
pub(super) fn shape() -> Rc<RefCell<Shape>> {
    Page::describe(file)
}

fn file(page: &Page, tree: &Tree<'_>) -> Said {
    let mut t = TableReader::whole(page, tree);
    let mut said = t.required("experiment").table().map(about).unwrap_or_default();
    let entry = t.required("design");
    let place = entry.place("");
    said.design = entry.table().and_then(design).map(|value| Located { value, place });
    said.vary = t.required("vary").tables().into_iter().flatten().filter_map(vary).collect();
    said
}

fn about(mut t: TableReader<'_>) -> Said {
    let title = t.required("title").text().unwrap_or_default();
    let description = t.optional("description").text().unwrap_or_default();
    let societies = names(t.required("societies"));
    let regimes = names(t.required("regimes"));
    let measures = measures(t.required("measures"));
    let people = t.required("people").whole(LEAST_PEOPLE..=MOST_PEOPLE);
    let years = at(t.required("years"), |e| e.whole(1..=MOST_YEARS));
    let size = people.zip(years.as_ref()).map(|(people, years)| Size { people, months: years.value * 12 });
    let replicates = t.optional("replicates").whole(1..=1_000_u32).unwrap_or(1);
    let seed = t.optional("seed").whole(0..=MOST_SEED).unwrap_or(1);
    let years = years.map(|years| years.place("the run ends then"));
    Said { title, description, societies, regimes, measures, size, years, replicates, seed, ..Said::default() }
}

/// Names of files, at least one and none twice.
fn names(entry: EntryReader<'_>) -> Vec<Located<String>> {
    let mut names: Vec<Located<String>> = Vec::new();
    for one in some(entry).unwrap_or_default() {
        let Some(name) = at(one.clone(), |e| e.text()) else { continue };
        match names.iter().find(|other| other.value == name.value) {
            Some(first) => one.tell(
                Diagnostic::error("named-twice", format!("`{}` is named twice", name.value), name.place("again here"))
                    .and(first.place("first here")),
            ),
            None => names.push(name),
        }
    }
    names
}

/// The entries of a list that must not be empty.
fn some(entry: EntryReader<'_>) -> Option<Vec<EntryReader<'_>>> {
    let list = entry.clone().list()?;
    if list.is_empty() {
        entry.tell(Diagnostic::error("blank", "at least one must be named", entry.place("none is named")));
    }
    Some(list)
}

/// Measures: a key for the true value, `key.seen` for what the state sees.
fn measures(entry: EntryReader<'_>) -> Vec<MeasureView> {
    let all: Vec<MeasureView> = views().collect();
    let names: Vec<String> = all.iter().map(|seen| seen.name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut measures = Vec::new();
    for n in some(entry).into_iter().flatten().filter_map(|one| one.word("measure", &names)) {
        if !measures.contains(&all[n]) {
            measures.push(all[n]);
        }
    }
    measures
}

fn design(mut t: TableReader<'_>) -> Option<Design> {
    const BY_POINTS: [&str; 3] = ["latin-hypercube", "sobol-sequence", "sobol-indices"];
    let kind = t.required("kind").word("design", &Design::KINDS);
    let sobol = matches!(kind, Some(3 | 5));
    let points = t.required_with("points", "kind", &BY_POINTS);
    let points = at(points, |e| e.whole(2..=if sobol { Design::MOST_SOBOL } else { 1_000_000 }));
    let trajectories = at(t.required_with("trajectories", "kind", &["morris"]), |e| e.whole(2..=10_000));
    let levels = at(t.optional("levels"), |e| e.whole(2..=20_u32));
    let steps = at(t.optional("steps"), |e| e.whole(2..=1_000));
    let kind = kind?;
    let takes = |key: &str| match kind {
        0 | 1 => key == "steps",
        4 => key == "trajectories" || key == "levels",
        _ => key == "points",
    };
    let set = [("points", &points), ("trajectories", &trajectories), ("levels", &levels), ("steps", &steps)];
    for (key, set) in set.into_iter().filter_map(|(key, set)| Some((key, set.as_ref()?))) {
        if !takes(key) {
            let message = format!("the design `{}` has no `{key}`", Design::KINDS[kind]);
            t.tell(Diagnostic::error("no-effect", message, set.place("not part of this design")));
        }
    }
    if let Some(levels) = levels.as_ref().filter(|levels| levels.value % 2 == 1) {
        let finding = Diagnostic::error("out-of-range", "a walk needs an even number of levels", levels.place("odd"));
        t.tell(finding.help("with an even number, every level is visited equally often"));
    }
    let value = |of: Option<Located<u32>>, or: u32| of.map_or(or, |of| of.value);
    Some(match kind {
        0 => Design::OneAtATime(value(steps, 2)),
        1 => Design::Grid(value(steps, 3)),
        2 => Design::LatinHypercube(points?.value),
        3 => Design::SobolSequence(points?.value),
        4 => Design::Morris { trajectories: trajectories?.value, levels: value(levels, 4) },
        _ => Design::SobolIndices(points?.value),
    })
}

fn vary(mut t: TableReader<'_>) -> Option<Vary> {
    let [behaviour, number] = t.either("behaviour", "number");
    if let (true, true) = (behaviour.is_set(), number.is_set()) {
        let finding = Diagnostic::error("two-things", "one `[[vary]]` varies one thing", number.place("and this"));
        t.tell(finding.and(behaviour.place("this")).help("write one `[[vary]]` for each"));
    }
    let regime = at(t.required_with("regime", "number", &[]), |e| e.text());
    let (behaviour, number) = (at(behaviour, |e| e.text()), at(number, |e| e.text()));
    if let (Some(regime), None) = (&regime, &number) {
        let place = regime.place("behaviour is the same for all regimes");
        t.tell(Diagnostic::error("no-effect", "`regime` goes with `number`", place));
    }
    let range = at(t.optional("range"), |e| e.numbers::<2>(ANY));
    if let Some(range) = range.as_ref().filter(|range| range.value[0] >= range.value[1]) {
        t.tell(Diagnostic::error("not-rising", "`range` must rise", range.place("the second is not greater")));
    }
    let values = at(t.optional("values"), |e| {
        let values: Vec<Option<f64>> = some(e)?.into_iter().map(|one| one.number(ANY)).collect();
        values.into_iter().collect()
    });
    let log = at(t.optional("scale"), |e| e.word("scale", &["linear", "log"]))
        .map(|n| Located { value: n.value == 1, place: n.place });
    let (what, no_range) = match (behaviour, number) {
        (Some(name), None) => (What::Behaviour(name), false),
        (None, Some(path)) => (What::Regime(regime?, path), range.is_none() && values.is_none()),
        _ => return None,
    };
    if let (What::Regime(_, path), true) = (&what, no_range) {
        let finding = Diagnostic::error(
            "missing-key",
            "a number of a regime needs a `range`",
            path.place("varied, but how far?"),
        );
        t.tell(finding.help("write `range = [lowest, highest]`; only behaviour has ranges of its own"));
    }
    if let (Some(values), Some(range)) = (&values, &range) {
        let finding = Diagnostic::error("two-things", "either `values` or a `range`", values.place("the values"));
        t.tell(finding.and(range.place("and a range")));
    }
    Some(Vary { what, range, values, log })
}
