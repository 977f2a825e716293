//! The results of the steps that follow a neighbourhood's month: records, judgement, money and experience.

use super::accounting::MoneyFlows;
use super::context::Context;
use super::judgement::Judgement;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::peer_rating::Marks;
use super::record_intake::Records;
use crate::life::learning::Experience;

/// The results of the steps after a neighbourhood's month, for learning, counting and reports.
pub struct MonthResults<'a> {
    /// The context of the month.
    pub context: &'a Context<'a>,
    /// The month.
    pub month: &'a NeighbourhoodMonth<'a>,
    /// The records that reached the books.
    pub records: &'a Records,
    /// How people were rated.
    pub marks: &'a Marks,
    /// What the institution decided.
    pub judgement: &'a Judgement,
    /// The money flows.
    pub flows: &'a MoneyFlows,
    /// People's experience, from which they learn.
    pub experience: &'a Experience,
}
