//! The time-series chart of a measure, with confidence bands.

use super::axis_scale::{Scale, ends};
use super::markup::{esc, table};
use super::palette::class;
use super::report_input::ReportInput;
use super::report_text;
use super::svg::Svg;
use crate::measure_names::undefined;
use crate::number_format;
use crate::text_wrap::short;
use glasshouse::observatory::measures::{Measure, View};
use glasshouse::observatory::statistics::Interval;

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 296.0;
/// The plotting area: left, top, right, bottom.
const FIELD: [f64; 4] = [46.0, 40.0, 352.0, 250.0];
/// Most points of a line; more could not be told apart.
const POINTS: u32 = 40;

/// A point of a line.
struct Point {
    /// The middle of its span, in months.
    month: f64,
    /// The value over the span.
    value: Option<Interval>,
}

/// The end of a line.
pub struct LineEnd {
    /// Its regime.
    pub regime: usize,
    /// Its position.
    pub at: [f64; 2],
}

/// The lines of all regimes.
pub struct RegimeLines {
    by_regime: Vec<Vec<Point>>,
}

impl RegimeLines {
    /// Computes the lines of a measure in one of its views.
    pub fn new(input: &ReportInput, m: &Measure, view: View) -> RegimeLines {
        let months = input.comparison.plan.size.months;
        let step = months.div_ceil(POINTS);
        let of = |regime: usize| {
            let starts = (0..months).step_by(step as usize);
            let spans = starts.map(|start| start..(start + step).min(months));
            spans
                .map(|span| {
                    let month = f64::from(span.start + span.end) / 2.0;
                    Point { month, value: input.comparison.over(regime, m, view, span) }
                })
                .collect()
        };
        RegimeLines { by_regime: (0..input.regimes()).map(of).collect() }
    }

    /// Every value that an axis must contain.
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let known = self.by_regime.iter().flatten().filter_map(|point| point.value.as_ref());
        known.flat_map(ends)
    }

    /// True if no regime has any value.
    pub fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }
}

/// An axis that contains all these lines.
pub fn axis(all: &[&RegimeLines]) -> Scale {
    Scale::around(all.iter().flat_map(|lines| lines.values()), 4, FIELD[3], FIELD[1])
}

/// The chart with its table of figures.
pub fn figure(input: &ReportInput, m: &Measure, view: View, lines: &RegimeLines, y: &Scale) -> String {
    let id = format!("c-{}-{}", m.key, if view == View::Seen { "seen" } else { "is" });
    let caption = match (view, m.seen) {
        (View::Seen, Some((_, seen))) => format!("<span><strong>What the state sees</strong>: {}</span>", esc(seen)),
        (_, Some(_)) => "<strong>The truth</strong>".to_owned(),
        _ => String::new(),
    };
    let caption = if caption.is_empty() { caption } else { format!("<figcaption>{caption}</figcaption>") };
    format!(
        "<figure>{caption}{}<details><summary>The figures behind this chart</summary>{}</details></figure>",
        draw(input, m, lines, y).finish(&id, &format!("{} by regime over time", m.name), &aloud(input, m, lines)),
        by_year(input, m, view)
    )
}

fn draw(input: &ReportInput, m: &Measure, lines: &RegimeLines, y: &Scale) -> Svg {
    let [left, top, right, bottom] = FIELD;
    let months = f64::from(input.comparison.plan.size.months);
    let x = |month: f64| left + month / months * (right - left);
    let mut svg = Svg::new(WIDTH, HEIGHT);
    svg.text("unit", [2.0, 12.0], m.unit);
    for (value, text) in y.ticks() {
        svg.line("grid", [left, y.at(value)], [right, y.at(value)]);
        svg.tick("e", [left - 5.0, y.at(value) + 4.0], &text);
    }
    let years = input.comparison.plan.size.months / 12;
    let every = [1, 2, 5, 10, 20, 50].into_iter().find(|n| years / n <= 10).unwrap_or(100);
    for year in (0..=years).step_by(every as usize) {
        let at = x(f64::from(year * 12));
        svg.line("axis", [at, bottom], [at, bottom + 4.0]);
        svg.tick("m", [at, bottom + 17.0], &year.to_string());
    }
    svg.text("unit", [right + 14.0, bottom + 17.0], "years");
    for (month, label) in turns(input) {
        svg.line("turn", [x(month), top - 4.0], [x(month), bottom]);
        svg.text("note m", [x(month), top - 8.0], label);
    }
    for (r, points) in lines.by_regime.iter().enumerate() {
        for run in runs(points) {
            let band: Vec<[f64; 2]> =
                run.iter().map(|(at, i)| [x(*at), y.at(i.mean + i.half.unwrap_or(0.0))]).collect();
            let back = run.iter().rev().map(|(at, i)| [x(*at), y.at(i.mean - i.half.unwrap_or(0.0))]);
            svg.area(&format!("band {}", class(r)), &band.into_iter().chain(back).collect::<Vec<_>>());
            svg.path(
                &format!("line {}", class(r)),
                &run.iter().map(|(at, i)| [x(*at), y.at(i.mean)]).collect::<Vec<_>>(),
            );
        }
    }
    label(input, &mut svg, lines, &x, y);
    svg
}

/// Months in which regimes begin or end, each once.
fn turns(input: &ReportInput) -> Vec<(f64, &'static str)> {
    let plan = &input.comparison.plan;
    let active = || plan.regimes.iter().filter(|r| !r.is_idle());
    let starts = active().map(|r| (r.starts, "start"));
    let ends = active().filter_map(|r| Some((r.ends?, "end")));
    let mut turns: Vec<(u32, &str)> = starts.chain(ends).filter(|(m, _)| *m > 0 && *m < plan.size.months).collect();
    turns.sort_unstable();
    turns.dedup();
    turns.into_iter().map(|(month, label)| (f64::from(month), label)).collect()
}

/// The stretches of a line without gaps.
fn runs(points: &[Point]) -> Vec<Vec<(f64, Interval)>> {
    let pieces = points.split(|point| point.value.is_none()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| piece.iter().filter_map(|point| Some((point.month, point.value?))).collect()).collect()
}

/// Labels every line at its last known point.
fn label(input: &ReportInput, svg: &mut Svg, lines: &RegimeLines, x: &dyn Fn(f64) -> f64, y: &Scale) {
    let last = |points: &[Point]| points.iter().rev().find_map(|point| Some([x(point.month), y.at(point.value?.mean)]));
    let ends =
        lines.by_regime.iter().enumerate().filter_map(|(regime, points)| Some(LineEnd { regime, at: last(points)? }));
    label_ends(input, svg, [FIELD[1], FIELD[3]], ends.collect());
}

/// Labels the end of every line with its name. Labels that would overlap are moved apart, within the field.
pub fn label_ends(input: &ReportInput, svg: &mut Svg, field: [f64; 2], mut ends: Vec<LineEnd>) {
    ends.sort_by(|a, b| a.at[1].total_cmp(&b.at[1]).then(a.regime.cmp(&b.regime)));
    let places = spread(&ends.iter().map(|end| end.at[1]).collect::<Vec<_>>(), field);
    for (LineEnd { regime, at }, place) in ends.into_iter().zip(places) {
        let x = FIELD[2] + 12.0;
        svg.line(&format!("lead {}", class(regime)), at, [x, place]);
        svg.text("label", [x + 3.0, place + 4.0], &short(&input.comparison.plan.regimes[regime].name, 14));
    }
}

/// Positions of labels, moved apart and kept in the field; the wanted positions are sorted.
fn spread(wanted: &[f64], [top, bottom]: [f64; 2]) -> Vec<f64> {
    const ROOM: f64 = 15.0;
    let mut places = wanted.to_vec();
    // Neighbours that are too close push each other away, a little at a time.
    for _ in 0..200 {
        for i in 1..places.len() {
            let push = (ROOM - (places[i] - places[i - 1])).max(0.0) / 2.0;
            places[i - 1] -= push;
            places[i] += push;
        }
        let last = places.len().saturating_sub(1) as f64;
        for (i, place) in places.iter_mut().enumerate() {
            let (above, below) = (i as f64 * ROOM, (last - i as f64) * ROOM);
            *place = place.min(bottom - 4.0 - below).max(top + above);
        }
    }
    places
}

/// The chart in words.
fn aloud(input: &ReportInput, m: &Measure, lines: &RegimeLines) -> String {
    let ends = lines.by_regime.iter().enumerate().filter_map(|(r, points)| {
        let known = || points.iter().filter_map(|point| point.value);
        let (first, last) = (known().next()?, known().next_back()?);
        let name = &input.comparison.plan.regimes[r].name;
        Some(format!(
            "{name} begins at {} and ends at {}",
            number_format::two(first.mean),
            number_format::two(last.mean)
        ))
    });
    format!("Lines with 95 % bands, in {}. {}.", m.unit, ends.collect::<Vec<_>>().join("; "))
}

fn by_year(input: &ReportInput, m: &Measure, view: View) -> String {
    let months = input.comparison.plan.size.months;
    let head: Vec<String> =
        std::iter::once("Year".to_owned()).chain((0..input.regimes()).map(|r| input.name(r))).collect();
    let cell = |r: usize, year: u32| {
        let value = input.comparison.over(r, m, view, year * 12..(year * 12 + 12).min(months));
        value.map_or_else(|| undefined(m, report_text::NONE).to_owned(), number_format::level)
    };
    let rows: Vec<Vec<String>> = (0..months.div_ceil(12))
        .map(|year| {
            std::iter::once((year + 1).to_string()).chain((0..input.regimes()).map(|r| cell(r, year))).collect()
        })
        .collect();
    table(&format!("{}, {}: mean of the year (95 % interval)", esc(m.name), esc(m.unit)), &head, &rows)
}
