//! A regime without one of its sections: `social-credit without spillover`.
//!
//! The section is blanked out of the text before it is read, so that everything else keeps its place and such a
//! regime is identified by its text like any other.

use super::error::ScenarioError;
use super::phrasing::quote;
use super::source_text::RequestedName;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use std::sync::Arc;

/// The word that leaves a section out.
const WITHOUT: &str = " without ";

/// The requested regime, and the section to be left out of it.
pub(super) fn split(asked: RequestedName) -> (RequestedName, Option<RequestedName>) {
    let Some((word, section)) = asked.word.split_once(WITHOUT).filter(|_| !asked.word.ends_with(".toml")) else {
        return (asked, None);
    };
    let at = |word: &str| {
        let from = asked.place.span.start + (word.as_ptr() as usize - asked.word.as_ptr() as usize);
        let place = Location { span: from..from + word.len(), ..asked.place.clone() };
        RequestedName::at(word, place)
    };
    (at(word.trim()), Some(at(section.trim())))
}

/// The text without one of its sections.
pub(super) fn leave_out(source: &Source, section: &RequestedName) -> Result<Arc<Source>, ScenarioError> {
    let mut inside = false;
    let mut found = false;
    let mut text = String::with_capacity(source.text.len());
    for line in source.text.split_inclusive('\n') {
        if let Some(name) = header(line) {
            inside = name == section.word && name != "regime";
            found |= inside;
        }
        text.push_str(if inside { if line.ends_with('\n') { "\n" } else { "" } } else { line });
    }
    if !found {
        let place = Location { label: "not a section of this regime".into(), ..section.place.clone() };
        let finding = Diagnostic::error(
            "no-such-section",
            format!("{} has no section {} that could be left out", quote(&source.name), quote(&section.word)),
            place,
        );
        return Err(ScenarioError::Diagnostics(Diagnostics(vec![finding])));
    }
    Ok(Arc::new(Source { name: named(&source.name, &section.word), text }))
}

/// `regime:x` becomes `regime:x without section`, and `folder/x.toml` becomes `folder/x without section.toml`.
fn named(source: &str, section: &str) -> String {
    match source.strip_suffix(".toml") {
        Some(stem) => format!("{stem}{WITHOUT}{section}.toml"),
        None => format!("{source}{WITHOUT}{section}"),
    }
}

/// The section that begins in this line: `[name]` or `[[name]]`.
fn header(line: &str) -> Option<&str> {
    let line = line.trim().split('#').next()?.trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner).trim();
    inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-').then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_left_out_wherever_it_stands_and_nothing_else_moves() {
        let text = "[regime]\ntitle = 't'\n[[rule]]\na = 1\n[x] # note\nb = [1]\n[[rule]]\nc = 3\n[y]\n";
        let source = Source { name: "r".into(), text: text.into() };
        let left = |section: &str| leave_out(&source, &RequestedName::whole(section)).map(|s| s.text.clone());
        assert_eq!(left("rule").unwrap(), "[regime]\ntitle = 't'\n\n\n[x] # note\nb = [1]\n\n\n[y]\n");
        assert_eq!(left("y").unwrap().lines().count(), text.lines().count());
        assert!(left("rules").is_err() && left("regime").is_err());
        assert_eq!(named("a/b.toml", "x"), "a/b without x.toml");
    }

    #[test]
    fn what_is_left_out_is_told_by_its_place() {
        let (word, section) = split(RequestedName::whole("social-credit without spillover"));
        let section = section.unwrap();
        assert_eq!(
            (word.word.as_str(), section.word.as_str(), section.place.span),
            ("social-credit", "spillover", 22..31)
        );
        assert!(split(RequestedName::whole("social-credit")).1.is_none());
    }
}
