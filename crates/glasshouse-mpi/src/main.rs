//! The command `glasshouse-mpi`: one society on several machines, with the results of `glasshouse run`.

mod exchange;
mod rank_checkpoints;
mod stderr_note;

use clap::Parser;
use exchange::MpiRanks;
use glasshouse::engine::{EARLIER, MOST_PEOPLE, Room, Size};
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::compare::{Plan, run_among};
use glasshouse::experiment::untouched;
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::observatory::parquet;
use glasshouse::rng::MOST_SEED;
use glasshouse::scenario::{self, ScenarioError};
use glasshouse::society::strata::By;
use glasshouse::storage::file_set;
use glasshouse::storage::folder::Folder;
use glasshouse::storage::lock::FolderLock;
use mpi::Threading;
use mpi::topology::SimpleCommunicator;
use mpi::traits::Communicator;
use rank_checkpoints::{RankCheckpoints, Throughput};
use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use stderr_note::note;

/// Run one society under one regime on several machines: mpirun -n 4 glasshouse-mpi social-credit
///
/// The series that it writes is, byte for byte, that of `glasshouse run REGIME --replicates 1` with the same people,
/// years and seed, on any number of ranks. If interrupted, it resumes with the same command, or that one, from the
/// results folder, which all ranks must be able to reach.
#[derive(Clone, Parser)]
#[command(name = "glasshouse-mpi", version, max_term_width = 80)]
struct Arguments {
    /// Regime: a name, a file, or several joined by +
    regime: String,
    /// Society: the name of a shipped one, or a file
    #[arg(long, default_value = "china-2018", value_name = "NAME")]
    society: String,
    /// Number of people, at least 1,000
    #[arg(long, default_value = "100_000", value_name = "N", value_parser = number(1_000, MOST_PEOPLE))]
    people: u64,
    /// Years to run, in steps of a month
    #[arg(long, default_value = "10", value_name = "N", value_parser = number(1, 100))]
    years: u64,
    /// Random seed
    #[arg(long, default_value = "1", value_name = "N", value_parser = number(0, MOST_SEED))]
    seed: u64,
    /// Months under the law alone before the run
    #[arg(long, default_value_t = EARLIER.into(), value_name = "N", value_parser = number(0, 1_200))]
    earlier: u64,
    /// Threads of each rank [default: all available]
    #[arg(long, value_name = "N", value_parser = number(1, 1_024))]
    threads: Option<u64>,
    /// Draw a county's people anew each month instead of storing them: slower, but with less memory
    #[arg(long)]
    frugal: bool,
    /// Also break down figures by group, for `glasshouse run` to write: none, all, income, age, schooling, place,
    /// county
    #[arg(long, default_value = "all", value_name = "GROUPS", value_parser = groups)]
    by: Groups,
    /// Folder for series.parquet and, until it is written, for checkpoints
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    out: PathBuf,
    /// Months between checkpoints, 0 for none [default: one a minute]
    #[arg(long, value_name = "N", value_parser = number(0, 1_200))]
    checkpoint_every: Option<u64>,
}

/// Groups by which figures are broken down.
#[derive(Clone, Copy)]
struct Groups(Option<By>);

fn groups(text: &str) -> Result<Groups, String> {
    let mut all = By::ALL.into_iter().chain([By::All]);
    match (text, all.find(|by| by.word() == text)) {
        ("none", _) => Ok(Groups(None)),
        (_, Some(by)) => Ok(Groups(Some(by))),
        _ => Err("expected none, all, income, age, schooling, place or county".to_owned()),
    }
}

/// A parser for a whole number in a range; digits may be grouped in threes by `_`.
fn number(least: u64, most: u64) -> impl Fn(&str) -> Result<u64, String> + Clone {
    move |text: &str| {
        let grouped = text.split('_').skip(1).all(|group| group.len() == 3);
        let n = text.replace('_', "").parse::<u64>().ok().filter(|n| grouped && (least..=most).contains(n));
        n.ok_or(format!("expected a whole number between {least} and {most}"))
    }
}

fn main() -> ExitCode {
    let args = Arguments::try_parse();
    let Some((universe, _)) = mpi::initialize_with_threading(Threading::Funneled) else {
        note(": cannot start MPI");
        return ExitCode::from(2);
    };
    let ranks = Arc::new(MpiRanks::all());
    let first = ranks.number == 0;
    let args = match args {
        Ok(args) => args,
        Err(usage) => {
            // Every rank finds the same usage error; one report is enough.
            if first {
                let _ = usage.print();
            }
            return ExitCode::from(usage.exit_code() as u8);
        }
    };
    // A failing rank must not leave the others waiting for ever.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |what| {
        usual(what);
        SimpleCommunicator::world().abort(3);
    }));
    if let Err(why) = run(&args, &ranks) {
        note(&format!(", rank {}: {why}", ranks.number));
        SimpleCommunicator::world().abort(1);
    }
    drop(universe);
    ExitCode::SUCCESS
}

fn run(args: &Arguments, ranks: &Arc<MpiRanks>) -> Result<(), Box<dyn Error + Send + Sync>> {
    // Only this thread calls MPI; the others only simulate counties.
    let threads =
        args.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |n| n as usize);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let society = scenario::society(&args.society).map_err(wrong)?;
    let regime = scenario::regime(&args.regime).map_err(wrong)?;
    let size = Size { people: args.people, months: args.years as u32 * 12 };
    let earlier = args.earlier as u32;
    let manifest = Manifest {
        size,
        seed: args.seed,
        replicates: 1,
        earlier,
        society: ManifestPart::new(&society.value.marginals.name, &society.sources),
        regimes: vec![ManifestPart::new(&regime.value.name, &regime.sources)],
    };
    let name = regime.value.name.clone();
    let (society, regimes, by) = (society.value, vec![regime.value], args.by.0);
    let plan = Plan { society, regimes, size, seed: args.seed, replicates: 1, earlier, by };
    if let Some(why) = plan.too_short() {
        return Err(why.into());
    }
    // Every rank finds the same; one report is enough.
    let counties = plan.population(0).map().counties;
    let untouched = untouched::reason(&plan.regimes[0], counties, size.months).filter(|_| ranks.number == 0);
    if let Some(why) = untouched {
        note(&format!(": {} touches nobody: {why}", plan.regimes[0].name));
    }
    let room = Room { homes: !args.frugal, spill: None };
    let job = RunIdentity::new(&manifest, &plan, &command(args));
    let every = args.checkpoint_every.map(|every| every as u32);
    // The first rank holds the folder for all of them.
    let held = (ranks.number == 0).then(|| hold(args)).transpose()?;
    let checkpoints = RankCheckpoints::open(&args.out, job, ranks.clone(), args.people, every)?;
    let run = run_among(ranks.clone(), &room, &plan, &checkpoints)?;
    let Some((folder, _lock)) = held else { return Ok(()) };
    if let Some(Throughput { months, seconds, bytes }) = checkpoints.throughput() {
        // Nobody may be listening; the results come after it.
        let _ = writeln!(
            std::io::stdout(),
            "{} persons, {months} months, {} ranks of {threads} threads: {seconds:.2} s, {:.1} ns a person-month; \
             each rank receives {} bytes a month",
            size.people,
            ranks.of,
            seconds * 1e9 / (size.people as f64 * f64::from(months)),
            bytes / u64::from(months),
        );
    }
    let mut series = Vec::new();
    let runs = |_| vec![parquet::of_sums(&run.months)];
    parquet::write(&mut series, &[name.as_str()], &[], runs, &manifest.stamps())?;
    file_set::replace(&folder, "comparison", &[("series.parquet", &series)])?;
    checkpoints.clear()?;
    writeln!(std::io::stdout(), "{}", args.out.join("series.parquet").display())?;
    Ok(())
}

/// Opens and locks the results folder.
fn hold(args: &Arguments) -> Result<(Folder, FolderLock), Box<dyn Error + Send + Sync>> {
    let folder = Folder::make(&args.out)?;
    let lock = FolderLock::take(&folder, &format!("`glasshouse-mpi` (process {})", std::process::id()))?;
    Ok((folder, lock))
}

/// The `glasshouse` command that produces the same series and resumes from the same checkpoints.
fn command(args: &Arguments) -> String {
    let quote = |word: &str| match word.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c)) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    };
    let Arguments { people, years, seed, earlier, by: Groups(by), .. } = args;
    let by = if *by == Some(By::All) { String::new() } else { format!(" --by {}", by.map_or("none", By::word)) };
    let earlier = if *earlier == EARLIER.into() { String::new() } else { format!(" --earlier {earlier}") };
    let (regime, society) = (quote(&args.regime), quote(&args.society));
    format!(
        "glasshouse run {regime} --society {society} --people {people} --years {years} --seed {seed} --replicates 1{by}\
         {earlier}"
    )
}

/// The reasons why a file cannot be used, one line for each mistake.
fn wrong(trouble: ScenarioError) -> String {
    match trouble {
        ScenarioError::File(failure) => failure.to_string(),
        ScenarioError::Diagnostics(findings) => {
            let lines = findings.0.iter().map(|finding| format!("\n  {}", finding.message));
            format!("a file cannot be used; `glasshouse check` shows where:{}", lines.collect::<String>())
        }
    }
}
