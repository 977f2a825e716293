//! How do the bytes of a packed county lie in memory, so that what is let go of in one month fits in the next?
//!
//! In pieces of one size, but for what is left over. A county grows by a few bytes a month: kept in one piece it would
//! need a new place each time, and the old one would be too small for any other; in the end nearly half as much memory
//! again was holes.

/// Bytes of a piece: small enough that what is left over does not matter in a county of millions.
const PIECE: usize = 1 << 15;
/// One part in so many is added to what is left over, so that it can grow a little.
const SLACK: usize = 48;

/// The bytes of a packed county.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Pieces of [`PIECE`] bytes.
    pieces: Vec<Box<[u8]>>,
    /// What is left over.
    rest: Vec<u8>,
}

impl Block {
    /// These bytes.
    pub fn of(bytes: &[u8]) -> Block {
        let mut block = Block::default();
        block.put(bytes);
        block
    }

    /// Puts bytes in the place of those that were here, as far as it can be without new memory.
    pub fn put(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<PIECE>();
        self.pieces.truncate(whole.len());
        let (old, new) = whole.split_at(self.pieces.len());
        self.pieces.iter_mut().zip(old).for_each(|(piece, bytes)| piece.copy_from_slice(bytes));
        self.pieces.reserve_exact(new.len());
        self.pieces.extend(new.iter().map(|bytes| Box::from(bytes.as_slice())));
        if self.rest.capacity() < rest.len() {
            self.rest = Vec::with_capacity(rest.len() + rest.len() / SLACK);
        }
        self.rest.clear();
        self.rest.extend_from_slice(rest);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pieces.len() * PIECE + self.rest.len()
    }

    /// All side by side: where they do not lie so already, in `room`.
    pub fn bytes<'a>(&'a self, room: &'a mut Vec<u8>) -> &'a [u8] {
        if self.pieces.is_empty() {
            return &self.rest;
        }
        room.clear();
        self.pieces.iter().for_each(|piece| room.extend_from_slice(piece));
        room.extend_from_slice(&self.rest);
        room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_comes_back_whatever_was_there() {
        let bytes = |n: usize| (0..n).map(|i| (i * i / 7) as u8).collect::<Vec<u8>>();
        let (mut block, mut room) = (Block::default(), Vec::new());
        for n in [0, 5, PIECE - 1, PIECE, 3 * PIECE + 9, 3 * PIECE + 200, 2 * PIECE, 1, 0] {
            block.put(&bytes(n));
            assert_eq!((block.len(), block.bytes(&mut room)), (n, &bytes(n)[..]));
            assert_eq!(Block::of(&bytes(n)).bytes(&mut room), &bytes(n)[..]);
        }
    }
}
