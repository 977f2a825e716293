//! Sections of which a regime has at most one: visibility, redemption, reviews, courts, welfare, informants ...
//! Who sees, who pays, who is heard?

use super::provisions::Origin;
use crate::society::act::{Act, Acts};

/// Section `[visibility]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visibility {
    /// Who can see that somebody is listed.
    pub list: Audience,
    /// How watched the announcement makes people feel, 0 to 1.
    pub announced: f32,
    /// How publicly the listed are shamed, 0 (not at all) to 1 (screens in the street).
    pub shaming: f32,
}

/// Who can see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Nobody but the state and oneself.
    #[default]
    Nobody,
    /// Lenders, who refuse the listed.
    Lenders,
    /// Family and friends.
    Ties,
    /// Everybody, lenders among them.
    Everybody,
}

impl Audience {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 4] = ["nobody", "lenders", "ties", "everybody"];
}

/// Section `[spillover]`: points a month that others' listing brings (never positive).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spillover {
    /// For each listed member of one's household.
    pub family: i16,
    /// For each listed friend.
    pub friends: i16,
}

/// Section `[redemption]`: points for money, and for work.
#[derive(Clone, Debug, PartialEq)]
pub struct Redemption {
    /// Yuan per point.
    pub price: f32,
    /// Points that a donation wins, one a month; 0: none are sold.
    pub points: i16,
    /// Most points a calendar year by donations; `None`: as many as twelve of them win.
    pub points_a_year: Option<i16>,
    /// Points that a month's volunteering wins; 0: work wins none.
    pub work: i16,
    /// Hours of it.
    pub hours: f32,
    /// Most points a calendar year by work; `None`: as many as twelve months of it win.
    pub work_a_year: Option<i16>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[propaganda]`: what the authority promotes, 0 (the contrary) to 1 (the norm), 0.5 = says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Propaganda {
    /// Honest dealing and keeping the rules.
    pub integrity: f32,
    /// Helping.
    pub care: f32,
    /// Speaking one's mind.
    pub speech: f32,
    /// How strongly, 0 to 1.
    pub strength: f32,
}

/// Section `[reviews]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviews {
    /// Share of customers who write one.
    pub participation: f32,
    /// Share of reviews that are bought or false.
    pub fake: f32,
    /// Share of these that the platform finds and takes down.
    pub removal: f32,
    /// Whether only internet users can read them.
    pub online: bool,
}

/// Section `[inspection]`; what is `None` is as the law has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// Chance a month that a firm is checked.
    pub rate: Option<f32>,
    /// Fine in yuan.
    pub fine: Option<f32>,
    /// Whether owners are told; if not, they go on counting on the rate of the law.
    pub announced: bool,
}

/// Section `[courts]`; what is `None` is as the law has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Courts {
    /// Chance that a court sides with the extorting victim.
    pub for_claimant: Option<f32>,
    /// Chance that a refuted extortion is punished.
    pub punishes: Option<f32>,
    /// Fine in yuan.
    pub fine: Option<f32>,
}

/// Section `[welfare]`, paid from a levy on income above the floor; what the levy does not cover is the state's debt.
#[derive(Clone, Debug, PartialEq)]
pub struct Welfare {
    /// Income floor, yuan a month.
    pub floor: f32,
    /// Share of the bills of illness and distress that is paid.
    pub medical: f32,
    /// Yuan a month for everybody of 60 and more.
    pub elder: f32,
    /// Levy, as a share of income above twice the floor.
    pub levy: f32,
}

/// Section `[informants]`: an office takes reports about neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Informants {
    /// Acts that it wants to hear of.
    pub acts: Vec<Act>,
    /// Yuan for a report; the state pays.
    pub reward: f32,
    /// Points for a report.
    pub points: i16,
    /// Yuan to pay for having seen such an act and kept silent.
    pub penalty: f32,
    /// Chance that such silence is found out.
    pub silence: f32,
    /// Chance that a false report is found out.
    pub check: f32,
    /// Yuan to pay for a false report.
    pub fine: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[officials]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Officials {
    /// Yuan a month for an official with a clean record; the state pays.
    pub bonus: f32,
    /// Chance that a bribe is found out; `None`: as the law has it.
    pub detection: Option<f32>,
    /// Yuan that an official who is found out pays, besides losing the post; `None`: as the law has it.
    pub punishment: Option<f32>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[appeal]`: the listed may ask the office to look again.
#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    /// Months until one is heard, in the mean.
    pub months: f32,
    /// Chance that one is granted to who is listed for what she did not do.
    pub success: f32,
    /// Chance that one is granted to anybody else.
    pub mistaken: f32,
    /// Yuan to pay when it is heard.
    pub cost: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[peer_rating]`: both sides of a meeting rate each other, and the score is the running mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerRating {
    /// How they rate: shares and chances.
    pub manner: crate::life::rating::PeerRating,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[censorship]`: criticism beyond what is tolerated is fined.
#[derive(Clone, Debug, PartialEq)]
pub struct Censorship {
    /// What is tolerated, the fine, and how closely is listened.
    pub manner: crate::life::self_censorship::Censorship,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[credit_bureau]`: lenders, and nobody else, see whose loans were broken.
#[derive(Clone, Debug, PartialEq)]
pub struct CreditBureau {
    /// Months for which a broken loan stays on file after it is settled.
    pub expiry: u8,
    /// Chance a month that a mark is put on the file of somebody who broke nothing.
    pub errors: f32,
    /// Chance a month that such a mark is found and taken off.
    pub dispute: f32,
    /// Where it comes from.
    pub origin: Origin,
}

impl Informants {
    /// The acts as a set.
    pub fn asks(&self) -> Acts {
        self.acts.iter().map(|act| act.bit()).sum()
    }
}
