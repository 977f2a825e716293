//! One month, in six steps: perceive, decide, meet, watch, judge, learn.
//!
//! The state is written in one place, `turn`, and everybody reads only what the last month left. So the order in
//! which persons, counties or threads are worked cannot matter.

use super::cases::{self, Deal};
use super::meeting::Matching;
use super::purse::Ledger;
use super::rules::{Rules, Table};
use super::world::{County, World, load};
use super::{Institution, Settlement, Witness};
use crate::life;
use crate::life::deeds::Deeds;
use crate::life::learn::{Lived, News};
use crate::life::market::Record;
use crate::life::mind::Minds;
use crate::life::terms::{Terms, is_listed};
use crate::observatory::tally::{Count, Tally};
use crate::society::behaviour::Behaviour;
use crate::society::groups::By;
use crate::society::people::{FIRMS, Home};
use crate::society::repute::Norm;
use rayon::prelude::*;

/// Turns one month into the next.
pub fn month(
    people: &Settlement,
    institution: &Institution,
    world: &mut World,
    witness: Option<&dyn Witness>,
    by: Option<By>,
) -> Sums {
    let before = std::mem::take(&mut world.public);
    let mut after = vec![0; before.len()];
    let table = Table::new(people, institution, world.month);
    let (told, now) = (world.news, world.month);
    let context = |home: &Home| Context::new(people, &table, home.county, told, now, &before, witness, by);
    let months: Vec<(Vec<Tally>, Ledger)> = split(&mut after, &people.homes)
        .into_par_iter()
        .zip(&people.homes)
        .zip(&mut world.counties)
        .map_init(Desk::default, |desk, ((after, home), county)| {
            let context = context(home);
            context.live(home, county, desk);
            context.turn(home, county, desk, after)
        })
        .collect();
    let groups = by.map_or(0, |by| by.groups(&people.map));
    let mut sums = Sums { all: Tally::default(), groups: vec![Tally::default(); groups] };
    for ((counted, ledger), home) in months.iter().zip(&people.homes) {
        for (n, tally) in counted.iter().enumerate() {
            if by.is_none_or(|by| by.is_first(n)) {
                sums.all.merge(tally);
            }
            if let Some(by) = by {
                // A county that is a group of its own has counted nothing else.
                sums.groups[if by == By::County { home.county as usize } else { n }].merge(tally);
            }
        }
        world.state += ledger.state;
        world.outside += ledger.outside;
    }
    sums.all.add(Count::StateAccount, world.state);
    world.news = news(&sums.all, world.news, &people.society.behaviour);
    world.public = after;
    world.month += 1;
    sums
}

/// Each county's part of a column of the whole society.
fn split<'a>(mut column: &'a mut [u8], homes: &[Home]) -> Vec<&'a mut [u8]> {
    homes
        .iter()
        .map(|home| {
            let (part, rest) = std::mem::take(&mut column).split_at_mut(home.traits.income.len());
            column = rest;
            part
        })
        .collect()
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
}

/// All that a county needs to know to live through a month.
pub struct Context<'a> {
    pub people: &'a Settlement,
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

/// Working space of a thread; nothing in it outlives a county's month.
pub struct Desk {
    pub deeds: Vec<Deeds>,
    pub minds: Minds,
    pub lived: Lived,
    pub deals: Vec<Deal>,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk { deeds: Vec::new(), minds: Minds::EMPTY, lived: Lived::EMPTY, deals: Vec::new() }
    }
}

impl<'a> Context<'a> {
    #[allow(clippy::too_many_arguments)] // all that a county needs to know comes together here
    fn new(
        people: &'a Settlement,
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
        Context { people, table, institution, terms, in_force, norm, news, month, public, witness, by }
    }

    /// Who meets whom in a county.
    pub fn matching(&self, home: &Home) -> Matching {
        Matching::draw(&self.people.society.behaviour, &self.people.chance, home, self.month)
    }

    /// What customers know of firms: what is told of them, and, where it is shown, that one is listed.
    fn shown(&self, records: &[Record; FIRMS], firms: &[(u8, i16); FIRMS]) -> [Record; FIRMS] {
        let mut known = *records;
        if let Some(warning) = self.terms.firms.as_ref().map(|firms| firms.warning).filter(|w| *w > 0.0) {
            let listed = known.iter_mut().zip(firms).filter(|(_, (standing, _))| is_listed(*standing));
            listed.for_each(|(record, _)| record.warn(warning));
        }
        known
    }

    /// Steps 1 and 2: everybody perceives and decides. Reads the state, writes deeds.
    fn live(&self, home: &Home, county: &County, desk: &mut Desk) {
        desk.deeds.clear();
        desk.deals.clear();
        desk.deeds.resize_with(home.neighbourhoods.len(), Deeds::default);
        let matching = self.matching(home);
        for (b, deeds) in desk.deeds.iter_mut().enumerate() {
            let entry = self.entry(home, county, b, matching, &mut desk.minds);
            deeds.savings = load(&county.columns.savings, &home.neighbourhoods[b].span);
            let records = self.shown(&county.commons[b].records, &entry.place.firms);
            life::live(&entry.place, &desk.minds, self.terms, &records, &self.people.chance, self.month, deeds);
            self.deals(home, county, b, &desk.minds, deeds, &mut desk.deals);
        }
        cases::carry_out(&desk.deals, &mut desk.deeds);
    }
}
