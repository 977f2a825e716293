//! The counts of what people do for their living and earn, and of what a standing has left behind.

use super::counting::Counted;
use super::observation::is_listed;
use crate::life::work::{ONCE_LISTED, PRISON, SCHOOL_LOST, is_retired};
use crate::observatory::tally::{Count, Tally};
use crate::rng::{LANES, small};
use multiversion::multiversion;

/// What people do for their living and earn, and what a standing has left behind.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn count(m: &Counted, t: &mut Tally) {
    let (place, state) = (&m.start.place, &m.month.events.work);
    let mut class = [0; LANES];
    for i in 0..LANES {
        class[i] = if is_retired(place.age[i]) { 3 } else { (place.work[i] & 3).min(2) };
    }
    for k in 0..4 {
        t.add_nth(Count::PeopleByWork, k.into(), m.how_many(|i| class[i] == k));
        t.add_nth(Count::IncomeByWork, k.into(), m.sum(|i| if class[i] == k { place.income[i].into() } else { 0 }));
    }
    t.add(Count::SchoolLost, m.how_many(|i| state[i] & SCHOOL_LOST != 0));
    let once = |i: usize| (state[i] & ONCE_LISTED != 0) & !is_listed(place.standing[i]);
    let never = |i: usize| state[i] & ONCE_LISTED == 0;
    let disposable = |i: usize| m.flows.disposable[i].min(i32::MAX as u32) as i32;
    t.add(Count::NeverListedIncome, m.yuan(|i| if never(i) { disposable(i) } else { 0 }));
    t.add(Count::NeverListedUsual, m.sum(|i| if never(i) { place.usual[i].into() } else { 0 }));
    let released = m.how_many(once);
    if released > 0 {
        t.add(Count::OnceListed, released);
        t.add(Count::OnceListedIncome, m.yuan(|i| if once(i) { disposable(i) } else { 0 }));
        t.add(Count::OnceListedUsual, m.sum(|i| if once(i) { place.usual[i].into() } else { 0 }));
    }
    let need = &m.month.minds.need;
    t.add(Count::InNeed, m.how_many(|i| need[i] > 0.0));
    t.add(Count::Need, m.sum(|i| small(need[i] * 255.0)));
    t.add(Count::Supported, m.yuan(|i| m.flows.support[i].max(0)));
    t.add(Count::Prisoners, m.how_many(|i| state[i] & PRISON != 0));
    let lost = m.posts.iter().filter(|post| !post.held && m.who[post.place]).count();
    t.add(Count::PostsLost, lost as i64);
}
