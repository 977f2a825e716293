//! One month, in six steps: perceive, decide, meet, watch, judge, learn.
//!
//! The state is written in one place, `turn`, and everybody reads only what the last month left. So the order in
//! which persons, counties or threads are worked cannot matter.

use super::accounting::Ledger;
use super::bit_packing::{self, Reader};
use super::county_rules::{Rules, Table};
use super::matching::Matching;
use super::month_start::Entry;
use super::official_cases::{self, Deal};
use super::population::Homes;
use super::town_store::Towns;
use super::world::{TownState, World, load};
use super::{Institution, Settlement, Witness};
use crate::life;
use crate::life::decision::Minds;
use crate::life::events::Events;
use crate::life::learning::{Experience, News};
use crate::life::market::Record;
use crate::life::terms::{Terms, is_listed};
use crate::observatory::tally::{Count, Tally};
use crate::society::assessment_rule::Norm;
use crate::society::behaviour::Behaviour;
use crate::society::geography::{Geography, Town};
use crate::society::strata::By;
use crate::society::traits::{FIRMS, TownPopulation};
use rayon::prelude::*;
use std::io;

/// Turns one month into the next.
///
/// # Errors
///
/// Where counties lie in a file that cannot be read or written: the month has not taken place. Where another who works at
/// the same society cannot be reached: then this world is of no use any more.
pub fn month<C: Towns>(
    people: &Settlement,
    institution: &Institution,
    world: &mut World<C>,
    witness: Option<&dyn Witness>,
    by: Option<By>,
) -> io::Result<Sums> {
    let before = &world.public;
    let homes = Homes::of(people);
    let table = Table::new(people, institution, world.month);
    let (told, now) = (world.news, world.month);
    let begin = || Account::blank(&people.map, by);
    let live = |account: &mut Account, home: &TownPopulation, folk: &mut TownState, desk: &mut Desk| {
        let context = Context::new(people, &homes, &table, home.town.county, told, now, before, witness, by);
        let mut after = std::mem::take(&mut desk.after);
        after.clear();
        after.resize(home.traits.income.len(), 0);
        let matching = context.matching(home);
        let entries = context.live(home, folk, matching, desk);
        context.turn(home, folk, matching, &entries, desk, &mut after, account);
        // Everybody still looks at last month's bytes: those of this month are kept packed until nobody does.
        account.seen.push(packed(&after));
        desk.after = after;
    };
    let accounts: Vec<Account> = world.towns.work(&homes, institution, &begin, &live)?;
    let groups = by.map_or(0, |by| by.groups(&people.map));
    // Where each county is a group, they are told apart already.
    let tiles = if by == Some(By::County) { 0 } else { people.map.tiles() as usize };
    let blank = |n: usize| vec![Tally::default(); n];
    let mut sums = Sums { all: Tally::default(), groups: blank(groups), tiles: blank(tiles) };
    let mut money = [0, 0];
    for (Account { tallies, ledger, .. }, county) in accounts.iter().zip(people.own.clone()) {
        for (n, tally) in tallies.iter().enumerate() {
            if by.is_none_or(|by| by.is_first(n)) {
                sums.all.merge(tally);
                if let Some(tile) = sums.tiles.get_mut(people.map.tile(county) as usize) {
                    tile.merge(tally);
                }
            }
            if let Some(by) = by {
                // A county that is a group of its own has counted nothing else.
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
    world.news = news(&sums.all, world.news, &people.society.behaviour);
    let parts = split(&mut world.public, people);
    let towns = accounts.par_iter().flat_map_iter(|account| &account.seen);
    let towns: Vec<&Box<[u8]>> = towns.collect();
    parts.into_par_iter().zip(towns).for_each(|(part, seen)| lay_open(seen, part));
    let own = people.map.people_in(&people.own);
    people.peers.gather(&mut world.public, own.start as usize..own.end as usize)?;
    world.month += 1;
    Ok(sums)
}

/// The part of a column of the whole society of each town that is worked here.
fn split<'a>(column: &'a mut [u8], people: &Settlement) -> Vec<&'a mut [u8]> {
    let mut here = &mut column[people.map.people_in(&people.own).start as usize..];
    let part = |town: Town| here.split_off_mut(..people.map.people_of_town(&town).len()).unwrap_or_default();
    people.own.clone().flat_map(|county| people.map.towns(county)).map(part).collect()
}

/// What is counted of a county in a month, town by town.
pub(super) struct Account {
    /// Of each group, or of all who live here.
    pub tallies: Vec<Tally>,
    /// Money that moved between here and elsewhere.
    pub ledger: Ledger,
    /// What can be seen of everybody afterwards, packed, by town.
    seen: Vec<Box<[u8]>>,
}

impl Account {
    /// Nothing counted yet, and no money moved.
    pub fn blank(map: &Geography, by: Option<By>) -> Account {
        // Those of a county are of one group if counties are the groups.
        let within = by.filter(|by| *by != By::County).map_or(1, |by| by.groups(map));
        Account { tallies: vec![Tally::default(); within], ledger: Ledger::default(), seen: Vec::new() }
    }
}

/// A town's public bytes, packed.
fn packed(public: &[u8]) -> Box<[u8]> {
    let mut packed = Vec::with_capacity(public.len());
    bit_packing::pack(public, |byte: u8| byte, &mut packed);
    packed.into()
}

/// The inverse of [`packed`].
fn lay_open(packed: &[u8], public: &mut [u8]) {
    bit_packing::unpack_into(|byte: u8| byte, &mut Reader(packed), public).expect("what was packed a moment ago opens");
}

/// What the media make of a month.
///
/// Of what strangers do to each other the month's events are told, wrongs louder than kindness; without any, the old news
/// stay. Of trade, which firms were found out, at inspections or by an illness that was traced to them; that is
/// remembered for some time. Nobody is told how many were looked at, so the public judges by the cases that come to mind
/// (availability: Tversky & Kahneman 1973, Cognitive Psychology 5: 207), and suspects more firms than were found.
fn news(t: &Tally, last: News, b: &Behaviour) -> News {
    let told = |good: f64, bad: f64, loud: f32| (good / (good + f64::from(loud) * bad)) as f32;
    let accused = t.get(Count::Extorted);
    let (kind, wronged) = (t.get(Count::Helped) - accused, accused + t.get(Count::ScamsReported));
    let loud = b.learning.news_bias;
    let strangers = if kind + wronged == 0 { last.strangers } else { told(kind as f64, wronged as f64, loud) };
    let found = (t.get(Count::FoundAdulterating) + t.get(Count::Traced)) as f64 / t.get(Count::Firms).max(1) as f64;
    let scandal = (f64::from(b.learning.news_memory * last.scandal) + found).min(1.0);
    let dealing = if scandal > 0.0 { told(1.0 - scandal, scandal, b.market.suspicion) } else { last.dealing };
    News { strangers, dealing, scandal: scandal as f32 }
}

/// What was counted in a month.
pub struct Sums {
    /// Of everybody.
    pub all: Tally,
    /// Of each group, where figures are told by group in this month: those of a division add up to those of everybody, but
    /// for the state's account.
    pub groups: Vec<Tally>,
    /// Of each tile of the map, as far as its people are worked here; none where each county is a group.
    pub tiles: Vec<Tally>,
}

/// All that a county needs to know to live through a month.
pub struct Context<'a> {
    pub people: &'a Settlement,
    /// Where they live.
    pub homes: &'a Homes<'a>,
    /// By which rules each county lives.
    pub table: &'a Table<'a>,
    pub institution: &'a Institution<'a>,
    pub terms: &'a Terms,
    /// Whether a regime is in force here that keeps dockets.
    pub in_force: bool,
    /// Norm by which neighbours judge each other.
    pub norm: Norm,
    pub news: News,
    pub month: u32,
    /// Everybody's public byte, as last month left it.
    pub public: &'a [u8],
    pub witness: Option<&'a dyn Witness>,
    /// By which groups figures are told.
    pub by: Option<By>,
}

/// Working space of a thread; nothing in it outlives a town's month.
pub struct Desk {
    /// What can be seen of everybody after the month.
    pub after: Vec<u8>,
    pub deeds: Vec<Events>,
    pub minds: Vec<Minds>,
    pub lived: Experience,
    /// What an official brings to a decision.
    pub official: Minds,
    pub deals: Vec<Deal>,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            after: Vec::new(),
            deeds: Vec::new(),
            minds: Vec::new(),
            lived: Experience::EMPTY,
            official: Minds::EMPTY,
            deals: Vec::new(),
        }
    }
}

impl<'a> Context<'a> {
    #[allow(clippy::too_many_arguments)] // all that a county needs to know comes together here
    pub(super) fn new(
        people: &'a Settlement,
        homes: &'a Homes,
        table: &'a Table<'a>,
        county: u32,
        news: News,
        month: u32,
        public: &'a [u8],
        witness: Option<&'a dyn Witness>,
        by: Option<By>,
    ) -> Context<'a> {
        let Rules { institution, terms, in_force } = table.of(county);
        let in_force = *in_force && institution.code.judges();
        let norm = people.society.gossip_norm();
        Context { people, homes, table, institution, terms, in_force, norm, news, month, public, witness, by }
    }

    /// Who meets whom in a town.
    pub(super) fn matching(&self, home: &TownPopulation) -> Matching {
        Matching::draw(&self.people.society.behaviour, &self.people.chance, home, self.month)
    }

    /// What customers know of firms: what is told of them, and, where it is shown, that one is listed.
    pub(super) fn shown(&self, records: &[Record; FIRMS], firms: &[(u8, i16); FIRMS]) -> [Record; FIRMS] {
        let mut known = *records;
        if let Some(warning) = self.terms.firms.as_ref().map(|firms| firms.warning).filter(|w| *w > 0.0) {
            let listed = known.iter_mut().zip(firms).filter(|(_, (standing, _))| is_listed(*standing));
            listed.for_each(|(record, _)| record.warn(warning));
        }
        known
    }

    /// Steps 1 and 2: everybody in a town perceives and decides. Reads the state, writes deeds. Gives what they brought
    /// into the month.
    pub(super) fn live<'b>(
        &'b self,
        home: &'b TownPopulation,
        folk: &TownState,
        matching: Matching,
        desk: &mut Desk,
    ) -> Vec<Entry<'b>> {
        desk.deeds.clear();
        desk.deals.clear();
        desk.deeds.resize_with(home.neighbourhoods.len(), Events::default);
        desk.minds.resize(home.neighbourhoods.len(), Minds::EMPTY);
        let mut entries = Vec::with_capacity(home.neighbourhoods.len());
        for (b, (deeds, minds)) in desk.deeds.iter_mut().zip(&mut desk.minds).enumerate() {
            let entry = self.entry(home, folk, b, matching, minds);
            deeds.savings = load(&folk.columns.savings, &home.neighbourhoods[b].span);
            let records = self.shown(&folk.commons[b].records, &entry.place.firms);
            life::live(&entry.place, minds, self.terms, &records, &self.people.chance, self.month, deeds);
            self.deals(home, folk, b, minds, deeds, &mut desk.official, &mut desk.deals);
            entries.push(entry);
        }
        official_cases::carry_out(&desk.deals, &mut desk.deeds);
        entries
    }
}
