//! In how many plausible societies does a claim hold? `glasshouse claims`

mod findings;
mod page;
mod picture;
mod rows;
mod table;
mod words;

use crate::cli::ClaimsArgs;
use crate::files::Folder;
use crate::job::{self, quote};
use crate::progress::Watch;
use crate::stop::Stop;
use crate::wrap::paragraph;
use crate::{draw, number, say};
use findings::Run;
use glasshouse::engine::{EARLIER, Size};
use glasshouse::experiment::trial::Trial;
use glasshouse::observatory::manifest::{Manifest, Part};
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;

/// Tries the claims, prints the verdicts and writes what they rest on.
pub fn run(asked: ClaimsArgs) -> Result<(), Stop> {
    let Asked { trial, source, manifest } = read(&asked)?;
    let folder = Folder::open(&asked.out)?;
    let threads = job::threads(asked.drawn.threads);
    let pool = job::pool(threads)?;
    announce(&trial, threads);
    let runs = trial.runs().len() as u64;
    let watch = Watch::of(trial.effort(asked.replicates, asked.rules) * runs * u64::from(trial.size.months));
    let (tried, again) = pool.install(|| {
        let tried = trial.run(&watch);
        let again = trial.run_again(&tried, asked.replicates, asked.rules, &watch);
        (tried, again)
    });
    watch.end();
    let run = Run { trial: &trial, tried: &tried, again: &again };
    let findings = pool.install(|| run.findings());
    say(&table::table(&run, &findings))?;
    if asked.rules {
        say(&table::under_each_rule(&findings))?;
    }
    let (enough, replicates) = (words::enough(&findings), words::replicates(&run, asked.replicates));
    say(&format!("\n{}", paragraph(&format!("{enough} {replicates}"), 0)))?;
    folder.write("claims.csv", rows::societies(&run).as_bytes())?;
    folder.write("sensitivity.csv", rows::sensitivity(&run, &findings).as_bytes())?;
    for k in rows::examples(&findings) {
        folder.write(&format!("society-{k}.toml"), rows::society(&trial, &source, &tried.values[k], k).as_bytes())?;
    }
    let notes = page::Notes { command: command(&asked), enough, replicates, all: asked.rules };
    let path = folder.write("claims.html", page::html(&run, &findings, &manifest, &notes).as_bytes())?;
    say(&format!("\n{}\n", path.display()))
}

/// Says what is about to be done.
fn announce(trial: &Trial, threads: usize) {
    crate::note(&format!(
        "{} tried in {} of {}, each under {}, {}; {}",
        number::counted(trial.claims.len() as u64, "claim"),
        number::counted(trial.societies.into(), "society"),
        number::counted(trial.size.people, "person"),
        number::counted(trial.runs().len() as u64, "run"),
        number::counted(trial.size.months.into(), "month"),
        number::counted(threads as u64, "thread"),
    ));
}

/// The command that gives the same again.
fn command(asked: &ClaimsArgs) -> String {
    use glasshouse::experiment::again::Replicates;
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
struct Asked {
    trial: Trial,
    /// Text of the society file.
    source: String,
    manifest: Manifest,
}

fn read(asked: &ClaimsArgs) -> Result<Asked, Stop> {
    let claims = scenario::claims(&asked.claims)?;
    draw::findings(&claims.warnings);
    let society = scenario::society(&asked.drawn.society)?;
    draw::findings(&society.warnings);
    let mut regimes = Vec::new();
    // The claims count among the texts that decide the results.
    let mut parts = vec![Part::new("claims", &claims.sources)];
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
            draw::findings(&read.warnings);
            parts.push(Part::new(&name, &read.sources));
            regimes.push((name, read.value));
        }
    }
    let size = Size { people: asked.drawn.people, months: asked.years * 12 };
    crate::admit::worlds(size, job::threads(asked.drawn.threads), regimes.iter().map(|(_, regime)| regime))?;
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
        society: Part::new(&society.value.marginals.name, &society.sources),
        regimes: parts,
    };
    let (claims, society) = (claims.value, society.value);
    let trial = Trial { claims, regimes, society, size, seed: asked.drawn.seed, societies: asked.drawn.societies };
    Ok(Asked { trial, source, manifest })
}
