//! How does a mistake look on a terminal?
//!
//! In the way of a good compiler: what is wrong, where, the words underlined, and what was probably meant.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use glasshouse::diagnostic::{Diagnostic, Diagnostics, Location, Severity, is_hidden};
use glasshouse::scenario::ScenarioError;
use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

/// Draws all findings to the standard error stream.
pub fn findings(findings: &Diagnostics) {
    let renderer = renderer();
    let mut err = io::stderr().lock();
    for finding in &findings.0 {
        // Nothing is left to be done if not even the error stream takes our words.
        let _ = writeln!(err, "{}\n", finding_drawn(&renderer, finding));
    }
}

/// Draws why nothing could be read to the standard error stream.
pub fn trouble(trouble: &ScenarioError) {
    match trouble {
        ScenarioError::Diagnostics(found) => findings(found),
        ScenarioError::File(failure) => {
            let title = clean(&failure.to_string());
            let report = [Group::with_title(Level::ERROR.primary_title(title.as_str()))];
            let _ = writeln!(io::stderr().lock(), "{}\n", renderer().render(&report));
        }
    }
}

/// All findings as text for somebody else to show: no colours, nothing that a terminal obeys.
pub fn plain(findings: &Diagnostics) -> String {
    let renderer = Renderer::plain().term_width(WIDTH);
    findings.0.iter().map(|finding| finding_drawn(&renderer, finding)).collect::<Vec<_>>().join("\n\n")
}

/// Columns of a drawing where nobody says how many there are.
const WIDTH: usize = 100;

/// Coloured with fine lines on a terminal that wants them; plain text otherwise.
fn renderer() -> Renderer {
    let colour = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let renderer = if colour { Renderer::styled().decor_style(DecorStyle::Unicode) } else { Renderer::plain() };
    let width = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    renderer.term_width(width.unwrap_or(WIDTH).clamp(40, 200))
}

fn finding_drawn(renderer: &Renderer, finding: &Diagnostic) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut report = level.primary_title(clean(&finding.message)).id(finding.code).elements(snippets(&finding.places));
    if let Some(help) = &finding.help {
        report = report.element(Level::HELP.message(clean(help)));
    }
    renderer.render(&[report])
}

/// One snippet a text.
fn snippets(places: &[Location]) -> Vec<Snippet<'_, Annotation<'_>>> {
    let first_of_its_text = |(n, place): &(usize, &Location)| !places[..*n].iter().any(|other| same_text(other, place));
    places.iter().enumerate().filter(first_of_its_text).map(|(_, place)| snippet(place, places)).collect()
}

/// The text of one place, with all places in it; the first of all is the one that counts.
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

/// Words from a user's file, without anything that a terminal would obey.
pub fn clean(words: &str) -> String {
    words.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// The same for a whole text, every character by one of the same length, so that all places stay. Control characters
/// of one byte are drawn as pictures by the renderer itself.
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
        let drawn = finding_drawn(&Renderer::plain(), &finding);
        assert_eq!(
            drawn.replace(|c: char| is_hidden(c) && c != '\n', "HIDDEN"),
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
