//! The sections that a regime has at most once: visibility, redemption, reviews, courts, welfare and others.

use super::provisions::Origin;
use crate::society::act::{Act, Acts};

/// Section `[visibility]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visibility {
    /// Who can see that somebody is listed.
    pub list: Audience,
    /// Who can see the tier of a person's score, and acts on it.
    pub score: Audience,
    /// How watched people feel because of the announcement, 0 to 1.
    pub announced: f32,
    /// How publicly the listed are shamed, 0 (not at all) to 1 (screens in the street).
    pub shaming: f32,
    /// Share of people from whom the rules are withheld, 0 to 1: they are judged all the same.
    pub withheld: f32,
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
    /// Firms, which sell and let to people.
    Firms,
    /// People who live nearby.
    Neighbours,
}

impl Audience {
    /// The words of the file for those who see a list, in the order of the enum.
    pub const OF_LIST: [&'static str; 4] = ["nobody", "lenders", "ties", "everybody"];
    /// The same for those who see a score.
    pub const OF_SCORE: [&'static str; 6] = ["nobody", "lenders", "ties", "everybody", "firms", "neighbours"];

    /// All of them, in the order of the words.
    pub const ALL: [Audience; 6] = [
        Audience::Nobody,
        Audience::Lenders,
        Audience::Ties,
        Audience::Everybody,
        Audience::Firms,
        Audience::Neighbours,
    ];

    /// Whether these people are among those who see.
    pub fn includes(self, who: Audience) -> bool {
        self == who || self == Audience::Everybody
    }
}

/// Section `[spillover]`: points a month for the listing of others (never positive).
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
    /// Points for a donation, one a month; 0: points cannot be bought.
    pub points: i16,
    /// Most points a calendar year by donations; `None`: the points of twelve.
    pub points_a_year: Option<i16>,
    /// Points for a month's volunteering; 0: none.
    pub work: i16,
    /// Hours of it.
    pub hours: f32,
    /// Most points a calendar year by work; `None`: the points of twelve months.
    pub work_a_year: Option<i16>,
    /// Yuan for each month on the list, with which somebody buys herself off it; `None`: nobody can.
    pub release: Option<f32>,
    /// Months on the list that a month's volunteering takes off.
    pub work_release: u8,
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

impl Propaganda {
    /// What it promotes in each domain.
    pub fn aims(&self) -> [f32; 3] {
        [self.integrity, self.care, self.speech]
    }
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

/// Section `[inspection]`; a value of `None` leaves the law's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// Chance a month that a firm is checked.
    pub rate: Option<f32>,
    /// Fine in yuan.
    pub fine: Option<f32>,
    /// Whether owners are informed; if not, they continue to expect the rate of the law.
    pub announced: bool,
}

/// Section `[courts]`; a value of `None` leaves the law's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Courts {
    /// Chance that a court sides with the extorting victim.
    pub for_claimant: Option<f32>,
    /// Chance that a refuted extortion is punished.
    pub punishes: Option<f32>,
    /// Fine in yuan.
    pub fine: Option<f32>,
}

/// Section `[welfare]`, paid from a levy on income above the floor; any shortfall is the state's debt.
#[derive(Clone, Debug, PartialEq)]
pub struct Welfare {
    /// Income floor, yuan a month.
    pub floor: f32,
    /// Share of the bills of illness and distress that is paid.
    pub medical: f32,
    /// Yuan a month for everybody aged 60 or more.
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
    /// Months in prison of those who are convicted, in the mean; 0: nobody is.
    pub prison: f32,
    /// Share of those found out who are convicted.
    pub convicted: f32,
    /// The figures by which officials are judged; `None`: they are not.
    pub figures: Option<crate::life::figure_terms::FigureTerms>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[costs]`: what running the system costs the state; `None`: it is free. Channels have their own cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// Yuan a year for each person on file.
    pub file: Option<f32>,
    /// Yuan for each record that the office rules on.
    pub ruling: Option<f32>,
    /// Yuan for each appeal heard.
    pub hearing: Option<f32>,
    /// Yuan a month for each listed person.
    pub enforcement: Option<f32>,
    /// Yuan a month for each post that an official has lost and that is not filled again.
    pub vacant: Option<f32>,
    /// Yuan a month for each official in prison.
    pub prisoner: Option<f32>,
    /// Share of a month's cost that people pay in the next, in proportion to their incomes; `None`: the state owes it.
    pub levy: Option<f32>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[appeal]`: the listed may ask the office for a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Appeal {
    /// Months until an appeal is heard, in the mean.
    pub months: f32,
    /// Chance that an appeal is granted to a person listed for an act that she did not do.
    pub success: f32,
    /// Chance that an appeal is granted to anybody else.
    pub mistaken: f32,
    /// Yuan to pay when it is heard.
    pub cost: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[peer_rating]`: both sides of a meeting rate each other, and the score is the running mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerRating {
    /// The shares and chances of their marks.
    pub manner: crate::life::rating::RatingTerms,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[censorship]`: criticism beyond what is tolerated is fined.
#[derive(Clone, Debug, PartialEq)]
pub struct Censorship {
    /// What is tolerated, the fine, and how closely speech is monitored.
    pub manner: crate::life::self_censorship::CensorshipTerms,
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
    /// Share of lenders who refuse somebody with a mark.
    pub refuses: f32,
    /// Where it comes from.
    pub origin: Origin,
}

impl Informants {
    /// The acts as a set.
    pub fn asks(&self) -> Acts {
        self.acts.iter().map(|act| act.bit()).sum()
    }
}
