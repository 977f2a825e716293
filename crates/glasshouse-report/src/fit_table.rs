//! The societies that agree best with published figures, as a text table and CSV.

use crate::text_wrap::{paragraph, wrap};
use crate::{calibration_table, number_format};
use glasshouse::experiment::pattern_check::{CalibrationRole, TABLE};
use glasshouse::experiment::rejection_sampling::{Fit, Fitted};
use glasshouse::society::Plausible;

/// The results, for a terminal of 80 columns.
pub fn text(fit: &Fit, fitted: &Fitted) -> String {
    let head = format!(
        "{} plausible societies were drawn from {}. The {} whose figures are nearest to the published figures used \
         were kept; the figures kept aside had no influence. The columns give the range from 5 to 95 % of societies, \
         and the number of kept societies that meet a figure.",
        number_format::whole(fitted.values.len() as u64),
        fit.society.marginals.title,
        fitted.kept.len()
    );
    let mut text = format!("\n{}", paragraph(&head, 0));
    for (role, heading) in [(CalibrationRole::Used, "USED"), (CalibrationRole::KeptAside, "KEPT ASIDE")] {
        text += &format!("\n{heading:30} {:>10} {:>14} {:>14} {:>8}\n", "published", "all", "kept", "met");
        for (n, pattern) in TABLE.iter().enumerate().filter(|(_, pattern)| pattern.role == role) {
            let [all, kept] = fitted.spans(n).map(span);
            let met = format!("{} of {}", fitted.met(n), fitted.kept.len());
            let name = wrap(&format!("{}, {}", pattern.name, pattern.unit), 30);
            let published = calibration_table::published(pattern);
            text += &format!("{:30} {published:>10} {all:>14} {kept:>14} {met:>8}\n", name[0]);
            name[1..].iter().for_each(|line| text += &format!("  {line}\n"));
        }
    }
    text + &informed(fit, fitted)
}

/// The parameters that the figures used constrain.
fn informed(fit: &Fit, fitted: &Fitted) -> String {
    let found = fitted.informed();
    if found.is_empty() {
        return "\nThe figures used constrain no single parameter.\n".to_owned();
    }
    let mut text = "\nPARAMETERS CONSTRAINED BY THE FIGURES USED: range drawn; median and range kept\n".to_owned();
    for decider in found {
        let Plausible { parameter: p, low, high } = fit.society.ranges[decider.parameter];
        let [least, middle, most] = fitted.parameter(decider.parameter).map(two);
        let before = format!("{} .. {}", two(low.into()), two(high.into()));
        text += &format!("{:34} {before:>16}   {middle} ({least} to {most})\n", format!("{}.{}", p.section, p.name));
    }
    text
}

/// The range of a figure; a dash where it is not defined.
fn span([low, _, high]: [f64; 3]) -> String {
    if low.is_nan() { "—".to_owned() } else { format!("{} .. {}", two(low), two(high)) }
}

/// Two significant digits, with the sign.
fn two(x: f64) -> String {
    let sign = if x < 0.0 { "−" } else { "" };
    format!("{sign}{}", number_format::two(x.abs()))
}

/// One row for each society: its parameters, figures and distance, and whether it was kept.
pub fn csv(fit: &Fit, fitted: &Fitted) -> String {
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
