//! A set of files that is replaced as a whole: a folder never holds some files of one run and some of another.
//!
//! All files are first written and synced in a hidden folder: up to here, an error leaves the old set as it was. Then
//! a note is left that says what is going on, the old files are removed, the new ones get their names, a list of their
//! checksums is written, and the note is removed. Whoever finds the list has a whole set, and whoever finds the note
//! has none; the next set then removes what is left.
//!
//! The list `KIND.blake3` has the form that `b3sum --check` reads.

use super::folder::{EntryKind, Folder};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read as _};

/// Ending of the list of checksums.
const LIST: &str = ".blake3";
/// Ending of the note that is there while files change.
const NOTE: &str = ".unfinished";
/// The longest list or note that is read.
const LONGEST: u64 = 1 << 24;
/// Bytes read at once.
const BUFFER: usize = 1 << 16;

/// Replaces the set of this kind by these files, each with its path in the folder.
///
/// # Errors
///
/// If a file cannot be written. Either the old set is unchanged, or the note says that the folder holds none.
pub fn replace(folder: &Folder, kind: &str, files: &[(&str, &[u8])]) -> io::Result<()> {
    for (path, _) in files {
        parts(path)
            .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, format!("`{path}` leads out of its folder")))?;
    }
    let (staged, hidden) = stage(folder, kind, files).inspect_err(|_| {
        // They only take room; the first error matters most.
        let _ = folder.remove_all(&hidden(kind));
    })?;
    let old = known(folder, kind)?;
    let all: BTreeSet<&str> = old.iter().map(String::as_str).chain(files.iter().map(|(path, _)| *path)).collect();
    folder.put(&note(kind), note_text(kind, &all).as_bytes())?;
    folder.remove(&list(kind))?;
    old.iter().try_for_each(|path| remove(folder, path))?;
    folder.sync()?;
    for (number, (path, _)) in files.iter().enumerate() {
        let (below, name) = at(folder, path, true)?;
        staged.rename(&number.to_string(), &below, name)?;
        below.sync()?;
    }
    staged.rename("list", folder, &list(kind))?;
    folder.sync()?;
    folder.remove(&note(kind))?;
    folder.remove_folder(&hidden)?;
    folder.sync()
}

/// Writes all files and their list into a hidden folder.
fn stage(folder: &Folder, kind: &str, files: &[(&str, &[u8])]) -> io::Result<(Folder, String)> {
    let hidden = hidden(kind);
    // Left by a process that was killed, or planted.
    folder.remove_all(&hidden)?;
    folder.make_new(&hidden)?;
    let staged = folder.within(&hidden)?;
    for (number, (_, bytes)) in files.iter().enumerate() {
        staged.put_new(&number.to_string(), bytes)?;
    }
    let lines = files.iter().map(|(path, bytes)| format!("{}  {path}\n", blake3::hash(bytes).to_hex()));
    staged.put_new("list", lines.collect::<String>().as_bytes())?;
    staged.sync()?;
    Ok((staged, hidden))
}

/// The paths of all files that the sets of this kind left so far.
fn known(folder: &Folder, kind: &str) -> io::Result<BTreeSet<String>> {
    let mut paths = BTreeSet::new();
    for name in [list(kind), note(kind)] {
        let lines = text(folder, &name)?.unwrap_or_default();
        paths.extend(lines.lines().filter_map(|line| line.split_once("  ")).map(|(_, path)| path.to_owned()));
    }
    paths.retain(|path| parts(path).is_some());
    Ok(paths)
}

/// Removes a file, and the folders that are empty without it.
fn remove(folder: &Folder, path: &str) -> io::Result<()> {
    let (below, name) = match at(folder, path, false) {
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
        found => found?,
    };
    if below.kind(name)? == Some(EntryKind::Folder) {
        return Ok(());
    }
    below.remove(name)?;
    let mut path = path;
    while let Some((above, _)) = path.rsplit_once('/') {
        let (outer, name) = at(folder, above, false)?;
        if outer.remove_folder(name).is_err() {
            // It holds something else.
            break;
        }
        path = above;
    }
    Ok(())
}

/// The folder that holds a path, and its name there.
fn at<'p>(folder: &Folder, path: &'p str, makes: bool) -> io::Result<(Folder, &'p str)> {
    let Some((above, name)) = path.rsplit_once('/') else { return Ok((folder.clone(), path)) };
    let step = |folder: Folder, name| if makes { folder.make_within(name) } else { folder.within(name) };
    Ok((above.split('/').try_fold(folder.clone(), step)?, name))
}

/// The parts of a path that does not lead out of its folder.
fn parts(path: &str) -> Option<Vec<&str>> {
    let is_name = |part: &&str| !matches!(*part, "" | "." | "..") && !part.contains(['\\', '\0', '\n', '\r']);
    let parts: Vec<&str> = path.split('/').collect();
    parts.iter().all(is_name).then_some(parts)
}

fn text(folder: &Folder, name: &str) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    match folder.read(name) {
        Ok(file) => file.take(LONGEST).read_to_end(&mut bytes)?,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

fn note_text(kind: &str, paths: &BTreeSet<&str>) -> String {
    let lines: String = paths.iter().map(|path| format!("-  {path}\n")).collect();
    format!(
        "The {kind} in this folder is being written, or was interrupted while it was.\nThese files may be missing. The \
         same command writes them again:\n\n{lines}"
    )
}

/// Name of the list of a kind's checksums.
pub fn list(kind: &str) -> String {
    format!("{kind}{LIST}")
}

/// Name of the note that is there while the files of a kind change.
pub fn note(kind: &str) -> String {
    format!("{kind}{NOTE}")
}

fn hidden(kind: &str) -> String {
    format!(".{kind}.staged")
}

/// What a folder holds of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetState {
    /// The kind.
    pub kind: String,
    /// Number of files on the list.
    pub files: usize,
    /// Whether the set was interrupted while it was written.
    pub unfinished: bool,
    /// Files that are missing or differ from the list, each with what is wrong.
    pub flaws: Vec<(String, String)>,
}

impl SetState {
    /// Whether every file is as it was written.
    pub fn is_whole(&self) -> bool {
        !self.unfinished && self.flaws.is_empty()
    }
}

/// Compares all sets in a folder with their lists.
///
/// # Errors
///
/// If the folder or a list cannot be read.
pub fn verify(folder: &Folder) -> io::Result<Vec<SetState>> {
    let names = folder.names()?;
    let kind = |name: &String| name.strip_suffix(LIST).or(name.strip_suffix(NOTE)).map(str::to_owned);
    let kinds: BTreeSet<String> = names.iter().filter_map(kind).filter(|kind| !kind.is_empty()).collect();
    kinds.into_iter().map(|kind| state(folder, kind)).collect()
}

fn state(folder: &Folder, kind: String) -> io::Result<SetState> {
    let unfinished = folder.kind(&note(&kind))?.is_some();
    let lines = text(folder, &list(&kind))?.unwrap_or_default();
    let mut flaws = Vec::new();
    for line in lines.lines() {
        let Some((hash, path)) = line.split_once("  ").filter(|(_, path)| parts(path).is_some()) else {
            flaws.push((list(&kind), "has a line that is none of a list of checksums".to_owned()));
            continue;
        };
        match digest(folder, path) {
            Ok(found) if found == hash => {}
            Ok(_) => flaws.push((path.to_owned(), "was changed".to_owned())),
            Err(e) if e.kind() == ErrorKind::NotFound => flaws.push((path.to_owned(), "is missing".to_owned())),
            Err(e) => flaws.push((path.to_owned(), format!("cannot be read: {e}"))),
        }
    }
    Ok(SetState { kind, files: lines.lines().count(), unfinished, flaws })
}

fn digest(folder: &Folder, path: &str) -> io::Result<String> {
    let (below, name) = at(folder, path, false)?;
    let (mut file, mut hasher, mut bytes) = (below.read(name)?, blake3::Hasher::new(), vec![0; BUFFER]);
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            n => hasher.update(&bytes[..n]),
        };
    }
}
