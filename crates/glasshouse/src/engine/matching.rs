//! Who passes whom this month, and how does it end? Both sides of an encounter work it out alike.
//!
//! Each month the neighbourhoods of a town are matched by a shift, and the persons of two matched neighbourhoods by
//! a turn, so that everybody has one possible passer-by and is the possible passer-by of one other. With the chance
//! `distress.local` the shift is zero: then neighbours meet, who know each other's repute.

use super::Settlement;
use crate::life::events::{BLAMES, Events, MET, STAGES};
use crate::life::terms::Terms;
use crate::rng::{LANES, Lane, Purpose, Rng, nth, unit};
use crate::society::act::{Act, Acts};
use crate::society::behaviour::Behaviour;
use crate::society::traits::TownPopulation;

/// The matching of a town in a month.
#[derive(Clone, Copy, Debug)]
pub struct Matching {
    shift: usize,
    hoods: usize,
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
pub struct Outcome {
    /// In distress before a passer-by.
    pub distressed: Lane<bool>,
    /// Of these, helped.
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

impl Outcome {
    /// Nobody met.
    const NONE: Outcome = Outcome {
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
    pub fn draw(b: &Behaviour, chance: &Rng, home: &TownPopulation, month: u32) -> Matching {
        let of_county = chance.words(Purpose::Meeting, u32::MAX - home.town.county, month);
        let number = home.town.number;
        let words = if number == 0 { of_county } else { of_county.map(|word| nth(word, number)) };
        let hoods = home.neighbourhoods.len();
        let local = unit(words[0]) < b.distress.local || hoods == 1;
        let shift = if local { 0 } else { 1 + (u64::from(words[1]) * (hoods as u64 - 1) >> 32) as usize };
        Matching { shift, hoods }
    }

    /// Whether neighbours meet.
    pub fn is_local(self) -> bool {
        self.shift == 0
    }

    /// Those whom the persons of neighbourhood `b` may find in distress.
    pub fn ahead(self, chance: &Rng, home: &TownPopulation, b: usize, month: u32) -> Partners {
        let other = (b + self.shift) % self.hoods;
        let (here, there) = (&home.neighbourhoods[b], &home.neighbourhoods[other]);
        let size = here.persons().max(there.persons());
        let words = chance.words(Purpose::Meeting, here.first, month);
        // Nobody meets herself.
        let turn = 1 + (u64::from(words[0]) * (size as u64 - 1).max(1) >> 32) as usize;
        Partners { other, turn, size }
    }

    /// Those who may find the persons of neighbourhood `b` in distress.
    pub fn behind(self, chance: &Rng, home: &TownPopulation, b: usize, month: u32) -> Partners {
        let other = (b + self.hoods - self.shift) % self.hoods;
        let ahead = self.ahead(chance, home, other, month);
        Partners { other, turn: ahead.size - ahead.turn, size: ahead.size }
    }
}

impl Partners {
    /// Place of the partner of place `i`; it may lie beyond the other neighbourhood's end: then there is none.
    #[inline(always)]
    pub fn of(self, i: usize) -> usize {
        let j = i + self.turn;
        if j >= self.size { j - self.size } else { j }
    }

    /// Lays out what the partners of the first `n` places have in a lane of `theirs`, of whom there are so many; nothing
    /// where there is no partner.
    fn fetch(self, theirs: &Lane<u32>, n: usize, persons: usize, into: &mut Lane<u32>) {
        into.fill(0);
        // The partners stand in a row that goes round once: first from place `turn` on, then from the beginning.
        let to_the_end = (self.size - self.turn).min(n);
        let first = persons.saturating_sub(self.turn).min(to_the_end);
        into[..first].copy_from_slice(&theirs[self.turn.min(persons)..][..first]);
        let rest = (n - to_the_end).min(persons);
        into[to_the_end..][..rest].copy_from_slice(&theirs[..rest]);
    }
}

/// How a court ends a claim against a helper.
struct Verdict {
    upheld: bool,
    /// Yuan for the claimant.
    award: i32,
    /// Whether the claimant is punished.
    punished: bool,
}

/// The verdict on a claim, drawn for the helper, of whom no more can be had than she has saved.
fn court(b: &Behaviour, terms: &Terms, chance: &Rng, helper: u32, savings: u32, month: u32) -> Verdict {
    let word = chance.words(Purpose::Distress, helper, month)[2];
    let (for_claimant, punishes, _) = terms.courts;
    let u = (word & 0xFFFF) as f32 / 65_536.0;
    if u < for_claimant {
        Verdict { upheld: true, award: (b.distress.claim as u32).min(savings) as i32, punished: false }
    } else {
        Verdict { upheld: false, award: 0, punished: ((word >> 16) as f32) < punishes * 65_536.0 }
    }
}

/// What somebody who passes a staged accident is made to pay: no more than a court left her.
fn loot(b: &Behaviour, savings: u32, lost: i32) -> i32 {
    (b.staged.take as u32).min(savings - lost as u32) as i32
}

/// Brings both sides' deeds together for the neighbourhood at a place in the town, whose `deeds` these are. Marks those
/// who extort and those who stage accidents.
pub fn meet(
    people: &Settlement,
    terms: &Terms,
    home: &TownPopulation,
    matching: Matching,
    place: usize,
    month: u32,
    deeds: &mut [Events],
) -> Outcome {
    let (b, chance) = (&people.society.behaviour, &people.chance);
    let mut out = Outcome::NONE;
    let helps = Act::Help.bit();
    let n = home.neighbourhoods[place].persons();
    let behind = matching.behind(chance, home, place, month);
    let helpers = &home.neighbourhoods[behind.other];
    let (mut fate, mut acts) = ([0; LANES], [0; LANES]);
    behind.fetch(&deeds[behind.other].fate, n, helpers.persons(), &mut fate);
    behind.fetch(&deeds[behind.other].acts, n, helpers.persons(), &mut acts);
    for i in 0..LANES {
        out.distressed[i] = fate[i] & MET != 0;
        out.helped[i] = out.distressed[i] & (acts[i] & helps != 0);
    }
    for i in 0..n {
        let own = deeds[place].fate[i];
        let h = behind.of(i);
        if own & (BLAMES | STAGES) == 0 || h >= helpers.persons() {
            continue;
        }
        let savings = deeds[behind.other].savings[h];
        if out.helped[i] && own & BLAMES != 0 {
            let verdict = court(b, terms, chance, helpers.first + h as u32, savings, month);
            out.award[i] = verdict.award;
            out.refuted[i] = verdict.punished;
            deeds[place].acts[i] |= Act::Extort.bit();
        }
        if own & STAGES != 0 {
            out.loot[i] = loot(b, savings, out.award[i]);
            deeds[place].acts[i] |= Acts::from(out.loot[i] > 0) * Act::Scam.bit();
        }
    }
    let ahead = matching.ahead(chance, home, place, month);
    let others = home.neighbourhoods[ahead.other].persons();
    ahead.fetch(&deeds[ahead.other].fate, n, others, &mut fate);
    for i in (0..n).filter(|i| fate[*i] & (BLAMES | STAGES) != 0) {
        let (mut lost, savings) = (0, deeds[place].savings[i]);
        if deeds[place].acts[i] & helps != 0 && fate[i] & BLAMES != 0 {
            out.accused[i] = true;
            let helper = home.neighbourhoods[place].first + i as u32;
            let verdict = court(b, terms, chance, helper, savings, month);
            lost = verdict.award;
            out.award[i] -= lost;
            out.upheld[i] = verdict.upheld;
        }
        if fate[i] & STAGES != 0 {
            let paid = loot(b, savings, lost);
            out.scammed[i] = paid > 0;
            out.loot[i] -= paid;
        }
    }
    out
}
