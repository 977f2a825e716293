//! The command that reproduces the results of a job, as the report quotes it.

use crate::options::{
    EssayOptions, EvaluationOptions, EvidenceOptions, ExplanationOptions, ScenarioOptions, TrialOptions,
};
use glasshouse::engine::EARLIER;
use glasshouse::experiment::replication::Replicates;
use glasshouse::experiment::window::Window;
use glasshouse::society::strata::By;
use std::path::{Path, PathBuf};

/// The command of a comparison: `run` or `compare`.
pub fn comparison(command: &str, regimes: &[String], o: &ScenarioOptions, linked: &[PathBuf]) -> String {
    let by = match o.by {
        Some(By::All) => String::new(),
        by => format!(" --by {}", by.map_or("none", By::word)),
    };
    let with: String =
        linked.iter().map(|folder| format!(" --with {}", quote(&folder.display().to_string()))).collect();
    let earlier = if o.earlier == EARLIER { String::new() } else { format!(" --earlier {}", o.earlier) };
    let quoted: Vec<String> = regimes.iter().map(|r| quote(r)).collect();
    format!("glasshouse {command} {} {}{by}{earlier}{with}", quoted.join(" "), scale(o))
}

/// The command of an evaluation.
pub fn evaluation(o: &EvaluationOptions) -> String {
    let measures = quote(&o.measures.join(","));
    format!("glasshouse evaluate {} --measures {measures} {}", quote(&o.regime), scale(&o.scenario))
}

/// The command of an explanation.
pub fn explanation(o: &ExplanationOptions) -> String {
    let list = |flag: &str, words: &[String]| match words {
        [] => String::new(),
        words => format!(" --{flag} {}", quote(&words.join(","))),
    };
    let after = if o.window == Window::After { " --after" } else { "" };
    format!(
        "glasshouse explain {} --than {}{}{}{after} --pairs {} {}",
        quote(&o.regime),
        quote(&o.than),
        list("measure", &o.measures),
        list("split", &o.split),
        o.pairs,
        scale(&o.scenario)
    )
}

fn scale(o: &ScenarioOptions) -> String {
    format!(
        "--society {} --people {} --years {} --seed {} --replicates {}",
        quote(&o.society),
        o.people,
        o.years,
        o.seed,
        o.replicates,
    )
}

/// The command of a trial of claims.
pub fn trial(o: &TrialOptions) -> String {
    let replicates = match o.replicates {
        Replicates::Auto => String::new(),
        Replicates::Fixed(n) => format!(" --replicates {n}"),
    };
    format!(
        "glasshouse claims {} --society {} --societies {} --people {} --years {} --seed {}{replicates}{}",
        quote(&o.claims),
        quote(&o.drawn.society),
        o.drawn.societies,
        o.drawn.people,
        o.drawn.years,
        o.drawn.seed,
        if o.rules { " --rules" } else { "" }
    )
}

/// The command of a trial of the essay's sentences; sizes that are the usual ones are left out.
pub fn essay(o: &EssayOptions) -> String {
    let usual = EssayOptions::usual(o.quick);
    let rows: String = o.rows.iter().map(|row| format!(" --row {}", quote(row))).collect();
    let number = |name: &str, given: u64, usual: u64| match given == usual {
        true => String::new(),
        false => format!(" --{name} {given}"),
    };
    format!(
        "glasshouse essay{}{}{rows}{}{}{}{}",
        if o.file == usual.file { String::new() } else { format!(" {}", quote(&o.file)) },
        if o.quick { " --quick" } else { "" },
        number("people", o.people, usual.people),
        number("years", o.years.into(), usual.years.into()),
        number("replicates", o.replicates.into(), usual.replicates.into()),
        number("seed", o.seed, usual.seed),
    )
}

/// The command that makes one row again.
pub fn essay_row(key: &str, o: &EssayOptions) -> String {
    essay(&EssayOptions { rows: vec![key.to_owned()], ..o.clone() })
}

/// The command that asks published effects; sizes that are the usual ones are left out.
pub fn evidence(o: &EvidenceOptions) -> String {
    let usual = EvidenceOptions::usual(o.quick);
    let effects: String = o.effects.iter().map(|key| format!(" --one {}", quote(key))).collect();
    let files: String = o.files.iter().map(|file| format!(" --file {}", quote(&file.to_string_lossy()))).collect();
    let number = |name: &str, given: Option<u64>, usual: Option<u64>| match given {
        Some(given) if Some(given) != usual => format!(" --{name} {given}"),
        _ => String::new(),
    };
    let society = if o.society == usual.society { String::new() } else { format!(" --society {}", quote(&o.society)) };
    format!(
        "glasshouse evidence{effects}{files}{}{society}{}{}{}",
        if o.quick { " --quick" } else { "" },
        number("societies", Some(o.societies.into()), Some(usual.societies.into())),
        number("people", o.people, usual.people),
        number("seed", Some(o.seed), Some(usual.seed)),
    )
}

/// The command of a sweep, with the experiment's file name without its folder.
pub fn sweep(experiment: &str) -> String {
    let name = Path::new(experiment).file_name().map_or(experiment.into(), |name| name.to_string_lossy());
    format!("glasshouse sweep {}", quote(&name))
}

/// A word quoted for a shell.
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_spaces_are_quoted() {
        assert_eq!(quote("reviews"), "reviews");
        assert_eq!(quote("a + it's"), r"'a + it'\''s'");
    }
}
