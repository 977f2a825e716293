//! The tokens of a Rust text, without comments, contents of strings and, on request, unit tests.

/// The text up to its module of unit tests, the last item of a file.
pub fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |tests| &text[..tests])
}

/// Names, `::`, and single other characters.
pub fn tokens(text: &str) -> Vec<String> {
    let code = code(text);
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = code.as_str();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            c if is_name(c) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        if !first.is_whitespace() {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

/// A text without its comments and without the contents of quotes.
fn code(text: &str) -> String {
    let (mut code, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if raw_quotes(rest).is_some() && !code.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                let close = raw_quotes(rest).unwrap_or_default();
                let open = 1 + close.len();
                rest[open..].find(&close).map_or(rest.len(), |end| open + end + close.len())
            }
            '"' => quoted(rest, '"'),
            '\'' if is_letter(rest) => quoted(rest, '\''),
            c => {
                code.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        code.push(' ');
        rest = &rest[length..];
    }
    code
}

/// The end of a raw string that begins here: `"`, `"#` and so on.
fn raw_quotes(rest: &str) -> Option<String> {
    let marks = rest[1..].chars().take_while(|c| *c == '#').count();
    rest[1 + marks..].starts_with('"').then(|| format!("\"{}", "#".repeat(marks)))
}

/// Whether a quotation mark opens a character literal, and not a lifetime.
fn is_letter(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    chars.next() == Some('\\') || chars.next() == Some('\'')
}

/// Length of the quoted text that begins here.
fn quoted(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return i + 1,
            _ => (),
        }
    }
    rest.len()
}

#[test]
fn comments_and_quotes_are_no_code() {
    let text = "a::b('\"', 'x', \"crate::c \\\" // d\") // e\n/* f */ fn g<'h>() { r#\"i \" j\"# }";
    let expected = ["a", "::", "b", "(", ",", ",", ")", "fn", "g", "<", "'", "h", ">", "(", ")", "{", "}"];
    assert_eq!(tokens(text), expected);
}

#[test]
fn unit_tests_are_cut_off() {
    assert_eq!(without_tests("fn a() {}\n#[cfg(test)]\nmod tests {\n}\n"), "fn a() {}\n");
    let fixture = "#[cfg(test)]\nmod fixture;\nfn a() {}\n";
    assert_eq!(without_tests(fixture), fixture);
}
