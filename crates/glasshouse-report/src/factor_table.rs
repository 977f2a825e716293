//! The effects of a sweep's varied numbers, as text tables of 80 columns.

use crate::diagnostic_text;
use crate::number_format;
use crate::sweep_output::window;
use crate::text_wrap::{WIDTH, paragraph, short};
use glasshouse::experiment::factor_effects::{FactorEffects, FactorStatistic, OutcomeVariable, answer, outcomes};
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sensitivity::ROWS;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::observatory::measures::{MeasureView, View};
use glasshouse::scenario::experiment_file::Design;

/// Most numbers shown for an outcome; effects.csv has them all.
const SHOWN: usize = 10;
/// Indent before a number's name.
const INDENT: usize = 2;

/// A column: its heading, and its cell for one number.
type Column = (&'static str, fn(&[FactorStatistic]) -> String);

/// One table for each outcome: the regimes' differences from the baseline, or the level if there is only one regime.
pub fn tables(sweep: &Sweep, runs: &[RunFigures]) -> String {
    let several = sweep.experiment.arms.len() > 1;
    let told = outcomes(sweep).into_iter().filter(|outcome| outcome.difference == several);
    let mut text = format!("\n{}{}", paragraph(&diagnostic_text::clean(&sweep.experiment.title), 0), legend(sweep));
    for outcome in told {
        text += &format!("\n{}", paragraph(&heading(sweep, outcome), 0));
        text += &match answer(sweep, runs, outcome) {
            FactorEffects::Same => paragraph("the same at every point: no varied number moves it", INDENT),
            FactorEffects::Undefined(holes) => {
                let points = number_format::counted(sweep.points.len() as u64, "point");
                paragraph(&format!("not defined at {} of {points}", number_format::whole(holes as u64)), INDENT)
            }
            FactorEffects::Figures(figures) => rows(sweep, &figures),
        };
    }
    text
}

/// A warning where a design of pairs has too few rows for its intervals.
fn too_few(sweep: &Sweep) -> String {
    let rows = sweep.points.len() / (sweep.experiment.axes.len() + 2);
    let of_pairs = matches!(sweep.experiment.design, Design::SobolIndices(_));
    if !of_pairs || rows >= ROWS {
        return String::new();
    }
    let words = format!(
        "Warning: {} of pairs are too few. Estimates may lie outside 0 to 1 and are cut, and intervals are too narrow; \
         an interval from 0 to 1 says nothing. Take {ROWS} or more.",
        number_format::counted(rows as u64, "row")
    );
    paragraph(&words, 0)
}

fn legend(sweep: &Sweep) -> String {
    let says = match sweep.experiment.design {
        Design::OneAtATime(_) => {
            "Everything is as in the files, except one number, at its first value and at its last. Each value is \
             followed by the change that it makes; the third column is the change from the first to the last, with \
             its 95 % interval over replicates. Interactions between numbers are not seen."
        }
        Design::Morris { .. } => {
            "mu*: the mean size, over all walks, of the change in the result as a number crosses its whole range. \
             mu: the same with its sign. sigma: how much that change varies with the other numbers. In brackets, 95 \
             % intervals (bootstrap)."
        }
        Design::SobolIndices(_) => {
            "First: the share of the variance over these ranges that a number explains alone. Total: alone and \
             together with others. In brackets, 95 % intervals (bootstrap); a share whose interval reaches 0 \
             cannot be told from 0."
        }
        _ => "The spread of the results of all points, over these ranges.",
    };
    format!("\n{}{}", paragraph(says, 0), too_few(sweep))
}

fn heading(sweep: &Sweep, of: OutcomeVariable) -> String {
    let e = &sweep.experiment;
    let MeasureView { measure, view } = e.measures[of.measure];
    let seen = if view == View::Seen { ", as the state sees it" } else { "" };
    let name = |arm: usize| diagnostic_text::clean(&e.arms[arm].regime.name);
    let under = match of.difference {
        true => format!("the difference of {} from {}", name(of.arm), name(0)),
        false => format!("under {}", name(of.arm)),
    };
    let society = match e.societies.len() {
        1 => String::new(),
        _ => format!(" in {}", diagnostic_text::clean(&e.societies[of.society].marginals.name)),
    };
    format!("{}{seen} ({}), {}: {under}{society}", measure.name, measure.unit, window(of.window(sweep)))
}

fn rows(sweep: &Sweep, figures: &[FactorStatistic]) -> String {
    let (columns, weight): (&[Column], &str) = match sweep.experiment.design {
        Design::OneAtATime(_) => (&[("first", first), ("last", last), ("first to last", swing)], "swing"),
        Design::Morris { .. } => {
            (&[("mu*", |f| of(f, "mu_star")), ("mu", mu), ("sigma", |f| of(f, "sigma"))], "mu_star")
        }
        Design::SobolIndices(_) => {
            (&[("first", |f| share(f, "first_order")), ("total", |f| share(f, "total"))], "total")
        }
        _ => return spread(figures),
    };
    let names = names(sweep);
    let mut groups: Vec<(String, &[FactorStatistic])> = figures
        .chunk_by(|a, b| a.axis == b.axis)
        .map(|of| (of[0].axis.map_or(String::new(), |axis| names[axis].clone()), of))
        .collect();
    let weight = |of: &[FactorStatistic]| named(of, weight).map_or(0.0, |figure| figure.value.abs());
    groups.sort_by(|a, b| weight(b.1).total_cmp(&weight(a.1)));
    let shown = &groups[..groups.len().min(SHOWN)];
    let mut text = table(shown, columns);
    if let Some((_, next)) = groups.get(SHOWN) {
        let left = number_format::whole((groups.len() - SHOWN) as u64);
        text += &paragraph(
            &format!("... and {left} more, at {} and less: effects.csv", number_format::two(weight(next))),
            INDENT,
        );
    }
    text
}

/// Names of the numbers; the regime's name is left out where all belong to the same regime.
fn names(sweep: &Sweep) -> Vec<String> {
    let axes = &sweep.experiment.axes;
    let parts = || axes.iter().map(|axis| axis.name.split_once(": ").unwrap_or(("", &axis.name)));
    let mut regimes: Vec<&str> = parts().map(|(regime, _)| regime).filter(|regime| !regime.is_empty()).collect();
    regimes.dedup();
    let name = |(axis, (_, path))| diagnostic_text::clean(if regimes.len() > 1 { axis } else { path });
    axes.iter().map(|axis| axis.name.as_str()).zip(parts()).map(name).collect()
}

/// Names on the left, figures on the right; a name that is too long has a line of its own.
fn table(rows: &[(String, &[FactorStatistic])], columns: &[Column]) -> String {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|(_, of)| columns.iter().map(|(_, cell)| cell(of)).collect()).collect();
    let width = |n: usize| {
        let below = cells.iter().map(|row| row[n].chars().count()).max().unwrap_or(0);
        below.max(columns[n].0.chars().count())
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let right = widths.iter().map(|width| width + 2).sum::<usize>();
    let left = WIDTH.saturating_sub(right + INDENT);
    let line = |name: &str, cells: &[String]| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:>width$}")).collect::<String>();
        format!("{:INDENT$}{name:left$}{cells}\n", "")
    };
    let mut text = line("", &columns.iter().map(|(head, _)| head.to_string()).collect::<Vec<_>>());
    for ((name, _), cells) in rows.iter().zip(&cells) {
        if name.chars().count() > left {
            text += &format!("{:INDENT$}{}\n{}", "", short(name, WIDTH - INDENT), line("", cells));
        } else {
            text += &line(name, cells);
        }
    }
    text
}

fn named<'f>(figures: &'f [FactorStatistic], name: &str) -> Option<&'f FactorStatistic> {
    figures.iter().find(|figure| figure.name == name)
}

/// A figure with its interval.
fn with(figure: Option<&FactorStatistic>, show: impl Fn(f64) -> String) -> String {
    let Some(figure) = figure else { return String::new() };
    let value = show(figure.value);
    match figure.interval {
        Some([low, high]) if low != high => format!("{value} ({} to {})", show(low), show(high)),
        _ => value,
    }
}

fn of(figures: &[FactorStatistic], name: &str) -> String {
    with(named(figures, name), |x| number_format::typeset(&number_format::two(x)))
}

fn share(figures: &[FactorStatistic], name: &str) -> String {
    with(named(figures, name), |x| number_format::typeset(&format!("{x:.2}")).replace("−0.00", "0.00"))
}

fn signed(x: f64) -> String {
    let text = number_format::typeset(&number_format::two(x));
    if x > 0.0 && !text.starts_with('~') { format!("+{text}") } else { text }
}

fn mu(figures: &[FactorStatistic]) -> String {
    named(figures, "mu").map_or(String::new(), |figure| signed(figure.value))
}

fn swing(figures: &[FactorStatistic]) -> String {
    with(named(figures, "swing"), signed)
}

fn first(figures: &[FactorStatistic]) -> String {
    change(figures.iter().find(|figure| figure.name == "change"))
}

fn last(figures: &[FactorStatistic]) -> String {
    change(figures.iter().rev().find(|figure| figure.name == "change"))
}

/// A value and the change that it makes.
fn change(figure: Option<&FactorStatistic>) -> String {
    let Some(figure) = figure else { return String::new() };
    // A value as in the file; one that is in no file, such as the middle of a range, with two digits.
    let short = |at: f64| Some(at.to_string()).filter(|text| text.len() <= 6).unwrap_or_else(|| number_format::two(at));
    let at = figure.at.map_or(String::new(), |at| number_format::typeset(&short(at)));
    format!("{at}: {}", signed(figure.value))
}

fn spread(figures: &[FactorStatistic]) -> String {
    let of = |name| of(figures, name);
    let (least, low, median, high, most) = (of("least"), of("p05"), of("median"), of("p95"), of("most"));
    paragraph(&format!("median {median}; nine tenths between {low} and {high}, all between {least} and {most}"), INDENT)
}
