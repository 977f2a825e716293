//! Expiry of points: under an expiry, points lapse after their time, both lost and won.
//!
//! The score is then the sum of the start and all points ruled in that time, cut to its range. The rulings are not
//! kept one by one: points are summed by span of months, a span being a twelfth of the expiry and at least a month,
//! and the points of a span lapse together. So up to a year points lapse to the month; beyond, at most a twelfth too
//! soon.

use crate::rng::{LANES, Lane};

/// Most spans of points that are kept.
pub const MOST_SPANS: usize = 12;

/// How long points count: this many months, 1 to 12, or whole years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry(pub u8);

impl Expiry {
    /// Spans that are kept.
    pub fn spans(self) -> usize {
        usize::from(self.0).clamp(1, MOST_SPANS)
    }

    /// Months of a span.
    fn width(self) -> u32 {
        (u32::from(self.0) / MOST_SPANS as u32).max(1)
    }

    /// The span to which a month's points are added, and whether this is its first month: then its old points lapse.
    pub fn span(self, month: u32) -> (usize, bool) {
        (month as usize / self.width() as usize % self.spans(), month.is_multiple_of(self.width()))
    }
}

/// Points that still count, by span.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Of each span, everybody's points.
    pub spans: Vec<Lane<i16>>,
    /// The span of this month.
    now: usize,
    /// Whether it begins this month.
    begins: bool,
}

impl Past {
    /// The kept points, as a month begins.
    pub fn new(expiry: Expiry, month: u32, spans: Vec<Lane<i16>>) -> Past {
        debug_assert_eq!(spans.len(), expiry.spans());
        let (now, begins) = expiry.span(month);
        Past { spans, now, begins }
    }

    /// Nothing is kept except these points of everybody, ruled in the month before.
    pub fn holding(expiry: Expiry, month: u32, points: i16) -> Past {
        let mut spans = vec![[0; LANES]; expiry.spans()];
        let (before, _) = expiry.span(month + (expiry.spans() as u32 * expiry.width()) - 1);
        spans[before] = [points; LANES];
        Past::new(expiry, month, spans)
    }

    /// The same, a month later.
    pub fn next(&mut self, expiry: Expiry, month: u32) {
        (self.now, self.begins) = expiry.span(month);
    }

    /// Somebody's points that count.
    #[inline(always)]
    pub fn sum(&self, i: usize) -> i32 {
        self.spans.iter().map(|span| i32::from(span[i])).sum()
    }

    /// Removes the points that lapse this month.
    pub fn lapse(&mut self) {
        if self.begins {
            self.spans[self.now] = [0; LANES];
        }
    }

    /// Adds the points of a month; an excess over what a span can hold is cut.
    #[inline(always)]
    pub fn add(&mut self, i: usize, points: i32) {
        let held = &mut self.spans[self.now][i];
        *held = (i32::from(*held) + points).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
    }

    /// Gives points back: first against points lost, the oldest first, so that nothing lapses twice; then as if won
    /// now.
    pub fn give_back(&mut self, i: usize, points: i32) {
        let (mut left, n) = (points.max(0), self.spans.len());
        for k in (1..=n).map(|k| (self.now + k) % n) {
            let held = &mut self.spans[k][i];
            let given = left.min((-i32::from(*held)).max(0));
            *held = (i32::from(*held) + given) as i16;
            left -= given;
        }
        self.add(i, left);
    }

    /// Forgets a person.
    pub fn forget(&mut self, i: usize) {
        self.spans.iter_mut().for_each(|span| span[i] = 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Months after which the points of each of some months lapse.
    fn ages(expiry: Expiry) -> Vec<u32> {
        let age = |month: u32| {
            let mut past = Past::new(expiry, month, vec![[0; LANES]; expiry.spans()]);
            past.lapse();
            past.add(0, -7);
            let gone = (month + 1..month + 200).find(|later| {
                past.next(expiry, *later);
                past.lapse();
                past.sum(0) == 0
            });
            gone.expect("all points lapse") - month
        };
        (0..60).map(age).collect()
    }

    #[test]
    fn up_to_a_year_points_lapse_to_the_month_and_beyond_at_most_a_twelfth_too_soon() {
        for months in 1..=12 {
            assert!(ages(Expiry(months)).iter().all(|age| *age == u32::from(months)), "{months}");
        }
        for years in 2..=10 {
            let most = 12 * years;
            let ages = ages(Expiry(most as u8));
            assert!(ages.iter().all(|age| (most - years + 1..=most).contains(age)), "{years} years: {ages:?}");
            assert!(ages.contains(&most));
        }
    }

    #[test]
    fn what_is_given_back_is_taken_from_the_oldest_loss_and_never_lapses_twice() {
        let expiry = Expiry(3);
        let mut past = Past::new(expiry, 0, vec![[0; LANES]; 3]);
        for (month, points) in [(0, -10), (1, 4), (2, -20)] {
            past.next(expiry, month);
            past.lapse();
            past.add(0, points);
        }
        past.give_back(0, 15);
        assert_eq!((past.sum(0), past.spans[0][0], past.spans[1][0], past.spans[2][0]), (-11, 0, 4, -15));
        past.give_back(0, 40);
        assert_eq!(past.sum(0), 29, "the excess over the loss is won");
    }

    #[test]
    fn what_somebody_begins_with_counts_as_ruled_the_month_before() {
        for months in [1, 5, 12, 24, 60] {
            let mut past = Past::holding(Expiry(months), 0, -30);
            for month in 0..u32::from(months) - 1 {
                past.next(Expiry(months), month);
                past.lapse();
                assert!(past.sum(0) == -30 || months > 12, "{months}: gone in month {month}");
            }
            past.next(Expiry(months), u32::from(months) - 1);
            past.lapse();
            assert_eq!(past.sum(0), 0, "{months}");
        }
    }
}
