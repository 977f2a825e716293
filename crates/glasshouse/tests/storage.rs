//! Tests of storage: planted links lead nowhere, and a set of files is whole or says that it is not.
#![allow(clippy::print_stdout)] // figures, for `--nocapture`
#![allow(clippy::disallowed_methods)] // a test prepares and inspects folders with the system's own functions

use glasshouse::storage::disk::{Disk, Real};
use glasshouse::storage::file_set::{self, SetState};
use glasshouse::storage::folder::Folder;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

const KIND: &str = "comparison";
/// Two runs that have one file in common.
const OLD: [(&str, &[u8]); 4] =
    [("summary.csv", b"old"), ("groups.csv", b"old"), ("scenario/old.toml", b"old"), ("scenario/2/a.toml", b"old")];
const NEW: [(&str, &[u8]); 3] =
    [("summary.csv", b"new, longer"), ("report.html", b"new"), ("scenario/new.toml", b"new")];

fn folder(name: &str) -> PathBuf {
    // In memory, if possible: each step is synced.
    let memory = Path::new("/dev/shm");
    let around = if memory.is_dir() { memory } else { Path::new(env!("CARGO_TARGET_TMPDIR")) };
    let path = around.join(format!("glasshouse-storage-{}", std::process::id())).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// Removes a test's folder, and the folder around it with the last.
fn done_with(folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
    let _ = fs::remove_dir(folder.parent().unwrap());
}

/// All files below a folder with their contents, without the lists of checksums.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for path in fs::read_dir(here).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found.retain(|name, _| !name.ends_with(".blake3"));
    found
}

fn set(files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

fn state(folder: &Path) -> SetState {
    let found = file_set::verify(&Folder::open(folder).unwrap()).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

fn replace_on(folder: &Path, files: &[(&str, &[u8])], disk: Arc<dyn Disk>) -> io::Result<()> {
    file_set::replace(&Folder::open_on(folder, disk)?, KIND, files)
}

fn replace(folder: &Path, files: &[(&str, &[u8])]) {
    replace_on(folder, files, Arc::new(Real)).unwrap();
}

#[test]
fn a_set_takes_the_place_of_another_and_leaves_what_is_not_its_own() {
    let here = folder("set");
    fs::write(here.join("notes.txt"), "mine").unwrap();
    replace(&here, &OLD);
    assert!(state(&here).is_whole() && state(&here).files == OLD.len());
    replace(&here, &NEW);
    let mut all = set(&NEW);
    all.insert("notes.txt".into(), b"mine".to_vec());
    assert_eq!(files(&here), all);
    assert!(state(&here).is_whole() && !here.join("scenario/2").exists());
    fs::write(here.join("report.html"), "changed").unwrap();
    fs::remove_file(here.join("summary.csv")).unwrap();
    let flaws = state(&here).flaws;
    let named: Vec<(&str, &str)> = flaws.iter().map(|(path, flaw)| (path.as_str(), flaw.as_str())).collect();
    assert_eq!(named, [("summary.csv", "is missing"), ("report.html", "was changed")]);
    assert!(replace_on(&here, &[("../outside", b"")], Arc::new(Real)).is_err());
    // Another kind beside it touches nothing.
    file_set::replace(&Folder::open(&here).unwrap(), "claims", &[("claims.csv", b"c")]).unwrap();
    assert_eq!(file_set::verify(&Folder::open(&here).unwrap()).unwrap().len(), 2);
    done_with(&here);
}

/// What goes wrong at one step of a disk.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// One step fails.
    Once,
    /// All steps from here on fail.
    ForGood,
    /// Renames from here on are reported and not done.
    LostNames,
    /// The program is killed: nothing more reaches the disk, not even cleaning up.
    Killed,
}

struct Faulty {
    left: AtomicU32,
    fault: Fault,
    /// Bytes that one call writes at most.
    most: usize,
}

impl Faulty {
    fn new(at: u32, fault: Fault, most: usize) -> Faulty {
        Faulty { left: AtomicU32::new(at), fault, most }
    }
}

impl Disk for Faulty {
    fn may(&self) -> io::Result<()> {
        let left = self.left.load(Ordering::Relaxed);
        if left > 0 {
            self.left.store(left - 1, Ordering::Relaxed);
            return Ok(());
        }
        match self.fault {
            Fault::LostNames => Ok(()),
            Fault::Once => {
                self.left.store(u32::MAX, Ordering::Relaxed);
                Err(ErrorKind::StorageFull.into())
            }
            Fault::ForGood => Err(ErrorKind::StorageFull.into()),
            Fault::Killed => std::panic::resume_unwind(Box::new("killed")),
        }
    }

    fn takes(&self, bytes: usize) -> usize {
        bytes.min(self.most)
    }

    fn loses_rename(&self) -> bool {
        self.fault == Fault::LostNames && self.left.load(Ordering::Relaxed) == 0
    }
}

#[test]
fn whatever_step_fails_the_set_is_whole_or_says_that_it_is_not() {
    let (here, mut steps, mut seen) = (folder("faults"), 0, [0; 3]);
    for fault in [Fault::Once, Fault::ForGood, Fault::LostNames, Fault::Killed] {
        for most in [usize::MAX, 1] {
            for at in 0.. {
                let _ = fs::remove_dir_all(&here);
                fs::create_dir_all(&here).unwrap();
                replace(&here, &OLD);
                let disk = Arc::new(Faulty::new(at, fault, most));
                let done = std::panic::catch_unwind(|| replace_on(&here, &NEW, disk.clone()));
                let what = format!("{fault:?} at step {at}, {most} bytes a call: {done:?}");
                let (state, left) = (state(&here), files(&here));
                let is = |run: &[(&str, &[u8])]| set(run).iter().all(|(name, bytes)| left.get(name) == Some(bytes));
                let whole = [is(&OLD), is(&NEW)];
                match (state.is_whole(), whole) {
                    (true, [true, false]) => seen[0] += 1,
                    (true, [false, true]) => seen[1] += 1,
                    (false, _) if state.unfinished => seen[2] += 1,
                    _ => panic!("{what}: {state:?} {left:?}"),
                }
                // Never files of both, whatever the note says.
                let own = |run: &[(&str, &[u8])]| {
                    left.iter().any(|(name, bytes)| run.contains(&(name.as_str(), bytes.as_slice())))
                };
                assert!(!(own(&OLD) && own(&NEW)), "{what}: {left:?}");
                // An error is reported if and only if the new set is not whole, or could not be tidied up after.
                if matches!(done, Ok(Ok(()))) {
                    assert!(state.is_whole() && whole[1], "{what}");
                    let rest: Vec<&String> = left.keys().filter(|name| !set(&NEW).contains_key(*name)).collect();
                    assert!(rest.is_empty(), "{what}: {rest:?}");
                }
                Folder::open(&here).unwrap().clear_unfinished().unwrap();
                replace(&here, &NEW);
                assert_eq!(files(&here), set(&NEW), "{what}, and once more");
                steps += 1;
                if matches!(done, Ok(Ok(()))) && disk.left.load(Ordering::Relaxed) > 0 {
                    break;
                }
            }
        }
    }
    println!("{steps} faults: {} left the old set, {} the new one, {} an unfinished one", seen[0], seen[1], seen[2]);
    assert!(steps > 250 && seen.iter().all(|n| *n > 10), "{steps} {seen:?}");
    done_with(&here);
}

#[test]
fn a_single_file_is_written_whole_or_not_at_all() {
    let (here, mut steps) = (folder("single"), 0);
    for fault in [Fault::Once, Fault::ForGood, Fault::LostNames] {
        for at in 0.. {
            fs::write(here.join("a"), "old").unwrap();
            let disk = Arc::new(Faulty::new(at, fault, 2));
            let done = Folder::open_on(&here, disk.clone()).unwrap().put("a", b"new, longer");
            let now = fs::read(here.join("a")).unwrap();
            // The name may be there and not yet durable: then an error is reported as well.
            assert!(now == b"old" && done.is_err() || now == b"new, longer", "{fault:?} {at}: {done:?}");
            assert_eq!(files(&here).len(), 1, "{fault:?} {at}");
            steps += 1;
            if done.is_ok() && disk.left.load(Ordering::Relaxed) > 0 {
                break;
            }
        }
    }
    assert!(steps > 20, "{steps}");
    done_with(&here);
}

#[cfg(unix)]
mod planted {
    use super::*;
    use glasshouse::storage::lock::{FolderLock, NAME};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    /// Names that somebody may plant something under, with those that a program could guess.
    const NAMES: [&str; 10] = [
        "summary.csv",
        "report.html",
        "scenario",
        "scenario/new.toml",
        ".comparison.staged",
        "comparison.blake3",
        "comparison.unfinished",
        NAME,
        ".report.html.part",
        "checkpoints",
    ];

    type Plant = fn(&Path, &Path);

    /// Ways to plant: each makes `at`, which leads to the treasure if it is followed.
    const WAYS: [(&str, Plant); 10] = [
        ("a link to a file", |at, treasure| symlink(treasure.join("file"), at).unwrap()),
        ("a link to a folder", |at, treasure| symlink(treasure, at).unwrap()),
        ("a link to nothing yet", |at, treasure| symlink(treasure.join("new"), at).unwrap()),
        ("a relative link", |at, _| symlink("../treasure/file", at).unwrap()),
        ("a hard link", |at, treasure| fs::hard_link(treasure.join("file"), at).unwrap()),
        ("a pipe", |at, _| assert!(std::process::Command::new("mkfifo").arg(at).status().unwrap().success())),
        ("an empty folder", |at, _| fs::create_dir(at).unwrap()),
        ("a folder with a link", |at, treasure| {
            fs::create_dir(at).unwrap();
            (0..9).for_each(|n| symlink(treasure.join("file"), at.join(n.to_string())).unwrap());
            symlink(treasure, at.join("list")).unwrap();
        }),
        ("a link to itself", |at, _| symlink(at, at).unwrap()),
        ("a link to a device", |at, _| symlink("/dev/full", at).unwrap()),
    ];

    #[test]
    fn in_a_hundred_planted_layouts_nothing_is_written_outside() {
        let around = folder("planted");
        let (out, treasure) = (around.join("out"), around.join("treasure"));
        let (mut layouts, mut written) = (0, 0);
        for name in NAMES {
            for (how, plant) in WAYS {
                for path in [&out, &treasure] {
                    let _ = fs::remove_dir_all(path);
                    fs::create_dir(path).unwrap();
                }
                fs::write(treasure.join("file"), "dear").unwrap();
                fs::create_dir_all(out.join(name).parent().unwrap()).unwrap();
                plant(&out.join(name), &treasure);
                let folder = Folder::open(&out).unwrap();
                let what = format!("{how} as {name}");
                // A folder can be in the way; then there is an error, and nothing else.
                if let Ok(_lock) = FolderLock::take(&folder, "a test") {
                    let done = folder.clear_unfinished().and_then(|()| file_set::replace(&folder, KIND, &NEW));
                    if done.is_ok() {
                        assert!(state(&out).is_whole(), "{what}");
                        assert!(NEW.iter().all(|(name, _)| fs::symlink_metadata(out.join(name)).unwrap().is_file()));
                        written += 1;
                    }
                    let _ = folder.put("report.html", b"new");
                    let _ = Folder::make_own(&out.join("checkpoints"), Arc::new(Real)).and_then(|f| f.put("a", b"b"));
                }
                let left: Vec<String> =
                    fs::read_dir(&treasure).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
                assert_eq!(left, ["file"], "{what}");
                assert_eq!(fs::read(treasure.join("file")).unwrap(), b"dear", "{what}");
                layouts += 1;
            }
        }
        println!("{layouts} layouts: nothing outside; {written} written whole, {} refused", layouts - written);
        assert!(layouts == 100 && written >= 60, "{layouts} {written}");
        done_with(&around);
    }

    #[test]
    fn nobody_else_may_read_what_is_written() {
        let here = folder("modes");
        let made = here.join("a/b");
        let folder = Folder::make(&made).unwrap();
        file_set::replace(&folder, KIND, &NEW).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(&here.join("a")), mode(&made), mode(&made.join("scenario"))], [0o700; 3]);
        for name in ["report.html", "scenario/new.toml", "comparison.blake3"] {
            assert_eq!(mode(&made.join(name)), 0o600, "{name}");
        }
        assert_eq!(fs::metadata(made.join("report.html")).unwrap().nlink(), 1);
        done_with(&here);
    }

    #[test]
    fn the_unfinished_files_of_the_dead_are_removed_and_no_others() {
        let here = folder("unfinished");
        let folder = Folder::open(&here).unwrap();
        let alive = folder.unfinished("report.html").unwrap();
        fs::write(here.join(".report.html.1-999999.part"), "left by a process that was killed").unwrap();
        fs::write(here.join(".mine.part"), "not the program's").unwrap();
        folder.clear_unfinished().unwrap();
        let mut left = folder.names().unwrap();
        left.retain(|name| *name != alive.name);
        assert_eq!(left, [".mine.part"]);
        assert!(here.join(&alive.name).exists());
        done_with(&here);
    }
}
