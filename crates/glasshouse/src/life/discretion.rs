//! Officials' discretion: bribes over cases, offered or asked for, taken or refused.
//!
//! Who: the owner of a firm that adulterates and is inspected; occasionally somebody who needs a permit, for which
//! she would otherwise wait, somebody on the list (for the months left, or a year in a listed tier), and somebody who wants points without
//! doing what the regime asks for them. An official of the county has the case. Options of the person concerned: bear
//! it (a = 1) or offer a share of the stake; of the official: refuse (a = 1) or take it; and an official who would
//! take it may ask for it where nothing is offered. Norm: integrity, on both sides, but a person who is asked weighs
//! money alone: a payment under pressure is held against the one who presses (harassment bribes: Basu 2011). Harmed:
//! customers of the firm, and everybody who must bear what others buy themselves out of. Seen: by the law, with the
//! chance that `[officials]` may set; then both are punished, the official loses her post, and the case is decided as
//! it should be. Neighbours see none of it; channels may watch `bribe` and `take-bribe`. On its own it is Becker &
//! Stigler (1974, Journal of Legal Studies 3: 1): the official takes a bribe if it exceeds detection × (punishment +
//! the rent of the post over the horizon), where the rent is that of Shapiro & Stiglitz (1984, American Economic
//! Review 74: 433).
//!
//! Here both sides decide; `engine::official_cases` brings them together.

use super::access::Stake;
use super::decision::{Domain, Minds, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, told};
use super::events::{Events, Incident};
use super::place::Place;
use super::terms::Terms;
use crate::rng::{Lane, Stream, logistic, unit};
use crate::society::act::Act;
use crate::society::behaviour::Behaviour;

/// Draw: whether somebody needs a permit.
pub const NEED: Stream = Stream::named("discretion: need");
/// Draw of an official: whether her lost post is filled.
pub const POSTS: Stream = Stream::named("discretion: posts");
/// Draws of an official: the end of her term in prison, her conviction.
pub const PRISON: Stream = Stream::named("discretion: prison");
/// Draws of an inspected firm's case: (unused), offer, which official, taking and exposure.
pub const INSPECTOR: Stream = Stream::named("discretion: inspected firms");
/// Draws of a case about a permit: (unused), offer, which official, taking and exposure.
pub const PERMIT: Stream = Stream::named("discretion: permits");
/// Draws of a listed person's case: whether there is one, offer, which official, taking and exposure.
pub const REGISTRAR: Stream = Stream::named("discretion: the listed");
/// Draws of a case about points to be entered: whether there is one, offer, which official, taking and exposure.
pub const CLERK: Stream = Stream::named("discretion: points");
/// Paid or took a bribe, and was found out.
pub const EXPOSED: Incident = Incident::new(7);
/// Was sent to prison.
pub const JAILED: Incident = Incident::new(60);
/// Was released from prison.
pub const RELEASED: Incident = Incident::new(61);
/// Bought herself off the list.
pub const FREED: Incident = Incident::new(10);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "discretion",
    meaning: "an official handles an inspected firm or a listed person; a bribe is offered or not, taken or not",
    reduces_to: "pay and malfeasance of enforcers (Becker & Stigler 1974; Shapiro & Stiglitz 1984)",
    on: On::Chance(&[rate!(discretion.permit), rate!(discretion.way), rate!(law.inspection)]),
    streams: &[NEED, POSTS, PRISON, INSPECTOR, PERMIT, REGISTRAR, CLERK],
    incidents: &[
        told(EXPOSED, "her bribe was found out"),
        told(FREED, "an official struck her off the list"),
        told(JAILED, "was sent to prison"),
        told(RELEASED, "was released from prison"),
    ],
    tried_by: TriedBy { cases: &["V12"], says: "no-shirking wage; premium against bribes" },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    permits(s.place, &luck.word(NEED), deeds);
}

/// Draws who needs a permit this month.
pub fn permits(place: &Place, draws: &Lane<u32>, deeds: &mut Events) {
    for i in 0..place.home.persons() {
        deeds.waits[i] = unit(draws[i]) < place.behaviour.discretion.permit;
    }
}

/// Bribe offered for a stake, yuan; nobody offers more than half of her savings.
pub fn offer(b: &Behaviour, stake: f32, savings: u32) -> u32 {
    let affordable = savings / 2;
    ((b.discretion.share * stake) as u32).min(affordable)
}

/// Share of a stake that somebody expects to save by a bribe, where officials are said to take one in a share `venal`
/// of cases.
pub fn hope(b: &Behaviour, venal: f32) -> f32 {
    venal * (1.0 - b.discretion.share)
}

/// Chance that the person concerned bears the case without a bribe.
pub fn bears(b: &Behaviour, minds: &Minds, terms: &Terms, i: usize, stake: f32, bribe: f32) -> f32 {
    weighed(minds, terms, i, spared(b, minds, terms, i, stake, bribe))
}

/// Chance that she pays when she is asked.
pub fn yields(b: &Behaviour, minds: &Minds, terms: &Terms, i: usize, stake: f32, bribe: f32) -> f32 {
    logistic(-minds.weight[0][i] * money(spared(b, minds, terms, i, stake, bribe), minds.ease[i]))
}

/// Advantage of bearing the case that the person concerned expects, yuan.
fn spared(b: &Behaviour, minds: &Minds, terms: &Terms, i: usize, stake: f32, bribe: f32) -> f32 {
    let sight = terms.officials.detection;
    let alone = sight * b.law.bribe_fine + bribe - (1.0 - sight) * stake;
    alone - minds.reckon(terms, Act::Bribe, i)
}

/// Chance that an official refuses.
pub fn refuses(b: &Behaviour, minds: &Minds, terms: &Terms, i: usize, bribe: f32) -> f32 {
    let o = &terms.officials;
    let post = b.discretion.horizon * (b.discretion.post + o.bonus);
    let prison = o.convicted * o.prison * minds.stakes[Stake::Income as usize][i];
    let alone = o.detection * (o.punishment + post + prison) - bribe;
    let delta = alone - minds.reckon(terms, Act::TakeBribe, i);
    logistic(leaning(minds, terms, i, delta) + b.discretion.loyalty * paid(b, terms))
}

/// How well officials are paid beyond others' work, 0 (no bonus) to 1.
fn paid(b: &Behaviour, terms: &Terms) -> f32 {
    let bonus = terms.officials.bonus;
    if bonus > 0.0 { bonus / (bonus + b.discretion.post) } else { 0.0 }
}

/// The cost of waiting for a permit without a bribe, yuan, where this share of the posts is vacant: cases pile up before
/// fewer officials, and officials who are paid well may be the more diligent.
pub fn waiting(b: &Behaviour, terms: &Terms, vacant: f32) -> f32 {
    b.discretion.waiting * (1.0 + b.discretion.backlog * vacant) * (1.0 - b.discretion.diligence * paid(b, terms))
}

pub(super) fn weighed(minds: &Minds, terms: &Terms, i: usize, delta: f32) -> f32 {
    logistic(leaning(minds, terms, i, delta))
}

/// How far a gain of `delta` yuan and her norms move somebody towards honesty, in logits.
fn leaning(minds: &Minds, terms: &Terms, i: usize, delta: f32) -> f32 {
    let pull = minds.weight[0][i] * money(delta, minds.ease[i]);
    pull + minds.norms(Domain::Integrity, terms.promoted[0], i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::society::behaviour::{Discretion, Law};

    /// Somebody who weighs only money, and weighs it heavily.
    fn homo_oeconomicus() -> Minds {
        let mut minds = Minds::EMPTY;
        minds.weight[0][0] = 40.0;
        minds
    }

    fn behaviour() -> Behaviour {
        let law = Law { bribe_sight: 0.1, bribe_punishment: 10_000.0, bribe_fine: 5_000.0, ..Law::default() };
        let discretion = Discretion { share: 0.5, post: 500.0, horizon: 20.0, ..Discretion::default() };
        Behaviour { law, discretion, ..Behaviour::default() }
    }

    #[test]
    fn without_norms_a_bribe_is_taken_from_the_price_of_becker_and_stigler_on() {
        let (b, minds) = (behaviour(), homo_oeconomicus());
        let mut terms = Terms::of_law(&b, 0);
        // 0.1 × (10,000 + 20 × 500) = 2,000 yuan.
        assert!(refuses(&b, &minds, &terms, 0, 1_000.0) > 0.99);
        assert!(refuses(&b, &minds, &terms, 0, 4_000.0) < 0.01);
        assert!((refuses(&b, &minds, &terms, 0, 2_000.0) - 0.5).abs() < 1e-3);
        // A bonus of 1,500 yuan raises the price to 5,000, and so does a punishment of 40,000.
        terms.officials.bonus = 1_500.0;
        assert!(refuses(&b, &minds, &terms, 0, 4_000.0) > 0.99);
        terms.officials = crate::life::terms::OfficialTerms { bonus: 0.0, punishment: 40_000.0, ..terms.officials };
        assert!(refuses(&b, &minds, &terms, 0, 4_000.0) > 0.99);
    }

    #[test]
    fn whose_norms_forbid_a_bribe_does_not_offer_but_pays_when_asked_where_it_pays() {
        let (b, mut minds) = (behaviour(), homo_oeconomicus());
        (minds.weight[1][0], minds.norm[Domain::Integrity as usize][0]) = (400.0, 1.0);
        let terms = Terms::of_law(&b, 0);
        assert!(bears(&b, &minds, &terms, 0, 10_000.0, 5_000.0) > 0.99);
        assert!(yields(&b, &minds, &terms, 0, 10_000.0, 5_000.0) > 0.99);
        assert!(yields(&b, &minds, &terms, 0, 1_000.0, 500.0) < 0.01, "the fine is more than it is worth");
    }

    #[test]
    fn who_can_gain_more_than_it_costs_offers() {
        let (b, minds) = (behaviour(), homo_oeconomicus());
        let terms = Terms::of_law(&b, 0);
        assert!(bears(&b, &minds, &terms, 0, 10_000.0, 5_000.0) < 0.01);
        assert!(bears(&b, &minds, &terms, 0, 1_000.0, 500.0) > 0.99);
        assert_eq!((offer(&b, 10_000.0, 1 << 20), offer(&b, 10_000.0, 600)), (5_000, 300));
    }
}
