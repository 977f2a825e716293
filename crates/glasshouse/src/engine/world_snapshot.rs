//! The layout of the world in a checkpoint: each county packed in its own piece.
//!
//! A county can therefore be read alone, by a process that simulates only some counties or reads them one by one. The
//! public bytes of the people, the news and the accounts are stored alongside.

use super::byte_reader::{Damaged, Reader};
use super::checksummed_file::{IndexLine, IntegrityError, LINE, Piece, Sealed, Sealer};
use super::settlement::Settlement;
use super::simulation::Simulation;
use super::town_store::PackedCounties;
use super::world::World;
use crate::life::learning::News;
use rayon::prelude::*;
use std::io::{self, Read, Seek, Write};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Month, news and accounts.
const MONTH: [u8; 4] = *b"WRLD";
/// A county, packed.
const COUNTY: [u8; 4] = *b"COUN";
/// Public bytes of the persons, [`PERSONS`] to a piece.
const PUBLIC: [u8; 4] = *b"PUBL";
const PERSONS: u32 = 1 << 20;

/// A run between two months, to be written to a file by all processes that simulate the society: each writes the
/// public bytes and counties of its own people, and the first one writes the common data.
pub struct Resting<'a> {
    /// The run.
    pub course: &'a Simulation<'a>,
    kinds: [Kind; 2],
}

/// Pieces that are each written by exactly one process.
struct Kind {
    name: [u8; 4],
    /// How many there are.
    of: u32,
    /// Those written here.
    own: Range<u32>,
    /// The index lines of all of them; empty if no other process simulates this society.
    lines: Vec<IndexLine>,
}

impl Simulation<'_> {
    /// Tells the other processes the lengths of the pieces written here, so that each knows where its own begin.
    ///
    /// # Errors
    ///
    /// If counties are stored in a file that cannot be read, here or elsewhere, or another process cannot be reached.
    pub fn resting(&self) -> io::Result<Resting<'_>> {
        let Settlement { map, own, peers, .. } = self.people();
        let (persons, pieces) = (map.people_in(own), |persons: u32| persons.div_ceil(PERSONS));
        let seen = pieces(persons.start)..pieces(persons.end);
        let mut kinds = [
            Kind { name: PUBLIC, of: pieces(self.world().public.len() as u32), own: seen, lines: Vec::new() },
            Kind { name: COUNTY, of: map.counties, own: own.clone(), lines: Vec::new() },
        ];
        if peers.rank().of > 1 {
            for Kind { name, of, own, lines } in &mut kinds {
                let line = |n| Ok(self.piece(*name, n)?.line());
                let here: Vec<IndexLine> = peers.together(own.clone().into_par_iter().map(line).collect())?;
                let span = own.start as usize..own.end as usize;
                lines.resize(*of as usize, [0; LINE]);
                lines[span.clone()].copy_from_slice(&here);
                peers.gather(lines.as_flattened_mut(), span.start * LINE..span.end * LINE)?;
            }
        }
        Ok(Resting { course: self, kinds })
    }

    fn piece(&self, kind: [u8; 4], number: u32) -> io::Result<Piece> {
        let World { public, towns, .. } = self.world();
        let bytes = match kind {
            PUBLIC => public.chunks(PERSONS as usize).nth(number as usize).unwrap_or_default().to_vec(),
            _ => towns.block((number - self.people().own.start) as usize)?,
        };
        Ok(Piece::new(kind, number, bytes))
    }
}

impl Resting<'_> {
    /// Whether this process writes the common data.
    pub fn is_first(&self) -> bool {
        self.course.people().peers.is_first()
    }

    /// Adds the world to a sealed file.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or counties are stored in a file that cannot be read.
    pub fn seal<W: Write + Seek>(&self, out: &mut Sealer<W>) -> io::Result<()> {
        out.put(&Piece::new(MONTH, 0, self.course.world().head()))?;
        let mut each = self.kinds.iter().flat_map(|kind| (0..kind.of).map(move |n| (kind, n)));
        each.try_for_each(|(Kind { name, own, lines, .. }, n)| match own.contains(&n) {
            true => out.put_own(&self.course.piece(*name, n)?),
            false => out.leave(&lines[n as usize]),
        })
    }
}

impl World<PackedCounties> {
    /// Replaces this world by a stored one of the same people under the same regime, whichever processes wrote it.
    ///
    /// # Errors
    ///
    /// If it is damaged or belongs to other people. This world is then unusable.
    pub fn unseal<R: Read + Seek + Send>(
        &mut self,
        people: &Settlement,
        from: &mut Sealed<R>,
    ) -> Result<(), IntegrityError> {
        self.set_head(&from.piece(MONTH, 0)?)?;
        for (here, n) in self.public.chunks_mut(PERSONS as usize).zip(0..) {
            let seen = from.piece(PUBLIC, n)?;
            if seen.len() != here.len() {
                return Err(other());
            }
            here.copy_from_slice(&seen);
        }
        let from = Mutex::new(from);
        let piece = |n| from.lock().unwrap_or_else(PoisonError::into_inner).piece(COUNTY, n);
        let put = |place| piece(people.own.start + place as u32).map_err(io::Error::other);
        self.towns.put(put).map_err(|e| IntegrityError::Damaged(e.to_string()))
    }

    fn head(&self) -> Vec<u8> {
        let News { strangers, dealing, scandal, distrust, outrage, exposed } = self.news;
        let news =
            [strangers, dealing, scandal, distrust, outrage, exposed, self.levy].map(|x| x.to_bits().to_le_bytes());
        let accounts = [self.state, self.outside].map(i64::to_le_bytes);
        [&self.month.to_le_bytes()[..], news.as_flattened(), accounts.as_flattened()].concat()
    }

    fn set_head(&mut self, bytes: &[u8]) -> Result<(), IntegrityError> {
        let mut from = Reader(bytes);
        self.month = u32::from_le_bytes(from.take()?);
        let News { strangers, dealing, scandal, distrust, outrage, exposed } = &mut self.news;
        for told in [strangers, dealing, scandal, distrust, outrage, exposed, &mut self.levy] {
            *told = f32::from_bits(u32::from_le_bytes(from.take()?));
        }
        for account in [&mut self.state, &mut self.outside] {
            *account = i64::from_le_bytes(from.take()?);
        }
        if from.0.is_empty() { Ok(()) } else { Err(other()) }
    }
}

/// The error for an intact world of other people.
fn other() -> IntegrityError {
    IntegrityError::Damaged("its counties do not belong to these people under this regime".to_owned())
}

impl From<Damaged> for IntegrityError {
    fn from(_: Damaged) -> IntegrityError {
        other()
    }
}
