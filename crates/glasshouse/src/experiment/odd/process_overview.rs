//! ODD, element 3: process overview and scheduling, with the processes that are on.

use super::markdown::{cell, code, counted, list, n, table};
use super::scenario::{Scenario, can_list, ties_see};
use crate::life::ENCOUNTERS;
use crate::life::encounter::{self, Encounter, Rate, RegimeSection};
use crate::regime::Regime;

pub(super) fn text(all: &Scenario) -> String {
    let row = |encounter: &&Encounter| {
        let acts: Vec<String> = encounter.acts().map(|act| code(act.key)).collect();
        let acts = if acts.is_empty() { "no act of its own".to_owned() } else { acts.join(", ") };
        vec![code(encounter.key), on(all, encounter).said, cell(encounter.meaning), acts]
    };
    format!(
        "## 3. Process overview and scheduling\n\nEvery month has the same six steps. In each, everybody reads only \
         results of the step or the month before, except in an encounter that two share; so the order in which persons \
         are processed makes no difference, and all updates are synchronous.\n\n\
         1. **Perceive.** Own standing, score and money; last month's public bytes of her ties; news; what the regime \
         announces.\n\
         2. **Decide.** In each encounter that happens to her, by the one decision rule (7.1).\n\
         3. **Meet.** Acts of both sides meet; courts decide; money moves.\n\
         4. **Watch.** {}\n\
         5. **Judge.** {}\n\
         6. **Learn.** Norms, expectations, trust, expected risk, approval, reputation, the acts approved of, and \
         talk about firms (7.2 and 7.3).\n\n\
         Then the month is counted and the news is made.\n\n### Encounters\n\n{}\n### When\n\n{}\n",
        watch(all),
        judge(all),
        table(["Encounter", "On", "What happens", "Acts"], ENCOUNTERS.iter().map(row).collect()),
        table(["Regime", "In force", "Where"], all.plan.regimes.iter().map(|r| when(all, r)).collect()),
    )
}

fn watch(all: &Scenario) -> String {
    let seeing = all.under(|r| !r.watch.is_empty());
    let told = all.under(|r| r.informants.is_some());
    let mut text = match seeing.is_empty() {
        true => "No regime here has channels: nothing is recorded.".to_owned(),
        false => format!("Channels of {} see some of the acts, and now and then one that nobody did.", list(&seeing)),
    };
    if !told.is_empty() {
        text += &format!(" Under {} neighbours report each other.", list(&told));
    }
    let rated = all.under(|r| r.peer_rating.is_some());
    if !rated.is_empty() {
        text += &format!(" Under {} both sides of a meeting rate each other.", list(&rated));
    }
    text
}

fn judge(all: &Scenario) -> String {
    let ruled = all.under(|r| r.score.is_some() || can_list(r));
    if ruled.is_empty() {
        return "No regime here has a score or a list: nobody is judged by it.".to_owned();
    }
    let appeals = all.under(|r| r.appeal.is_some());
    let appeals =
        if appeals.is_empty() { String::new() } else { format!(" Appeals are heard under {}.", list(&appeals)) };
    format!(
        "Under {} rules turn records into points, tiers and lists, with their consequences.{appeals} The same judge fills a \
         second docket by perfect sight, which is only counted.",
        list(&ruled)
    )
}

/// Whether an encounter is on, and when.
pub(super) struct On {
    pub is_on: bool,
    pub said: String,
}

/// Determines it from the numbers and regimes of the scenario.
pub(super) fn on(all: &Scenario, encounter: &Encounter) -> On {
    match encounter.on {
        encounter::On::Always => On { is_on: true, said: "every month, everybody".to_owned() },
        encounter::On::Chance(rates) => chance(all, rates),
        encounter::On::Under(section) => under(all, section),
    }
}

/// By chance, with these probabilities a month.
fn chance(all: &Scenario, rates: &[Rate]) -> On {
    let rates: Vec<(&str, f32)> =
        rates.iter().map(|rate| (rate.name, (rate.of)(&all.plan.society.behaviour))).collect();
    let each: Vec<String> = rates.iter().map(|(name, rate)| format!("{} (`{name}`)", n(*rate))).collect();
    let is_on = rates.iter().any(|(_, rate)| *rate > 0.0);
    let said =
        if is_on { format!("each month with chance {}", list(&each)) } else { format!("off: {} is 0", rates[0].0) };
    On { is_on, said }
}

/// Under the regimes that have the section that the encounter needs.
fn under(all: &Scenario, section: RegimeSection) -> On {
    let (name, names) = match section {
        RegimeSection::Redemption => ("`[redemption]`", all.under(|r| r.redemption.is_some())),
        RegimeSection::Appeal => ("`[appeal]`", all.under(|r| r.appeal.is_some())),
        RegimeSection::PeerRating => ("`[peer_rating]`", all.under(|r| r.peer_rating.is_some())),
        RegimeSection::Informants => ("`[informants]`", all.under(|r| r.informants.is_some())),
        RegimeSection::StandingSeenByTies => ("a list or a score that ties can see", all.under(ties_see)),
    };
    let said = match names.is_empty() {
        true => format!("off: no regime here has {name}"),
        false => format!("under {}", list(&names)),
    };
    On { is_on: !names.is_empty(), said }
}

/// When and where a regime is in force.
fn when(all: &Scenario, regime: &Regime) -> Vec<String> {
    let name = code(&regime.name);
    if regime.is_idle() {
        return vec![name, "does nothing at any time: the law alone".into(), "everywhere".into()];
    }
    let last = all.plan.size.months;
    let until = match regime.ends {
        Some(end) if end < last => {
            format!("to month {}; then {} without it", end - 1, counted((last - end).into(), "month", "months"))
        }
        _ => format!("to month {}, the last", last - 1),
    };
    let starts =
        if regime.starts < last { format!("from month {} {until}", regime.starts) } else { "never in this run".into() };
    let place = match &regime.rollout {
        None => "everywhere at once".to_owned(),
        Some(r) => {
            let waves: Vec<String> =
                r.waves.iter().map(|wave| format!("{} from month {}", n(wave.share), wave.month)).collect();
            let spread = r.spread.map_or(String::new(), |s| {
                format!(
                    "; then it spreads, with innovation {} and imitation {} a year",
                    n(s.innovation),
                    n(s.imitation)
                )
            });
            let waves = if waves.is_empty() { String::new() } else { format!(", {}", waves.join(", ")) };
            format!("in a share of the {}: {} at first{waves}{spread}", r.unit.plural(), n(r.pilots))
        }
    };
    vec![name, starts, place]
}
