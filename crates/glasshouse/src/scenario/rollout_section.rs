//! The reader and checks of `[rollout]`: where a regime begins, and where its rules differ.
//!
//! Reading and checking are together because the section depends on `starts`, `ends` and the rules.

use super::located::{Located, at};
use super::record_sections::a_rule;
use super::regime_draft::{Draft, Stages};
use super::regime_values::LAST_MONTH;
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, Location};
use crate::regime::{Override, Rollout, RolloutUnit, Spread, Wave};
use crate::society::marginals::MOST_PROVINCES;

/// Reads the section; its overrides go to `overrides`.
pub(super) fn read(mut t: TableReader<'_>, overrides: &mut Vec<Located<Override>>) -> Located<Stages> {
    let unit = t.optional("unit").word("unit", &RolloutUnit::WORDS).map(|n| RolloutUnit::ALL[n]).unwrap_or_default();
    let waves = t.optional("waves");
    let pilots = t.required_with("pilots", "waves", &[]);
    let spread = spread(&mut t, waves.is_set());
    let everywhere = if waves.is_set() || spread.is_some() { 0.0 } else { 1.0 };
    let of_pilots = |share: f64| Wave { month: 0, share: share as f32 };
    let mut last = at(pilots, |e| e.share().map(of_pilots));
    let pilots = last.as_ref().map_or(everywhere, |at| at.value.share);
    let mut rising: Vec<Located<Wave>> = Vec::new();
    for table in waves.tables().into_iter().flatten() {
        rising.extend(wave(table, &mut last));
    }
    let standard = at(t.optional("standard"), |e| e.whole(1..=LAST_MONTH));
    overrides.extend(t.optional("override").tables().into_iter().flatten().filter_map(an_override));
    Located { value: Stages { unit, pilots, waves: rising, spread, standard }, place: t.place("") }
}

/// Highest yearly rate at which the remaining counties begin: beyond it all begin at once.
const FASTEST: f64 = 10.0;

/// Its spread by innovation and imitation, which excludes waves.
fn spread(t: &mut TableReader<'_>, waves: bool) -> Option<Spread> {
    let innovation = t.required_with("innovation", "imitation", &[]);
    let imitation = t.required_with("imitation", "innovation", &[]);
    if waves && innovation.is_set() {
        let message = "counties begin in waves or by imitation, not both";
        let finding = Diagnostic::error("two-things", message, innovation.place("spreads by itself"));
        t.tell(finding.and(t.place_of("waves", "comes in waves")).help("leave out one of them"));
    }
    let (innovation, imitation) = (innovation.number(0.0..=FASTEST), imitation.number(0.0..=FASTEST));
    Some(Spread { innovation: innovation? as f32, imitation: imitation? as f32 })
}

/// A wave; it comes later than the previous one, and reaches more counties.
fn wave(mut t: TableReader<'_>, last: &mut Option<Located<Wave>>) -> Option<Located<Wave>> {
    let month = t.required("month").whole(1..=LAST_MONTH);
    let share = t.required("share").share().map(|share| share as f32);
    let wave = Located { value: Wave { month: month?, share: share? }, place: t.place_of("month", "") };
    if let Some(before) = last {
        let late = wave.value.month > before.value.month;
        if !late || wave.value.share <= before.value.share {
            let (key, what) = if late { ("share", "reach more counties") } else { ("month", "come later") };
            let place = t.place_of(key, "not above the one before");
            let finding = Diagnostic::error("not-rising", format!("each wave must {what} than the one before"), place);
            t.tell(finding.and(before.place("the one before")));
        }
    }
    *last = Some(wave.clone());
    Some(wave)
}

fn an_override(mut t: TableReader<'_>) -> Option<Located<Override>> {
    let entry = t.required("provinces");
    let list = entry.clone().list();
    if list.as_ref().is_some_and(Vec::is_empty) {
        entry.tell(Diagnostic::error(
            "blank",
            "an override must name at least one province",
            entry.place("none named"),
        ));
    }
    let number = |e: EntryReader<'_>| e.whole(1..=MOST_PROVINCES);
    let provinces = list.into_iter().flatten().filter_map(number).collect();
    let rule = a_rule(&mut t)?;
    Some(Located { value: Override { provinces, rule: rule.value }, place: rule.place })
}

/// The section as a whole.
pub(super) fn settle(stages: Option<Located<Stages>>, overrides: Vec<Located<Override>>) -> Option<Rollout> {
    let Stages { unit, pilots, waves, spread, standard } = stages?.value;
    Some(Rollout {
        unit,
        pilots,
        waves: waves.into_iter().map(|at| at.value).collect(),
        spread,
        standard: standard.map(|at| at.value),
        overrides: overrides.into_iter().map(|at| at.value).collect(),
    })
}

/// Two overrides of the rule about one act in one province.
pub(super) fn contradictions(draft: &Draft) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (n, later) in draft.overrides.iter().enumerate() {
        let (provinces, act) = (&later.value.provinces, later.value.rule.act);
        let shared =
            |earlier: &Located<Override>| earlier.value.provinces.iter().find(|p| provinces.contains(p)).copied();
        let same = |earlier: &&Located<Override>| earlier.value.rule.act == act && shared(earlier).is_some();
        if let Some(earlier) = draft.overrides[..n].iter().find(same) {
            let province = shared(earlier).unwrap_or_default();
            let message = format!("province {province} has two rules about `{act}`");
            let finding = Diagnostic::error("duplicate-rule", message, later.place("again here"));
            findings.push(finding.and(earlier.place("first here")).help("leave the province to one of them"));
        }
    }
    findings
}

/// Sections that fall on places or on everybody, in a roll-out by person.
pub(super) fn impersonal(draft: &Draft) -> Vec<Diagnostic> {
    let Some(rollout) = draft.rollout.as_ref().filter(|at| at.value.unit == RolloutUnit::Person) else {
        return Vec::new();
    };
    let sections = [
        ("[propaganda]", draft.propaganda.as_ref().map(|at| at.place("falls on everybody"))),
        ("[reviews]", draft.reviews.as_ref().map(|at| at.place("falls on everybody"))),
        ("[inspection]", draft.inspection.as_ref().map(|at| at.place("falls on firms"))),
        ("[courts]", draft.courts.as_ref().map(|at| at.place("falls on everybody"))),
        ("[welfare]", draft.welfare.as_ref().map(|at| at.place("falls on everybody"))),
        ("[informants]", draft.informants.as_ref().map(|at| at.place("falls on everybody"))),
        ("[officials]", draft.officials.as_ref().map(|at| at.place("falls on officials"))),
        ("[credit_bureau]", draft.credit_bureau.as_ref().map(|at| at.place("falls on everybody"))),
        ("[censorship]", draft.censorship.as_ref().map(|at| at.place("falls on everybody"))),
        ("[firms]", draft.firms.as_ref().map(|at| at.place("falls on firms"))),
    ];
    let tell = |(name, place): (&str, Option<Location>)| {
        let message = format!("`{name}` cannot be rolled out person by person: only rules and their consequences can");
        let finding = Diagnostic::error("not-personal", message, place?).and(rollout.place("by person"));
        Some(finding.help("take `unit = \"neighbourhood\"`, or leave the section out"))
    };
    sections.into_iter().filter_map(tell).collect()
}

/// The parts of a roll-out that come too early or too late to matter.
pub(super) fn out_of_time(draft: &Draft) -> Vec<Diagnostic> {
    let Some(rollout) = &draft.rollout else { return Vec::new() };
    let mut findings = Vec::new();
    let starts = draft.starts.as_ref().map_or(0, |at| at.value);
    for wave in rollout.value.waves.iter().filter(|wave| wave.value.month <= starts) {
        let finding =
            Diagnostic::error("too-early", "a wave comes before the regime has started", wave.place("too early"));
        let finding = finding.help(format!("the pilots start in month {starts}: name a later month"));
        findings.push(match &draft.starts {
            Some(starts) => finding.and(starts.place("starts here")),
            None => finding,
        });
    }
    let idle = |message: &str, place| Diagnostic::warning("no-effect", message, place);
    if rollout.value.spread.is_some_and(|s| s.innovation == 0.0) && rollout.value.pilots == 0.0 {
        let message = "nobody begins, so there is nobody to imitate";
        findings.push(idle(message, rollout.place("spreads nowhere")).help("set `pilots`, or `innovation` above 0"));
    }
    if let Some(ends) = &draft.ends {
        let late = rollout.value.waves.iter().filter(|wave| wave.value.month >= ends.value);
        findings.extend(late.map(|wave| {
            idle("a wave comes after the regime has ended", wave.place("too late")).and(ends.place("ends here"))
        }));
    }
    if let Some(standard) = &rollout.value.standard {
        if draft.overrides.is_empty() {
            findings
                .push(idle("`standard` ends regional overrides, but there are none", standard.place("ends nothing")));
        } else if standard.value <= starts {
            let message = "regional overrides end before the regime starts";
            findings.push(idle(message, standard.place("they never hold")));
        }
    }
    findings
}
