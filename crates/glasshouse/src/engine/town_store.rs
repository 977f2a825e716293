//! Storage of packed counties between two months, in memory and in a file.
//!
//! As many counties as fit stay in memory. The others are streamed through a file: a month reads one generation and
//! writes the next, and the counties are simulated in between. One town of a county is unpacked at a time, so the
//! working set stays in the caches however large the society is. The files are read and written with plain calls and
//! no memory map: a map would need `unsafe`, would turn a failing disk into a crash, and would leave eviction from
//! memory to the system.

use super::block_storage::Block;
use super::byte_reader::{Damaged, Reader};
use super::memory_guard;
use super::out_of_core::Generation;
use super::workspaces::Workspaces;
use super::world::TownState;
use rayon::prelude::*;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Why operations in memory alone cannot fail.
pub(super) const IN_MEMORY: &str = "data in memory has no file that could fail";

/// A thread's buffers for replacing counties, with a workspace `T` of its caller.
#[derive(Default)]
struct Bench<T> {
    /// The packed county before the replacement, contiguous.
    before: Vec<u8>,
    /// The county, repacked town by town.
    packed: Vec<u8>,
    workspace: T,
}

/// Packed counties. Cloning them costs almost nothing: each is replaced, never changed.
#[derive(Clone, Debug)]
pub struct PackedCounties {
    /// The first counties, in memory.
    near: Vec<Arc<Block>>,
    /// The others, in a file.
    far: Option<Arc<Generation>>,
    /// Whether a regime has yet to open its books.
    fresh: bool,
}

/// Where the bytes of packed counties are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredBytes {
    /// Bytes in memory.
    pub memory: u64,
    /// Bytes in the file.
    pub file: u64,
}

impl PackedCounties {
    /// No counties.
    pub(super) fn nobody() -> PackedCounties {
        PackedCounties { near: Vec::new(), far: None, fresh: true }
    }

    /// Counties whose people have not been drawn yet; they are drawn when first simulated. All will be stored in
    /// memory or, if they do not all fit, the others in a file.
    pub(super) fn undrawn(counties: usize, spill: Option<&Spill>) -> PackedCounties {
        let near = spill.map_or(counties, |spill| spill.near.min(counties));
        let beyond = spill.filter(|_| near < counties);
        let far = beyond.map(|spill| Arc::new(Generation::blank(&spill.folder, counties - near)));
        PackedCounties { near: (0..near).map(|_| Arc::default()).collect(), far, fresh: true }
    }

    /// Whether nobody here has been drawn yet.
    pub(super) fn is_undrawn(&self) -> bool {
        self.bytes() == StoredBytes { memory: 0, file: 0 }
    }

    /// The same counties for another regime, which has yet to open its books.
    pub(super) fn before_a_regime(self) -> PackedCounties {
        PackedCounties { fresh: true, ..self }
    }

    /// Number of counties.
    pub fn len(&self) -> usize {
        self.near.len() + self.far.as_ref().map_or(0, |far| far.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of packed counties.
    pub fn bytes(&self) -> StoredBytes {
        StoredBytes {
            memory: self.near.iter().map(|block| block.len() as u64).sum(),
            file: self.far.as_ref().map_or(0, |far| far.bytes()),
        }
    }

    /// Unpacks the towns of a county one after the other and shows each to `look`; none if nobody has been drawn yet.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or differs from what was written.
    pub fn open(&self, county: usize, mut look: impl FnMut(&TownState)) -> io::Result<()> {
        let block = self.block(county)?;
        let (mut from, mut state) = (Reader(&block), TownState::default());
        while !from.0.is_empty() {
            state.unpack_next(&mut from)?;
            look(&state);
        }
        Ok(())
    }

    /// A packed county.
    ///
    /// # Errors
    ///
    /// As for [`PackedCounties::open`].
    pub(super) fn block(&self, county: usize) -> io::Result<Vec<u8>> {
        match (self.near.get(county), &self.far) {
            (Some(block), _) => Ok(block.bytes(&mut Vec::new()).to_vec()),
            (None, Some(far)) => far.read(county - self.near.len()),
            (None, None) => panic!("there are only {} counties", self.len()),
        }
    }

    /// Replaces these counties by other packed ones of the same regime, whose books are open.
    ///
    /// # Errors
    ///
    /// Those of `put`, which reads one of them; if that is not a county; and if the file cannot be written.
    pub(super) fn put(&mut self, put: impl Fn(usize) -> io::Result<Vec<u8>> + Sync) -> io::Result<()> {
        self.replace_each(|c, _, packed, state: &mut TownState| {
            let block = put(c)?;
            if block.is_empty() {
                // It would pass for a county whose people have yet to be drawn.
                return Err(Damaged.into());
            }
            let mut from = Reader(&block);
            while !from.0.is_empty() {
                state.unpack_next(&mut from)?;
                state.pack(packed);
            }
            Ok(())
        })
        .map(drop)
    }

    /// Unpacks all towns; memory must have room for them.
    ///
    /// # Errors
    ///
    /// As for [`PackedCounties::open`].
    pub fn all(&self) -> io::Result<Vec<TownState>> {
        let one = |c| {
            let mut towns = Vec::new();
            self.open(c, |state| towns.push(state.clone())).map(|()| towns)
        };
        let counties: Vec<Vec<TownState>> = (0..self.len()).into_par_iter().map(one).collect::<io::Result<_>>()?;
        Ok(counties.into_iter().flatten().collect())
    }

    /// Packs counties in memory, each given by its unpacked towns.
    pub fn of<'a>(counties: impl IntoIterator<Item = &'a [TownState]>) -> PackedCounties {
        let pack = |towns: &[TownState]| {
            let mut packed = Vec::new();
            towns.iter().for_each(|state| state.pack(&mut packed));
            Arc::new(Block::of(&packed))
        };
        PackedCounties { near: counties.into_iter().map(pack).collect(), ..PackedCounties::nobody() }
    }

    /// Whether a regime has yet to open its books.
    pub(super) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Replaces each county by the bytes that `next` packs, given its number, its bytes so far and a workspace, and
    /// returns the results in county order. Counties in the file come first: if one of them fails, nothing has
    /// changed yet. Afterwards the regime's books are open.
    pub(super) fn replace_each<T: Default + Send, R: Send>(
        &mut self,
        next: impl Fn(usize, &[u8], &mut Vec<u8>, &mut T) -> io::Result<R> + Sync,
    ) -> io::Result<Vec<R>> {
        let benches = Workspaces::<Bench<T>>::default();
        let near = self.near.len();
        let mut done_far = Vec::new();
        if let Some(far) = &mut self.far {
            let (generation, done) = far.next(|k, before| {
                benches.with(|Bench { packed, workspace, .. }| {
                    packed.clear();
                    let done = next(near + k, before, packed, workspace)?;
                    Ok((packed.as_slice().into(), done))
                })
            })?;
            (*far, done_far) = (Arc::new(generation), done);
        }
        let here = self.near.par_iter_mut().enumerate();
        let done_near = here.map(|(c, block)| {
            benches.with(|Bench { before, packed, workspace }| {
                packed.clear();
                let takes_more = block.len() == 0 || Arc::strong_count(block) > 1;
                if takes_more {
                    // Its people are drawn now, or another world keeps them as they are.
                    memory_guard::room_for_a_step()?;
                }
                let before = block.bytes(before);
                let done = next(c, before, packed, workspace)?;
                replace(block, packed);
                Ok(done)
            })
        });
        let mut done = done_near.collect::<io::Result<Vec<R>>>()?;
        done.append(&mut done_far);
        self.fresh = false;
        Ok(done)
    }
}

/// Replaces the bytes of a block: if it is not shared, only growth takes new memory.
fn replace(block: &mut Arc<Block>, packed: &[u8]) {
    match Arc::get_mut(block) {
        Some(block) => block.put(packed),
        None => *block = Arc::new(Block::of(packed)),
    }
}

/// Where counties that do not fit into memory are stored.
#[derive(Clone, Debug)]
pub struct Spill {
    /// The number of leading counties that stay in memory.
    pub near: usize,
    /// A folder for the file of the others.
    pub folder: PathBuf,
}
