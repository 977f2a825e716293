//! How does the world lie in a checkpoint? Each county packed, in a piece of its own.
//!
//! So a county can be read alone: by whoever works only some of them, or one after the other. Beside them lie the
//! public bytes of the people, what is told in the news, and the accounts.

use super::Kept;
use super::bits::{Damaged, Reader};

use super::sealed::{Flaw, Piece, Sealed, Sealer};
use super::world::World;
use crate::life::learn::News;
use std::io::{self, Read, Seek, Write};
use std::sync::{Mutex, PoisonError};

/// Month, news and accounts.
const MONTH: [u8; 4] = *b"WRLD";
/// A county, packed.
const COUNTY: [u8; 4] = *b"COUN";
/// Public bytes of the persons, so many to a piece.
const PUBLIC: [u8; 4] = *b"PUBL";
const PERSONS: usize = 1 << 20;

impl World<Kept> {
    /// Adds the world to a sealed file.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, or counties lie in a file that cannot be read.
    pub fn seal<W: Write>(&self, out: &mut Sealer<W>) -> io::Result<()> {
        out.put(&Piece::new(MONTH, 0, self.head()))?;
        for (seen, n) in self.public.chunks(PERSONS).zip(0..) {
            out.put(&Piece::new(PUBLIC, n, seen.to_vec()))?;
        }
        (0..self.towns.len()).try_for_each(|c| out.put(&Piece::new(COUNTY, c as u32, self.towns.block(c)?)))
    }

    /// Takes the place of this world, which must be one of the same people under the same regime, by one that was kept.
    ///
    /// # Errors
    ///
    /// Where it is damaged, or one of other people. Then nothing useful is here any more.
    pub fn unseal<R: Read + Seek + Send>(&mut self, from: &mut Sealed<R>) -> Result<(), Flaw> {
        self.set_head(&from.piece(MONTH, 0)?)?;
        for (here, n) in self.public.chunks_mut(PERSONS).zip(0..) {
            let seen = from.piece(PUBLIC, n)?;
            if seen.len() != here.len() {
                return Err(other());
            }
            here.copy_from_slice(&seen);
        }
        let from = Mutex::new(from);
        let piece = |c| from.lock().unwrap_or_else(PoisonError::into_inner).piece(COUNTY, c as u32);
        self.towns.put(|c| piece(c).map_err(io::Error::other)).map_err(|e| Flaw::Damaged(e.to_string()))
    }

    fn head(&self) -> Vec<u8> {
        let News { strangers, dealing, scandal } = self.news;
        let news = [strangers, dealing, scandal].map(|x| x.to_bits().to_le_bytes());
        let accounts = [self.state, self.outside].map(i64::to_le_bytes);
        [&self.month.to_le_bytes()[..], news.as_flattened(), accounts.as_flattened()].concat()
    }

    fn set_head(&mut self, bytes: &[u8]) -> Result<(), Flaw> {
        let mut from = Reader(bytes);
        self.month = u32::from_le_bytes(from.take()?);
        let News { strangers, dealing, scandal } = &mut self.news;
        for told in [strangers, dealing, scandal] {
            *told = f32::from_bits(u32::from_le_bytes(from.take()?));
        }
        for account in [&mut self.state, &mut self.outside] {
            *account = i64::from_le_bytes(from.take()?);
        }
        if from.0.is_empty() { Ok(()) } else { Err(other()) }
    }
}

/// What is not of these people, although it is whole.
fn other() -> Flaw {
    Flaw::Damaged("its counties are not those of these people under this regime".to_owned())
}

impl From<Damaged> for Flaw {
    fn from(_: Damaged) -> Flaw {
        other()
    }
}
