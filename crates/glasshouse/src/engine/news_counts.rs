//! The counts from which the news of a society follow: what came to light in a month.

use super::counting::Counted;
use crate::life::staged::REPORTED;
use crate::observatory::tally::{Count, Tally};
use crate::society::act::Act;
use crate::society::traits::OFFICIAL;
use multiversion::multiversion;

/// Adds what came to light in a neighbourhood's month.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn count(m: &Counted, t: &mut Tally) {
    let (events, outcomes) = (&m.month.events, &m.month.outcomes);
    t.add(Count::Helped, m.how_many(|i| outcomes.helped[i]));
    t.add(Count::Extorted, m.how_many(|i| outcomes.accused[i]));
    t.add(Count::ScamsReported, m.how_many(|i| events.did(i, Act::Scam) & events.befell(i, REPORTED)));
    t.add(Count::BribesFound, m.sum(|i| events.exposed[i].into()));
    t.add(Count::Officials, m.how_many(|i| m.start.place.flags[i] & OFFICIAL != 0));
    for firm in m.firms() {
        t.add(Count::Firms, 1);
        t.add(Count::FoundAdulterating, firm.found().into());
        t.add(Count::Traced, firm.traced.into());
    }
}
