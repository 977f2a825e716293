//! The counts of what institutions know of people, and for how long they keep it.

use super::columns::load;
use super::counting::Counted;
use super::observation::is_listed;
use crate::observatory::tally::{Count, KEPT_FOR_EVER, Tally};
use crate::rng::LANES;
use crate::society::act::{ACTS, Acts};
use multiversion::multiversion;

/// Adds what the records of a neighbourhood's month tell of what its people did.
pub fn count(m: &Counted, t: &mut Tally) {
    if m.context.in_force {
        kept(m, t);
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn kept(m: &Counted, t: &mut Tally) {
    let (now, late) = m.records.sets.split_first().expect("there is a set for this month");
    let mut truly: [Acts; LANES] = [0; LANES];
    for i in 0..LANES {
        truly[i] = now[i] & m.month.events.acts[i];
    }
    m.times(&truly).add_to(t.run(Count::TrulyRecordedByAct, ACTS));
    // A late record is of an earlier month, whose acts are no longer at hand: it is taken for true.
    let mut records = m.sum(|i| now[i].count_ones());
    for set in late {
        m.times(set).add_to(t.run(Count::TrulyRecordedByAct, ACTS));
        records += m.sum(|i| set[i].count_ones());
    }
    let regime = &m.context.institution.regime;
    // By its rules: nobody knows yet when a regime will end.
    let kept = regime.score.as_ref().and_then(|score| score.expiry).map_or(KEPT_FOR_EVER, u32::from);
    t.add(Count::RecordsMade, records);
    t.add(Count::RecordMonths, records * i64::from(kept.min(KEPT_FOR_EVER)));
    if m.context.terms.shown_to_ties {
        let standing = load(&m.columns.standing, &m.neighbourhood.span);
        t.add(Count::OnShow, m.how_many(|i| is_listed(standing[i])));
        t.add(Count::EyesOnThem, m.sum(|i| if is_listed(standing[i]) { m.experience.ties[i].into() } else { 0 }));
    }
}
