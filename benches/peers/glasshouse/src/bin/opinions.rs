//! Benchmark of private assessment: assessments per second in the scene `private-repute`, on one thread.
//!
//! `opinions NORM PERSONS MONTHS`: nine in ten see a deed, the doer always; one verdict in twenty errs. An assessment
//! is one observer's verdict on one deed. `docs/performance.md` gives the command for the public program that it is
//! compared with.

use glasshouse::engine::{self, Institution, PopulationSpec, Size};
use glasshouse::observatory::tally::Count;
use glasshouse::scenario;
use std::time::Instant;

const SIGHT: f32 = 0.9;
const ERROR: f32 = 0.05;
const USAGE: &str = "opinions NORM PERSONS MONTHS, for instance: opinions L6 50 20000";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [norm, people, months] = &words[..] else { panic!("{USAGE}") };
    let (people, months) = (people.parse::<u64>().expect(USAGE), months.parse::<u32>().expect(USAGE));
    let mut scene = scenario::scene("private-repute").unwrap_or_else(|_| panic!("ships")).value;
    scene.society.marginals.gossip_norm.value = norm.as_str().into();
    let gossip = &mut scene.society.behaviour.gossip;
    (gossip.sight, gossip.error) = (SIGHT, ERROR);
    // Gossip is worth the same whoever sees a deed.
    gossip.favours /= SIGHT;
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let people = engine::settle(&PopulationSpec::new(&scene.society, Size { people, months }, 1, 0));
    let institution = Institution::new(&scene.regime);
    let mut world = people.world(&institution);
    let began = Instant::now();
    let (mut deeds, mut helped) = (0, 0);
    one.install(|| {
        for _ in 0..months {
            let tally = engine::state_update(&people, &institution, &mut world, None);
            deeds += tally.get(Count::Distress);
            helped += tally.get(Count::Helped);
        }
    });
    let seconds = began.elapsed().as_secs_f64();
    let neighbours: usize = people.homes.iter().flat_map(|home| &home.neighbourhoods).map(|n| n.persons()).sum();
    let neighbourhoods = people.homes.iter().map(|home| home.neighbourhoods.len()).sum::<usize>();
    let others = neighbours as f64 / neighbourhoods as f64 - 1.0;
    let assessments = deeds as f64 * (1.0 + f64::from(SIGHT) * others);
    println!(
        "{norm}, {neighbours} persons in {neighbourhoods} neighbourhoods, {months} months: {seconds:.2} s, {:.1} million \
         assessments a second, help per meeting {:.3}",
        assessments / seconds / 1e6,
        helped as f64 / deeds as f64
    );
}
