//! Names for files that are not finished: each process has its own, and recognises those that others left behind.

use std::sync::atomic::{AtomicU64, Ordering};

const ENDING: &str = ".part";

/// A name for an unfinished file that this process has not used before.
pub fn next(name: &str) -> String {
    static USED: AtomicU64 = AtomicU64::new(0);
    let number = USED.fetch_add(1, Ordering::Relaxed);
    format!(".{name}.{}-{number}{ENDING}", std::process::id())
}

/// Whether this is the name of an unfinished file.
pub fn is_one(name: &str) -> bool {
    let numbers = || {
        let (_, numbers) = name.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit_once('.')?;
        let (process, number) = numbers.split_once('-')?;
        Some([process, number].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())))
    };
    numbers() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_names_are_recognised_and_no_others() {
        let (one, other) = (next("report.html"), next("report.html"));
        assert!(one != other && is_one(&one) && is_one(&other));
        for not in ["report.html", ".report.html.part", ".part", ".a.1-.part", ".a.1-2.html", "a.1-2.part", ".1-2.part"]
        {
            assert!(!is_one(not), "{not}");
        }
    }
}
