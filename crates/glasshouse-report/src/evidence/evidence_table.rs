//! Published effects as a text table of 80 columns: published, ours, and whether it is met; misses first.

use super::evidence_job::EvidenceRow;
use super::evidence_page::{count_of, counted_words, ours, published, seal_words, shares, truth_words};
use crate::text_wrap::paragraph;
use glasshouse::experiment::evidence::record::EvidenceRecord;
use glasshouse::experiment::evidence::trial::EvidenceVerdict;
use glasshouse::scenario::evidence_file::NotAsked;

/// All effects with their answers of now.
pub fn table(rows: &[EvidenceRow], record: &EvidenceRecord) -> String {
    let mut text = String::new();
    for verdict in EvidenceVerdict::ALL {
        for row in rows.iter().filter(|row| row.answer.is_some_and(|answer| answer.verdict == verdict)) {
            text += &one(row, record);
        }
    }
    let verdicts = rows.iter().filter_map(|row| Some(row.answer?.verdict));
    text + &format!("\n{}", paragraph(&counted_words(&count_of(verdicts)), 0))
}

fn one(row: &EvidenceRow, record: &EvidenceRecord) -> String {
    let Some(answer) = row.answer else { return String::new() };
    let effect = row.effect;
    let mut text = format!("\n{}", paragraph(&format!("{}  {}", effect.key, effect.title), 0));
    text += &format!("  {}\n", answer.verdict.words().to_uppercase());
    text += &paragraph(&format!("{} ({})", effect.source, effect.read), 2);
    match &effect.asked {
        Ok(question) => {
            text += &paragraph(&format!("published: {}", published(question)), 2);
            text += &paragraph(&format!("ours: {}", ours(question, answer.range)), 2);
            text += &paragraph(&shares(answer.right, answer.within, answer.at_stake, answer.findings.len()), 2);
            text += &paragraph(&truth_words(question, answer.truly_right, answer.truth), 2);
            text += &paragraph(&seal_words(record, &effect.key, row.now), 2);
            if let Some(first) = record.first(&effect.key) {
                let share = shares(first.right, first.within, first.at_stake, first.societies);
                text += &paragraph(&format!("first sealed answer: {}; {share}", first.verdict.words()), 2);
            }
        }
        Err(NotAsked::OutOfReach(why) | NotAsked::Later(why)) => text += &paragraph(why, 2),
    }
    text
}
