//! History matching in waves, from options to text and files.

use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::number_format::two;
use crate::output_folder::OutputFile;
use crate::society_runs::SocietyRuns;
use crate::text_wrap::paragraph;
use crate::thread_pool;
use glasshouse::experiment::figure_store::{FigureKey, stored_or};
use glasshouse::experiment::history_matching::{Matched, Waves};
use glasshouse::experiment::latin_hypercube;
use glasshouse::experiment::pattern_check::{CalibrationRole, TABLE};
use glasshouse::experiment::rejection_sampling::Fit;
use std::path::Path;

/// Waves to be run; each has as many societies as the fit.
pub struct WaveJob {
    fit: Fit,
    waves: Waves,
}

impl WaveJob {
    /// So many waves.
    pub fn new(fit: Fit, waves: u32) -> WaveJob {
        let waves = Waves::of_published(fit.society.ranges.len(), waves, fit.societies, fit.seed);
        WaveJob { fit, waves }
    }

    /// The protocol, and the digest that seals it before the first wave.
    pub fn protocol(&self) -> (String, String) {
        self.waves.protocol()
    }

    /// The store of finished societies in a results folder.
    pub fn store(&self, out: &Path) -> Result<SocietyRuns, JobError> {
        let Fit { society, size, .. } = &self.fit;
        SocietyRuns::open(out, &format!("waves {} {size:?} {society:?}", self.protocol().1))
    }

    /// Runs the waves. After an interruption, only societies that are not stored are run.
    pub fn run(&self, threads: Option<u32>, store: &SocietyRuns, monitor: &dyn Monitor) -> Result<Matched, JobError> {
        let pool = thread_pool::pool(thread_pool::threads(threads))?;
        let progress = monitor.progress(self.fit.months() * u64::from(self.waves.waves));
        let months = self.fit.months_each();
        let model = |number: u32, shares: &[f32]| {
            let values = latin_hypercube::values(&self.fit.society.ranges, shares);
            let which = FigureKey { set: "wave".to_owned(), society: number };
            // Each society has people of its own.
            let seed = self.fit.seed.wrapping_add(u64::from(number));
            let compute = || self.fit.figures(&values, seed, &*progress);
            stored_or(store, &which, TABLE.len(), || progress.there(months), compute)
        };
        pool.install(|| self.waves.run(&model))
    }

    /// The waves as a text table.
    pub fn text(&self, matched: &Matched) -> String {
        let (_, digest) = self.protocol();
        let head = format!("History matching by the protocol {digest}, sealed before the first wave (protocol.txt).");
        let mut out = format!("\n{}\n  wave   runs   meet all used   of the space left\n", paragraph(&head, 0));
        for (n, wave) in matched.waves.iter().enumerate() {
            let [met, left] = [wave.meet_all, wave.left].map(|share| format!("{} %", two(100.0 * share)));
            out += &format!("  {:4} {:6} {met:>15} {left:>19}\n", n + 1, wave.points.len());
        }
        let Some(last) = matched.waves.last() else { return out };
        out += "\nFigures met, first wave and last:\n";
        for (n, pattern) in TABLE.iter().enumerate() {
            let met = |figures: &[Vec<Option<f64>>]| {
                let met = figures.iter().filter(|of| of[n].is_some_and(|x| pattern.published.contains(&x))).count();
                format!("{:.0} %", 100.0 * met as f64 / figures.len().max(1) as f64)
            };
            let role = if pattern.role == CalibrationRole::Used { "used" } else { "kept aside" };
            let name: String = pattern.name.chars().take(48).collect();
            out += &format!("  {name:48} {role:10} {:>6} {:>6}\n", met(&matched.waves[0].figures), met(&last.figures));
        }
        out
    }

    /// The protocol, and all runs: wave, parameters, figures.
    pub fn files(&self, matched: &Matched) -> Vec<OutputFile> {
        let ranges = &self.fit.society.ranges;
        let names = ranges.iter().map(|range| format!("{}.{}", range.parameter.section, range.parameter.name));
        let figures = TABLE.iter().map(|pattern| pattern.name.replace([',', '"'], "_"));
        let head: Vec<String> = ["wave", "run"].map(str::to_owned).into_iter().chain(names).chain(figures).collect();
        let mut text = head.join(",") + "\n";
        for (n, wave) in matched.waves.iter().enumerate() {
            for (k, (point, figures)) in wave.points.iter().zip(&wave.figures).enumerate() {
                let values = latin_hypercube::values(ranges, point);
                let mut row = vec![(n + 1).to_string(), (n * self.waves.runs as usize + k).to_string()];
                row.extend(values.iter().map(f32::to_string));
                row.extend(figures.iter().map(|x| x.map_or(String::new(), |x| x.to_string())));
                text += &(row.join(",") + "\n");
            }
        }
        let (protocol, digest) = self.protocol();
        let sealed = format!("{protocol}digest {digest}\n");
        vec![OutputFile::new("protocol.txt", sealed), OutputFile::new("waves.csv", text)]
    }
}
