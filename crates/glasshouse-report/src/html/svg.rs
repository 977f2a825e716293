//! Accessible SVG drawings, with a title and a description for screen readers.

use super::markup::esc;
use super::report_text::FIGURE_FOOT;
use crate::number_format::typeset;
use std::fmt::Write;

/// A drawing under construction. Lengths are in its own units; it scales with the page.
pub struct Svg {
    width: f64,
    height: f64,
    body: String,
}

impl Svg {
    /// An empty drawing.
    pub fn new(width: f64, height: f64) -> Svg {
        Svg { width, height, body: String::new() }
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) {
        self.add(format_args!("<line class=\"{class}\" x1={x1:.1} y1={y1:.1} x2={x2:.1} y2={y2:.1} />"));
    }

    /// A text; `class` may hold `m` (middle) or `e` (ends here).
    pub fn text(&mut self, class: &str, [x, y]: [f64; 2], text: &str) {
        self.add(format_args!("<text class=\"{class}\" x={x:.1} y={y:.1}>{}</text>", esc(text)));
    }

    /// A number beside an axis; `class` as for a text.
    pub fn tick(&mut self, class: &str, at: [f64; 2], number: &str) {
        self.text(&format!("tick {class}"), at, &typeset(number));
    }

    /// A line through points.
    pub fn path(&mut self, class: &str, points: &[[f64; 2]]) {
        self.add(format_args!("<polyline class=\"{class}\" points=\"{}\" />", places(points)));
    }

    /// A filled area.
    pub fn area(&mut self, class: &str, points: &[[f64; 2]]) {
        self.add(format_args!("<polygon class=\"{class}\" points=\"{}\" />", places(points)));
    }

    /// A dot; its shape distinguishes regimes without colour.
    pub fn dot(&mut self, class: &str, shape: usize, [x, y]: [f64; 2]) {
        let r = 3.6;
        match shape % 4 {
            0 => self.add(format_args!("<circle class=\"{class}\" cx={x:.1} cy={y:.1} r={r} />")),
            1 => self.area(class, &[[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]),
            2 => self.area(class, &[[x, y - r * 1.3], [x + r * 1.3, y], [x, y + r * 1.3], [x - r * 1.3, y]]),
            _ => self.area(class, &[[x, y - r * 1.2], [x + r * 1.2, y + r], [x - r * 1.2, y + r]]),
        }
    }

    fn add(&mut self, part: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(part);
    }

    /// The drawing with a title, a description for screen readers, and a note at its foot that stays with it.
    pub fn finish(mut self, id: &str, title: &str, story: &str) -> String {
        let (w, h) = (self.width, self.height);
        self.text("foot e", [w - 2.0, h - 4.0], FIGURE_FOOT);
        self.part(id, title, story)
    }

    /// A sign beside a word that says the same, hidden from screen readers.
    pub fn sign(self) -> String {
        let (w, h) = (self.width, self.height);
        format!("<svg class=sign viewBox=\"0 0 {w:.0} {h:.0}\" aria-hidden=true>{}</svg>", self.body)
    }

    /// A part of a larger drawing, which has the note at its own foot.
    pub fn part(self, id: &str, title: &str, story: &str) -> String {
        let (w, h) = (self.width, self.height);
        format!(
            "<svg viewBox=\"0 0 {w:.0} {h:.0}\" role=img aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title>\
             <desc id=\"{id}-d\">{}</desc>{}</svg>",
            esc(title),
            esc(story),
            self.body
        )
    }
}

fn places(points: &[[f64; 2]]) -> String {
    points.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}
