//! Blocks of a text that each interface lays out in its own way: titles, lines, items and sums.

use crate::diagnostic_text::clean;
use crate::number_format;
use crate::text_wrap::paragraph;
use glasshouse::regime::{Basis, Origin};

/// Most months with rulings that are listed one by one.
const CHAIN: usize = 12;

/// A block of a text.
pub enum TextBlock {
    /// A blank line.
    Gap,
    /// A heading.
    Title(String),
    /// A paragraph.
    Line(String),
    /// One of several items under a heading.
    Item(String),
    /// A line of a sum: points and their reason.
    Sum(String, String),
}

impl TextBlock {
    /// The same with other words.
    pub fn said(self, other: impl Fn(String) -> String) -> TextBlock {
        match self {
            TextBlock::Gap => TextBlock::Gap,
            TextBlock::Title(text) => TextBlock::Title(other(text)),
            TextBlock::Line(text) => TextBlock::Line(other(text)),
            TextBlock::Item(text) => TextBlock::Item(other(text)),
            TextBlock::Sum(points, what) => TextBlock::Sum(points, other(what)),
        }
    }

    /// As lines of at most 80 columns.
    pub fn wrapped(&self) -> String {
        match self {
            TextBlock::Gap => "\n".into(),
            TextBlock::Title(text) | TextBlock::Line(text) => paragraph(text, 0),
            TextBlock::Item(text) => paragraph(text, 2),
            TextBlock::Sum(points, what) => format!("  {points:>7}  {what}\n"),
        }
    }
}

/// A heading after a blank line, with the parts under it.
pub fn titled(title: &str, under: impl IntoIterator<Item = TextBlock>) -> Vec<TextBlock> {
    [TextBlock::Gap, TextBlock::Title(title.into())].into_iter().chain(under).collect()
}

/// The latest steps of a chain, and how many came before them.
pub fn latest(mut steps: Vec<String>) -> Vec<TextBlock> {
    let late = steps.split_off(steps.len().saturating_sub(CHAIN));
    let before = || format!("({} before these)", number_format::counted(steps.len() as u64, "month"));
    let before = (!steps.is_empty()).then(before);
    before.into_iter().chain(late).map(TextBlock::Item).collect()
}

/// Points with their sign.
pub fn signed(points: i32) -> String {
    number_format::typeset(&format!("{points:+}"))
}

/// The origin of a line of a regime.
pub fn origin_words(origin: &Origin) -> String {
    let basis = match origin.basis {
        Basis::Essay => "essay",
        Basis::Documented => "documented",
        Basis::Assumed => "assumed",
    };
    match origin.source.as_str() {
        "" => format!(" ({basis})"),
        source => format!(" ({basis}: {})", clean(source.trim_start_matches("the essay: "))),
    }
}
