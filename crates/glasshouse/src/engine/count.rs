//! What of a neighbourhood's month goes into the sums? Reads only; it cannot change the run.
//!
//! Where figures are told by group, it is counted once for each group, of those who belong to it; firms count with
//! their owners. So the sums of all groups add up to those of everybody.

use super::meeting::Outcome;
use super::purse::Flows;
use super::records::Records;
use super::sight::{Seen, is_listed};
use super::world::Columns;
use crate::chance::Lane;
use crate::life::deeds::{
    AGAINST, ASKED, BENT, BORROWED, CAUGHT, DOMESTIC, DUE, Deeds, EXPOSED, GRANTED, HEARD, ILL, IMPORT, LIED, OCCASION,
    OFFERED, REPORTED, SHOPS, SOLVED, TROUBLE, WANTED, WILLED,
};
use crate::life::hardship;
use crate::life::learn::{Lived, rounded};
use crate::life::loan::Debt;
use crate::life::mind::money;
use crate::life::terms::{NEUTRAL, Terms};
use crate::observatory::tally::{Count, Tally, WEALTH_BINS, money_bin};
use crate::regime::firms::{Dossier, Firms};
use crate::regime::judge::Code;
use crate::society::act::{Act, Acts, Times};
use crate::society::behaviour::Behaviour;
use crate::society::people::{CHILD, FIRMS, INFANT, Neighbourhood, OFFICIAL};

/// A neighbourhood's month, to be looked at.
#[derive(Clone, Copy)]
pub struct Month<'a> {
    pub hood: &'a Neighbourhood,
    pub behaviour: &'a Behaviour,
    pub terms: &'a Terms,
    pub in_force: bool,
    pub code: &'a Code,
    pub columns: &'a Columns,
    pub before: &'a Lane<u8>,
    pub wrongly: &'a Lane<bool>,
    /// What would have been deserved as the month began.
    pub deserved: &'a Lane<u8>,
    pub docket: &'a Lane<bool>,
    pub income: &'a Lane<u16>,
    /// v: how much money weighs with everybody.
    pub ease: &'a Lane<f32>,
    pub flags: &'a Lane<u8>,
    pub fifth: &'a Lane<u8>,
    pub deeds: &'a Deeds,
    pub outcome: &'a Outcome,
    pub records: &'a Records,
    pub flows: &'a Flows,
    pub seen: &'a Seen,
    pub lived: &'a Lived,
    pub firms: Option<&'a Firms>,
    pub dossiers: &'a [Dossier; FIRMS],
    /// Who is counted.
    pub who: &'a Lane<bool>,
}

impl Month<'_> {
    /// Places of those who are counted.
    fn people(&self) -> impl Iterator<Item = usize> {
        (0..self.hood.persons()).filter(|i| self.who[*i])
    }

    /// How often each act was done.
    fn done(&self) -> Times {
        self.times(&self.deeds.acts)
    }

    /// How often an act came into the books.
    fn recorded(&self, act: Act) -> i64 {
        self.records.sets.iter().map(|set| i64::from(self.times(set).get(act))).sum()
    }

    fn times(&self, acts: &Lane<Acts>) -> Times {
        let mut counted = *acts;
        for (acts, who) in counted.iter_mut().zip(self.who) {
            *acts &= if *who { Acts::MAX } else { 0 };
        }
        Times::of(&counted[..self.hood.persons()])
    }

    /// How many something befell.
    fn fell(&self, fate: u32) -> i64 {
        let n = self.hood.persons();
        self.deeds.fate[..n].iter().zip(self.who).map(|(f, who)| i64::from(*who & (f & fate != 0))).sum()
    }

    fn how_many(&self, yes: &Lane<bool>) -> i64 {
        yes[..self.hood.persons()].iter().zip(self.who).map(|(yes, who)| i64::from(yes & who)).sum()
    }

    /// Sum of a lane.
    fn sum<T: Copy + Into<i64>>(&self, lane: &Lane<T>) -> i64 {
        self.people().map(|i| lane[i].into()).sum()
    }

    /// Sum of a column of the county.
    fn column(&self, column: &[u8]) -> i64 {
        column[self.hood.span.clone()]
            .iter()
            .zip(self.who)
            .map(|(x, who)| u32::from(*x) * u32::from(*who))
            .sum::<u32>()
            .into()
    }
}

/// Adds a neighbourhood's month.
pub fn count(m: &Month, t: &mut Tally) {
    minds(m, t);
    deeds(m, t);
    dissent(m, t);
    purchases(m, t);
    troubles(m, t);
    loans(m, t);
    ties(m, t);
    market(m, t);
    purses(m, t);
    if m.in_force {
        standing(m, t);
    }
}

fn minds(m: &Month, t: &mut Tally) {
    let c = m.columns;
    t.add(Count::People, m.people().count() as i64);
    t.add(Count::Trust, m.column(&c.trust));
    t.add(Count::Felt, m.column(&c.felt));
    t.add(Count::Approval, m.column(&c.approval));
    for d in 0..3 {
        t.add_nth(Count::NormByDomain, d, m.column(&c.norm[d]));
        t.add_nth(Count::CustomByDomain, d, m.column(&c.custom[d]));
    }
    let said = |i: usize| u32::from(stated(m, i, c.approval[m.hood.span.start + i], c.felt[m.hood.span.start + i]));
    t.add(Count::StatedApproval, m.people().map(said).sum::<u32>().into());
}

/// What somebody says in a survey: her approval, drawn towards full approval as far as she fears to speak openly.
fn stated(m: &Month, i: usize, approval: u8, felt: u8) -> u8 {
    let (s, f) = (f32::from(approval), f32::from(felt) / 255.0);
    let fear = money(f * m.behaviour.law.speech_cost * f32::from(m.income[i]), m.ease[i]);
    (s + (m.behaviour.speech.survey * fear).min(1.0) * (255.0 - s) + 0.5) as u8
}

fn deeds(m: &Month, t: &mut Tally) {
    let (acts, seen_of) = (m.done(), |act| m.recorded(act));
    let of = |times: Times, act: Act| i64::from(times.get(act));
    let (fell, how_many) = (|fate: u32| m.fell(fate), |yes: &Lane<bool>| m.how_many(yes));
    t.add(Count::Distress, how_many(&m.outcome.distressed));
    t.add(Count::Helped, how_many(&m.outcome.helped));
    t.add(Count::Extorted, how_many(&m.outcome.accused));
    t.add(Count::ExtortionUpheld, how_many(&m.outcome.upheld));
    t.add(Count::HelpSeen, seen_of(Act::Help));
    t.add(Count::WalkOnSeen, seen_of(Act::WalkOn));
    t.add(Count::Occasions, fell(OCCASION));
    t.add(Count::Violations, of(acts, Act::Violate));
    let (mut seen, mut critics, mut silent) = (0, 0, 0);
    for i in m.people() {
        seen += i64::from((m.records.of(i) & Act::Violate.bit() != 0) | (m.deeds.fate[i] & CAUGHT != 0));
        // Who disapproves is read as it was when she spoke.
        critics += i64::from(m.lived.acted[2][i] > 0.0 && !praises(m, i));
        silent += i64::from(m.lived.acted[2][i] > m.lived.act[2][i]);
    }
    t.add(Count::ViolationsSeen, seen);
    t.add(Count::Criticised, of(acts, Act::Criticise));
    t.add(Count::Praised, of(acts, Act::Praise));
    t.add(Count::CriticismSeen, seen_of(Act::Criticise));
    t.add(Count::PraiseSeen, seen_of(Act::Praise));
    t.add(Count::Critics, critics);
    t.add(Count::CriticsSilent, silent);
    t.add(Count::TrueReports, of(acts, Act::Inform));
    t.add(Count::FalseReports, of(acts, Act::Denounce));
    t.add(Count::FalseReportsFound, fell(LIED));
    t.add(Count::Cases, m.sum(&m.deeds.cases));
    t.add(Count::PointsForBribes, m.people().filter(|i| m.deeds.entered[*i] != 0).count() as i64);
    t.add(Count::BribesAsked, m.sum(&m.deeds.asked));
    t.add(Count::Bribes, of(acts, Act::Bribe));
    t.add(Count::BribeYuan, m.sum(&m.deeds.bribes));
    t.add(Count::BribesFound, m.sum(&m.deeds.exposed));
    t.add(Count::Imports, fell(IMPORT));
    t.add(Count::Ill, fell(ILL));
}

/// How those criticise, under censorship, who would want to do so more loudly than is tolerated.
fn dissent(m: &Month, t: &mut Tally) {
    let Some(censorship) = &m.terms.censorship else { return };
    let tolerated = rounded(censorship.tolerance, 128);
    let spoke = |i: usize| m.deeds.acts[i] & Act::Criticise.bit() != 0;
    for i in m.people().filter(|i| spoke(*i) && m.deeds.desire[*i] > tolerated) {
        let (desire, loudness) = (m.deeds.desire[i], m.deeds.loudness[i]);
        t.add(Count::Restrained, 1);
        t.add(Count::Obedient, (loudness <= tolerated).into());
        t.add(Count::SelfCensored, (loudness > tolerated && loudness < desire).into());
    }
}

fn purchases(m: &Month, t: &mut Tally) {
    let (acts, seen_of) = (m.done(), |act| m.recorded(act));
    let of = |times: Times, act: Act| i64::from(times.get(act));
    let fell = |fate: u32| m.fell(fate);
    t.add(Count::Shoppers, fell(SHOPS));
    t.add(Count::BoughtAgainstTaste, fell(AGAINST));
    t.add(Count::ShoppersBent, fell(BENT));
    t.add(Count::ApprovedBought, of(acts, Act::BuyApproved));
    t.add(Count::DisapprovedBought, of(acts, Act::BuyDisapproved));
    t.add(Count::ApprovedSeen, seen_of(Act::BuyApproved));
    t.add(Count::DisapprovedSeen, seen_of(Act::BuyDisapproved));
}

/// Rare things: staged accidents and families in trouble.
fn troubles(m: &Month, t: &mut Tally) {
    for i in m.people() {
        let (acts, fate) = (m.deeds.acts[i], m.deeds.fate[i]);
        if acts & Act::Scam.bit() != 0 {
            t.add(Count::Scams, 1);
            t.add(Count::ScamsReported, (fate & REPORTED != 0).into());
            t.add(Count::ScamsSolved, (fate & SOLVED != 0).into());
        }
        if fate & TROUBLE != 0 {
            t.add(Count::Troubled, 1);
            let short = hardship::missing(m.behaviour, m.terms, m.deeds.savings[i]) > 0;
            t.add(Count::Hardships, short.into());
        }
        if fate & ASKED != 0 {
            t.add(Count::KinAsked, 1);
            t.add(Count::KinHelped, (acts & Act::HelpKin.bit() != 0).into());
        }
    }
}

/// Ties between the listed and others, and what strangers do for the listed.
fn ties(m: &Month, t: &mut Tally) {
    for i in m.people() {
        let (friends, silent) = (m.seen.friends_of_listed[i], m.seen.silent[i]);
        if is_listed(m.before[i]) {
            t.add(Count::FriendsOfListed, friends.into());
            t.add(Count::TiesShunned, silent.into());
            t.add(Count::WithFriends, (friends > 0).into());
            t.add(Count::Isolated, (friends > 0 && silent == friends).into());
            t.add(Count::DistressListed, m.outcome.distressed[i].into());
            t.add(Count::HelpedListed, m.outcome.helped[i].into());
        } else {
            t.add(Count::TiesDropped, silent.into());
        }
    }
}

fn loans(m: &Month, t: &mut Tally) {
    let acts = m.done();
    let fell = |fate: u32| m.fell(fate);
    t.add(Count::LoansWanted, fell(WANTED));
    t.add(Count::LoansOffered, fell(OFFERED));
    t.add(Count::Loans, fell(BORROWED));
    t.add(Count::Interest, m.sum(&m.deeds.interest));
    t.add(Count::PartsDue, fell(DUE));
    t.add(Count::Defaults, acts.get(Act::Default).into());
    t.add(Count::DefaultsByWill, fell(WILLED));
    t.add(Count::DefaultsSeen, m.recorded(Act::Default));
    for i in m.people() {
        match Debt::read(m.deeds.debt[i]) {
            Debt::Broken(_) => t.add(Count::InDefault, 1),
            Debt::Marked(_) => t.add(Count::Marked, 1),
            Debt::Slandered(_) => t.add(Count::Slandered, 1),
            Debt::None | Debt::Paying(_) => {}
        }
    }
    t.add(Count::AppealsHeard, fell(HEARD));
    t.add(Count::AppealsGranted, fell(GRANTED));
}

/// Spoke her mind, and it was praise.
fn praises(m: &Month, i: usize) -> bool {
    m.lived.act[2][i] > 0.0 && m.deeds.acts[i] & Act::Praise.bit() != 0
}

fn market(m: &Month, t: &mut Tally) {
    let firms = (0..m.hood.firms).filter(|f| m.who[m.hood.owner(*f)]).map(|f| &m.deeds.firms[f]);
    for f in firms {
        t.add(Count::Firms, 1);
        t.add(Count::Sales, f.sales.into());
        t.add(Count::HonestSales, if f.adulterated { 0 } else { f.sales.into() });
        t.add(Count::Adulterating, f.adulterated.into());
        t.add(Count::Inspected, f.inspected.into());
        t.add(Count::FoundAdulterating, f.found().into());
        t.add(Count::Traced, f.traced.into());
        t.add(Count::ToldWell, f.praise.into());
        t.add(Count::ToldBadly, f.complaints.into());
    }
    if let (Some(_), Some(firms)) = (&m.terms.firms, m.firms) {
        for d in (0..m.hood.firms).filter(|f| m.who[m.hood.owner(*f)]).map(|f| &m.dossiers[f]) {
            let listed = is_listed(firms.standing(d.score, d.months));
            let deserved = is_listed(firms.standing(d.deserved, d.deserved_months));
            t.add(Count::FirmsScored, 1);
            t.add(Count::FirmsListed, listed.into());
            t.add(Count::FirmsWronglyListed, (listed && !deserved).into());
        }
    }
    for i in m.people().filter(|i| m.flags[*i] & OFFICIAL != 0) {
        let took = m.deeds.acts[i] & Act::TakeBribe.bit() != 0;
        t.add(Count::Officials, 1);
        t.add(Count::OfficialsPunished, (took && m.deeds.fate[i] & EXPOSED != 0).into());
    }
    let fed = |i: &usize| m.flags[*i] & INFANT != 0 && m.deeds.fate[*i] & (DOMESTIC | IMPORT) != 0;
    let imported = |i: &usize| m.deeds.fate[*i] & IMPORT != 0;
    t.add(Count::Infants, m.people().filter(fed).count() as i64);
    t.add(Count::InfantsOnImport, m.people().filter(fed).filter(imported).count() as i64);
}

fn purses(m: &Month, t: &mut Tally) {
    for i in m.people() {
        let bin = money_bin(m.flows.disposable[i]);
        t.add_nth(Count::IncomeByBin, bin, 1);
        t.add_nth(Count::IncomeByBin, WEALTH_BINS + bin, m.flows.disposable[i].into());
        let bin = money_bin(m.flows.savings[i]);
        t.add_nth(Count::WealthByBin, bin, 1);
        t.add_nth(Count::WealthByBin, WEALTH_BINS + bin, m.flows.savings[i].into());
        t.add(Count::StateFlow, m.flows.to_state[i]);
        t.add(Count::WelfarePaid, m.flows.welfare[i].into());
        t.add(Count::Savings, m.flows.savings[i].into());
        t.add_nth(Count::PeopleByFifth, m.fifth[i].into(), 1);
    }
}

/// Who is listed, and who would be if every act had been seen rightly and only own acts counted.
fn standing(m: &Month, t: &mut Tally) {
    let bought = m.terms.donation.map_or(0, |d| d.points.into());
    let earned = m.terms.work.map_or(0, |w| w.points.into());
    // Who has no docket has no standing.
    let scored = m.people().map(|i| (i, m.hood.span.start + i));
    for (i, c) in scored.filter(|(_, c)| m.columns.standing[*c] != NEUTRAL) {
        let fifth = usize::from(m.fifth[i]);
        let listed = is_listed(m.columns.standing[c]);
        let deserved = m.code.standing(m.columns.deserved[c], m.columns.deserved_months[c]);
        let income = f32::from(m.income[i]);
        let access = |standing: u8| &m.terms.access[usize::from(standing)];
        t.add(if listed { Count::Listed } else { Count::GoodStanding }, 1);
        let was_listed = is_listed(m.before[i]);
        t.add(Count::Entered, (listed && !was_listed).into());
        let wrongly = listed && !is_listed(deserved);
        t.add(Count::WronglyListed, wrongly.into());
        t.add(Count::Redressed, (m.wrongly[i] && !wrongly).into());
        if was_listed && !listed {
            t.add(Count::Left, 1);
            t.add(Count::LeftByPaying, (m.code.frees(m.records.of(i))).into());
        }
        let loss = access(m.before[i]).loss(income, m.flags[i]);
        let due = access(m.deserved[i]).loss(income, m.flags[i]);
        t.add(Count::SanctionLoss, loss as i64);
        t.add(Count::BlamelessLoss, if due == 0.0 { loss as i64 } else { 0 });
        t.add(Count::RewardGain, access(m.before[i]).gain(income, m.terms.winter) as i64);
        if m.flags[i] & CHILD != 0 {
            t.add(Count::Parents, 1);
            t.add(Count::Schoolless, access(m.before[i]).schoolless.into());
        }
        t.add(Count::Grounded, access(m.before[i]).grounded.into());
        t.add_nth(Count::ListedByFifth, fifth, listed.into());
        let donated = m.deeds.acts[i] & Act::Donate.bit() != 0;
        t.add_nth(Count::BoughtByFifth, fifth, if donated { bought } else { 0 });
        let worked = m.deeds.acts[i] & Act::Volunteer.bit() != 0;
        t.add_nth(Count::WorkedByFifth, fifth, if worked { earned } else { 0 });
        if let Some(points) = m.code.above_least(m.columns.score[c]) {
            t.add_nth(Count::ScoredByFifth, fifth, 1);
            t.add_nth(Count::PointsByFifth, fifth, points.into());
            t.add_nth(Count::ScoreByBin, money_bin(points), 1);
            t.add_nth(Count::ScoreByBin, WEALTH_BINS + money_bin(points), points.into());
        }
        let band = m.code.band(m.columns.deserved[c]);
        t.add_nth(Count::SameActsByBandFifth, band * 5 + fifth, 1);
        t.add_nth(Count::ListedByBandFifth, band * 5 + fifth, listed.into());
    }
}
