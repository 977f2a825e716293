//! The panel of counties and months that a roll-out leaves to a researcher.
//!
//! One society, in which a regime begins in some counties before others: who was treated when, and the findings in
//! each county and month, in both views, with the regime and, with the same luck, without it.

use super::compare::{Comparison, Plan};
use super::diff_in_diff::Sample;
use crate::observatory::measures::{Measure, View, views};
use crate::observatory::wide_table::TableColumn;
use crate::rng::Rng;
use crate::society::strata::By;
use std::fmt;
use std::ops::Range;

/// The world without the regime and the one with it: their indices in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelWorld {
    /// The same people with the same luck, without the regime: known here only.
    Without = 0,
    /// The world in which the researcher lives.
    With = 1,
}

/// The facts known about a county from the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelCounty {
    /// Its province, counted from 1.
    pub province: u32,
    /// Share of its people who live in urban places, 0 to 1.
    pub urban: f64,
    /// Wave in which the regime comes to it: 0 for the pilots; `None` if it never comes.
    pub wave: Option<u32>,
    /// Month in which it comes, counted from 0.
    pub first: Option<u32>,
}

/// A panel of one society.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its counties.
    pub counties: Vec<PanelCounty>,
    /// Months that can be compared: until the regime ends, or until no county is without it.
    pub study: Range<u32>,
    /// Month in which the regime is switched off, or the last one is over.
    pub ends: u32,
    /// Whether it is rolled out within counties, by neighbourhood or by person.
    pub within: bool,
}

/// The reason why nothing can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incomparable {
    /// The regime begins everywhere at once.
    Everywhere,
    /// It begins nowhere in this run.
    Nowhere,
    /// It begins in the first month: there is nothing before.
    NothingBefore,
    /// It is rolled out by neighbourhood or by person.
    WithinCounties,
}

impl fmt::Display for Incomparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Incomparable::Everywhere => "the regime begins everywhere at once: there is no county to compare with",
            Incomparable::Nowhere => "the regime begins in no county in this run: there is nothing to evaluate",
            Incomparable::NothingBefore => "the regime begins in the first month: there is nothing before it",
            Incomparable::WithinCounties => {
                "the regime is rolled out within counties: compare its arms (`--by arm`), not counties"
            }
        })
    }
}

impl std::error::Error for Incomparable {}

impl Panel {
    /// The treatment times in one of the societies of a plan of two regimes.
    pub fn of(plan: &Plan, replicate: u32) -> Panel {
        let map = plan.population(replicate).map();
        let (regime, months) = (&plan.regimes[PanelWorld::With as usize], plan.size.months);
        let reach: Vec<u32> = (0..months).map(|month| regime.reach(month, map.counties)).collect();
        let begins = |place: u32| reach.iter().zip(0..).find(|(reach, _)| place < **reach).map(|(_, month)| month);
        let line = map.line(&Rng::new(plan.seed, replicate));
        let first: Vec<Option<u32>> = line.iter().map(|place| begins(*place)).collect();
        let mut starts: Vec<u32> = first.iter().flatten().copied().collect();
        starts.sort_unstable();
        starts.dedup();
        let county = |c: u32| {
            let first = first[c as usize];
            let wave = starts.iter().zip(0..).find(|(start, _)| Some(**start) == first).map(|(_, wave)| wave);
            let persons = |b: u32| map.persons(b).len() as f64;
            let all: f64 = map.county(c).map(persons).sum();
            let urban: f64 = map.county(c).filter(|b| map.is_urban(*b)).map(persons).sum();
            PanelCounty { province: map.province(c), urban: urban / all, wave, first }
        };
        let ends = regime.ends.unwrap_or(months).min(months);
        let last = if first.contains(&None) { ends } else { starts.last().copied().unwrap_or(ends).min(ends) };
        Panel {
            counties: (0..map.counties).map(county).collect(),
            study: 0..last,
            ends,
            within: regime.within(0).is_some(),
        }
    }

    /// Whether there is anything to compare.
    pub fn comparable(&self) -> Result<(), Incomparable> {
        let firsts = || self.counties.iter().map(|county| county.first);
        if self.within {
            return Err(Incomparable::WithinCounties);
        }
        match firsts().flatten().min() {
            None => Err(Incomparable::Nowhere),
            Some(0) if firsts().flatten().all(|first| first == 0) => Err(Incomparable::NothingBefore),
            Some(first) if self.study.end <= first => Err(Incomparable::Everywhere),
            Some(_) => Ok(()),
        }
    }

    /// Month in which each county begins, if it is among the months that can be compared.
    pub fn first(&self) -> Vec<Option<u32>> {
        self.counties.iter().map(|county| county.first.filter(|first| *first < self.study.end)).collect()
    }

    /// Whether the regime is in force in a county in a month.
    pub fn is_treated(&self, county: usize, month: u32) -> bool {
        self.counties[county].first.is_some_and(|first| first <= month) && month < self.ends
    }

    /// The months that can be compared as a sample, from one value per county and month.
    pub fn sample(&self, figure: impl Fn(usize, u32) -> Option<f64>) -> Sample {
        let cells = (0..self.counties.len()).flat_map(|county| self.study.clone().map(move |month| (county, month)));
        let figures = cells.map(|(county, month)| figure(county, month)).collect();
        Sample { first: self.first(), months: self.study.end, figures }
    }
}

/// A measure in one view, in one world of one society: by county and month.
pub struct CountySeries<'a> {
    series: &'a [Option<f64>],
    counties: usize,
    column: usize,
    width: usize,
}

impl<'a> CountySeries<'a> {
    /// `None` if the measure has no such view. The comparison must be broken down by county.
    pub fn of(
        c: &'a Comparison,
        world: PanelWorld,
        replicate: u32,
        m: &Measure,
        view: View,
    ) -> Option<CountySeries<'a>> {
        debug_assert_eq!(c.plan.by, Some(By::County));
        let series = &c.grouped[world as usize][replicate as usize].series;
        let (width, months) = (views().count(), c.plan.size.months as usize);
        // A measure that the state does not see has no such column.
        let column = views().position(|of| of.measure == m && of.view == view)?;
        Some(CountySeries { series, counties: series.len() / width / months, column, width })
    }

    /// The figure of a county in a month; `None` where it is not defined.
    pub fn at(&self, county: usize, month: u32) -> Option<f64> {
        self.series[(month as usize * self.counties + county) * self.width + self.column]
    }
}

/// The panel as a table: who was treated when, and for each measure the truth, what the state sees (`_seen`), and the
/// counterfactual without the regime (`_without`), which only this table can report. All months of the run, counted
/// from 0.
pub fn table(c: &Comparison, panel: &Panel, replicate: u32, measures: &[&'static Measure]) -> Vec<TableColumn> {
    let cells =
        || (0..panel.counties.len()).flat_map(|county| (0..c.plan.size.months).map(move |month| (county, month)));
    let whole = |name: &str, cell: &dyn Fn(usize, u32) -> Option<u32>| {
        TableColumn::whole(name, cells().map(|(county, month)| cell(county, month).map(|x| x as i32)).collect())
    };
    let of = |county: usize| &panel.counties[county];
    let mut columns = vec![
        whole("society", &|_, _| Some(replicate)),
        whole("county", &|county, _| Some(county as u32)),
        whole("province", &|county, _| Some(of(county).province)),
        TableColumn::real("urban", cells().map(|(county, _)| Some(of(county).urban)).collect()),
        whole("month", &|_, month| Some(month)),
        whole("wave", &|county, _| of(county).wave),
        whole("first_month", &|county, _| of(county).first),
        whole("treated", &|county, month| Some(panel.is_treated(county, month).into())),
        whole("compared", &|_, month| Some(panel.study.contains(&month).into())),
    ];
    let views = [
        ("", PanelWorld::With, View::Truth),
        ("_seen", PanelWorld::With, View::Seen),
        ("_without", PanelWorld::Without, View::Truth),
    ];
    for measure in measures {
        for (ending, world, view) in views {
            let Some(figures) = CountySeries::of(c, world, replicate, measure, view) else { continue };
            let name = format!("{}{ending}", measure.key);
            columns.push(TableColumn::real(&name, cells().map(|(county, month)| figures.at(county, month)).collect()));
        }
    }
    columns
}
