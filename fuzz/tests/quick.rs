//! Every target, fed its corpus and texts made from it, the same ones each time.
//!
//! `FUZZ_ROUNDS=1000 cargo test --manifest-path fuzz/Cargo.toml` makes that many of each text, instead of five.

use glasshouse_fuzz::TARGETS;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Longest time that a reader may take for one text.
const LONGEST: Duration = Duration::from_secs(5);
/// Words and marks that mean something to some reader.
const WORDS: [&str; 40] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "\"",
    "\"\"\"",
    "\n",
    ",",
    ".",
    "#",
    "-1",
    "0",
    "1e999",
    "nan",
    "inf",
    "-0.0",
    "9223372036854775807",
    "18446744073709551616",
    "1_000",
    "0x7f",
    "true",
    "1979-05-27",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "[regime]",
    "[[rule]]",
    "points",
    "without",
    "starts",
    "tiers",
    "list",
    "essay",
    "\r\n\r\n",
    "Content-Length: 2",
    "whole ",
    "none\n",
];

/// Files of the repository that a target reads, and its own.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let data = |name: &str| root.join("crates/glasshouse/data").join(name);
    let folders = match target {
        "scenario" => {
            vec![data("regimes"), data("societies"), data("published"), root.join("crates/glasshouse/tests/mistakes")]
        }
        "stories" => vec![data("regimes")],
        "claims" => vec![data("claims")],
        "experiment" => vec![data("experiments"), root.join("crates/glasshouse/tests/mistakes")],
        "essay" => vec![data("essay")],
        _ => Vec::new(),
    };
    let own = root.join("fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> = folders.iter().chain([&own]).flat_map(|folder| files(folder)).collect();
    files.sort();
    let stories = |path: &PathBuf| path.to_str().is_some_and(|path| path.contains(".stories."));
    files.retain(|path| path.starts_with(&own) || stories(path) == (target == "stories"));
    files.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect()
}

/// A generator that is the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) % n.max(1) as u64) as usize
    }
}

/// A text changed in a few places: bits, cuts, repetitions, words of the language, and parts of another text.
fn changed(text: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=dice.below(3) {
        let (at, to) = (dice.below(text.len() + 1), dice.below(text.len() + 1));
        let (from, until) = (at.min(to), at.max(to).min(at.min(to) + 200));
        match dice.below(7) {
            0 => text.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << dice.below(8)),
            1 => text.truncate(at),
            2 => drop(text.drain(from..until)),
            3 => drop(text.splice(at..at, text[from..until].to_vec())),
            4 => drop(text.splice(from..until, WORDS[dice.below(WORDS.len())].bytes())),
            5 => drop(text.splice(at..at, WORDS[dice.below(WORDS.len())].bytes())),
            _ => {
                let start = dice.below(other.len());
                drop(text.splice(at..at, other[start..other.len().min(start + 200)].to_vec()));
            }
        }
    }
    text
}

#[test]
fn no_reader_panics_or_takes_long() {
    let rounds: usize = std::env::var("FUZZ_ROUNDS").map_or(5, |n| n.parse().unwrap());
    for (name, target) in TARGETS {
        let corpus = corpus(name);
        assert!(!corpus.is_empty(), "`{name}` has a corpus");
        let (mut dice, mut longest, mut all) = (Dice(1), Duration::ZERO, 0_u64);
        let since = Instant::now();
        for text in &corpus {
            for round in 0..=rounds {
                let other = &corpus[dice.below(corpus.len())];
                let text = if round == 0 { text.clone() } else { changed(text, other, &mut dice) };
                let begun = Instant::now();
                if let Err(panic) = std::panic::catch_unwind(|| target(&text)) {
                    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-fault"));
                    fs::write(&place, &text).unwrap();
                    eprintln!("`{name}` panics; the text is in {}", place.display());
                    std::panic::resume_unwind(panic);
                }
                longest = longest.max(begun.elapsed());
                all += 1;
            }
        }
        println!("{name}: {all} texts in {:.1} s, the longest took {longest:.0?}", since.elapsed().as_secs_f64());
        assert!(longest < LONGEST, "`{name}` takes {longest:?} for one text");
    }
}
