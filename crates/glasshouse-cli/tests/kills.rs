//! Tests of kills: a run killed again and again loses nothing, and a folder never holds a mixture of two runs.
//!
//! `GLASSHOUSE_KILLS=100 cargo test -p glasshouse-cli --test kills` kills a hundred times instead of a few, in each
//! test; `just kills` a thousand times.
#![allow(clippy::print_stdout)] // figures, for `--nocapture`
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Number of kills unless more are requested, and the most in one run.
const FEW: u32 = 8;
const MOST_A_RUN: u32 = 5;
const ASKED: &str = "compare no-system social-credit --people 4_000 --years 3 --replicates 2 --earlier 4 --by income \
                     --checkpoint-every 1 --out out";

/// Starts or resumes the run in a folder.
fn started(here: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glasshouse"));
    command.args(ASKED.split_whitespace()).current_dir(here).env("LC_ALL", "C.UTF-8");
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Lets it run to its end.
fn ended(here: &Path) {
    let output = started(here).wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("glasshouse-kills-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// All files of the results, and the texts of the run.
fn results(here: &Path) -> BTreeMap<String, Vec<u8>> {
    let out = here.join("out");
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = below(&out).partition(|path| path.is_dir());
    let all = files.into_iter().chain(folders.iter().flat_map(|folder| below(folder)));
    all.map(|path| (path.strip_prefix(&out).unwrap().display().to_string(), fs::read(&path).unwrap())).collect()
}

fn below(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

/// Whether a checkpoint is being written.
fn writes(here: &Path) -> bool {
    let entries = fs::read_dir(here.join("out/checkpoints")).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_string_lossy().ends_with(".part"))
}

/// Kills it after some time, or once it writes a checkpoint after that; true if it was still running.
fn killed(here: &Path, after: Duration, aimed: bool) -> bool {
    let mut child = started(here);
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() && (start.elapsed() < after || aimed && !writes(here)) {
        sleep(Duration::from_micros(if start.elapsed() < after { 500 } else { 20 }));
    }
    child.kill().unwrap();
    child.wait().unwrap().signal() == Some(9)
}

#[test]
fn whatever_moment_it_is_killed_at_it_goes_on_to_the_same_bytes() {
    let kills: u32 = std::env::var("GLASSHOUSE_KILLS").map_or(FEW, |n| n.parse().unwrap());
    let alone = folder("alone");
    let start = Instant::now();
    ended(&alone);
    let (time, whole) = (start.elapsed(), results(&alone));
    assert!(whole.len() >= 6 && !alone.join("out/checkpoints").exists());
    let (mut done, mut word) = (0, 0x9E37_79B9_u32);
    while done < kills {
        let here = folder("killed");
        for _ in 0..MOST_A_RUN.min(kills - done) {
            // Irregular moments (a linear congruential generator), half of them aimed at a checkpoint.
            word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let after = time.mul_f64(f64::from(word >> 8) / f64::from(1 << 24) * 0.6);
            if !killed(&here, after, word >> 31 == 0) {
                break;
            }
            done += 1;
        }
        ended(&here);
        assert!(results(&here) == whole, "after {done} kills the results differ");
        fs::remove_dir_all(&here).unwrap();
    }
    fs::remove_dir_all(&alone).unwrap();
    println!("{done} kills");
}

/// A command in two versions that differ in their seed, with the word of its results.
struct Pair {
    kind: &'static str,
    command: &'static str,
}

/// Every command that writes results, as small as it can be.
const PAIRS: [Pair; 8] = [
    Pair {
        kind: "comparison",
        command: "compare no-system social-credit --people 1_000 --years 2 --replicates 2 --earlier 1",
    },
    Pair { kind: "evaluation", command: "evaluate --people 6_000 --years 3 --replicates 2 --measures trust" },
    Pair { kind: "claims", command: "claims --societies 3 --people 1_000 --years 2 --replicates 1" },
    Pair { kind: "fit", command: "fit --societies 4 --people 1_000 --years 1" },
    Pair { kind: "waves", command: "fit --societies 4 --people 1_000 --years 1 --waves 2" },
    Pair { kind: "essay", command: "essay --quick --row schools --people 1_000 --years 2 --replicates 1" },
    Pair {
        kind: "explanation",
        command: "explain social-credit --measure trust --people 1_000 --years 2 --replicates 1 --pairs 1",
    },
    Pair { kind: "sweep", command: "sweep" },
];

impl Pair {
    fn start(&self, here: &Path, seed: u32) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glasshouse"));
        command.args(self.command.split_whitespace());
        if self.kind == "sweep" {
            let file = here.join(format!("small-{seed}.toml"));
            let text = format!(
                "[experiment]\ntitle = 'Small'\ndescription = 'A small one.'\nsocieties = ['lesson']\nregimes = \
                 ['no-system', 'social-credit']\nmeasures = ['trust']\npeople = 1_000\nyears = 2\nseed = {seed}\n\
                 [design]\nkind = 'latin-hypercube'\npoints = 3\n[[vary]]\nbehaviour = 'decision.own_norm'\n"
            );
            fs::write(&file, text).unwrap();
            // Runs of another experiment are refused; those of this one would be complete at once.
            let _ = fs::remove_dir_all(here.join("out/runs"));
            command.arg(file.file_name().unwrap());
        } else {
            command.args(["--seed", &seed.to_string()]);
        }
        command.args(["--out", "out", "--threads", "2"]);
        if self.kind == "sweep" || self.kind == "comparison" {
            // Something of the user's own.
            let _ = fs::create_dir_all(here.join("out"));
            fs::write(here.join("out/notes.txt"), "mine").unwrap();
        }
        command.current_dir(here).env("LC_ALL", "C.UTF-8").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn end(&self, here: &Path, seed: u32) {
        let output = self.start(here, seed).wait_with_output().unwrap();
        assert!(output.status.success(), "{}: {}", self.kind, String::from_utf8_lossy(&output.stderr));
    }

    /// The results, without work in progress.
    fn results(&self, here: &Path) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut open = vec![here.join("out")];
        while let Some(folder) = open.pop() {
            for path in below(&folder) {
                let name = path.strip_prefix(here.join("out")).unwrap().display().to_string();
                if ["runs", "societies", "checkpoints"].contains(&name.as_str()) || name.starts_with('.') {
                    continue;
                }
                if path.is_dir() { open.push(path) } else { drop(found.insert(name, fs::read(&path).unwrap())) }
            }
        }
        found
    }

    /// Whether its results are being replaced.
    fn is_writing(&self, here: &Path) -> bool {
        [format!(".{}.staged", self.kind), format!("{}.unfinished", self.kind)]
            .iter()
            .any(|name| here.join("out").join(name).exists())
    }
}

/// Copies a folder with everything in it.
fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in below(from) {
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(&path, &copy);
        } else {
            fs::copy(&path, &copy).unwrap();
        }
    }
}

/// What `glasshouse verify` says of the folder: whole, or unfinished.
fn verified(here: &Path) -> (bool, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_glasshouse")).args(["verify", "out"]).current_dir(here).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn whatever_moment_a_second_run_is_killed_at_the_folder_holds_one_run_or_says_that_it_holds_none() {
    let kills: u32 = std::env::var("GLASSHOUSE_KILLS").map_or(PAIRS.len() as u32, |n| n.parse().unwrap());
    let mut word = 0x2545_F491_u32;
    let mut share = || {
        // A linear congruential generator.
        word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(word >> 8) / f64::from(1 << 24)
    };
    let (mut done, mut seen) = (0, [0; 3]);
    for (n, pair) in PAIRS.iter().enumerate() {
        let (first, second, here) = (folder("first"), folder("second"), folder("replaced"));
        pair.end(&first, 1);
        let start = Instant::now();
        pair.end(&second, 2);
        let time = start.elapsed();
        let (old, new) = (pair.results(&first), pair.results(&second));
        assert!(old != new && verified(&first).0, "{}", pair.kind);
        fs::remove_dir_all(&here).unwrap();
        copied(&first, &here);
        let own = kills / PAIRS.len() as u32 + u32::from((n as u32) < kills % PAIRS.len() as u32);
        for k in 0..own {
            let mut child = pair.start(&here, 2);
            let (start, after) = (Instant::now(), time.mul_f64(share()));
            if k % 2 == 0 {
                // Aimed at the moments in which the results are replaced.
                while child.try_wait().unwrap().is_none() && !pair.is_writing(&here) {
                    sleep(Duration::from_micros(20));
                }
                let delay = Duration::from_micros((share() * 20_000.0) as u64);
                let start = Instant::now();
                while start.elapsed() < delay {
                    sleep(Duration::from_micros(20));
                }
            } else {
                while child.try_wait().unwrap().is_none() && start.elapsed() < after {
                    sleep(Duration::from_micros(500));
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let (whole, says) = verified(&here);
            let now = pair.results(&here);
            match whole {
                true if now == old => seen[0] += 1,
                true if now == new => seen[1] += 1,
                false if says.contains(&format!("{}: unfinished", pair.kind)) => seen[2] += 1,
                _ => panic!("{} after {done} kills: {says}\n{:?}", pair.kind, now.keys()),
            }
            done += 1;
            // Now and then the user repeats the command that was killed.
            if share() < 0.3 {
                pair.end(&here, 2);
                assert!(pair.results(&here) == new, "{} after {done} kills", pair.kind);
            }
            fs::remove_dir_all(&here).unwrap();
            copied(&first, &here);
        }
        for folder in [first, second, here] {
            fs::remove_dir_all(folder).unwrap();
        }
    }
    println!("{done} kills: {} left the old results, {} the new ones, {} unfinished ones", seen[0], seen[1], seen[2]);
}

#[test]
fn a_second_process_is_told_who_holds_the_folder_and_follows_when_that_is_killed() {
    let here = folder("held");
    let long = "compare no-system social-credit --people 50_000 --years 40 --replicates 2 --out out";
    let mut first = Command::new(env!("CARGO_BIN_EXE_glasshouse"));
    first.args(long.split_whitespace()).current_dir(&here).stdout(Stdio::null()).stderr(Stdio::null());
    let mut first = first.spawn().unwrap();
    let lock = here.join("out/.glasshouse-lock");
    while !fs::read_to_string(&lock).is_ok_and(|holder| holder.contains("process")) {
        assert!(first.try_wait().unwrap().is_none(), "it ended before it held the folder");
        sleep(Duration::from_millis(1));
    }
    let second = started(&here).wait_with_output().unwrap();
    let says = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1), "{says}");
    assert!(says.contains(&format!("in use by `glasshouse compare` (process {})", first.id())), "{says}");
    first.kill().unwrap();
    first.wait().unwrap();
    ended(&here);
    assert!(verified(&here).0 && !lock.exists());
    fs::remove_dir_all(&here).unwrap();
}

#[test]
fn what_is_in_the_way_of_results_is_told_before_the_run() {
    let here = folder("in-the-way");
    fs::create_dir_all(here.join("out/report.html")).unwrap();
    let refused = |words: &str| {
        let output = started(&here).wait_with_output().unwrap();
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && says.contains(words), "{says}");
        assert!(!says.contains("thread"), "not after the announcement: {says}");
    };
    refused("report.html` is a folder");
    fs::remove_dir(here.join("out/report.html")).unwrap();
    std::os::unix::fs::symlink("..", here.join("out/checkpoints")).unwrap();
    refused("checkpoints` is a link");
    let home = Command::new(env!("CARGO_BIN_EXE_glasshouse"))
        .args(["run", "no-system", "--out", "~/x"])
        .current_dir(&here)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&home.stderr).contains("only a shell replaces") && !here.join("~").exists());
    fs::remove_dir_all(&here).unwrap();
}
