//! What did the institution see, and what did it decide?
//!
//! A regime is data, read from a file by `scenario`. The types of this file are the regime language; the folder's
//! other files are the institutions at work, one section of the file, one source file.

pub mod adjudication;
pub mod announcement;
mod effect;
pub mod expiry;
pub mod firm_scoring;
pub mod rollout;
pub mod surveillance;

pub use effect::{EFFECTS, Effect, EffectRow};
pub use rollout::{Override, Rollout, Spread, Wave};

use crate::society::act::{Act, Acts};
use crate::society::traits::{CAR, CHILD, OFFICIAL};

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

/// A trust system, or none: what stands in one regime file, or in several composed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regime {
    /// File name without ending; `a + b` when composed.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// A paragraph for people.
    pub description: String,
    /// First month in force, counted from 0.
    pub starts: u32,
    /// First month no longer in force; `None` if it never ends.
    pub ends: Option<u32>,
    /// Points and tiers.
    pub score: Option<Score>,
    /// Channels through which it sees.
    pub watch: Vec<Channel>,
    /// What an act costs or brings.
    pub rules: Vec<Rule>,
    /// What a tier opens.
    pub rewards: Vec<Consequence>,
    /// What a tier or the list closes.
    pub sanctions: Vec<Consequence>,
    /// Who sees a standing.
    pub visibility: Visibility,
    /// What falls on those around.
    pub spillover: Spillover,
    /// Points won back.
    pub redemption: Option<Redemption>,
    /// What the authority promotes.
    pub propaganda: Option<Propaganda>,
    /// Customers review sellers.
    pub reviews: Option<Reviews>,
    /// Firms are checked otherwise than under the law alone.
    pub inspection: Option<Inspection>,
    /// Helper disputes are judged otherwise than under the law alone.
    pub courts: Option<Courts>,
    /// Income floor, medical cover, elder care.
    pub welfare: Option<Welfare>,
    /// Where it begins, and where its rules differ; `None`: everywhere at once, and nowhere.
    pub rollout: Option<Rollout>,
    /// An office takes reports about neighbours.
    pub informants: Option<Informants>,
    /// Officials are paid and punished otherwise than under the law alone.
    pub officials: Option<Officials>,
    /// The listed may ask the office to look again.
    pub appeal: Option<Appeal>,
    /// Lenders tell each other whose loans were broken.
    pub credit_bureau: Option<CreditBureau>,
    /// Everybody rates everybody.
    pub peer_rating: Option<PeerRating>,
    /// What is said too loudly is punished.
    pub censorship: Option<Censorship>,
    /// Firms are scored and listed.
    pub firms: Option<firm_scoring::Firms>,
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
    /// Points a month by which a score returns towards the start (0: never; nor where there is an expiry).
    pub recovery: i16,
    /// Months after which points lapse, those lost and those won; `None`: never. Up to 12, or whole years.
    pub expiry: Option<u8>,
    /// Share of people who join it, 1 if it is for everybody: who is not in it has no docket.
    pub opt_in: f32,
    /// Tiers, lowest first; at most 8; the first begins at `least`.
    pub tiers: Vec<Tier>,
}

/// One tier of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// Name, such as `A`.
    pub name: String,
    /// Least score that belongs to it.
    pub from: i16,
    /// Whether who is in it is put on the list.
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
    /// Chance a month that it reports each such act of somebody who did not do it.
    pub false_alarms: f32,
    /// Months until what it saw reaches the books (0: at once), at most [`surveillance::MOST_DELAY`].
    pub delay: u8,
    /// Where it comes from.
    pub origin: Origin,
}

/// What an office knows of a person beside her acts: whose a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who holds a public post, or held one.
    Official,
    /// Who uses a car.
    Driver,
    /// Who has a child of school age.
    Parent,
}

impl Role {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 3] = ["official", "driver", "parent"];

    /// The trait flag of those who have it.
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
    /// Points besides, for somebody who was ruled against in an earlier month (never positive).
    pub repeat: i16,
    /// Months on the list that it brings at once (0: none), at most [`adjudication::MOST_MONTHS`].
    pub lists: u8,
    /// Whether it ends the months on the list.
    pub frees: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// Sections `[[reward]]` and `[[sanction]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// Whom it meets.
    pub on: Whom,
    /// What happens.
    pub effect: Effect,
    /// How much, in the unit of the effect; never negative.
    pub amount: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// Whom a consequence meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Those in the tier with this index.
    Tier(usize),
    /// Those on the list.
    Listed,
}

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

impl Regime {
    /// True if it does nothing at any time, as `no-system` does.
    pub fn is_idle(&self) -> bool {
        let idle = Regime {
            name: self.name.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            starts: self.starts,
            ends: self.ends,
            rollout: self.rollout.clone(),
            ..Regime::default()
        };
        *self == idle
    }
}
