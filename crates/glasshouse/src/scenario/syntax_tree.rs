//! The syntax tree of a text: every key and value with its span, and the errors of the parser.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

/// The syntax tree of a text, with a span for every key and value.
pub(super) type Tree<'t> = DeTable<'t>;
/// A value of the tree, with its span.
pub(super) type Node<'t> = Spanned<DeValue<'t>>;

/// The tree of a text, and the errors in it, in the order of the text.
pub(super) fn tree(text: &str) -> (Tree<'_>, Vec<Error>) {
    let (tree, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(at);
    errors.dedup_by(|a, b| a.span() == b.span() && a.message() == b.message());
    (tree.into_inner(), errors)
}

/// Position of an error, in bytes.
pub(super) fn at(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}
