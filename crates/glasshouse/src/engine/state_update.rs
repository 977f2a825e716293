//! What is left of the month? Acts of both sides meet, channels see some of it, the institution judges, people learn.
//!
//! The only place that writes the state.

use super::accounting::{self, Means};
use super::counting::{self, Month};
use super::matching::{self, Matching};
use super::month::{Account, Context, Desk};
use super::month_start::{Entry, closed, fractions};
use super::observation::{self, is_listed};
use super::official_cases;
use super::peer_rating::Marks;
use super::record_intake::Records;
use super::record_keeping::Which;
use super::world::{Common, TownState, load, store};
use crate::life::decision::Minds;
use crate::life::discretion::BRIBERY;
use crate::life::events::{ASKED, COLLECTED, Events, FREED, GRANTED, MET, OCCASION, SPARED, TOLD_ON, WARNED, WILLED};
use crate::life::gossip;
use crate::life::learning::{self, Experience};
use crate::life::loan;
use crate::life::terms::NEUTRAL;
use crate::observatory::tally::Tally;
use crate::regime::adjudication::Docket;
use crate::rng::{LANES, Lane, Purpose, places};
use crate::society::act::{Act, Acts, Times};
use crate::society::observable;
use crate::society::strata::By;
use crate::society::traits::{Neighbourhood, TownPopulation, Traits};
use multiversion::multiversion;
use std::ops::Range;

/// What came of a month's judging.
pub struct Judged {
    /// New standings.
    pub standing: Lane<u8>,
    /// By how much what lapsed moved each score.
    pub lapsed: Lane<i16>,
    /// By how much all that still counted was beyond the range of each score, before the month's rulings.
    pub beyond: Lane<i32>,
}

impl Judged {
    /// Nobody has a standing.
    const NOBODY: Judged = Judged { standing: [NEUTRAL; LANES], lapsed: [0; LANES], beyond: [0; LANES] };
}

impl Context<'_> {
    /// Steps 3 to 6: acts of both sides meet, channels see some of it, the institution judges, people learn. The only
    /// place that writes the state.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    pub fn turn(
        &self,
        home: &TownPopulation,
        folk: &mut TownState,
        matching: Matching,
        entries: &[Entry],
        desk: &mut Desk,
        after: &mut [u8],
        Account { tallies, ledger, .. }: &mut Account,
    ) {
        let Desk { deeds, minds, lived, .. } = desk;
        let behaviour = &self.people.society.behaviour;
        for (b, hood) in home.neighbourhoods.iter().enumerate() {
            let outcome = matching::meet(self.people, self.terms, home, matching, b, self.month, deeds);
            let (entry, minds) = (&entries[b], &minds[b]);
            let (traits, span) = (&home.traits, &hood.span);
            let grounded = closed(self.terms, &entry.place.standing, |access| access.grounded);
            let household = load(&traits.household, span);
            let mut seen = observation::look(
                hood,
                &load(&traits.ties, span),
                &household,
                &entry.place.standing,
                &grounded,
                self.public,
            );
            self.silence(home, hood, &grounded, &mut seen);
            let fifth = load(&traits.fifth, span);
            let told = self.reports(home, &mut folk.commons[b], b, &mut deeds[b]);
            let records = self.records(hood, folk, &fifth, &deeds[b], entry, &told);
            let age = load(&traits.age, span);
            let posts = official_cases::posts(home, &folk.commons[b], b);
            let means = Means {
                income: &entry.place.income,
                age: &age,
                flags: &entry.place.flags,
                ease: &minds.ease,
                household: &household,
                repute: &entry.place.repute,
                shame: &minds.shame,
                standing: &entry.place.standing,
                silent: &seen.silent,
                posts: &posts,
            };
            self.dismiss(home, &mut folk.commons[b], b, &deeds[b]);
            let flows = accounting::settle(
                behaviour,
                self.terms,
                hood,
                &means,
                &entry.place.firms,
                &deeds[b],
                &outcome,
                ledger,
            );
            let deserved = load(&folk.columns.deserved, span);
            let marks = self.marks(home, matching, b, entries, &deeds[b], &deserved);
            let judged = self.judge(home, folk, b, &records, &marks, &deeds[b], &seen, &entry.docket);
            let mut everybody = [false; LANES];
            everybody[..hood.persons()].fill(true);
            folk.books.note_won(self.month, span, &deeds[b].acts, &deeds[b].entered);
            self.judge_firms(hood, &mut folk.commons[b], &deeds[b], &entry.place.standing);
            self.lived(home, b, entry, minds, &deeds[b], &outcome, &flows, &seen, lived);
            self.learn(home, folk, b, matching, entry, minds, lived, &deeds[b], &flows, &judged.standing, after);
            let month = Month {
                hood,
                behaviour,
                terms: self.terms,
                in_force: self.in_force,
                code: &self.institution.code,
                columns: &folk.columns,
                before: &entry.place.standing,
                wrongly: &entry.place.wrongly,
                deserved: &entry.deserved,
                docket: &entry.docket,
                income: &entry.place.income,
                ease: &minds.ease,
                flags: &entry.place.flags,
                fifth: &fifth,
                deeds: &deeds[b],
                outcome: &outcome,
                records: &records,
                flows: &flows,
                seen: &seen,
                lived,
                firms: self.institution.regime.firms.as_ref(),
                dossiers: &folk.commons[b].dossiers,
                who: &everybody,
            };
            self.count(home, b, &month, tallies);
            if let Some(witness) = self.witness {
                self.testify(witness, &month, &seen, entry, &marks, &judged);
            }
        }
    }

    /// Counts a neighbourhood's month, group by group.
    pub(super) fn count(&self, home: &TownPopulation, b: usize, month: &Month, tallies: &mut [Tally]) {
        let Some(by) = self.by.filter(|by| *by != By::County) else { return counting::count(month, &mut tallies[0]) };
        for (n, tally) in tallies.iter_mut().enumerate() {
            let mut who = [false; LANES];
            who.iter_mut().zip(month.hood.span.clone()).for_each(|(who, i)| *who = by.holds(n, home, b, i));
            if who.contains(&true) {
                counting::count(&Month { who: &who, ..*month }, tally);
            }
        }
    }

    /// Step 5: the institution judges by its dockets and records; the same judge, given perfect sight of own acts,
    /// says what would have been deserved.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    pub(super) fn judge(
        &self,
        home: &TownPopulation,
        folk: &mut TownState,
        b: usize,
        records: &Records,
        marks: &Marks,
        deeds: &Events,
        seen: &observation::Seen,
        members: &Lane<bool>,
    ) -> Judged {
        let (hood, columns, books) = (&home.neighbourhoods[b], &mut folk.columns, &mut folk.books);
        let (span, code) = (&hood.span, &self.institution.code);
        let mut judged = Judged::NOBODY;
        if !self.in_force {
            store(&mut columns.standing, span, &judged.standing);
            return judged;
        }
        let past = |which| books.past(which, code.expiry(), self.month, span);
        let (real, just) = (past(Which::Real), past(Which::Deserved));
        let mut docket = Docket::read(load(&columns.score, span), &load(&columns.months, span), real);
        let mut ideal = Docket::read(load(&columns.deserved, span), &load(&columns.deserved_months, span), just);
        let before = docket.score;
        judged.lapsed = code.lapse(&mut docket);
        code.lapse(&mut ideal);
        // An official has struck her name off; what she did this month is judged all the same.
        (0..LANES).filter(|i| deeds.fate[*i] & FREED != 0).for_each(|i| docket.months[i] = 0);
        (0..LANES).filter(|i| deeds.fate[*i] & GRANTED != 0).for_each(|i| code.pardon(&mut docket, i));
        if docket.past.is_some() {
            (0..LANES).for_each(|i| judged.beyond[i] = code.beyond(&docket, i));
        }
        code.judge(&mut docket, &marks.given, &records.sets, &seen.family, &seen.friends);
        // Bought points are no deeds.
        let own = code.concerning(&deeds.acts, &load(&home.traits.flags, span));
        let own = bits(&own, !Act::Donate.bit());
        code.judge(&mut ideal, &marks.deserved, &[own], &[0; LANES], &[0; LANES]);
        judged.standing = code.standings(&docket.score, &docket.months);
        for i in (0..LANES).filter(|i| !members[*i]) {
            judged.standing[i] = NEUTRAL;
            docket.forget(i, before[i]);
            ideal.forget(i, before[i]);
        }
        store(&mut columns.score, span, &docket.score);
        store(&mut columns.months, span, &docket.written());
        store(&mut columns.deserved, span, &ideal.score);
        store(&mut columns.deserved_months, span, &ideal.written());
        store(&mut columns.standing, span, &judged.standing);
        books.store_past(Which::Real, span, docket.past.as_ref());
        books.store_past(Which::Deserved, span, ideal.past.as_ref());
        judged
    }

    /// Firms are judged by what offices know of them, where firms are scored.
    fn judge_firms(&self, hood: &Neighbourhood, common: &mut Common, deeds: &Events, standing: &Lane<u8>) {
        let (Some(_), Some(firms)) = (&self.terms.firms, &self.institution.regime.firms) else { return };
        for (f, dossier) in common.dossiers.iter_mut().enumerate().take(hood.firms) {
            let trade = &deeds.firms[f];
            let known = trade.events(is_listed(standing[hood.owner(f)]));
            firms.judge(dossier, if trade.reaches < firms.coverage { known } else { 0 }, trade.deserves());
        }
    }

    /// What everybody lived through.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    pub(super) fn lived(
        &self,
        home: &TownPopulation,
        b: usize,
        entry: &Entry,
        minds: &Minds,
        deeds: &Events,
        outcome: &matching::Outcome,
        flows: &accounting::Flows,
        seen: &observation::Seen,
        lived: &mut Experience,
    ) {
        lived.sights.clone_from(&seen.sights);
        lived.ties = seen.ties;
        lived.regime = flows.regime;
        lived.life = flows.life;
        let betrayal = self.people.society.behaviour.informing.betrayal;
        live_through(&home.traits, &home.neighbourhoods[b].span, entry, minds, deeds, outcome, flows, betrayal, lived);
    }

    /// Step 6: people learn, repute is told, and what can be seen of everybody is laid out for the next month.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    pub(super) fn learn(
        &self,
        home: &TownPopulation,
        folk: &mut TownState,
        b: usize,
        matching: Matching,
        entry: &Entry,
        minds: &Minds,
        lived: &Experience,
        deeds: &Events,
        flows: &accounting::Flows,
        standing: &Lane<u8>,
        after: &mut [u8],
    ) {
        let hood = &home.neighbourhoods[b];
        let behaviour = &self.people.society.behaviour;
        let mut rounding = [[0; LANES]; 4];
        self.people.chance.lanes(Purpose::Rounding, hood.first, self.month, &mut rounding);
        let mut words = [[0; LANES]; 4];
        self.people.chance.lanes(Purpose::Gossip, hood.first, self.month, &mut words);
        let mut inner =
            learning::learn(minds, lived, self.terms, self.news, &behaviour.learning, &behaviour.law, &rounding);
        self.copy(hood, minds, lived, &mut inner);
        let mut g = behaviour.gossip.clone();
        if self.people.society.ways.council.is_some() {
            // A member finds somebody good or not.
            g.speed = 1.0;
        }
        let g = &g;
        let mut repute = entry.place.repute;
        let (mut noticed, mut listed, mut told) = ([0; LANES], [false; LANES], [false; LANES]);
        for i in 0..LANES {
            let notices = gossip::noticed(g, words[0][i]);
            noticed[i] = if notices { deeds.acts[i] } else { 0 };
            listed[i] = notices & self.terms.shown_to_ties & is_listed(entry.place.standing[i]);
            told[i] = gossip::is_talked_of(noticed[i], listed[i]);
        }
        for i in places(&told) {
            let (other, word, chance) = (entry.place.others_repute[i], words[0][i], rounding[3][i]);
            repute[i] = gossip::told(g, self.norm, repute[i], other, noticed[i], listed[i], word, chance);
        }
        let mut byte = [0; LANES];
        for i in 0..LANES {
            let flag = |yes: bool, bit: u8| if yes { bit } else { 0 };
            let open = deeds.acts[i];
            byte[i] = gossip::seen_by_ties(noticed[i])
                | flag(open & Act::Criticise.bit() != 0, observable::CRITICISED)
                | flag(open & Act::Praise.bit() != 0, observable::PRAISED)
                | flag(is_listed(standing[i]), observable::LISTED)
                | flag(lived.sanctioned[i] > 0.0, observable::SANCTIONED)
                | flag(lived.wronged[i] > 0.0, observable::HURT);
        }
        if folk.commons[b].opinions.is_some() {
            repute = self.opine(home, &mut folk.commons[b], b, matching, entry, deeds, &words);
        } else if let Some(votes) = &mut folk.commons[b].votes {
            repute = self.vote(votes, entry, &repute);
        }
        folk.columns.store_inner(&hood.span, &inner);
        store(&mut folk.columns.repute, &hood.span, &repute);
        store(&mut folk.columns.savings, &hood.span, &flows.savings);
        store(&mut folk.columns.debt, &hood.span, &deeds.debt);
        store(after, &hood.span, &byte);
        approve(&mut folk.commons[b], hood.persons(), deeds, behaviour.learning.approval_renewal);
        let common = &mut folk.commons[b];
        common.broken = loan::remember(behaviour, common.broken, deeds, hood.persons());
        let m = &behaviour.market;
        for (record, trade) in folk.commons[b].records.iter_mut().zip(&deeds.firms) {
            // A firm that has something to hide buys praise.
            let bought = if trade.adulterated { self.terms.fake / (1.0 - self.terms.fake).max(0.01) } else { 0.0 };
            let told = f32::from(trade.praise + trade.complaints);
            record.update(m.memory, f32::from(trade.praise) + bought * told, f32::from(trade.complaints));
        }
    }
}

/// What everybody is like, did and suffered; who was reported takes it for so much of a wrong (`betrayal`).
#[allow(clippy::too_many_arguments)] // the month's threads come together here
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn live_through(
    traits: &Traits,
    span: &Range<usize>,
    entry: &Entry,
    minds: &Minds,
    deeds: &Events,
    outcome: &matching::Outcome,
    flows: &accounting::Flows,
    betrayal: f32,
    lived: &mut Experience,
) {
    for (lane, column) in lived.temper.iter_mut().zip(&traits.temper) {
        fractions(&column[span.clone()], 1.0, lane);
    }
    fractions(&traits.leaning[span.clone()], 1.0, &mut lived.leaning);
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    acts(minds, deeds, lived);
    for i in 0..LANES {
        lived.rewarded[i] = f32::from(deeds.pull[1][i].max(0)) * (1.0 / 127.0);
        let wronged = outcome.accused[i] | outcome.scammed[i];
        lived.wronged[i] = flag(wronged);
        lived.met[i] = flag(outcome.distressed[i] | wronged);
        lived.treated[i] = flag(outcome.helped[i] & !wronged);
        let worse = (flows.regime[i] < 0.0) & is_listed(entry.place.standing[i]);
        let reported = deeds.fate[i] & TOLD_ON != 0;
        lived.sanctioned[i] = flag((deeds.fate[i] & WARNED != 0) | flows.fined[i] | worse | reported);
        // Who was reported was treated badly by somebody, and does not know by whom; her ties see it.
        let wounded = if reported { betrayal } else { 0.0 };
        lived.wronged[i] = lived.wronged[i].max(wounded);
        lived.met[i] = lived.met[i].max(wounded);
        lived.treated[i] *= 1.0 - wounded;
    }
}

/// Own acts by domain: whether there was one, whether it agreed with the norm, how much of it the regime explains.
#[inline(always)]
fn acts(minds: &Minds, deeds: &Events, lived: &mut Experience) {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let did = |i: usize, act: Act| deeds.acts[i] & act.bit() != 0;
    let fell = |i: usize, fate: u32| deeds.fate[i] & fate != 0;
    for i in 0..LANES {
        // Who stopped paying because she could not did no wrong of her own will.
        let wrongs = (gossip::WRONGS | BRIBERY) & !Act::Default.bit();
        let honest = (deeds.acts[i] & wrongs == 0) & !fell(i, WILLED);
        lived.act[0][i] = flag(honest);
        lived.acted[0][i] = flag(!honest | fell(i, OCCASION) | (did(i, Act::Repay) & !fell(i, COLLECTED)));
    }
    for i in 0..LANES {
        // Where there were several acts, towards a stranger, kin and a neighbour seen, the mean of them. The neighbour
        // counts only where nobody was in distress: she was spared, or told on.
        let told = did(i, Act::Inform) | did(i, Act::Denounce);
        let spared = fell(i, SPARED) & !fell(i, MET);
        let neighbour = (fell(i, SPARED) | told) & !fell(i, MET);
        let worked = flag(did(i, Act::Volunteer));
        let acts = flag(fell(i, MET)) + flag(fell(i, ASKED)) + flag(neighbour) + worked;
        let helped = flag(did(i, Act::Help)) + flag(did(i, Act::HelpKin)) + flag(spared) + worked;
        lived.act[1][i] = helped / acts.max(1.0);
        lived.acted[1][i] = acts.min(1.0);
    }
    for i in 0..LANES {
        let disapproves = minds.approval[i] < 0.5;
        let spoke = (disapproves & did(i, Act::Criticise)) | (!disapproves & did(i, Act::Praise));
        lived.act[2][i] = flag(spoke);
        // Silence is an act for whoever has something to criticise.
        lived.acted[2][i] = flag(spoke | disapproves);
    }
    for d in 0..3 {
        for i in 0..LANES {
            let pull = f32::from(deeds.pull[d][i]) * (1.0 / 127.0);
            lived.explained[d][i] = (pull * (2.0 * lived.act[d][i] - 1.0)).max(0.0);
        }
    }
}

/// Of some sets of acts, what lies in a mask.
fn bits(acts: &Lane<Acts>, mask: Acts) -> Lane<Acts> {
    let mut masked = *acts;
    masked.iter_mut().for_each(|acts| *acts &= mask);
    masked
}

/// ỹ: what the neighbourhood approves of follows what is openly said and done in it.
fn approve(common: &mut Common, persons: usize, deeds: &Events, renewal: f32) {
    let times = Times::of(&deeds.acts[..persons]);
    let did = |act: Act| f32::from(times.get(act));
    let occasions = deeds.fate[..persons].iter().map(|f| u16::from(f & OCCASION != 0)).sum::<u16>().into();
    let help = did(Act::Help) + did(Act::HelpKin) + did(Act::Volunteer);
    let walk = did(Act::WalkOn) + did(Act::RefuseKin);
    let (criticise, praise) = (did(Act::Criticise), did(Act::Praise));
    let shares = [(occasions - did(Act::Violate), occasions), (help, help + walk), (criticise, criticise + praise)];
    for (approved, (done, all)) in common.approved.iter_mut().zip(shares) {
        if all > 0.0 {
            let now = f32::from(*approved) / 65_535.0;
            *approved = ((now + renewal * (done / all - now)) * 65_535.0 + 0.5) as u16;
        }
    }
}
