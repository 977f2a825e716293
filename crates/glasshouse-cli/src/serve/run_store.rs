//! The folders of the page's runs, and the files in them that may be read.

use super::http::{HttpResponse, REPORT_POLICY, Refusal, refuse};
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::OutputFolder;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Files of a run that the server may send.
const FILES: [(&str, &str); 4] = [
    ("report.html", "text/html; charset=utf-8"),
    ("summary.csv", "text/csv; charset=utf-8"),
    ("manifest.json", "application/json"),
    ("series.parquet", "application/vnd.apache.parquet"),
];

/// The folder of all runs.
pub struct RunStore {
    path: PathBuf,
    /// The highest number used so far: a name is never used twice, even if its run left no files.
    last: AtomicU64,
}

impl RunStore {
    /// Opens it and checks that it can be written.
    pub fn open(path: PathBuf) -> Result<RunStore, JobError> {
        OutputFolder::open(&path)?;
        let store = RunStore { path, last: AtomicU64::new(0) };
        store.last.store(store.runs().last().copied().unwrap_or(0), Ordering::SeqCst);
        Ok(store)
    }

    /// A folder for a new run, named after the next free number.
    pub fn new_run(&self) -> Result<(String, OutputFolder), JobError> {
        for _ in 0..1000 {
            let id = format!("run-{}", self.last.fetch_add(1, Ordering::SeqCst) + 1);
            // Whoever creates the folder owns it.
            if fs::create_dir(self.path.join(&id)).is_ok() {
                return OutputFolder::open(&self.path.join(&id)).map(|folder| (id, folder));
            }
        }
        Err(JobError::Failed(format!("cannot create a new folder in `{}`", self.path.display())))
    }

    /// Removes the folder of a run if it is empty.
    pub fn forget(&self, id: &str) {
        // A folder with files stays: `remove_dir` removes only empty ones.
        let _ = fs::remove_dir(self.path.join(id));
    }

    /// Numbers of the runs that have a folder, in order.
    fn runs(&self) -> Vec<u64> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut numbers: Vec<u64> = entries.filter_map(|entry| number(entry.file_name().to_str()?)).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The runs that have a report, the latest first.
    pub fn reports(&self) -> Vec<String> {
        let ids = self.runs().into_iter().rev().map(|n| format!("run-{n}"));
        ids.filter(|id| self.path.join(id).join("report.html").is_file()).collect()
    }

    /// A file of a run.
    pub fn file(&self, id: &str, name: &str) -> Result<HttpResponse, Refusal> {
        let none = || refuse(404, "there is no such file");
        let (name, kind) = FILES.iter().find(|(file, _)| *file == name).ok_or_else(none)?;
        number(id).ok_or_else(none)?;
        let path = self.path.join(id).join(name);
        // A link may lead anywhere, so none is followed.
        let is_own = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|about| !about.is_symlink());
        if !is_own(&self.path.join(id)) || !is_own(&path) || !path.is_file() || has_other_names(&path) {
            return Err(none());
        }
        let bytes = fs::read(&path).map_err(|e| refuse(500, format!("cannot read the file: {e}")))?;
        Ok(HttpResponse { policy: REPORT_POLICY, ..HttpResponse::new(kind, bytes) })
    }
}

/// Whether a file has other hard links: a file that a run wrote has only one name.
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
