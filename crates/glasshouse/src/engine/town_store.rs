//! How are the towns of a world kept between two months, and how is each reached when its turn comes?
//!
//! Open, as plain columns, where somebody wants to look at them; or packed, county by county, in memory as far as there is
//! room, the others in a file through which they stream: a month reads one generation of it and writes the next, while
//! the counties between are worked. Of a county one town is open at a time, so that all that is worked stays in the
//! caches however large the society is. The files are read and written with plain calls and no memory map: a map would need `unsafe`, turn
//! a failing disk into a crash, and leave it to the system what is thrown out of memory first.

use super::Institution;
use super::bit_packing::{Damaged, Reader};
use super::block_storage::Block;
use super::month::Desk;
use super::out_of_core::Generation;
use super::population::Homes;
use super::world::TownState;
use crate::society::geography::Town;
use crate::society::traits::TownPopulation;
use rayon::prelude::*;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Towns that can be worked, each once a month, in any order.
pub trait Towns {
    /// Works all of them, and gives what comes of each county, in their order: an account, begun anew, to which every town
    /// of the county adds. The regime opens its books where that has not been done.
    ///
    /// # Errors
    ///
    /// Where counties lie in a file that cannot be read or written. Then they are as they were before.
    fn work<R: Send>(
        &mut self,
        homes: &Homes,
        institution: &Institution,
        begin: &(impl Fn() -> R + Sync),
        live: &(impl Fn(&mut R, &TownPopulation, &mut TownState, &mut Desk) + Sync),
    ) -> io::Result<Vec<R>>;
}

/// What a thread needs to work at the towns of a county.
#[derive(Default)]
pub(super) struct Bench {
    /// A home that is not kept.
    pub home: TownPopulation,
    /// A town's people who are kept packed.
    pub folk: TownState,
    /// The county as it was packed, side by side.
    before: Vec<u8>,
    /// The county, packed again town by town.
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

impl Towns for Vec<TownState> {
    fn work<R: Send>(
        &mut self,
        homes: &Homes,
        _: &Institution,
        begin: &(impl Fn() -> R + Sync),
        live: &(impl Fn(&mut R, &TownPopulation, &mut TownState, &mut Desk) + Sync),
    ) -> io::Result<Vec<R>> {
        let benches = Benches::default();
        let mut rest = &mut self[..];
        let counties = (0..homes.counties()).map(|c| {
            let towns = homes.towns(c);
            let here = rest.split_off_mut(..towns.len()).expect("every town has its people");
            towns.zip(here).collect::<Vec<(Town, &mut TownState)>>()
        });
        let counties: Vec<_> = counties.collect();
        let work = |towns: Vec<(Town, &mut TownState)>| {
            benches.with(|Bench { home, desk, .. }| {
                let mut account = begin();
                towns.into_iter().for_each(|(town, folk)| live(&mut account, homes.home(town, home), folk, desk));
                account
            })
        };
        Ok(counties.into_par_iter().map(work).collect())
    }
}

/// Packed counties. To copy them costs next to nothing: each is replaced, never changed.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The first counties, in memory.
    near: Vec<Arc<Block>>,
    /// The others, in a file.
    far: Option<Arc<Generation>>,
    /// Whether a regime has yet to open its books.
    fresh: bool,
}

impl Kept {
    /// Nobody.
    pub(super) fn nobody() -> Kept {
        Kept { near: Vec::new(), far: None, fresh: true }
    }

    /// So many counties whose people have not been drawn yet: they are when their turn first comes. All will be kept in
    /// memory, or, of more than there is room for, the others in a file.
    pub(super) fn undrawn(counties: usize, spill: Option<&Spill>) -> Kept {
        let near = spill.map_or(counties, |spill| spill.near.min(counties));
        let beyond = spill.filter(|_| near < counties);
        let far = beyond.map(|spill| Arc::new(Generation::blank(&spill.folder, counties - near)));
        Kept { near: (0..near).map(|_| Arc::default()).collect(), far, fresh: true }
    }

    /// Whether nobody here has been drawn yet.
    pub(super) fn is_undrawn(&self) -> bool {
        self.bytes() == (0, 0)
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

    /// Opens the towns of a county, one after the other; none where nobody has been drawn yet.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or is not what was written.
    pub fn open(&self, county: usize, mut look: impl FnMut(&TownState)) -> io::Result<()> {
        let block = self.block(county)?;
        let (mut from, mut folk) = (Reader(&block), TownState::default());
        while !from.0.is_empty() {
            folk.unpack_next(&mut from)?;
            look(&folk);
        }
        Ok(())
    }

    /// A county as it is packed.
    ///
    /// # Errors
    ///
    /// As for [`Kept::open`].
    pub(super) fn block(&self, county: usize) -> io::Result<Vec<u8>> {
        match (self.near.get(county), &self.far) {
            (Some(block), _) => Ok(block.bytes(&mut Vec::new()).to_vec()),
            (None, Some(far)) => far.read(county - self.near.len()),
            (None, None) => panic!("there are only {} counties", self.len()),
        }
    }

    /// Puts other counties in the place of these, as they are packed, of the same regime: its books are open in them.
    ///
    /// # Errors
    ///
    /// Those of `put`, which reads one of them; where that is none; and where the file cannot be written.
    pub(super) fn put(&mut self, put: impl Fn(usize) -> io::Result<Vec<u8>> + Sync) -> io::Result<()> {
        self.turn(|c, _, Bench { folk, packed, .. }| {
            let block = put(c)?;
            if block.is_empty() {
                // It would pass for a county whose people have yet to be drawn.
                return Err(Damaged.into());
            }
            let mut from = Reader(&block);
            while !from.0.is_empty() {
                folk.unpack_next(&mut from)?;
                folk.pack(packed);
            }
            Ok(())
        })?;
        self.fresh = false;
        Ok(())
    }

    /// All towns, open: for whoever has room for them.
    ///
    /// # Errors
    ///
    /// As for [`Kept::open`].
    pub fn all(&self) -> io::Result<Vec<TownState>> {
        let one = |c| {
            let mut towns = Vec::new();
            self.open(c, |folk| towns.push(folk.clone())).map(|()| towns)
        };
        let counties: Vec<Vec<TownState>> = (0..self.len()).into_par_iter().map(one).collect::<io::Result<_>>()?;
        Ok(counties.into_iter().flatten().collect())
    }

    /// Packs counties that are open, each given by its towns, in memory.
    pub fn of<'a>(counties: impl IntoIterator<Item = &'a [TownState]>) -> Kept {
        let pack = |towns: &[TownState]| {
            let mut packed = Vec::new();
            towns.iter().for_each(|folk| folk.pack(&mut packed));
            Arc::new(Block::of(&packed))
        };
        Kept { near: counties.into_iter().map(pack).collect(), ..Kept::nobody() }
    }

    /// Replaces each county by what `work` leaves packed on the bench in its place, of what it was before. First those in the
    /// file: if that fails, nothing has changed yet.
    fn turn<R: Send>(&mut self, work: impl Fn(usize, &[u8], &mut Bench) -> io::Result<R> + Sync) -> io::Result<Vec<R>> {
        let benches = Benches::default();
        let step = |c: usize, before: &[u8], bench: &mut Bench| -> io::Result<R> {
            bench.packed.clear();
            work(c, before, bench)
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
                let mut before = std::mem::take(&mut bench.before);
                let done = step(c, block.bytes(&mut before), bench)?;
                replace(block, &bench.packed);
                bench.before = before;
                Ok(done)
            })
        });
        let mut done = done_near.collect::<io::Result<Vec<R>>>()?;
        done.append(&mut done_far);
        Ok(done)
    }
}

/// Puts bytes in the place of others: where nobody else has those, with no new memory but for what is more.
fn replace(block: &mut Arc<Block>, packed: &[u8]) {
    match Arc::get_mut(block) {
        Some(block) => block.put(packed),
        None => *block = Arc::new(Block::of(packed)),
    }
}

impl Towns for Kept {
    fn work<R: Send>(
        &mut self,
        homes: &Homes,
        institution: &Institution,
        begin: &(impl Fn() -> R + Sync),
        live: &(impl Fn(&mut R, &TownPopulation, &mut TownState, &mut Desk) + Sync),
    ) -> io::Result<Vec<R>> {
        let fresh = self.fresh;
        let done = self.turn(|c, before, Bench { home, folk, packed, desk, .. }| {
            let (mut account, mut from) = (begin(), Reader(before));
            for town in homes.towns(c) {
                let home = homes.home(town, home);
                match before {
                    [] => *folk = homes.folk(home),
                    _ => folk.unpack_next(&mut from)?,
                }
                if fresh {
                    folk.open_dockets(institution);
                }
                live(&mut account, home, folk, desk);
                folk.pack(packed);
            }
            if from.0.is_empty() { Ok(account) } else { Err(Damaged.into()) }
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
