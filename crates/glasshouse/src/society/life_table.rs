//! A life table of adults: how many of those who are 18 are still alive in each later month of age.
//!
//! Mortality follows the law of Gompertz (1825): the chance to die within a month grows by the same factor with each
//! month of age. The two numbers of the law are found from two published figures: the chance to die between 15 and 60,
//! and the life expectancy at 60.

/// Months of age at which people come of age.
pub const ADULT: u32 = 18 * 12;
/// Months after coming of age by which everybody has died: nobody is older than 110 years.
pub const LAST: usize = (110 - 18) * 12;
/// Months of age at which the law begins.
const FROM: u32 = 15 * 12;
/// Months of age at which the expectation is given.
const SIXTY: u32 = 60 * 12;

/// Survivors by month of age.
#[derive(Clone, Debug)]
pub struct LifeTable {
    /// Of 2^32 - 1 persons who are 18, those who are alive this many months later; nobody at the end. Empty where
    /// nobody dies.
    alive: Vec<u32>,
}

impl LifeTable {
    /// The table with these figures: `dead`, the chance to die between 15 and 60 (0: nobody ever dies), and `left`,
    /// the years that somebody of 60 still lives on average. Expectations that no Gompertz table reaches are replaced
    /// by the nearest that one does.
    pub fn new(dead: f64, left: f64) -> LifeTable {
        if dead <= 0.0 {
            return LifeTable { alive: Vec::new() };
        }
        // The steeper mortality rises, the fewer years are left at 60.
        let (mut flat, mut steep) = (1.002, 1.03);
        for _ in 0..40 {
            let middle = 0.5 * (flat + steep);
            let longer = years_left(level(dead, middle), middle) > left;
            *if longer { &mut flat } else { &mut steep } = middle;
        }
        let growth = 0.5 * (flat + steep);
        let (mut alive, mut share, mut chance) = (Vec::with_capacity(LAST + 1), 1.0, level(dead, growth));
        for _ in FROM..ADULT {
            chance *= growth;
        }
        for _ in 0..LAST {
            alive.push((share * f64::from(u32::MAX)) as u32);
            share *= 1.0 - chance.min(1.0);
            chance *= growth;
        }
        alive.push(0);
        LifeTable { alive }
    }

    /// The month after coming of age in which somebody dies who was alive `age` months after it; `word` is her luck.
    /// `None` if she never dies.
    pub fn death(&self, age: usize, word: u32) -> Option<u32> {
        let threshold = self.threshold(age, word)?;
        let age = age.min(LAST - 1);
        Some((age + self.alive[age..].partition_point(|alive| *alive > threshold)) as u32 - 1)
    }

    /// Whether somebody who was alive `age` months after coming of age, and has this luck, is alive `then` months
    /// after it.
    #[inline]
    pub fn survives(&self, age: usize, word: u32, then: usize) -> bool {
        self.threshold(age, word).is_none_or(|threshold| self.alive.get(then).is_some_and(|alive| *alive > threshold))
    }

    /// She is alive as long as more are than this number.
    #[inline]
    fn threshold(&self, age: usize, word: u32) -> Option<u32> {
        let alive = self.alive.get(age.min(LAST - 1))?;
        Some((u64::from(word) * u64::from(*alive) >> 32) as u32)
    }
}

/// The chance to die within the month at 15, if that between 15 and 60 is `dead` and mortality grows by `growth` a
/// month.
fn level(dead: f64, growth: f64) -> f64 {
    let mut level = dead / f64::from(SIXTY - FROM);
    for _ in 0..10 {
        let (mut alive, mut chance) = (1.0, level);
        for _ in FROM..SIXTY {
            alive *= 1.0 - f64::min(chance, 1.0);
            chance *= growth;
        }
        level *= dead / (1.0 - alive);
    }
    level
}

/// Years that somebody of 60 still lives on average.
fn years_left(level: f64, growth: f64) -> f64 {
    let mut chance = level;
    for _ in FROM..SIXTY {
        chance *= growth;
    }
    let (mut alive, mut months) = (1.0, 0.0);
    for _ in SIXTY as usize..ADULT as usize + LAST {
        let next = alive * (1.0 - f64::min(chance, 1.0));
        months += 0.5 * (alive + next);
        (alive, chance) = (next, chance * growth);
    }
    months / 12.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_published_figures() {
        for (dead, left) in [(0.08, 21.1), (0.04, 25.0), (0.15, 18.0)] {
            let alive = LifeTable::new(dead, left).alive;
            let at = |years: usize| f64::from(alive[(years - 18) * 12]);
            // Between 15 and 18 hardly anybody dies.
            assert!((1.0 - at(60) / at(18) - dead).abs() < 0.01, "{dead}: {}", 1.0 - at(60) / at(18));
            let years = alive[42 * 12..].iter().map(|n| f64::from(*n) / at(60)).sum::<f64>() / 12.0;
            assert!((years - left).abs() < 0.1, "{left}: {years}");
            assert!(alive.is_sorted_by(|a, b| a >= b));
        }
    }

    #[test]
    fn somebody_survives_until_her_death_and_no_longer() {
        let table = LifeTable::new(0.08, 21.1);
        for (age, k) in [0, 1, 400, 900, LAST - 1, LAST + 50].into_iter().zip(0..) {
            for word in [0, 1, u32::MAX / 3, u32::MAX].map(|word: u32| word.wrapping_add(k)) {
                let death = table.death(age, word).unwrap() as usize;
                assert!(death >= age.min(LAST - 1) && death < LAST);
                assert!(age >= LAST || table.survives(age, word, death));
                assert!(!table.survives(age, word, death + 1));
            }
        }
    }

    #[test]
    fn where_mortality_is_taken_away_nobody_dies() {
        let table = LifeTable::new(0.0, 21.1);
        assert_eq!(table.death(10, 3), None);
        assert!(table.survives(10, 3, 100_000));
    }
}
