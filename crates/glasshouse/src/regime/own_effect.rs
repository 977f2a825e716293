//! Effects that a file adds, section `[[effect]]`: what a standing can open or close besides the effects of the model.
//!
//! An effect changes one or several things that the model knows: income, what people pay, who keeps a tie, and how often
//! an encounter arises. Its amount, in a `[[reward]]` or a `[[sanction]]`, says how much of it a standing has.

use super::effect::{EFFECTS, Effect};
use crate::life::access::Access;
use crate::society::own_encounter::MOST_OWN;

/// An effect that a file adds, for an amount of one.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnEffect {
    /// Its name in the file.
    pub key: String,
    /// What it does, for people.
    pub meaning: String,
    /// What `amount` is.
    pub unit: String,
    /// Whether it belongs under `[[reward]]`; otherwise it belongs under `[[sanction]]`.
    pub reward: bool,
    /// Share of income gained, or, of a sanction, lost by everybody.
    pub income: f32,
    /// Yuan a month saved, or, of a sanction, paid to the rest of the economy.
    pub yuan: f32,
    /// Of the friends who would drop somebody on a list, the share who drop her.
    pub friends: f32,
    /// The encounter of a file of which occasions fall away, and their share; negative: there are more of them.
    pub encounter: Option<(usize, f32)>,
    /// Where it comes from, in words.
    pub source: String,
}

/// An effect, of the model or of a file, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectWords {
    /// The effect.
    pub effect: Effect,
    /// Its name in a regime file.
    pub key: String,
    /// What `amount` is.
    pub unit: String,
    /// Whether it belongs under `[[reward]]`.
    pub reward: bool,
    /// What it does.
    pub meaning: String,
}

/// Every effect, those that files add last.
pub fn all_effects(own: &[OwnEffect]) -> Vec<EffectWords> {
    let of_model = EFFECTS.iter().map(|row| EffectWords {
        effect: row.effect,
        key: row.key.into(),
        unit: row.unit.into(),
        reward: row.reward,
        meaning: row.meaning.into(),
    });
    let of_file = (0..).zip(own).map(|(n, own)| EffectWords {
        effect: Effect::Own(n),
        key: own.key.clone(),
        unit: own.unit.clone(),
        reward: own.reward,
        meaning: own.meaning.clone(),
    });
    of_model.chain(of_file).collect()
}

impl OwnEffect {
    /// Adds this much of it to what a standing opens and closes.
    pub(super) fn apply(&self, access: &mut Access, amount: f32) {
        let (income, yuan) = (self.income * amount, self.yuan * amount);
        if self.reward {
            (access.promotion, access.saved) = (access.promotion + income, access.saved + yuan);
        } else {
            (access.docked, access.deposit) = (access.docked + income, access.deposit + yuan);
        }
        access.avoided = (access.avoided + self.friends * amount).clamp(0.0, 1.0);
        if let Some((number, share)) = self.encounter.filter(|(number, _)| *number < MOST_OWN) {
            access.away[number] = (access.away[number] + share * amount).min(1.0);
        }
    }
}
