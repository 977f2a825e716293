//! Where do the runs of the page lie, and what of them may be read? One folder, a folder in it for each run, and the
//! names below; nothing else can be named.

use super::http::{Answer, REPORT_POLICY, Refusal, refuse};
use crate::failure::Stop;
use crate::output_folder::Folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Files of a run that the page may show or hand out.
const FILES: [(&str, &str); 4] = [
    ("report.html", "text/html; charset=utf-8"),
    ("summary.csv", "text/csv; charset=utf-8"),
    ("manifest.json", "application/json"),
    ("series.parquet", "application/vnd.apache.parquet"),
];

/// The folder of all runs.
pub struct Shelter {
    path: PathBuf,
    /// The highest number that was given away: a run that left nothing does not lend its name to another.
    last: AtomicU64,
}

impl Shelter {
    /// Opens it, and finds out whether it can be written.
    pub fn open(path: PathBuf) -> Result<Shelter, Stop> {
        Folder::open(&path)?;
        let shelter = Shelter { path, last: AtomicU64::new(0) };
        shelter.last.store(shelter.runs().last().copied().unwrap_or(0), Ordering::SeqCst);
        Ok(shelter)
    }

    /// A folder for a new run, named after the next number that is free.
    pub fn new_run(&self) -> Result<(String, Folder), Stop> {
        for _ in 0..1000 {
            let id = format!("run-{}", self.last.fetch_add(1, Ordering::SeqCst) + 1);
            // Only who makes the folder owns it.
            if fs::create_dir(self.path.join(&id)).is_ok() {
                return Folder::open(&self.path.join(&id)).map(|folder| (id, folder));
            }
        }
        Err(Stop::Failed(format!("no new folder can be made in `{}`", self.path.display())))
    }

    /// Removes the folder of a run that left nothing in it.
    pub fn forget(&self, id: &str) {
        // A folder with something in it stays: `remove_dir` removes empty ones only.
        let _ = fs::remove_dir(self.path.join(id));
    }

    /// Numbers of the runs that have a folder, in order.
    fn runs(&self) -> Vec<u64> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut numbers: Vec<u64> = entries.filter_map(|entry| number(entry.file_name().to_str()?)).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The runs that have a report, latest first.
    pub fn reports(&self) -> Vec<String> {
        let ids = self.runs().into_iter().rev().map(|n| format!("run-{n}"));
        ids.filter(|id| self.path.join(id).join("report.html").is_file()).collect()
    }

    /// A file of a run.
    pub fn file(&self, id: &str, name: &str) -> Result<Answer, Refusal> {
        let none = || refuse(404, "there is no such file");
        let (name, kind) = FILES.iter().find(|(file, _)| *file == name).ok_or_else(none)?;
        number(id).ok_or_else(none)?;
        let path = self.path.join(id).join(name);
        // A link may lead anywhere, so that none is followed.
        let is_own = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|about| !about.is_symlink());
        if !is_own(&self.path.join(id)) || !is_own(&path) || !path.is_file() || has_other_names(&path) {
            return Err(none());
        }
        let bytes = fs::read(&path).map_err(|e| refuse(500, format!("the file cannot be read: {e}")))?;
        Ok(Answer { policy: REPORT_POLICY, ..Answer::new(kind, bytes) })
    }
}

/// Whether a file is also one elsewhere: what a run writes has one name.
#[cfg(unix)]
fn has_other_names(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).is_ok_and(|about| about.nlink() > 1)
}

#[cfg(not(unix))]
fn has_other_names(_: &Path) -> bool {
    false
}

/// The number of a run's name: `run-` and digits, without leading zeros.
fn number(id: &str) -> Option<u64> {
    let digits = id.strip_prefix("run-")?;
    let plain = digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    plain.then(|| digits.parse().ok()).flatten()
}
