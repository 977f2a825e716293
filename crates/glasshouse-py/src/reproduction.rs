//! Published results compared with the model's, as tables and figures like those of `glasshouse reproduce`.

use crate::frame::{Frame, FrameColumn};
use crate::interruptible::{WorkProgress, attend};
use glasshouse::engine::Progress;
use glasshouse::experiment::reproduce::whole_model::{PATTERNS, PatternOutcome, WholeModelPattern};
use glasshouse::experiment::reproduce::{Agreement, PublishedCase, PublishedFigure, TABLE};
use glasshouse_report::{published_figure, reproduction_table};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use std::sync::{Arc, Mutex, PoisonError};

/// A piece of work: one case, or one pattern.
enum Piece {
    Case(&'static PublishedCase, Vec<PublishedFigure>, Option<String>),
    Pattern(&'static WholeModelPattern, PatternOutcome),
}

/// Figures, patterns, pictures with their file names, and the error that interrupted the work, if any.
type Came = (Frame, Frame, Vec<(String, String)>, Option<PyErr>);

/// Compares published results with the model's: all of them, or one case with its pictures.
#[pyfunction]
#[pyo3(signature = (case, long, tick=None))]
pub fn reproduce(py: Python<'_>, case: Option<String>, long: bool, tick: Option<&Bound<'_, PyAny>>) -> PyResult<Came> {
    let asked = |key: &str| case.as_ref().is_none_or(|case| case.eq_ignore_ascii_case(key));
    let cases: Vec<&'static PublishedCase> = TABLE.iter().filter(|case| asked(case.key)).collect();
    let patterns: Vec<&'static WholeModelPattern> = PATTERNS.iter().filter(|pattern| asked(pattern.key)).collect();
    if cases.is_empty() && patterns.is_empty() {
        let mut keys: Vec<&str> = TABLE.iter().map(|case| case.key).chain(PATTERNS.iter().map(|p| p.key)).collect();
        keys.dedup();
        let word = case.unwrap_or_default();
        return Err(PyKeyError::new_err(format!("there is no case {word:?}; the cases are {}", keys.join(", "))));
    }
    let all = (cases.len() + patterns.len()) as u64;
    let pictured = case.is_some();
    // A case cannot be interrupted from within: on Ctrl-C it is left alone, and those that are done are returned.
    let done: Arc<Mutex<Vec<Piece>>> = Arc::default();
    let theirs = done.clone();
    let work = move |watch: &WorkProgress| {
        let add = |piece| theirs.lock().unwrap_or_else(PoisonError::into_inner).push(piece);
        for case in cases {
            if watch.stops() {
                return;
            }
            let drawn = case.picture.filter(|_| pictured).map(|draw| published_figure::svg(&draw()));
            add(Piece::Case(case, reproduction_table::figures(case, long), drawn));
            watch.month();
        }
        for pattern in patterns {
            if watch.stops() {
                return;
            }
            add(Piece::Pattern(pattern, (pattern.look)()));
            watch.month();
        }
    };
    let broken_off = attend(py, None, WorkProgress::abandoned(), all, tick, work).err();
    let came = std::mem::take(&mut *done.lock().unwrap_or_else(PoisonError::into_inner));
    let drawn = (1..).zip(&came).filter_map(|(n, piece)| match piece {
        Piece::Case(case, _, Some(svg)) => Some((format!("{}-{n}.svg", case.key.to_ascii_lowercase()), svg.clone())),
        _ => None,
    });
    Ok((figures(&came)?, patterns_seen(&came)?, drawn.collect(), broken_off))
}

fn figures(done: &[Piece]) -> PyResult<Frame> {
    let of = |piece: &'_ Piece| -> Vec<(&'static PublishedCase, PublishedFigure)> {
        let Piece::Case(case, figures, _) = piece else { return Vec::new() };
        figures.iter().map(|figure| (*case, figure.clone())).collect()
    };
    let rows: Vec<(&PublishedCase, PublishedFigure)> = done.iter().flat_map(of).collect();
    let text =
        |of: &dyn Fn(&PublishedFigure) -> &'static str| FrameColumn::texts(rows.iter().map(|(_, figure)| of(figure)));
    let verdict = |figure: &PublishedFigure| match figure.verdict() {
        Agreement::Met => "met",
        Agreement::Missed => "missed",
        Agreement::Absent => "absent",
    };
    Frame::of(vec![
        ("case", FrameColumn::texts(rows.iter().map(|(case, _)| case.key))),
        ("title", FrameColumn::texts(rows.iter().map(|(case, _)| case.title))),
        ("source", FrameColumn::texts(rows.iter().map(|(case, _)| case.source))),
        ("what", FrameColumn::texts(rows.iter().map(|(_, figure)| figure.what.as_str()))),
        ("published", text(&|figure| figure.published)),
        ("independent", FrameColumn::figures(rows.iter().map(|(_, figure)| Some(figure.independent)))),
        ("ours", FrameColumn::figures(rows.iter().map(|(_, figure)| figure.ours))),
        ("tolerance", FrameColumn::figures(rows.iter().map(|(_, figure)| Some(figure.tolerance)))),
        ("through", text(&|figure| figure.through.word())),
        ("verdict", text(&verdict)),
        ("why", text(&|figure| figure.why)),
    ])
}

fn patterns_seen(done: &[Piece]) -> PyResult<Frame> {
    let of = |piece: &'_ Piece| {
        if let Piece::Pattern(pattern, seen) = piece {
            Some((*pattern, seen.appears, seen.figures.clone()))
        } else {
            None
        }
    };
    let rows: Vec<(&WholeModelPattern, bool, String)> = done.iter().filter_map(of).collect();
    let text = |of: &dyn Fn(&WholeModelPattern) -> &'static str| {
        FrameColumn::texts(rows.iter().map(|(pattern, _, _)| of(pattern)))
    };
    Frame::of(vec![
        ("pattern", text(&|pattern| pattern.key)),
        ("says", text(&|pattern| pattern.says)),
        ("source", text(&|pattern| pattern.source)),
        ("how", text(&|pattern| pattern.how)),
        ("verdict", FrameColumn::texts(rows.iter().map(|(_, appears, _)| if *appears { "appears" } else { "missed" }))),
        ("figures", FrameColumn::texts(rows.iter().map(|(_, _, figures)| figures.as_str()))),
        ("why", text(&|pattern| pattern.why)),
    ])
}
