//! The monthly tally: whole-number sums only, so that the order of adding cannot matter.

use crate::life::INCIDENT_WORDS;
use crate::life::events::Incident;
use crate::life::unrest::STEPS;
use crate::society::act::{ACTS, Act};

/// Number of counts.
pub const COUNTS: usize = Count::BefellByIncident as usize + INCIDENTS;
/// Incidents that are counted, one by one.
pub const INCIDENTS: usize = 32 * INCIDENT_WORDS;
/// Bands of what is deserved: of the score, and of months on the list.
pub const BANDS: usize = 16;
/// Months for which a record is kept that is kept for ever, as they are counted.
pub const KEPT_FOR_EVER: u32 = 600;
/// Classes of thresholds of unrest.
pub const UNREST_CLASSES: usize = STEPS + 1;
/// Classes of the income and savings histograms.
pub const WEALTH_BINS: usize = 96;

/// One whole-number sum over the persons (or firms) of a month. `…By…` starts a run of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Count {
    /// Persons.
    People,
    /// Sum of trust, in 1/255.
    Trust,
    /// Sum of the chance that people expect to be noticed for what they say, in 1/255.
    Felt,
    /// Sum of private approval, in 1/255.
    Approval,
    /// Sum of approval stated in a survey, in 1/255.
    StatedApproval,
    /// Persons who live where a system that judges people is in force.
    UnderSystem,
    /// Sum of their private approval of it, in 1/255.
    SystemApproval,
    /// Sum of the approval of it that they state in a survey, in 1/255.
    StatedSystemApproval,
    /// Those of them who privately approve of it rather than not.
    SystemApprovers,
    /// Those of them who say so in a survey.
    StatedSystemApprovers,
    /// Those of them who are not worried about what they could lose by it.
    NotWorried,
    /// Sums of the three own norms, in 1/255.
    NormByDomain,
    /// Sums of the three expectations about others' behaviour, in 1/255.
    CustomByDomain = Count::NormByDomain as u16 + 3,
    /// Sums of the chance of being found out by a regime that people expect, by sphere, in 1/63.
    FeltBySphere = Count::CustomByDomain as u16 + 3,
    /// Acts about which there is a rule and for which channels look, by sphere.
    RuledBySphere = Count::FeltBySphere as u16 + 3,
    /// Those of them that channels found out this month.
    FoundOutBySphere = Count::RuledBySphere as u16 + 3,
    /// Persons in distress before a passer-by.
    Distress = Count::FoundOutBySphere as u16 + 3,
    /// Of these, helped.
    Helped,
    /// Helpers accused by those they helped.
    Extorted,
    /// Accusations a court upheld.
    ExtortionUpheld,
    /// Recorded acts of helping.
    HelpSeen,
    /// Recorded acts of walking on.
    WalkOnSeen,
    /// Occasions to break a rule of the road or of public order.
    Occasions,
    /// Violations.
    Violations,
    /// Violations that the regime's channels, or the police, recorded of those who did it.
    ViolationsSeen,
    /// Persons who criticised openly.
    Criticised,
    /// Persons who praised openly.
    Praised,
    /// Persons who disapprove privately.
    Critics,
    /// Those of them who were listed as the month began.
    CriticsListed,
    /// Persons who disapprove privately and kept silent or praised.
    CriticsSilent,
    /// Recorded criticism.
    CriticismSeen,
    /// Sales of the staple made at home.
    Sales,
    /// Of these, honest ones.
    HonestSales,
    /// Imports bought.
    Imports,
    /// Households' infants fed.
    Infants,
    /// Of these, on the import.
    InfantsOnImport,
    /// Infants fallen ill.
    Ill,
    /// Illnesses traced to a firm.
    Traced,
    /// Firms.
    Firms,
    /// Firms that adulterated.
    Adulterating,
    /// Firms inspected.
    Inspected,
    /// Firms found adulterating at inspection.
    FoundAdulterating,
    /// Persons in the lowest tier or on the list.
    Listed,
    /// Those of them that perfect sight would not list.
    WronglyListed,
    /// Persons in good standing: judged, and not listed.
    GoodStanding,
    /// Yuan lost this month to sanctions by persons whom perfect sight would not sanction.
    BlamelessLoss,
    /// Yuan lost this month to sanctions by all.
    SanctionLoss,
    /// Yuan gained this month from rewards by all.
    RewardGain,
    /// Persons with a child of school age.
    Parents,
    /// Those of them who are kept out of good schools.
    Schoolless,
    /// Persons barred from fast travel.
    Grounded,
    /// Persons who shopped for something approved or disapproved of.
    Shoppers,
    /// Approved goods bought.
    ApprovedBought,
    /// Disapproved goods bought.
    DisapprovedBought,
    /// Goods bought of the kind that the buyer likes less.
    BoughtAgainstTaste,
    /// Shoppers who would have done something else had nobody looked.
    ShoppersBent,
    /// Recorded purchases of approved goods.
    ApprovedSeen,
    /// Recorded purchases of disapproved goods.
    DisapprovedSeen,
    /// Accidents staged.
    Scams,
    /// Those reported to the police.
    ScamsReported,
    /// Of these, solved.
    ScamsSolved,
    /// Persons hit by a bill such as a hospital's.
    Troubled,
    /// Those of them whose own savings did not cover it.
    Hardships,
    /// Kin asked who could give something.
    KinAsked,
    /// Those of them who helped.
    KinHelped,
    /// Reports about acts that a neighbour did.
    TrueReports,
    /// Reports about acts that a neighbour did not do.
    FalseReports,
    /// Of these, found out.
    FalseReportsFound,
    /// Cases before an official that involve something that can be bought.
    Cases,
    /// Times that an official entered work or a gift that was not done, for a bribe.
    PointsForBribes,
    /// Cases in which an official asked for a bribe.
    BribesAsked,
    /// Persons who paid a bribe.
    Bribes,
    /// Yuan paid in bribes.
    BribeYuan,
    /// Bribes found out.
    BribesFound,
    /// Yuan that the state received, less the yuan that it paid.
    StateFlow,
    /// Yuan of it that was paid by welfare.
    WelfarePaid,
    /// Recorded praise.
    PraiseSeen,
    /// Persons who hold a public post, or held one.
    Officials,
    /// Those of them who were found out taking a bribe.
    OfficialsPunished,
    /// Customers who told others that they were content with a firm.
    ToldWell,
    /// Customers who told others that they were not.
    ToldBadly,
    /// Persons who wanted a loan.
    LoansWanted,
    /// Those of them to whom somebody would lend.
    LoansOffered,
    /// Loans taken.
    Loans,
    /// Interest on these, in 1/10,000 a year, summed.
    Interest,
    /// Parts of loans due.
    PartsDue,
    /// Those of them with which a loan was broken.
    Defaults,
    /// Those of them by persons who could have paid.
    DefaultsByWill,
    /// Recorded ones.
    DefaultsSeen,
    /// Persons who have stopped paying a loan.
    InDefault,
    /// Persons put on the list, or fallen into a listed tier.
    Entered,
    /// Persons who came off it.
    Left,
    /// Those of them who came off by paying what they had stopped paying.
    LeftByPaying,
    /// Ties of listed persons outside their households.
    FriendsOfListed,
    /// Those of them that are silent, as counted from the listed person.
    TiesShunned,
    /// Silent ties, as counted from those who let them fall silent.
    TiesDropped,
    /// Listed persons with any such tie.
    WithFriends,
    /// Those of them without a tie that is not silent.
    Isolated,
    /// Listed persons in distress before a passer-by.
    DistressListed,
    /// Of these, helped.
    HelpedListed,
    /// Firms, where firms are scored.
    FirmsScored,
    /// Of these, listed.
    FirmsListed,
    /// Those of them that perfect sight would not list.
    FirmsWronglyListed,
    /// Firms in a tier below that of the start, or listed.
    FirmsLow,
    /// Their sales.
    SalesLow,
    /// Wrongly listed persons who came off the list.
    Redressed,
    /// Persons who bear a sanction that perfect sight would not give them, listed or not.
    WronglySanctioned,
    /// Persons who lack a reward that perfect sight would give them.
    WronglyDenied,
    /// Persons of either kind.
    WronglyHit,
    /// What the latter rewards are worth to those who lack them, yuan.
    WronglyDeniedYuan,
    /// Persons who came to be wrongly hit.
    WrongsBegun,
    /// Wrongly hit persons whose standing was put right.
    WrongsRighted,
    /// Appeals heard.
    AppealsHeard,
    /// Of these, granted.
    AppealsGranted,
    /// Persons with a mark at a credit bureau, for a loan that they broke and that is settled.
    Marked,
    /// Persons with a mark there who broke nothing.
    Slandered,
    /// Under censorship: persons who criticised, and would want to do so more loudly than is tolerated.
    Restrained,
    /// Those of them who said no more than is tolerated.
    Obedient,
    /// Those of them who said more than that, and less than they would want.
    SelfCensored,
    /// Persons whose child was once kept out of a good school for a school year.
    SchoolLost,
    /// Officials in prison.
    Prisoners,
    /// Officials who have lost the post, and have none.
    PostsLost,
    /// Persons who were listed once, and are not now.
    OnceListed,
    /// Their disposable income, yuan.
    OnceListedIncome,
    /// Their usual income, yuan.
    OnceListedUsual,
    /// Disposable income of persons who were never listed, yuan.
    NeverListedIncome,
    /// Their usual income, yuan.
    NeverListedUsual,
    /// Persons whose means fall short of what they need.
    InNeed,
    /// By how much, in 1/255 of what they need, summed.
    Need,
    /// Yuan that old parents received from their children.
    Supported,
    /// Persons in work, jobless, too ill to work, and retired.
    PeopleByWork,
    /// Their incomes, yuan.
    IncomeByWork = Count::PeopleByWork as u16 + 4,
    /// Persons who have come of age since the last month, each in the place of somebody who died.
    CameOfAge = Count::IncomeByWork as u16 + 4,
    /// Persons of 60 and older.
    Aged,
    /// Persons who came of age after the regime, or that of another world, had ended.
    Heirs,
    /// Their trust, in 1/255, summed.
    HeirsTrust,
    /// Their private approval, in 1/255, summed.
    HeirsApproval,
    /// Their own norms of speech, in 1/255, summed.
    HeirsSpeech,
    /// Those of them who disapprove privately.
    HeirsCritics,
    /// Those of these who kept silent or praised.
    HeirsSilent,
    /// Yuan that the state paid to persons, before anything that it received from them.
    StatePaid,
    /// Yuan that the state paid to run the system: channels, files, rulings, hearings, enforcement, vacant posts.
    RunningCost,
    /// Those of them for channels.
    WatchingCost,
    /// Yuan that persons paid towards the running of the system.
    CostsRecovered,
    /// Yuan that persons earned.
    Earned,
    /// Records of wrongs that belong in the figures that officials report and by which they are judged.
    FiguresDue,
    /// Those of them that officials left out.
    FiguresLeftOut,
    /// Those of them that an audit found.
    FiguresFound,
    /// Records that reached the books.
    RecordsMade,
    /// The months for which they will be kept, summed.
    RecordMonths,
    /// Listed persons whose ties can see it.
    OnShow,
    /// Their ties.
    EyesOnThem,
    /// Persons whose thresholds of unrest were counted.
    UnrestAsked,
    /// Those of them by class of threshold, as things are.
    UnrestByClass,
    /// The same without the system.
    UnrestWithoutByClass = Count::UnrestByClass as u16 + UNREST_CLASSES as u16,
    /// Records of each act that was done.
    TrulyRecordedByAct = Count::UnrestWithoutByClass as u16 + UNREST_CLASSES as u16,
    /// Persons by income fifth.
    PeopleByFifth = Count::TrulyRecordedByAct as u16 + ACTS as u16,
    /// Listed persons by income fifth.
    ListedByFifth = Count::PeopleByFifth as u16 + 5,
    /// Points bought by income fifth.
    BoughtByFifth = Count::ListedByFifth as u16 + 5,
    /// Points won by work, by income fifth.
    WorkedByFifth = Count::BoughtByFifth as u16 + 5,
    /// Persons by band of what they deserve and income fifth.
    SameActsByBandFifth = Count::WorkedByFifth as u16 + 5,
    /// Listed persons by band of what they deserve and income fifth.
    ListedByBandFifth = Count::SameActsByBandFifth as u16 + 5 * BANDS as u16,
    /// Persons with a score, by income fifth.
    ScoredByFifth = Count::ListedByBandFifth as u16 + 5 * BANDS as u16,
    /// Their points above the least, by income fifth.
    PointsByFifth = Count::ScoredByFifth as u16 + 5,
    /// Persons by class of points above the least, then the points in each class.
    ScoreByBin = Count::PointsByFifth as u16 + 5,
    /// Sum of savings, in yuan.
    Savings = Count::ScoreByBin as u16 + 2 * WEALTH_BINS as u16,
    /// The state's account at the end of the month, in yuan.
    StateAccount,
    /// Persons by class of the month's disposable income, then the yuan in each class.
    IncomeByBin,
    /// Persons by class of savings, then the yuan in each class.
    WealthByBin = Count::IncomeByBin as u16 + (WEALTH_BINS as u16) * 2,
    /// Persons who did each act.
    DoneByAct = Count::WealthByBin as u16 + (WEALTH_BINS as u16) * 2,
    /// Records of each act.
    RecordedByAct = Count::DoneByAct as u16 + ACTS as u16,
    /// Persons to whom each incident happened.
    BefellByIncident = Count::RecordedByAct as u16 + ACTS as u16,
}

/// The sums of one month (or of several, added).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally(Box<[i64; COUNTS]>);

impl Default for Tally {
    fn default() -> Tally {
        Tally(Box::new([0; COUNTS]))
    }
}

impl Tally {
    /// A sum.
    pub fn get(&self, count: Count) -> i64 {
        self.0[count as usize]
    }

    /// The `k`-th sum of a run of several.
    pub fn nth(&self, count: Count, k: usize) -> i64 {
        self.0[count as usize + k]
    }

    /// Persons who did an act.
    pub fn done(&self, act: Act) -> i64 {
        self.nth(Count::DoneByAct, act as usize)
    }

    /// Records of an act, true or not.
    pub fn recorded(&self, act: Act) -> i64 {
        self.nth(Count::RecordedByAct, act as usize)
    }

    /// Persons to whom something happened.
    pub fn befell(&self, incident: Incident) -> i64 {
        self.nth(Count::BefellByIncident, incident.number().into())
    }

    /// Adds to a sum.
    pub fn add(&mut self, count: Count, amount: i64) {
        self.0[count as usize] += amount;
    }

    /// Adds to the `k`-th sum of a run of several.
    pub fn add_nth(&mut self, count: Count, k: usize, amount: i64) {
        self.0[count as usize + k] += amount;
    }

    /// A run of sums, to be added to.
    pub fn run(&mut self, count: Count, n: usize) -> &mut [i64] {
        &mut self.0[count as usize..][..n]
    }

    /// All sums, one after the other.
    pub fn numbers(&mut self) -> &mut [i64] {
        &mut self.0[..]
    }

    /// All sums, as little-endian bytes.
    pub fn to_bytes(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.iter().flat_map(|sum| sum.to_le_bytes())
    }

    /// Reads the sums written by [`Tally::to_bytes`]; `None` where there are more or fewer.
    pub fn from_bytes(bytes: &[u8]) -> Option<Tally> {
        let (sums, rest) = bytes.as_chunks();
        let sums: Box<[i64]> = sums.iter().map(|sum| i64::from_le_bytes(*sum)).collect();
        if rest.is_empty() { sums.try_into().ok().map(Tally) } else { None }
    }

    /// Adds all sums of another tally.
    pub fn merge(&mut self, other: &Tally) {
        for (a, b) in self.0.iter_mut().zip(other.0.iter()) {
            *a += b;
        }
    }
}

/// Class of an amount of money: four to each doubling, exact below 4 yuan.
///
/// The exponent of a floating-point number and the first two bits after it are the doubling and its quarter.
#[inline(always)]
pub fn money_bin(yuan: u32) -> usize {
    // Without its last bits a large amount is in the same class, and exact as a floating-point number.
    let large = yuan >= 1 << 24;
    let exact = if large { (yuan >> 8) as i32 as f32 } else { yuan as i32 as f32 };
    let class = (exact.to_bits() >> 21).wrapping_sub(512) + if large { 32 } else { 0 };
    (if yuan < 4 { yuan } else { class }).min(WEALTH_BINS as u32 - 1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_doubling_of_money_has_four_classes() {
        let by_doubling = |yuan: u32| {
            let top = yuan.ilog2();
            (((top - 1) * 4 + (yuan >> (top - 2) & 3)) as usize).min(WEALTH_BINS - 1)
        };
        (0..4).for_each(|yuan| assert_eq!(money_bin(yuan), yuan as usize));
        let around = (2..32).flat_map(|top| (0..4).map(move |quarter| (4 + quarter) << (top - 2)));
        for yuan in around.flat_map(|border: u32| [border - 1, border, border + 1]).filter(|yuan| *yuan >= 4) {
            assert_eq!(money_bin(yuan), by_doubling(yuan), "{yuan}");
        }
        assert_eq!(money_bin(u32::MAX), WEALTH_BINS - 1);
    }
}
