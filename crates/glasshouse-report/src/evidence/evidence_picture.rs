//! One effect as a picture: the estimate in each society as a dot, beside the published size and interval.

use super::evidence_page::published;
use crate::html::axis_scale::Scale;
use crate::html::markup::esc;
use crate::number_format::typeset;
use crate::text_wrap::paragraph;
use glasshouse::experiment::evidence::trial::EvidenceAnswer;
use glasshouse::scenario::evidence_file::{PublishedEffect, Question};

/// Width of the plot on a terminal, in characters.
const LETTERS: usize = 60;
/// Width and height of the picture, and the ends of its axis.
const SIZE: [f64; 2] = [640.0, 240.0];
const AXIS: [f64; 2] = [30.0, 610.0];
/// Height of the line of the axis, and the width of a column of dots.
const BASE: f64 = 170.0;
const COLUMN: f64 = 8.0;

fn estimates(answer: &EvidenceAnswer) -> Vec<f64> {
    let found = answer.findings.iter().filter(|finding| finding.occurred);
    let mut found: Vec<f64> = found.filter_map(|finding| finding.estimate).collect();
    found.sort_by(f64::total_cmp);
    found
}

fn marks(question: &Question) -> impl Iterator<Item = f64> {
    let interval = question.interval.into_iter().flatten();
    std::iter::once(0.0).chain(question.size).chain(interval)
}

/// In characters: one `o` for each society above the axis, `*` the published size, `=` the published interval.
pub fn text(question: &Question, answer: &EvidenceAnswer) -> String {
    let found = estimates(answer);
    let scale = Scale::around(found.iter().copied().chain(marks(question)), 5, 0.0, (LETTERS - 1) as f64);
    let column = |value: f64| (scale.at(value).round() as usize).min(LETTERS - 1);
    let mut heights = [0_usize; LETTERS];
    found.iter().for_each(|value| heights[column(*value)] += 1);
    let mut out = String::from("\n");
    for level in (1..=heights.iter().copied().max().unwrap_or_default()).rev() {
        let line: String = heights.iter().map(|height| if *height >= level { 'o' } else { ' ' }).collect();
        out += &format!("  {}\n", line.trim_end());
    }
    let mut axis = vec!['-'; LETTERS];
    if let Some([low, high]) = question.interval {
        axis[column(low)..=column(high)].fill('=');
    }
    axis[column(0.0)] = '0';
    if let Some(size) = question.size {
        axis[column(size)] = '*';
    }
    out += &format!("  {}\n", axis.iter().collect::<String>());
    let mut below = vec![' '; LETTERS + 12];
    for (value, tick) in scale.ticks() {
        let start = (2 + column(value)).saturating_sub(tick.chars().count() / 2);
        tick.chars().enumerate().for_each(|(k, c)| below[(start + k).min(LETTERS + 11)] = c);
    }
    out += &format!("{}\n", below.iter().collect::<String>().trim_end());
    out + &paragraph("o: a society; *: the published size; =: the published interval; 0: no effect", 2)
}

/// As a self-contained picture, with a description for screen readers.
pub fn svg(effect: &PublishedEffect, question: &Question, answer: &EvidenceAnswer) -> String {
    let [width, height] = SIZE;
    let found = estimates(answer);
    let scale = Scale::around(found.iter().copied().chain(marks(question)), 5, AXIS[0], AXIS[1]);
    let mut body = String::new();
    if let Some([low, high]) = question.interval {
        let (from, to) = (scale.at(low), scale.at(high));
        body += &format!(
            "<rect x=\"{from:.1}\" y=\"40\" width=\"{:.1}\" height=\"{}\" fill=\"#f3d9b1\"/>\n",
            to - from,
            BASE - 40.0
        );
    }
    let mut upright = |at: f64, style: &str| {
        body += &format!("<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"40\" y2=\"{BASE}\" {style}/>\n");
    };
    upright(scale.at(0.0), "stroke=\"#444\" stroke-dasharray=\"2 3\"");
    if let Some(size) = question.size {
        upright(scale.at(size), "stroke=\"#c4570a\" stroke-width=\"2\"");
    }
    let mut stacked: Vec<(i64, usize)> = Vec::new();
    for value in &found {
        let at = (scale.at(*value) / COLUMN).round() as i64;
        let level = match stacked.last_mut().filter(|(last, _)| *last == at) {
            Some((_, level)) => {
                *level += 1;
                *level
            }
            None => {
                stacked.push((at, 0));
                0
            }
        };
        let (x, y) = (at as f64 * COLUMN, BASE - 6.0 - COLUMN * level as f64);
        body += &format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.4\" fill=\"#0b5fa5\"/>\n");
    }
    body += &format!("<line x1=\"{}\" x2=\"{}\" y1=\"{BASE}\" y2=\"{BASE}\" stroke=\"#444\"/>\n", AXIS[0], AXIS[1]);
    for (value, tick) in scale.ticks() {
        body += &label([scale.at(value), BASE + 18.0], "middle", &typeset(&tick));
    }
    let title = format!("{}: {}", effect.key, effect.title);
    body += &label([AXIS[0], 20.0], "start", &title);
    let key = "a dot: a society; orange: the published size; shaded: the published interval; dashed: no effect";
    body += &label([AXIS[0], BASE + 40.0], "start", key);
    body += &label([width - 6.0, height - 8.0], "end", "synthetic societies; explanation, not prediction");
    let story = format!(
        "{} societies; the published effect is {}; our median is {:.2}.",
        found.len(),
        published(question),
        answer.range[1]
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\"><title>{}</title><desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n{body}</svg>\n",
        esc(&title),
        esc(&story)
    )
}

fn label([x, y]: [f64; 2], anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"#222\">{}</text>\n", esc(text))
}
