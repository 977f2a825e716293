//! Children of a household over time: a function of its luck and the month.
//!
//! Births come at a constant rate, that of the published share of households with an infant. A household has a first
//! child at some point of a long cycle, and perhaps a second one three years later; the share that does follows from
//! the published share with a child of school age. In the first month the children are those that were drawn. Later
//! births become rarer, as published.

use super::traits::{CHILD, Family, INFANT};

/// Months of age below which a child is an infant.
const INFANCY: i32 = 36;
/// Months of age at which school begins, and at which it is over.
const SCHOOL: [i32; 2] = [6 * 12, 18 * 12];
/// Months between the two children of a household (assumed).
const GAP: i32 = 36;
/// Months in which the number of births falls to its new level (National Bureau of Statistics of China: 15.23 million
/// in 2018, 9.02 million in 2023).
const DECLINE: f32 = 60.0;

/// How households come to have children.
#[derive(Clone, Debug)]
pub struct Families {
    /// Share of households with an infant in the first month, and with a child of school age.
    shares: [f64; 2],
    /// Chance that a first child is followed by a second.
    second: f32,
    /// Months from one first birth to the next.
    cycle: u16,
    /// Births, as a share of those in the first month, once they have fallen.
    births: f32,
}

impl Families {
    /// Families of which these shares have an infant and a child of school age; `births` is the level to which births
    /// fall, as a share of those at first.
    pub fn new(infant: f64, child: f64, births: f32) -> Families {
        let shares = [infant, child];
        let (infancy, school) = (f64::from(INFANCY), f64::from(SCHOOL[1] - SCHOOL[0]));
        // A family without a second child has an infant for 3 years and a child at school for 12; with one, for 6 and
        // for 15.
        let more = child * infancy - infant * f64::from(GAP);
        let second = ((infant * school - child * infancy) / if more > 0.0 { more } else { 1e-9 }).clamp(0.0, 1.0);
        let cycle = (infancy * (1.0 + second) / infant.max(1e-9)).clamp(1.0, 65_535.0);
        Families { shares, second: second as f32, cycle: cycle as u16, births }
    }

    /// The household with these words, which also decide whether it has an infant or a child at school in the first
    /// month.
    #[inline]
    pub fn of(&self, infant: u32, child: u32, luck: u32) -> Family {
        let luck = (luck >> 24) as u8;
        let (rank, cycle) = (f64::from(infant) / 4_294_967_296.0, f64::from(self.cycle));
        let long = if self.has_second(luck, 0) { INFANCY + GAP } else { INFANCY };
        let (share, long) = (self.shares[0], f64::from(long).min(cycle));
        let since = match rank < share {
            true => rank / share * long,
            false => long + (rank - share) / (1.0 - share) * (cycle - long),
        };
        let rank = f64::from(child) / 4_294_967_296.0 / self.shares[1].max(1e-9);
        let years = f64::from(SCHOOL[1] - SCHOOL[0]) + f64::from(GAP * i32::from(long > f64::from(INFANCY)));
        let school = if rank < 1.0 { 1.0 + (years - 1.0) * rank } else { 0.0 };
        Family { since: (since as u16).min(self.cycle - 1), school: school as u8, luck }
    }

    /// [`INFANT`] and [`CHILD`] of a household in a month.
    #[inline(always)]
    pub fn flags(&self, family: Family, month: i32) -> u8 {
        let cycle = i32::from(self.cycle);
        let since = i32::from(family.since) + month;
        // Both are whole numbers below 2^24: the quotient is exact enough for its whole part to be right.
        let round = (since as f32 / cycle as f32) as i32;
        let first = since - round * cycle;
        let second = if self.has_second(family.luck, round) { first - GAP } else { -1 };
        let born = month - first;
        let level = 1.0 - (1.0 - self.births) * (born as f32 / DECLINE).clamp(0.0, 1.0);
        let takes_place = bytes(family.luck, round)[1] < level;
        let is_within = |age: i32, from: i32, to: i32| (age >= from) & (age < to);
        let infant = is_within(first, 0, INFANCY) | is_within(second, 0, INFANCY);
        // Children who were at school in the first month are told by `school`.
        let at_school = |age: i32| is_within(age, SCHOOL[0], SCHOOL[1]) & (age - month < SCHOOL[0]);
        let child = takes_place & (at_school(first) | at_school(second)) | (month < i32::from(family.school));
        u8::from(infant & takes_place) * INFANT | u8::from(child) * CHILD
    }

    /// Whether the first child of a household is followed by a second, in this round of its cycle.
    #[inline(always)]
    fn has_second(&self, luck: u8, round: i32) -> bool {
        bytes(luck, round)[0] < self.second
    }
}

/// The luck of a household in a round of its cycle, for the second birth and for the first. Two bytes of which one
/// has the bits of the other in reverse order are spread evenly together (Hammersley 1960).
#[inline(always)]
fn bytes(luck: u8, round: i32) -> [f32; 2] {
    let turned = |byte: u8, turn: i32| ((i32::from(byte) + turn * round) & 255) as f32 / 256.0;
    [turned(luck, 157), turned(luck.reverse_bits(), 59)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::nth;

    /// Shares of households with an infant and with a child of school age in a month.
    fn shares(families: &Families, month: i32) -> [f64; 2] {
        const HOUSEHOLDS: u32 = 40_000;
        let mut n = [0; 2];
        for household in 0..HOUSEHOLDS {
            let family = families.of(nth(household, 1), nth(household, 2), nth(household, 3));
            let flags = families.flags(family, month);
            n = [n[0] + u32::from(flags & INFANT != 0), n[1] + u32::from(flags & CHILD != 0)];
        }
        n.map(|n| f64::from(n) / f64::from(HOUSEHOLDS))
    }

    fn china(births: f32) -> Families {
        Families::new(0.10, 0.29, births)
    }

    #[test]
    fn the_shares_with_children_hold_where_births_do_not_fall() {
        let families = china(1.0);
        for month in [0, 12, 36, 60, 96, 144, 240, 360, 480, 600] {
            let [infant, child] = shares(&families, month);
            assert!((infant - 0.10).abs() < 0.012, "month {month}: {infant} with an infant");
            // Children who are at school at first and those who come after are drawn apart: some years lack a little.
            assert!((child - 0.29).abs() < 0.04, "month {month}: {child} with a child at school");
        }
    }

    #[test]
    fn the_first_month_is_as_drawn() {
        let families = china(0.59);
        for k in 0..4_000 {
            let (infant, child) = (nth(k, 1), nth(k, 2));
            let flags = families.flags(families.of(infant, child, nth(k, 3)), 0);
            let below = |word: u32, share: f64| f64::from(word) / 4_294_967_296.0 < share;
            assert_eq!((flags & INFANT != 0, flags & CHILD != 0), (below(infant, 0.10), below(child, 0.29)));
        }
    }

    #[test]
    fn fewer_births_leave_fewer_infants_and_then_fewer_pupils() {
        let doses = [1.0, 0.8, 0.6, 0.4, 0.2, 0.0].map(|births| shares(&china(births), 330));
        assert!(doses.is_sorted_by(|a, b| a[0] > b[0] && a[1] > b[1]), "{doses:?}");
        assert_eq!(doses[5], [0.0, 0.0]);
        assert!((doses[2][0] / doses[0][0] - 0.6).abs() < 0.06);
    }

    #[test]
    fn an_infant_grows_up_and_goes_to_school() {
        let (families, mut seen) = (china(1.0), 0);
        for k in 0..2_000 {
            let family = families.of(nth(k, 1), nth(k, 2), nth(k, 3));
            let flags: Vec<u8> = (0..400).map(|month| families.flags(family, month)).collect();
            if let Some(born) = (1..200).find(|m| flags[*m] & INFANT != 0 && flags[m - 1] & INFANT == 0) {
                seen += 1;
                assert!(flags[born + 72] & CHILD != 0 && flags[born + 150] & CHILD != 0, "household {k}");
            }
        }
        assert!(seen > 300);
    }
}
