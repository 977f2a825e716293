//! Into which groups are people divided, where figures are told by group?

use super::marginals::AGES;
use super::people::Home;
use super::places::Geography;

/// What divides people into groups: something that never changes about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// National fifth of income, poorest first.
    Income,
    /// Age band.
    Age,
    /// Level of schooling.
    Schooling,
    /// Country or town.
    Place,
    /// County.
    County,
}

/// Names of the age bands.
const AGE_BANDS: [&str; AGES] = ["18-29", "30-39", "40-49", "50-59", "60+"];
/// Names of the levels of schooling.
const LEVELS: [&str; 4] = ["primary", "junior", "senior", "college"];
/// Names of the income fifths.
const FIFTHS: [&str; 5] = ["poorest", "second", "middle", "fourth", "richest"];

impl By {
    /// All of them.
    pub const ALL: [By; 5] = [By::Income, By::Age, By::Schooling, By::Place, By::County];

    /// Its name, for people and files.
    pub fn word(self) -> &'static str {
        match self {
            By::Income => "income",
            By::Age => "age",
            By::Schooling => "schooling",
            By::Place => "place",
            By::County => "county",
        }
    }

    /// Number of groups on a map.
    pub fn groups(self, map: &Geography) -> usize {
        if self == By::County { map.counties as usize } else { self.parts() }
    }

    /// Number of groups, on any map; counties have none without one.
    pub fn parts(self) -> usize {
        match self {
            By::Income => FIFTHS.len(),
            By::Age => AGE_BANDS.len(),
            By::Schooling => LEVELS.len(),
            By::Place => 2,
            By::County => 0,
        }
    }

    /// Name of a group.
    pub fn name(self, group: usize) -> String {
        match self {
            By::Income => FIFTHS[group].into(),
            By::Age => AGE_BANDS[group].into(),
            By::Schooling => LEVELS[group].into(),
            By::Place => ["country", "town"][group].into(),
            By::County => group.to_string(),
        }
    }

    /// Group of the person at place `i` of a county's columns, who lives in its neighbourhood `b`.
    pub fn of(self, home: &Home, b: usize, i: usize) -> usize {
        match self {
            By::Income => home.traits.fifth[i].into(),
            By::Age => home.traits.age[i].into(),
            By::Schooling => home.traits.schooling[i].into(),
            By::Place => home.neighbourhoods[b].urban.into(),
            By::County => home.county as usize,
        }
    }
}
