//! The counts of thresholds of unrest, of a quarter of the neighbourhoods each month.

use super::counting::Counted;
use crate::life::unrest::{self, NEVER, STEPS};
use crate::observatory::tally::{Count, Tally};
use crate::rng::LANES;
use multiversion::multiversion;

/// One in so many neighbourhoods is counted each month; each is counted as often.
const ONE_IN: u32 = 4;

/// Adds the thresholds of the people of a neighbourhood, if it is its turn.
pub fn count(m: &Counted, t: &mut Tally) {
    let number = m.neighbourhood.first / LANES as u32;
    if (number + m.context.month).is_multiple_of(ONE_IN) {
        thresholds(m, t);
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn thresholds(m: &Counted, t: &mut Tally) {
    let (month, context) = (m.month, m.context);
    let classes = unrest::thresholds(&m.start.place, month.minds, context.terms, context.in_force);
    t.add(Count::UnrestAsked, m.how_many(|_| true));
    let counts = [&classes.now, &classes.without].map(|classes| m.classes::<{ NEVER as usize + 1 }>(classes));
    for class in 0..=STEPS {
        t.add_nth(Count::UnrestByClass, class, counts[0][class]);
        t.add_nth(Count::UnrestWithoutByClass, class, counts[1][class]);
    }
}
