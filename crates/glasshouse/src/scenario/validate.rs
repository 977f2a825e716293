//! Checks of a regime as a whole.
//!
//! No single section can know whether a tier exists, whether acts that are seen are judged and judged acts are seen, or
//! whether anybody can be listed. The checks run after composition, so that one file may refer to another.

use super::located::Located;
use super::phrasing::{list, quote};
use super::regime_draft::{ConsequenceDraft, ConsequenceTarget, Draft};
use super::regime_values::ends_too_early;
use super::rollout_section;
use crate::diagnostic::{Diagnostic, Location, nearest};
use crate::regime::{Audience, Consequence, Regime, Rule, Score, Visibility, Whom};
use crate::society::act::Act;

/// The regime, with findings about it. `clean` says that no mistake was found before: only then is it worth looking for
/// loose ends, which may come from a mistake already reported.
pub(super) fn settle(draft: Draft, clean: bool, findings: &mut Vec<Diagnostic>) -> Regime {
    findings.extend(rollout_section::contradictions(&draft));
    findings.extend(rollout_section::impersonal(&draft));
    findings.extend(opt_in_list(&draft));
    findings.extend(fading_marks(&draft));
    if clean {
        findings.extend(odd_end(&draft));
        findings.extend(rollout_section::out_of_time(&draft));
        findings.extend(loose_ends(&draft));
    }
    let score = draft.score.as_ref().map(|at| &at.value);
    let rewards = consequences(draft.rewards, score, clean, findings);
    let sanctions = consequences(draft.sanctions, score, clean, findings);
    Regime {
        name: draft.name,
        title: draft.title,
        description: draft.description,
        starts: value(draft.starts).unwrap_or_default(),
        ends: value(draft.ends),
        issuer: value(draft.issuer).unwrap_or_default(),
        score: value(draft.score),
        watch: draft.watch.into_iter().map(|watch| watch.channel).collect(),
        rules: draft.rules.into_iter().map(|at| at.value).collect(),
        rewards,
        sanctions,
        visibility: Visibility {
            list: value(draft.list).unwrap_or_default(),
            score: value(draft.shown_score).unwrap_or_default(),
            announced: value(draft.announced).unwrap_or_default(),
            shaming: value(draft.shaming).unwrap_or_default(),
            withheld: value(draft.withheld).unwrap_or_default(),
        },
        spillover: value(draft.spillover).unwrap_or_default(),
        redemption: value(draft.redemption),
        propaganda: value(draft.propaganda),
        reviews: value(draft.reviews),
        inspection: value(draft.inspection),
        courts: value(draft.courts),
        welfare: value(draft.welfare),
        informants: value(draft.informants),
        officials: value(draft.officials),
        appeal: value(draft.appeal),
        credit_bureau: value(draft.credit_bureau),
        peer_rating: value(draft.peer_rating),
        censorship: value(draft.censorship),
        costs: value(draft.costs),
        firms: value(draft.firms),
        rollout: rollout_section::settle(draft.rollout, draft.overrides),
        events: draft.events.into_iter().map(|at| at.value).collect(),
    }
}

fn value<T>(at: Option<Located<T>>) -> Option<T> {
    at.map(|at| at.value)
}

/// Rewards or sanctions, with their tiers found.
fn consequences(
    outcomes: Vec<ConsequenceDraft>,
    score: Option<&Score>,
    clean: bool,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Consequence> {
    let mut found = Vec::new();
    for ConsequenceDraft { on, effect, amount, origin } in outcomes {
        let whom = match &on.value {
            ConsequenceTarget::Listed => Ok(Whom::Listed),
            ConsequenceTarget::Tier(name) => tier(name, &on, score, clean).map(Whom::Tier),
        };
        match whom {
            Ok(on) => found.push(Consequence { on, effect, amount, origin }),
            Err(finding) => findings.extend(finding),
        }
    }
    found
}

/// The tier of this name; or a finding, or none if the tiers themselves could not be read.
fn tier(
    name: &str,
    on: &Located<ConsequenceTarget>,
    score: Option<&Score>,
    clean: bool,
) -> Result<usize, Option<Diagnostic>> {
    let Some(score) = score else {
        let message = format!("tier {} is named, but there is no `[score]`", quote(name));
        let finding = Diagnostic::error("no-score", message, on.place("there are no tiers"));
        return Err(clean.then(|| finding.help("add a `[score]` with tiers")));
    };
    let names = || score.tiers.iter().map(|tier| tier.name.as_str());
    names().position(|known| known == name).ok_or_else(|| {
        let unread = score.tiers.is_empty() || names().any(str::is_empty);
        let finding =
            Diagnostic::error("unknown-tier", format!("unknown tier {}", quote(name)), on.place("no such tier"));
        let help = match nearest(name, names()).filter(|near| near.len() > 1) {
            Some(near) => format!("a similar name exists: {}", quote(near)),
            None => format!("the tiers are {}", list(names(), "and")),
        };
        (!unread).then(|| finding.help(help))
    })
}

/// A composed regime that ends before it starts.
fn odd_end(draft: &Draft) -> Option<Diagnostic> {
    let (starts, ends) = (draft.starts.as_ref()?, draft.ends.as_ref()?);
    (ends.value <= starts.value).then(|| ends_too_early(ends, Some(starts)))
}

/// A voluntary score and a list that nobody can escape: one docket cannot be both.
fn opt_in_list(draft: &Draft) -> Option<Diagnostic> {
    let score = draft.score.as_ref().filter(|score| score.value.opt_in < 1.0)?;
    let by_rule = rules(draft).find(|rule| rule.value.lists > 0).map(|rule| rule.place("puts people on a list"));
    let by_tier = score.value.tiers.iter().any(|tier| tier.listed).then(|| score.place("a tier puts people on a list"));
    let finding =
        Diagnostic::error("opt-in-list", "a voluntary score cannot put people on a list", by_rule.or(by_tier)?);
    Some(finding.help("leave out `opt_in`, or `lists` and `listed`"))
}

/// A running mean forgets old marks by itself: they cannot lapse as well.
fn fading_marks(draft: &Draft) -> Option<Diagnostic> {
    let score = draft.score.as_ref().filter(|score| score.value.expiry.is_some())?;
    let rating = draft.peer_rating.as_ref()?.place("old marks fade in the mean");
    let finding = Diagnostic::error("two-ways-back", "points can come back in only one way", rating);
    Some(finding.and(score.place("and points lapse")).help("leave out `expiry` or `[peer_rating]`"))
}

/// Settings that can have no effect.
fn loose_ends(draft: &Draft) -> Vec<Diagnostic> {
    [unjudged(draft), unseen(draft), pointless(draft), unlisted(draft)].concat()
}

/// Every rule, including those of only some provinces.
fn rules(draft: &Draft) -> impl Iterator<Item = Located<Rule>> {
    let regional = draft.overrides.iter().map(|o| Located { value: o.value.rule.clone(), place: o.place("") });
    draft.rules.iter().cloned().chain(regional)
}

fn unjudged(draft: &Draft) -> Vec<Diagnostic> {
    let judged = |act: &Act| rules(draft).any(|rule| rule.value.act == *act);
    let seen = draft.watch.iter().flat_map(|watch| watch.channel.acts.iter().zip(&watch.acts));
    let never = seen.filter(|(act, _)| !judged(act)).map(|(act, place)| {
        let place = Located { value: (), place: place.clone() }.place("never judged");
        Diagnostic::warning("never-judged", format!("`{act}` is seen, but no rule is about it"), place)
            .help(format!("add a `[[rule]]` with `act = \"{act}\"`, or do not watch for it"))
    });
    let asked = draft.informants.iter().flat_map(|at| at.value.acts.iter().map(move |act| (act, at)));
    let unheard = asked.filter(|(act, _)| !judged(act)).map(|(act, at)| {
        let message = format!("`{act}` is reported, but no rule is about it");
        Diagnostic::warning("never-judged", message, at.place("never judged"))
            .help(format!("add a `[[rule]]` with `act = \"{act}\"`, or do not ask for it"))
    });
    never.chain(unheard).collect()
}

fn unseen(draft: &Draft) -> Vec<Diagnostic> {
    // Donations and work are always known: the office that takes them records them.
    let told =
        |act: Act| draft.informants.as_ref().is_some_and(|at| act == Act::Inform || at.value.acts.contains(&act));
    let watched = |act: Act| draft.watch.iter().any(|watch| watch.channel.acts.contains(&act));
    let counter = [Act::Donate, Act::Volunteer, Act::BuyOff];
    let seen = |rule: &Rule| counter.contains(&rule.act) || rule.frees || told(rule.act) || watched(rule.act);
    let never = rules(draft).filter(|rule| !seen(&rule.value)).map(|rule| {
        let message = format!("there is a rule about `{}`, but no channel sees it", rule.value.act);
        Diagnostic::warning("never-seen", message, rule.place("never seen"))
            .help(format!("add it to the `acts` of a `[[watch]]`, or leave out the rule about `{}`", rule.value.act))
    });
    never.collect()
}

/// Settings that give or take points where there are none.
fn pointless(draft: &Draft) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for rule in rules(draft) {
        if rule.value.lists == 0 && !rule.value.frees && (rule.value.points == 0 || draft.score.is_none()) {
            let (why, help) = match rule.value.points {
                0 => ("it brings no points and lists nobody", "give it `points` or `lists`"),
                _ => (
                    "there is no `[score]` to count its points",
                    "add a `[score]`, or let the rule put people on the list: `lists = 12`",
                ),
            };
            let message = format!("the rule about `{}` changes nothing", rule.value.act);
            findings.push(Diagnostic::warning("no-effect", message, rule.place(why)).help(help));
        }
    }
    for rule in rules(draft).filter(|rule| draft.score.is_none() && rule.value.below.is_some()) {
        let message = format!("the rule about `{}` lists people below a score, and there is none", rule.value.act);
        let finding = Diagnostic::warning("no-score", message, rule.place("there is no `[score]`"));
        findings.push(finding.help("add a `[score]`, or leave out `below`"));
    }
    if draft.score.is_none() {
        let sections = [
            ("[redemption]", draft.redemption.as_ref().map(|at| &at.place)),
            ("[peer_rating]", draft.peer_rating.as_ref().map(|at| &at.place)),
            ("[spillover]", draft.spillover.as_ref().map(|at| &at.place)),
        ];
        for (name, place) in sections {
            let Some(place) = place.cloned() else { continue };
            let place = Located { value: (), place }.place("there is no `[score]`");
            findings.push(Diagnostic::warning(
                "no-effect",
                format!("`{name}` moves points, but there are none"),
                place,
            ));
        }
        if let Some(shown) = draft.shown_score.as_ref().filter(|at| at.value != Audience::Nobody) {
            let message = "a score is shown, but there is none";
            findings.push(Diagnostic::warning("no-effect", message, shown.place("there is no `[score]`")));
        }
    }
    findings
}

/// Settings about the listed where nobody can be listed.
fn unlisted(draft: &Draft) -> Vec<Diagnostic> {
    let by_tier = draft.score.iter().flat_map(|score| &score.value.tiers).any(|tier| tier.listed);
    let by_rule = rules(draft).any(|rule| rule.value.lists > 0);
    if by_tier || by_rule {
        return Vec::new();
    }
    let sanctions = draft.sanctions.iter().filter(|s| s.on.value == ConsequenceTarget::Listed).map(|s| s.on.place(""));
    let spillover = draft.spillover.iter().map(|at| at.place(""));
    let shown = draft.list.iter().filter(|at| at.value != Audience::Nobody).map(|at| at.place(""));
    let shamed = draft.shaming.iter().filter(|at| at.value > 0.0).map(|at| at.place(""));
    let heard = draft.appeal.iter().map(|at| at.place(""));
    let warn = |place| {
        Diagnostic::warning(
            "never-listed",
            "this is about the listed, but nobody can be listed",
            Location { label: "has no effect".into(), ..place },
        )
        .help("give a rule `lists = 12`, or a tier `listed = true`")
    };
    sanctions.chain(spillover).chain(shown).chain(shamed).chain(heard).map(warn).collect()
}
