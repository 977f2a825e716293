//! Tests of shared runs: processes that exchange only public data produce the same society, byte for byte.

use crate::laboratory::{regime_between, settle, society};
use glasshouse::engine::world::TownState;
use glasshouse::engine::{EARLIER, PopulationSpec, Rank, Ranks, Room, Settlement, Simulation, Size, settle_among};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;
use glasshouse::society::strata::By;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

/// Four counties.
const PEOPLE: u64 = 6_100;
const MONTHS: u32 = 8;

/// The meeting place of peers that are threads of one program.
#[derive(Debug)]
struct Table {
    everybody: Barrier,
    column: Mutex<Vec<u8>>,
    sums: Mutex<Vec<i64>>,
}

/// One of them.
#[derive(Debug)]
pub struct Seat {
    table: Arc<Table>,
    /// Its number, from 0.
    pub number: u32,
    of: u32,
}

impl Ranks for Seat {
    fn rank(&self) -> Rank {
        Rank { number: self.number, of: self.of }
    }

    fn own(&self, counties: u32) -> Range<u32> {
        self.number * counties / self.of..(self.number + 1) * counties / self.of
    }

    fn gather(&self, column: &mut [u8], own: Range<usize>) -> io::Result<()> {
        {
            let mut all = self.table.column.lock().unwrap();
            all.resize(column.len(), 0);
            all[own.clone()].copy_from_slice(&column[own]);
        }
        self.table.everybody.wait();
        column.copy_from_slice(&self.table.column.lock().unwrap());
        self.table.everybody.wait();
        Ok(())
    }

    fn sum(&self, numbers: &mut [i64]) -> io::Result<()> {
        {
            let mut sums = self.table.sums.lock().unwrap();
            sums.resize(numbers.len(), 0);
            sums.iter_mut().zip(numbers.iter()).for_each(|(sum, number)| *sum += number);
        }
        self.table.everybody.wait();
        numbers.copy_from_slice(&self.table.sums.lock().unwrap());
        if self.table.everybody.wait().is_leader() {
            self.table.sums.lock().unwrap().clear();
        }
        self.table.everybody.wait();
        Ok(())
    }
}

/// The final state of a run, as seen by one of the peers that worked on it.
struct Left {
    sums: Vec<(Tally, Vec<Tally>)>,
    public: Vec<u8>,
    money: (i64, i64),
    counties: Vec<TownState>,
}

fn run(people: &Settlement, regime: &Regime) -> Left {
    let mut course = Simulation::new(people, regime, Some(By::County));
    let month = |sums: glasshouse::engine::Sums| (sums.all, sums.groups);
    let sums = (0..MONTHS).map(|_| month(course.try_step().unwrap())).collect();
    let world = course.world();
    let (public, counties) = (world.public.clone(), world.towns.all().unwrap());
    Left { sums, public, money: (world.state, world.outside), counties }
}

/// The results of `of` peers that work together.
pub fn seated<R: Send>(of: u32, work: impl Fn(Arc<Seat>) -> R + Sync) -> Vec<R> {
    let (column, sums) = (Mutex::default(), Mutex::default());
    let table = Arc::new(Table { everybody: Barrier::new(of as usize), column, sums });
    thread::scope(|scope| {
        let sit = |number: u32| {
            let seat = Arc::new(Seat { table: table.clone(), number, of });
            scope.spawn(|| work(seat))
        };
        let all: Vec<_> = (0..of).map(sit).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

fn among(of: u32, homes: bool, regime: &Regime) -> Vec<Left> {
    seated(of, |seat| {
        let (size, room) = (Size { people: PEOPLE, months: MONTHS }, Room { homes, ..Room::default() });
        run(
            &settle_among(seat, &room, &PopulationSpec::new(&society("china-2018"), size, 1, 0), EARLIER).unwrap(),
            regime,
        )
    })
}

#[test]
fn a_run_is_the_same_however_many_work_at_it() {
    // Lists are shown to ties here, so friends in other peers' counties are asked who they are.
    let regime = regime_between("social-credit", 2, 8);
    let alone = run(&settle(&society("china-2018"), PEOPLE), &regime);
    for (of, homes) in [(1, true), (2, true), (3, false), (5, true)] {
        let shared = among(of, homes, &regime);
        for (number, one) in shared.iter().enumerate() {
            assert!(one.sums == alone.sums && one.public == alone.public, "the {number}th of {of}");
            assert_eq!(one.money, alone.money, "the {number}th of {of}");
        }
        let counties: Vec<TownState> = shared.into_iter().flat_map(|one| one.counties).collect();
        assert!(counties == alone.counties, "counties of {of} together");
    }
}
