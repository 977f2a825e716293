//! Pieces of HTML: escaped text and tables.

use glasshouse::diagnostic::is_hidden;

/// A text escaped for markup and for quoted attributes.
pub fn esc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Invisible characters have no place in a page; some of them would reverse the surrounding text.
            c if is_hidden(c) && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A table that scrolls on its own on a narrow screen. Cells are markup; the first cell of each row is its heading.
pub fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let head: String = head.iter().map(|cell| format!("<th scope=col>{cell}</th>")).collect();
    let row = |cells: &Vec<String>| match &cells[..] {
        [only] => format!("<tr class=span><th scope=rowgroup colspan={}>{only}</th></tr>", 9),
        [first, rest @ ..] => {
            let rest: String = rest.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr><th scope=row>{first}</th>{rest}</tr>")
        }
        [] => String::new(),
    };
    let rows: String = rows.iter().map(row).collect();
    let caption = if caption.is_empty() { String::new() } else { format!("<caption>{caption}</caption>") };
    format!(
        "<div class=scroll tabindex=0><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_markup_comes_in_by_a_text() {
        assert_eq!(super::esc("<b a='\"'>&\u{0}"), "&lt;b a=&#39;&quot;&#39;&gt;&amp; ");
    }
}
