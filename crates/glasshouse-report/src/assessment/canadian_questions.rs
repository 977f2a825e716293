//! The questions of the Canadian form on the design of a system, in the form's order.

use super::canadian_rule::Question;
use super::canadian_rule::Rule::{Always, Evidence, From, Human, Moot};
use super::file_fields::RegimeFile;
use super::sentence_chain::sanctions;
use super::social_context::SocialContext;
use crate::number_format::{counted, two};
use glasshouse::regime::{Audience, Issuer};

const NO_TRAINING: &str = "nothing is trained: the system applies rules";

const fn ask(id: &'static str, subject: &'static str, rule: super::canadian_rule::Rule) -> Question {
    Question { id, subject, rule }
}

pub(super) const QUESTIONS: &[Question] = &[
    // About the algorithm.
    ask("aboutAlgorithm1", "Is the algorithm secret?", From(secret, &["27-1-a.visibility"])),
    ask(
        "aboutAlgorithm2",
        "Is it hard to explain?",
        Always("No. It applies rules that can be read.", &["27-1-a.rules"]),
    ),
    ask("aboutAlgorithm3", "Rules, or patterns in data?", Always("Rules.", &["27-1-a.rules"])),
    ask("aboutAlgorithm4", "How does a model infer?", Moot("there is no model: rules are applied to records")),
    ask("aboutAlgorithm5", "Discriminative or generative?", Moot("there is no model: rules are applied to records")),
    ask("aboutAlgorithm6", "The model", From(described, &["27-1-a.rules", "27-1-a.score"])),
    ask("aboutAlgorithm7", "Why this model?", Human),
    ask("aboutAlgorithm8", "Does it go on learning?", From(learns, &["27-1-a.purpose"])),
    ask("aboutAlgorithm8A", "Are its changes watched?", Moot("it does not learn from data")),
    ask(
        "aboutAlgorithm9",
        "Are protected characteristics used?",
        From(characteristics, &["27-1-c.subjects", "5-1-c.behaviour"]),
    ),
    ask("aboutAlgorithm9A", "Why are they used?", Human),
    ask(
        "aboutAlgorithm11",
        "Were proxies looked for?",
        Always(
            "By income, age, schooling and place; no other trait exists in the society.",
            &["27-1-c.groups", "27-1-d.same-acts"],
        ),
    ),
    ask("aboutAlgorithm11A", "Which proxies, which risks?", Evidence(&["27-1-c.groups", "27-1-d.same-acts"])),
    ask(
        "aboutAlgorithm11B",
        "Why were they not looked for?",
        Always("The society lacks the other traits.", &["limits.unseen"]),
    ),
    // About the decision.
    ask("decisionSector3", "Which decisions?", From(decisions, &["27-1-a.consequences"])),
    ask("decisionSector1", "In which fields of life?", From(sectors, &["5-1-c.unrelated"])),
    ask("decisionSector2", "Which other field?", From(sectors, &["5-1-c.unrelated"])),
    // Impact.
    ask("impact30", "Full or partial automation?", From(automation, &["27-1-e.oversight"])),
    ask("impact31", "The role of the system", From(automation, &["27-1-e.oversight"])),
    ask("impact3", "Does it use discretion?", From(discretion, &["27-1-a.officials"])),
    ask("impact3A", "Which discretion?", From(discretion, &["27-1-a.officials"])),
    ask("impact4A", "Does it change staff?", Human),
    ask("impact20", "Criteria and operations", From(described, &["27-1-a.rules", "27-1-a.score"])),
    ask("impact21", "The output", From(output, &["27-1-a.score", "27-1-a.consequences"])),
    ask("impact22", "Does it do what no human does today?", Human),
    ask("impact22A", "Which functions?", Human),
    ask("impact5", "Is its user another than its maker?", Human),
    ask("impact6", "Can impacts be undone?", Evidence(&["27-1-f.righting", "27-1-f.remains", "27-1-f.redress"])),
    ask("impact7", "How long do impacts last?", Evidence(&["27-1-f.expiry", "27-1-d.wrong-hits", "27-1-f.remains"])),
    ask("impact8", "Why?", Evidence(&["27-1-f.expiry", "27-1-f.righting", "27-1-f.remains"])),
    ask("impact9", "Rights and freedoms", Evidence(&["27-1-d.chilling", "27-1-d.wrong-hits", "5-1-c.unrelated"])),
    ask("impact10", "How was that found?", Evidence(&["27-1-d.chilling", "27-1-d.wrong-hits"])),
    ask(
        "impact24",
        "Equality, dignity, privacy, autonomy",
        Evidence(&["27-1-d.same-acts", "27-1-d.privacy", "27-1-d.chilling"]),
    ),
    ask("impact25", "Why?", Evidence(&["27-1-d.same-acts", "27-1-d.privacy"])),
    ask("impact11", "Health and well-being", Human),
    ask("impact12", "Why?", Human),
    ask("impact13", "Economic interests", Evidence(&["27-1-d.access", "27-1-c.kin", "5-1-c.proportion"])),
    ask("impact14", "Why?", Evidence(&["27-1-d.access", "5-1-c.proportion"])),
    ask("impact15", "The environment", Human),
    ask("impact16", "Why?", Human),
    ask(
        "impact18",
        "Was it tried for groups of people?",
        Always(
            "By income, age, schooling and place, one at a time; not by sex, race, language or disability.",
            &["27-1-c.groups"],
        ),
    ),
    ask("impact18A", "Why not?", Always("The society lacks the other traits.", &["limits.unseen"])),
    ask(
        "impact18B",
        "How was it tried?",
        Always("The same people, with the same luck, live with and without it.", &["27-1-c.groups"]),
    ),
    ask("impact18C", "Which differences?", Evidence(&["27-1-c.groups", "27-1-d.same-acts"])),
    ask(
        "impact19I",
        "Was it tried for people with disabilities?",
        Always("No: the society has no such trait.", &["limits.unseen"]),
    ),
    ask("impact19IY", "Which differences?", Moot("it was not tried")),
    ask("impact19IN", "Why not?", Always("The society has no such trait.", &["limits.unseen"])),
    ask("impact23", "Who is hit hardest?", Evidence(&["27-1-c.groups", "27-1-d.wrong-hits", "27-1-d.access"])),
    ask("impact23Y", "Who?", Evidence(&["27-1-c.groups", "27-1-d.wrong-hits", "27-1-d.access"])),
    ask("impact23N", "Why nobody?", Moot("see the question before")),
    ask("impact26", "To what share of people does it apply?", From(share, &["27-1-c.subjects", "27-1-b.rollout"])),
    ask("impact26U", "Why is that unknown?", Moot("the file says it")),
    ask("impact27", "Can it hurt to be outside?", From(outside, &["27-1-c.subjects"])),
    ask("impact27YN", "How?", From(outside, &["27-1-c.subjects"])),
    ask("impact28", "Wrongly included or overlooked", Evidence(&["27-1-d.wrong-hits"])),
    ask("impact28A", "Why?", Evidence(&["27-1-d.wrong-hits"])),
    // About the data.
    ask("aboutDataSource1", "Personal information?", From(personal, &["27-1-a.channels"])),
    ask("aboutDataSource9", "Is it limited to what is needed?", Human),
    ask(
        "aboutDataSource10",
        "Is it used in decisions about the same person?",
        From(personal, &["27-1-a.channels", "27-1-c.relatives"]),
    ),
    ask("aboutDataSource11", "Is its use as notified?", Human),
    ask("aboutDataSource12", "Where is it registered?", Human),
    ask("aboutDataSource14", "With whom is it shared?", From(shared, &["27-1-a.visibility"])),
    ask("aboutDataSource14A", "With whom else?", From(shared, &["27-1-a.visibility"])),
    ask("aboutDataSource15", "Are training data representative?", Moot(NO_TRAINING)),
    ask("aboutDataSource15Y", "How was that seen?", Moot(NO_TRAINING)),
    ask("aboutDataSource15N", "Why not?", Moot(NO_TRAINING)),
    ask("aboutDataSource15U", "Why is that unknown?", Moot(NO_TRAINING)),
    ask("aboutDataSource16", "Are training data biased?", Moot(NO_TRAINING)),
    ask("aboutDataSource16Y", "How?", Moot(NO_TRAINING)),
    ask("aboutDataSource16N", "How was that seen?", Moot(NO_TRAINING)),
    ask("aboutDataSource16U", "Why is that unknown?", Moot(NO_TRAINING)),
    ask("aboutDataSource2", "Security classification", Human),
    ask("aboutDataSource2A", "Which other?", Human),
    ask("aboutDataSource17", "Is accuracy looked after?", From(accuracy, &["27-1-a.channels", "27-1-e.oversight"])),
    ask("aboutDataSource17Y", "How?", From(accuracy, &["27-1-a.channels", "27-1-e.oversight"])),
    ask("aboutDataSource17N", "Why not?", Human),
    ask("aboutDataSource17U", "Why does it not apply?", Moot("see the question before")),
    ask("aboutDataSource3", "Who controls the data?", Human),
    ask("aboutDataSource4", "Several sources?", From(channels, &["27-1-a.channels"])),
    ask("aboutDataSource5", "Devices on a network?", Human),
    ask("aboutDataSource6", "Other IT systems?", Human),
    ask("aboutDataSource7", "Who collected training data?", Moot(NO_TRAINING)),
    ask("aboutDataSource8", "Who collects the input?", Human),
    ask("aboutDataSource13", "Input, source, method, quality", From(channels, &["27-1-a.channels"])),
    ask("aboutDataSourceType1", "Unstructured data?", Human),
    ask("aboutDataSourceType2", "Which kinds?", Human),
    ask("aboutDataSourceType3", "Were data excluded?", Human),
    ask("aboutDataSourceType3A", "Why?", Human),
];

fn secret(file: RegimeFile) -> String {
    format!(
        "The file says that people feel {} % of what it sees announced; whether its rules are published is for a human to say.",
        two(100.0 * f64::from(file.regime.visibility.announced))
    )
}

fn described(file: RegimeFile) -> String {
    let r = file.regime;
    let score = if r.score.is_some() {
        "records become points, points a score, and a score a tier"
    } else {
        "there is no score"
    };
    format!("{} turn records into consequences; {score}.", counted(r.rules.len() as u64, "rule"))
}

fn learns(file: RegimeFile) -> String {
    match file.regime.issuer {
        Issuer::Authority => "No. Its rules stay as they stand in the file.".to_owned(),
        Issuer::People => {
            "It does not learn from data, but its rules follow what the people of a place approve of.".to_owned()
        }
    }
}

fn characteristics(file: RegimeFile) -> String {
    let r = file.regime;
    let roles = r.rules.iter().filter(|rule| rule.who.is_some()).count() as u64;
    let uneven = r.watch.iter().filter(|channel| channel.by_income.windows(2).any(|w| w[0] != w[1])).count() as u64;
    format!(
        "{} for a role (official, driver or parent); {} one income fifth more than another. No rule names income, age or \
         schooling.",
        counted(roles, "rule"),
        if uneven == 1 { "1 channel sees".to_owned() } else { format!("{} see", counted(uneven, "channel")) },
    )
}

fn decisions(file: RegimeFile) -> String {
    let r = file.regime;
    let mut keys: Vec<String> = sanctions(r).into_iter().map(|chain| chain.effect.key).collect();
    keys.dedup();
    match keys.is_empty() && r.rewards.is_empty() {
        true => "None: no standing opens or closes anything.".to_owned(),
        false => format!(
            "{} by standing; sanctions: {}.",
            counted(r.rewards.len() as u64, "reward"),
            if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }
        ),
    }
}

fn sectors(file: RegimeFile) -> String {
    let r = file.regime;
    let effects = r.sanctions.iter().chain(&r.rewards).map(|consequence| SocialContext::of_effect(consequence.effect));
    let mut contexts: Vec<SocialContext> = effects.collect();
    contexts.sort();
    contexts.dedup();
    let words: Vec<&str> = contexts.iter().map(|context| context.words()).collect();
    if words.is_empty() { "None.".to_owned() } else { format!("{}.", words.join(", ")) }
}

fn automation(file: RegimeFile) -> String {
    let after = if file.regime.appeal.is_some() {
        "an office reviews listings on appeal, afterwards"
    } else {
        "nobody reviews a listing"
    };
    format!("Full automation by the file: no step waits for a person; {after}.")
}

fn discretion(file: RegimeFile) -> String {
    let figures = file.regime.officials.as_ref().is_some_and(|officials| officials.figures.is_some());
    let made_up = if figures { ", and they may make up the figures by which they are judged" } else { "" };
    format!("The rules leave none. In the model, officials may take a bribe over a case{made_up}.")
}

fn output(file: RegimeFile) -> String {
    match &file.regime.score {
        Some(score) => format!(
            "A score from {} to {}, one of {}, and the list.",
            score.least,
            score.most,
            counted(score.tiers.len() as u64, "tier")
        ),
        None => "Months on the list; there is no score.".to_owned(),
    }
}

fn share(file: RegimeFile) -> String {
    let r = file.regime;
    let joined = r.score.as_ref().map_or(100.0, |score| 100.0 * f64::from(score.opt_in));
    let pilots = r
        .rollout
        .as_ref()
        .map(|rollout| format!(", in {} % of the counties at first", two(100.0 * f64::from(rollout.pilots))));
    format!("{} % of adults{}.", two(joined), pilots.unwrap_or_default())
}

fn outside(file: RegimeFile) -> String {
    let open = file.regime.score.as_ref().is_some_and(|score| score.opt_in < 1.0);
    match open {
        true => "Some people have no score; they have none of its rewards.".to_owned(),
        false => "Nobody can stay outside by choice.".to_owned(),
    }
}

fn personal(file: RegimeFile) -> String {
    match file.regime.watch.is_empty() {
        true => "No channel collects any.".to_owned(),
        false => "Yes: records of single persons’ acts, used in decisions about the same persons.".to_owned(),
    }
}

fn shared(file: RegimeFile) -> String {
    let v = &file.regime.visibility;
    let list = Audience::OF_SCORE[v.list as usize];
    let score = Audience::OF_SCORE[v.score as usize];
    format!("The list is seen by: {list}. The score is seen by: {score}.")
}

fn accuracy(file: RegimeFile) -> String {
    let r = file.regime;
    let most = r.watch.iter().map(|channel| channel.false_alarms).fold(0.0, f32::max);
    let review = if r.appeal.is_some() { "a person may ask for a review" } else { "there is no review" };
    format!(
        "The file states errors: up to {most} false reports a month for each person and act of a channel; {review}."
    )
}

fn channels(file: RegimeFile) -> String {
    let names: Vec<&str> = file.regime.watch.iter().map(|channel| channel.name.as_str()).collect();
    match names.is_empty() {
        true => "No channel.".to_owned(),
        false => format!("{}: {}.", counted(names.len() as u64, "channel"), names.join(", ")),
    }
}
