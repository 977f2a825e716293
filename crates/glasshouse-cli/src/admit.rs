//! Does what was asked fit into this machine?

use crate::stop::Stop;
use glasshouse::engine::books::bytes_per_person;
use glasshouse::engine::{BYTES_PER_PERSON, MOST_PEOPLE, Size};
use glasshouse::experiment::compare::Plan;
use glasshouse::observatory::measures::views;
use glasshouse::observatory::tally::COUNTS;
use glasshouse::regime::Regime;
use std::fs;

/// Refuses at once what would only fail later, or show nothing.
pub fn admit(plan: &Plan, threads: usize) -> Result<(), Stop> {
    begun(plan)?;
    fits(need(plan, threads))
}

fn begun(plan: &Plan) -> Result<(), Stop> {
    let begins = plan.regimes.iter().filter(|r| !r.is_idle()).map(|r| r.starts).min();
    if let Some(month) = begins.filter(|month| *month >= plan.size.months) {
        return Err(Stop::Refused(format!(
            "the run is over before a regime begins: it lasts {} months, and the first regime begins in month {}",
            plan.size.months,
            u64::from(month) + 1
        )));
    }
    Ok(())
}

/// Refuses what would not fit if all these worlds were worked at the same time.
pub fn side_by_side(plan: &Plan, worlds: usize) -> Result<(), Stop> {
    begun(plan)?;
    fits(need(&Plan { replicates: worlds as u32, regimes: plan.regimes[..1].to_vec(), ..plan.clone() }, worlds))
}

/// Refuses so many worlds at once, under any of these regimes, if they do not fit.
pub fn worlds<'a>(size: Size, worlds: usize, regimes: impl IntoIterator<Item = &'a Regime>) -> Result<(), Stop> {
    if size.people > MOST_PEOPLE {
        return Err(Stop::Refused(format!("there can be at most {MOST_PEOPLE} people")));
    }
    fits(u128::from(size.people) * u128::from(bytes_each(regimes)) * worlds as u128)
}

fn fits(need: u128) -> Result<(), Stop> {
    match free() {
        Some(free) if need > free => Err(Stop::Refused(format!(
            "this would take {} of memory, and the machine has {} free: ask for fewer people, replicates or threads",
            in_words(need),
            in_words(free)
        ))),
        None if need > UNHEARD_OF => Err(Stop::Refused(format!(
            "this would take {} of memory: ask for fewer people, replicates or threads",
            in_words(need)
        ))),
        _ => Ok(()),
    }
}

/// Where the machine does not tell how much it has, more than this is surely too much.
const UNHEARD_OF: u128 = 1 << 44;

/// Bytes for one person, with what the books of any of these regimes keep besides, where its file asks for it.
fn bytes_each<'a>(regimes: impl IntoIterator<Item = &'a Regime>) -> u64 {
    BYTES_PER_PERSON + regimes.into_iter().map(bytes_per_person).max().unwrap_or(0)
}

/// Bytes for the people of all worlds that are worked at once, and for the monthly sums of all runs. Sums are kept
/// twice for a moment, while they are sorted by regime.
fn need(plan: &Plan, threads: usize) -> u128 {
    let worlds = threads.min(plan.replicates as usize) as u128;
    let people = u128::from(plan.size.people) * u128::from(bytes_each(&plan.regimes)) * worlds;
    let months = plan.regimes.len() as u128 * u128::from(plan.replicates) * u128::from(plan.size.months);
    // By group, the values of all measures are kept, and one month's sums and those of two windows.
    let groups = plan.groups().len() as u128;
    let runs = plan.regimes.len() as u128 * u128::from(plan.replicates);
    let by_group = groups * (months * views().count() as u128 * 16 + runs * 3 * COUNTS as u128 * 8);
    people + months * COUNTS as u128 * 8 * 2 + by_group
}

/// Bytes that programs can still get, where the system tells.
fn free() -> Option<u128> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix("MemAvailable:"))?;
    let kib: u128 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
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
    #[test]
    fn what_the_books_keep_is_counted() {
        let Ok(rongcheng) = glasshouse::scenario::regime("rongcheng") else { panic!("it ships") };
        let (none, books) = (super::Regime::default(), super::bytes_per_person(&rongcheng.value));
        assert!(books > 0);
        assert_eq!(super::bytes_each([&none, &rongcheng.value]), super::bytes_each([]) + books);
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(super::in_words(64 << 20), "64.0 MiB");
        assert_eq!(super::in_words(64_000_000_000_000_000_000), "55.5 EiB");
    }
}
