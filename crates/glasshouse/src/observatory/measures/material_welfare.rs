//! Measures of material welfare: points bought and earned, bribes, credit, inequality and public money.

use super::measure::{Group, Measure};
use crate::observatory::formulas::{BOUGHT, WORKED, gini, ratio};
use crate::observatory::tally::Count;

/// The measures under this heading, in the order of the report.
pub const TABLE: &[Measure] = &[
    points_bought(0, "bought_1", "Points bought, poorest fifth"),
    points_bought(1, "bought_2", "Points bought, second fifth"),
    points_bought(2, "bought_3", "Points bought, middle fifth"),
    points_bought(3, "bought_4", "Points bought, fourth fifth"),
    points_bought(4, "bought_5", "Points bought, richest fifth"),
    points_worked(0, "worked_1", "Points won by work, poorest fifth"),
    points_worked(1, "worked_2", "Points won by work, second fifth"),
    points_worked(2, "worked_3", "Points won by work, middle fifth"),
    points_worked(3, "worked_4", "Points won by work, fourth fifth"),
    points_worked(4, "worked_5", "Points won by work, richest fifth"),
    Measure {
        key: "bribes",
        name: "Cases settled by a bribe",
        group: Group::Means,
        unit: "per 1,000 cases",
        definition: "of cases before an official in which something can be bought (an adulterating firm inspected, a permit, a listed person who has found a way), those in which a bribe is paid",
        direction: "more means that rules hold less for those who can pay",
        truth: |t| ratio(t, Count::Bribes, Count::Cases, 1e3),
        seen: Some((|t| ratio(t, Count::BribesFound, Count::Cases, 1e3), "bribes that were found out and punished")),
    },
    Measure {
        key: "bribes_asked",
        name: "Bribes demanded",
        group: Group::Means,
        unit: "per 1,000 cases",
        definition: "of cases before an official, those in which the official demands a bribe that was not offered",
        direction: "more means that officials press people who would not have paid of their own accord",
        truth: |t| ratio(t, Count::BribesAsked, Count::Cases, 1e3),
        seen: None,
    },
    Measure {
        key: "points_for_bribes",
        name: "Points entered for a bribe",
        group: Group::Means,
        unit: "times per 1,000 people a year",
        definition: "times that an official, for a bribe, enters points for work or a gift that never took place, per 1,000 people and year",
        direction: "more means that those who can pay get standing from officials",
        truth: |t| ratio(t, Count::PointsForBribes, Count::People, 12e3),
        seen: Some((
            |t| (t.get(Count::People) > 0).then_some(0.0),
            "its own books, which by their own account are right",
        )),
    },
    Measure {
        key: "bribe_value",
        name: "Bribes paid",
        group: Group::Means,
        unit: "yuan a person a year",
        definition: "yuan paid to officials in bribes, spread over all people",
        direction: "more means that more money buys decisions",
        truth: |t| ratio(t, Count::BribeYuan, Count::People, 12.0),
        seen: None,
    },
    Measure {
        key: "loan_rate",
        name: "Interest on loans",
        group: Group::Means,
        unit: "% a year",
        definition: "mean interest rate of the loans taken in a month",
        direction: "more means dearer credit, because lenders lose more or a standing adds to the rate",
        truth: |t| ratio(t, Count::Interest, Count::Loans, 0.01),
        seen: None,
    },
    Measure {
        key: "credit",
        name: "Access to credit",
        group: Group::Means,
        unit: "% of those who want a loan",
        definition: "share of those who want a loan to whom somebody would lend, whether or not they then take it",
        direction: "less means that more people are shut out of credit, by their neighbours' record or by a regime",
        truth: |t| ratio(t, Count::LoansOffered, Count::LoansWanted, 100.0),
        seen: None,
    },
    Measure {
        key: "gini_income",
        name: "Inequality of income",
        group: Group::Means,
        unit: "Gini, 0 to 1",
        definition: "Gini coefficient of the month's disposable income, after rewards, fines, donations and welfare",
        direction: "more means that income is less equal",
        truth: |t| gini(t, Count::IncomeByBin),
        seen: None,
    },
    Measure {
        key: "gini_savings",
        name: "Inequality of savings",
        group: Group::Means,
        unit: "Gini, 0 to 1",
        definition: "Gini coefficient of savings",
        direction: "more means that savings are less equal",
        truth: |t| gini(t, Count::WealthByBin),
        seen: None,
    },
    Measure {
        key: "state_balance",
        name: "The state's balance",
        group: Group::Means,
        unit: "yuan a person a year",
        definition: "the state's income from people (fines, levies, donations) less its payments to them (rewards, welfare, bonuses, public orders), spread over all people; the cost of watching itself is not counted",
        direction: "less than 0 means that the regime costs the state money; more means that people pay for it",
        truth: |t| ratio(t, Count::StateFlow, Count::People, 12.0),
        seen: None,
    },
    Measure {
        key: "welfare_cost",
        name: "Cost of welfare",
        group: Group::Means,
        unit: "yuan a person a year",
        definition: "income floor, old-age pay and medical cover, before any levy that funds them, spread over all people",
        direction: "more means that more is given",
        truth: |t| ratio(t, Count::WelfarePaid, Count::People, 12.0),
        seen: None,
    },
];

const fn points_bought(fifth: usize, key: &'static str, name: &'static str) -> Measure {
    Measure {
        key,
        name,
        group: Group::Means,
        unit: "points a person a year",
        definition: "points won back by donation, per person of this income fifth and year",
        direction: "a difference between fifths means that standing can be bought by those who can pay",
        truth: BOUGHT[fifth],
        seen: None,
    }
}

const fn points_worked(fifth: usize, key: &'static str, name: &'static str) -> Measure {
    Measure {
        key,
        name,
        group: Group::Means,
        unit: "points a person a year",
        definition: "points won back by unpaid work, per person of this income fifth and year",
        direction: "more means that more standing is won back by hours of work; a difference between fifths shows whose hours",
        truth: WORKED[fifth],
        seen: None,
    }
}
