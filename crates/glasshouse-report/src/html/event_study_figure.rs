//! The event-study figure: effects by months since a county's beginning.

use super::axis_scale::{Scale, ends};
use super::markup::{esc, table};
use super::palette::class;
use super::report_text;
use super::svg::Svg;
use crate::number_format::{difference, two};
use glasshouse::experiment::impact_evaluation::{EventStudyStep, MeasureEvaluation};
use glasshouse::observatory::statistics::{Interval, interval};
use std::ops::Range;

/// The three lines, in this order everywhere: the true effect, the estimate from true data, the official estimate.
pub const LINES: [&str; 3] = ["true effect", "true data", "official"];

/// The plotting area: left, top, right, bottom.
const FIELD: [f64; 4] = [46.0, 40.0, 362.0, 250.0];

/// The true effect is grey, the true data blue, the official figures orange.
pub fn colour(line: usize) -> usize {
    [0, 2, 1][line]
}

/// A step of the chart.
struct Step {
    months: Range<i64>,
    /// The true effect, the estimate from true data, and the official one.
    effects: [Option<Interval>; 3],
}

/// The chart with its table of figures.
pub fn figure(judged: &MeasureEvaluation) -> String {
    let steps = steps(judged);
    let m = judged.measure;
    let title = format!("{} before and after a county begins", m.name);
    let head: Vec<String> = std::iter::once("Months").chain(LINES).map(str::to_owned).collect();
    let cell = |i: &Option<Interval>| i.map_or(report_text::NONE.to_owned(), difference);
    let span = |months: &Range<i64>| format!("{} to {}", months.start, months.end - 1).replace('-', "−");
    let row = |step: &Step| std::iter::once(span(&step.months)).chain(step.effects.iter().map(cell)).collect();
    let rows: Vec<Vec<String>> = steps.iter().map(row).collect();
    format!(
        "<figure><figcaption><span><strong>Before and after it begins</strong>: the effect, a quarter at a time</span></figcaption>{}<details><summary>The figures behind this \
         chart</summary>{}</details></figure>",
        draw(judged, &steps).finish(&format!("e-{}", m.key), &title, &aloud(judged, &steps)),
        table(&format!("{}, {}: effect by months since a county began", esc(m.name), esc(m.unit)), &head, &rows)
    )
}

/// Means over societies, step by step. The societies of an evaluation have the same steps, or lack the last ones.
fn steps(judged: &MeasureEvaluation) -> Vec<Step> {
    let all = || judged.societies.iter().flatten().map(|found| &found.events);
    let longest = all().max_by_key(|events| events.len()).cloned().unwrap_or_default();
    let at = |n: usize| {
        let of = |pick: &dyn Fn(&EventStudyStep) -> Option<f64>| -> Option<Interval> {
            let values: Vec<f64> = all().filter_map(|events| pick(events.get(n)?)).collect();
            (!values.is_empty()).then(|| interval(&values))
        };
        [
            of(&|event| event.effect),
            of(&|event| event.truth.map(|e| e.effect)),
            of(&|event| event.official.map(|e| e.effect)),
        ]
    };
    let step = |(n, event): (usize, &EventStudyStep)| Step { months: event.months.clone(), effects: at(n) };
    longest.iter().enumerate().map(step).collect()
}

fn draw(judged: &MeasureEvaluation, steps: &[Step]) -> Svg {
    let [left, top, right, bottom] = FIELD;
    let first = steps.first().map_or(0, |step| step.months.start) as f64;
    let last = steps.last().map_or(1, |step| step.months.end) as f64;
    let x = |month: f64| left + (month - first) / (last - first) * (right - left);
    let y = Scale::around(
        steps.iter().flat_map(|step| step.effects.iter().flatten()).flat_map(ends).chain([0.0]),
        4,
        bottom,
        top,
    );
    let mut svg = Svg::new(460.0, 296.0);
    svg.text("unit", [2.0, 12.0], judged.measure.unit);
    for (value, text) in y.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [left, y.at(value)], [right, y.at(value)]);
        svg.tick("e", [left - 5.0, y.at(value) + 4.0], &text);
    }
    for year in (first / 12.0).ceil() as i64..=(last / 12.0) as i64 {
        let at = x(year as f64 * 12.0);
        svg.line("axis", [at, bottom], [at, bottom + 4.0]);
        svg.tick("m", [at, bottom + 17.0], &year.to_string());
    }
    svg.text("unit", [right + 14.0, bottom + 17.0], "years");
    svg.line("turn", [x(0.0), top - 4.0], [x(0.0), bottom]);
    svg.text("note m", [x(0.0), top - 8.0], "begins");
    let mut labels = Vec::new();
    for (line, name) in LINES.iter().enumerate() {
        let middle = |months: &Range<i64>| (months.start + months.end) as f64 / 2.0;
        let points: Vec<(f64, Interval)> =
            steps.iter().filter_map(|step| Some((x(middle(&step.months)), step.effects[line]?))).collect();
        let Some((_, end)) = points.last() else { continue };
        labels.push((line, *name, y.at(end.mean)));
        let side = |sign: f64| points.iter().map(move |(at, i)| (*at, i.mean + sign * i.half.unwrap_or(0.0)));
        let band: Vec<[f64; 2]> = side(1.0).chain(side(-1.0).rev()).map(|(at, value)| [at, y.at(value)]).collect();
        svg.area(&format!("band {}", class(colour(line))), &band);
        svg.path(
            &format!("line {}", class(colour(line))),
            &points.iter().map(|(at, i)| [*at, y.at(i.mean)]).collect::<Vec<_>>(),
        );
    }
    // Labels are beside the ends of their lines, moved down where they would overlap.
    labels.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut free = top;
    for (line, name, at) in labels {
        let place = at.max(free);
        free = place + 15.0;
        svg.line(&format!("lead {}", class(colour(line))), [right, at], [right + 8.0, place]);
        svg.text("label", [right + 11.0, place + 4.0], name);
    }
    svg
}

/// The chart in words.
fn aloud(judged: &MeasureEvaluation, steps: &[Step]) -> String {
    let last = |line: usize| steps.iter().rev().find_map(|step| step.effects[line]);
    let ends = LINES.iter().enumerate().filter_map(|(n, name)| Some(format!("{name} ends at {}", two(last(n)?.mean))));
    format!(
        "Means over societies, with 95 % bands, in {}. {}.",
        judged.measure.unit,
        ends.collect::<Vec<_>>().join("; ")
    )
}
