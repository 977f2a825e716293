//! Memory blocks for packed counties, reused from month to month.
//!
//! The bytes are stored in pieces of equal size and a remainder. A county grows by a few bytes a month: a single
//! block would have to move each time, and the old one would be too small for any other county; in the end holes took
//! up nearly half as much memory again.

/// Bytes of a piece: small enough that the remainder does not matter in a county of millions.
const PIECE: usize = 1 << 15;
/// The spare capacity of the remainder is one part in this many, so that it can grow a little.
const SLACK: usize = 48;

/// The bytes of a packed county.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Pieces of [`PIECE`] bytes.
    pieces: Vec<Box<[u8]>>,
    /// The remainder.
    rest: Vec<u8>,
}

impl Block {
    /// A block of these bytes.
    pub fn of(bytes: &[u8]) -> Block {
        let mut block = Block::default();
        block.put(bytes);
        block
    }

    /// Replaces the bytes of the block, without new memory where possible.
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

    /// Number of bytes.
    pub fn len(&self) -> usize {
        self.pieces.len() * PIECE + self.rest.len()
    }

    /// All bytes side by side, copied into `room` unless they are contiguous already.
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
