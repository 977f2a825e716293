//! Out-of-core storage: a file through which counties that do not fit into memory are streamed.
//!
//! A file holds one generation of packed counties, one after the other. A month reads it sequentially and writes the
//! next one: one thread reads ahead, one writes behind, and the counties are simulated in between. The old file is
//! removed as soon as it is no longer needed, and all files vanish when the program ends, however it ends.
//!
//! A checksum of each county stays in memory, so that a disk that returns anything other than what was written ends
//! the run. It is a CRC-32: it detects every changed bit and every change within 32 adjacent bits, and costs a
//! fraction of a nanosecond per person. The BLAKE3 of checkpoints, which stay on disk longer and are written less
//! often, would cost four.

use crate::storage::folder::{DiskFile, Folder, Unfinished};
use rayon::prelude::*;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Maximum number of counties read ahead, and of counties waiting to be written.
const AHEAD: usize = 4;
/// Bytes written at once.
const CHUNK: usize = 1 << 20;

/// A file of counties.
#[derive(Debug)]
pub(super) struct Generation {
    folder: PathBuf,
    /// `None` until something has been written.
    file: Option<Mutex<DiskFile>>,
    /// The name that the file still has, where the system does not let go of names before files are closed.
    named: Option<String>,
    places: Vec<Place>,
}

/// The location of a county in the file.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    start: u64,
    bytes: u32,
    /// Checksum of the bytes written.
    sum: u32,
}

impl Generation {
    /// A generation of counties that have not been written yet.
    pub fn blank(folder: &Path, counties: usize) -> Generation {
        Generation { folder: folder.to_owned(), file: None, named: None, places: vec![Place::default(); counties] }
    }

    /// Number of counties.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Bytes of all of them.
    pub fn bytes(&self) -> u64 {
        self.places.iter().map(|place| u64::from(place.bytes)).sum()
    }

    /// The packed bytes of a county.
    pub fn read(&self, county: usize) -> io::Result<Vec<u8>> {
        let Place { start, bytes, sum } = self.places[county];
        let mut packed = vec![0; bytes as usize];
        if let Some(file) = &self.file {
            let mut file = file.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut packed)?;
        }
        if crc32fast::hash(&packed) != sum {
            let from = self.folder.display();
            return Err(io::Error::other(format!(
                "the disk under `{from}` returned a county that differs from what was written"
            )));
        }
        Ok(packed)
    }

    /// The next generation, which `step` derives from this one county by county.
    pub fn next<R: Send>(
        &self,
        step: impl Fn(usize, &[u8]) -> io::Result<(Arc<[u8]>, R)> + Sync,
    ) -> io::Result<(Generation, Vec<R>)> {
        let (read, to_work) = sync_channel(AHEAD);
        let (worked, to_write) = sync_channel(AHEAD);
        let (written, done) = thread::scope(|threads| {
            threads.spawn(|| self.read_all(read));
            let writer = threads.spawn(|| self.write_all(to_write));
            let each = to_work.into_iter().par_bridge();
            let done = each.map(|(county, packed)| {
                let (next, done) = step(county, &packed?)?;
                // If the writer has given up, its own error is the one to report.
                worked.send((county, next)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
                Ok((county, done))
            });
            let done: io::Result<Vec<(usize, R)>> = done.collect();
            drop(worked);
            (writer.join(), done)
        });
        let next = written.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let mut done = done?;
        done.sort_unstable_by_key(|(county, _)| *county);
        Ok((next, done.into_iter().map(|(_, done)| done).collect()))
    }

    fn read_all(&self, to: SyncSender<(usize, io::Result<Vec<u8>>)>) {
        // If nobody receives any more, something else has failed.
        (0..self.len()).map(|county| to.send((county, self.read(county)))).take_while(Result::is_ok).for_each(drop);
    }

    /// Removes the name of the file, if the system allows: the file then vanishes with the program. If it cannot be
    /// removed, the file stays behind; the results do not depend on it.
    fn let_go(&mut self, allowed: bool) {
        if allowed
            && let Some(name) = self.named.take()
            && let Ok(folder) = Folder::open(&self.folder)
        {
            folder.discard(&name);
        }
    }

    fn write_all(&self, from: Receiver<(usize, Arc<[u8]>)>) -> io::Result<Generation> {
        let mut next = Generation::blank(&self.folder, self.len());
        let Unfinished { name, file } = Folder::open(&self.folder)?.unfinished("counties")?;
        next.named = Some(name);
        next.let_go(cfg!(unix));
        let mut to = BufWriter::with_capacity(CHUNK, file);
        let mut end = 0;
        for (county, packed) in from {
            to.write_all(&packed)?;
            let sum = crc32fast::hash(&packed);
            next.places[county] = Place { start: end, bytes: packed.len() as u32, sum };
            end += packed.len() as u64;
        }
        next.file = Some(Mutex::new(to.into_inner().map_err(io::IntoInnerError::into_error)?));
        Ok(next)
    }
}

impl Drop for Generation {
    fn drop(&mut self) {
        drop(self.file.take());
        self.let_go(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_changes_on_the_disk_is_an_error_and_no_result() {
        let folder = std::env::temp_dir();
        let written = |county: usize| vec![county as u8; 1_000 + county];
        let (one, _) = Generation::blank(&folder, 3).next(|county, _| Ok((written(county).into(), ()))).unwrap();
        assert!((0..3).all(|county| one.read(county).unwrap() == written(county)));
        let at = one.places[1].start + 700;
        let lie = |byte: u8| {
            let mut file = one.file.as_ref().unwrap().lock().unwrap();
            file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(&[byte])).unwrap();
        };
        for bit in 0..8 {
            lie(1 ^ 1 << bit);
            let told = one.read(1).unwrap_err().to_string();
            assert!(
                told.contains(&*folder.display().to_string()) && told.contains("differs from what was written"),
                "{told}"
            );
            assert!(one.read(0).is_ok() && one.read(2).is_ok());
            assert!(one.next(|_, packed| Ok((packed.into(), ()))).is_err());
        }
        lie(1);
        assert!(one.next(|_, packed| Ok((packed.into(), ()))).is_ok());
    }
}
