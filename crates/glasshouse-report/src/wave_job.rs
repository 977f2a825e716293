//! History matching in waves, from options to text and files.

use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::number_format::two;
use crate::output_folder::{OutputFile, OutputFolder};
use crate::society_runs::SocietyRuns;
use crate::text_wrap::paragraph;
use crate::thread_pool;
use glasshouse::engine::Size;
use glasshouse::experiment::figure_store::{FigureKey, stored_or};
use glasshouse::experiment::fitting_societies::FittingSocieties;
use glasshouse::experiment::history_matching::{Matched, MatchingWave, Waves};
use glasshouse::experiment::interval_coverage::{self, IntervalCoverage};
use glasshouse::experiment::latin_hypercube;
use glasshouse::experiment::pattern_check::{CalibrationRole, TABLE};
use glasshouse::experiment::rejection_sampling::Fit;

/// Societies in which the figures kept aside are measured, before the waves and in the sample.
const ASIDE: usize = 24;
/// Societies that are found again from their own figures, for the coverage of intervals.
const FOUND_AGAIN: u32 = 100;

/// Waves to be run.
pub struct WaveJob {
    fit: Fit,
    waves: Waves,
    wanted: u32,
}

/// Their results.
pub struct WaveResults {
    matched: Matched,
    /// All figures of societies of the first wave, and of the sample.
    aside: [Vec<Vec<Option<f64>>>; 2],
    coverage: Option<IntervalCoverage>,
}

impl WaveJob {
    /// So many waves, and so many societies wanted in the sample.
    pub fn new(fit: Fit, waves: u32, sample: u32) -> WaveJob {
        let waves = Waves::of_published(fit.society.ranges.len(), waves, fit.societies, fit.size, fit.seed);
        WaveJob { fit, waves, wanted: sample }
    }

    /// The protocol, and the digest that seals it before the first wave.
    pub fn protocol(&self) -> (String, String) {
        self.waves.protocol()
    }

    /// The store of finished societies in a results folder.
    pub fn store(&self, out: &OutputFolder) -> Result<SocietyRuns, JobError> {
        SocietyRuns::open(out, &format!("waves {} {:?}", self.protocol().1, self.fit.society))
    }

    /// Runs the waves and the sample. After an interruption, only societies that are not stored are run.
    pub fn run(
        &self,
        threads: Option<u32>,
        store: &SocietyRuns,
        monitor: &dyn Monitor,
    ) -> Result<WaveResults, JobError> {
        let pool = thread_pool::pool(thread_pool::threads(threads))?;
        let Waves { waves, runs, wave_size, sample_size, .. } = &self.waves;
        let aside_size = Size { people: 4 * wave_size.people, months: 2 * wave_size.months.max(18) };
        let asides = (*runs).min(ASIDE as u32) + self.wanted.min(ASIDE as u32);
        let of_asides = Fit { size: aside_size, societies: asides, ..self.fit.clone() }.months();
        let expected = 2 * u64::from(self.wanted) * u64::from(sample_size.months) + of_asides;
        let progress = monitor.progress(u64::from(*waves) * u64::from(*runs) * u64::from(wave_size.months) + expected);
        let run = |set: &str, number: u32, shares: &[f32], size: Size, aside: bool| {
            let values = latin_hypercube::values(&self.fit.society.ranges, shares);
            let which = FigureKey { set: set.to_owned(), society: number };
            // Each society has people of its own.
            let seed = self.fit.seed.wrapping_add(u64::from(number));
            let fit = Fit { size, ..self.fit.clone() };
            let compute = || match aside {
                true => fit.figures(&values, seed, &*progress),
                false => fit.used_figures(&values, seed, &*progress),
            };
            stored_or(store, &which, TABLE.len(), || progress.there(size.months), compute)
        };
        pool.install(|| {
            let matched =
                self.waves.run(self.wanted, &|number, shares, size| run("wave", number, shares, size, false))?;
            let all = |set: &str, points: &mut dyn Iterator<Item = &Vec<f32>>| {
                let numbered = points.take(ASIDE).enumerate();
                numbered.map(|(k, point)| run(set, k as u32, point, aside_size, true)).collect::<Result<Vec<_>, _>>()
            };
            let before = match matched.waves.first() {
                Some(first) => all("before", &mut first.points.iter())?,
                None => Vec::new(),
            };
            let after = all("after", &mut matched.sample.iter().map(|k| &matched.last.points[*k]))?;
            let coverage =
                matched.waves.first().and_then(|first| interval_coverage::of(&self.waves, first, FOUND_AGAIN));
            Ok(WaveResults { matched, aside: [before, after], coverage })
        })
    }

    /// The results as a text table.
    pub fn text(&self, results: &WaveResults) -> String {
        let matched = &results.matched;
        let (_, digest) = self.protocol();
        let head = format!("History matching by the protocol {digest}, sealed before the first wave (protocol.txt).");
        let mut out = format!(
            "\n{}\n  wave            runs   meet all used   expected to   number met   moved by\n",
            paragraph(&head, 0)
        );
        for (n, wave) in matched.waves.iter().enumerate() {
            out += &self.row(&format!("{}", n + 1), wave);
        }
        if self.wanted > 0 {
            out += &self.row("last region", &matched.last);
            let wanted = self.wanted;
            out += &format!("\nSocieties in the sample: {} of {wanted} wanted.\n", matched.sample.len());
        }
        out += "\nSocieties that meet each figure used: first wave, last region; and sample.\n";
        for (n, pattern) in used(CalibrationRole::Used) {
            let sample: Vec<_> = matched.sample.iter().map(|k| matched.last.figures[*k].clone()).collect();
            let shares = [&matched.waves[0].figures, &matched.last.figures, &sample].map(|figures| met(figures, n));
            out += &format!("  {:48} {:>6} {:>6} {:>6}\n", short(pattern.name), shares[0], shares[1], shares[2]);
        }
        let [before, after] = &results.aside;
        out += &format!(
            "\nFigures kept aside, in {} societies of the plausible ranges and in {} of the sample.\n",
            before.len(),
            after.len()
        );
        for (n, pattern) in used(CalibrationRole::KeptAside) {
            out += &format!("  {:48} {:>6} {:>13}\n", short(pattern.name), met(before, n), met(after, n));
        }
        if let Some(coverage) = &results.coverage {
            out += &coverage_text(coverage);
        }
        out
    }

    /// The societies of a wave that meet the most figures used, as many as were wanted; of equals, the first.
    fn nearest(&self, wave: &MatchingWave) -> Vec<usize> {
        let mut order: Vec<usize> = (0..wave.points.len()).collect();
        order.sort_by_key(|k| std::cmp::Reverse(self.number_met(&wave.figures[*k])));
        order.truncate(self.wanted as usize);
        order
    }

    /// How many of the figures used a society meets.
    fn number_met(&self, figures: &[Option<f64>]) -> usize {
        let met = |n: &usize| figures[*n].is_some_and(|x| TABLE[*n].published.contains(&x));
        (0..TABLE.len()).filter(|n| self.waves.targets[*n].is_some()).filter(met).count()
    }

    fn row(&self, name: &str, wave: &MatchingWave) -> String {
        let used = self.waves.targets.iter().flatten();
        let all: usize = wave.figures.iter().map(|figures| self.number_met(figures)).sum();
        let mean = all as f64 / wave.figures.len().max(1) as f64;
        format!(
            "  {name:12} {:7} {:>13} % {:>11} % {:>6} of {:2} {:>8} %\n",
            wave.points.len(),
            two(100.0 * wave.meet_all),
            two(100.0 * wave.expected),
            two(mean),
            used.count(),
            two(100.0 * wave.moved)
        )
    }

    /// The protocol, all runs (wave, parameters, figures), and the sample.
    pub fn files(&self, results: &WaveResults) -> Vec<OutputFile> {
        let matched = &results.matched;
        let ranges = &self.fit.society.ranges;
        let names = ranges.iter().map(|range| format!("{}.{}", range.parameter.section, range.parameter.name));
        let figures = TABLE.iter().map(|pattern| pattern.name.replace([',', '"'], "_"));
        let head: Vec<String> = ["wave", "run"].map(str::to_owned).into_iter().chain(names).chain(figures).collect();
        let mut text = head.join(",") + "\n";
        let last = Some(("last".to_owned(), &matched.last));
        let waves = matched.waves.iter().enumerate().map(|(n, wave)| ((n + 1).to_string(), wave)).chain(last);
        let mut number = 0;
        for (name, wave) in waves {
            for (point, figures) in wave.points.iter().zip(&wave.figures) {
                let values = latin_hypercube::values(ranges, point);
                let mut row = vec![name.clone(), number.to_string()];
                row.extend(values.iter().map(f32::to_string));
                row.extend(figures.iter().map(|x| x.map_or(String::new(), |x| x.to_string())));
                text += &(row.join(",") + "\n");
                number += 1;
            }
        }
        let (protocol, digest) = self.protocol();
        let mut files = vec![
            OutputFile::new("protocol.txt", format!("{protocol}digest {digest}\n")),
            OutputFile::new("waves.csv", text),
        ];
        let digest = format!("protocol {digest}");
        let (made, points) = match (&matched.sample[..], matched.waves.last()) {
            ([], Some(last)) if self.wanted > 0 => {
                let made = format!("provisional: no society met all figures used, these met the most; {digest}");
                (made, self.nearest(last).into_iter().map(|k| last.points[k].clone()).collect::<Vec<_>>())
            }
            (sample, _) => {
                let made = format!("societies that meet all published figures used; {digest}");
                (made, sample.iter().map(|k| matched.last.points[*k].clone()).collect())
            }
        };
        if !points.is_empty() {
            files.push(OutputFile::new("fitting.csv", FittingSocieties::of(made, ranges, &points).text()));
        }
        files
    }
}

fn used(
    role: CalibrationRole,
) -> impl Iterator<Item = (usize, &'static glasshouse::experiment::pattern_check::CalibrationPattern)> {
    TABLE.iter().enumerate().filter(move |(_, pattern)| pattern.role == role)
}

fn met(figures: &[Vec<Option<f64>>], n: usize) -> String {
    let met = figures.iter().filter(|of| of[n].is_some_and(|x| TABLE[n].published.contains(&x))).count();
    if figures.is_empty() { "—".to_owned() } else { format!("{:.0} %", 100.0 * met as f64 / figures.len() as f64) }
}

fn short(name: &str) -> String {
    name.chars().take(48).collect()
}

fn coverage_text(coverage: &IntervalCoverage) -> String {
    let about = format!(
        "Simulation-based calibration: {} societies of the first wave were found again from their own figures alone. Their \
         true parameters lie in the intervals of 90 % in {:.1} % of cases ({} parameters), and in {:.1} % of cases for the {} \
         cases in which the figures narrow a parameter by a tenth or more.",
        coverage.societies,
        100.0 * coverage.all,
        coverage.parameters,
        100.0 * coverage.narrowed,
        coverage.cases_narrowed
    );
    format!("\n{}", paragraph(&about, 0))
}
