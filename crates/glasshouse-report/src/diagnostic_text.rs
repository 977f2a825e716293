//! Mistakes in files as text: what is wrong, where, with the words underlined, and what was probably meant.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use glasshouse::diagnostic::{Diagnostic, Diagnostics, Location, Severity, is_hidden};
use glasshouse::scenario::FileError;
use std::borrow::Cow;
use std::sync::Arc;

/// All diagnostics as text for another program to show: no colours, no terminal control characters.
pub fn plain(found: &Diagnostics) -> String {
    let renderer = Renderer::plain().term_width(WIDTH);
    found.0.iter().map(|one| drawn(&renderer, one)).collect::<Vec<_>>().join("\n\n")
}

/// Width of a drawing when the terminal's is unknown.
pub const WIDTH: usize = 100;

/// The style of diagnostics on a terminal.
#[derive(Clone, Copy)]
pub struct TerminalStyle {
    /// Whether they have colours and fine lines, or plain letters.
    pub colours: bool,
    /// Its columns.
    pub width: usize,
}

impl TerminalStyle {
    fn renderer(self) -> Renderer {
        let renderer =
            if self.colours { Renderer::styled().decor_style(DecorStyle::Unicode) } else { Renderer::plain() };
        renderer.term_width(self.width)
    }
}

/// Each diagnostic as text in this style.
pub fn each(found: &Diagnostics, style: TerminalStyle) -> Vec<String> {
    let renderer = style.renderer();
    found.0.iter().map(|one| drawn(&renderer, one)).collect()
}

/// The failure to read a file, as text.
pub fn failure(failure: &FileError, style: TerminalStyle) -> String {
    let title = clean(&failure.to_string());
    let report = [Group::with_title(Level::ERROR.primary_title(title.as_str()))];
    style.renderer().render(&report)
}

fn drawn(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut report =
        level.primary_title(clean(&diagnostic.message)).id(diagnostic.code).elements(snippets(&diagnostic.places));
    if let Some(help) = &diagnostic.help {
        report = report.element(Level::HELP.message(clean(help)));
    }
    renderer.render(&[report])
}

/// One snippet for each source text.
fn snippets(places: &[Location]) -> Vec<Snippet<'_, Annotation<'_>>> {
    let first_of_its_text = |(n, place): &(usize, &Location)| !places[..*n].iter().any(|other| same_text(other, place));
    places.iter().enumerate().filter(first_of_its_text).map(|(_, place)| snippet(place, places)).collect()
}

/// The text of one place, with all places in it; the very first place is the primary one.
fn snippet<'a>(text: &'a Location, places: &'a [Location]) -> Snippet<'a, Annotation<'a>> {
    let annotations = places.iter().enumerate().filter(|(_, place)| same_text(place, text)).map(|(n, place)| {
        let kind = if n == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!place.label.is_empty()).then(|| clean(&place.label));
        kind.span(place.span.clone()).label(label)
    });
    Snippet::source(same_length(&text.source.text)).path(clean(&text.source.name)).annotations(annotations)
}

fn same_text(a: &Location, b: &Location) -> bool {
    Arc::ptr_eq(&a.source, &b.source)
}

/// Words from a user's file, without terminal control characters.
pub fn clean(words: &str) -> String {
    words.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// The same for a whole text, with each character replaced by one of the same length, so that all positions stay. The
/// renderer itself draws control characters of one byte as pictures.
fn same_length(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.len_utf8() > 1 && is_hidden(c)) {
        return text.into();
    }
    let shown = text.chars().map(|c| match c.len_utf8() {
        2 if is_hidden(c) => '·',
        3 if is_hidden(c) => '\u{fffd}',
        _ => c,
    });
    shown.collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use glasshouse::diagnostic::Source;

    #[test]
    fn a_mistake_is_drawn_with_its_words_underlined_and_nothing_that_a_terminal_obeys() {
        let text = "[score]\nthre\u{202e}sold = 6 # \u{1b}[31m \u{9b}".to_string();
        let source = Arc::new(Source { name: "a\u{1b}b.toml".into(), text });
        let place = Location { source, span: 8..19, label: "not a setting\u{7}".into() };
        let finding = Diagnostic::error("unknown-key", "unknown key \u{200f}", place).help("did you mean \u{1b}?");
        let text = drawn(&Renderer::plain(), &finding);
        assert_eq!(
            text.replace(|c: char| is_hidden(c) && c != '\n', "HIDDEN"),
            "error[unknown-key]: unknown key \u{fffd}\n \
             --> a\u{fffd}b.toml:2:1\n  \
               |\n\
             2 | thre\u{fffd}sold = 6 # ␛[31m ·\n  \
               | ^^^^^^^^^ not a setting\u{fffd}\n  \
               |\n  \
               = help: did you mean \u{fffd}?"
        );
    }
}
