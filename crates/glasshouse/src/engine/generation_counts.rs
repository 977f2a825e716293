//! The counts of ages, of deaths, and of those who came of age when a regime was over.

use super::columns::load;
use super::counting::Counted;
use crate::observatory::tally::{Count, Tally};
use crate::rng::{LANES, places};
use crate::society::act::Act;
use crate::society::marginals::AGES;
use multiversion::multiversion;

/// Adds a neighbourhood's ages, deaths, and those who came of age when a regime was over.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn count(m: &Counted, t: &mut Tally) {
    let (population, span) = (m.month.population, &m.neighbourhood.span);
    let at = m.context.populations.at();
    let (age, came) = (load(&population.traits.age, span), load(&population.came, span));
    let (last, legacy) = (at.last.min(i16::MAX as u32) as i16, m.context.legacy);
    t.add(Count::Aged, m.how_many(|i| usize::from(age[i]) == AGES - 1));
    t.add(Count::CameOfAge, m.how_many(|i| came[i] > last));
    let Some(legacy) = legacy else { return };
    let mut heirs = [false; LANES];
    for i in 0..LANES {
        heirs[i] = m.who[i] & (came[i] > legacy);
    }
    if places(&heirs).next().is_none() {
        return;
    }
    let c = m.columns;
    let sum = |column: &[u8]| {
        let lane = load(column, span);
        m.sum(|i| if heirs[i] { lane[i].into() } else { 0 })
    };
    t.add(Count::Heirs, m.how_many(|i| heirs[i]));
    t.add(Count::HeirsTrust, sum(&c.trust));
    t.add(Count::HeirsApproval, sum(&c.approval));
    t.add(Count::HeirsSpeech, sum(&c.norm[2]));
    let (act, acted) = (&m.experience.act[2], &m.experience.acted[2]);
    let praises = |i: usize| (act[i] > 0.0) & m.month.events.did(i, Act::Praise);
    t.add(Count::HeirsCritics, m.how_many(|i| heirs[i] & (acted[i] > 0.0) & !praises(i)));
    t.add(Count::HeirsSilent, m.how_many(|i| heirs[i] & (acted[i] > act[i])));
}
