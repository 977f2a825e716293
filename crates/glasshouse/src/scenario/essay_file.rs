//! The reader of the essay's rows: a sentence, its mechanism on and off, the measure, and what the essay says of it.

use super::behaviour_file::overrides;
use super::error::ScenarioError;
use super::page::Page;
use super::reading::{Read, finish, or_tell};
use super::regime_reader::regime_among;
use super::society_reader::{society, society_from};
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use super::{catalogue, document, source_text};
use crate::diagnostic::{Diagnostic, Source};
use crate::observatory::measures::{Measure, TABLE, View};
use crate::regime::Regime;
use crate::society::Society;
use crate::society::strata::By;
use std::path::Path;
use std::sync::Arc;

/// The essay, as rows that can be run.
#[derive(Clone, Debug)]
pub struct Essay {
    /// The rows, in the order of the essay.
    pub rows: Vec<EssayRow>,
    /// The different sides of all rows; a side that several rows share appears once.
    pub sides: Vec<EssaySide>,
}

/// A sentence of the essay that says how something works, with the mechanism on and off.
#[derive(Clone, Debug)]
pub struct EssayRow {
    /// Stable key.
    pub key: String,
    /// The part of the essay to which it belongs.
    pub part: String,
    /// The sentence, in our words.
    pub sentence: String,
    /// The mechanism in words of the regime language or the behaviour file.
    pub mechanism: String,
    /// The source file that simulates it, below `crates/glasshouse/src/`.
    pub code: String,
    /// The side with the mechanism: an index of [`Essay::sides`].
    pub on: usize,
    /// The side without it.
    pub off: usize,
    /// What is read.
    pub reading: EssayReading,
    /// What is subtracted from it in the same run, if anything.
    pub minus: Option<EssayReading>,
    /// How the side with the mechanism differs, according to the essay.
    pub essay: EssaySays,
    /// A measure that is above zero where the mechanism occurs.
    pub occurs: Option<&'static Measure>,
    /// Whether the reading may be the same in a small society although the mechanism works.
    pub rare: bool,
    /// A remark.
    pub note: Option<String>,
}

/// A regime and a society, as a row names them.
#[derive(Clone, Debug)]
pub struct EssaySide {
    /// The regime's words.
    pub words: String,
    /// The regime.
    pub regime: Regime,
    /// The society's name.
    pub society_name: String,
    /// The parameters that are set in it.
    pub set: Vec<SetParameter>,
    /// The society, with them.
    pub society: Society,
}

/// A behavioural parameter that a row sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetParameter {
    /// Its section.
    pub section: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: f32,
}

/// A measure as it is read in a run.
#[derive(Clone, Debug, PartialEq)]
pub struct EssayReading {
    /// The measure.
    pub measure: &'static Measure,
    /// The view.
    pub view: View,
    /// The months.
    pub window: EssayWindow,
    /// The group, if not everybody: its place among those of [`By::All`].
    pub group: Option<usize>,
}

/// The months of a run that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EssayWindow {
    /// While the regime with the mechanism is in force, or the whole run where there is none.
    During,
    /// After it ended.
    After,
    /// The last twelve months.
    LastYear,
}

impl EssayWindow {
    const WORDS: [&'static str; 3] = ["during", "after", "last-year"];
    const ALL: [EssayWindow; 3] = [EssayWindow::During, EssayWindow::After, EssayWindow::LastYear];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// What the essay says of a reading with the mechanism, compared with the one without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EssaySays {
    /// It is greater.
    More,
    /// It is less.
    Less,
    /// The essay leaves the direction open.
    Unclear,
}

impl EssaySays {
    const WORDS: [&'static str; 3] = ["more", "less", "unclear"];
    const ALL: [EssaySays; 3] = [EssaySays::More, EssaySays::Less, EssaySays::Unclear];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// A row before its sides are read.
struct RowText {
    row: EssayRow,
    on: SideText,
    off: SideText,
}

/// The words of a side.
#[derive(Clone, PartialEq)]
struct SideText {
    regime: String,
    society: String,
    set: Vec<SetParameter>,
}

/// The whole file: regimes and societies of its own, and the rows.
#[derive(Default)]
struct EssayFile {
    regimes: Vec<Arc<Source>>,
    societies: Vec<(String, Arc<Source>)>,
    rows: Vec<RowText>,
}

/// Reads rows: the path of a file, or `essay`, which ships.
///
/// # Errors
///
/// If a row names something that does not exist.
pub fn essay(spec: &str) -> Result<Read<Essay>, ScenarioError> {
    let shipped = || Arc::new(Source { name: "essay:rows".into(), text: catalogue::ESSAY.into() });
    read(if spec == "essay" { shipped() } else { source_text::open(Path::new(spec))? })
}

fn read(source: Arc<Source>) -> Result<Read<Essay>, ScenarioError> {
    let mut findings = Vec::new();
    let file = document::read(&source, &mut findings, file);
    let mut texts: Vec<SideText> = Vec::new();
    let mut rows = Vec::new();
    for RowText { row, on, off } in file.rows {
        let mut place = |side: SideText| {
            texts.iter().position(|known| *known == side).unwrap_or_else(|| {
                texts.push(side);
                texts.len() - 1
            })
        };
        rows.push(EssayRow { on: place(on), off: place(off), ..row });
    }
    let mut sides = Vec::new();
    for text in texts {
        sides.extend(or_tell(side(text, &file.regimes, &file.societies), &mut findings)?);
    }
    finish(Essay { rows, sides }, findings, vec![source])
}

/// Reads the files of a side.
fn side(
    text: SideText,
    regimes: &[Arc<Source>],
    societies: &[(String, Arc<Source>)],
) -> Result<EssaySide, ScenarioError> {
    let own = societies.iter().find(|(name, _)| *name == text.society);
    let mut society = own.map_or_else(|| society(&text.society), |(_, source)| society_from(source.clone()))?.value;
    for set in &text.set {
        if let Some(slot) = society.behaviour.get_mut(set.section, set.name) {
            *slot = set.value;
        }
    }
    let regime = regime_among(&text.regime, regimes)?.value;
    Ok(EssaySide { words: text.regime, regime, society_name: text.society, set: text.set, society })
}

fn file(page: &Page, tree: &Tree<'_>) -> EssayFile {
    let mut t = TableReader::whole(page, tree);
    let regimes = t.optional("regime").tables().into_iter().flatten().filter_map(a_regime).collect();
    let societies = t.optional("society").tables().into_iter().flatten().filter_map(a_society).collect();
    let rows: Vec<RowText> = t.required("row").tables().into_iter().flatten().filter_map(row).collect();
    EssayFile { regimes, societies, rows }
}

/// A regime of the file's own.
fn a_regime(mut t: TableReader<'_>) -> Option<Arc<Source>> {
    let (name, text) = (t.required("name").text(), t.required("text").text());
    Some(Arc::new(Source { name: name?, text: text? }))
}

/// A society of the file's own: the text of a shipped one, with more at its end.
fn a_society(mut t: TableReader<'_>) -> Option<(String, Arc<Source>)> {
    let (name, text) = (t.required("name").text(), t.required("text").text());
    let shipped: Vec<&str> = catalogue::societies().iter().map(|s| s.name).collect();
    let like = t.required("like").word("society", &shipped).map(|n| catalogue::societies()[n].text);
    let text = format!("{}\n{}", like?, text?);
    let name = name?;
    Some((name.clone(), Arc::new(Source { name, text })))
}

fn row(mut t: TableReader<'_>) -> Option<RowText> {
    let [key, part, sentence, mechanism, code] =
        ["key", "part", "sentence", "mechanism", "code"].map(|key| t.required(key).text());
    let [on, off] = ["on", "off"].map(|key| t.required(key).text());
    let society = t.optional("society").text().unwrap_or_else(|| "china-2018".into());
    let off_society = t.optional("off_society").text().unwrap_or_else(|| society.clone());
    let set = parameters(t.optional("set"));
    let mut off_set = set.clone();
    for parameter in parameters(t.optional("off_set")) {
        off_set.retain(|set| (set.section, set.name) != (parameter.section, parameter.name));
        off_set.push(parameter);
    }
    let reading = reading(&mut t, ["measure", "view", "group", "window"], None);
    let minus = subtracted(&mut t, reading.as_ref());
    let essay = t.required("essay").word("answer", &EssaySays::WORDS).map(|n| EssaySays::ALL[n]);
    let occurs = measure(t.optional("occurs"));
    let rare = t.optional("rare").flag().unwrap_or_default();
    let note = t.optional("note").text();
    let on = SideText { regime: on?, society, set };
    let off = SideText { regime: off?, society: off_society, set: off_set };
    if on == off && (minus.is_none() || minus == reading) {
        let place = t.place("both sides are the same");
        t.tell(Diagnostic::error("no-effect", "the row compares a side with itself", place));
    }
    let row = EssayRow {
        key: key?,
        part: part?,
        sentence: sentence?,
        mechanism: mechanism?,
        code: code?,
        on: 0,
        off: 0,
        reading: reading?,
        minus,
        essay: essay?,
        occurs,
        rare,
        note,
    };
    Some(RowText { row, on, off })
}

/// Parameters with their values.
fn parameters(entry: EntryReader<'_>) -> Vec<SetParameter> {
    let set = entry.table().map(overrides).unwrap_or_default();
    set.into_iter().map(|(p, value)| SetParameter { section: p.section, name: p.name, value }).collect()
}

/// What is subtracted; anything that it does not set is as in what is read.
fn subtracted(t: &mut TableReader<'_>, like: Option<&EssayReading>) -> Option<EssayReading> {
    let keys = ["minus", "minus_view", "minus_group", "minus_window"];
    let set = keys.iter().any(|key| t.optional(key).is_set());
    set.then(|| like.and_then(|like| reading(t, keys, Some(like)))).flatten()
}

fn reading(t: &mut TableReader<'_>, keys: [&'static str; 4], like: Option<&EssayReading>) -> Option<EssayReading> {
    let [of, view, group, window] = keys;
    let of = if like.is_none() { t.required(of) } else { t.optional(of) };
    let of = measure(of).or(like.map(|l| l.measure));
    let view = t.optional(view).word("view", &["truth", "seen"]).map(|n| [View::Truth, View::Seen][n]);
    let names: Vec<String> = (0..By::All.parts()).map(|n| By::All.name(n)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let group = t.optional(group).word("group", &names);
    let window = t.optional(window).word("window", &EssayWindow::WORDS).map(|n| EssayWindow::ALL[n]);
    Some(EssayReading {
        measure: of?,
        view: view.or(like.map(|l| l.view)).unwrap_or(View::Truth),
        window: window.or(like.map(|l| l.window)).unwrap_or(EssayWindow::During),
        group: group.or(like.and_then(|l| l.group)),
    })
}

fn measure(entry: EntryReader<'_>) -> Option<&'static Measure> {
    let names: Vec<&str> = TABLE.iter().map(|m| m.key).collect();
    entry.word("measure", &names).map(|n| &TABLE[n])
}
