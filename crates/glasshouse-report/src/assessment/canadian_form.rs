//! Canada's Algorithmic Impact Assessment, by the ids of its questions, and how many of them are answered.
//!
//! The form is published by the Government of Canada under the MIT licence (repository `canada-ca/aia-eia-js`,
//! `src/survey-enfr.json`, as of version 1.0.1). The ids are the form's; the words are ours.

use super::canadian_questions::QUESTIONS;
use super::canadian_rule::{Question, Rule};
use super::file_fields::RegimeFile;

/// The answer to a question of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct CanadianAnswer {
    /// Id in the form.
    pub id: &'static str,
    /// Subject, in our words.
    pub subject: &'static str,
    /// What kind of answer it is.
    pub reply: Reply,
}

/// Kinds of answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// An answer, with the ids of the fields that give more.
    Answered(String, &'static [&'static str]),
    /// The evidence for a judgement, which stays open.
    Evidence(&'static [&'static str]),
    /// It does not arise.
    Moot(&'static str),
    /// A human must answer.
    Human,
}

/// Pages of the form that ask about the project, its institution, consultation, and the handling of data, and the
/// number of questions on each: all are for a human.
pub const OTHER_PAGES: [(&str, u32); 13] = [
    ("projectDetails", 13),
    ("businessDrivers", 16),
    ("riskProfile", 12),
    ("projectAuthority", 2),
    ("aboutSystem", 22),
    ("consultationDesign", 16),
    ("consultationImplementation", 16),
    ("dataQualityDesign", 14),
    ("dataQualityImplementation", 14),
    ("fairnessDesign", 30),
    ("fairnessImplementation", 30),
    ("privacyDesign", 11),
    ("privacyImplementation", 11),
];

/// The answers to the four pages on the design of the system: its algorithm, its decision, its impacts and its data.
pub fn answers(file: RegimeFile) -> Vec<CanadianAnswer> {
    let answer = |question: &Question| CanadianAnswer {
        id: question.id,
        subject: question.subject,
        reply: match question.rule {
            Rule::Always(text, fields) => Reply::Answered(text.to_owned(), fields),
            Rule::From(text, fields) => Reply::Answered(text(file), fields),
            Rule::Evidence(fields) => Reply::Evidence(fields),
            Rule::Moot(why) => Reply::Moot(why),
            Rule::Human => Reply::Human,
        },
    };
    QUESTIONS.iter().map(answer).collect()
}

/// How many questions on design there are, how many are answered, for how many there is evidence, how many do not arise,
/// and how many are left to a human.
pub struct Coverage {
    /// All questions on the four pages on design.
    pub asked: usize,
    /// Answered.
    pub answered: usize,
    /// With evidence for a judgement that stays open.
    pub evidence: usize,
    /// They do not arise.
    pub moot: usize,
    /// Left to a human.
    pub human: usize,
}

impl Coverage {
    /// Of these answers.
    pub fn of(answers: &[CanadianAnswer]) -> Coverage {
        let count = |is: fn(&Reply) -> bool| answers.iter().filter(|answer| is(&answer.reply)).count();
        Coverage {
            asked: answers.len(),
            answered: count(|reply| matches!(reply, Reply::Answered(..))),
            evidence: count(|reply| matches!(reply, Reply::Evidence(_))),
            moot: count(|reply| matches!(reply, Reply::Moot(_))),
            human: count(|reply| matches!(reply, Reply::Human)),
        }
    }

    /// In words.
    pub fn in_words(&self) -> String {
        let other: u32 = OTHER_PAGES.iter().map(|(_, questions)| questions).sum();
        format!(
            "Of {} questions on algorithm, decision, impact and data, {} are answered, {} have evidence for a judgement that \
             stays open, {} do not arise, and {} are left to a human. The form’s other {other} questions, about the project, \
             its institution, consultation and procedures, are all left to a human.",
            self.asked, self.answered, self.evidence, self.moot, self.human
        )
    }
}
