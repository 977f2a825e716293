//! Rating: both sides of a meeting rate each other.
//!
//! Who: where everybody rates everybody, the two people whom each person passes in a month; each is rated by what the
//! other noticed of her. No option: people think badly of somebody whom they see doing wrong or walking on, and like
//! an opinion that they share; the worst of several things counts, and if they noticed nothing they think well of
//! her. Some give the best mark whatever they saw, hoping for the same, and some the worst. Part of a mark does not
//! depend on deeds at all: it follows the mark that the other already has (status bias). People respond to marks in
//! every other encounter, since marks are points. Harmed: people who are disliked. Seen: by everybody. Without
//! courtesy, spite and status it is image scoring (Nowak & Sigmund 1998) with a running mean; with status alone
//! nobody's mark ever changes (the cascades of Keijzer & Corten). Where a mark is weighted by the standing of its
//! giver, trust is passed on (EigenTrust: Kamvar et al. 2003).

use super::encounter::{Encounter, On, RegimeSection, TriedBy};
pub use super::terms::RatingTerms;
use crate::rng::Stream;
use crate::society::act::{Act, Acts, CRITICAL, SEEN_WRONGS, UNKIND};

/// Draws of the rater: one word for each of the two people whom she passes.
pub const RATING: Stream = Stream::named("rating");

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "rating",
    meaning: "both sides of a meeting rate each other, by what they noticed and by courtesy, spite and status",
    reduces_to: "image scoring with a running mean (Nowak & Sigmund 1998)",
    on: On::Under(RegimeSection::PeerRating),
    streams: &[RATING],
    incidents: &[],
    tried_by: TriedBy {
        cases: &["V12"],
        says: "trust that is passed on, where marks are weighted by their givers; other limits are unit tests",
    },
    live: None,
};

/// Marks given to somebody in a month, each weighted by its giver.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Given {
    sum: f32,
    counted: f32,
    raters: f32,
}

impl Given {
    /// Adds a mark of 0 to 1 from somebody with a weight of 0 to 1.
    #[inline(always)]
    pub fn add(&mut self, mark: f32, counts: f32) {
        self.sum += counts * mark;
        self.counted += counts;
        self.raters += 1.0;
    }

    /// The weighted mean of the marks, and their mean weight, 0 to 1; `None` where all weights are 0.
    #[inline(always)]
    pub fn mean(&self) -> Option<(f32, f32)> {
        (self.counted > 0.0).then(|| (self.sum / self.counted, self.counted / self.raters))
    }
}

/// Acts that count as bad for everybody who notices them.
pub const DISLIKED: Acts = SEEN_WRONGS | UNKIND;

/// Whether somebody of this political leaning (0 against the authority, 1 for it) thinks well of what she noticed.
#[inline(always)]
pub fn likes(noticed: Acts, leaning: f32) -> bool {
    let opinion = if leaning < 0.5 { Act::Praise.bit() } else { CRITICAL };
    noticed & (DISLIKED | opinion) == 0
}

impl RatingTerms {
    /// A mark, 0 to 1: `u` is uniform, `standing` the mark that the other already has, 0 to 1.
    #[inline(always)]
    pub fn mark(&self, likes: bool, standing: f32, u: f32) -> f32 {
        let said = if u < self.courtesy {
            true
        } else if u < self.courtesy + self.spite {
            false
        } else {
            likes
        };
        (1.0 - self.status) * f32::from(u8::from(said)) + self.status * standing
    }

    /// The weight of a mark from somebody who has this mark herself, 0 to 1.
    #[inline(always)]
    pub fn counts(&self, standing: f32) -> f32 {
        1.0 - self.esteem + self.esteem * standing
    }

    /// How far a month's marks fall, as a share of the scale, if everybody who notices an act dislikes it.
    pub fn stake(&self) -> f32 {
        self.weight * (1.0 - self.status) * (1.0 - self.courtesy - self.spite).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_courtesy_spite_and_status_a_mark_is_what_was_done() {
        let plain = RatingTerms { weight: 1.0, status: 0.0, courtesy: 0.0, spite: 0.0, esteem: 0.0 };
        for u in [0.0, 0.5, 0.999] {
            assert_eq!(plain.mark(likes(Act::Help.bit(), 0.5), 0.0, u), 1.0);
            assert_eq!(plain.mark(likes(Act::Help.bit() | Act::Scam.bit(), 0.5), 1.0, u), 0.0, "the worst counts");
            assert_eq!(plain.mark(likes(0, 0.5), 0.0, u), 1.0);
        }
        assert_eq!(plain.stake(), 1.0);
    }

    #[test]
    fn with_status_alone_nobodys_mark_changes_and_with_courtesy_alone_all_are_the_best() {
        let status = RatingTerms { weight: 1.0, status: 1.0, courtesy: 0.0, spite: 0.0, esteem: 0.0 };
        let polite = RatingTerms { weight: 1.0, status: 0.0, courtesy: 1.0, spite: 0.0, esteem: 0.0 };
        for likes in [false, true] {
            assert_eq!(status.mark(likes, 0.3, 0.7), 0.3);
            assert_eq!(polite.mark(likes, 0.3, 0.7), 1.0);
        }
        assert_eq!(status.stake() + polite.stake(), 0.0);
    }

    #[test]
    fn an_opinion_is_liked_by_who_shares_it_and_silence_by_everybody() {
        let (critic, friend) = (0.2, 0.8);
        assert!(likes(Act::Criticise.bit(), critic) && !likes(Act::Criticise.bit(), friend));
        assert!(likes(Act::Praise.bit(), friend) && !likes(Act::Praise.bit(), critic));
        assert!(likes(0, critic) && likes(0, friend));
    }
}
