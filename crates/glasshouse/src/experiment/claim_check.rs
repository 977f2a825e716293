//! One comparison's answer to a claim, about its own societies only; a verdict needs many (`claim_trial`).

use super::claim_trial::{effect, window};
use super::compare::Comparison;
use crate::observatory::statistics::{Interval, interval};
use crate::scenario::claim_file::{Claim, Reading, Test};
use std::ops::Range;

/// The answer of a comparison to a claim.
pub struct Heard<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The effect in each test, in its unit or as a share: mean and 95 % interval over the replicates.
    pub effects: Vec<Interval>,
    /// In short.
    pub says: Says,
}

/// What the intervals of all tests say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The mechanism of the claim did not occur.
    NotAtStake,
    /// Every interval is wholly on the side of the claim.
    AsClaimed,
    /// The interval of at least one test is wholly on the other side.
    Otherwise,
    /// Neither: chance may decide.
    Undecided,
}

/// Checks a claim against a comparison; `regime` returns the index of a regime that a claim names. `None` where a
/// regime or a group that the claim names was not run, or a measure is not defined.
pub fn hear<'a>(c: &Comparison, claim: &'a Claim, regime: &dyn Fn(&str) -> Option<usize>) -> Option<Heard<'a>> {
    let interval_of = |test: &Test| {
        let months = |reading: &Reading| {
            let regimes: Option<Vec<usize>> = test.regimes().map(regime).collect();
            let regimes = regimes?.into_iter().map(|r| &c.plan.regimes[r]);
            window(reading).shared(regimes, c.plan.size.months)
        };
        let samples = |reading: &Reading| samples(c, reading, regime(&reading.regime)?, months(reading)?);
        let one = samples(&test.one)?;
        let other = test.other.as_ref().map(|other| samples(other).ok_or(())).transpose().ok()?;
        let of = |k: usize| {
            let read = |reading: &Reading| match &other {
                Some(other) if Some(reading) == test.other.as_ref() => other.get(k).copied(),
                _ => one.get(k).copied(),
            };
            effect(test, &read)
        };
        (0..one.len()).map(of).collect::<Option<Vec<f64>>>().map(|all| interval(&all))
    };
    let occurs = |test: &Test| interval_of(test).is_some_and(|effect| test.direction.holds(effect.mean, test.least));
    let effects: Option<Vec<Interval>> = claim.tests.iter().map(interval_of).collect();
    let effects = effects?;
    let at_stake = claim.at_stake.iter().all(occurs);
    let says = if at_stake { says(claim, &effects) } else { Says::NotAtStake };
    Some(Heard { claim, effects, says })
}

/// A reading in each replicate.
fn samples(c: &Comparison, reading: &Reading, regime: usize, months: Range<u32>) -> Option<Vec<f64>> {
    match reading.group {
        None => c.samples(regime, reading.measure, reading.view, months),
        Some((by, group)) => {
            let place = c.plan.by?.place(by, group)?;
            c.samples_of(place, regime, reading.measure, reading.view, months)
        }
    }
}

fn says(claim: &Claim, effects: &[Interval]) -> Says {
    let each = claim.tests.iter().zip(effects).map(|(test, i)| {
        let Some(half) = i.half else { return Says::Undecided };
        match [i.mean - half, i.mean + half].map(|end| test.direction.holds(end, test.least)) {
            [true, true] => Says::AsClaimed,
            [false, false] => Says::Otherwise,
            _ => Says::Undecided,
        }
    });
    let each: Vec<Says> = each.collect();
    if each.contains(&Says::Otherwise) {
        Says::Otherwise
    } else if each.contains(&Says::Undecided) {
        Says::Undecided
    } else {
        Says::AsClaimed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn one_test_against_a_claim_is_enough_and_without_an_interval_nothing_is_said() {
        let claims = scenario::claims("essay").expect("it ships").value;
        let reviews = claims.iter().find(|claim| claim.key == "10-reviews").expect("it is there");
        // More honest trade by 1 or more; criticism not less by 5 in 100 or more; losses not more by 1 or more.
        let i = |mean, half| Interval { mean, half };
        let of = |honest, voice, loss| says(reviews, &[honest, voice, loss]);
        let (sure, zero) = (i(5.0, Some(1.0)), i(0.0, Some(0.0)));
        assert_eq!(of(sure, zero, zero), Says::AsClaimed);
        assert_eq!(of(i(1.5, Some(1.0)), zero, zero), Says::Undecided);
        assert_eq!(of(i(1.5, Some(1.0)), i(-0.2, Some(0.1)), zero), Says::Otherwise);
        assert_eq!(of(i(5.0, None), zero, zero), Says::Undecided);
    }
}
