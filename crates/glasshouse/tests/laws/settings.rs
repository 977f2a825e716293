//! Settings in `data/claims/essay.settings.toml` under which each claim of the essay holds and fails.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::claims::{essay, trial_of};
use glasshouse::engine::{Quiet, Size};
use glasshouse::experiment::claim_trial::{Effects, Trial};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// Number of lucks with which each setting is tested.
const LUCKS: u32 = 3;

/// A setting in which a claim is said to hold or to fail.
struct Setting<'a> {
    claim: &'a str,
    holds: bool,
    table: &'a DeTable<'a>,
}

impl<'a> Setting<'a> {
    fn of(value: &'a DeValue<'a>) -> Setting<'a> {
        let DeValue::Table(table) = value else { panic!("a setting is a table") };
        let DeValue::Boolean(holds) = table["holds"].get_ref() else { panic!("`holds` is true or false") };
        Setting { claim: word(table["claim"].get_ref()), holds: *holds, table }
    }

    fn get(&self, key: &str) -> Option<&'a DeValue<'a>> {
        self.table.get(key).map(|value| value.get_ref())
    }

    /// The parameters that are set: section, name, value.
    fn set(&self) -> Vec<(&'a str, &'a str, f32)> {
        let Some(DeValue::Table(sections)) = self.get("set") else { return Vec::new() };
        let of = |section: &'a str, inner: &'a DeValue<'a>| {
            let DeValue::Table(inner) = inner else { panic!("{section} is a section") };
            inner.iter().map(move |(name, value)| (section, name.get_ref().as_ref(), number(value.get_ref())))
        };
        sections.iter().flat_map(|(section, inner)| of(section.get_ref().as_ref(), inner.get_ref())).collect()
    }

    /// The trial of the one claim in the one society, once for each luck.
    fn trial(&self) -> Trial {
        let claims = essay().into_iter().filter(|claim| claim.key == self.claim).collect();
        let mut trial = trial_of(claims, |name| self.regime(name));
        let people = self.get("people").map_or(2_000, |people| number(people) as u64);
        trial.size = Size { people, months: 120 };
        (trial.societies, trial.seed) = (LUCKS, 1);
        for range in &mut trial.society.ranges {
            let p = range.parameter;
            let mut value = *trial.society.behaviour.get_mut(p.section, p.name).unwrap();
            if let Some((.., set)) =
                self.set().iter().find(|(section, name, _)| (*section, *name) == (p.section, p.name))
            {
                let outside = *set < range.low || range.high < *set;
                assert!(
                    !outside || self.get("outside").is_some(),
                    "{}: {}.{} is out of its range",
                    self.claim,
                    p.section,
                    p.name
                );
                value = *set;
            }
            (range.low, range.high) = (value, value);
        }
        let known = trial.society.ranges.iter().map(|r| (r.parameter.section, r.parameter.name)).collect::<Vec<_>>();
        self.set()
            .iter()
            .for_each(|(section, name, _)| assert!(known.contains(&(*section, *name)), "{section}.{name}"));
        trial
    }

    /// The text for a regime: as shipped, or as changed by this setting.
    fn regime(&self, name: &str) -> String {
        if self.get("regime").map(word) != Some(name) {
            return name.to_owned();
        }
        let mut text = fs::read_to_string(data().join(format!("regimes/{name}.toml"))).unwrap();
        if let Some(DeValue::Array(edits)) = self.get("edit") {
            for edit in edits.iter() {
                let DeValue::Array(two) = edit.get_ref() else { panic!("an edit is two texts") };
                let [old, new] = [0, 1].map(|n| word(two[n].get_ref()));
                assert!(text.contains(old), "{name} does not say {old}");
                text = text.replace(old, new);
            }
        }
        text += self.get("add").map_or("", word);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("settings-{}-{}", self.claim, self.holds));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.toml"));
        fs::write(&file, text).unwrap();
        file.to_string_lossy().into_owned()
    }
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn word<'a>(value: &'a DeValue<'a>) -> &'a str {
    let DeValue::String(text) = value else { panic!("{value:?} is not a text") };
    text
}

fn number(value: &DeValue) -> f32 {
    match value {
        DeValue::Integer(n) => n.as_str().parse().unwrap(),
        DeValue::Float(n) => n.as_str().parse().unwrap(),
        other => panic!("{other:?} is not a number"),
    }
}

/// The effects of all tests of the claim, luck by luck.
fn told(effects: &[Effects]) -> String {
    let each = |effect: &Option<f64>| effect.map_or("not defined".to_owned(), |e| format!("{e:.3}"));
    let luck = |effects: &Effects| effects[0].iter().map(each).collect::<Vec<_>>().join(", ");
    effects.iter().map(luck).collect::<Vec<_>>().join("  |  ")
}

#[test]
fn every_claim_of_the_essay_has_a_setting_in_which_it_holds_and_one_in_which_it_fails() {
    let text = fs::read_to_string(data().join("claims/essay.settings.toml")).unwrap();
    let tree = DeTable::parse(&text).unwrap();
    let DeValue::Array(list) = tree.get_ref()["setting"].get_ref() else { panic!("[[setting]] is a list") };
    let settings: Vec<Setting> = list.iter().map(|item| Setting::of(item.get_ref())).collect();
    for claim in essay() {
        let of = |holds: bool| settings.iter().filter(|s| s.claim == claim.key && s.holds == holds).count();
        assert_eq!((of(true), of(false)), (1, 1), "settings of {}", claim.key);
    }
    // One claim can be asked for: SETTINGS=7-family.
    let only = std::env::var("SETTINGS").unwrap_or_default();
    let asked: Vec<&Setting> =
        settings.iter().filter(|s| only.is_empty() || only.split(',').any(|o| o == s.claim)).collect();
    let wrong: Vec<String> = asked.into_par_iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The error in a setting, if there is one; prints the findings.
fn wrong(setting: &Setting) -> Option<String> {
    let trial = setting.trial();
    let tried = trial.run(&Quiet);
    let outcomes = tried.outcomes(&trial.claims, 0);
    let said = if setting.holds { "holds" } else { "fails" };
    println!("{:15} {said}: {}", setting.claim, told(&tried.effects));
    let as_said = outcomes.iter().all(|outcome| outcome.tested().is_some_and(|tested| tested.holds == setting.holds));
    (!as_said).then(|| format!("{} is said to be one that {said}: {}", setting.claim, told(&tried.effects)))
}
