//! Does a regime make of a small case what its author meant?
//!
//! A story goes through the very rules that a run uses: the channels' chances, the code that judges, and what a
//! standing opens and closes. Only luck is missing: the story says what was seen.

use crate::chance::LANES;
use crate::engine::is_listed;
use crate::life::terms::{LISTED, NEUTRAL, Terms};
use crate::regime::firms::{Dossier, Firms};
use crate::regime::judge::{Before, Code, Docket};
use crate::regime::watch::Eyes;
use crate::regime::{EFFECTS, Effect, Regime};
use crate::scenario::story_file::{Noticed, Story, StoryMonth};
use crate::society::Society;
use crate::society::act::{Act, Acts};
use crate::society::people::{CAR, CHILD, INTERNET, OFFICIAL};
use std::fmt::Display;

/// How near a chance must be to the one expected.
const NEAR: f64 = 0.000_5;

/// Something that came out otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surprise {
    /// What: a key of the story.
    pub what: String,
    /// What the story says.
    pub expected: String,
    /// What the regime says.
    pub found: String,
}

/// Where a story stands at its end.
struct End {
    points: i32,
    score: i16,
    standing: u8,
    deserved: u8,
}

/// Tells a story to a regime; what surprises is returned. The society says what holds beside the regime.
pub fn tell(regime: &Regime, society: &Society, story: &Story) -> Vec<Surprise> {
    let mut surprises = Vec::new();
    let eyes = Eyes::of(regime);
    for (n, month) in story.months.iter().enumerate() {
        month.acts.iter().for_each(|act| surprises.extend(impossible(regime, eyes.as_ref(), story, n, *act)));
    }
    let end = judge(regime, story);
    let mut note = |what: &str, expected: Option<String>, found: String| {
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            surprises.push(Surprise { what: what.into(), expected, found });
        }
    };
    let e = &story.expect;
    let tier = |t: usize| regime.score.as_ref().map_or(String::new(), |s| s.tiers[t].name.clone());
    note("points", said(&e.points), end.points.to_string());
    note("score", said(&e.score), end.score.to_string());
    note("tier", e.tier.map(tier), tier(usize::from(end.standing % LISTED)));
    note("listed", said(&e.listed), is_listed(end.standing).to_string());
    note("deserved", said(&e.deserved), is_listed(end.deserved).to_string());
    if let Some(firms) = &regime.firms {
        let firm = judge_firm(firms, story);
        let standing = firms.standing(firm.score, firm.months);
        note("firm_score", said(&e.firm_score), firm.score.to_string());
        note("firm_tier", e.firm_tier.clone(), firms.score.tiers[usize::from(standing % LISTED)].name.clone());
        note("firm_listed", said(&e.firm_listed), is_listed(standing).to_string());
    }
    note("opens", e.opens.as_deref().map(names), names(&met(regime, end.standing, true)));
    note("closes", e.closes.as_deref().map(names), names(&met(regime, end.standing, false)));
    let terms = Terms { winter: f32::from(u8::from(story.winter)), ..regime.terms(society, regime.starts) };
    let access = &terms.access[usize::from(end.standing)];
    let income = f32::from(story.income);
    let flags = flags(story);
    let yuan = |x: f32| x.round().to_string();
    note("gain", said(&e.gain), yuan(access.gain(income, terms.winter)));
    note("loss", said(&e.loss), yuan(access.loss(income, flags)));
    note("support", said(&e.support), terms.support(income, story.old).to_string());
    note("levy", said(&e.levy), terms.contribution(income).to_string());
    let chance = |of: &dyn Fn(&Eyes) -> f64| eyes.as_ref().map_or(0.0, of);
    let near = |expected: f64, found: f64| if (expected - found).abs() < NEAR { expected } else { found };
    for (act, expected) in &e.coverage {
        let found = near(*expected, chance(&|eyes| eyes.coverage(*act, story.urban, story.fifth)));
        note(&format!("coverage of {act}"), Some(shown(*expected)), shown(found));
    }
    for (act, expected) in &e.false_alarms {
        let found = chance(&|eyes| eyes.alarms(*act));
        // A false alarm is rare: the whole of a small chance counts.
        let found = if (expected - found).abs() < 1e-7 + expected * 0.01 { *expected } else { found };
        note(&format!("false alarms of {act}"), Some(shown(*expected)), shown(found));
    }
    surprises
}

fn said<T: Display>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(T::to_string)
}

/// A chance with as many digits as it needs, up to six.
fn shown(chance: f64) -> String {
    let text = format!("{chance:.6}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// What a story says was noticed, and never can be.
fn impossible(
    regime: &Regime,
    eyes: Option<&Eyes>,
    story: &Story,
    month: usize,
    (act, noticed): (Act, Noticed),
) -> Option<Surprise> {
    // Neighbours may see, and may lie about, all that an office asks them about.
    let told = regime.informants.as_ref().is_some_and(|asked| asked.asks() & act.bit() != 0);
    let sight = eyes.map_or(0.0, |eyes| eyes.coverage(act, story.urban, story.fifth));
    let alarms = eyes.map_or(0.0, |eyes| eyes.alarms(act));
    let found = match noticed {
        Noticed::Seen if sight == 0.0 && !told => "nobody can see it",
        Noticed::Unseen if sight >= 1.0 => "it is always seen",
        Noticed::FalseAlarm if alarms == 0.0 && !told => "nobody is falsely reported for it",
        _ => return None,
    };
    let expected = Noticed::WORDS[noticed as usize].to_owned();
    Some(Surprise { what: format!("{act} in month {}", month + 1), expected, found: found.into() })
}

/// Trait flags of the one whom a story is about.
fn flags(story: &Story) -> u8 {
    let is = |yes: bool, flag: u8| if yes { flag } else { 0 };
    is(story.child, CHILD) | is(story.internet, INTERNET) | is(story.official, OFFICIAL) | is(story.driver, CAR)
}

/// The records of a month, and what was really done.
fn acts(month: &StoryMonth) -> (Acts, Acts) {
    let of = |wanted: &dyn Fn(Noticed) -> bool| {
        month.acts.iter().filter(|(_, n)| wanted(*n)).fold(0, |set, (act, _)| set | act.bit())
    };
    (of(&|n| n != Noticed::Unseen), of(&|n| n != Noticed::FalseAlarm))
}

/// Judges month after month, as a run does.
fn judge(regime: &Regime, story: &Story) -> End {
    let code = Code::of(regime);
    if regime.is_idle() {
        return End { points: 0, score: code.start(), standing: NEUTRAL, deserved: NEUTRAL };
    }
    let start = story.score.unwrap_or(code.start());
    let open = || Docket { score: [start; LANES], months: [story.listed_for; LANES], prior: [story.prior; LANES] };
    let (mut docket, mut ideal) = (open(), open());
    let mut points = 0;
    for month in &story.months {
        let (records, done) = acts(month);
        let concerning = |acts: Acts| code.concerning(&[acts; LANES], &[flags(story); LANES])[0];
        let (records, done) = (concerning(records), concerning(done));
        let before = Before { score: docket.score[0], prior: docket.prior[0], granted: false, rated: month.rated };
        let rulings = code.rulings(before, records, month.family, month.friends);
        points += rulings.iter().map(|ruling| ruling.points).sum::<i32>();
        code.judge(
            &mut docket,
            &[month.rated; LANES],
            &[records; LANES],
            &[month.family; LANES],
            &[month.friends; LANES],
        );
        code.judge(&mut ideal, &[month.rated; LANES], &[done & !Act::Donate.bit(); LANES], &[0; LANES], &[0; LANES]);
    }
    let standing = |docket: &Docket| code.standing(docket.score[0], docket.months[0]);
    End { points, score: docket.score[0], standing: standing(&docket), deserved: standing(&ideal) }
}

/// Judges her firm, month after month.
fn judge_firm(firms: &Firms, story: &Story) -> Dossier {
    let mut dossier = firms.open();
    story.months.iter().for_each(|month| firms.judge(&mut dossier, month.firm, month.firm));
    dossier
}

/// The effects that meet a standing, each once, in the order of the table.
fn met(regime: &Regime, standing: u8, reward: bool) -> Vec<Effect> {
    let meets = |effect: Effect| regime.meeting(standing).any(|c| c.effect == effect);
    EFFECTS.iter().filter(|row| row.reward == reward && meets(row.effect)).map(|row| row.effect).collect()
}

fn names(effects: &[Effect]) -> String {
    let of = EFFECTS.iter().filter(|row| effects.contains(&row.effect)).map(|row| row.key);
    let names: Vec<&str> = of.collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}
