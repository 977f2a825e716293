//! The readers of `[[watch]]` and `[[rule]]`: what is seen, and what it brings or costs.

use super::located::Located;
use super::page::Page;
use super::regime_draft::ChannelDraft;
use super::regime_values::{POINTS, acts, an_act, f32, origin};
use super::table_reader::TableReader;
use crate::diagnostic::Diagnostic;
use crate::regime::adjudication::MOST_MONTHS;
use crate::regime::surveillance::MOST_DELAY;
use crate::regime::{Channel, Role, Rule};

/// Reads a channel.
pub(super) fn watch(mut t: TableReader<'_>) -> ChannelDraft {
    let name = t.required("channel").text().unwrap_or_default();
    let (acts, places) = acts(&mut t);
    let channel = Channel {
        name,
        acts,
        urban: f32(t.required("urban").share()),
        rural: f32(t.required("rural").share()),
        by_income: t.optional("by_income").numbers(0.0..=10.0).unwrap_or([1.0; 5]).map(|x| x as f32),
        false_alarms: f32(t.optional("false_alarms").share()),
        delay: t.optional("delay").whole(0..=MOST_DELAY).unwrap_or_default(),
        cost: f32(t.optional("cost").number(0.0..=1e5)),
        origin: origin(&mut t),
    };
    ChannelDraft { channel, acts: places }
}

/// Reads a rule; `None` if its act could not be read.
pub(super) fn rule(mut t: TableReader<'_>) -> Option<Located<Rule>> {
    a_rule(&mut t)
}

/// The rule in a table that may contain other keys.
pub(super) fn a_rule(t: &mut TableReader<'_>) -> Option<Located<Rule>> {
    let act = t.required("act");
    let place = act.is_set().then(|| act.place(""));
    let act = an_act(act);
    let who = t.optional("who").word("role", &Role::WORDS);
    let who = who.map(|index| [Role::Official, Role::Driver, Role::Parent][index]);
    let points = t.required("points").whole(POINTS).unwrap_or_default();
    let lists = t.optional("lists").whole(0..=MOST_MONTHS).unwrap_or_default();
    let below = t.optional("below").whole(POINTS);
    if let (Some(below), 0) = (below, lists) {
        let message = "`below` says who is listed, and the rule lists nobody";
        let place = t.place_of("below", format!("nobody below {below} is listed"));
        t.tell(Diagnostic::error("no-effect", message, place).help("add `lists`, the months on the list"));
    }
    let repeat = t.optional("repeat").whole(*POINTS.start()..=0).unwrap_or_default();
    let frees = t.optional("frees").flag().unwrap_or_default();
    let origin = origin(t);
    Some(Located { value: Rule { act: act?, who, points, repeat, lists, below, frees, origin }, place: place? })
}

/// One act has one rule.
pub(super) fn no_rule_twice(page: &Page, rules: &[Located<Rule>]) {
    for (n, rule) in rules.iter().enumerate() {
        if let Some(first) = rules[..n].iter().find(|other| other.value.act == rule.value.act) {
            let message = format!("there are two rules about `{}`", rule.value.act);
            let finding = Diagnostic::error("duplicate-rule", message, rule.place("again here"));
            page.tell(finding.and(first.place("first here")).help("write one rule for each act"));
        }
    }
}
