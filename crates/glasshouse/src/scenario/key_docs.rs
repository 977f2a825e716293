//! One-line meanings of the keys of files, for editors and for the reference in docs/regime-language.md.
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
    ("*.basis", "essay: the essay says so; documented: a document or a study says so; assumed: our assumption"),
    ("*.source", "which document, and which part of the line is assumed all the same"),
    ("regime", "what the regime is, and how long it lasts"),
    ("regime.title", "name for people; the name for the program is that of the file"),
    ("regime.description", "a paragraph for people"),
    ("regime.sources", "sources of the whole file"),
    ("regime.starts", "first month in force; 0 if not set"),
    ("regime.ends", "first month no longer in force, after `starts`; never if not set"),
    (
        "regime.issuer",
        "who makes the rules: authority: as they stand here, also if not set; people: those of each place, as far as their own norms support them",
    ),
    ("score", "points, and the tiers that they form"),
    ("score.start", "score with which everybody begins, from `least` to `most`"),
    ("score.least", "a score never falls below it"),
    ("score.most", "a score never rises above it; greater than `least`"),
    ("score.recovery", "by how much a score returns each month towards `start`, from above or below; 0 if not set"),
    ("score.opt_in", "share of people who join; the others have no docket; 1 if not set: everybody"),
    (
        "score.expiry",
        "months after which points lapse, both lost and won: 1 to 12, or whole years; never if not set; not together with `recovery`",
    ),
    ("score.tiers", "1 to 8 tiers, the lowest first"),
    ("score.tiers.name", "name of the tier; no two alike"),
    ("score.tiers.from", "lowest score in the tier; rising from tier to tier, and the first is `least`"),
    ("score.tiers.listed", "true: people in this tier are on the list; false if not set"),
    ("watch", "a channel through which the regime sees"),
    ("watch.channel", "its name"),
    ("watch.acts", "acts that it can see: one or more"),
    ("watch.urban", "chance that it sees such an act in town"),
    ("watch.rural", "chance that it sees such an act in the country"),
    ("watch.by_income", "factors on that chance, by income fifth, poorest first; all 1 if not set"),
    ("watch.false_alarms", "chance a month, for each of its acts, that it reports somebody who did not do it"),
    (
        "watch.cost",
        "yuan a year for each person, if the channel saw everything; the state pays the share that it sees; 0 if not set: free",
    ),
    ("watch.delay", "months until what it sees reaches the books; 0 if not set: at once"),
    ("rule", "points and listing that follow an act that is seen"),
    ("rule.act", "the act; one rule for each act"),
    (
        "rule.who",
        "the people to whom it applies: those who hold or held a public post, use a car, or have a child of school age; everybody if not set",
    ),
    ("rule.points", "points gained; negative: points lost; 0: neither"),
    ("rule.lists", "months on the list, at once, whatever the score; 0 if not set"),
    (
        "rule.below",
        "with `lists`: only a person whose score is below this is listed: points add up; anybody if not set",
    ),
    ("rule.repeat", "additional points for a person ruled against in an earlier month, for any act; 0 if not set"),
    (
        "rule.frees",
        "true: the act ends the months on the list, and the person proves it to the office; false if not set",
    ),
    ("reward", "a benefit of a tier"),
    ("reward.tier", "people affected: those in this tier, and no other"),
    ("*.effect", "what happens"),
    ("*.amount", "how much, in the unit of the effect, up to its maximum"),
    ("sanction", "a restriction of a tier or of the list"),
    ("sanction.tier", "people affected: those in this tier, and no other"),
    ("sanction.listed", "true: it affects the people on the list, however they got there"),
    ("visibility", "who can see a standing"),
    ("visibility.list", "who can see that somebody is listed, besides the state and that person; nobody if not set"),
    (
        "visibility.score",
        "who can see the tier of a person's score, and acts on it, besides the state and that person; nobody if not set",
    ),
    ("visibility.announced", "how watched the announcement makes people feel; 0 if not set"),
    ("visibility.shaming", "how publicly the listed are shamed: 1 is screens in the street; 0 if not set"),
    (
        "visibility.withheld",
        "share of people who are not told the rules: they are judged all the same, and foresee nothing until a ruling has gone against them; 0 if not set: everybody is told",
    ),
    ("spillover", "consequences for the people around a listed person"),
    ("spillover.family", "points a month for each listed member of one's household; 0 if not set"),
    ("spillover.friends", "points a month for each listed friend; 0 if not set"),
    ("redemption", "points won back, by money or by work"),
    ("redemption.price", "yuan per point"),
    ("redemption.points", "points that a donation wins; one donation a month"),
    ("redemption.points_a_year", "most points in a calendar year by donations; no cap if not set"),
    ("redemption.work", "points that a month's unpaid work for others wins"),
    ("redemption.hours", "hours of that work"),
    (
        "redemption.release",
        "yuan for each month left on the list, with which a person buys herself off it, a listed tier counting as 12 months; nobody can if not set",
    ),
    ("redemption.work_release", "months on the list that a month's work takes off; 0 if not set; needs `work`"),
    ("redemption.work_a_year", "most points in a calendar year by work; no cap if not set"),
    ("propaganda", "what the authority promotes: 0 the contrary, 1 the norm, 0.5 neither"),
    ("propaganda.integrity", "honest dealing and keeping the rules"),
    ("propaganda.care", "helping"),
    ("propaganda.speech", "speaking one's mind; 0: silence"),
    ("propaganda.strength", "how loud it is"),
    ("reviews", "customers review sellers"),
    ("reviews.participation", "share of customers who write a review"),
    ("reviews.fake", "share of reviews that are bought or false"),
    ("reviews.removal", "share of these that the platform finds and takes down; 0 if not set"),
    ("reviews.online", "whether only internet users can read them"),
    ("inspection", "inspection of firms, where it differs from the law alone"),
    ("inspection.rate", "chance a month that a firm is checked; as the law has it if not set"),
    ("inspection.fine", "yuan, for adulteration; as the law has it if not set"),
    (
        "inspection.announced",
        "whether owners are told (`true` if not set); otherwise they continue to expect the rate of the law",
    ),
    ("courts", "judgment of disputes between a helper and the person helped, where it differs from the law alone"),
    (
        "courts.for_claimant",
        "chance that a court sides with a person who accuses the helper falsely; as the law has it if not set",
    ),
    ("courts.punishes", "chance that a refuted accusation is punished; as the law has it if not set"),
    ("courts.fine", "yuan, for such an accusation; as the law has it if not set"),
    ("welfare", "an income floor for everybody, and how it is paid for"),
    ("welfare.floor", "yuan a month; lower incomes are raised to it"),
    ("welfare.medical", "share of the bills of illness and distress that is covered"),
    ("welfare.elder", "yuan a month for everybody aged 60 or older"),
    ("welfare.levy", "share of income above twice the floor; costs that it does not cover become the state's debt"),
    ("informants", "an office takes reports about neighbours"),
    ("informants.acts", "acts that people should report; neighbours must be able to see them"),
    ("informants.reward", "yuan for a report; the state pays"),
    ("informants.points", "points for a report; needs `[score]`"),
    ("informants.penalty", "yuan to pay for having seen such an act and kept silent"),
    ("informants.silence", "chance that such silence is found out"),
    ("informants.check", "chance that a false report is found out; it then brings neither a record nor a reward"),
    ("informants.fine", "yuan to pay for a false report that is found out"),
    ("officials", "pay and punishment of officials, where they differ from the law alone"),
    ("officials.bonus", "yuan a month for each official in post with a clean record; the state pays"),
    ("officials.detection", "chance that a bribe is found out; as the law has it if not set"),
    (
        "officials.prison",
        "months in prison, in the mean, of officials who are convicted of taking a bribe; 0 if not set: nobody is",
    ),
    ("officials.convicted", "share of those found out who are convicted; 1 if not set"),
    ("officials.punishment", "yuan that the official then pays, besides losing the post; as the law has it if not set"),
    (
        "officials.target",
        "wrongs on record a month, per 1,000 people, at which the figures of a neighbourhood are met; not judged if not set",
    ),
    ("officials.merit", "yuan for the official who reports figures that are met, each month; the state pays"),
    ("officials.made_up", "greatest share of the records that an official can leave out of the figures; 0: none"),
    (
        "officials.audit",
        "chance that figures that are made up are found out; the official is then punished as for a bribe",
    ),
    ("costs", "what running the system costs the state; what is not set is free"),
    ("costs.file", "yuan a year for each person on file"),
    ("costs.ruling", "yuan for each record that the office rules on"),
    ("costs.hearing", "yuan for each appeal heard, besides what the listed person pays"),
    ("costs.enforcement", "yuan a month for each listed person"),
    ("costs.prisoner", "yuan a month for each official in prison"),
    ("costs.vacant", "yuan a month for each post that an official has lost and that is not filled again"),
    (
        "costs.levy",
        "share of a month's cost that people pay in the next, in proportion to their incomes; 0 if not set: it is the state's debt",
    ),
    ("appeal", "listed people may ask the office to look again"),
    ("appeal.months", "months until an appeal is heard, in the mean"),
    ("appeal.success", "chance that an appeal is granted to a person listed for something that she did not do"),
    ("appeal.mistaken", "chance that an appeal is granted to anybody else"),
    ("appeal.cost", "yuan to pay when it is heard; 0 if not set"),
    (
        "credit_bureau",
        "lenders, and nobody else, see whose loans were broken, and refuse these people, or some lenders do",
    ),
    ("credit_bureau.expiry", "months for which a broken loan stays on file after it is settled"),
    ("credit_bureau.errors", "chance a month that a mark is put on the file of somebody who broke no loan"),
    ("credit_bureau.dispute", "chance a month that such a mark is found and removed"),
    ("credit_bureau.refuses", "share of lenders who refuse somebody with a mark; 1 if not set: all of them"),
    ("censorship", "people who criticise more loudly than is tolerated are fined, if noticed"),
    ("censorship.tolerance", "how loudly one may criticise, as a share of the greatest loudness"),
    ("censorship.fine", "yuan; if it is proportional, for each unit of loudness beyond what is tolerated"),
    (
        "censorship.grows",
        "uniform: the same fine for all; proportional: it grows with the loudness beyond what is tolerated",
    ),
    (
        "censorship.watching",
        "chance that even the quietest word is noticed; louder criticism is more likely to be noticed",
    ),
    ("peer_rating", "both sides of every meeting rate each other; the score is the running mean"),
    ("peer_rating.weight", "share of a month's marks in the running mean"),
    ("peer_rating.status", "share of a mark that repeats the mark that the other person already has"),
    ("peer_rating.courtesy", "chance that somebody gives the best mark whatever she saw"),
    ("peer_rating.spite", "chance that somebody gives the worst mark whatever she saw"),
    (
        "peer_rating.esteem",
        "how far the weight of a mark depends on its giver's own; 0 if not set: all count alike; 1: marks of the worst count for nothing",
    ),
    ("firms", "firms are scored and listed by what offices know of them"),
    ("firms.start", "score with which every firm begins"),
    ("firms.least", "a score never falls below it"),
    ("firms.most", "a score never rises above it; greater than `least`"),
    ("firms.recovery", "by how much a score returns each month towards `start`; 0 if not set"),
    ("firms.tiers", "1 to 8 tiers, the lowest first"),
    ("firms.tiers.name", "name of the tier; no two alike"),
    ("firms.tiers.from", "lowest score in the tier; rising from tier to tier, and the first is `least`"),
    ("firms.tiers.listed", "true: firms in this tier are on the list; false if not set"),
    ("firms.coverage", "chance that what an office knows of a firm's month reaches the register; 1 if not set"),
    (
        "firms.warning",
        "number of complaints that a firm's listing is worth to customers; 0 if not set: they do not see it",
    ),
    (
        "firms.shown",
        "number of customers' reports that a firm's highest tier (praise) or lowest tier (complaints) is worth to others; 0 if not set: they do not see tiers",
    ),
    ("firms.rule", "points and listing that follow an event at a firm"),
    ("firms.rule.event", "what an office knows of a firm's month"),
    ("firms.rule.points", "points gained; negative: points lost"),
    ("firms.rule.lists", "months on the list of firms, at once; 0 if not set"),
    ("firms.reward", "a benefit of a tier for a firm"),
    ("firms.reward.tier", "firms affected: those in this tier, and no other"),
    ("firms.sanction", "a restriction of a tier or of the list for a firm"),
    ("firms.sanction.tier", "firms affected: those in this tier, and no other"),
    ("firms.sanction.listed", "true: it affects the firms on the list, however they got there"),
    ("event", "something that happens on a date, whatever the regime, whether or not it is in force"),
    ("event.month", "month in which it happens or begins, counted from 0"),
    (
        "event.kind",
        "scandal: firms are found to adulterate; campaign: the authority promotes something; windfall: everybody receives money; crackdown: the law looks more closely",
    ),
    ("event.months", "months for which a campaign or a crackdown lasts"),
    ("event.found", "scandal: share of all firms that the news report, whatever inspectors found"),
    (
        "event.illness",
        "scandal: chance that an infant fed on the domestic staple falls ill in that month; 0 if not set",
    ),
    (
        "event.integrity",
        "campaign: honest dealing and keeping the rules, as under `[propaganda]`; 0.5 if not set: nothing",
    ),
    ("event.care", "campaign: helping; 0.5 if not set: nothing"),
    ("event.speech", "campaign: speaking one's mind; 0.5 if not set: nothing"),
    ("event.strength", "campaign: how strongly"),
    ("event.yuan", "windfall: yuan for everybody, from outside the society"),
    (
        "event.on",
        "crackdown: street: police see more violations; speech: they answer more criticism, and people know; officials: more bribes are found out; trade: more firms are inspected",
    ),
    ("event.times", "crackdown: how many times as often as otherwise; 1: no difference"),
    ("rollout", "where the regime begins, and where its rules differ"),
    (
        "rollout.unit",
        "what is rolled out one by one, and what shares are of: county, also if not set; neighbourhood, the same share in each town; person: only those drawn have a docket",
    ),
    (
        "rollout.pilots",
        "share of the counties in which it is in force from `starts` on, rounded to whole counties; 1 if not set, 0 where it spreads by itself",
    ),
    ("rollout.waves", "more counties, later; months and shares rise"),
    (
        "rollout.innovation",
        "instead of waves: share of the remaining counties in which it begins in a year, whatever others do (Bass's p)",
    ),
    (
        "rollout.imitation",
        "additional share of them in a year if it were in force in all others, proportionally less if in fewer (Bass's q)",
    ),
    ("rollout.waves.month", "month from which it is in force in more counties"),
    ("rollout.waves.share", "share of the counties in which it is in force by then, including the earlier ones"),
    ("rollout.standard", "month from which regional overrides no longer hold; never if not set"),
    ("rollout.override", "a rule of some provinces, which replaces the `[[rule]]` about the same act"),
    (
        "rollout.override.provinces",
        "provinces in which it holds, counted from 1; those that the society does not have are ignored",
    ),
    ("rollout.override.act", "the act; one rule for each act in a province"),
    ("rollout.override.who", "as in `[[rule]]`"),
    ("rollout.override.points", "as in `[[rule]]`"),
    ("rollout.override.lists", "as in `[[rule]]`"),
    ("rollout.override.below", "as in `[[rule]]`"),
    ("rollout.override.repeat", "as in `[[rule]]`"),
    ("rollout.override.frees", "as in `[[rule]]`"),
];

const SOCIETY: &[(&str, &str)] = &[
    ("*.value", "the figure"),
    ("*.provenance", "as published; derived from published figures, as the note explains; or assumed by us"),
    ("*.source", "where it comes from"),
    ("*.note", "how it was derived, or a caveat"),
    ("*.18-29", "share of the adults of this age"),
    ("*.30-39", "share of the adults of this age"),
    ("*.40-49", "share of the adults of this age"),
    ("*.50-59", "share of the adults of this age"),
    ("*.60+", "share of the adults of this age"),
    ("*.primary", "share of the adults with this schooling"),
    ("*.junior", "share of the adults with this schooling"),
    ("*.senior", "share of the adults with this schooling"),
    ("*.college", "share of the adults with this schooling"),
    ("*.value.age", "correlation with the age band; 0: none"),
    ("*.value.income", "correlation with the income fifth; 0: none"),
    ("*.value.schooling", "correlation with schooling; 0: none"),
    ("*.value.town", "correlation with living in town; 0: none"),
    ("society", "what the society is"),
    ("society.title", "name for people"),
    ("society.description", "a paragraph for people"),
    ("society.behaviour", "behaviour file: the name of one that ships, or a path from this file's folder"),
    (
        "society.opinions",
        "public: the neighbourhood shares one opinion of each person (if not set); private: everybody has her own opinion of each neighbour",
    ),
    (
        "society.dread",
        "what a helper's dread of being blamed depends on; by-trust: her trust in strangers (if not set); by-repute: the reputation of the person in distress, where it is known",
    ),
    (
        "society.council",
        "a council decides reputations at the end of each term; if not set, they follow talk month by month",
    ),
    ("society.council.members", "number of members; each serves one month, so a term has as many months"),
    ("society.council.needs", "how many members must find a person good to give her a good reputation"),
    (
        "society.copying",
        "chance a month that a person compares herself with somebody of her neighbourhood, and adopts that person's norms, the more likely the better that person fares; 0 if not set",
    ),
    (
        "society.rule",
        "decision rule: norms (all weights), material (money alone), majority (what others do alone); norms if not set",
    ),
    ("history", "a campaign of the past that left distrust of strangers; if not set, there was none"),
    ("history.ended", "years between its end and the first month"),
    (
        "history.intensity",
        "how much of what speaks for strangers it made people disbelieve when it ended; 0: none of it",
    ),
    ("history.places", "share of the counties in which it took place; 1 if not set: everywhere"),
    ("override", "behavioural parameters that this society sets for itself"),
    ("provinces", "number of provinces"),
    ("urban", "share of adults who live in urban neighbourhoods"),
    ("age", "shares of the age bands among adults; they sum to 1"),
    ("household_adults", "shares of households with 1, 2, 3 and 4 adults; they sum to 1"),
    ("infant", "share of households with an infant (under three)"),
    ("child", "share of households with a child of school age"),
    ("education", "shares of the levels of schooling among adults; they sum to 1"),
    ("schooling_with_age", "chance that schooling is drawn from the rank by age: younger people have more"),
    ("schooling_with_place", "chance that schooling is drawn from town and country: people in town have more"),
    ("schooling_with_income", "chance that schooling is drawn from the rank of the household's income"),
    ("internet_with_age", "chance that use of the internet is drawn from the rank by age: younger people use it more"),
    ("income_urban", "mean disposable income per head of each urban fifth, poorest first, yuan a year"),
    ("income_rural", "mean disposable income per head of each rural fifth, poorest first, yuan a year"),
    ("car", "share of adults who have the use of a car"),
    ("internet_urban", "share of internet users among urban adults"),
    ("internet_rural", "share of internet users among rural adults"),
    ("travels", "share of adults who travel by plane or fast train in a year"),
    ("online_work", "share of adults who live mainly by work on the internet"),
    ("officials", "share of adults who hold a public post"),
    ("trust", "mean trust in a stranger at the start"),
    ("helping", "share of adults who help a stranger in a month"),
    ("approval", "mean private approval of the government at the start"),
    ("integrity", "mean temperament for honest dealing"),
    ("candour", "mean temperament for speaking one's mind"),
    (
        "integrity_with",
        "correlation of the temperament for honest dealing with age, income, schooling and town; 0 if not set",
    ),
    ("care_with", "correlation of the temperament for helping with age, income, schooling and town; 0 if not set"),
    (
        "candour_with",
        "correlation of the temperament for speaking one's mind with age, income, schooling and town; 0 if not set",
    ),
    ("approval_with", "correlation of political leaning with age, income, schooling and town; 0 if not set"),
    (
        "conformity_with",
        "correlation of the weights of what others approve of and do with age, income, schooling and town; 0 if not set",
    ),
    ("tie_chance", "mean chance that a possible tie outside the household exists; 0.75 if not set"),
    (
        "sociability",
        "rise of that chance from the least to the most sociable person, before it is cut to 0 to 1; 0 (nobody differs) if not set",
    ),
    ("age_with_neighbours", "chance that a person's age is like that of the neighbours whom she knows; 0 if not set"),
    (
        "schooling_with_neighbours",
        "chance that a person's schooling is like that of the neighbours whom she knows; 0 if not set",
    ),
    ("age_with_spouse", "chance that the second adult of a household has the age of the first; 0 if not set"),
    (
        "schooling_with_spouse",
        "chance that the second adult of a household has the schooling of the first; 0 if not set",
    ),
    ("gossip_norm", "norm by which neighbours judge each other"),
];

const BEHAVIOUR: &[(&str, &str)] = &[
    ("*.value", "value that a run uses, unless a society sets another"),
    ("*.range", "plausible minimum and maximum; the value is between them"),
    ("*.source", "a publication, or the word assumed, and why"),
    ("*.meaning", "what it is, in words"),
];

const EXPERIMENT: &[(&str, &str)] = &[
    ("experiment", "what is run, on which societies, and which measures are compared"),
    ("experiment.title", "name for people; the name for the program is that of the file"),
    ("experiment.description", "the question, for people"),
    ("experiment.societies", "names or files; each is run separately"),
    (
        "experiment.regimes",
        "names, files, or several joined by `+`; the first is the baseline with which the others are compared",
    ),
    (
        "experiment.measures",
        "measures to compare, see `glasshouse list measures`; `approval.seen` is `approval` as the state sees it",
    ),
    ("experiment.people", "people in each run"),
    ("experiment.years", "years of each run"),
    (
        "experiment.replicates",
        "number of populations drawn, each with its own luck; the same at every point; 1 if not set",
    ),
    ("experiment.seed", "seed of all random numbers, and of the design; 1 if not set"),
    ("design", "the points of the ranges to run, fixed before the first run"),
    ("design.kind", "how points are chosen"),
    (
        "design.points",
        "number of points; for `sobol-indices`, of base points, each taking as many runs as numbers are varied, plus two",
    ),
    (
        "design.trajectories",
        "number of walks through the ranges; each takes as many runs as numbers are varied, plus one",
    ),
    ("design.levels", "number of levels of each range, even; 4 if not set"),
    (
        "design.steps",
        "number of values of each range, evenly spaced, both ends included; if not set, 2 one at a time and 3 in a grid",
    ),
    ("vary", "a number to vary, and its range"),
    (
        "vary.behaviour",
        "a parameter of behaviour, such as `decision.money`; `decision.*` is a whole section, and `*` every one",
    ),
    ("vary.number", "a number in the file of a regime, such as `score.start` or `watch[cameras].urban`"),
    (
        "vary.regime",
        "the regime whose file has it, as named in `regimes`; it varies wherever that file is part of a regime",
    ),
    (
        "vary.range",
        "lowest and highest value; for a parameter of behaviour, the plausible range of its own file if not set",
    ),
    ("vary.values", "values to use instead of a range, one at a time or in a grid"),
    (
        "vary.scale",
        "how a range is divided; if not set, `log` where it spans a factor of ten or more, otherwise `linear`",
    ),
];
