//! The readers of `[[reward]]` and `[[sanction]]`.

use super::located::{Located, at};
use super::regime_draft::{ConsequenceDraft, ConsequenceTarget};
use super::regime_values::{f32, origin};
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, nearest};
use crate::regime::own_effect::{EffectWords, all_effects};
use crate::regime::{EFFECTS, Effect};

/// Reads a reward; `None` if its tier could not be read.
pub(super) fn reward(mut t: TableReader<'_>) -> Option<ConsequenceDraft> {
    let on = tier(t.required("tier"));
    outcome(t, on, true)
}

/// Reads a sanction; `None` if its tier or the list could not be read.
pub(super) fn sanction(mut t: TableReader<'_>) -> Option<ConsequenceDraft> {
    let [a_tier, listed] = t.either("tier", "listed");
    if listed.is_set() && a_tier.is_set() {
        let message = "a sanction applies either to a tier or to the listed";
        let finding = Diagnostic::error("tier-and-listed", message, a_tier.place("a tier"));
        t.tell(finding.and(listed.place("and the listed")).help("write one `[[sanction]]` for each"));
    }
    let is_list = listed.is_set();
    let (listed, a_tier) = (the_listed(listed), tier(a_tier));
    let on = if is_list { listed } else { a_tier };
    outcome(t, on, false)
}

fn the_listed(entry: EntryReader<'_>) -> Option<Located<ConsequenceTarget>> {
    let listed = at(entry.clone(), |e| e.flag())?;
    if !listed.value {
        let finding =
            Diagnostic::error("out-of-range", "`listed` can only be `true` here", listed.place("applies to nobody"));
        entry.tell(finding);
    }
    Some(Located { value: ConsequenceTarget::Listed, place: listed.place })
}

fn tier(entry: EntryReader<'_>) -> Option<Located<ConsequenceTarget>> {
    at(entry, |e| e.text().map(ConsequenceTarget::Tier))
}

fn outcome(mut t: TableReader<'_>, on: Option<Located<ConsequenceTarget>>, reward: bool) -> Option<ConsequenceDraft> {
    let effect = effect(t.required("effect"), reward);
    let most = effect.as_ref().map_or(1e6, |words| {
        let row = EFFECTS.iter().find(|row| row.effect == words.effect);
        row.map_or(1e5, |row| f64::from(row.most))
    });
    let amount = t.required("amount").number(0.0..=most);
    let origin = origin(&mut t);
    Some(ConsequenceDraft { on: on?, effect: effect.map_or(Effect::Levy, |e| e.effect), amount: f32(amount), origin })
}

/// The effect of a reward or of a sanction; an effect of the other kind is distinguished from an unknown one.
fn effect(entry: EntryReader<'_>, reward: bool) -> Option<EffectWords> {
    let name = entry.said().unwrap_or_default();
    let all = all_effects(&entry.effects());
    let sides = |reward| all.iter().filter(move |row| row.reward == reward).map(|row| row.key.as_str());
    if sides(!reward).any(|key| key == name) {
        let [is, is_not] = if reward { ["sanction", "reward"] } else { ["reward", "sanction"] };
        let message = format!("`{name}` is a {is}, not a {is_not}");
        let finding =
            Diagnostic::error("wrong-side", message, entry.place(format!("not allowed under `[[{is_not}]]`")));
        entry.tell(finding.help(format!("write it under `[[{is}]]`")));
        return None;
    }
    let known: Vec<&str> = sides(reward).collect();
    let elsewhere = nearest(name, known.iter().copied()).is_none().then(|| nearest(name, sides(!reward))).flatten();
    let known = if elsewhere.is_some() { all.iter().map(|row| row.key.as_str()).collect() } else { known };
    let index = entry.word("effect", &known)?;
    all.iter().find(|row| row.key == known[index]).cloned()
}
