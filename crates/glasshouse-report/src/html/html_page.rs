//! The frame of an HTML page: head, contents, sections and footer.

use super::markup::esc;
use super::{palette, report_text};
use glasshouse::observatory::manifest::{Manifest, VERSION};

/// A section with its heading; the table of contents links to its id.
pub struct Section {
    id: String,
    heading: String,
    inner: String,
}

/// Makes a section; `heading` is text, `inner` markup.
pub fn section(id: &str, heading: &str, inner: &str) -> Section {
    Section { id: id.to_owned(), heading: esc(heading), inner: inner.to_owned() }
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
        colours = palette::css(),
        motto = report_text::MOTTO,
        digest = &manifest.digest()[..16],
        seed = manifest.seed,
    )
}
