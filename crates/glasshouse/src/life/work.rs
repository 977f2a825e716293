//! Work: people lose it and find it, fall ill and recover, and earn less for some time after losing it.
//!
//! Who: everybody before retirement. Options: none; it is a process, not a choice. It is in one of three states: in
//! work, jobless, or too ill to work. A person in work falls ill with chance `falls_ill`, or loses the work with chance
//! `loses`; a jobless person finds work with chance `finds`; an ill person recovers with chance `recovers`. Whoever
//! has lost her work earns less when she finds another (displaced workers: Jacobson, LaLonde & Sullivan 1993, American
//! Economic Review 83: 685); that scar heals by half in `healing` months, and some
//! illnesses leave one as well. Old people have a pension instead: less than
//! their household's mean, by `pension_gap`. Migrants, and those in the country who work off the farm,
//! earn little in the month of the Spring Festival. Around all that, a month's pay varies by chance.
//!
//! The usual income of a person is drawn once, from the published incomes of five fifths; it is the mean over her
//! life. A month's income is the usual one times a factor whose mean over the stationary process is 1, so that the mean
//! of each fifth stays as published. Both the process and its start are functions of named draws and of one byte.
//!
//! What a standing takes acts here. Employers who see a public list hire the listed more seldom; whose internet is slow
//! hears of fewer vacancies. Two bits remember what stays when a standing is gone: that somebody was listed, and that
//! her child was kept out of a good school when schools admitted in September.
//!
//! On its own it is a Markov chain, whose stationary shares and mean income are known.

use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, told};
use super::events::{Events, Incident};
use super::place::Place;
use super::terms::{Terms, is_listed};
use crate::rng::{LANES, Lane, Rng, Stream, nth, small, unit};
use crate::society::behaviour::Work;
use crate::society::marginals::AGES;
use crate::society::traits::CHILD;
use multiversion::multiversion;

/// Draws: what becomes of her work.
pub const WORK: Stream = Stream::named("work");
/// Draw: how a month's pay differs from the usual.
pub const PAY: Stream = Stream::named("work: pay");
/// Draw, once: her work before the first month.
pub const START: Stream = Stream::named("work: start");
/// Draw, once: whether her pay follows the season.
pub const MIGRANT: Stream = Stream::named("work: migrant");
/// Lost her work.
pub const LOST_WORK: Incident = Incident::new(32);
/// Found work.
pub const FOUND_WORK: Incident = Incident::new(33);
/// Fell too ill to work.
pub const FELL_ILL: Incident = Incident::new(34);
/// Was well enough to work again.
pub const RECOVERED: Incident = Incident::new(35);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "work",
    meaning: "somebody loses her work or finds one, falls too ill to work or recovers; her income follows",
    reduces_to: "a Markov chain of employment with scars of displacement (Jacobson, LaLonde & Sullivan 1993)",
    on: On::Chance(&[rate!(work.loses), rate!(work.falls_ill)]),
    streams: &[WORK, PAY, START, MIGRANT],
    incidents: &[
        told(LOST_WORK, "lost her work"),
        told(FOUND_WORK, "found work"),
        told(FELL_ILL, "fell too ill to work"),
        told(RECOVERED, "could work again"),
    ],
    tried_by: TriedBy {
        cases: &[],
        says: "the stationary shares and the mean income of the chain are unit tests; no published number",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    let word = luck.word(WORK);
    turn(s.place, s.terms, luck.month, &word, deeds);
}

/// Steps of a scar: the greatest is this many.
const SCARS: usize = 7;
/// The part of a byte that determines pay: her state (low two bits) and her scar (three bits).
const OF_PAY: u8 = 0b1_1111;
/// In a byte: her child was kept out of a good school for a school year.
pub const SCHOOL_LOST: u8 = 1 << 5;
/// In a byte: she was listed once.
pub const ONCE_LISTED: u8 = 1 << 6;
/// In a byte: she is in prison and earns nothing.
pub const PRISON: u8 = 1 << 7;
/// The month of a year in which schools admit, September (0 is a January).
const ADMISSION: u32 = 8;
/// The least mean share of usual income that the process is corrected for: a process that leaves people almost
/// nothing for ever does not make those in work rich.
const LEAST_MEAN: f32 = 0.25;

/// What a person does for her living. It matters only before retirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Employment {
    /// She works.
    Working = 0,
    /// She has no work.
    Jobless = 1,
    /// She has work, and is too ill for it.
    Ill = 2,
}

impl Employment {
    /// From the byte of the column.
    #[inline(always)]
    pub fn read(byte: u8) -> Employment {
        match byte & 3 {
            1 => Employment::Jobless,
            2 => Employment::Ill,
            _ => Employment::Working,
        }
    }
}

/// Whether somebody of this age band has retired.
#[inline(always)]
pub fn is_retired(age: u8) -> bool {
    usize::from(age) == AGES - 1
}

/// The steps of her scar, 0 to 7, from the byte of the column.
#[inline(always)]
pub fn scar(byte: u8) -> u8 {
    byte >> 2 & 7
}

/// A byte of the column.
#[inline(always)]
fn byte(employment: Employment, scar: u8) -> u8 {
    employment as u8 | scar << 2
}

/// Chance that a scar of one step heals by one step in a month; one of n steps has n times this chance, so that the
/// mean scar halves in `healing` months.
#[inline(always)]
fn heals(w: &Work) -> f32 {
    // 1 − 2^(−1 / healing), as a series that every processor computes alike.
    let x = std::f32::consts::LN_2 / w.healing.max(SCARS as f32);
    (x * (1.0 - x * (0.5 - x * (1.0 / 6.0)))).min(1.0 / SCARS as f32)
}

/// The stationary shares of the process.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stationary {
    /// Share of those before retirement who are jobless.
    pub jobless: f32,
    /// Share of them who are too ill to work.
    pub ill: f32,
    /// Of those who have work, the share with a scar of each number of steps.
    pub scars: [f32; SCARS + 1],
}

impl Stationary {
    /// Of a process with these numbers.
    pub fn of(w: &Work) -> Stationary {
        let lost = w.loses * (1.0 - w.falls_ill);
        // How often a month in work ends in a full scar, at once or after an illness.
        let scarred = lost + w.falls_ill * w.disables;
        let over = |inflow: f32, outflow: f32| if inflow > 0.0 { inflow / outflow.max(1e-6) } else { 0.0 };
        let (jobless, ill) = (over(lost, w.finds), over(w.falls_ill, w.recovers));
        let all = 1.0 + jobless + ill;
        let mut scars = [0.0; SCARS + 1];
        // A month in which she stays in work lets a scar of n steps heal with chance n · h.
        let h = (1.0 - w.falls_ill) * (1.0 - w.loses) * heals(w);
        if scarred > 0.0 {
            scars[SCARS] = scarred / (scarred + SCARS as f32 * h);
            for n in (1..SCARS).rev() {
                scars[n] = h * (n + 1) as f32 * scars[n + 1] / (scarred + n as f32 * h);
            }
        }
        scars[0] = (1.0 - scars[1..].iter().sum::<f32>()).max(0.0);
        Stationary { jobless: jobless / all, ill: ill / all, scars }
    }

    /// The byte of somebody before retirement, where these words decide.
    fn draw(&self, word: u32) -> u8 {
        let (state, mut u) = (unit(word), unit(nth(word, 1)));
        if state < self.jobless {
            return byte(Employment::Jobless, SCARS as u8);
        }
        let mut steps = 0;
        while steps < SCARS && u >= self.scars[steps] {
            u -= self.scars[steps];
            steps += 1;
        }
        // Rounding may leave a remainder behind the last share that is not 0.
        let steps = if self.scars[steps] > 0.0 { steps as u8 } else { 0 };
        byte(if state < self.jobless + self.ill { Employment::Ill } else { Employment::Working }, steps)
    }
}

/// What a month's income is, as a share of the usual one, in one kind of place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PayScale {
    /// By state and scar, before retirement.
    by_work: [f32; OF_PAY as usize + 1],
    /// The share of the old.
    old: f32,
    /// The share that the season leaves to those whom it concerns.
    season: f32,
    /// Share of those before retirement whom it concerns.
    seasonal: f32,
    /// How far a month's pay differs from the usual, at most.
    varies: f32,
}

impl PayScale {
    /// In a month (0 is a January), in town or in the country, where `old` is the share of people who have retired.
    pub fn of(w: &Work, old: f32, urban: bool, month: u32) -> PayScale {
        let stationary = Stationary::of(w);
        let scarred = |n: usize| (1.0 - w.scar * n as f32 / SCARS as f32).max(0.0);
        let of = |byte: usize| match Employment::read(byte as u8) {
            Employment::Working => scarred(byte >> 2),
            Employment::Ill => w.ill * scarred(byte >> 2),
            Employment::Jobless => w.jobless,
        };
        let worked: f32 = stationary.scars.iter().enumerate().map(|(n, share)| share * scarred(n)).sum();
        let Stationary { jobless, ill, .. } = stationary;
        let mean = (1.0 - jobless - ill) * worked + ill * w.ill * worked + jobless * w.jobless;
        let gap = if urban { w.pension_gap_urban } else { w.pension_gap_rural };
        // What the old have less, the others have more.
        let young = 1.0 + gap * old / (1.0 - old).max(0.1);
        let by_work = std::array::from_fn(|byte| of(byte) / mean.max(LEAST_MEAN) * young);
        let season = if month % 12 == 1 { 1.0 - w.festival } else { 1.0 + w.festival / 11.0 };
        let seasonal = if urban { w.seasonal_urban } else { w.seasonal_rural };
        PayScale { by_work, old: 1.0 - gap, season, seasonal, varies: w.varies }
    }

    /// Everybody's income in this month, yuan. `first` is the first person of the neighbourhood.
    pub fn incomes(&self, people: &Earners, rng: &Rng, first: u32, month: u32) -> Lane<u16> {
        let (pay, migrant) = (rng.lane(PAY, first, month), rng.lane(MIGRANT, first, 0));
        incomes(self, people, &pay, &migrant)
    }
}

/// What determines the incomes of the people of a neighbourhood.
pub struct Earners<'a> {
    /// Usual incomes, yuan a month.
    pub usual: &'a Lane<u16>,
    /// Their work, as bytes of the column.
    pub work: &'a Lane<u8>,
    /// Age bands.
    pub age: &'a Lane<u8>,
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn incomes(scale: &PayScale, people: &Earners, pay: &Lane<u32>, migrant: &Lane<u32>) -> Lane<u16> {
    let mut income = [0; LANES];
    for i in 0..LANES {
        let chance = 1.0 + scale.varies * (2.0 * unit(pay[i]) - 1.0);
        let season = if unit(migrant[i]) < scale.seasonal { scale.season } else { 1.0 };
        let work = people.work[i] & OF_PAY;
        let young = scale.by_work[usize::from(work)] * season * if work & 3 == 0 { chance } else { 1.0 };
        let share = if is_retired(people.age[i]) { scale.old } else { young };
        income[i] = small((f32::from(people.usual[i]) * share + 0.5).clamp(0.0, 65_535.0)) as u16;
    }
    income
}

/// Everybody's work before the first month, drawn from the stationary shares.
pub fn starts(stationary: &Stationary, rng: &Rng, first: u32, age: &[u8]) -> Vec<u8> {
    let word = rng.lane(START, first, 0);
    age.iter().zip(word).map(|(age, word)| if is_retired(*age) { 0 } else { stationary.draw(word) }).collect()
}

/// The work with which somebody comes of age in a household in which this was her predecessor's. A child who was kept
/// out of a good school earns about a tenth less at first, as far as a scar of the shipped size goes (an elite college
/// brought 30 to 40 % more, a key school little by itself: Jia & Li 2021; assumed).
pub fn of_a_child(before: u8) -> u8 {
    const SCHOOL_SCAR: u8 = 5;
    byte(Employment::Working, if before & SCHOOL_LOST != 0 { SCHOOL_SCAR } else { 0 })
}

/// A month of everybody's work, and what her standing leaves behind. In a state, each change has a word of its own, so
/// that a changed chance changes nothing else.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn turn(place: &Place, terms: &Terms, month: u32, word: &Lane<u32>, deeds: &mut Events) {
    let w = &place.behaviour.work;
    let heals = heals(w);
    let admits = month % 12 == ADMISSION;
    // A bit for each standing in which good schools are closed.
    let schoolless = terms.access.iter().enumerate().fold(0, |all, (s, a)| all | u32::from(a.schoolless & admits) << s);
    for i in 0..LANES {
        let (old, byte) = (is_retired(place.age[i]), place.work[i]);
        let happens = |n: u32, chance: f32| unit(nth(word[i], n)) < chance;
        let state = byte & 3;
        let (works, jobless, ill) = (!old & (state == 0), !old & (state == 1), !old & (state == 2));
        // Chances of different states share a draw, since nobody is in two.
        let falls_ill = works & happens(1, w.falls_ill);
        let listed = is_listed(place.standing[i]);
        let seen = listed & terms.shown_to_all;
        let dismissed = 1.0 + if seen { w.record_dismissal } else { 0.0 };
        let called_back = 1.0 - if seen { w.record_penalty } else { 0.0 };
        let reached = 1.0 - if place.slow[i] { w.search_online } else { 0.0 };
        let loses = works & !falls_ill & happens(2, w.loses * dismissed);
        let finds = jobless & happens(1, w.finds * called_back * reached);
        let recovers = ill & happens(1, w.recovers);
        let heals = works & !falls_ill & !loses & happens(3, heals * f32::from(scar(byte)));
        let scarred = loses | recovers & happens(2, w.disables);
        let steps = if scarred { SCARS as u8 } else { scar(byte) - u8::from(heals) };
        let state = if loses { 1 } else { state };
        let state = if falls_ill { 2 } else { state };
        let state = if finds | recovers { 0 } else { state };
        let kept_out = (schoolless >> place.standing[i] & 1 != 0) & (place.flags[i] & CHILD != 0);
        let past = byte & !OF_PAY | if kept_out { SCHOOL_LOST } else { 0 } | if listed { ONCE_LISTED } else { 0 };
        deeds.work[i] = past | if old { 0 } else { state | steps << 2 };
        deeds.befalls(i, LOST_WORK, loses);
        deeds.befalls(i, FOUND_WORK, finds);
        deeds.befalls(i, FELL_ILL, falls_ill);
        deeds.befalls(i, RECOVERED, recovers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::test_fixture;

    fn work() -> Work {
        Work {
            loses: 0.02,
            finds: 0.1,
            jobless: 0.3,
            scar: 0.35,
            healing: 24.0,
            falls_ill: 0.03,
            recovers: 0.3,
            ill: 0.5,
            disables: 0.2,
            ..Work::default()
        }
    }

    /// The bytes of the neighbourhood's people after so many months.
    fn after(work: &Work, start: Lane<u8>, months: u32) -> Vec<Lane<u8>> {
        let (home, mut b) = (test_fixture::home(), test_fixture::behaviour());
        b.work = work.clone();
        let mut place = Place { work: start, ..test_fixture::place(&home, &b) };
        let rng = Rng::new(7, 0);
        let mut all = vec![start];
        for month in 0..months {
            let mut deeds = test_fixture::deeds();
            turn(&place, &Terms::of_law(&b, month), month, &rng.lane(WORK, 0, month), &mut deeds);
            place.work = deeds.work;
            all.push(deeds.work);
        }
        all
    }

    #[test]
    fn without_chances_everybody_always_earns_the_usual_income() {
        let w = Work { varies: 0.0, ..Work::default() };
        let scale = PayScale::of(&w, 0.2, true, 1);
        let usual = std::array::from_fn(|i| 100 * i as u16);
        for work in after(&w, [0; LANES], 3) {
            assert_eq!(work, [0; LANES]);
            let people = Earners { usual: &usual, work: &work, age: &[1; LANES] };
            assert_eq!(scale.incomes(&people, &Rng::new(1, 0), 0, 1), usual);
        }
    }

    /// The chain, started from its stationary shares, keeps them; and the mean income is the usual one.
    #[test]
    fn nothing_drifts_and_the_mean_income_is_the_usual_one() {
        let (w, months) = (work(), 400);
        let stationary = Stationary::of(&w);
        let start: Lane<u8> = std::array::from_fn(|i| stationary.draw(nth(5, i as u32)));
        let all = after(&w, start, months);
        let share = |yes: &dyn Fn(u8) -> bool| {
            let count = |work: &Lane<u8>| work.iter().filter(|byte| yes(**byte)).count();
            all.iter().map(count).sum::<usize>() as f32 / (all.len() * LANES) as f32
        };
        assert!((share(&|b| b & 3 == 1) - stationary.jobless).abs() < 0.01, "{stationary:?}");
        assert!((share(&|b| b & 3 == 2) - stationary.ill).abs() < 0.01, "{stationary:?}");
        for n in 0..=SCARS {
            let expected = stationary.scars[n] * (1.0 - stationary.jobless);
            let found = share(&|b| b & 3 != 1 && usize::from(scar(b)) == n);
            assert!((found - expected).abs() < 0.02, "{n} steps: {found}, not {expected}");
        }
        let scale = PayScale::of(&Work { varies: 0.3, ..w }, 0.2, true, 5);
        let mean = |work: &Lane<u8>, month: u32| {
            let people = Earners { usual: &[3_000; LANES], work, age: &[1; LANES] };
            scale.incomes(&people, &Rng::new(1, 0), 0, month).iter().map(|x| f32::from(*x)).sum::<f32>() / LANES as f32
        };
        let mean = all.iter().zip(0..).map(|(work, month)| mean(work, month)).sum::<f32>() / all.len() as f32;
        assert!((mean / 3_000.0 - 1.0).abs() < 0.01, "{mean} yuan");
    }

    #[test]
    fn a_scar_halves_in_its_time() {
        let w = Work { loses: 0.0, falls_ill: 0.0, ..work() };
        let all = after(&w, [byte(Employment::Working, 7); LANES], 24);
        let mean = all[24].iter().map(|b| f32::from(scar(*b))).sum::<f32>() / LANES as f32;
        assert!((mean - 3.5).abs() < 0.35, "{mean} of 7 steps are left after the half-life");
    }

    /// What the old lack, the others have, and a year's seasons even out.
    #[test]
    fn pensions_and_seasons_move_income_and_add_none() {
        let w = Work { pension_gap_rural: 0.4, festival: 0.55, seasonal_rural: 1.0, ..Work::default() };
        let year = |age: u8| -> f32 {
            let of = |month: u32| {
                let people = Earners { usual: &[10_000; LANES], work: &[0; LANES], age: &[age; LANES] };
                f32::from(PayScale::of(&w, 0.2, false, month).incomes(&people, &Rng::new(1, 0), 0, month)[0])
            };
            (0..12).map(of).sum::<f32>() / 12.0
        };
        assert_eq!(year(AGES as u8 - 1), 6_000.0);
        assert!((year(0) - 11_000.0).abs() < 2.0, "{}", year(0));
    }

    #[test]
    fn old_people_neither_lose_nor_find_work() {
        let (home, mut b) = (test_fixture::home(), test_fixture::behaviour());
        b.work = Work { loses: 1.0, falls_ill: 0.5, finds: 1.0, recovers: 1.0, ..work() };
        let place = Place { age: [AGES as u8 - 1; LANES], work: [1; LANES], ..test_fixture::place(&home, &b) };
        let mut deeds = test_fixture::deeds();
        turn(&place, &Terms::of_law(&b, 0), 0, &[0; LANES], &mut deeds);
        assert_eq!((deeds.work, deeds.incidents[1]), ([0; LANES], [0; LANES]));
    }
}
