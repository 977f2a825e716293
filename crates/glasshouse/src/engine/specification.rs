//! The specification of a population: society, persons and months, seed and replicate.

use crate::regime::Regime;
use crate::rng::Rng;
use crate::society::Society;
use crate::society::geography::Geography;
use crate::society::own_encounter::Encounters;

/// Months simulated under the law alone before a run begins, unless another number is requested. By then norms,
/// expectations, reputations and firms' records have settled, so no run starts from an implausible state.
pub const EARLIER: u32 = 36;
/// Number of the first of these months: far from those of any run, and a January.
pub(super) const FIRST_EARLIER: u32 = 12 << 26;
/// The month of a run for which ages are wanted: during the earlier months nobody grows older, so that a run begins
/// with the people who were drawn.
pub(super) fn month_of_run(month: u32) -> Option<u32> {
    (month < FIRST_EARLIER).then_some(month)
}
/// Fewest persons: below this, the neighbourhoods and counties of the model have no meaning.
pub const LEAST_PEOPLE: u64 = 1_000;
/// Most persons: the population of China, with room to spare.
pub const MOST_PEOPLE: u64 = 2_000_000_000;

/// The number of persons and of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Persons, [`LEAST_PEOPLE`] to [`MOST_PEOPLE`].
    pub people: u64,
    /// Months, at least 1.
    pub months: u32,
}

/// Everything that determines the population of a replicate.
#[derive(Clone, Copy, Debug)]
pub struct PopulationSpec<'a> {
    /// The society that the people are drawn from.
    pub society: &'a Society,
    /// Persons and months.
    pub size: Size,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Number of the replicate.
    pub replicate: u32,
    /// Encounters that files add.
    pub encounters: &'a Encounters,
}

impl<'a> PopulationSpec<'a> {
    /// A replicate of a society.
    pub fn new(society: &'a Society, size: Size, seed: u64, replicate: u32) -> PopulationSpec<'a> {
        PopulationSpec { society, size, seed, replicate, encounters: &society.encounters }
    }

    /// The same people, who also live the encounters that one of these regimes adds. All regimes that are compared add
    /// the same ones, or none ([`Regime::share_encounters`]).
    pub fn living(self, regimes: impl IntoIterator<Item = &'a Regime>) -> PopulationSpec<'a> {
        let added = regimes.into_iter().map(|regime| &regime.encounters).find(|encounters| !encounters.is_empty());
        PopulationSpec { encounters: added.unwrap_or(self.encounters), ..self }
    }

    /// The random numbers of the replicate.
    pub fn rng(&self) -> Rng {
        Rng::new(self.seed, self.replicate)
    }

    /// The map of the replicate.
    pub fn map(&self) -> Geography {
        let marginals = &self.society.marginals;
        let provinces = marginals.provinces.value as u32;
        Geography::new(self.size.people as u32, provinces.max(1), marginals.urban.value, &self.rng())
    }
}
