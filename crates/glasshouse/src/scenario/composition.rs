//! Composition of two regimes into one, and the conflicts between them.

use super::located::Located;
use super::phrasing::quote;
use super::regime_draft::Draft;
use crate::diagnostic::{Diagnostic, Location};
use crate::regime::{Costs, Role, Rule};

/// Both drafts as one; contradictions are reported.
pub(super) fn compose(first: Draft, second: Draft, findings: &mut Vec<Diagnostic>) -> Draft {
    let mut say = |what: &str, a: Location, b: Location| findings.push(conflict(what, a, b));
    Draft {
        name: format!("{} + {}", first.name, second.name),
        title: format!("{} + {}", first.title, second.title),
        description: format!("{}\n\n{}", first.description, second.description),
        starts: either("starts", first.starts, second.starts, &mut say),
        ends: either("ends", first.ends, second.ends, &mut say),
        issuer: either("issuer", first.issuer, second.issuer, &mut say),
        score: either("[score]", first.score, second.score, &mut say),
        watch: [first.watch, second.watch].concat(),
        rules: rules(first.rules, second.rules, &mut say),
        rewards: [first.rewards, second.rewards].concat(),
        sanctions: [first.sanctions, second.sanctions].concat(),
        list: either("list", first.list, second.list, &mut say),
        shown_score: either("[visibility] score", first.shown_score, second.shown_score, &mut say),
        announced: either("announced", first.announced, second.announced, &mut say),
        shaming: either("shaming", first.shaming, second.shaming, &mut say),
        withheld: either("withheld", first.withheld, second.withheld, &mut say),
        spillover: either("[spillover]", first.spillover, second.spillover, &mut say),
        redemption: either("[redemption]", first.redemption, second.redemption, &mut say),
        propaganda: either("[propaganda]", first.propaganda, second.propaganda, &mut say),
        reviews: either("[reviews]", first.reviews, second.reviews, &mut say),
        inspection: either("[inspection]", first.inspection, second.inspection, &mut say),
        courts: either("[courts]", first.courts, second.courts, &mut say),
        welfare: either("[welfare]", first.welfare, second.welfare, &mut say),
        informants: either("[informants]", first.informants, second.informants, &mut say),
        officials: either("[officials]", first.officials, second.officials, &mut say),
        appeal: either("[appeal]", first.appeal, second.appeal, &mut say),
        credit_bureau: either("[credit_bureau]", first.credit_bureau, second.credit_bureau, &mut say),
        peer_rating: either("[peer_rating]", first.peer_rating, second.peer_rating, &mut say),
        censorship: either("[censorship]", first.censorship, second.censorship, &mut say),
        costs: costs(first.costs, second.costs, &mut say),
        firms: either("[firms]", first.firms, second.firms, &mut say),
        rollout: either("[rollout]", first.rollout, second.rollout, &mut say),
        overrides: [first.overrides, second.overrides].concat(),
        events: [first.events, second.events].concat(),
    }
}

/// The one that is set; a conflict if both are set and they differ.
fn either<T: PartialEq>(
    what: &str,
    first: Option<Located<T>>,
    second: Option<Located<T>>,
    say: &mut impl FnMut(&str, Location, Location),
) -> Option<Located<T>> {
    if let (Some(a), Some(b)) = (&first, &second)
        && a.value != b.value
    {
        say(&quote(what), b.place("set here"), a.place("set differently here"));
    }
    first.or(second)
}

/// The costs of both; a conflict if both set the same one, and they differ.
fn costs(
    first: Option<Located<Costs>>,
    second: Option<Located<Costs>>,
    say: &mut impl FnMut(&str, Location, Location),
) -> Option<Located<Costs>> {
    let (Some(mut a), Some(b)) = (first.clone(), second.clone()) else { return first.or(second) };
    let mut one = |key: &str, a: &mut Option<f32>, other: Option<f32>| {
        if a.is_some_and(|a| other.is_some_and(|other| a != other)) {
            say(
                &quote(&format!("[costs] {key}")),
                b.place("set here"),
                first.as_ref().unwrap_or(&b).place("set differently here"),
            );
        }
        *a = a.or(other);
    };
    let (to, from) = (&mut a.value, &b.value);
    one("file", &mut to.file, from.file);
    one("ruling", &mut to.ruling, from.ruling);
    one("hearing", &mut to.hearing, from.hearing);
    one("enforcement", &mut to.enforcement, from.enforcement);
    one("vacant", &mut to.vacant, from.vacant);
    one("prisoner", &mut to.prisoner, from.prisoner);
    one("levy", &mut to.levy, from.levy);
    Some(a)
}

/// All rules; a rule that both have is kept once.
fn rules(
    mut first: Vec<Located<Rule>>,
    second: Vec<Located<Rule>>,
    say: &mut impl FnMut(&str, Location, Location),
) -> Vec<Located<Rule>> {
    for rule in second {
        let same_act = first.iter().find(|other| other.value.act == rule.value.act);
        match same_act {
            Some(other) if judged(&other.value) == judged(&rule.value) => (),
            Some(other) => {
                let what = format!("the rule about `{}`", rule.value.act);
                say(&what, rule.place("ruled here"), other.place("ruled differently here"));
            }
            None => first.push(rule),
        }
    }
    first
}

/// The content of a rule, without its origin.
fn judged(rule: &Rule) -> (Option<Role>, i16, i16, u8, Option<i16>, bool) {
    (rule.who, rule.points, rule.repeat, rule.lists, rule.below, rule.frees)
}

fn conflict(what: &str, second: Location, first: Location) -> Diagnostic {
    let message = format!("the regimes contradict each other in {what}");
    Diagnostic::error("conflict", message, second).and(first).help("leave it to one of them")
}
