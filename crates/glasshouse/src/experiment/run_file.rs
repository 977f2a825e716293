//! The file of one run of an experiment: either intact or absent, and never mistaken for another's.
//!
//! A short text: the identity of the run, its figures, and a digest of all of it. The same run gives the same bytes.

use crate::observatory::manifest::hash;
use std::fmt;

/// Figures of one run, in the order of [`super::sweep::Sweep::columns`]; `None` where not defined.
pub type RunFigures = Vec<Option<f64>>;

/// The reason why a text is not the requested run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunFileError {
    /// It is truncated or changed.
    Damaged,
    /// It is intact, and a run of another experiment.
    Foreign,
    /// It is intact, and another run of this experiment.
    Misnamed(u32),
}

impl fmt::Display for RunFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunFileError::Damaged => write!(f, "is damaged: it was cut off or changed"),
            RunFileError::Foreign => write!(f, "belongs to another experiment, or to another version of this one"),
            RunFileError::Misnamed(run) => write!(f, "is not what its name says: it is run {run}"),
        }
    }
}

impl std::error::Error for RunFileError {}

const FIRST: &str = "glasshouse sweep, one run";

/// The text of a run; `digest` is that of the experiment.
pub fn text(digest: &str, run: u32, figures: &RunFigures) -> String {
    let mut text = format!("{FIRST}\nexperiment {digest}\nrun {run}\n");
    for figure in figures {
        text += &figure.map_or("none\n".to_string(), |figure| format!("{figure}\n"));
    }
    let whole = hash(text.as_bytes());
    text + &format!("whole {whole}\n")
}

/// The figures of a run, `figures` of them, from its text.
pub fn read(text: &str, digest: &str, run: u32, figures: usize) -> Result<RunFigures, RunFileError> {
    let end = text.strip_suffix('\n').and_then(|text| text.rfind('\n')).ok_or(RunFileError::Damaged)? + 1;
    let (body, last) = text.split_at(end);
    if last != format!("whole {}\n", hash(body.as_bytes())) {
        return Err(RunFileError::Damaged);
    }
    let mut lines = body.lines();
    let mut after = |word: &str| lines.next().and_then(|line| line.strip_prefix(word));
    if after(FIRST) != Some("") || after("experiment ") != Some(digest) {
        return Err(RunFileError::Foreign);
    }
    let is: u32 = after("run ").and_then(|n| n.parse().ok()).ok_or(RunFileError::Damaged)?;
    if is != run {
        return Err(RunFileError::Misnamed(is));
    }
    let figure = |line: &str| match line {
        "none" => Ok(None),
        number => number.parse().ok().filter(|x: &f64| x.is_finite()).map(Some).ok_or(RunFileError::Damaged),
    };
    let all: RunFigures = lines.map(figure).collect::<Result<_, _>>()?;
    if all.len() == figures { Ok(all) } else { Err(RunFileError::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> RunFigures {
        vec![Some(0.1 + 0.2), None, Some(-1e-300), Some(-0.0), Some(5e15 / 3.0)]
    }

    #[test]
    fn figures_come_back_to_the_last_bit() {
        let text = text("abc", 7, &figures());
        let bits = |all: &RunFigures| all.iter().map(|x| x.map(f64::to_bits)).collect::<Vec<_>>();
        assert_eq!(bits(&read(&text, "abc", 7, 5).unwrap()), bits(&figures()));
        assert_eq!(read(&text, "abd", 7, 5), Err(RunFileError::Foreign));
        assert_eq!(read(&text, "abc", 8, 5), Err(RunFileError::Misnamed(7)));
        assert_eq!(read(&text, "abc", 7, 6), Err(RunFileError::Damaged));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let text = text("abc", 7, &figures());
        for n in 0..text.len() {
            assert_eq!(read(&text[..n], "abc", 7, 5), Err(RunFileError::Damaged), "cut at {n}");
            for bit in 0..7 {
                let mut bytes = text.clone().into_bytes();
                bytes[n] ^= 1 << bit;
                let changed = String::from_utf8(bytes).unwrap();
                assert_eq!(read(&changed, "abc", 7, 5), Err(RunFileError::Damaged), "byte {n}");
            }
        }
    }
}
