//! Published results plotted beside the model's: as characters for a terminal, and as SVG.

use crate::html::axis_scale::Scale;
use crate::html::markup::esc;
use crate::number_format::typeset;
use crate::text_wrap::paragraph;
use glasshouse::experiment::reproduce::Picture;

/// Width and height of the plot on a terminal, in characters.
const LETTERS: [usize; 2] = [64, 16];
/// Width and height of the picture, and the field of its lines: left, top, right, bottom.
const SIZE: [f64; 2] = [640.0, 400.0];
const FIELD: [f64; 4] = [64.0, 48.0, 620.0, 330.0];
/// Colours that also differ in lightness, and dashes, so that lines can be told apart without colour.
const STROKES: [(&str, &str); 4] = [("#0b5fa5", ""), ("#c4570a", "7 4"), ("#3d7a1f", "2 3"), ("#7a3db8", "10 3 2 3")];

fn axes(picture: &Picture, [left, top, right, bottom]: [f64; 4]) -> [Scale; 2] {
    let points = || picture.lines.iter().flat_map(|(_, points)| points).chain(&picture.dots);
    [Scale::around(points().map(|[x, _]| *x), 4, left, right), Scale::around(points().map(|[_, y]| *y), 4, bottom, top)]
}

/// In characters: a, b, c ... are the lines, and * marks published or recomputed values.
pub fn text(picture: &Picture) -> String {
    let [width, height] = LETTERS;
    let [x, y] = axes(picture, [0.0, 0.0, (width - 1) as f64, (height - 1) as f64]);
    let mut field = vec![vec![' '; width]; height];
    let mut put = |[px, py]: [f64; 2], letter: char| {
        let (column, row) = (x.at(px).round() as usize, y.at(py).round() as usize);
        field[row.min(height - 1)][column.min(width - 1)] = letter;
    };
    for ((_, points), letter) in picture.lines.iter().zip('a'..) {
        points.iter().for_each(|point| put(*point, letter));
    }
    picture.dots.iter().for_each(|point| put(*point, '*'));
    let ticks = y.ticks();
    let mut out = format!("{}  {}\n", paragraph(picture.title, 2), picture.axes[1]);
    for (row, line) in field.iter().enumerate() {
        let tick = ticks.iter().find(|(value, _)| y.at(*value).round() as usize == row);
        let line: String = line.iter().collect();
        out += &format!("{:>9} |{}\n", tick.map_or("", |(_, text)| text), line.trim_end());
    }
    out += &format!("{:>9} +{}\n", "", "-".repeat(width));
    let mut below = vec![' '; width + 15];
    for (value, text) in x.ticks() {
        let at = 11 + x.at(value).round() as usize;
        let start = at.saturating_sub(text.chars().count() / 2);
        text.chars().enumerate().for_each(|(k, c)| below[(start + k).min(width + 14)] = c);
    }
    out += &format!("{}\n{:>75}\n", below.iter().collect::<String>().trim_end(), picture.axes[0]);
    let names = picture.lines.iter().zip('a'..).map(|((name, _), letter)| format!("{letter}: {name}"));
    out + &paragraph(&format!("{}; *: recomputed independently", names.collect::<Vec<_>>().join("; ")), 2)
}

/// As a self-contained picture, with a description for screen readers.
pub fn svg(picture: &Picture) -> String {
    let [width, height] = SIZE;
    let [left, top, right, bottom] = FIELD;
    let [x, y] = axes(picture, FIELD);
    let mut body = String::new();
    for (value, text) in y.ticks() {
        let at = y.at(value);
        body += &format!("<line x1=\"{left}\" x2=\"{right}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/>\n");
        body += &label([left - 6.0, at + 4.0], "end", &typeset(&text));
    }
    for (value, text) in x.ticks() {
        body += &label([x.at(value), bottom + 18.0], "middle", &typeset(&text));
    }
    body += &format!("<line x1=\"{left}\" x2=\"{right}\" y1=\"{bottom}\" y2=\"{bottom}\" stroke=\"#444\"/>\n");
    body += &label([right, bottom + 36.0], "end", picture.axes[0]);
    body += &label([left, top - 10.0], "start", picture.axes[1]);
    for (n, (name, points)) in picture.lines.iter().enumerate() {
        let (colour, dash) = STROKES[n % STROKES.len()];
        let places: Vec<String> = points.iter().map(|[px, py]| format!("{:.1},{:.1}", x.at(*px), y.at(*py))).collect();
        let style = format!("stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\" fill=\"none\"");
        body += &format!("<polyline points=\"{}\" {style}/>\n", places.join(" "));
        let at = [left + 150.0 * (n % 4) as f64, height - 12.0];
        let (from, to, level) = (at[0], at[0] + 24.0, at[1] - 4.0);
        body += &format!("<line x1=\"{from}\" x2=\"{to}\" y1=\"{level}\" y2=\"{level}\" {style}/>\n");
        body += &label([at[0] + 30.0, at[1]], "start", name);
    }
    for [px, py] in &picture.dots {
        body += &format!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"none\" stroke=\"#111\"/>\n",
            x.at(*px),
            y.at(*py)
        );
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<title>{title}</title>\n<desc>{story} Circles: recomputed independently.</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"12\" y=\"22\" font-size=\"16\">{title}</text>\n{body}</svg>\n",
        title = esc(picture.title),
        story = esc(picture.story),
    )
}

fn label([x, y]: [f64; 2], anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"#333\">{}</text>\n", esc(text))
}
