//! Tests of `glasshouse evaluate`: its printed output, and its files.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Half of the counties come first; small societies have few.
const HALF: &str =
    "[regime]\ntitle = \"Half first\"\ndescription = \"Where another begins.\"\n[rollout]\npilots = 0.5\n";

/// Cameras, and whoever is seen loses points.
const CAMERAS: &str = r#"
[regime]
title = "Cameras"
description = "Cameras see violations."
starts = STARTS
[score]
start = 100
least = 0
most = 100
tiers = [{ name = "low", from = 0 }, { name = "fine", from = 60 }]
[[watch]]
channel = "cameras"
acts = ["violate"]
urban = 0.3
rural = 0.05
basis = "assumed"
[[rule]]
act = "violate"
points = -10
basis = "assumed"
"#;

fn glasshouse(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_glasshouse")).args(arguments).env("LC_ALL", "C.UTF-8").output().unwrap()
}

/// A small evaluation in a folder for this test.
fn small(name: &str, more: &[&str]) -> (PathBuf, Output) {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).unwrap();
    let rollout = out.join("half.toml");
    fs::write(&rollout, HALF).unwrap();
    let regime = format!("social-credit + {}", rollout.display());
    let size = ["--people", "6_000", "--years", "2", "--replicates", "2", "--out", out.to_str().unwrap()];
    let output = glasshouse(&[&["evaluate", &regime][..], &size, more].concat());
    (out, output)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn each_measure_is_told_in_80_columns_beside_what_is_true() {
    let (out, output) = small("evaluate", &["--measures", "violations,felt,trust"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    let (told, paths) = shown.trim_end().rsplit_once("\n\n").unwrap();
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    for words in
        ["2 begin in month 13, 2 never", "RULES BROKEN", "In truth it falls", "there are none", "of 2 researchers"]
    {
        assert!(told.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "no `{words}` in\n{told}");
    }
    assert_eq!(paths.lines().last(), Some(out.join("evaluation.html").to_str().unwrap()));
    assert!(paths.lines().all(|path| Path::new(path).is_file()));
    let panel = fs::read_to_string(out.join("panel.csv")).unwrap();
    // Four counties, two years.
    assert_eq!(panel.lines().count(), 1 + 4 * 24);
    let treated = panel.lines().skip(1).filter(|line| line.split(',').nth(7) == Some("1")).count();
    assert_eq!(treated, 2 * 12, "two counties, one year");
    let estimates = fs::read_to_string(out.join("evaluation.csv")).unwrap();
    let of = |start: &str| estimates.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((of("violations,0,truth,group-time,"), of("violations,1,seen,two-way,"), of("felt,0,seen,")), (1, 1, 0));
}

#[test]
fn the_page_needs_nothing_but_itself() {
    let (out, output) = small("evaluate-page", &["--measures", "violations,trust"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = fs::read_to_string(out.join("evaluation.html")).unwrap();
    for never in ["http://", "https://", "<script", "@import", "url(", "<link", "<img", "NaN", ">inf"] {
        assert!(!page.contains(never), "the page contains `{never}`");
    }
    let (pictures, feet) =
        (page.matches("role=img").count(), page.matches("synthetic; explanation, not prediction").count());
    assert_eq!((pictures, feet), (4, 4), "two pictures a measure, each marked");
}

#[test]
fn a_rerun_gives_the_same_bytes_on_any_number_of_threads() {
    let asked = |threads| ["--measures", "violations", "--threads", threads];
    let ((one, a), (two, b)) = (small("evaluate-1", &asked("1")), small("evaluate-2", &asked("3")));
    assert!(a.status.success() && b.status.success());
    for name in ["panel.csv", "panel.parquet", "evaluation.csv"] {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(two.join(name)).unwrap(), "{name} differs");
    }
}

#[test]
fn what_cannot_be_evaluated_is_refused_with_the_reason() {
    let refused = |arguments: &[&str], words: &str| {
        let output = glasshouse(&[&["evaluate"][..], arguments].concat());
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert!(told.contains(words), "{arguments:?} should say `{words}`, but says: {told}");
    };
    refused(&["social-credit"], "begins everywhere at once");
    refused(&["social-credit + pilots", "--people", "1000"], "only one county");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evaluate-refused");
    fs::create_dir_all(&folder).unwrap();
    let regime = |name: &str, starts: u32, rollout: &str| {
        let path = folder.join(name);
        fs::write(&path, CAMERAS.replace("STARTS", &starts.to_string()) + rollout).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let half = regime("half.toml", 12, "[rollout]\npilots = 0.5\n");
    refused(&[&half, "--people", "1000"], "only one county");
    refused(&[&regime("few.toml", 12, "[rollout]\npilots = 0.01\n"), "--people", "6000"], "begins in no county");
    refused(&[&regime("first.toml", 0, "[rollout]\npilots = 0.5\n"), "--people", "6000"], "no earlier months");
    refused(&[&regime("everywhere.toml", 0, ""), "--people", "6000"], "begins everywhere at once");
    let then_all = "[rollout]\npilots = 0.5\nwaves = [{ month = 12, share = 1.0 }]\n";
    refused(&[&regime("then-all.toml", 0, then_all), "--people", "6000"], "no earlier months");
    refused(&["--measures", "violation"], "did you mean `violations`?");
    refused(&["welfares"], "welfare");
    refused(&["--years", "1"], "before a regime begins");
}
