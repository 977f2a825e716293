//! Random matching of strangers or neighbours in a month, and the outcomes of their meetings.
//!
//! Both sides of an encounter compute the same outcome.
//!
//! Each month the neighbourhoods of a town are matched by a shift, and the persons of two matched neighbourhoods by a
//! rotation, so that everybody has one possible passer-by and is the possible passer-by of one other. With
//! probability `distress.local` the shift is zero: then neighbours meet, who know each other's reputation.

use crate::life::distress::{BLAMES, DISTRESS, MET};
use crate::life::events::Events;
use crate::life::staged::STAGES;
use crate::life::terms::{CourtTerms, Terms};
use crate::rng::{LANES, Lane, Purpose, Rng, nth, unit};
use crate::society::Society;
use crate::society::act::{Act, Acts};
use crate::society::behaviour::Behaviour;
use crate::society::traits::TownPopulation;
use multiversion::multiversion;

/// The matching of a town in a month.
#[derive(Clone, Copy, Debug)]
pub struct Matching {
    rng: Rng,
    month: u32,
    shift: usize,
    neighbourhoods: usize,
}

/// A neighbourhood's partners: place `i` here meets place `(i + turn) mod size` of neighbourhood `other`.
#[derive(Clone, Copy, Debug)]
pub struct Partners {
    /// Place of the other neighbourhood in the town.
    pub other: usize,
    turn: usize,
    size: usize,
}

/// How the month's meetings ended for the persons of a neighbourhood.
pub struct MeetingOutcomes {
    /// In distress in front of a passer-by.
    pub distressed: Lane<bool>,
    /// In distress and helped.
    pub helped: Lane<bool>,
    /// Helped somebody who then blamed her.
    pub accused: Lane<bool>,
    /// Was blamed, and the court upheld it.
    pub upheld: Lane<bool>,
    /// Yuan won (or lost, negative) in court.
    pub award: Lane<i32>,
    /// Claimed falsely and was punished for it.
    pub refuted: Lane<bool>,
    /// Was made to pay for a staged accident.
    pub scammed: Lane<bool>,
    /// Yuan that a staged accident brought (or, negative, cost).
    pub loot: Lane<i32>,
}

impl MeetingOutcomes {
    /// Nobody met.
    const NONE: MeetingOutcomes = MeetingOutcomes {
        distressed: [false; LANES],
        helped: [false; LANES],
        accused: [false; LANES],
        upheld: [false; LANES],
        award: [0; LANES],
        refuted: [false; LANES],
        scammed: [false; LANES],
        loot: [0; LANES],
    };
}

impl Matching {
    /// Draws the matching.
    pub fn draw(behaviour: &Behaviour, rng: &Rng, population: &TownPopulation, month: u32) -> Matching {
        let of_county = rng.words(Purpose::Meeting, u32::MAX - population.town.county, month);
        let number = population.town.number;
        let words = if number == 0 { of_county } else { of_county.map(|word| nth(word, number)) };
        let n = population.neighbourhoods.len();
        let local = unit(words[0]) < behaviour.distress.local || n == 1;
        let shift = if local { 0 } else { 1 + (u64::from(words[1]) * (n as u64 - 1) >> 32) as usize };
        Matching { rng: *rng, month, shift, neighbourhoods: n }
    }

    /// Whether neighbours meet.
    pub fn is_local(&self) -> bool {
        self.shift == 0
    }

    /// The partners whom the persons of neighbourhood `k` may find in distress.
    pub fn ahead(&self, population: &TownPopulation, k: usize) -> Partners {
        let other = (k + self.shift) % self.neighbourhoods;
        let (here, there) = (&population.neighbourhoods[k], &population.neighbourhoods[other]);
        let size = here.persons().max(there.persons());
        let words = self.rng.words(Purpose::Meeting, here.first, self.month);
        // Nobody meets herself.
        let turn = 1 + (u64::from(words[0]) * (size as u64 - 1).max(1) >> 32) as usize;
        Partners { other, turn, size }
    }

    /// The partners who may find the persons of neighbourhood `k` in distress.
    pub fn behind(&self, population: &TownPopulation, k: usize) -> Partners {
        let other = (k + self.neighbourhoods - self.shift) % self.neighbourhoods;
        let ahead = self.ahead(population, other);
        Partners { other, turn: ahead.size - ahead.turn, size: ahead.size }
    }
}

impl Partners {
    /// Place of the partner of place `i`; it may be beyond the other neighbourhood's end, and then there is none.
    #[inline(always)]
    pub fn of(self, i: usize) -> usize {
        let j = i + self.turn;
        if j >= self.size { j - self.size } else { j }
    }

    /// Copies the values of the partners of the first `n` places from the lane `theirs` of `persons` entries; 0 where
    /// there is no partner.
    #[inline(always)]
    pub fn fetch<W: Copy + Default>(self, theirs: &Lane<W>, n: usize, persons: usize, into: &mut Lane<W>) {
        into.fill(W::default());
        // The partners are consecutive and wrap around once: first from place `turn` on, then from the beginning.
        let to_the_end = (self.size - self.turn).min(n);
        let first = persons.saturating_sub(self.turn).min(to_the_end);
        into[..first].copy_from_slice(&theirs[self.turn.min(persons)..][..first]);
        let rest = (n - to_the_end).min(persons);
        into[to_the_end..][..rest].copy_from_slice(&theirs[..rest]);
    }
}

/// A court's ruling on a claim against a helper.
struct CourtRuling {
    upheld: bool,
    /// Yuan for the claimant.
    award: i32,
    /// Whether the claimant is punished.
    punished: bool,
}

/// The rules that decide the outcomes of a month's meetings.
struct Meetings<'a> {
    behaviour: &'a Behaviour,
    /// Yuan that a staged accident brings.
    take: f32,
    terms: &'a Terms,
    matching: &'a Matching,
}

impl Meetings<'_> {
    /// The verdict on a claim, drawn for the helper, who can lose no more than her savings.
    fn court(&self, helper: u32, savings: u32) -> CourtRuling {
        let Matching { rng, month, .. } = self.matching;
        let word = rng.words(DISTRESS, helper, *month)[2];
        let CourtTerms { for_claimant, punishes, .. } = self.terms.courts;
        let u = (word & 0xFFFF) as f32 / 65_536.0;
        if u < for_claimant {
            let award = (self.behaviour.distress.claim as u32).min(savings) as i32;
            CourtRuling { upheld: true, award, punished: false }
        } else {
            CourtRuling { upheld: false, award: 0, punished: ((word >> 16) as f32) < punishes * 65_536.0 }
        }
    }

    /// What a passer-by is made to pay at a staged accident: no more than a court has left her.
    fn loot(&self, savings: u32, lost: i32) -> i32 {
        (self.take as u32).min(savings - lost as u32) as i32
    }
}

/// Combines the acts of both sides for neighbourhood `k` of the town that `events` belong to. Marks the persons who
/// extort and those who stage accidents.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn meet(
    society: &Society,
    terms: &Terms,
    population: &TownPopulation,
    matching: &Matching,
    k: usize,
    events: &mut [Events],
) -> MeetingOutcomes {
    let behaviour = &society.behaviour;
    // A file may say what happens in a staged accident.
    let of_file = society.encounters.instead_of("staged").map(|(_, own)| own.breaks);
    let (take, scam) = of_file.map_or((behaviour.staged.take, Act::Scam), |b| (b.takes, b.act.unwrap_or(Act::Scam)));
    let meetings = Meetings { behaviour, take, terms, matching };
    let mut out = MeetingOutcomes::NONE;
    let helps = Act::Help.bit();
    let n = population.neighbourhoods[k].persons();
    let behind = matching.behind(population, k);
    let helpers = &population.neighbourhoods[behind.other];
    let (mut fate, mut acts) = ([0; LANES], [Acts::default(); LANES]);
    behind.fetch(&events[behind.other].incidents[MET.word()], n, helpers.persons(), &mut fate);
    behind.fetch(&events[behind.other].acts, n, helpers.persons(), &mut acts);
    for i in 0..LANES {
        out.distressed[i] = fate[i] & MET.bit() != 0;
        out.helped[i] = out.distressed[i] & (acts[i] & helps != 0);
    }
    for i in 0..n {
        let (blames, stages) = (events[k].befell(i, BLAMES), events[k].befell(i, STAGES));
        let h = behind.of(i);
        if !(blames | stages) || h >= helpers.persons() {
            continue;
        }
        let savings = events[behind.other].savings[h];
        if out.helped[i] && blames {
            let verdict = meetings.court(helpers.first + h as u32, savings);
            out.award[i] = verdict.award;
            out.refuted[i] = verdict.punished;
            events[k].acts[i] |= Act::Extort.bit();
        }
        if stages {
            out.loot[i] = meetings.loot(savings, out.award[i]);
            events[k].acts[i] |= Acts::from(out.loot[i] > 0) * scam.bit();
        }
    }
    let ahead = matching.ahead(population, k);
    let others = population.neighbourhoods[ahead.other].persons();
    const { assert!(BLAMES.word() == STAGES.word(), "both are fetched at once") };
    ahead.fetch(&events[ahead.other].incidents[BLAMES.word()], n, others, &mut fate);
    for i in (0..n).filter(|i| fate[*i] & (BLAMES.bit() | STAGES.bit()) != 0) {
        let (mut lost, savings) = (0, events[k].savings[i]);
        if events[k].acts[i] & helps != 0 && fate[i] & BLAMES.bit() != 0 {
            out.accused[i] = true;
            let helper = population.neighbourhoods[k].first + i as u32;
            let verdict = meetings.court(helper, savings);
            lost = verdict.award;
            out.award[i] -= lost;
            out.upheld[i] = verdict.upheld;
        }
        if fate[i] & STAGES.bit() != 0 {
            let paid = meetings.loot(savings, lost);
            out.scammed[i] = paid > 0;
            out.loot[i] -= paid;
        }
    }
    out
}
