//! Events on a date, section `[[event]]`: a scandal, a campaign, a windfall or a crackdown.
//!
//! An event is not an institution: it happens once, whatever the regime. It stands in a regime file so that the same
//! people can be compared with and without it.

use super::institutions::Propaganda;
use super::provisions::Origin;
use crate::life::terms::Terms;

/// Something that happens in a month, or for some months from then on.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// First month, counted from 0.
    pub month: u32,
    /// Months for which it lasts; 1 for what happens once.
    pub months: u32,
    /// What happens.
    pub what: Happening,
    /// Where it comes from.
    pub origin: Origin,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The news report that firms were found to adulterate, whatever inspectors found.
    Scandal {
        /// Share of all firms.
        found: f32,
        /// Chance that an infant fed on the domestic staple falls ill in this month.
        illness: f32,
    },
    /// The authority promotes something for some time.
    Campaign(Propaganda),
    /// Everybody receives money from outside.
    Windfall {
        /// Yuan each.
        yuan: f32,
    },
    /// The law looks more closely for some time.
    Crackdown {
        /// At whom.
        on: Front,
        /// How many times as often.
        times: f32,
    },
}

/// Where the law looks more closely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// At violations in the street.
    Street,
    /// At open criticism.
    Speech,
    /// At bribes.
    Officials,
    /// At firms.
    Trade,
}

impl Happening {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 4] = ["scandal", "campaign", "windfall", "crackdown"];
}

impl Front {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 4] = ["street", "speech", "officials", "trade"];
    /// All of them.
    pub const ALL: [Front; 4] = [Front::Street, Front::Speech, Front::Officials, Front::Trade];
}

impl Event {
    /// Whether it happens in a month.
    pub fn happens(&self, month: u32) -> bool {
        month >= self.month && month - self.month < self.months
    }

    /// Changes the terms of a month in which it happens.
    pub(super) fn befall(&self, terms: &mut Terms) {
        match &self.what {
            Happening::Scandal { found, illness } => {
                terms.scandal = (terms.scandal + found).min(1.0);
                terms.illness = terms.illness.max(*illness);
            }
            Happening::Campaign(campaign) => terms.promote(campaign.aims(), campaign.strength),
            Happening::Windfall { yuan } => terms.windfall += yuan,
            Happening::Crackdown { on, times } => {
                let closer = |chance: &mut f32| *chance = (*chance * times).min(1.0);
                match on {
                    Front::Street => terms.police[0] *= times,
                    Front::Speech => terms.police[1] *= times,
                    Front::Officials => closer(&mut terms.officials.detection),
                    Front::Trade => closer(&mut terms.inspection.rate),
                }
            }
        }
    }
}
