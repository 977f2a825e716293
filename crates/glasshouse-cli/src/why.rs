//! The command `glasshouse why`: the chain from deed to channel, rule, ruling and consequence.

use crate::arguments::{Look, WhyArgs};
use crate::terminal::{Terminal, say};
use glasshouse::observatory::life_history::{Wanted, find, follow, portrait};
use glasshouse_report::job_error::JobError;
use glasshouse_report::text_block::TextBlock;
use glasshouse_report::text_wrap::paragraph;
use glasshouse_report::{rerun, ruling_text};
use std::slice;

/// Prints the answer.
pub fn run(args: &WhyArgs) -> Result<(), JobError> {
    let options = args.again.options();
    let regime = rerun::regime(&args.regime, &Terminal)?;
    let (person, month) = match args.find {
        Some(look) => {
            let people = rerun::people(&options, args.years * 12, slice::from_ref(&regime), &Terminal)?;
            let (wanted, what) = match look {
                Look::Listed => (Wanted::Listed, "Nobody is listed"),
                Look::WronglyListed => (Wanted::WronglyListed, "Nobody is wrongly listed"),
                Look::WronglySanctioned => (Wanted::WronglySanctioned, "Nobody is wrongly sanctioned"),
                Look::WronglyDenied => (Wanted::WronglyDenied, "Nobody is wrongly denied a reward"),
                Look::FirmListed => (Wanted::FirmListed, "No firm is listed"),
            };
            let Some(found) = find(&people, &regime, wanted, args.years * 12) else {
                return say(&paragraph(&format!("{what} under {} in {} years.", regime.name, args.years), 0));
            };
            found
        }
        None => (rerun::known(args.person.unwrap_or_default(), &options)?, args.month.unwrap_or_default()),
    };
    let people = rerun::people(&options, month + 1, slice::from_ref(&regime), &Terminal)?;
    let life = follow(&people, &regime, person, month + 1);
    let answer = ruling_text::answer(&regime, &life, month, &portrait(&people, person));
    say(&answer.iter().map(TextBlock::wrapped).collect::<String>())
}
