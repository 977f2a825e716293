//! Pairs of people who share a draw, gathered so that many draw at once.

use crate::rng::{Rng, Stream};

/// Pairs of people, and the word of the second of each in the draw that the two share.
#[derive(Default)]
pub struct PairDraws {
    /// The first of each pair.
    pub one: Vec<u32>,
    /// The second.
    pub other: Vec<u32>,
    /// The words, once they are drawn.
    pub words: Vec<u32>,
}

impl PairDraws {
    /// Forgets all pairs.
    pub fn clear(&mut self) {
        self.one.clear();
        self.other.clear();
    }

    /// Adds a pair.
    #[inline(always)]
    pub fn add(&mut self, one: u32, other: u32) {
        self.one.push(one);
        self.other.push(other);
    }

    /// Draws for all pairs.
    pub fn draw(&mut self, rng: &Rng, stream: Stream) {
        rng.pairs(stream, &self.one, &self.other, &mut self.words);
    }
}
