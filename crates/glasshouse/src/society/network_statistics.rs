//! Statistics of the network of ties: degree, clustering, and how alike tied people are.

use super::traits::TownPopulation;

/// What the ties of a whole society are like. Two people have one tie however many ways they know each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkStatistics {
    /// Persons.
    pub persons: usize,
    /// Mean number of ties a person, household included.
    pub degree: f64,
    /// Standard deviation of that number.
    pub spread: f64,
    /// Greatest number of ties.
    pub most: usize,
    /// Share of persons with two ties or fewer.
    pub few: f64,
    /// Share of ties within households.
    pub kin: f64,
    /// Mean over persons with two ties or more of the share of pairs of their ties that are tied (Watts & Strogatz
    /// 1998).
    pub clustering: f64,
    /// Share of connected triples that are closed (Newman, Watts & Strogatz 2002).
    pub transitivity: f64,
    /// Correlations over ties (Newman 2003): of age bands, schooling, income fifths, living in town, and degree.
    pub assortativity: [f64; 5],
}

/// Names of the correlations over ties, in their order.
pub const ASSORTATIVE: [&str; 5] = ["age", "schooling", "income", "town", "degree"];

impl NetworkStatistics {
    /// Of a whole society: all its towns, in order.
    pub fn of(homes: &[TownPopulation]) -> NetworkStatistics {
        let ties: Vec<Vec<u32>> = homes.iter().flat_map(all_ties).collect();
        let persons = ties.len();
        let n = persons.max(1) as f64;
        let degrees: Vec<f64> = ties.iter().map(|mine| mine.len() as f64).collect();
        let degree = degrees.iter().sum::<f64>() / n;
        let variance = degrees.iter().map(|d| (d - degree) * (d - degree)).sum::<f64>() / n;
        let kin: usize = homes.iter().flat_map(|home| &home.traits.household).map(|h| usize::from(h >> 3)).sum();
        let (mut closed, mut triples, mut shares, mut with_two) = (0, 0, 0.0, 0);
        for mine in ties.iter().filter(|mine| mine.len() > 1) {
            let tied = |a: &u32, b: &u32| ties[*a as usize].binary_search(b).is_ok();
            let pairs = mine.iter().enumerate().map(|(k, a)| mine[k + 1..].iter().filter(|b| tied(a, b)).count());
            let (among, all) = (pairs.sum::<usize>(), mine.len() * (mine.len() - 1) / 2);
            closed += among;
            triples += all;
            shares += among as f64 / all as f64;
            with_two += 1;
        }
        NetworkStatistics {
            persons,
            degree,
            spread: variance.sqrt(),
            most: ties.iter().map(Vec::len).max().unwrap_or(0),
            few: ties.iter().filter(|mine| mine.len() <= 2).count() as f64 / n,
            kin: kin as f64 / (n * degree).max(1.0),
            clustering: shares / f64::from(with_two.max(1)),
            transitivity: closed as f64 / triples.max(1) as f64,
            assortativity: traits(homes, degrees).map(|of| correlation(&ties, &of)),
        }
    }
}

/// Everybody's ties in a town, each once, in rising order.
fn all_ties(home: &TownPopulation) -> impl Iterator<Item = Vec<u32>> {
    (0..home.traits.income.len()).map(|i| {
        let mut mine = home.ties(i);
        mine.sort_unstable();
        mine.dedup();
        mine
    })
}

/// Everybody's traits, in the order of [`ASSORTATIVE`].
fn traits(homes: &[TownPopulation], degrees: Vec<f64>) -> [Vec<f64>; 5] {
    let column = |of: &dyn Fn(&TownPopulation) -> &Vec<u8>| homes.iter().flat_map(of).map(|x| f64::from(*x)).collect();
    let hoods = homes.iter().flat_map(|home| &home.neighbourhoods);
    let town = hoods.flat_map(|hood| std::iter::repeat_n(f64::from(u8::from(hood.urban)), hood.persons())).collect();
    [
        column(&|home| &home.traits.age),
        column(&|home| &home.traits.schooling),
        column(&|home| &home.traits.fifth),
        town,
        degrees,
    ]
}

/// Pearson's correlation between the two ends of a tie; 0 if all ends are equal.
fn correlation(ties: &[Vec<u32>], of: &[f64]) -> f64 {
    let ends = || ties.iter().zip(of).flat_map(|(mine, x)| mine.iter().map(move |j| (*x, of[*j as usize])));
    let n = ends().count().max(1) as f64;
    // Every tie is met from both ends, so both ends have the same mean and variance.
    let mean = ends().map(|(x, _)| x).sum::<f64>() / n;
    let variance = ends().map(|(x, _)| (x - mean) * (x - mean)).sum::<f64>();
    let together = ends().map(|(x, y)| (x - mean) * (y - mean)).sum::<f64>();
    if variance > 0.0 { together / variance } else { 0.0 }
}
