//! What shall be written down? One table of measures: name, definition, unit, direction, and both views.
//!
//! From this table come the series, the Parquet columns, the report, its glossary and `glasshouse list measures`.

mod cooperation;
mod expression;
mod listing;
mod material_welfare;

pub use super::formulas::Formula;
use super::tally::Tally;
use std::fmt;

/// A measure, seen two ways.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Stable key, used in files.
    pub key: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Heading under which it is shown.
    pub group: Group,
    /// Unit.
    pub unit: &'static str,
    /// What it is, in one sentence.
    pub definition: &'static str,
    /// What more of it means, and for whom.
    pub direction: &'static str,
    /// What is.
    pub truth: Formula,
    /// What the state sees, where it can differ, and through what.
    pub seen: Option<(Formula, &'static str)>,
}

/// Headings of the report, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Trust, helping, honesty.
    Together,
    /// What people think and what they dare to say.
    Voice,
    /// Who is listed, and for what.
    Standing,
    /// Money.
    Means,
}

impl Group {
    /// All headings.
    pub const ALL: [Group; 4] = [Group::Together, Group::Voice, Group::Standing, Group::Means];

    /// The heading, for people.
    pub fn title(self) -> &'static str {
        match self {
            Group::Together => "How people treat each other",
            Group::Voice => "What people think, and what they dare to say",
            Group::Standing => "Who is listed, and what for",
            Group::Means => "Who has what",
        }
    }
}

/// The two views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// What is.
    Truth,
    /// What the state sees.
    Seen,
}

/// The measures of each heading, in the order of the report.
const PARTS: [&[Measure]; 4] = [cooperation::TABLE, expression::TABLE, listing::TABLE, material_welfare::TABLE];
const MEASURES: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len() + PARTS[3].len();

/// Every measure, in the order of the report.
pub const TABLE: &[Measure] = &joined();

const fn joined() -> [Measure; MEASURES] {
    let mut all = [PARTS[0][0]; MEASURES];
    let (mut part, mut to) = (0, 0);
    while part < PARTS.len() {
        let mut from = 0;
        while from < PARTS[part].len() {
            all[to] = PARTS[part][from];
            (from, to) = (from + 1, to + 1);
        }
        part += 1;
    }
    all
}

impl PartialEq for Measure {
    fn eq(&self, other: &Measure) -> bool {
        self.key == other.key
    }
}

impl fmt::Debug for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl Measure {
    /// Its value in one of the views, from sums over a month or a span of months; `None` where it is not defined.
    pub fn value(&self, view: View, t: &Tally) -> Option<f64> {
        match view {
            View::Truth => (self.truth)(t),
            View::Seen => self.seen.as_ref().and_then(|(formula, _)| formula(t)),
        }
    }
}

/// The measure with this key.
pub fn by_key(key: &str) -> Option<&'static Measure> {
    TABLE.iter().find(|m| m.key == key)
}

/// A measure in one of its views.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasureView {
    /// The measure.
    pub measure: &'static Measure,
    /// The view.
    pub view: View,
}

impl MeasureView {
    /// As [`Measure::value`].
    pub fn value(self, t: &Tally) -> Option<f64> {
        self.measure.value(self.view, t)
    }

    /// Its name in files: the key of the measure for what is, `key.seen` for what the state sees.
    pub fn name(self) -> String {
        match self.view {
            View::Truth => self.measure.key.into(),
            View::Seen => format!("{}.seen", self.measure.key),
        }
    }
}

/// Each measure in each of its views: measures in the order of the table, truth before what the state sees.
pub fn views() -> impl Iterator<Item = MeasureView> {
    let of = |measure: &'static Measure| {
        let seen = measure.seen.is_some().then_some(View::Seen);
        std::iter::once(View::Truth).chain(seen).map(move |view| MeasureView { measure, view })
    };
    TABLE.iter().flat_map(of)
}
