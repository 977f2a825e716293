//! Checkpoints of a run in progress, from which it resumes as if it had never been interrupted.
//!
//! A sealed file holds the world at the end of the last month, the sums of the past months, and in its head the job
//! to which it belongs: a digest of everything that decides the results. For a finished run only the sums are
//! stored.

use super::compare::{Plan, RunId, RunResult};
use crate::engine::checksummed_file::{IntegrityError, Piece, Sealed, Sealer};
use crate::engine::{Alone, Ranks, Resting, Simulation};
use crate::observatory::manifest::{Manifest, VERSION, hash};
use crate::observatory::measures::views;
use crate::observatory::tally::{COUNTS, Tally};
use crate::society::strata::By;
use std::io::{self, Read, Seek, Write};

/// Sums of the past months.
const SUMS: [u8; 4] = *b"SUMS";
/// For each group, sums over each window.
const WINDOWS: [u8; 4] = *b"WNDW";
/// For each regime compared and tile of the map, sums while the regime is in force.
const TILES: [u8; 4] = *b"TILE";
/// For each month and group, the values of all measures.
const SERIES: [u8; 4] = *b"SERI";
/// The moves between tiers so far.
const WALK: [u8; 4] = *b"WALK";
/// Bytes of a month's sums.
const TALLY: usize = COUNTS * 8;

/// The identity of a job, stored in its checkpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunIdentity {
    /// Digest of everything that decides the results: version, texts, sizes, seed, groups.
    pub digest: String,
    /// The command that gives these results, for people.
    pub command: String,
    /// Months of each run.
    pub months: u32,
    earlier: u32,
    by: Option<By>,
    groups: usize,
    tiles: usize,
    /// Regimes whose windows are stored in a run of the baseline; in any other run only its own are.
    regimes: usize,
}

impl RunIdentity {
    /// The job of a plan.
    pub fn new(manifest: &Manifest, plan: &Plan, command: &str) -> RunIdentity {
        let by = plan.by.map_or("nothing", By::word);
        let digest = hash(format!("{}\nearlier {}\nby {by}\n", manifest.digest(), plan.earlier).as_bytes());
        RunIdentity {
            digest,
            command: command.to_owned(),
            months: plan.size.months,
            earlier: plan.earlier,
            by: plan.by,
            groups: plan.groups().len(),
            tiles: plan.tiles(),
            regimes: plan.regimes.len(),
        }
    }

    /// Months of a course.
    pub fn length(&self, which: RunId) -> u32 {
        if which.regime.is_some() { self.months } else { self.earlier }
    }

    /// The text of a checkpoint's head: for people and for [`RunIdentity::check`].
    fn head(&self, which: RunId, month: u32, ends: Option<u32>) -> String {
        let RunId { replicate, regime } = which;
        let number = |n: Option<u32>| n.map_or("none".to_owned(), |n| n.to_string());
        format!(
            "glasshouse checkpoint\nversion {VERSION}\njob {}\nsociety {replicate}\nregime {}\nmonth {month}\nends {}\n\
             command {}\n",
            self.digest,
            number(regime),
            number(ends),
            self.command.escape_debug()
        )
    }

    /// Writes a course in progress, or the part of it that is written here; without a course, the results of a
    /// finished one.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write<W: Write + Seek>(
        &self,
        out: W,
        which: RunId,
        resting: Option<&Resting>,
        run: &RunResult,
    ) -> io::Result<W> {
        let course = resting.map(|resting| resting.course);
        let month = course.map_or(self.length(which), Simulation::gone);
        let head = self.head(which, month, course.and_then(Simulation::ends));
        let mut out = Sealer::begin(out, &head, resting.is_none_or(Resting::is_first))?;
        let tallies = |all: &mut dyn Iterator<Item = &Tally>| all.flat_map(Tally::to_bytes).collect();
        out.put(&Piece::new(SUMS, 0, tallies(&mut run.months.iter())))?;
        out.put(&Piece::new(WINDOWS, 0, tallies(&mut run.grouped.windows.iter().flatten())))?;
        out.put(&Piece::new(TILES, 0, tallies(&mut run.grouped.tiles.iter().flatten())))?;
        // No value is NaN, so NaN encodes a missing value.
        let bits = run.grouped.series.iter().flat_map(|x| x.unwrap_or(f64::NAN).to_bits().to_le_bytes());
        out.put(&Piece::new(SERIES, 0, bits.collect()))?;
        out.put(&Piece::new(WALK, 0, run.seen.clone()))?;
        resting.map_or(Ok(()), |resting| resting.seal(&mut out))?;
        out.end()
    }

    /// Checks a whole file, to its last byte.
    ///
    /// # Errors
    ///
    /// If it is damaged, cannot be read, or belongs to another job, version or course.
    pub fn check<R: Read + Seek>(&self, from: R, which: RunId, month: u32) -> Result<Sealed<R>, IntegrityError> {
        self.check_among(&Alone, from, which, month)
    }

    /// The same, with several processes that check the same file: each checks its part.
    ///
    /// # Errors
    ///
    /// As for [`RunIdentity::check`]; only the process's own part is examined.
    pub fn check_among<R: Read + Seek>(
        &self,
        peers: &dyn Ranks,
        from: R,
        which: RunId,
        month: u32,
    ) -> Result<Sealed<R>, IntegrityError> {
        let mut file = self.recognise(from, which, month)?;
        file.check(peers.own(file.pieces()))?;
        Ok(file)
    }

    /// Opens a file that should belong to this job and match its name; its pieces are not examined.
    ///
    /// # Errors
    ///
    /// If it belongs to another job, version or course, its head or list is damaged, or it cannot be read.
    pub fn recognise<R: Read + Seek>(&self, from: R, which: RunId, month: u32) -> Result<Sealed<R>, IntegrityError> {
        let file = Sealed::open(from)?;
        let line = |word: &str| file.text.lines().find_map(|l| l.strip_prefix(word)).unwrap_or_default();
        let version = line("version ");
        if version != VERSION {
            return Err(IntegrityError::Foreign(format!(
                "was written by version {version} of glasshouse, and this is {VERSION}"
            )));
        }
        if line("job ") != self.digest {
            return Err(IntegrityError::Foreign(format!("belongs to another run: {}", line("command "))));
        }
        let ends = line("ends ").parse().ok();
        if file.text.lines().take(7).ne(self.head(which, month, ends).lines().take(7)) {
            return Err(IntegrityError::Foreign("belongs to another course or month than its name says".to_owned()));
        }
        Ok(file)
    }

    /// The sums of `months` months.
    ///
    /// # Errors
    ///
    /// If they are damaged or cannot be read.
    pub fn sums<R: Read + Seek>(
        &self,
        file: &mut Sealed<R>,
        which: RunId,
        month: u32,
    ) -> Result<RunResult, IntegrityError> {
        let months = if which.regime.is_some() { month as usize } else { 0 };
        let (groups, tiles) = if months > 0 { (self.groups, self.tiles) } else { (0, 0) };
        let mut tallies = |kind, n: usize| -> Result<Vec<Tally>, IntegrityError> {
            let bytes = file.piece(kind, 0)?;
            let all: Option<Vec<Tally>> = bytes.chunks(TALLY).map(Tally::from_bytes).collect();
            all.filter(|all| all.len() == n)
                .ok_or_else(|| IntegrityError::Damaged("its sums are not those it declares".into()))
        };
        let mut run = RunResult { months: tallies(SUMS, months)?, ..RunResult::default() };
        let spans = if which.regime == Some(0) { self.regimes } else { 1 };
        let chunks = |all: Vec<Tally>, n: usize| all.chunks(n.max(1)).map(<[Tally]>::to_vec).collect::<Vec<_>>();
        run.grouped.windows = chunks(tallies(WINDOWS, groups * spans * 2)?, spans * 2);
        run.grouped.tiles = chunks(tallies(TILES, tiles * spans)?, tiles);
        if run.grouped.tiles.is_empty() && months > 0 {
            run.grouped.tiles.resize_with(spans, Vec::new);
        }
        let bytes = file.piece(SERIES, 0)?;
        let (values, rest) = bytes.as_chunks();
        let value = |bytes: &[u8; 8]| Some(f64::from_le_bytes(*bytes)).filter(|x| x.is_finite());
        run.grouped.series = values.iter().map(value).collect();
        run.seen = file.piece(WALK, 0)?;
        let looks = (0..months as u32).filter(|month| self.by.is_some_and(|by| by.looks(*month))).count();
        if rest.is_empty() && values.len() == looks * groups * views().count() {
            Ok(run)
        } else {
            Err(IntegrityError::Damaged("its values are not those it declares".into()))
        }
    }

    /// Restores a course to its state at the checkpoint.
    ///
    /// # Errors
    ///
    /// If the world is damaged or cannot be read.
    pub fn world<R: Read + Seek + Send>(
        &self,
        file: &mut Sealed<R>,
        course: &mut Simulation,
    ) -> Result<(), IntegrityError> {
        let ends = file.text.lines().find_map(|l| l.strip_prefix("ends ")).and_then(|n| n.parse().ok());
        let people = course.people();
        course.resume(ends, |world| world.unseal(people, file))
    }
}
