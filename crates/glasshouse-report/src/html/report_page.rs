//! The report of a comparison: one self-contained HTML page that needs no network.

use super::html_page::{self, section};
use super::markup::esc;
use super::report_input::ReportInput;
use super::{
    bluff_section, claims_section, county_map, difference_plot, explanation_section, group_section, measure_section,
    measure_text, overview_figure, own_section, persistence_section, published_section, regime_section, report_text,
    reproduction_section, sensitivity_section, transition_figure,
};
use crate::comparison_table;
use crate::number_format::counted;
use crate::untouched_note;
use glasshouse::observatory::measures::{Group, TABLE};

/// The whole page. The same input gives the same bytes.
pub fn report(input: &ReportInput) -> String {
    // A single regime is shown by its levels.
    let glance = overview_figure::picture(input);
    let alone = glance.is_none();
    let mut parts = vec![
        section("picture", &question(input), &glance.unwrap_or_else(|| difference_plot::cards(input))),
        section("carries", "What carries it?", &explanation_section::section(input).unwrap_or_default()),
        section("read-first", "What this is not", &report_text::caution()),
        section("asked", "What was run", &asked(input)),
    ];
    if alone {
        parts.remove(1);
    } else {
        parts.push(section("differences", "Every difference, with its interval", &difference_plot::cards(input)));
    }
    parts.extend(
        persistence_section::section(input).map(|inner| section("remains", "What remained after the end", &inner)),
    );
    parts.extend(
        bluff_section::section(input).map(|inner| section("bluff", "What is feared, and what is real", &inner)),
    );
    parts.extend(own_section::section(input).map(|inner| section("own", comparison_table::OWN, &inner)));
    parts.extend(group_section::section(input).map(|inner| section("groups", "For whom?", &inner)));
    parts.extend(county_map::section(input).map(|inner| section("counties", "Where?", &inner)));
    for (i, group) in Group::ALL.into_iter().enumerate() {
        parts.push(section(&format!("group-{}", i + 1), group.title(), &measure_section::group(input, group)));
    }
    parts.extend(
        transition_figure::section(input).map(|inner| section("flows", "Who rose and who fell, poor and rich", &inner)),
    );
    parts.push(section("claims", "The essay’s claims", &claims_section::section(input)));
    parts.push(section("sensitivity", "What the results depend on", &sensitivity_section::section(input)));
    parts.push(section("published", "Published patterns, hit and missed", &published_section::section()));
    parts.push(section("again", "How to run it again", &reproduction_section::section(input, FILES)));
    parts.push(section("glossary", "Glossary", &glossary()));
    html_page::page(&input.title(), &lead(input), &parts, input.manifest)
}

fn lead(input: &ReportInput) -> String {
    let plan = &input.comparison.plan;
    format!(
        "{} of {}{}, {}, lived through {} under {}.",
        counted(plan.replicates.into(), "invented society"),
        counted(plan.size.people, "person"),
        if plan.replicates == 1 { "" } else { " each" },
        esc(&format!("drawn from “{}”", plan.society.marginals.title)),
        counted((plan.size.months / 12).into(), "year"),
        if plan.regimes.len() == 1 {
            "one regime".to_owned()
        } else {
            format!("each of {} regimes: the same people, with the same luck", plan.regimes.len())
        },
    )
}

fn asked(input: &ReportInput) -> String {
    let plan = &input.comparison.plan;
    let society = &plan.society.marginals;
    let mut out = format!(
        "<h3>The society: {}</h3><p>{}</p><p class=small>Drawn only from published aggregates and from assumptions \
         that its file marks as such. Nobody in it exists.</p>",
        esc(&society.title),
        esc(&society.description)
    );
    let untouched = untouched_note::after(input.comparison);
    out += &untouched.iter().map(|note| format!("<p><strong>{}.</strong></p>", esc(note))).collect::<String>();
    out += &regime_section::all(input);
    out += &report_text::how_compared(input);
    out
}

/// The question that the first figure answers.
fn question(input: &ReportInput) -> String {
    let each = if input.regimes() > 1 { "each regime" } else { "it" };
    format!("What did {each} do to these people?")
}

/// The files beside the page.
const FILES: &str = "The files beside this page are <code>series.parquet</code> (every measure, month by month, \
     replicate by replicate), <code>summary.csv</code> (the tables of this page), the same by group if that was \
     requested, and <code>manifest.json</code>.";

fn glossary() -> String {
    let words = report_text::WORDS.iter().map(|(word, meaning)| (esc(word), esc(meaning)));
    let measures = TABLE.iter().map(|m| {
        let seen = m.seen.map_or(String::new(), |(_, seen)| format!(" What the state sees: {}.", esc(seen)));
        let about =
            format!("{}; {}. {}.{seen}", esc(m.unit), esc(m.definition), esc(&measure_text::capital(m.direction)));
        (format!("{} <code>{}</code>", esc(m.name), m.key), about)
    });
    let list = |pairs: &mut dyn Iterator<Item = (String, String)>| {
        pairs.map(|(word, meaning)| format!("<dt>{word}</dt><dd>{meaning}</dd>")).collect::<String>()
    };
    format!(
        "<h3>Words</h3><dl>{}</dl><details><summary>All measures, with unit and definition</summary><dl>{}</dl></details>",
        list(&mut { words }),
        list(&mut { measures })
    )
}
