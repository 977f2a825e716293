//! Decision rules: the contract's rule, and two rivals that omit parts of it.
//!
//! A result that holds under one rule only is a finding about that rule.

use super::behaviour::Behaviour;

/// A decision rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecisionRule {
    /// Money, one's own norm, social approval, what others do, and what an authority promotes (MODEL 3; Gavrilets
    /// 2021).
    #[default]
    Norms,
    /// Money alone, including what a regime adds or takes: expected material utility with noise (Becker 1968;
    /// McFadden 1974).
    Material,
    /// Only what one thinks most others do: imitation of the majority (Boyd & Richerson 1985).
    Majority,
}

impl DecisionRule {
    /// All rules.
    pub const ALL: [DecisionRule; 3] = [DecisionRule::Norms, DecisionRule::Material, DecisionRule::Majority];
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 3] = ["norms", "material", "majority"];

    /// Its word in a file.
    pub fn word(self) -> &'static str {
        DecisionRule::WORDS[self as usize]
    }

    /// Sets the weights that this rule omits to zero.
    pub fn apply(self, behaviour: &mut Behaviour) {
        let d = &mut behaviour.decision;
        let norms = [&mut d.own_norm, &mut d.approval, &mut d.authority];
        match self {
            DecisionRule::Norms => return,
            DecisionRule::Material => d.custom = 0.0,
            DecisionRule::Majority => d.money = 0.0,
        }
        norms.into_iter().for_each(|weight| *weight = 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rival_weighs_one_thing_only() {
        let weights = |rule: DecisionRule| {
            let mut b = Behaviour::default();
            let d = &mut b.decision;
            (d.money, d.own_norm, d.approval, d.custom, d.authority) = (1.0, 2.0, 3.0, 4.0, 5.0);
            rule.apply(&mut b);
            let d = b.decision;
            [d.money, d.own_norm, d.approval, d.custom, d.authority]
        };
        assert_eq!(weights(DecisionRule::Norms), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(weights(DecisionRule::Material), [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(weights(DecisionRule::Majority), [0.0, 0.0, 0.0, 4.0, 0.0]);
    }
}
