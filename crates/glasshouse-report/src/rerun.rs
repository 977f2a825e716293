//! One society of a run, drawn again for a look at single lives, and the portrait of a person.

use crate::diagnostic_text;
use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::options::RerunOptions;
use crate::{number_format, one_world, resource_check, untouched_note};
use glasshouse::engine::{self, PopulationSpec, Settlement, Size};
use glasshouse::observatory::life_history::Portrait;
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::society::marginals::{AGE_NAMES, SCHOOLING_NAMES};
use glasshouse::society::traits::{CAR, CHILD, INFANT, INTERNET, OFFICIAL, ONLINE_WORK, TRAVELS};

/// The people of the requested run, for a given number of months under one of these regimes at a time.
pub fn people(
    options: &RerunOptions,
    months: u32,
    regimes: &[Regime],
    monitor: &dyn Monitor,
) -> Result<Settlement, JobError> {
    let society = scenario::society(&options.society)?;
    monitor.warnings(&society.warnings);
    let size = Size { people: options.people, months };
    resource_check::worlds(size, 1, regimes)?;
    untouched_note::before(regimes, &society.value, size, options.seed).iter().for_each(|note| monitor.note(note));
    one_world::check(regimes)?;
    let of = PopulationSpec::new(&society.value, size, options.seed, options.replicate);
    Ok(engine::settle(&of.living(regimes)))
}

/// A regime, by its name or file.
pub fn regime(spec: &str, monitor: &dyn Monitor) -> Result<Regime, JobError> {
    let read = scenario::regime(spec)?;
    monitor.warnings(&read.warnings);
    let name = diagnostic_text::clean(&read.value.name);
    Ok(Regime { name, ..read.value })
}

/// Refuses a person's number that is out of range.
pub fn known(person: u64, options: &RerunOptions) -> Result<u32, JobError> {
    let last = options.people - 1;
    match u32::try_from(person) {
        Ok(number) if person <= last => Ok(number),
        _ => Err(JobError::Refused(format!("nobody has the number {person}: numbers run from 0 to {last}"))),
    }
}

/// A month with its calendar name: `month 31 (August of year 3)`.
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

/// A description of a person in two sentences. She has a number and no name.
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
    owns.extend(has(TRAVELS).then_some("travels by plane or fast train"));
    owns.extend(has(ONLINE_WORK).then_some("lives by work on the internet"));
    owns.extend(has(OFFICIAL).then_some("holds a public post"));
    owns.extend(p.owner.then_some("owns a firm that sells the staple"));
    format!(
        "She is {} years old at the start, has {} schooling, and {home}{children} in {}. Her income is {} yuan a \
         month ({fifth} fifth). She {}.",
        AGE_NAMES[usize::from(p.age)],
        SCHOOLING_NAMES[usize::from(p.schooling)],
        if p.urban { "a town" } else { "a village" },
        number_format::whole(p.income.into()),
        owns.join(", "),
    )
}
