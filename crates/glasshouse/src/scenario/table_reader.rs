//! The reader of a table: its keys, their types and ranges.
//!
//! The reader of a section requests its keys by name. Requested keys that are missing, and keys that nobody requested,
//! are reported when the reader is done: the function that reads a section is its only definition.

use super::file_shape::{Condition, Shape, Sketch};
use super::page::Page;
use super::phrasing::{list, quote, range};
use super::syntax_tree::{Node, Tree};
use crate::diagnostic::{Diagnostic, Location, nearest};
use crate::regime::OwnEffect;
use crate::society::own_encounter::Encounters;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::rc::Rc;
use toml::de::DeValue;

/// A table that is being read.
pub(super) struct TableReader<'t> {
    page: &'t Page,
    content: &'t Tree<'t>,
    /// As the user wrote it: `[score]`; empty for the file itself.
    title: String,
    span: Range<usize>,
    asked: Vec<Cow<'static, str>>,
    missing: Vec<&'static str>,
    sketch: Option<Sketch<'t>>,
}

/// A key of a table, with its value if there is one.
#[derive(Clone)]
pub(super) struct EntryReader<'t> {
    page: &'t Page,
    key: String,
    node: Option<&'t Node<'t>>,
    sketch: Option<Sketch<'t>>,
}

impl<'t> TableReader<'t> {
    /// The file itself.
    pub fn whole(page: &'t Page, content: &'t Tree<'t>) -> Self {
        let text = page.text();
        let header = text.match_indices('[').find(|(i, _)| *i == 0 || text[..*i].ends_with('\n')).map(|(i, _)| i);
        let span = header.map_or(0..0, |start| start..start + text[start..].lines().next().unwrap_or("").trim().len());
        let sketch = page.sketch(content);
        TableReader { page, content, title: String::new(), span, asked: Vec::new(), missing: Vec::new(), sketch }
    }

    fn within(page: &'t Page, key: &str, content: &'t Tree<'t>, span: Range<usize>) -> Self {
        let words = &page.text()[span.clone()];
        let title = match words.chars().next() {
            Some('[') => words.into(),
            Some('{') => key.into(),
            // A table that is only named on the way to another.
            _ => format!("[{key}]"),
        };
        TableReader { page, content, title, span, asked: Vec::new(), missing: Vec::new(), sketch: None }
    }

    /// A table that is described instead of read.
    fn described(page: &'t Page, key: &str, sketch: Sketch<'t>) -> Self {
        let mut table = TableReader::within(page, key, sketch.nothing, 0..0);
        table.sketch = Some(sketch.table());
        table
    }

    /// A required key.
    pub fn required(&mut self, key: &'static str) -> EntryReader<'t> {
        if !self.content.contains_key(key) {
            self.missing.push(key);
        }
        self.ask(key, true)
    }

    /// A key that is required where another is one of these words; without words, where that is set at all.
    pub fn required_with(&mut self, key: &'static str, other: &'static str, words: &[&'static str]) -> EntryReader<'t> {
        if let Some(sketch) = &self.sketch {
            sketch.holds(Condition::With(key, other, words.to_vec()));
        }
        let says = |node: &Node<'_>| words.is_empty() || node.get_ref().as_str().is_some_and(|w| words.contains(&w));
        if self.content.get(other).is_some_and(says) { self.required(key) } else { self.optional(key) }
    }

    /// Two keys of which one is required; if there is none, the first is reported as missing.
    pub fn either(&mut self, one: &'static str, other: &'static str) -> [EntryReader<'t>; 2] {
        self.of_two(one, other, Condition::Either(one, other))
    }

    /// Two keys of which at least one is required; if there is none, the first is reported as missing.
    pub fn any(&mut self, one: &'static str, other: &'static str) -> [EntryReader<'t>; 2] {
        self.of_two(one, other, Condition::Any(one, other))
    }

    fn of_two(&mut self, one: &'static str, other: &'static str, condition: Condition) -> [EntryReader<'t>; 2] {
        if let Some(sketch) = &self.sketch {
            sketch.holds(condition);
        }
        let none = self.sketch.is_none() && [one, other].iter().all(|key| !self.content.contains_key(*key));
        [if none { self.required(one) } else { self.optional(one) }, self.optional(other)]
    }

    /// An optional key.
    pub fn optional(&mut self, key: &'static str) -> EntryReader<'t> {
        self.ask(key, false)
    }

    /// An optional key whose name another file gives, such as that of an act.
    pub fn named(&mut self, key: &str) -> EntryReader<'t> {
        self.asked.push(Cow::Owned(key.into()));
        EntryReader { page: self.page, key: key.into(), node: self.content.get(key), sketch: None }
    }

    /// The encounters that files add, as far as they are read.
    pub fn encounters(&self) -> Encounters {
        self.page.encounters()
    }

    fn ask(&mut self, key: &'static str, required: bool) -> EntryReader<'t> {
        self.asked.push(key.into());
        let sketch = self.sketch.as_ref().map(|sketch| sketch.field(key, required));
        EntryReader { page: self.page, key: key.into(), node: self.content.get(key), sketch }
    }

    /// The place of the table.
    pub fn place(&self, label: &str) -> Location {
        self.page.place(self.span.clone(), label)
    }

    /// The place of the value of a key; the table's own place if the key is not set.
    pub fn place_of(&self, key: &str, label: impl Into<String>) -> Location {
        let span = self.content.get(key).map_or(self.span.clone(), |node| node.span());
        self.page.place(span, label)
    }

    /// Adds a finding.
    pub fn tell(&self, finding: Diagnostic) {
        self.page.tell(finding);
    }

    /// True if a key is set.
    pub fn has(&self, key: &str) -> bool {
        self.content.contains_key(key)
    }

    /// True if nothing is set in it.
    pub fn is_bare(&self) -> bool {
        self.content.is_empty()
    }

    fn is_file(&self) -> bool {
        self.title.is_empty()
    }

    fn unknown(&mut self) {
        for (key, value) in self.content {
            let name = key.get_ref();
            let is_known = self.asked.iter().any(|asked| asked == name);
            let is_broken = name.is_empty() && self.page.is_torn();
            if !is_known && !is_broken && !self.page.is_full() {
                let meant = (name.len() <= 64).then(|| nearest(name, self.free())).flatten().map(str::to_owned);
                self.tell(self.unknown_key(name, key.span(), value, meant.as_deref()));
                self.missing.retain(|missing| Some(*missing) != meant.as_deref());
            }
        }
    }

    /// Names that could be meant: those not yet set.
    fn free(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().map(|asked| asked.as_ref()).filter(|asked| !self.content.contains_key(*asked))
    }

    fn unknown_key(&self, name: &str, span: Range<usize>, value: &Node<'_>, meant: Option<&str>) -> Diagnostic {
        let name = quote(name);
        let a_table = matches!(value.get_ref(), DeValue::Table(_)) || is_list_of_tables(value);
        let (message, label) = match (self.is_file(), a_table) {
            (true, true) => (format!("unknown table {name}"), "no such section".to_string()),
            (true, false) => (format!("unknown key {name} before the first section"), "belongs to no section".into()),
            _ => (format!("unknown key {name} in {}", quote(&self.title)), "not a setting of this table".into()),
        };
        let help = match meant {
            Some(meant) => format!("a similar name exists: `{meant}`"),
            None if self.asked.is_empty() => "nothing can be set here".into(),
            None => format!("the names known here are {}", list(&self.asked, "and")),
        };
        Diagnostic::error("unknown-key", message, self.page.place(span, label)).help(help)
    }

    fn lacking(&self) {
        if self.missing.is_empty() || self.page.is_torn() {
            return;
        }
        let names = list(&self.missing, "and");
        let (message, label) = match self.is_file() {
            true => (format!("the file has no {}", list(self.missing.iter().map(|m| format!("[{m}]")), "and")), ""),
            false => (format!("{} lacks {names}", quote(&self.title)), "incomplete"),
        };
        self.tell(Diagnostic::error("missing-key", message, self.place(label)));
    }
}

impl Drop for TableReader<'_> {
    fn drop(&mut self) {
        self.unknown();
        self.lacking();
    }
}

/// True for `[[name]]` and for a list of inline tables.
fn is_list_of_tables(node: &Node<'_>) -> bool {
    match node.get_ref() {
        DeValue::Array(list) => list.iter().any(|entry| matches!(entry.get_ref(), DeValue::Table(_))),
        _ => false,
    }
}

/// What kind of value this is, for people.
fn kind(node: &Node<'_>) -> &'static str {
    match node.get_ref() {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(n) if n.as_str().ends_with(['n', 'f']) => "not a finite number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl<'t> EntryReader<'t> {
    /// True if it is set.
    pub fn is_set(&self) -> bool {
        self.node.is_some()
    }

    /// Its place; only if it is set.
    pub fn place(&self, label: impl Into<String>) -> Location {
        self.page.place(self.node.map_or(0..0, |node| node.span()), label)
    }

    /// In a description, records what would be accepted.
    fn is(&self, shape: impl FnOnce() -> Shape) {
        if let Some(sketch) = &self.sketch {
            sketch.is(shape());
        }
    }

    /// The encounters that files add, as far as they are read.
    pub fn encounters(&self) -> Encounters {
        self.page.encounters()
    }

    /// The effects that files add, as far as they are read.
    pub fn effects(&self) -> Vec<OwnEffect> {
        self.page.effects()
    }

    /// Its words, if it is a text.
    pub fn said(&self) -> Option<&'t str> {
        self.node?.get_ref().as_str()
    }

    /// A text that is not blank.
    pub fn text(self) -> Option<String> {
        self.is(|| Shape::Text);
        let node = self.node?;
        let DeValue::String(text) = node.get_ref() else { return self.wrong_type("text in quotes") };
        if text.trim().is_empty() {
            let message = format!("`{}` is blank", self.key);
            self.tell(Diagnostic::error("blank", message, self.place("nothing is written here")));
            return None;
        }
        Some(text.to_string())
    }

    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        self.is(|| Shape::Flag);
        match self.node?.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_type("`true` or `false`"),
        }
    }

    /// A finite number within limits.
    pub fn number(self, limits: RangeInclusive<f64>) -> Option<f64> {
        self.is(|| Shape::Number(*limits.start(), *limits.end()));
        let number = match self.node?.get_ref() {
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).map_or(f64::INFINITY, |n| n as f64),
            DeValue::Float(n) => n.as_str().parse().unwrap_or(f64::NAN),
            _ => return self.wrong_type("a number"),
        };
        match limits.contains(&number) {
            true => Some(number),
            false if number.is_nan() => self.wrong_type("a number"),
            false => self.out_of_range(range(&limits)),
        }
    }

    /// A share or a chance: a number between 0 and 1.
    pub fn share(self) -> Option<f64> {
        self.number(0.0..=1.0)
    }

    /// A whole number within limits.
    pub fn whole<T: TryFrom<i64> + TryInto<i64> + Copy + PartialOrd + Display>(
        self,
        limits: RangeInclusive<T>,
    ) -> Option<T> {
        let limit = |x: T, or| x.try_into().unwrap_or(or);
        self.is(|| Shape::Whole(limit(*limits.start(), i64::MIN), limit(*limits.end(), i64::MAX)));
        let DeValue::Integer(n) = self.node?.get_ref() else { return self.wrong_type("a whole number") };
        let number = i64::from_str_radix(n.as_str(), n.radix()).ok().and_then(|n| T::try_from(n).ok());
        match number {
            Some(number) if limits.contains(&number) => Some(number),
            _ => self.out_of_range(range(&limits)),
        }
    }

    /// One of several words, which are names of a `noun`: its index among them.
    pub fn word(self, noun: &str, known: &[&str]) -> Option<usize> {
        self.is(|| Shape::Word(noun.into(), known.iter().map(|word| (*word).into()).collect()));
        let DeValue::String(text) = self.node?.get_ref() else {
            return self.wrong_type(&list(known, "or"));
        };
        let index = known.iter().position(|k| k == text);
        if index.is_none() {
            let message = format!("unknown {noun} {}", quote(text));
            let meant = (text.len() <= 64).then(|| nearest(text, known.iter().copied())).flatten();
            let help = match meant {
                Some(meant) => format!("a similar name exists: `{meant}`"),
                None => format!("expected {}", list(known, "or")),
            };
            self.tell(Diagnostic::error("unknown-word", message, self.place("not known here")).help(help));
        }
        index
    }

    /// The entries of a list.
    pub fn list(self) -> Option<Vec<EntryReader<'t>>> {
        if let Some(sketch) = &self.sketch {
            return Some(vec![EntryReader { sketch: Some(sketch.list()), ..self.clone() }]);
        }
        let DeValue::Array(list) = self.node?.get_ref() else { return self.wrong_type("a list in `[ ]`") };
        let entry = |node| EntryReader { page: self.page, key: self.key.clone(), node: Some(node), sketch: None };
        Some(list.iter().map(entry).collect())
    }

    /// `N` numbers within limits.
    pub fn numbers<const N: usize>(self, limits: RangeInclusive<f64>) -> Option<[f64; N]> {
        if self.sketch.is_some() {
            let number = Shape::Number(*limits.start(), *limits.end());
            self.is(|| Shape::List(Rc::new(RefCell::new(number)), Some(N)));
            return None;
        }
        let entries = self.clone().list()?;
        if entries.len() != N {
            let message = format!("`{}` needs {N} numbers", self.key);
            let label = format!("there are {}", entries.len());
            self.tell(Diagnostic::error("wrong-length", message, self.place(label)));
        }
        let numbers: Vec<_> = entries.into_iter().map(|entry| entry.number(limits.clone())).collect();
        let numbers: Option<Vec<f64>> = numbers.into_iter().collect();
        numbers?.try_into().ok()
    }

    /// A table that appears once.
    pub fn table(self) -> Option<TableReader<'t>> {
        if let Some(sketch) = self.sketch {
            return Some(TableReader::described(self.page, &self.key, sketch));
        }
        let node = self.node?;
        match node.get_ref() {
            DeValue::Table(content) => Some(TableReader::within(self.page, &self.key, content, node.span())),
            DeValue::Array(list) if is_list_of_tables(node) => {
                let message = format!("there can be only one `{}`", self.key);
                let finding = Diagnostic::error("wrong-brackets", message, self.place("double brackets make a list"));
                self.tell(finding.help(format!("write `[{}]`", self.key)));
                let first = list.first()?;
                Some(TableReader::within(self.page, &self.key, first.get_ref().as_table()?, first.span()))
            }
            _ => self.wrong_type("a table"),
        }
    }

    /// Tables that may appear several times.
    pub fn tables(self) -> Option<Vec<TableReader<'t>>> {
        if let Some(sketch) = self.sketch {
            return Some(vec![TableReader::described(self.page, &self.key, sketch.list())]);
        }
        let node = self.node?;
        let table = |node: &'t Node<'t>| match node.get_ref() {
            DeValue::Table(content) => Some(TableReader::within(self.page, &self.key, content, node.span())),
            _ => EntryReader { node: Some(node), ..self.clone() }.wrong_type("a list of tables"),
        };
        match node.get_ref() {
            DeValue::Array(list) => {
                let tables: Vec<_> = list.iter().filter_map(table).collect();
                (tables.is_empty() == list.is_empty()).then_some(tables)
            }
            DeValue::Table(_) => {
                let message = format!("`{}` needs double brackets, since there may be several", self.key);
                let finding = Diagnostic::error("wrong-brackets", message, self.place("single brackets"));
                self.tell(finding.help(format!("write `[[{}]]`", self.key)));
                Some(table(node).into_iter().collect())
            }
            _ => self.wrong_type("a list of tables"),
        }
    }

    fn wrong_type<T>(&self, expected: &str) -> Option<T> {
        let node = self.node?;
        let message = format!("`{}` must be {expected}", self.key);
        let finding = Diagnostic::error("wrong-type", message, self.place(format!("this is {}", kind(node))));
        let unquoted = node.get_ref().as_str().filter(|text| text.len() <= 20 && text.parse::<f64>().is_ok());
        self.tell(match unquoted {
            Some(number) => finding.help(format!("without quotes it is a number: `{number}`")),
            None => finding,
        });
        None
    }

    fn out_of_range<T>(&self, limits: String) -> Option<T> {
        let message = format!("`{}` is out of range", self.key);
        let place = self.place(format!("must be {limits}"));
        self.tell(Diagnostic::error("out-of-range", message, place));
        None
    }

    /// Adds a finding.
    pub fn tell(&self, finding: Diagnostic) {
        self.page.tell(finding);
    }
}
