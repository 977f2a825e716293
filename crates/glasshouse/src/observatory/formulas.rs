//! Formulas of measures: ratios, Gini coefficients, concentration and direct standardisation.

use super::tally::{BANDS, Count, Tally, WEALTH_BINS};
use crate::society::act::ACTS;

/// A measure computed from the sums; `None` where its denominator is zero.
pub type Formula = fn(&Tally) -> Option<f64>;

/// One sum over another, times `scale`.
pub fn ratio(t: &Tally, over: Count, under: Count, scale: f64) -> Option<f64> {
    share(t.get(over), t.get(under)).map(|x| x * scale)
}

/// Points bought per person and year in one income fifth.
pub fn bought_share(t: &Tally, kind: Count, other: Count) -> Option<f64> {
    share(t.get(kind), t.get(kind) + t.get(other)).map(|x| 100.0 * x)
}

/// One number over another.
pub fn share(over: i64, under: i64) -> Option<f64> {
    (under != 0).then(|| over as f64 / under as f64)
}

/// Probability of being listed in one income fifth, given the same acts: the rate within each band of what is deserved,
/// weighted by the whole population's share of that band (direct standardisation, as in epidemiology).
///
/// A band is matched on what decides listing under the rules: the points and the months on the list that perfect sight of
/// a person's own acts would give her, and where only months decide, whether she owes a broken loan. Points alone would put those who broke a loan, and are listed for months, into
/// one band with those who did nothing. A band in which a fifth has nobody is left out for all fifths, so that all are
/// compared over the same acts.
pub fn listed_given_same_acts(t: &Tally, fifth: usize) -> Option<f64> {
    let (mut rate, mut weight) = (0.0, 0.0);
    for band in 0..BANDS {
        let there = |fifth: usize| t.nth(Count::SameActsByBandFifth, band * 5 + fifth);
        if (0..5).all(|fifth| there(fifth) > 0) {
            let in_band = (0..5).map(there).sum::<i64>() as f64;
            rate += in_band * t.nth(Count::ListedByBandFifth, band * 5 + fifth) as f64 / there(fifth) as f64;
            weight += in_band;
        }
    }
    (weight > 0.0).then(|| 100.0 * rate / weight)
}

/// Points bought per person and year in one income fifth.
pub fn bought(t: &Tally, fifth: usize) -> Option<f64> {
    share(t.nth(Count::BoughtByFifth, fifth), t.nth(Count::PeopleByFifth, fifth)).map(|x| 12.0 * x)
}

/// Points won by work per person and year in one income fifth.
pub fn worked(t: &Tally, fifth: usize) -> Option<f64> {
    share(t.nth(Count::WorkedByFifth, fifth), t.nth(Count::PeopleByFifth, fifth)).map(|x| 12.0 * x)
}

/// Gini coefficient of a histogram (counts, then sums of money), classes in rising order.
pub fn gini(t: &Tally, first: Count) -> Option<f64> {
    let (mut below, mut area) = (0.0, 0.0);
    let people: i64 = (0..WEALTH_BINS).map(|b| t.nth(first, b)).sum();
    let money: i64 = (0..WEALTH_BINS).map(|b| t.nth(first, WEALTH_BINS + b)).sum();
    if people == 0 || money <= 0 {
        return None;
    }
    for b in 0..WEALTH_BINS {
        let width = t.nth(first, b) as f64 / people as f64;
        let here = t.nth(first, WEALTH_BINS + b) as f64 / money as f64;
        area += width * (below + here / 2.0);
        below += here;
    }
    Some(1.0 - 2.0 * area)
}

/// Concentration index of points by income (Wagstaff, Paci & van Doorslaer 1991), from the five income fifths: twice
/// the area between the line of equality and the concentration curve, the poorest first. −1 to 1; above 0 where the
/// rich have more.
pub fn concentration(t: &Tally) -> Option<f64> {
    let sum = |count| (0..5).map(|fifth| t.nth(count, fifth)).sum::<i64>();
    let (people, points) = (sum(Count::ScoredByFifth), sum(Count::PointsByFifth));
    if people == 0 || points <= 0 {
        return None;
    }
    let (mut below, mut area) = (0.0, 0.0);
    for fifth in 0..5 {
        let width = t.nth(Count::ScoredByFifth, fifth) as f64 / people as f64;
        let here = t.nth(Count::PointsByFifth, fifth) as f64 / points as f64;
        area += width * (below + here / 2.0);
        below += here;
    }
    Some(1.0 - 2.0 * area)
}

/// Mutual information between acts and records of a month, in bits per person and year, summed over acts: for each act,
/// the table of who did it and of whom it is recorded.
pub fn bits_known(t: &Tally) -> Option<f64> {
    let people = t.get(Count::People);
    let of = |act: usize| {
        let count = |count| t.nth(count, act);
        let (done, recorded, both) =
            (count(Count::DoneByAct), count(Count::RecordedByAct), count(Count::TrulyRecordedByAct));
        let share = |n: i64| n as f64 / people as f64;
        let part = |n: i64, row: i64, column: i64| match n > 0 {
            true => share(n) * libm::log2(share(n) / (share(row) * share(column))),
            false => 0.0,
        };
        let (not, unrecorded) = (people - done, people - recorded);
        part(both, done, recorded)
            + part(recorded - both, not, recorded)
            + part(done - both, done, unrecorded)
            + part(not - recorded + both, not, unrecorded)
    };
    (people > 0).then(|| 12.0 * (0..ACTS).map(of).sum::<f64>().max(0.0))
}

macro_rules! fifths {
    ($f:ident) => {
        [|t| $f(t, 0), |t| $f(t, 1), |t| $f(t, 2), |t| $f(t, 3), |t| $f(t, 4)]
    };
}
/// [`listed_given_same_acts`] for each fifth.
pub const LISTED_SAME_ACTS: [Formula; 5] = fifths!(listed_given_same_acts);
/// [`bought`] for each fifth.
pub const BOUGHT: [Formula; 5] = fifths!(bought);
/// [`worked`] for each fifth.
pub const WORKED: [Formula; 5] = fifths!(worked);
