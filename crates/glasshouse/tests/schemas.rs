//! Tests of schemas and reference: they match the reader, and every shipped file fits them.
//!
//! Where something is not up to date, `GLASSHOUSE_UPDATE=1 cargo test -p glasshouse --test schemas` writes it.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::scenario::catalogue::{self, Kind};
use glasshouse::scenario::schema;
use glasshouse::society::behaviour::{Behaviour, Parameter};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Asserts that a committed text is this one, or writes it on request.
fn up_to_date(path: &str, text: &str) {
    let file = root().join(path);
    if std::env::var_os("GLASSHOUSE_UPDATE").is_some() {
        fs::write(&file, text).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == text, "{path} is not up to date: GLASSHOUSE_UPDATE=1 cargo test -p glasshouse --test schemas");
}

#[test]
fn the_committed_schemas_are_up_to_date() {
    for kind in Kind::ALL {
        up_to_date(&format!("schemas/{}.json", kind.word()), &schema::json(kind));
    }
}

#[test]
fn the_reference_is_up_to_date() {
    let path = "docs/regime-language.md";
    let page = fs::read_to_string(root().join(path)).unwrap();
    let mut fresh = page.clone();
    for (name, lines) in schema::markdown(Kind::Regime) {
        let open = format!("<!-- keys of {name} -->\n");
        let start = page.find(&open).unwrap_or_else(|| panic!("{path} has no place for the keys of {name}: {open}"));
        let (before, after) = fresh.split_at(fresh.find(&open).unwrap() + open.len());
        let end = after.find("<!-- end -->").unwrap_or_else(|| panic!("{path}: {name} at byte {start} has no end"));
        fresh = format!("{before}{lines}{}", &after[end..]);
    }
    up_to_date(path, &fresh);
    assert_eq!(page.matches("<!-- keys of").count(), schema::markdown(Kind::Regime).len());
}

/// A parameter in `crates/glasshouse/data/societies/behaviour.toml`: value, range, meaning, source.
fn said(tree: &DeTable, p: &Parameter) -> [String; 4] {
    let entry = tree[p.section].get_ref()[p.name].get_ref();
    ["value", "range", "meaning", "source"].map(|key| match entry[key].get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(n) => n.as_str().to_owned(),
        DeValue::Float(n) => n.as_str().to_owned(),
        DeValue::Array(two) => {
            let ends = two.iter().map(|end| match end.get_ref() {
                DeValue::Integer(n) => n.as_str().to_owned(),
                DeValue::Float(n) => n.as_str().to_owned(),
                other => panic!("{other:?} is not a number"),
            });
            ends.collect::<Vec<_>>().join(" to ")
        }
        other => panic!("{other:?} is not expected in {}.{}", p.section, p.name),
    })
}

/// A page with one table for each section of the parameters.
fn page_of_tables(head: &str, columns: &str, row: impl Fn(&Parameter) -> String) -> String {
    let mut page = head.to_owned();
    let mut section = "";
    let rule = "|---".repeat(columns.matches('|').count() - 1);
    for p in Behaviour::TABLE {
        if p.section != section {
            section = p.section;
            page += &format!("\n## `{section}`\n\n{columns}\n{rule}|\n");
        }
        page += &row(p);
    }
    page
}

/// The table of all behavioural parameters, from the file that gives each its value.
#[test]
fn the_table_of_parameters_is_up_to_date() {
    let text = fs::read_to_string(root().join("crates/glasshouse/data/societies/behaviour.toml")).unwrap();
    let tree = DeTable::parse(&text).unwrap();
    let head = "# All parameters of behaviour\n\nMade from \
         [behaviour.toml](../crates/glasshouse/data/societies/behaviour.toml) and the program's own table; how\nthey enter is \
         in [model.md](model.md). A society may set any of them for itself (`[override]`).\n";
    let page = page_of_tables(head, "| parameter | default | unit | range | meaning | source |", |p| {
        let [value, range, meaning, source] = said(tree.get_ref(), p);
        format!("| `{}` | {value} | {} | {range} | {meaning} | {source} |\n", p.name, p.unit)
    });
    up_to_date("docs/parameters.md", &page);
}

/// Mechanisms that it must be possible to switch off, each with the value at which its parameter makes no difference.
const OFF: [(&str, f64, &str); 51] = [
    ("learning.kappa", 0.0, "acts done for reward or threat count as one's own conviction like any others"),
    ("learning.felt_own", 0.0, "what becomes of one's own acts teaches nothing about being found out"),
    ("learning.felt_ties", 0.0, "nor does what becomes of others' acts"),
    ("learning.felt_announced", 0.0, "nobody believes what is announced: watching is felt by cases alone"),
    ("learning.norm_act", 0.0, "acts leave no trace in norms"),
    ("learning.norm_approval", 0.0, "norms do not follow what others approve of"),
    ("learning.norm_authority", 0.0, "norms do not follow an authority"),
    ("learning.custom_authority", 0.0, "nor does what one expects of others"),
    ("learning.custom_news", 0.0, "the news says nothing about what others do"),
    ("learning.news_memory", 0.0, "a scandal is forgotten in a month"),
    ("learning.trust_news", 0.0, "nor about whom to trust"),
    ("learning.approval_own", 0.0, "what the regime does to somebody does not move her approval"),
    ("learning.approval_ties", 0.0, "nor does what it does to others"),
    ("learning.approval_life", 0.0, "nor how life goes"),
    ("learning.approval_propaganda", 0.0, "propaganda persuades nobody"),
    ("decision.authority", 0.0, "nobody follows an authority"),
    ("decision.shame", 0.0, "nobody minds being shamed"),
    ("speech.survey", 0.0, "surveys are answered frankly"),
    ("shunning.stigma", 0.0, "nobody minds being seen with the listed"),
    ("regard.reliance", 0.0, "nobody goes by a score"),
    ("regard.interest", 0.0, "lenders do not"),
    ("regard.deposit", 0.0, "nor do firms"),
    ("informing.grudge", 0.0, "nobody denounces falsely"),
    ("informing.betrayal", 0.0, "being reported teaches nothing about strangers"),
    ("informing.rumour", 0.0, "nobody hears that neighbours report"),
    ("distress.dread", 0.0, "nobody is afraid to help"),
    ("gossip.horizon", 0.0, "nobody minds what neighbours say"),
    ("hardship.bond", 0.0, "kin are strangers"),
    ("market.news", 0.0, "people expect of firms what they expect of people"),
    ("law.felt_online", 0.0, "internet users feel watched like others"),
    ("discretion.asking", 0.0, "officials wait for offers"),
    ("discretion.way", 0.0, "nobody buys herself off a list"),
    ("discretion.horizon", 0.0, "pay and post do not keep an official honest"),
    ("loan.grace", 0.0, "the first month in which somebody cannot pay breaks the loan"),
    ("work.loses", 0.0, "nobody loses work"),
    ("work.scar", 0.0, "lost work leaves no mark on later pay"),
    ("work.falls_ill", 0.0, "nobody is too ill to work"),
    ("work.ill", 1.0, "illness costs no pay"),
    ("work.disables", 0.0, "all recover in full"),
    ("work.pension_gap_urban", 0.0, "old people in town have what others have"),
    ("work.pension_gap_rural", 0.0, "nor do those in the country have less"),
    ("work.seasonal_urban", 0.0, "nobody in town is paid by the season"),
    ("work.seasonal_rural", 0.0, "nor in the country"),
    ("work.festival", 0.0, "pay has no season"),
    ("work.varies", 0.0, "a month in work always brings the same"),
    ("work.record_penalty", 0.0, "employers do not mind a list"),
    ("work.record_dismissal", 0.0, "nobody is dismissed for one"),
    ("work.search_online", 0.0, "search for work needs no internet"),
    ("work.offline", 0.0, "slow internet costs nobody income"),
    ("lives.births", 1.0, "births do not fall"),
    ("purse.basic", 0.0, "rich and poor save the same share"),
];

/// The basis of a range, in one word.
fn basis(source: &str) -> &'static str {
    match source.split([':', ' ', ',']).next().unwrap_or_default() {
        "assumed" => "assumed",
        "derived" => "derived",
        "calibrated" | "set" => "set to published figures",
        _ => "published",
    }
}

/// The ranges from which a trial of claims draws, with the source of each and the notable values within it.
#[test]
fn the_page_of_priors_is_up_to_date_and_what_must_be_off_can_be() {
    let text = fs::read_to_string(root().join("crates/glasshouse/data/societies/behaviour.toml")).unwrap();
    let tree = DeTable::parse(&text).unwrap();
    let ends = |range: &str| {
        let (low, high) = range.split_once(" to ").expect("a range has two ends");
        [low, high].map(|end| end.parse::<f64>().unwrap())
    };
    let off = |p: &Parameter| OFF.iter().find(|(name, ..)| *name == format!("{}.{}", p.section, p.name));
    let mut found = 0;
    for p in Behaviour::TABLE {
        if let Some((name, nothing, _)) = off(p) {
            let [low, high] = ends(&said(tree.get_ref(), p)[1]);
            assert!(
                low <= *nothing && *nothing <= high,
                "the range of {name} leaves out {nothing}, where it does nothing"
            );
            found += 1;
        }
    }
    assert_eq!(found, OFF.len(), "each is a parameter");
    let sources: Vec<String> = Behaviour::TABLE.iter().map(|p| said(tree.get_ref(), p)[3].clone()).collect();
    let count = |word: &str| sources.iter().filter(|source| basis(source) == word).count();
    let head = format!(
        "{}\nOf {} ranges, {} are assumed, {} derived from published figures, {} set so that published figures come out, and {} \
         published.\n",
        include_str!("priors-head.md"),
        sources.len(),
        count("assumed"),
        count("derived"),
        count("set to published figures"),
        count("published")
    );
    let page =
        page_of_tables(&head, "| parameter | range | default | cut | does nothing at | rests on | source |", |p| {
            let [value, range, _, source] = said(tree.get_ref(), p);
            let [low, high] = ends(&range);
            let cut = if low > 0.0 && high / low >= 10.0 { "logarithmic" } else { "even" };
            let nothing = off(p).map_or(String::new(), |(_, at, why)| format!("{at}: {why}"));
            format!("| `{}` | {range} | {value} | {cut} | {nothing} | {} | {source} |\n", p.name, basis(&source))
        });
    up_to_date("docs/priors.md", &page);
}

/// A value of JSON, or of TOML in terms of JSON.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Truth(bool),
    Whole(f64),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

impl Value {
    fn get(&self, key: &str) -> Option<&Value> {
        if let Value::Object(pairs) = self { pairs.get(key) } else { None }
    }

    fn list(&self) -> &[Value] {
        if let Value::List(items) = self { items } else { &[] }
    }

    fn text(&self) -> &str {
        if let Value::Text(text) = self { text } else { "" }
    }

    fn number(&self) -> Option<f64> {
        if let Value::Whole(n) | Value::Number(n) = self { Some(*n) } else { None }
    }
}

/// Reads JSON to the extent that our schemas use it; panics if it is not JSON.
fn json(text: &str) -> Value {
    let (value, rest) = json_value(text.trim_start());
    assert!(rest.trim().is_empty(), "something follows: {rest}");
    value
}

fn json_value(text: &str) -> (Value, &str) {
    match text.as_bytes()[0] {
        b'"' => {
            let (text, rest) = json_text(text);
            (Value::Text(text), rest)
        }
        b'[' => {
            let (items, rest) = json_items(&text[1..], ']', json_value);
            (Value::List(items), rest)
        }
        b'{' => {
            let (pairs, rest) = json_items(&text[1..], '}', json_pair);
            let (count, pairs) = (pairs.len(), pairs.into_iter().collect::<BTreeMap<_, _>>());
            assert_eq!(count, pairs.len(), "a key appears twice");
            (Value::Object(pairs), rest)
        }
        b't' => (Value::Truth(true), text.strip_prefix("true").unwrap()),
        b'f' => (Value::Truth(false), text.strip_prefix("false").unwrap()),
        _ => {
            let end = text.find(|c: char| !"+-.eE0123456789".contains(c)).unwrap_or(text.len());
            (Value::Number(text[..end].parse().expect("a number")), &text[end..])
        }
    }
}

fn json_pair(text: &str) -> ((String, Value), &str) {
    let (key, rest) = json_text(text);
    let (value, rest) = json_value(rest.trim_start().strip_prefix(':').expect("a colon").trim_start());
    ((key, value), rest)
}

fn json_items<T>(mut text: &str, close: char, item: impl Fn(&str) -> (T, &str)) -> (Vec<T>, &str) {
    let mut items = Vec::new();
    loop {
        text = text.trim_start();
        if let Some(rest) = text.strip_prefix(close) {
            return (items, rest);
        }
        if !items.is_empty() {
            text = text.strip_prefix(',').expect("a comma").trim_start();
        }
        let (value, rest) = item(text);
        items.push(value);
        text = rest;
    }
}

fn json_text(text: &str) -> (String, &str) {
    let mut said = String::new();
    let mut chars = text.strip_prefix('"').expect("a quote").char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (said, &text[at + 2..]),
            '\\' => match chars.next().expect("an escaped character").1 {
                'n' => said.push('\n'),
                c @ ('"' | '\\') => said.push(c),
                c => panic!("\\{c} is not used in our schemas"),
            },
            c => said.push(c),
        }
    }
    panic!("a text is not closed")
}

fn toml_file(text: &str) -> Value {
    let (tree, errors) = DeTable::parse_recoverable(text);
    assert!(errors.is_empty(), "{errors:?}");
    toml_table(tree.get_ref())
}

fn toml_table(table: &DeTable) -> Value {
    Value::Object(table.iter().map(|(k, v)| (k.get_ref().to_string(), toml_value(v.get_ref()))).collect())
}

fn toml_value(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(n) => Value::Whole(n.as_str().parse().unwrap()),
        DeValue::Float(n) => Value::Number(n.as_str().parse().unwrap()),
        DeValue::Boolean(flag) => Value::Truth(*flag),
        DeValue::Array(list) => Value::List(list.iter().map(|item| toml_value(item.get_ref())).collect()),
        DeValue::Table(table) => toml_table(table),
        DeValue::Datetime(_) => panic!("no file of ours holds a date"),
    }
}

/// The parts of a value that do not fit a schema. Knows the words that our schemas use, and panics at any other.
fn misfits(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let Value::Object(words) = schema else { panic!("{path}: a schema is an object") };
    words.iter().flat_map(|(word, says)| misfit(schema, word, says, value, path)).collect()
}

fn misfit(schema: &Value, word: &str, says: &Value, value: &Value, path: &str) -> Vec<String> {
    let fits = |subschema: &Value| misfits(subschema, value, path).is_empty();
    let unless = |holds: bool| if holds { vec![] } else { vec![format!("{path}: {word}")] };
    let length = value.list().len() as f64;
    match word {
        "$schema" | "title" | "description" | "then" => vec![],
        "type" => unless(match says.text() {
            "string" => matches!(value, Value::Text(_)),
            "boolean" => matches!(value, Value::Truth(_)),
            "integer" => matches!(value, Value::Whole(_)),
            "number" => value.number().is_some(),
            "array" => matches!(value, Value::List(_)),
            "object" => matches!(value, Value::Object(_)),
            other => panic!("{path}: there is no type {other}"),
        }),
        "pattern" => {
            let name = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            unless(match says.text() {
                "\\S" => !value.text().trim().is_empty(),
                "^[a-z][a-z0-9-]*$" => value.text().starts_with(|c: char| c.is_ascii_lowercase()) && name(value.text()),
                other => panic!("{path}: our schemas do not use the pattern {other}"),
            })
        }
        "minimum" => unless(value.number() >= says.number()),
        "maximum" => unless(value.number() <= says.number()),
        "minItems" => unless(length >= says.number().unwrap()),
        "maxItems" => unless(length <= says.number().unwrap()),
        "enum" => unless(says.list().contains(value)),
        "items" => value.list().iter().flat_map(|item| misfits(says, item, path)).collect(),
        "properties" => {
            let Value::Object(properties) = says else { panic!("{path}: properties are an object") };
            let set = properties.iter().filter_map(|(key, of)| Some((key, of, value.get(key)?)));
            set.flat_map(|(key, of, value)| misfits(of, value, &format!("{path}.{key}"))).collect()
        }
        "required" => says.list().iter().flat_map(|key| unless(value.get(key.text()).is_some())).collect(),
        "additionalProperties" => {
            let Value::Object(pairs) = value else { return vec![] };
            let known = schema.get("properties").unwrap();
            pairs.keys().flat_map(|key| unless(known.get(key).is_some())).collect()
        }
        "allOf" => says.list().iter().flat_map(|all| misfits(all, value, path)).collect(),
        "anyOf" => unless(says.list().iter().any(fits)),
        "not" => unless(!fits(says)),
        "oneOf" => unless(says.list().iter().filter(|one| fits(one)).count() == 1),
        "if" => {
            if fits(says) {
                misfits(schema.get("then").unwrap(), value, path)
            } else {
                vec![]
            }
        }
        other => panic!("{path}: our schemas do not use {other}"),
    }
}

#[test]
fn all_that_ships_fits_its_schema_and_names_it() {
    let behaviour = fs::read_to_string(root().join("crates/glasshouse/data/societies/behaviour.toml")).unwrap();
    let shipped = |kind| match kind {
        Kind::Regime => catalogue::regimes().iter().map(|s| s.text).collect(),
        Kind::Society => catalogue::societies().iter().map(|s| s.text).collect(),
        Kind::Behaviour => vec![behaviour.as_str()],
        Kind::Experiment => catalogue::experiments().iter().map(|s| s.text).collect(),
    };
    for kind in Kind::ALL {
        let schema = json(&schema::json(kind));
        for text in shipped(kind) {
            assert!(text.starts_with(&format!("#:schema ../schemas/{}.json\n", kind.word())), "{}", &text[..60]);
            assert_eq!(misfits(&schema, &toml_file(text), kind.word()), Vec::<String>::new());
        }
    }
}

#[test]
fn what_the_reader_refuses_in_a_table_the_schema_refuses_too() {
    let schema = json(&schema::json(Kind::Regime));
    let head = "[regime]\ntitle = 't'\ndescription = 'd'\n";
    let about = |text: &str| misfits(&schema, &toml_file(&format!("{head}{text}")), "").join("; ");
    assert_eq!(about(""), "");
    for (text, misfit) in [
        ("strts = 1", ".regime: additionalProperties"),
        ("starts = -1", ".regime.starts: minimum"),
        ("starts = 1.5", ".regime.starts: type"),
        ("ends = 12001", ".regime.ends: maximum"),
        ("sources = 'one'", ".regime.sources: type"),
        ("[visibility]\nlist = 'some'", ".visibility.list: enum"),
        ("[reviews]\nparticipation = 1.01\nfake = 0\nonline = true", ".reviews.participation: maximum"),
        ("[spillover]\nfamily = 4", ".spillover.family: maximum"),
        ("[propaganda]\nintegrity = 1\ncare = 1", ".propaganda: required; .propaganda: required"),
        ("[[rule]]\nact = 'violate'\npoints = 1\nbasis = 'essay'", ".rule: required"),
        ("[[rule]]\nact = 'Violate'\npoints = 1\nbasis = 'assumed'", ".rule.act: anyOf"),
        ("[[reward]]\ntier = 'A'\neffect = 'fine'\namount = 1\nbasis = 'assumed'", ".reward.effect: anyOf"),
        ("[[sanction]]\neffect = 'fine'\namount = 1\nbasis = 'assumed'", ".sanction: oneOf"),
        ("[[sanction]]\ntier = 'A'\nlisted = true\neffect = 'fine'\namount = 1\nbasis = 'assumed'", ".sanction: oneOf"),
        ("[rollout]\nwaves = [{ month = 1, share = 1 }]", ".rollout: required"),
        ("[rollout]\npilots = 0\nwaves = [{ month = 1 }]", ".rollout.waves: required"),
    ] {
        assert_eq!(about(text), misfit, "{text}");
    }
}
