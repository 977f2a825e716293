//! Why is somebody listed? `glasshouse why`: from deed to channel to rule to ruling to consequence.

use crate::cli::{Look, WhyArgs};
use crate::failure::Stop;
use crate::number_format;
use crate::say;
use crate::text_wrap::paragraph;
use crate::{firm_history, rerun};
use glasshouse::engine::Told;
use glasshouse::life::terms::LISTED;
use glasshouse::observatory::life_history::{Cause, Chronicle, Item, Portrait, Wanted, find, follow, portrait};
use glasshouse::regime::surveillance::Record;
use glasshouse::regime::{Basis, EFFECTS, Effect, Origin, Regime};
use glasshouse::society::act::{Act, TABLE};
use glasshouse::society::traits::{CHILD, INTERNET};

/// Most rulings that are told one by one.
const CHAIN: usize = 12;

/// Answers on standard output.
pub fn run(asked: WhyArgs) -> Result<(), Stop> {
    let regime = rerun::regime(&asked.regime)?;
    let (person, month) = match asked.find {
        Some(look) => {
            let people = rerun::people(&asked.again, asked.years * 12, std::slice::from_ref(&regime))?;
            let (wanted, what) = match look {
                Look::Listed => (Wanted::Listed, "Nobody is listed"),
                Look::WronglyListed => (Wanted::WronglyListed, "Nobody is wrongly listed"),
                Look::FirmListed => (Wanted::FirmListed, "No firm is listed"),
            };
            let Some(found) = find(&people, &regime, wanted, asked.years * 12) else {
                return say(&paragraph(&format!("{what} under {} in {} years.", regime.name, asked.years), 0));
            };
            found
        }
        None => (rerun::known(asked.person.unwrap_or_default(), &asked.again)?, asked.month.unwrap_or_default()),
    };
    let people = rerun::people(&asked.again, month + 1, std::slice::from_ref(&regime))?;
    let life = follow(&people, &regime, person, month + 1);
    say(&answer(&regime, &life, month, &portrait(&people, person)).iter().map(Part::on_terminal).collect::<String>())
}

/// A piece of the answer; each face shows it in its way.
pub enum Part {
    /// A pause.
    Gap,
    /// A heading.
    Title(String),
    /// A paragraph.
    Line(String),
    /// One of several under a heading.
    Item(String),
    /// A line of a sum: points, and what they are for.
    Sum(String, String),
}

impl Part {
    fn on_terminal(&self) -> String {
        match self {
            Part::Gap => "\n".into(),
            Part::Title(text) | Part::Line(text) => paragraph(text, 0),
            Part::Item(text) => paragraph(text, 2),
            Part::Sum(points, what) => format!("  {points:>7}  {what}\n"),
        }
    }
}

/// A heading after a pause, with what stands under it.
fn titled(title: &str, under: impl IntoIterator<Item = Part>) -> Vec<Part> {
    [Part::Gap, Part::Title(title.into())].into_iter().chain(under).collect()
}

/// The whole answer.
pub fn answer(regime: &Regime, life: &Chronicle, month: u32, who: &Portrait) -> Vec<Part> {
    let told = &life.months[month as usize];
    let state = match (told.in_force, told.is_listed()) {
        (false, _) => "not judged",
        (true, true) => "listed",
        (true, false) => "not listed",
    };
    let person = number_format::whole(life.person.into());
    let head = format!("Person {person}, {}, under {}: {state}.", rerun::month(month), regime.name);
    let mut parts = vec![Part::Line(head), Part::Line(rerun::portrait(who)), Part::Gap];
    if !told.in_force {
        parts.push(Part::Line(not_in_force(regime)));
        parts.extend(censored(regime, life));
        return parts;
    }
    parts.push(Part::Line(reason(regime, life, told)));
    if regime.score.is_some() {
        parts.extend(sum(regime, life, told));
    }
    parts.extend(chain(regime, life));
    parts.extend(censored(regime, life));
    parts.extend(consequences(regime, told, who));
    parts.push(Part::Gap);
    parts.push(Part::Line(perfect(regime, told)));
    parts.extend(firm_history::answer(regime, life, month));
    parts
}

fn not_in_force(regime: &Regime) -> String {
    if regime.is_idle() {
        return "Nobody keeps points or a list: this is life without a trust system.".into();
    }
    let ends = regime.ends.map_or(String::new(), |ends| format!(" and until month {}", ends - 1));
    format!("Nobody was judged in this month: the regime is in force from month {}{ends}.", regime.starts)
}

/// The last link: what lists her, or that nothing does.
fn reason(regime: &Regime, life: &Chronicle, told: &Told) -> String {
    let standing = told.docket.standing;
    let tier = regime.score.as_ref().map(|score| (score, &score.tiers[usize::from(standing % LISTED)]));
    let of_tier = tier
        .map(|(_, t)| crate::diagnostic_output::clean(&format!("Her score is {}: tier {}", told.docket.score, t.name)));
    if !told.is_listed() {
        return match of_tier {
            Some(tier) => format!("{tier}, which is not listed, and no rule keeps her on the list."),
            None if regime.rules.iter().any(|r| r.lists > 0) => "No rule keeps her on the list.".into(),
            None => "This regime keeps neither points nor a list of persons.".into(),
        };
    }
    let mut reasons = Vec::new();
    if let Some((score, t)) = tier.filter(|(_, t)| t.listed) {
        let above = score.tiers.iter().find(|other| other.from > t.from);
        let below = above.map_or(String::new(), |a| format!(" (tier {} begins at {})", a.name, a.from));
        let words = format!("Her score is {}: tier {}{below}. Who is in it is on the list.", told.docket.score, t.name);
        reasons.push(crate::diagnostic_output::clean(&words));
    }
    if let Some((then, record)) = life.listed_by_rule(regime, told.month) {
        let rule = regime.rules.iter().filter(|r| r.act == record.act).max_by_key(|r| r.lists);
        let (lists, origin) = rule.map_or((0, String::new()), |r| (r.lists, from(&r.origin)));
        reasons.push(format!(
            "In {}, {}. The rule about `{}` lists for {}{origin}; {} left.",
            rerun::month(then),
            record_words(regime, record),
            record.act,
            number_format::counted(lists.into(), "month"),
            number_format::counted(told.docket.months.saturating_sub(1).into(), "month"),
        ));
    }
    reasons.join(" ")
}

/// The score's arithmetic: start, causes, sum.
fn sum(regime: &Regime, life: &Chronicle, told: &Told) -> Vec<Part> {
    let line = |points: String, what: &str| Part::Sum(number_format::typeset(&points), what.to_owned());
    let items = life.account(told.month);
    let total = i32::from(life.start) + items.iter().map(|item| item.points).sum::<i32>();
    let mut lines = vec![line(life.start.to_string(), "at the start")];
    lines.extend(items.iter().map(|item| line(format!("{:+}", item.points), &item_words(regime, item))));
    lines.push(line(format!("= {total}"), &format!("at the end of month {}", told.month)));
    titled("Her score", lines)
}

fn item_words(regime: &Regime, item: &Item) -> String {
    let times = if item.times == 1 { String::new() } else { format!(", {} times", item.times) };
    let what = match item.cause {
        Cause::Record(r) => match (r.is_true, r.channel) {
            (true, None) if r.by_neighbour() => format!("{}, told by a neighbour", r.act),
            (false, None) => format!("{}, a neighbour's false report", r.act),
            (true, None) => format!("{}, at the office", r.act),
            (true, Some(c)) => format!("{}, seen by {}", r.act, channel(regime, c)),
            (false, Some(c)) => format!("{}, a false alarm of {}", r.act, channel(regime, c)),
        },
        Cause::Again(act) => format!("{act}, not for the first time that something is held against her"),
        Cause::Appeal => "an appeal of hers was granted".into(),
        Cause::Rated => "rated by those whom she met".into(),
        Cause::Family => "others of her household were listed".into(),
        Cause::Friends => "friends of hers were listed".into(),
        Cause::Recovery => "time passed".into(),
        Cause::Lapsed => "points of long ago lapsed".into(),
        Cause::Bounds => "the score cannot leave its range".into(),
    };
    what + &times
}

fn channel(regime: &Regime, c: usize) -> String {
    crate::diagnostic_output::clean(&regime.watch[c].name)
}

/// What she did and what was written down, in words.
fn record_words(regime: &Regime, r: Record) -> String {
    let meaning = TABLE[r.act as usize].meaning;
    let late =
        if r.late == 0 { String::new() } else { format!(", {} late", number_format::counted(r.late.into(), "month")) };
    let words = match (r.is_true, r.channel) {
        (true, None) if r.by_neighbour() => format!("she {meaning}; a neighbour told"),
        (false, None) => format!("a neighbour reported that she {meaning}: a false report"),
        (true, None) => format!("she {meaning}; the office wrote it down"),
        (true, Some(c)) => format!("she {meaning}; {} saw it", channel(regime, c)),
        (false, Some(c)) => format!("{} reported that she {meaning}: a false alarm", channel(regime, c)),
    };
    words + &late
}

/// What she was fined for how loudly she criticised: by the office that listens, whatever her score and the list.
fn censored(regime: &Regime, life: &Chronicle) -> Vec<Part> {
    let Some(censorship) = &regime.censorship else { return Vec::new() };
    let fined = life.months.iter().filter(|told| told.censored > 0);
    let line =
        |told: &Told| format!("{}: {} yuan", rerun::month(told.month), number_format::whole(told.censored.into()));
    let mut lines = latest(fined.map(line).collect());
    if lines.is_empty() {
        lines.push(Part::Item("nothing so far".into()));
    }
    let title = format!("What she was fined for how loudly she criticised{}", from(&censorship.origin));
    titled(&title, lines)
}

/// Each step from deed to ruling, the latest ones; then the rules that were used, each once with its source.
fn chain(regime: &Regime, life: &Chronicle) -> Vec<Part> {
    let mut steps = Vec::new();
    let mut used: Vec<Act> = Vec::new();
    let mut score = i32::from(life.start);
    for told in &life.months {
        let mut words = Vec::new();
        let mut points = 0;
        for ruling in &told.rulings {
            points += ruling.points;
            let cause = told.cause(ruling);
            words.push(match cause {
                Cause::Record(r) => format!("{} ({})", record_words(regime, r), signed(ruling.points)),
                _ => format!("{} ({})", item_words(regime, &Item { cause, times: 1, points }), signed(ruling.points)),
            });
        }
        // What lists and brings no points is a step, too.
        let judged = |r: &Record| told.rulings.iter().any(|ruling| told.cause(ruling) == Cause::Record(*r));
        let lists = |r: &&Record| regime.rules.iter().any(|rule| rule.act == r.act && rule.lists > 0);
        words.extend(told.records.iter().filter(|r| !judged(r)).filter(lists).map(|r| record_words(regime, *r)));
        for r in told.records.iter().filter(|r| judged(r) || lists(r)) {
            used.extend((!used.contains(&r.act)).then_some(r.act));
        }
        score += points;
        if !words.is_empty() {
            let score = if regime.score.is_some() { format!(" Score {score}.") } else { String::new() };
            steps.push(format!("{}: {}.{score}", rerun::month(told.month), words.join("; ")));
        }
    }
    if steps.is_empty() {
        return vec![Part::Line("Nothing that was written down of her was ever judged.".into())];
    }
    let mut parts = titled("How it came, month by month", latest(steps));
    parts.extend(rules(regime, &used));
    parts
}

/// The latest steps of a chain, and how many came before them.
pub fn latest(mut steps: Vec<String>) -> Vec<Part> {
    let late = steps.split_off(steps.len().saturating_sub(CHAIN));
    let before = || format!("({} before these)", number_format::counted(steps.len() as u64, "month"));
    let before = (!steps.is_empty()).then(before);
    before.into_iter().chain(late).map(Part::Item).collect()
}

/// Points with their sign.
pub fn signed(points: i32) -> String {
    number_format::typeset(&format!("{points:+}"))
}

fn rules(regime: &Regime, used: &[Act]) -> Vec<Part> {
    let mut lines = Vec::new();
    let about = |act: &Act| regime.rules.iter().filter(|r| r.act == *act).collect::<Vec<_>>();
    for rule in used.iter().flat_map(about) {
        let lists = match rule.lists {
            0 => String::new(),
            n => format!(", and the list for {}", number_format::counted(n.into(), "month")),
        };
        let line = format!("{}: {} points{lists}{}", rule.act, signed(rule.points.into()), from(&rule.origin));
        lines.push(Part::Item(line));
    }
    let redeemed = |act: Act| regime.redemption.as_ref().filter(|_| used.contains(&act));
    if let Some(r) = redeemed(Act::Volunteer) {
        let line = format!("volunteer: {} points for {} hours{}", signed(r.work.into()), r.hours, from(&r.origin));
        lines.push(Part::Item(line));
    }
    if let Some(r) = redeemed(Act::Donate) {
        let line = format!("donate: {} points for {} yuan each{}", signed(r.points.into()), r.price, from(&r.origin));
        lines.push(Part::Item(line));
    }
    if lines.is_empty() { lines } else { titled("The rules that were used", lines) }
}

/// Where a line of a regime comes from.
pub fn from(origin: &Origin) -> String {
    let basis = match origin.basis {
        Basis::Essay => "essay",
        Basis::Documented => "documented",
        Basis::Assumed => "assumed",
    };
    match origin.source.as_str() {
        "" => format!(" ({basis})"),
        source => format!(" ({basis}: {})", crate::diagnostic_output::clean(source.trim_start_matches("the essay: "))),
    }
}

/// What her standing opens and closes from the next month on.
fn consequences(regime: &Regime, told: &Told, who: &Portrait) -> Vec<Part> {
    let standing = told.docket.standing;
    let over = regime.ends.is_some_and(|ends| told.month + 1 >= ends);
    let mut lines: Vec<String> = Vec::new();
    for c in regime.meeting(standing) {
        let Some(row) = EFFECTS.iter().find(|row| row.effect == c.effect) else { continue };
        let what = if row.reward { "opens" } else { "closes" };
        let amount = format!("{} {}", c.amount, row.unit);
        let spared = match c.effect {
            Effect::NoGoodSchool if who.flags & CHILD == 0 => ", but she has no child at school",
            Effect::SlowInternet if who.flags & INTERNET == 0 => ", but she does not use it",
            _ => "",
        };
        lines.push(format!("{what} {}: {} ({amount}){spared}{}", row.key, row.meaning, from(&c.origin)));
    }
    match (over, lines.is_empty()) {
        (true, _) => lines = vec!["nothing: the regime ends with this month".into()],
        (false, true) => lines.push("nothing: it opens and closes nothing".into()),
        _ => {
            let access = regime.access()[usize::from(standing)];
            let income = f32::from(who.income);
            let yuan = |x: f32| number_format::whole(x.round() as u64);
            let [winter, summer] = [1.0, 0.0].map(|winter| access.gain(income, winter));
            let gains = if winter > summer { format!(" ({} in winter)", yuan(winter)) } else { String::new() };
            let loss = yuan(access.loss(income, who.flags));
            lines.push(format!("In all it brings her {} yuan a month{gains} and costs her {loss}.", yuan(summer)));
        }
    }
    let title = format!("What her standing means from month {} on", told.month + 1);
    titled(&title, lines.into_iter().map(Part::Item))
}

/// What perfect sight would say.
fn perfect(regime: &Regime, told: &Told) -> String {
    let would = told.would_be_listed();
    let score = regime.score.as_ref().map_or(String::new(), |_| format!(" (score {})", told.deserved.score));
    let verdict = match (told.is_listed(), would) {
        (true, true) => "would list her, too",
        (true, false) => "would not list her: she is wrongly listed",
        (false, true) => "would list her: she got away with it",
        (false, false) => "would not list her either",
    };
    format!(
        "Perfect sight of all that she did herself, without false alarms, bought points and others' listings, \
         {verdict}{score}."
    )
}
