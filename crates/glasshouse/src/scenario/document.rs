//! The reading of a document: its text is parsed, checked for forbidden content, and passed on as a tree.

use super::page::{MOST_FINDINGS, Page};
use super::syntax_tree::{self, Tree};
use super::{forbidden_content, syntax_recovery};
use crate::diagnostic::{Diagnostic, Source};
use std::sync::Arc;

/// Reads a text with `reader`, unless it has forbidden content; its mistakes are added to `findings`.
pub(super) fn read<T: Default>(
    source: &Arc<Source>,
    findings: &mut Vec<Diagnostic>,
    reader: impl FnOnce(&Page, &Tree<'_>) -> T,
) -> T {
    let page = Page::new(source);
    let read = read_page(&page, reader);
    findings.extend(page.close());
    read
}

fn read_page<T: Default>(page: &Page, reader: impl FnOnce(&Page, &Tree<'_>) -> T) -> T {
    let text = syntax_recovery::mend(page);
    let (tree, errors) = syntax_tree::tree(&text);
    errors.iter().take(MOST_FINDINGS).for_each(|error| page.tell(page.syntax(error)));
    if tree.is_empty() && !page.is_torn() {
        let finding = Diagnostic::error("empty", "the file is empty", page.place(0..0, "nothing is set here"));
        page.tell(finding.help("`glasshouse list` names the files that ship; any of them can serve as an example"));
        return T::default();
    }
    if forbidden_content::may_be_read(&tree, page) { reader(page, &tree) } else { T::default() }
}
