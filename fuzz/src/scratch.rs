//! Files for readers that take paths: one folder for each process, and one for each thread in it.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::thread;

/// A small regime, about which stories are told.
pub const REGIME: &str = include_str!("../../crates/glasshouse/data/regimes/reviews.toml");

/// The folder of a thread, removed when the thread ends.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left is small, and lies in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

thread_local! {
    static HERE: RefCell<Scratch> = RefCell::new(Scratch({
        let name = format!("glasshouse-fuzz-{}-{:?}", std::process::id(), thread::current().id());
        let memory = PathBuf::from("/dev/shm");
        let root = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let path = root.join(name);
        fs::create_dir_all(&path).expect("a folder for texts");
        path
    }));
}

/// The path of a file with these bytes.
pub fn file(name: &str, data: &[u8]) -> String {
    HERE.with_borrow(|here| {
        let path = here.0.join(name);
        fs::write(&path, data).expect("room for a text");
        path.to_str().expect("a plain name").to_owned()
    })
}

/// A folder that holds nothing but this file.
pub fn folder_with(name: &str, data: &[u8]) -> PathBuf {
    HERE.with_borrow(|here| {
        let folder = here.0.join(name.replace('.', "-"));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), data).expect("room for a text");
        folder
    })
}
