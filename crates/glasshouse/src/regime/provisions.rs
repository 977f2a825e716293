//! The provisions of a regime: score and tiers, channels, rules and consequences, each with its source.

use super::effect::Effect;
use crate::society::act::Act;
use crate::society::traits::{CAR, CHILD, OFFICIAL};

/// Who makes the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Issuer {
    /// The authority: as they stand in the file.
    #[default]
    Authority,
    /// The people of each place: as far as they approve of them.
    People,
}

impl Issuer {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 2] = ["authority", "people"];
    /// All of them.
    pub const ALL: [Issuer; 2] = [Issuer::Authority, Issuer::People];
}

/// Provenance of a rule of a regime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The essay says so.
    Essay,
    /// A document or a published study says so.
    Documented,
    /// Our assumption.
    Assumed,
}

impl Basis {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 3] = ["essay", "documented", "assumed"];
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Essay, documented or assumed.
    pub basis: Basis,
    /// In words; may be empty for `assumed`.
    pub source: String,
}

/// Section `[score]`. Points are whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Points at the start.
    pub start: i16,
    /// Least score possible.
    pub least: i16,
    /// Greatest score possible.
    pub most: i16,
    /// Points a month by which a score returns towards the start (0: never; also never where there is an expiry).
    pub recovery: i16,
    /// Months after which points lapse, whether lost or won; `None`: never. Up to 12, or whole years.
    pub expiry: Option<u8>,
    /// Share of people who join it, 1 if it covers everybody: a person outside it has no docket.
    pub opt_in: f32,
    /// Tiers, lowest first; at most 8; the first begins at `least`.
    pub tiers: Vec<Tier>,
}

impl Score {
    /// The tier in which everybody begins.
    pub fn start_tier(&self) -> usize {
        self.tiers.iter().skip(1).filter(|tier| self.start >= tier.from).count()
    }

    /// What a tier says of a person to those who see it: 0 is the tier of the start, in which nothing is known of her,
    /// −1 the lowest tier and 1 the highest.
    pub fn esteem(&self, tier: usize) -> f32 {
        let start = self.start_tier();
        let (above, below) = (self.tiers.len().saturating_sub(start + 1), start);
        if tier >= start {
            (tier - start) as f32 / above.max(1) as f32
        } else {
            -((start - tier) as f32) / below as f32
        }
    }
}

/// One tier of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// Name, such as `A`.
    pub name: String,
    /// Least score that belongs to it.
    pub from: i16,
    /// Whether people in it are put on the list.
    pub listed: bool,
}

/// Section `[[watch]]`: a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Name, such as `cameras`.
    pub name: String,
    /// Acts it can see.
    pub acts: Vec<Act>,
    /// Chance that it sees such an act in an urban place, 0 to 1.
    pub urban: f32,
    /// Chance that it sees such an act in a rural place, 0 to 1.
    pub rural: f32,
    /// Factor on the chance by income fifth, poorest first (1 = equal sight).
    pub by_income: [f32; 5],
    /// Chance a month that it reports such an act, each one, of a person who did not do it.
    pub false_alarms: f32,
    /// Months until its observations reach the books (0: at once), at most
    /// [`MOST_DELAY`](super::surveillance::MOST_DELAY).
    pub delay: u8,
    /// Yuan a year for each person, if it saw everything: the state pays the share that it sees. 0: it is free.
    pub cost: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// What an office knows of a person besides her acts: the role to which a rule is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Holds a public post, or held one.
    Official,
    /// Uses a car.
    Driver,
    /// Has a child of school age.
    Parent,
}

impl Role {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 3] = ["official", "driver", "parent"];

    /// The trait flag of people in this role.
    pub fn flag(self) -> u8 {
        [OFFICIAL, CAR, CHILD][self as usize]
    }
}

/// Section `[[rule]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The act.
    pub act: Act,
    /// Whose acts it is about; `None`: everybody's.
    pub who: Option<Role>,
    /// Points it brings (negative: costs).
    pub points: i16,
    /// Extra points, for a person ruled against in an earlier month (never positive).
    pub repeat: i16,
    /// Months on the list that it brings at once (0: none), at most [`MOST_MONTHS`](super::adjudication::MOST_MONTHS).
    pub lists: u8,
    /// It lists only those whose score is below this: points add up. `None`: whatever the score.
    pub below: Option<i16>,
    /// Whether it ends the months on the list.
    pub frees: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// Sections `[[reward]]` and `[[sanction]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// The people to whom it applies.
    pub on: Whom,
    /// What happens.
    pub effect: Effect,
    /// How much, in the unit of the effect; never negative.
    pub amount: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// The people affected by a consequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those in the tier with this index.
    Tier(usize),
    /// Those on the list.
    Listed,
}
