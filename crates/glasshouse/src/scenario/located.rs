//! A value together with the place where the user wrote it.

use super::table_reader::EntryReader;
use crate::diagnostic::Location;

/// A value, and its place in the user's file.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub value: T,
    pub place: Location,
}

impl<T> Located<T> {
    /// The same place with a label.
    pub fn place(&self, label: impl Into<String>) -> Location {
        Location { label: label.into(), ..self.place.clone() }
    }
}

/// The value of an entry, with its place.
pub(super) fn at<T>(entry: EntryReader<'_>, read: impl FnOnce(EntryReader<'_>) -> Option<T>) -> Option<Located<T>> {
    let place = entry.place("");
    read(entry).map(|value| Located { value, place })
}
