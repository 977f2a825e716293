//! The command `glasshouse list`: everything that files can name, from regimes to parameters.

use crate::arguments::{ListArgs, Shelf};
use crate::terminal::say;
use glasshouse::life;
use glasshouse::observatory::measures::{self, Group};
use glasshouse::regime;
use glasshouse::regime::firm_scoring::FIRM_EFFECTS;
use glasshouse::scenario::{self, catalogue};
use glasshouse::society::act;
use glasshouse::society::behaviour::Behaviour;
use glasshouse_report::job_error::JobError;
use glasshouse_report::number_format;
use glasshouse_report::text_wrap::{WIDTH, paragraph, wrap};

/// One thing on a shelf.
struct Item {
    heading: &'static str,
    key: String,
    title: String,
    about: Vec<String>,
}

/// Shows a shelf.
pub fn run(args: &ListArgs) -> Result<(), JobError> {
    let items = match args.shelf {
        Shelf::Regimes => regimes()?,
        Shelf::Societies => societies()?,
        Shelf::Experiments => experiments()?,
        Shelf::Encounters => encounters(),
        Shelf::Acts => acts(),
        Shelf::Effects => effects(),
        Shelf::Measures => measures(),
        Shelf::Parameters => parameters(),
    };
    say(&show(&items, args.verbose))
}

fn show(items: &[Item], verbose: bool) -> String {
    let width = items.iter().map(|i| i.key.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    let mut heading = "";
    for item in items {
        if item.heading != heading {
            heading = item.heading;
            out += &format!("{}{heading}\n", if out.is_empty() { "" } else { "\n" });
        }
        if verbose {
            out += &format!("{}\n{}", item.key, paragraph(&item.title, 4));
            item.about.iter().filter(|text| !text.is_empty()).for_each(|text| out += &paragraph(text, 4));
            out.push('\n');
        } else {
            let lines = wrap(&item.title, WIDTH.saturating_sub(width + 2));
            for (i, line) in lines.iter().enumerate() {
                out += &format!("{:width$}  {line}\n", if i == 0 { &item.key } else { "" });
            }
        }
    }
    out
}

fn regimes() -> Result<Vec<Item>, JobError> {
    let item = |s: &catalogue::Shipped| {
        let regime = scenario::regime(s.name)?.value;
        Ok(Item { heading: "", key: regime.name, title: regime.title, about: vec![regime.description] })
    };
    catalogue::regimes().iter().map(item).collect()
}

fn societies() -> Result<Vec<Item>, JobError> {
    let item = |s: &catalogue::Shipped| {
        let society = scenario::society(s.name)?.value.marginals;
        Ok(Item { heading: "", key: society.name, title: society.title, about: vec![society.description] })
    };
    catalogue::societies().iter().map(item).collect()
}

fn experiments() -> Result<Vec<Item>, JobError> {
    let item = |s: &catalogue::Shipped| {
        let e = scenario::experiment(s.name)?.value;
        let runs = number_format::counted(e.runs(), "run");
        let about =
            format!("{}, {runs}; varies {}", e.design.word(), number_format::counted(e.axes.len() as u64, "number"));
        Ok(Item { heading: "", key: e.name, title: e.title, about: vec![e.description, about] })
    };
    catalogue::experiments().iter().map(item).collect()
}

/// The encounters, each with the model that it reduces to and its acts.
fn encounters() -> Vec<Item> {
    let item = |row: &&life::encounter::Encounter| {
        let acts = row.acts();
        let mut about = vec![format!("on its own it reduces to: {}", row.reduces_to)];
        about.extend(acts.map(|act| format!("{}: {}", act.key, act.meaning)));
        Item { heading: "", key: row.key.into(), title: row.meaning.into(), about }
    };
    life::ENCOUNTERS.iter().map(item).collect()
}

fn acts() -> Vec<Item> {
    let item = |row: &act::ActRow| Item {
        heading: "",
        key: row.key.into(),
        title: row.meaning.into(),
        about: vec![format!("encounter: {}", row.encounter)],
    };
    act::TABLE.iter().map(item).collect()
}

fn effects() -> Vec<Item> {
    let half = |reward: bool| {
        regime::EFFECTS.iter().filter(move |row| row.reward == reward).map(move |row| Item {
            heading: if reward { "Under [[reward]]" } else { "Under [[sanction]]" },
            key: row.key.into(),
            title: row.meaning.into(),
            about: vec![format!("amount: {}, at most {}", row.unit, number_format::fixed(row.most.into(), 0))],
        })
    };
    let firms = |reward: bool| {
        FIRM_EFFECTS.iter().filter(move |row| row.reward == reward).map(move |row| Item {
            heading: if reward { "Under [[firms.reward]]" } else { "Under [[firms.sanction]]" },
            key: row.key.into(),
            title: row.meaning.into(),
            about: vec![format!("amount: {}, at most {}", row.unit, number_format::fixed(row.most.into(), 0))],
        })
    };
    half(true).chain(half(false)).chain(firms(true)).chain(firms(false)).collect()
}

fn measures() -> Vec<Item> {
    let of = |group: Group| {
        measures::TABLE.iter().filter(move |m| m.group == group).map(move |m| Item {
            heading: group.title(),
            key: m.key.into(),
            title: format!("{}, {}", m.name, m.unit),
            about: vec![
                m.definition.into(),
                m.direction.into(),
                m.seen.map_or(String::new(), |(_, seen)| format!("what the state sees: {seen}")),
            ],
        })
    };
    Group::ALL.into_iter().flat_map(of).collect()
}

fn parameters() -> Vec<Item> {
    let item = |p: &glasshouse::society::behaviour::Parameter| Item {
        heading: p.section,
        key: format!("{}.{}", p.section, p.name),
        title: p.meaning.into(),
        about: vec![format!("{}, from {} to {}", p.unit, p.least, p.most)],
    };
    Behaviour::TABLE.iter().map(item).collect()
}
