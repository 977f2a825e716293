//! Temperament: how far tempers, leaning and weights go with age, income, schooling and place.
//!
//! ```text
//! t = mean + σ (Σ β_k z_k) + e (2u - 1)        R β = r,  e = σ √3 √(1 - r·β)
//! ```
//!
//! z_k are the four traits of a person, standardised by the society's shares; r are the correlations that the society
//! gives, and R those of the traits with each other. So t has these correlations with each trait, and its mean is the
//! society's. σ is such that t stays within the spread that it would have without them: nothing is cut. The rest, u,
//! is independent of everything.

use super::marginals::{AGES, ASSOCIATED, Marginals, SCHOOLINGS};
use crate::rng::{unit, whole};

/// Points at which the joint distribution of traits is evaluated.
const GRID: u32 = 2048;

/// The levels of the four traits by rank, as a society is drawn.
pub struct Levels<'a> {
    /// Age band by rank.
    pub age: &'a dyn Fn(u32) -> u8,
    /// Schooling by rank.
    pub schooling: &'a dyn Fn(u32) -> u8,
    /// Income fifth in a rural (`false`) or urban place, by rank.
    pub fifth: &'a dyn Fn(bool, u32) -> u8,
}

/// The four traits standardised, by level, in the order of [`ASSOCIATED`], and their correlations.
#[derive(Clone, Copy, Debug)]
pub struct Standardised {
    z: [[f64; 5]; 4],
    correlations: [[f64; 4]; 4],
}

const _: () = assert!(AGES <= 5 && SCHOOLINGS <= 5 && ASSOCIATED.len() == 4);

impl Standardised {
    /// The traits of a society.
    pub fn new(m: &Marginals, levels: &Levels<'_>) -> Standardised {
        let (age, schooling, town) = (levels.age, levels.schooling, m.urban.value);
        let rank = |k: u32| ((f64::from(k) + 0.5) / f64::from(GRID) * 4_294_967_296.0) as u32;
        let mean = |f: &dyn Fn(u32) -> f64| (0..GRID).map(|k| f(rank(k))).sum::<f64>() / f64::from(GRID);
        let shares = |level: &dyn Fn(u32) -> u8| {
            std::array::from_fn(|l| mean(&|word| f64::from(u8::from(usize::from(level(word)) == l))))
        };
        let fifths = [false, true].map(|urban| shares(&|word| (levels.fifth)(urban, word)));
        let incomes = std::array::from_fn(|l| (1.0 - town) * fifths[0][l] + town * fifths[1][l]);
        let z = [
            standardised(&shares(age)),
            standardised(&incomes),
            standardised(&shares(schooling)),
            standardised(&[1.0 - town, town, 0.0, 0.0, 0.0]),
        ];
        let at = |trait_: usize, level: u8| z[trait_][usize::from(level)];

        // As `synthesis.rs` draws them: schooling follows the mirrored rank by age, or the rank of the place (rural
        // people have the lower ranks), or that of the income, each with some chance.
        let share = [1.0 - town, town];
        let [old, placed, rich] =
            [&m.schooling_with_age, &m.schooling_with_place, &m.schooling_with_income].map(|figure| figure.value);
        let is_urban = |word: u32| f64::from(word) >= (1.0 - town) * 4_294_967_296.0;
        let age_schooling = old * mean(&|word| at(0, age(word)) * at(2, schooling(!word)));
        let place_schooling = placed * mean(&|word| at(3, is_urban(word).into()) * at(2, schooling(word)));
        let income_here = [false, true].map(|urban| mean(&|word| at(1, (levels.fifth)(urban, word))));
        let schooling_here = [false, true].map(|urban| {
            let here = |word: u32| if is_urban(word) == urban { at(2, schooling(word)) } else { 0.0 };
            mean(&here) / share[usize::from(urban)].max(1e-9)
        });
        let (mut place_income, mut income_schooling) = (0.0, 0.0);
        for urban in [false, true] {
            let p = usize::from(urban);
            let together = mean(&|word| at(1, (levels.fifth)(urban, word)) * at(2, schooling(word)));
            place_income += share[p] * z[3][p] * income_here[p];
            income_schooling += share[p] * (rich * together + placed * income_here[p] * schooling_here[p]);
        }
        let correlations = [
            [1.0, 0.0, age_schooling, 0.0],
            [0.0, 1.0, income_schooling, place_income],
            [age_schooling, income_schooling, 1.0, place_schooling],
            [0.0, place_income, place_schooling, 1.0],
        ];
        Standardised { z, correlations }
    }
}

/// Levels 0 to 4 with these shares, standardised; all 0 if everybody has the same level.
fn standardised(shares: &[f64; 5]) -> [f64; 5] {
    let moment = |f: &dyn Fn(f64) -> f64| shares.iter().zip(0..).map(|(p, l)| p * f(f64::from(l))).sum::<f64>();
    let mean = moment(&|l| l);
    let variance = moment(&|l| (l - mean) * (l - mean));
    let deviation = if variance > 1e-9 { variance.sqrt() } else { f64::INFINITY };
    std::array::from_fn(|l| (l as f64 - mean) / deviation)
}

/// Solves a small symmetric system by elimination; an unknown whose pivot vanishes is 0.
fn solve(mut a: [[f64; 4]; 4], mut b: [f64; 4]) -> [f64; 4] {
    for k in 0..4 {
        for row in k + 1..4 {
            let factor = if a[k][k] > 1e-9 { a[row][k] / a[k][k] } else { 0.0 };
            for column in k..4 {
                a[row][column] -= factor * a[k][column];
            }
            b[row] -= factor * b[k];
        }
    }
    let mut x = [0.0; 4];
    for k in (0..4).rev() {
        let rest: f64 = (k + 1..4).map(|column| a[k][column] * x[column]).sum();
        x[k] = if a[k][k] > 1e-9 { (b[k] - rest) / a[k][k] } else { 0.0 };
    }
    x
}

/// The traits of some persons, side by side.
#[derive(Clone, Copy)]
pub struct Features<'a, const N: usize> {
    /// Whether they live in town.
    pub urban: bool,
    /// Age bands.
    pub age: &'a [u8; N],
    /// Income fifths.
    pub fifth: &'a [u8; N],
    /// Levels of schooling.
    pub schooling: &'a [u8; N],
}

/// How one temper depends on traits. Numbers are fractions of its whole range.
#[derive(Clone, Copy, Debug, Default)]
pub struct Temperament {
    mean: f32,
    /// Shift for each level of each trait.
    shifts: [[f32; 5]; 4],
    /// Half the width of the independent rest.
    rest: f32,
}

impl Temperament {
    /// Within `spread` of `mean` (less where that is near 0 or 1), with these correlations.
    pub fn new(mean: f32, spread: f32, with: &[f64; 4], people: &Standardised) -> Temperament {
        let spread = spread.min(mean).min(1.0 - mean).max(0.0);
        let slopes = solve(people.correlations, *with);
        let shifts: [[f64; 5]; 4] = std::array::from_fn(|k| people.z[k].map(|z| slopes[k] * z));
        let explained: f64 = slopes.iter().zip(with).map(|(slope, r)| slope * r).sum();
        // A trait with fewer levels than five has none beyond them.
        let levels = [AGES, 5, SCHOOLINGS, 2];
        let most = |sign: f64| -> f64 {
            shifts.iter().zip(levels).map(|(s, n)| s[..n].iter().map(|x| sign * x).fold(0.0, f64::max)).sum()
        };
        let rest = (3.0 * (1.0 - explained).max(0.0)).sqrt();
        let scale = f64::from(spread) / (most(1.0).max(most(-1.0)) + rest).max(1e-9);
        Temperament { mean, shifts: shifts.map(|s| s.map(|x| (scale * x) as f32)), rest: (scale * rest) as f32 }
    }

    /// The tempers of persons with these words, in 1/255.
    #[inline(always)]
    pub fn of<const N: usize>(&self, people: Features<'_, N>, words: &[u32; N]) -> [u8; N] {
        let [ages, fifths, schoolings, places] = &self.shifts;
        let mean = self.mean + places[usize::from(people.urban)];
        std::array::from_fn(|i| {
            let shift =
                pick(ages, people.age[i]) + pick(fifths, people.fifth[i]) + pick(schoolings, people.schooling[i]);
            let temper = mean + shift + self.rest * (2.0 * unit(words[i]) - 1.0);
            whole((temper * 255.0 + 0.5).clamp(0.0, 255.0)) as u8
        })
    }
}

/// One of five numbers, without a look-up in memory.
#[inline(always)]
fn pick(of: &[f32; 5], level: u8) -> f32 {
    let mut found = of[0];
    for (k, x) in of.iter().enumerate().skip(1) {
        found = if usize::from(level) == k { *x } else { found };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let a = [[1.0, 0.2, -0.3, 0.0], [0.2, 1.0, 0.4, 0.1], [-0.3, 0.4, 1.0, 0.5], [0.0, 0.1, 0.5, 1.0]];
        let x = [0.3, -0.2, 0.1, 0.7];
        let b = a.map(|row: [f64; 4]| row.iter().zip(&x).map(|(a, x)| a * x).sum());
        solve(a, b).iter().zip(&x).for_each(|(got, wanted)| assert!((got - wanted).abs() < 1e-12));
    }

    #[test]
    fn levels_are_standardised() {
        let shares = [0.1, 0.2, 0.3, 0.15, 0.25];
        let z = standardised(&shares);
        let moment = |f: fn(f64) -> f64| z.iter().zip(&shares).map(|(z, p)| p * f(*z)).sum::<f64>();
        assert!(moment(|z| z).abs() < 1e-12 && (moment(|z| z * z) - 1.0).abs() < 1e-12);
        assert_eq!(standardised(&[0.0, 1.0, 0.0, 0.0, 0.0]), [0.0; 5]);
    }

    #[test]
    fn tempers_stay_within_their_spread_and_are_plain_without_correlations() {
        let z = standardised(&[0.2; 5]);
        let mut correlations = [[0.0; 4]; 4];
        (0..4).for_each(|k| correlations[k][k] = 1.0);
        let people = Standardised { z: [z; 4], correlations };
        let plain = Temperament::new(0.6, 0.25, &[0.0; 4], &people);
        assert_eq!((plain.rest, plain.shifts), (0.25, [[0.0; 5]; 4]));
        let steep = Temperament::new(0.8, 0.25, &[0.3, -0.2, 0.1, 0.2], &people);
        for level in 0..5 {
            for word in [0, u32::MAX] {
                let level = [level];
                let people = Features { urban: true, age: &level, fifth: &level, schooling: &level };
                let [temper] = steep.of(people, &[word]);
                assert!((153..=255).contains(&temper), "{temper}");
            }
        }
    }
}
