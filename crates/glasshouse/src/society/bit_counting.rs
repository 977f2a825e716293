//! Positional population counts: how often each bit is set in many words, for all bits at once.
//!
//! Two words and the lowest digits go through a full adder; its carry goes on to the next digits. This is how bits
//! are counted in large sets (Harley & Seal; Warren 2013, Hacker's Delight, 2nd edition, chapter 5). At the end
//! digits and bits are transposed, eight by eight, so that each byte holds one count.

use std::ops::{BitAnd, BitOr, BitXor, Shl, Shr};

/// Binary digits of a count of less than 256.
const MOST: usize = 8;

/// Bytes, or words of four or eight of them.
pub trait Word:
    Copy
    + Default
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Shl<usize, Output = Self>
    + Shr<usize, Output = Self>
{
    /// This byte in each byte.
    fn of(byte: u8) -> Self;
    /// The lowest byte.
    fn lowest(self) -> u8;
}

macro_rules! word {
    ($word:ty) => {
        impl Word for $word {
            #[inline(always)]
            fn of(byte: u8) -> $word {
                <$word>::from_le_bytes([byte; size_of::<$word>()])
            }

            #[inline(always)]
            fn lowest(self) -> u8 {
                self as u8
            }
        }
    };
}
word!(u8);
word!(u32);
word!(u64);

/// For `N` words side by side: how often each bit of each was set in the words added. A count has `DIGITS` binary
/// digits, at most eight; `self.0[k]` holds digit `k` of all counts, each at the position of its bit.
#[derive(Clone, Debug)]
pub struct Digits<W, const N: usize, const DIGITS: usize>([[W; N]; DIGITS]);

/// Sum and carry of three bits, for many at once.
#[inline(always)]
fn full<W: Word>(a: W, b: W, c: W) -> (W, W) {
    let differ = a ^ b;
    (differ ^ c, (a & b) | (differ & c))
}

impl<W: Word, const N: usize, const DIGITS: usize> Digits<W, N, DIGITS> {
    /// Nothing added yet.
    #[inline(always)]
    pub fn none() -> Self {
        Digits([[W::default(); N]; DIGITS])
    }

    /// Adds two rows of words. No count may exceed what its digits can hold.
    #[inline(always)]
    pub fn add(&mut self, one: &[W; N], other: &[W; N]) {
        for i in 0..N {
            let mut carry;
            (self.0[0][i], carry) = full(self.0[0][i], one[i], other[i]);
            for digit in &mut self.0[1..] {
                (digit[i], carry) = (digit[i] ^ carry, digit[i] & carry);
            }
        }
    }

    /// Adds up all words of a row: each count is the sum of the counts of the same bit.
    #[inline(always)]
    pub fn all(&self) -> Digits<W, 1, MOST> {
        let mut digits = self.eight();
        let mut width = N;
        while width > 1 {
            let half = width / 2;
            for i in 0..half {
                let mut carry = W::default();
                for digit in &mut digits {
                    (digit[i], carry) = full(digit[i], digit[width - half + i], carry);
                }
            }
            width -= half;
        }
        Digits(digits.map(|digit| [digit[0]]))
    }

    /// The digits extended to the width of a byte, the highest filled with zeros.
    #[inline(always)]
    fn eight(&self) -> [[W; N]; MOST] {
        let mut digits = [[W::default(); N]; MOST];
        digits[..DIGITS].copy_from_slice(&self.0);
        digits
    }

    /// The counts: item `b` holds, in each byte, how often bit `b` of that byte was set.
    #[inline(always)]
    pub fn counts(&self) -> [[W; N]; MOST] {
        let mut rows = self.eight();
        for (step, mask) in [(4, 0x0F), (2, 0x33), (1, 0x55)] {
            for upper in (0..MOST).filter(|row| row & step == 0) {
                let lower = upper + step;
                for i in 0..N {
                    let swapped = ((rows[upper][i] >> step) ^ rows[lower][i]) & W::of(mask);
                    rows[lower][i] = rows[lower][i] ^ swapped;
                    rows[upper][i] = rows[upper][i] ^ swapped << step;
                }
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::nth;

    #[test]
    fn bits_are_counted_as_one_by_one() {
        let words = |n: u32| std::array::from_fn::<_, 11, _>(|i| nth(n, i as u32));
        let (mut digits, mut each) = (Digits::<u32, 11, 5>::none(), [[0; 32]; 11]);
        for n in (0..30).step_by(2) {
            digits.add(&words(n), &words(n + 1));
            for row in [words(n), words(n + 1)] {
                (0..11).for_each(|i| (0..32).for_each(|bit| each[i][bit] += row[i] >> bit & 1));
            }
        }
        let count = |counts: [[u32; 11]; 8], i: usize, bit: usize| counts[bit % 8][i] >> (bit / 8 * 8) & 0xFF;
        for bit in 0..32 {
            (0..11).for_each(|i| assert_eq!(count(digits.counts(), i, bit), each[i][bit]));
            let all = digits.all().counts()[bit % 8][0] >> (bit / 8 * 8) & 0xFF;
            assert_eq!(all, each.iter().map(|each| each[bit]).sum::<u32>() & 0xFF);
        }
    }

    #[test]
    fn a_count_may_fill_its_digits() {
        let mut digits = Digits::<u8, 3, 5>::none();
        (0..15).for_each(|_| digits.add(&[0xFF, 1, 0], &[0xFF, 0, 0x80]));
        digits.add(&[0xFF; 3], &[0; 3]);
        let counts = digits.counts();
        assert_eq!((0..8).map(|bit| counts[bit][0]).collect::<Vec<_>>(), [31; 8]);
        assert_eq!((counts[0][1], counts[1][1], counts[7][2], counts[0][2]), (16, 1, 16, 1));
    }
}
