//! Text wrapped to the width of a terminal of 80 columns.

/// Width of the smallest supported terminal.
pub const WIDTH: usize = 80;

/// Breaks a text at spaces into lines of at most `width` characters; a longer word is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        let used = lines.last().map_or(0, |l| l.chars().count());
        if used > 0 && used + 1 + word.len() > width {
            lines.push(String::new());
        } else if used > 0 {
            push(&mut lines, &[' ']);
        }
        while word.len() > width.max(1) {
            let rest = word.split_off(width.max(1));
            push(&mut lines, &word);
            lines.push(String::new());
            word = rest;
        }
        push(&mut lines, &word);
    }
    lines
}

fn push(lines: &mut [String], what: &[char]) {
    if let Some(last) = lines.last_mut() {
        last.extend(what);
    }
}

/// A paragraph of full width, with each line indented.
pub fn paragraph(text: &str, indent: usize) -> String {
    let lines = wrap(text, WIDTH - indent);
    lines.iter().fold(String::new(), |out, line| out + &format!("{:indent$}{line}\n", ""))
}

/// At most `width` characters, ending with `..` where text is left out.
pub fn short(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(2)).chain("..".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer() {
        assert_eq!(wrap("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(wrap("a bbbbbbb c", 3), ["a", "bbb", "bbb", "b c"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(short("social-credit", 8), "social..");
    }
}
