//! Edits of one key in the text of a file, with everything else unchanged.
//!
//! The text itself is changed and read again, so every check of its reader applies. Keys are named as an experiment
//! names numbers: `score.start`, `watch[cameras].urban`.

use super::error::ScenarioError;
use super::file_shape::Shape;
use super::phrasing::quote;
use super::regime_number::{Step, Unclear, field, of_several, steps, unclear};
use super::source_text::RequestedName;
use super::syntax_tree::{Node, Tree};
use super::{regime_file, society_file};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The texts of a regime with this TOML value under a key: all that set it, since they must agree, or else the first.
/// Returns each changed text with its index.
///
/// # Errors
///
/// If a regime file can have no such key, or it is unclear which is meant.
pub fn regime(texts: &[Arc<Source>], path: &str, value: &str) -> Result<Vec<(usize, String)>, ScenarioError> {
    let shape = regime_file::shape();
    let set = |text: &Arc<Source>| is_set(&text.text, &shape, path);
    let mut which: Vec<usize> = (0..texts.len()).filter(|n| set(&texts[*n])).collect();
    if which.is_empty() {
        which.push(0);
    }
    let one = |n: usize| Ok((n, amended(&texts[n].text, &shape, path, value).map_err(|e| told(path, e))?));
    which.into_iter().map(one).collect()
}

/// The text of a society with this TOML value under a key.
///
/// # Errors
///
/// If a society file can have no such key, or it is unclear which is meant.
pub fn society(text: &Source, path: &str, value: &str) -> Result<String, ScenarioError> {
    amended(&text.text, &society_file::shape(), path, value).map_err(|e| told(path, e))
}

/// The number under a key of one of these texts of a regime.
///
/// # Errors
///
/// If there is none.
pub fn number(texts: &[Arc<Source>], path: &str) -> Result<f64, ScenarioError> {
    let mut all = texts.iter().map(|text| super::regime_number::find(&text.text, path));
    let found = all.clone().find_map(Result::ok).map(Ok).or(all.next());
    let found = found.unwrap_or_else(|| unclear("there is no text".into(), None));
    found.map(|number| number.value).map_err(|e| told(path, e))
}

fn told(path: &str, unclear: Unclear) -> ScenarioError {
    let place = Location { label: "not clear here".into(), ..RequestedName::whole(path).place };
    let finding = Diagnostic::error("unknown-key", unclear.message, place);
    ScenarioError::Diagnostics(Diagnostics(vec![Diagnostic { help: unclear.help, ..finding }]))
}

fn is_set(text: &str, shape: &Rc<RefCell<Shape>>, path: &str) -> bool {
    let (tree, _) = super::syntax_tree::tree(text);
    steps(path).and_then(|steps| walk(&tree, shape, &steps)).is_ok_and(|there| there.rest == 0)
}

/// How far a path leads into a text.
struct There<'n, 't> {
    node: Option<&'n Node<'t>>,
    /// Steps left over where nothing is set.
    rest: usize,
}

fn walk<'n, 't>(tree: &'n Tree<'t>, shape: &Rc<RefCell<Shape>>, steps: &[Step<'_>]) -> Result<There<'n, 't>, Unclear> {
    let (mut shape, mut table, mut node) = (shape.clone(), Some(tree), None);
    for (n, step) in steps.iter().enumerate() {
        let of = field(&shape, step)?;
        let Some(set) = table.and_then(|table| table.get(step.key)) else {
            // A missing key has no entries to tell apart, and the steps below it must be known, too.
            known(of, &steps[n..])?;
            return Ok(There { node, rest: steps.len() - n });
        };
        let meant = of_several(of, set, step)?;
        (shape, node, table) = (meant.shape, Some(meant.node), meant.node.get_ref().as_table());
    }
    Ok(There { node, rest: 0 })
}

/// Checks that the rest of a path is possible in a file that does not set it yet.
fn known(mut shape: Rc<RefCell<Shape>>, rest: &[Step<'_>]) -> Result<(), Unclear> {
    for (step, next) in rest.iter().zip(rest.iter().skip(1).map(Some).chain([None])) {
        if !step.words.is_empty() || (next.is_some() && matches!(*super::file_shape::look(&shape), Shape::List(..))) {
            let help = Some("add a new entry to the file itself".to_string());
            return unclear(format!("the file has no {} yet", quote(step.key)), help);
        }
        if let Some(next) = next {
            shape = field(&shape, next)?;
        }
    }
    Ok(())
}

fn amended(text: &str, shape: &Rc<RefCell<Shape>>, path: &str, value: &str) -> Result<String, Unclear> {
    let (tree, _) = super::syntax_tree::tree(text);
    let steps = steps(path)?;
    let There { node, rest } = walk(&tree, shape, &steps)?;
    let last = steps.last().map_or("", |step| step.key);
    match (node, rest) {
        (Some(node), 0) => {
            let span = node.span();
            if text[span.clone()].starts_with('[') && node.get_ref().as_table().is_some() {
                return unclear(format!("{} is a section, not a value", quote(path)), None);
            }
            Ok(format!("{}{value}{}", &text[..span.start], &text[span.end..]))
        }
        (Some(node), 1) if text[node.span()].starts_with('{') => {
            let at = node.span().start + 1;
            let comma = if node.get_ref().as_table().is_some_and(|table| table.is_empty()) { "" } else { "," };
            Ok(format!("{} {last} = {value}{comma}{}", &text[..at], &text[at..]))
        }
        (Some(node), 1) if text[node.span()].starts_with('[') => {
            // After the line of its header: a key of this table is always allowed there.
            let header = node.span().start;
            let at = text[header..].find('\n').map_or(text.len(), |n| header + n + 1);
            let gap = if text[..at].ends_with('\n') { "" } else { "\n" };
            Ok(format!("{}{gap}{last} = {value}\n{}", &text[..at], &text[at..]))
        }
        (_, 0 | 1) => unclear(format!("{} cannot be set from here", quote(path)), None),
        (_, _) if steps.iter().any(|step| !step.words.is_empty()) => {
            let help = Some("add the section to the file itself".to_string());
            unclear(format!("nothing is set above {} yet", quote(path)), help)
        }
        _ => {
            let section: Vec<&str> = steps[..steps.len() - 1].iter().map(|step| step.key).collect();
            Ok(format!("{}\n\n[{}]\n{last} = {value}\n", text.trim_end(), section.join(".")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{catalogue, regime_from};

    const TEXT: &str = "[regime]\ntitle = 't' # its title\nstarts = 12\n[score]\nstart = 1\ntiers = [{ name = 'D', from = 0 }]\n\
                        [[watch]]\nchannel = 'cameras'\nurban = 0.4\n[[watch]]\nchannel = 'tips'\nurban = 0.1\n";

    fn set(path: &str, value: &str) -> Result<String, Unclear> {
        amended(TEXT, &regime_file::shape(), path, value)
    }

    #[test]
    fn a_value_is_changed_where_it_stands_and_added_where_it_does_not() {
        for (path, value, old, new) in [
            ("regime.starts", "0", "starts = 12", "starts = 0"),
            ("regime.title", "'u'", "title = 't' # its", "title = 'u' # its"),
            ("regime.ends", "7", "[regime]\n", "[regime]\nends = 7\n"),
            ("watch[tips].urban", "0.2", "urban = 0.1", "urban = 0.2"),
            ("watch[tips].rural", "0.2", "[[watch]]\nchannel = 'tips'", "[[watch]]\nrural = 0.2\nchannel = 'tips'"),
            ("score.tiers[D].listed", "true", "{ name", "{ listed = true, name"),
            ("propaganda.strength", "0.5", "urban = 0.1\n", "urban = 0.1\n\n[propaganda]\nstrength = 0.5\n"),
        ] {
            assert_eq!(set(path, value).unwrap(), TEXT.replacen(old, new, 1), "{path}");
        }
    }

    #[test]
    fn what_cannot_be_said_is_told_with_what_could_be_meant() {
        for (path, message, help) in [
            ("score.strat", "no `strat` there", "`start`"),
            ("watch.urban", "`watch` matches 2 of them", "`watch[cameras]`"),
            ("score", "is a section", ""),
            ("rule[violate].points", "no `rule` yet", "itself"),
            ("start", "no `start` there", ""),
        ] {
            let unclear = set(path, "1").unwrap_err();
            assert!(unclear.message.contains(message), "{path}: {unclear:?}");
            assert!(unclear.help.clone().unwrap_or_default().contains(help), "{path}: {unclear:?}");
        }
    }

    #[test]
    fn every_regime_that_ships_can_begin_in_another_month() {
        for shipped in catalogue::regimes() {
            let source = |text: String| Arc::new(Source { name: format!("{}.toml", shipped.name), text });
            let read = |text: String| regime_from(&[(source(text), None)]).unwrap().value;
            let mut before = read(shipped.text.into());
            if before.is_idle() || before.starts == 0 {
                continue;
            }
            let changed = regime(&[source(shipped.text.into())], "regime.starts", "3").unwrap();
            let [(0, text)] = &changed[..] else { panic!("{changed:?}") };
            before.starts = 3;
            assert_eq!(read(text.clone()), before, "{}", shipped.name);
        }
    }
}
