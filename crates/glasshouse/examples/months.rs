//! A workload for profilers: some months of one society on one thread, and nothing else.
//!
//! `cargo run --release -p glasshouse --example months -- 15000 40 social-credit`: persons, months, regime. Only
//! months in which the regime is in force are timed and counted. Towns are packed between months, as in a run.
//! docs/performance.md explains how to attach a profiler.

#![allow(clippy::print_stdout)]

use glasshouse::engine::{self, PopulationSpec, Simulation, Size};
use glasshouse::scenario;
use std::time::Instant;

fn main() -> Result<(), String> {
    let mut asked = std::env::args().skip(1);
    let mut number =
        |otherwise: u32| asked.next().map_or(Ok(otherwise), |n| n.parse().map_err(|e| format!("`{n}`: {e}")));
    let (people, months) = (number(15_000)?, number(40)?);
    let name = asked.next().unwrap_or_else(|| "social-credit".into());
    let society = scenario::society("china-2018").map_err(|_| "the society ships")?.value;
    let regime = scenario::regime(&name).map_err(|_| format!("there is no regime `{name}`"))?.value;
    let size = Size { people: people.into(), months: regime.starts + months };
    if !(engine::LEAST_PEOPLE..=engine::MOST_PEOPLE).contains(&size.people) {
        return Err(format!("{people} people: from {} to {}", engine::LEAST_PEOPLE, engine::MOST_PEOPLE));
    }
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(|e| e.to_string())?;
    one.install(|| {
        let people = engine::settle(&PopulationSpec::new(&society, size, 1, 0).living([&regime]));
        let mut course = Simulation::new(&people, &regime, None);
        (0..regime.starts).for_each(|_| drop(course.step()));
        let since = Instant::now();
        (0..months).for_each(|_| drop(course.step()));
        let each = since.elapsed().as_nanos() as f64 / (size.people as f64 * f64::from(months));
        println!("{name}: {each:.0} nanoseconds a person-month");
    });
    Ok(())
}
