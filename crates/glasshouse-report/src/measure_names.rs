//! Measures by their keys, as a user names them.

use crate::diagnostic_text;
use crate::job_error::JobError;
use glasshouse::diagnostic::nearest;
use glasshouse::observatory::measures::{Measure, TABLE, by_key};

/// What is written where a measure has no value: for a time until something is put right, that nothing was; else this sign.
pub fn undefined<'a>(measure: &Measure, sign: &'a str) -> &'a str {
    if matches!(measure.key, "redress_time" | "righting_time") { "none" } else { sign }
}

/// The measures with these keys; `all` for all of them.
pub fn named(keys: &[String]) -> Result<Vec<&'static Measure>, JobError> {
    if keys == ["all"] {
        return Ok(TABLE.iter().collect());
    }
    let find = |key: &String| {
        by_key(key).ok_or_else(|| {
            let near = nearest(key, TABLE.iter().map(|m| m.key));
            let hint = near.map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
            let clean = diagnostic_text::clean(key);
            JobError::Refused(format!("there is no measure `{clean}`{hint}; `glasshouse list measures` shows them all"))
        })
    };
    keys.iter().map(find).collect()
}
