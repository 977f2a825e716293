//! Tests of hostile words and streams: names that a spreadsheet or a terminal would obey, and outputs that are closed.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A title with what writers need, and a name that a spreadsheet would compute.
const REGIME: &str = "[regime]\ntitle = \"\u{645}\u{6cc}\u{200c}\u{634}\u{648}\u{62f} \u{1f468}\u{200d}\u{1f469}\"\n\
                      description = \"=1+1\"\nstarts = 12\n[welfare]\nfloor = 1000\nmedical = 0\nelder = 0\nlevy = 0\n";
const CLAIMS: &str = r#"
[claims]
title = "=1+1"
description = "=2+2"

[[claim]]
key = "=1+1"
text = "=3+3"
test = [{ measure = "trust", regime = "=1.toml", than = "no-system", direction = "more", least = 0.01 }]
at_stake = [{ measure = "trust", regime = "no-system", than_zero = true, direction = "more", least = 0.01 }]
"#;

fn glasshouse() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glasshouse"));
    command.env("LC_ALL", "C.UTF-8");
    command
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn told(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!told.contains("panicked"), "{told}");
    told
}

/// Commands that print, short enough to be run with every kind of output.
fn printing(regime: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["check", regime],
        vec!["list", "measures", "-v"],
        vec!["schema", "regime"],
        vec!["odd", regime, "--people", "1000", "--years", "2"],
        vec!["test", "social-credit"],
        vec!["life", "7", "--people", "1000", "--years", "2"],
        vec!["why", "--person", "7", "--month", "14", "--people", "1000"],
        vec!["--help"],
        vec!["--version"],
    ]
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_or_full_output_is_no_panic() {
    let path = folder("outputs").join("regime.toml");
    fs::write(&path, REGIME).unwrap();
    for arguments in printing(path.to_str().unwrap()) {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = glasshouse().args(&arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let why = told(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {why}");
        assert!(why.contains("cannot write to standard output"), "{arguments:?}: {why}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = glasshouse().args(&arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()), "{arguments:?}");
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = glasshouse().args(&arguments).stdout(Stdio::null()).stderr(full).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn joiners_are_written_and_marks_of_direction_are_refused() {
    let out = folder("joiners");
    let path = out.join("regime.toml");
    fs::write(&path, REGIME).unwrap();
    let output = glasshouse().arg("check").arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    fs::write(&path, REGIME.replace("\u{200c}", "\u{202e}")).unwrap();
    let output = glasshouse().arg("check").arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("contains U+202E"), "{}", told(&output));
}

/// Cells of a CSV text: in quotes, or without.
fn cells(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells
}

/// Every CSV file below a folder.
fn tables(folder: &Path) -> Vec<PathBuf> {
    let below = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let each = below.flat_map(|path| if path.is_dir() { tables(&path) } else { vec![path] });
    each.filter(|path| path.extension().is_some_and(|kind| kind == "csv")).collect()
}

#[test]
fn no_table_has_a_cell_that_a_spreadsheet_computes() {
    let out = folder("tables");
    let (regime, claims, sweep) = (out.join("=1.toml"), out.join("claims.toml"), out.join("sweep.toml"));
    fs::write(&regime, REGIME).unwrap();
    fs::write(&claims, CLAIMS).unwrap();
    fs::write(&sweep, sweep_of(&regime)).unwrap();
    let [regime, claims, sweep] = [&regime, &claims, &sweep].map(|path| path.to_str().unwrap());
    let all: [&[&str]; 4] = [
        &["compare", "no-system", regime, "--people", "1000", "--years", "2", "--replicates", "2", "--by", "income"],
        &["claims", claims, "--people", "1000", "--years", "2", "--societies", "4"],
        &["sweep", sweep],
        &["explain", regime, "--people", "1000", "--years", "2", "--replicates", "2", "--measure", "trust"],
    ];
    for arguments in all {
        let to = out.join(arguments[0]);
        let output = glasshouse().current_dir(&out).args(arguments).arg("--out").arg(&to).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", told(&output));
        let tables = tables(&to);
        assert!(!tables.is_empty(), "{arguments:?}");
        let mut guarded = 0;
        for table in tables {
            for cell in cells(&fs::read_to_string(&table).unwrap()) {
                let computed =
                    cell.starts_with(['=', '+', '@', '\t']) || cell.starts_with('-') && cell.parse::<f64>().is_err();
                assert!(!computed, "{}: {cell}", table.display());
                guarded += usize::from(cell.starts_with("'="));
            }
        }
        assert!(guarded > 0, "{arguments:?}: the name is in some table");
    }
}

/// A design of pairs with two rows: too few, and said to be.
fn sweep_of(regime: &Path) -> String {
    format!(
        "[experiment]\ntitle = \"=1+1\"\ndescription = \"d\"\nsocieties = [\"lesson\"]\nregimes = [\"no-system\", {:?}]\n\
         measures = [\"trust\"]\npeople = 1000\nyears = 2\n[design]\nkind = \"sobol-indices\"\npoints = 2\n\
         [[vary]]\nbehaviour = \"decision.own_norm\"\n[[vary]]\nbehaviour = \"decision.approval\"\n",
        regime.to_str().unwrap()
    )
}

#[test]
fn indices_from_two_rows_stay_shares_and_come_with_a_warning() {
    let out = folder("two-rows");
    let (regime, sweep) = (out.join("regime.toml"), out.join("sweep.toml"));
    fs::write(&regime, REGIME).unwrap();
    fs::write(&sweep, sweep_of(&regime)).unwrap();
    let output = glasshouse().arg("sweep").arg(&sweep).arg("--out").arg(out.join("out")).output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("2 rows of pairs are too few"), "{shown}");
    let effects = fs::read_to_string(out.join("out/effects.csv")).unwrap();
    let shares =
        effects.lines().skip(1).flat_map(|line| line.rsplit(',').take(3).map(str::to_owned).collect::<Vec<_>>());
    let shares: Vec<f64> = shares.filter(|cell| !cell.is_empty()).map(|cell| cell.parse().unwrap()).collect();
    assert!(!shares.is_empty() && shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
}
