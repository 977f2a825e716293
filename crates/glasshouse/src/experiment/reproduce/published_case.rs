//! A published result and its figures: published, recomputed independently, and the model's.

/// How a figure was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// Months of the engine, with everything else switched off.
    Engine,
    /// Computed from the very functions and tables that the engine uses, without running it.
    Formula,
    /// Not attempted.
    Nothing,
}

impl Through {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Through::Engine => "engine",
            Through::Formula => "the engine's formula",
            Through::Nothing => "not attempted",
        }
    }
}

/// One figure of a case.
#[derive(Clone, Debug)]
pub struct PublishedFigure {
    /// What it is, with its setting.
    pub what: String,
    /// The published figure; `closed form` where the publication gives a formula.
    pub published: &'static str,
    /// The figure recomputed independently of this program.
    pub independent: f64,
    /// The model's figure; `None` where it was not attempted.
    pub ours: Option<f64>,
    /// The largest difference allowed between the two.
    pub tolerance: f64,
    /// How the model's figure was obtained.
    pub through: Through,
    /// Why it is missed or not attempted; empty where it is met.
    pub why: &'static str,
}

/// The verdict on a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It is reproduced.
    Met,
    /// It is not reproduced.
    Missed,
    /// It was not attempted.
    Absent,
}

impl Agreement {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Met => "met",
            Agreement::Missed => "MISSED",
            Agreement::Absent => "not attempted",
        }
    }
}

impl PublishedFigure {
    /// A figure of the engine or of its formulas.
    pub(super) fn new(
        what: impl Into<String>,
        independent: f64,
        tolerance: f64,
        through: Through,
        ours: f64,
    ) -> PublishedFigure {
        let (what, published) = (what.into(), "closed form");
        PublishedFigure { what, published, independent, ours: Some(ours), tolerance, through, why: "" }
    }

    /// A figure that was not attempted.
    pub(super) fn absent(what: impl Into<String>, independent: f64, why: &'static str) -> PublishedFigure {
        let figure = PublishedFigure::new(what, independent, 0.0, Through::Nothing, 0.0);
        PublishedFigure { ours: None, why, ..figure }
    }

    /// The same with the published figure.
    pub(super) fn published(self, published: &'static str) -> PublishedFigure {
        PublishedFigure { published, ..self }
    }

    /// The same with the reason for the miss.
    pub(super) fn because(self, why: &'static str) -> PublishedFigure {
        PublishedFigure { why, ..self }
    }

    /// The verdict on it.
    pub fn verdict(&self) -> Agreement {
        match self.ours {
            None => Agreement::Absent,
            Some(ours) if (ours - self.independent).abs() <= self.tolerance => Agreement::Met,
            Some(_) => Agreement::Missed,
        }
    }
}

/// A published result.
pub struct PublishedCase {
    /// Key, such as `V1`.
    pub key: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// Where it was published.
    pub source: &'static str,
    /// The code of the model on which it runs, or why it does not.
    pub how: &'static str,
    /// Files of `data/published/` on which it runs.
    pub files: &'static [&'static str],
    /// Its figures that take seconds.
    pub quick: fn() -> Vec<PublishedFigure>,
    /// Its figures that take minutes.
    pub long: Option<fn() -> Vec<PublishedFigure>>,
    /// Its picture.
    pub picture: Option<fn() -> Picture>,
}

/// A picture: lines, and dots for published or recomputed figures.
pub struct Picture {
    /// Name.
    pub title: &'static str,
    /// Its content, for people who hear it read out.
    pub story: &'static str,
    /// Labels of the horizontal and the vertical axis.
    pub axes: [&'static str; 2],
    /// Lines with their names: the model's figures.
    pub lines: Vec<(String, Vec<[f64; 2]>)>,
    /// Dots: the figures recomputed independently.
    pub dots: Vec<[f64; 2]>,
}

/// A number with at most six decimals, and no more than it needs.
pub fn number(x: f64) -> String {
    let places = match x.abs() {
        x if x >= 1_000.0 => 1,
        x if x >= 100.0 => 2,
        x if x >= 10.0 => 4,
        _ => 6,
    };
    let text = format!("{x:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.replace('-', "−") }
}
