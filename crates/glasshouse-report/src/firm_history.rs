//! The score of a firm and how it came about, as text: the part of an explanation about the person's firm.

use crate::diagnostic_text::clean;
use crate::number_format;
use crate::rerun;
use crate::text_block::{TextBlock, latest, origin_words, signed};
use glasshouse::engine::is_listed;
use glasshouse::life::firm_terms::EVENTS;
use glasshouse::life::terms::LISTED;
use glasshouse::observatory::life_history::Chronicle;
use glasshouse::regime::Regime;
use glasshouse::regime::firm_scoring::{FIRM_EFFECTS, FirmBecause, Firms};

/// Her firm's score, its history, its consequences, and the verdict of perfect sight; empty if she owns no firm or
/// firms are not scored.
pub fn answer(regime: &Regime, life: &Chronicle, month: u32) -> Vec<TextBlock> {
    let told = &life.months[month as usize];
    let (Some(firms), Some(file)) = (&regime.firms, &told.file) else { return Vec::new() };
    let tier = clean(&firms.score.tiers[usize::from(file.standing % LISTED)].name);
    let left = match file.dossier.months {
        0 => String::new(),
        n => format!(" {} left on the list of firms.", number_format::counted(n.into(), "month")),
    };
    let state = if is_listed(file.standing) { "listed" } else { "not listed" };
    let head = format!("Its score is {}: tier {tier}. It is {state}.{left}", file.dossier.score);
    let mut parts = vec![TextBlock::Gap, TextBlock::Title("Her firm".into()), TextBlock::Line(head)];
    parts.extend(chain(firms, life, month));
    parts.extend(consequences(firms, file.standing));
    let perfect = match (is_listed(file.standing), is_listed(file.deserved)) {
        (true, true) => "would list it, too",
        (true, false) => "would not list it: it is wrongly listed",
        (false, true) => "would list it: it got away with it",
        (false, false) => "would not list it either",
    };
    parts.push(TextBlock::Line(format!("Perfect sight of every bad batch, and of nothing else, {perfect}.")));
    parts
}

/// The rulings on it, the latest ones.
fn chain(firms: &Firms, life: &Chronicle, month: u32) -> Vec<TextBlock> {
    let mut score = i32::from(firms.score.start);
    let mut steps = Vec::new();
    for told in &life.months[..=month as usize] {
        let Some(file) = told.file.as_ref().filter(|file| !file.rulings.is_empty()) else { continue };
        let words: Vec<String> =
            file.rulings.iter().map(|r| format!("{} ({})", because(r.because), signed(r.points))).collect();
        score += file.rulings.iter().map(|ruling| ruling.points).sum::<i32>();
        steps.push(format!("{}: {}. Score {score}.", rerun::month(told.month), words.join("; ")));
    }
    latest(steps)
}

fn because(because: FirmBecause) -> &'static str {
    match because {
        FirmBecause::Event(event) => EVENTS[event as usize].2,
        FirmBecause::Recovery => "time passes",
        FirmBecause::Bounds => "held within the score's range",
    }
}

fn consequences(firms: &Firms, standing: u8) -> Vec<TextBlock> {
    let line = |c: &glasshouse::regime::firm_scoring::FirmConsequence| {
        let row = FIRM_EFFECTS.iter().find(|row| row.effect == c.effect)?;
        let what = if row.reward { "opens" } else { "closes" };
        let words =
            format!("{what} {}: {} ({} {}){}", row.key, row.meaning, c.amount, row.unit, origin_words(&c.origin));
        Some(TextBlock::Item(words))
    };
    firms.meeting(standing).filter_map(line).collect()
}
