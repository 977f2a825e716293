//! Tests of diagnostics: every mistake is reported at its line, in the right words, and nothing else is.
//!
//! The files under `mistakes/` hold the expected finding at the place that causes it: a comment on the line itself or
//! below it,
//!
//! ```toml
//! urbn = 0.4 # error[unknown-key]: unknown key `urbn` in `[[watch]]`
//! # help: a similar name exists: `urban`
//! ```
//!
//! and `# also: label` on each further line that the finding names. `# with: FILE` in the first line composes two files.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::diagnostic::{Diagnostic, Diagnostics, Severity};
use glasshouse::scenario::{self, ScenarioError, catalogue};
use std::fs;
use std::path::{Path, PathBuf};

/// An expectation from a comment, or a finding, in one line of text.
struct Said {
    file: String,
    line: usize,
    words: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

#[test]
fn every_mistake_is_told_at_its_line_and_nothing_else() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let problems: Vec<String> = files.iter().flat_map(|file| problems(file)).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

fn problems(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    if text.starts_with("# part of:") {
        return Vec::new();
    }
    let with = text.strip_prefix("# with: ").map(|rest| folder().join(rest.lines().next().unwrap()));
    let files: Vec<&Path> = with.iter().map(PathBuf::as_path).chain([file]).collect();
    let spec: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let findings = told(scenario::check(&spec.join(" + ")));

    let mut said: Vec<Said> = findings.0.iter().flat_map(sayings).collect();
    let mut problems = Vec::new();
    for wanted in files.iter().flat_map(|file| expectations(file)) {
        let here = |s: &Said| s.file == wanted.file && s.line == wanted.line && s.words.starts_with(&wanted.words);
        match said.iter().position(here) {
            Some(found) => drop(said.remove(found)),
            None => problems.push(format!("not reported: {}:{} {}", wanted.file, wanted.line, wanted.words)),
        }
    }
    problems.extend(said.iter().map(|s| format!("not expected: {}:{} {}", s.file, s.line, s.words)));
    problems
}

/// The comments of a file that expect something. A message may be longer than the comment.
fn expectations(file: &Path) -> Vec<Said> {
    let text = fs::read_to_string(file).unwrap();
    let mut line = 1;
    let mut all = Vec::new();
    for (n, words) in text.lines().enumerate() {
        let marks = ["# error[", "# warning[", "# help: ", "# also: "];
        let comment = marks.iter().filter_map(|mark| words.find(mark)).min();
        let code = words[..comment.unwrap_or(words.len())].trim();
        if !code.is_empty() && !code.starts_with('#') {
            line = n + 1;
        }
        if let Some(start) = comment {
            let words = words[start + 2..].to_string();
            all.push(Said { file: file.display().to_string(), line, words });
        }
    }
    all
}

/// The texts of a finding: its message, its help, and each further place.
fn sayings(finding: &Diagnostic) -> Vec<Said> {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    let mut all = vec![said(finding, 0, format!("{severity}[{}]: {}", finding.code, finding.message))];
    all.extend(finding.help.iter().map(|help| said(finding, 0, format!("help: {help}"))));
    let further = finding.places.iter().enumerate().skip(1);
    all.extend(further.map(|(n, place)| said(finding, n, format!("also: {}", place.label))));
    all
}

fn said(finding: &Diagnostic, place: usize, words: String) -> Said {
    let place = &finding.places[place];
    let line = place.source.text[..place.span.start].matches('\n').count() + 1;
    Said { file: place.source.name.clone(), line, words }
}

fn told(result: Result<Diagnostics, ScenarioError>) -> Diagnostics {
    match result {
        Ok(warnings) => warnings,
        Err(ScenarioError::Diagnostics(findings)) => findings,
        Err(ScenarioError::File(failure)) => panic!("{failure}"),
    }
}

/// A file that exists as long as its test.
struct Tried(PathBuf);

impl Tried {
    fn new(name: &str, bytes: &[u8]) -> Tried {
        let path = std::env::temp_dir().join(format!("glasshouse-{}-{name}.toml", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Tried(path)
    }

    fn spec(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Tried {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn codes(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    let findings = told(scenario::check(Tried::new(name, bytes).spec()));
    // A renderer of a finding slices the text at its places.
    for place in findings.0.iter().flat_map(|finding| &finding.places) {
        assert!(place.source.text.get(place.span.clone()).is_some(), "{place:?}");
    }
    findings.0.iter().map(|finding| finding.code).collect()
}

const HEAD: &str = "[regime]\ntitle = 't'\ndescription = 'd'\n";

#[test]
fn what_no_file_may_hold_is_refused() {
    let with = |rest: &str| format!("{HEAD}{rest}\n").into_bytes();
    assert_eq!(codes("empty", b""), ["empty"]);
    assert_eq!(codes("utf-8", b"[regime]\ntitle = '\xff'"), ["not-utf-8"]);
    assert_eq!(codes("deep", &with(&format!("x = {}{}", "[".repeat(40), "]".repeat(40)))), ["too-deep"]);
    assert_eq!(codes("deeper", &with(&format!("x = {}", "[".repeat(500_000)))), ["syntax"]);
    assert_eq!(codes("dotted", &with(&format!("[{}a]", "a.".repeat(300_000)))), ["syntax"]);
    assert_eq!(codes("rows", &with(&format!("x = [{}]", "{a = 1},".repeat(1001)))), ["too-many-rows"]);
    assert_eq!(codes("long", &with(&format!("x = '{}'", "x".repeat(70_000)))), ["too-long"]);
    let many: String = (0..5000).map(|n| format!("[[rule]]\nk{n} = 1\n")).collect();
    assert_eq!(codes("tables", &with(&many)), ["too-many-rows"]);
    let many: String = (0..900).map(|n| format!("k{n} = 1\n")).collect();
    assert_eq!(codes("many", &with(&many)).len(), 101);
}

#[test]
fn what_is_no_scenario_is_not_read() {
    let big = Tried::new("big", &vec![b'#'; (1 << 20) + 1]);
    let folder = std::env::temp_dir();
    for path in [big.spec(), folder.to_str().unwrap(), "/dev/zero", "no/such/file", "missing.toml"] {
        let path = if path.contains('/') || path.contains("toml") { path.to_string() } else { format!("{path}/") };
        assert!(matches!(scenario::check(&path), Err(ScenarioError::File(_))), "{path}");
        assert!(matches!(scenario::regime(&path), Err(ScenarioError::File(_))), "{path}");
    }
}

#[test]
fn an_unknown_name_is_answered_by_the_nearest() {
    let found = told(scenario::regime("no-system + social-credti + welfare + welfare").map(|read| read.warnings));
    let said: Vec<_> = found.0.iter().map(|f| (f.code, f.help.as_deref(), f.places[0].span.clone())).collect();
    let similar = Some("a similar name exists: `social-credit`");
    assert_eq!(said, [("unknown-name", similar, 12..25), ("named-twice", None, 38..45)]);
}

#[test]
fn what_ships_has_no_mistake() {
    for shipped in [catalogue::regimes(), catalogue::societies(), catalogue::experiments()].into_iter().flatten() {
        assert_eq!(told(scenario::check(shipped.name)), Diagnostics::default());
        assert!(!shipped.title().is_empty(), "{}", shipped.name);
    }
    assert_eq!(told(scenario::check("behaviour")), Diagnostics::default());
    let both = scenario::regime("reviews + welfare").expect("no conflict");
    assert_eq!((both.value.name.as_str(), both.sources.len()), ("reviews + welfare", 2));
    assert!(both.value.reviews.is_some() && both.value.welfare.is_some());
}

#[test]
fn the_essays_alternative_is_what_its_parts_are() {
    let read = |spec: &str| scenario::regime(spec).expect("no mistake").value;
    let (parts, whole) = (read("reviews + welfare + clean-pay"), read("essay-alternative"));
    let named = |regime: glasshouse::regime::Regime| glasshouse::regime::Regime {
        name: String::new(),
        title: String::new(),
        description: String::new(),
        ..regime
    };
    assert_eq!(named(whole), named(parts));
}

/// Every shipped text, cut off anywhere or with a character exchanged, is answered, and in time.
#[test]
fn no_broken_text_breaks_the_reader() {
    let behaviour = include_str!("../data/societies/behaviour.toml");
    let kinds = [catalogue::regimes(), catalogue::societies(), catalogue::experiments()];
    let shipped = kinds.into_iter().flatten().map(|s| s.text).chain([behaviour]);
    let start = std::time::Instant::now();
    for text in shipped {
        let step = 97.max(text.len() / 150);
        for at in (0..text.len()).step_by(step) {
            codes("cut", &text.as_bytes()[..at]);
            for other in *b"\"[]{}=.#\n\xff" {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] = other;
                codes("exchanged", &bytes);
            }
        }
    }
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn the_order_of_keys_changes_nothing() {
    let sections = [
        "[regime]\ntitle = 't'\ndescription = 'd'\nstarts = 1\nends = 9\n",
        "[score]\nstart = 1\nleast = 0\nmost = 9\ntiers = [{ name = 'low', from = 0, listed = true }]\n",
        "[[watch]]\nchannel = 'c'\nacts = ['help']\nurban = 0.1\nrural = 0.2\nbasis = 'assumed'\n",
        "[[rule]]\nact = 'help'\npoints = 1\nlists = 2\nbasis = 'essay'\nsource = 's'\n",
        "[[sanction]]\nlisted = true\neffect = 'fine'\namount = 5\nbasis = 'assumed'\n",
        "[visibility]\nlist = 'ties'\nannounced = 0.1\nshaming = 0.2\n",
        "[welfare]\nfloor = 1\nmedical = 0.5\nelder = 2\nlevy = 0.1\n",
    ];
    let read = |sections: &[String]| {
        let file = Tried::new("order", sections.concat().as_bytes());
        scenario::regime(file.spec()).expect("no mistake").value
    };
    let straight = read(&sections.map(String::from));
    for turn in 0..sections.len() {
        let mut turned = sections.map(|section| turn_keys(section, turn));
        turned.rotate_left(turn);
        assert_eq!(read(&turned), straight);
        turned.reverse();
        assert_eq!(read(&turned), straight);
    }
}

/// The section with its keys begun elsewhere.
fn turn_keys(section: &str, by: usize) -> String {
    let mut lines: Vec<&str> = section.lines().collect();
    let keys = lines.len() - 1;
    lines[1..].rotate_left(by % keys);
    lines.join("\n") + "\n"
}
