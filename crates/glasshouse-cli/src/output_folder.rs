//! Where do the results go, and are they whole?

use crate::failure::Stop;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A folder that can be written.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if it is not there, and tries it out before hours of work are spent.
    pub fn open(path: &Path) -> Result<Folder, Stop> {
        let folder = Folder(path.to_owned());
        let trial = path.join(".glasshouse-trial");
        fs::create_dir_all(path)
            .and_then(|()| fs::write(&trial, b"may this folder be written?"))
            .map_err(|e| failed(path, &e))?;
        // Another part of the same work may have tried it at the same moment, and cleared up.
        folder.remove(".glasshouse-trial")?;
        Ok(folder)
    }

    /// A folder in this one.
    pub fn within(&self, name: &str) -> Result<Folder, Stop> {
        Folder::open(&self.0.join(name))
    }

    /// Removes a file, if there is one.
    pub fn remove(&self, name: &str) -> Result<(), Stop> {
        let path = self.0.join(name);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(failed(&path, &e)),
            _ => Ok(()),
        }
    }

    /// Writes a file whole or not at all, even if the machine stops: under another name first, synced, then renamed.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Stop> {
        let path = self.0.join(name);
        let part = self.0.join(format!(".{name}.part"));
        let synced = || {
            let mut file = File::create(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            // The new name is kept by the folder; where folders cannot be opened, the system sees to that itself.
            if cfg!(unix) { File::open(&self.0)?.sync_all() } else { Ok(()) }
        };
        synced().map_err(|e| {
            // What is left of it would only confuse; if it cannot be removed, the first error is still the news.
            let _ = fs::remove_file(&part);
            failed(&path, &e)
        })?;
        Ok(path)
    }
}

fn failed(path: &Path, e: &io::Error) -> Stop {
    Stop::Failed(format!("cannot write to `{}`: {e}", path.display()))
}
