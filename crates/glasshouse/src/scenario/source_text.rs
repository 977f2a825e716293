//! The text that a user requests: a file, or one that ships with the program.
//!
//! A file is inspected before it is opened: only a regular file of moderate size is read.

use super::catalogue::Kind;
use super::error::{FileError, ScenarioError};
use super::phrasing::{list, quote};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source, nearest};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// One word of the user's request, and its place, to be shown if it is not understood.
pub(super) struct RequestedName {
    pub word: String,
    pub place: Location,
}

/// A requested text; its kind is known if it ships with the program.
pub(super) struct FoundText {
    pub source: Arc<Source>,
    pub kind: Option<Kind>,
}

impl RequestedName {
    /// A word in a file.
    pub fn at(word: &str, place: Location) -> RequestedName {
        RequestedName { word: word.into(), place }
    }

    /// The parts of `a + b`; one part if it is the path of a file.
    pub fn parts(spec: &str) -> Vec<RequestedName> {
        if Path::new(spec).is_file() {
            return vec![RequestedName::whole(spec)];
        }
        let source = Arc::new(Source { name: "request".into(), text: spec.into() });
        let mut start = 0;
        let mut parts = Vec::new();
        for piece in spec.split('+') {
            let word = piece.trim();
            let from = start + (piece.len() - piece.trim_start().len());
            let place = Location { source: source.clone(), span: from..from + word.len(), label: "not known".into() };
            parts.push(RequestedName::at(word, place));
            start += piece.len() + 1;
        }
        parts
    }

    /// The whole request as one word.
    pub fn whole(spec: &str) -> RequestedName {
        let source = Arc::new(Source { name: "request".into(), text: spec.into() });
        RequestedName::at(spec, Location { source, span: 0..spec.len(), label: "not known".into() })
    }

    /// The requested text: a file by its path, or a shipped one of these kinds by its name.
    pub fn find(&self, kinds: &[Kind]) -> Result<FoundText, ScenarioError> {
        let path = Path::new(&self.word);
        if self.word.ends_with(".toml") || self.word.contains(['/', '\\']) || path.is_file() {
            return open(path).map(|source| FoundText { source, kind: None });
        }
        self.shipped(kinds)
    }

    /// The shipped text of one of these kinds under this name; nothing is opened.
    pub fn shipped(&self, kinds: &[Kind]) -> Result<FoundText, ScenarioError> {
        let shipped =
            kinds.iter().find_map(|kind| Some(FoundText { source: kind.find(&self.word)?, kind: Some(*kind) }));
        shipped.ok_or_else(|| ScenarioError::Diagnostics(Diagnostics(vec![self.unknown(kinds)])))
    }

    fn unknown(&self, kinds: &[Kind]) -> Diagnostic {
        let what: Vec<&str> = kinds.iter().map(|k| k.word()).collect();
        let what = what.join(" or ");
        let names = || kinds.iter().flat_map(|k| k.shipped()).map(|s| s.name);
        let message = match self.word.as_str() {
            "" => format!("the name of a {what} is missing"),
            word => format!("no {what} is called {}", quote(word)),
        };
        let near = (self.word.len() <= 64).then(|| nearest(&self.word, names())).flatten();
        let help = match near {
            Some(name) => format!("a similar name exists: `{name}`"),
            None => format!(
                "these ship with the program: {}; a file is given as a path that ends in `.toml`",
                list(names(), "and")
            ),
        };
        Diagnostic::error("unknown-name", message, self.place.clone()).help(help)
    }
}

/// Reads a file, if it can be a scenario.
pub(super) fn open(path: &Path) -> Result<Arc<Source>, ScenarioError> {
    let failure = |source| ScenarioError::File(FileError { path: path.to_path_buf(), doing: "read", source });
    let bytes = bytes(path).map_err(failure)?;
    let name = path.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => {
            Ok(Arc::new(Source { name, text: text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text) }))
        }
        Err(e) => Err(ScenarioError::Diagnostics(Diagnostics(vec![not_utf8(
            name,
            e.utf8_error().valid_up_to(),
            e.as_bytes(),
        )]))),
    }
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let refuse = |why: String| Err(io::Error::other(why));
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return refuse("it is a folder, not a file".into());
    }
    if !about.is_file() {
        return refuse("it is not a regular file".into());
    }
    let too_long = || "a scenario is a short text of at most 1 MiB".to_string();
    if about.len() > LONGEST {
        return refuse(format!("it has {} bytes; {}", about.len(), too_long()));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return refuse(too_long());
    }
    Ok(bytes)
}

fn not_utf8(name: String, offset: usize, bytes: &[u8]) -> Diagnostic {
    let source = Arc::new(Source { name, text: String::from_utf8_lossy(bytes).into_owned() });
    let span = offset..offset + '\u{fffd}'.len_utf8();
    let label = format!("byte {offset} is {:#04x}", bytes[offset]);
    Diagnostic::error("not-utf-8", "the file is not UTF-8 text", Location { source, span, label })
        .help("save it as UTF-8 in your editor")
}

/// File name without ending, or the name of a shipped text.
pub(super) fn stem(source: &Source) -> String {
    if let Some((kind, name)) = source.name.split_once(':')
        && Kind::ALL.iter().any(|k| k.word() == kind)
    {
        return name.into();
    }
    let path = PathBuf::from(&source.name);
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}
