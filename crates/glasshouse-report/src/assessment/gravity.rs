//! The gravity of an act: what it costs others, as far as the model knows, in money.

use glasshouse::society::Society;
use glasshouse::society::act::Act;

/// What an act costs others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gravity {
    /// This many yuan, by this parameter.
    Yuan(f64, &'static str),
    /// A sum that depends on the person, by this formula.
    Depends(&'static str),
    /// It harms nobody: it is an opinion, a purchase or a good deed.
    Harmless,
    /// Others are harmed, but the model has no sum for it.
    NotInModel,
}

/// The gravity of an act in a society.
pub fn gravity(act: Act, society: &Society) -> Gravity {
    let b = &society.behaviour;
    match act {
        Act::Extort => Gravity::Yuan(f64::from(b.distress.claim), "distress.claim"),
        Act::Scam => Gravity::Yuan(f64::from(b.staged.take), "staged.take"),
        Act::Adulterate => Gravity::Yuan(
            f64::from(b.market.illness) * f64::from(b.market.illness_cost),
            "market.illness × market.illness_cost, a month for each infant fed on it",
        ),
        Act::Default => Gravity::Depends("loan.loss × what is outstanding of loan.size months of income"),
        Act::RefuseKin => Gravity::Yuan(f64::from(b.hardship.bill), "hardship.bill"),
        Act::WalkOn => Gravity::Yuan(f64::from(b.distress.help_gain), "distress.help_gain"),
        Act::Violate | Act::Denounce | Act::Bribe | Act::TakeBribe => Gravity::NotInModel,
        _ => Gravity::Harmless,
    }
}

impl Gravity {
    /// In words.
    pub fn in_words(self) -> String {
        match self {
            Gravity::Yuan(yuan, by) => format!("{} yuan ({by})", crate::number_format::two(yuan)),
            Gravity::Depends(by) => by.to_owned(),
            Gravity::Harmless => "none: it harms nobody".to_owned(),
            Gravity::NotInModel => "the model has no sum for it".to_owned(),
        }
    }
}
