//! Tests of lives: ages, deaths, successors and children are functions of the seed, the place and the month.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::laboratory::{history, otherwise, regime_between, settle, society, watched};
use glasshouse::engine::{
    self, Institution, PersonMonth, PopulationSpec, Quiet, Room, Settlement, Simulation, Size, Spill, Witness,
};
use glasshouse::experiment::compare::{Plan, compare};
use glasshouse::life::loan::Debt;
use glasshouse::life::terms::NEUTRAL;
use glasshouse::observatory::measures::by_key;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::traits::{CHILD, INFANT, OFFICIAL, TownPopulation};
use rayon::ThreadPoolBuilder;
use std::sync::Mutex;

/// People for a number of months, settled without earlier months.
fn settled(society: &Society, people: u64, months: u32, homes: bool) -> Settlement {
    let room = Room { homes, spill: None };
    engine::settle_in(&room, &PopulationSpec::new(society, Size { people, months }, 1, 0), 0).unwrap()
}

/// The towns of a society in a month.
fn towns(people: &Settlement, month: u32) -> Vec<TownPopulation> {
    let towns = (0..people.map.counties).flat_map(|county| people.map.towns(county));
    towns.map(|town| people.town_in(town, month)).collect()
}

/// The share of all people for whom something is true.
fn share(towns: &[TownPopulation], has: impl Fn(&TownPopulation, usize) -> bool) -> f64 {
    let all: usize = towns.iter().map(|home| home.came.len()).sum();
    let some: usize = towns.iter().map(|home| (0..home.came.len()).filter(|i| has(home, *i)).count()).sum();
    some as f64 / all as f64
}

/// Lives that pass four times as fast, so that a short run has many deaths.
fn fast() -> Society {
    otherwise(&[("lives", "pace", 4.0)])
}

#[test]
fn the_age_structure_drifts_as_projected() {
    let people = settled(&society("china-2018"), 50_000, 12 * 40, true);
    let aged = |year: u32| share(&towns(&people, 12 * year), |home, i| home.traits.age[i] == 4);
    // Shares of those of 60 and older among all inhabitants, turned into shares of adults: about 25 % in 2030 and 31 to
    // 32 % in 2040 (United Nations, World Population Prospects 2022, medium variant; from memory, unchecked), of whom 17
    // and 14 % are younger than 18.
    for (year, projected) in [(0, 0.238), (10, 0.301), (20, 0.370)] {
        let drawn = aged(year);
        assert!((drawn - projected).abs() < 0.035, "{drawn:.3} of adults are 60 and older after {year} years");
    }
    // About 39 % in 2050, of whom 13 % are younger than 18: 44 % of adults. The model has fewer old people, since mortality
    // does not fall and every death makes room for somebody of 18. This difference is known, and no larger.
    let drawn = aged(30);
    assert!((0.443 - 0.08..0.443).contains(&drawn), "{drawn:.3} of adults are 60 and older after 30 years");
    // 9.98 million deaths in 2019 (National Bureau of Statistics of China), nearly all of adults, of whom there were
    // 1,112 million.
    let dead = share(&towns(&people, 12), |home, i| home.came[i] > 0);
    assert!((dead - 0.0090).abs() < 0.0025, "{dead:.4} of adults die in the first year");
}

#[test]
fn households_places_and_incomes_remain_and_children_become_fewer() {
    let people = settled(&society("china-2018"), 20_000, 12 * 40, true);
    let (first, last) = (towns(&people, 0), towns(&people, 12 * 40 - 1));
    for (a, b) in first.iter().zip(&last) {
        assert!(a.neighbourhoods == b.neighbourhoods);
        let same = |of: fn(&TownPopulation) -> &Vec<u8>| of(a) == of(b);
        assert!(same(|home| &home.traits.household) && same(|home| &home.traits.ties));
        assert!(same(|home| &home.traits.fifth) && a.traits.income == b.traits.income);
        assert!(a.came != b.came && a.traits.temper != b.traits.temper);
    }
    let with = |towns: &[TownPopulation], flag: u8| share(towns, |home, i| home.traits.flags[i] & flag != 0);
    let births = f64::from(society("china-2018").behaviour.lives.births);
    for (flag, name) in [(INFANT, "an infant"), (CHILD, "a child of school age")] {
        let fall = with(&last, flag) / with(&first, flag);
        assert!((fall - births).abs() < 0.08, "{fall:.2} of households with {name} are left; births fall to {births}");
    }
    // The old hold no post, and there are more of them.
    assert!(share(&last, |home, i| home.traits.flags[i] & OFFICIAL != 0 && home.traits.age[i] == 4) == 0.0);
}

#[test]
fn who_comes_of_age_is_young_and_has_the_schooling_of_the_young() {
    let people = settled(&society("china-2018"), 50_000, 12 * 30, true);
    let college = |towns: &[TownPopulation], who: &dyn Fn(&TownPopulation, usize) -> bool| {
        share(towns, |home, i| who(home, i) && home.traits.schooling[i] == 3) / share(towns, who)
    };
    let young = college(&towns(&people, 0), &|home, i| home.traits.age[i] == 0);
    let later = towns(&people, 12 * 30 - 1);
    let heirs = college(&later, &|home, i| home.came[i] > 0);
    // Places are given up first where the old lived, and neighbours are alike in schooling: a small difference is left.
    assert!((young - heirs).abs() < 0.05, "college: {young:.3} of the young, {heirs:.3} of those who came later");
    for home in &later {
        for i in (0..home.came.len()).filter(|i| home.came[*i] > 0) {
            let years = 18 + (12 * 30 - 1 - i32::from(home.came[i])) / 12;
            assert_eq!(usize::from(home.traits.age[i]), [30, 40, 50, 60].iter().filter(|b| years >= **b).count());
        }
    }
}

#[test]
fn a_town_is_the_same_whether_it_is_stored_or_drawn_and_however_long_the_run_is() {
    for pace in [0.5, 1.0, 4.0] {
        let society = otherwise(&[("lives", "pace", pace)]);
        let stored = settled(&society, 3_000, 300, true);
        let short = settled(&society, 3_000, 1, true);
        let drawn = settled(&society, 3_000, 300, false);
        for month in [0, 1, 2, 50, 51, 299, 300, 310] {
            for ((a, b), c) in towns(&stored, month).iter().zip(&towns(&short, month)).zip(&towns(&drawn, month)) {
                for other in [b, c] {
                    assert!(a.traits == other.traits && a.neighbourhoods == other.neighbourhoods, "month {month}");
                    let rest =
                        |home: &TownPopulation| (home.came.clone(), home.entered.clone(), home.officials.clone());
                    assert_eq!(rest(a), rest(other), "month {month}");
                }
            }
        }
    }
}

#[test]
fn without_pace_or_mortality_nobody_dies_and_doses_of_pace_are_doses_of_deaths() {
    let off = settled(&otherwise(&[("lives", "pace", 0.0)]), 3_000, 600, true);
    assert!(towns(&off, 599) == towns(&off, 0), "everybody is as drawn");
    let immortal = settled(&otherwise(&[("lives", "adult_mortality", 0.0)]), 3_000, 600, true);
    let after = towns(&immortal, 599);
    assert_eq!(share(&after, |home, i| home.came[i] > 0), 0.0);
    assert!(share(&after, |home, i| home.traits.age[i] == 4) > 0.9, "they grow older all the same");
    let came = |pace: f32| {
        let people = settled(&otherwise(&[("lives", "pace", pace)]), 6_000, 120, true);
        share(&towns(&people, 119), |home, i| home.came[i] > 0)
    };
    let doses = [0.0, 0.5, 1.0, 1.5, 2.0, 4.0].map(came);
    assert!(doses[0] == 0.0 && doses.is_sorted_by(|a, b| a < b), "{doses:?}");
    // And each dose of mortality, too.
    let came = |dead: f32| {
        let people = settled(&otherwise(&[("lives", "adult_mortality", dead)]), 6_000, 240, true);
        share(&towns(&people, 239), |home, i| home.came[i] > 0 && home.traits.age[i] < 4)
    };
    let doses = [0.0, 0.05, 0.1, 0.15, 0.2, 0.3].map(came);
    assert!(doses.is_sorted_by(|a, b| a < b), "{doses:?}");
}

#[test]
fn the_first_month_and_the_months_before_it_have_the_people_as_drawn() {
    let [with, without] = [1.0, 0.0].map(|pace| settle(&otherwise(&[("lives", "pace", pace)]), 1_500));
    let [with, without] = [&with, &without].map(|people| history(people, &Regime::default(), 1));
    // Only what is seen of those who die after the first month differs.
    let bare = |mut world: glasshouse::engine::world::World| {
        world.public.clear();
        world
    };
    let bare = |worlds: Vec<glasshouse::engine::world::World>| worlds.into_iter().map(bare).collect::<Vec<_>>();
    assert!(bare(with.0) == bare(without.0) && with.1 == without.1);
}

/// Hears of everybody who comes of age.
struct Registry(Mutex<Vec<(u32, PersonMonth)>>);

impl Witness for Registry {
    fn lived(&self, person: u32, told: &PersonMonth) {
        if told.entered {
            self.0.lock().unwrap().push((person, told.clone()));
        }
    }
}

#[test]
fn a_successor_has_a_fresh_docket_no_list_and_no_broken_loan() {
    let people = settle(&fast(), 3_000);
    let mut regime = regime_between("social-credit", 0, 30);
    regime.watch.iter_mut().step_by(2).for_each(|channel| channel.delay = 3);
    regime.score.as_mut().unwrap().expiry = Some(12);
    let registry = Registry(Mutex::default());
    let (worlds, sums) = watched(&people, &regime, 30, Some(&registry));
    let heard = registry.0.into_inner().unwrap();
    let came: i64 = sums.iter().map(|tally| tally.get(Count::CameOfAge)).sum();
    assert!(heard.len() > 150 && heard.len() as i64 == came, "{} people came of age", heard.len());
    let start = Institution::new(&regime).code.start();
    let first = |town: usize| people.homes[town].neighbourhoods[0].first;
    let mut in_debt = 0;
    for (person, told) in heard {
        assert_eq!(told.lived_under, NEUTRAL);
        let points: i32 = told.rulings.iter().map(|ruling| ruling.points).sum();
        assert_eq!(i32::from(told.docket.score), i32::from(start) + points, "person {person} in month {}", told.month);
        let town = (0..people.homes.len()).rfind(|town| first(*town) <= person).unwrap();
        let of =
            |month: u32| Debt::read(worlds[month as usize].towns[town].columns.debt[(person - first(town)) as usize]);
        in_debt += u32::from(matches!(of(told.month), Debt::Paying(_) | Debt::Broken(_)));
        assert!(!matches!(of(told.month + 1), Debt::Broken(_) | Debt::Marked(_)));
    }
    assert!(in_debt > 5, "some of those who died owed something");
}

#[test]
fn money_is_conserved_when_people_die() {
    let people = settle(&fast(), 1_500);
    let (worlds, sums) = history(&people, &regime_between("social-credit + welfare", 2, 20), 30);
    assert!(sums.iter().map(|tally| tally.get(Count::CameOfAge)).sum::<i64>() > 50);
    assert!(worlds.iter().all(|world| world.money() == worlds[0].money()));
}

/// Each month's sums, the final public bytes, and the final state.
fn run(people: &Settlement, regime: &Regime) -> (Vec<Tally>, Vec<u8>, Vec<glasshouse::engine::world::TownState>) {
    let mut course = Simulation::new(people, regime, None);
    let sums = (0..people.size.months).map(|_| course.try_step().unwrap().all).collect();
    (sums, course.world().public.clone(), course.world().towns.all().unwrap())
}

#[test]
fn lives_are_the_same_on_any_threads_stored_redrawn_or_out_of_core() {
    let folder = std::env::temp_dir().join(format!("glasshouse-lives-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let society = fast();
    let spec = PopulationSpec::new(&society, Size { people: 4_600, months: 18 }, 1, 0);
    let mut regime = regime_between("social-credit", 1, 15);
    regime.watch.iter_mut().step_by(2).for_each(|channel| channel.delay = 3);
    let on = |threads: usize, homes: bool, near: Option<usize>| {
        let room = Room { homes, spill: near.map(|near| Spill { near, folder: folder.clone() }) };
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&engine::settle_in(&room, &spec, 3).unwrap(), &regime))
    };
    let alone = on(1, true, None);
    assert!(alone.0.iter().map(|tally| tally.get(Count::CameOfAge)).sum::<i64>() > 100);
    for (threads, homes, near) in [(2, true, None), (2, false, None), (1, true, Some(1)), (2, false, Some(0))] {
        assert!(on(threads, homes, near) == alone, "{threads} threads, homes {homes}, in memory {near:?}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn forty_years_can_be_run_and_show_what_those_who_never_lived_under_a_regime_keep() {
    let plan = Plan {
        society: society("china-2018"),
        regimes: vec![Regime::default(), regime_between("social-credit", 0, 120)],
        size: Size { people: 1_000, months: 480 },
        seed: 1,
        replicates: 1,
        earlier: 6,
        by: None,
    };
    let comparison = compare(plan, &Quiet);
    let [without, with] = [0, 1].map(|regime| &comparison.runs[regime][0]);
    let value = |key: &str, tally: &Tally| (by_key(key).unwrap().truth)(tally);
    assert_eq!(value("heirs", &without[119]), None, "as long as it is in force, everybody lives under it");
    for key in ["aged", "deaths", "heirs"] {
        assert!(without.iter().zip(with).all(|(a, b)| value(key, a) == value(key, b)), "{key}: no regime changes it");
    }
    assert!(value("heirs", &with[479]).unwrap() > 30.0);
    for key in ["heirs_trust", "heirs_approval", "heirs_candour"] {
        assert!([without, with].iter().all(|run| value(key, &run[479]).is_some()), "{key}");
    }
}
