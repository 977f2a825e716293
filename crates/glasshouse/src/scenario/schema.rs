//! Schemas of files: a JSON Schema for editors, and tables of keys for people.
//!
//! Shapes come from the readers themselves (`file_shape`), meanings of keys from `key_docs`.

use super::catalogue::Kind;
use super::file_shape::{Condition, Field, Shape, look};
use super::{behaviour_file, experiment_file, key_docs, regime_file, society_file};
use crate::observatory::json::Json;
use crate::regime::EFFECTS;
use crate::society::act;
use std::cell::RefCell;
use std::rc::Rc;

/// What a file of this kind can contain.
fn shape(kind: Kind) -> Rc<RefCell<Shape>> {
    match kind {
        Kind::Regime => regime_file::shape(),
        Kind::Society => society_file::shape(),
        Kind::Behaviour => behaviour_file::shape(),
        Kind::Experiment => experiment_file::shape(),
    }
}

/// The JSON Schema (draft 7) of a kind of file. It knows keys, kinds, ranges and words; only the reader
/// (`glasshouse check`) checks conditions across tables.
pub fn json(kind: Kind) -> String {
    let article = if kind == Kind::Experiment { "An" } else { "A" };
    let title = format!("{article} {} file of Glasshouse", kind.word());
    let mut pairs =
        vec![("$schema", Json::from("http://json-schema.org/draft-07/schema#")), ("title", Json::Text(title))];
    let Json::Object(rest) = value(kind, "", &look(&shape(kind))) else { unreachable!("a file is a table") };
    pairs.extend(rest);
    Json::Object(pairs).to_string() + "\n"
}

fn value(kind: Kind, path: &str, shape: &Shape) -> Json {
    let mut pairs = Vec::new();
    if let Some(meaning) = key_docs::of(kind, path) {
        pairs.push(("description", Json::Text(meaning)));
    }
    match shape {
        Shape::Unknown => (),
        Shape::Text => pairs.extend([("type", "string".into()), ("pattern", "\\S".into())]),
        Shape::Flag => pairs.push(("type", "boolean".into())),
        Shape::Whole(least, most) => pairs.extend(limits("integer", *least as f64, *most as f64)),
        Shape::Number(least, most) => pairs.extend(limits("number", *least, *most)),
        // A file can add acts and effects of its own, under other names than those of the model.
        Shape::Word(noun, words) if noun == "act" || noun == "effect" => {
            let list = |words: Vec<Json>| Json::Object(vec![("enum", Json::List(words))]);
            let known = list(words.iter().map(|word| Json::Text(word.clone())).collect());
            let mut own = vec![("type", "string".into()), ("pattern", "^[a-z][a-z0-9-]*$".into())];
            if noun == "effect" {
                own.push(("not", list(EFFECTS.iter().map(|row| row.key.into()).collect())));
            }
            pairs.push(("anyOf", Json::List(vec![known, Json::Object(own)])));
        }
        Shape::Word(_, words) => {
            pairs.push(("enum", Json::List(words.iter().map(|word| Json::Text(word.clone())).collect())));
        }
        Shape::List(of, length) => {
            pairs.extend([("type", "array".into()), ("items", value(kind, path, &look(of)))]);
            let length = length.iter().map(|n| *n as u64);
            pairs.extend(length.flat_map(|n| [("minItems", Json::Number(n)), ("maxItems", Json::Number(n))]));
        }
        Shape::Table(fields, conditions) => pairs.extend(table(kind, path, fields, conditions)),
    }
    Json::Object(pairs)
}

fn limits(kind: &str, least: f64, most: f64) -> [(&'static str, Json); 3] {
    [("type", kind.into()), ("minimum", Json::Figure(short(least))), ("maximum", Json::Figure(short(most)))]
}

/// A limit, with as few digits as in the code.
fn short(limit: f64) -> f64 {
    let single = limit as f32;
    if f64::from(single) == limit { single.to_string().parse().unwrap_or(limit) } else { limit }
}

fn table(kind: Kind, path: &str, fields: &[Field], conditions: &[Condition]) -> Vec<(&'static str, Json)> {
    let property = |field: &Field| (field.key, value(kind, &below(path, field.key), &look(&field.shape)));
    let required = fields.iter().filter(|field| field.required).map(|field| field.key.into());
    let mut pairs = vec![
        ("type", "object".into()),
        ("properties", Json::Object(fields.iter().map(property).collect())),
        ("required", Json::List(required.collect())),
        ("additionalProperties", Json::Truth(false)),
    ];
    if !conditions.is_empty() {
        pairs.push(("allOf", Json::List(conditions.iter().map(condition).collect())));
    }
    pairs
}

fn condition(condition: &Condition) -> Json {
    let set = |key: &'static str| ("required", Json::List(vec![key.into()]));
    match condition {
        Condition::Either(one, other) | Condition::Any(one, other) => {
            let only = |key| Json::Object(vec![set(key)]);
            let word = if matches!(condition, Condition::Any(..)) { "anyOf" } else { "oneOf" };
            Json::Object(vec![(word, Json::List(vec![only(one), only(other)]))])
        }
        Condition::With(key, other, words) => {
            let mut holds = vec![set(other)];
            if !words.is_empty() {
                let words = Json::List(words.iter().map(|word| (*word).into()).collect());
                let says = Json::Object(vec![(*other, Json::Object(vec![("enum", words)]))]);
                holds.push(("properties", says));
            }
            Json::Object(vec![("if", Json::Object(holds)), ("then", Json::Object(vec![set(key)]))])
        }
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{path}.{key}") }
}

/// Tables for people: a name (`score`, `score.tiers`, ... or `acts` and `effects`), and its lines in Markdown.
pub fn markdown(kind: Kind) -> Vec<(String, String)> {
    let mut tables = Vec::new();
    rows(kind, "", &look(&shape(kind)), &mut tables);
    if kind == Kind::Regime {
        tables.extend([("acts".into(), acts()), ("effects".into(), effects())]);
    }
    tables
}

/// The table of a table, then those of the tables in it.
fn rows(kind: Kind, path: &str, shape: &Shape, tables: &mut Vec<(String, String)>) {
    match shape {
        Shape::List(of, _) => rows(kind, path, &look(of), tables),
        Shape::Table(fields, conditions) => {
            if !path.is_empty() {
                let head = "| key | what it is | | meaning |\n|---|---|---|---|\n".to_string();
                let row = |field: &Field| row(kind, path, field, conditions);
                tables.push((path.into(), head + &fields.iter().map(row).collect::<String>()));
            }
            fields.iter().for_each(|field| rows(kind, &below(path, field.key), &look(&field.shape), tables));
        }
        _ => (),
    }
}

fn row(kind: Kind, path: &str, field: &Field, conditions: &[Condition]) -> String {
    let key = field.key;
    let needed = conditions.iter().find_map(|condition| match condition {
        Condition::Either(one, other) if *one == key => Some(format!("this or `{other}`")),
        Condition::Either(one, other) if *other == key => Some(format!("this or `{one}`")),
        Condition::Any(one, other) if *one == key => Some(format!("this or `{other}`, or both")),
        Condition::Any(one, other) if *other == key => Some(format!("this or `{one}`, or both")),
        Condition::With(needed, other, words) if *needed == key && words.is_empty() => {
            Some(format!("required with `{other}`"))
        }
        Condition::With(needed, other, words) if *needed == key => {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            Some(format!("required if `{other}` is {}", words.join(" or ")))
        }
        _ => None,
    });
    let needed = needed.unwrap_or_else(|| if field.required { "required".into() } else { String::new() });
    let meaning = key_docs::of(kind, &below(path, key)).unwrap_or_default();
    format!("| `{key}` | {} | {needed} | {meaning} |\n", words(&look(&field.shape)))
}

/// A shape in words.
fn words(shape: &Shape) -> String {
    match shape {
        Shape::Unknown => String::new(),
        Shape::Text => "text".into(),
        Shape::Flag => "true or false".into(),
        Shape::Whole(least, most) => format!("whole number, {} to {}", grouped(*least as f64), grouped(*most as f64)),
        Shape::Number(least, most) => format!("number, {} to {}", grouped(short(*least)), grouped(short(*most))),
        Shape::Word(noun, _) if noun == "act" || noun == "effect" => format!("{noun}, see [{noun}s](#{noun}s)"),
        Shape::Word(_, words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
        Shape::List(of, Some(length)) => format!("list of {length}: {}", words(&look(of))),
        Shape::List(of, None) => format!("list: {}", words(&look(of))),
        Shape::Table(..) => "table".into(),
    }
}

/// A number with commas between groups of three digits.
fn grouped(number: f64) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let commas = |(i, digit): (usize, char)| {
        let comma = if i > 0 && (whole.len() - i) % 3 == 0 { "," } else { "" };
        format!("{comma}{digit}")
    };
    let whole: String = whole.chars().enumerate().map(commas).collect();
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn acts() -> String {
    let row = |row: &act::ActRow| format!("| `{}` | {} | {} |\n", row.key, row.meaning, row.encounter);
    "| name | what it is | where it happens |\n|---|---|---|\n".to_string()
        + &act::TABLE.iter().map(row).collect::<String>()
}

fn effects() -> String {
    let rows = EFFECTS.iter().map(|row| {
        let side = if row.reward { "reward" } else { "sanction" };
        format!("| `{}` | {side} | {} | {} | {} |\n", row.key, row.unit, grouped(row.most.into()), row.meaning)
    });
    "| name | under | unit of `amount` | greatest | what it does |\n|---|---|---|---|---|\n".to_string()
        + &rows.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key of a shape, with its path.
    fn paths(path: &str, shape: &Shape, all: &mut Vec<String>) {
        match shape {
            Shape::List(of, _) => paths(path, &look(of), all),
            Shape::Table(fields, _) => {
                for field in fields {
                    let path = below(path, field.key);
                    assert!(!matches!(*look(&field.shape), Shape::Unknown), "`{path}` is requested and never read");
                    paths(&path, &look(&field.shape), all);
                    all.push(path);
                }
            }
            _ => (),
        }
    }

    #[test]
    fn every_key_has_a_meaning_and_every_meaning_a_key() {
        for kind in Kind::ALL {
            let mut all = Vec::new();
            paths("", &look(&shape(kind)), &mut all);
            assert!(all.len() > 15, "{kind:?} has keys");
            for path in &all {
                assert!(key_docs::of(kind, path).is_some(), "{kind:?}: say in key_docs.rs what `{path}` means");
            }
            for known in key_docs::known(kind) {
                assert!(all.iter().any(|path| key_docs::is_about(known, path)), "{kind:?}: there is no `{known}`");
            }
        }
    }

    #[test]
    fn limits_are_written_as_in_the_code() {
        assert_eq!([short(f64::from(0.01_f32)), short(0.01), short(1e8), short(-1.0)], [0.01, 0.01, 1e8, -1.0]);
        assert_eq!(["-10,000", "0.01", "12", "100,000,000"], [-1e4, 0.01, 12.0, 1e8].map(grouped)[..]);
    }
}
