//! Tests of a regime by its author's stories: small cases with expected outcomes.
//!
//! A story uses the very rules of a run: the channels' chances, the judging code, and the effects of a standing. Only
//! luck is missing: the story says what was seen.

use crate::engine::is_listed;
use crate::life::loan::{self, Debt};
use crate::life::need;
use crate::life::terms::{BureauTerms, LISTED, NEUTRAL, Terms};
use crate::regime::adjudication::{Because, Before, Code, Docket};
use crate::regime::expiry::Past;
use crate::regime::firm_scoring::{Dossier, Firms};
use crate::regime::own_effect::all_effects;
use crate::regime::surveillance::Eyes;
use crate::regime::{CreditBureau, Effect, Issuer, Regime};
use crate::rng::LANES;
use crate::scenario::story_file::{Noticed, RegimeStory, StoryMonth};
use crate::society::Society;
use crate::society::act::{Act, Acts};
use crate::society::traits::{CAR, CHILD, INTERNET, OFFICIAL, ONLINE_WORK, TRAVELS};
use std::fmt::Display;

/// How close a chance must be to the expected one.
const NEAR: f64 = 0.000_5;

/// The lender who minds a mark least: whether anybody lends is a question about her.
const ANY_LENDER: f32 = 0.999_999;

/// A result that differs from the expected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surprise {
    /// A key of the story.
    pub what: String,
    /// The expected value.
    pub expected: String,
    /// The value under the regime.
    pub found: String,
}

/// The state at the end of a story.
struct End {
    points: i32,
    score: i16,
    standing: u8,
    deserved: u8,
}

/// Runs a story under a regime and returns the surprises. The society sets everything besides the regime.
pub fn tell(regime: &Regime, society: &Society, story: &RegimeStory) -> Vec<Surprise> {
    let theirs = (regime.issuer == Issuer::People).then_some(story.standards).flatten();
    let theirs = theirs.map(|standards| regime.by_people(standards.map(|y| y as f32)));
    let regime = theirs.as_ref().unwrap_or(regime);
    let mut surprises = Vec::new();
    let eyes = Eyes::of(regime);
    for (n, month) in story.months.iter().enumerate() {
        month.acts.iter().for_each(|act| surprises.extend(impossible(regime, eyes.as_ref(), story, n, *act)));
        surprises.extend(infallible(regime, month, n));
    }
    let end = judge(regime, eyes.as_ref(), story);
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
    note("opens", e.opens.as_deref().map(|all| names(regime, all)), names(regime, &met(regime, end.standing, true)));
    note("closes", e.closes.as_deref().map(|all| names(regime, all)), names(regime, &met(regime, end.standing, false)));
    let terms =
        Terms { winter: f32::from(u8::from(story.winter)), ..regime.terms(society, regime.starts + story.after) };
    note_consequences(&terms, end.standing, story, &mut note);
    let need = need::alone(&society.behaviour, &terms, story.income, story.old);
    note("need", e.need.map(shown), shown(((f64::from(need)) * 1e3).round() / 1e3));
    note_figures(&terms, story, &mut note);
    note_sight(eyes.as_ref(), story, &mut note);
    surprises.iter_mut().for_each(|surprise| surprise.what = regime.encounters.spell(&surprise.what));
    surprises
}

/// What a standing means for debts and money.
fn note_consequences(
    terms: &Terms,
    standing: u8,
    story: &RegimeStory,
    note: &mut impl FnMut(&str, Option<String>, String),
) {
    let e = &story.expect;
    let debt = on_file(terms.bureau, story);
    let marked = if let Debt::Marked(months) | Debt::Slandered(months) = debt { months } else { 0 };
    note("marked", said(&e.marked), marked.to_string());
    note("lends", said(&e.lends), loan::lends(terms, debt, standing, ANY_LENDER).to_string());
    let access = &terms.access[usize::from(standing)];
    let income = f32::from(story.income);
    let flags = flags(story);
    let yuan = |x: f32| x.round().to_string();
    note("gain", said(&e.gain), yuan(access.gain(income, terms.winter)));
    note("loss", said(&e.loss), yuan(access.loss(income, flags)));
    let near = |expected: Option<f64>, found: f32| match expected {
        Some(expected) if (expected - f64::from(found)).abs() < NEAR => shown(expected),
        _ => shown(found.into()),
    };
    note("interest", e.interest.map(shown), near(e.interest, access.interest));
    note("regard", e.regard.map(shown), near(e.regard, access.regard));
    note("avoided", e.avoided.map(shown), near(e.avoided, access.avoided));
    note("support", said(&e.support), terms.support(income, story.old).to_string());
    note("levy", said(&e.levy), terms.contribution(income).to_string());
    note("windfall", said(&e.windfall), yuan(terms.windfall));
    note("scandal", said(&e.scandal), ((f64::from(terms.scandal) * 1e6).round() / 1e6).to_string());
}

/// What figures she reports, if she makes them up, and what they bring.
fn note_figures(terms: &Terms, story: &RegimeStory, note: &mut impl FnMut(&str, Option<String>, String)) {
    let e = &story.expect;
    let gap = terms.figures.and_then(|figures| figures.gap(story.wrongs, story.people));
    let merit = terms.figures.map_or(0.0, |figures| figures.merit);
    note("figures_met", said(&e.figures_met), (gap == Some(0)).to_string());
    note("left_out", said(&e.left_out), gap.filter(|_| merit > 0.0).unwrap_or(0).to_string());
    note("merit", said(&e.merit), merit.round().to_string());
}

/// With which chances the channels see an act, and report one that was not.
fn note_sight(eyes: Option<&Eyes>, story: &RegimeStory, note: &mut impl FnMut(&str, Option<String>, String)) {
    let chance = |of: &dyn Fn(&Eyes) -> f64| eyes.map_or(0.0, of);
    let near = |expected: f64, found: f64| if (expected - found).abs() < NEAR { expected } else { found };
    for (act, expected) in &story.expect.coverage {
        let found = near(*expected, chance(&|eyes| eyes.coverage(*act, story.urban, story.fifth)));
        note(&format!("coverage of {act}"), Some(shown(*expected)), shown(found));
    }
    for (act, expected) in &story.expect.false_alarms {
        let found = chance(&|eyes| eyes.alarms(*act));
        // A false alarm is rare: small chances are compared relatively.
        let found = if (expected - found).abs() < 1e-7 + expected * 0.01 { *expected } else { found };
        note(&format!("false alarms of {act}"), Some(shown(*expected)), shown(found));
    }
}

fn said<T: Display>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(T::to_string)
}

/// A chance with as many decimals as it needs, up to six.
fn shown(chance: f64) -> String {
    let text = format!("{chance:.6}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// An act that a story says was noticed, and that can never be noticed so.
fn impossible(
    regime: &Regime,
    eyes: Option<&Eyes>,
    story: &RegimeStory,
    month: usize,
    (act, noticed): (Act, Noticed),
) -> Option<Surprise> {
    // Neighbours may see, and may lie about, every act that an office asks them about.
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

/// Errors of a credit bureau, or their corrections, in a story whose regime has none.
fn infallible(regime: &Regime, month: &StoryMonth, n: usize) -> Vec<Surprise> {
    let chance = |of: fn(&CreditBureau) -> f32| regime.credit_bureau.as_ref().map_or(0.0, of);
    let told = [
        ("mistake", month.mistake, chance(|b| b.errors), "no file goes wrong"),
        ("corrected", month.corrected, chance(|b| b.dispute), "nothing is put right"),
    ];
    let never = told.into_iter().filter(|(_, told, chance, _)| *told && *chance == 0.0);
    let what = |key: &str| format!("{key} in month {}", n + 1);
    never.map(|(key, .., found)| Surprise { what: what(key), expected: "true".into(), found: found.into() }).collect()
}

/// Her loan, or her file at a credit bureau, after the months of the story. A person who breaks a loan had one.
fn on_file(bureau: Option<BureauTerms>, story: &RegimeStory) -> Debt {
    let mut debt = match (story.owes, story.marked_for) {
        (0, 0) => Debt::None,
        (0, months) => Debt::Marked(months),
        (parts, _) => Debt::Paying(parts),
    };
    for month in &story.months {
        debt = loan::on_file(debt, bureau, month.mistake, month.corrected);
        let done = done(month);
        debt = match debt {
            Debt::Broken(_) if month.given_up || done & Act::Repay.bit() != 0 => loan::settled(bureau),
            Debt::Paying(parts) if done & Act::Default.bit() != 0 => Debt::Broken(parts),
            Debt::None if done & Act::Default.bit() != 0 => Debt::Broken(1),
            Debt::Paying(1) => Debt::None,
            Debt::Paying(parts) => Debt::Paying(parts - 1),
            debt => debt,
        };
    }
    debt
}

/// Trait flags of the person in a story.
fn flags(story: &RegimeStory) -> u8 {
    let is = |yes: bool, flag: u8| if yes { flag } else { 0 };
    is(story.child, CHILD)
        | is(story.internet, INTERNET)
        | is(story.official, OFFICIAL)
        | is(story.driver, CAR)
        | is(story.travels, TRAVELS)
        | is(story.online_work, ONLINE_WORK)
}

/// The acts really done in a month.
fn done(month: &StoryMonth) -> Acts {
    month.acts.iter().filter(|(_, n)| *n != Noticed::FalseAlarm).fold(0, |set, (act, _)| set | act.bit())
}

/// Judges month after month, as a run does.
fn judge(regime: &Regime, eyes: Option<&Eyes>, story: &RegimeStory) -> End {
    let code = Code::of(regime);
    if regime.is_idle() {
        return End { points: 0, score: code.start(), standing: NEUTRAL, deserved: NEUTRAL };
    }
    let start = story.score.unwrap_or(code.start());
    let past = || code.expiry().map(|expiry| Past::holding(expiry, 0, start - code.start()));
    let open = || Docket {
        score: [start; LANES],
        months: [story.listed_for; LANES],
        prior: [story.prior; LANES],
        past: past(),
    };
    let (mut docket, mut ideal) = (open(), open());
    let mut points = 0;
    for (n, month) in story.months.iter().enumerate() {
        let concerning = |acts: Acts| code.concerning(&[acts; LANES], &[flags(story); LANES])[0];
        let done = concerning(done(month));
        let sets: Vec<(u8, Acts)> =
            arriving(eyes, story, n).into_iter().map(|(late, set)| (late, concerning(set))).collect();
        let score = docket.score[0];
        for docket in [&mut docket, &mut ideal] {
            if let (Some(past), Some(expiry)) = (&mut docket.past, code.expiry()) {
                past.next(expiry, n as u32);
            }
        }
        let (lapsed, beyond) = (code.lapse(&mut docket)[0], code.beyond(&docket, 0));
        code.lapse(&mut ideal);
        let pardoned = (done & Act::BuyOff.bit() != 0).then_some(Because::BoughtOff);
        pardoned.into_iter().for_each(|why| code.pardon(&mut docket, 0, why));
        for docket in [&mut docket, &mut ideal] {
            code.worked_off(docket, &[done; LANES]);
        }
        let before = Before { score, prior: docket.prior[0], pardoned, rated: month.rated, lapsed, beyond };
        let rulings = code.rulings(before, &sets, month.family, month.friends);
        points += rulings.iter().map(|ruling| ruling.points).sum::<i32>();
        code.judge(
            &mut docket,
            &[month.rated; LANES],
            &sets.iter().map(|(_, set)| [*set; LANES]).collect::<Vec<_>>(),
            &[month.family; LANES],
            &[month.friends; LANES],
        );
        code.judge(&mut ideal, &[month.rated; LANES], &[[done & !Act::Donate.bit(); LANES]], &[0; LANES], &[0; LANES]);
    }
    let standing = |docket: &Docket| code.standing(docket.score[0], docket.months[0]);
    End { points, score: docket.score[0], standing: standing(&docket), deserved: standing(&ideal) }
}

/// The acts that reach the books in a month of a story: those noticed then or earlier that the quickest channel able to
/// notice them reports now.
fn arriving(eyes: Option<&Eyes>, story: &RegimeStory, n: usize) -> Vec<(u8, Acts)> {
    let mut sets: Vec<(u8, Acts)> = Vec::new();
    for late in 0..=n.min(u8::MAX.into()) {
        let noticed = story.months[n - late].acts.iter().filter(|(act, noticed)| {
            let delay = eyes.map_or(0, |eyes| match noticed {
                Noticed::FalseAlarm => eyes.quickest_alarm(*act),
                _ => eyes.quickest(*act, story.urban, story.fifth),
            });
            *noticed != Noticed::Unseen && usize::from(delay) == late
        });
        let set = noticed.fold(0, |set, (act, _)| set | act.bit());
        if set != 0 || late == 0 {
            sets.push((late as u8, set));
        }
    }
    sets
}

/// Judges her firm, month after month.
fn judge_firm(firms: &Firms, story: &RegimeStory) -> Dossier {
    let mut dossier = firms.open();
    story.months.iter().for_each(|month| firms.judge(&mut dossier, month.firm, month.firm));
    dossier
}

/// The effects of a standing, each once, in the order of the table.
fn met(regime: &Regime, standing: u8, reward: bool) -> Vec<Effect> {
    let meets = |effect: Effect| regime.meeting(standing).any(|c| c.effect == effect);
    let all = all_effects(&regime.effects);
    all.iter().filter(|row| row.reward == reward && meets(row.effect)).map(|row| row.effect).collect()
}

fn names(regime: &Regime, effects: &[Effect]) -> String {
    let all = all_effects(&regime.effects);
    let names: Vec<&str> = all.iter().filter(|row| effects.contains(&row.effect)).map(|row| row.key.as_str()).collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}
