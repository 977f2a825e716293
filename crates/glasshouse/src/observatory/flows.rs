//! Who came from which tier into which, the poor and the rich? Counted between a few months of one society.

use crate::engine::world::County;
use crate::engine::{Course, Settlement};
use crate::life::terms::{LISTED, NEUTRAL};
use crate::regime::{Regime, Score};
use crate::society::groups::By;

/// Months between which it is counted.
const LOOKS: u32 = 4;

/// Persons who were in one tier at one look and in another at the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows {
    /// The months at whose ends one looks, counted from 0: the first and the last in force, and some between.
    pub months: Vec<u32>,
    /// Names of the tiers, lowest first.
    pub tiers: Vec<String>,
    /// Persons: by income fifth (poorest first), span between two looks, tier before, tier after.
    pub counts: Vec<Vec<Vec<Vec<u32>>>>,
}

impl Flows {
    /// Persons of a fifth in each tier at a look.
    pub fn at(&self, fifth: usize, look: usize) -> Vec<u32> {
        let spans = &self.counts[fifth];
        match look {
            0 => spans[0].iter().map(|to| to.iter().sum()).collect(),
            n => (0..self.tiers.len()).map(|tier| spans[n - 1].iter().map(|to| to[tier]).sum()).collect(),
        }
    }
}

/// Runs a regime once more and counts; `None` if it keeps no score, or is in force for less than two months of the run.
/// Who has no docket at one of two looks is not counted between them.
pub fn flows(people: &Settlement, regime: &Regime) -> Option<Flows> {
    let score: &Score = regime.score.as_ref()?;
    let last = regime.ends.unwrap_or(u32::MAX).min(people.size.months).checked_sub(1)?;
    if regime.starts >= last {
        return None;
    }
    let looks = LOOKS.min(last - regime.starts + 1);
    let months: Vec<u32> = (0..looks).map(|n| regime.starts + (last - regime.starts) * n / (looks - 1)).collect();
    let fifths = By::Income.parts();
    let tiers = score.tiers.len();
    let mut counts = vec![vec![vec![vec![0; tiers]; tiers]; months.len() - 1]; fifths];
    let mut course = Course::new(people, regime, None);
    let (mut before, mut county): (Vec<u8>, _) = (Vec::new(), County::default());
    for month in 0..=last {
        course.step();
        let Some(look) = months.iter().position(|m| *m == month) else { continue };
        let counties = &course.world().counties;
        let mut now = Vec::with_capacity(before.len());
        for c in 0..counties.len() {
            counties.open(c, &mut county).ok()?;
            now.extend_from_slice(&county.columns.standing);
        }
        let fifth = people.homes.iter().flat_map(|home| home.traits.fifth.iter().copied());
        for ((from, to), fifth) in before.iter().zip(&now).zip(fifth) {
            if *from != NEUTRAL && *to != NEUTRAL {
                counts[usize::from(fifth)][look - 1][usize::from(from % LISTED)][usize::from(to % LISTED)] += 1;
            }
        }
        before = now;
    }
    Some(Flows { months, tiers: score.tiers.iter().map(|tier| tier.name.clone()).collect(), counts })
}
