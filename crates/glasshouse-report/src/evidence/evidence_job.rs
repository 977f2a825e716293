//! Published effects from options to text and files: what is sealed, what is asked, and what is kept.

use super::{evidence_page, evidence_picture, evidence_table};
use crate::job_error::JobError;
use crate::number_format::counted;
use crate::options::EvidenceOptions;
use crate::output_folder::OutputFile;
use crate::{command_line, resource_check, thread_pool};
use glasshouse::diagnostic::{Source, nearest};
use glasshouse::engine::{Progress, Size};
use glasshouse::experiment::evidence::record::{ANSWERS, EvidenceRecord, KeptAnswer, SEALS};
use glasshouse::experiment::evidence::seal::{CommonParts, Seal, SealedParts};
use glasshouse::experiment::evidence::trial::{self, EvidenceAnswer, EvidenceTrial};
use glasshouse::observatory::manifest::VERSION;
use glasshouse::regime::Regime;
use glasshouse::scenario::catalogue;
use glasshouse::scenario::evidence_file::{PublishedEffect, Question};
use glasshouse::scenario::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The name of the societies in which effects are asked, for people.
pub const SOCIETIES: &str = "societies drawn from all plausible ranges (the prior)";

/// Effects to ask, with what is on record about them.
pub struct EvidenceJob {
    /// The effects and sizes.
    pub trial: EvidenceTrial,
    /// The hashes of now, effect by effect.
    pub now: Vec<SealedParts>,
    /// Seals and answers so far.
    pub record: EvidenceRecord,
    /// The texts of both files.
    texts: [String; 2],
    options: EvidenceOptions,
}

/// The results, as text and as files.
pub struct EvidenceOutput {
    /// As a text table.
    pub text: String,
    /// As files; the page comes last.
    pub files: Vec<OutputFile>,
}

/// An effect with everything that a table says about it.
pub struct EvidenceRow<'a> {
    /// The effect.
    pub effect: &'a PublishedEffect,
    /// The answer of now, if it was asked.
    pub answer: Option<&'a EvidenceAnswer>,
    /// The hashes of now.
    pub now: &'a SealedParts,
}

/// The effects that ship, in the order of their parts.
///
/// # Errors
///
/// If one of them has mistakes.
pub fn shipped() -> Result<Vec<PublishedEffect>, JobError> {
    effects_of(None)
}

/// The same, as they are in a folder.
fn effects_of(data: Option<&Path>) -> Result<Vec<PublishedEffect>, JobError> {
    let read = |shipped: &catalogue::Shipped| {
        if let Some(folder) = data {
            return Ok(scenario::published_effect(&folder.join(format!("{}.toml", shipped.name)))?.value);
        }
        let source = Source { name: format!("evidence:{}", shipped.name), text: shipped.text.into() };
        Ok(scenario::effect_from(shipped.name, Arc::new(source))?.value)
    };
    catalogue::evidence().iter().map(read).collect()
}

impl EvidenceJob {
    /// Reads the effects, draws the societies, and checks that they fit.
    ///
    /// # Errors
    ///
    /// If there is no such effect, a file has mistakes, or the runs would not fit into memory.
    pub fn read(options: &EvidenceOptions) -> Result<EvidenceJob, JobError> {
        let data = options.data.as_deref();
        let mut effects = if options.files.is_empty() { effects_of(data)? } else { Vec::new() };
        for file in &options.files {
            let Read { value, .. } = scenario::published_effect(file)?;
            effects.push(value);
        }
        only(&mut effects, &options.effects)?;
        if options.quick {
            effects.retain(|effect| effect.asked.as_ref().is_ok_and(|question| question.quick));
        }
        let society = scenario::society(&options.society)?.value;
        let societies = trial::societies(&society, options.societies, options.seed);
        // A seal is for the usual societies, of which the quick check takes the first.
        let usual = EvidenceOptions::usual(false);
        let common = CommonParts::of(&society, &trial::societies(&society, usual.societies, usual.seed));
        let now = effects.iter().map(|effect| common.with(effect)).collect();
        let people = options.people.map(|people| people as u32);
        let asked = || effects.iter().filter_map(|effect| effect.asked.as_ref().ok());
        if let Some(most) = asked().map(|question| people.unwrap_or(question.people)).max() {
            let regimes: Vec<&Regime> = asked().map(|question: &Question| &question.on).collect();
            let size = Size { people: most.into(), months: 120 };
            resource_check::worlds(size, thread_pool::threads(options.threads), regimes)?;
        }
        let trial = EvidenceTrial { effects, society, societies, people, earlier: options.earlier, seed: options.seed };
        let texts = match data {
            None => [SEALS.to_owned(), ANSWERS.to_owned()],
            Some(folder) => [text_of(&folder.join("seals.toml"))?, text_of(&folder.join("answers.toml"))?],
        };
        let record = EvidenceRecord::of(&texts[0], &texts[1]);
        Ok(EvidenceJob { trial, now, record, texts, options: options.clone() })
    }

    /// A line that announces the runs.
    pub fn announcement(&self) -> String {
        let asked = self.trial.effects.iter().filter(|effect| effect.asked.is_ok()).count();
        format!(
            "{} in {}: {SOCIETIES}; {}",
            counted(asked as u64, "published effect"),
            counted(self.trial.societies.len() as u64, "society"),
            counted(thread_pool::threads(self.options.threads) as u64, "thread"),
        )
    }

    /// Asks all effects.
    pub fn run(&self, progress: &dyn Progress) -> Vec<EvidenceAnswer> {
        self.trial.run(progress)
    }

    /// Whether sizes are the usual ones, so that answers can be kept.
    fn is_usual(&self) -> bool {
        let usual = EvidenceOptions::usual(self.options.quick);
        let o = &self.options;
        o.files.is_empty()
            && (o.societies, o.people, o.seed, o.earlier) == (usual.societies, usual.people, usual.seed, usual.earlier)
            && o.society == usual.society
    }

    /// Tables and files, and the record with the answers that are new.
    pub fn output(&self, answers: &[EvidenceAnswer]) -> EvidenceOutput {
        let rows: Vec<EvidenceRow> = self.rows(Some(answers));
        let mut text = evidence_table::table(&rows, &self.record);
        let mut record = self.record.clone();
        let mut kept = self.texts[1].clone();
        for row in rows.iter().filter(|row| row.effect.asked.is_ok() && self.is_usual()) {
            let Some(answer) = row.answer else { continue };
            let new = KeptAnswer::new(&row.effect.key, row.now, self.options.quick, answer);
            let sealed = record.seal(&new.effect).is_some_and(|seal| seal.parts == *row.now);
            let known = record.latest(&new.effect, new.quick).is_some_and(|old| old.seal == new.seal);
            if sealed && !known {
                kept += &new.lines();
                record.answers.push(new);
            }
        }
        let command = command_line::evidence(&self.options);
        let mut files = vec![
            OutputFile::new("answers.toml", kept),
            OutputFile::new("evidence.json", evidence_page::json(&rows, &record, &command)),
        ];
        if let ([row], [answer]) = (&rows[..], answers)
            && let Ok(question) = &row.effect.asked
        {
            text += &evidence_picture::text(question, answer);
            let name = format!("{}.svg", row.effect.key);
            files.push(OutputFile::new(name, evidence_picture::svg(row.effect, question, answer)));
        }
        if self.options.effects.is_empty() && !self.options.quick && self.options.files.is_empty() {
            files.push(OutputFile::new("evidence.md", evidence_page::markdown(&rows, &record)));
        }
        EvidenceOutput { text, files }
    }

    /// The effects, each with its answer of now.
    fn rows<'a>(&'a self, answers: Option<&'a [EvidenceAnswer]>) -> Vec<EvidenceRow<'a>> {
        let row = |(n, effect): (usize, &'a PublishedEffect)| EvidenceRow {
            effect,
            answer: answers.map(|answers| &answers[n]),
            now: &self.now[n],
        };
        self.trial.effects.iter().enumerate().map(row).collect()
    }

    /// Seals every effect whose seal is broken or absent, and returns what was sealed and the file of all seals. Nothing
    /// is run.
    ///
    /// # Errors
    ///
    /// If no reason or no day is given.
    pub fn seal(&self, why: &str, day: &str) -> Result<EvidenceOutput, JobError> {
        let is_day = day.len() == 10 && day.chars().all(|c| c.is_ascii_digit() || c == '-');
        if why.trim().is_empty() || !is_day {
            let message =
                "a seal needs a reason, and the day as in 2026-12-01: `--seal \"first seal\" --day 2026-12-01`";
            return Err(JobError::Refused(message.into()));
        }
        if !self.is_usual() {
            return Err(JobError::Refused("seals are for the usual sizes and the effects that ship".into()));
        }
        let (mut seals, mut text) = (self.texts[0].clone(), String::new());
        for (effect, now) in self.trial.effects.iter().zip(&self.now).filter(|(effect, _)| effect.asked.is_ok()) {
            let last = self.record.seal(&effect.key);
            if last.is_some_and(|seal| seal.parts == *now) {
                continue;
            }
            let (effect, version, day, why) = (effect.key.clone(), VERSION.into(), day.into(), why.trim().into());
            let seal = Seal { effect, version, day, why, parts: now.clone() };
            text += &format!("sealed {} as {}\n", seal.effect, seal.parts.hash());
            seals += &seal.lines();
        }
        if text.is_empty() {
            text = "every seal is intact\n".into();
        }
        Ok(EvidenceOutput { text, files: vec![OutputFile::new("seals.toml", seals)] })
    }

    /// Refuses a quick check in which a documented answer has changed without a new seal.
    ///
    /// # Errors
    ///
    /// If a verdict differs from the one on record, and the effect was not sealed anew since.
    pub fn check(&self, answers: &[EvidenceAnswer]) -> Result<(), JobError> {
        let changed = |(effect, answer): (&PublishedEffect, &EvidenceAnswer)| {
            let on_record = self.record.latest(&effect.key, true).filter(|old| self.record.is_current(old))?;
            let differs = on_record.verdict != answer.verdict;
            differs.then(|| {
                let (was, is) = (on_record.verdict.words(), answer.verdict.words());
                format!("{}: {was} on record, {is} now", effect.key)
            })
        };
        let changed: Vec<String> = self.trial.effects.iter().zip(answers).filter_map(changed).collect();
        if changed.is_empty() {
            return Ok(());
        }
        Err(JobError::Refused(format!(
            "documented answers changed without a new seal\n  {}\nseal these effects anew, with the reason",
            changed.join("\n  ")
        )))
    }
}

/// The text of a record.
fn text_of(file: &Path) -> Result<String, JobError> {
    std::fs::read_to_string(file).map_err(|error| JobError::Refused(format!("cannot read {}: {error}", file.display())))
}

/// Keeps the effects with these keys; all of them if none are named.
fn only(effects: &mut Vec<PublishedEffect>, keys: &[String]) -> Result<(), JobError> {
    let same = |effect: &PublishedEffect, key: &String| effect.key.eq_ignore_ascii_case(key);
    if let Some(key) = keys.iter().find(|key| !effects.iter().any(|effect| same(effect, key))) {
        let known = || effects.iter().map(|effect| effect.key.as_str());
        let help = match nearest(key, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("these exist: {}", known().collect::<Vec<_>>().join(", ")),
        };
        return Err(JobError::Refused(format!("there is no published effect `{key}`; {help}")));
    }
    effects.retain(|effect| keys.is_empty() || keys.iter().any(|key| same(effect, key)));
    Ok(())
}
