//! Checks that a run fits into the machine's memory and disk, and estimates of its duration.

use crate::job_error::JobError;
use crate::memory_budget;
use crate::number_format;
use glasshouse::engine::memory_estimate::{Needs, Workload};
use glasshouse::engine::memory_guard;
use glasshouse::engine::record_keeping::bytes_per_person;
use glasshouse::engine::{BYTES_PER_PERSON, MOST_PEOPLE, PopulationSpec, Quiet, Room, Size, Spill};
use glasshouse::experiment::compare::{Plan, compare_in};
use glasshouse::observatory::measures::views;
use glasshouse::observatory::tally::COUNTS;
use glasshouse::regime::Regime;
use std::path::Path;
use std::time::Instant;

/// The resources that a run will need, to the extent that they are known beforehand.
pub struct Admitted {
    /// Where its data are held.
    pub room: Room,
    /// Bytes needed.
    pub needs: Needs,
}

/// Finds room for a run in the given or the free memory, and in a folder if that does not suffice. Refuses at once a
/// run that would fail later or show nothing.
pub fn admit(plan: &Plan, threads: usize, memory: Option<u64>, folder: Option<&Path>) -> Result<Admitted, JobError> {
    plan.too_short().map_or(Ok(()), |why| Err(JobError::Refused(why)))?;
    let sums = sums(plan) as f64;
    // A tenth of the free memory stays free: the machine has other things to do, and the estimate is about that
    // accurate.
    let budget = memory.map(|bytes| bytes as f64).or(memory_budget::bytes().map(|bytes| 0.9 * bytes as f64));
    let budget = budget.unwrap_or(UNHEARD_OF as f64) - sums;
    let people = plan.size.people.min(MOST_PEOPLE);
    let map = PopulationSpec::new(&plan.society, Size { people, ..plan.size }, plan.seed, 0).map();
    let worlds = threads.min(plan.replicates as usize);
    let (counties, by) = (map.counties, plan.by);
    let work = |worlds| Workload { size: plan.size, counties, regimes: &plan.regimes, worlds, threads, by };
    let in_memory = [true, false].map(|homes| Room { homes, spill: None });
    let spilled = folder.and_then(|folder| {
        let near = work(1).near(budget)?;
        Some(Room { homes: false, spill: Some(Spill { near, folder: folder.to_owned() }) })
    });
    let rooms = in_memory.into_iter().map(|room| (room, worlds)).chain(spilled.map(|room| (room, 1)));
    let all: Vec<(Room, Needs)> = rooms.map(|(room, worlds)| (room.clone(), work(worlds).needs(&room))).collect();
    let least = all.iter().map(|(_, needs)| needs.memory).fold(f64::INFINITY, f64::min) + sums;
    let fitting = all.into_iter().find(|(_, needs)| needs.memory <= budget && plan.size.people <= MOST_PEOPLE);
    let Some((room, needs)) = fitting else {
        return Err(too_much("memory", least as u128, (budget + sums).max(0.0) as u128));
    };
    if let Some(free) = folder.and_then(free_on_disk).filter(|free| needs.disk > *free as f64) {
        return Err(too_much("disk", needs.disk as u128, free.into()));
    }
    let needs = Needs { memory: needs.memory + sums, ..needs };
    // A limit of which the system does not tell shows when the memory is asked for.
    memory_guard::room_for(needs.memory as usize).map_err(|e| {
        JobError::Refused(format!(
            "this would take {}, and {e}: use fewer people, replicates or threads",
            in_words(needs.memory as u128)
        ))
    })?;
    Ok(Admitted { room, needs })
}

impl Admitted {
    /// The resources in words. The duration is measured on a small run.
    pub fn in_words(&self, plan: &Plan) -> String {
        let Needs { memory, disk } = self.needs;
        let on_disk = if disk > 0.0 { format!(" and {} of disk", in_words(disk as u128)) } else { String::new() };
        let time = duration(seconds(&self.room, plan));
        format!("about {time}, with {} of memory{on_disk}", in_words(memory as u128))
    }
}

/// Number of people in the small run that measures the pace.
const TRIED: u64 = 10_000;

/// The duration of a run, estimated from the pace of a small one.
fn seconds(room: &Room, plan: &Plan) -> f64 {
    let room = Room { spill: None, ..room.clone() };
    let once = |people, months| {
        let size = Size { people, months };
        let since = Instant::now();
        // Without a file nothing can fail; if it did, the run itself would report it.
        let _ = compare_in(&room, Plan { size, replicates: 1, by: None, earlier: 0, ..plan.clone() }, &Quiet);
        since.elapsed().as_secs_f64()
    };
    // Other work can slow the machine down but never speed it up, so the fastest time counts.
    let timed = |people, months| (0..3).map(|_| once(people, months)).fold(f64::INFINITY, f64::min);
    let people = TRIED.min(plan.size.people);
    let begins = plan.regimes.iter().filter(|r| !r.is_idle()).map(|r| r.starts).max().unwrap_or(0);
    let months = (begins + 3).min(plan.size.months);
    let (few, more) = (timed(people, 1), timed(people, months));
    let month = (more - few).max(0.0) / f64::from(months.max(2) - 1);
    let first = (few - month).max(0.0);
    let each =
        f64::from(plan.size.months) * month + f64::from(plan.earlier) * month / plan.regimes.len() as f64 + first;
    each * plan.size.people as f64 / people as f64 * f64::from(plan.replicates)
}

/// A duration in words.
fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 90.0 => number_format::counted(s.ceil() as u64, "second"),
        s if s < 90.0 * 60.0 => number_format::counted((s / 60.0).round() as u64, "minute"),
        s => number_format::counted((s / 3600.0).round() as u64, "hour"),
    }
}

/// Refuses a plan that would not fit if all these worlds were simulated at the same time, beside others to whom so many
/// bytes are promised. Returns the bytes that it needs.
pub fn side_by_side(plan: &Plan, worlds: usize, promised: u64) -> Result<u64, JobError> {
    let side_by_side = Plan { replicates: worlds as u32, regimes: plan.regimes[..1].to_vec(), ..plan.clone() };
    let left = memory_budget::bytes().map(|bytes| (0.9 * bytes as f64) as u64).unwrap_or(UNHEARD_OF as u64);
    let admitted = admit(&side_by_side, worlds, Some(left.saturating_sub(promised)), None)?;
    Ok(admitted.needs.memory as u64)
}

/// Refuses more people than the program can number.
pub fn countable(size: Size) -> Result<(), JobError> {
    let most = number_format::whole(MOST_PEOPLE);
    if size.people > MOST_PEOPLE {
        Err(JobError::Refused(format!("there can be at most {most} people")))
    } else {
        Ok(())
    }
}

/// Refuses this many simultaneous worlds, under any of these regimes, if they do not fit.
pub fn worlds<'a>(size: Size, worlds: usize, regimes: impl IntoIterator<Item = &'a Regime>) -> Result<(), JobError> {
    countable(size)?;
    let need = u128::from(size.people) * u128::from(bytes_each(regimes)) * worlds as u128;
    match memory_budget::bytes().unwrap_or(UNHEARD_OF) {
        free if need > free => Err(too_much("memory", need, free)),
        _ => Ok(()),
    }
}

fn too_much(what: &str, need: u128, free: u128) -> JobError {
    let (need, free) = (in_words(need), in_words(free));
    let compared = match need == free {
        true => format!("a little more than the {free} of {what} available"),
        false => format!("{need} of {what}, but only {free} are available"),
    };
    JobError::Refused(format!("this would take {compared}: use fewer people, replicates or threads"))
}

/// The limit where the machine does not report its memory: more than this is certainly too much.
const UNHEARD_OF: u128 = 1 << 44;

/// Bytes for one person, with the additional records that any of these regimes requires.
fn bytes_each<'a>(regimes: impl IntoIterator<Item = &'a Regime>) -> u64 {
    BYTES_PER_PERSON + regimes.into_iter().map(bytes_per_person).max().unwrap_or(0)
}

/// Bytes for the monthly sums of all runs. They are held twice for a moment, while they are sorted by regime.
fn sums(plan: &Plan) -> u128 {
    let runs = plan.regimes.len() as u128 * u128::from(plan.replicates);
    let months = runs * u128::from(plan.size.months);
    // A run of the baseline stores the windows of every regime, any other run its own.
    let windows = u128::from(plan.replicates) * (2 * plan.regimes.len() as u128).saturating_sub(1);
    // By group: the values of all measures, and the sums of one month and of two windows.
    let groups = if plan.size.people <= MOST_PEOPLE { plan.groups().len() as u128 } else { 0 };
    let by_group = groups * (months * views().count() as u128 * 16 + (runs + 2 * windows) * COUNTS as u128 * 8);
    // For each tile of the map: the sums, and those of one month.
    let tiles = if plan.size.people <= MOST_PEOPLE { plan.tiles() as u128 } else { 0 };
    (months + windows * tiles) * COUNTS as u128 * 8 * 2 + by_group
}

/// Free disk space in bytes of a folder, or of its nearest existing parent, if the system reports it.
#[cfg(unix)]
fn free_on_disk(folder: &Path) -> Option<u64> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let there = folder.ancestors().map(|f| if f.as_os_str().is_empty() { Path::new(".") } else { f });
    let disk = there.into_iter().find_map(|folder| rustix::fs::statvfs(folder).ok())?;
    Some(disk.f_bavail * disk.f_frsize)
}

#[cfg(not(unix))]
fn free_on_disk(_: &Path) -> Option<u64> {
    None
}

/// Bytes in words.
fn in_words(bytes: u128) -> String {
    const UNITS: [&str; 6] = ["MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"];
    let mut unit = 0;
    let mut amount = bytes as f64 / f64::from(1 << 20);
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_never_reads_as_if_it_fitted() {
        let said = |need: u128, free: u128| match too_much("memory", need << 20, free << 20) {
            JobError::Refused(why) => why,
            _ => String::new(),
        };
        assert!(said(2048, 1024).starts_with("this would take 2.0 GiB of memory, but only 1.0 GiB are available: "));
        assert!(said(2049, 2048).starts_with("this would take a little more than the 2.0 GiB of memory available: "));
    }

    #[test]
    fn what_the_books_keep_is_counted() {
        use glasshouse::regime::{Basis, Origin, Redemption};
        let (none, mut capped) = (Regime::default(), Regime::default());
        capped.redemption = Some(Redemption {
            price: 1.0,
            points: 10,
            points_a_year: Some(20),
            work: 0,
            hours: 0.0,
            work_a_year: None,
            release: None,
            work_release: 0,
            origin: Origin { basis: Basis::Assumed, source: String::new() },
        });
        assert_eq!(bytes_each([&none, &capped]), bytes_each([]) + 1);
    }

    #[test]
    fn sizes_and_times_read_well() {
        assert_eq!(in_words(64 << 20), "64.0 MiB");
        assert_eq!(in_words(64_000_000_000_000_000_000), "55.5 EiB");
        assert_eq!([0.2, 60.5, 600.0, 7_200.0].map(duration), ["1 second", "61 seconds", "10 minutes", "2 hours"]);
    }
}
