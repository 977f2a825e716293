//! Numbers of a regime file by path, such as `rule[violate].points`, and their replacement in the text.
//!
//! A path names keys as in the file. Where a key has several entries (`[[rule]]`, `tiers = [...]`), words in brackets
//! say which: `watch[cameras].urban`, `sanction[listed, no-fast-travel].amount`. A number is replaced in the
//! text itself, and the text is read again, so that every check of the reader applies.

use super::file_shape::{Shape, look};
use super::phrasing::{list, quote};
use super::regime_file;
use super::syntax_tree::{Node, Tree};
use crate::diagnostic::{Source, nearest};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use toml::de::DeValue;

/// A number in the text of a regime file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RegimeNumber {
    /// Its place, in bytes.
    pub span: Range<usize>,
    /// Its value.
    pub value: f64,
    /// Whether it must be whole.
    pub whole: bool,
    /// Lowest and highest value that the reader accepts there.
    pub limits: [f64; 2],
}

/// The reason why a path names no number.
#[derive(Debug, PartialEq)]
pub(super) struct Unclear {
    pub message: String,
    pub help: Option<String>,
}

/// A key of the path, and the words in brackets after it.
pub(super) struct Step<'p> {
    pub key: &'p str,
    pub words: Vec<&'p str>,
}

/// The number that a path names in a text that can be read.
pub(super) fn find(text: &str, path: &str) -> Result<RegimeNumber, Unclear> {
    let (tree, _) = super::syntax_tree::tree(text);
    let mut shape = regime_file::shape();
    let mut table = Some(&tree);
    let mut node = None;
    for step in steps(path)? {
        let field = field(&shape, &step)?;
        let set = table.and_then(|table: &Tree<'_>| table.get(step.key)).ok_or_else(|| unset(path, &step))?;
        let meant = of_several(field, set, &step)?;
        (shape, node, table) = (meant.shape, Some(meant.node), meant.node.get_ref().as_table());
    }
    let (whole, limits) = match *look(&shape) {
        Shape::Whole(least, most) => (true, [least as f64, most as f64]),
        Shape::Number(least, most) => (false, [least, most]),
        _ => return unclear(format!("{} is not a number", quote(path)), None),
    };
    let number = node.and_then(|node| Some((node.span(), value(node)?)));
    let Some((span, value)) = number else { return unclear(format!("{} is not a number", quote(path)), None) };
    Ok(RegimeNumber { span, value, whole, limits })
}

/// The text with some numbers replaced; places are those of the old text.
pub(super) fn replaced(source: &Source, numbers: &[(Range<usize>, f64)]) -> Source {
    let mut numbers: Vec<_> = numbers.iter().collect();
    numbers.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = source.text.clone();
    for (span, number) in numbers {
        text.replace_range(span.clone(), &number.to_string());
    }
    Source { name: source.name.clone(), text }
}

pub(super) fn unclear<T>(message: String, help: Option<String>) -> Result<T, Unclear> {
    Err(Unclear { message, help })
}

fn unset(path: &str, step: &Step<'_>) -> Unclear {
    let help = "only a number that is in the file can be varied: write it there first".to_string();
    Unclear { message: format!("the file does not set {} in {}", quote(step.key), quote(path)), help: Some(help) }
}

/// The keys of a path, with the words in brackets after each.
pub(super) fn steps(path: &str) -> Result<Vec<Step<'_>>, Unclear> {
    let mut steps = Vec::new();
    let mut rest = path;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let mut step = Step { key: rest[..end].trim(), words: Vec::new() };
        rest = &rest[end..];
        if let Some(inside) = rest.strip_prefix('[') {
            let Some((words, after)) = inside.split_once(']') else {
                return unclear(format!("a bracket of {} is not closed", quote(path)), None);
            };
            step.words = words.split(',').map(str::trim).collect();
            rest = after;
        }
        steps.push(step);
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(steps),
            None => {
                let help = "a path looks like `score.start` or `watch[cameras].urban`";
                return unclear(format!("{} is not a path to a number", quote(path)), Some(help.into()));
            }
        }
    }
}

/// The shape of the value of a key.
pub(super) fn field(shape: &Rc<RefCell<Shape>>, step: &Step<'_>) -> Result<Rc<RefCell<Shape>>, Unclear> {
    let shape = look(shape);
    let Shape::Table(fields, _) = &*shape else {
        return unclear(format!("there is nothing below it called {}", quote(step.key)), None);
    };
    if let Some(field) = fields.iter().find(|field| field.key == step.key) {
        return Ok(field.shape.clone());
    }
    let keys = || fields.iter().map(|field| field.key);
    let near = (step.key.len() <= 64).then(|| nearest(step.key, keys())).flatten();
    let help = match near {
        Some(near) => format!("a similar name exists: `{near}`"),
        None => format!("the names known there are {}", list(keys(), "and")),
    };
    unclear(format!("a file of this kind has no {} there", quote(step.key)), Some(help))
}

/// A shape, and the node of the file that has it.
pub(super) struct ShapedNode<'n, 't> {
    pub shape: Rc<RefCell<Shape>>,
    pub node: &'n Node<'t>,
}

/// The entry that is meant where a key has several; the value itself where it has one.
pub(super) fn of_several<'n, 't>(
    shape: Rc<RefCell<Shape>>,
    node: &'n Node<'t>,
    step: &Step<'_>,
) -> Result<ShapedNode<'n, 't>, Unclear> {
    let inside = if let Shape::List(of, _) = &*look(&shape) { Some(of.clone()) } else { None };
    let (Some(of), DeValue::Array(all)) = (inside, node.get_ref()) else {
        return match step.words.is_empty() {
            true => Ok(ShapedNode { shape, node }),
            false => unclear(format!("there is only one {}: it needs no brackets", quote(step.key)), None),
        };
    };
    let by_place = |node: &Node<'_>| node.get_ref().as_table().is_none();
    let fits = |(n, node): &(usize, &Node<'_>)| match step.words.as_slice() {
        [word] if by_place(node) => word.parse() == Ok(n + 1),
        words => words.iter().all(|word| says(node, word)),
    };
    let fitting: Vec<(usize, &Node<'_>)> = all.iter().enumerate().filter(fits).collect();
    match fitting.as_slice() {
        [(_, node)] => Ok(ShapedNode { shape: of, node }),
        [] => unclear(
            format!("there is no {} that matches all of {}", quote(step.key), list(&step.words, "and")),
            known(all, step),
        ),
        [..] => unclear(
            format!("{} matches {} of them", quote(step.key), fitting.len()),
            Some(format!("say in brackets which is meant, such as `{}[{}]`", step.key, naming(fitting[0].1))),
        ),
    }
}

/// Whether a word matches an entry: as a text, in a list of texts, or as a key that is true.
fn says(entry: &Node<'_>, word: &str) -> bool {
    let Some(table) = entry.get_ref().as_table() else { return false };
    let is = |node: &Node<'_>| node.get_ref().as_str() == Some(word);
    table.iter().any(|(key, node)| match node.get_ref() {
        DeValue::Boolean(flag) => *flag && key.get_ref() == word,
        DeValue::Array(all) => all.iter().any(is),
        _ => is(node),
    })
}

/// The word nearest to a wrong one, or how entries can be named.
fn known(all: &[Node<'_>], step: &Step<'_>) -> Option<String> {
    if all.iter().any(|entry| entry.get_ref().as_table().is_none()) {
        return Some(format!("they are numbered: `{}[1]` to `{}[{}]`", step.key, step.key, all.len()));
    }
    let names: Vec<String> = all.iter().map(naming).collect();
    let word = step.words.iter().find(|word| !all.iter().any(|entry| says(entry, word)))?;
    let near = (word.len() <= 64).then(|| nearest(word, names.iter().flat_map(|name| name.split(", ")))).flatten();
    Some(match near {
        Some(near) => format!("a similar name exists: `{near}`"),
        None => format!("there are {}", list(&names, "and")),
    })
}

/// The short texts that identify an entry: `listed, no-fast-travel`.
fn naming(entry: &Node<'_>) -> String {
    const NAMES: [&str; 7] = ["channel", "act", "tier", "listed", "effect", "name", "event"];
    let Some(table) = entry.get_ref().as_table() else { return "1".into() };
    let name = |key: &&str| match table.get(*key)?.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Boolean(true) => Some((*key).to_string()),
        _ => None,
    };
    NAMES.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

fn value(node: &Node<'_>) -> Option<f64> {
    match node.get_ref() {
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|n| n as f64),
        DeValue::Float(n) => n.as_str().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
[score]
start = 1_000
tiers = [{ name = 'D', from = 0, listed = true }, { name = 'A', from = 960 }]
[[watch]]
channel = 'cameras'
urban = 0.4
by_income = [1.2, 1.1, 1, 0.9, 0.8]
[[watch]]
channel = 'tips'
urban = 0.03
[[sanction]]
listed = true
effect = 'fine'
amount = 7
[[sanction]]
tier = 'A'
effect = 'fine'
amount = 8
";

    #[test]
    fn a_path_finds_its_number_and_nothing_else() {
        for (path, value, whole) in [
            ("score.start", 1000.0, true),
            ("score.tiers[A].from", 960.0, true),
            ("watch[tips].urban", 0.03, false),
            ("watch[cameras].by_income[4]", 0.9, false),
            ("sanction[fine, listed].amount", 7.0, false),
            ("sanction[A].amount", 8.0, false),
        ] {
            let number = find(TEXT, path).unwrap_or_else(|e| panic!("{path}: {e:?}"));
            assert_eq!((number.value, number.whole), (value, whole), "{path}");
            let source = Source { name: "x".into(), text: TEXT.into() };
            let other = replaced(&source, &[(number.span.clone(), 5.0)]);
            assert_eq!(find(&other.text, path).unwrap().value, 5.0, "{path}");
            assert_eq!(other.text.lines().count(), TEXT.lines().count());
        }
    }

    #[test]
    fn an_unclear_path_is_told_with_what_could_be_meant() {
        for (path, message, help) in [
            ("scor.start", "no `scor`", "`score`"),
            ("score.starts", "no `starts`", "`start`"),
            ("score.recovery", "does not set `recovery`", "write it there first"),
            ("redemption.price", "does not set `redemption`", "write it there first"),
            ("watch.urban", "`watch` matches 2 of them", "`watch[cameras]`"),
            ("watch[camera].urban", "no `watch`", "`cameras`"),
            ("sanction[fine].amount", "2 of them", "`sanction[listed, fine]`"),
            ("watch[tips].channel", "not a number", ""),
            ("watch[cameras].by_income[6]", "no `by_income`", "`by_income[1]` to `by_income[5]`"),
            ("score[x].start", "only one `score`", ""),
            ("score.start.x", "nothing below", ""),
            ("watch[tips", "not closed", ""),
            ("watch[tips]urban", "not a path", "watch[cameras].urban"),
            ("", "no ``", ""),
        ] {
            let unclear = find(TEXT, path).unwrap_err();
            assert!(unclear.message.contains(message), "{path}: {unclear:?}");
            assert!(unclear.help.clone().unwrap_or_default().contains(help), "{path}: {unclear:?}");
        }
    }
}
