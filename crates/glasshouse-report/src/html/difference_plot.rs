//! Dot plots of the differences between each regime and the baseline, a card for each measure.

use super::axis_scale::{Scale, ends};
use super::markup::esc;
use super::palette::class;
use super::report_input::ReportInput;
use super::svg::Svg;
use super::{measure_text, report_text};
use crate::comparison_table::HEADLINES;
use crate::number_format;
use crate::text_wrap::short;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;

const WIDTH: f64 = 330.0;
const LEFT: f64 = 104.0;
const RIGHT: f64 = 318.0;
/// Height of a regime's row.
const ROW: f64 = 30.0;

/// A dot of a card.
struct Dot {
    regime: usize,
    /// 0 while in force, 1 after.
    window: usize,
    value: Interval,
}

/// A card with a measure's differences, or with its levels if there is nothing to compare.
pub fn panel(input: &ReportInput, m: &Measure) -> String {
    let mut alone = input.regimes() == 1;
    let mut dots = dots(input, m, alone);
    if dots.is_empty() && !alone {
        alone = true;
        dots = self::dots(input, m, true);
    }
    let what = match (alone, input.regimes()) {
        (false, _) => format!("difference from {}", input.name(0)),
        (true, 1) => "level".to_owned(),
        (true, _) => format!("level (not defined under {})", input.name(0)),
    };
    let picture = if dots.is_empty() {
        "<p class=small>Not defined in this run: at least one society had nobody to count.</p>".to_owned()
    } else {
        draw(input, &dots).finish(&format!("d-{}", m.key), m.name, &aloud(input, m, &dots, alone))
    };
    format!(
        "<figure class=card><figcaption><a href=\"#m-{}\">{}</a><br><span class=small>{what}, {}; {}</span></figcaption>{picture}</figure>",
        measure_text::anchor(m),
        esc(m.name),
        esc(m.unit),
        esc(m.direction)
    )
}

/// A card for each of the headline measures.
pub fn cards(input: &ReportInput) -> String {
    let panels: String = HEADLINES.iter().filter_map(|key| by_key(key)).map(|m| panel(input, m)).collect();
    format!("{}<div class=cards>{panels}</div>", report_text::how_to_read_dots(input))
}

/// All dots of a card that are defined.
fn dots(input: &ReportInput, m: &Measure, alone: bool) -> Vec<Dot> {
    let c = input.comparison;
    let mut dots = Vec::new();
    for r in shown(input) {
        for (w, (window, _)) in input.windows().iter().enumerate() {
            let value =
                if alone { c.level(r, m, View::Truth, *window) } else { c.difference(r, m, View::Truth, *window) };
            dots.extend(value.map(|value| Dot { regime: r, window: w, value }));
        }
    }
    dots
}

/// The regimes of a card: all except the baseline.
fn shown(input: &ReportInput) -> std::ops::Range<usize> {
    usize::from(input.regimes() > 1)..input.regimes()
}

fn draw(input: &ReportInput, dots: &[Dot]) -> Svg {
    let shown = shown(input);
    let rows = shown.len() as f64;
    let bottom = 8.0 + rows * ROW;
    let known = dots.iter().flat_map(|dot| ends(&dot.value));
    let x = Scale::around(known.chain([0.0]), 3, LEFT, RIGHT);
    let mut svg = Svg::new(WIDTH, bottom + 36.0);
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 4.0], [x.at(value), bottom]);
        svg.tick("m", [x.at(value), bottom + 14.0], &text);
    }
    for r in shown.clone() {
        let middle = 8.0 + ((r - shown.start) as f64 + 0.5) * ROW;
        svg.text("label e", [LEFT - 10.0, middle + 4.0], &short(&input.comparison.plan.regimes[r].name, 14));
    }
    for Dot { regime: r, window: w, value: i } in dots {
        let both = input.windows().len() == 2;
        let offset = if !both {
            0.0
        } else if *w == 0 {
            -6.0
        } else {
            6.0
        };
        let at = 8.0 + ((r - shown.start) as f64 + 0.5) * ROW + offset;
        if let Some(half) = i.half {
            svg.line(&format!("bar {}", class(*r)), [x.at(i.mean - half), at], [x.at(i.mean + half), at]);
        }
        let fill = if *w == 0 { "full" } else { "hollow" };
        svg.dot(&format!("{fill} {}", class(*r)), *r, [x.at(i.mean), at]);
    }
    svg
}

fn aloud(input: &ReportInput, m: &Measure, dots: &[Dot], alone: bool) -> String {
    let windows = input.windows();
    let each = dots.iter().map(|Dot { regime: r, window: w, value: i }| {
        let text = if alone { number_format::level(*i) } else { number_format::difference(*i) };
        format!("{}, {}: {text}", input.comparison.plan.regimes[*r].name, windows[*w].1.to_lowercase())
    });
    format!("In {}. {}.", m.unit, each.collect::<Vec<_>>().join("; "))
}
