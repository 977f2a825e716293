//! What is the frame of the page, and how does a text come into it safely?

use super::report_text;
use glasshouse::diagnostic::is_hidden;
use glasshouse::observatory::manifest::{Manifest, VERSION};

/// A text that can stand in markup and in a quoted attribute.
pub fn esc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What cannot be seen has no place in a page; some of it would turn what stands around it.
            c if is_hidden(c) && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A section with its heading; the list of contents finds it by its id.
pub struct Section {
    id: String,
    heading: String,
    inner: String,
}

/// Makes a section; `heading` is text, `inner` markup.
pub fn section(id: &str, heading: &str, inner: &str) -> Section {
    Section { id: id.to_owned(), heading: esc(heading), inner: inner.to_owned() }
}

/// A table that scrolls by itself on a narrow screen; cells are markup, the first of each row is its heading.
pub fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let head: String = head.iter().map(|cell| format!("<th scope=col>{cell}</th>")).collect();
    let row = |cells: &Vec<String>| match &cells[..] {
        [only] => format!("<tr class=span><th scope=rowgroup colspan={}>{only}</th></tr>", 9),
        [first, rest @ ..] => {
            let rest: String = rest.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr><th scope=row>{first}</th>{rest}</tr>")
        }
        [] => String::new(),
    };
    let rows: String = rows.iter().map(row).collect();
    let caption = if caption.is_empty() { String::new() } else { format!("<caption>{caption}</caption>") };
    format!(
        "<div class=scroll tabindex=0><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// The page around its sections.
pub fn page(title: &str, lead: &str, sections: &[Section], manifest: &Manifest) -> String {
    let contents: String =
        sections.iter().map(|s| format!("<li><a href=\"#{}\">{}</a></li>", s.id, s.heading)).collect();
    let body: String = sections
        .iter()
        .map(|s| format!("<section id=\"{}\"><h2>{}</h2>{}</section>\n", s.id, s.heading, s.inner))
        .collect();
    let stamps: String = manifest
        .stamps()
        .iter()
        .map(|(key, value)| format!("<meta name=\"glasshouse-{key}\" content=\"{}\">\n", esc(value)))
        .collect();
    format!(
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=viewport content=\"width=device-width, initial-scale=1\">\n<meta name=color-scheme content=\"light dark\">\n\
         {stamps}<title>{title}</title>\n<style>\n{css}{colours}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1><p class=lead>{lead}</p><p class=motto>{motto}</p></header>\n\
         <nav aria-label=Contents><ol>{contents}</ol></nav>\n<main>\n{body}</main>\n\
         <footer><p>{motto} glasshouse {VERSION}, digest {digest}, seed {seed}.</p></footer>\n</body>\n</html>\n",
        title = esc(title),
        css = include_str!("style.css"),
        colours = super::palette::css(),
        motto = report_text::MOTTO,
        digest = &manifest.digest()[..16],
        seed = manifest.seed,
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_markup_comes_in_by_a_text() {
        assert_eq!(super::esc("<b a='\"'>&\u{0}"), "&lt;b a=&#39;&quot;&#39;&gt;&amp; ");
    }
}
