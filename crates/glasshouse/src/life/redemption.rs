//! Redemption: give money, win points back.
//!
//! Who: those whose score lies below the start, where the regime sells points. Options: donate or not; no norm is at
//! stake, only money and what the points are worth, and nobody pays more than they are worth to her. Seen: always, by the office that takes the money. The same price
//! weighs less on the rich (ease v), so the model says who buys.

use super::Place;
use super::deeds::Deeds;
use super::mind::{Minds, money};
use super::terms::{Donation, Terms};
use crate::chance::{LANES, Lane, logistic, unit};
use crate::society::act::{Act, Acts};

/// Who donates. Draw: the fourth word.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &[Lane<u32>; 4], deeds: &mut Deeds) {
    let Some(Donation { cost, points, below }) = terms.donation else { return };
    let price = cost + place.behaviour.redemption.trouble;
    for i in 0..LANES {
        let open = (place.score[i] < below) & (deeds.savings[i] as f32 >= cost);
        let gain = f32::from(points) * minds.worth[i] - price;
        let pull = money(gain, minds.ease[i]);
        let donates = open & (gain > 0.0) & (unit(draws[3][i]) < logistic(2.0 * minds.weight[0][i] * pull));
        deeds.acts[i] |= Acts::from(donates) * Act::Donate.bit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::alone;

    #[test]
    fn alone_points_are_bought_by_whom_they_are_worth_their_price_and_who_can_pay() {
        let (home, mut b) = (alone::home(), alone::behaviour());
        b.redemption.trouble = 20.0;
        let place = crate::life::Place { score: [-5; LANES], ..alone::place(&home, &b) };
        let mut terms = Terms::of_law(&b, 0);
        let bought = |terms: &Terms, worth: f32, saved: u32| {
            let (mut minds, mut deeds) = (alone::homines_oeconomici(), alone::deeds());
            (minds.worth, deeds.savings) = ([worth; LANES], [saved; LANES]);
            meet(&place, &minds, terms, &alone::draws(), &mut deeds);
            alone::doers(&deeds, Act::Donate)
        };
        assert_eq!(bought(&terms, 100.0, 10_000), 0, "nobody sells");
        terms.donation = Some(Donation { cost: 200.0, points: 20, below: 0 });
        assert_eq!((bought(&terms, 10.9, 10_000), bought(&terms, 11.1, 10_000)), (0, 150), "220 yuan for 20 points");
        assert_eq!(bought(&terms, 100.0, 199), 0, "who has not the money");
        terms.donation = Some(Donation { cost: 200.0, points: 20, below: -5 });
        assert_eq!(bought(&terms, 100.0, 10_000), 0, "who is not below");
    }
}
