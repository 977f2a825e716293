//! Tests of checkpoints: an interrupted run ends with the same bits; damaged or foreign files are refused.
//!
//! `GLASSHOUSE_FLIPS=100000 cargo test -p glasshouse --test laws checkpoints` changes that many bits instead of
//! 2,000, and loses a tenth as many writes at power cuts.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::laboratory::{regime_between, society};
use glasshouse::engine::checksummed_file::IntegrityError;
use glasshouse::engine::world::TownState;
use glasshouse::engine::{self, EARLIER, Quiet, Room, Simulation, Size};
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::checkpoint_store::{CheckpointError, Generations, OpenCheckpoint};
use glasshouse::experiment::compare::{Comparison, Keeper, Plan, RunId, RunResult, compare, compare_kept};
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::rng::{Purpose, Rng};
use glasshouse::society::assessment_rule::Assessment;
use glasshouse::society::strata::By;
use glasshouse::storage::disk::{Disk, Real};
use std::fs;
use std::io::{self, Cursor, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const MONTHS: u32 = 5;
pub const FIRST: RunId = RunId { replicate: 0, regime: Some(0) };

fn plan() -> Plan {
    Plan {
        society: society("china-2018"),
        regimes: vec![regime_between("social-credit", 1, 4), regime_between("reviews", 1, 4)],
        size: Size { people: 1_000, months: MONTHS },
        seed: 1,
        replicates: 1,
        earlier: EARLIER,
        by: Some(By::Income),
    }
}

pub fn job(plan: &Plan) -> RunIdentity {
    let part = |name: &str| ManifestPart::new(name, &[]);
    let manifest = Manifest {
        size: plan.size,
        seed: plan.seed,
        replicates: plan.replicates,
        earlier: plan.earlier,
        society: part("a"),
        regimes: vec![part("b")],
    };
    RunIdentity::new(&manifest, plan, "glasshouse compare")
}

/// A folder for this test, not created yet.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkpoints").join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

pub fn generations(folder: &Path, plan: &Plan) -> Generations {
    Generations::new(folder, job(plan), plan.size.people, Box::new(Real))
}

/// Interrupted, or failed.
#[derive(Debug)]
pub struct Broken(pub Option<CheckpointError>);

impl From<CheckpointError> for Broken {
    fn from(trouble: CheckpointError) -> Broken {
        Broken(Some(trouble))
    }
}

impl From<io::Error> for Broken {
    fn from(e: io::Error) -> Broken {
        panic!("nothing is stored in a file: {e}")
    }
}

/// Stores every month, and interrupts the run after a given number.
pub struct Until(pub Generations, pub AtomicU32);

impl Keeper for Until {
    type Error = Broken;
    fn done(&self, which: RunId) -> Result<Option<RunResult>, Self::Error> {
        let Some(OpenCheckpoint { mut file, month }) = self.0.newest(which, |_, _| ())? else { return Ok(None) };
        if self.0.is_done(which, month) { Ok(Some(self.0.sums(&mut file, which, month)?)) } else { Ok(None) }
    }
    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), Self::Error> {
        if let Some(OpenCheckpoint { mut file, month }) = self.0.newest(which, |_, _| ())? {
            *run = self.0.sums(&mut file, which, month)?;
            self.0.world(&mut file, which, course)?;
        }
        Ok(())
    }
    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, _: bool) -> Result<(), Self::Error> {
        self.0.keep(which, course, run)?;
        let left = self.1.fetch_sub(1, Ordering::Relaxed);
        if left == 1 { Err(Broken(None)) } else { Ok(()) }
    }
}

fn broken_off(folder: &Path, plan: &Plan, months: u32) -> Result<Comparison, Broken> {
    compare_kept(&Room::default(), plan.clone(), &Quiet, &Until(generations(folder, plan), AtomicU32::new(months)))
}

fn assert_same(one: &Comparison, other: &Comparison, what: &str) {
    assert!(one.runs == other.runs && one.grouped == other.grouped, "{what}");
}

#[test]
fn broken_off_after_any_month_it_ends_with_the_same_bits() {
    let mut private = plan();
    private.society.ways.opinions = Assessment::Private;
    private.regimes.truncate(1);
    for (plan, months) in [(plan(), (1..=EARLIER + 2 * MONTHS).collect::<Vec<_>>()), (private, vec![30, 38])] {
        let through = compare(plan.clone(), &Quiet);
        for month in months {
            let here = folder("any-month");
            assert!(matches!(broken_off(&here, &plan, month), Err(Broken(None))), "month {month}");
            let rest = EARLIER + plan.regimes.len() as u32 * MONTHS - month;
            // If a month were run twice, the run would be interrupted again.
            let resumed = broken_off(&here, &plan, rest + 1).unwrap_or_else(|_| panic!("no more months than are left"));
            assert_same(&resumed, &through, &format!("month {month}"));
            generations(&here, &plan).clear().unwrap();
            assert!(!here.exists());
        }
    }
}

#[test]
fn who_did_not_look_at_the_tiers_from_the_first_on_tells_no_flows() {
    let plan = Plan { regimes: vec![regime_between("social-credit", 1, 5)], earlier: 1, by: None, ..plan() };
    let through = compare(plan.clone(), &Quiet);
    for (first, then) in [(true, true), (true, false), (false, true)] {
        let here = folder("looks");
        let go = |homes, months| {
            let keeper = Until(generations(&here, &plan), AtomicU32::new(months));
            compare_kept(&Room { homes, spill: None }, plan.clone(), &Quiet, &keeper)
        };
        assert!(go(first, plan.earlier + 3).is_err());
        let resumed = go(then, 99).unwrap();
        assert_same(&resumed, &through, "flows move no sums");
        assert!(resumed.flows[0][0] == through.flows[0][0].clone().filter(|_| first && then), "{first} {then}");
    }
    assert!(through.flows[0][0].is_some());
}

/// All counties of a course.
fn open(course: &Simulation) -> Vec<TownState> {
    course.world().towns.all().unwrap()
}

#[test]
fn switched_off_on_the_way_it_stays_off() {
    let plan = plan();
    let people = engine::settle(&plan.population(0));
    let here = folder("switched");
    let kept = generations(&here, &plan);
    let begun = || Simulation::new(&people, &plan.regimes[0], None);
    let (mut course, mut run) = (begun(), RunResult::default());
    for month in 0..3 {
        let sums = course.step();
        run.grouped.add(month, &sums, &vec![[None, None]; plan.regimes.len()]);
        run.months.push(sums.all);
    }
    assert_eq!(course.switch_off(), Some(3));
    let alone = Generations::new(&here, job(&Plan { by: None, ..plan.clone() }), 1_000, Box::new(Real));
    drop(kept);
    alone.keep(FIRST, &course, &run).unwrap();
    let OpenCheckpoint { mut file, month } = alone.newest(FIRST, |_, _| ()).unwrap().unwrap();
    let mut again = begun();
    assert_eq!((month, alone.sums(&mut file, FIRST, month).unwrap()), (3, run));
    alone.world(&mut file, FIRST, &mut again).unwrap();
    assert!(open(&again) == open(&course) && again.ends() == Some(3));
    assert!(again.step().all == course.step().all && open(&again) == open(&course));
}

/// The bytes of a small checkpoint, and its job.
fn small() -> (Vec<u8>, RunIdentity) {
    let plan = Plan { by: None, ..plan() };
    let people = engine::settle(&plan.population(0));
    let mut course = Simulation::new(&people, &plan.regimes[0], None);
    let run = RunResult { months: vec![course.step().all], ..RunResult::default() };
    let job = job(&plan);
    let written = job.write(Cursor::new(Vec::new()), FIRST, Some(&course.resting().unwrap()), &run);
    (written.unwrap().into_inner(), job)
}

/// Number of changed bits to try, 2,000 unless more are requested.
fn flips() -> u32 {
    std::env::var("GLASSHOUSE_FLIPS").map_or(2_000, |n| n.parse().unwrap())
}

#[test]
fn every_cut_and_changed_bit_is_refused() {
    let (bytes, job) = small();
    let refused = |bytes: &[u8], what: &str| match job.check(Cursor::new(bytes), FIRST, 1) {
        Err(flaw) => assert!(!matches!(flaw, IntegrityError::Unreadable(_)), "{what}: {flaw}"),
        Ok(_) => panic!("{what} was taken for intact"),
    };
    assert!(job.check(Cursor::new(&bytes), FIRST, 1).is_ok());
    (0..bytes.len()).for_each(|n| refused(&bytes[..n], &format!("cut at {n}")));
    refused(&[&bytes[..], &[0]].concat(), "a byte more");
    let mut changed = bytes.clone();
    let head = 16 + u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize + 32;
    let rng = Rng::new(1, 0);
    let body = (0..flips()).map(|n| rng.words(Purpose::TraitsA, n, 0));
    let body = body.map(|[at, bit, ..]| (head + at as usize % (bytes.len() - head)) * 8 + bit as usize % 8);
    let tail = (bytes.len() - 40) * 8..bytes.len() * 8;
    for bit in (0..head * 8).chain(tail).chain(body) {
        changed[bit / 8] ^= 1 << (bit % 8);
        refused(&changed, &format!("bit {bit}"));
        changed[bit / 8] ^= 1 << (bit % 8);
    }
}

/// What a power cut may leave of a file that was not synced, or that a disk falsely reported as synced: some of its
/// sectors are written, others are not or hold their earlier content.
#[test]
fn a_file_of_which_sectors_were_lost_is_passed_over_for_the_older_one() {
    const SECTOR: usize = 512;
    let (here, plan, rng) = (folder("sectors"), plan(), Rng::new(1, 0));
    assert!(broken_off(&here, &plan, EARLIER + 3).is_err());
    let file = |month: u32| here.join(format!("society-0.regime-0.month-{month}.checkpoint"));
    let [before, whole] = [2, 3].map(|month| fs::read(file(month)).unwrap());
    let kept = generations(&here, &plan);
    let mut lost_none = 0;
    for n in 0..flips() / 10 {
        let [share, mode, cut, ..] = rng.words(Purpose::TraitsA, n, 0);
        let mut left = whole.clone();
        for (sector, k) in left.chunks_mut(SECTOR).zip(0..) {
            if rng.words(Purpose::TraitsB, n, k)[0] < share {
                let old = before.get(k as usize * SECTOR..).unwrap_or_default();
                match mode % 2 {
                    0 => sector.fill(0),
                    _ => sector.iter_mut().zip(old).for_each(|(byte, old)| *byte = *old),
                }
            }
        }
        if mode & 2 != 0 {
            left.truncate(cut as usize % (left.len() + 1));
        }
        lost_none += u32::from(left == whole);
        fs::write(file(3), &left).unwrap();
        let found = kept.newest(FIRST, |_, _| ()).unwrap().map(|found| found.month);
        assert_eq!(found, Some(if left == whole { 3 } else { 2 }), "state {n}");
    }
    assert!(lost_none < flips() / 100);
}

#[test]
fn what_is_of_another_job_format_or_program_is_told_apart() {
    let (bytes, job) = small();
    let told = |job: &RunIdentity, bytes: &[u8], month| {
        job.check(Cursor::new(bytes), FIRST, month).map(drop).unwrap_err().to_string()
    };
    let other = Plan { seed: 2, by: None, ..plan() };
    assert_eq!(told(&self::job(&other), &bytes, 1), "belongs to another run: glasshouse compare");
    assert!(told(&self::job(&plan()), &bytes, 1).contains("another run"), "other groups");
    assert!(told(&job, &bytes, 2).contains("than its name says"));
    assert!(told(&job, b"PAR1 and so on", 1).starts_with("is not a glasshouse checkpoint"));
    assert!(told(&job, b"", 1).contains("cut off"));
    // An intact head of another format.
    let length = u32::from_le_bytes(bytes[12..16].try_into().unwrap()) as usize;
    let mut newer = bytes.clone();
    newer[8] = 4;
    let hash = glasshouse::observatory::manifest::hash(&newer[..16 + length]);
    let hash: Vec<u8> = (0..32).map(|k| u8::from_str_radix(&hash[2 * k..2 * k + 2], 16).unwrap()).collect();
    newer[16 + length..][..32].copy_from_slice(&hash);
    assert_eq!(told(&job, &newer, 1), "has format 4, and this version of glasshouse reads format 3");
}

#[test]
fn of_two_generations_the_newest_whole_one_is_taken() {
    let (here, plan) = (folder("newest"), plan());
    assert!(broken_off(&here, &plan, EARLIER + 3).is_err());
    let kept = generations(&here, &plan);
    assert_eq!(kept.months(FIRST), [3, 2]);
    let file = |month: u32| here.join(format!("society-0.regime-0.month-{month}.checkpoint"));
    let whole = fs::read(file(3)).unwrap();
    fs::write(file(3), &whole[..whole.len() / 2]).unwrap();
    let passed = AtomicU32::new(0);
    let found = kept
        .newest(FIRST, |_, _| {
            passed.fetch_add(1, Ordering::Relaxed);
        })
        .unwrap();
    assert_eq!((found.unwrap().month, passed.into_inner()), (2, 1));
    assert_same(&broken_off(&here, &plan, 99).ok().unwrap(), &compare(plan.clone(), &Quiet), "from the older one");
    let here = folder("none-whole");
    assert!(broken_off(&here, &plan, EARLIER + 1).is_err());
    fs::write(here.join("society-0.regime-0.month-1.checkpoint"), &whole[..9]).unwrap();
    let words = broken_off(&here, &plan, 99).err().and_then(|broken| broken.0).expect("it is refused").to_string();
    assert!(words.contains("month-1.checkpoint` is damaged: it is cut off; remove this file"), "{words}");
}

/// A disk that fails at its `n`-th step, for good or once.
pub struct Failing {
    /// Steps left.
    pub n: AtomicU32,
    /// Whether all later steps fail too.
    pub for_good: bool,
}

impl Disk for Failing {
    fn may(&self) -> io::Result<()> {
        let left = self.n.load(Ordering::Relaxed);
        let fails = left == 0;
        if !fails || !self.for_good {
            self.n.store(left.wrapping_sub(1), Ordering::Relaxed);
        }
        if fails { Err(io::Error::from(ErrorKind::StorageFull)) } else { Ok(()) }
    }
}

#[test]
fn whatever_step_the_disk_fails_at_the_older_generation_stays_and_goes_on() {
    let plan = plan();
    let people = engine::settle(&plan.population(0));
    let through = compare(plan.clone(), &Quiet);
    let (ready, here) = (folder("ready"), folder("failing"));
    assert!(broken_off(&ready, &plan, EARLIER + 2).is_err());
    let mut steps = 0;
    for for_good in [false, true] {
        for n in 0.. {
            let _ = fs::remove_dir_all(&here);
            fs::create_dir_all(&here).unwrap();
            for entry in fs::read_dir(&ready).unwrap().flatten() {
                fs::copy(entry.path(), here.join(entry.file_name())).unwrap();
            }
            let disk = Failing { n: AtomicU32::new(n), for_good };
            let kept = Generations::new(&here, job(&plan), 1_000, Box::new(disk));
            let mut course = Simulation::new(&people, &plan.regimes[0], plan.by);
            let OpenCheckpoint { mut file, month } = kept.newest(FIRST, |_, _| ()).unwrap().unwrap();
            assert_eq!(month, 2);
            let run = kept.sums(&mut file, FIRST, 2).unwrap();
            kept.world(&mut file, FIRST, &mut course).unwrap();
            // The same month is stored a second time, and then the next one.
            let again = kept.keep(FIRST, &course, &run);
            let Err(trouble) = again else {
                steps = steps.max(n);
                break;
            };
            let words = trouble.to_string();
            assert!(
                words.contains("month-2.checkpoint") && words.contains("bytes: ") && words.contains("resumes"),
                "{words}"
            );
            assert!(
                fs::read_dir(&here).unwrap().flatten().all(|e| !e.file_name().to_string_lossy().ends_with(".part"))
            );
            assert_same(&broken_off(&here, &plan, 99).ok().unwrap(), &through, &format!("step {n}"));
        }
    }
    assert!(steps >= 7, "folder, file, writes, sync, reading back, name, folder: {steps}");
}
