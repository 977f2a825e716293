//! The counts of what people think and feel, and of the acts that teach them how likely they are to be found out.

use super::columns::load;
use super::counting::Counted;
use super::hearsay;
use crate::life::attitude::attitudes;
use crate::life::decision::money;
use crate::life::learning::{FELT_UNITS, rounded};
use crate::observatory::tally::{Count, Tally};
use crate::rng::{LANES, Lane, small};
use crate::society::act::{Act, CRITICAL, SPHERES, Sphere};
use multiversion::multiversion;

/// Adds what the people of a neighbourhood think and feel, and the acts that teach them how likely they are to be found
/// out.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn count(m: &Counted, t: &mut Tally) {
    let dread = dread(m);
    minds(m, &dread, t);
    dissent(m, t);
    if m.context.in_force {
        rulings(m, t);
        system(m, &dread, t);
    }
}

/// Norms, expectations, trust, felt surveillance and approval, as they are and as a survey finds it.
#[inline(always)]
fn minds(m: &Counted, dread: &Lane<f32>, t: &mut Tally) {
    let c = m.columns;
    t.add(Count::People, m.how_many(|_| true));
    t.add(Count::Trust, m.column(&c.trust));
    t.add(Count::Approval, m.column(&c.approval));
    for d in 0..3 {
        t.add_nth(Count::NormByDomain, d, m.column(&c.norm[d]));
        t.add_nth(Count::CustomByDomain, d, m.column(&c.custom[d]));
    }
    for sphere in 0..SPHERES {
        t.add_nth(Count::FeltBySphere, sphere, m.column(&c.felt[sphere]));
    }
    let span = &m.neighbourhood.span;
    let (approval, felt) = (load(&c.approval, span), load(&c.felt[Sphere::Speech as usize], span));
    let informers = m.month.minds.informers * m.context.terms.reported(Act::Criticise);
    let mut watched = [0.0; LANES];
    for i in 0..LANES {
        let watcher = m.behaviour().law.watched(f32::from(felt[i]) / FELT_UNITS, m.start.place.flags[i]);
        watched[i] = 1.0 - (1.0 - watcher) * (1.0 - informers);
    }
    t.add(Count::Felt, m.sum(|i| small(watched[i] * 255.0 + 0.5)));
    let mut answers = [0; LANES];
    for i in 0..LANES {
        answers[i] = stated(f32::from(approval[i]), dread[i]);
    }
    t.add(Count::StatedApproval, m.sum(|i| answers[i]));
}

/// Acts about which there is a rule, and those of them that channels found out.
#[inline(always)]
fn rulings(m: &Counted, t: &mut Tally) {
    let ruled = hearsay::teaching(m.context.terms);
    if ruled == 0 {
        return;
    }
    let (mut done, mut found) = ([0; LANES], [0; LANES]);
    let (now, late) = m.records.sets.split_first().expect("there is a set for this month");
    for i in 0..LANES {
        done[i] = if m.start.docket[i] { m.month.events.acts[i] & ruled } else { 0 };
        found[i] = now[i] & !(m.month.reported[i] | m.month.events.entered[i]) & done[i];
    }
    for set in late {
        for i in 0..LANES {
            found[i] |= set[i] & ruled;
        }
    }
    let (done, found) = (m.times(&done), m.times(&found));
    for act in Act::all_of(ruled) {
        let sphere = m.context.terms.sphere(act) as usize;
        t.add_nth(Count::RuledBySphere, sphere, done.get(act).into());
        t.add_nth(Count::FoundOutBySphere, sphere, found.get(act).into());
    }
}

/// What people think of the system, and what they say in a survey: criticism of it is heard as any other.
#[inline(always)]
fn system(m: &Counted, dread: &Lane<f32>, t: &mut Tally) {
    let attitudes = attitudes(m.behaviour(), m.context.terms, m.month.minds, &m.flows.regime);
    let (mut private, mut answers) = ([0; LANES], [0; LANES]);
    for i in 0..LANES {
        let favour = 255.0 * attitudes.favour[i];
        private[i] = small(favour + 0.5);
        answers[i] = stated(favour, dread[i]);
    }
    t.add(Count::UnderSystem, m.how_many(|_| true));
    t.add(Count::SystemApproval, m.sum(|i| private[i]));
    t.add(Count::StatedSystemApproval, m.sum(|i| answers[i]));
    t.add(Count::SystemApprovers, m.how_many(|i| private[i] >= 128));
    t.add(Count::StatedSystemApprovers, m.how_many(|i| answers[i] >= 128));
    t.add(Count::NotWorried, m.how_many(|i| !attitudes.worried[i]));
}

/// How far everybody fears to speak openly in a survey, 0 to 1: the police, and what the regime would do if it heard her
/// criticise.
#[inline(always)]
fn dread(m: &Counted) -> Lane<f32> {
    let (law, minds, mut dread) = (&m.behaviour().law, m.month.minds, [0.0; LANES]);
    for i in 0..LANES {
        let police = law.feels(minds.flags[i]) * law.speech_cost * f32::from(m.start.place.usual[i]);
        let fear = money((police - minds.reckon(m.context.terms, Act::Criticise, i)).max(0.0), minds.ease[i]);
        dread[i] = (m.behaviour().speech.survey * fear).min(1.0);
    }
    dread
}

/// A person's answer in a survey, in 1/255: her approval `s`, drawn towards full approval as far as her `dread` goes.
#[inline(always)]
fn stated(s: f32, dread: f32) -> u32 {
    small(s + dread * (255.0 - s) + 0.5)
}

/// How people criticise under censorship if they want to do so more loudly than is tolerated.
#[inline(always)]
fn dissent(m: &Counted, t: &mut Tally) {
    let Some(censorship) = &m.context.terms.censorship else { return };
    let tolerated = rounded(censorship.tolerance, 128);
    let spoke = |i: usize| m.month.events.acts[i] & CRITICAL != 0;
    for i in m.those(|i| spoke(i) & (m.month.events.desire[i] > tolerated)) {
        let (desire, loudness) = (m.month.events.desire[i], m.month.events.loudness[i]);
        t.add(Count::Restrained, 1);
        t.add(Count::Obedient, (loudness <= tolerated).into());
        t.add(Count::SelfCensored, (loudness > tolerated && loudness < desire).into());
    }
}
