//! Pieces of Markdown: cells, code, tables, lists and numbers, with texts of files escaped.

use crate::diagnostic::is_hidden;

/// A text of a file on one line, without characters that Markdown or a browser would interpret; code stays code.
pub(super) fn cell(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|c| !is_hidden(*c)).collect();
    let even = text.matches('`').count().is_multiple_of(2);
    let (mut out, mut in_code) = (String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        in_code ^= c == '`' && even;
        let tilde = letters.next_if_eq(&'\u{303}').is_some();
        match c {
            c if tilde => out += &format!("$\\tilde{{{c}}}$"),
            '|' => out += "\\|",
            '`' if !even => out += "\\`",
            '<' if !in_code => out += "&lt;",
            '[' | ']' | '*' | '\\' | '$' if !in_code => out.extend(['\\', c]),
            c => match LETTERS.iter().find(|(letter, _)| *letter == c) {
                Some((_, name)) if !in_code => out += &format!("${name}$"),
                _ => out.push(c),
            },
        }
    }
    out
}

/// Letters of formulas, which not every program can set as text.
const LETTERS: [(char, &str); 7] =
    [('κ', "\\kappa"), ('τ', "\\tau"), ('Δ', "\\Delta"), ('μ', "\\mu"), ('ỹ', "\\tilde{y}"), ('−', "-"), ('≥', "\\ge")];

/// A name as code.
pub(super) fn code(name: &str) -> String {
    format!("`{}`", name.chars().filter(|c| !is_hidden(*c) && !"`|".contains(*c)).collect::<String>())
}

/// A table. Cells are used as they are.
pub(super) fn table<const N: usize>(head: [&str; N], rows: Vec<Vec<String>>) -> String {
    table_of(&head.map(String::from), &rows)
}

/// The same, with any number of columns.
pub(super) fn table_of(head: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule: String = (0..head.len()).map(|k| format!("{}|", "-".repeat(width(head, rows, k)))).collect();
    line(head) + &format!("|{rule}\n") + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// Width of a column, in characters: programs that set the text on paper share a page's width by it. It is that of the
/// typical text, but not narrower than the longest word and not wider than a line.
fn width(head: &[String], rows: &[Vec<String>], column: usize) -> usize {
    let cells = || rows.iter().map(|row| &row[column]).chain([&head[column]]);
    // Letters of code are wider than others.
    let letters = |word: &str| word.chars().count() * if word.contains('`') { 4 } else { 3 } / 3;
    let word = cells().flat_map(|cell| cell.split_whitespace()).map(letters).max();
    let typical = cells().map(|cell| cell.chars().count()).sum::<usize>() / (rows.len() + 1);
    typical.min(70).max(word.unwrap_or(0).min(32)).max(3)
}

/// "a, b and c"; "none" if there is none.
pub(super) fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => "none".to_owned(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            format!("{} and {}", first.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

/// A number of a file, with as few digits as it needs.
pub(super) fn n(x: f32) -> String {
    x.to_string()
}

/// A whole number, with commas between groups of three digits.
pub(super) fn whole(number: u64) -> String {
    let digits = number.to_string();
    let comma = |i: usize| i > 0 && (digits.len() - i).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(i, c)| comma(i).then_some(',').into_iter().chain([c])).collect()
}

/// "1 month", "3 months", "2 societies".
pub(super) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", whole(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_files_stay_texts() {
        assert_eq!(cell("a\n| <b> [c](d) \u{202e}*e*"), "a \\| &lt;b> \\[c\\](d) \\*e\\*");
        assert_eq!(
            cell("of `[score]`, [x] and a `"),
            "of \\`\\[score\\]\\`, \\[x\\] and a \\`",
            "an unpaired backtick is a letter"
        );
        assert_eq!(cell("of `[score]` and [x]"), "of `[score]` and \\[x\\]");
        assert_eq!(code("a`|b"), "`ab`");
    }

    #[test]
    fn numbers_and_lists_are_written_as_people_do() {
        assert_eq!([whole(0), whole(999), whole(1_234_567)], ["0", "999", "1,234,567"]);
        assert_eq!([n(0.1), n(50_000.0), n(-2.5)], ["0.1", "50000", "-2.5"]);
        assert_eq!([list::<&str>(&[]), list(&["a"]), list(&["a", "b", "c"])], ["none", "a", "a, b and c"]);
    }
}
