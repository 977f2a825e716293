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
