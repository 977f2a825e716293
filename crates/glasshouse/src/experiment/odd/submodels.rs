//! ODD, element 7: the submodels, with their numbers, units, ranges and sources.

use super::equations::{DECISION, LEARNING};
use super::markdown::{cell, code, n, table};
use super::process_overview::on;
use super::regimes;
use super::scenario::Scenario;
use crate::life::ENCOUNTERS;
use crate::life::encounter::{Encounter, TriedBy};
use crate::scenario::reference_tables;
use crate::society::Plausible;
use crate::society::behaviour::{Behaviour, Parameter};

pub(super) fn text(all: &Scenario) -> String {
    let p = Parameters::of(all);
    let encounters: Vec<String> = ENCOUNTERS.iter().map(|encounter| one(all, &p, encounter)).collect();
    // What is neither an encounter nor told under a heading of its own.
    let told = ["decision", "learning", "gossip", "law", "purse", "lives"];
    let is_told = |section: &str| told.contains(&section) || ENCOUNTERS.iter().any(|e| e.key == section);
    let others = Behaviour::SECTIONS.iter().filter(|(section, _)| !is_told(section));
    let others: Vec<String> = others.map(|(section, _)| p.table(section)).collect();
    format!(
        "## 7. Submodels\n\nEach number is given with its unit, its plausible range and its source; most are assumed, and \
         the source says so. Mechanisms that are off in this experiment are marked so; their numbers then have no effect. \
         For the equations of encounters see `docs/model.md`, under the headings named here.\n\n\
         ### 7.1 Decision\n\nmodel.md, \"The decision rule\". A utility of five terms and a logit; a regime enters as the \
         points, listing and shame that she expects an act to bring.\n{DECISION}\n{}\n\
         ### 7.2 Learning\n\nmodel.md, \"The learning rule\".\n{LEARNING}\n{}\n\
         ### 7.3 Gossip\n\nmodel.md, \"Gossip\". Reputation by hearsay; it needs no regime.\n\n{}\n\
         ### 7.4 Law, money and lives\n\nmodel.md, \"Money\" and \"Lives\". The law is in force in every run, with or without a regime. Whole yuan \
         move between persons, the state and the rest of the economy; none is made. Who is born, dies and comes \
         of age, where and when, is the same under every regime. Need (model.md, \"Need\") moves some decisions; what \
         people think of the system (model.md, \"Measures\") moves nothing.\n\n{}\n{}\n{}\n{}\n\
         ### 7.5 Encounters\n\nmodel.md, \"Encounters\".\n\n{}\n{}",
        p.table("decision"),
        p.table("learning"),
        p.table("gossip"),
        p.table("law"),
        p.table("purse"),
        p.table("lives"),
        others.join("\n"),
        encounters.join("\n"),
        regimes::text(all),
    )
}

/// An encounter: when it is on, what it is, its published basis, and its numbers.
fn one(all: &Scenario, p: &Parameters, encounter: &Encounter) -> String {
    let TriedBy { cases, says } = encounter.tried_by;
    let cases = if cases.is_empty() {
        "No published result tests it".to_owned()
    } else {
        format!("Published results test it ({} in `crates/glasshouse/docs/validation.md`)", cases.join(", "))
    };
    let when = on(all, encounter);
    let state = if when.is_on { "On" } else { "Off in this experiment" };
    let said = when.said.strip_prefix("off: ").unwrap_or(&when.said);
    let numbers = p.table(encounter.key);
    let numbers = if numbers.is_empty() { "It has no parameters of its own.\n".to_owned() } else { numbers };
    format!(
        "#### {}\n\n**{state}**: {said}. What happens: {}. On its own it reduces to: {}. {cases}: {}.\n\n{numbers}",
        code(encounter.key),
        cell(encounter.meaning),
        cell(encounter.reduces_to),
        cell(says),
    )
}

/// Every number of behaviour, with its source.
struct Parameters {
    behaviour: Behaviour,
    ranges: Vec<Plausible>,
    sources: Vec<(&'static Parameter, String)>,
    own: Vec<&'static Parameter>,
}

impl Parameters {
    fn of(all: &Scenario) -> Parameters {
        let texts = &all.manifest.society.sources;
        Parameters {
            behaviour: all.plan.society.behaviour.clone(),
            ranges: all.plan.society.ranges.clone(),
            sources: texts.get(1).map_or(Vec::new(), |text| reference_tables::parameter_sources(text)),
            own: texts.first().map_or(Vec::new(), |text| reference_tables::overridden(text)),
        }
    }

    /// The table of a section; empty if there is no such section.
    fn table(&self, section: &str) -> String {
        let rows: Vec<Vec<String>> =
            Behaviour::TABLE.iter().filter(|p| p.section == section).map(|p| self.row(p)).collect();
        match rows.is_empty() {
            true => String::new(),
            false => table(["Parameter", "Value", "Unit", "Plausible range", "What it is", "Source"], rows),
        }
    }

    fn row(&self, p: &'static Parameter) -> Vec<String> {
        let is = |other: &Parameter| (other.section, other.name) == (p.section, p.name);
        let value = self.behaviour.clone().get_mut(p.section, p.name).map_or(String::new(), |value| n(*value));
        let range = self.ranges.iter().find(|range| is(range.parameter));
        let range = range.map_or(String::new(), |range| format!("{} to {}", n(range.low), n(range.high)));
        let source = self.sources.iter().find(|(of, _)| is(of)).map_or("", |(_, source)| source);
        let source = match self.own.iter().any(|of| is(of)) {
            true => "set by the society's own file".to_owned(),
            false => cell(source),
        };
        vec![code(&format!("{}.{}", p.section, p.name)), value, cell(p.unit), range, cell(p.meaning), source]
    }
}
