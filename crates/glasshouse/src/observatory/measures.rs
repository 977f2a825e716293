//! What shall be written down? One table of measures: name, definition, unit, direction, and both views.
//!
//! From this table come the series, the Parquet columns, the report, its glossary and `glasshouse list measures`.

pub use super::formulas::Formula;
use super::formulas::{BOUGHT, LISTED_SAME_ACTS, bought_share, gini, ratio, share};
use super::tally::{Count, Tally};

/// A measure, seen two ways.
pub struct Measure {
    /// Stable key, used in files.
    pub key: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Heading under which it is shown.
    pub group: Group,
    /// Unit.
    pub unit: &'static str,
    /// What it is, in one sentence.
    pub definition: &'static str,
    /// What more of it means, and for whom.
    pub direction: &'static str,
    /// What is.
    pub truth: Formula,
    /// What the state sees, where it can differ, and through what.
    pub seen: Option<(Formula, &'static str)>,
}

/// Headings of the report, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Trust, helping, honesty.
    Together,
    /// What people think and what they dare to say.
    Voice,
    /// Who is listed, and for what.
    Standing,
    /// Money.
    Means,
}

impl Group {
    /// All headings.
    pub const ALL: [Group; 4] = [Group::Together, Group::Voice, Group::Standing, Group::Means];

    /// The heading, for people.
    pub fn title(self) -> &'static str {
        match self {
            Group::Together => "How people treat each other",
            Group::Voice => "What people think, and what they dare to say",
            Group::Standing => "Who is listed, and what for",
            Group::Means => "Who has what",
        }
    }
}

/// The two views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// What is.
    Truth,
    /// What the state sees.
    Seen,
}

/// Every measure, in the order of the report.
pub const TABLE: &[Measure] = &[
    Measure {
        key: "trust",
        name: "Trust in strangers",
        group: Group::Together,
        unit: "% of full trust",
        definition: "mean trust in a stranger about whom nothing is known, from 0 (none) to 100 (full)",
        direction: "more means that people expect more good of each other",
        truth: |t| ratio(t, Count::Trust, Count::People, 100.0 / 255.0),
        seen: Some((
            |t| share(t.get(Count::GoodStanding), t.get(Count::GoodStanding) + t.get(Count::Listed)).map(|x| 100.0 * x),
            "share of people in good standing, which its records call trustworthy",
        )),
    },
    Measure {
        key: "help",
        name: "Help per distress",
        group: Group::Together,
        unit: "% of cases",
        definition: "share of persons in distress before a passer-by who were helped",
        direction: "more means that more people in need are helped",
        truth: |t| ratio(t, Count::Helped, Count::Distress, 100.0),
        seen: Some((
            |t| share(t.get(Count::HelpSeen), t.get(Count::HelpSeen) + t.get(Count::WalkOnSeen)).map(|x| 100.0 * x),
            "recorded helping among all recorded cases",
        )),
    },
    Measure {
        key: "extortion",
        name: "Helpers extorted",
        group: Group::Together,
        unit: "per 10,000 helpers",
        definition: "helpers who are accused by the very person they helped, per 10,000 helpers",
        direction: "more means that kindness is punished more often",
        truth: |t| ratio(t, Count::Extorted, Count::Helped, 1e4),
        seen: Some((
            |t| share(t.get(Count::Extorted) - t.get(Count::ExtortionUpheld), t.get(Count::Helped)).map(|x| 1e4 * x),
            "accusations that a court refused; those it upheld count as justice",
        )),
    },
    Measure {
        key: "honest_trade",
        name: "Honest trade",
        group: Group::Together,
        unit: "% of sales",
        definition: "share of sales of the staple made at home that are not adulterated",
        direction: "more means safer food",
        truth: |t| ratio(t, Count::HonestSales, Count::Sales, 100.0),
        seen: Some((
            |t| ratio(t, Count::FoundAdulterating, Count::Inspected, -100.0).map(|x| x + 100.0),
            "share of inspected firms that were found clean",
        )),
    },
    Measure {
        key: "illness",
        name: "Infants made ill by food",
        group: Group::Together,
        unit: "per 100,000 infants a year",
        definition: "infants made ill by adulterated staple food, per 100,000 infants and year",
        direction: "more means more harm",
        truth: |t| ratio(t, Count::Ill, Count::Infants, 1.2e6),
        seen: Some((|t| ratio(t, Count::Traced, Count::Infants, 1.2e6), "illnesses traced to a firm")),
    },
    Measure {
        key: "imports",
        name: "Imports chosen",
        group: Group::Together,
        unit: "% of purchases",
        definition: "share of purchases of the staple that go to expensive imports",
        direction: "more means less trust in goods made at home, by those who can pay",
        truth: |t| share(t.get(Count::Imports), t.get(Count::Imports) + t.get(Count::Sales)).map(|x| 100.0 * x),
        seen: None,
    },
    Measure {
        key: "violations",
        name: "Rules broken",
        group: Group::Together,
        unit: "% of occasions",
        definition: "share of occasions on the road and in public on which the rule is broken",
        direction: "more means less compliance",
        truth: |t| ratio(t, Count::Violations, Count::Occasions, 100.0),
        seen: Some((
            |t| ratio(t, Count::ViolationsSeen, Count::Occasions, 100.0),
            "violations recorded by police and channels",
        )),
    },
    Measure {
        key: "scams",
        name: "Accidents staged",
        group: Group::Together,
        unit: "per 100,000 people a year",
        definition: "accidents staged to make a stranger pay, per 100,000 people and year",
        direction: "more means that strangers are cheated more often",
        truth: |t| ratio(t, Count::Scams, Count::People, 1.2e6),
        seen: Some((|t| ratio(t, Count::ScamsReported, Count::People, 1.2e6), "those reported to the police")),
    },
    Measure {
        key: "scams_solved",
        name: "Staged accidents solved",
        group: Group::Together,
        unit: "% of them",
        definition: "share of staged accidents in which the police find who did it",
        direction: "more means that more who cheat are found",
        truth: |t| ratio(t, Count::ScamsSolved, Count::Scams, 100.0),
        seen: Some((|t| ratio(t, Count::ScamsSolved, Count::ScamsReported, 100.0), "share of reported ones")),
    },
    Measure {
        key: "hardship",
        name: "Bills beyond one's means",
        group: Group::Together,
        unit: "per 100,000 people a year",
        definition: "persons whom a bill such as a hospital's befalls that their own savings do not cover, per 100,000 people and year",
        direction: "more means that more people depend on others' help, or go without",
        truth: |t| ratio(t, Count::Hardships, Count::People, 1.2e6),
        seen: None,
    },
    Measure {
        key: "kin_help",
        name: "Kin helped",
        group: Group::Together,
        unit: "% of cases",
        definition: "of those of the household who were asked by kin in such trouble and had anything to give, the share who gave it",
        direction: "more means that families bear more together",
        truth: |t| ratio(t, Count::KinHelped, Count::KinAsked, 100.0),
        seen: None,
    },
    Measure {
        key: "approval",
        name: "Private approval",
        group: Group::Voice,
        unit: "% of full approval",
        definition: "mean private approval of the government, from 0 to 100; the state's view is what people state in a survey",
        direction: "more means that people think better of the government",
        truth: |t| ratio(t, Count::Approval, Count::People, 100.0 / 255.0),
        seen: Some((
            |t| ratio(t, Count::StatedApproval, Count::People, 100.0 / 255.0),
            "approval stated in a survey, answered under felt surveillance",
        )),
    },
    Measure {
        key: "approval_gap",
        name: "Approval feigned",
        group: Group::Voice,
        unit: "points of 100",
        definition: "stated minus private approval (preference falsification)",
        direction: "more means that surveys mislead more",
        truth: |t| {
            share(t.get(Count::StatedApproval) - t.get(Count::Approval), t.get(Count::People))
                .map(|x| x * 100.0 / 255.0)
        },
        seen: None,
    },
    Measure {
        key: "critics_silent",
        name: "Critics who keep silent",
        group: Group::Voice,
        unit: "% of critics",
        definition: "share of those who privately disapprove who in a month say nothing, or praise",
        direction: "more means more self-censorship or less need to speak",
        truth: |t| ratio(t, Count::CriticsSilent, Count::Critics, 100.0),
        seen: None,
    },
    Measure {
        key: "criticism",
        name: "Open criticism",
        group: Group::Voice,
        unit: "% of people a month",
        definition: "share of all people who criticise the authority openly in a month",
        direction: "more means that more is said aloud",
        truth: |t| ratio(t, Count::Criticised, Count::People, 100.0),
        seen: Some((|t| ratio(t, Count::CriticismSeen, Count::People, 100.0), "criticism recorded by monitors")),
    },
    Measure {
        key: "silent",
        name: "Silent",
        group: Group::Voice,
        unit: "% of people a month",
        definition: "share of all people who in a month neither criticise nor praise openly",
        direction: "more means that less is said aloud, either way",
        truth: |t| {
            share(t.get(Count::People) - t.get(Count::Criticised) - t.get(Count::Praised), t.get(Count::People))
                .map(|x| 100.0 * x)
        },
        seen: None,
    },
    Measure {
        key: "disapproved_bought",
        name: "Disapproved goods bought",
        group: Group::Voice,
        unit: "% of purchases",
        definition: "of goods bought that the authority approves or disapproves of, the share it disapproves of",
        direction: "less under a regime than without it means that purchases bend",
        truth: |t| bought_share(t, Count::DisapprovedBought, Count::ApprovedBought),
        seen: Some((
            |t| bought_share(t, Count::DisapprovedSeen, Count::ApprovedSeen),
            "the share among the purchases that channels recorded",
        )),
    },
    Measure {
        key: "against_taste",
        name: "Purchases against taste",
        group: Group::Voice,
        unit: "% of purchases",
        definition: "of these purchases, the share that is of the kind which the buyer likes less; some of it is mere chance, so read it beside that of the baseline",
        direction: "more means that people buy less of what they like",
        truth: |t| {
            let bought = t.get(Count::ApprovedBought) + t.get(Count::DisapprovedBought);
            share(t.get(Count::BoughtAgainstTaste), bought).map(|x| 100.0 * x)
        },
        seen: Some((
            |t| (t.get(Count::ApprovedSeen) + t.get(Count::DisapprovedSeen) > 0).then_some(0.0),
            "its records, which take what people buy for what they like",
        )),
    },
    Measure {
        key: "purchases_bent",
        name: "Purchases bent",
        group: Group::Voice,
        unit: "% of shoppers",
        definition: "share of those shopping for such goods who would, with the same luck and the same mood, have bought something else or nothing had nobody looked",
        direction: "more means that being watched decides more of what people buy",
        truth: |t| ratio(t, Count::ShoppersBent, Count::Shoppers, 100.0),
        seen: None,
    },
    Measure {
        key: "felt",
        name: "Felt surveillance",
        group: Group::Voice,
        unit: "% of full watching",
        definition: "mean chance, as people believe, that what they do is seen by an authority",
        direction: "more means that people feel watched",
        truth: |t| ratio(t, Count::Felt, Count::People, 100.0 / 255.0),
        seen: None,
    },
    Measure {
        key: "true_reports",
        name: "Neighbours reported rightly",
        group: Group::Voice,
        unit: "reports per 1,000 people a year",
        definition: "reports to the authority about what a neighbour did, per 1,000 people and year",
        direction: "more means that more people tell on each other",
        truth: |t| ratio(t, Count::TrueReports, Count::People, 12_000.0),
        seen: Some((
            |t| {
                let believed = t.get(Count::TrueReports) + t.get(Count::FalseReports) - t.get(Count::FalseReportsFound);
                share(believed, t.get(Count::People)).map(|x| 12_000.0 * x)
            },
            "all reports that its checks did not find false",
        )),
    },
    Measure {
        key: "false_reports",
        name: "Neighbours denounced falsely",
        group: Group::Voice,
        unit: "reports per 1,000 people a year",
        definition: "reports to the authority about what a neighbour did not do, per 1,000 people and year",
        direction: "more means that more people are harmed by a lie",
        truth: |t| ratio(t, Count::FalseReports, Count::People, 12_000.0),
        seen: Some((
            |t| ratio(t, Count::FalseReportsFound, Count::People, 12_000.0),
            "false reports that its checks found",
        )),
    },
    Measure {
        key: "listed",
        name: "Listed",
        group: Group::Standing,
        unit: "% of people",
        definition: "share of people who are on the list or in a listed tier at the end of a month",
        direction: "more means that more are shut out",
        truth: |t| ratio(t, Count::Listed, Count::People, 100.0),
        seen: None,
    },
    Measure {
        key: "wrongly_listed",
        name: "Wrongly listed",
        group: Group::Standing,
        unit: "% of the listed",
        definition: "of the listed, the share whom nobody would list who had seen every act rightly and counted only their own",
        direction: "more means more injustice",
        truth: |t| ratio(t, Count::WronglyListed, Count::Listed, 100.0),
        seen: Some((
            |t| (t.get(Count::Listed) > 0).then_some(0.0),
            "its own records, which by their own account are right",
        )),
    },
    Measure {
        key: "innocent_listed",
        name: "Innocents listed",
        group: Group::Standing,
        unit: "% of the innocent",
        definition: "of those whom perfect sight would not list, the share who are listed",
        direction: "more means more injustice; read beside `wrongly listed`, since either alone can mislead",
        truth: |t| {
            share(
                t.get(Count::WronglyListed),
                t.get(Count::People) - t.get(Count::Listed) + t.get(Count::WronglyListed),
            )
            .map(|x| 100.0 * x)
        },
        seen: None,
    },
    Measure {
        key: "blameless_loss",
        name: "Harm to the blameless",
        group: Group::Standing,
        unit: "yuan a person a year",
        definition: "what sanctions cost those whom perfect sight would not sanction, spread over all people",
        direction: "more means more harm without fault",
        truth: |t| ratio(t, Count::BlamelessLoss, Count::People, 12.0),
        seen: None,
    },
    Measure {
        key: "sanction_loss",
        name: "Cost of sanctions",
        group: Group::Standing,
        unit: "yuan a person a year",
        definition: "what sanctions cost all who bear them, spread over all people",
        direction: "more means heavier sanctions",
        truth: |t| ratio(t, Count::SanctionLoss, Count::People, 12.0),
        seen: None,
    },
    Measure {
        key: "schoolless",
        name: "Children kept out of good schools",
        group: Group::Standing,
        unit: "% of parents",
        definition: "share of persons with a child of school age whose child may not go to a good school",
        direction: "more means that children lose prospects for their parents' standing",
        truth: |t| ratio(t, Count::Schoolless, Count::Parents, 100.0),
        seen: None,
    },
    same_acts(0, "listed_same_acts_1", "Listed given the same acts, poorest fifth"),
    same_acts(1, "listed_same_acts_2", "Listed given the same acts, second fifth"),
    same_acts(2, "listed_same_acts_3", "Listed given the same acts, middle fifth"),
    same_acts(3, "listed_same_acts_4", "Listed given the same acts, fourth fifth"),
    same_acts(4, "listed_same_acts_5", "Listed given the same acts, richest fifth"),
    points_bought(0, "bought_1", "Points bought, poorest fifth"),
    points_bought(1, "bought_2", "Points bought, second fifth"),
    points_bought(2, "bought_3", "Points bought, middle fifth"),
    points_bought(3, "bought_4", "Points bought, fourth fifth"),
    points_bought(4, "bought_5", "Points bought, richest fifth"),
    Measure {
        key: "bribes",
        name: "Cases settled by a bribe",
        group: Group::Means,
        unit: "per 1,000 cases",
        definition: "of cases before an official in which something can be bought (an adulterating firm inspected, a listed person who found a way), those in which a bribe is paid",
        direction: "more means that rules hold less for those who can pay",
        truth: |t| ratio(t, Count::Bribes, Count::Cases, 1e3),
        seen: Some((|t| ratio(t, Count::BribesFound, Count::Cases, 1e3), "bribes that were found out and punished")),
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
];

const fn same_acts(fifth: usize, key: &'static str, name: &'static str) -> Measure {
    Measure {
        key,
        name,
        group: Group::Standing,
        unit: "% of people",
        definition: "chance of being listed in this income fifth, as if its people had done just what the whole population did (eight bands of deserved score, directly standardised)",
        direction: "a difference between fifths means that the same acts weigh differently by income",
        truth: LISTED_SAME_ACTS[fifth],
        seen: None,
    }
}

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

impl Measure {
    /// Its value in one of the views, from sums over a month or a span of months; `None` where it is not defined.
    pub fn value(&self, view: View, t: &Tally) -> Option<f64> {
        match view {
            View::Truth => (self.truth)(t),
            View::Seen => self.seen.as_ref().and_then(|(formula, _)| formula(t)),
        }
    }
}

/// The measure with this key.
pub fn by_key(key: &str) -> Option<&'static Measure> {
    TABLE.iter().find(|m| m.key == key)
}
