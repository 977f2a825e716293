//! The results of the steps that follow a neighbourhood's month: records, judgement, money and experience.

use super::accounting::MoneyFlows;
use super::context::Context;
use super::judgement::Judgement;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::peer_rating::Marks;
use super::record_intake::Records;
use crate::life::learning::Experience;

/// What the steps after it made of a neighbourhood's month; it is learnt from, counted and reported.
pub struct MonthResults<'a> {
    /// The context in which they did so.
    pub context: &'a Context<'a>,
    /// The month.
    pub month: &'a NeighbourhoodMonth<'a>,
    /// What came into the books.
    pub records: &'a Records,
    /// How people were rated.
    pub marks: &'a Marks,
    /// What the institution decided.
    pub judgement: &'a Judgement,
    /// What money moved.
    pub flows: &'a MoneyFlows,
    /// What people lived through, as they learn from it.
    pub experience: &'a Experience,
}
