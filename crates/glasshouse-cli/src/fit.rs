//! `glasshouse fit`: which plausible societies agree with the published figures that were used?

use crate::cli::FitArgs;
use crate::failure::Stop;
use crate::output_folder::Folder;
use crate::progress::Watch;
use crate::text_wrap::{paragraph, wrap};
use crate::{calibrate, diagnostic_output, job, number_format, say};
use glasshouse::engine::Size;
use glasshouse::experiment::pattern_check::{CalibrationRole, TABLE};
use glasshouse::experiment::rejection_sampling::{Fit, Fitted};
use glasshouse::scenario;
use glasshouse::society::Plausible;

/// Draws societies, keeps the nearest, and tells what they say of figures and parameters.
pub fn run(asked: FitArgs) -> Result<(), Stop> {
    let drawn = &asked.drawn;
    let society = scenario::society(&drawn.society)?;
    diagnostic_output::findings(&society.warnings);
    let size = Size { people: drawn.people, months: asked.years * 12 };
    let threads = job::threads(drawn.threads);
    // The books of the regimes that figures are looked for under keep nothing besides.
    crate::resource_check::worlds(size, threads, [])?;
    let kept = (drawn.societies / 20).max(1);
    let fit = Fit { society: society.value, size, seed: drawn.seed, societies: drawn.societies, kept };
    let folder = Folder::open(&asked.out)?;
    let pool = job::pool(threads)?;
    let watch = Watch::of(fit.months());
    let fitted = pool.install(|| fit.run(&watch));
    watch.end();
    say(&told(&fit, &fitted))?;
    let path = folder.write("fit.csv", csv(&fit, &fitted).as_bytes())?;
    say(&format!("\n{}\n", path.display()))
}

/// What came out, for a terminal of 80 columns.
fn told(fit: &Fit, fitted: &Fitted) -> String {
    let head = format!(
        "{} plausible societies were drawn from {}. Kept are the {} whose figures lie nearest to the published ones that \
         are used; those kept aside had no say. 5 to 95 % of societies, and in how many of those kept a figure is met.",
        number_format::whole(fitted.values.len() as u64),
        fit.society.marginals.title,
        fitted.kept.len()
    );
    let mut text = format!("\n{}", paragraph(&head, 0));
    for (role, heading) in [(CalibrationRole::Used, "USED"), (CalibrationRole::KeptAside, "KEPT ASIDE")] {
        text += &format!("\n{heading:32} {:>10} {:>13} {:>13} {:>8}\n", "published", "all", "kept", "met");
        for (n, pattern) in TABLE.iter().enumerate().filter(|(_, pattern)| pattern.role == role) {
            let [all, kept] = fitted.spans(n).map(|[low, _, high]| format!("{} .. {}", two(low), two(high)));
            let met = format!("{} of {}", fitted.met(n), fitted.kept.len());
            let name = wrap(&format!("{}, {}", pattern.name, pattern.unit), 32);
            let published = calibrate::published(pattern);
            text += &format!("{:32} {published:>10} {all:>13} {kept:>13} {met:>8}\n", name[0]);
            name[1..].iter().for_each(|line| text += &format!("  {line}\n"));
        }
    }
    text + &informed(fit, fitted)
}

/// The parameters on which the figures used say something.
fn informed(fit: &Fit, fitted: &Fitted) -> String {
    let found = fitted.informed();
    if found.is_empty() {
        return "\nThe figures used say nothing of any single parameter.\n".to_owned();
    }
    let mut text = "\nWHAT THE FIGURES USED SAY OF PARAMETERS: plausible before, and in those kept\n".to_owned();
    for decider in found {
        let Plausible { parameter: p, low, high } = fit.society.ranges[decider.parameter];
        let [least, middle, most] = fitted.parameter(decider.parameter).map(two);
        let before = format!("{} .. {}", two(low.into()), two(high.into()));
        text += &format!("{:34} {before:>16}   {middle} ({least} to {most})\n", format!("{}.{}", p.section, p.name));
    }
    text
}

/// Two significant digits, with the sign.
fn two(x: f64) -> String {
    let sign = if x < 0.0 { "−" } else { "" };
    format!("{sign}{}", number_format::two(x.abs()))
}

/// One row a society: its parameters, its figures, its distance, and whether it was kept.
fn csv(fit: &Fit, fitted: &Fitted) -> String {
    let mut head: Vec<String> = vec!["society".into()];
    head.extend(fit.society.ranges.iter().map(|r| format!("{}.{}", r.parameter.section, r.parameter.name)));
    head.extend(TABLE.iter().map(|pattern| pattern.name.replace([',', '"'], "")));
    head.extend(["distance".into(), "kept".into()]);
    let mut text = head.join(",") + "\n";
    for (k, (values, figures)) in fitted.values.iter().zip(&fitted.figures).enumerate() {
        let mut row = vec![k.to_string()];
        row.extend(values.iter().map(f32::to_string));
        row.extend(figures.iter().map(|x| x.map_or(String::new(), |x| x.to_string())));
        row.push(fitted.distance[k].to_string());
        row.push(u8::from(fitted.kept.contains(&k)).to_string());
        text += &(row.join(",") + "\n");
    }
    text
}
