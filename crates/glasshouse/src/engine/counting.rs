//! The counts of a neighbourhood's month that enter the monthly sums.
//!
//! Counting only reads and cannot change the run. Where figures are broken down by group, each group is counted once,
//! over its members; firms count with their owners. The sums of all groups therefore add up to those of everybody.

use super::accounting::MoneyFlows;
use super::columns::load;
use super::context::Context;
use super::month_results::MonthResults;
use super::month_start::{MonthStart, closed};
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::official_cases::Post;
use super::record_intake::Records;
use super::world::{Columns, TownState};
use crate::life::INCIDENT_WORDS;
use crate::life::appeal::{GRANTED, HEARD};
use crate::life::discretion::EXPOSED;
use crate::life::events::{Incident, Trade};
use crate::life::hardship::{self, ASKED, TROUBLE};
use crate::life::informing::LIED;
use crate::life::learning::Experience;
use crate::life::loan::{BORROWED, DUE, Debt, OFFERED, WANTED, WILLED};
use crate::life::market::{DOMESTIC, ILL, IMPORT};
use crate::life::purchase::{AGAINST, BENT, SHOPS};
use crate::life::road::{CAUGHT, OCCASION};
use crate::life::staged::SOLVED;
use crate::life::terms::{NEUTRAL, tier};
use crate::observatory::tally::{BANDS, Count, INCIDENTS, Tally, WEALTH_BINS, money_bin};
use crate::regime::adjudication::Code;
use crate::regime::firm_scoring::Dossier;
use crate::rng::{LANES, Lane, Places, places, whole};
use crate::society::act::{ACTS, Act, Acts, Times};
use crate::society::behaviour::Behaviour;
use crate::society::bit_counting::Word;
use crate::society::traits::{CHILD, FIRMS, INFANT, Neighbourhood, OFFICIAL, TRAVELS};
use multiversion::multiversion;

/// A neighbourhood's month, and the persons who are counted.
#[derive(Clone, Copy)]
pub struct Counted<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) month: &'a NeighbourhoodMonth<'a>,
    pub(super) neighbourhood: &'a Neighbourhood,
    pub(super) start: &'a MonthStart<'a>,
    pub(super) records: &'a Records,
    pub(super) flows: &'a MoneyFlows,
    pub(super) experience: &'a Experience,
    pub(super) columns: &'a Columns,
    pub(super) dossiers: &'a [Dossier; FIRMS],
    /// The posts of officials after the month.
    pub(super) posts: &'a [Post],
    /// Who is counted: nobody beyond the neighbourhood's persons.
    pub(super) who: &'a Lane<bool>,
}

impl<'a> Counted<'a> {
    /// The month that led to this state, and the persons to be counted.
    pub fn new(
        results: &MonthResults<'a>,
        state: &'a TownState,
        posts: &'a [Post],
        who: &'a Lane<bool>,
    ) -> Counted<'a> {
        let MonthResults { context, month, records, flows, experience, .. } = *results;
        let (neighbourhood, start) = (month.neighbourhood(), month.start());
        let (columns, dossiers) = (&state.columns, &state.commons[month.index].dossiers);
        Counted { context, month, neighbourhood, start, records, flows, experience, columns, dossiers, posts, who }
    }

    pub(super) fn behaviour(&self) -> &'a Behaviour {
        &self.context.people.society.behaviour
    }

    pub(super) fn code(&self) -> &'a Code {
        &self.context.institution.code
    }
}

/// Intermediate results that several counts need, computed once.
struct ActCounts<'a> {
    m: &'a Counted<'a>,
    /// How often each act was done.
    done: Times,
    /// How often each act was entered in the books, by this month's records and each late set.
    recorded: Vec<Times>,
    /// How many people each incident happened to, word by word.
    fell: [Times<u32>; INCIDENT_WORDS],
    /// Everything that the books learnt about each person this month.
    records: Lane<Acts>,
}

impl<'a> ActCounts<'a> {
    #[inline(always)]
    fn of(m: &'a Counted) -> ActCounts<'a> {
        let (mut records, mut recorded) = ([0; LANES], Vec::with_capacity(m.records.sets.len()));
        for set in &m.records.sets {
            records.iter_mut().zip(set).for_each(|(all, acts)| *all |= acts);
            recorded.push(m.times(set));
        }
        let mut fell = [Times::none(); INCIDENT_WORDS];
        for (times, word) in fell.iter_mut().zip(&m.month.events.incidents) {
            *times = m.times(word);
        }
        ActCounts { m, done: m.times(&m.month.events.acts), recorded, fell, records }
    }

    fn done(&self, act: Act) -> i64 {
        self.done.get(act).into()
    }

    /// How often an act was entered in the books.
    fn recorded(&self, act: Act) -> i64 {
        self.recorded.iter().map(|times| i64::from(times.get(act))).sum()
    }

    /// How many people an incident happened to.
    fn fell(&self, incident: Incident) -> i64 {
        self.fell[incident.word()].of_bit(u32::from(incident.number()) % 32).into()
    }

    #[inline(always)]
    fn did(&self, i: usize, act: Act) -> bool {
        self.m.month.events.did(i, act)
    }

    #[inline(always)]
    fn met(&self, i: usize, incident: Incident) -> bool {
        self.m.month.events.befell(i, incident)
    }
}

impl Counted<'_> {
    /// How often each bit is set in the words of the counted persons.
    #[inline(always)]
    pub(super) fn times<W: Word>(&self, words: &Lane<W>) -> Times<W> {
        let mut counted = *words;
        for i in 0..LANES {
            counted[i] = counted[i] & W::of(u8::from(self.who[i]).wrapping_neg());
        }
        Times::of(&counted)
    }

    /// Places of the counted persons for whom a condition is true.
    #[inline(always)]
    pub(super) fn those(&self, yes: impl Fn(usize) -> bool) -> Places {
        let mut lane = [false; LANES];
        for i in 0..LANES {
            lane[i] = self.who[i] & yes(i);
        }
        places(&lane)
    }

    /// Number of the counted persons for whom a condition is true.
    #[inline(always)]
    pub(super) fn how_many(&self, yes: impl Fn(usize) -> bool) -> i64 {
        // A neighbourhood has fewer than 256 persons.
        let mut n = 0_u8;
        for i in 0..LANES {
            n += u8::from(self.who[i] & yes(i));
        }
        n.into()
    }

    /// Sum over the counted persons.
    #[inline(always)]
    pub(super) fn sum(&self, of: impl Fn(usize) -> u32) -> i64 {
        let mut n = 0_u32;
        for i in 0..LANES {
            n += of(i) & u32::from(self.who[i]).wrapping_neg();
        }
        n.into()
    }

    /// The same for yuan, whose sum may exceed a word.
    #[inline(always)]
    pub(super) fn yuan(&self, of: impl Fn(usize) -> i32) -> i64 {
        let mut n = 0_i64;
        for i in 0..LANES {
            n += i64::from(of(i) & -i32::from(self.who[i]));
        }
        n
    }

    /// The firms of the counted persons.
    pub(super) fn firms(&self) -> impl Iterator<Item = &Trade> {
        let own = |f: &usize| self.who[self.neighbourhood.owner(*f)];
        (0..self.neighbourhood.firms).filter(own).map(|f| &self.month.events.firms[f])
    }

    /// Number of the counted persons in each of some classes.
    #[inline(always)]
    pub(super) fn classes<const N: usize>(&self, classes: &Lane<u8>) -> [i64; N] {
        // Adjacent persons, often of one class, add to different words, so that neither waits for the other.
        const APART: usize = 4;
        let mut counts = [[0_u32; APART]; N];
        for i in 0..LANES {
            counts[usize::from(classes[i])][i % APART] += u32::from(self.who[i]);
        }
        counts.map(|apart| apart.iter().sum::<u32>().into())
    }

    /// The number of persons in each class of an amount, and their total.
    fn histogram(&self, count: Count, amounts: &Lane<u32>, t: &mut Tally) {
        let mut bins = [0_u8; LANES];
        for i in 0..LANES {
            bins[i] = if self.who[i] { money_bin(amounts[i]) as u8 } else { WEALTH_BINS as u8 };
        }
        // The number and sum of a class share a word: 152 amounts of 32 bits fit below bit 48. Adjacent persons, often of
        // one class, add to different words, so that neither waits for the other.
        let mut classes = [[0_u64; 2]; WEALTH_BINS + 1];
        for i in 0..LANES {
            classes[usize::from(bins[i])][i % 2] += 1 << 48 | u64::from(amounts[i]);
        }
        let (numbers, amounts) = t.run(count, 2 * WEALTH_BINS).split_at_mut(WEALTH_BINS);
        for ((number, amount), [even, odd]) in numbers.iter_mut().zip(amounts).zip(&classes) {
            let class = even + odd;
            *number += (class >> 48) as i64;
            *amount += (class & 0xFFFF_FFFF_FFFF) as i64;
        }
    }

    /// Sum of a column of the county.
    #[inline(always)]
    pub(super) fn column(&self, column: &[u8]) -> i64 {
        let lane = load(column, &self.neighbourhood.span);
        // Two persons at a time fit into sixteen bits.
        let of = |i: usize| u16::from(lane[i] & u8::from(self.who[i]).wrapping_neg());
        let mut sums = [0; LANES / 2];
        sums.iter_mut().enumerate().for_each(|(i, sum)| *sum = of(i) + of(i + LANES / 2));
        sums.iter().map(|sum| u32::from(*sum)).sum::<u32>().into()
    }
}

/// Adds a neighbourhood's month, apart from what the news tell. Nobody is counted beyond its persons.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn count(m: &Counted, t: &mut Tally) {
    let sums = ActCounts::of(m);
    acts(&sums, t);
    purchases(&sums, t);
    troubles(&sums, t);
    loans(&sums, t);
    ties(m, t);
    market(&sums, t);
    purses(m, t);
    if m.context.in_force {
        standing(&sums, t);
    }
}

#[inline(always)]
fn acts(s: &ActCounts, t: &mut Tally) {
    // Every act and every incident is counted separately, so that a new one needs no line here.
    s.done.add_to(t.run(Count::DoneByAct, ACTS));
    s.recorded.iter().for_each(|times| times.add_to(t.run(Count::RecordedByAct, ACTS)));
    let words = t.run(Count::BefellByIncident, INCIDENTS).chunks_exact_mut(32);
    s.fell.iter().zip(words).for_each(|(times, word)| times.add_to(word));
    let m = s.m;
    t.add(Count::Distress, m.how_many(|i| m.month.outcomes.distressed[i]));
    t.add(Count::ExtortionUpheld, m.how_many(|i| m.month.outcomes.upheld[i]));
    t.add(Count::HelpSeen, s.recorded(Act::Help));
    t.add(Count::WalkOnSeen, s.recorded(Act::WalkOn));
    t.add(Count::Occasions, s.fell(OCCASION));
    t.add(Count::Violations, s.done(Act::Violate));
    let seen = |i: usize| (s.records[i] & Act::Violate.bit() != 0) | s.met(i, CAUGHT);
    t.add(Count::ViolationsSeen, m.how_many(seen));
    t.add(Count::Criticised, s.done(Act::Criticise) + s.done(Act::CriticiseSystem));
    t.add(Count::Praised, s.done(Act::Praise));
    t.add(Count::CriticismSeen, s.recorded(Act::Criticise) + s.recorded(Act::CriticiseSystem));
    t.add(Count::PraiseSeen, s.recorded(Act::Praise));
    // Disapproval is read as it was when she spoke.
    let praises = |i: usize| (m.experience.act[2][i] > 0.0) & s.did(i, Act::Praise);
    t.add(Count::Critics, m.how_many(|i| (m.experience.acted[2][i] > 0.0) & !praises(i)));
    let listed = |i: usize| is_listed(m.start.place.standing[i]);
    t.add(Count::CriticsListed, m.how_many(|i| (m.experience.acted[2][i] > 0.0) & !praises(i) & listed(i)));
    t.add(Count::CriticsSilent, m.how_many(|i| m.experience.acted[2][i] > m.experience.act[2][i]));
    t.add(Count::TrueReports, s.done(Act::Inform));
    t.add(Count::FalseReports, s.done(Act::Denounce));
    t.add(Count::FalseReportsFound, s.fell(LIED));
    t.add(Count::Cases, m.sum(|i| m.month.events.cases[i].into()));
    t.add(Count::PointsForBribes, m.how_many(|i| m.month.events.entered[i] != 0));
    t.add(Count::BribesAsked, m.sum(|i| m.month.events.asked[i].into()));
    t.add(Count::Bribes, s.done(Act::Bribe));
    t.add(Count::BribeYuan, m.yuan(|i| m.month.events.bribes[i] as i32));
    t.add(Count::Imports, s.fell(IMPORT));
    t.add(Count::Ill, s.fell(ILL));
}

#[inline(always)]
fn purchases(s: &ActCounts, t: &mut Tally) {
    t.add(Count::Shoppers, s.fell(SHOPS));
    t.add(Count::BoughtAgainstTaste, s.fell(AGAINST));
    t.add(Count::ShoppersBent, s.fell(BENT));
    t.add(Count::ApprovedBought, s.done(Act::BuyApproved));
    t.add(Count::DisapprovedBought, s.done(Act::BuyDisapproved));
    t.add(Count::ApprovedSeen, s.recorded(Act::BuyApproved));
    t.add(Count::DisapprovedSeen, s.recorded(Act::BuyDisapproved));
}

/// Rare events: staged accidents and families in trouble.
#[inline(always)]
fn troubles(s: &ActCounts, t: &mut Tally) {
    let m = s.m;
    t.add(Count::Scams, s.done(Act::Scam));
    t.add(Count::Troubled, s.fell(TROUBLE));
    t.add(Count::KinAsked, s.fell(ASKED));
    for i in m.those(|i| s.did(i, Act::Scam) | s.met(i, TROUBLE) | s.met(i, ASKED)) {
        t.add(Count::ScamsSolved, (s.did(i, Act::Scam) && s.met(i, SOLVED)).into());
        let short =
            s.met(i, TROUBLE) && hardship::missing(m.behaviour(), m.context.terms, m.month.events.savings[i]) > 0;
        t.add(Count::Hardships, short.into());
        t.add(Count::KinHelped, (s.met(i, ASKED) && s.did(i, Act::HelpKin)).into());
    }
}

/// Ties between listed persons and others, and strangers' help for the listed.
#[inline(always)]
fn ties(m: &Counted, t: &mut Tally) {
    let mut listed = [false; LANES];
    for i in 0..LANES {
        listed[i] = is_listed(m.start.place.standing[i]);
    }
    let (friends, silent) = (&m.month.observation.friends_of_listed, &m.month.observation.silent);
    for i in m.those(|i| (silent[i] > 0) & !listed[i]) {
        t.add(Count::TiesDropped, silent[i].into());
    }
    if places(&listed).next().is_none() {
        return;
    }
    t.add(Count::FriendsOfListed, m.sum(|i| if listed[i] { friends[i].into() } else { 0 }));
    t.add(Count::TiesShunned, m.sum(|i| if listed[i] { silent[i].into() } else { 0 }));
    t.add(Count::WithFriends, m.how_many(|i| listed[i] & (friends[i] > 0)));
    t.add(Count::Isolated, m.how_many(|i| listed[i] & (friends[i] > 0) & (silent[i] == friends[i])));
    t.add(Count::DistressListed, m.how_many(|i| listed[i] & m.month.outcomes.distressed[i]));
    t.add(Count::HelpedListed, m.how_many(|i| listed[i] & m.month.outcomes.helped[i]));
}

#[inline(always)]
fn loans(s: &ActCounts, t: &mut Tally) {
    let m = s.m;
    t.add(Count::LoansWanted, s.fell(WANTED));
    t.add(Count::LoansOffered, s.fell(OFFERED));
    t.add(Count::Loans, s.fell(BORROWED));
    t.add(Count::Interest, m.sum(|i| m.month.events.interest[i].into()));
    t.add(Count::PartsDue, s.fell(DUE));
    t.add(Count::Defaults, s.done(Act::Default));
    t.add(Count::DefaultsByWill, s.fell(WILLED));
    t.add(Count::DefaultsSeen, s.recorded(Act::Default));
    let like = |debt: Debt| m.how_many(|i| debt.is_like(m.month.events.debt[i]));
    t.add(Count::InDefault, like(Debt::Broken(1)));
    t.add(Count::Marked, like(Debt::Marked(1)));
    t.add(Count::Slandered, like(Debt::Slandered(1)));
    t.add(Count::AppealsHeard, s.fell(HEARD));
    t.add(Count::AppealsGranted, s.fell(GRANTED));
}

#[inline(always)]
fn market(s: &ActCounts, t: &mut Tally) {
    let m = s.m;
    for f in m.firms() {
        t.add(Count::Sales, f.sales.into());
        t.add(Count::HonestSales, if f.adulterated { 0 } else { f.sales.into() });
        t.add(Count::Adulterating, f.adulterated.into());
        t.add(Count::Inspected, f.inspected.into());
        t.add(Count::ToldWell, f.praise.into());
        t.add(Count::ToldBadly, f.complaints.into());
    }
    if let (Some(_), Some(firms)) = (&m.context.terms.firms, m.context.institution.regime.firms.as_ref()) {
        for d in (0..m.neighbourhood.firms).filter(|f| m.who[m.neighbourhood.owner(*f)]).map(|f| &m.dossiers[f]) {
            let listed = is_listed(firms.standing(d.score, d.months));
            let deserved = is_listed(firms.standing(d.deserved, d.deserved_months));
            t.add(Count::FirmsScored, 1);
            t.add(Count::FirmsListed, listed.into());
            t.add(Count::FirmsWronglyListed, (listed && !deserved).into());
        }
        let start = firms.score.start_tier();
        for f in (0..m.neighbourhood.firms).filter(|f| m.who[m.neighbourhood.owner(*f)]) {
            let standing = m.start.place.firms[f].standing;
            let low = is_listed(standing) || usize::from(tier(standing)) < start;
            t.add(Count::FirmsLow, low.into());
            t.add(Count::SalesLow, if low { m.month.events.firms[f].sales.into() } else { 0 });
        }
    }
    let official = |i: usize| m.start.place.flags[i] & OFFICIAL != 0;
    let punished = |i: usize| official(i) & s.did(i, Act::TakeBribe) & s.met(i, EXPOSED);
    t.add(Count::OfficialsPunished, m.how_many(punished));
    let fed = |i: usize| (m.start.place.flags[i] & INFANT != 0) & (s.met(i, DOMESTIC) | s.met(i, IMPORT));
    t.add(Count::Infants, m.how_many(fed));
    t.add(Count::InfantsOnImport, m.how_many(|i| fed(i) & s.met(i, IMPORT)));
}

#[inline(always)]
fn purses(m: &Counted, t: &mut Tally) {
    m.histogram(Count::IncomeByBin, &m.flows.disposable, t);
    m.histogram(Count::WealthByBin, &m.flows.savings, t);
    t.add(Count::StateFlow, m.yuan(|i| m.flows.to_state[i]));
    t.add(Count::WelfarePaid, m.yuan(|i| m.flows.welfare[i] as i32));
    t.add(Count::Savings, m.yuan(|i| m.flows.savings[i] as i32));
    for fifth in 0..5_u8 {
        t.add_nth(Count::PeopleByFifth, fifth.into(), m.how_many(|i| m.month.fifth[i] == fifth));
    }
}

/// Listed persons, and those who would be listed if every act had been seen correctly and only own acts counted.
#[inline(always)]
fn standing(s: &ActCounts, t: &mut Tally) {
    let (m, c, span) = (s.m, s.m.columns, &s.m.neighbourhood.span);
    let (standing, score) = (load(&c.standing, span), load(&c.score, span));
    let (just, just_months) = (load(&c.deserved, span), load(&c.deserved_months, span));
    // A person without a docket has no standing.
    let mut who = *m.who;
    for i in 0..LANES {
        who[i] &= standing[i] != NEUTRAL;
    }
    let m = &Counted { who: &who, ..*m };
    let deserved = m.code().standings(&just, &just_months);
    let (mut listed, mut wrongly) = ([false; LANES], [false; LANES]);
    for i in 0..LANES {
        listed[i] = is_listed(standing[i]);
        wrongly[i] = listed[i] & !is_listed(deserved[i]);
    }
    let was_listed = |i: usize| is_listed(m.start.place.standing[i]);
    t.add(Count::Listed, m.how_many(|i| listed[i]));
    t.add(Count::GoodStanding, m.how_many(|i| !listed[i]));
    t.add(Count::Entered, m.how_many(|i| listed[i] & !was_listed(i)));
    t.add(Count::WronglyListed, m.how_many(|i| wrongly[i]));
    t.add(Count::Redressed, m.how_many(|i| m.start.place.wrongly[i] & !listed[i]));
    t.add(Count::Left, m.how_many(|i| was_listed(i) & !listed[i]));
    t.add(Count::LeftByPaying, m.how_many(|i| was_listed(i) & !listed[i] & m.code().frees(s.records[i])));
    access(m, t);
    by_fifth(s, m, &listed, &score, &just_bands(m, &just, &just_months), t);
}

/// What standings granted and denied this month.
#[inline(always)]
fn access(m: &Counted, t: &mut Tally) {
    t.add(Count::SanctionLoss, m.yuan(|i| whole(m.flows.loss[i])));
    t.add(Count::RewardGain, m.yuan(|i| m.flows.gain[i]));
    for i in m.those(|i| (m.flows.loss[i] >= 1.0) & (m.start.deserved[i] != m.start.place.standing[i])) {
        let due = m.context.terms.access[usize::from(m.start.deserved[i])]
            .loss(f32::from(m.start.place.income[i]), m.start.place.flags[i]);
        t.add(Count::BlamelessLoss, if due == 0.0 { m.flows.loss[i] as i64 } else { 0 });
    }
    let schoolless = closed(m.context.terms, &m.start.place.standing, |access| access.schoolless);
    let grounded = closed(m.context.terms, &m.start.place.standing, |access| access.grounded);
    let parent = |i: usize| m.start.place.flags[i] & CHILD != 0;
    t.add(Count::Parents, m.how_many(parent));
    t.add(Count::Schoolless, m.how_many(|i| parent(i) & schoolless[i]));
    t.add(Count::Grounded, m.how_many(|i| grounded[i] & (m.start.place.flags[i] & TRAVELS != 0)));
}

/// The band of what each person deserves.
#[inline(always)]
fn just_bands(m: &Counted, just: &Lane<i16>, just_months: &Lane<u8>) -> Lane<u8> {
    let mut owes = [false; LANES];
    for i in 0..LANES {
        owes[i] = Debt::Broken(1).is_like(m.month.events.debt[i]);
    }
    m.code().bands(just, just_months, &owes)
}

/// Cells of a band and an income fifth.
const CELLS: usize = BANDS * 5;

/// Listed persons, scores, and points won back, by income fifth and by the band of what is deserved.
#[inline(always)]
fn by_fifth(s: &ActCounts, m: &Counted, listed: &Lane<bool>, score: &Lane<i16>, bands: &Lane<u8>, t: &mut Tally) {
    // One word for each band and fifth: the number of persons, how many of them are listed, and their total points.
    let mut cells = [[0_u64; 2]; CELLS + 1];
    let (mut cell, mut points) = ([CELLS as u8; LANES], [0; LANES]);
    for i in 0..LANES {
        let own = bands[i] * 5 + m.month.fifth[i];
        cell[i] = if m.who[i] { own } else { cell[i] };
        points[i] = m.code().above_least(score[i]).unwrap_or(0);
    }
    for i in 0..LANES {
        cells[usize::from(cell[i])][i % 2] += 1 | u64::from(listed[i]) << 16 | u64::from(points[i]) << 32;
    }
    let scored = m.code().above_least(0).is_some();
    for (cell, [even, odd]) in cells.iter().take(CELLS).enumerate().filter(|(_, [even, odd])| even + odd > 0) {
        let n = even + odd;
        let (all, listed) = ((n & 0xFFFF) as i64, (n >> 16 & 0xFFFF) as i64);
        t.add_nth(Count::SameActsByBandFifth, cell, all);
        t.add_nth(Count::ListedByBandFifth, cell, listed);
        t.add_nth(Count::ListedByFifth, cell % 5, listed);
        t.add_nth(Count::ScoredByFifth, cell % 5, if scored { all } else { 0 });
        t.add_nth(Count::PointsByFifth, cell % 5, (n >> 32) as i64);
    }
    if scored {
        m.histogram(Count::ScoreByBin, &points, t);
    }
    let bought = m.context.terms.donation.map_or(0, |d| d.points.into());
    let earned = m.context.terms.work.map_or(0, |w| w.points.into());
    for i in m.those(|i| m.month.events.acts[i] & (Act::Donate.bit() | Act::Volunteer.bit()) != 0) {
        let fifth = usize::from(m.month.fifth[i]);
        t.add_nth(Count::BoughtByFifth, fifth, if s.did(i, Act::Donate) { bought } else { 0 });
        t.add_nth(Count::WorkedByFifth, fifth, if s.did(i, Act::Volunteer) { earned } else { 0 });
    }
}
