//! Who lives at a place in which month: a function of the seed, the place and the month.
//!
//! The first occupant of a place has an age drawn within her age band. Her lifetime, like that of everybody who comes
//! after her, is drawn once from a life table, given the age at which she is met. A successor comes of age in the month
//! after the death: she is 18, and of the same household. Nothing of this is stored, and nothing depends on what
//! happens in a run.

use super::behaviour::Lives;
use super::life_table::{ADULT, LifeTable};
use super::marginals::AGES;
use crate::rng::{LANES, Lane, Rng, Stream};
use std::sync::Arc;

/// The lifetimes of the occupants of a place; "month" is the number of the occupant.
const LIVES: Stream = Stream::named("lives");

/// Least months of age of each age band, and months above the oldest.
pub const BANDS: [u32; AGES + 1] = [18 * 12, 30 * 12, 40 * 12, 50 * 12, 60 * 12, 100 * 12];

/// Millions of people at the ages from 18 to 19, from 20 to 24 and so on to 95 to 99, who divide each age band
/// (National Bureau of Statistics of China, census of 2020; from memory, unchecked; two fifths of those of 15 to 19).
/// The bands themselves are those of the society.
const GROUPS: [f64; 17] =
    [29.1, 74.9, 91.8, 124.1, 99.0, 93.0, 114.2, 121.2, 101.4, 73.4, 74.0, 49.6, 31.2, 20.4, 10.8, 3.7, 0.9];

/// The course of lives in a society.
#[derive(Clone, Debug)]
pub struct LifeCourse {
    rng: Rng,
    table: Arc<LifeTable>,
    /// The end of each group of ages, as a word and in months.
    ages: [(u64, u32); GROUPS.len()],
    /// One more than the last word of the youngest band.
    young: u64,
}

/// The person who lives at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupant {
    /// How many have lived there before her.
    pub generation: u32,
    /// The month in which she was 18, counted from the first month of the run; negative: before it.
    pub came: i32,
    /// The last month in which she lives; `u32::MAX` if nobody dies.
    pub leaves: u32,
}

/// Three months of life that follow one another in the months of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LifeMonths {
    /// That of the last month.
    pub last: u32,
    /// That of this month.
    pub now: u32,
    /// That of the next month.
    pub next: u32,
}

impl LifeMonths {
    /// Whether nobody has aged yet: everybody is as drawn.
    pub fn are_first(self) -> bool {
        self.now == 0
    }
}

impl Lives {
    /// The life table with these figures.
    pub fn table(&self) -> LifeTable {
        LifeTable::new(self.adult_mortality.into(), self.expectancy.into())
    }

    /// The month of life in a month of the run.
    pub fn month(&self, month: u32) -> u32 {
        (f64::from(month) * f64::from(self.pace)) as u32
    }

    /// The months of life around a month of the run.
    pub fn months(&self, month: u32) -> LifeMonths {
        let [last, now, next] = [month.saturating_sub(1), month, month + 1].map(|month| self.month(month));
        LifeMonths { last, now, next }
    }
}

impl LifeCourse {
    /// The course of lives where adults are in the age bands in these shares.
    pub fn new(age: &[f64; AGES], rng: Rng, table: Arc<LifeTable>) -> LifeCourse {
        let mut ages = [(0, 0); GROUPS.len()];
        let (mut band, mut of_band, mut upto) = (0, 0.0, 0.0);
        for (k, end) in ages.iter_mut().enumerate() {
            let years = 20 + 5 * k as u32;
            if years * 12 > BANDS[band + 1] {
                (upto, of_band, band) = (upto + age[band], 0.0, band + 1);
            }
            of_band += GROUPS[k];
            let share = upto + age[band] * (of_band / size(band));
            *end = ((share.min(1.0) * 4_294_967_296.0).ceil() as u64, years * 12);
        }
        // The last band is the remainder.
        ages[GROUPS.len() - 1].0 = 1 << 32;
        LifeCourse { rng, table, ages, young: (age[0].min(1.0) * 4_294_967_296.0).ceil() as u64 }
    }

    /// The month in which the first occupant of a place came of age, from the word that also decides her age band.
    #[inline]
    pub fn first_came(&self, age: u32) -> i32 {
        let word = u64::from(age);
        let group = self.ages.iter().take(GROUPS.len() - 1).take_while(|(end, _)| word >= *end).count();
        let (start, from) = if group == 0 { (0, ADULT) } else { self.ages[group - 1] };
        let (end, to) = self.ages[group];
        let months = (word - start.min(word)) * u64::from(to - from) / end.saturating_sub(start).max(1);
        ADULT as i32 - (u64::from(from) + months.min(u64::from(to - from - 1))) as i32
    }

    /// The luck of the first occupants of a neighbourhood's places, the first of which is `first`.
    pub fn lucks(&self, first: u32) -> Lane<u32> {
        let mut words = [[0; LANES]; 4];
        self.rng.lanes(LIVES, first, 0, &mut words);
        words[0]
    }

    /// Whether the first occupant of a place, who came of age in `came` and has this luck, is alive in a month.
    #[inline]
    pub fn is_first(&self, came: i32, luck: u32, month: u32) -> bool {
        self.table.survives(-came as usize, luck, (month as i32 - came) as usize)
    }

    /// The first occupant of a place, who came of age in a month.
    pub fn first_who_came(&self, place: u32, came: i32) -> Occupant {
        self.occupant(place, 0, came, 0)
    }

    /// The next occupant of a place; `None` if the present one never dies.
    pub fn next(&self, place: u32, last: Occupant) -> Option<Occupant> {
        let came = last.leaves.checked_add(1)?;
        Some(self.occupant(place, last.generation + 1, came as i32, came))
    }

    /// The occupant of a place in a month, given the word that decides the age of the first.
    pub fn of(&self, place: u32, age: u32, month: u32) -> Occupant {
        let mut occupant = self.first_who_came(place, self.first_came(age));
        while occupant.leaves < month {
            occupant = self.next(place, occupant).expect("somebody who leaves has a successor");
        }
        occupant
    }

    /// The occupant who came of age in a month and is met in `from`.
    fn occupant(&self, place: u32, generation: u32, came: i32, from: u32) -> Occupant {
        let death = self.table.death((from as i32 - came) as usize, self.rng.words(LIVES, place, generation)[0]);
        let leaves = death.map_or(u32::MAX, |death| (came + death as i32).max(0) as u32);
        Occupant { generation, came, leaves }
    }

    /// The word for the age of a successor in the traits that follow age: everybody who comes of age belongs to the
    /// young.
    #[inline]
    pub fn young(&self, word: u32) -> u32 {
        (u64::from(word) * self.young.saturating_sub(1) >> 32) as u32
    }
}

/// Millions of people in an age band, by the groups that divide it.
fn size(band: usize) -> f64 {
    let years = |k: usize| (20 + 5 * k as u32) * 12;
    let is_in = |k: &usize| years(*k) > BANDS[band] && years(*k) <= BANDS[band + 1];
    (0..GROUPS.len()).filter(is_in).map(|k| GROUPS[k]).sum()
}

/// The age band of somebody who came of age in a month.
#[inline(always)]
pub fn band(came: i32, month: i32) -> u8 {
    let age = ADULT as i32 + month - came;
    BANDS[1..AGES].iter().map(|least| u8::from(age >= *least as i32)).sum()
}

/// The number under which the words of an occupant's traits are drawn: 0 for the first; 1 and 2 belong to her
/// household and to the start of the run.
#[inline]
pub fn key(generation: u32) -> u32 {
    if generation == 0 { 0 } else { generation + 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::nth;

    fn china() -> LifeCourse {
        LifeCourse::new(&[0.176, 0.2, 0.186, 0.2, 0.238], Rng::new(1, 0), Arc::new(LifeTable::new(0.08, 21.1)))
    }

    #[test]
    fn first_occupants_are_in_the_age_bands_of_the_society() {
        let (course, shares) = (china(), [0.176, 0.2, 0.186, 0.2, 0.238]);
        let mut upto = 0.0;
        for (k, share) in (0_u8..).zip(shares) {
            for rank in [upto + 1e-6, upto + 0.5 * share, upto + share - 1e-6] {
                assert_eq!(band(course.first_came((rank * 4_294_967_296.0) as u32), 0), k, "rank {rank}");
            }
            upto += share;
        }
        let came = |word: u32| course.first_came(word);
        assert!((0..1000).map(|k| came(k * 4_294_967)).is_sorted_by(|a, b| a >= b), "older by rank");
        assert_eq!((came(0), came(u32::MAX)), (0, 216 - 1199));
    }

    #[test]
    fn occupants_follow_one_another_without_a_gap() {
        let course = china();
        for place in 0..300 {
            let (mut last, age) = (course.first_who_came(place, course.first_came(nth(place, 1))), nth(place, 1));
            for _ in 0..4 {
                let next = course.next(place, last).unwrap();
                assert_eq!((next.generation, next.came), (last.generation + 1, last.leaves as i32 + 1));
                assert_eq!(course.of(place, age, last.leaves), last);
                assert_eq!(course.of(place, age, last.leaves + 1), next);
                last = next;
            }
        }
    }
}
