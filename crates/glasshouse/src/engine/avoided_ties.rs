//! Ties that fall silent because a friend in a higher tier sees that the other's tier is lower.
//!
//! The ties of a town are found once a month, starting from the people in low tiers, so that both ends agree. Ties of
//! one kind are compared for everybody at once. Where no friend sees tiers, nothing is computed.

use super::columns::load;
use super::context::Context;
use super::observation::{Observation, twisted};
use super::pair_draws::PairDraws;
use crate::life::decision::Minds;
use crate::life::events::Events;
use crate::life::shunning::{AVOIDED, SHUNNING};
use crate::life::terms::{NEUTRAL, STANDINGS, is_listed, tier};
use crate::rng::{LANES, Lane, ROW, places, unit};
use crate::society::ties::{FAR, STEPS};
use crate::society::traits::{Neighbourhood, TownPopulation};
use multiversion::multiversion;

/// The ties of a town that have fallen silent for a tier, by neighbourhood.
#[derive(Default)]
pub struct AvoidedTies {
    ends: Vec<SilentEnd>,
    /// For each neighbourhood, one more than the index of the end that was found last; 0: none.
    last: Vec<u32>,
}

/// One end of a silent tie.
struct SilentEnd {
    /// Place of the person in her neighbourhood.
    place: usize,
    /// Her friend.
    friend: u32,
    /// Whether it is she whose tier is the lower one.
    lower: bool,
    /// One more than the index of the end of the same neighbourhood that was found before; 0: none.
    before: u32,
}

impl AvoidedTies {
    fn add(&mut self, hood: usize, place: usize, friend: u32, lower: bool) {
        self.ends.push(SilentEnd { place, friend, lower, before: self.last[hood] });
        self.last[hood] = self.ends.len() as u32;
    }

    /// The ends in neighbourhood `k`.
    fn of(&self, k: usize) -> impl Iterator<Item = &SilentEnd> {
        let end = |number: u32| self.ends.get((number as usize).wrapping_sub(1));
        std::iter::successors(self.last.get(k).and_then(|last| end(*last)), move |found| end(found.before))
    }
}

/// What ranks friends see. Bits are standings.
#[derive(Clone, Copy)]
struct Ranks {
    /// Those with which people are avoided by friends of a higher rank.
    avoided: u32,
    /// Those of the listed, if ties see the list: then it decides about these ties.
    shunned: u32,
}

impl Ranks {
    /// The rank of a standing; 0 if friends go by the list.
    #[inline(always)]
    fn of(self, standing: u8) -> u8 {
        if self.shunned >> standing & 1 != 0 { 0 } else { tier(standing) + 1 }
    }
}

impl Context<'_> {
    /// Both ends of each tie in a town that has fallen silent for a tier. `standing` is everybody's when the month
    /// began, `minds` are those of the town.
    pub fn avoided(
        &self,
        population: &TownPopulation,
        minds: &[Minds],
        standing: &[u8],
        pairs: &mut PairDraws,
    ) -> AvoidedTies {
        let (hoods, mut silent) = (&population.neighbourhoods, AvoidedTies::default());
        if !self.terms.avoids() {
            return silent;
        }
        let ranks = self.ranks();
        pairs.clear();
        for k in 0..hoods.len() {
            find(population, k, standing, ranks, pairs);
        }
        // The draw is that of a list, so that nobody who would keep a listed friend drops one for a tier.
        pairs.draw(&self.people.rng, SHUNNING);
        let PairDraws { one: persons, other: friends, words } = pairs;
        silent.last.resize(hoods.len(), 0);
        let (chances, first) = (self.terms.access.each_ref().map(|access| access.avoided), hoods[0].first);
        let home = |person: u32| {
            let (at, k) = ((person - first) as usize, population.number_of_hood((person - first) as usize));
            (k, at - hoods[k].span.start)
        };
        for (n, word) in words.iter().enumerate() {
            let avoided = chances[usize::from(standing[(persons[n] - first) as usize])];
            let u = 1.0 - unit(*word);
            // Most draws decide without a look at the friend.
            if u > avoided {
                continue;
            }
            let (there, theirs) = home(friends[n]);
            if u <= avoided * (1.0 - minds[there].keeps[theirs]) {
                let (here, place) = home(persons[n]);
                silent.add(here, place, friends[n], true);
                silent.add(there, theirs, persons[n], false);
            }
        }
        silent
    }

    /// What ranks friends see this month.
    fn ranks(&self) -> Ranks {
        let those = |which: &dyn Fn(u8) -> bool| {
            (0..STANDINGS as u8).filter(|s| which(*s)).fold(0, |all, standing| all | 1 << standing)
        };
        let shunned = those(&|standing| self.terms.shown_to_ties && is_listed(standing));
        let avoided = those(&|standing| self.terms.access[usize::from(standing)].avoided > 0.0);
        Ranks { avoided: avoided & !shunned, shunned }
    }

    /// Takes the silent ties of neighbourhood `k` out of what its people have seen.
    pub fn avoid(&self, k: usize, silent: &AvoidedTies, seen: &mut Observation, events: &mut Events) {
        for end in silent.of(k) {
            seen.sights.take(end.place, self.public[end.friend as usize]);
            seen.ties[end.place] -= 1;
            events.befalls(end.place, AVOIDED, end.lower);
        }
    }
}

/// Appends the people of neighbourhood `k` who are in low tiers with each of their friends in the town who are in higher
/// ones: those along the neighbourhood and in the rows of the county. Friends elsewhere do not know how they stand now.
/// `standing` is that of the town.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn find(population: &TownPopulation, k: usize, standing: &[u8], ranks: Ranks, pairs: &mut PairDraws) {
    let hood = &population.neighbourhoods[k];
    let (n, own) = (hood.persons(), load(standing, &hood.span));
    let (mut rank, mut from, mut low) = ([0; LANES], [u8::MAX; LANES], false);
    for i in 0..LANES {
        let avoided = (i < n) & (ranks.avoided >> own[i] & 1 != 0);
        rank[i] = ranks.of(own[i]);
        from[i] = if avoided { rank[i] } else { u8::MAX };
        low |= avoided;
    }
    if !low {
        return;
    }
    let ties = load(&population.traits.ties, &hood.span);
    let mut higher = [0_u16; LANES];
    along_steps(hood, &ties, &rank, &from, &mut higher);
    for slot in 0..FAR {
        let theirs = row_by_row(hood, slot, population.neighbourhoods[0].first, standing);
        for i in 0..LANES {
            let sees = (ties[i] >> (STEPS + slot) & 1 != 0) & (ranks.of(theirs[i]) > from[i]);
            higher[i] |= u16::from(sees) << (2 * STEPS + slot);
        }
    }
    let mut some = [false; LANES];
    (0..LANES).for_each(|i| some[i] = higher[i] != 0);
    // How far ahead the friend along the neighbourhood is, for each bit.
    let ahead: [usize; 2 * STEPS] = std::array::from_fn(|tie| {
        let step = usize::from(hood.steps[tie / 2]);
        if tie % 2 == 0 { step } else { n - step }
    });
    for place in places(&some) {
        let mut left = higher[place];
        while left != 0 {
            let tie = left.trailing_zeros() as usize;
            left &= left - 1;
            let friend = match ahead.get(tie) {
                Some(ahead) => hood.first + (place + ahead - if place + ahead >= n { n } else { 0 }) as u32,
                None => {
                    let row = &hood.rows[place / ROW][tie - 2 * STEPS];
                    row.of(place % ROW).expect("a tie leads to somebody")
                }
            };
            pairs.add(hood.first + place as u32, friend);
        }
    }
}

/// Sets the bits of the friends along the neighbourhood whose rank is higher: the steps forward have the even ones, those
/// back the odd ones. Ranks are laid out twice, one after the other, so that wrapping around needs no division.
#[inline(always)]
fn along_steps(hood: &Neighbourhood, ties: &Lane<u8>, rank: &Lane<u8>, from: &Lane<u8>, higher: &mut Lane<u16>) {
    let n = hood.persons();
    let (mut ranks, mut exist) = ([0_u8; 3 * LANES], [0_u8; 3 * LANES]);
    for copy in 0..2 {
        ranks[copy * n..][..n].copy_from_slice(&rank[..n]);
        exist[copy * n..][..n].copy_from_slice(&ties[..n]);
    }
    let lane = |column: &[u8; 3 * LANES], from: usize| -> Lane<u8> {
        let mut lane = [0; LANES];
        lane.copy_from_slice(&column[from..][..LANES]);
        lane
    };
    for (s, step) in hood.steps.iter().map(|step| usize::from(*step)).enumerate() {
        let (forward, back, back_exist) = (lane(&ranks, step), lane(&ranks, n - step), lane(&exist, n - step));
        for i in 0..LANES {
            let ahead = (ties[i] >> s & 1 != 0) & (forward[i] > from[i]);
            let behind = (back_exist[i] >> s & 1 != 0) & (back[i] > from[i]);
            higher[i] |= u16::from(ahead) << (2 * s) | u16::from(behind) << (2 * s + 1);
        }
    }
}

/// The standings of the people to whom the rows have ties of a kind; none for those who live in another town, whose first
/// person is `first`.
#[inline(always)]
fn row_by_row(hood: &Neighbourhood, slot: usize, first: u32, standing: &[u8]) -> Lane<u8> {
    let mut lane = [NEUTRAL; LANES];
    for (r, rows) in hood.rows.iter().enumerate() {
        let there = standing.get(rows[slot].first.wrapping_sub(first) as usize..).unwrap_or(&[]);
        let mut row = [NEUTRAL; ROW];
        match there.first_chunk() {
            Some(whole) => row = *whole,
            None => row[..there.len()].copy_from_slice(there),
        }
        let row = twisted(u64::from_le_bytes(row), rows[slot].twist).to_le_bytes();
        lane[r * ROW..][..ROW].copy_from_slice(&row);
    }
    lane
}
