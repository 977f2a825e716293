//! What does a key of a file mean? One line each, for editors and for the reference in docs/regime-language.md.
//!
//! A path such as `score.start` is one key; `*.source` is every key of that name that has no line of its own. A test
//! (`schema`) finds keys without a meaning, and meanings without a key.

use super::catalogue::Kind;
use crate::society::behaviour::{Behaviour, Parameter};

/// The meaning of the key at a path.
pub(super) fn of(kind: Kind, path: &str) -> Option<String> {
    let lines = || table(kind).iter().copied();
    let exact = lines().find(|(known, _)| *known == path);
    let line = exact.or_else(|| lines().find(|(known, _)| is_about(known, path)));
    line.map(|(_, meaning)| meaning.to_string()).or_else(|| of_parameter(kind, path))
}

/// The paths that have a line here.
#[cfg(test)]
pub(super) fn known(kind: Kind) -> impl Iterator<Item = &'static str> {
    table(kind).iter().map(|(path, _)| *path)
}

/// Whether a line is about a path.
pub(super) fn is_about(known: &str, path: &str) -> bool {
    known == path || known.strip_prefix('*').is_some_and(|key| path.ends_with(key))
}

fn table(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Regime => REGIME,
        Kind::Society => SOCIETY,
        Kind::Behaviour => BEHAVIOUR,
        Kind::Experiment => EXPERIMENT,
    }
}

/// Parameters of behaviour have their meaning in their own table.
fn of_parameter(kind: Kind, path: &str) -> Option<String> {
    let path = if kind == Kind::Society { path.strip_prefix("override.")? } else { path };
    let of = |p: &&Parameter| path.strip_prefix(p.section).and_then(|rest| rest.strip_prefix('.')) == Some(p.name);
    if let Some(p) = Behaviour::TABLE.iter().find(of) {
        return Some(format!("{} Unit: {}.", p.meaning, p.unit));
    }
    let section = kind != Kind::Regime && Behaviour::TABLE.iter().any(|p| p.section == path);
    section.then(|| "how people decide, learn and talk".into())
}

const REGIME: &[(&str, &str)] = &[
    ("*.basis", "essay: the essay says so; documented: a document or a study says so; assumed: we suppose it"),
    ("*.source", "which document, and which part of the line is assumed all the same"),
    ("regime", "what it is, and how long it lasts"),
    ("regime.title", "name for people; the name for the program is that of the file"),
    ("regime.description", "a paragraph for people"),
    ("regime.sources", "what the whole file rests on"),
    ("regime.starts", "first month in force; 0 if not set"),
    ("regime.ends", "first month no longer in force, after `starts`; never if not set"),
    ("score", "points, and the tiers that they make"),
    ("score.start", "what everybody begins with, from `least` to `most`"),
    ("score.least", "a score never falls below it"),
    ("score.most", "a score never rises above it; greater than `least`"),
    ("score.recovery", "by how much a score returns each month towards `start`, from above or below; 0 if not set"),
    ("score.opt_in", "share of people who join it; who is not in it has no docket; 1 if not set: everybody"),
    (
        "score.expiry",
        "months after which points lapse, those lost and those won: 1 to 12, or whole years; never if not set; not beside `recovery`",
    ),
    ("score.tiers", "1 to 8 tiers, the lowest first"),
    ("score.tiers.name", "no two alike"),
    ("score.tiers.from", "least score that belongs to it; they rise, and the first is `least`"),
    ("score.tiers.listed", "who is in it is on the list; false if not set"),
    ("watch", "a channel through which the regime sees"),
    ("watch.channel", "its name"),
    ("watch.acts", "what it can see: one act or more"),
    ("watch.urban", "chance that it sees such an act in town"),
    ("watch.rural", "chance that it sees such an act in the country"),
    ("watch.by_income", "factors on that chance, by income fifth, poorest first; all 1 if not set"),
    ("watch.false_alarms", "chance a month, for each of its acts, that it reports somebody who did not do it"),
    ("watch.delay", "months until what it saw reaches the books; 0 if not set: at once"),
    ("rule", "what a seen act brings or costs"),
    ("rule.act", "one act has one rule"),
    (
        "rule.who",
        "whose acts it is about: those who hold or held a public post, use a car, or have a child of school age; everybody's if not set",
    ),
    ("rule.points", "negative: it costs; 0: it does neither"),
    ("rule.lists", "months on the list, at once, whatever the score; 0 if not set"),
    ("rule.repeat", "points besides, for who was ruled against in an earlier month, for any act; 0 if not set"),
    ("rule.frees", "true: it ends the months on the list, and who did it shows the office; false if not set"),
    ("reward", "what a tier opens"),
    ("reward.tier", "whom it meets: those in this tier, and no other"),
    ("*.effect", "what happens"),
    ("*.amount", "how much, in the unit of the effect, and at most its greatest"),
    ("sanction", "what a tier or the list closes"),
    ("sanction.tier", "whom it meets: those in this tier, and no other"),
    ("sanction.listed", "true: it meets those on the list, however they got there"),
    ("visibility", "who sees a standing"),
    ("visibility.list", "who can see that somebody is listed, besides the state and oneself; nobody if not set"),
    ("visibility.announced", "how watched the announcement makes people feel; 0 if not set"),
    ("visibility.shaming", "how publicly the listed are shamed: 1 is screens in the street; 0 if not set"),
    ("spillover", "what falls on those around"),
    ("spillover.family", "points a month for each listed member of one's household; 0 if not set"),
    ("spillover.friends", "points a month for each listed friend; 0 if not set"),
    ("redemption", "points won back, by money or by work"),
    ("redemption.price", "yuan per point"),
    ("redemption.points", "points that a donation wins; one a month"),
    ("redemption.points_a_year", "most points in a calendar year by donations; no such cap if not set"),
    ("redemption.work", "points that a month's unpaid work for others wins"),
    ("redemption.hours", "hours of that work"),
    ("redemption.work_a_year", "most points in a calendar year by work; no such cap if not set"),
    ("propaganda", "what the authority promotes: 0 the contrary, 1 the norm, 0.5 says nothing"),
    ("propaganda.integrity", "honest dealing and keeping the rules"),
    ("propaganda.care", "helping"),
    ("propaganda.speech", "speaking one's mind; 0: silence"),
    ("propaganda.strength", "how loud it is"),
    ("reviews", "customers review sellers"),
    ("reviews.participation", "share of customers who write one"),
    ("reviews.fake", "share of reviews that are bought or false"),
    ("reviews.removal", "share of these that the platform finds and takes down; 0 if not set"),
    ("reviews.online", "whether only who uses the internet can read them"),
    ("inspection", "firms are checked otherwise than under the law alone"),
    ("inspection.rate", "chance a month that a firm is checked; as the law has it if not set"),
    ("inspection.fine", "yuan, for adulteration; as the law has it if not set"),
    (
        "inspection.announced",
        "whether owners are told (`true` if not set); if not, they go on counting on the rate of the law",
    ),
    ("courts", "disputes between a helper and the helped are judged otherwise than under the law alone"),
    (
        "courts.for_claimant",
        "chance that a court sides with the one who accuses the helper falsely; as the law has it if not set",
    ),
    ("courts.punishes", "chance that a refuted accusation is punished; as the law has it if not set"),
    ("courts.fine", "yuan, for it; as the law has it if not set"),
    ("welfare", "a floor under everybody, and what pays for it"),
    ("welfare.floor", "yuan a month: income below it is filled up"),
    ("welfare.medical", "share of the bills of illness and distress that is paid"),
    ("welfare.elder", "yuan a month for everybody of 60 and more"),
    ("welfare.levy", "share of income above twice the floor; what it does not cover is the state's debt"),
    ("informants", "an office takes reports about neighbours"),
    ("informants.acts", "what it wants to hear of; neighbours must be able to see it"),
    ("informants.reward", "yuan for a report; the state pays"),
    ("informants.points", "points for a report; needs `[score]`"),
    ("informants.penalty", "yuan to pay for having seen such an act and kept silent"),
    ("informants.silence", "chance that such silence is found out"),
    ("informants.check", "chance that a false report is found out; then it brings neither record nor reward"),
    ("informants.fine", "yuan to pay for a false report that is found out"),
    ("officials", "officials are paid and punished otherwise than under the law alone"),
    ("officials.bonus", "yuan a month for each official in post with a clean record; the state pays"),
    ("officials.detection", "chance that a bribe is found out; as the law has it if not set"),
    ("officials.punishment", "yuan that the official then pays, and the post is lost; as the law has it if not set"),
    ("appeal", "the listed may ask the office to look again"),
    ("appeal.months", "months until an appeal is heard, in the mean"),
    ("appeal.success", "chance that one is granted to who is listed for what she did not do"),
    ("appeal.mistaken", "chance that one is granted to anybody else"),
    ("appeal.cost", "yuan to pay when it is heard; 0 if not set"),
    ("credit_bureau", "lenders, and nobody else, see whose loans were broken, and refuse them"),
    ("credit_bureau.expiry", "months for which a broken loan stays on file after it is settled"),
    ("credit_bureau.errors", "chance a month that a mark is put on the file of somebody who broke nothing"),
    ("credit_bureau.dispute", "chance a month that such a mark is found and taken off"),
    ("censorship", "who criticises more loudly than is tolerated pays, if noticed"),
    ("censorship.tolerance", "how loudly one may criticise, of all that one could want to say"),
    ("censorship.fine", "yuan; if it is proportional, for each unit of loudness beyond what is tolerated"),
    ("censorship.grows", "uniform: the same fine for all; proportional: it grows with how far one goes"),
    ("censorship.watching", "chance that even the quietest word is noticed; the louder, the surer"),
    ("peer_rating", "both sides of every meeting rate each other; the score is the running mean"),
    ("peer_rating.weight", "share of a month's marks in the running mean"),
    ("peer_rating.status", "share of a mark that follows the mark which the other already has"),
    ("peer_rating.courtesy", "chance that somebody gives the best mark whatever she saw"),
    ("peer_rating.spite", "chance that somebody gives the worst mark whatever she saw"),
    (
        "peer_rating.esteem",
        "how much of what a mark counts for hangs on its giver's own; 0 if not set: all count alike; 1: the worst count nothing",
    ),
    ("firms", "firms are scored and listed by what offices know of them"),
    ("firms.start", "what every firm begins with"),
    ("firms.least", "a score never falls below it"),
    ("firms.most", "a score never rises above it; greater than `least`"),
    ("firms.recovery", "by how much a score returns each month towards `start`; 0 if not set"),
    ("firms.tiers", "1 to 8 tiers, the lowest first"),
    ("firms.tiers.name", "no two alike"),
    ("firms.tiers.from", "least score that belongs to it; they rise, and the first is `least`"),
    ("firms.tiers.listed", "a firm in it is on the list; false if not set"),
    ("firms.coverage", "chance that what an office knows of a firm's month reaches the register; 1 if not set"),
    ("firms.warning", "so many complaints customers read into a firm's being listed; 0 if not set: they do not see it"),
    ("firms.rule", "what an event brings or costs a firm"),
    ("firms.rule.event", "what an office knows of a firm's month"),
    ("firms.rule.points", "negative: it costs"),
    ("firms.rule.lists", "months on the list of firms, at once; 0 if not set"),
    ("firms.reward", "what a tier opens to a firm"),
    ("firms.reward.tier", "which firms it meets: those in this tier, and no other"),
    ("firms.sanction", "what a tier or the list closes to a firm"),
    ("firms.sanction.tier", "which firms it meets: those in this tier, and no other"),
    ("firms.sanction.listed", "true: it meets the firms on the list, however they got there"),
    ("rollout", "where the regime begins, and where its rules differ"),
    (
        "rollout.pilots",
        "share of the counties in which it is in force from `starts` on, to the nearest; 1 if not set, 0 where it spreads by itself",
    ),
    ("rollout.waves", "more counties, later; months and shares rise"),
    (
        "rollout.innovation",
        "in the place of waves: of the counties that are not in, the share that begins in a year of itself (Bass's p)",
    ),
    (
        "rollout.imitation",
        "and the share that begins in a year where all others are in, less in proportion where fewer are (Bass's q)",
    ),
    ("rollout.waves.month", "month from which it is in force in more counties"),
    ("rollout.waves.share", "share of the counties in which it is in force by then, the earlier ones among them"),
    ("rollout.standard", "month from which regional overrides no longer hold; never if not set"),
    ("rollout.override", "a rule of some provinces, in place of the `[[rule]]` about the same act"),
    ("rollout.override.provinces", "where it holds, counted from 1; those that the society does not have are left out"),
    ("rollout.override.act", "one act has one rule in a province"),
    ("rollout.override.who", "as in `[[rule]]`"),
    ("rollout.override.points", "as in `[[rule]]`"),
    ("rollout.override.lists", "as in `[[rule]]`"),
    ("rollout.override.repeat", "as in `[[rule]]`"),
    ("rollout.override.frees", "as in `[[rule]]`"),
];

const SOCIETY: &[(&str, &str)] = &[
    ("*.value", "the figure"),
    ("*.provenance", "as published; derived from published figures, as the note says; or assumed by us"),
    ("*.source", "where it comes from"),
    ("*.note", "how it was derived, or a caution"),
    ("*.18-29", "share of the adults of this age"),
    ("*.30-39", "share of the adults of this age"),
    ("*.40-49", "share of the adults of this age"),
    ("*.50-59", "share of the adults of this age"),
    ("*.60+", "share of the adults of this age"),
    ("*.primary", "share of the adults with this schooling"),
    ("*.junior", "share of the adults with this schooling"),
    ("*.senior", "share of the adults with this schooling"),
    ("*.college", "share of the adults with this schooling"),
    ("society", "what it is"),
    ("society.title", "name for people"),
    ("society.description", "a paragraph for people"),
    ("society.behaviour", "behaviour file: the name of one that ships, or a path from this file's folder"),
    (
        "society.opinions",
        "public: a repute is the neighbourhood's (if not set); private: everybody has her own opinion of each neighbour",
    ),
    (
        "society.dread",
        "what tells a helper how far to dread to be blamed; by-trust: her trust in strangers (if not set); by-repute: the repute of the one in distress, where it is known",
    ),
    (
        "society.council",
        "a council settles repute at the end of each term; if not set, repute follows talk month by month",
    ),
    ("society.council.members", "its members: each sits through one month, so a term has as many months"),
    ("society.council.needs", "how many members must find somebody good for her to be in good repute"),
    (
        "society.copying",
        "chance a month that somebody looks at how another of her neighbourhood fares, and takes over her norms the likelier the better that other fares; 0 if not set",
    ),
    (
        "society.rule",
        "by which rule people decide: norms (all weights), material (money alone), majority (what others do alone); norms if not set",
    ),
    ("override", "behavioural parameters that this society sets for itself"),
    ("provinces", "number of provinces"),
    ("urban", "share of adults who live in urban neighbourhoods"),
    ("age", "shares of the age bands among adults; they sum to 1"),
    ("household_adults", "shares of households with 1, 2, 3 and 4 adults; they sum to 1"),
    ("infant", "share of households with an infant (under three)"),
    ("child", "share of households with a child of school age"),
    ("education", "shares of the levels of schooling among adults; they sum to 1"),
    ("schooling_with_age", "chance that schooling is drawn from the rank by age: the younger, the more"),
    ("schooling_with_place", "chance that schooling is drawn from town and country: in town there is more"),
    ("schooling_with_income", "chance that schooling is drawn from the rank of the household's income"),
    ("internet_with_age", "chance that use of the internet is drawn from the rank by age: the younger, the more"),
    ("income_urban", "mean disposable income a head of each urban fifth, poorest first, yuan a year"),
    ("income_rural", "mean disposable income a head of each rural fifth, poorest first, yuan a year"),
    ("car", "share of adults who have the use of a car"),
    ("internet_urban", "share of internet users among urban adults"),
    ("internet_rural", "share of internet users among rural adults"),
    ("officials", "share of adults who hold a public post"),
    ("trust", "mean trust in a stranger at the start"),
    ("helping", "share of adults who help a stranger in a month"),
    ("approval", "mean private approval of the government at the start"),
    ("integrity", "mean temperament for honest dealing"),
    ("candour", "mean temperament for speaking one's mind"),
    ("gossip_norm", "norm by which neighbours judge each other"),
];

const BEHAVIOUR: &[(&str, &str)] = &[
    ("*.value", "what a run uses, unless a society says otherwise"),
    ("*.range", "what is held plausible, least and greatest; the value lies in it"),
    ("*.source", "a publication, or the word assumed, and why"),
    ("*.meaning", "what it is, in words"),
];

const EXPERIMENT: &[(&str, &str)] = &[
    ("experiment", "what is run, on whom, and what is looked at"),
    ("experiment.title", "name for people; the name for the program is that of the file"),
    ("experiment.description", "what it asks, for people"),
    ("experiment.societies", "names or files; each is tried for itself"),
    (
        "experiment.regimes",
        "names, files, or several joined by `+`; the first is the baseline to which the others are compared",
    ),
    (
        "experiment.measures",
        "what is looked at, see `glasshouse list measures`; `approval.seen` is what the state sees of `approval`",
    ),
    ("experiment.people", "people in each run"),
    ("experiment.years", "years of each run"),
    (
        "experiment.replicates",
        "how often people are drawn, each time with luck of their own; the same at every point; 1 if not set",
    ),
    ("experiment.seed", "seed of all luck, and of the design; 1 if not set"),
    ("design", "at which points the ranges are tried, fixed before the first run"),
    ("design.kind", "how points are chosen"),
    (
        "design.points",
        "how many points; of `sobol-indices` the base, each of which takes as many runs as numbers are varied, and two more",
    ),
    (
        "design.trajectories",
        "how many walks through the ranges; each takes as many runs as numbers are varied, and one more",
    ),
    ("design.levels", "on how many levels of each range they walk, an even number; 4 if not set"),
    (
        "design.steps",
        "how many values of each range, evenly spaced, both ends among them; one at a time 2 if not set, in a grid 3",
    ),
    ("vary", "what is varied, and how far"),
    (
        "vary.behaviour",
        "a parameter of behaviour, such as `decision.money`; `decision.*` is a whole section, and `*` every one",
    ),
    ("vary.number", "a number that stands in the file of a regime, such as `score.start` or `watch[cameras].urban`"),
    (
        "vary.regime",
        "in the file of which regime, as `regimes` names it; it varies wherever that file is part of a regime",
    ),
    (
        "vary.range",
        "least and greatest value; a parameter of behaviour has the plausible range of its own file if not set",
    ),
    ("vary.values", "these values instead of a range, one at a time or in a grid"),
    ("vary.scale", "how a range is cut; `log` if not set where it spans a factor of ten or more, else `linear`"),
];
