//! What did each regime do to these people, in one picture?
//!
//! A line a measure, all beside the same upright: to its left there is less than under the baseline, to its right more.

use super::html_page::{esc, table};
use super::palette::class;
use super::svg::Svg;
use super::{Story, difference_plot, income_fifths, measure_section, report_text};
use crate::comparison_table::HEADLINES;
use crate::number_format;
use glasshouse::experiment::compare::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;

const WIDTH: f64 = 340.0;
const MIDDLE: f64 = 170.0;
/// From the upright to the farthest dot.
const REACH: f64 = 140.0;
const HEIGHT: f64 = 26.0;

/// The picture; `None` if there is nothing to take a difference to.
pub fn picture(story: &Story) -> Option<String> {
    story.comparison.months(Window::During)?;
    let shown: Vec<(&Measure, Vec<Interval>)> =
        HEADLINES.iter().filter_map(|key| by_key(key)).filter_map(|m| Some((m, differences(story, m)?))).collect();
    if story.regimes() < 2 || shown.is_empty() {
        return None;
    }
    let rows: String = shown.iter().map(|(m, differences)| row(story, m, differences)).collect();
    Some(format!(
        "<p>{}</p>{}<figure class=\"trial glance\"><div class=\"row head\" aria-hidden=true><span></span>{}<span></span></div>{rows}\
         <figcaption>{}</figcaption></figure>{}",
        report_text::how_to_read_glance(story),
        key(story),
        axis(story),
        report_text::FIGURE_FOOT,
        behind(story, &shown)
    ))
}

/// What each regime but the baseline changes while in force; `None` where it is not defined for all of them.
fn differences(story: &Story, m: &Measure) -> Option<Vec<Interval>> {
    // By fifth is a picture of its own.
    let one = |r| story.comparison.difference(r, m, View::Truth, Window::During);
    if income_fifths::stem(m.key).is_some() { None } else { (1..story.regimes()).map(one).collect() }
}

/// Which sign is which regime.
fn key(story: &Story) -> String {
    let each = (1..story.regimes()).map(|r| {
        let mut svg = Svg::new(12.0, 12.0);
        svg.dot(&format!("full {}", class(r)), r, [6.0, 6.0]);
        format!("<li>{} {}</li>", svg.sign(), story.name(r))
    });
    format!("<ul class=key-list>{}</ul>", each.collect::<String>())
}

fn axis(story: &Story) -> String {
    let mut svg = Svg::new(WIDTH, 20.0);
    svg.text("note e", [MIDDLE - 10.0, 15.0], "◂ less");
    svg.text("note", [MIDDLE + 10.0, 15.0], "more ▸");
    svg.line("zero", [MIDDLE, 6.0], [MIDDLE, 20.0]);
    svg.part("glance-axis", "Axis", &format!("Left: less than under {}; right: more.", story.name(0)))
}

fn row(story: &Story, m: &Measure, differences: &[Interval]) -> String {
    let ends = differences.iter().flat_map(|i| [i.mean.abs() + i.half.unwrap_or(0.0)]);
    let widest = ends.fold(0.0, f64::max);
    let x = |value: f64| MIDDLE + if widest > 0.0 { value / widest * REACH } else { 0.0 };
    let mut svg = Svg::new(WIDTH, HEIGHT);
    svg.line("grid", [MIDDLE - REACH - 10.0, HEIGHT / 2.0], [MIDDLE + REACH + 10.0, HEIGHT / 2.0]);
    svg.line("zero", [MIDDLE, 0.0], [MIDDLE, HEIGHT]);
    for (r, i) in (1..).zip(differences) {
        // A little apart, so that equal ones can all be seen.
        let y = HEIGHT / 2.0 + (r as f64 - differences.len() as f64 / 2.0 - 0.5) * 4.0;
        let half = i.half.unwrap_or(0.0);
        svg.line(&format!("bar {}", class(r)), [x(i.mean - half), y], [x(i.mean + half), y]);
        svg.dot(&format!("full {}", class(r)), r, [x(i.mean), y]);
    }
    let name = |r: usize| story.comparison.plan.regimes[r].name.as_str();
    let each = (1..).zip(differences).map(|(r, i)| format!("{}: {}", name(r), number_format::difference(*i)));
    let aloud = format!("{}, difference to {}. {}.", m.unit, name(0), each.collect::<Vec<_>>().join("; "));
    format!(
        "<div class=row><span class=says><a href=\"#m-{}\">{}</a> <span class=unit>{}; {}</span></span>{}\
         <span class=small>{}</span></div>",
        difference_plot::anchor(m),
        esc(m.name),
        esc(m.unit),
        esc(m.direction),
        svg.part(&format!("g-{}", m.key), m.name, &aloud),
        values(story, m, differences)
    )
}

/// The baseline's level, and the greatest change with its interval: what the length of the line is.
fn values(story: &Story, m: &Measure, differences: &[Interval]) -> String {
    let base = story
        .comparison
        .level(0, m, View::Truth, Window::During)
        .map_or(report_text::NONE.to_owned(), |i| number_format::typeset(&number_format::two(i.mean)));
    let farthest = differences.iter().enumerate().max_by(|a, b| a.1.mean.abs().total_cmp(&b.1.mean.abs()));
    let most = farthest.map_or(String::new(), |(n, i)| match number_format::difference(*i) {
        same if i.mean == 0.0 => same,
        change => format!("{}: {change}", story.name(n + 1)),
    });
    format!("{}: {base}<br>{most}", story.name(0))
}

/// All the figures of the picture.
fn behind(story: &Story, shown: &[(&Measure, Vec<Interval>)]) -> String {
    let regimes = 0..story.regimes();
    let head: Vec<String> =
        std::iter::once("Measure".to_owned()).chain(regimes.clone().map(|r| story.name(r))).collect();
    let row = |(m, differences): &(&Measure, Vec<Interval>)| {
        let base = story
            .comparison
            .level(0, m, View::Truth, Window::During)
            .map_or(report_text::NONE.to_owned(), number_format::level);
        let each = differences.iter().map(|i| number_format::difference(*i));
        std::iter::once(measure_section::linked(m)).chain([base]).chain(each).collect()
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    let caption = format!("Level under {}, and differences to it, while in force (95 % interval)", story.name(0));
    format!("<details><summary>The figures behind this picture</summary>{}</details>", table(&caption, &head, &rows))
}
