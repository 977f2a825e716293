//! The test laboratory: set-up of small experiments and comparison of their worlds.

use glasshouse::engine::world::World;
use glasshouse::engine::{self, Institution, PopulationSpec, Settlement, Size, Witness};
use glasshouse::life::work::ONCE_LISTED;
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::society::Society;

/// A society that ships.
pub fn society(name: &str) -> Society {
    scenario::society(name).unwrap_or_else(|trouble| panic!("{name}: {trouble:?}")).value
}

/// The shipped society with some behavioural numbers set: section, name, value.
pub fn otherwise(set: &[(&str, &str, f32)]) -> Society {
    let mut society = society("china-2018");
    for (section, name, value) in set {
        *society.behaviour.get_mut(section, name).unwrap() = *value;
    }
    society
}

/// The shipped society in which nobody grows older or dies: for laws that follow the same persons for some time.
pub fn still() -> Society {
    otherwise(&[("lives", "pace", 0.0)])
}

/// A shipped regime, or several of them joined by `+`.
pub fn regime(spec: &str) -> Regime {
    scenario::regime(spec).unwrap_or_else(|trouble| panic!("{spec}: {trouble:?}")).value
}

/// The same, in force from one month to another, so that a short run includes its start and its end.
pub fn regime_between(spec: &str, starts: u32, ends: u32) -> Regime {
    Regime { starts, ends: Some(ends), ..regime(spec) }
}

/// The same regime at no cost to the state: whatever it does to lives, the state's account does not tell it apart.
pub fn free(regime: &Regime) -> Regime {
    let mut free = Regime { costs: None, ..regime.clone() };
    free.watch.iter_mut().for_each(|channel| channel.cost = 0.0);
    free
}

/// Every shipped regime, and some compositions of several.
pub const REGIMES: [&str; 10] = [
    "no-system",
    "social-credit",
    "reviews",
    "welfare",
    "informants",
    "clean-pay",
    "harsh-punishment",
    "reviews + welfare",
    "social-credit + welfare",
    "social-credit + reviews + welfare",
];

/// The people of replicate 0 under seed 1.
pub fn settle(society: &Society, people: u64) -> Settlement {
    engine::settle(&PopulationSpec::new(society, Size { people, months: 1 }, 1, 0))
}

/// The world before the first month and after each month, with each month's sums.
pub fn history(people: &Settlement, regime: &Regime, months: u32) -> (Vec<World>, Vec<Tally>) {
    watched(people, regime, months, None)
}

/// The same, before a witness.
pub fn watched(
    people: &Settlement,
    regime: &Regime,
    months: u32,
    witness: Option<&dyn Witness>,
) -> (Vec<World>, Vec<Tally>) {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    let (mut worlds, mut tallies) = (vec![world.clone()], Vec::new());
    for _ in 0..months {
        tallies.push(engine::step(people, &institution, &mut world, witness));
        worlds.push(world.clone());
    }
    (worlds, tallies)
}

/// A world without the institution's own books: scores, the scores that perfect sight would give, months on the list
/// and standings. Everything else stays: what people think, feel and own, what is said of them, what can be seen of
/// them.
pub fn without_dockets(world: &World) -> World {
    let mut world = world.clone();
    for county in &mut world.towns {
        let columns = &mut county.columns;
        columns.score.fill(0);
        columns.deserved.fill(0);
        columns.standing.fill(0);
        columns.months.fill(0);
        columns.deserved_months.fill(0);
        // That somebody was listed once is only counted.
        columns.work.iter_mut().for_each(|work| *work &= !ONCE_LISTED);
        county.books = Default::default();
        county.commons.iter_mut().for_each(|common| common.dossiers = Default::default());
    }
    world
}

/// Worlds without what people believe about the regime's channels: everybody learns from rulings, also where they have
/// no consequence.
pub fn without_beliefs(mut worlds: Vec<World>) -> Vec<World> {
    let columns = worlds.iter_mut().flat_map(|world| &mut world.towns).map(|town| &mut town.columns);
    columns.for_each(|columns| columns.felt.iter_mut().for_each(|felt| felt.fill(0)));
    worlds
}

/// Asserts that two histories are the same lives of the same people, month by month, except for the books.
pub fn assert_same_lives(one: &[World], other: &[World], what: &str) {
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(other) {
        assert!(without_dockets(a) == without_dockets(b), "{what}: lives differ after month {}", a.month);
    }
}
