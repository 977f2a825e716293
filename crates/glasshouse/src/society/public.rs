//! What can others see of a person? One byte: last month's public deeds and standing.

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

/// Sums of public bytes, bit by bit: eight counters of eight bits in one word, so that one addition adds a tie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight(pub u64);

/// Each bit of a byte moved to a counter of its own.
const SPREAD: [u64; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                table[byte] |= 1 << (8 * bit);
            }
            bit += 1;
        }
        byte += 1;
    }
    table
};

impl Sight {
    /// Adds what can be seen of one more person.
    #[inline(always)]
    pub fn add(&mut self, public: u8) {
        self.0 += SPREAD[public as usize];
    }

    /// Takes away what was added of one person.
    #[inline(always)]
    pub fn take(&mut self, public: u8) {
        self.0 -= SPREAD[public as usize];
    }

    /// How many of those seen have a bit set.
    #[inline(always)]
    pub fn count(self, bit: u8) -> u8 {
        (self.0 >> (8 * bit.trailing_zeros())) as u8
    }
}
