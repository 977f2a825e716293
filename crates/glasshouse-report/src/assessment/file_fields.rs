//! Fields that are read from a regime's file: what it sees, judges and does, when, where, and what undoes it.

use super::field::{Block, Field, FieldSource};
use super::gravity::gravity;
use super::sentence_chain::{SanctionChain, sanctions, standing};
use crate::number_format::{counted, two, typeset};
use glasshouse::diagnostic::Source;
use glasshouse::regime::{Issuer, Regime, Role, Whom};
use glasshouse::scenario::reference_tables;
use glasshouse::scenario::section_lines;
use glasshouse::society::Society;
use glasshouse::society::act::Act;
use std::sync::Arc;

/// A regime with its file and the society on which it is tried.
#[derive(Clone, Copy)]
pub struct RegimeFile<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// The texts it was read from.
    pub sources: &'a [Arc<Source>],
    /// The society.
    pub society: &'a Society,
}

/// A field before it is answered: id, element, question, sections, and the function that answers it.
type Asked = (&'static str, &'static str, &'static str, &'static [&'static str], Answer);

/// Answers a field from these sections of the file.
type Answer = fn(RegimeFile, &[&str]) -> Vec<Block>;

const PROCESSES: &str = "AI Act, Art. 27(1)(a): processes";
const PERIOD: &str = "AI Act, Art. 27(1)(b): period and frequency";
const PERSONS: &str = "AI Act, Art. 27(1)(c): persons and groups";
const OVERSIGHT: &str = "AI Act, Art. 27(1)(e): human oversight";
const MEASURES: &str = "AI Act, Art. 27(1)(f): measures if risks materialise";
const SCORING: &str = "AI Act, Art. 5(1)(c): elements of social scoring";

/// All of them, in the order of the annex.
const ASKED: &[Asked] = &[
    ("27-1-a.purpose", PROCESSES, "What is the system, and who makes its rules?", &["regime"], purpose),
    ("27-1-a.channels", PROCESSES, "Through which channels does it see people?", &["watch"], tables),
    ("27-1-a.rules", PROCESSES, "What does an act earn or cost?", &["rule"], tables),
    ("27-1-a.score", PROCESSES, "How is a score kept, and which tiers are there?", &["score"], tables),
    ("27-1-a.consequences", PROCESSES, "What do tiers and the list open and close?", &["reward", "sanction"], tables),
    (
        "27-1-a.visibility",
        PROCESSES,
        "Who sees the list and the score, and what is announced?",
        &["visibility"],
        tables,
    ),
    ("27-1-a.informants", PROCESSES, "May people report each other?", &["informants"], tables),
    ("27-1-a.ratings", PROCESSES, "Do people rate each other?", &["peer_rating"], tables),
    ("27-1-a.lenders", PROCESSES, "Do lenders share records?", &["credit_bureau"], tables),
    ("27-1-a.firms", PROCESSES, "Are organisations scored as well?", &["firms"], tables),
    ("27-1-a.officials", PROCESSES, "How are the officials who run it paid and judged?", &["officials"], tables),
    ("27-1-a.speech", PROCESSES, "What is punished or promoted in speech?", &["censorship", "propaganda"], tables),
    (
        "27-1-a.other",
        PROCESSES,
        "What else does the regime change?",
        &["reviews", "inspection", "courts", "welfare", "event"],
        tables,
    ),
    ("27-1-a.costs", PROCESSES, "What does running it cost, by its own file?", &["costs"], tables),
    ("27-1-b.period", PERIOD, "From when to when is it in force?", &["regime"], period),
    ("27-1-b.rollout", PERIOD, "Where does it begin, and how does it spread?", &["rollout"], rollout),
    ("27-1-b.frequency", PERIOD, "How often does it judge a person?", &["watch", "rule"], frequency),
    ("27-1-c.subjects", PERSONS, "Whom does it cover?", &["score", "rule"], subjects),
    ("27-1-c.relatives", PERSONS, "Who is affected by what others do?", &["spillover"], relatives),
    ("27-1-e.oversight", OVERSIGHT, "Where does a person decide, rather than a rule?", &["appeal"], oversight),
    (
        "27-1-f.redress",
        MEASURES,
        "How does somebody come off the list or win points back?",
        &["appeal", "redemption"],
        redress,
    ),
    ("27-1-f.expiry", MEASURES, "How long is an act held against somebody?", &["score", "rule"], expiry),
    ("5-1-c.period", SCORING, "Are people evaluated over a certain period?", &["score", "rule"], over_time),
    (
        "5-1-c.behaviour",
        SCORING,
        "Is the evaluation based on social behaviour or on personal characteristics?",
        &["watch", "rule"],
        behaviour,
    ),
    (
        "5-1-c.unrelated",
        SCORING,
        "Does a sanction hurt in a context that has nothing to do with the act? (5(1)(c)(i))",
        &["rule", "sanction", "score"],
        unrelated,
    ),
    (
        "5-1-c.proportion",
        SCORING,
        "What does a sanction cost, beside the gravity of the act? (5(1)(c)(ii))",
        &["rule", "sanction", "score"],
        proportion,
    ),
];

/// All fields that are read from the file.
pub fn fields(file: RegimeFile) -> Vec<Field> {
    let field = |(id, element, question, sections, answer): &Asked| Field {
        id,
        element,
        question,
        answer: answer(file, sections),
        source: FieldSource::File(lines(file, sections)),
        sections,
    };
    ASKED.iter().map(field).collect()
}

/// Where these sections stand in the file, and which of them it lacks.
fn lines(file: RegimeFile, sections: &[&str]) -> Vec<String> {
    let of = |section: &&str| {
        let within = |source: &Arc<Source>| {
            let tables = section_lines::of(source).into_iter().filter(|at| at.section == **section);
            let tables: Vec<_> = tables.map(|at| at.lines).collect();
            let (first, last) = (tables.first()?, tables.last()?);
            let several = if tables.len() > 1 { format!(" ({} tables)", tables.len()) } else { String::new() };
            Some(format!("{}, lines {}–{}{several}", name(source), first.start(), last.end()))
        };
        let found: Vec<String> = file.sources.iter().filter_map(within).collect();
        match found.is_empty() {
            true => format!("no [{section}]"),
            false => format!("[{section}] in {}", found.join("; ")),
        }
    };
    sections.iter().map(of).collect()
}

/// Name of a file as it is written beside line numbers; what was left out of it has left empty lines behind.
fn name(source: &Source) -> String {
    let whole = source.name.strip_prefix("regime:").unwrap_or(&source.name);
    let whole = whole.split(" without ").next().unwrap_or(whole);
    let file = whole.rsplit('/').next().unwrap_or(whole);
    if file.ends_with(".toml") { file.to_owned() } else { format!("{file}.toml") }
}

fn one(text: impl Into<String>) -> Vec<Block> {
    vec![Block::text(text)]
}

/// The tables of these sections, as they stand in the file.
fn tables(file: RegimeFile, sections: &[&str]) -> Vec<Block> {
    let all = file.sources.iter().flat_map(|source| reference_tables::regime(source));
    let within = |path: &str| sections.contains(&path.split('.').next().unwrap_or(path));
    let blocks: Vec<Block> = all
        .filter(|table| within(&table.path) && !table.rows.is_empty())
        .map(|table| Block::Table {
            caption: format!("[{}]: {}", table.path, table.meaning),
            head: table.columns,
            rows: table.rows,
        })
        .collect();
    if blocks.is_empty() { one("Nothing of the kind is in the file.") } else { blocks }
}

fn purpose(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let rules = match r.issuer {
        Issuer::Authority => "An authority makes the rules.",
        Issuer::People => "The rules follow what the people of each place approve of.",
    };
    one(format!("{}. {} {rules}", r.title.trim_end_matches('.'), r.description.trim()))
}

fn period(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let end = match r.ends {
        Some(month) => format!("to the end of month {month}"),
        None => "without an end".to_owned(),
    };
    one(format!("It is in force from month {} of the run {end}.", r.starts + 1))
}

fn rollout(file: RegimeFile, sections: &[&str]) -> Vec<Block> {
    match file.regime.rollout {
        None => one("It begins everywhere at once."),
        Some(_) => tables(file, sections),
    }
}

fn frequency(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    if r.watch.is_empty() || r.rules.is_empty() {
        return one("It has no channel with a rule, so it judges nobody.");
    }
    let delays: Vec<String> = r
        .watch
        .iter()
        .filter(|channel| channel.delay > 0)
        .map(|channel| format!("{} after {}", channel.name, counted(channel.delay.into(), "month")))
        .collect();
    let delays = if delays.is_empty() { String::new() } else { format!(" Later: {}.", delays.join(", ")) };
    one(format!(
        "Each month, every person’s acts of that month are compared with {}, as far as {} saw them.{delays}",
        counted(r.rules.len() as u64, "rule"),
        counted(r.watch.len() as u64, "channel"),
    ))
}

fn subjects(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let joined = match &r.score {
        None => "There is no score.".to_owned(),
        Some(score) if score.opt_in >= 1.0 => "Every adult has a score; nobody can stay out.".to_owned(),
        Some(score) => {
            format!("{} % of adults join the score; the others have none.", two(100.0 * f64::from(score.opt_in)))
        }
    };
    let roles: Vec<String> = r
        .rules
        .iter()
        .filter_map(|rule| Some((r.encounters.name(rule.act), Role::WORDS[rule.who? as usize])))
        .map(|(act, role)| format!("`{act}` only for people in the role `{role}`"))
        .collect();
    let roles = if roles.is_empty() {
        "Every rule is about everybody.".to_owned()
    } else {
        format!("Rules about some people only: {}.", roles.join("; "))
    };
    one(format!("{joined} {roles}"))
}

fn relatives(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let s = &file.regime.spillover;
    if s.family == 0 && s.friends == 0 {
        return one("Nobody loses points because others are listed.");
    }
    one(format!(
        "A person loses {} points a month for each listed member of the household, and {} for each listed friend, \
         whatever she does herself.",
        -i32::from(s.family),
        -i32::from(s.friends)
    ))
}

fn oversight(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let appeal = match &file.regime.appeal {
        None => "No office reviews a listing.".to_owned(),
        Some(appeal) => format!(
            "A listed person may ask an office for a review. It is heard after {} months in the mean and costs {} yuan. \
             It succeeds with a chance of {} for somebody listed for an act that she did not do, and of {} for anybody \
             else.",
            appeal.months, appeal.cost, appeal.success, appeal.mistaken
        ),
    };
    one(format!(
        "In the file, rules turn records into points, tiers and months on the list without a human step; consequences \
         follow from the standing. {appeal}"
    ))
}

fn redress(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let mut ways = Vec::new();
    if r.appeal.is_some() {
        ways.push("a review by an office".to_owned());
    }
    if let Some(way) = &r.redemption {
        let money = (way.points > 0).then(|| format!("donations at {} yuan a point", way.price));
        let work = (way.work > 0).then(|| format!("unpaid work, {} points for {} hours", way.work, way.hours));
        let release = way.release.map(|yuan| format!("{} yuan for each month left on the list", yuan));
        let hours = (way.work_release > 0)
            .then(|| format!("a month of unpaid work for {} off the list", counted(way.work_release.into(), "month")));
        ways.extend([money, work, release, hours].into_iter().flatten());
    }
    match ways.is_empty() {
        true => one("There is none: neither appeal nor a way to win points back."),
        false => one(format!("Ways in the file: {}.", ways.join("; "))),
    }
}

fn expiry(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let points = match &r.score {
        None => "There are no points.".to_owned(),
        Some(score) => match (score.expiry, score.recovery) {
            (Some(months), _) => format!("Points lapse after {}.", counted(months.into(), "month")),
            (None, 0) => "Points never lapse.".to_owned(),
            (None, back) => format!(
                "A score returns towards the start by {} a month.",
                counted(back.unsigned_abs().into(), "point")
            ),
        },
    };
    let longest = r.rules.iter().map(|rule| rule.lists).max().unwrap_or(0);
    let list = match longest {
        0 => "No rule puts anybody on the list for a time.".to_owned(),
        months => format!("A rule puts somebody on the list for up to {}.", counted(months.into(), "month")),
    };
    one(format!("{points} {list}"))
}

fn over_time(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    one(match (&r.score, r.rules.iter().any(|rule| rule.lists > 0)) {
        (Some(_), true) => "Yes: acts add up in a score, and rules list people for months.",
        (Some(_), false) => "Yes: acts add up in a score.",
        (None, true) => "Each listed act counts alone, for the months of its rule; nothing adds up.",
        (None, false) => "No: nothing is kept from one month to the next by a score or a list.",
    })
}

fn behaviour(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let seen = |act: Act| r.watch.iter().any(|channel| channel.acts.contains(&act));
    let [mut judged, mut unseen]: [Vec<&str>; 2] = Default::default();
    for rule in &r.rules {
        if seen(rule.act) { judged.push(r.encounters.name(rule.act)) } else { unseen.push(r.encounters.name(rule.act)) }
    }
    let [judged, unseen] =
        [judged, unseen].map(|acts| if acts.is_empty() { "none".to_owned() } else { acts.join(", ") });
    let uneven: Vec<&str> = r
        .watch
        .iter()
        .filter(|channel| channel.by_income.windows(2).any(|w| w[0] != w[1]))
        .map(|c| c.name.as_str())
        .collect();
    let uneven = match uneven.is_empty() {
        true => "Every channel sees all income fifths alike.".to_owned(),
        false => format!("These channels see some income fifths more than others: {}.", uneven.join(", ")),
    };
    one(format!(
        "Acts with a rule that some channel sees: {judged}. Acts with a rule that no channel sees, so that they come from \
         elsewhere or never: {unseen}. {uneven}"
    ))
}

fn unrelated(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let chains = sanctions(file.regime);
    if chains.is_empty() {
        return one("The file has no sanctions.");
    }
    let row = |chain: &SanctionChain| {
        let acts = |unrelated: bool| {
            let of = |(context, acts): &(super::social_context::SocialContext, Vec<Act>)| {
                let keys: Vec<&str> = acts.iter().map(|act| file.regime.encounters.name(*act)).collect();
                (context.is_unrelated(chain.hurts_in()) == unrelated)
                    .then(|| format!("{}: {}", context.words(), keys.join(", ")))
            };
            let told: Vec<String> = chain.contexts().iter().filter_map(of).collect();
            if told.is_empty() { "none".to_owned() } else { told.join("; ") }
        };
        [
            format!("{} for {}", chain.effect.key, standing(file.regime, chain.sanction.on)),
            chain.hurts_in().words().to_owned(),
            acts(false),
            acts(true),
        ]
    };
    let crossing =
        chains.iter().filter(|c| c.contexts().iter().any(|(k, _)| k.is_unrelated(c.hurts_in()))).count() as u64;
    vec![
        Block::text(format!(
            "{} of {} can follow from an act that was seen in another context. Which contexts are related is a judgement: \
             here only the same context counts as related, and a payment belongs to none.",
            crossing,
            counted(chains.len() as u64, "sanction")
        )),
        Block::table(
            "Each sanction, where it hurts, and where the acts that lead to it are seen",
            ["Sanction", "Hurts in", "Acts of the same context", "Acts of other contexts"],
            chains.iter().map(row).collect(),
        ),
    ]
}

fn proportion(file: RegimeFile, _: &[&str]) -> Vec<Block> {
    let r = file.regime;
    let a_month: f64 = sanctions(r)
        .iter()
        .filter(|chain| chain.sanction.on == Whom::Listed && chain.effect.unit == "yuan per month")
        .map(|chain| f64::from(chain.sanction.amount))
        .sum();
    let bad: Vec<_> = r.rules.iter().filter(|rule| rule.points < 0 || rule.lists > 0).collect();
    if bad.is_empty() {
        return one("No rule costs anything.");
    }
    let row = |rule: &&glasshouse::regime::Rule| {
        let cost = f64::from(rule.lists) * a_month;
        [
            r.encounters.name(rule.act).to_owned(),
            to_next_tier(r, rule.points),
            if rule.lists == 0 { "—".to_owned() } else { counted(rule.lists.into(), "month") },
            if cost == 0.0 { "—".to_owned() } else { format!("up to {} yuan", two(cost)) },
            gravity(rule.act, file.society).in_words(),
        ]
    };
    vec![
        Block::text(format!(
            "Somebody on the list whom every sanction concerns (a traveller, a parent, an internet user) loses {} yuan a \
             month by this file. Sanctions on income or interest come on top. Whether this is proportionate is for a \
             human to say.",
            two(a_month)
        )),
        Block::table(
            "What an act costs the doer, beside what it costs others",
            ["Act", "Points", "On the list", "Cost of the list", "Cost to others"],
            bad.iter().map(row).collect(),
        ),
    ]
}

/// Points of an act, and how many such acts lead from the start to the next lower tier.
fn to_next_tier(regime: &Regime, points: i16) -> String {
    let told = typeset(&points.to_string());
    let Some(score) = regime.score.as_ref().filter(|_| points < 0) else { return told };
    let start = score.start_tier();
    match score.tiers.get(start).filter(|_| start > 0) {
        None => told,
        Some(tier) => {
            let margin = i32::from(score.start) - i32::from(tier.from) + 1;
            let acts = (margin + i32::from(-points) - 1) / i32::from(-points);
            format!("{told}; {} to fall below {}", counted(acts.unsigned_abs().into(), "act"), tier.name)
        }
    }
}
