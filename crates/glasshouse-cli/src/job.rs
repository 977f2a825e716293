//! How does one go from what was asked to the files?

use crate::checkpoints::Checkpoints;
use crate::cli::{EvaluateArgs, Groups, Options, Scale};
use crate::failure::Stop;
use crate::linked_results::{self, Beside};
use crate::output_folder::Folder;
use crate::progress::Watch;
use crate::report::{self, Story};
use crate::resource_check::Admitted;
use crate::{comparison_table, deposit, diagnostic_output, number_format, resource_check, say, summary_csv};
use glasshouse::engine::{EARLIER, Size};
use glasshouse::experiment::checkpoint;
use glasshouse::experiment::compare::{Comparison, Plan, compare_in, compare_kept};
use glasshouse::experiment::odd;
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::observatory::parquet::{self, Values};
use glasshouse::observatory::ro_crate;
use glasshouse::scenario;
use glasshouse::society::strata::By;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::path::{Path, PathBuf};

/// An experiment that was read and found to fit the machine.
pub struct Work {
    plan: Plan,
    manifest: Manifest,
    threads: usize,
    admitted: Admitted,
}

/// What besides the scale is asked of a run.
pub struct Asked<'a> {
    /// By which groups figures are told.
    pub by: Option<By>,
    /// Months before the run.
    pub earlier: u32,
    /// Memory to use, bytes.
    pub memory: Option<u64>,
    /// A folder for what does not fit into it.
    pub folder: Option<&'a Path>,
}

impl Asked<'_> {
    /// As it usually is.
    pub const USUAL: Asked<'static> = Asked { by: None, earlier: EARLIER, memory: None, folder: None };
}

/// An experiment with a folder for its results.
pub struct Job {
    work: Work,
    command: String,
    published: Option<String>,
    folder: Folder,
    beside: Beside,
    checkpoints: Checkpoints,
}

impl Work {
    /// Reads the files and checks the size.
    pub fn read(regimes: &[String], asked: &Scale, besides: &Asked) -> Result<Work, Stop> {
        let (plan, manifest) = plan(regimes, asked, besides)?;
        let threads = threads(asked.threads);
        let admitted = resource_check::admit(&plan, threads, besides.memory, besides.folder)?;
        Ok(Work { plan, manifest, threads, admitted })
    }

    /// What is asked.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The same work with another plan, which must ask for no more people and months.
    pub fn of(&self, plan: Plan) -> Work {
        let admitted = Admitted { room: self.admitted.room.clone(), ..self.admitted };
        Work { plan, manifest: self.manifest.clone(), threads: self.threads, admitted }
    }

    /// Does the work, with progress.
    pub fn done(self) -> Result<(Comparison, Manifest), Stop> {
        let Work { plan, manifest, threads, admitted } = self;
        let pool = pool(threads)?;
        announce(&plan, threads, &pool.install(|| admitted.in_words(&plan)));
        let watch = Watch::new(&plan);
        let comparison = pool.install(|| compare_in(&admitted.room, plan, &watch));
        watch.end();
        let comparison =
            comparison.map_err(|e| Stop::Failed(format!("cannot keep those for whom memory has no room: {e}")))?;
        Ok((comparison, manifest))
    }

    /// Does the work, with progress and with checkpoints on the way.
    fn kept(self, checkpoints: &Checkpoints) -> Result<(Comparison, Manifest), Stop> {
        let Work { plan, manifest, threads, admitted } = self;
        let pool = pool(threads)?;
        announce(&plan, threads, &pool.install(|| admitted.in_words(&plan)));
        let watch = Watch::new(&plan);
        checkpoints.heed();
        let comparison = pool.install(|| compare_kept(&admitted.room, plan, &watch, checkpoints));
        watch.end();
        Ok((comparison?, manifest))
    }
}

/// Reads the files: what is asked, and by what it can be cited.
pub fn plan(regimes: &[String], asked: &Scale, besides: &Asked) -> Result<(Plan, Manifest), Stop> {
    let society = scenario::society(&asked.society)?;
    diagnostic_output::findings(&society.warnings);
    let mut plan = Plan {
        society: society.value,
        regimes: Vec::new(),
        size: Size { people: asked.people, months: asked.years * 12 },
        seed: asked.seed,
        replicates: asked.replicates,
        earlier: besides.earlier,
        by: besides.by,
    };
    let mut parts = Vec::new();
    for spec in regimes {
        let read = scenario::regime(spec)?;
        diagnostic_output::findings(&read.warnings);
        let mut regime = read.value;
        let taken: Vec<&str> = plan.regimes.iter().map(|r| r.name.as_str()).collect();
        regime.name = unlike(&diagnostic_output::clean(&regime.name), &taken);
        parts.push(ManifestPart::new(&regime.name, &read.sources));
        plan.regimes.push(regime);
    }
    let manifest = Manifest {
        size: plan.size,
        seed: plan.seed,
        replicates: plan.replicates,
        earlier: plan.earlier,
        society: ManifestPart::new(&plan.society.marginals.name, &society.sources),
        regimes: parts,
    };
    Ok((plan, manifest))
}

/// As many threads as were asked for, or as there are processors.
pub fn threads(asked: Option<u32>) -> usize {
    asked.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |n| n as usize)
}

/// Threads to work with.
pub fn pool(threads: usize) -> Result<ThreadPool, Stop> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| Stop::Failed(format!("cannot start {threads} threads: {e}")))
}

impl Job {
    /// Reads the files, checks the size and opens the folder for the results: all that can fail, before the work.
    pub fn read(regimes: &[String], asked: &Options, command: String) -> Result<Job, Stop> {
        let work = Work::read(
            regimes,
            &asked.scale,
            &Asked { by: asked.by.by(), earlier: asked.earlier, memory: asked.memory, folder: Some(&asked.out) },
        )?;
        let job = checkpoint::RunIdentity::new(&work.manifest, &work.plan, &command);
        let checkpoints = Checkpoints::open(&asked.out, job, work.plan.size.people, asked.checkpoint_every)?;
        let beside = linked_results::read(&asked.beside)?;
        let published = asked.published.clone();
        Ok(Job { work, command, published, beside, folder: Folder::open(&asked.out)?, checkpoints })
    }

    /// Does the work, shows the table and writes the files; the path of the report comes last.
    pub fn run(self) -> Result<(), Stop> {
        let Job { work, command, published, folder, beside, checkpoints } = self;
        let (comparison, manifest) = work.kept(&checkpoints)?;
        say(&comparison_table::table(&comparison, &comparison_table::Signs::for_terminal()))?;
        let story = Story { beside: &beside, ..Story::new(&comparison, &manifest, &command) };
        let paths = write(&folder, &story, published.as_deref())?;
        checkpoints.clear()?;
        say(&paths.iter().fold(String::from("\n"), |lines, path| lines + &format!("{}\n", path.display())))
    }
}

fn announce(plan: &Plan, threads: usize, takes: &str) {
    let n = |n: u64, what: &str| number_format::counted(n, what);
    crate::note(&format!(
        "{} of {} under {}, {}; {}\n{takes}",
        n(plan.replicates.into(), "society"),
        n(plan.size.people, "person"),
        n(plan.regimes.len() as u64, "regime"),
        n(plan.size.months.into(), "month"),
        n(threads as u64, "thread"),
    ));
}

/// Writes all files, and what describes them for others; the report's path is the last.
pub fn write(folder: &Folder, story: &Story, published: Option<&str>) -> Result<Vec<PathBuf>, Stop> {
    let comparison = story.comparison;
    let groups = comparison.plan.groups();
    let runs = |r: usize| comparison.runs[r].iter().map(|months| parquet::of_sums(months)).collect();
    let mut files =
        vec![("series.parquet", series(story, &[], runs)?), ("summary.csv", summary_csv::csv(comparison).into_bytes())];
    // What an earlier run told by group is not of this one.
    GROUPED.iter().try_for_each(|name| folder.remove(name))?;
    if !groups.is_empty() {
        files.push((GROUPED[1], summary_csv::by_group(comparison, &groups).into_bytes()));
    }
    // A table month by month there is only of what was looked at in every month.
    if comparison.plan.by.is_some_and(|by| by != By::All) {
        let kept = |r: usize| comparison.grouped[r].iter().map(|run| parquet::of_values(&run.series)).collect();
        files.push((GROUPED[0], series(story, &groups, kept)?));
    }
    files.push(("odd.md", odd::text(&comparison.plan, story.manifest).into_bytes()));
    let report = ("report.html", report::html(story).into_bytes());
    let named: Vec<(&str, &[u8])> = files.iter().chain([&report]).map(|(name, bytes)| (*name, &bytes[..])).collect();
    files.push(("manifest.json", story.manifest.to_json(&named).into_bytes()));
    files.push(report);
    let inputs = deposit::keep_inputs(folder, &story.manifest.sources())?;
    let about = deposit::of_run(story, &inputs, &files, published);
    files.insert(files.len() - 1, (ro_crate::NAME, about.metadata().into_bytes()));
    files.iter().map(|(name, bytes)| folder.write(name, bytes)).collect()
}

/// Files of figures by group.
const GROUPED: [&str; 2] = ["groups.parquet", "groups.csv"];

/// Series of all runs as a Parquet file.
fn series<'a>(story: &Story, groups: &[String], runs: impl Fn(usize) -> Vec<Values<'a>>) -> Result<Vec<u8>, Stop> {
    let names: Vec<&str> = story.comparison.plan.regimes.iter().map(|r| r.name.as_str()).collect();
    let mut bytes = Vec::new();
    parquet::write(&mut bytes, &names, groups, runs, &story.manifest.stamps())
        .map_err(|e| Stop::Failed(format!("cannot build a Parquet file: {e}")))?;
    Ok(bytes)
}

/// The command that gives the same results again.
pub fn command_line(command: &str, regimes: &[String], o: &Options) -> String {
    let by = match o.by {
        Groups::All => String::new(),
        by => format!(" --by {}", by.by().map_or("none", By::word)),
    };
    let with: String =
        o.beside.iter().map(|folder| format!(" --with {}", quote(&folder.display().to_string()))).collect();
    let earlier = if o.earlier == EARLIER { String::new() } else { format!(" --earlier {}", o.earlier) };
    let o = &o.scale;
    let quoted: Vec<String> = regimes.iter().map(|r| quote(r)).collect();
    format!(
        "glasshouse {command} {} --society {} --people {} --years {} --seed {} --replicates {}{by}{earlier}{with}",
        quoted.join(" "),
        quote(&o.society),
        o.people,
        o.years,
        o.seed,
        o.replicates,
    )
}

/// The command that gives the same evaluation again.
pub fn evaluate_line(asked: &EvaluateArgs) -> String {
    let o = &asked.scale;
    format!(
        "glasshouse evaluate {} --measures {} --society {} --people {} --years {} --seed {} --replicates {}",
        quote(&asked.regime),
        quote(&asked.measures.join(",")),
        quote(&o.society),
        o.people,
        o.years,
        o.seed,
        o.replicates,
    )
}

/// A word as a shell wants it.
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A regime that is named twice gets a number, so that its rows can be told apart.
pub fn unlike(name: &str, taken: &[&str]) -> String {
    let again = (2..).map(|n| format!("{name} #{n}"));
    std::iter::once(name.to_owned()).chain(again).find(|n| !taken.contains(&n.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_of_the_same_name_is_numbered() {
        assert_eq!(unlike("a", &["b"]), "a");
        assert_eq!(unlike("a", &["a", "a #2"]), "a #3");
    }

    #[test]
    fn words_with_spaces_are_quoted() {
        assert_eq!(quote("reviews"), "reviews");
        assert_eq!(quote("a + it's"), r"'a + it'\''s'");
    }
}
