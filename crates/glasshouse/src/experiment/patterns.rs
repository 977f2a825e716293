//! Does the baseline resemble anything published? Figures that were used to set parameters, and figures kept aside.
//!
//! A pattern that is missed is printed as missed. Nothing here changes a parameter.

use super::compare::Comparison;
use crate::observatory::stats::{self, Interval};
use crate::observatory::tally::{Count, Tally};

/// Whether a published figure had a part in setting the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It did: that it is met says little.
    Used,
    /// It was kept aside: that it is met says something.
    KeptAside,
}

impl Role {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Role::Used => "used",
            Role::KeptAside => "kept aside",
        }
    }
}

/// A published pattern, and how the same is measured here.
pub struct Pattern {
    /// What it is about.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Whom it describes: persons, firms, or the whole society.
    pub level: &'static str,
    /// Lowest and highest published figure.
    pub published: (f64, f64),
    /// Where it was published.
    pub source: &'static str,
    /// Used or kept aside.
    pub role: Role,
    /// The same from the sums of a span of months.
    pub simulated: fn(&Tally) -> Option<f64>,
}

fn share(over: i64, under: i64) -> Option<f64> {
    (under > 0).then(|| over as f64 / under as f64)
}

fn percent(t: &Tally, over: Count, under: Count) -> Option<f64> {
    share(t.get(over), t.get(under)).map(|x| 100.0 * x)
}

/// Every pattern, those used first.
pub const TABLE: &[Pattern] = &[
    Pattern {
        name: "People who help a stranger in a month",
        unit: "%",
        level: "person",
        published: (20.0, 35.0),
        source: "24 % in the World Giving Index 2016; range of FACTS 7",
        role: Role::Used,
        simulated: |t| percent(t, Count::Helped, Count::People),
    },
    Pattern {
        name: "Trust in strangers",
        unit: "% of full trust",
        level: "person",
        published: (24.0, 30.0),
        source: "CASS Blue Book 2012-13: about 30 % in the street, 24 % online",
        role: Role::Used,
        simulated: |t| percent(t, Count::Trust, Count::People).map(|x| x / 255.0),
    },
    Pattern {
        name: "Support over-reported in surveys",
        unit: "points of 100",
        level: "society",
        published: (24.5, 26.5),
        source: "Robinson & Tannenberg 2019",
        role: Role::Used,
        simulated: |t| {
            share(t.get(Count::StatedApproval) - t.get(Count::Approval), t.get(Count::People)).map(|x| x / 2.55)
        },
    },
    Pattern {
        name: "Private support of the government",
        unit: "% of full approval",
        level: "person",
        published: (50.0, 70.0),
        source: "Carter, Carter & Schick 2024, list experiment (upper bound)",
        role: Role::Used,
        simulated: |t| percent(t, Count::Approval, Count::People).map(|x| x / 255.0),
    },
    Pattern {
        name: "Frauds reported in a year",
        unit: "per 100,000",
        level: "society",
        published: (50.0, 62.0),
        source: "56: 782,000 registered telephone and online frauds in 2019 (Police Daily), here staged accidents",
        role: Role::Used,
        simulated: |t| share(t.get(Count::ScamsReported), t.get(Count::People)).map(|x| 1.2e6 * x),
    },
    Pattern {
        name: "Frauds solved, of those reported",
        unit: "%",
        level: "society",
        published: (24.0, 28.0),
        source: "about 26 % (200,000 of 782,000 in 2019, Police Daily)",
        role: Role::Used,
        simulated: |t| percent(t, Count::ScamsSolved, Count::ScamsReported),
    },
    Pattern {
        name: "Producers found adulterating before a scandal",
        unit: "% of firms",
        level: "firm",
        published: (2.0, 20.0),
        source: "2008: 22 of 109 producers of infant formula, 2 % of batches of liquid milk",
        role: Role::Used,
        simulated: |t| percent(t, Count::Adulterating, Count::Firms),
    },
    Pattern {
        name: "Home-made staple among purchases, no scandal",
        unit: "%",
        level: "society",
        published: (65.0, 75.0),
        source: "infant formula before 2008: about 70 % (China Daily 2011, 2013)",
        role: Role::Used,
        simulated: |t| share(t.get(Count::Sales), t.get(Count::Sales) + t.get(Count::Imports)).map(|x| 100.0 * x),
    },
    Pattern {
        name: "Infants made ill by food in a year",
        unit: "per 1,000",
        level: "person",
        published: (5.0, 8.0),
        source: "derived: 294,000 affected in 2008 (Health Ministry) among some 45 million under three (assumed)",
        role: Role::Used,
        simulated: |t| share(t.get(Count::Ill), t.get(Count::Infants)).map(|x| 12_000.0 * x),
    },
    Pattern {
        name: "Approval stated to a stranger",
        unit: "% of full approval",
        level: "society",
        published: (90.0, 95.0),
        source: "direct questions: above 90 % (Carter, Carter & Schick 2024); 93.1 % satisfied with the centre (Ash 2020)",
        role: Role::KeptAside,
        simulated: |t| percent(t, Count::StatedApproval, Count::People).map(|x| x / 255.0),
    },
    Pattern {
        name: "Inequality of income",
        unit: "Gini",
        level: "society",
        published: (0.462, 0.474),
        source: "National Bureau of Statistics, 2012 to 2016",
        role: Role::KeptAside,
        simulated: |t| crate::observatory::measures::by_key("gini_income").and_then(|m| (m.truth)(t)),
    },
];

/// A pattern with what came out.
pub struct Found {
    /// The pattern.
    pub pattern: &'static Pattern,
    /// What came out, with its interval; `None` where nothing could be measured.
    pub simulated: Option<Interval>,
}

impl Found {
    /// Whether the mean lies within the published range.
    pub fn is_met(&self) -> bool {
        let (low, high) = self.pattern.published;
        self.simulated.is_some_and(|i| (low..=high).contains(&i.mean))
    }
}

/// Looks for every pattern in the first regime of a comparison, over all its months.
pub fn look(c: &Comparison) -> Vec<Found> {
    TABLE
        .iter()
        .map(|pattern| {
            let values: Option<Vec<f64>> = c.runs[0]
                .iter()
                .map(|run| {
                    let mut sum = Tally::default();
                    run.iter().for_each(|t| sum.merge(t));
                    (pattern.simulated)(&sum)
                })
                .collect();
            Found { pattern, simulated: values.map(|v| stats::interval(&v)) }
        })
        .collect()
}
