//! The reasons for a person's standing as text: from deed to channel, rule, ruling and consequence.

use crate::diagnostic_text::clean;
use crate::text_block::{TextBlock, latest, origin_words, signed, titled};
use crate::{firm_history, number_format, rerun};
use glasshouse::engine::PersonMonth;
use glasshouse::life::terms::{LISTED, NEUTRAL, tier};
use glasshouse::observatory::life_history::{Cause, Chronicle, Item, Portrait};
use glasshouse::regime::own_effect::all_effects;
use glasshouse::regime::surveillance::Record;
use glasshouse::regime::{Audience, Effect, Regime, Rule};
use glasshouse::society::act::Act;
use glasshouse::society::traits::{CHILD, INTERNET, OFFICIAL, TRAVELS};

/// The whole answer.
pub fn answer(regime: &Regime, life: &Chronicle, month: u32, who: &Portrait) -> Vec<TextBlock> {
    let told = &life.months[month as usize];
    let state = match (told.in_force, told.is_listed()) {
        (false, _) => "not judged",
        (true, true) => "listed",
        (true, false) => "not listed",
    };
    let person = number_format::whole(life.person.into());
    let head = format!("Person {person}, {}, under {}: {state}.", rerun::month(month), regime.name);
    let mut parts = vec![TextBlock::Line(head), TextBlock::Line(rerun::portrait(who)), TextBlock::Gap];
    if !told.in_force {
        parts.push(TextBlock::Line(not_in_force(regime)));
        parts.extend(censored(regime, life));
        return parts;
    }
    parts.push(TextBlock::Line(reason(regime, life, told)));
    if regime.score.is_some() {
        parts.extend(sum(regime, life, told));
    }
    parts.extend(chain(regime, life));
    parts.extend(censored(regime, life));
    parts.extend(consequences(regime, told, who));
    parts.push(TextBlock::Gap);
    parts.push(TextBlock::Line(perfect(regime, told)));
    parts.extend(firm_history::answer(regime, life, month));
    parts.into_iter().map(|part| part.said(|text| regime.encounters.spell(&text))).collect()
}

fn not_in_force(regime: &Regime) -> String {
    if regime.is_idle() {
        return "There are no points and no list: this is life without a trust system.".into();
    }
    let ends = regime.ends.map_or(String::new(), |ends| format!(" and until month {}", ends - 1));
    format!("Nobody was judged in this month: the regime is in force from month {}{ends}.", regime.starts)
}

/// The last link of the chain: the reason why she is listed, or a statement that there is none.
fn reason(regime: &Regime, life: &Chronicle, told: &PersonMonth) -> String {
    let standing = told.docket.standing;
    let tier = regime.score.as_ref().map(|score| (score, &score.tiers[usize::from(standing % LISTED)]));
    let of_tier = tier.map(|(_, t)| clean(&format!("Her score is {}: tier {}", told.docket.score, t.name)));
    if !told.is_listed() {
        return match of_tier {
            Some(tier) => format!("{tier}. This tier is not listed, and no rule keeps her on the list."),
            None if regime.rules.iter().any(|r| r.lists > 0) => "No rule keeps her on the list.".into(),
            None => "This regime has neither points nor a list of persons.".into(),
        };
    }
    let mut reasons = Vec::new();
    if let Some((score, t)) = tier.filter(|(_, t)| t.listed) {
        let above = score.tiers.iter().find(|other| other.from > t.from);
        let below = above.map_or(String::new(), |a| format!(" (tier {} begins at {})", a.name, a.from));
        let words =
            format!("Her score is {}: tier {}{below}. Everybody in this tier is listed.", told.docket.score, t.name);
        reasons.push(clean(&words));
    }
    if let Some((then, record)) = life.listed_by_rule(regime, told.month) {
        let rule = regime.rules.iter().filter(|r| r.act == record.act).max_by_key(|r| r.lists);
        let (lists, origin) = rule.map_or((0, String::new()), |r| (r.lists, origin_words(&r.origin)));
        reasons.push(format!(
            "In {}, {}. The rule about `{}` lists people for {}{}{origin}; {} left.",
            rerun::month(then),
            record_words(regime, record),
            record.act,
            number_format::counted(lists.into(), "month"),
            rule.map_or(String::new(), below_words),
            number_format::counted(told.docket.months.saturating_sub(1).into(), "month"),
        ));
    }
    reasons.join(" ")
}

/// The score as a sum: start, causes, total.
fn sum(regime: &Regime, life: &Chronicle, told: &PersonMonth) -> Vec<TextBlock> {
    let line = |points: String, what: &str| TextBlock::Sum(number_format::typeset(&points), what.to_owned());
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
            (true, None) if r.by_neighbour() => format!("{}, reported by a neighbour", r.act),
            (false, None) => format!("{}, a neighbour's false report", r.act),
            (true, None) => format!("{}, recorded by the office", r.act),
            (true, Some(c)) => format!("{}, seen by {}", r.act, channel(regime, c)),
            (false, Some(c)) => format!("{}, a false alarm by {}", r.act, channel(regime, c)),
        },
        Cause::Again(act) => format!("{act}, extra points for an earlier ruling against her"),
        Cause::Appeal => "her appeal was granted".into(),
        Cause::BoughtOff => "she bought herself off the list".into(),
        Cause::StruckOff => "a bribed official struck her off the list".into(),
        Cause::Rated => "ratings by people she met".into(),
        Cause::Family => "listed members of her household".into(),
        Cause::Friends => "listed friends".into(),
        Cause::Recovery => "time passed".into(),
        Cause::Lapsed => "old points lapsed".into(),
        Cause::Bounds => "held within the score's range".into(),
    };
    what + &times
}

fn channel(regime: &Regime, c: usize) -> String {
    clean(&regime.watch[c].name)
}

/// Her act and its record, in words.
fn record_words(regime: &Regime, r: Record) -> String {
    let meaning = clean(regime.encounters.meaning(r.act));
    let late =
        if r.late == 0 { String::new() } else { format!(", {} late", number_format::counted(r.late.into(), "month")) };
    let words = match (r.is_true, r.channel) {
        (true, None) if r.by_neighbour() => format!("she {meaning}; a neighbour reported it"),
        (false, None) => format!("a neighbour reported that she {meaning}: a false report"),
        (true, None) => format!("she {meaning}; the office recorded it"),
        (true, Some(c)) => format!("she {meaning}; {} saw it", channel(regime, c)),
        (false, Some(c)) => format!("{} reported that she {meaning}: a false alarm", channel(regime, c)),
    };
    words + &late
}

/// Her fines for loud criticism, which do not depend on her score or the list.
fn censored(regime: &Regime, life: &Chronicle) -> Vec<TextBlock> {
    let Some(censorship) = &regime.censorship else { return Vec::new() };
    let fined = life.months.iter().filter(|told| told.censored > 0);
    let line = |told: &PersonMonth| {
        format!("{}: {} yuan", rerun::month(told.month), number_format::whole(told.censored.into()))
    };
    let mut lines = latest(fined.map(line).collect());
    if lines.is_empty() {
        lines.push(TextBlock::Item("none so far".into()));
    }
    let title = format!("Her fines for loud criticism{}", origin_words(&censorship.origin));
    titled(&title, lines)
}

/// The latest steps from deed to ruling; then the rules that applied, each once with its source.
fn chain(regime: &Regime, life: &Chronicle) -> Vec<TextBlock> {
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
        // A record that lists without points is also a step.
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
        return vec![TextBlock::Line("None of her records was ever judged.".into())];
    }
    let mut parts = titled("Her record, month by month", latest(steps));
    parts.extend(rules(regime, &used));
    parts
}

/// Whom a rule lists, where points add up to it.
pub(crate) fn below_words(rule: &Rule) -> String {
    rule.below.map_or(String::new(), |below| format!(" if the score is below {below}"))
}

fn rules(regime: &Regime, used: &[Act]) -> Vec<TextBlock> {
    let mut lines = Vec::new();
    let about = |act: &Act| regime.rules.iter().filter(|r| r.act == *act).collect::<Vec<_>>();
    for rule in used.iter().flat_map(about) {
        let lists = match rule.lists {
            0 => String::new(),
            n => format!(", listed for {}{}", number_format::counted(n.into(), "month"), below_words(rule)),
        };
        let line = format!("{}: {} points{lists}{}", rule.act, signed(rule.points.into()), origin_words(&rule.origin));
        lines.push(TextBlock::Item(line));
    }
    let redeemed = |act: Act| regime.redemption.as_ref().filter(|_| used.contains(&act));
    if let Some(r) = redeemed(Act::Volunteer) {
        let line =
            format!("volunteer: {} points for {} hours{}", signed(r.work.into()), r.hours, origin_words(&r.origin));
        lines.push(TextBlock::Item(line));
    }
    if let Some(r) = redeemed(Act::Donate) {
        let line =
            format!("donate: {} points for {} yuan each{}", signed(r.points.into()), r.price, origin_words(&r.origin));
        lines.push(TextBlock::Item(line));
    }
    if let Some((r, price)) = redeemed(Act::BuyOff).and_then(|r| Some((r, r.release?))) {
        let line = format!("buy-off: {price} yuan for each month left on the list{}", origin_words(&r.origin));
        lines.push(TextBlock::Item(line));
    }
    if lines.is_empty() { lines } else { titled("The rules that applied", lines) }
}

/// The benefits and barriers of her standing from the next month on.
fn consequences(regime: &Regime, told: &PersonMonth, who: &Portrait) -> Vec<TextBlock> {
    let standing = told.docket.standing;
    let over = regime.ends.is_some_and(|ends| told.month + 1 >= ends);
    let mut lines: Vec<String> = Vec::new();
    for c in regime.meeting(standing) {
        let all = all_effects(&regime.effects);
        let Some(row) = all.iter().find(|row| row.effect == c.effect) else { continue };
        let what = if row.reward { "opens" } else { "closes" };
        let amount = format!("{} {}", c.amount, row.unit);
        let spared = match c.effect {
            Effect::NoGoodSchool if who.flags & CHILD == 0 => ", but she has no child at school",
            Effect::NoFastTravel if who.flags & TRAVELS == 0 => ", but she does not travel so",
            Effect::NoPost if who.flags & OFFICIAL == 0 => ", but she holds none",
            Effect::SlowInternet if who.flags & INTERNET == 0 => ", but she does not use it",
            _ => "",
        };
        lines.push(format!("{what} {}: {} ({amount}){spared}{}", row.key, row.meaning, origin_words(&c.origin)));
    }
    lines.extend(shown(regime, standing));
    match (over, lines.is_empty()) {
        (true, _) => lines = vec!["nothing: the regime ends after this month".into()],
        (false, true) => lines.push("nothing: her standing opens and closes nothing".into()),
        _ => {
            let access = regime.access()[usize::from(standing)];
            let income = f32::from(who.income);
            let yuan = |x: f32| number_format::whole(x.round() as u64);
            let [winter, summer] = [1.0, 0.0].map(|winter| access.gain(income, winter));
            let gains = if winter > summer { format!(" ({} in winter)", yuan(winter)) } else { String::new() };
            let loss = yuan(access.loss(income, who.flags));
            lines.push(format!("In all, it brings her {} yuan a month{gains} and costs her {loss}.", yuan(summer)));
        }
    }
    let title = format!("Consequences of her standing from month {} on", told.month + 1);
    titled(&title, lines.into_iter().map(TextBlock::Item))
}

/// Who can see her tier and what it says of her; nothing where it says nothing.
fn shown(regime: &Regime, standing: u8) -> Option<String> {
    let score = regime.score.as_ref().filter(|_| standing != NEUTRAL)?;
    let esteem = score.esteem(usize::from(tier(standing)));
    let who = match regime.visibility.score {
        Audience::Nobody => return None,
        Audience::Lenders => "lenders",
        Audience::Ties => "family and friends",
        Audience::Everybody => "everybody",
        Audience::Firms => "firms",
        Audience::Neighbours => "neighbours",
    };
    let speaks = if esteem < 0.0 { "against" } else { "for" };
    (esteem != 0.0).then(|| format!("shows her tier: {who} can see it, and it speaks {speaks} her"))
}

/// The verdict of perfect sight.
fn perfect(regime: &Regime, told: &PersonMonth) -> String {
    let would = told.would_be_listed();
    let score = regime.score.as_ref().map_or(String::new(), |_| format!(" (score {})", told.deserved.score));
    let verdict = match (told.is_listed(), would) {
        (true, true) => "would list her, too",
        (true, false) => "would not list her: she is wrongly listed",
        (false, true) => "would list her: she got away with it",
        (false, false) => "would not list her either",
    };
    format!(
        "Perfect sight of her own acts alone, without false alarms, bought points and others' listings, \
         {verdict}{score}."
    )
}
