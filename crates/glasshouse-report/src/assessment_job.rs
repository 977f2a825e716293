//! An annex to an impact assessment, from options to files.

use crate::assessment::{self, Annex, Coverage, Evidence, RegimeFile, SocietySigns};
use crate::command_line;
use crate::comparison_job::{PreparedComparison, Resources};
use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::number_format::counted;
use crate::options::AssessmentOptions;
use crate::output_folder::OutputFile;
use crate::thread_pool;
use glasshouse::engine::Size;
use glasshouse::experiment::compare::Comparison;
use glasshouse::observatory::manifest::Manifest;
use glasshouse::regime::Regime;
use glasshouse::scenario;

/// A regime to assess that was read and fits into the machine.
pub struct AssessmentJob {
    prepared: PreparedComparison,
    options: AssessmentOptions,
}

/// The annex as text and as files.
pub struct AssessmentOutput {
    /// A few lines about it.
    pub text: String,
    /// As files; the page comes last.
    pub files: Vec<OutputFile>,
}

/// The pages of a comparison whose baseline is life without a regime: one for each regime that does something, with its
/// index. No other societies are looked at.
pub fn pages(comparison: &Comparison, manifest: &Manifest, command: &str) -> Vec<OutputFile> {
    let regimes = &comparison.plan.regimes;
    if !regimes[0].is_idle() {
        return Vec::new();
    }
    let page = |(n, regime): (usize, &Regime)| {
        let annex = annex(&Evidence { comparison, regime: n, signs: SocietySigns::none() }, manifest);
        OutputFile::new(
            format!("assessment-{n}.html"),
            assessment::annex_page::html(&annex, manifest, &regime.title, command),
        )
    };
    regimes.iter().enumerate().filter(|(_, regime)| !regime.is_idle()).map(page).collect()
}

fn annex(evidence: &Evidence, manifest: &Manifest) -> Annex {
    let (plan, n) = (&evidence.comparison.plan, evidence.regime);
    let file = RegimeFile { regime: &plan.regimes[n], sources: &manifest.regimes[n].sources, society: &plan.society };
    Annex::new(file, Some(evidence))
}

impl AssessmentJob {
    /// Reads the files and checks that the runs fit.
    ///
    /// # Errors
    ///
    /// If a file has mistakes, the regime does nothing, or the runs would not fit into memory.
    pub fn read(options: &AssessmentOptions, monitor: &dyn Monitor) -> Result<AssessmentJob, JobError> {
        let regime = scenario::regime(&options.regime)?;
        if regime.value.is_idle() {
            return Err(JobError::Refused("this regime does nothing, so there is nothing to assess".to_owned()));
        }
        let both = ["no-system".to_owned(), options.regime.clone()];
        let resources = Resources { threads: options.threads, ..Resources::default() };
        let prepared = PreparedComparison::read(&both, &options.scenario, resources, monitor)?;
        Ok(AssessmentJob { prepared, options: options.clone() })
    }

    /// Lines that announce the runs.
    pub fn announcement(&self) -> Result<String, JobError> {
        let more = format!(
            "; then {} of {} for the signs",
            counted(self.options.societies.into(), "plausible society"),
            counted(self.options.society_people, "person")
        );
        Ok(self.prepared.announcement()? + &more)
    }

    /// Runs the comparison, and the other plausible societies.
    pub fn run(&self, monitor: &dyn Monitor) -> Result<(Comparison, SocietySigns), JobError> {
        let comparison = self.prepared.run(monitor)?;
        let plan = self.prepared.plan();
        let size = Size { people: self.options.society_people, months: plan.size.months };
        let progress = monitor.progress(2 * u64::from(self.options.societies) * u64::from(size.months));
        let regimes = self.both();
        let signs = || {
            let measures = assessment::measures();
            SocietySigns::run(&plan.society, &regimes, size, plan.seed, self.options.societies, &measures, &*progress)
        };
        let signs = thread_pool::pool(thread_pool::threads(self.options.threads))?.install(signs);
        Ok((comparison, signs))
    }

    /// The annex.
    pub fn annex(&self, comparison: &Comparison, signs: SocietySigns) -> Annex {
        annex(&Evidence { comparison, regime: 1, signs }, self.prepared.manifest())
    }

    /// Its text and files.
    pub fn output(&self, annex: &Annex) -> AssessmentOutput {
        let (manifest, regime) = (self.prepared.manifest(), &self.prepared.plan().regimes[1]);
        let command = command_line::assessment(&self.options);
        let [file, run, human] = annex.counts();
        let text = format!(
            "{}\n\n{} from the file, {run} from the runs, {} for a human.\n\n{}\n\nThis is evidence for an assessment. It \
             concludes nothing.",
            regime.title,
            counted(file as u64, "field"),
            counted(human as u64, "question"),
            Coverage::of(&annex.canadian).in_words()
        );
        let json = assessment::annex_json::text(annex, manifest, &regime.name, &regime.title, &command);
        let page = assessment::annex_page::html(annex, manifest, &regime.title, &command);
        let files = vec![OutputFile::new("assessment.json", json), OutputFile::new("assessment.html", page)];
        AssessmentOutput { text, files }
    }

    fn both(&self) -> [Regime; 2] {
        let regimes = &self.prepared.plan().regimes;
        [regimes[0].clone(), regimes[1].clone()]
    }
}
