//! Which published results come out of the model, and which do not?
//!
//! One case, one file. A case says what was published, what was recomputed independently of this program, what comes
//! out here, and through what. Nothing here changes a parameter to meet a figure; a miss is printed as a miss.

mod bass_diffusion;
mod cascade_persistence;
mod efficiency_wage;
mod eigentrust;
mod guilt_by_association;
mod indirect_reciprocity;
mod inspection;
mod institutional_assessment;
mod isolation;
mod leading_eight;
mod lending_cutoff;
mod lending_fairness;
mod not_attempted;
mod opinion_dynamics;
mod private_assessment;
pub mod provenance;
mod quality_assurance;
mod rebellion;
mod self_censorship;
mod threshold_cascade;
mod threshold_gaming;
pub mod validation_page;
pub mod whole_model;

/// Through what a figure came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// Months of the engine, with everything else switched off.
    Engine,
    /// Worked out from the very functions and tables that the engine uses, without running it.
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
    /// As it was published; `closed form` where the publication gives a formula.
    pub published: &'static str,
    /// Recomputed independently of this program.
    pub independent: f64,
    /// What comes out here; `None` where it was not attempted.
    pub ours: Option<f64>,
    /// By how much the two may differ.
    pub tolerance: f64,
    /// Through what ours came about.
    pub through: Through,
    /// Why it is missed or not attempted; empty where it comes out.
    pub why: &'static str,
}

/// What is to be said of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It comes out.
    Met,
    /// It does not.
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
    fn new(what: impl Into<String>, independent: f64, tolerance: f64, through: Through, ours: f64) -> PublishedFigure {
        let (what, published) = (what.into(), "closed form");
        PublishedFigure { what, published, independent, ours: Some(ours), tolerance, through, why: "" }
    }

    /// A figure that was not attempted.
    fn absent(what: impl Into<String>, independent: f64, why: &'static str) -> PublishedFigure {
        let figure = PublishedFigure::new(what, independent, 0.0, Through::Nothing, 0.0);
        PublishedFigure { ours: None, why, ..figure }
    }

    /// The same with the figure as it was published.
    fn published(self, published: &'static str) -> PublishedFigure {
        PublishedFigure { published, ..self }
    }

    /// The same with the reason for which it is missed.
    fn because(self, why: &'static str) -> PublishedFigure {
        PublishedFigure { why, ..self }
    }

    /// What is to be said of it.
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
    /// Through which code of the model it runs, or why it does not.
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

/// A picture: lines, and dots for what was published or recomputed.
pub struct Picture {
    /// Name.
    pub title: &'static str,
    /// What it shows, for those who hear it.
    pub story: &'static str,
    /// What stands along the bottom, and along the side.
    pub axes: [&'static str; 2],
    /// Lines with their names: what comes out here.
    pub lines: Vec<(String, Vec<[f64; 2]>)>,
    /// Dots: what was recomputed independently.
    pub dots: Vec<[f64; 2]>,
}

/// Every case, in the order of their numbers.
pub const TABLE: &[PublishedCase] = &[
    leading_eight::CASE,
    private_assessment::CASE,
    not_attempted::IMAGE_SCORING,
    indirect_reciprocity::CASE,
    institutional_assessment::CASE,
    self_censorship::CASE,
    threshold_cascade::CASE,
    cascade_persistence::CASE,
    opinion_dynamics::CASE,
    not_attempted::BOUNDED_CONFIDENCE,
    rebellion::CASE,
    lending_cutoff::CASE,
    lending_fairness::CASE,
    efficiency_wage::CASE,
    inspection::CASE,
    quality_assurance::CASE,
    guilt_by_association::CASE,
    threshold_gaming::CASE,
    eigentrust::CASE,
    bass_diffusion::CASE,
    not_attempted::CLOSED_FORMS,
];

/// The case with this key.
pub fn by_key(key: &str) -> impl Iterator<Item = &'static PublishedCase> {
    let key = key.to_ascii_uppercase();
    TABLE.iter().filter(move |case| case.key == key)
}
