//! Checks of the baseline against published figures, used to set parameters or kept aside.
//!
//! A missed pattern is printed as missed. Nothing here changes a parameter.

use super::compare::{Comparison, Grouped, Plan};
use crate::observatory::measures::by_key;
use crate::observatory::statistics::{self, Interval};
use crate::observatory::tally::{Count, Tally};
use crate::regime::{Inspection, Regime};
use crate::scenario;
use crate::society::strata::By;
use std::ops::RangeInclusive;

/// The page as shipped with this version: the figures, the parameters that they set, and which figures are met.
pub const PAGE: &str = include_str!("../../docs/calibration.md");

/// Whether a published figure was used to set parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalibrationRole {
    /// It was used: meeting it says little.
    Used,
    /// It was kept aside: meeting it says something.
    KeptAside,
}

impl CalibrationRole {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            CalibrationRole::Used => "used",
            CalibrationRole::KeptAside => "kept aside",
        }
    }
}

/// A published pattern, and its measurement here.
pub struct CalibrationPattern {
    /// What it is about.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it describes: persons, firms, groups of people, or the whole society.
    pub level: &'static str,
    /// Lowest and highest published figure.
    pub published: RangeInclusive<f64>,
    /// Where it was published.
    pub source: &'static str,
    /// Used or kept aside.
    pub role: CalibrationRole,
    /// The conditions under which it is looked for.
    pub under: Under,
    /// The same figure from the sums of a span of months.
    pub simulated: PatternMeasure,
}

/// How a pattern is measured here.
pub enum PatternMeasure {
    /// From everybody.
    All(fn(&Tally) -> Option<f64>),
    /// The difference between two groups of people: the first minus the second.
    Between(By, [usize; 2], fn(&Tally) -> Option<f64>),
}

/// The conditions under which a pattern is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The law alone.
    Law,
    /// The documented list of judgment defaulters.
    DefaulterList,
    /// Customers' reviews.
    Reviews,
    /// One month in which every firm is inspected, unannounced, and the three years after it.
    Scandal,
}

impl Under {
    const ALL: [Under; 4] = [Under::Law, Under::DefaulterList, Under::Reviews, Under::Scandal];

    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Under::Law => "the law alone",
            Under::DefaulterList => "defaulter-list, from the first month on",
            Under::Reviews => "reviews, from the first month on",
            Under::Scandal => "after a month in which every firm is inspected, unannounced",
        }
    }

    /// The months of a run in which it is looked for: the three years after a scandal, otherwise all.
    fn months(self, all: usize) -> std::ops::Range<usize> {
        if self == Under::Scandal { 1.min(all)..37.min(all) } else { 0..all }
    }

    /// The regime under which it is looked for.
    fn regime(self) -> Regime {
        let shipped = |name| scenario::regime(name).expect("it ships").value;
        match self {
            Under::Law => Regime { name: "no-system".into(), ..Regime::default() },
            Under::DefaulterList => Regime { starts: 0, ends: None, ..shipped("defaulter-list") },
            Under::Reviews => Regime { starts: 0, ends: None, ..shipped("reviews") },
            Under::Scandal => {
                let law = shipped("no-system");
                Regime {
                    inspection: Some(Inspection { rate: Some(1.0), fine: Some(SCANDAL_FINE), announced: false }),
                    ends: Some(1),
                    ..law
                }
            }
        }
    }
}

/// Fine in the month of a scandal, yuan: that of the law as it ships.
const SCANDAL_FINE: f32 = 50_000.0;
/// Groupings in which a pattern is looked for.
const GROUPINGS: [By; 3] = [By::Income, By::Place, By::Age];

/// The runs needed to look for all patterns: every condition, and then the law again by group.
pub fn plans(plan: &Plan) -> Vec<Plan> {
    let all = Plan { regimes: Under::ALL.map(Under::regime).into(), by: None, ..plan.clone() };
    let grouped = |by| Plan { regimes: vec![Under::Law.regime()], by: Some(by), ..plan.clone() };
    std::iter::once(all).chain(GROUPINGS.map(grouped)).collect()
}

/// The run that the figures used need: all are looked for under the law alone, among everybody.
pub fn used_plan(plan: &Plan) -> Plan {
    Plan { regimes: vec![Under::Law.regime()], by: None, ..plan.clone() }
}

fn share(over: i64, under: i64) -> Option<f64> {
    (under > 0).then(|| over as f64 / under as f64)
}

fn percent(t: &Tally, over: Count, under: Count) -> Option<f64> {
    share(t.get(over), t.get(under)).map(|x| 100.0 * x)
}

/// Every pattern, those used first.
pub const TABLE: &[CalibrationPattern] = &[
    CalibrationPattern {
        name: "People who help a stranger in a month",
        unit: "%",
        level: "person",
        published: 20.0..=35.0,
        source: "24 % in the World Giving Index 2016; range of FACTS 7",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::Helped, Count::People)),
    },
    CalibrationPattern {
        name: "Trust in strangers",
        unit: "% of full trust",
        level: "person",
        published: 24.0..=30.0,
        source: "CASS Blue Book 2012-13: about 30 % in the street, 24 % online",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::Trust, Count::People).map(|x| x / 255.0)),
    },
    CalibrationPattern {
        name: "Support over-reported in surveys",
        unit: "points of 100",
        level: "society",
        published: 24.5..=26.5,
        source: "Robinson & Tannenberg 2019",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| {
            share(t.get(Count::StatedApproval) - t.get(Count::Approval), t.get(Count::People)).map(|x| x / 2.55)
        }),
    },
    CalibrationPattern {
        name: "Private support of the government",
        unit: "% of full approval",
        level: "person",
        published: 50.0..=70.0,
        source: "Carter, Carter & Schick 2024, list experiment (upper bound)",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::Approval, Count::People).map(|x| x / 255.0)),
    },
    CalibrationPattern {
        name: "Frauds reported in a year",
        unit: "per 100,000",
        level: "society",
        published: 50.0..=62.0,
        source: "56: 782,000 registered telephone and online frauds in 2019 (Police Daily), here staged accidents",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| share(t.get(Count::ScamsReported), t.get(Count::People)).map(|x| 1.2e6 * x)),
    },
    CalibrationPattern {
        name: "Frauds solved, of those reported",
        unit: "%",
        level: "society",
        published: 24.0..=28.0,
        source: "about 26 % (200,000 of 782,000 in 2019, Police Daily)",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::ScamsSolved, Count::ScamsReported)),
    },
    CalibrationPattern {
        name: "Producers found adulterating before a scandal",
        unit: "% of firms",
        level: "firm",
        published: 2.0..=20.0,
        source: "2008: 22 of 109 producers of infant formula, 2 % of batches of liquid milk",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::Adulterating, Count::Firms)),
    },
    CalibrationPattern {
        name: "Home-made infant food, no scandal",
        unit: "% of infants",
        level: "society",
        published: 65.0..=75.0,
        source: "infant formula before 2008: about 70 % (China Daily 2011, 2013)",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::InfantsOnImport, Count::Infants).map(|x| 100.0 - x)),
    },
    CalibrationPattern {
        name: "Infants made ill by food in a year",
        unit: "per 1,000",
        level: "person",
        published: 5.0..=8.0,
        source: "derived: 294,000 affected in 2008 (Health Ministry) among some 45 million under three (assumed)",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| share(t.get(Count::Ill), t.get(Count::Infants)).map(|x| 12_000.0 * x)),
    },
    CalibrationPattern {
        name: "Approval stated to a stranger",
        unit: "% of full approval",
        level: "society",
        published: 90.0..=95.0,
        source: "direct questions: above 90 % (Carter, Carter & Schick 2024); 93.1 % satisfied with the centre (Ash 2020)",
        role: CalibrationRole::KeptAside,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::StatedApproval, Count::People).map(|x| x / 255.0)),
    },
    CalibrationPattern {
        name: "Inequality of income",
        unit: "Gini",
        level: "society",
        published: 0.462..=0.474,
        source: "National Bureau of Statistics, 2012 to 2016",
        role: CalibrationRole::KeptAside,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| by_key("gini_income").and_then(|m| (m.truth)(t))),
    },
    CalibrationPattern {
        name: "Officials punished in a year",
        unit: "per 1,000 officials",
        level: "person",
        published: 20.0..=90.0,
        source: "2.8 % of civil servants outside villages and enterprises in 2017 (CCDI, derived), for all sorts of misconduct; here for bribes",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| {
            share(t.get(Count::OfficialsPunished), t.get(Count::Officials)).map(|x| 12_000.0 * x)
        }),
    },
    CalibrationPattern {
        name: "Who has a case and pays a bribe",
        unit: "%",
        level: "person",
        published: 19.0..=32.0,
        source: "of users of public services: 28 % in China (from memory, unchecked), 19 % in Asia (TI 2020); here of cases in which something can be bought",
        role: CalibrationRole::Used,
        under: Under::Law,
        simulated: PatternMeasure::All(|t| percent(t, Count::Bribes, Count::Cases)),
    },
    CalibrationPattern {
        name: "Contented customers among those who tell",
        unit: "%",
        level: "firm",
        published: 78.0..=99.0,
        source: "four or five stars of five: about 78 % (from memory, unchecked); auction site: more than 99 % positive (Resnick & Zeckhauser 2002)",
        role: CalibrationRole::KeptAside,
        under: Under::Reviews,
        simulated: PatternMeasure::All(|t| {
            share(t.get(Count::ToldWell), t.get(Count::ToldWell) + t.get(Count::ToldBadly)).map(|x| 100.0 * x)
        }),
    },
    CalibrationPattern {
        name: "Put on the defaulter list in a year",
        unit: "per 1,000 adults",
        level: "person",
        published: 2.0..=3.5,
        source: "2.3 to 3.6 million a year, 2014 to 2019 (Supreme People's Court, derived)",
        role: CalibrationRole::KeptAside,
        under: Under::DefaulterList,
        simulated: PatternMeasure::All(|t| share(t.get(Count::Entered), t.get(Count::People)).map(|x| 12_000.0 * x)),
    },
    CalibrationPattern {
        name: "Of those ever listed, paid and taken off",
        unit: "%",
        level: "person",
        published: 25.0..=35.0,
        source: "27 % of all who were ever listed until 2018 (3.51 of some 13 million); about a third of the list in 2024",
        role: CalibrationRole::KeptAside,
        under: Under::DefaulterList,
        simulated: PatternMeasure::All(|t| percent(t, Count::LeftByPaying, Count::Entered)),
    },
    CalibrationPattern {
        name: "Home-made infant food, 3 years from a scandal",
        unit: "% of infants",
        level: "society",
        published: 30.0..=50.0,
        source: "70 % chose imported powder in 2011; the home-made share was under half by 2012 (China Daily 2011, 2013)",
        role: CalibrationRole::KeptAside,
        under: Under::Scandal,
        simulated: PatternMeasure::All(|t| percent(t, Count::InfantsOnImport, Count::Infants).map(|x| 100.0 - x)),
    },
    CalibrationPattern {
        name: "Over-reporting: richest fifth less poorest",
        unit: "points of 100",
        level: "group",
        published: 0.5..=100.0,
        source: "more among the wealthy (Robinson & Tannenberg 2019; the size by group was not found)",
        role: CalibrationRole::KeptAside,
        under: Under::Law,
        simulated: PatternMeasure::Between(By::Income, [4, 0], feigned),
    },
    CalibrationPattern {
        name: "Over-reporting: town less country",
        unit: "points of 100",
        level: "group",
        published: 0.5..=100.0,
        source: "more in towns (Robinson & Tannenberg 2019; the size by group was not found)",
        role: CalibrationRole::KeptAside,
        under: Under::Law,
        simulated: PatternMeasure::Between(By::Place, [1, 0], feigned),
    },
    CalibrationPattern {
        name: "Over-reporting: youngest less oldest",
        unit: "points of 100",
        level: "group",
        published: 0.5..=100.0,
        source: "more among the young (Robinson & Tannenberg 2019; the size by group was not found)",
        role: CalibrationRole::KeptAside,
        under: Under::Law,
        simulated: PatternMeasure::Between(By::Age, [0, 4], feigned),
    },
    CalibrationPattern {
        name: "Trust in strangers: town less country",
        unit: "points of 100",
        level: "group",
        published: 0.5..=100.0,
        source: "more general trust in richer counties (Steinhardt & Delhey 2020; the size was not found)",
        role: CalibrationRole::KeptAside,
        under: Under::Law,
        simulated: PatternMeasure::Between(By::Place, [1, 0], |t| by_key("trust").and_then(|m| (m.truth)(t))),
    },
];

/// Stated minus private approval.
fn feigned(t: &Tally) -> Option<f64> {
    by_key("approval_gap").and_then(|m| (m.truth)(t))
}

/// A pattern with its result.
pub struct PatternCheck {
    /// The pattern.
    pub pattern: &'static CalibrationPattern,
    /// The simulated figure, with its interval; `None` if nothing could be measured.
    pub simulated: Option<Interval>,
}

impl PatternCheck {
    /// Whether the mean is within the published range.
    pub fn is_met(&self) -> bool {
        self.simulated.is_some_and(|i| self.pattern.published.contains(&i.mean))
    }
}

/// Looks for every pattern in the results of [`plans`], over all months; or, in those of [`used_plan`], for the figures
/// used. The others are then `None`.
pub fn look(found: &[Comparison]) -> Vec<PatternCheck> {
    TABLE
        .iter()
        .map(|pattern| PatternCheck { pattern, simulated: simulated(pattern, found).map(|v| statistics::interval(&v)) })
        .collect()
}

/// A pattern's values, one a replicate.
fn simulated(pattern: &CalibrationPattern, found: &[Comparison]) -> Option<Vec<f64>> {
    match pattern.simulated {
        PatternMeasure::All(formula) => {
            let of = |run: &Vec<Tally>| {
                let mut sum = Tally::default();
                run[pattern.under.months(run.len())].iter().for_each(|t| sum.merge(t));
                formula(&sum)
            };
            found[0].runs.get(pattern.under as usize)?.iter().map(of).collect()
        }
        PatternMeasure::Between(by, [a, b], formula) => {
            let comparison = found.iter().find(|c| c.plan.by == Some(by))?;
            let during = |run: &Grouped, group: usize| formula(run.windows.get(group)?.first()?);
            let of = |group| comparison.grouped[0].iter().map(move |run| during(run, group));
            of(a).zip(of(b)).map(|(a, b)| Some(a? - b?)).collect()
        }
    }
}
