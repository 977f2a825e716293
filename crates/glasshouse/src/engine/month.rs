//! One month, in six steps: perceive, decide, meet, watch, judge, learn.
//!
//! The state is written in one place, `update`, and everybody reads only the state after the last month. The order in
//! which persons, counties or threads are processed therefore cannot matter.

use super::columns::load;
use super::context::Context;
use super::county_account::{CountyAccount, PackedBytes};
use super::county_rules::RuleTable;
use super::county_work::Towns;
use super::desk::Desk;
use super::institution::Institution;
use super::matching::Matching;
use super::month_start::{self, MonthStart};
use super::news;
use super::official_cases;
use super::population::Populations;
use super::running_costs;
use super::settlement::Settlement;
use super::witness::Witness;
use super::world::{TownState, TownView, World};
use crate::life;
use crate::life::decision::Minds;
use crate::life::encounter::{Luck, Setting};
use crate::life::events::Events;
use crate::life::firm_terms::FirmStanding;
use crate::life::place::{FirmReputation, Place};
use crate::observatory::tally::{Count, Tally};
use crate::society::geography::Town;
use crate::society::strata::By;
use crate::society::traits::{FIRMS, TownPopulation};
use rayon::prelude::*;
use std::io;

/// Advances the world by one month.
///
/// # Errors
///
/// If counties are stored in a file that cannot be read or written: the month has not taken place. If another process
/// that simulates the same society cannot be reached: this world is then unusable.
pub fn month<C: Towns>(
    people: &Settlement,
    institution: &Institution,
    world: &mut World<C>,
    witness: Option<&dyn Witness>,
    by: Option<By>,
) -> io::Result<Sums> {
    let populations = Populations::of(people, world.month);
    let table = RuleTable::new(people, institution, world.month);
    let month = Context::new(&populations, &table, world.month, world.news, &world.public);
    let month = Context { witness, by, levy: world.levy, ..month };
    let begin = || CountyAccount::blank(&people.map, by);
    let live = |account: &mut CountyAccount, population: &TownPopulation, state: &mut TownState, desk: &mut Desk| {
        let context = month.in_county(population.town.county);
        let rules = context.people_rules(state);
        let context = rules.as_ref().map_or(context, |rules| context.by_rules(rules));
        context.succeed(population, state, &mut account.ledger);
        desk.after.clear();
        desk.after.resize(population.traits.income.len(), 0);
        let matching = context.matching(population);
        let starts = context.live(population, state, &matching, desk);
        context.update(population, state, &matching, &starts, desk, account);
        // Nothing is seen yet of those who come of age next month.
        populations.leaving(population).into_iter().for_each(|place| desk.after[place as usize] = 0);
        // Everybody still reads last month's bytes: those of this month stay packed until all have finished.
        account.public.push(PackedBytes::pack(&desk.after));
    };
    let accounts: Vec<CountyAccount> = world.towns.work(&populations, institution, &begin, &live)?;
    let groups = by.map_or(0, |by| by.groups(&people.map));
    // If each county is a group, the groups already tell the tiles apart.
    let tiles = if by == Some(By::County) { 0 } else { people.map.tiles() as usize };
    let blank = |n: usize| vec![Tally::default(); n];
    let mut sums = Sums { all: Tally::default(), groups: blank(groups), tiles: blank(tiles) };
    let mut money = [0, 0];
    for (CountyAccount { tallies, ledger, .. }, county) in accounts.iter().zip(people.own.clone()) {
        for (n, tally) in tallies.iter().enumerate() {
            if by.is_none_or(|by| by.is_first(n)) {
                sums.all.merge(tally);
                if let Some(tile) = sums.tiles.get_mut(people.map.tile(county) as usize) {
                    tile.merge(tally);
                }
            }
            if let Some(by) = by {
                // A county that is its own group has counted nothing else.
                sums.groups[if by == By::County { county as usize } else { n }].merge(tally);
            }
        }
        money[0] += ledger.state;
        money[1] += ledger.outside;
    }
    people.peers.sum(&mut money)?;
    let mut told = std::iter::once(&mut sums.all).chain(&mut sums.groups).chain(&mut sums.tiles);
    told.try_for_each(|tally| people.peers.sum(tally.numbers()))?;
    world.state += money[0];
    world.outside += money[1];
    sums.all.add(Count::StateAccount, world.state);
    world.levy = running_costs::levy(&sums.all, institution);
    world.news = news::of(&sums.all, world.news, &people.society.behaviour, table.law().terms.scandal);
    let parts = split(&mut world.public, people);
    let towns: Vec<&PackedBytes> = accounts.iter().flat_map(|account| &account.public).collect();
    parts.into_par_iter().zip(towns).for_each(|(part, seen)| seen.unpack_into(part));
    let own = people.map.people_in(&people.own);
    people.peers.gather(&mut world.public, own.start as usize..own.end as usize)?;
    world.month += 1;
    Ok(sums)
}

/// Splits a column of the whole society into the parts of the towns simulated here.
fn split<'a>(column: &'a mut [u8], people: &Settlement) -> Vec<&'a mut [u8]> {
    let mut here = &mut column[people.map.people_in(&people.own).start as usize..];
    let part = |town: Town| here.split_off_mut(..people.map.people_of_town(&town).len()).unwrap_or_default();
    people.own.clone().flat_map(|county| people.map.towns(county)).map(part).collect()
}

/// The counts of a month.
pub struct Sums {
    /// Of everybody.
    pub all: Tally,
    /// Of each group, where figures are broken down by group in this month: those of a division add up to those of
    /// everybody, except for the state's account.
    pub groups: Vec<Tally>,
    /// Of each tile of the map, for its people who are simulated here; none where each county is a group.
    pub tiles: Vec<Tally>,
}

impl Context<'_> {
    /// What customers know of firms: their records and, where they are shown, their tiers and listings.
    pub(super) fn shown(
        &self,
        records: &[FirmReputation; FIRMS],
        firms: &[FirmStanding; FIRMS],
    ) -> [FirmReputation; FIRMS] {
        let mut known = *records;
        if let Some(terms) = &self.terms.firms {
            for (record, firm) in known.iter_mut().zip(firms) {
                record.warn(terms.access[usize::from(firm.standing)].shown);
            }
        }
        known
    }

    /// The setting in which the people of a neighbourhood live this month.
    pub(super) fn setting<'b>(
        &'b self,
        place: &'b Place,
        minds: &'b Minds,
        records: &'b [FirmReputation; FIRMS],
    ) -> Setting<'b> {
        Setting { place, minds, terms: self.terms, records }
    }

    /// Steps 1 and 2: everybody in a town perceives and decides. Reads the state and writes events. Returns the state
    /// of the people of each neighbourhood at the start of the month.
    pub(super) fn live<'b>(
        &'b self,
        population: &'b TownPopulation,
        state: &TownState,
        matching: &Matching,
        desk: &mut Desk,
    ) -> Vec<MonthStart<'b>> {
        let n = population.neighbourhoods.len();
        let Desk { events, minds, official, deals, .. } = desk;
        deals.clear();
        events.resize(n, Events::NONE);
        minds.resize(n, Minds::EMPTY);
        let mut starts = Vec::with_capacity(n);
        for (k, (events, minds)) in events.iter_mut().zip(minds).enumerate() {
            let here = self.in_neighbourhood(population, k);
            let start = month_start::read(&here, population, state, k, matching, minds);
            *events = Events::NONE;
            events.savings = load(&state.columns.savings, &population.neighbourhoods[k].span);
            let records = here.shown(&state.commons[k].records, &start.place.firms);
            let mut luck = Luck::new(&self.people.rng, start.place.home.first, self.month);
            life::live(&here.setting(&start.place, minds, &records), &mut luck, events);
            let town = TownView { population, state };
            here.deals(town, k, minds, events, official, deals);
            starts.push(start);
        }
        official_cases::carry_out(deals, events);
        starts
    }
}
