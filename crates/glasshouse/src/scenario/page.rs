//! A text while it is being read, with the diagnostics so far.
//!
//! Every reader of a part of the text holds the page and reports its findings to it; nothing stops at the first
//! mistake.

use super::file_shape::{Shape, Sketch};
use super::syntax_tree::Tree;
use crate::diagnostic::{Diagnostic, Location, Source};
use crate::regime::OwnEffect;
use crate::society::own_encounter::Encounters;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use toml::de::{DeTable, Error};

/// Most findings kept for one text: beyond this number the rest is noise.
pub(super) const MOST_FINDINGS: usize = 100;

/// One text while it is being read.
pub(super) struct Page {
    source: Arc<Source>,
    findings: RefCell<Vec<Diagnostic>>,
    /// The encounters that files add, as far as they are read.
    encounters: RefCell<Encounters>,
    /// The effects that they add.
    effects: RefCell<Vec<OwnEffect>>,
    /// Filled by the reader if the page is only described, not read.
    shape: Option<Rc<RefCell<Shape>>>,
}

impl Page {
    /// Opens a text.
    pub fn new(source: &Arc<Source>) -> Page {
        Page {
            source: source.clone(),
            findings: RefCell::default(),
            encounters: RefCell::default(),
            effects: RefCell::default(),
            shape: None,
        }
    }

    /// The shape that a reader would accept: it reads nothing, and leaves a sketch of everything that it requests.
    pub fn describe<T>(reader: impl FnOnce(&Page, &Tree<'_>) -> T) -> Rc<RefCell<Shape>> {
        let (source, shape) = (Source { name: String::new(), text: String::new() }, Rc::<RefCell<Shape>>::default());
        let page = Page { shape: Some(shape.clone()), ..Page::new(&Arc::new(source)) };
        reader(&page, &DeTable::new());
        shape
    }

    /// The sketch of the whole, if the page is only described.
    pub fn sketch<'t>(&self, nothing: &'t Tree<'t>) -> Option<Sketch<'t>> {
        self.shape.as_ref().map(|shape| Sketch::new(shape.clone(), nothing))
    }

    /// Whether it is only described, not read.
    pub fn is_described(&self) -> bool {
        self.shape.is_some()
    }

    /// The encounters that files add, as far as they are read.
    pub fn encounters(&self) -> Encounters {
        self.encounters.borrow().clone()
    }

    /// The effects that files add, as far as they are read.
    pub fn effects(&self) -> Vec<OwnEffect> {
        self.effects.borrow().clone()
    }

    /// Adds an effect to them.
    pub fn learn_effect(&self, effect: OwnEffect) {
        if !self.is_described() {
            self.effects.borrow_mut().push(effect);
        }
    }

    /// Changes what is known of the encounters.
    pub fn learn(&self, change: impl FnOnce(&mut Encounters)) {
        if !self.is_described() {
            change(&mut self.encounters.borrow_mut());
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// A place in it.
    pub fn place(&self, span: Range<usize>, label: impl Into<String>) -> Location {
        Location { source: self.source.clone(), span, label: label.into() }
    }

    /// Adds a finding, unless there are more than anybody would read, or it is about a value whose broken syntax has
    /// already been reported.
    pub fn tell(&self, finding: Diagnostic) {
        if self.shape.is_none() && !self.is_full() && !self.is_broken(&finding.places[0].span) {
            self.findings.borrow_mut().push(finding);
        }
    }

    fn is_broken(&self, span: &Range<usize>) -> bool {
        let findings = self.findings.borrow();
        findings.iter().any(|f| f.code == "syntax" && span.contains(&f.places[0].span.start))
    }

    /// True if there are so many findings that it is useless to look for more.
    pub fn is_full(&self) -> bool {
        self.findings.borrow().len() >= MOST_FINDINGS
    }

    /// True if the syntax is broken somewhere, so that what seems to be missing may only be out of sight.
    pub fn is_torn(&self) -> bool {
        self.findings.borrow().iter().any(|f| f.code == "syntax")
    }

    /// All findings, in the order of the text.
    pub fn close(self) -> Vec<Diagnostic> {
        let mut findings = self.findings.into_inner();
        findings.sort_by_key(|f| (f.places[0].span.start, f.places[0].span.end));
        if findings.len() >= MOST_FINDINGS {
            let place = findings[MOST_FINDINGS - 1].places[0].clone();
            findings.push(Diagnostic::error("and-more", "there may be more mistakes than are shown", place));
        }
        findings
    }

    /// The parser's message, in our words.
    pub fn syntax(&self, error: &Error) -> Diagnostic {
        let span = error.span().unwrap_or_default();
        let (message, expected) = error.message().split_once(", expected ").unwrap_or((error.message(), ""));
        let (message, label) = match (message, expected) {
            ("duplicate key", _) => return self.duplicate(span),
            ("key with no value", _) => ("a key has no value", "expected `=` and a value".into()),
            ("string values must be quoted", _) => ("a text has no quotes", "put this in quotes".into()),
            ("invalid basic string", "`\"`") => ("a text is not closed", "expected a closing quote".into()),
            ("recursion limit" | "cannot recurse further; max recursion depth met", _) => {
                ("nested too deeply", "".into())
            }
            (message, "") => (message, "".into()),
            (message, expected) => (message, format!("expected {expected}")),
        };
        Diagnostic::error("syntax", message, self.place(span, label))
    }

    fn duplicate(&self, span: Range<usize>) -> Diagnostic {
        let line = self.text()[..span.start].rfind('\n').map_or(0, |i| i + 1);
        let opening = &self.text()[line..span.end];
        let what = super::phrasing::quote(self.text()[span.clone()].trim());
        let message = match opening.trim_start().starts_with('[') {
            true => format!("table {what} appears twice"),
            false => format!("{what} is set twice"),
        };
        let finding = Diagnostic::error("duplicate-key", message, self.place(span.clone(), "again here"));
        match self.earlier(line, opening) {
            Some(first) => finding.and(self.place(first, "first here")),
            None => finding,
        }
    }

    /// The place before `line`, in the same table, where a line opens with the same words.
    fn earlier(&self, line: usize, opening: &str) -> Option<Range<usize>> {
        let opening = opening.trim_start();
        let key = opening.trim_start_matches(['[', ' ']);
        let mut end = line;
        for above in self.text()[..line].split_inclusive('\n').rev() {
            let start = end - above.len();
            let words = above.trim_start();
            let rest = words.strip_prefix(opening);
            if rest.is_some_and(|r| r.trim_start().starts_with(['=', ']', '.'])) {
                let start = start + (above.len() - words.len()) + (opening.len() - key.len());
                return Some(start..start + key.len());
            }
            if words.starts_with('[') && !opening.starts_with('[') {
                return None;
            }
            end = start;
        }
        None
    }
}
