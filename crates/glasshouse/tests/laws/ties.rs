//! Tests of the social network: every tie is mutual, and the degree is as documented.

use crate::laboratory::{settle, society};
use glasshouse::engine::Settlement;
use glasshouse::society::ties::{POSSIBLE, ROW_TIES, STEPS, TIE};

const PEOPLE: usize = 36_000;

fn people() -> Settlement {
    settle(&society("china-2018"), PEOPLE as u64)
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

#[test]
fn the_degree_is_the_household_and_a_binomial() {
    let people = people();
    let ties = everybody(&people);
    let household: Vec<usize> =
        people.homes.iter().flat_map(|home| home.traits.household.iter().map(|h| 1 + usize::from(h >> 3))).collect();
    let possible = possible(&people);

    // Where a row is not full, or a number of rows is odd, some have fewer than eleven possible ties: of 19 rows of a
    // neighbourhood of 150 one holds 6 persons, so a row tie is missing with chance 1/19 · 2/8 = 0.0132.
    let missing: usize = possible.iter().map(|n| POSSIBLE - n).sum();
    let missing = missing as f64 / (ROW_TIES * PEOPLE) as f64;
    assert!((missing - 0.0132).abs() < 0.003, "{missing} of possible row ties are missing");

    // Given what is possible, the ties outside the household are binomial. The two ends of a tie are not independent,
    // so a class's share has up to about twice the binomial's standard error, 0.0023 at most: the tolerance of 0.012
    // is more than 2.5 times that.
    for n in [POSSIBLE - 1, POSSIBLE] {
        let degrees: Vec<usize> =
            (0..PEOPLE).filter(|i| possible[*i] == n).map(|i| ties[i].len() + 1 - household[i]).collect();
        let wanted = binomial(n, f64::from(TIE));
        let tolerance = if n == POSSIBLE { 0.012 } else { 0.06 };
        assert!(degrees.len() > 1_000);
        for (k, chance) in wanted.iter().enumerate() {
            let share = degrees.iter().filter(|d| **d == k).count() as f64 / degrees.len() as f64;
            assert!((share - chance).abs() < tolerance, "{k} of {n}: {share:.4} instead of {chance:.4}");
        }
    }
    let mean = ties.iter().map(|t| t.len()).sum::<usize>() as f64 / PEOPLE as f64;
    assert!((9.0..11.0).contains(&mean), "about ten ties in the mean, not {mean}");
}
