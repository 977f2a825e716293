//! Tests of kills: a run killed again and again ends with the same files as an undisturbed one.
//!
//! `GLASSHOUSE_KILLS=100 cargo test -p glasshouse-cli --test kills` kills a hundred times instead of a few.
#![allow(clippy::print_stdout)] // figures, for `--nocapture`
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
