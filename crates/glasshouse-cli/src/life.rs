//! The command `glasshouse life`: one person's years, under one regime or several side by side.

use crate::arguments::LifeArgs;
use crate::terminal::{Terminal, say};
use glasshouse::observatory::life_history::{Chronicle, follow, portrait};
use glasshouse_report::job_error::JobError;
use glasshouse_report::life_text::{self, MOST};
use glasshouse_report::rerun;

/// Prints her years.
pub fn run(args: &LifeArgs) -> Result<(), JobError> {
    if args.regimes.len() > MOST {
        return Err(JobError::Refused(format!("at most {MOST} regimes fit side by side")));
    }
    let options = args.again.options();
    let person = rerun::known(args.person, &options)?;
    let regimes = args.regimes.iter().map(|spec| rerun::regime(spec, &Terminal));
    let regimes = regimes.collect::<Result<Vec<_>, JobError>>()?;
    let people = rerun::people(&options, args.years * 12, &regimes, &Terminal)?;
    let lives: Vec<Chronicle> = regimes.iter().map(|r| follow(&people, r, person, args.years * 12)).collect();
    let who = rerun::portrait(&portrait(&people, person));
    say(&life_text::text(&who, person, args.years, &regimes, &lives))
}
