//! The groups into which people are divided where figures are broken down by group.

use super::geography::Geography;
use super::marginals::AGES;
use super::traits::TownPopulation;

/// What divides people into groups: a property that never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// National fifth of income, poorest first.
    Income,
    /// Age band.
    Age,
    /// Level of schooling.
    Schooling,
    /// Rural or urban.
    Place,
    /// County.
    County,
    /// Arm of an experiment: whom a roll-out never reaches, and whom it reaches sooner or later.
    Arm,
    /// Fifth, age band, schooling and place at once: everybody is in four groups. Read in every [`EVERY`]th month.
    All,
}

/// Months from one reading of all groups to the next: prime to twelve, so that no season is preferred.
pub const EVERY: u32 = 5;
/// The divisions that [`By::All`] puts side by side, in its order.
pub const DIVISIONS: [By; 4] = [By::Income, By::Age, By::Schooling, By::Place];

/// Names of the age bands.
const AGE_BANDS: [&str; AGES] = ["18-29", "30-39", "40-49", "50-59", "60+"];
/// Names of the levels of schooling.
const LEVELS: [&str; 4] = ["primary", "junior", "senior", "college"];
/// Names of the income fifths.
const FIFTHS: [&str; 5] = ["poorest", "second", "middle", "fourth", "richest"];

impl By {
    /// All of them.
    pub const ALL: [By; 6] = [By::Income, By::Age, By::Schooling, By::Place, By::County, By::Arm];

    /// Its name, for people and files.
    pub fn word(self) -> &'static str {
        match self {
            By::Income => "income",
            By::Age => "age",
            By::Schooling => "schooling",
            By::Place => "place",
            By::County => "county",
            By::Arm => "arm",
            By::All => "all",
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
            By::Place | By::Arm => 2,
            By::County => 0,
            By::All => DIVISIONS.iter().map(|by| by.parts()).sum(),
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
            By::Arm => ["control", "treated"][group].into(),
            By::All => {
                let (by, group) = self.division(group);
                format!("{}:{}", by.word(), by.name(group))
            }
        }
    }

    /// The division of a group, and its index within that division.
    pub fn division(self, mut group: usize) -> (By, usize) {
        if self != By::All {
            return (self, group);
        }
        for by in DIVISIONS {
            if group < by.parts() {
                return (by, group);
            }
            group -= by.parts();
        }
        unreachable!("there are no more groups than these")
    }

    /// The index of a group of a division among these groups; `None` where it is not distinguished.
    pub fn place(self, by: By, group: usize) -> Option<usize> {
        (0..self.parts()).find(|n| self.division(*n) == (by, group))
    }

    /// Whether a group belongs to the first division: everybody is in exactly one group of it.
    pub fn is_first(self, group: usize) -> bool {
        self != By::All || group < DIVISIONS[0].parts()
    }

    /// Whether groups are distinguished in a month, counted from 0.
    pub fn looks(self, month: u32) -> bool {
        self != By::All || month.is_multiple_of(EVERY)
    }

    /// Whether the person at place `i` of a town's columns, who lives in its neighbourhood `b`, is in a group. Arms are
    /// known to a settlement only.
    pub fn holds(self, group: usize, home: &TownPopulation, b: usize, i: usize) -> bool {
        let (by, group) = self.division(group);
        by.of(home, b, i) == group
    }

    /// Her group of a single division.
    fn of(self, home: &TownPopulation, b: usize, i: usize) -> usize {
        match self {
            By::Income => home.traits.fifth[i].into(),
            By::Age => home.traits.age[i].into(),
            By::Schooling => home.traits.schooling[i].into(),
            By::Place => home.neighbourhoods[b].urban.into(),
            By::County => home.town.county as usize,
            By::Arm | By::All => unreachable!("arms are known to a settlement; everybody is in several of all groups"),
        }
    }
}
