//! A measure: name, definition, unit and direction, and its two views, the truth and the state's view.

use crate::observatory::formulas::Formula;
use crate::observatory::tally::Tally;
use std::fmt;

/// A measure, in two views.
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
    /// The truth.
    pub truth: Formula,
    /// The value that the state sees, where it can differ, and its source.
    pub seen: Option<(Formula, &'static str)>,
}

/// Headings of the report, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Trust, helping, honesty.
    Together,
    /// What people think and what they dare to say.
    Voice,
    /// What is known of people, by whom, and for how long.
    Known,
    /// Who is listed, and what for.
    Standing,
    /// Money.
    Means,
    /// Ages, and those who come of age.
    Lives,
}

impl Group {
    /// All headings.
    pub const ALL: [Group; 6] =
        [Group::Together, Group::Voice, Group::Known, Group::Standing, Group::Means, Group::Lives];

    /// The heading, for people.
    pub fn title(self) -> &'static str {
        match self {
            Group::Together => "How people treat each other",
            Group::Voice => "What people think, and what they dare to say",
            Group::Known => "What is known of people, by whom, and for how long",
            Group::Standing => "Who is listed, and what for",
            Group::Means => "Who has what",
            Group::Lives => "Who grows old, and who comes after",
        }
    }
}

/// The two views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The truth.
    Truth,
    /// What the state sees.
    Seen,
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

    /// Its name in files: the key of the measure for the truth, `key.seen` for what the state sees.
    pub fn name(self) -> String {
        match self.view {
            View::Truth => self.measure.key.into(),
            View::Seen => format!("{}.seen", self.measure.key),
        }
    }
}
