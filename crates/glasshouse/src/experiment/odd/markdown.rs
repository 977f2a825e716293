//! Pieces of Markdown: cells, code, tables, lists and numbers, with texts of files escaped.

use crate::diagnostic::is_hidden;

/// A text of a file on one line, without characters that Markdown or a browser would interpret; code stays code.
pub(super) fn cell(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|c| !is_hidden(*c)).collect();
    let even = text.matches('`').count().is_multiple_of(2);
    let (mut out, mut in_code) = (String::new(), false);
    for c in text.chars() {
        in_code ^= c == '`' && even;
        match c {
            '|' => out += "\\|",
            '`' if !even => out += "\\`",
            '<' if !in_code => out += "&lt;",
            '[' | ']' | '*' | '\\' if !in_code => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A name as code.
pub(super) fn code(name: &str) -> String {
    format!("`{}`", name.chars().filter(|c| !is_hidden(*c) && !"`|".contains(*c)).collect::<String>())
}

/// A table. Cells are used as they are.
pub(super) fn table<const N: usize>(head: [&str; N], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.map(String::from).to_vec();
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    line(&head) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
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
