//! A regime without some of its parts: `social-credit without spillover and sanction no-fast-travel`.
//!
//! A part is a section, those tables of a section that are about one thing, or one key of a section. It is blanked out
//! of the text before it is read, so that everything else keeps its place and such a regime is identified by its text
//! like any other.

use super::error::ScenarioError;
use super::phrasing::quote;
use super::source_text::RequestedName;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use std::sync::Arc;

/// The word that leaves parts out.
const WITHOUT: &str = " without ";

/// The word between several parts.
const AND: &str = " and ";

/// Keys by which one of several tables of a section is known.
const ABOUT: [&str; 5] = ["act", "effect", "channel", "event", "name"];

/// The requested regime, and the parts to be left out of it.
pub(super) fn split(asked: RequestedName) -> (RequestedName, Option<RequestedName>) {
    let Some((word, parts)) = asked.word.split_once(WITHOUT).filter(|_| !asked.word.ends_with(".toml")) else {
        return (asked, None);
    };
    (within(&asked, word.trim()), Some(within(&asked, parts.trim())))
}

/// A word of a request, at its place there.
fn within(asked: &RequestedName, word: &str) -> RequestedName {
    let from = asked.place.span.start + (word.as_ptr() as usize - asked.word.as_ptr() as usize);
    RequestedName::at(word, Location { span: from..from + word.len(), ..asked.place.clone() })
}

/// The text without these parts.
pub(super) fn leave_out(source: &Source, parts: &RequestedName) -> Result<Arc<Source>, ScenarioError> {
    let mut lines: Vec<&str> = source.text.split_inclusive('\n').collect();
    for part in parts.word.split(AND).map(str::trim) {
        if !blank(&mut lines, part) {
            let label = "not a part of this regime".into();
            let place = Location { label, ..within(parts, part).place };
            let message = format!("{} has no part {} that could be left out", quote(&source.name), quote(part));
            let help = "a part is a section, as in `without spillover`; what is about one thing in a section, as in \
                        `without sanction no-loan`; or a key of a section, as in `without visibility shaming`";
            let finding = Diagnostic::error("no-such-part", message, place).help(help);
            return Err(ScenarioError::Diagnostics(Diagnostics(vec![finding])));
        }
    }
    Ok(Arc::new(Source { name: named(&source.name, &parts.word), text: lines.concat() }))
}

/// Blanks a part; false if there is none.
fn blank(lines: &mut [&str], part: &str) -> bool {
    let (section, about) = part.split_once(' ').map_or((part, None), |(section, about)| (section, Some(about.trim())));
    let mut from = 0;
    let mut found = false;
    // Whether the table before was left out as a whole: then the tables in it are, too.
    let mut whole = false;
    while let Some(start) = (from..lines.len()).find(|n| header(lines[*n]).is_some()) {
        let end = (start + 1..lines.len()).find(|n| header(lines[*n]).is_some()).unwrap_or(lines.len());
        let name = header(lines[start]).unwrap_or_default();
        let own = is_in(name, section, about.is_some());
        whole &= is_in(name, section, false) && name != section;
        if whole && !own {
            lines[start..end].iter_mut().for_each(|line| *line = if line.ends_with('\n') { "\n" } else { "" });
        }
        // A regime has a title; it may be without an end.
        if own && (section != "regime" || about.is_some_and(|key| ["starts", "ends"].contains(&key))) {
            let table = &mut lines[start..end];
            let gone = match about {
                None => 0..table.len(),
                Some(about) => about_it(table, about),
            };
            found |= !gone.is_empty();
            whole = gone.len() == table.len();
            table[gone].iter_mut().for_each(|line| *line = if line.ends_with('\n') { "\n" } else { "" });
        }
        from = end;
    }
    found
}

/// Whether a table is this section, or a part of it where the whole section is meant.
fn is_in(name: &str, section: &str, exactly: bool) -> bool {
    name == section || !exactly && name.strip_prefix(section).is_some_and(|rest| rest.starts_with('.'))
}

/// The lines of a table that are about a thing: all of them, or that of a key; none if it is about something else.
fn about_it(table: &[&str], about: &str) -> std::ops::Range<usize> {
    let keys = || table.iter().enumerate().filter_map(|(n, line)| Some((n, line.split_once('=')?)));
    let is = |value: &str| value.split('#').next().unwrap_or_default().trim().trim_matches('"') == about;
    if keys().any(|(_, (key, value))| ABOUT.contains(&key.trim()) && is(value)) {
        return 0..table.len();
    }
    let whole = |value: &str| {
        let value = value.split('#').next().unwrap_or_default().trim();
        !value.starts_with(['[', '{']) || value.ends_with([']', '}'])
    };
    let key = keys().find(|(_, (key, value))| key.trim() == about && whole(value));
    key.map_or(0..0, |(n, _)| n..n + 1)
}

/// `regime:x` becomes `regime:x without section`, and `folder/x.toml` becomes `folder/x without section.toml`.
fn named(source: &str, parts: &str) -> String {
    match source.strip_suffix(".toml") {
        Some(stem) => format!("{stem}{WITHOUT}{parts}.toml"),
        None => format!("{source}{WITHOUT}{parts}"),
    }
}

/// The section that begins in this line: `[name]`, `[[name]]` or `[[name.part]]`.
pub(super) fn header(line: &str) -> Option<&str> {
    let line = line.trim().split('#').next()?.trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner).trim();
    inner.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b)).then_some(inner)
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
    fn what_is_about_one_thing_or_one_key_is_left_out() {
        let text = "[regime]\ntitle = 't'\n[[rule]]\nact = \"help\"\npoints = 1\n[[rule]]\nact = \"scam\" # note\nlists = 3\n\
                    [firms]\nstart = 1\nlist = [\n1]\n[[firms.rule]]\nevent = \"found\"\n[y]\nstart = 2\n";
        let source = Source { name: "r".into(), text: text.into() };
        let left = |parts: &str| {
            let kept = |s: Arc<Source>| s.text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
            leave_out(&source, &RequestedName::whole(parts)).map(kept)
        };
        assert!(!left("rule help").unwrap().contains("help") && left("rule help").unwrap().contains("scam"));
        assert!(!left("rule lists").unwrap().contains("lists") && left("rule lists").unwrap().contains("scam"));
        assert!(!left("firms").unwrap().contains("found") && left("firms").unwrap().contains("[y]"));
        assert!(!left("firms.rule found").unwrap().contains("found"));
        let nested = "[[encounter]]\nname = \"a\"\n[[encounter.among]]\nchance = 1\n[[encounter]]\nname = \"b\"\n\
                      [[encounter.among]]\nchance = 0\n";
        let source = Source { name: "r".into(), text: nested.into() };
        let rest = leave_out(&source, &RequestedName::whole("encounter a")).unwrap().text.clone();
        assert!(!rest.contains("chance = 1") && rest.contains("chance = 0") && rest.contains("\"b\""));
        assert!(left("y start").unwrap().ends_with("[y]") && left("y start").unwrap().contains("start = 1"));
        let both = left("rule help and y").unwrap();
        assert!(!both.contains("help") && !both.contains("[y]") && both.contains("scam"));
        assert!(left("y start and rule help").is_ok());
        for wrong in ["rule walk-on", "rule help and z", "firms list", "regime title", "help", "and"] {
            assert!(left(wrong).is_err(), "{wrong}");
        }
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
