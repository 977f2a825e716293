//! By how much does each regime differ from the baseline, and is that more than chance?

use super::Story;
use super::axis_scale::Scale;
use super::html_page::esc;
use super::palette::class;
use super::svg::Svg;
use crate::number_format;
use crate::text_wrap::short;
use glasshouse::observatory::measures::{Measure, View};
use glasshouse::observatory::statistics::Interval;

const WIDTH: f64 = 330.0;
const LEFT: f64 = 104.0;
const RIGHT: f64 = 318.0;
/// Height of a regime's row.
const ROW: f64 = 30.0;

/// One dot: regime, window (0 while in force, 1 after), value.
type Dot = (usize, usize, Interval);

/// A card with a measure's differences; its levels, if there is nothing to take a difference to.
pub fn panel(story: &Story, m: &Measure) -> String {
    let mut alone = story.regimes() == 1;
    let mut dots = dots(story, m, alone);
    if dots.is_empty() && !alone {
        alone = true;
        dots = self::dots(story, m, true);
    }
    let what = match (alone, story.regimes()) {
        (false, _) => format!("difference to {}", story.name(0)),
        (true, 1) => "level".to_owned(),
        (true, _) => format!("level (not defined under {})", story.name(0)),
    };
    let picture = if dots.is_empty() {
        "<p class=small>Not defined in this run: in at least one society there was nobody to count.</p>".to_owned()
    } else {
        draw(story, &dots).finish(&format!("d-{}", m.key), m.name, &aloud(story, m, &dots, alone))
    };
    format!(
        "<figure class=card><figcaption><a href=\"#m-{}\">{}</a><br><span class=small>{what}, {}; {}</span></figcaption>{picture}</figure>",
        anchor(m),
        esc(m.name),
        esc(m.unit),
        esc(m.direction)
    )
}

/// All dots of a card that are defined.
fn dots(story: &Story, m: &Measure, alone: bool) -> Vec<Dot> {
    let c = story.comparison;
    let mut dots = Vec::new();
    for r in shown(story) {
        for (w, (window, _)) in story.windows().iter().enumerate() {
            let value =
                if alone { c.level(r, m, View::Truth, *window) } else { c.difference(r, m, View::Truth, *window) };
            dots.extend(value.map(|i| (r, w, i)));
        }
    }
    dots
}

/// The regimes of a card: all but the baseline.
fn shown(story: &Story) -> std::ops::Range<usize> {
    usize::from(story.regimes() > 1)..story.regimes()
}

/// Where the measure is told in full: fifths share one place.
pub fn anchor(m: &Measure) -> &str {
    super::income_fifths::stem(m.key).unwrap_or(m.key)
}

fn draw(story: &Story, dots: &[Dot]) -> Svg {
    let shown = shown(story);
    let rows = shown.len() as f64;
    let bottom = 8.0 + rows * ROW;
    let ends = dots.iter().flat_map(|(_, _, i)| [i.mean - i.half.unwrap_or(0.0), i.mean + i.half.unwrap_or(0.0)]);
    let x = Scale::around(ends.chain([0.0]), 3, LEFT, RIGHT);
    let mut svg = Svg::new(WIDTH, bottom + 36.0);
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 4.0], [x.at(value), bottom]);
        svg.tick("m", [x.at(value), bottom + 14.0], &text);
    }
    for r in shown.clone() {
        let middle = 8.0 + ((r - shown.start) as f64 + 0.5) * ROW;
        svg.text("label e", [LEFT - 10.0, middle + 4.0], &short(&story.comparison.plan.regimes[r].name, 14));
    }
    for (r, w, i) in dots {
        let both = story.windows().len() == 2;
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

fn aloud(story: &Story, m: &Measure, dots: &[Dot], alone: bool) -> String {
    let windows = story.windows();
    let each = dots.iter().map(|(r, w, i)| {
        let text = if alone { number_format::level(*i) } else { number_format::difference(*i) };
        format!("{}, {}: {text}", story.comparison.plan.regimes[*r].name, windows[*w].1.to_lowercase())
    });
    format!("In {}. {}.", m.unit, each.collect::<Vec<_>>().join("; "))
}
