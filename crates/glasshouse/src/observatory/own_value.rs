//! The values of measures that files add, from the sums of a month or of several.

use super::tally::{Count, Tally};
use crate::regime::own_measure::{CountedSum, Expression, Operator, OwnMeasure};

impl OwnMeasure {
    /// Its value from sums over a month or a span of months; `None` where it is not defined.
    pub fn value(&self, t: &Tally) -> Option<f64> {
        value(&self.value, t)
    }
}

fn value(of: &Expression, t: &Tally) -> Option<f64> {
    match of {
        Expression::Number(number) => Some(*number),
        Expression::Sum(sum) => Some(counted(*sum, t) as f64),
        Expression::Both(left, operator, right) => {
            let (left, right) = (value(left, t)?, value(right, t)?);
            match operator {
                Operator::Plus => Some(left + right),
                Operator::Minus => Some(left - right),
                Operator::Times => Some(left * right),
                Operator::Over => (right != 0.0).then(|| left / right),
            }
        }
    }
}

fn counted(sum: CountedSum, t: &Tally) -> i64 {
    match sum {
        CountedSum::People => t.get(Count::People),
        CountedSum::Listed => t.get(Count::Listed),
        CountedSum::Done(act) => t.done(act),
        CountedSum::Recorded(act) => t.recorded(act),
        CountedSum::Truly(act) => t.nth(Count::TrulyRecordedByAct, act as usize),
        CountedSum::Befell(incident) => t.befell(incident),
    }
}
