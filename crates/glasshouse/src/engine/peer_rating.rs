//! Peer ratings after meetings, and their effect on scores.
//!
//! A person is rated by the two people she passes. Raters enter through their traits, which never change, through
//! random numbers drawn in their names, and, where requested, through their scores at the start of the month.
//! Everybody's marks can therefore be computed where she lives.

use super::context::Context;
use super::neighbourhood_month::NeighbourhoodMonth;
use crate::life::gossip;
use crate::life::rating::{DISLIKED, Given, RATING, likes};
use crate::rng::{LANES, Lane, Purpose, nth, unit};

/// Points from a month's marks.
pub struct Marks {
    /// As given.
    pub given: Lane<i16>,
    /// As they would be if everybody had seen all acts correctly and considered nothing else.
    pub deserved: Lane<i16>,
}

impl Marks {
    /// Nobody is rated.
    pub const NONE: Marks = Marks { given: [0; LANES], deserved: [0; LANES] };
}

impl Context<'_> {
    /// The marks of the persons of a neighbourhood, whose scores under perfect sight are `deserved`.
    pub fn marks(&self, month: &NeighbourhoodMonth, deserved: &Lane<i16>) -> Marks {
        let regime = &self.institution.regime;
        let (Some(rating), Some(score)) = (self.terms.rating, &regime.score) else { return Marks::NONE };
        if !self.in_force {
            return Marks::NONE;
        }
        let NeighbourhoodMonth { population, events, matching, starts, index, .. } = *month;
        let (start, neighbourhood, rng) = (month.start(), month.neighbourhood(), &self.people.rng);
        let (least, range) = (f32::from(score.least), f32::from(score.most) - f32::from(score.least));
        let sides = [matching.ahead(population, index), matching.behind(population, index)];
        let mut marks = Marks::NONE;
        for i in 0..neighbourhood.persons() {
            let own = rng.words(Purpose::Gossip, neighbourhood.first + i as u32, self.month)[0];
            let done = self.terms.own.told(events.acts[i], true);
            let noticed = if gossip::noticed(&self.people.society.behaviour.gossip, own) { done } else { 0 };
            let standing = (f32::from(start.place.score[i]) - least) / range;
            let mut given = Given::default();
            for (side, partners) in sides.iter().enumerate() {
                let (there, k) = (&population.neighbourhoods[partners.other], partners.of(i));
                if k >= there.persons() {
                    continue;
                }
                let word = rng.words(RATING, there.first + k as u32, self.month)[side];
                let leaning = f32::from(population.traits.leaning[there.span.start + k]) / 255.0;
                let hers = f32::from(starts[partners.other].place.score[k]);
                given.add(
                    rating.mark(likes(noticed, leaning), standing, unit(word)),
                    rating.counts((hers - least) / range),
                );
            }
            if let Some((mark, counted)) = given.mean() {
                let of =
                    |pull: f32, mark: f32, now, word| points(rating.weight * pull, least + range * mark, now, word);
                let just = f32::from(u8::from(done & DISLIKED == 0));
                marks.given[i] = of(counted, mark, start.place.score[i], nth(own, 1));
                marks.deserved[i] = of(1.0, just, deserved[i], nth(own, 2));
            }
        }
        marks
    }
}

/// Points that move a score by the share `weight` of the way to a month's mark, rounded up or down at random.
fn points(weight: f32, mark: f32, now: i16, word: u32) -> i16 {
    (weight * (mark - f32::from(now)) + unit(word)).floor() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_goes_the_share_of_the_way_to_the_mark_in_the_mean() {
        let mean = |mark: f32, now: i16| {
            let words = (0..1_000_u32).map(|k| k << 22 | 1 << 21);
            words.map(|word| f32::from(points(0.1, mark, now, word))).sum::<f32>() / 1_000.0
        };
        assert!((mean(500.0, 433) - 6.7).abs() < 0.05 && (mean(100.0, 433) + 33.3).abs() < 0.05);
        assert_eq!(mean(433.0, 433), 0.0);
    }
}
