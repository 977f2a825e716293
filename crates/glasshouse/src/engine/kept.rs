//! How does the world lie in a checkpoint? Each county packed, in a piece of its own.
//!
//! So a county can be read alone: by whoever works only some of them, or one after the other. Beside it lie the public
//! bytes of its people, and once, what is told in the news and the accounts.

use super::packed::{Damaged, Reader};
use super::sealed::{Flaw, Piece, Sealed, Sealer};
use super::world::{County, World};
use crate::life::learn::News;
use rayon::prelude::*;
use std::io::{self, Read, Seek, Write};

/// Month, news and accounts.
const MONTH: [u8; 4] = *b"WRLD";
/// A county, packed.
const COUNTY: [u8; 4] = *b"COUN";
/// Public bytes of a county.
const PUBLIC: [u8; 4] = *b"PUBL";
/// Counties that are packed at once, on all threads.
const AT_ONCE: usize = 16;

impl World {
    /// Adds the world to a sealed file.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn seal<W: Write>(&self, out: &mut Sealer<W>) -> io::Result<()> {
        out.put(&Piece::new(MONTH, 0, self.head()))?;
        let mut public = &self.public[..];
        for (batch, first) in self.counties.chunks(AT_ONCE).zip((0_u32..).step_by(AT_ONCE)) {
            let packed: Vec<Piece> =
                batch.par_iter().enumerate().map(|(k, county)| piece(county, first + k as u32)).collect();
            for ((county, packed), n) in batch.iter().zip(&packed).zip(first..) {
                let (here, rest) = public.split_at(county.columns.trust.len());
                public = rest;
                out.put(packed)?;
                out.put(&Piece::new(PUBLIC, n, here.to_vec()))?;
            }
        }
        Ok(())
    }

    /// Takes the place of this world, which must be one of the same people under the same regime, by one that was kept.
    ///
    /// # Errors
    ///
    /// Where it is damaged, or one of other people. Then nothing useful is here any more.
    pub fn unseal<R: Read + Seek>(&mut self, from: &mut Sealed<R>) -> Result<(), Flaw> {
        self.set_head(&from.piece(MONTH, 0)?)?;
        let mut public = &mut self.public[..];
        for (batch, first) in self.counties.chunks_mut(AT_ONCE).zip((0_u32..).step_by(AT_ONCE)) {
            let mut packed = Vec::with_capacity(batch.len());
            for (county, n) in batch.iter().zip(first..) {
                packed.push(from.piece(COUNTY, n)?);
                let (here, rest) = std::mem::take(&mut public).split_at_mut(county.columns.trust.len());
                public = rest;
                let seen = from.piece(PUBLIC, n)?;
                if seen.len() != here.len() {
                    return Err(other());
                }
                here.copy_from_slice(&seen);
            }
            batch.par_iter_mut().zip(&packed).try_for_each(|(county, bytes)| open(county, bytes))?;
        }
        Ok(())
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

/// A county as a piece.
fn piece(county: &County, number: u32) -> Piece {
    let mut bytes = Vec::new();
    county.pack(&mut bytes);
    Piece::new(COUNTY, number, bytes)
}

/// Opens a county in the place of one of the same shape.
fn open(county: &mut County, bytes: &[u8]) -> Result<(), Flaw> {
    let shape = |county: &County| {
        let opinions = county.commons.iter().filter(|common| common.opinions.is_some()).count();
        (county.columns.trust.len(), county.commons.len(), opinions, county.books.bytes())
    };
    let expected = shape(county);
    county.unpack(bytes)?;
    if shape(county) == expected { Ok(()) } else { Err(other()) }
}

/// What is not of these people, although it is whole.
fn other() -> Flaw {
    Flaw::Damaged("its counties are not those of these people under this regime".to_owned())
}

impl From<Damaged> for Flaw {
    fn from(_: Damaged) -> Flaw {
        Flaw::Damaged("a county in it cannot be opened".to_owned())
    }
}
