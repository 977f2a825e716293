//! The manifest of a run: everything needed to cite it and to run it again.
//!
//! The digest identifies the request (version, texts, sizes, seed), not the results: anybody with these gets the same
//! results, byte for byte. The manifest contains no date, so a second run writes the same one.

use super::json::Json;
use crate::diagnostic::Source;
use crate::engine::{EARLIER, Size};
use std::sync::Arc;

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The version, and the day on which its number was set: used where a day is required and none is given, so that no
/// clock is read. Both change together.
pub const SINCE: (&str, &str) = ("0.1.0", "2026-11-23");

/// A society or a regime, with the texts from which it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestPart {
    /// Its name in the results.
    pub name: String,
    /// Its texts, each with its name as the user gave it.
    pub sources: Vec<Arc<Source>>,
}

impl ManifestPart {
    /// A part with the texts from which it was read.
    pub fn new(name: &str, sources: &[Arc<Source>]) -> ManifestPart {
        ManifestPart { name: name.to_owned(), sources: sources.to_vec() }
    }

    /// Its texts: name as the user gave it, and BLAKE3 in hexadecimal.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.sources.iter().map(|source| (source.name.as_str(), hash(source.text.as_bytes())))
    }

    fn json(&self) -> Json {
        let text =
            |(name, hash): (&str, String)| Json::Object(vec![("source", name.into()), ("blake3", Json::Text(hash))]);
        let texts = self.texts().map(text).collect();
        Json::Object(vec![("name", self.name.as_str().into()), ("texts", Json::List(texts))])
    }
}

/// The request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Persons and months.
    pub size: Size,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Number of societies drawn.
    pub replicates: u32,
    /// Months under the law alone before the run.
    pub earlier: u32,
    /// The society.
    pub society: ManifestPart,
    /// The regimes, the baseline first.
    pub regimes: Vec<ManifestPart>,
}

impl Manifest {
    /// BLAKE3, in hexadecimal, of a canonical text of everything that decides the results, without file names.
    pub fn digest(&self) -> String {
        let Size { people, months } = self.size;
        let (seed, replicates) = (self.seed, self.replicates);
        let mut text =
            format!("glasshouse {VERSION}\npeople {people}\nmonths {months}\nreplicates {replicates}\nseed {seed}\n");
        if self.earlier != EARLIER {
            text += &format!("earlier {}\n", self.earlier);
        }
        let regimes = self.regimes.iter().map(|r| ("regime", r));
        for (kind, part) in std::iter::once(("society", &self.society)).chain(regimes) {
            text += &format!("{kind} {:?}\n", part.name);
            part.texts().for_each(|(_, hash)| text += &format!("text {hash}\n"));
        }
        hash(text.as_bytes())
    }

    /// The texts of all parts, each once, the society's first.
    pub fn sources(&self) -> Vec<Arc<Source>> {
        let mut sources: Vec<Arc<Source>> = Vec::new();
        for source in std::iter::once(&self.society).chain(&self.regimes).flat_map(|part| &part.sources) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        sources
    }

    /// Key-value pairs in every file of results.
    pub fn stamps(&self) -> Vec<(&'static str, String)> {
        vec![
            ("synthetic", "true".to_owned()),
            ("purpose", "explanation, not prediction".to_owned()),
            ("version", VERSION.to_owned()),
            ("digest", self.digest()),
            ("seed", self.seed.to_string()),
        ]
    }

    /// The manifest as JSON text, with the files written beside it (name and bytes).
    pub fn to_json(&self, files: &[(&str, &[u8])]) -> String {
        let files = files
            .iter()
            .map(|(name, bytes)| Json::Object(vec![("name", (*name).into()), ("blake3", hash(bytes).as_str().into())]));
        let json = Json::Object(vec![
            ("program", "glasshouse".into()),
            ("version", VERSION.into()),
            ("synthetic", Json::Truth(true)),
            ("purpose", "explanation, not prediction".into()),
            ("digest", self.digest().as_str().into()),
            ("seed", self.seed.to_string().as_str().into()),
            ("people", Json::Number(self.size.people)),
            ("months", Json::Number(self.size.months.into())),
            ("replicates", Json::Number(self.replicates.into())),
            ("earlier_months", Json::Number(self.earlier.into())),
            ("society", self.society.json()),
            ("regimes", Json::List(self.regimes.iter().map(ManifestPart::json).collect())),
            ("files", Json::List(files.collect())),
        ]);
        format!("{json}\n")
    }
}

/// BLAKE3 of bytes, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let source = |text: &str| vec![Arc::new(Source { name: "x".into(), text: text.into() })];
        Manifest {
            size: Size { people: 1000, months: 12 },
            seed: u64::MAX,
            replicates: 2,
            earlier: EARLIER,
            society: ManifestPart::new("s", &source("one")),
            regimes: vec![ManifestPart::new("r", &source("two"))],
        }
    }

    #[test]
    fn the_digest_follows_what_was_asked_and_nothing_else() {
        let (a, mut b) = (manifest(), manifest());
        b.society.sources[0] = Arc::new(Source { name: "elsewhere/x".into(), text: "one".into() });
        assert_eq!(a.digest(), b.digest());
        b.seed = 1;
        assert_ne!(a.digest(), b.digest());
        let d = Manifest { earlier: 0, ..manifest() };
        assert_ne!(a.digest(), d.digest());
        let mut c = manifest();
        c.regimes[0] = ManifestPart::new("r", &[Arc::new(Source { name: "x".into(), text: "three".into() })]);
        assert_ne!(a.digest(), c.digest());
    }

    #[test]
    fn the_day_is_that_of_this_version() {
        assert_eq!(SINCE.0, VERSION, "a new version needs its own day");
    }

    #[test]
    fn a_large_seed_is_kept_exactly() {
        assert!(manifest().to_json(&[("a", b"b")]).contains("\"seed\": \"18446744073709551615\""));
    }
}
