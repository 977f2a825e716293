//! The record of seals and answers: two files to which lines are added, and from which none is ever taken away.

use super::seal::{Seal, SealedParts};
use super::trial::{EvidenceAnswer, EvidenceVerdict};
use toml::de::{DeTable, DeValue};

/// The seals that ship, in the order in which they were taken.
pub const SEALS: &str = include_str!("../../../data/evidence/seals.toml");
/// The answers that ship, in the order in which they were given.
pub const ANSWERS: &str = include_str!("../../../data/evidence/answers.toml");

/// Why effects are missed, and which mechanism would be needed: a line each, written after the look, so not sealed.
pub const REASONS: &str = include_str!("../../../data/evidence/reasons.txt");

/// An answer, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptAnswer {
    /// Key of the effect.
    pub effect: String,
    /// Hash of the seal under which it was asked.
    pub seal: String,
    /// Whether it is that of the quick check.
    pub quick: bool,
    /// The verdict.
    pub verdict: EvidenceVerdict,
    /// Number of societies.
    pub societies: usize,
    /// Number of those in which it was at stake.
    pub at_stake: usize,
    /// Share with the published sign.
    pub right: f64,
    /// Share within the published interval, if there is one.
    pub within: Option<f64>,
    /// 5 %, 50 % and 95 % quantile of the estimates.
    pub range: [f64; 3],
    /// Share in which the true effect has the published sign.
    pub truly_right: f64,
    /// Median of the true effects.
    pub truth: f64,
}

impl KeptAnswer {
    /// An answer under a seal.
    pub fn new(effect: &str, seal: &SealedParts, quick: bool, answer: &EvidenceAnswer) -> KeptAnswer {
        KeptAnswer {
            effect: effect.to_owned(),
            seal: seal.hash(),
            quick,
            verdict: answer.verdict,
            societies: answer.findings.len(),
            at_stake: answer.at_stake,
            right: answer.right,
            within: answer.within,
            range: answer.range,
            truly_right: answer.truly_right,
            truth: answer.truth,
        }
    }

    /// Its lines in the file.
    pub fn lines(&self) -> String {
        let number = |x: f64| if x.is_finite() { format!("{x:.4}") } else { "0.0".to_owned() };
        let within = self.within.map_or(String::new(), |within| format!("within = {}\n", number(within)));
        let [low, median, high] = self.range.map(number);
        format!(
            "\n[[answer]]\neffect = \"{}\"\nseal = \"{}\"\nquick = {}\nverdict = \"{}\"\nsocieties = {}\n\
             at_stake = {}\nright = {}\n{within}low = {low}\nmedian = {median}\nhigh = {high}\ntruly_right = {}\n\
             truth = {}\n",
            self.effect,
            self.seal,
            self.quick,
            self.verdict.words(),
            self.societies,
            self.at_stake,
            number(self.right),
            number(self.truly_right),
            number(self.truth),
        )
    }
}

impl Seal {
    /// Its lines in the file.
    pub fn lines(&self) -> String {
        let SealedParts { parameters, ranges, societies, mechanisms, file } = &self.parts;
        format!(
            "\n[[seal]]\neffect = \"{}\"\nversion = \"{}\"\nday = \"{}\"\nwhy = \"{}\"\nparameters = \"{parameters}\"\n\
             ranges = \"{ranges}\"\nsocieties = \"{societies}\"\nmechanisms = \"{mechanisms}\"\nfile = \"{file}\"\n\
             hash = \"{}\"\n",
            self.effect,
            self.version,
            self.day,
            self.why.replace(['"', '\\', '\n'], " "),
            self.parts.hash(),
        )
    }
}

/// The record.
#[derive(Clone, Debug, Default)]
pub struct EvidenceRecord {
    /// Seals, oldest first.
    pub seals: Vec<Seal>,
    /// Answers, oldest first.
    pub answers: Vec<KeptAnswer>,
}

impl EvidenceRecord {
    /// The record that ships.
    pub fn shipped() -> EvidenceRecord {
        EvidenceRecord::of(SEALS, ANSWERS)
    }

    /// The record in two texts, which this program has written: an entry without its keys is left out.
    pub fn of(seals: &str, answers: &str) -> EvidenceRecord {
        EvidenceRecord { seals: entries(seals, "seal", seal), answers: entries(answers, "answer", kept) }
    }

    /// The latest seal of an effect.
    pub fn seal(&self, effect: &str) -> Option<&Seal> {
        self.seals.iter().rfind(|seal| seal.effect == effect)
    }

    /// The first sealed answer to an effect, which stays for ever.
    pub fn first(&self, effect: &str) -> Option<&KeptAnswer> {
        self.answers.iter().find(|answer| answer.effect == effect && !answer.quick)
    }

    /// The latest answer: of the whole trial, or of the quick check.
    pub fn latest(&self, effect: &str, quick: bool) -> Option<&KeptAnswer> {
        self.answers.iter().rfind(|answer| answer.effect == effect && answer.quick == quick)
    }

    /// The seal under which an answer was given.
    pub fn seal_of(&self, answer: &KeptAnswer) -> Option<&Seal> {
        self.seals.iter().find(|seal| seal.effect == answer.effect && seal.parts.hash() == answer.seal)
    }

    /// Whether an answer belongs to the latest seal of its effect.
    pub fn is_current(&self, answer: &KeptAnswer) -> bool {
        self.seal(&answer.effect).is_some_and(|seal| seal.parts.hash() == answer.seal)
    }
}

fn entries<T>(text: &str, name: &str, read: impl Fn(&Entry) -> Option<T>) -> Vec<T> {
    let Ok(table) = DeTable::parse(text) else { return Vec::new() };
    let Some(DeValue::Array(list)) = table.get_ref().get(name).map(|value| value.get_ref()) else { return Vec::new() };
    let table = |value: &toml::Spanned<DeValue>| match value.get_ref() {
        DeValue::Table(table) => read(&Entry(table)),
        _ => None,
    };
    list.iter().filter_map(table).collect()
}

/// An entry of a record.
struct Entry<'a>(&'a DeTable<'a>);

impl Entry<'_> {
    fn text(&self, key: &str) -> Option<String> {
        self.0.get(key)?.get_ref().as_str().map(str::to_owned)
    }

    fn number(&self, key: &str) -> Option<f64> {
        match self.0.get(key)?.get_ref() {
            DeValue::Float(n) => n.as_str().parse().ok(),
            DeValue::Integer(n) => n.as_str().parse().ok(),
            _ => None,
        }
    }
}

fn seal(entry: &Entry) -> Option<Seal> {
    let text = |key| entry.text(key);
    let parts = SealedParts {
        parameters: text("parameters")?,
        ranges: text("ranges")?,
        societies: text("societies")?,
        mechanisms: text("mechanisms")?,
        file: text("file")?,
    };
    Some(Seal { effect: text("effect")?, version: text("version")?, day: text("day")?, why: text("why")?, parts })
}

fn kept(entry: &Entry) -> Option<KeptAnswer> {
    let number = |key| entry.number(key);
    let words = entry.text("verdict")?;
    Some(KeptAnswer {
        effect: entry.text("effect")?,
        seal: entry.text("seal")?,
        quick: matches!(entry.0.get("quick")?.get_ref(), DeValue::Boolean(true)),
        verdict: EvidenceVerdict::ALL.into_iter().find(|verdict| verdict.words() == words)?,
        societies: number("societies")? as usize,
        at_stake: number("at_stake")? as usize,
        right: number("right")?,
        within: number("within"),
        range: [number("low")?, number("median")?, number("high")?],
        truly_right: number("truly_right")?,
        truth: number("truth")?,
    })
}
