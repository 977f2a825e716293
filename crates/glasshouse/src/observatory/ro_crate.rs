//! RO-Crate metadata of a run: its inputs, its results, and how they were produced.
//!
//! RO-Crate 1.1 with the profile Process Run Crate 0.5, as archives and validators read it. It does not say who ran it,
//! when or where: the program does not know, reads no clock, and the same inputs give the same bytes. A crate must have
//! a day of publication; if none is given it is the day of the program's version, which with the inputs determines
//! every byte, and the crate says that it is a draft.

use super::json::Json;
use super::manifest::{Manifest, SINCE, VERSION, hash};
use super::measures::{MeasureView, View, views};
use crate::diagnostic::Source;
use std::path::Path;
use std::sync::Arc;

/// Name of the file.
pub const NAME: &str = "ro-crate-metadata.json";
/// Folder of the inputs.
pub const INPUTS: &str = "scenario";

const CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const CRATE: &str = "https://w3id.org/ro/crate/1.1";
const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
const RUN: &str = "#run";
const PROGRAM: &str = "#glasshouse";
const AUTHORS: &str = "#authors";
const LICENCES: [(&str, &str, &str); 2] = [
    ("https://spdx.org/licenses/MIT", "MIT License", "Apache-2.0"),
    ("https://spdx.org/licenses/Apache-2.0", "Apache License 2.0", "MIT"),
];

/// A file in the folder.
pub struct Leaf<'a> {
    /// Its path in the folder.
    pub name: String,
    /// Its content.
    pub bytes: &'a [u8],
    /// What it is, for people.
    pub what: String,
    /// Measures that it contains, each in a view.
    pub measures: Vec<MeasureView>,
}

/// A folder of results, to be described.
pub struct Deposit<'a> {
    /// Its title.
    pub title: String,
    /// A few sentences about its content.
    pub about: String,
    /// The command that reproduces the results.
    pub command: &'a str,
    /// Digest of everything that decides the results.
    pub digest: String,
    /// Requested numbers, by name.
    pub asked: Vec<(&'static str, String)>,
    /// The files read.
    pub inputs: Vec<Leaf<'a>>,
    /// The files written.
    pub results: Vec<Leaf<'a>>,
    /// Day of publication, if given.
    pub published: Option<&'a str>,
}

/// The inputs of a run, each with its path in the folder: its own name, which the results use; if two different inputs
/// have the same name, a separate folder.
pub fn inputs(sources: &[Arc<Source>]) -> Vec<(String, Arc<Source>)> {
    let mut inputs: Vec<(String, Arc<Source>)> = Vec::new();
    for source in sources {
        let name = file_name(&source.name);
        let places = std::iter::once(format!("{INPUTS}/{name}")).chain((2..).map(|n| format!("{INPUTS}/{n}/{name}")));
        let at = |path: &String| inputs.iter().find(|(taken, _)| taken == path);
        let free = |path: &String| at(path).is_none_or(|(_, other)| other.text == source.text);
        let Some(path) = places.into_iter().find(free) else { continue };
        if at(&path).is_none() {
            inputs.push((path, source.clone()));
        }
    }
    inputs
}

/// `regime:reviews` becomes `reviews.toml`; a path is reduced to its last part.
fn file_name(source: &str) -> String {
    let last = Path::new(source).file_name().map_or(source.into(), |name| name.to_string_lossy());
    let shipped = last.split_once(':').filter(|_| !last.ends_with(".toml"));
    shipped.map_or(last.to_string(), |(_, name)| format!("{name}.toml"))
}

impl Manifest {
    /// Requested numbers, by name.
    pub fn asked(&self) -> Vec<(&'static str, String)> {
        vec![
            ("people", self.size.people.to_string()),
            ("months", self.size.months.to_string()),
            ("months under the law alone before", self.earlier.to_string()),
            ("replicates", self.replicates.to_string()),
            ("seed", self.seed.to_string()),
        ]
    }
}

impl Deposit<'_> {
    /// The text of the file.
    pub fn metadata(&self) -> String {
        let mut graph = vec![descriptor(), self.root(), profile(), self.run(), program(), authors()];
        graph.extend(LICENCES.map(|(id, name, other)| {
            let choice = format!("At your choice, this or {other}.");
            thing(id, "CreativeWork", vec![("name", name.into()), ("description", Json::Text(choice))])
        }));
        graph.extend(self.asked.iter().map(|(name, value)| {
            thing(&asked(name), "PropertyValue", vec![("name", (*name).into()), ("value", value.as_str().into())])
        }));
        let files = || self.inputs.iter().chain(&self.results);
        graph.extend(files().map(Leaf::json));
        let mut digests: Vec<String> = files().map(Leaf::digest).chain([self.digest.clone()]).collect();
        digests.sort_unstable();
        digests.dedup();
        graph.extend(digests.iter().map(|digest| {
            thing(
                &blake3(digest),
                "PropertyValue",
                vec![("propertyID", "BLAKE3".into()), ("value", digest.as_str().into())],
            )
        }));
        graph.extend(self.measured().map(variable));
        let all = Json::Object(vec![("@context", CONTEXT.into()), ("@graph", Json::List(graph))]);
        format!("{all}\n")
    }

    /// Measures contained in any of the results, in the order of the table.
    fn measured(&self) -> impl Iterator<Item = MeasureView> + '_ {
        views().filter(|view| self.results.iter().any(|leaf| leaf.measures.contains(view)))
    }

    fn root(&self) -> Json {
        let draft = format!(
            " Not published yet: `datePublished` is {}, the day of version {VERSION} of the program, which with the inputs \
             determines every byte. Publishers enter their own day, name and licence.",
            SINCE.1
        );
        let (day, status, more) = match self.published {
            Some(day) => (day, "Published", ""),
            None => (SINCE.1, "Draft", draft.as_str()),
        };
        let files = self.inputs.iter().chain(&self.results).map(|leaf| leaf.id());
        thing(
            "./",
            "Dataset",
            vec![
                ("name", self.title.as_str().into()),
                ("description", Json::Text(format!("{}{more}", self.about))),
                ("datePublished", day.into()),
                ("creativeWorkStatus", status.into()),
                ("license", links(LICENCES.map(|(id, ..)| id.to_owned()))),
                ("conformsTo", link(PROFILE)),
                ("identifier", link(&blake3(&self.digest))),
                ("keywords", "agent-based model, synthetic society, trust system, simulation".into()),
                ("hasPart", links(files)),
                ("mentions", link(RUN)),
                ("variableMeasured", links(self.measured().map(variable_id))),
            ],
        )
    }

    fn run(&self) -> Json {
        let inputs = self.inputs.iter().map(|leaf| leaf.id());
        let numbers = self.asked.iter().map(|(name, _)| asked(name));
        thing(
            RUN,
            "CreateAction",
            vec![
                ("name", "Run of Glasshouse".into()),
                ("description", self.command.into()),
                ("instrument", link(PROGRAM)),
                ("object", links(inputs.chain(numbers))),
                ("result", links(self.results.iter().map(|leaf| leaf.id()))),
            ],
        )
    }
}

impl Leaf<'_> {
    /// Its path as an address: all but plain characters are escaped.
    fn id(&self) -> String {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
        let escaped = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
        self.name.bytes().map(escaped).collect()
    }

    fn digest(&self) -> String {
        hash(self.bytes)
    }

    fn json(&self) -> Json {
        let mut pairs = vec![
            ("name", self.name.as_str().into()),
            ("description", self.what.as_str().into()),
            ("encodingFormat", format(&self.name).into()),
            ("contentSize", Json::Text(self.bytes.len().to_string())),
            ("identifier", link(&blake3(&self.digest()))),
        ];
        if !self.measures.is_empty() {
            let measures = self.measures.iter().map(|of| variable_id(*of));
            pairs.push(("variableMeasured", links(measures)));
        }
        thing(&self.id(), "File", pairs)
    }
}

/// Media type of a file, from the ending of its name.
fn format(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("toml") => "application/toml",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("html") => "text/html",
        Some("md") => "text/markdown",
        Some("parquet") => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    }
}

fn descriptor() -> Json {
    thing(NAME, "CreativeWork", vec![("about", link("./")), ("conformsTo", link(CRATE))])
}

fn profile() -> Json {
    thing(PROFILE, "CreativeWork", vec![("name", "Process Run Crate".into()), ("version", "0.5".into())])
}

fn program() -> Json {
    thing(
        PROGRAM,
        "SoftwareApplication",
        vec![
            ("name", "Glasshouse".into()),
            ("description", "A laboratory in which a trust system is built into a synthetic society.".into()),
            ("softwareVersion", VERSION.into()),
            ("applicationCategory", "agent-based simulation".into()),
            ("author", link(AUTHORS)),
            ("license", links(LICENCES.map(|(id, ..)| id.to_owned()))),
        ],
    )
}

fn authors() -> Json {
    thing(AUTHORS, "Organization", vec![("name", "The Glasshouse authors".into())])
}

/// A measure in a view, as a variable.
fn variable(of: MeasureView) -> Json {
    let measure = of.measure;
    let (key, what) = match (of.view, measure.seen) {
        (View::Seen, Some((_, seen))) => {
            (format!("{} (seen)", measure.key), format!("What the state sees of it: {seen}."))
        }
        _ => (measure.key.to_owned(), format!("{}; {}.", measure.definition, measure.direction)),
    };
    let pairs = vec![
        ("name", Json::Text(key)),
        ("alternateName", measure.name.into()),
        ("description", Json::Text(what)),
        ("unitText", measure.unit.into()),
    ];
    thing(&variable_id(of), "PropertyValue", pairs)
}

fn variable_id(MeasureView { measure, view }: MeasureView) -> String {
    let seen = if view == View::Seen { "-seen" } else { "" };
    format!("#measure-{}{seen}", measure.key)
}

fn asked(name: &str) -> String {
    format!("#{}", name.replace(' ', "-"))
}

fn blake3(digest: &str) -> String {
    format!("#blake3-{digest}")
}

fn thing(id: &str, kind: &str, pairs: Vec<(&'static str, Json)>) -> Json {
    let mut all = vec![("@id", id.into()), ("@type", kind.into())];
    all.extend(pairs);
    Json::Object(all)
}

fn link(id: &str) -> Json {
    Json::Object(vec![("@id", id.into())])
}

fn links(ids: impl IntoIterator<Item = String>) -> Json {
    Json::List(ids.into_iter().map(|id| link(&id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observatory::measures::by_key;

    fn source(name: &str, text: &str) -> Arc<Source> {
        Arc::new(Source { name: name.into(), text: text.into() })
    }

    fn deposit<'a>(published: Option<&'a str>) -> Deposit<'a> {
        let trust = by_key("trust").unwrap();
        let leaf = |name: &str, measures| Leaf { name: name.into(), bytes: b"abc", what: "a table".into(), measures };
        Deposit {
            title: "t".into(),
            about: "About.".into(),
            command: "glasshouse run x",
            digest: "d".repeat(64),
            asked: vec![("seed", "7".into())],
            inputs: vec![leaf("scenario/my regime.toml", Vec::new())],
            results: vec![leaf(
                "summary.csv",
                vec![View::Truth, View::Seen].into_iter().map(|view| MeasureView { measure: trust, view }).collect(),
            )],
            published,
        }
    }

    #[test]
    fn every_file_is_told_with_its_size_its_digest_and_what_it_measures() {
        let text = deposit(None).metadata();
        for words in [
            "\"@id\": \"scenario/my%20regime.toml\"",
            "\"name\": \"scenario/my regime.toml\"",
            "\"contentSize\": \"3\"",
            &format!("\"value\": \"{}\"", hash(b"abc")),
            "\"encodingFormat\": \"text/csv\"",
            "\"@id\": \"#measure-trust-seen\"",
            "\"description\": \"glasshouse run x\"",
        ] {
            assert!(text.contains(words), "no {words} in {text}");
        }
        assert_eq!(text.matches("\"@type\": \"PropertyValue\"").count(), 1 + 2 + 2, "seed, two digests, two variables");
    }

    #[test]
    fn no_day_is_made_up_where_none_is_given() {
        let (draft, published) = (deposit(None).metadata(), deposit(Some("2030-01-31")).metadata());
        assert!(draft.contains(&format!("\"datePublished\": \"{}\"", SINCE.1)) && draft.contains("\"Draft\""));
        assert!(published.contains("\"datePublished\": \"2030-01-31\"") && !published.contains("Not published yet"));
    }

    #[test]
    fn inputs_keep_their_names_and_two_of_one_name_lie_apart() {
        let sources = [
            source("regime:reviews", "1"),
            source("some/where/my.toml", "2"),
            source("else/where/my.toml", "3"),
            source("again/my.toml", "3"),
            source("regime:reviews without reviews", "4"),
        ];
        let names: Vec<String> = inputs(&sources).into_iter().map(|(path, _)| path).collect();
        let expected = ["reviews.toml", "my.toml", "2/my.toml", "reviews without reviews.toml"];
        assert_eq!(names, expected.map(|name| format!("scenario/{name}")));
    }
}
