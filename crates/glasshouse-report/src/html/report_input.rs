//! The contents of a report: a comparison with its manifest, its command and linked results.

use super::markup::esc;
use crate::linked_results::LinkedResults;
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::manifest::Manifest;

/// The contents of a report.
pub struct ReportInput<'a> {
    /// The results.
    pub comparison: &'a Comparison,
    /// The request, with its digest.
    pub manifest: &'a Manifest,
    /// The command that reproduces the results.
    pub command: &'a str,
    /// Results of other commands that it includes.
    pub linked: &'a LinkedResults,
}

impl<'a> ReportInput<'a> {
    /// The contents for a comparison without linked results.
    pub fn new(comparison: &'a Comparison, manifest: &'a Manifest, command: &'a str) -> ReportInput<'a> {
        const NOTHING: &LinkedResults = &LinkedResults { trial: None, sweeps: Vec::new(), explanations: Vec::new() };
        ReportInput { comparison, manifest, command, linked: NOTHING }
    }

    /// The windows that the run has, with the words for them.
    pub fn windows(&self) -> Vec<(Window, &'static str)> {
        let all = [(Window::During, "While in force"), (Window::After, "After the end")];
        all.into_iter().filter(|(window, _)| self.comparison.plan.has(*window)).collect()
    }

    /// Name of a regime, as markup.
    pub fn name(&self, regime: usize) -> String {
        esc(&self.comparison.plan.regimes[regime].name)
    }

    /// Title of the report.
    pub fn title(&self) -> String {
        match &self.comparison.plan.regimes[..] {
            [only] => format!("A society under glass: {}", only.name),
            all => format!("A society under glass: {} regimes compared", all.len()),
        }
    }

    /// Number of regimes.
    pub fn regimes(&self) -> usize {
        self.comparison.plan.regimes.len()
    }
}
