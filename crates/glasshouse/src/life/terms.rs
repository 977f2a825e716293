//! The terms of a month: the law, and what the regime has announced about itself.
//!
//! `life` never sees a regime: it sees these terms, which hold what is announced and what a standing opens or closes,
//! and nothing about any person.

pub use super::access::Access;
use super::access::Stakes;
use super::figure_terms::FigureTerms;
use super::firm_terms::FirmTerms;
use super::self_censorship::CensorshipTerms;
pub use super::standing::{LISTED, NEUTRAL, STANDINGS, Worth, is_listed, tier};
use crate::rng::whole;
use crate::society::act::{ACTS, Act, Acts, SPHERES, Sphere};
use crate::society::behaviour::Behaviour;
use crate::society::own_encounter::OwnActs;

/// How an office hears appeals, as announced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AppealTerms {
    /// Whether an appeal can be against a tier below that of the start, too.
    pub against_tier: bool,
    /// Mean number of months until one is heard; at least 1.
    pub months: f32,
    /// Chance that an appeal is granted to a person listed for an act that she did not do.
    pub success: f32,
    /// Chance that an appeal is granted to anybody else.
    pub mistaken: f32,
    /// Yuan to pay when it is heard.
    pub cost: f32,
    /// Yuan for somebody whose appeal is granted.
    pub compensation: f32,
}

/// How people rate each other, as announced by a regime. Shares and chances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RatingTerms {
    /// Share of a month's marks in the running mean.
    pub weight: f32,
    /// Share of a mark that follows the mark that the other already has.
    pub status: f32,
    /// Chance that somebody gives the best mark whatever she saw.
    pub courtesy: f32,
    /// Chance that somebody gives the worst mark whatever she saw.
    pub spite: f32,
    /// How far the weight of a mark depends on the mark that its giver has: not at all at 0; at 1, a giver with the
    /// worst mark has no weight.
    pub esteem: f32,
}

/// How a credit bureau keeps files, as announced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BureauTerms {
    /// Months for which a broken loan stays on file after it is settled.
    pub expiry: u8,
    /// Chance per month that a mark is put on the file of somebody who broke nothing.
    pub errors: f32,
    /// Chance per month that such a mark is found and removed.
    pub dispute: f32,
    /// Share of lenders who refuse somebody with a mark.
    pub refuses: f32,
}

/// How points can be won back by money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DonationTerms {
    /// Yuan to be given.
    pub cost: f32,
    /// Points won.
    pub points: i16,
    /// Only below this score.
    pub below: i16,
    /// At most this many times per calendar year.
    pub times: u8,
}

/// How points can be won back by work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkTerms {
    /// Hours of work.
    pub hours: f32,
    /// Points won.
    pub points: i16,
    /// Only below this score.
    pub below: i16,
    /// In at most this many months of a calendar year.
    pub times: u8,
    /// Months on the list that a month's work takes off.
    pub release: u8,
}

/// How firms are inspected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectionTerms {
    /// Chance per month that a firm is inspected, as owners expect it.
    pub rate: f32,
    /// Fine for adulterated goods, yuan.
    pub fine: f32,
}

/// How courts decide a claim against a helper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CourtTerms {
    /// Chance that a court sides with the claimant.
    pub for_claimant: f32,
    /// Chance that a refuted claim is punished.
    pub punishes: f32,
    /// Fine for it, yuan.
    pub fine: f32,
}

/// What an official has to gain and to fear.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfficialTerms {
    /// Yuan per month for an official who was not found out.
    pub bonus: f32,
    /// Chance that a bribe is found out.
    pub detection: f32,
    /// Yuan that an official who is found out pays, besides losing the post.
    pub punishment: f32,
    /// Months in prison of those who are convicted, in the mean; 0: nobody is.
    pub prison: f32,
    /// Share of those found out who are convicted.
    pub convicted: f32,
}

/// What an office offers to people who report their neighbours, as announced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InformantTerms {
    /// Acts on which it wants reports.
    pub acts: Acts,
    /// Yuan for a report.
    pub reward: f32,
    /// Points for a report, where they are counted.
    pub points: f32,
    /// Fine for having kept silent, yuan.
    pub penalty: f32,
    /// Chance that silence is found out.
    pub silence: f32,
    /// Chance that a false report is found out.
    pub check: f32,
    /// Fine for it, yuan.
    pub fine: f32,
}

/// The terms of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Points that each act is said to bring if it is seen; 0 where nobody watches.
    pub points: [f32; ACTS],
    /// Months on the list that each act is said to bring if it is seen.
    pub lists: [f32; ACTS],
    /// The score below which a person must be for that.
    pub below: [i16; ACTS],
    /// Points that each act brings through the marks of those who notice it, times the chance that they do.
    pub rated: [f32; ACTS],
    /// Acts about which there is a rule and for which channels look: whether they are found out teaches people how
    /// closely they are watched.
    pub ruled: Acts,
    /// Acts that the office sees in any case, since it accepts them itself.
    pub certain: Acts,
    /// Worth of a point; `None` without a score.
    pub worth: Option<Worth>,
    /// What the acts that files add are to others.
    pub own: OwnActs,
    /// What each standing opens and closes.
    pub access: [Access; STANDINGS],
    /// The score at which everybody starts.
    pub start: i16,
    /// The tier of that score; 0 without a score.
    pub start_tier: u8,
    /// Points per month for each listed friend; never positive.
    pub by_friends: f32,
    /// Points per month for each listed member of the household; never positive.
    pub by_family: f32,
    /// Trait flag of the people to whom the rule on each act applies; 0: everybody.
    pub only: [u8; ACTS],
    /// What the authority promotes in each domain, −½ to ½, times how strongly.
    pub promoted: [f32; 3],
    /// How loudly it speaks of each domain, 0 (says nothing) to 1.
    pub loud: [f32; 3],
    /// The chance of being found out that people are told, for each sphere that is watched, 0 to 1.
    pub announced: [f32; SPHERES],
    /// How publicly the listed are shamed, 0 to 1.
    pub shaming: f32,
    /// Whether lenders see who is listed; if so, they refuse her.
    pub shown_to_lenders: bool,
    /// Whether ties see who is listed; if so, they speak of the listed as if they had wronged somebody.
    pub shown_to_ties: bool,
    /// Whether everybody sees who is listed; if so, strangers also take the listed for bad.
    pub shown_to_all: bool,
    /// Whether neighbours who meet see each other's tier.
    pub tier_met_by_neighbours: bool,
    /// Whether strangers who meet see it.
    pub tier_met_by_strangers: bool,
    /// Whether paying a broken loan ends a listing.
    pub frees: bool,
    /// How appeals are heard; `None` where nobody hears them.
    pub appeals: Option<AppealTerms>,
    /// What lenders tell each other; `None` where they tell nothing.
    pub bureau: Option<BureauTerms>,
    /// How people rate each other; `None` where they do not.
    pub rating: Option<RatingTerms>,
    /// How firms are scored; `None` where they are not.
    pub firms: Option<FirmTerms>,
    /// The punishment of open speech; `None` where nothing is punished.
    pub censorship: Option<CensorshipTerms>,
    /// How points can be won back by money.
    pub donation: Option<DonationTerms>,
    /// How points can be won back by work.
    pub work: Option<WorkTerms>,
    /// Yuan for each month on the list, with which somebody can buy herself off it; `None`: nobody can.
    pub release: Option<f32>,
    /// What is offered for reports; `None` where no office takes them.
    pub informants: Option<InformantTerms>,
    /// What an official has to gain and to fear.
    pub officials: OfficialTerms,
    /// The figures by which officials are judged; `None`: they are not.
    pub figures: Option<FigureTerms>,
    /// How firms are inspected.
    pub inspection: InspectionTerms,
    /// How much greater the chance of inspection is than owners expect; negative: smaller.
    pub surprise: f32,
    /// How courts decide a claim against a helper.
    pub courts: CourtTerms,
    /// Share of customers whose experience is passed on.
    pub told: f32,
    /// Share of reviews that are false praise.
    pub fake: f32,
    /// Share of customers whom such experience reaches.
    pub reach: f32,
    /// Whether it reaches only internet users with fast internet.
    pub online: bool,
    /// Income floor, yuan per month.
    pub floor: f32,
    /// Share of bills paid by the state.
    pub medical: f32,
    /// Yuan per month for the oldest band.
    pub elder: f32,
    /// Levy on income above twice the floor, as a share.
    pub levy: f32,
    /// 1 in the heating months (November to March), else 0.
    pub winter: f32,
    /// Where people make the rules: their mean norms of integrity, care and speech; `None` where an authority does.
    pub standards: Option<[f32; 3]>,
    /// Share of all firms that a scandal says were found adulterating this month.
    pub scandal: f32,
    /// Chance that an infant fed on the domestic staple falls ill this month, wherever it was bought.
    pub illness: f32,
    /// Yuan that everybody receives from outside this month.
    pub windfall: f32,
    /// How many times as closely as otherwise the police look at the street and at speech.
    pub police: [f32; 2],
}

impl Terms {
    /// Where an act leaves a trace.
    #[inline(always)]
    pub fn sphere(&self, act: Act) -> Sphere {
        match act.row() {
            Some(row) => row.sphere,
            None => self.own.role(act).map_or(Sphere::Street, |role| role.sphere),
        }
    }

    /// The acts that leave their trace in a sphere.
    pub fn acts_in(&self, sphere: Sphere) -> Acts {
        sphere.acts() | self.own.those(|role| role.sphere == sphere)
    }

    /// (G − z) times the loudness: how strongly the authority moves something that is now at z, in a domain.
    #[inline(always)]
    pub fn call(&self, domain: usize, z: f32) -> f32 {
        // Where G is 0 or 1, loudness is the strength, and this is strength · (G − z); where G is ½, it is silent.
        self.promoted[domain] + self.loud[domain] * (0.5 - z)
    }

    /// The authority promotes `aims`, 0 to 1 in each domain, with a strength; in each domain people hear the loudest.
    pub fn promote(&mut self, aims: [f32; 3], strength: f32) {
        for ((promoted, loud), aim) in self.promoted.iter_mut().zip(&mut self.loud).zip(aims) {
            let call = (aim - 0.5) * strength;
            if 2.0 * call.abs() > *loud {
                (*promoted, *loud) = (call, 2.0 * call.abs());
            }
        }
    }

    /// Yuan per month from welfare to somebody with this income; `old` is the oldest band.
    #[inline(always)]
    pub fn support(&self, income: f32, old: bool) -> i32 {
        whole((self.floor - income).max(0.0)) + if old { whole(self.elder) } else { 0 }
    }

    /// Yuan per month that somebody with this income contributes to welfare.
    #[inline(always)]
    pub fn contribution(&self, income: f32) -> i32 {
        whole(self.levy * (income - 2.0 * self.floor).max(0.0))
    }

    /// Chance per month that a firm of this standing is inspected, as its owner expects it.
    #[inline(always)]
    pub fn inspection_of(&self, standing: u8) -> f32 {
        let access = self.firms.as_ref().map(|firms| firms.access[usize::from(standing)]);
        access.map_or(self.inspection.rate, |access| access.inspection(self.inspection.rate))
    }

    /// The chance that those who matter to a listed person come to know of it, 0 to 1.
    #[inline(always)]
    pub fn publicity(&self) -> f32 {
        if self.shown_to_ties { self.shaming } else { 0.0 }
    }

    /// What the list alone costs per unit of each stake, yuan a month: what it adds to the tier of the start.
    pub fn listing(&self) -> Stakes {
        let of = |standing: u8| self.access[usize::from(standing)].prices();
        let (unlisted, listed) = (of(self.start_tier), of(self.start_tier + LISTED));
        std::array::from_fn(|k| listed[k] - unlisted[k])
    }

    /// Whether friends drop people for a tier that they see.
    #[inline(always)]
    pub fn avoids(&self) -> bool {
        self.access.iter().any(|access| access.avoided > 0.0)
    }

    /// Whether anything that somebody does can bring points or a listing.
    pub fn judges_acts(&self) -> bool {
        self.points.iter().chain(&self.lists).any(|brings| *brings != 0.0)
    }

    /// 1 if neighbours are asked to report this act, else 0.
    #[inline(always)]
    pub fn reported(&self, act: Act) -> f32 {
        if self.informants.is_some_and(|asked| asked.acts & act.bit() != 0) { 1.0 } else { 0.0 }
    }

    /// The law alone, in `month` (0 is a January).
    pub fn of_law(b: &Behaviour, month: u32) -> Terms {
        let law = &b.law;
        Terms {
            points: [0.0; ACTS],
            lists: [0.0; ACTS],
            below: [i16::MAX; ACTS],
            rated: [0.0; ACTS],
            ruled: 0,
            certain: 0,
            worth: None,
            own: OwnActs::NONE,
            access: [Access::default(); STANDINGS],
            only: [0; ACTS],
            start: 0,
            start_tier: 0,
            by_friends: 0.0,
            by_family: 0.0,
            promoted: [0.0; 3],
            loud: [0.0; 3],
            announced: [0.0; SPHERES],
            shaming: 0.0,
            shown_to_lenders: false,
            shown_to_ties: false,
            shown_to_all: false,
            tier_met_by_neighbours: false,
            tier_met_by_strangers: false,
            frees: false,
            appeals: None,
            bureau: None,
            rating: None,
            firms: None,
            censorship: None,
            donation: None,
            work: None,
            release: None,
            informants: None,
            officials: OfficialTerms {
                bonus: 0.0,
                detection: b.law.bribe_sight,
                punishment: b.law.bribe_punishment,
                prison: 0.0,
                convicted: 0.0,
            },
            figures: None,
            inspection: InspectionTerms { rate: law.inspection, fine: law.inspection_fine },
            surprise: 0.0,
            courts: CourtTerms {
                for_claimant: law.court_for_claimant,
                punishes: law.court_punishes,
                fine: law.court_fine,
            },
            told: b.market.word_of_mouth,
            fake: 0.0,
            reach: b.market.hearsay,
            online: false,
            floor: 0.0,
            medical: 0.0,
            elder: 0.0,
            levy: 0.0,
            winter: if matches!(month % 12, 0..=2 | 10..=11) { 1.0 } else { 0.0 },
            standards: None,
            scandal: 0.0,
            illness: 0.0,
            windfall: 0.0,
            police: [1.0; 2],
        }
    }
}
