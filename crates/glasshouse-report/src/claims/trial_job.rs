//! A trial of claims from options to text and files.

use super::claim_findings::TrialResults;
use super::{claim_phrasing, claims_csv, claims_json, claims_page, claims_table};
use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::number_format::counted;
use crate::options::TrialOptions;
use crate::output_folder::{OutputFile, OutputFolder};
use crate::society_runs::SocietyRuns;
use crate::text_wrap::paragraph;
use crate::{command_line, one_world, resource_check, thread_pool, untouched_note};
use glasshouse::engine::{EARLIER, Progress, Size};
use glasshouse::experiment::claim_trial::{Trial, Tried};
use glasshouse::experiment::figure_store::{FigureStore, NoStore};
use glasshouse::experiment::fitting_societies;
use glasshouse::experiment::replication::Replication;
use glasshouse::observatory::manifest::{Manifest, ManifestPart, hash};
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;

/// The society for which the shipped sample was found.
const FITTED: &str = "china-2018";

/// A trial that was read and fits into the machine.
pub struct TrialJob {
    /// The trial.
    pub trial: Trial,
    options: TrialOptions,
    /// Text of the society file.
    society: String,
    manifest: Manifest,
}

/// The runs of a trial.
pub struct TrialRuns {
    tried: Tried,
    again: Replication,
    fitting: Tried,
}

/// The results of a trial, as text and as files.
pub struct TrialOutput {
    /// As a text table.
    pub text: String,
    /// As files; the page comes last.
    pub files: Vec<OutputFile>,
}

impl TrialJob {
    /// Reads all the files and checks that the trial fits.
    pub fn read(options: &TrialOptions, monitor: &dyn Monitor) -> Result<TrialJob, JobError> {
        let drawn = &options.drawn;
        let claims = scenario::claims(&options.claims)?;
        monitor.warnings(&claims.warnings);
        let society = scenario::society(&drawn.society)?;
        monitor.warnings(&society.warnings);
        let mut regimes = Vec::new();
        // The claims are among the texts that decide the results.
        let mut parts = vec![ManifestPart::new("claims", &claims.sources)];
        for name in claims.value.iter().flat_map(Claim::regimes) {
            if !regimes.iter().any(|(known, _)| known == name) {
                let read = scenario::regime(name)?;
                monitor.warnings(&read.warnings);
                parts.push(ManifestPart::new(name, &read.sources));
                regimes.push((name.to_owned(), read.value));
            }
        }
        let size = Size { people: drawn.people, months: drawn.years * 12 };
        let threads = thread_pool::threads(drawn.threads);
        one_world::check(regimes.iter().map(|(_, regime)| regime))?;
        resource_check::worlds(size, threads, regimes.iter().map(|(_, regime)| regime))?;
        let all = regimes.iter().map(|(_, regime)| regime);
        untouched_note::before(all, &society.value, size, drawn.seed).iter().for_each(|note| monitor.note(note));
        let text = society.sources[0].text.to_string();
        if text.contains("[override") {
            let why = "a trial sets the parameters itself: choose a society that overrides none";
            return Err(JobError::Refused(why.to_owned()));
        }
        let manifest = Manifest {
            size,
            seed: drawn.seed,
            replicates: drawn.societies,
            earlier: EARLIER,
            society: ManifestPart::new(&society.value.marginals.name, &society.sources),
            regimes: parts,
        };
        let (claims, society, seed) = (claims.value, society.value, drawn.seed);
        let trial = Trial { claims, regimes, society, size, seed, societies: drawn.societies };
        Ok(TrialJob { trial, options: options.clone(), society: text, manifest })
    }

    /// A line that announces the trial.
    pub fn announcement(&self) -> String {
        let trial = &self.trial;
        format!(
            "{} tested in {} of {}, each under {}, {}; {}",
            counted(trial.claims.len() as u64, "claim"),
            counted(trial.societies.into(), "society"),
            counted(trial.size.people, "person"),
            counted(trial.runs().len() as u64, "run"),
            counted(trial.size.months.into(), "month"),
            counted(thread_pool::threads(self.options.drawn.threads) as u64, "thread"),
        )
    }

    /// Months of all single runs that may be needed.
    pub fn months(&self) -> u64 {
        let runs = self.trial.runs().len() as u64;
        let drawn = self.trial.effort(self.options.replicates, self.options.rules);
        (drawn + self.fitting().len() as u64) * runs * u64::from(self.trial.size.months)
    }

    /// Parameters of the shipped societies that fit published figures in which the claims are tested, too. The sample was
    /// found for one society; in another there is none, nor while the sample that ships is provisional.
    fn fitting(&self) -> Vec<Vec<f32>> {
        let Trial { society, seed, .. } = &self.trial;
        let sample = fitting_societies::shipped();
        if society.marginals.name != FITTED || sample.is_provisional() {
            return Vec::new();
        }
        sample.values(&society.ranges, self.options.fitting as usize, *seed)
    }

    /// Tests the claims, and repeats the runs that are needed to estimate the share of luck.
    pub fn run(&self, progress: &dyn Progress) -> TrialRuns {
        let Ok(runs) = self.run_in(progress, &NoStore);
        runs
    }

    /// The store of finished societies in a results folder.
    pub fn store(&self, out: &OutputFolder) -> Result<SocietyRuns, JobError> {
        let runs = self.trial.runs().len();
        let sample = hash(fitting_societies::SHIPPED.as_bytes());
        let (digest, size) = (self.manifest.digest(), self.trial.size);
        SocietyRuns::open(out, &format!("claims {digest} people {size:?} runs {runs} sample {sample}"))
    }

    /// The same, with a store: after an interruption, only the other societies are run.
    pub fn run_kept(&self, progress: &dyn Progress, store: &SocietyRuns) -> Result<TrialRuns, JobError> {
        self.run_in(progress, store)
    }

    fn run_in<S: FigureStore>(&self, progress: &dyn Progress, store: &S) -> Result<TrialRuns, S::Error> {
        let tried = self.trial.run_kept(progress, store)?;
        let (replicates, rules) = (self.options.replicates, self.options.rules);
        let again = self.trial.run_again_kept(&tried, replicates, rules, progress, store)?;
        let fitting = self.trial.run_in(self.fitting(), progress, store)?;
        Ok(TrialRuns { tried, again, fitting })
    }

    /// Tables and files.
    pub fn output(&self, runs: &TrialRuns) -> TrialOutput {
        let TrialJob { trial, options, society, manifest } = self;
        let TrialRuns { tried, again, fitting } = runs;
        let results = TrialResults { trial, tried, again, fitting };
        let findings = results.findings();
        let command = command_line::trial(options);
        let enough = claim_phrasing::enough(&findings);
        let replicates = claim_phrasing::replicates(&results, options.replicates);
        let rules = if options.rules { claims_table::under_each_rule(&findings) } else { String::new() };
        let about = paragraph(&format!("{enough} {replicates}"), 0);
        let text = format!("{}{rules}\n{about}", claims_table::table(&results, &findings));
        let mut files = vec![
            OutputFile::new("claims.csv", claims_csv::societies(&results)),
            OutputFile::new("sensitivity.csv", claims_csv::sensitivity(&results, &findings)),
        ];
        let example = |k: usize| {
            OutputFile::new(format!("society-{k}.toml"), claims_csv::society(trial, society, &tried.values[k], k))
        };
        files.extend(claims_csv::examples(&findings).into_iter().map(example));
        files.push(OutputFile::new("claims.json", claims_json::text(&results, &findings, manifest, &command)));
        let notes = claims_page::Notes { command, enough, replicates, all: options.rules };
        files.push(OutputFile::new("claims.html", claims_page::html(&results, &findings, manifest, &notes)));
        TrialOutput { text, files }
    }
}
