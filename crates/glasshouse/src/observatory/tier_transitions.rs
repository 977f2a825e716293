//! Transitions between tiers by income fifth, counted between a few months of a run.

use crate::engine::world::World;
use crate::engine::{PackedCounties, Settlement, Simulation};
use crate::life::terms::{LISTED, NEUTRAL};
use crate::regime::{Regime, Score};
use crate::society::strata::By;
use std::io;

/// Most months at whose ends standings are read.
const LOOKS: u32 = 4;

/// Persons who were in one tier at one reading and in another at the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierFlows {
    /// The months at whose ends standings are read, counted from 0: the first and the last in force, and some
    /// between.
    pub months: Vec<u32>,
    /// Names of the tiers, lowest first.
    pub tiers: Vec<String>,
    /// Persons: by income fifth (poorest first), span between two readings, tier before, tier after.
    pub counts: Vec<Vec<Vec<Vec<u32>>>>,
}

impl TierFlows {
    /// Persons of a fifth in each tier at a reading.
    pub fn at(&self, fifth: usize, look: usize) -> Vec<u32> {
        let spans = &self.counts[fifth];
        match look {
            0 => spans[0].iter().map(|to| to.iter().sum()).collect(),
            n => (0..self.tiers.len()).map(|tier| spans[n - 1].iter().map(|to| to[tier]).sum()).collect(),
        }
    }
}

/// Reads everybody's standing now and then while a regime runs.
pub struct Walk {
    flows: TierFlows,
    before: Vec<u8>,
}

impl Walk {
    /// Before the first month, or where [`Walk::bytes`] were taken, if there are any; `None` if the regime keeps no
    /// score, or is in force for less than two months of the run.
    pub fn new(regime: &Regime, months: u32, bytes: &[u8]) -> Option<Walk> {
        let score: &Score = regime.score.as_ref()?;
        let last = regime.ends.unwrap_or(u32::MAX).min(months).checked_sub(1)?;
        if regime.starts >= last {
            return None;
        }
        let looks = LOOKS.min(last - regime.starts + 1);
        let months: Vec<u32> = (0..looks).map(|n| regime.starts + (last - regime.starts) * n / (looks - 1)).collect();
        let tiers: Vec<String> = score.tiers.iter().map(|tier| tier.name.clone()).collect();
        let mut counts = vec![vec![vec![vec![0; tiers.len()]; tiers.len()]; months.len() - 1]; By::Income.parts()];
        let (mut numbers, mut rest) = (counts.iter_mut().flatten().flatten().flatten(), bytes);
        while let (Some(n), Some((number, left))) = (numbers.next(), rest.split_first_chunk()) {
            (*n, rest) = (u32::from_le_bytes(*number), left);
        }
        Some(Walk { flows: TierFlows { months, tiers, counts }, before: rest.to_vec() })
    }

    /// The readings so far, as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let numbers = self.flows.counts.iter().flatten().flatten().flatten();
        numbers.flat_map(|n| n.to_le_bytes()).chain(self.before.iter().copied()).collect()
    }

    /// Whether standings are read at the end of this month.
    pub fn looks(&self, month: u32) -> bool {
        self.flows.months.contains(&month)
    }

    /// Reads the standings at the end of a month, if it is one of the chosen months. A person without a docket at one
    /// of two readings is not counted between them.
    ///
    /// # Errors
    ///
    /// If counties are in a file that cannot be read, or another process of this society cannot be reached.
    pub fn look(&mut self, month: u32, people: &Settlement, world: &World<PackedCounties>) -> io::Result<()> {
        let Some(look) = self.flows.months.iter().position(|m| *m == month) else { return Ok(()) };
        let own = people.map.people_in(&people.own);
        let own = own.start as usize..own.end as usize;
        let mut here = Vec::with_capacity(own.len());
        for c in 0..world.towns.len() {
            world.towns.open(c, |folk| here.extend_from_slice(&folk.columns.standing))?;
        }
        let fifths = people.homes.iter().flat_map(|home| home.traits.fifth.iter().copied());
        let (tiers, before) = (self.flows.tiers.len(), self.before.get(own.clone()).unwrap_or_default());
        let mut moved = vec![0; By::Income.parts() * tiers * tiers];
        for ((from, to), fifth) in before.iter().zip(&here).zip(fifths) {
            if *from != NEUTRAL && *to != NEUTRAL {
                let [fifth, from, to] = [fifth, from % LISTED, to % LISTED].map(usize::from);
                moved[(fifth * tiers + from) * tiers + to] += 1;
            }
        }
        people.peers.sum(&mut moved)?;
        if let Some(span) = look.checked_sub(1) {
            let counts = self.flows.counts.iter_mut().flat_map(|fifth| fifth[span].iter_mut().flatten());
            counts.zip(moved).for_each(|(count, moved)| *count += moved as u32);
        }
        let mut now = vec![0; people.size.people as usize];
        now[own.clone()].copy_from_slice(&here);
        people.peers.gather(&mut now, own)?;
        // After the last reading nobody is compared any more.
        self.before = if look + 1 == self.flows.months.len() { Vec::new() } else { now };
        Ok(())
    }

    /// The final counts; `None` where nothing was read.
    pub fn over(regime: &Regime, months: u32, bytes: &[u8]) -> Option<TierFlows> {
        Walk::new(regime, months, bytes).filter(|_| !bytes.is_empty()).map(|walk| walk.flows)
    }
}

/// Runs a regime once more and counts; `None` as for a [`Walk`].
pub fn flows(people: &Settlement, regime: &Regime) -> Option<TierFlows> {
    let mut walk = Walk::new(regime, people.size.months, &[])?;
    let mut course = Simulation::new(people, regime, None);
    for month in 0..=walk.flows.months.last().copied()? {
        course.step();
        walk.look(month, people, course.world()).ok()?;
    }
    Some(walk.flows)
}
