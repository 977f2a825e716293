//! ODD, element 4: the eleven design concepts in this experiment.

use super::markdown::{code, counted, list, n};
use super::process_overview::on;
use super::scenario::{Scenario, can_list, ties_see};
use crate::experiment::window::Window;
use crate::life::ENCOUNTERS;
use crate::observatory::measures;
use crate::regime::{Audience, Regime};
use crate::society::assessment_rule::{Assessment, Dread};
use crate::society::behaviour::Behaviour;
use crate::society::decision_rule::DecisionRule;
use crate::society::strata::By;

pub(super) fn text(all: &Scenario) -> String {
    let concepts = [
        ("Basic principles", principles(all)),
        ("Emergence", emergence(all)),
        ("Adaptation", adaptation(all)),
        ("Objectives", objectives(all)),
        ("Learning", learning(all)),
        ("Prediction", prediction(all)),
        ("Sensing", sensing(all)),
        ("Interaction", interaction(all)),
        ("Stochasticity", stochasticity(all)),
        ("Collectives", collectives(all)),
        ("Observation", observation(all)),
    ];
    let each = concepts.into_iter().zip(1..).map(|((name, text), k)| format!("### 4.{k} {name}\n\n{text}\n"));
    format!("## 4. Design concepts\n\n{}", each.collect::<Vec<_>>().join("\n"))
}

fn principles(all: &Scenario) -> String {
    let rule = all.plan.society.rule;
    let rival = match rule {
        DecisionRule::Norms => String::new(),
        DecisionRule::Material => " This society uses a rival rule, `material`: money alone.".into(),
        DecisionRule::Majority => {
            " This society uses a rival rule, `majority`: only what a person thinks others do.".into()
        }
    };
    format!(
        "People follow norms and interests at once: decisions and learning have the form of Gavrilets (2021) and Gavrilets & \
         Richerson (2022).{rival} Each encounter becomes a published model when all else is off (7.5). The nearest theory of \
         the whole is Tirole (2021), on scores that bundle politics with kindness and count a person's friends. An \
         institution knows only what its channels show it; people know of it what they are told and what happens to them. \
         `crates/glasshouse/docs/validation.md` lists which mechanisms reproduce a published result, and which have none."
    )
}

fn emergence(all: &Scenario) -> String {
    let listed = all.under(can_list);
    let listed = if listed.is_empty() {
        String::new()
    } else {
        format!(
            " So do the lists under {}: the people on them, how often wrongly, and the innocent who bear the cost.",
            list(&listed)
        )
    };
    format!(
        "Trust, norms, expectations, reputation, open speech, helping, honest trade, illness, broken loans, bribes and \
         the effects that remain after a regime has ended all emerge from what people do and see.{listed} Imposed are \
         traits, ties, usual incomes, births and deaths, the chances to lose and find work, prices, the law, chances of \
         occasions, and the regimes' files: what channels see and how often they err, points, tiers, consequences."
    )
}

/// Weights of the decision rule, with those that are zero listed separately.
fn adaptation(all: &Scenario) -> String {
    let d = &all.plan.society.behaviour.decision;
    let weights = [
        ("money and what the regime does (A0)", d.money),
        ("her own norm (A1)", d.own_norm),
        ("what the neighbourhood approves of (A2)", d.approval),
        ("what she thinks others do (A3)", d.custom),
        ("what the authority promotes (A4)", d.authority),
    ];
    let said = |is_on: bool| -> Vec<String> {
        let some = weights.iter().filter(|(_, weight)| (*weight != 0.0) == is_on);
        some.map(|(what, weight)| if is_on { format!("{what} with weight {}", n(*weight)) } else { (*what).to_owned() })
            .collect()
    };
    let off = said(false);
    let off = if off.is_empty() { String::new() } else { format!(" Not used here: {}.", list(&off)) };
    let on_here: Vec<String> = ENCOUNTERS.iter().filter(|e| on(all, e).is_on).map(|e| code(e.key)).collect();
    format!(
        "In each encounter a person chooses among two or three acts. One rule serves all encounters: a logit with noise {} \
         over {}.{off} The mean weights are multiplied, person by person, by 1 ± {}. Encounters in which people choose \
         here: {}. By the same rule owners decide whether to be honest, and officials whether to take a bribe.",
        n(d.noise),
        list(&said(true)),
        n(d.spread),
        list(&on_here),
    )
}

fn objectives(all: &Scenario) -> String {
    let d = &all.plan.society.behaviour.decision;
    format!(
        "There is no fitness and no goal beyond the utility of the act at hand. Money enters as Δ/(v + |Δ|), so that it never \
         weighs more than A0; the sum v that has half of that effect grows with income and savings, from {} yuan: the same \
         sum tempts the poor more. Nobody seeks a best response. The state has no objective: a regime is fixed beforehand \
         and does not adapt.",
        n(d.ease_base)
    )
}

/// Learning, with the rates that are zero.
fn learning(all: &Scenario) -> String {
    let society = &all.plan.society;
    let mut behaviour = society.behaviour.clone();
    let off: Vec<String> = Behaviour::TABLE
        .iter()
        .filter(|p| p.section == "learning" && behaviour.get_mut(p.section, p.name).is_some_and(|rate| *rate == 0.0))
        .map(|p| code(&format!("learning.{}", p.name)))
        .collect();
    let off = if off.is_empty() {
        "None of its rates is 0 here.".to_owned()
    } else {
        format!("Off here, with a rate of 0: {}.", list(&off))
    };
    let history = society.history.map_or(String::new(), |history| {
        format!(
            " A campaign that ended {} years before the first month, in {} % of the counties, has left distrust of strangers: at \
             first people there disbelieved {} % of what speaks for them.",
            n(history.ended),
            n(100.0 * history.places),
            n(100.0 * history.intensity)
        )
    });
    let copying = if society.copying > 0.0 {
        format!(
            " In addition, with chance {} a month a person may adopt the norms of a neighbour who fares better.",
            n(society.copying)
        )
    } else {
        " Nobody copies people who fare better.".to_owned()
    };
    format!(
        "Own norms, expectations, trust in strangers, expected risk and approval move each month with what she did, saw \
         and suffered (7.2). An act done for reward or under threat counts less as one's own conviction, by κ = {}; at 0 coercion \
         could build virtue. Weights, temperaments and leanings do not change. {off}{copying}{history}",
        n(society.behaviour.learning.kappa)
    )
}

fn prediction(all: &Scenario) -> String {
    let b = &all.plan.society.behaviour;
    format!(
        "People predict with fixed horizons and learned beliefs. A belief is F, the chance of being found out by the regime, one \
         for public places, one for records and one for speech; it starts at 0, follows announcements and cases, and need \
         not be true. The value of a point grows where a threshold is within {} points, by {} of \
         the difference that it makes; people weigh talk over {}, owners custom over {}, officials their post over {}. \
         Nobody plans several acts ahead.",
        n(b.decision.nearness),
        months(b.decision.horizon),
        months(b.gossip.horizon),
        months(b.market.horizon),
        months(b.discretion.horizon),
    )
}

fn months(number: f32) -> String {
    format!("{} {}", n(number), if number == 1.0 { "month" } else { "months" })
}

fn sensing(all: &Scenario) -> String {
    let society = &all.plan.society;
    let (g, ways) = (&society.behaviour.gossip, &society.ways);
    let repute = match ways.opinions {
        Assessment::Public => "a neighbour's reputation is the same for all",
        Assessment::Private => "everybody has her own opinion of each neighbour",
    };
    let council = ways.council.map_or(String::new(), |c| {
        format!(", decided by a council of {} members of whom {} must agree", c.members, c.needs)
    });
    let dread = if ways.dread == Dread::ByRepute {
        "; a person in distress is dreaded according to her reputation"
    } else {
        ""
    };
    let mut text = format!(
        "A person sees her ties' last month, each deed with chance {}, and reports it wrongly with chance {}; {repute}, by the \
         norm {}{council}{dread}. She knows her own state, prices, the law and what a regime announces, but not what its channels \
         really see. What a regime sees:\n\n",
        n(g.sight),
        n(g.error),
        code(&society.marginals.gossip_norm.value),
    );
    for regime in &all.plan.regimes {
        text += &format!("- {}: {}\n", code(&regime.name), sight(regime));
    }
    text
}

fn sight(regime: &Regime) -> String {
    let acts: Vec<String> = {
        let mut acts: Vec<&str> = regime.watch.iter().flat_map(|c| &c.acts).map(|act| act.key()).collect();
        acts.sort_unstable();
        acts.dedup();
        acts.into_iter().map(code).collect()
    };
    let mut said = match regime.watch.len() {
        0 => "no channels".to_owned(),
        channels => format!(
            "{}, which see some of {}, and falsely report people as often as given in 7.7",
            counted(channels as u64, "channel", "channels"),
            list(&acts)
        ),
    };
    if regime.informants.is_some() {
        said += "; what neighbours report";
    }
    if regime.peer_rating.is_some() {
        said += "; the marks that people give each other";
    }
    if can_list(regime) {
        said += &format!(
            "; its list is seen by {}",
            seen_by(regime.visibility.list, "only the state and the listed person")
        );
    } else {
        said += "; no list of persons";
    }
    if regime.visibility.withheld > 0.0 {
        said += &format!("; a share {} of people are not told the rules", regime.visibility.withheld);
    }
    if regime.score.is_some() && regime.visibility.score != Audience::Nobody {
        said += &format!("; the tier of a score is seen by {}", seen_by(regime.visibility.score, ""));
    }
    said + "."
}

/// An audience in words.
fn seen_by(audience: Audience, nobody: &'static str) -> &'static str {
    match audience {
        Audience::Nobody => nobody,
        Audience::Lenders => "lenders",
        Audience::Ties => "family and friends",
        Audience::Everybody => "everybody",
        Audience::Firms => "firms",
        Audience::Neighbours => "people who live nearby",
    }
}

fn interaction(all: &Scenario) -> String {
    let mut direct = vec!["passer-by and stranger in distress", "customer and firm", "kin", "borrower and lender"];
    let has = |is: &dyn Fn(&Regime) -> bool| all.plan.regimes.iter().any(is);
    direct.push("official and client");
    if has(&|r| r.informants.is_some()) {
        direct.push("informer and neighbour");
    }
    if has(&|r| r.peer_rating.is_some()) {
        direct.push("both sides of a meeting, who rate each other");
    }
    let mut indirect =
        vec!["ties (what they are seen to do and suffer)", "talk in the neighbourhood", "news", "the state's account"];
    if has(&|r| r.spillover != Default::default()) {
        indirect.push("points lost for listed family and friends");
    }
    if has(&ties_see) {
        indirect.push("ties to the listed that fall silent");
    }
    if has(&|r| r.reviews.is_some()) {
        indirect.push("reviews");
    }
    format!("Direct: {}. Indirect: {}.", direct.join("; "), indirect.join("; "))
}

fn stochasticity(all: &Scenario) -> String {
    let plan = all.plan;
    format!(
        "Traits, ties, occasions, decisions, sight, errors, courts and illness are drawn. A draw is a pure function of seed, \
         replicate, purpose, person and month (Philox4x32-10; Salmon et al. 2011), so no regime disturbs the draws of another, \
         and the same seed gives the same result to the last bit on any number of threads. The seed is {}; {} drawn. \
         The same person has the same luck under each regime (common random numbers). State is stored in multiples of 1/255, \
         with stochastic rounding.",
        plan.seed,
        counted(plan.replicates.into(), "society is", "societies are")
    )
}

fn collectives(all: &Scenario) -> String {
    let scored = all.under(|r| r.firms.is_some());
    let firms = if scored.is_empty() {
        "are not scored here".to_owned()
    } else {
        format!("are scored under {}", list(&scored))
    };
    let spill = all.under(|r| r.spillover.family != 0);
    let spill = if spill.is_empty() {
        String::new()
    } else {
        format!(", and losses for listed members under {}", list(&spill))
    };
    format!(
        "Households share income, hardship, infant and child{spill}. Neighbourhoods share norms of approval, talk and firms. \
         Towns share officials; a regime begins in a whole county at once. Each firm has an owner who is a person; firms \
         {firms}. There is one state. All collectives are given; none forms or dissolves."
    )
}

fn observation(all: &Scenario) -> String {
    let plan = all.plan;
    let window = |r: usize, window: Window, word: &str| {
        plan.window(r, window).map(|span| format!("months {} to {} ({word})", span.start, span.end - 1))
    };
    let mut windows: Vec<String> = Vec::new();
    for (r, regime) in plan.regimes.iter().enumerate() {
        let words = [(Window::During, "\"during\""), (Window::After, "\"after\"")];
        let own: Vec<String> = words.into_iter().filter_map(|(of, word)| window(r, of, word)).collect();
        let same = |other: &usize| Window::ALL.iter().all(|of| plan.window(*other, *of) == plan.window(r, *of));
        // One sentence is enough where all windows are the same.
        match (0..r).find(same) {
            Some(_) => {}
            None if (0..plan.regimes.len()).all(|other| same(&other)) => windows.extend(own),
            None => windows.extend(own.into_iter().map(|own| format!("{own} under {}", regime.name))),
        }
    }
    let groups = match plan.by {
        None => "not broken down by group".to_owned(),
        Some(By::All) => "broken down by income, age, schooling and place at once, in every fifth month".to_owned(),
        Some(by) => format!("broken down by {} in every month", by.word()),
    };
    format!(
        "{} measures are taken each month from sums over all persons, without sampling, each with unit and definition \
         (`glasshouse list measures -v`); where the state's view differs from the truth, both are kept. They are reported over \
         {}, as means over replicates with Student's 95 % interval, and as paired differences from the baseline; {groups}. The \
         interval covers chance within the model, not uncertainty about its numbers: for that, `glasshouse claims` and \
         `glasshouse sweep` explore the plausible ranges of section 7.",
        measures::TABLE.len(),
        list(&windows)
    )
}
