//! Meetings in encounters that a file adds: who deals with whom, and the money that passes between the two.
//!
//! A passer-by is the one of the month's matching, and both sides compute the same outcome. Everybody else is found in
//! the neighbourhood. Nobody pays more than she has, and who already blames or cheats her passer-by does nothing else
//! to her.

use super::columns::load;
use super::context::Context;
use super::informant_reports::{kin_on_her_mind, on_her_mind};
use super::matching::{Matching, MeetingOutcomes};
use crate::life::distress::BLAMES;
use crate::life::events::Events;
use crate::life::own::{self, TREATED_BADLY, TREATED_WELL, Traces};
use crate::life::staged::STAGES;
use crate::rng::{LANES, Lane, nth};
use crate::society::act::{Act, Nature};
use crate::society::own_encounter::{Choosable, Counterpart, OwnEncounter};
use crate::society::traits::{Neighbourhood, OFFICIAL, TownPopulation};

impl Context<'_> {
    /// Carries out the encounters that files add in neighbourhood `k`: acts towards others, and what these pay or
    /// receive.
    pub fn deal_in_own(
        &self,
        population: &TownPopulation,
        matching: &Matching,
        k: usize,
        events: &mut [Events],
        out: &mut MeetingOutcomes,
    ) {
        let encounters = &self.people.society.encounters;
        if encounters.all.iter().any(|own| own.with == Counterpart::PasserBy && own.key != "staged") {
            self.with_passers_by(population, matching, k, events, out);
        }
        for (number, own) in encounters.all.iter().enumerate().filter(|(_, own)| own.with.is_near()) {
            self.nearby(population, k, number, own, &mut events[k], out);
        }
    }

    /// The first encounter with a passer-by in which somebody did something this month.
    fn dealing(&self, events: &Events, i: usize) -> Option<&Choosable> {
        let busy = events.befell(i, BLAMES) || events.befell(i, STAGES);
        let all = self.people.society.encounters.all.iter().enumerate();
        let strangers = all.filter(|(_, own)| own.with == Counterpart::PasserBy && own.key != "staged" && !busy);
        strangers.into_iter().find_map(|(number, own)| chosen(number, own, events, i))
    }

    /// The role of an act that a file adds, or of one of the model.
    fn nature(&self, act: Option<Act>) -> Nature {
        let own = |act: Act| self.terms.own.role(act).map(|role| role.nature);
        act.and_then(|act| act.row().map(|row| row.nature).or_else(|| own(act))).unwrap_or(Nature::Neutral)
    }

    fn with_passers_by(
        &self,
        population: &TownPopulation,
        matching: &Matching,
        k: usize,
        events: &mut [Events],
        out: &mut MeetingOutcomes,
    ) {
        let n = population.neighbourhoods[k].persons();
        let behind = matching.behind(population, k);
        let theirs = population.neighbourhoods[behind.other].persons();
        for i in 0..n {
            let h = behind.of(i);
            let Some(option) = self.dealing(&events[k], i).filter(|_| h < theirs) else { continue };
            let paid = passes(option, events[k].savings[i], events[behind.other].savings[h]);
            if !option.is_dealt() || paid != 0 {
                out.loot[i] += paid;
                option.act.iter().for_each(|act| events[k].acts[i] |= act.bit());
            }
        }
        let ahead = matching.ahead(population, k);
        let theirs = population.neighbourhoods[ahead.other].persons();
        for i in 0..n {
            let d = ahead.of(i);
            if d >= theirs {
                continue;
            }
            let Some(option) = self.dealing(&events[ahead.other], d) else { continue };
            let paid = passes(option, events[ahead.other].savings[d], events[k].savings[i]);
            if !option.is_dealt() || paid != 0 {
                out.loot[i] -= paid;
                treat(self.nature(option.act), &mut events[k], i);
            }
        }
    }

    /// An encounter with somebody of the same neighbourhood.
    fn nearby(
        &self,
        population: &TownPopulation,
        k: usize,
        number: usize,
        own: &OwnEncounter,
        events: &mut Events,
        out: &mut MeetingOutcomes,
    ) {
        let neighbourhood = &population.neighbourhoods[k];
        let met = own::MET[number];
        if events.how_many(met, neighbourhood.persons()) == 0 {
            return;
        }
        let (traits, span) = (&population.traits, &neighbourhood.span);
        let near = Near {
            neighbourhood,
            household: &load(&traits.household, span),
            ties: &load(&traits.ties, span),
            flags: &load(&traits.flags, span),
        };
        let mut draws = [[0; LANES]; 4];
        if own.rare {
            draws[0] = self.people.rng.lane(own::stream(own), neighbourhood.first, self.month);
        } else {
            self.people.rng.lanes(own::stream(own), neighbourhood.first, self.month, &mut draws);
        }
        // What each can still pay: after courts and staged accidents, and after earlier dealings of this month.
        let left = |events: &Events, out: &MeetingOutcomes, i: usize| {
            (events.savings[i] as i32 + (out.award[i] + out.loot[i]).min(0)).max(0) as u32
        };
        for i in 0..neighbourhood.persons() {
            let Some(option) = chosen(number, own, events, i) else { continue };
            let Some(j) = near.find(own.with, i, own::word_of_other(own, &draws, i)) else { continue };
            let paid = passes(option, left(events, out, i), left(events, out, j));
            if !option.is_dealt() || paid != 0 {
                out.loot[i] += paid;
                out.loot[j] -= paid;
                option.act.iter().for_each(|act| events.acts[i] |= act.bit());
                treat(self.nature(option.act), events, j);
            }
        }
    }
}

/// What somebody chose in an encounter that she met, whether or not there is somebody to deal with.
fn chosen<'a>(number: usize, own: &'a OwnEncounter, events: &Events, i: usize) -> Option<&'a Choosable> {
    let Traces { met, broke, .. } = own::traces(number, own);
    let (met, broke) = (events.befell(i, met?), events.befell(i, broke?));
    met.then_some(if broke { &own.breaks } else { &own.keeps })
}

/// Yuan that pass to the person who chose this option, or (negative) from her, where the two have this much.
fn passes(option: &Choosable, hers: u32, theirs: u32) -> i32 {
    let yuan = option.takes as i32;
    if yuan >= 0 { yuan.min(theirs as i32) } else { yuan.max(-(hers as i32)) }
}

/// Notes how the other was treated.
fn treat(nature: Nature, events: &mut Events, j: usize) {
    events.befalls(j, TREATED_WELL, matches!(nature, Nature::Kind(_)));
    events.befalls(j, TREATED_BADLY, matches!(nature, Nature::Wrong));
}

/// The people of a neighbourhood, among whom the other of an encounter is found.
struct Near<'a> {
    neighbourhood: &'a Neighbourhood,
    household: &'a Lane<u8>,
    ties: &'a Lane<u8>,
    flags: &'a Lane<u8>,
}

impl Near<'_> {
    /// The place of the other of the person at place `i`; `None` if there is none.
    fn find(&self, with: Counterpart, i: usize, word: u32) -> Option<usize> {
        let n = self.neighbourhood.persons();
        let other = match with {
            Counterpart::Nobody | Counterpart::PasserBy => None,
            Counterpart::Neighbour => (n > 1).then(|| (i + 1 + nth(word, 3) as usize % (n - 1)) % n),
            Counterpart::Kin => kin_on_her_mind(self.household[i], i, word).map(|(j, _)| j),
            Counterpart::Friend => on_her_mind(self.neighbourhood, self.ties, i, word),
            Counterpart::Firm => {
                let firms = self.neighbourhood.firms;
                (firms > 0).then(|| self.neighbourhood.owner(nth(word, 3) as usize % firms))
            }
            Counterpart::Official => {
                let from = nth(word, 3) as usize % n;
                (from..n).chain(0..from).find(|j| self.flags[*j] & OFFICIAL != 0)
            }
        };
        other.filter(|j| *j != i)
    }
}
