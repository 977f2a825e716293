//! The reader of `[[effect]]`: an effect that the file adds to those that a standing can have.

use super::encounter_section::is_a_name;
use super::page::Page;
use super::phrasing::quote;
use super::regime_values::{f32, origin};
use super::table_reader::TableReader;
use crate::diagnostic::Diagnostic;
use crate::regime::Basis;
use crate::regime::own_effect::{OwnEffect, all_effects};

/// Most effects that files can add.
const MOST: usize = 16;

/// Reads an effect, and adds it to those that the page knows.
pub(super) fn read(mut t: TableReader<'_>, page: &Page) {
    let name = t.required("name");
    let place = name.place("");
    let key = name.text();
    let meaning = t.required("meaning").text().unwrap_or_default();
    let unit = t.required("unit").text().unwrap_or_default();
    let side = t.required("side").word("side", &["reward", "sanction"]);
    let income = f32(t.optional("income").number(0.0..=10.0));
    let yuan = f32(t.optional("yuan").number(0.0..=1e5));
    let friends = f32(t.optional("friends").share());
    let encounters = page.encounters().all;
    let names: Vec<&str> = encounters.iter().map(|own| own.key.as_str()).collect();
    let encounter = t.optional("encounter");
    let (set, number) = (encounter.is_set(), encounter.text());
    let number = number.and_then(|key| {
        let found = names.iter().position(|name| *name == key);
        if found.is_none() {
            let message = format!("there is no encounter {} in the file", quote(&key));
            let help = match names.is_empty() {
                true => "add it as an `[[encounter]]`".to_owned(),
                false => format!("the encounters are `{}`", names.join("`, `")),
            };
            t.tell(
                Diagnostic::error("unknown-encounter", message, t.place_of("encounter", "not known here")).help(help),
            );
        }
        found
    });
    let away = t.required_with("away", "encounter", &[]).number(-100.0..=1.0);
    let origin = origin(&mut t);
    let basis = Basis::WORDS[origin.basis as usize];
    let source = if origin.source.is_empty() { basis.into() } else { format!("{basis}: {}", origin.source) };
    if income == 0.0 && yuan == 0.0 && friends == 0.0 && !set && !page.is_described() {
        let finding = Diagnostic::error("no-effect", "the effect changes nothing", t.place("has no consequence"));
        t.tell(finding.help("give it `income`, `yuan`, `friends` or an `encounter`"));
    }
    let (Some(key), Some(side)) = (key, side) else { return };
    if !is_a_name(&key) {
        let finding = Diagnostic::error("odd-name", format!("{} is no name", quote(&key)), place);
        return page.tell(finding.help("a name begins with a small letter and has small letters, digits and hyphens"));
    }
    let encounter = number.zip(away.map(|away| away as f32));
    let own = OwnEffect { key, meaning, unit, reward: side == 0, income, yuan, friends, encounter, source };
    let known = page.effects();
    if known.contains(&own) {
        return;
    }
    if all_effects(&known).iter().any(|other| other.key == own.key) {
        let message = format!("there is an effect {} already", quote(&own.key));
        return page.tell(Diagnostic::error("taken-name", message, place).help("give this one another name"));
    }
    if known.len() == MOST {
        let message = format!("files can add at most {MOST} effects");
        return page.tell(Diagnostic::error("too-many", message, place));
    }
    page.learn_effect(own);
}
