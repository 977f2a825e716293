//! Family hardship: a bill that somebody cannot pay, and the choice of her kin to help at a cost or refuse.
//!
//! Who: somebody gets a bill, e.g. from a hospital, that her savings do not cover; then the next member of her
//! household is asked, if that member has anything. Options: give the missing amount, up to her own means (a = 1), or
//! refuse; norm: care. The helper loses the money; its benefit to kin counts for her too, by `bond`. Medical cover
//! lowers the bill, and an income floor leaves more savings, so fewer have to ask. Harmed by refusal: the person in
//! trouble, who goes without. Seen: by neighbours, and by channels that watch `help-kin`, `refuse-kin`. On its own it
//! is altruism in the family (Becker 1974): with only money at stake, kin give if a yuan of theirs counts as much as
//! one's own.

use super::decision::{Domain, Minds, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, told, untold};
use super::events::{Events, Incident, pull};
use super::gossip;
use super::place::Place;
use super::terms::Terms;
use crate::rng::{LANES, Lane, ROW, Stream, logistic, places, unit};
use crate::society::act::Act;
use crate::society::behaviour::Behaviour;

/// Draw: whether a bill comes.
pub const TROUBLES: Stream = Stream::named("hardship: trouble");
/// Draw: the response of kin who are asked.
pub const KIN: Stream = Stream::named("hardship: kin");
/// Got a bill, e.g. from a hospital.
pub const TROUBLE: Incident = Incident::new(0);
/// Was asked by kin.
pub const ASKED: Incident = Incident::new(24);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "hardship",
    meaning: "somebody gets a bill that she cannot pay; a member of her household gives the missing amount, or refuses",
    reduces_to: "altruism in the family (Becker 1974)",
    on: On::Chance(&[rate!(hardship.rate)]),
    streams: &[TROUBLES, KIN],
    incidents: &[told(TROUBLE, "had an unexpected bill, such as a hospital's"), untold(ASKED)],
    tried_by: TriedBy { cases: &[], says: "no published number" },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    meet(s.place, s.minds, s.terms, &luck.word(TROUBLES), &luck.word(KIN), deeds);
}

/// The next member of the household of the person at place `i`, going round; `None` if she lives alone.
#[inline(always)]
pub fn next_of_kin(household: u8, i: usize) -> Option<usize> {
    let (head, size) = (i / ROW * ROW + (household & 7) as usize, 1 + (household >> 3) as usize);
    let next = if i + 1 < head + size { i + 1 } else { head };
    (next != i).then_some(next)
}

/// The missing amount of a bill, yuan: the part that nobody covers, less one's savings.
#[inline(always)]
pub fn missing(b: &Behaviour, terms: &Terms, savings: u32) -> u32 {
    ((b.hardship.bill * (1.0 - terms.medical)) as u32).saturating_sub(savings)
}

/// Decides who is in trouble, who is asked, and what she does. Draws: trouble, the helper's act.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, trouble: &Lane<u32>, act: &Lane<u32>, deeds: &mut Events) {
    let mut befalls = [false; LANES];
    for i in 0..LANES {
        befalls[i] = unit(trouble[i]) < place.behaviour.hardship.rate;
    }
    for i in places(&befalls).take_while(|i| *i < place.home.persons()) {
        deeds.befalls(i, TROUBLE, true);
        let missing = missing(place.behaviour, terms, deeds.savings[i]);
        let Some(kin) = next_of_kin(place.household[i], i) else { continue };
        let gift = missing.min(deeds.savings[kin]);
        if gift > 0 {
            let (chance, by_regime) = helps(place, minds, terms, gift as f32, kin);
            let helps = unit(act[kin]) < chance;
            deeds.acts[kin] |= if helps { Act::HelpKin.bit() } else { Act::RefuseKin.bit() };
            deeds.befalls(kin, ASKED, true);
            deeds.pull[1][kin] = pull(by_regime);
        }
    }
}

/// Chance that somebody gives this `gift` to kin, and how much of the decision the regime explains.
fn helps(place: &Place, minds: &Minds, terms: &Terms, gift: f32, i: usize) -> (f32, f32) {
    let b = place.behaviour;
    // Kin count as good, whatever is said of them.
    let material = (b.hardship.bond - 1.0) * gift + gossip::talk(b, place.norm, place.esteem[i], u8::MAX);
    let regime = minds.reckon(terms, Act::HelpKin, i) - minds.reckon(terms, Act::RefuseKin, i);
    let pulled = |delta: f32| minds.weight[0][i] * money(delta, minds.ease[i]);
    let own = pulled(material) + minds.norms(Domain::Care, terms.promoted[1], i);
    let by_regime = pulled(material + regime) - pulled(material);
    (logistic(own + by_regime), by_regime / (by_regime.abs() + own.abs() + 1e-6))
}

/// Yuan moved between kin: given (negative) or received. Nobody gives more than `left`, the money that remains after
/// all other deductions.
pub fn gifts(b: &Behaviour, terms: &Terms, household: &Lane<u8>, deeds: &Events, left: &Lane<u32>) -> Lane<i32> {
    let mut gifts = [0; LANES];
    for i in 0..LANES {
        if !deeds.befell(i, TROUBLE) {
            continue;
        }
        let Some(kin) = next_of_kin(household[i], i) else { continue };
        if deeds.acts[kin] & Act::HelpKin.bit() != 0 {
            let gift = missing(b, terms, deeds.savings[i]).min(left[kin]).min(i32::MAX as u32) as i32;
            gifts[i] += gift;
            gifts[kin] -= gift;
        }
    }
    gifts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kin_go_round_the_household_and_nobody_is_her_own() {
        // A row of households of three, one and four.
        let household = [2 << 3, 2 << 3, 2 << 3, 3, 4 | 3 << 3, 4 | 3 << 3, 4 | 3 << 3, 4 | 3 << 3];
        let next: Vec<Option<usize>> = (0..8).map(|i| next_of_kin(household[i], 8 + i)).collect();
        assert_eq!(next, [Some(9), Some(10), Some(8), None, Some(13), Some(14), Some(15), Some(12)]);
    }

    /// Becker: with only money at stake, kin give where a yuan of theirs counts for more than one's own.
    #[test]
    fn alone_it_is_altruism_in_the_family() {
        use crate::life::test_fixture;
        let (home, mut b) = (test_fixture::home(), test_fixture::behaviour());
        (b.hardship.rate, b.hardship.bill) = (1.0, 3_000.0);
        let mut household = [0; LANES];
        (0..LANES)
            .step_by(2)
            .for_each(|i| (household[i], household[i + 1]) = (i as u8 & 7 | 1 << 3, i as u8 & 7 | 1 << 3));
        let mut gave = |bond: f32| {
            b.hardship.bond = bond;
            let (minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            (0..LANES).step_by(2).for_each(|i| deeds.savings[i] = 0);
            let place = Place { household, ..test_fixture::place(&home, &b) };
            let draws = test_fixture::draws();
            meet(&place, &minds, &Terms::of_law(&b, 0), &draws[0], &draws[1], &mut deeds);
            (test_fixture::doers(&deeds, Act::HelpKin), test_fixture::doers(&deeds, Act::RefuseKin))
        };
        assert_eq!((gave(1.1), gave(0.9)), ((75, 0), (0, 75)));
    }

    #[test]
    fn gifts_cover_what_is_missing_and_no_more_than_there_is() {
        let mut b = Behaviour::default();
        b.hardship.bill = 3_000.0;
        let mut terms = Terms::of_law(&b, 0);
        let mut household = [0; LANES];
        (household[0], household[1]) = (1 << 3, 1 << 3);
        let mut deeds = Events::NONE;
        deeds.savings[0] = 500;
        deeds.befalls(0, TROUBLE, true);
        let mut left = [0; LANES];
        left[1] = 10_000;
        let gift =
            |deeds: &Events, terms: &Terms, left: &Lane<u32>| gifts(&b, terms, &household, deeds, left)[..2].to_vec();
        assert_eq!(gift(&deeds, &terms, &left), [0, 0], "an unwilling person gives nothing");
        deeds.acts[1] = Act::HelpKin.bit();
        assert_eq!(gift(&deeds, &terms, &left), [2_500, -2_500]);
        left[1] = 40;
        assert_eq!(gift(&deeds, &terms, &left), [40, -40]);
        left[1] = 10_000;
        terms.medical = 0.5;
        assert_eq!(gift(&deeds, &terms, &left), [1_000, -1_000], "medical cover lowers the need");
        terms.medical = 1.0;
        assert_eq!(gift(&deeds, &terms, &left), [0, 0]);
    }
}
