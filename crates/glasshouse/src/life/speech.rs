//! Speech: open criticism of the government or of the trust system, silence, or praise.
//!
//! Who: everybody, every month. The same utility makes a multinomial logit over three options; the utility of silence
//! is 0. The need to speak grows with the distance of one's private approval s from the middle; the norm terms
//! support saying what one thinks, whichever it is. Norm: speech. Seen: by ties, by the police with the law's chance,
//! and by channels that watch `criticise`, `criticise-system` and `praise`. Of critics who have
//! anything at stake in their standing, the share `speech.system` speak of the system instead of the government, fewer
//! where that is the more dangerous of the two: the two objects are substitutes, and a threat against one moves
//! criticism to the other. For a regime that punishes loud speech, see `self_censorship`. On its own it is preference
//! falsification with thresholds (Kuran 1991; Granovetter 1978).

use super::decision::{Domain, Minds, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, told};
use super::events::{Events, Incident, pull};
use super::learning::rounded;
use super::place::Place;
use super::self_censorship::CensorshipTerms;
use super::terms::Terms;
use crate::rng::{LANES, Lane, Stream, exp, nth, unit};
use crate::society::act::{Act, Acts, CRITICAL};
use multiversion::multiversion;

/// Draws: act, police.
pub const SPEECH: Stream = Stream::named("speech");
/// Was warned by the police for speaking.
pub const WARNED: Incident = Incident::new(2);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "speech",
    meaning: "people criticise the government or the system, praise or keep silent; ties hear it, and monitors may",
    reduces_to: "preference falsification (Kuran 1991); thresholds (Granovetter 1978)",
    on: On::Always,
    streams: &[SPEECH],
    incidents: &[told(WARNED, "warned by the police for speaking")],
    tried_by: TriedBy {
        cases: &["V6", "V10"],
        says: "how loudly critics dare to speak under `[censorship]`, and who speaks where nobody polices; that fear \
               silences one side is a unit test",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    meet(s.place, s.minds, s.terms, luck.draws(SPEECH), deeds);
}

/// Everybody's speech. Draws: act, police.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &[Lane<u32>; 4], deeds: &mut Events) {
    let b = place.behaviour;
    let calm = 1.0 / b.decision.noise;
    let answered = (b.law.speech_sight * terms.police[1]).min(1.0);
    // Nobody speaks of a system in which nothing is at stake for her, or which judges nothing that people do.
    let (mut object, share) = ([0.0; LANES], if terms.judges_acts() { b.speech.system } else { 0.0 });
    for i in 0..LANES {
        object[i] = if (minds.worth[i] != 0.0) | (minds.listing[i] != 0.0) { share } else { 0.0 };
    }
    let speaks_of_it = object.iter().any(|share| *share > 0.0);
    // Unless a regime punishes loud speech, everybody says everything that she would like to say, and nothing is
    // fined.
    let (mut said, mut fine) = ([0.0; LANES], [0.0; LANES]);
    for i in 0..LANES {
        said[i] = (1.0 - 2.0 * minds.approval[i]).abs();
    }
    if let Some(censorship) = &terms.censorship {
        dare(censorship, place, minds, &mut said, &mut fine);
    }
    for i in 0..LANES {
        let dissent = 1.0 - 2.0 * minds.approval[i];
        let mind = minds.norms(Domain::Speech, terms.promoted[2], i);
        let voice = (b.speech.voice * said[i] - b.speech.trouble) * calm + mind;
        // Speaking against one's mind goes against the need to speak, and has no norm for it.
        let feign = (-b.speech.voice * dissent.abs() - b.speech.trouble) * calm;
        let (critic, fan) = if dissent > 0.0 { (voice, feign) } else { (feign, voice) };
        let law =
            -(b.law.feels(place.flags[i]) * terms.police[1]).min(1.0) * b.law.speech_cost * f32::from(place.usual[i]);
        let pull_of = |yuan: f32| minds.weight[0][i] * money(yuan, minds.ease[i]);
        let alone = pull_of(law);
        let of_government = pull_of(law + minds.reckon(terms, Act::Criticise, i) - fine[i]);
        let of_system = match speaks_of_it {
            true => pull_of(law + minds.reckon(terms, Act::CriticiseSystem, i) - fine[i]),
            false => of_government,
        };
        let threat = (1.0 - object[i]) * of_government + object[i] * of_system;
        let lure = pull_of(minds.reckon(terms, Act::Praise, i));
        let government = (1.0 - object[i]) * exp(critic + of_government);
        let system = if speaks_of_it { object[i] * exp(critic + of_system) } else { 0.0 };
        let (criticise, praise) = (government + system, exp(fan + lure));
        let u = unit(draws[0][i]) * (1.0 + criticise + praise);
        let criticises = u < criticise;
        let praises = !criticises & (u < criticise + praise);
        let warned = criticises & (unit(draws[1][i]) < answered);
        deeds.acts[i] |= Acts::from(u < government) * Act::Criticise.bit()
            | Acts::from(criticises & (u >= government)) * Act::CriticiseSystem.bit()
            | Acts::from(praises) * Act::Praise.bit();
        deeds.befalls(i, WARNED, warned);
        let by_regime = if dissent > 0.0 { threat - alone } else { lure };
        deeds.pull[2][i] = pull(by_regime / (by_regime.abs() + voice.abs() + 1e-6));
    }
    if let Some(censorship) = &terms.censorship {
        fines(censorship, minds, &said, &draws[1], deeds);
    }
}

/// Limits the speech of people who disapprove to the loudness that they dare, and sets the fine that each expects.
fn dare(c: &CensorshipTerms, place: &Place, minds: &Minds, said: &mut Lane<f32>, fine: &mut Lane<f32>) {
    let voice = place.behaviour.speech.voice / place.behaviour.decision.noise;
    for i in 0..LANES {
        let desire = 1.0 - 2.0 * minds.approval[i];
        if desire > 0.0 {
            let boldness = (voice * minds.ease[i] / minds.weight[0][i].max(1e-9)).min(1e12);
            said[i] = c.loudness(desire, boldness);
            fine[i] = c.noticed(said[i]) * c.due(said[i]);
        }
    }
}

/// Records how loudly people who disapprove spoke, and the fines of those who are noticed. Draw: derived from that of
/// the police.
fn fines(c: &CensorshipTerms, minds: &Minds, said: &Lane<f32>, draws: &Lane<u32>, deeds: &mut Events) {
    for i in 0..LANES {
        let desire = 1.0 - 2.0 * minds.approval[i];
        if desire > 0.0 {
            let spoke = deeds.acts[i] & CRITICAL != 0;
            let loudness = if spoke { said[i] } else { 0.0 };
            let noticed = spoke && unit(nth(draws[i], 1)) < c.noticed(loudness);
            deeds.desire[i] = rounded(desire, 128);
            deeds.loudness[i] = rounded(loudness, 128);
            deeds.fine[i] = if noticed { c.due(loudness) as u32 } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::test_fixture;
    use crate::society::behaviour::Behaviour;

    /// Criticism and praise among 150 people with this approval.
    fn said(b: &Behaviour, approval: f32) -> (usize, usize) {
        let (home, mut minds, mut deeds) =
            (test_fixture::home(), test_fixture::homines_oeconomici(), test_fixture::deeds());
        minds.approval = [approval; LANES];
        meet(&test_fixture::place(&home, b), &minds, &Terms::of_law(b, 0), &test_fixture::draws(), &mut deeds);
        (test_fixture::doers(&deeds, Act::Criticise), test_fixture::doers(&deeds, Act::Praise))
    }

    /// Granovetter: people who feel strongly enough speak, all others are silent; Kuran: fear silences one side only.
    #[test]
    fn alone_it_is_a_threshold_and_fear_silences_critics() {
        let mut b = test_fixture::behaviour();
        (b.speech.voice, b.speech.trouble) = (40.0, 20.0);
        assert_eq!(said(&b, 0.1), (150, 0), "32 of need against 20 of trouble");
        assert_eq!(said(&b, 0.9), (0, 150));
        assert_eq!(said(&b, 0.4), (0, 0), "8 of need against 20 of trouble");
        (b.law.felt, b.law.speech_cost) = (1.0, 1.0 / 3.0);
        assert_eq!(said(&b, 0.1), (0, 0), "she still thinks it, but does not say it");
        assert_eq!(said(&b, 0.9), (0, 150));
    }
}
