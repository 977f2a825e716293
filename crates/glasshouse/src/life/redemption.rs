//! Redemption: points won back by donations or unpaid work, and listings bought off.
//!
//! Who: people whose score is below the start, where the regime sells points or accepts work for them, as often per
//! year as it allows. *Money*: donate or not; no norm is at stake, only money and the worth of the points. *Work*:
//! work for others or not; an hour costs her hourly earnings, and it is an act of care, so norms count too. Nobody
//! gives more than the points are worth to her. *Release*: a listed person buys herself off the list or out of a listed
//! tier, where the regime has a price for it, or works off months; she needs the money, or the time, and nothing else. Seen: always, by the office that accepts it; neighbours also notice
//! work, as they notice help. The same price weighs less on the rich (ease v), and an hour of the poor is cheaper, so
//! the model determines who buys and who works.

use super::decision::{Domain, Minds, money};
use super::encounter::{Encounter, Luck, On, RegimeSection, Setting, TriedBy};
use super::events::{Events, pull};
use super::place::Place;
pub use super::place::Won;
use super::terms::{DonationTerms, Terms, WorkTerms, is_listed};
use crate::rng::{LANES, Lane, Stream, logistic, nth, places, unit};
use crate::society::act::{Act, Acts};
use multiversion::multiversion;

/// Draw: whether she gives; derived from it: whether she works.
pub const REDEMPTION: Stream = Stream::named("redemption");

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "redemption",
    meaning: "people win points back, or come off the list, by money or by unpaid work for others",
    reduces_to: "a price per point or month, in yuan or hours, weighed against what it is worth",
    on: On::Under(RegimeSection::Redemption),
    streams: &[REDEMPTION],
    incidents: &[],
    tried_by: TriedBy { cases: &["V12"], says: "gaming a cut-off is missed: nobody plans beyond the next purchase" },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    if s.terms.donation.is_some() || s.terms.work.is_some() || s.terms.release.is_some() {
        meet(s.place, s.minds, s.terms, &luck.word(REDEMPTION), deeds);
    }
}

/// Hours of paid work in a month: 40 a week.
const PAID_HOURS: f32 = 173.0;

/// Decides who donates and who works.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &Lane<u32>, deeds: &mut Events) {
    if let Some(offer) = &terms.donation {
        donate(place, minds, offer, draws, deeds);
    }
    if let Some(offer) = &terms.work {
        volunteer(place, minds, terms, offer, draws, deeds);
    }
    if let Some(price) = terms.release {
        buy_off(place, minds, terms, price, draws, deeds);
    }
}

/// Months for which a listed tier counts where a listing has a price by the month: nobody knows how long she will be in
/// it.
pub const MONTHS_IN_TIER: u8 = 12;

/// Months on the list that somebody would be spared.
#[inline(always)]
pub fn months_left(standing: u8, months: u8) -> u8 {
    if !is_listed(standing) {
        0
    } else if months == 0 {
        MONTHS_IN_TIER
    } else {
        months
    }
}

/// Decides who buys herself off the list. Nobody pays more than the months are worth to her, or than she has left.
fn buy_off(place: &Place, minds: &Minds, terms: &Terms, price: f32, draws: &Lane<u32>, deeds: &mut Events) {
    let mut listed = [false; LANES];
    for i in 0..LANES {
        listed[i] = is_listed(place.standing[i]);
    }
    let given = terms.donation.map_or(0.0, |offer| offer.cost);
    for i in places(&listed).take_while(|i| *i < place.home.persons()) {
        let months = f32::from(months_left(place.standing[i], place.months[i]));
        let cost = price * months;
        let left = deeds.savings[i] as f32 - if deeds.did(i, Act::Donate) { given } else { 0.0 };
        let gain = months * minds.listing[i] - cost - place.behaviour.redemption.trouble;
        let pull = money(gain, minds.ease[i]);
        if left >= cost && gain > 0.0 && unit(nth(draws[i], 2)) < logistic(2.0 * minds.weight[0][i] * pull) {
            deeds.acts[i] |= Act::BuyOff.bit();
            deeds.release[i] = cost as u32;
        }
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn donate(place: &Place, minds: &Minds, offer: &DonationTerms, draws: &Lane<u32>, deeds: &mut Events) {
    let price = offer.cost + place.behaviour.redemption.trouble;
    for i in 0..LANES {
        let may = (place.score[i] < offer.below) & (place.won[i].donated < offer.times);
        let open = may & (deeds.savings[i] as f32 >= offer.cost);
        let gain = f32::from(offer.points) * minds.worth[i] - price;
        let pull = money(gain, minds.ease[i]);
        let donates = open & (gain > 0.0) & (unit(draws[i]) < logistic(2.0 * minds.weight[0][i] * pull));
        deeds.acts[i] |= Acts::from(donates) * Act::Donate.bit();
    }
}

fn volunteer(place: &Place, minds: &Minds, terms: &Terms, offer: &WorkTerms, draws: &Lane<u32>, deeds: &mut Events) {
    let (mut gain, mut gains) = ([0.0; LANES], [false; LANES]);
    for i in 0..LANES {
        let spared = f32::from(offer.release.min(place.months[i]));
        let below = place.score[i] < offer.below;
        let open = (below | (spared > 0.0)) & (place.won[i].worked < offer.times);
        let points = if below { f32::from(offer.points) * minds.worth[i] } else { 0.0 };
        gain[i] = points + spared * minds.listing[i] - price(offer.hours, place.usual[i]);
        gains[i] = open & (gain[i] > 0.0);
    }
    for i in places(&gains) {
        let by_regime = minds.weight[0][i] * money(gain[i], minds.ease[i]);
        let own = minds.norms(Domain::Care, terms.promoted[1], i);
        if unit(nth(draws[i], 1)) < logistic(own + by_regime) {
            deeds.acts[i] |= Act::Volunteer.bit();
            deeds.pull[1][i] = pull(by_regime / (by_regime.abs() + own.abs() + 1e-6));
        }
    }
}

/// Worth of hours to somebody with this income, yuan: her earnings in them.
fn price(hours: f32, income: u16) -> f32 {
    hours * f32::from(income) / PAID_HOURS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::terms::LISTED;
    use crate::life::test_fixture;

    #[test]
    fn alone_points_are_bought_by_whom_they_are_worth_their_price_and_who_can_pay() {
        let (home, mut b) = (test_fixture::home(), test_fixture::behaviour());
        b.redemption.trouble = 20.0;
        let mut place = Place { score: [-5; LANES], ..test_fixture::place(&home, &b) };
        let mut terms = Terms::of_law(&b, 0);
        let bought = |place: &Place, terms: &Terms, worth: f32, saved: u32| {
            let (mut minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            (minds.worth, deeds.savings) = ([worth; LANES], [saved; LANES]);
            meet(place, &minds, terms, &test_fixture::draws()[3], &mut deeds);
            test_fixture::doers(&deeds, Act::Donate)
        };
        assert_eq!(bought(&place, &terms, 100.0, 10_000), 0, "nobody sells");
        terms.donation = Some(DonationTerms { cost: 200.0, points: 20, below: 0, times: 2 });
        let at = |worth| bought(&place, &terms, worth, 10_000);
        assert_eq!((at(10.9), at(11.1)), (0, 150), "220 yuan for 20 points");
        assert_eq!(bought(&place, &terms, 100.0, 199), 0, "too little money");
        place.won = [Won { donated: 2, worked: 0 }; LANES];
        assert_eq!(bought(&place, &terms, 100.0, 10_000), 0, "twice a year and no more");
        place.won = [Won { donated: 1, worked: 12 }; LANES];
        assert_eq!(bought(&place, &terms, 100.0, 10_000), 150);
        terms.donation = Some(DonationTerms { cost: 200.0, points: 20, below: -5, times: 2 });
        assert_eq!(bought(&place, &terms, 100.0, 10_000), 0, "her score is not below");
    }

    #[test]
    fn alone_a_listing_is_bought_off_by_whom_it_costs_more_than_its_price_and_who_can_pay() {
        let (home, b) = (test_fixture::home(), test_fixture::behaviour());
        let mut place = Place { standing: [LISTED; LANES], months: [10; LANES], ..test_fixture::place(&home, &b) };
        let mut terms = Terms::of_law(&b, 0);
        let bought = |place: &Place, terms: &Terms, listing: f32, saved: u32| {
            let (mut minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            (minds.listing, deeds.savings) = ([listing; LANES], [saved; LANES]);
            meet(place, &minds, terms, &test_fixture::draws()[3], &mut deeds);
            (test_fixture::doers(&deeds, Act::BuyOff), deeds.release[0])
        };
        assert_eq!(bought(&place, &terms, 500.0, 10_000).0, 0, "nobody sells");
        terms.release = Some(100.0);
        assert_eq!(bought(&place, &terms, 99.0, 10_000).0, 0, "ten months cost more than they are worth");
        assert_eq!(bought(&place, &terms, 101.0, 10_000), (150, 1_000));
        assert_eq!(bought(&place, &terms, 500.0, 999).0, 0, "too little money, and nothing else, keeps her on it");
        place.months = [0; LANES];
        assert_eq!(bought(&place, &terms, 101.0, 10_000), (150, 1_200), "a listed tier counts as a year");
        place.standing = [0; LANES];
        assert_eq!(bought(&place, &terms, 500.0, 10_000).0, 0, "who is not listed has nothing to buy");
    }

    #[test]
    fn alone_hours_are_given_by_whom_the_points_are_worth_more_than_what_she_earns_in_them() {
        let (home, b) = (test_fixture::home(), test_fixture::behaviour());
        let mut place = Place { score: [-5; LANES], ..test_fixture::place(&home, &b) };
        place.usual = std::array::from_fn(|i| if i < 75 { 1_730 } else { 8_650 });
        let mut terms = Terms::of_law(&b, 0);
        terms.work = Some(WorkTerms { hours: 8.0, points: 5, below: 0, times: 3, release: 0 });
        let worked = |place: &Place, worth: f32| {
            let (mut minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            (minds.worth, deeds.savings) = ([worth; LANES], [0; LANES]);
            meet(place, &minds, &terms, &test_fixture::draws()[3], &mut deeds);
            test_fixture::doers(&deeds, Act::Volunteer)
        };
        // Eight hours are worth 80 yuan to the first half and 400 to the others; nobody needs money.
        assert_eq!([worked(&place, 15.9), worked(&place, 17.0), worked(&place, 81.0)], [0, 75, 150]);
        place.won = [Won { donated: 12, worked: 3 }; LANES];
        assert_eq!(worked(&place, 81.0), 0, "three months a year and no more");
    }
}
