//! A checksummed file format in which every lost or changed byte is detected.
//!
//! A sealed file begins with a head: eight bytes that distinguish it from any other file, the format, a text that
//! describes its contents, and the hash of all these. Named pieces follow, one after the other. The file ends with a
//! list of them: the name, length and hash of each, and a hash of head and list together. Every bit is therefore
//! covered by a hash (BLAKE3), each piece can be read alone, and the writer need not know the number of pieces in
//! advance.
//!
//! Numbers are little-endian. The frame of the head is the same in every format, so that an older or newer file can
//! be distinguished from a damaged one.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// Format of the files that this version writes, and the only one that it reads.
pub const FORMAT: u32 = 3;
/// The first bytes of every sealed file: no text file begins with them, and they do not survive a transfer as text.
pub const MAGIC: [u8; 8] = *b"\x89GLASS\r\n";
/// Bytes of a hash.
const HASH: usize = 32;
/// Bytes before the text of the head: magic, format, length of the text.
const FRAME: usize = 16;
/// Bytes of a line in the list: kind, number, length, hash.
pub const LINE: usize = 16 + HASH;
/// The line of the list on a piece.
pub type IndexLine = [u8; LINE];
/// Bytes after the list: number of pieces, hash of head and list.
const TAIL: usize = 8 + HASH;
/// The greatest length of a head's text, whatever its length field says.
const LONGEST_HEAD: usize = 1 << 16;
/// Bytes of pieces that are read at once, to be checked on all threads.
const BATCH: u64 = 1 << 24;

/// Name of a piece: its kind, and the number of the county, month or other item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Its kind, in four letters.
    pub kind: [u8; 4],
    /// Its number within the kind.
    pub number: u32,
}

/// A piece that is ready to be written.
pub struct Piece {
    label: Label,
    bytes: Vec<u8>,
    hash: blake3::Hash,
}

impl Piece {
    /// Names bytes and hashes them.
    pub fn new(kind: [u8; 4], number: u32, bytes: Vec<u8>) -> Piece {
        Piece { label: Label { kind, number }, hash: blake3::hash(&bytes), bytes }
    }

    /// Its line in the list.
    pub fn line(&self) -> IndexLine {
        let mut line = [0; LINE];
        line[..4].copy_from_slice(&self.label.kind);
        line[4..8].copy_from_slice(&self.label.number.to_le_bytes());
        line[8..16].copy_from_slice(&(self.bytes.len() as u64).to_le_bytes());
        line[16..].copy_from_slice(self.hash.as_bytes());
        line
    }
}

/// Writes a sealed file from its first byte to its last. Several processes may write one file together: each writes
/// its own pieces, and the first one also writes the shared ones.
pub struct Sealer<W: Write + Seek> {
    out: W,
    first: bool,
    head: blake3::Hash,
    list: Vec<u8>,
}

impl<W: Write + Seek> Sealer<W> {
    /// Begins with the text of the head, of at most 64 KiB, which the `first` process writes.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn begin(out: W, text: &str, first: bool) -> io::Result<Sealer<W>> {
        let head = [&MAGIC[..], &FORMAT.to_le_bytes(), &(text.len() as u32).to_le_bytes(), text.as_bytes()].concat();
        let hash = blake3::hash(&head);
        let mut begun = Sealer { out, first, head: hash, list: Vec::new() };
        begun.common(&head)?;
        begun.common(hash.as_bytes())?;
        Ok(begun)
    }

    /// Adds a piece that every process has; the first one writes it.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn put(&mut self, piece: &Piece) -> io::Result<()> {
        self.list.extend(piece.line());
        self.common(&piece.bytes)
    }

    /// Adds a piece that only this process has.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn put_own(&mut self, piece: &Piece) -> io::Result<()> {
        self.list.extend(piece.line());
        self.out.write_all(&piece.bytes)
    }

    /// Leaves space for a piece that another process writes, whose line is `line`.
    ///
    /// # Errors
    ///
    /// If the file does not extend that far.
    pub fn leave(&mut self, line: &IndexLine) -> io::Result<()> {
        self.list.extend(line);
        self.pass(number(&line[8..16]))
    }

    /// Ends with the list and returns the writer.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn end(mut self) -> io::Result<W> {
        self.list.extend(((self.list.len() / LINE) as u64).to_le_bytes());
        let seal = seal(&self.head, &self.list);
        let list = std::mem::take(&mut self.list);
        self.common(&list)?;
        self.common(seal.as_bytes())?;
        Ok(self.out)
    }

    fn common(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.first { self.out.write_all(bytes) } else { self.pass(bytes.len() as u64) }
    }

    fn pass(&mut self, bytes: u64) -> io::Result<()> {
        self.out.seek(SeekFrom::Current(bytes.cast_signed())).map(drop)
    }
}

/// The hash of head and list together.
fn seal(head: &blake3::Hash, list: &[u8]) -> blake3::Hash {
    blake3::Hasher::new().update(head.as_bytes()).update(list).finalize()
}

/// Why a file is rejected.
#[derive(Debug)]
pub enum IntegrityError {
    /// It was cut off or changed.
    Damaged(String),
    /// It is a file of another kind or format.
    Foreign(String),
    /// It cannot be read.
    Unreadable(io::Error),
}

impl IntegrityError {
    fn damaged(what: &str) -> IntegrityError {
        IntegrityError::Damaged(what.to_owned())
    }
}

impl From<io::Error> for IntegrityError {
    fn from(e: io::Error) -> IntegrityError {
        match e.kind() {
            io::ErrorKind::UnexpectedEof => IntegrityError::damaged("it is cut off"),
            _ => IntegrityError::Unreadable(e),
        }
    }
}

impl std::error::Error for IntegrityError {}

impl fmt::Display for IntegrityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IntegrityError::Damaged(how) => write!(f, "is damaged: {how}"),
            IntegrityError::Foreign(what) => write!(f, "{what}"),
            IntegrityError::Unreadable(e) => write!(f, "cannot be read: {e}"),
        }
    }
}

/// The location of a piece.
struct IndexEntry {
    label: Label,
    start: u64,
    length: u64,
    hash: [u8; HASH],
}

/// An opened sealed file, with intact head and list.
pub struct Sealed<R> {
    from: R,
    /// The text of its head.
    pub text: String,
    entries: Vec<IndexEntry>,
}

impl<R: Read + Seek> Sealed<R> {
    /// Opens a file and checks its head and list, and that the pieces fill the space between them.
    ///
    /// # Errors
    ///
    /// If it is not a sealed file of this format, is damaged, or cannot be read.
    pub fn open(mut from: R) -> Result<Sealed<R>, IntegrityError> {
        let size = from.seek(SeekFrom::End(0))?;
        from.seek(SeekFrom::Start(0))?;
        let (head, text) = head(&mut from, size)?;
        let pieces_at = (FRAME + text.len() + HASH) as u64;
        let room = size.checked_sub(pieces_at + TAIL as u64).ok_or_else(|| IntegrityError::damaged("it is cut off"))?;
        let mut tail = [0; TAIL];
        from.seek(SeekFrom::Start(size - TAIL as u64))?;
        from.read_exact(&mut tail)?;
        let count = number(&tail[..8]);
        let broken = || IntegrityError::damaged("it is cut off, or its list of pieces was changed");
        let list_size = count.checked_mul(LINE as u64).filter(|list| *list <= room).ok_or_else(broken)?;
        let mut list = vec![0; list_size as usize];
        from.seek(SeekFrom::Start(size - TAIL as u64 - list_size))?;
        from.read_exact(&mut list)?;
        let signed = [&list[..], &tail[..8]].concat();
        if seal(&head, &signed).as_bytes()[..] != tail[8..] {
            return Err(broken());
        }
        let mut start = pieces_at;
        let mut entries = Vec::with_capacity(list.len() / LINE);
        for line in list.chunks_exact(LINE) {
            let label = Label { kind: part(&line[..4]), number: u32::from_le_bytes(part(&line[4..8])) };
            let length = number(&line[8..16]);
            entries.push(IndexEntry { label, start, length, hash: part(&line[16..]) });
            start = start.checked_add(length).ok_or_else(broken)?;
        }
        if start != size - TAIL as u64 - list_size {
            return Err(broken());
        }
        Ok(Sealed { from, text, entries })
    }

    /// Whether the file has this piece.
    pub fn has(&self, kind: [u8; 4], number: u32) -> bool {
        self.entry(Label { kind, number }).is_some()
    }

    /// Reads a piece and checks it.
    ///
    /// # Errors
    ///
    /// If it does not exist, is damaged or cannot be read.
    pub fn piece(&mut self, kind: [u8; 4], number: u32) -> Result<Vec<u8>, IntegrityError> {
        let label = Label { kind, number };
        let at =
            self.entry(label).ok_or_else(|| IntegrityError::Damaged(format!("it has no piece {}", name(label))))?;
        let IndexEntry { start, length, hash, .. } = self.entries[at];
        self.from.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; length as usize];
        self.from.read_exact(&mut bytes)?;
        if blake3::hash(&bytes).as_bytes() == &hash { Ok(bytes) } else { Err(changed(label)) }
    }

    /// Number of pieces.
    pub fn pieces(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Reads the pieces at these positions in the list and checks them, on all threads.
    ///
    /// # Errors
    ///
    /// If one of them is damaged or cannot be read.
    pub fn check(&mut self, places: Range<u32>) -> Result<(), IntegrityError> {
        use rayon::prelude::*;
        let mut left = &self.entries[places.start as usize..places.end as usize];
        if let Some(first) = left.first() {
            self.from.seek(SeekFrom::Start(first.start))?;
        }
        while !left.is_empty() {
            let end = left[0].start + BATCH;
            let most = left.iter().take_while(|entry| entry.start < end).count().max(1);
            let (batch, rest) = left.split_at(most);
            let start = batch[0].start;
            let mut bytes = vec![0; batch.iter().map(|entry| entry.length).sum::<u64>() as usize];
            self.from.read_exact(&mut bytes)?;
            let is_changed = |entry: &&IndexEntry| {
                let from = (entry.start - start) as usize;
                blake3::hash(&bytes[from..from + entry.length as usize]).as_bytes() != &entry.hash
            };
            if let Some(entry) = batch.par_iter().find_first(is_changed) {
                return Err(changed(entry.label));
            }
            left = rest;
        }
        Ok(())
    }

    fn entry(&self, label: Label) -> Option<usize> {
        self.entries.iter().position(|entry| entry.label == label)
    }
}

/// Reads and checks the head: its hash and its text.
fn head(from: &mut impl Read, size: u64) -> Result<(blake3::Hash, String), IntegrityError> {
    let mut frame = Vec::new();
    from.take(FRAME as u64).read_to_end(&mut frame)?;
    // After a power cut a file may have its full length and its end but an empty beginning.
    if !frame.is_empty() && frame.iter().all(|byte| *byte == 0) {
        return Err(IntegrityError::damaged("its beginning was never written"));
    }
    if !frame.starts_with(&MAGIC) && !MAGIC.starts_with(&frame) {
        return Err(IntegrityError::Foreign("is not a glasshouse checkpoint: it begins with other bytes".to_owned()));
    }
    if frame.len() < FRAME {
        return Err(IntegrityError::damaged("it is cut off"));
    }
    let length = u32::from_le_bytes(part(&frame[12..])) as usize;
    if length > LONGEST_HEAD || (FRAME + length + HASH) as u64 > size {
        return Err(IntegrityError::damaged("it is cut off, or its head was changed"));
    }
    let mut rest = vec![0; length + HASH];
    from.read_exact(&mut rest)?;
    let (text, told) = rest.split_at(length);
    let hash = blake3::Hasher::new().update(&frame).update(text).finalize();
    if hash.as_bytes()[..] != *told {
        return Err(IntegrityError::damaged("its head was changed"));
    }
    let format = u32::from_le_bytes(part(&frame[8..12]));
    if format != FORMAT {
        let says = format!("has format {format}, and this version of glasshouse reads format {FORMAT}");
        return Err(IntegrityError::Foreign(says));
    }
    let text = String::from_utf8(text.to_vec()).map_err(|_| IntegrityError::damaged("its head is not text"))?;
    Ok((hash, text))
}

fn changed(label: Label) -> IntegrityError {
    IntegrityError::Damaged(format!("its piece {} was changed", name(label)))
}

fn name(Label { kind, number }: Label) -> String {
    format!("{}-{number}", kind.escape_ascii())
}

/// Converts `N` bytes to an array.
fn part<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut part = [0; N];
    part.copy_from_slice(bytes);
    part
}

fn number(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(part(bytes))
}
