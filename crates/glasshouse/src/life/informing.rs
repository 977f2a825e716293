//! Informing: reporting a neighbour or a member of the household for something seen, or denouncing her falsely.
//!
//! Who: under `[informants]`, each month everybody has one of her friends in the neighbourhood on her mind or, with the
//! chance `informing.home`, somebody of her household, from whom nothing that can be reported is hidden. If it comes
//! out who told, the two break with each other: each loses what they would have done for each other for some months,
//! and who tells foresees it. Options of
//! somebody who saw that neighbour do something that the office asks about: spare her (a = 1) or report her. Norm:
//! care. A report brings the reward; silence risks the penalty. Options of somebody with a grudge: let it be (a = 1)
//! or denounce her falsely, against both care and integrity; a check may find it out, and then there is a fine.
//! Harmed: the reported person, who gets a record and learns that somebody near her told. Seen: by the office that
//! takes the report, which cannot tell true from false unless its check does. On its own it is denunciation between
//! rewards and coercion (Bergemann 2017, American Sociological Review 82: 384); without reward, penalty and grudge it
//! is the care norm against the trouble of telling.
//!
//! Here people decide what they would do; `engine::informant_reports` brings them together with what their neighbours
//! did. All payoffs are those that the section announces; reticence and grudges are assumed
//! (data/societies/behaviour.toml).

use super::decision::{Domain, Minds, money};
use super::distress::MET;
use super::encounter::{Encounter, Luck, On, RegimeSection, Setting, TriedBy, told, untold};
use super::events::{Events, Incident, pull};
use super::hardship::ASKED;
use super::place::Place;
use super::terms::{InformantTerms, Terms};
use crate::rng::{LANES, Lane, Stream, logistic, unit};
use crate::society::behaviour::Behaviour;

/// Draws: report, denounce, who is on her mind (and of what she is accused), the office's checks.
pub const INFORMING: Stream = Stream::named("informing");
/// Would report a neighbour for an act that the office asks about.
pub const INFORMS: Incident = Incident::new(25);
/// Would denounce a neighbour falsely.
pub const DENOUNCES: Incident = Incident::new(26);
/// Saw a neighbour do something that the office asks about, and said nothing.
pub const SPARED: Incident = Incident::new(27);
/// Kept silent about something that she saw, was found to have known, and is fined.
pub const SILENT: Incident = Incident::new(5);
/// Denounced falsely, and was found out.
pub const LIED: Incident = Incident::new(6);
/// Was reported, rightly or not, and knows it.
pub const TOLD_ON: Incident = Incident::new(4);
/// Would report a member of her household for such an act.
pub const INFORMS_AT_HOME: Incident = Incident::new(48);
/// Would denounce a member of her household falsely.
pub const DENOUNCES_AT_HOME: Incident = Incident::new(49);
/// Was reported by a member of her household.
pub const TOLD_ON_AT_HOME: Incident = Incident::new(50);
/// Broke with a friend over a report, either as the one who told or as the one who was told on.
pub const BROKE_WITH_FRIEND: Incident = Incident::new(51);
/// Broke with a member of her household over a report.
pub const BROKE_WITH_KIN: Incident = Incident::new(52);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "informing",
    meaning: "people report a friend nearby or kin at home for a rule broken or a word said, or spare her; or denounce her falsely",
    reduces_to: "denunciation between reward and coercion (Bergemann 2017)",
    on: On::Under(RegimeSection::Informants),
    streams: &[INFORMING],
    incidents: &[
        untold(INFORMS),
        untold(DENOUNCES),
        untold(SPARED),
        told(SILENT, "fined for not reporting what she saw"),
        told(LIED, "fined for a false report"),
        told(TOLD_ON, "reported by somebody near her"),
        untold(INFORMS_AT_HOME),
        untold(DENOUNCES_AT_HOME),
        told(TOLD_ON_AT_HOME, "it was somebody of her household who reported her"),
        told(BROKE_WITH_FRIEND, "broke with a friend over a report"),
        told(BROKE_WITH_KIN, "broke with somebody of her household over a report"),
    ],
    tried_by: TriedBy {
        cases: &[],
        says: "between reward and coercion as in Bergemann is a unit test; no published number",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    if s.terms.informants.is_some() {
        meet(s.place, s.minds, s.terms, luck.draws(INFORMING), deeds);
    }
}

/// Decides who would report what she sees, and who would denounce falsely. Draws: report, denounce; the others are
/// for `engine::informant_reports`.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &[Lane<u32>; 4], deeds: &mut Events) {
    let Some(asked) = &terms.informants else { return };
    let behaviour = place.behaviour;
    let (bears, known) = (behaviour.informing.grudge, behaviour.informing.known);
    let friend = known * rift(behaviour, false);
    for i in 0..LANES {
        let (report, by_regime) = would_report(place, minds, asked, friend, i);
        let informs = unit(draws[0][i]) < report;
        let denounces = unit(draws[1][i]) < bears * would_denounce(place, minds, terms, asked, friend, i);
        deeds.befalls(i, INFORMS, informs);
        deeds.befalls(i, DENOUNCES, denounces);
        if !(deeds.befell(i, MET) | deeds.befell(i, ASKED)) {
            deeds.pull[1][i] = pull(-by_regime);
        }
    }
    if behaviour.informing.home > 0.0 {
        let kin = known * rift(behaviour, true);
        for i in 0..LANES {
            let informs = unit(draws[0][i]) < would_report(place, minds, asked, kin, i).0;
            let denounces = unit(draws[1][i]) < bears * would_denounce(place, minds, terms, asked, kin, i);
            deeds.befalls(i, INFORMS_AT_HOME, informs);
            deeds.befalls(i, DENOUNCES_AT_HOME, denounces);
        }
    }
}

/// What each of the two loses who break over a report, yuan: what friends do for each other, or members of a household.
#[inline(always)]
pub fn rift(b: &Behaviour, at_home: bool) -> f32 {
    b.shunning.tie * b.informing.rift * if at_home { b.informing.bond } else { 1.0 }
}

/// Utility of sparing a neighbour, money aside: the care norm and people's reluctance to tell. An authority that asks
/// for reports promotes the opposite.
#[inline(always)]
fn sparing(place: &Place, minds: &Minds, i: usize) -> f32 {
    minds.norms(Domain::Care, -0.5, i) + place.behaviour.informing.reticence / place.behaviour.decision.noise
}

/// Chance of reporting what was seen, where the tie would lose `breach` yuan by it in the mean, and how much of it the
/// regime explains.
#[inline(always)]
fn would_report(place: &Place, minds: &Minds, asked: &InformantTerms, breach: f32, i: usize) -> (f32, f32) {
    let gain = asked.reward + asked.points * minds.worth[i] + asked.silence * asked.penalty;
    let pull_of = |yuan: f32| minds.weight[0][i] * money(yuan, minds.ease[i]);
    let (alone, both) = (pull_of(-breach), pull_of(gain - breach));
    let (lure, spares) = (both - alone, sparing(place, minds, i) - alone);
    (logistic(lure - spares), lure / (lure.abs() + spares.abs() + 1e-6))
}

/// Chance that somebody with a grudge denounces, where the tie would lose `breach` yuan by it in the mean.
#[inline(always)]
fn would_denounce(place: &Place, minds: &Minds, terms: &Terms, asked: &InformantTerms, breach: f32, i: usize) -> f32 {
    let paid = asked.reward + asked.points * minds.worth[i];
    let hope = (1.0 - asked.check) * paid - asked.check * asked.fine + place.behaviour.informing.spite - breach;
    let lure = minds.weight[0][i] * money(hope, minds.ease[i]);
    logistic(lure - sparing(place, minds, i) - minds.norms(Domain::Integrity, terms.promoted[0], i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::test_fixture;
    use crate::society::act::REPORTABLE;

    /// How many of 150 would report what they see, and how many would denounce falsely.
    fn would(b: &Behaviour, asked: InformantTerms) -> (usize, usize) {
        let (home, minds, mut deeds) =
            (test_fixture::home(), test_fixture::homines_oeconomici(), test_fixture::deeds());
        let terms = Terms { informants: Some(asked), ..Terms::of_law(b, 0) };
        meet(&test_fixture::place(&home, b), &minds, &terms, &test_fixture::draws(), &mut deeds);
        let count = |what: Incident| (0..150).filter(|i| deeds.befell(*i, what)).count();
        (count(INFORMS), count(DENOUNCES))
    }

    const NOTHING: InformantTerms = InformantTerms {
        acts: REPORTABLE,
        reward: 0.0,
        points: 0.0,
        penalty: 0.0,
        silence: 0.0,
        check: 0.0,
        fine: 0.0,
    };

    /// Bergemann: reward and coercion each make people tell; where checks find and fine lies, nobody lies.
    #[test]
    fn alone_it_is_denunciation_between_reward_and_coercion() {
        let mut b = test_fixture::behaviour();
        b.informing.reticence = 20.0;
        assert_eq!(would(&b, NOTHING), (0, 0), "with neither, people shrink from it");
        assert_eq!(would(&b, InformantTerms { reward: 50.0, ..NOTHING }), (150, 0));
        assert_eq!(would(&b, InformantTerms { penalty: 500.0, silence: 0.1, ..NOTHING }), (150, 0));
        b.informing.grudge = 1.0;
        assert_eq!(would(&b, InformantTerms { reward: 50.0, ..NOTHING }), (150, 150), "a reward pays for lies as well");
        let checked = InformantTerms { reward: 50.0, check: 0.5, fine: 100.0, ..NOTHING };
        assert_eq!(would(&b, checked), (150, 0));
        b.informing.spite = 100.0;
        assert_eq!(would(&b, checked).1, 150, "unless the grudge is worth the fine");
    }
}
