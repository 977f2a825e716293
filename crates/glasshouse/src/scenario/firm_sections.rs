//! The reader of `[firms]`: how firms are scored and listed.

use super::phrasing::quote;
use super::regime_values::{POINTS, f32, origin};
use super::score_section::score_of;
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::Diagnostic;
use crate::life::firm_terms::{EVENTS, FirmEvent};
use crate::regime::adjudication::MOST_MONTHS;
use crate::regime::firm_scoring::{FIRM_EFFECTS, FirmConsequence, FirmEffect, FirmEffectRow, FirmRule, Firms};
use crate::regime::{Score, Whom};

/// Reads the section.
pub(super) fn read(mut t: TableReader<'_>) -> Firms {
    let score = score_of(&mut t);
    let rules = t.optional("rule").tables().into_iter().flatten().filter_map(rule).collect();
    let of = |entry: EntryReader<'_>, reward| -> Vec<FirmConsequence> {
        entry.tables().into_iter().flatten().filter_map(|t| consequence(t, &score, reward)).collect()
    };
    let consequences = [of(t.optional("reward"), true), of(t.optional("sanction"), false)].concat();
    Firms {
        coverage: t.optional("coverage").share().unwrap_or(1.0) as f32,
        warning: f32(t.optional("warning").number(0.0..=1e4)),
        shown: f32(t.optional("shown").number(0.0..=1e4)),
        rules,
        consequences,
        origin: origin(&mut t),
        score,
    }
}

fn rule(mut t: TableReader<'_>) -> Option<FirmRule> {
    let names = EVENTS.map(|(_, key, _)| key);
    let event: Option<FirmEvent> = t.required("event").word("event", &names).map(|index| EVENTS[index].0);
    let points = t.required("points").whole(POINTS).unwrap_or_default();
    let lists = t.optional("lists").whole(0..=MOST_MONTHS).unwrap_or_default();
    let origin = origin(&mut t);
    Some(FirmRule { event: event?, points, lists, origin })
}

fn consequence(mut t: TableReader<'_>, score: &Score, reward: bool) -> Option<FirmConsequence> {
    let names: Vec<&str> = score.tiers.iter().map(|tier| tier.name.as_str()).collect();
    let on = if reward {
        t.required("tier").tier(&names).map(Whom::Tier)
    } else {
        let [tier, listed] = t.either("tier", "listed");
        let is_list = listed.is_set();
        let place = is_list.then(|| listed.place("applies to nobody"));
        let listed = listed.flag();
        if let (Some(false), Some(place)) = (listed, place) {
            t.tell(Diagnostic::error("out-of-range", "`listed` can only be `true` here", place));
        }
        let tier = tier.tier(&names).map(Whom::Tier);
        if is_list { Some(Whom::Listed) } else { tier }
    };
    let row = effect(t.required("effect"), reward);
    let amount = t.required("amount").number(0.0..=row.map_or(1e6, |row| f64::from(row.most)));
    let origin = origin(&mut t);
    let effect = row.map_or(FirmEffect::NoBids, |row| row.effect);
    Some(FirmConsequence { on: on?, effect, amount: f32(amount), origin })
}

fn effect(entry: EntryReader<'_>, reward: bool) -> Option<&'static FirmEffectRow> {
    let side: Vec<_> = FIRM_EFFECTS.iter().filter(|row| row.reward == reward).collect();
    let names: Vec<&str> = side.iter().map(|row| row.key).collect();
    entry.word("effect", &names).map(|index| side[index])
}

impl EntryReader<'_> {
    /// One of the tiers of the same section, as an index; nothing is reported if these could not be read.
    fn tier(self, names: &[&str]) -> Option<usize> {
        let place = self.is_set().then(|| self.place("no such tier"));
        let told = self.clone();
        let name = self.text()?;
        let index = names.iter().position(|known| *known == name);
        if let (None, Some(place), false) = (index, place, names.is_empty()) {
            told.tell(Diagnostic::error("unknown-tier", format!("unknown tier {}", quote(&name)), place));
        }
        index
    }
}
