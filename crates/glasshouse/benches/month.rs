//! Benchmark of one month: nanoseconds per person-month on one core (the printed time per item).
//!
//! `cargo bench -p glasshouse`; the society is `china-2018`, the month a winter month of the regime's second year.

use divan::Bencher;
use divan::counter::ItemsCount;
use glasshouse::engine::{self, Institution, PopulationSpec, Size};
use glasshouse::scenario;

/// Everything that can be on at once.
const EVERYTHING: &str = "social-credit + reviews + welfare + clean-pay + credit-bureau";

fn main() {
    divan::main();
}

/// One month of 100,000 people under a regime, on one thread.
#[divan::bench(args = ["no-system", "social-credit", "reviews", "welfare", "informants", "nosedive", EVERYTHING], sample_count = 30)]
fn month(bencher: Bencher, regime: &str) {
    month_of(bencher, regime, 100_000);
}

/// The same for a million.
#[divan::bench(args = ["social-credit"], sample_count = 10)]
fn month_of_a_million(bencher: Bencher, regime: &str) {
    month_of(bencher, regime, 1_000_000);
}

fn month_of(bencher: Bencher, regime: &str, persons: u64) {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let society = scenario::society("china-2018").unwrap_or_else(|_| panic!("ships")).value;
    let regime = scenario::regime(regime).unwrap_or_else(|_| panic!("ships")).value;
    let people = engine::settle(&PopulationSpec::new(&society, Size { people: persons, months: 24 }, 1, 0));
    let institution = Institution::new(&regime);
    let mut world = people.world(&institution);
    one.install(|| (0..24).for_each(|_| drop(engine::step(&people, &institution, &mut world, None))));
    bencher.counter(ItemsCount::new(persons)).bench_local(|| {
        // Months go on, but always as the winter of the second year.
        world.month = 24;
        one.install(|| engine::step(&people, &institution, &mut world, None))
    });
}
