//! Published effects as a Markdown page and as JSON: the record of sealed answers, misses first, each with its reason.

use super::evidence_job::{EvidenceRow, SOCIETIES};
use crate::number_format::{self, counted, whole};
use crate::text_wrap::wrap;
use glasshouse::experiment::evidence::record::{EvidenceRecord, KeptAnswer, REASONS};
use glasshouse::experiment::evidence::seal::SealedParts;
use glasshouse::experiment::evidence::trial::{ENOUGH, EvidenceVerdict};
use glasshouse::observatory::manifest::VERSION;
use glasshouse::scenario::evidence_file::{NotAsked, PublishedEffect, PublishedSign, Question};
use serde_json::{Value, json};

/// How many effects have each verdict, in the order of [`EvidenceVerdict::ALL`].
pub fn count_of(verdicts: impl Iterator<Item = EvidenceVerdict>) -> [usize; 5] {
    let mut counts = [0; 5];
    verdicts.for_each(|verdict| {
        let place = EvidenceVerdict::ALL.iter().position(|other| *other == verdict);
        counts[place.unwrap_or_default()] += 1;
    });
    counts
}

/// How many are met, out of how many; and what became of the others.
pub fn counted_words(counts: &[usize; 5]) -> String {
    let [missed, not_at_stake, out_of_reach, met, not_asked] = *counts;
    let all = missed + not_at_stake + out_of_reach + met;
    let others = [
        (missed, "missed"),
        (not_at_stake, "not at stake in our societies"),
        (out_of_reach, "out of the model’s reach"),
    ];
    let others: Vec<String> =
        others.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{} {words}", whole(*n as u64))).collect();
    let mut text = format!("{met} of {all} published effects are met");
    if !others.is_empty() {
        text += &format!("; {}", others.join(", "));
    }
    if not_asked > 0 {
        text += &format!(". {} will be asked later", counted(not_asked as u64, "other effect"));
    }
    text + "."
}

/// The verdict on record of an effect.
pub fn on_record(effect: &PublishedEffect, record: &EvidenceRecord) -> EvidenceVerdict {
    match &effect.asked {
        Ok(_) => record.latest(&effect.key, false).map_or(EvidenceVerdict::NotAsked, |answer| answer.verdict),
        Err(NotAsked::OutOfReach(_)) => EvidenceVerdict::OutOfReach,
        Err(NotAsked::Later(_)) => EvidenceVerdict::NotAsked,
    }
}

/// The unit of a question's effect.
fn unit(question: &Question) -> String {
    if question.percent { "%".into() } else { format!(" ({})", question.measure.unit) }
}

/// A number with its sign.
fn signed(x: f64) -> String {
    let text = number_format::typeset(&number_format::two(x));
    if x > 0.0 { format!("+{text}") } else { text }
}

/// The published sign, size and interval.
pub fn published(question: &Question) -> String {
    let sign = match question.sign {
        PublishedSign::Less => "less",
        PublishedSign::More => "more",
        PublishedSign::None => "no effect",
    };
    let unit = unit(question);
    let size = question.size.map_or(String::new(), |size| format!(", {}{unit}", signed(size)));
    let interval = question.interval.map_or(String::new(), |[low, high]| {
        let from = question.interval_from.as_deref().map_or(String::new(), |from| format!("; {from}"));
        format!(" ({} to {}{from})", signed(low), signed(high))
    });
    format!("{sign}{size}{interval}")
}

/// Our median and 90 % range.
pub fn ours(question: &Question, [low, median, high]: [f64; 3]) -> String {
    if !median.is_finite() {
        return "not defined".into();
    }
    format!("{}{} ({} to {})", signed(median), unit(question), signed(low), signed(high))
}

/// A share in per cent.
fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// The shares with the right sign and within the interval.
pub fn shares(right: f64, within: Option<f64>, at_stake: usize, societies: usize) -> String {
    let within = within.map_or(String::new(), |within| format!(", within the interval in {}", percent(within)));
    let of = if at_stake == societies { format!("{societies}") } else { format!("{at_stake} of {societies}") };
    format!("right sign in {} of {of} societies{within}", percent(right))
}

/// The true effect, which only a laboratory knows.
pub fn truth_words(question: &Question, truly_right: f64, truth: f64) -> String {
    let median = if truth.is_finite() { format!("{}{}", signed(truth), unit(question)) } else { "not defined".into() };
    format!("true effect: right sign in {}, median {median}", percent(truly_right))
}

/// When an effect was sealed, and whether the seal is intact.
pub fn seal_words(record: &EvidenceRecord, key: &str, now: &SealedParts) -> String {
    let Some(seal) = record.seal(key) else { return "not sealed".into() };
    let sealed = format!("sealed in {} on {} ({})", seal.version, seal.day, seal.why);
    match seal.parts.changed(now)[..] {
        [] => format!("{sealed}; the seal is intact"),
        ref changed => {
            format!("{sealed}; seal broken in version {VERSION}, because of changes in {}", changed.join(", "))
        }
    }
}

/// The reason why an effect is missed, and the mechanism that would be needed.
fn reason(key: &str) -> Option<&'static str> {
    let line = REASONS.lines().find(|line| line.split_once(": ").is_some_and(|(of, _)| of == key))?;
    line.split_once(": ").map(|(_, reason)| reason.trim())
}

const HEAD: &str = "\
# Published effects, asked under seal

Experiments and quasi-experiments found effects of monitoring, public lists, fines, audits, cash and reputation. Here
each publication’s estimator is run on invented societies. Nothing was fitted to these effects: there is one parameter
set, and each question was sealed before its first run. Misses come first.

**How to read it.** *Sign* is the share of societies in which the estimate has the published sign; an effect is **met**
if that is at least 80 %. *Within* is the share whose estimate lies in the interval that the file states beforehand.
*Ours* is the median with its 90 % range. *True* is the sign and the median of the effect that only a laboratory knows:
the same people, with the same luck, with the treatment and without it. Where *sign* is low and *true* is high, the
mechanism works and the design of a small study cannot see it. Out of reach counts as not met. A † marks effects of
whose answer something was known before the seal; each file says what.

**The seal** is a hash over the effect’s file, all parameters and ranges, the societies, and a fingerprint of what the
mechanisms do. A change of any of them breaks it, and `glasshouse evidence` says so. The first sealed answer stays
in the table for ever, whatever comes later.
";

/// The page: what is on record.
pub fn markdown(rows: &[EvidenceRow], record: &EvidenceRecord) -> String {
    let effects: Vec<&PublishedEffect> = rows.iter().map(|row| row.effect).collect();
    page(&effects, record)
}

/// The page from the effects and the record alone.
pub fn page(effects: &[&PublishedEffect], record: &EvidenceRecord) -> String {
    let verdicts = effects.iter().map(|effect| on_record(effect, record));
    let mut text = format!("{HEAD}\n**{}**\n", counted_words(&count_of(verdicts)));
    text += &format!(
        "\n{}\n\n```sh\ncargo run --release -- evidence              # all of them; minutes\n\
         cargo run --release -- evidence --one E1     # one, with its picture\n\
         cargo run --release -- evidence --quick      # the subset that CI asks\n```\n",
        wrapped(&format!("They were asked in {SOCIETIES}. The commands:"))
    );
    for (verdict, title) in [
        (EvidenceVerdict::Missed, "Missed"),
        (EvidenceVerdict::NotAtStake, "Not at stake"),
        (EvidenceVerdict::OutOfReach, "Out of reach"),
        (EvidenceVerdict::Met, "Met"),
        (EvidenceVerdict::NotAsked, "Not asked yet"),
    ] {
        let these: Vec<&&PublishedEffect> = effects.iter().filter(|e| on_record(e, record) == verdict).collect();
        if !these.is_empty() {
            text += &format!("\n## {title}\n\n{}", table(&these, record, verdict));
        }
    }
    text += "\n## Every effect: source, treatment, and what was read\n";
    effects.iter().for_each(|effect| text += &details(effect, record));
    text
}

fn table(effects: &[&&PublishedEffect], record: &EvidenceRecord, verdict: EvidenceVerdict) -> String {
    if matches!(verdict, EvidenceVerdict::OutOfReach | EvidenceVerdict::NotAsked) {
        let line = |effect: &&&PublishedEffect| {
            let why = match &effect.asked {
                Err(NotAsked::OutOfReach(why) | NotAsked::Later(why)) => why.as_str(),
                Ok(_) => "sealed or about to be, and not asked yet",
            };
            format!("| {} | {} ({}) | {} | {why} |\n", effect.key, effect.title, effect.source, effect.published)
        };
        let head = "| | effect | published | why |\n|---|---|---|---|\n".to_owned();
        return head + &effects.iter().map(line).collect::<String>();
    }
    let last = if verdict == EvidenceVerdict::Met { "first sealed answer" } else { "reason; first sealed answer" };
    let head = format!(
        "| | effect | published | ours | sign | within | true | sealed | {last} |\n|---|---|---|---|---|---|---|---|---|\n"
    );
    head + &effects.iter().filter_map(|effect| line(effect, record)).collect::<String>()
}

fn line(effect: &PublishedEffect, record: &EvidenceRecord) -> Option<String> {
    let (Ok(question), Some(answer)) = (&effect.asked, record.latest(&effect.key, false)) else { return None };
    let seal = record.seal_of(answer).map_or("—".into(), |seal| format!("{}, {}", seal.version, seal.day));
    let first = record.first(&effect.key).filter(|first| *first != answer);
    let first = first
        .map_or("this one".into(), |first| format!("{} ({})", first.verdict.words(), first_words(question, first)));
    let why = match answer.verdict {
        EvidenceVerdict::Met => first,
        _ => format!("{}; {first}", reason(&effect.key).unwrap_or("not explained yet")),
    };
    let true_ = format!("{}, {}{}", percent(answer.truly_right), signed(answer.truth), unit(question));
    let known = if effect.known.is_some() { " †" } else { "" };
    Some(format!(
        "| {}{known} | {} ({}) | {} | {} | {} | {} | {true_} | {seal} | {why} |\n",
        effect.key,
        effect.title,
        effect.source,
        published(question),
        ours(question, answer.range),
        percent(answer.right),
        answer.within.map_or("—".into(), percent),
    ))
}

fn first_words(question: &Question, first: &KeptAnswer) -> String {
    format!("{}, sign {}", ours(question, first.range), percent(first.right))
}

fn details(effect: &PublishedEffect, record: &EvidenceRecord) -> String {
    let mut text = format!("\n### {}: {}\n\n", effect.key, effect.title);
    let mut add = |what: &str, said: &str| text += &format!("{}\n", bullet(&format!("*{what}*: {said}")));
    add("Source", &effect.source);
    add("Design", &effect.design);
    add("Read here", &effect.read);
    add("Published", &effect.published);
    if !effect.treatment.is_empty() {
        add("Here", &effect.treatment);
    }
    if let Ok(question) = &effect.asked {
        let view = if question.complement { "100 less " } else { "" };
        let span = |[from, to]: [i32; 2]| format!("months {from} to {}", to - 1);
        add(
            "Estimator",
            &format!(
                "{}; {view}`{}`, {} after the start; {} people, {} months",
                question.estimator.words(),
                question.measure.key,
                span(question.window),
                whole(question.people.into()),
                question.months
            ),
        );
    }
    add("Out of reach if", &effect.reach);
    if let Some(known) = &effect.known {
        add("Known before the seal", known);
    }
    let seals = record.seals.iter().filter(|seal| seal.effect == effect.key);
    for seal in seals {
        add("Seal", &format!("`{}`, {}, {}: {}", seal.parts.hash(), seal.version, seal.day, seal.why));
    }
    text
}

/// A list item in lines of at most 120 columns.
fn bullet(text: &str) -> String {
    format!("- {}", wrap(text, 118).join("\n  "))
}

/// A paragraph in lines of at most 120 columns.
fn wrapped(text: &str) -> String {
    wrap(text, 120).join("\n")
}

/// The answers as JSON. The same runs give the same bytes.
pub fn json(rows: &[EvidenceRow], record: &EvidenceRecord, command: &str) -> String {
    let number = |x: f64| x.is_finite().then_some(x);
    let row = |row: &EvidenceRow| -> Value {
        let answer = row.answer.map(|answer| {
            let findings = answer.findings.iter();
            json!({
                "verdict": answer.verdict.words(),
                "societies": answer.findings.len(),
                "at_stake": answer.at_stake,
                "right_sign": answer.right,
                "within": answer.within,
                "quantiles": answer.range.map(number),
                "truly_right": answer.truly_right,
                "true_median": number(answer.truth),
                "estimates": findings.map(|f| json!([f.estimate, f.truth, f.occurred])).collect::<Vec<_>>(),
            })
        });
        json!({
            "key": row.effect.key,
            "title": row.effect.title,
            "source": row.effect.source,
            "seal": seal_words(record, &row.effect.key, row.now),
            "answer": answer,
        })
    };
    let all = json!({
        "synthetic": true,
        "purpose": "explanation, not prediction",
        "version": VERSION,
        "command": command,
        "societies": SOCIETIES,
        "enough": ENOUGH,
        "effects": rows.iter().map(row).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::evidence_job::shipped;
    use std::fs;
    use std::path::PathBuf;

    fn repository(file: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(file)
    }

    #[test]
    fn the_page_and_the_readme_say_what_is_on_record() {
        let (effects, record) = (shipped().unwrap(), EvidenceRecord::shipped());
        let all: Vec<&PublishedEffect> = effects.iter().collect();
        let page = page(&all, &record);
        let file = repository("docs/evidence.md");
        // The crate can be built from its package, where the documents are not.
        let (Ok(committed), Ok(readme)) = (fs::read_to_string(&file), fs::read_to_string(repository("README.md")))
        else {
            return;
        };
        if std::env::var_os("GLASSHOUSE_UPDATE").is_some() {
            fs::write(&file, &page).unwrap();
        } else {
            let at = page.lines().zip(committed.lines()).find(|(now, then)| now != then);
            assert!(page == committed, "docs/evidence.md is not up to date; `just evidence` writes it: {at:?}");
        }
        let [missed, not_at_stake, out_of_reach, met, _] =
            count_of(all.iter().map(|effect| on_record(effect, &record)));
        let said = format!("**{met} of {}", met + missed + not_at_stake + out_of_reach);
        let first_screen: String = readme.lines().take(40).collect::<Vec<_>>().join(" ");
        assert!(first_screen.contains(&said), "the first screen of README.md should say `{said} ...`");
    }

    #[test]
    fn every_miss_on_record_has_a_reason() {
        let (effects, record) = (shipped().unwrap(), EvidenceRecord::shipped());
        for effect in &effects {
            let missed = matches!(on_record(effect, &record), EvidenceVerdict::Missed | EvidenceVerdict::NotAtStake);
            assert!(!missed || reason(&effect.key).is_some(), "{} is missed without a reason", effect.key);
        }
    }
}
