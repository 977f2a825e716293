//! Benchmark of each step and encounter of a month: nanoseconds per person on one core.
//!
//! `cargo bench -p glasshouse --bench steps` prints the table in `docs/performance.md`: the median of many calls, for
//! one town of `china-2018` (about 1,500 persons, whose data stay in the caches) in a winter month of the second
//! year, without a regime and under `social-credit`. The last row is the whole month of 100,000 persons.

#![allow(clippy::print_stdout)]

use glasshouse::engine::step_benchmark::rehearse;
use glasshouse::engine::{self, Institution, PopulationSpec, Simulation, Size};
use glasshouse::scenario;
use glasshouse::society::Society;
use std::time::Instant;

/// Number of calls whose median is reported, and steps in each call.
const CALLS: usize = 41;
const STEPS: usize = 20;

fn main() {
    let society = scenario::society("china-2018").unwrap_or_else(|_| panic!("ships")).value;
    let [without, with] = ["no-system", "social-credit"].map(|regime| times(&society, regime));
    println!("| step or encounter | no system | social-credit |\n|---|---|---|");
    for ((name, without), (_, with)) in without.iter().zip(&with) {
        println!("| {name} | {without:.1} | {with:.1} |");
    }
}

/// Nanoseconds per person for each step under a regime.
fn times(society: &Society, regime: &str) -> Vec<(&'static str, f64)> {
    let regime = scenario::regime(regime).unwrap_or_else(|_| panic!("ships")).value;
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let people = engine::settle(&PopulationSpec::new(society, Size { people: 100_000, months: 24 }, 1, 0));
    let institution = Institution::new(&regime);
    let mut world = people.world(&institution);
    one.install(|| (0..24).for_each(|_| drop(engine::step(&people, &institution, &mut world, None))));
    let mut all: Vec<(&str, f64)> = Vec::new();
    let persons = rehearse(&people, &institution, &world, &mut |name, step| {
        let nanoseconds = median(|| (0..STEPS).for_each(|_| step())) / STEPS as f64;
        all.push((name, nanoseconds));
    });
    all.iter_mut().for_each(|(_, time)| *time /= persons as f64);
    let mut course = Simulation::new(&people, &regime, None);
    let month = one.install(|| {
        (0..24).for_each(|_| drop(course.step()));
        median(|| drop(course.step()))
    });
    all.push(("the whole month", month / 100_000.0));
    all
}

/// Median duration of a call, in nanoseconds.
fn median(mut call: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..CALLS)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_nanos() as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[CALLS / 2]
}
