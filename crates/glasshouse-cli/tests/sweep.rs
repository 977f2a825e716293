//! Tests of sweeps: killed, resumed, split or merged, they equal one that ran through.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// All files of a finished sweep.
const FILES: [&str; 5] = ["sweep.csv", "sweep.parquet", "effects.csv", "ro-crate-metadata.json", "sweep.json"];

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glasshouse"));
    command.args(arguments).env("LC_ALL", "C.UTF-8");
    command
}

fn glasshouse(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn done(arguments: &[&str]) -> String {
    let output = glasshouse(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], words: &[&str]) {
    let output = glasshouse(arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    words.iter().for_each(|word| assert!(told.contains(word), "{arguments:?} should say `{word}`, but says: {told}"));
    assert!(!told.contains("panicked"), "{told}");
}

/// An empty folder for this test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sweep").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// An experiment with this many points, in a file of its own; two runs each.
fn experiment(folder: &Path, design: &str) -> String {
    let text = format!(
        "[experiment]\ntitle = 'A small one'\nsocieties = ['lesson']\nregimes = ['no-system', 'social-credit']\n\
         measures = ['help', 'trust', 'wrongly_listed']\npeople = 1_000\nyears = 2\nreplicates = 2\n\
         [design]\n{design}\n\
         [[vary]]\nbehaviour = 'decision.own_norm'\n\
         [[vary]]\nregime = 'social-credit'\nnumber = 'watch[cameras].urban'\nrange = [0, 1]\n\
         [[vary]]\nregime = 'social-credit'\nnumber = 'rule[violate].points'\nrange = [-50, 0]\n"
    );
    let file = folder.join("small.toml");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

fn results(out: &Path) -> BTreeMap<&'static str, Vec<u8>> {
    FILES.into_iter().map(|name| (name, fs::read(out.join(name)).unwrap())).collect()
}

/// The runs in a folder: name, bytes, time of writing.
fn runs(out: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let Ok(all) = fs::read_dir(out.join("runs")) else { return BTreeMap::new() };
    let all = all.map(|entry| entry.unwrap()).map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    // A file being written has a name that begins with a dot.
    let whole = all.filter(|(name, _)| !name.starts_with('.'));
    whole
        .map(|(name, path)| (name, (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap())))
        .collect()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn killed_again_and_again_it_loses_nothing_repeats_nothing_and_ends_with_the_same_bytes() {
    let here = folder("killed");
    let file = experiment(&here, "kind = 'latin-hypercube'\npoints = 24");
    let (through, killed) = (here.join("through"), here.join("killed"));
    done(&["sweep", &file, "--out", path(&through)]);
    let expected = runs(&through);
    assert_eq!(expected.len(), 48);
    let mut before = runs(&killed);
    // Killed after this many more runs and this many milliseconds: while idle, within a run, or while writing.
    for (more, millis) in [(0, 30), (1, 0), (1, 7), (2, 13), (3, 1), (5, 23), (8, 3)] {
        let mut child = command(&["sweep", &file, "--out", path(&killed)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while runs(&killed).len() < before.len() + more {
            assert!(child.try_wait().unwrap().is_none(), "it ended before it was killed");
            sleep(Duration::from_millis(1));
        }
        sleep(Duration::from_millis(millis));
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9), "it was killed, and did not end by itself");
        let after = runs(&killed);
        assert!(after.len() < 48);
        for (name, (bytes, _)) in &after {
            assert!(*bytes == expected[name].0, "{name} is whole, and what it would have been");
        }
        for (name, run) in &before {
            assert!(after[name] == *run, "{name} was not done again");
        }
        before = after;
    }
    assert!(before.len() >= 20);
    done(&["sweep", &file, "--out", path(&killed)]);
    let after = runs(&killed);
    assert!(before.iter().all(|(name, run)| after[name] == *run), "finished runs were not done again");
    assert!(results(&killed) == results(&through));
    // Run once more, it has nothing left to do.
    let shown = done(&["sweep", &file, "--out", path(&killed)]);
    assert!(runs(&killed) == after && results(&killed) == results(&through));
    assert!(shown.contains("A small one") && shown.ends_with("sweep.json\n"), "{shown}");
}

#[test]
fn split_over_machines_and_put_together_it_is_the_same_bytes() {
    let here = folder("split");
    for (kind, design) in [
        ("morris", "kind = 'morris'\ntrajectories = 3"),
        ("sobol", "kind = 'sobol-indices'\npoints = 2"),
        ("one", "kind = 'one-at-a-time'"),
    ] {
        let file = experiment(&here, design);
        let out = |name: &str| here.join(format!("{kind}-{name}"));
        let shown = done(&["sweep", &file, "--out", path(&out("whole")), "--threads", "2"]);
        for shard in ["3/3", "1/3", "2/3"] {
            let part = out(&shard[..1]);
            let told = done(&["sweep", &file, "--out", path(&part), "--shard", shard, "--threads", "1"]);
            assert!(told.contains("This part is done") && !part.join("sweep.csv").exists(), "{told}");
        }
        let parts = ["1", "2", "3"].map(out);
        let [one, two, three] = parts.each_ref().map(|part| path(part));
        refused(&["sweep", &file, "--out", path(&out("none")), "--merge", one, three], &["are missing", "run 1"]);
        let merged = done(&["sweep", &file, "--out", path(&out("merged")), "--merge", three, one, two, one]);
        assert!(results(&out("merged")) == results(&out("whole")), "{kind}");
        let tables = |shown: &str| shown.split("\n\n/").next().unwrap().to_owned();
        assert_eq!(tables(&merged), tables(&shown));
        assert!(shown.lines().filter(|line| !line.starts_with('/')).all(|line| line.chars().count() <= 80), "{shown}");
        // In one folder, the last part to end finds that everything is there.
        let one_by_one = out("one-by-one");
        for shard in ["2/2", "1/2"] {
            done(&["sweep", &file, "--out", path(&one_by_one), "--shard", shard]);
        }
        assert!(results(&one_by_one) == results(&out("whole")));
    }
}

#[test]
fn a_run_that_is_damaged_foreign_or_misnamed_is_refused_and_nothing_is_written_over() {
    let here = folder("refused");
    let (file, out) = (experiment(&here, "kind = 'latin-hypercube'\npoints = 3"), here.join("out"));
    done(&["sweep", &file, "--out", path(&out)]);
    let run = |n: u32| out.join(format!("runs/{n:07}.txt"));
    let whole = fs::read(run(4)).unwrap();
    let good = results(&out);
    let tried: [(&[u8], &str); 5] = [
        (&whole[..whole.len() - 1], "is damaged"),
        (&whole[..whole.len() / 2], "is damaged"),
        (b"", "is damaged"),
        (b"\xff\xfe", "is damaged"),
        (&fs::read(run(3)).unwrap(), "it is run 3"),
    ];
    for (bytes, word) in tried {
        fs::write(run(4), bytes).unwrap();
        refused(&["sweep", &file, "--out", path(&out)], &["0000004.txt", word, "remove this file"]);
        refused(&["sweep", &file, "--out", path(&here.join("merged")), "--merge", path(&out)], &["0000004.txt", word]);
        assert!(fs::read(run(4)).unwrap() == bytes && results(&out) == good);
    }
    fs::remove_file(run(4)).unwrap();
    done(&["sweep", &file, "--out", path(&out)]);
    assert!(fs::read(run(4)).unwrap() == whole && results(&out) == good);
    // The same file, with another seed: another experiment.
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("years = 2", "years = 2\nseed = 2")).unwrap();
    refused(&["sweep", &file, "--out", path(&out)], &["belongs to another experiment", "--out"]);
    refused(&["sweep", &file, "--out", path(&here.join("merged")), "--merge", path(&out)], &["another experiment"]);
    refused(&["sweep", &file, "--merge", path(&here)], &["no folder `runs`"]);
    assert!(results(&out) == good);
}

#[test]
fn a_mistake_is_told_in_the_file_of_the_experiment() {
    let here = folder("mistakes");
    let file = experiment(&here, "kind = 'grid'");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("watch[cameras].urban", "watch[camera].urban")).unwrap();
    refused(&["sweep", &file], &["small.toml:15:10", "`cameras`"]);
    fs::write(&file, text.replace("range = [-50, 0]", "range = [-50_000, 0]")).unwrap();
    refused(&["check", &file], &["cannot be -50000", "between -10000 and 10000"]);
    refused(&["sweep", "screenin"], &["`screening`"]);
    refused(&["sweep", "screening", "--shard", "5/4"], &["parts are counted from 1"]);
    assert!(done(&["check", "screening"]).contains("no mistakes"));
}

/// Nobody reads its progress output, as with `2>&1 | head`.
#[test]
fn a_standard_error_that_is_closed_ends_nothing() {
    let folder = folder("deaf");
    let file = experiment(&folder, "kind = 'latin-hypercube'\npoints = 4");
    let out = folder.join("out");
    let mut run = command(&["sweep", &file, "--out", out.to_str().unwrap()]);
    let mut child = run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(FILES.iter().all(|name| out.join(name).exists()));
}
