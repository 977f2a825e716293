//! The issuer of the rules, key `issuer` of `[regime]`: the authority, or the people of each place.
//!
//! Rules of the people follow what they approve of themselves: a rule counts as far as the mean own norm of the place
//! supports it, and a rule that no norm supports is not made. They promote their own norms. Everything else about the
//! regime stays as it is.

use super::definition::Regime;
use super::provisions::Rule;
use crate::society::act::{Act, Nature};
use crate::society::own_encounter::OwnAct;

/// How far people with these mean norms of integrity, care and speech support a rule, 0 to 1.
pub fn support(rule: &Rule, standards: [f32; 3], own: Option<&OwnAct>) -> f32 {
    let nature = rule.act.row().map_or(Nature::Neutral, |row| row.nature);
    let [integrity, care, speech] = standards.map(|y| 2.0 * y - 1.0);
    let punishes = rule.points < 0 || rule.lists > 0;
    let rewards = |agrees: f32| if punishes { -agrees } else { agrees };
    let support = match own.map_or(nature, |own| own.nature) {
        Nature::Wrong => rewards(-integrity),
        Nature::Kind(_) => rewards(care),
        Nature::Unkind(_) => rewards(-care),
        // Who values candour rewards neither praise nor silence.
        Nature::Opinion => rewards(if rule.act == Act::Criticise { speech } else { -speech }),
        Nature::Neutral if rule.act == Act::Repay => rewards(integrity),
        // No norm is about it.
        Nature::Neutral => 0.0,
    };
    support.clamp(0.0, 1.0)
}

impl Regime {
    /// The regime with the rules of people with these mean norms of integrity, care and speech.
    pub fn by_people(&self, standards: [f32; 3]) -> Regime {
        let mut regime = self.clone();
        regime.rules.retain_mut(|rule| {
            let support = support(rule, standards, self.encounters.own(rule.act));
            let scaled = |x: f32| (x * support).round();
            rule.points = scaled(rule.points.into()) as i16;
            rule.repeat = scaled(rule.repeat.into()) as i16;
            rule.lists = scaled(rule.lists.into()) as u8;
            support > 0.0
        });
        if let Some(promoted) = &mut regime.propaganda {
            [promoted.integrity, promoted.care, promoted.speech] = standards;
        }
        regime
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::{Basis, Origin};

    fn rule(act: Act, points: i16) -> Rule {
        let origin = Origin { basis: Basis::Assumed, source: String::new() };
        Rule { act, who: None, points, repeat: 0, lists: 0, below: None, frees: false, origin }
    }

    #[test]
    fn people_support_a_rule_as_far_as_it_agrees_with_their_norms() {
        let half = [0.75; 3];
        let with = |act, points| support(&rule(act, points), half, None);
        assert_eq!((with(Act::Violate, -5), with(Act::Help, 5), with(Act::WalkOn, -5)), (0.5, 0.5, 0.5));
        assert_eq!((with(Act::Criticise, -50), with(Act::Praise, 2)), (0.0, 0.0), "they value candour");
        assert_eq!((with(Act::Violate, 5), with(Act::Help, -5)), (0.0, 0.0), "a rule against their norms");
        assert_eq!(with(Act::BuyDisapproved, -1), 0.0, "nobody's business");
        assert_eq!(support(&rule(Act::Criticise, -50), [0.5, 0.5, 0.25], None), 0.5);
    }

    #[test]
    fn rules_that_everybody_supports_are_those_of_the_file_and_others_are_smaller_or_not_made() {
        let rules = vec![rule(Act::Violate, -10), rule(Act::Help, 7), rule(Act::Criticise, -50)];
        let regime = Regime { rules, ..Regime::default() };
        assert_eq!(regime.by_people([1.0, 1.0, 0.0]), regime);
        let points = |standards| regime.by_people(standards).rules.iter().map(|r| r.points).collect::<Vec<_>>();
        assert_eq!(points([0.75, 1.0, 0.9]), [-5, 7]);
        assert!(points([0.5, 0.3, 0.5]).is_empty());
    }
}
