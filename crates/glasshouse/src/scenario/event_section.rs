//! The reader of `[[event]]`: what happens on a date, whatever the regime.

use super::located::Located;
use super::regime_values::{LAST_MONTH, f32, origin};
use super::table_reader::TableReader;
use crate::diagnostic::Diagnostic;
use crate::regime::{Event, Front, Happening, Propaganda};

/// The keys of each kind of event, in the order of their words: those that it has, and no other.
const KEYS: [&[&str]; 4] = [
    &["found", "illness"],
    &["months", "integrity", "care", "speech", "strength"],
    &["yuan"],
    &["months", "on", "times"],
];

/// Reads an event; `None` if its month or kind could not be read.
pub(super) fn read(mut t: TableReader<'_>) -> Option<Located<Event>> {
    let [scandal, campaign, windfall, crackdown] = Happening::WORDS;
    let month = t.required("month");
    let place = month.place("");
    let month = month.whole(0..=LAST_MONTH);
    let kind = t.required("kind").word("event", &Happening::WORDS);
    let months = t.required_with("months", "kind", &[campaign, crackdown]);
    let found = t.required_with("found", "kind", &[scandal]);
    let illness = t.optional("illness");
    let aims = ["integrity", "care", "speech"].map(|key| t.optional(key));
    let strength = t.required_with("strength", "kind", &[campaign]);
    let yuan = t.required_with("yuan", "kind", &[windfall]);
    let on = t.required_with("on", "kind", &[crackdown]);
    let times = t.required_with("times", "kind", &[crackdown]);
    let origin = origin(&mut t);
    let months = months.whole(1..=LAST_MONTH).unwrap_or(1);
    let scandal = Happening::Scandal { found: f32(found.share()), illness: f32(illness.share()) };
    let [integrity, care, speech] = aims.map(|aim| aim.share().map_or(0.5, |x| x as f32));
    let campaign = Happening::Campaign(Propaganda { integrity, care, speech, strength: f32(strength.share()) });
    let windfall = Happening::Windfall { yuan: f32(yuan.number(0.0..=1e6)) };
    let on = on.word("front", &Front::WORDS).map(|n| Front::ALL[n]).unwrap_or(Front::Street);
    let crackdown = Happening::Crackdown { on, times: f32(times.number(0.0..=1000.0)) };
    let kind = kind?;
    for keys in KEYS {
        for key in keys.iter().filter(|key| !KEYS[kind].contains(key) && t.has(key)) {
            let message = format!("a {} has no `{key}`", Happening::WORDS[kind]);
            let expected = format!("its keys are `{}`", KEYS[kind].join("`, `"));
            t.tell(Diagnostic::error("no-effect", message, t.place_of(key, "does nothing here")).help(expected));
        }
    }
    let what = match kind {
        0 => scandal,
        1 => campaign,
        2 => windfall,
        _ => crackdown,
    };
    Some(Located { value: Event { month: month?, months, what, origin }, place })
}
