//! A question of the Canadian form, and how it is answered.

use super::file_fields::RegimeFile;

/// How a question is answered.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// The same for every regime of this language.
    Always(&'static str, &'static [&'static str]),
    /// From the file.
    From(fn(RegimeFile) -> String, &'static [&'static str]),
    /// It asks for a judgement: these fields are evidence, and the choice stays open.
    Evidence(&'static [&'static str]),
    /// It follows from another answer and does not arise.
    Moot(&'static str),
    /// A human must answer.
    Human,
}

/// A question of the form.
pub(super) struct Question {
    /// Id in the form.
    pub id: &'static str,
    /// Subject, in our words.
    pub subject: &'static str,
    /// How it is answered.
    pub rule: Rule,
}
