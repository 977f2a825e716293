//! Texts as cells of a CSV file, which no spreadsheet interprets as a formula.

use crate::diagnostic_text::clean;

/// Beginnings of formulas, in letters of usual and of full width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text as one cell: an apostrophe before what would be a formula, no hidden characters, and quotes around whatever
/// separates cells, also in countries where that is a semicolon.
pub fn cell(text: &str) -> String {
    let mark = if text.trim_start().starts_with(FORMULA) { "'" } else { "" };
    let text = format!("{mark}{}", clean(text));
    if text.contains([',', ';', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_formula_becomes_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "\u{ff1d}1"] {
            assert!(cell(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!((cell("a;=1"), cell("a\n=1")), ("\"a;=1\"".into(), "a\u{fffd}=1".into()));
        assert_eq!(cell("reviews + welfare"), "reviews + welfare");
    }
}
