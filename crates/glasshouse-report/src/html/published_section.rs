//! The section on published patterns that the model reproduces or misses.
//!
//! Measuring them takes longer than most runs, so the page shows the tables shipped with this version: those of
//! `docs/validation.md`, which the program generates and a test checks, and that of `docs/calibration.md`.

use super::markup::{esc, table};
use crate::evidence::{evidence_job, evidence_page};
use glasshouse::experiment::evidence::record::EvidenceRecord;
use glasshouse::experiment::evidence::trial::EvidenceVerdict;
use glasshouse::experiment::pattern_check::{
    CalibrationPattern, CalibrationRole, PAGE as CALIBRATION, TABLE as FIGURES,
};
use glasshouse::experiment::reproduce::TABLE as CASES;
use glasshouse::experiment::reproduce::validation_page::PAGE as VALIDATION;
use glasshouse::observatory::manifest::VERSION;
use glasshouse::scenario::evidence_file::PublishedEffect;

/// Effects of experiments, patterns of the whole model, published results of single mechanisms, and figures of the
/// baseline.
pub fn section() -> String {
    format!(
        "<p>These were measured with glasshouse {VERSION} as shipped, on its own society and not in this run; \
         <code>glasshouse reproduce</code> and <code>glasshouse calibrate</code> measure them again. Misses stay: \
         nothing was tuned to remove them.</p>{}{}{}{}",
        effects(),
        patterns(),
        baseline(),
        mechanisms()
    )
}

/// The rows of the table between two markers in a Markdown page, without its header.
fn rows(page: &'static str, part: &str) -> Vec<Vec<&'static str>> {
    let inside = page.split_once(&format!("<!-- {part} -->")).map_or("", |(_, rest)| rest);
    let inside = inside.split("<!-- end -->").next().unwrap_or_default();
    let lines = inside.lines().filter(|line| line.starts_with('|')).skip(2);
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// Converts code spans of a Markdown text to HTML; the tables use no other Markdown.
fn code(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    pieces.map(|(n, piece)| if n % 2 == 1 { format!("<code>{}</code>", esc(piece)) } else { esc(piece) }).collect()
}

/// Hit or missed, with a sign.
fn sign(hit: bool) -> &'static str {
    // Only the sign is coloured; the word stays dark, so that it is readable.
    if hit {
        "<b class=verdict><span class=\"key r2\" aria-hidden=true>●</span> hit</b>"
    } else {
        "<b class=verdict><span class=\"key r1\" aria-hidden=true>■</span> missed</b>"
    }
}

fn patterns() -> String {
    let told = rows(VALIDATION, "patterns");
    let hits = told.iter().filter(|row| row.last() == Some(&"appears")).count();
    let head = ["Pattern", "Published by", "Seen here", ""].map(str::to_owned);
    let each: Vec<Vec<String>> = told
        .iter()
        .filter_map(|row| match row[..] {
            [_, says, source, _, seen, verdict] => {
                Some(vec![code(says), code(source), code(seen), sign(verdict == "appears").to_owned()])
            }
            _ => None,
        })
        .collect();
    format!(
        "<h3>Patterns of the whole model: {hits} of {} hit</h3>{}",
        told.len(),
        table("All mechanisms on; figures with 95 % intervals", &head, &each)
    )
}

/// Published effects with their sealed answers, misses first.
fn effects() -> String {
    let (Ok(effects), record) = (evidence_job::shipped(), EvidenceRecord::shipped()) else { return String::new() };
    let verdict = |effect: &PublishedEffect| evidence_page::on_record(effect, &record);
    let counts = evidence_page::count_of(effects.iter().map(verdict));
    let head = ["Effect", "Published", "Seen here, and in how many societies the sign is right", ""].map(str::to_owned);
    let row = |effect: &PublishedEffect| {
        let (Ok(question), Some(answer)) = (&effect.asked, record.latest(&effect.key, false)) else { return None };
        let seen = evidence_page::ours(question, answer.range);
        let seen = format!("{}; {:.0} %", esc(&seen), 100.0 * answer.right);
        let what = format!("{} {} ({})", effect.key, effect.title, effect.source);
        Some(vec![esc(&what), esc(&evidence_page::published(question)), seen, esc(answer.verdict.words())])
    };
    let each: Vec<Vec<String>> = EvidenceVerdict::ALL
        .iter()
        .flat_map(|which| effects.iter().filter(|effect| verdict(effect) == *which).filter_map(row))
        .collect();
    if each.is_empty() {
        return String::new();
    }
    let counted = esc(&evidence_page::counted_words(&counts));
    format!(
        "<h3>Effects that experiments found</h3><p>{counted} Each was sealed before its first run; <code>glasshouse \
         evidence</code> asks them again, and docs/evidence.md has the reasons for the misses.</p>{}",
        table("Published effects, and the median with its 90 % range here", &head, &each)
    )
}

/// The row of a figure in the text of `glasshouse calibrate`: published, simulated, and whether it is met.
fn calibrated(p: &CalibrationPattern) -> Option<[&'static str; 3]> {
    let line = CALIBRATION.lines().find(|line| line.starts_with(p.name) && line.len() > p.name.len())?;
    let cells: Vec<&str> = line[p.name.len()..].split_whitespace().collect();
    cells.try_into().ok()
}

fn baseline() -> String {
    let of = |role: CalibrationRole| {
        FIGURES.iter().filter(move |p| p.role == role).filter_map(|p| Some((p, calibrated(p)?)))
    };
    let count = |role: CalibrationRole| (of(role).filter(|(_, told)| told[2] == "met").count(), of(role).count());
    let mut each = Vec::new();
    for (role, says) in [
        (CalibrationRole::KeptAside, "Kept aside to check: meeting these says something"),
        (CalibrationRole::Used, "Used to set parameters: meeting these says little"),
    ] {
        each.push(vec![says.to_owned()]);
        each.extend(of(role).map(|(p, [published, simulated, verdict])| {
            let name = format!("{} <span class=unit>{}</span>", esc(p.name), esc(p.unit));
            let range = crate::number_format::typeset(&published.replace('-', " to "));
            vec![name, esc(&range), esc(simulated), sign(verdict == "met").to_owned(), esc(p.source)]
        }));
    }
    let ((aside, of_aside), (used, of_used)) = (count(CalibrationRole::KeptAside), count(CalibrationRole::Used));
    let head = ["Figure", "Published", "Here", "", "Source"].map(str::to_owned);
    format!(
        "<h3>The baseline compared with published figures: hits {aside} of {of_aside} kept aside and {used} of \
         {of_used} used</h3>\
         <p class=small>At 100,000 people, 5 years, 4 replicates; hit: the mean lies within the published range.</p>{}",
        table("", &head, &each)
    )
}

fn mechanisms() -> String {
    let told: Vec<Vec<&str>> = ["quick", "long"].iter().flat_map(|part| rows(VALIDATION, part)).collect();
    let count = |key: &str, word: &str| {
        told.iter().filter(|row| row.first() == Some(&key) && row.last() == Some(&word)).count()
    };
    let mut keys: Vec<&str> = CASES.iter().map(|case| case.key).collect();
    keys.dedup();
    let row = |key: &&str| {
        let titles: Vec<&str> = CASES.iter().filter(|case| case.key == *key).map(|case| case.title).collect();
        let n = |word| count(key, word).to_string();
        vec![format!("{} {}", esc(key), esc(&titles.join("; "))), n("met"), n("MISSED"), n("not attempted")]
    };
    let head = ["Published case", "hit", "missed", "not attempted"].map(str::to_owned);
    let each: Vec<Vec<String>> = keys.iter().map(row).collect();
    let all = |word: &str| told.iter().filter(|row| row.last() == Some(&word)).count();
    format!(
        "<h3>One mechanism at a time: {} published figures hit, {} missed, {} not attempted</h3>{}",
        all("met"),
        all("MISSED"),
        all("not attempted"),
        table("Number of figures", &head, &each)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_of_the_baseline_and_every_pattern_is_found_in_the_documents() {
        for p in FIGURES {
            assert!(calibrated(p).is_some(), "`{}` is not in docs/calibration.md", p.name);
        }
        assert_eq!(rows(VALIDATION, "patterns").len(), glasshouse::experiment::reproduce::whole_model::PATTERNS.len());
        assert!(rows(VALIDATION, "quick").len() > 100);
    }
}
