//! The counts of what institutions know of people, and for how long they keep it.

use super::counting::Counted;
use crate::observatory::tally::{Count, KEPT_FOR_EVER, Tally};
use crate::rng::LANES;
use crate::society::act::{ACTS, Acts};

/// Adds what the records of a neighbourhood's month tell of what its people did.
pub fn count(m: &Counted, t: &mut Tally) {
    if !m.context.in_force {
        return;
    }
    let (now, late) = m.records.sets.split_first().expect("there is a set for this month");
    let mut truly: [Acts; LANES] = [0; LANES];
    for i in 0..LANES {
        truly[i] = now[i] & m.month.events.acts[i];
    }
    m.times(&truly).add_to(t.run(Count::TrulyRecordedByAct, ACTS));
    // A late record is of an earlier month, whose acts are no longer at hand: it is taken for true.
    let mut records: u32 = now.iter().zip(m.who).filter(|(_, who)| **who).map(|(set, _)| set.count_ones()).sum();
    for set in late {
        m.times(set).add_to(t.run(Count::TrulyRecordedByAct, ACTS));
        records += set.iter().zip(m.who).filter(|(_, who)| **who).map(|(set, _)| set.count_ones()).sum::<u32>();
    }
    let regime = &m.context.institution.regime;
    // By its rules: nobody knows yet when a regime will end.
    let kept = regime.score.as_ref().and_then(|score| score.expiry).map_or(KEPT_FOR_EVER, u32::from);
    t.add(Count::RecordsMade, records.into());
    t.add(Count::RecordMonths, i64::from(records) * i64::from(kept.min(KEPT_FOR_EVER)));
    let shown = m.context.terms.shown_to_ties;
    let listed = |i: usize| super::observation::is_listed(m.columns.standing[m.neighbourhood.span.start + i]);
    let (mut on_show, mut eyes) = (0, 0);
    for i in (0..m.neighbourhood.persons()).filter(|i| shown && m.who[*i] && listed(*i)) {
        on_show += 1;
        eyes += i64::from(m.experience.ties[i]);
    }
    t.add(Count::OnShow, on_show);
    t.add(Count::EyesOnThem, eyes);
}
