//! From act to consequence: which acts can bring a person under which consequence, by the rules of a regime.

use super::social_context::SocialContext;
use glasshouse::regime::own_effect::{EffectWords, all_effects};
use glasshouse::regime::{Consequence, Regime, Rule, Whom};
use glasshouse::society::act::Act;

/// A sanction, and the acts that can bring somebody under it.
pub struct SanctionChain<'a> {
    /// The sanction.
    pub sanction: &'a Consequence,
    /// What it does, in words.
    pub effect: EffectWords,
    /// The rules that can lead to it.
    pub rules: Vec<&'a Rule>,
}

/// The sanctions of a regime with the rules that lead to each.
pub fn sanctions(regime: &Regime) -> Vec<SanctionChain<'_>> {
    let effects = all_effects(&regime.effects);
    let chain = |sanction| SanctionChain {
        sanction,
        effect: effects.iter().find(|words| words.effect == sanction.effect).expect("every effect has words").clone(),
        rules: regime.rules.iter().filter(|rule| leads(regime, rule, sanction.on)).collect(),
    };
    regime.sanctions.iter().map(chain).collect()
}

/// Whether a rule can bring somebody into this standing: it lists her, or its points add up to a tier below the start.
fn leads(regime: &Regime, rule: &Rule, on: Whom) -> bool {
    let costs = rule.points < 0 || rule.repeat < 0;
    let falls = costs && regime.score.is_some();
    match on {
        Whom::Listed => {
            let by_tier = regime.score.as_ref().is_some_and(|score| score.tiers.iter().any(|tier| tier.listed));
            rule.lists > 0 || falls && by_tier
        }
        Whom::Tier(tier) => {
            let start = regime.score.as_ref().map_or(0, |score| score.start_tier());
            if tier <= start { falls } else { rule.points > 0 }
        }
    }
}

impl SanctionChain<'_> {
    /// The context in which it hurts.
    pub fn hurts_in(&self) -> SocialContext {
        SocialContext::of_effect(self.sanction.effect)
    }

    /// The acts that lead to it, by the context in which they are seen, in the order of contexts.
    pub fn contexts(&self) -> Vec<(SocialContext, Vec<Act>)> {
        let mut found: Vec<(SocialContext, Vec<Act>)> = Vec::new();
        for act in self.rules.iter().map(|rule| rule.act) {
            let context = SocialContext::of_act(act);
            match found.iter_mut().find(|(known, _)| *known == context) {
                Some((_, acts)) if acts.contains(&act) => {}
                Some((_, acts)) => acts.push(act),
                None => found.push((context, vec![act])),
            }
        }
        found.sort_by_key(|(context, _)| *context);
        found
    }
}

/// The standing to which a consequence applies, in words.
pub fn standing(regime: &Regime, on: Whom) -> String {
    match on {
        Whom::Listed => "people on the list".to_owned(),
        Whom::Tier(n) => {
            let name = regime.score.as_ref().and_then(|score| score.tiers.get(n)).map_or("?", |tier| &tier.name);
            format!("people in tier {name}")
        }
    }
}
