//! In how many plausible societies does a claim hold? `glasshouse claims`

mod claim_figure;
mod claim_findings;
pub mod claim_phrasing;
mod claims_csv;
pub mod claims_json;
pub mod claims_page;
mod claims_table;

use crate::cli::ClaimsArgs;
use crate::failure::Stop;
use crate::job::{self, quote};
use crate::output_folder::Folder;
use crate::progress::Watch;
use crate::text_wrap::paragraph;
use crate::{diagnostic_output, number_format, say};
use claim_findings::Run;
use glasshouse::engine::{EARLIER, Progress, Size};
use glasshouse::experiment::claim_trial::{Trial, Tried};
use glasshouse::experiment::replication::Replication;
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;

/// Tries the claims, prints the verdicts and writes what they rest on.
pub fn run(asked: ClaimsArgs) -> Result<(), Stop> {
    let work = read(&asked)?;
    let folder = Folder::open(&asked.out)?;
    let threads = job::threads(asked.drawn.threads);
    let pool = job::pool(threads)?;
    announce(&work.trial, threads);
    let watch = Watch::of(work.months(&asked));
    let done = pool.install(|| work.done(&asked, &watch));
    watch.end();
    let told = pool.install(|| work.told(&asked, &done));
    say(&told.text)?;
    let paths = told.files.iter().map(|(name, text)| folder.write(name, text.as_bytes()));
    let paths = paths.collect::<Result<Vec<_>, Stop>>()?;
    say(&paths.last().map_or(String::new(), |page| format!("\n{}\n", page.display())))
}

/// What is told of a trial.
pub struct Told {
    /// On a terminal.
    pub text: String,
    /// As files, by their names; the page is the last.
    pub files: Vec<(String, String)>,
}

impl Asked {
    /// Months of single runs, of all that may have to be run.
    pub fn months(&self, asked: &ClaimsArgs) -> u64 {
        let runs = self.trial.runs().len() as u64;
        self.trial.effort(asked.replicates, asked.rules) * runs * u64::from(self.trial.size.months)
    }

    /// Tries the claims, and again what is to be told from luck.
    pub fn done(&self, asked: &ClaimsArgs, progress: &dyn Progress) -> (Tried, Replication) {
        let tried = self.trial.run(progress);
        let again = self.trial.run_again(&tried, asked.replicates, asked.rules, progress);
        (tried, again)
    }

    /// Tells what came out.
    pub fn told(&self, asked: &ClaimsArgs, (tried, again): &(Tried, Replication)) -> Told {
        let Asked { trial, source, manifest } = self;
        let run = Run { trial, tried, again };
        let findings = run.findings();
        let (enough, replicates) =
            (claim_phrasing::enough(&findings), claim_phrasing::replicates(&run, asked.replicates));
        let rules = if asked.rules { claims_table::under_each_rule(&findings) } else { String::new() };
        let about = paragraph(&format!("{enough} {replicates}"), 0);
        let text = format!("{}{rules}\n{about}", claims_table::table(&run, &findings));
        let mut files = vec![
            ("claims.csv".to_owned(), claims_csv::societies(&run)),
            ("sensitivity.csv".to_owned(), claims_csv::sensitivity(&run, &findings)),
        ];
        let society = |k: usize| (format!("society-{k}.toml"), claims_csv::society(trial, source, &tried.values[k], k));
        files.extend(claims_csv::examples(&findings).into_iter().map(society));
        files.push(("claims.json".to_owned(), claims_json::text(&run, &findings, manifest, &command(asked))));
        let notes = claims_page::Notes { command: command(asked), enough, replicates, all: asked.rules };
        files.push(("claims.html".to_owned(), claims_page::html(&run, &findings, manifest, &notes)));
        Told { text, files }
    }
}

/// Says what is about to be done.
fn announce(trial: &Trial, threads: usize) {
    crate::note(&format!(
        "{} tried in {} of {}, each under {}, {}; {}",
        number_format::counted(trial.claims.len() as u64, "claim"),
        number_format::counted(trial.societies.into(), "society"),
        number_format::counted(trial.size.people, "person"),
        number_format::counted(trial.runs().len() as u64, "run"),
        number_format::counted(trial.size.months.into(), "month"),
        number_format::counted(threads as u64, "thread"),
    ));
}

/// The command that gives the same again.
fn command(asked: &ClaimsArgs) -> String {
    use glasshouse::experiment::replication::Replicates;
    let replicates = match asked.replicates {
        Replicates::Auto => String::new(),
        Replicates::Fixed(n) => format!(" --replicates {n}"),
    };
    format!(
        "glasshouse claims {} --society {} --societies {} --people {} --years {} --seed {}{replicates}{}",
        quote(&asked.claims),
        quote(&asked.drawn.society),
        asked.drawn.societies,
        asked.drawn.people,
        asked.years,
        asked.drawn.seed,
        if asked.rules { " --rules" } else { "" }
    )
}

/// What was asked for.
pub struct Asked {
    /// The trial.
    pub trial: Trial,
    /// Text of the society file.
    source: String,
    manifest: Manifest,
}

/// Reads all that is needed, and checks that it fits.
pub fn read(asked: &ClaimsArgs) -> Result<Asked, Stop> {
    let claims = scenario::claims(&asked.claims)?;
    diagnostic_output::findings(&claims.warnings);
    let society = scenario::society(&asked.drawn.society)?;
    diagnostic_output::findings(&society.warnings);
    let mut regimes = Vec::new();
    // The claims count among the texts that decide the results.
    let mut parts = vec![ManifestPart::new("claims", &claims.sources)];
    let sides = |claim: &Claim| {
        claim
            .tests
            .iter()
            .flat_map(|t| [Some(t.one.regime.clone()), t.other.as_ref().map(|o| o.regime.clone())])
            .flatten()
            .collect::<Vec<_>>()
    };
    for name in claims.value.iter().flat_map(sides) {
        if !regimes.iter().any(|(known, _)| *known == name) {
            let read = scenario::regime(&name)?;
            diagnostic_output::findings(&read.warnings);
            parts.push(ManifestPart::new(&name, &read.sources));
            regimes.push((name, read.value));
        }
    }
    let size = Size { people: asked.drawn.people, months: asked.years * 12 };
    crate::resource_check::worlds(size, job::threads(asked.drawn.threads), regimes.iter().map(|(_, regime)| regime))?;
    let source = society.sources[0].text.to_string();
    if source.contains("[override") {
        let why = "a trial sets the parameters itself: name a society that overrides none";
        return Err(Stop::Refused(why.to_owned()));
    }
    let manifest = Manifest {
        size,
        seed: asked.drawn.seed,
        replicates: asked.drawn.societies,
        earlier: EARLIER,
        society: ManifestPart::new(&society.value.marginals.name, &society.sources),
        regimes: parts,
    };
    let (claims, society) = (claims.value, society.value);
    let trial = Trial { claims, regimes, society, size, seed: asked.drawn.seed, societies: asked.drawn.societies };
    Ok(Asked { trial, source, manifest })
}
