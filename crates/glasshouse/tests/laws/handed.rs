//! Tests of handing over: a run resumed with another number of processes ends with the same bits.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::checkpoints::{Broken, Failing, Until, folder, generations, job};
use crate::laboratory::{regime_between, society};
use crate::shared::{Seat, seated};
use glasshouse::engine::{Quiet, Room, Size};
use glasshouse::experiment::checkpoint_store::Generations;
use glasshouse::experiment::compare::{Plan, RunResult, compare, run_among};
use glasshouse::society::strata::By;
use glasshouse::storage::disk::{Disk, Real};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

const EARLIER: u32 = 3;
const MONTHS: u32 = 6;

/// Four counties.
fn plan() -> Plan {
    Plan {
        society: society("china-2018"),
        regimes: vec![regime_between("social-credit", 1, 5)],
        size: Size { people: 6_100, months: MONTHS },
        seed: 1,
        replicates: 1,
        earlier: EARLIER,
        by: Some(By::All),
    }
}

/// The results of `of` processes that work together in a folder until `until` months are stored.
fn work(of: u32, here: &Path, until: u32) -> Vec<Result<RunResult, Broken>> {
    work_on(of, here, until, &|_| Box::new(Real))
}

fn work_on(
    of: u32,
    here: &Path,
    until: u32,
    disk: &(dyn Fn(&Seat) -> Box<dyn Disk> + Sync),
) -> Vec<Result<RunResult, Broken>> {
    let plan = plan();
    seated(of, |seat| {
        let kept = Generations::new(here, job(&plan), plan.size.people, disk(&seat)).among(seat.clone());
        run_among(seat, &Room::default(), &plan, &Until(kept, AtomicU32::new(until)))
    })
}

/// The results of one process without interruption, and of a comparison as well.
fn through() -> &'static RunResult {
    static THROUGH: OnceLock<RunResult> = OnceLock::new();
    THROUGH.get_or_init(|| {
        let run = work(1, &folder("handed-through"), 99).pop().unwrap().unwrap();
        let compared = compare(plan(), &Quiet);
        assert!(compared.runs[0][0] == run.months && compared.grouped[0][0] == run.grouped);
        run
    })
}

fn assert_all_see(all: Vec<Result<RunResult, Broken>>, expected: &RunResult, what: &str) {
    for (number, one) in all.into_iter().enumerate() {
        assert!(one.unwrap_or_else(|broken| panic!("{what}, the {number}th: {broken:?}")) == *expected, "{what}");
    }
}

/// The bytes of all files in a folder.
fn files(here: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().path());
    all.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

#[test]
fn several_write_the_file_that_one_writes_and_any_number_goes_on_from_it() {
    let through = through();
    for month in 1..EARLIER + MONTHS {
        let (of, next) = ([2, 3, 5][month as usize % 3], [5, 1, 2, 3][month as usize % 4]);
        let (here, alone) = (folder("handed"), folder("handed-alone"));
        assert!(work(of, &here, month).into_iter().all(|one| matches!(one, Err(Broken(None)))), "month {month}");
        assert!(matches!(work(1, &alone, month)[..], [Err(Broken(None))]), "month {month}");
        assert!(files(&here) == files(&alone), "month {month}: {of} write the same files as one");
        // If a month were run twice, the run would be interrupted again.
        let rest = EARLIER + MONTHS - month;
        assert_all_see(work(next, &here, rest + 1), through, &format!("month {month}, {of} and then {next}"));
        generations(&here, &plan()).clear().unwrap();
        assert!(!here.exists());
    }
}

#[test]
fn a_file_that_only_one_finds_damaged_is_passed_over_by_all() {
    let (through, here) = (through(), folder("handed-damaged"));
    assert!(work(2, &here, EARLIER + 3).iter().all(Result::is_err));
    let newest = here.join("society-0.regime-0.month-3.checkpoint");
    let whole = fs::read(&newest).unwrap();
    // A byte of each piece that one of four reads and no other: near the front, and near the end of the last county.
    for at in [whole.len() / 2, whole.len() * 9 / 10] {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        fs::write(&newest, &changed).unwrap();
        let found = seated(4, |seat| {
            let kept = generations(&here, &plan()).among(seat);
            kept.newest(crate::checkpoints::FIRST, |_, _| ()).unwrap().map(|found| found.month)
        });
        assert_eq!(found, [Some(2); 4]);
    }
    assert_all_see(work(3, &here, 99), through, "from the older one");
}

#[test]
fn whatever_step_fails_for_one_of_them_all_stop_and_go_on_from_the_older_file() {
    let (through, here) = (through(), folder("handed-failing"));
    let mut steps = 0;
    for who in [0, 1] {
        for n in 0.. {
            let _ = fs::remove_dir_all(&here);
            assert!(work(2, &here, EARLIER + 2).iter().all(Result::is_err));
            let failing = |seat: &Seat| -> Box<dyn Disk> {
                match seat.number == who {
                    true => Box::new(Failing { n: AtomicU32::new(n), for_good: true }),
                    false => Box::new(Real),
                }
            };
            let all = work_on(2, &here, 1, &failing);
            if all.iter().all(|one| matches!(one, Err(Broken(None)))) {
                steps += n;
                break;
            }
            assert!(all.iter().all(|one| matches!(one, Err(Broken(Some(_))))), "step {n} of {who}: {all:?}");
            assert_all_see(work(3, &here, 99), through, &format!("step {n} of {who}"));
        }
    }
    assert!(steps >= 10, "{steps} steps");
}
