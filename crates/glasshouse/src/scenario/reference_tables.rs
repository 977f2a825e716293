//! Reference tables of a file for people: each key with its value and its meaning.
//!
//! Values are as in the file; the keys come from the reader (`file_shape`), their meanings from `key_docs`.

use super::catalogue::Kind;
use super::file_shape::{Field, Shape, look};
use super::key_docs;
use super::regime_file;
use super::society_file;
use crate::diagnostic::Source;
use crate::regime::EFFECTS;
use crate::regime::firm_scoring::FIRM_EFFECTS;
use crate::society::behaviour::{Behaviour, Parameter};
use std::cell::RefCell;
use std::rc::Rc;
use toml::de::{DeTable, DeValue};

/// A table of a file, for people.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceTable {
    /// Its path: `score`, `score.tiers`.
    pub path: String,
    /// What it is.
    pub meaning: String,
    /// True if each row is one of several such tables and the columns are their keys; otherwise each row is a key.
    pub is_list: bool,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
    /// For a list, the keys and their meanings, except the self-explanatory `basis` and `source`.
    pub legend: Vec<(String, String)>,
}

/// Value shown for a key that is not in the file.
pub const NOT_SET: &str = "not set";

/// The sections that a regime file has, except `[regime]`, in the order of the reference.
pub fn regime(source: &Source) -> Vec<ReferenceTable> {
    let (tree, _) = DeTable::parse_recoverable(&source.text);
    let mut told = Vec::new();
    section(Kind::Regime, "", tree.get_ref(), &regime_file::shape(), &mut told);
    told.retain(|table| table.path != "regime");
    tell_own_effects(&mut told);
    told
}

/// Fills in the units and meanings of effects that the file itself adds.
fn tell_own_effects(told: &mut [ReferenceTable]) {
    let column = |table: &ReferenceTable, name: &str| table.columns.iter().position(|column| column == name);
    let effects = told.iter().find(|table| table.path == "effect");
    let of = |table: &ReferenceTable, row: &[String]| {
        ["name", "unit", "meaning"].map(|name| column(table, name).map_or(String::new(), |at| row[at].clone()))
    };
    let own: Vec<[String; 3]> = effects.iter().flat_map(|table| table.rows.iter().map(|row| of(table, row))).collect();
    for table in told.iter_mut().filter(|table| ["reward", "sanction"].contains(&table.path.as_str())) {
        let at = ["effect", "unit", "what it does"].map(|name| column(table, name));
        let [Some(effect), Some(unit), Some(does)] = at else { continue };
        for row in &mut table.rows {
            if let Some([_, of, meaning]) = own.iter().find(|[name, ..]| *name == row[effect]) {
                (row[unit], row[does]) = (of.clone(), meaning.clone());
            }
        }
    }
}

/// The `sources` of a regime file as a whole.
pub fn regime_sources(source: &Source) -> Vec<String> {
    let (tree, _) = DeTable::parse_recoverable(&source.text);
    let regime = tree.get_ref().get("regime").and_then(|regime| regime.get_ref().as_table());
    let sources = regime.and_then(|regime| regime.get("sources")?.get_ref().as_array());
    sources.into_iter().flatten().map(|source| said(source.get_ref())).collect()
}

/// A society file's settings besides its figures: how its people decide, and by which file.
pub fn society(source: &Source) -> Vec<ReferenceTable> {
    let (tree, _) = DeTable::parse_recoverable(&source.text);
    let mut told = Vec::new();
    section(Kind::Society, "", tree.get_ref(), &society_file::shape(), &mut told);
    told.retain(|table| table.path.starts_with("society") || table.path.starts_with("override"));
    told
}

/// A figure of a society file.
pub struct SocietyFigure {
    /// Its key.
    pub key: &'static str,
    /// Its value, as in the file.
    pub value: String,
    /// What it is.
    pub meaning: String,
    /// As published, derived or assumed.
    pub provenance: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// How it was derived, or a caveat; may be empty.
    pub note: String,
}

/// The figures of a society file.
pub fn figures(source: &Source) -> Vec<SocietyFigure> {
    let (tree, _) = DeTable::parse_recoverable(&source.text);
    let shape = society_file::shape();
    let shape = look(&shape);
    let Shape::Table(fields, _) = &*shape else { return Vec::new() };
    let of = |field: &Field| {
        let table = tree.get_ref().get(field.key)?.get_ref().as_table()?;
        let cell = |key: &str| table.get(key).map_or(String::new(), |node| said(node.get_ref()));
        let value = table.get("value").map(|node| said(node.get_ref()))?;
        let meaning = key_docs::of(Kind::Society, field.key).unwrap_or_default();
        let [provenance, source, note] = ["provenance", "source", "note"].map(cell);
        Some(SocietyFigure { key: field.key, value, meaning, provenance, source, note })
    };
    fields.iter().filter_map(of).collect()
}

/// The source of each parameter of a behaviour file.
pub fn parameter_sources(source: &Source) -> Vec<(&'static Parameter, String)> {
    let (tree, _) = DeTable::parse_recoverable(&source.text);
    let of = |p: &'static Parameter| {
        let section = tree.get_ref().get(p.section)?.get_ref().as_table()?;
        let source = section.get(p.name)?.get_ref().as_table()?.get("source")?;
        Some((p, said(source.get_ref())))
    };
    Behaviour::TABLE.iter().filter_map(of).collect()
}

/// The parameters that a society file sets for itself.
pub fn overridden(source: &Source) -> Vec<&'static Parameter> {
    let (tree, _) = DeTable::parse_recoverable(&source.text);
    let is_set = |p: &&Parameter| {
        let section = tree.get_ref().get("override")?.get_ref().as_table()?.get(p.section)?;
        section.get_ref().as_table()?.get(p.name)
    };
    Behaviour::TABLE.iter().filter(|p| is_set(p).is_some()).collect()
}

/// A table, followed by the tables in it.
fn section(kind: Kind, path: &str, tree: &DeTable<'_>, shape: &Rc<RefCell<Shape>>, told: &mut Vec<ReferenceTable>) {
    let shape = look(shape);
    let Shape::Table(fields, _) = &*shape else { return };
    let (tables, keys): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| is_of_tables(&field.shape));
    if !path.is_empty() && !keys.is_empty() {
        told.push(keyed(kind, path, tree, &keys));
    }
    for field in tables {
        let Some(node) = tree.get(field.key) else { continue };
        let path = if path.is_empty() { field.key.to_owned() } else { format!("{path}.{}", field.key) };
        match (node.get_ref(), &*look(&field.shape)) {
            (DeValue::Table(table), _) => section(kind, &path, table, &field.shape, told),
            (DeValue::Array(entries), Shape::List(of, _)) => {
                let tables: Vec<&DeTable> = entries.iter().filter_map(|entry| entry.get_ref().as_table()).collect();
                told.extend(list(kind, &path, &tables, of));
            }
            _ => (),
        }
    }
}

fn is_of_tables(shape: &Rc<RefCell<Shape>>) -> bool {
    match &*look(shape) {
        Shape::Table(..) => true,
        Shape::List(of, _) => is_of_tables(of),
        _ => false,
    }
}

/// A single table: a row for each key, including keys that are not set.
fn keyed(kind: Kind, path: &str, tree: &DeTable<'_>, keys: &[&Field]) -> ReferenceTable {
    let row = |field: &&Field| {
        let value = tree.get(field.key).map_or(NOT_SET.to_owned(), |node| said(node.get_ref()));
        let meaning = key_docs::of(kind, &format!("{path}.{}", field.key)).unwrap_or_default();
        vec![field.key.to_owned(), value, meaning]
    };
    ReferenceTable {
        path: path.to_owned(),
        meaning: key_docs::of(kind, path).unwrap_or_default(),
        is_list: false,
        columns: ["key", "value", "meaning"].map(String::from).to_vec(),
        rows: keys.iter().map(row).collect(),
        legend: Vec::new(),
    }
}

/// Several tables: a row for each, a column for each key that any of them sets; next to the amount of an effect, its
/// unit and what it does.
fn list(kind: Kind, path: &str, tables: &[&DeTable<'_>], shape: &Rc<RefCell<Shape>>) -> Option<ReferenceTable> {
    let shape = look(shape);
    let Shape::Table(fields, _) = &*shape else { return None };
    let keys: Vec<&str> = fields
        .iter()
        .map(|field| field.key)
        .filter(|key| tables.iter().any(|table| table.contains_key(*key)))
        .collect();
    let with_effect = |key: &str, of_key: String, [unit, does]: [String; 2]| match key {
        "amount" => vec![of_key, unit, does],
        _ => vec![of_key],
    };
    let heads = |key: &&str| with_effect(key, (*key).to_owned(), ["unit", "what it does"].map(String::from));
    let row = |table: &&DeTable<'_>| {
        let cell = |key: &str| table.get(key).map_or(String::new(), |node| said(node.get_ref()));
        let effect = effect(path, &cell("effect"));
        keys.iter().flat_map(|key| with_effect(key, cell(key), effect.clone())).collect()
    };
    let meaning = |key: &&str| ((*key).to_owned(), key_docs::of(kind, &format!("{path}.{key}")).unwrap_or_default());
    Some(ReferenceTable {
        path: path.to_owned(),
        meaning: key_docs::of(kind, path).unwrap_or_default(),
        is_list: true,
        columns: keys.iter().flat_map(heads).collect(),
        rows: tables.iter().map(row).collect(),
        legend: keys.iter().filter(|key| !["basis", "source"].contains(*key)).map(meaning).collect(),
    })
}

/// The unit of an effect's amount, and what the effect does.
fn effect(path: &str, key: &str) -> [String; 2] {
    let persons = EFFECTS.iter().map(|row| (row.key, row.unit, row.meaning));
    let firms = FIRM_EFFECTS.iter().map(|row| (row.key, row.unit, row.meaning));
    let mut rows: Box<dyn Iterator<Item = (&str, &str, &str)>> =
        if path.starts_with("firms.") { Box::new(firms) } else { Box::new(persons) };
    rows.find(|row| row.0 == key).map_or(Default::default(), |(_, unit, does)| [unit, does].map(String::from))
}

/// A value as in the file.
fn said(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(n) => n.as_str().to_owned(),
        DeValue::Float(n) => n.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Array(items) => items.iter().map(|item| said(item.get_ref())).collect::<Vec<_>>().join(", "),
        DeValue::Table(table) => {
            let mut pairs: Vec<_> = table.iter().collect();
            pairs.sort_by_key(|(key, _)| key.span().start);
            let pairs = pairs.into_iter().map(|(key, node)| format!("{} {}", key.get_ref(), said(node.get_ref())));
            pairs.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalogue;

    fn source(text: &str) -> Source {
        Source { name: "x".into(), text: text.into() }
    }

    fn shipped(kind: Kind, name: &str) -> Source {
        source(kind.shipped().iter().find(|s| s.name == name).unwrap().text)
    }

    #[test]
    fn a_section_is_told_key_by_key_and_a_list_row_by_row() {
        let told = regime(&shipped(Kind::Regime, "social-credit"));
        let table = |path: &str| told.iter().find(|t| t.path == path).unwrap_or_else(|| panic!("no {path}"));
        let score = table("score");
        assert!(!score.is_list && score.rows.iter().any(|r| r[0] == "start" && r[1] == "1000"));
        assert!(score.rows.iter().any(|r| r[0] == "expiry" && r[1] == NOT_SET), "keys that are not set are shown, too");
        let rules = table("rule");
        let at = |key: &str| rules.columns.iter().position(|c| c == key).unwrap();
        let row = rules.rows.iter().find(|r| r[at("act")] == "criticise").unwrap();
        assert_eq!((row[at("points")].as_str(), row[at("basis")].as_str()), ("-50", "documented"));
        assert_eq!(table("score.tiers").rows.len(), 6);
        let bids = table("firms.sanction").rows.iter().find(|r| r.contains(&"no-bids".to_owned())).unwrap();
        assert!(bids.contains(&"yuan per month".to_owned()), "{bids:?}");
        assert!(told.iter().all(|t| !t.meaning.is_empty() && t.rows.iter().all(|r| r.len() == t.columns.len())));
    }

    #[test]
    fn no_section_of_any_regime_that_ships_is_passed_over() {
        for s in catalogue::regimes() {
            let (tree, _) = DeTable::parse_recoverable(s.text);
            let told = regime(&source(s.text));
            for (section, _) in tree.get_ref().iter().filter(|(key, _)| key.get_ref() != "regime") {
                assert!(told.iter().any(|t| t.path == *section.get_ref()), "{}: {section:?}", s.name);
            }
        }
    }

    #[test]
    fn figures_and_sources_come_from_the_files() {
        let china = figures(&shipped(Kind::Society, "china-2018"));
        let urban = china.iter().find(|f| f.key == "urban").unwrap();
        assert_eq!((urban.value.as_str(), urban.provenance.as_str()), ("0.592", "as published"));
        assert!(china.len() > 20 && urban.source.contains("United Nations"));
        let sources = parameter_sources(&shipped(Kind::Behaviour, "behaviour"));
        assert_eq!(sources.len(), Behaviour::TABLE.len());
        let own = source("[override.decision]\nmoney = 3\n");
        assert_eq!(overridden(&own).iter().map(|p| p.name).collect::<Vec<_>>(), ["money"]);
        assert_eq!(regime_sources(&shipped(Kind::Regime, "social-credit")).len(), 4);
    }
}
