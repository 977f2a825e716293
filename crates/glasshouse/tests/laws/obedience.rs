//! Tests of obedience and trust: there are plausible settings of both kinds.
//!
//! Trust remains after a system has ended, or fades; and people may obey without trusting.

use crate::laboratory::{otherwise, regime, society};
use glasshouse::engine::{self, PopulationSpec, Quiet, Size};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::Tally;
use std::ops::Range;

const SIZE: Size = Size { people: 10_000, months: 120 };
/// The system is in force.
const DURING: Range<usize> = 12..84;
/// The third year after its end.
const LATER: Range<usize> = 108..120;

/// How `social-credit` differs from no system, in a society with these numbers.
struct Differences {
    with: Vec<Tally>,
    without: Vec<Tally>,
}

impl Differences {
    fn of(set: &[(&str, &str, f32)]) -> Differences {
        let ranges = society("china-2018").ranges;
        for (section, name, value) in set {
            let range = ranges.iter().find(|r| (r.parameter.section, r.parameter.name) == (*section, *name));
            let plausible = range.is_some_and(|range| (range.low..=range.high).contains(value));
            assert!(plausible, "{section}.{name} = {value} is not plausible");
        }
        let society = otherwise(set);
        let people = engine::settle(&PopulationSpec::new(&society, SIZE, 1, 0));
        let run = |spec: &str| {
            let regime = regime(spec);
            engine::simulate(&people, &regime, None, &Quiet).map(|sums| sums.all).collect()
        };
        Differences { with: run("social-credit"), without: run("no-system") }
    }

    /// The measure under the system less the measure without it, and the latter.
    fn in_measure(&self, key: &str, months: Range<usize>) -> [f64; 2] {
        let measure = by_key(key).expect("it is a measure");
        let [with, without] = [&self.with, &self.without].map(|run| {
            let mut sum = Tally::default();
            run[months.clone()].iter().for_each(|month| sum.merge(month));
            measure.value(View::Truth, &sum).expect("it is defined")
        });
        [with - without, without]
    }

    /// The share of the trust won that is left in the third year after the end.
    fn left(&self) -> f64 {
        self.in_measure("trust", LATER)[0] / self.in_measure("trust", DURING)[0]
    }
}

/// Nobody follows an authority, in deed or in mind, because it is one.
const NO_AUTHORITY: [(&str, &str, f32); 3] =
    [("decision", "authority", 0.0), ("learning", "norm_authority", 0.0), ("learning", "custom_authority", 0.0)];

#[test]
fn trust_remains_where_people_learn_slowly_and_fades_where_they_learn_fast() {
    let slow = Differences::of(&[]).left();
    let fast = Differences::of(&[
        ("learning", "trust_own", 0.2),
        ("learning", "trust_ties", 0.08),
        ("learning", "trust_news", 0.05),
        ("learning", "norm_temper", 0.1),
        ("learning", "custom_ties", 0.3),
    ])
    .left();
    println!("of the trust won {slow:.2} is left where people learn slowly and {fast:.2} where they learn fast");
    assert!(slow > 0.5, "of the trust won {slow} is left");
    assert!(fast < 0.25, "of the trust won {fast} is left");
}

#[test]
fn people_may_obey_without_trusting() {
    // Nor does anybody read a stranger's worth in a score.
    let own = [("regard", "reliance", 0.0)];
    let at = |kappa: f32| Differences::of(&[&NO_AUTHORITY[..], &own, &[("learning", "kappa", kappa)]].concat());
    let (naive, wary) = (at(0.0), at(1.0));
    for society in [&naive, &wary] {
        let [fewer, before] = society.in_measure("defaults", DURING);
        assert!(fewer < -0.1 * before, "defaults fall by {fewer} from {before}");
        assert!(society.in_measure("violations", DURING)[0] < -0.2, "violations do not fall");
    }
    // One point of 100 is the least that the essay's claims count.
    let [naive, wary] = [&naive, &wary].map(|society| society.in_measure("trust", DURING)[0]);
    println!("trust rises by {naive:.2} with κ = 0 and by {wary:.2} with κ = 1");
    assert!(naive > 1.0, "where nobody asks why, trust rises by {naive}");
    assert!(wary < 1.0 && wary < 0.7 * naive, "where everybody asks why, trust rises by {wary}");
}
