//! The context of a month: everything that the steps of a county's month read apart from its people's state.

use super::county_rules::{CountyRules, RuleTable};
use super::institution::Institution;
use super::matching::Matching;
use super::population::Populations;
use super::settlement::Settlement;
use super::witness::Witness;
use crate::life::learning::News;
use crate::life::terms::Terms;
use crate::life::work::PayScale;
use crate::society::assessment_rule::Norm;
use crate::society::marginals::AGES;
use crate::society::strata::By;
use crate::society::traits::TownPopulation;

/// Everything that the simulation of a county's month reads.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub people: &'a Settlement,
    /// The people of every town.
    pub populations: &'a Populations<'a>,
    /// The rules of each county.
    pub table: &'a RuleTable<'a>,
    pub institution: &'a Institution<'a>,
    pub terms: &'a Terms,
    /// Whether a regime is in force here, with dockets or without.
    pub reached: bool,
    /// Whether a regime with dockets is in force here.
    pub in_force: bool,
    /// How far this month's announcements move what people expect: less the longer the regime has been in force here.
    pub announcing: f32,
    /// Norm by which neighbours judge each other.
    pub norm: Norm,
    pub news: News,
    /// Share of incomes that pays for the running of the system this month.
    pub levy: f32,
    pub month: u32,
    /// Those who came of age after this month of life never lived under the regimes that are compared; `None` as long
    /// as one of them is in force.
    pub legacy: Option<i16>,
    /// Everybody's public byte after last month.
    pub public: &'a [u8],
    pub witness: Option<&'a dyn Witness>,
    /// Incomes of the month as shares of the usual ones, in the country and in town.
    pub pay: [PayScale; 2],
    /// Groups by which figures are broken down.
    pub by: Option<By>,
}

impl<'a> Context<'a> {
    /// The context of a month under the law alone, without a witness or groups; the last month left this news and
    /// these public bytes.
    pub fn new(
        populations: &'a Populations<'a>,
        table: &'a RuleTable<'a>,
        month: u32,
        news: News,
        public: &'a [u8],
    ) -> Context<'a> {
        let (people, law) = (populations.people(), table.law());
        let old = people.society.marginals.age.value[AGES - 1] as f32;
        let pay = [false, true].map(|urban| PayScale::of(&people.society.behaviour.work, old, urban, month));
        Context {
            people,
            populations,
            table,
            institution: law.institution,
            terms: &law.terms,
            reached: false,
            in_force: false,
            announcing: 0.0,
            norm: people.society.gossip_norm(),
            news,
            levy: 0.0,
            month,
            legacy: populations.legacy(),
            public,
            witness: None,
            pay,
            by: None,
        }
    }
}

impl<'a> Context<'a> {
    /// The same month under the rules of a county.
    pub fn in_county(&self, county: u32) -> Context<'a> {
        let CountyRules { institution, terms, in_force: reached } = self.table.of(county);
        let learning = &self.people.society.behaviour.learning;
        let announcing = if *reached { learning.announcing(self.month - self.table.joined(county)) } else { 0.0 };
        let in_force = *reached && institution.code.judges();
        Context { institution, terms, reached: *reached, in_force, announcing, ..*self }
    }

    /// The matching of a town's people.
    pub fn matching(&self, population: &TownPopulation) -> Matching {
        Matching::draw(&self.people.society.behaviour, &self.people.rng, population, self.month)
    }
}
