//! Means over replicates with confidence intervals (Student's t).

use std::fmt;
use std::ops::RangeInclusive;

/// A mean with its 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Mean over replicates.
    pub mean: f64,
    /// Half the width of the 95 % interval (Student's t); `None` with a single replicate.
    pub half: Option<f64>,
}

impl Interval {
    /// Lower and upper end; `None` with a single replicate.
    pub fn bounds(&self) -> Option<RangeInclusive<f64>> {
        self.half.map(|half| self.mean - half..=self.mean + half)
    }

    /// True if the interval is wholly on one side of zero; false if it is unknown.
    pub fn excludes_zero(&self) -> bool {
        self.half.is_some_and(|half| self.mean.abs() > half)
    }
}

/// Mean and interval, to as many digits after the point as are requested, or 2: `4.20 (95 % interval 3.10 to 5.30)`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(2);
        write!(f, "{:.digits$}", self.mean)?;
        self.bounds().iter().try_for_each(|bounds| {
            write!(f, " (95 % interval {:.digits$} to {:.digits$})", bounds.start(), bounds.end())
        })
    }
}

/// 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom (standard table).
const T: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/// Mean and 95 % confidence interval of independent values.
pub fn interval(values: &[f64]) -> Interval {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    if values.len() < 2 {
        return Interval { mean, half: None };
    }
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    Interval { mean, half: Some(student(values.len() - 1) * (variance / n).sqrt()) }
}

/// 97.5 % quantile of Student's t for `freedom` degrees of freedom, at least 1.
pub fn student(freedom: usize) -> f64 {
    // Beyond the table, t − 1.96 falls as 2.37 / df.
    T.get(freedom.max(1) - 1).copied().unwrap_or(1.96 + 2.4 / freedom as f64)
}
