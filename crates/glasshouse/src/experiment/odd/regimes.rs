//! ODD, element 7: the regimes of the experiment, line by line, with numbers and sources.

use super::markdown::{cell, code, counted, list, table_of};
use super::scenario::Scenario;
use crate::observatory::manifest::ManifestPart;
use crate::regime::{Basis, Origin, Regime};
use crate::scenario::REGIME_SECTIONS;
use crate::scenario::reference_tables::{self, ReferenceTable};

/// Lists of a regime file that are mentioned even where they are empty.
const LISTS: [(&str, &str); 4] = [
    ("watch", "No channels: it sees nothing."),
    ("rule", "No rules: no act brings or costs anything."),
    ("reward", "No rewards: no standing opens anything."),
    ("sanction", "No sanctions: no standing closes anything."),
];

pub(super) fn text(all: &Scenario) -> String {
    let regimes = all.plan.regimes.iter().zip(&all.manifest.regimes);
    let each: Vec<String> = regimes.map(|(regime, part)| one(regime, part)).collect();
    format!(
        "### 7.6 How a regime works\n\nSee model.md, \"The regime\"; for every word of a file, `docs/regime-language.md`. One draw \
         decides whether all channels together see an act; rules turn records into points and months on the list; one month \
         later a tier or the list has the effects set in the file. `basis` gives the origin of a line: the essay that the \
         project started from, a document or study, or an assumption.\n\n### 7.7 The regimes of this experiment\n\n{}",
        each.join("\n")
    )
}

fn one(regime: &Regime, part: &ManifestPart) -> String {
    let told: Vec<ReferenceTable> = part.sources.iter().flat_map(|source| reference_tables::regime(source)).collect();
    let sections = REGIME_SECTIONS.iter().filter(|section| **section != "regime");
    let (has, lacks): (Vec<&str>, Vec<&str>) = sections.partition(|section| told.iter().any(|t| t.path == **section));
    let [has, lacks] = [has, lacks].map(|names| list(&names.into_iter().map(section_name).collect::<Vec<_>>()));
    let has = if told.is_empty() { "no section: the law alone".to_owned() } else { has };
    let rests: Vec<String> = part.sources.iter().flat_map(|source| reference_tables::regime_sources(source)).collect();
    let rests = match rests.is_empty() {
        true => String::new(),
        false => {
            format!(
                " Sources of the file as a whole: {}.",
                rests.iter().map(|s| cell(s)).collect::<Vec<_>>().join("; ")
            )
        }
    };
    let mut text = format!(
        "#### {} ({})\n\nIt has: {has}. It does not have: {lacks}.{}{rests}\n",
        cell(&regime.title),
        code(&regime.name),
        bases(regime),
    );
    for section in REGIME_SECTIONS {
        let within = |path: &str| path.split('.').next() == Some(section);
        let tables: Vec<&ReferenceTable> = told.iter().filter(|t| within(&t.path)).collect();
        if let Some((_, none)) = LISTS.iter().find(|(name, _)| name == section && tables.is_empty()) {
            text += &format!("\n**{}.** {none}\n", section_name(section));
        }
        tables.into_iter().for_each(|table| text += &format!("\n{}", shown(table)));
    }
    text
}

fn section_name(section: &str) -> String {
    code(&format!("[{section}]"))
}

/// The number of lines of each origin.
fn bases(regime: &Regime) -> String {
    let lines = regime.watch.iter().map(|line| &line.origin);
    let lines = lines.chain(regime.rules.iter().map(|line| &line.origin));
    let lines = lines.chain(regime.rewards.iter().chain(&regime.sanctions).map(|line| &line.origin));
    let lines: Vec<&Origin> = lines.collect();
    if lines.is_empty() {
        return String::new();
    }
    let count = |basis: Basis| lines.iter().filter(|origin| origin.basis == basis).count();
    let each = [Basis::Essay, Basis::Documented, Basis::Assumed];
    let each: Vec<String> =
        each.iter().zip(Basis::WORDS).map(|(basis, word)| format!("{} {word}", count(*basis))).collect();
    format!(
        " Of its {} (channels, rules, rewards and sanctions) {}.",
        counted(lines.len() as u64, "line", "lines"),
        list(&each)
    )
}

/// A table of its file, with the meanings of its columns.
fn shown(told: &ReferenceTable) -> String {
    let head = told.columns.iter().map(|column| if told.is_list { code(column) } else { column.clone() });
    let head: Vec<String> = head.collect();
    let row = |row: &Vec<String>| {
        let name = |(k, text): (usize, &String)| if !told.is_list && k == 0 { code(text) } else { cell(text) };
        row.iter().enumerate().map(name).collect()
    };
    // What the file does not set would only fill pages.
    let is_set = |row: &&Vec<String>| told.is_list || row.get(1).is_none_or(|value| value != reference_tables::NOT_SET);
    let rows: Vec<Vec<String>> = told.rows.iter().filter(is_set).map(row).collect();
    let legend: Vec<String> =
        told.legend.iter().map(|(key, meaning)| format!("{}: {}", code(key), cell(meaning))).collect();
    let legend = if legend.is_empty() { String::new() } else { format!("\n{}.\n", legend.join("; ")) };
    let name = if told.is_list { format!("[[{}]]", told.path) } else { format!("[{}]", told.path) };
    format!("**{}**: {}\n\n{}{legend}", code(&name), cell(&told.meaning), table_of(&head, &rows))
}
