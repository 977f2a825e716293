//! What others can observe of a person: one byte with last month's public deeds and standing.

use super::bit_counting::Digits;
use crate::rng::{LANES, Lane};

/// Was seen breaking a rule, or wronging somebody.
pub const WRONGED: u8 = 1;
/// Was seen helping.
pub const HELPED: u8 = 2;
/// Was seen walking on.
pub const WALKED_ON: u8 = 4;
/// Criticised openly.
pub const CRITICISED: u8 = 8;
/// Praised openly.
pub const PRAISED: u8 = 16;
/// Is listed, where lists are shown.
pub const LISTED: u8 = 32;
/// Was sanctioned, fined or warned.
pub const SANCTIONED: u8 = 64;
/// Was wronged by a stranger.
pub const HURT: u8 = 128;

/// The sights that the persons of a neighbourhood have of their ties: for each bit of a public byte, the number of each
/// person's ties that have it set. The layout is bit by bit rather than person by person, so that many persons are
/// processed at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sights([Lane<u8>; 8]);

impl Sights {
    /// Nothing seen yet.
    pub const NONE: Sights = Sights([[0; LANES]; 8]);

    /// The observations of everybody's ties, summed tie by tie.
    #[inline(always)]
    pub fn of_ties<const DIGITS: usize>(ties: &Digits<u8, LANES, DIGITS>) -> Sights {
        Sights(ties.counts())
    }

    /// Removes one tie of one person.
    pub fn take(&mut self, i: usize, public: u8) {
        for (bit, counts) in self.0.iter_mut().enumerate() {
            counts[i] -= public >> bit & 1;
        }
    }

    /// For each person, the number of her ties that have a bit set.
    #[inline(always)]
    pub fn of(&self, bit: u8) -> &Lane<u8> {
        &self.0[bit.trailing_zeros() as usize]
    }

    /// The same, to be set.
    pub fn of_mut(&mut self, bit: u8) -> &mut Lane<u8> {
        &mut self.0[bit.trailing_zeros() as usize]
    }
}
