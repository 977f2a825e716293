//! How did a measure go, month by month, and how sure is that?

use super::axis_scale::Scale;
use super::html_page::{esc, table};
use super::palette::class;
use super::svg::Svg;
use super::{Story, report_text};
use crate::number_format;
use crate::text_wrap::short;
use glasshouse::observatory::measures::{Measure, View};
use glasshouse::observatory::statistics::Interval;

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 296.0;
/// The field in which the lines run: left, top, right, bottom.
const FIELD: [f64; 4] = [46.0, 40.0, 352.0, 250.0];
/// Points of a line, at most; more could not be told apart.
const POINTS: u32 = 40;

/// A point of a line: the middle of its span, in months, and the value over it.
type Point = (f64, Option<Interval>);

/// The lines of all regimes.
pub struct Lines {
    by_regime: Vec<Vec<Point>>,
}

impl Lines {
    /// Works out the lines of a measure in one of its views.
    pub fn new(story: &Story, m: &Measure, view: View) -> Lines {
        let months = story.comparison.plan.size.months;
        let step = months.div_ceil(POINTS);
        let of = |regime: usize| {
            let starts = (0..months).step_by(step as usize);
            let spans = starts.map(|start| start..(start + step).min(months));
            spans
                .map(|span| {
                    let middle = f64::from(span.start + span.end) / 2.0;
                    (middle, story.comparison.over(regime, m, view, span))
                })
                .collect()
        };
        Lines { by_regime: (0..story.regimes()).map(of).collect() }
    }

    /// Every value that an axis must hold.
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let known = self.by_regime.iter().flatten().filter_map(|(_, i)| *i);
        known.flat_map(|i| [i.mean - i.half.unwrap_or(0.0), i.mean + i.half.unwrap_or(0.0)])
    }

    /// True if no regime has any value.
    pub fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }
}

/// An axis on which all of these lines can be compared.
pub fn axis(all: &[&Lines]) -> Scale {
    Scale::around(all.iter().flat_map(|lines| lines.values()), 4, FIELD[3], FIELD[1])
}

/// The chart with its table of figures.
pub fn figure(story: &Story, m: &Measure, view: View, lines: &Lines, y: &Scale) -> String {
    let id = format!("c-{}-{}", m.key, if view == View::Seen { "seen" } else { "is" });
    let caption = match (view, m.seen) {
        (View::Seen, Some((_, seen))) => format!("<span><strong>What the state sees</strong>: {}</span>", esc(seen)),
        (_, Some(_)) => "<strong>What is</strong>".to_owned(),
        _ => String::new(),
    };
    let caption = if caption.is_empty() { caption } else { format!("<figcaption>{caption}</figcaption>") };
    format!(
        "<figure>{caption}{}<details><summary>The figures behind this chart</summary>{}</details></figure>",
        draw(story, m, lines, y).finish(&id, &format!("{} by regime over time", m.name), &aloud(story, m, lines)),
        by_year(story, m, view)
    )
}

fn draw(story: &Story, m: &Measure, lines: &Lines, y: &Scale) -> Svg {
    let [left, top, right, bottom] = FIELD;
    let months = f64::from(story.comparison.plan.size.months);
    let x = |month: f64| left + month / months * (right - left);
    let mut svg = Svg::new(WIDTH, HEIGHT);
    svg.text("unit", [2.0, 12.0], m.unit);
    for (value, text) in y.ticks() {
        svg.line("grid", [left, y.at(value)], [right, y.at(value)]);
        svg.tick("e", [left - 5.0, y.at(value) + 4.0], &text);
    }
    let years = story.comparison.plan.size.months / 12;
    let every = [1, 2, 5, 10, 20, 50].into_iter().find(|n| years / n <= 10).unwrap_or(100);
    for year in (0..=years).step_by(every as usize) {
        let at = x(f64::from(year * 12));
        svg.line("axis", [at, bottom], [at, bottom + 4.0]);
        svg.tick("m", [at, bottom + 17.0], &year.to_string());
    }
    svg.text("unit", [right + 14.0, bottom + 17.0], "years");
    for (month, label) in turns(story) {
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
    label(story, &mut svg, lines, &x, y);
    svg
}

/// Months in which regimes begin or end, each once.
fn turns(story: &Story) -> Vec<(f64, &'static str)> {
    let plan = &story.comparison.plan;
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
    let pieces = points.split(|(_, i)| i.is_none()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| piece.iter().filter_map(|(at, i)| Some((*at, (*i)?))).collect()).collect()
}

/// The last known place of every line: regime, and where it is.
fn label(story: &Story, svg: &mut Svg, lines: &Lines, x: &dyn Fn(f64) -> f64, y: &Scale) {
    let last = |points: &[Point]| points.iter().rev().find_map(|(at, i)| Some([x(*at), y.at((*i)?.mean)]));
    let ends = lines.by_regime.iter().enumerate().filter_map(|(r, points)| Some((r, last(points)?)));
    label_ends(story, svg, [FIELD[1], FIELD[3]], ends.collect());
}

/// A name beside the end of every line (regime, place), moved apart where they would overlap, between top and bottom.
pub fn label_ends(story: &Story, svg: &mut Svg, field: [f64; 2], mut ends: Vec<(usize, [f64; 2])>) {
    ends.sort_by(|a, b| a.1[1].total_cmp(&b.1[1]).then(a.0.cmp(&b.0)));
    let places = spread(&ends.iter().map(|(_, end)| end[1]).collect::<Vec<_>>(), field);
    for ((r, end), place) in ends.into_iter().zip(places) {
        let at = FIELD[2] + 12.0;
        svg.line(&format!("lead {}", class(r)), end, [at, place]);
        svg.text("label", [at + 3.0, place + 4.0], &short(&story.comparison.plan.regimes[r].name, 14));
    }
}

/// Places of labels, moved apart and kept in the field; the places wanted come in order.
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
fn aloud(story: &Story, m: &Measure, lines: &Lines) -> String {
    let ends = lines.by_regime.iter().enumerate().filter_map(|(r, points)| {
        let known = || points.iter().filter_map(|(_, i)| *i);
        let (first, last) = (known().next()?, known().next_back()?);
        let name = &story.comparison.plan.regimes[r].name;
        Some(format!(
            "{name} begins at {} and ends at {}",
            number_format::two(first.mean),
            number_format::two(last.mean)
        ))
    });
    format!("Lines with 95 % bands, in {}. {}.", m.unit, ends.collect::<Vec<_>>().join("; "))
}

fn by_year(story: &Story, m: &Measure, view: View) -> String {
    let months = story.comparison.plan.size.months;
    let head: Vec<String> =
        std::iter::once("Year".to_owned()).chain((0..story.regimes()).map(|r| story.name(r))).collect();
    let cell = |r: usize, year: u32| {
        let value = story.comparison.over(r, m, view, year * 12..(year * 12 + 12).min(months));
        value.map_or(report_text::NONE.to_owned(), number_format::level)
    };
    let rows: Vec<Vec<String>> = (0..months.div_ceil(12))
        .map(|year| {
            std::iter::once((year + 1).to_string()).chain((0..story.regimes()).map(|r| cell(r, year))).collect()
        })
        .collect();
    table(&format!("{}, {}: mean of the year (95 % interval)", esc(m.name), esc(m.unit)), &head, &rows)
}
