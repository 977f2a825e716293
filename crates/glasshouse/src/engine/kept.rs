//! How are the counties of a world kept between two months, and how is each reached when its turn comes?
//!
//! Open, as plain columns, where somebody wants to look at them; or packed, in memory as far as there is room, the others
//! in a file through which they stream: a month reads one generation of it and writes the next, while the counties
//! between are worked. The files are read and written with plain calls and no memory map: a map would need `unsafe`, turn
//! a failing disk into a crash, and leave it to the system what is thrown out of memory first.

use super::Institution;
use super::homes::Homes;
use super::month::Desk;
use super::spill::Generation;
use super::world::County;
use crate::society::people::Home;
use rayon::prelude::*;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Counties that can be worked, each once a month, in any order.
pub trait Counties {
    /// Works all of them, and gives what comes of each, in their order. The regime opens its books where that has not
    /// been done.
    ///
    /// # Errors
    ///
    /// Where counties lie in a file that cannot be read or written. Then they are as they were before.
    fn work<R: Send>(
        &mut self,
        homes: &Homes,
        institution: &Institution,
        live: &(impl Fn(&Home, &mut County, &mut Desk) -> R + Sync),
    ) -> io::Result<Vec<R>>;
}

/// What a thread needs to work at a county.
#[derive(Default)]
pub(super) struct Bench {
    /// A home that is not kept.
    pub home: Home,
    /// A county that is kept packed.
    pub county: County,
    /// The same, packed again.
    pub packed: Vec<u8>,
    pub desk: Desk,
}

/// Benches that are free: as many come to be as threads work.
#[derive(Default)]
pub(super) struct Benches(Mutex<Vec<Box<Bench>>>);

impl Benches {
    pub fn with<R>(&self, work: impl FnOnce(&mut Bench) -> R) -> R {
        let lock = || self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let free = lock().pop();
        let mut bench = free.unwrap_or_default();
        let done = work(&mut bench);
        lock().push(bench);
        done
    }
}

impl Counties for Vec<County> {
    fn work<R: Send>(
        &mut self,
        homes: &Homes,
        _: &Institution,
        live: &(impl Fn(&Home, &mut County, &mut Desk) -> R + Sync),
    ) -> io::Result<Vec<R>> {
        let benches = Benches::default();
        let all = self.par_iter_mut().enumerate();
        Ok(all
            .map(|(c, county)| benches.with(|Bench { home, desk, .. }| live(homes.home(c, home), county, desk)))
            .collect())
    }
}

/// Packed counties. To copy them costs next to nothing: each is replaced, never changed.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The first counties, in memory.
    near: Vec<Arc<Vec<u8>>>,
    /// The others, in a file.
    far: Option<Arc<Generation>>,
    /// Whether a regime has yet to open its books.
    fresh: bool,
}

impl Kept {
    /// Keeps so many counties, made one by one: all in memory, or, of more than there is room for, the others in a file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(super) fn make(
        counties: usize,
        spill: Option<&Spill>,
        make: impl Fn(usize, &mut Bench) + Sync,
    ) -> io::Result<Kept> {
        let near = spill.map_or(counties, |spill| spill.near.min(counties));
        let beyond = spill.filter(|_| near < counties);
        let far = beyond.map(|spill| Arc::new(Generation::blank(&spill.folder, counties - near)));
        let mut kept = Kept { near: (0..near).map(|_| Arc::default()).collect(), far, fresh: true };
        kept.turn(|c, _, bench| {
            make(c, bench);
            Ok(())
        })?;
        Ok(kept)
    }

    /// The same, for another regime, which has yet to open its books.
    pub(super) fn before_a_regime(self) -> Kept {
        Kept { fresh: true, ..self }
    }

    /// Number of counties.
    pub fn len(&self) -> usize {
        self.near.len() + self.far.as_ref().map_or(0, |far| far.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of packed counties: in memory, and in the file.
    pub fn bytes(&self) -> (u64, u64) {
        (self.near.iter().map(|block| block.len() as u64).sum(), self.far.as_ref().map_or(0, |far| far.bytes()))
    }

    /// Opens a county.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or is not what was written.
    pub fn open(&self, county: usize, into: &mut County) -> io::Result<()> {
        let opened = match (self.near.get(county), &self.far) {
            (Some(block), _) => into.unpack(block),
            (None, Some(far)) => into.unpack(&far.read(county - self.near.len())?),
            (None, None) => panic!("there are only {} counties", self.len()),
        };
        opened.map_err(io::Error::from)
    }

    /// All counties, open: for whoever has room for them.
    ///
    /// # Errors
    ///
    /// As for [`Kept::open`].
    pub fn all(&self) -> io::Result<Vec<County>> {
        let one = |c| {
            let mut county = County::default();
            self.open(c, &mut county).map(|()| county)
        };
        (0..self.len()).into_par_iter().map(one).collect()
    }

    /// Packs counties that are open, in memory.
    pub fn of(counties: &[County]) -> Kept {
        let pack = |county: &County| {
            let mut packed = Vec::new();
            county.pack(&mut packed);
            packed.into()
        };
        Kept { near: counties.par_iter().map(pack).collect(), far: None, fresh: true }
    }

    /// Replaces each county by what `work` leaves on the bench in its place, of what it was before. First those in the
    /// file: if that fails, nothing has changed yet.
    fn turn<R: Send>(&mut self, work: impl Fn(usize, &[u8], &mut Bench) -> io::Result<R> + Sync) -> io::Result<Vec<R>> {
        let benches = Benches::default();
        let step = |c: usize, before: &[u8], bench: &mut Bench| -> io::Result<R> {
            let done = work(c, before, bench)?;
            bench.packed.clear();
            bench.county.pack(&mut bench.packed);
            Ok(done)
        };
        let near = self.near.len();
        let mut done_far = Vec::new();
        if let Some(far) = &mut self.far {
            let (next, done) = far.next(|k, before| {
                benches.with(|bench| {
                    let done = step(near + k, before, bench)?;
                    Ok((bench.packed.as_slice().into(), done))
                })
            })?;
            (*far, done_far) = (Arc::new(next), done);
        }
        let here = self.near.par_iter_mut().enumerate();
        let done_near = here.map(|(c, block)| {
            benches.with(|bench| {
                let done = step(c, block, bench)?;
                replace(block, &bench.packed);
                Ok(done)
            })
        });
        let mut done = done_near.collect::<io::Result<Vec<R>>>()?;
        done.append(&mut done_far);
        Ok(done)
    }
}

/// Puts bytes in the place of others: where nobody else has those, and there is room for them, with no new memory. With
/// each month's blocks allocated anew, what lies between them would add a third to what is needed.
fn replace(block: &mut Arc<Vec<u8>>, packed: &[u8]) {
    match Arc::get_mut(block).filter(|block| block.capacity() >= packed.len()) {
        Some(block) => {
            block.clear();
            block.extend_from_slice(packed);
        }
        None => {
            let mut new = Vec::with_capacity(packed.len() + packed.len() / SLACK);
            new.extend_from_slice(packed);
            *block = Arc::new(new);
        }
    }
}

/// One part in so many is added to a block, so that it can grow a little.
const SLACK: usize = 48;

impl Counties for Kept {
    fn work<R: Send>(
        &mut self,
        homes: &Homes,
        institution: &Institution,
        live: &(impl Fn(&Home, &mut County, &mut Desk) -> R + Sync),
    ) -> io::Result<Vec<R>> {
        let fresh = self.fresh;
        let done = self.turn(|c, before, Bench { home, county, desk, .. }| {
            county.unpack(before)?;
            if fresh {
                county.open_dockets(institution);
            }
            Ok(live(homes.home(c, home), county, desk))
        })?;
        self.fresh = false;
        Ok(done)
    }
}

/// Where counties go for which there is no room in memory.
#[derive(Clone, Debug)]
pub struct Spill {
    /// So many counties, the first ones, stay in memory.
    pub near: usize,
    /// A folder for the file of the others.
    pub folder: PathBuf,
}
