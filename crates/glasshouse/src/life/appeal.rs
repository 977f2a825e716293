//! Appeal: a listed person asks an office to review her listing, or somebody in a low tier her tier.
//!
//! Who: the listed, where a regime hears appeals, while they are listed; where it hears them against tiers, also those in
//! a tier below that of the start. Options: appeal this month or not; no norm
//! is at stake, only the chance of success (different for somebody who knows that she is listed for something that
//! she did not do), times what the list still costs, against the cost. A pending appeal is heard with chance 1 /
//! months, so it takes that many months on average; then it costs, and is granted or not. A successful appellant
//! comes off the list, and a score in a listed tier is raised to the lowest tier that is not. Harmed: nobody; where
//! the office errs, the people whom the list was to protect. Seen: always, by the office. On its own it is a lottery
//! with a price: with success certain, everybody for whom the list costs more than an appeal appeals.

use super::decision::{Minds, money};
use super::encounter::{Encounter, Luck, On, RegimeSection, Setting, TriedBy, told};
use super::events::{Events, Incident};
use super::place::Place;
use super::terms::{AppealTerms, NEUTRAL, Terms, is_listed, tier};
use crate::rng::{Stream, logistic, nth, unit};
use crate::society::act::Act;

/// Draws: whether she appeals, the office.
pub const APPEAL: Stream = Stream::named("appeal");
/// Her appeal was heard.
pub const HEARD: Incident = Incident::new(11);
/// Her appeal was granted.
pub const GRANTED: Incident = Incident::new(12);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "appeal",
    meaning: "a listed person asks for a review; it costs, takes months, and may succeed, rightly or not",
    reduces_to: "a chance of success times the cost of the list, weighed against a price",
    on: On::Under(RegimeSection::Appeal),
    streams: &[APPEAL],
    incidents: &[told(HEARD, "her appeal was heard"), told(GRANTED, "her appeal was granted")],
    tried_by: TriedBy { cases: &[], says: "no published result" },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    if s.terms.appeals.is_some() {
        meet(s.place, s.minds, s.terms, |i| luck.words(APPEAL, i), deeds);
    }
}

/// Decides who appeals, who is heard, and who succeeds. `words` are a person's draws: whether she appeals, the office.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, words: impl Fn(usize) -> [u32; 4], deeds: &mut Events) {
    let Some(appeals) = terms.appeals else { return };
    for i in 0..place.home.persons() {
        let concerned = is_listed(place.standing[i]) || appeals.against_tier && is_low(terms, place.standing[i]);
        if !concerned || deeds.savings[i] < appeals.cost as u32 {
            continue;
        }
        let success = if place.wrongly[i] || appeals.against_tier && place.misplaced[i] {
            appeals.success
        } else {
            appeals.mistaken
        };
        let words = words(i);
        if unit(words[0]) >= appeal(place, minds, terms, &appeals, success, i) {
            continue;
        }
        deeds.acts[i] |= Act::Appeal.bit();
        if unit(words[1]) * appeals.months < 1.0 {
            let granted = unit(nth(words[1], 1)) < success;
            deeds.befalls(i, HEARD, true);
            deeds.befalls(i, GRANTED, granted);
        }
    }
}

/// Chance of appealing: a gain is weighed as in redemption, and nobody appeals at a loss.
fn appeal(place: &Place, minds: &Minds, terms: &Terms, appeals: &AppealTerms, success: f32, i: usize) -> f32 {
    let left = if place.months[i] > 0 { f32::from(place.months[i]) } else { place.behaviour.decision.horizon };
    // Where the list is not at stake, only what the tier takes away is.
    let free = if is_listed(place.standing[i]) { 0.0 } else { minds.cost_of(terms, terms.start_tier, i) };
    let cost = minds.cost_of(terms, place.standing[i], i) - free;
    let gain = success * (left * cost + appeals.compensation) - appeals.cost;
    if gain > 0.0 { logistic(2.0 * minds.weight[0][i] * money(gain, minds.ease[i])) } else { 0.0 }
}

/// Whether a standing is in a tier below that of the start.
fn is_low(terms: &Terms, standing: u8) -> bool {
    standing != NEUTRAL && tier(standing) < terms.start_tier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::terms::LISTED;
    use crate::life::test_fixture;
    use crate::rng::LANES;

    /// A lottery with a price: listed people appeal where the chance of success times what is left exceeds it.
    #[test]
    fn alone_it_is_a_lottery_with_a_price() {
        let (home, b) = (test_fixture::home(), test_fixture::behaviour());
        let mut terms = Terms::of_law(&b, 0);
        terms.access[usize::from(LISTED)].levy = 100.0;
        let appealed = |terms: &Terms, wrongly: bool, months: u8| {
            let listed = Place { standing: [LISTED; LANES], months: [months; LANES], ..test_fixture::place(&home, &b) };
            let place = Place { wrongly: [wrongly; LANES], ..listed };
            let (minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            let draws = test_fixture::draws();
            meet(&place, &minds, terms, |i| draws.map(|lane| lane[i]), &mut deeds);
            let of = |what: Incident| (0..150).filter(|i| deeds.befell(*i, what)).count();
            (test_fixture::doers(&deeds, Act::Appeal), of(HEARD), of(GRANTED))
        };
        assert_eq!(appealed(&terms, true, 10), (0, 0, 0), "nobody hears them");
        terms.appeals = Some(AppealTerms {
            against_tier: false,
            months: 1.0,
            success: 1.0,
            mistaken: 0.1,
            cost: 150.0,
            compensation: 0.0,
        });
        assert_eq!(appealed(&terms, true, 10), (150, 150, 150));
        assert_eq!(appealed(&terms, true, 1), (0, 0, 0), "a month of the list costs less than the appeal");
        assert_eq!(appealed(&terms, false, 10).0, 0, "a tenth of 1,000 yuan is less than the appeal");
        let (tried, heard, granted) = appealed(&terms, false, 20);
        assert!(tried == 150 && heard == 150 && (5..30).contains(&granted), "{granted} by mistake");
    }
}
