//! The baseline compared with published figures, as a text table.

use crate::number_format;
use crate::text_wrap::wrap;
use glasshouse::experiment::network_check::NetworkCheck;
use glasshouse::experiment::pattern_check::{CalibrationPattern, CalibrationRole, PatternCheck, Under};

/// The whole text; `society` is the title of the society.
pub fn text(society: &str, found: &[PatternCheck], network: &[NetworkCheck]) -> String {
    let head = format!("\nThe baseline compared with published figures.\nSociety: {society}\n");
    head + &table(found) + &network_table(network)
}

/// The network of ties, beside the published ranges from which it was set.
fn network_table(found: &[NetworkCheck]) -> String {
    let heading = "THE NETWORK, set from published ranges: meeting these says little";
    let mut text = format!("\n{heading}\n{:46} {:>10} {:>10}\n", "", "published", "simulated");
    for NetworkCheck { pattern: p, simulated } in found {
        let published = range(*p.published.start(), *p.published.end());
        let verdict = if p.published.contains(simulated) { "met" } else { "MISSED" };
        text += &format!("{:46} {published:>10} {:>10}  {verdict}\n", p.name, number_format::two(*simulated));
        for line in wrap(&format!("{}; {}", p.unit, p.source), 76) {
            text += &format!("    {line}\n");
        }
    }
    text
}

fn table(found: &[PatternCheck]) -> String {
    let mut text = String::new();
    for role in [CalibrationRole::Used, CalibrationRole::KeptAside] {
        let heading = match role {
            CalibrationRole::Used => "USED to set parameters: meeting these says little",
            CalibrationRole::KeptAside => "KEPT ASIDE to check: meeting these says something",
        };
        text += &format!("\n{heading}\n{:46} {:>10} {:>10}\n", "", "published", "simulated");
        found.iter().filter(|f| f.pattern.role == role).for_each(|f| text += &row(f));
    }
    let aside = || found.iter().filter(|f| f.pattern.role == CalibrationRole::KeptAside);
    let met = aside().filter(|f| f.is_met()).count();
    let verdict = format!("Figures kept aside: {}. Met: {met}.", aside().count());
    text + &format!("\n{verdict} Misses are not tuned away:\ncrates/glasshouse/docs/calibration.md\n")
}

/// The published range, in two digits.
pub fn published(p: &CalibrationPattern) -> String {
    range(*p.published.start(), *p.published.end())
}

fn range(low: f64, high: f64) -> String {
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

/// The setting in which the figure is measured, if it is not the law alone.
fn under(p: &CalibrationPattern) -> String {
    if p.under == Under::Law { String::new() } else { format!("; {}", p.under.word()) }
}
