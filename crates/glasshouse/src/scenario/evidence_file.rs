//! The reader of published effects: source, treatment as regimes, estimator, sign and size, as they were sealed.

use super::error::ScenarioError;
use super::page::Page;
use super::reading::{Read, finish, or_tell};
use super::regime_reader::regime_among;
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use super::{document, source_text};
use crate::diagnostic::{Diagnostic, Source};
use crate::observatory::measures::{Measure, TABLE, View};
use crate::regime::Regime;
use std::path::Path;
use std::sync::Arc;

/// A published effect of a treatment.
#[derive(Clone, Debug)]
pub struct PublishedEffect {
    /// Its key: the name of its file.
    pub key: String,
    /// What was found, in a few words.
    pub title: String,
    /// The subject under which it stands.
    pub part: String,
    /// Authors, year and journal.
    pub source: String,
    /// How the publication found it.
    pub design: String,
    /// What of the source could be read here.
    pub read: String,
    /// What was published, with its numbers.
    pub published: String,
    /// How the treatment is written in our language, and where it differs from the publication's.
    pub treatment: String,
    /// What the model would have to lack for the effect to be out of its reach.
    pub reach: String,
    /// What was known of the answer before the seal, if anything.
    pub known: Option<String>,
    /// How it is asked; or why it is not.
    pub asked: Result<Question, NotAsked>,
    /// The bytes of its file, as sealed.
    pub text: Arc<Source>,
}

/// Why an effect is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// The model lacks what the effect needs: it counts as missed.
    OutOfReach(String),
    /// It will be asked later: it does not count.
    Later(String),
}

/// How an effect is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The regime with the treatment, in words.
    pub on_words: String,
    /// The regime with the treatment.
    pub on: Regime,
    /// The regime without it, in words.
    pub off_words: String,
    /// The regime without it.
    pub off: Regime,
    /// The publication's estimator.
    pub estimator: EvidenceEstimator,
    /// What is measured.
    pub measure: &'static Measure,
    /// In truth, or as the state sees it.
    pub view: View,
    /// Whether 100 less the measure is read.
    pub complement: bool,
    /// Months that are compared, counted from the first month of the treatment.
    pub window: [i32; 2],
    /// Months with which they are compared, where the estimator looks at a time before.
    pub base: [i32; 2],
    /// Whether the effect is in per cent of the level without the treatment, or in the measure's unit.
    pub percent: bool,
    /// The published sign.
    pub sign: PublishedSign,
    /// The published size, if it is known and comparable.
    pub size: Option<f64>,
    /// The published interval, or the one that we set beforehand around the size.
    pub interval: Option<[f64; 2]>,
    /// Where the interval comes from.
    pub interval_from: Option<String>,
    /// An effect up to this size is none, where none was published.
    pub nothing: f64,
    /// A measure that is above zero where the mechanism occurs.
    pub occurs: Option<&'static Measure>,
    /// Persons of each society.
    pub people: u32,
    /// Months of the run.
    pub months: u32,
    /// Whether the quick check asks it.
    pub quick: bool,
}

/// An estimator of a publication, run by our own code on what our societies do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceEstimator {
    /// The treated arm less the control arm, inside one society.
    Arms,
    /// The same people with the same luck, with the treatment and without it: the limit of an experiment whose groups
    /// cannot affect each other.
    Worlds,
    /// After the treatment began less before it, in one society.
    EventStudy,
    /// Group-time effects over counties that begin at different times (Callaway & Sant'Anna 2021).
    Staggered,
    /// Monthly growth after the treatment began less growth before it, in one society.
    Growth,
}

impl EvidenceEstimator {
    const WORDS: [&'static str; 5] = ["arms", "worlds", "event-study", "staggered", "growth"];
    const ALL: [EvidenceEstimator; 5] = [
        EvidenceEstimator::Arms,
        EvidenceEstimator::Worlds,
        EvidenceEstimator::EventStudy,
        EvidenceEstimator::Staggered,
        EvidenceEstimator::Growth,
    ];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            EvidenceEstimator::Arms => "difference of randomised arms inside one society",
            EvidenceEstimator::Worlds => "difference between groups that cannot affect each other",
            EvidenceEstimator::EventStudy => "event study: after less before",
            EvidenceEstimator::Staggered => "staggered difference-in-differences over counties",
            EvidenceEstimator::Growth => "growth after less growth before",
        }
    }
}

/// The sign of a published effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedSign {
    /// Less with the treatment.
    Less,
    /// More with the treatment.
    More,
    /// No effect was found.
    None,
}

impl PublishedSign {
    const WORDS: [&'static str; 3] = ["less", "more", "none"];
    const ALL: [PublishedSign; 3] = [PublishedSign::Less, PublishedSign::More, PublishedSign::None];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// A file before its regimes are read.
#[derive(Default)]
struct EffectText {
    words: [String; 8],
    known: Option<String>,
    out_of_reach: Option<String>,
    later: Option<String>,
    ask: Option<AskText>,
    regimes: Vec<Arc<Source>>,
}

/// How an effect is asked, before its regimes are read.
struct AskText {
    question: Question,
    on: String,
    off: String,
}

/// Keys of texts that every file has.
const TEXTS: [&str; 8] = ["title", "part", "source", "design", "read", "published", "treatment", "reach"];

/// Reads the file of an effect; its key is the name of the file.
///
/// # Errors
///
/// If it cannot be read, or has mistakes.
pub fn published_effect(path: &Path) -> Result<Read<PublishedEffect>, ScenarioError> {
    let key = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    effect_from(&key, source_text::open(path)?)
}

/// Reads an effect from a text.
///
/// # Errors
///
/// If it has mistakes.
pub fn effect_from(key: &str, source: Arc<Source>) -> Result<Read<PublishedEffect>, ScenarioError> {
    let mut findings = Vec::new();
    let text = document::read(&source, &mut findings, file);
    let mut regimes = |words: &str| or_tell(regime_among(words, &text.regimes), &mut findings);
    let asked = match text.ask {
        Some(AskText { question, on, off }) => {
            let (on, off) = (regimes(&on)?, regimes(&off)?);
            on.zip(off).map(|(on, off)| Question { on: on.value, off: off.value, ..question })
        }
        None => None,
    };
    let why = || text.out_of_reach.map(NotAsked::OutOfReach).or(text.later.map(NotAsked::Later));
    let asked = asked.ok_or_else(|| why().unwrap_or_else(|| NotAsked::Later(String::new())));
    let [title, part, from, design, read, published, treatment, reach] = text.words;
    let effect = PublishedEffect {
        key: key.to_owned(),
        title,
        part,
        source: from,
        design,
        read,
        published,
        treatment,
        reach,
        known: text.known,
        asked,
        text: source.clone(),
    };
    finish(effect, findings, vec![source])
}

fn file(page: &Page, tree: &Tree<'_>) -> EffectText {
    let mut t = TableReader::whole(page, tree);
    let words = TEXTS.map(|key| t.required(key).text().unwrap_or_default());
    let known = t.optional("known").text();
    let regimes = t.optional("regime").tables().into_iter().flatten().filter_map(a_regime).collect();
    let (ask, out_of_reach, later) = (t.optional("ask"), t.optional("out_of_reach"), t.optional("later"));
    if !ask.is_set() && !out_of_reach.is_set() && !later.is_set() {
        let place = t.place("not asked, without a reason");
        let finding = Diagnostic::error("missing", "the effect is not asked, and nothing says why", place);
        t.tell(finding.help("add `[ask]`, or say why not under `out_of_reach` or `later`"));
    }
    let (out_of_reach, later) = (out_of_reach.text(), later.text());
    EffectText { words, known, out_of_reach, later, ask: ask.table().and_then(asked), regimes }
}

/// A regime of the file's own.
fn a_regime(mut t: TableReader<'_>) -> Option<Arc<Source>> {
    let (name, text) = (t.required("name").text(), t.required("text").text());
    Some(Arc::new(Source { name: name?, text: text? }))
}

/// The keys of `[ask]`.
fn asked(mut t: TableReader<'_>) -> Option<AskText> {
    let on = t.required("on").text();
    let off = t.optional("off").text().unwrap_or_else(|| "no-system".into());
    let estimator = t.required("estimator").word("estimator", &EvidenceEstimator::WORDS);
    let names: Vec<&str> = TABLE.iter().map(|m| m.key).collect();
    let measure = t.required("measure").word("measure", &names).map(|n| &TABLE[n]);
    let view = t.optional("view").word("view", &["truth", "seen"]).map(|n| [View::Truth, View::Seen][n]);
    let complement = t.optional("complement").flag().unwrap_or_default();
    let window = months(t.required("window"));
    let base = months(t.optional("base")).unwrap_or([-12, 0]);
    let scale = t.required("scale").word("scale", &["percent", "points"]);
    let sign = t.required("sign").word("sign", &PublishedSign::WORDS).map(|n| PublishedSign::ALL[n]);
    let size = t.optional("size").number(LIMITS);
    let interval = t.optional("interval").numbers::<2>(LIMITS);
    let interval_from = t.optional("interval_from").text();
    let nothing = t.optional("nothing").number(0.0..=1e6).unwrap_or_default();
    let occurs = t.optional("occurs").word("measure", &names).map(|n| &TABLE[n]);
    let people = t.optional("people").whole(1_000..=1_000_000).unwrap_or(6_000);
    let months = t.optional("months").whole(12..=600).unwrap_or(60);
    let quick = t.optional("quick").flag().unwrap_or_default();
    let question = Question {
        on_words: on.clone()?,
        on: Regime::default(),
        off_words: off.clone(),
        off: Regime::default(),
        estimator: EvidenceEstimator::ALL[estimator?],
        measure: measure?,
        view: view.unwrap_or(View::Truth),
        complement,
        window: window?,
        base,
        percent: scale? == 0,
        sign: sign?,
        size,
        interval,
        interval_from,
        nothing,
        occurs,
        people,
        months,
        quick,
    };
    Some(AskText { question, on: on?, off })
}

/// Sizes of effects.
const LIMITS: std::ops::RangeInclusive<f64> = -1e6..=1e6;

/// A span of months: from the first to before the second.
fn months(entry: EntryReader<'_>) -> Option<[i32; 2]> {
    let place = entry.place("not a span");
    let span = entry.clone().numbers::<2>(-600.0..=600.0)?.map(|month| month as i32);
    if span[0] >= span[1] {
        entry.tell(Diagnostic::error("not-rising", "a span of months must end after it begins", place));
        return None;
    }
    Some(span)
}
