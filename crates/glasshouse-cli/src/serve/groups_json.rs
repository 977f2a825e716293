//! Figures of a run by group or by county, as JSON.

use super::http::{Refusal, refuse};
use super::live_run::LiveRun;
use super::series_json::figure;
use glasshouse::experiment::compare::Grouped;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::measures::{View, views};
use glasshouse::observatory::statistics::interval;
use glasshouse::society::strata::By;
use std::ops::Range;

/// Months over which a county is averaged: a single month of a few people is mostly chance.
const LATEST: usize = 12;

/// One measure in one view: the months for each regime and group, or the latest year for counties.
pub fn of(live: &LiveRun, key: &str, seen: bool) -> Result<Json, Refusal> {
    let plan = &live.experiment.plan;
    let by = plan.by.ok_or_else(|| refuse(409, "The figures of this run are not broken down by group."))?;
    let wanted = if seen { View::Seen } else { View::Truth };
    let view = views().position(|of| of.measure.key == key && of.view == wanted);
    let view = view.ok_or_else(|| refuse(404, "There is no such measure."))?;
    let grouped = live.grouped();
    let months = grouped[0][0].series.len() / (views().count() * plan.groups().len());
    let values = match by {
        By::County => grouped.iter().map(|runs| tiles(runs, view, months.saturating_sub(LATEST)..months)).collect(),
        _ => grouped.iter().map(|runs| series(runs, view, months, by.parts())).collect(),
    };
    drop(grouped);
    let groups = plan.groups();
    let mut pairs = vec![
        ("by", by.word().into()),
        ("months", Json::Number(months as u64)),
        ("groups", Json::List(groups.iter().map(|name| name.as_str().into()).collect())),
        ("values", Json::List(values)),
    ];
    if by == By::County {
        let map = plan.population(0).map();
        let provinces = (0..map.counties).map(|county| Json::Number(map.province(county).into()));
        pairs.push(("provinces", Json::List(provinces.collect())));
    }
    Ok(Json::Object(pairs))
}

/// The months of each group: the mean over societies, and the half-width of its interval.
fn series(runs: &[Grouped], view: usize, months: usize, groups: usize) -> Json {
    let mut lines = vec![Vec::with_capacity(months); groups];
    for month in 0..months {
        let each: Vec<Vec<Option<f64>>> = runs.iter().map(|run| run.values(month, view).collect()).collect();
        for (group, line) in lines.iter_mut().enumerate() {
            let values: Option<Vec<f64>> = each.iter().map(|run| run[group]).collect();
            line.push(figure(values.map(|values| interval(&values))));
        }
    }
    Json::List(lines.into_iter().map(Json::List).collect())
}

/// The mean over months and societies for each county.
fn tiles(runs: &[Grouped], view: usize, months: Range<usize>) -> Json {
    let mut sums: Vec<(f64, u32)> = Vec::new();
    for run in runs {
        for month in months.clone() {
            for (county, value) in run.values(month, view).enumerate() {
                sums.resize(sums.len().max(county + 1), (0.0, 0));
                if let Some(value) = value {
                    sums[county] = (sums[county].0 + value, sums[county].1 + 1);
                }
            }
        }
    }
    let mean = |(sum, n): (f64, u32)| if n == 0 { Json::Nothing } else { Json::Figure(sum / f64::from(n)) };
    Json::List(sums.into_iter().map(mean).collect())
}
