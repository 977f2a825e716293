//! The history of a society: a campaign that ended before the first month, and the distrust that it left.
//!
//! A campaign in which neighbours, friends and kin denounced each other leaves a mark on those who lived where it was
//! and when it was: what speaks for strangers counts less with them. They keep it for decades (China's Cultural
//! Revolution, where it was more intense: Bai & Wu 2020, European Economic Review 122: 103331; informers of East
//! Germany: Lichter, Loeffler & Siegloch 2021, Journal of the European Economic Association 19: 741). Nothing is stored:
//! the mark of a person is a function of her county, her age and the month.

use super::behaviour::Memory;
use crate::rng::{Rng, Stream, unit};

/// Whether a county was hit; one draw for each county.
const HISTORY: Stream = Stream::named("history");

/// Section `[history]` of a society: a campaign of the past.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct History {
    /// Years between its end and the first month.
    pub ended: f32,
    /// How much of what speaks for strangers it made people disbelieve when it ended, 0 to 1.
    pub intensity: f32,
    /// Share of the counties in which it took place.
    pub places: f32,
}

/// The marks in a neighbourhood in a month, as shares of what speaks for strangers that is disbelieved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distrust {
    /// Of those who were alive when it ended.
    pub witnesses: f32,
    /// Of those who came later.
    pub heirs: f32,
    /// Months of life after which nobody who came of age was alive at its end.
    pub last: i32,
}

impl History {
    /// The marks in a county in a month of a run.
    pub fn marks(&self, memory: &Memory, rng: &Rng, county: u32, month: u32) -> Distrust {
        let hit = unit(rng.words(HISTORY, county, 0)[0]) < self.places;
        let years = self.ended + month as f32 / 12.0;
        let left = if memory.half_life > 0.0 { libm::exp2f(-years / memory.half_life) } else { 0.0 };
        let witnesses = if hit { self.intensity * left } else { 0.0 };
        // Who was born in the last month of the campaign is 18 so many months of life after the run has begun.
        let last = 18 * 12 - (12.0 * self.ended) as i32;
        Distrust { witnesses, heirs: witnesses * memory.heirs, last }
    }
}

impl Distrust {
    /// The mark of somebody who came of age in this month of life.
    #[inline(always)]
    pub fn of(&self, came: i32) -> f32 {
        if came <= self.last { self.witnesses } else { self.heirs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_halves_with_its_half_life_and_those_born_later_have_their_share_of_it() {
        let history = History { ended: 10.0, intensity: 0.8, places: 1.0 };
        let rng = Rng::new(1, 0);
        let marks = |half_life, month| history.marks(&Memory { half_life, heirs: 0.5 }, &rng, 3, month);
        let near = |x: f32, y: f32| (x - y).abs() < 1e-5;
        assert!(near(marks(10.0, 0).witnesses, 0.4) && near(marks(10.0, 120).witnesses, 0.2));
        assert!(near(marks(10.0, 0).of(97), 0.2), "born a month after its end");
        assert!(near(marks(10.0, 0).of(96), 0.4) && marks(0.0, 0).of(0) == 0.0);
        let hit = |places: f32| {
            let history = History { places, ..history };
            let marks = |county| history.marks(&Memory { half_life: 10.0, heirs: 1.0 }, &rng, county, 0);
            (0..400).filter(|county| marks(*county).witnesses > 0.0).count()
        };
        assert_eq!((hit(0.0), hit(1.0)), (0, 400));
        assert!((150..250).contains(&hit(0.5)));
    }
}
