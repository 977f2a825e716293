//! The rules of each county in a month: a small table built once a month, and each county's index into it.

use super::institution::Institution;
use super::settlement::Settlement;
use crate::life::terms::Terms;
use crate::regime::RolloutUnit;

/// The rules of some counties in a month.
pub struct CountyRules<'a> {
    /// The regime as it applies there.
    pub institution: &'a Institution<'a>,
    /// The terms that people there know.
    pub terms: Terms,
    /// Whether it is in force there.
    pub in_force: bool,
}

/// All rules of a month.
pub struct RuleTable<'a> {
    /// The law alone, the general regime, then the regime under the rules of some provinces.
    rules: Vec<CountyRules<'a>>,
    /// Each county's index into `rules`.
    of_county: Vec<usize>,
    /// Where the regime is in force, the month in which it began in each county.
    joined: Vec<u32>,
    /// The part of every county that the regime has reached, where it is not rolled out by county.
    within: Option<(RolloutUnit, f32)>,
}

impl<'a> RuleTable<'a> {
    /// The rules of a month.
    pub fn new(people: &Settlement, institution: &'a Institution, month: u32) -> RuleTable<'a> {
        let society = &people.society;
        let mut law = CountyRules { institution, terms: Terms::of_law(&society.behaviour, month), in_force: false };
        institution.regime.befall(&mut law.terms, month);
        let holds = |i: &'a Institution| CountyRules {
            institution: i,
            terms: i.regime.terms(society, month),
            in_force: i.regime.in_force(month),
        };
        let is_regional = institution.regime.rollout.as_ref().is_some_and(|r| r.is_regional(month));
        let regional = if is_regional { institution.regional.as_slice() } else { &[] };
        let rules = [law, holds(institution)]
            .into_iter()
            .chain(regional.iter().map(|variant| holds(&variant.institution)))
            .collect();
        let reach = institution.regime.reach(month, people.map.counties);
        let of_county = people.line.iter().zip(0..).map(|(place, county)| {
            let province = people.map.province(county);
            let variant = || regional.iter().position(|variant| variant.provinces.contains(&province));
            if *place < reach { variant().map_or(1, |v| 2 + v) } else { 0 }
        });
        let within = institution.regime.within(month).filter(|_| institution.regime.in_force(month));
        RuleTable { of_county: of_county.collect(), rules, joined: joined(people, institution, month), within }
    }

    /// The month in which the regime began in a county where it is in force.
    pub fn joined(&self, county: u32) -> u32 {
        self.joined[county as usize]
    }

    /// The share of a town's neighbourhoods, or of people, that the regime has reached, where it is rolled out by them.
    pub fn share_of(&self, unit: RolloutUnit) -> Option<f32> {
        self.within.filter(|(of, _)| *of == unit).map(|(_, share)| share)
    }

    /// The law alone.
    pub fn law(&self) -> &CountyRules<'a> {
        &self.rules[0]
    }

    /// The rules of a county.
    pub fn of(&self, county: u32) -> &CountyRules<'a> {
        &self.rules[self.of_county[county as usize]]
    }
}

/// The month in which the regime began in each county that it has reached by `month`; `month` for the others.
fn joined(people: &Settlement, institution: &Institution, month: u32) -> Vec<u32> {
    let regime = &institution.regime;
    if !regime.in_force(month) {
        return vec![month; people.line.len()];
    }
    if regime.rollout.is_none() {
        return vec![regime.starts; people.line.len()];
    }
    // Counties that have joined stay in.
    let reaches: Vec<u32> = (regime.starts..month).map(|month| regime.reach(month, people.map.counties)).collect();
    let began = |place: &u32| regime.starts + reaches.partition_point(|reach| reach <= place) as u32;
    people.line.iter().map(began).collect()
}
