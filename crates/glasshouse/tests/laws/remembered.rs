//! The law of memory: the distrust that a campaign of the past has left is found ten years on, or it has faded.

use crate::laboratory::{assert_same_lives, history as lives, otherwise};
use glasshouse::engine::{PopulationSpec, Settlement, Simulation, Size, settle};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::history::History;

const YEARS: u32 = 10;

fn society(half_life: f32, heirs: f32, history: Option<History>) -> Society {
    Society { history, ..otherwise(&[("memory", "half_life", half_life), ("memory", "heirs", heirs)]) }
}

fn people(society: &Society, luck: u32) -> Settlement {
    settle(&PopulationSpec::new(society, Size { people: 4_000, months: 12 * YEARS }, 1, luck))
}

/// A campaign that has just ended.
const ENDED: History = History { ended: 0.0, intensity: 0.6, places: 1.0 };

fn trust(sums: &Tally) -> f64 {
    by_key("trust").unwrap().value(View::Truth, sums).unwrap()
}

/// Mean trust in the first and in the last year.
fn course(society: &Society, luck: u32) -> (f64, f64) {
    let people = people(society, luck);
    let law = Regime::default();
    let mut run = Simulation::new(&people, &law, None);
    let all: Vec<f64> = (0..12 * YEARS).map(|_| trust(&run.try_step().unwrap().all)).collect();
    let mean = |months: &[f64]| months.iter().sum::<f64>() / months.len() as f64;
    (mean(&all[..12]), mean(&all[all.len() - 12..]))
}

#[test]
fn no_campaign_one_without_force_and_one_nowhere_are_the_same() {
    let run = |history| lives(&people(&society(40.0, 0.5, history), 0), &Regime::default(), 6).0;
    let none = run(None);
    for (what, history) in [
        ("no force", History { intensity: 0.0, ..ENDED }),
        ("nowhere", History { places: 0.0, ..ENDED }),
        ("forgotten long ago", History { ended: 200.0 * 40.0, ..ENDED }),
    ] {
        assert_same_lives(&none, &run(Some(history)), what);
    }
    let faded = lives(&people(&society(0.0, 0.5, Some(ENDED)), 0), &Regime::default(), 6).0;
    assert_same_lives(&none, &faded, "forgotten at once");
}

/// Ten years on, distrust is found where memory is long, in proportion to what was done; where it is short, it is gone.
#[test]
fn distrust_lasts_ten_years_where_memory_is_long_and_fades_where_it_is_short() {
    const LUCKS: u32 = 3;
    let fall = |half_life: f32, heirs: f32, history: History| {
        let each = (0..LUCKS).map(|luck| {
            let (with, without) = (
                course(&society(half_life, heirs, Some(history)), luck),
                course(&society(half_life, heirs, None), luck),
            );
            [without.0 - with.0, without.1 - with.1]
        });
        let all: Vec<[f64; 2]> = each.collect();
        [0, 1].map(|k| {
            let mean = all.iter().map(|fall| fall[k]).sum::<f64>() / f64::from(LUCKS);
            let spread = all.iter().map(|fall| (fall[k] - mean) * (fall[k] - mean)).sum::<f64>() / f64::from(LUCKS - 1);
            (mean, (spread / f64::from(LUCKS)).sqrt())
        })
    };
    let doses = [0.0, 0.1, 0.3, 0.6, 0.9].map(|intensity| fall(40.0, 0.5, History { intensity, ..ENDED }));
    println!("less trust, in the first and the tenth year, by intensity: {doses:.2?}");
    assert_eq!(doses[0], [(0.0, 0.0); 2]);
    assert!(doses.is_sorted_by(|a, b| a[1].0 < b[1].0), "{doses:?}");
    assert!(doses[3][1].0 > 3.0 + 4.0 * doses[3][1].1, "found ten years on: {doses:?}");
    let memory = [0.5, 2.0, 10.0, 40.0, 1000.0].map(|half_life| fall(half_life, 0.5, ENDED));
    println!("by the half-life of memory: {memory:.2?}");
    assert!(memory.is_sorted_by(|a, b| a[1].0 < b[1].0), "{memory:?}");
    assert!(memory[0][1].0.abs() < 0.5 + 4.0 * memory[0][1].1, "a short memory keeps nothing: {memory:?}");
    assert!(memory[0][1].0 < memory[0][0].0, "it fades: {memory:?}");
}

/// Only half of the counties were hit: trust is lower there, and the others know it only from the news.
#[test]
fn it_marks_the_places_where_it_was() {
    let society = society(40.0, 1.0, Some(History { places: 0.5, intensity: 0.9, ..ENDED }));
    let people = settle(&PopulationSpec::new(&society, Size { people: 12_000, months: 24 }, 1, 0));
    let law = Regime::default();
    let mut run = Simulation::new(&people, &law, Some(glasshouse::society::strata::By::County));
    let groups = (0..24).map(|_| run.try_step().unwrap().groups).last().unwrap();
    let mut by_county: Vec<f64> = groups.iter().map(trust).collect();
    by_county.sort_by(f64::total_cmp);
    println!("trust by county: {by_county:.1?}");
    let widest = by_county.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    assert!(widest > 4.0, "{by_county:?}");
}
