//! By which rules does a county live this month? A small table, worked out once a month, and a place in it per county.

use super::{Institution, Settlement};
use crate::life::terms::Terms;

/// What holds in some counties for a month.
pub struct Rules<'a> {
    /// The regime, as it works there.
    pub institution: &'a Institution<'a>,
    /// What people there are told.
    pub terms: Terms,
    /// Whether it is in force there.
    pub in_force: bool,
}

/// All rules of a month.
pub struct Table<'a> {
    /// The law alone, the regime everywhere, then the regime by the rules of some provinces.
    rules: Vec<Rules<'a>>,
    /// Place in `rules` of each county.
    of_county: Vec<usize>,
}

impl<'a> Table<'a> {
    /// The rules of a month.
    pub fn new(people: &Settlement, institution: &'a Institution, month: u32) -> Table<'a> {
        let society = &people.society;
        let law = Rules { institution, terms: Terms::of_law(&society.behaviour, month), in_force: false };
        let holds = |i: &'a Institution| Rules {
            institution: i,
            terms: i.regime.terms(society, month),
            in_force: i.regime.in_force(month),
        };
        let is_regional = institution.regime.rollout.as_ref().is_some_and(|r| r.is_regional(month));
        let regional = if is_regional { institution.regional.as_slice() } else { &[] };
        let rules = [law, holds(institution)].into_iter().chain(regional.iter().map(|(_, i)| holds(i))).collect();
        let reach = institution.regime.reach(month, people.map.counties);
        let of_county = people.line.iter().zip(0..).map(|(place, county)| {
            let province = people.map.province(county);
            let variant = || regional.iter().position(|(provinces, _)| provinces.contains(&province));
            if *place < reach { variant().map_or(1, |v| 2 + v) } else { 0 }
        });
        Table { of_county: of_county.collect(), rules }
    }

    /// The rules of a county.
    pub fn of(&self, county: u32) -> &Rules<'a> {
        &self.rules[self.of_county[county as usize]]
    }
}
