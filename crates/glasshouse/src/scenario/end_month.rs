//! The text of a regime with another end month.

use toml::de::DeTable;

/// The text with this `ends` in its `[regime]` table and everything else unchanged; `None` if it has no such table.
pub fn with_ends(text: &str, month: u32) -> Option<String> {
    let (tree, _) = DeTable::parse_recoverable(text);
    let regime = tree.get_ref().get("regime")?;
    let table = regime.get_ref().as_table()?;
    if let Some(old) = table.get("ends") {
        let (before, after) = (&text[..old.span().start], &text[old.span().end..]);
        return Some(format!("{before}{month}{after}"));
    }
    // After the line of its header: a key of this table is always allowed there.
    let header = regime.span().start;
    let line = text[header..].find('\n').map_or(text.len(), |n| header + n + 1);
    let (before, after) = text.split_at(line);
    let gap = if before.ends_with('\n') { "" } else { "\n" };
    Some(format!("{before}{gap}ends = {month}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::scenario::{catalogue, regime_from};
    use std::sync::Arc;

    #[test]
    fn every_regime_that_ships_can_be_given_another_end_and_nothing_else_changes() {
        for shipped in catalogue::regimes() {
            let read = |text: &str| {
                let source = Source { name: format!("{}.toml", shipped.name), text: text.into() };
                regime_from(&[(Arc::new(source), None)]).unwrap_or_else(|e| panic!("{}: {e:?}", shipped.name)).value
            };
            let mut before = read(shipped.text);
            if before.is_idle() {
                continue;
            }
            let after = read(&with_ends(shipped.text, before.starts + 7).unwrap());
            before.ends = Some(before.starts + 7);
            assert_eq!(after, before, "{}", shipped.name);
        }
    }

    #[test]
    fn a_text_without_an_end_gets_one() {
        let text = "[regime]\ntitle = \"a\"\n[score]\nstart = 1";
        assert_eq!(with_ends(text, 9).unwrap(), "[regime]\nends = 9\ntitle = \"a\"\n[score]\nstart = 1");
        assert_eq!(with_ends("[regime]", 9).unwrap(), "[regime]\nends = 9\n");
        assert_eq!(with_ends("[score]\n", 9), None);
    }
}
