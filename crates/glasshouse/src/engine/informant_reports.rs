//! Informants' reports on their neighbours to the office.
//!
//! Friends in a neighbourhood and members of a household report each other, and both live in the neighbourhood being
//! simulated. Every report therefore has exactly one informer and one reported person, and no rate replaces them. The
//! person on somebody's mind is, with the chance `informing.home`, a member of her household if there is any; otherwise
//! she is drawn from her eight possible ties in the neighbourhood, and if that tie does not exist, there is none.

use super::columns::load;
use super::context::Context;
use super::world::Common;
use crate::life::events::Events;
use crate::life::gossip;
use crate::life::informing::{
    BROKE_WITH_FRIEND, BROKE_WITH_KIN, DENOUNCES, DENOUNCES_AT_HOME, INFORMING, INFORMS, INFORMS_AT_HOME, LIED, SILENT,
    SPARED, TOLD_ON, TOLD_ON_AT_HOME,
};
use crate::life::own;
use crate::life::terms::InformantTerms;
use crate::rng::{LANES, Lane, Purpose, ROW, nth, unit};
use crate::society::act::{Act, Acts, Notice, REPORTABLE, SAID};
use crate::society::ties::STEPS;
use crate::society::traits::{Neighbourhood, TownPopulation};

impl Context<'_> {
    /// Takes the reports of neighbourhood `k`: marks who reported, who kept silent and who was reported, and returns
    /// what goes on record about each person.
    pub fn reports(
        &self,
        population: &TownPopulation,
        common: &mut Common,
        k: usize,
        events: &mut Events,
    ) -> Lane<Acts> {
        let mut records = [0; LANES];
        let Some(asked) = &self.terms.informants else { return records };
        let neighbourhood = &population.neighbourhoods[k];
        let ties = load(&population.traits.ties, &neighbourhood.span);
        let mut draws = [[0; LANES]; 4];
        self.people.rng.lanes(INFORMING, neighbourhood.first, self.month, &mut draws);
        let mut truly = [false; LANES];
        let behaviour = &self.people.society.behaviour.informing;
        let household = load(&population.traits.household, &neighbourhood.span);
        for i in 0..neighbourhood.persons() {
            let kin = kin_on_her_mind(household[i], i, draws[2][i]).filter(|(_, u)| *u < behaviour.home);
            let pair = match kin {
                Some((j, _)) => Pair { informer: i, other: j, at_home: true },
                None => match on_her_mind(neighbourhood, &ties, i, draws[2][i]) {
                    Some(j) => Pair { informer: i, other: j, at_home: false },
                    None => continue,
                },
            };
            let j = pair.other;
            // At home nothing that can be reported is hidden.
            let seen =
                if pair.at_home { events.acts[j] & self.reportable() } else { self.visible(neighbourhood, events, j) };
            let (saw, check) = (asked.acts & seen, unit(draws[3][i]));
            let told = if saw != 0 {
                let tells = saw_it(asked, events, &mut records, pair, saw, check);
                truly[j] |= tells;
                tells
            } else if events.befell(i, if pair.at_home { DENOUNCES_AT_HOME } else { DENOUNCES }) {
                let of_file = own::credible(&self.people.society.encounters, events, j);
                let believed = asked.acts & credible(neighbourhood, j) & of_file;
                let act = one_of(believed & !events.acts[j], draws[2][i] >> 8);
                denounces(asked, events, &mut records, pair, act, check)
            } else {
                false
            };
            if told {
                events.befalls(j, TOLD_ON, true);
                events.befalls(j, TOLD_ON_AT_HOME, pair.at_home);
                let breaks = if pair.at_home { BROKE_WITH_KIN } else { BROKE_WITH_FRIEND };
                let known = unit(nth(draws[3][i], 1)) < behaviour.known;
                [i, j].into_iter().for_each(|who| events.befalls(who, breaks, known));
            }
        }
        self.rumour(asked, common, neighbourhood, events, &truly);
        records
    }

    /// Acts that neighbours can report to an office, those of a file among them.
    fn reportable(&self) -> Acts {
        REPORTABLE | self.terms.own.those(|role| matches!(role.notice, Notice::Seen))
    }

    /// The acts of a person that a neighbour can see: open speech, and what people around her notice.
    fn visible(&self, neighbourhood: &Neighbourhood, events: &Events, j: usize) -> Acts {
        let acts = events.acts[j] & self.reportable();
        if acts & !SAID == 0 {
            return acts;
        }
        let word = self.people.rng.words(Purpose::Gossip, neighbourhood.first + j as u32, self.month)[0];
        let noticed = gossip::noticed(&self.people.society.behaviour.gossip, word);
        if noticed { acts } else { acts & SAID }
    }

    /// The neighbourhood learns how many of those who did what the office asks about were reported for it.
    fn rumour(
        &self,
        asked: &InformantTerms,
        common: &mut Common,
        neighbourhood: &Neighbourhood,
        events: &Events,
        truly: &Lane<bool>,
    ) {
        let n = neighbourhood.persons();
        let did = events.acts[..n].iter().filter(|acts| *acts & asked.acts != 0).count();
        if did > 0 {
            let share = truly[..n].iter().filter(|told| **told).count() as f32 / did as f32;
            let now = f32::from(common.informers) / 65_535.0;
            let renewal = self.people.society.behaviour.informing.rumour;
            common.informers = ((now + renewal * (share - now)) * 65_535.0 + 0.5) as u16;
        }
    }
}

/// Somebody who may report, and the person on her mind: places in the neighbourhood.
#[derive(Clone, Copy)]
struct Pair {
    informer: usize,
    other: usize,
    at_home: bool,
}

/// A member of the household of the person at place `i`, each as likely, if there is one; and a uniform number of its
/// own. Both derive from the draw for who is on her mind.
pub(super) fn kin_on_her_mind(household: u8, i: usize, word: u32) -> Option<(usize, f32)> {
    let (place, others) = ((i % ROW) - usize::from(household & 7).min(i % ROW), usize::from(household >> 3));
    let k = nth(word, 2) as usize % others.max(1);
    let member = i - place + k + usize::from(k >= place);
    (others > 0).then(|| (member, unit(nth(word, 1))))
}

/// The neighbour on somebody's mind this month, if that tie exists.
pub(super) fn on_her_mind(neighbourhood: &Neighbourhood, ties: &Lane<u8>, i: usize, word: u32) -> Option<usize> {
    let (n, s) = (neighbourhood.persons(), word as usize % STEPS);
    let step = usize::from(neighbourhood.steps[s]);
    let forward = word as usize / STEPS & 1 == 0;
    let j = if forward { (i + step) % n } else { (i + n - step) % n };
    let from = if forward { i } else { j };
    (ties[from] >> s & 1 == 1).then_some(j)
}

/// She saw the act: she reports it, or keeps silent, which may be discovered. Returns whether she reports.
fn saw_it(
    asked: &InformantTerms,
    events: &mut Events,
    records: &mut Lane<Acts>,
    Pair { informer: i, other: j, at_home }: Pair,
    saw: Acts,
    check: f32,
) -> bool {
    let tells = events.befell(i, if at_home { INFORMS_AT_HOME } else { INFORMS });
    if tells {
        events.acts[i] |= Act::Inform.bit();
        records[i] |= Act::Inform.bit();
        records[j] |= saw;
    } else {
        events.befalls(i, SPARED, true);
        events.befalls(i, SILENT, check < asked.silence);
    }
    tells
}

/// She invents an act; the office may discover that. Returns whether it believes her.
fn denounces(
    asked: &InformantTerms,
    events: &mut Events,
    records: &mut Lane<Acts>,
    Pair { informer: i, other: j, .. }: Pair,
    act: Acts,
    check: f32,
) -> bool {
    if act == 0 {
        return false;
    }
    events.acts[i] |= Act::Denounce.bit();
    if check < asked.check {
        events.befalls(i, LIED, true);
        return false;
    }
    records[i] |= Act::Inform.bit();
    records[j] |= act;
    true
}

/// The acts that somebody can be believed to have done: only owners adulterate.
fn credible(neighbourhood: &Neighbourhood, j: usize) -> Acts {
    if (0..neighbourhood.firms).any(|f| neighbourhood.owner(f) == j) { Acts::MAX } else { !Act::Adulterate.bit() }
}

/// One act of a set, drawn uniformly; none from an empty set.
fn one_of(mut acts: Acts, word: u32) -> Acts {
    if acts == 0 {
        return 0;
    }
    (0..word % acts.count_ones()).for_each(|_| acts &= acts - 1);
    1 << acts.trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_else_of_a_household_can_be_on_her_mind_and_nobody_beside_it() {
        // A household of three begins at the third place of the second row.
        for i in 10..13 {
            let found: std::collections::BTreeSet<usize> =
                (0..64).map(|word| kin_on_her_mind(2 << 3 | 2, i, word * 77_777).unwrap().0).collect();
            let expected: Vec<usize> = (10..13).filter(|j| *j != i).collect();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
        }
        assert!(kin_on_her_mind(3, 11, 5).is_none(), "who lives alone has nobody at home");
    }

    #[test]
    fn one_act_of_a_set_is_picked_and_each_can_be() {
        let set = Act::Violate.bit() | Act::Criticise.bit() | Act::Praise.bit();
        let picked: Vec<Acts> = (0..3).map(|word| one_of(set, word)).collect();
        assert_eq!(picked, [Act::Violate.bit(), Act::Criticise.bit(), Act::Praise.bit()]);
        assert_eq!(one_of(0, 5), 0);
    }
}
