//! What would a researcher conclude of pilots from official statistics? `glasshouse evaluate`

use crate::cli::EvaluateArgs;
use crate::failure::Stop;
use crate::job::{self, Asked, Work};
use crate::output_folder::Folder;
use crate::report::{Story, evaluation_page};
use crate::{evaluation_table, say};
use glasshouse::diagnostic::nearest;
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::impact_evaluation::{MeasureEvaluation, evaluate};
use glasshouse::experiment::panel::{self, Incomparable, Panel};
use glasshouse::observatory::measures::{Measure, TABLE, by_key};
use glasshouse::observatory::wide_table;
use glasshouse::society::strata::By;
use std::path::PathBuf;

/// What was asked and what came out.
pub struct Evaluated<'a> {
    pub comparison: &'a Comparison,
    /// One a society.
    pub panels: &'a [Panel],
    pub judged: &'a [MeasureEvaluation],
}

/// Runs the society with the regime and without it, prints what would be concluded, and writes the panel.
pub fn run(asked: EvaluateArgs) -> Result<(), Stop> {
    let measures = named(&asked.measures)?;
    let work = Work::read(
        &["no-system".to_owned(), asked.regime.clone()],
        &asked.scale,
        &Asked { by: Some(By::County), ..Asked::USUAL },
    )?;
    let panels: Vec<Panel> = (0..asked.scale.replicates).map(|replicate| Panel::of(work.plan(), replicate)).collect();
    panels.iter().try_for_each(|panel| panel.comparable().map_err(|why| Stop::Refused(refusal(why, &asked.regime))))?;
    let folder = Folder::open(&asked.out)?;
    let (comparison, manifest) = work.done()?;
    let judged = evaluate(&comparison, &panels, &measures);
    let evaluated = Evaluated { comparison: &comparison, panels: &panels, judged: &judged };
    say(&evaluation_table::table(&evaluated))?;
    let command = job::evaluate_line(&asked);
    let story = Story::new(&comparison, &manifest, &command);
    let paths = write(&folder, &story, &evaluated, &measures)?;
    say(&paths.iter().fold(String::from("\n"), |lines, path| lines + &format!("{}\n", path.display())))
}

/// The measures with these keys.
fn named(keys: &[String]) -> Result<Vec<&'static Measure>, Stop> {
    if keys == ["all"] {
        return Ok(TABLE.iter().collect());
    }
    let find = |key: &String| {
        by_key(key).ok_or_else(|| {
            let near = nearest(key, TABLE.iter().map(|m| m.key));
            let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let clean = crate::diagnostic_output::clean(key);
            Stop::Refused(format!("there is no measure `{clean}`{hint} `glasshouse list measures` shows all"))
        })
    };
    keys.iter().map(find).collect()
}

fn refusal(why: Incomparable, regime: &str) -> String {
    let regime = crate::diagnostic_output::clean(regime);
    match why {
        Incomparable::Everywhere => format!(
            "`{regime}` begins everywhere at once, so there is no county to compare with: give it a [rollout], or join \
             it to one, as in 'social-credit + pilots'"
        ),
        Incomparable::Nowhere => format!(
            "`{regime}` begins in no county in this run, so there is nothing to evaluate: there may be too few counties \
             (one for every 1,500 people), or too few years"
        ),
        Incomparable::NothingBefore => format!(
            "`{regime}` begins in the first month, so there is nothing before it to compare with: let it start later"
        ),
    }
}

/// Writes all files; the page is the last.
fn write(
    folder: &Folder,
    story: &Story,
    evaluated: &Evaluated,
    measures: &[&'static Measure],
) -> Result<Vec<PathBuf>, Stop> {
    let table =
        |replicate: usize| panel::table(story.comparison, &evaluated.panels[replicate], replicate as u32, measures);
    let mut all = Vec::new();
    wide_table::parquet(&mut all, (0..evaluated.panels.len()).map(table), &story.manifest.stamps())
        .map_err(|e| Stop::Failed(format!("cannot build a Parquet file: {e}")))?;
    let files = [
        ("panel.csv", wide_table::csv(&table(0)).into_bytes()),
        ("panel.parquet", all),
        ("evaluation.csv", evaluation_table::csv(evaluated.judged).into_bytes()),
    ];
    let page = ("evaluation.html", evaluation_page::html(story, evaluated).into_bytes());
    let named: Vec<(&str, &[u8])> = files.iter().chain([&page]).map(|(name, bytes)| (*name, &bytes[..])).collect();
    let manifest = ("manifest.json", story.manifest.to_json(&named).into_bytes());
    files.iter().chain([&manifest, &page]).map(|(name, bytes)| folder.write(name, bytes)).collect()
}
