//! Tidy tables of a comparison: one row for each observation, one column for each variable.

use crate::frame::{Frame, FrameColumn};
use arrow_array::Int64Array;
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, MeasureView, TABLE, View, views};
use glasshouse::observatory::statistics::Interval;
use glasshouse::society::strata::By;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

/// The word for a view.
const fn view_word(view: View) -> &'static str {
    match view {
        View::Truth => "truth",
        View::Seen => "seen",
    }
}

const fn window_word(window: Window) -> &'static str {
    match window {
        Window::During => "during",
        Window::After => "after",
    }
}

/// A view by its word.
pub fn view(word: &str) -> PyResult<View> {
    let found = [View::Truth, View::Seen].into_iter().find(|view| view_word(*view) == word);
    found.ok_or_else(|| PyKeyError::new_err(format!("there is no view {word:?}; the views are truth and seen")))
}

/// A window by its word.
pub fn window(word: &str) -> PyResult<Window> {
    let found = Window::ALL.into_iter().find(|window| window_word(*window) == word);
    found.ok_or_else(|| PyKeyError::new_err(format!("there is no window {word:?}; the windows are during and after")))
}

/// Every measure of every month: regime, replicate, month, measure, view, unit, value.
pub fn series(c: &Comparison, numbers: &[u32]) -> PyResult<Frame> {
    let all: Vec<MeasureView> = views().collect();
    let width = all.len();
    let months = c.plan.size.months as usize;
    let names = c.plan.regimes.iter().map(|r| r.name.as_str());
    let each = numbers.len() * months * width;
    let per_regime = || c.plan.regimes.iter();
    let blocks = per_regime().count() * numbers.len() * months;
    let measures = |of: fn(&Measure) -> &'static str| all.iter().map(move |one| of(one.measure));
    let repeated = |of: fn(&Measure) -> &'static str| (0..blocks).flat_map(move |_| measures(of));
    let values = c
        .runs
        .iter()
        .flatten()
        .flatten()
        .flat_map(|tally| all.iter().map(move |of| of.value(tally).filter(|x| x.is_finite())));
    let replicate = || numbers.iter().flat_map(|n| std::iter::repeat_n(*n, months * width));
    let month = || (0..numbers.len()).flat_map(|_| (0..months as u32).flat_map(|m| std::iter::repeat_n(m, width)));
    Frame::of(vec![
        ("regime", FrameColumn::texts(names.flat_map(|name| std::iter::repeat_n(name, each)))),
        ("replicate", FrameColumn::wholes(per_regime().flat_map(|_| replicate()))),
        ("month", FrameColumn::wholes(per_regime().flat_map(|_| month()))),
        ("measure", FrameColumn::texts(repeated(|m| m.key))),
        ("view", FrameColumn::texts((0..blocks).flat_map(|_| all.iter().map(|of| view_word(of.view))))),
        ("unit", FrameColumn::texts(repeated(|m| m.unit))),
        ("value", FrameColumn::figures(values)),
    ])
}

/// A mean with its interval and a difference with its interval, as six columns.
#[derive(Default)]
struct Figures {
    columns: [Vec<Option<f64>>; 6],
}

impl Figures {
    fn push(&mut self, level: Option<Interval>, difference: Option<Interval>) {
        for (n, of) in [level, difference].into_iter().enumerate() {
            let ends = of.and_then(|i| Some((i.mean, i.half?)));
            let row = [of.map(|i| i.mean), ends.map(|(mean, half)| mean - half), ends.map(|(mean, half)| mean + half)];
            self.columns[n * 3..][..3].iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
    }

    fn columns(self) -> impl Iterator<Item = (&'static str, FrameColumn)> {
        const NAMES: [&str; 6] = ["mean", "low", "high", "difference", "difference_low", "difference_high"];
        NAMES.into_iter().zip(self.columns.into_iter().map(FrameColumn::figures))
    }
}

/// Measure, view, window, regime: a row of a summary.
type Row = (&'static Measure, View, Window, usize);

fn rows(c: &Comparison) -> Vec<Row> {
    let regimes = c.plan.regimes.len();
    let of = |MeasureView { measure: m, view }| {
        Window::ALL.into_iter().flat_map(move |w| (0..regimes).map(move |r| (m, view, w, r)))
    };
    views().flat_map(of).collect()
}

fn about<'a>(c: &'a Comparison, rows: &'a [Row]) -> Vec<(&'static str, FrameColumn)> {
    vec![
        ("measure", FrameColumn::texts(rows.iter().map(|row| row.0.key))),
        ("view", FrameColumn::texts(rows.iter().map(|row| view_word(row.1)))),
        ("window", FrameColumn::texts(rows.iter().map(|row| window_word(row.2)))),
        ("regime", FrameColumn::texts(rows.iter().map(|row| c.plan.regimes[row.3].name.as_str()))),
        ("unit", FrameColumn::texts(rows.iter().map(|row| row.0.unit))),
    ]
}

/// Means over replicates with their intervals: measure, view, window, regime, unit, mean ... difference_high, then the
/// months of the window, and the difference in the first year in force, in the last, and its slope at the end.
pub fn summary(c: &Comparison) -> PyResult<Frame> {
    let rows = rows(c);
    let mut figures = Figures::default();
    let mut months = [Vec::new(), Vec::new()];
    let mut course = [Vec::new(), Vec::new(), Vec::new()];
    for (m, view, window, r) in &rows {
        let difference = if *r == 0 { None } else { c.difference(*r, m, *view, *window) };
        figures.push(c.level(*r, m, *view, *window), difference);
        let span = c.window(*r, *window);
        months[0].push(span.as_ref().map(|span| f64::from(span.start + 1)));
        months[1].push(span.as_ref().map(|span| f64::from(span.end)));
        let of = if *window == Window::During && *r > 0 { c.transient(*r, m, *view) } else { None };
        let values = [of.map(|of| of.first.mean), of.map(|of| of.last.mean), of.map(|of| of.slope.mean)];
        course.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
    }
    let named = ["from", "to", "first_year", "last_year", "slope"].into_iter();
    let more = named.zip(months.into_iter().chain(course).map(FrameColumn::figures));
    Frame::of(about(c, &rows).into_iter().chain(figures.columns()).chain(more).collect())
}

/// Division and name of each group.
fn named(c: &Comparison) -> Vec<(By, String)> {
    let Some(by) = c.plan.by else { return Vec::new() };
    let each = (0..c.plan.groups().len()).map(|group| by.division(group));
    each.map(|(by, group)| (by, by.name(group))).collect()
}

/// The same by group: division and group come first.
pub fn groups(c: &Comparison) -> PyResult<Frame> {
    let (names, rows) = (named(c), rows(c));
    let mut figures = Figures::default();
    for group in 0..names.len() {
        for (m, view, window, r) in &rows {
            let difference = if *r == 0 { None } else { c.difference_of(group, *r, m, *view, *window) };
            figures.push(c.level_of(group, *r, m, *view, *window), difference);
        }
    }
    let repeated = |of: &dyn Fn(usize) -> usize| (0..names.len() * rows.len()).map(of).collect::<Vec<_>>();
    let (group, all) = (repeated(&|n| n / rows.len().max(1)), repeated(&|n| n % rows.len().max(1)));
    let all: Vec<Row> = all.into_iter().map(|n| rows[n]).collect();
    let mut columns = vec![
        ("division", FrameColumn::texts(group.iter().map(|n| names[*n].0.word()))),
        ("group", FrameColumn::texts(group.iter().map(|n| names[*n].1.as_str()))),
    ];
    columns.extend(about(c, &all));
    columns.extend(figures.columns());
    Frame::of(columns)
}

/// Every measure of every group: regime, replicate, month, division, group, measure, view, unit, value.
pub fn group_series(c: &Comparison, numbers: &[u32]) -> PyResult<Frame> {
    let (names, all): (_, Vec<MeasureView>) = (named(c), views().collect());
    let looks: Vec<u32> = (0..c.plan.size.months).filter(|m| c.plan.by.is_some_and(|by| by.looks(*m))).collect();
    let per_month = names.len() * all.len();
    let per_run = looks.len() * per_month;
    let runs = c.plan.regimes.len() * numbers.len();
    let n = runs * per_run;
    let at = |row: usize| (row / per_run.max(1), row % per_run.max(1));
    let group = |row: usize| &names[at(row).1 / all.len() % names.len()];
    let measure = |row: usize| all[row % all.len()];
    let values = c.grouped.iter().flatten().flat_map(|run| run.series.iter().copied());
    Frame::of(vec![
        ("regime", FrameColumn::texts((0..n).map(|row| c.plan.regimes[at(row).0 / numbers.len()].name.as_str()))),
        ("replicate", FrameColumn::wholes((0..n).map(|row| numbers[at(row).0 % numbers.len()]))),
        ("month", FrameColumn::wholes((0..n).map(|row| looks[at(row).1 / per_month]))),
        ("division", FrameColumn::texts((0..n).map(|row| group(row).0.word()))),
        ("group", FrameColumn::texts((0..n).map(|row| group(row).1.as_str()))),
        ("measure", FrameColumn::texts((0..n).map(|row| measure(row).measure.key))),
        ("view", FrameColumn::texts((0..n).map(|row| view_word(measure(row).view)))),
        ("unit", FrameColumn::texts((0..n).map(|row| measure(row).measure.unit))),
        ("value", FrameColumn::figures(values)),
    ])
}

/// Moves between tiers: regime, replicate, from_month, to_month, income_fifth, tier_before, tier_after, persons.
pub fn flows(c: &Comparison, numbers: &[u32]) -> PyResult<Frame> {
    let (mut texts, mut wholes, mut persons) = (<[Vec<String>; 4]>::default(), <[Vec<u32>; 3]>::default(), Vec::new());
    for (regime, runs) in c.plan.regimes.iter().zip(&c.flows) {
        for (replicate, flows) in numbers.iter().zip(runs).filter_map(|(n, run)| Some((n, run.as_ref()?))) {
            for (fifth, spans) in flows.counts.iter().enumerate() {
                for (span, tiers) in flows.months.windows(2).zip(spans) {
                    for (from, to, count) in tiers
                        .iter()
                        .enumerate()
                        .flat_map(|(from, row)| row.iter().enumerate().map(move |(to, count)| (from, to, *count)))
                    {
                        let words = [&regime.name, &By::Income.name(fifth), &flows.tiers[from], &flows.tiers[to]];
                        texts.iter_mut().zip(words).for_each(|(column, word)| column.push(word.clone()));
                        let numbers = [*replicate, span[0], span[1]];
                        wholes.iter_mut().zip(numbers).for_each(|(column, n)| column.push(n));
                        persons.push(i64::from(count));
                    }
                }
            }
        }
    }
    let text = |n: usize| FrameColumn::texts(texts[n].iter().map(String::as_str));
    let whole = |n: usize| FrameColumn::wholes(wholes[n].iter().copied());
    Frame::of(vec![
        ("regime", text(0)),
        ("replicate", whole(0)),
        ("from_month", whole(1)),
        ("to_month", whole(2)),
        ("income_fifth", text(1)),
        ("tier_before", text(2)),
        ("tier_after", text(3)),
        ("persons", FrameColumn::Counts(Int64Array::from(persons))),
    ])
}

/// The measures: measure, name, heading, unit, definition, direction, seen_through.
#[pyfunction]
pub fn measures() -> PyResult<Frame> {
    let column = |of: fn(&Measure) -> &'static str| FrameColumn::texts(TABLE.iter().map(of));
    Frame::of(vec![
        ("measure", column(|m| m.key)),
        ("name", column(|m| m.name)),
        ("heading", column(|m| m.group.title())),
        ("unit", column(|m| m.unit)),
        ("definition", column(|m| m.definition)),
        ("direction", column(|m| m.direction)),
        ("seen_through", FrameColumn::some_texts(TABLE.iter().map(|m| m.seen.map(|(_, through)| through)))),
    ])
}
