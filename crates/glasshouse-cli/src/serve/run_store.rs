//! The folders of the page's runs, and the files in them that may be read.

use super::http::{HttpResponse, REPORT_POLICY, Refusal, refuse};
use glasshouse::storage::folder::Folder;
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::{self, OutputFolder};
use std::io::Read as _;
use std::path::PathBuf;
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
    folder: Folder,
    /// The highest number used so far: a name is never used twice, even if its run left no files.
    last: AtomicU64,
}

impl RunStore {
    /// Opens it and checks that it can be written.
    pub fn open(path: PathBuf) -> Result<RunStore, JobError> {
        // Other programs may write beside its runs.
        let store = RunStore { folder: output_folder::shared(&path)?, last: AtomicU64::new(0) };
        store.last.store(store.runs().last().copied().unwrap_or(0), Ordering::SeqCst);
        Ok(store)
    }

    /// A folder for a new run, named after the next free number.
    pub fn new_run(&self) -> Result<(String, OutputFolder), JobError> {
        for _ in 0..1000 {
            let id = format!("run-{}", self.last.fetch_add(1, Ordering::SeqCst) + 1);
            // Whoever creates the folder owns it.
            match OutputFolder::new_within(&self.folder, &id) {
                Ok(Some(folder)) => return Ok((id, folder)),
                Ok(None) => {}
                Err(stop) => return Err(stop),
            }
        }
        Err(JobError::Failed(format!("cannot create a new folder in `{}`", self.folder.path().display())))
    }

    /// Removes the folder of a run if it is empty.
    pub fn forget(&self, id: &str) {
        // A folder with files stays: only empty ones are removed.
        let _ = self.folder.remove_folder(id);
    }

    /// Numbers of the runs that have a folder, in order.
    fn runs(&self) -> Vec<u64> {
        let names = self.folder.names().unwrap_or_default();
        let mut numbers: Vec<u64> = names.iter().filter_map(|name| number(name)).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The runs that have a report, the latest first.
    pub fn reports(&self) -> Vec<String> {
        let ids = self.runs().into_iter().rev().map(|n| format!("run-{n}"));
        ids.filter(|id| self.folder.within(id).is_ok_and(|run| run.read_own("report.html").is_ok())).collect()
    }

    /// A file of a run.
    pub fn file(&self, id: &str, name: &str) -> Result<HttpResponse, Refusal> {
        let none = || refuse(404, "there is no such file");
        let kind = match FILES.iter().find(|(file, _)| *file == name) {
            Some((_, kind)) => kind,
            None if is_annex(name) => "text/html; charset=utf-8",
            None => return Err(none()),
        };
        number(id).ok_or_else(none)?;
        // A link may lead anywhere, so none is followed; a file that a run wrote has only one name.
        let mut file = self.folder.within(id).and_then(|run| run.read_own(name)).map_err(|_| none())?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| refuse(500, format!("cannot read the file: {e}")))?;
        Ok(HttpResponse { policy: REPORT_POLICY, ..HttpResponse::new(kind, bytes) })
    }
}

/// Whether this is the name of an annex to an impact assessment: `assessment-1.html`.
fn is_annex(name: &str) -> bool {
    let number = name.strip_prefix("assessment-").and_then(|rest| rest.strip_suffix(".html"));
    number.is_some_and(|number| (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The number of a run's name: `run-` and digits, without leading zeros.
fn number(id: &str) -> Option<u64> {
    let digits = id.strip_prefix("run-")?;
    let plain = digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    plain.then(|| digits.parse().ok()).flatten()
}
