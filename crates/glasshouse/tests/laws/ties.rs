//! Tests of the social network: every tie is mutual, and the network is as published.

use crate::laboratory::{settle, society};
use glasshouse::engine::{Alone, PopulationSpec, Room, Settlement, Size, draw_among};
use glasshouse::experiment::network_check;
use glasshouse::society::Society;
use glasshouse::society::network_statistics::{ASSORTATIVE, NetworkStatistics};
use glasshouse::society::ties::{POSSIBLE, ROW_TIES, STEPS};
use std::sync::Arc;

const PEOPLE: usize = 36_000;

fn people() -> Settlement {
    settle(&society("china-2018"), PEOPLE as u64)
}

/// The statistics of a small society under a seed.
fn statistics(society: &Society, people: u64, seed: u64) -> NetworkStatistics {
    let spec = PopulationSpec::new(society, Size { people, months: 1 }, seed, 0);
    NetworkStatistics::of(&draw_among(Arc::new(Alone), &Room::default(), &spec).homes)
}

/// Everybody's ties, by number.
fn everybody(people: &Settlement) -> Vec<Vec<u32>> {
    people.homes.iter().flat_map(|home| (0..home.traits.income.len()).map(|i| home.ties(i))).collect()
}

#[test]
fn every_tie_has_two_ends_and_nobody_is_her_own() {
    let ties = everybody(&people());
    assert_eq!(ties.len(), PEOPLE);
    for (i, mine) in ties.iter().enumerate() {
        assert!(mine.len() <= 15, "{i} has {} ties", mine.len());
        assert!(!mine.contains(&(i as u32)), "{i} is a tie of herself");
        for j in mine {
            // As often as j is a tie of i: a double tie is double from both ends.
            let there = mine.iter().filter(|k| *k == j).count();
            let back = ties[*j as usize].iter().filter(|k| **k == i as u32).count();
            assert_eq!(there, back, "{i} and {j}");
        }
    }
}

/// Numbers of possible ties outside the household, for everybody who lives at place `i` of a home.
fn possible(people: &Settlement) -> Vec<usize> {
    let mut possible = Vec::new();
    for hood in people.homes.iter().flat_map(|home| &home.neighbourhoods) {
        assert!(hood.steps.iter().all(|step| *step > 0), "a whole neighbourhood has all its steps");
        for place in 0..hood.persons() {
            let rows = hood.rows[place / 8].iter().filter(|row| row.of(place % 8).is_some()).count();
            possible.push(2 * STEPS + rows);
        }
    }
    possible
}

/// Chances of 0, 1, … n successes.
fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mut chances = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; chances.len() + 1];
        for (k, chance) in chances.iter().enumerate() {
            next[k] += chance * (1.0 - p);
            next[k + 1] += chance * p;
        }
        chances = next;
    }
    chances
}

/// Numbers of ties outside the household.
fn friends(people: &Settlement) -> Vec<usize> {
    let household = people.homes.iter().flat_map(|home| home.traits.household.iter().map(|h| usize::from(h >> 3)));
    everybody(people).iter().zip(household).map(|(ties, kin)| ties.len() - kin).collect()
}

#[test]
fn where_all_are_as_sociable_the_degree_is_the_household_and_a_binomial() {
    let mut society = society("china-2018");
    society.marginals.sociability.value = 0.0;
    let people = settle(&society, PEOPLE as u64);
    let (friends, possible) = (friends(&people), possible(&people));

    // Where a row is not full, or a number of rows is odd, some have fewer than twelve possible ties: of 19 rows of a
    // neighbourhood of 150 one holds 6 persons, so a row tie is missing with chance 1/19 · 2/8 = 0.0132.
    let missing: usize = possible.iter().map(|n| POSSIBLE - n).sum();
    let missing = missing as f64 / (ROW_TIES * PEOPLE) as f64;
    assert!((missing - 0.0132).abs() < 0.003, "{missing} of possible row ties are missing");

    // Given what is possible, the ties outside the household are binomial. The two ends of a tie are not independent,
    // so a class's share has up to about twice the binomial's standard error, 0.0023 at most: the tolerance of 0.012
    // is more than 2.5 times that.
    let degrees: Vec<usize> = (0..PEOPLE).filter(|i| possible[*i] == POSSIBLE).map(|i| friends[i]).collect();
    assert!(degrees.len() > 30_000);
    for (k, chance) in binomial(POSSIBLE, society.marginals.tie_chance.value).iter().enumerate() {
        let share = degrees.iter().filter(|d| **d == k).count() as f64 / degrees.len() as f64;
        assert!((share - chance).abs() < 0.012, "{k} of {POSSIBLE}: {share:.4} instead of {chance:.4}");
    }
}

/// The mean of a binomial is kept at every spread of sociability, and the spread of degree rises with it.
#[test]
fn sociability_spreads_the_number_of_ties_and_keeps_its_mean() {
    let mut society = society("china-2018");
    let doses = [0.0, 0.5, 1.0, 2.0, 4.0, 8.0];
    let found = doses.map(|dose| {
        society.marginals.sociability.value = dose;
        statistics(&society, 12_000, 3)
    });
    for (k, s) in found.iter().enumerate() {
        println!("sociability {}: {:.2} ± {:.2}, at most {}", doses[k], s.degree, s.spread, s.most);
        assert!((s.degree - found[0].degree).abs() < 0.15, "the mean moves to {}", s.degree);
        assert!(k == 0 || s.spread > found[k - 1].spread, "{} ties spread no more", s.spread);
        assert!(s.most <= 15);
    }
}

#[test]
fn the_network_is_within_the_published_ranges_at_several_seeds() {
    let society = society("china-2018");
    for seed in 1..=4 {
        let s = statistics(&society, 24_000, seed);
        println!("{s:?}");
        for found in network_check::of(&s) {
            let (name, range) = (found.pattern.name, &found.pattern.published);
            assert!(found.is_met(), "seed {seed}: {name} is {:.3}, published {range:?}", found.simulated);
        }
    }
}

/// Where nobody takes after neighbours or spouse, ages are as different across a tie as anywhere; more likeness, more
/// homophily, and no other trait moves.
#[test]
fn likeness_makes_ties_alike_in_that_trait_alone() {
    let mut society = society("china-2018");
    for figure in [
        &mut society.marginals.schooling_with_age,
        &mut society.marginals.schooling_with_place,
        &mut society.marginals.schooling_with_income,
    ] {
        figure.value = 0.0;
    }
    let m = &mut society.marginals;
    (m.age_with_spouse.value, m.schooling_with_spouse.value) = (0.0, 0.0);
    for trait_ in 0..2 {
        let mut before = -0.02;
        for dose in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            let mut society = society.clone();
            let m = &mut society.marginals;
            (m.age_with_neighbours.value, m.schooling_with_neighbours.value) = (0.0, 0.0);
            *[&mut m.age_with_neighbours, &mut m.schooling_with_neighbours][trait_] =
                glasshouse::society::marginals::Figure::unset(dose);
            let alike = statistics(&society, 12_000, 5).assortativity;
            println!("{} {dose}: {alike:?}", ASSORTATIVE[trait_]);
            assert!(alike[1 - trait_].abs() < 0.02, "{} moves to {}", ASSORTATIVE[1 - trait_], alike[1 - trait_]);
            assert!(dose > 0.0 || alike[trait_].abs() < 0.02, "{}", alike[trait_]);
            assert!(alike[trait_] > before, "{} at {dose}", alike[trait_]);
            before = alike[trait_];
        }
    }
}
