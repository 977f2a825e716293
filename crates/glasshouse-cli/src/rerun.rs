//! Which run is looked at again, and whose life in it?

use crate::cli::Again;
use crate::diagnostic_output;
use crate::failure::Stop;
use glasshouse::engine::{self, Settlement, Size};
use glasshouse::observatory::life_history::Portrait;
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::society::marginals::{AGE_NAMES, SCHOOLING_NAMES};
use glasshouse::society::traits::{CAR, CHILD, INFANT, INTERNET, OFFICIAL};

/// The people of the run that is meant, for so many months under one of these regimes at a time.
pub fn people(asked: &Again, months: u32, regimes: &[Regime]) -> Result<Settlement, Stop> {
    let society = scenario::society(&asked.society)?;
    diagnostic_output::findings(&society.warnings);
    let size = Size { people: asked.people, months };
    crate::resource_check::worlds(size, 1, regimes)?;
    Ok(engine::settle(&society.value, size, asked.seed, asked.replicate))
}

/// A regime, by its name or file.
pub fn regime(spec: &str) -> Result<Regime, Stop> {
    let read = scenario::regime(spec)?;
    diagnostic_output::findings(&read.warnings);
    let name = diagnostic_output::clean(&read.value.name);
    Ok(Regime { name, ..read.value })
}

/// Refuses a number that nobody has.
pub fn known(person: u64, asked: &Again) -> Result<u32, Stop> {
    let last = asked.people - 1;
    match u32::try_from(person) {
        Ok(number) if person <= last => Ok(number),
        _ => Err(Stop::Refused(format!("nobody has the number {person}: they run from 0 to {last}"))),
    }
}

/// A month as people count: `month 31 (August of year 3)`.
pub fn month(month: u32) -> String {
    format!("month {month} ({})", calendar(month))
}

/// Month 0 is the January of year 1.
pub fn calendar(month: u32) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} of year {}", NAMES[month as usize % 12], month / 12 + 1)
}

/// Who somebody is, in a sentence. She has a number and no name.
pub fn portrait(p: &Portrait) -> String {
    let fifth = ["poorest", "second", "middle", "fourth", "richest"][usize::from(p.fifth)];
    let has = |flag: u8| p.flags & flag != 0;
    let home = match p.household {
        1 => "lives alone".into(),
        n => format!("lives in a household of {n} adults"),
    };
    let children = match (has(INFANT), has(CHILD)) {
        (true, true) => " with an infant and a child at school",
        (true, false) => " with an infant",
        (false, true) => " with a child at school",
        _ => "",
    };
    let mut owns = Vec::new();
    owns.extend(has(CAR).then_some("drives a car"));
    owns.push(if has(INTERNET) { "uses the internet" } else { "does not use the internet" });
    owns.extend(has(OFFICIAL).then_some("holds a public post"));
    owns.extend(p.owner.then_some("owns a firm that sells the staple"));
    format!(
        "She is {} years old at the start, went to school up to {}, and {home}{children} in {}. \
         Her income is {} yuan a month ({fifth} fifth). She {}.",
        AGE_NAMES[usize::from(p.age)],
        SCHOOLING_NAMES[usize::from(p.schooling)],
        if p.urban { "a town" } else { "a village" },
        crate::number_format::whole(p.income.into()),
        owns.join(", "),
    )
}
