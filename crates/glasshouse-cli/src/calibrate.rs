//! `glasshouse calibrate`: does the baseline resemble anything published?

use crate::cli::CalibrateArgs;
use crate::failure::Stop;
use crate::job::{Asked, Work};
use crate::number_format;
use crate::say;
use crate::text_wrap::wrap;
use glasshouse::experiment::pattern_check::{self, CalibrationPattern, CalibrationRole, PatternCheck, Under};

/// Runs the baseline and sets it beside published figures.
pub fn run(asked: CalibrateArgs) -> Result<(), Stop> {
    let work = Work::read(&["no-system".to_owned()], &asked.scale, &Asked::USUAL)?;
    let plans = pattern_check::plans(work.plan());
    let compared: Result<Vec<_>, Stop> = plans.into_iter().map(|plan| work.of(plan).done().map(|(c, _)| c)).collect();
    let found = pattern_check::look(&compared?);
    let society = &work.plan().society.marginals.title;
    say(&format!("\nThe baseline beside published figures.\nSociety: {society}\n{}", table(&found)))
}

fn table(found: &[PatternCheck]) -> String {
    let mut text = String::new();
    for role in [CalibrationRole::Used, CalibrationRole::KeptAside] {
        let heading = match role {
            CalibrationRole::Used => "USED to set parameters: that these are met says little",
            CalibrationRole::KeptAside => "KEPT ASIDE to check: that these are met says something",
        };
        text += &format!("\n{heading}\n{:46} {:>10} {:>10}\n", "", "published", "simulated");
        found.iter().filter(|f| f.pattern.role == role).for_each(|f| text += &row(f));
    }
    let aside = || found.iter().filter(|f| f.pattern.role == CalibrationRole::KeptAside);
    let met = aside().filter(|f| f.is_met()).count();
    let verdict = format!("Met, of {} figures kept aside: {met}.", aside().count());
    text + &format!("\n{verdict} A miss is left as it is: docs/calibration.md\n")
}

/// The published range, in two digits.
pub fn published(p: &CalibrationPattern) -> String {
    let (low, high) = (*p.published.start(), *p.published.end());
    let most = |high: f64| if high >= 100.0 { "up".into() } else { number_format::two(high) };
    format!("{}-{}", number_format::two(low), most(high))
}

fn row(f: &PatternCheck) -> String {
    let p = f.pattern;
    let published = published(p);
    let simulated = f.simulated.map_or("not measured".to_owned(), |i| number_format::two(i.mean));
    let verdict = if f.is_met() { "met" } else { "MISSED" };
    let mut text = format!("{:46} {published:>10} {simulated:>10}  {verdict}\n", p.name);
    for line in wrap(&format!("{}; {}{}; {}", p.unit, p.level, under(p), p.source), 76) {
        text += &format!("    {line}\n");
    }
    text
}

/// Under what it was looked for, if not under the law alone.
fn under(p: &CalibrationPattern) -> String {
    if p.under == Under::Law { String::new() } else { format!("; {}", p.under.word()) }
}
