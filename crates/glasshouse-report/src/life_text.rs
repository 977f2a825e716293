//! The life of one person as text: her years, under one regime or several side by side.

use crate::diagnostic_text::clean;
use crate::number_format;
use crate::text_wrap::{WIDTH, paragraph, wrap};
use glasshouse::engine::{Mind, PersonMonth};
use glasshouse::life::own::FOUND;
use glasshouse::life::road::CAUGHT;
use glasshouse::life::told_incidents;
use glasshouse::life::work::{Employment, FELL_ILL, FOUND_WORK, LOST_WORK, RECOVERED, SCHOOL_LOST};
use glasshouse::observatory::life_history::{Chronicle, LifeEvent};
use glasshouse::regime::Regime;
use glasshouse::society::act::{Act, Acts};
use glasshouse::society::own_encounter::Encounters;

/// Most regimes that fit side by side.
pub const MOST: usize = 3;
/// Characters between two columns.
const GAP: usize = 3;

/// Her years under each regime, side by side; `who` is her portrait.
pub fn text(who: &str, person: u32, years: u32, regimes: &[Regime], lives: &[Chronicle]) -> String {
    let mut text = paragraph(&format!("Person {}. {who}", number_format::whole(person.into())), 0);
    if regimes.len() > 1 {
        text += &paragraph("The same person with the same luck:", 0);
    }
    let width = (WIDTH - GAP * (regimes.len() - 1)) / regimes.len();
    text += &columns(regimes.iter().map(|r| vec![r.name.to_uppercase()]).collect(), width);
    for year in 0..years {
        text += &format!("\nYear {}\n", year + 1);
        let of = |(regime, life): (&Regime, &Chronicle)| tell(regime, life, year as usize);
        text += &columns(regimes.iter().zip(lives).map(of).collect(), width);
        text += &apart(regimes, lives, year).map_or(String::new(), |apart| paragraph(&apart, 0));
    }
    text
}

/// Texts side by side, each wrapped into its column.
fn columns(texts: Vec<Vec<String>>, width: usize) -> String {
    let wrapped: Vec<Vec<String>> =
        texts.iter().map(|lines| lines.iter().flat_map(|l| hung(l, width)).collect()).collect();
    let rows = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |column: &Vec<String>, row: usize| {
        let line = column.get(row).map_or("", String::as_str);
        format!("{line}{:pad$}", "", pad = width.saturating_sub(line.chars().count()))
    };
    let row = |row: usize| wrapped.iter().map(|c| cell(c, row)).collect::<Vec<_>>().join(&" ".repeat(GAP));
    (0..rows).map(|r| row(r).trim_end().to_owned() + "\n").collect()
}

/// A paragraph with a hanging indent.
fn hung(line: &str, width: usize) -> Vec<String> {
    let indent = |(n, l): (usize, String)| if n == 0 { l } else { format!("  {l}") };
    wrap(line, width - 2).into_iter().enumerate().map(indent).collect()
}

/// One year in a few lines.
pub fn tell(regime: &Regime, life: &Chronicle, year: usize) -> Vec<String> {
    let all = &life.months;
    let months = &all[year * 12..][..12];
    let events: Vec<(u32, LifeEvent)> =
        months.iter().flat_map(|t| t.events().into_iter().map(|e| (t.month, e))).collect();
    let before = year.checked_mul(12).and_then(|first| all.get(first.checked_sub(1)?));
    let lines = [
        deeds(&life.encounters, &events),
        befell(&life.encounters, &events),
        work(before, months, &events),
        institution(regime, months, &events),
        money(months),
        state(months),
    ];
    lines.into_iter().flatten().collect()
}

fn count(events: &[(u32, LifeEvent)], what: impl Fn(&LifeEvent) -> bool) -> usize {
    events.iter().filter(|(_, e)| what(e)).count()
}

fn times(n: usize) -> String {
    match n {
        1 => "once".into(),
        2 => "twice".into(),
        n => format!("{n} times"),
    }
}

/// A line of parts, or none.
fn line(parts: Vec<String>) -> Option<String> {
    let text = parts.join("; ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

fn deeds(encounters: &Encounters, events: &[(u32, LifeEvent)]) -> Option<String> {
    let did = |act: Act| count(events, |e| *e == LifeEvent::Did(act));
    let seen = |act: Act| count(events, |e| matches!(e, LifeEvent::Recorded(r) if r.act == act && r.is_true));
    let part = |act: Act| {
        let seen = match seen(act) {
            0 => String::new(),
            n if n == did(act) => ", recorded".into(),
            n => format!(", recorded {}", times(n)),
        };
        format!("{} ({}{seen})", clean(encounters.meaning(act)), times(did(act)))
    };
    line(Act::all_of(Acts::MAX).filter(|act| did(*act) > 0).map(part).collect())
}

/// Events without details, with the words for each.
pub fn plain() -> Vec<(LifeEvent, &'static str)> {
    let mut plain = vec![(LifeEvent::Refuted, "fined by a court for a false claim")];
    for (incident, words) in told_incidents() {
        if incident == CAUGHT {
            plain.push((LifeEvent::FirmFined, "fined for her firm's goods"));
        }
        plain.push((LifeEvent::Befell(incident), words));
    }
    plain
}

/// What she was found out at in an encounter that a file adds.
fn found_in(encounters: &Encounters, event: LifeEvent) -> Option<String> {
    let LifeEvent::Befell(incident) = event else { return None };
    let own = encounters.all.get(FOUND.iter().position(|found| *found == incident)?)?;
    Some(format!("found out, as she {}", clean(encounters.meaning(own.breaks.act?))))
}

fn befell(encounters: &Encounters, events: &[(u32, LifeEvent)]) -> Option<String> {
    let mut parts = Vec::new();
    for (month, _) in events.iter().filter(|(_, event)| *event == LifeEvent::CameOfAge) {
        parts.push(format!("in month {month} she is followed, after her death, by somebody of 18 from her household"));
    }
    let helped = count(events, |e| *e == LifeEvent::Distress { helped: true });
    let left = count(events, |e| *e == LifeEvent::Distress { helped: false });
    if helped + left > 0 {
        let who = if helped == 0 { "never helped".into() } else { format!("helped {}", times(helped)) };
        parts.push(format!("in distress {}, {who}", times(helped + left)));
    }
    let lost: i64 =
        events.iter().map(|(_, e)| if let LifeEvent::Accused { lost } = e { i64::from(*lost) } else { 0 }).sum();
    let accused = count(events, |e| matches!(e, LifeEvent::Accused { .. }));
    if accused > 0 {
        parts.push(format!(
            "accused {} by somebody she had helped (lost {} yuan)",
            times(accused),
            number_format::whole(lost as u64)
        ));
    }
    let won: i64 = events.iter().map(|(_, e)| if let LifeEvent::Won(yuan) = e { i64::from(*yuan) } else { 0 }).sum();
    if won > 0 {
        parts.push(format!("won {} yuan from her helper in court", number_format::whole(won as u64)));
    }
    let turns = [LOST_WORK, FOUND_WORK, FELL_ILL, RECOVERED].map(LifeEvent::Befell);
    for (event, words) in plain().into_iter().filter(|(event, _)| !turns.contains(event)) {
        let n = count(events, |e| *e == event);
        let words = || found_in(encounters, event).unwrap_or_else(|| words.to_owned());
        parts.extend((n > 0).then(|| format!("{} ({})", words(), times(n))));
    }
    let censored: u64 =
        events.iter().map(|(_, e)| if let LifeEvent::Censored(yuan) = e { u64::from(*yuan) } else { 0 }).sum();
    if censored > 0 {
        let how_often = times(count(events, |e| matches!(e, LifeEvent::Censored(_))));
        parts.push(format!("fined for loud criticism ({how_often}, {} yuan)", number_format::whole(censored)));
    }
    line(parts)
}

/// Her work, month by month: what she lost and found, and her post. `before` is the month before the year.
fn work(before: Option<&PersonMonth>, months: &[PersonMonth], events: &[(u32, LifeEvent)]) -> Option<String> {
    let turns = [LOST_WORK, FOUND_WORK, FELL_ILL, RECOVERED];
    let words = told_incidents();
    let mut parts: Vec<(u32, String)> = Vec::new();
    for (month, event) in events {
        if let LifeEvent::Befell(incident) = event
            && turns.contains(incident)
            && let Some((_, words)) = words.iter().find(|(one, _)| one == incident)
        {
            parts.push((*month, format!("{words} in month {month}")));
        }
    }
    let mut post = before.map_or(Some(true), |before| before.post);
    for told in months.iter().filter(|told| told.post.is_some()) {
        if told.post != post {
            let what = if told.post == Some(true) { "got her post back" } else { "lost her post" };
            parts.push((told.month, format!("{what} in month {}", told.month)));
            post = told.post;
        }
    }
    parts.sort_by_key(|(month, _)| *month);
    line(parts.into_iter().map(|(_, part)| part).collect())
}

/// What is different at the end of a year between the same person's lives, in what she lives by.
fn apart(regimes: &[Regime], lives: &[Chronicle], year: u32) -> Option<String> {
    let last: Vec<&PersonMonth> = lives.iter().filter_map(|life| life.months.get(year as usize * 12 + 11)).collect();
    let (first, others) = last.split_first()?;
    let state = |told: &PersonMonth| (Employment::read(told.work), told.post, told.work & SCHOOL_LOST != 0);
    if others.iter().all(|told| state(told) == state(first)) {
        return None;
    }
    let words = |told: &PersonMonth| {
        let work = match Employment::read(told.work) {
            Employment::Working => "is in work",
            Employment::Jobless => "has no work",
            Employment::Ill => "is too ill to work",
        };
        let mut parts = vec![work.to_owned()];
        parts.extend(told.post.map(|held| if held { "has her post".into() } else { "has lost her post".into() }));
        parts.extend((told.work & SCHOOL_LOST != 0).then(|| "her child missed a good school".into()));
        parts.join(", ")
    };
    let each =
        regimes.iter().zip(&last).map(|(regime, told)| format!("under {} she {}", clean(&regime.name), words(told)));
    line(vec![format!("at the end of the year, {}", each.collect::<Vec<_>>().join("; "))])
}

/// Her dealings with the institution.
fn institution(regime: &Regime, months: &[PersonMonth], events: &[(u32, LifeEvent)]) -> Option<String> {
    let judged: Vec<&PersonMonth> = months.iter().filter(|t| t.in_force).collect();
    let (first, last) = (judged.first()?, judged.last()?);
    let mut parts = Vec::new();
    if let Some(score) = &regime.score {
        let points: i32 = first.rulings.iter().map(|r| r.points).sum();
        let before = i32::from(first.docket.score) - points;
        let tier = |t: &PersonMonth| {
            score.tiers[usize::from(t.docket.standing % glasshouse::life::terms::LISTED)].name.clone()
        };
        parts.push(clean(&format!("score {before} to {}, tier {}", last.docket.score, tier(last))));
    }
    let falsely = count(events, |e| matches!(e, LifeEvent::Recorded(r) if !r.is_true));
    parts.extend((falsely > 0).then(|| format!("falsely reported {}", times(falsely))));
    for (month, event) in events {
        match event {
            LifeEvent::Listed => parts.push(format!("put on the list in month {month}")),
            LifeEvent::Released => parts.push(format!("taken off the list in month {month}")),
            _ => (),
        }
    }
    let listed = judged.iter().filter(|t| t.is_listed()).count();
    let wrongly = judged.iter().filter(|t| t.is_listed() && !t.would_be_listed()).count();
    if listed > 0 {
        let wrongly = match wrongly {
            0 => String::new(),
            n if n == listed => ", wrongly".into(),
            n => format!(", {n} of them wrongly"),
        };
        parts.push(format!("listed for {}{wrongly}", number_format::counted(listed as u64, "month")));
    }
    line(parts)
}

fn money(months: &[PersonMonth]) -> Option<String> {
    let sum = |of: fn(&PersonMonth) -> f32| months.iter().map(of).sum::<f32>().round() as u64;
    let last = months.last()?;
    let mut parts = vec![format!("savings {} yuan", number_format::whole(last.purse.savings.into()))];
    let (gain, loss) = (sum(|t| t.purse.gain), sum(|t| t.purse.loss));
    parts.extend((gain > 0).then(|| format!("her standing brought {} yuan", number_format::whole(gain))));
    parts.extend((loss > 0).then(|| format!("her standing cost {} yuan", number_format::whole(loss))));
    let total = |of: fn(&PersonMonth) -> i64| months.iter().map(of).sum::<i64>();
    let (support, windfall) = (total(|t| t.purse.support.into()), total(|t| t.purse.windfall.into()));
    parts.extend((support > 0).then(|| format!("her children gave {} yuan", number_format::whole(support as u64))));
    parts.extend((support < 0).then(|| format!("she gave old parents {} yuan", number_format::whole(-support as u64))));
    parts.extend((windfall > 0).then(|| format!("a windfall of {} yuan", number_format::whole(windfall as u64))));
    let lacking = months.iter().filter(|t| t.purse.need > 0).count();
    parts.extend((lacking > 0).then(|| format!("in need in {lacking} of {} months", months.len())));
    line(parts)
}

/// Her state of mind at the end of the year, in words with numbers from 0 to 1.
fn state(months: &[PersonMonth]) -> Option<String> {
    let Mind { norm, trust, felt, approval, system, worried, repute } = months.last()?.mind;
    let of = |words: [&str; 3], x: u8| {
        let share = f64::from(x) / 255.0;
        let word = words[usize::from(share >= 1.0 / 3.0) + usize::from(share >= 2.0 / 3.0)];
        format!("{word} ({share:.2})")
    };
    let system = system.map(|favour| {
        let of = of(["is against the system", "is of two minds about the system", "is for the system"], favour);
        if worried { format!("{of} and worried") } else { of }
    });
    let mut parts = vec![
        of(["distrusts strangers", "is wary of strangers", "trusts strangers"], trust),
        of(
            ["rarely expects to be found out", "sometimes expects to be found out", "mostly expects to be found out"],
            felt.into_iter().max().unwrap_or(0),
        ),
        of(
            ["disapproves of the government", "is of two minds about the government", "approves of the government"],
            approval,
        ),
        of(["values honesty little", "values honesty", "values honesty highly"], norm[0]),
        of(["has a bad reputation", "has a mixed reputation", "has a good reputation"], repute),
    ];
    parts.extend(system);
    line(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_beside_each_other() {
        let text = columns(vec![vec!["one two three".into()], vec!["four".into(), "five".into()]], 10);
        assert_eq!(text, "one two      four\n  three      five\n");
    }
}
