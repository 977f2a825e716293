//! What does one show to a class? One page that needs nothing else, not even a network.

pub mod axis_scale;
mod claims_section;
mod county_map;
mod difference_plot;
pub mod evaluation_page;
mod event_study_figure;
mod group_section;
pub mod html_page;
mod income_fifths;
mod measure_section;
pub mod notebook_fragment;
mod overview_figure;
pub mod palette;
mod persistence_section;
mod published_section;
mod regime_section;
pub mod report_text;
mod sensitivity_section;
pub mod svg;
mod time_series_chart;
mod transition_figure;

use crate::comparison_table::HEADLINES;
use crate::linked_results::Beside;
use crate::number_format::{counted, whole};
use glasshouse::experiment::compare::{Comparison, Window};
use glasshouse::observatory::manifest::{Manifest, VERSION};
use glasshouse::observatory::measures::{Group, TABLE, by_key};
use html_page::{esc, section};

/// All that the report tells.
pub struct Story<'a> {
    /// What came out.
    pub comparison: &'a Comparison,
    /// What was asked, with its digest.
    pub manifest: &'a Manifest,
    /// The command that gives the same results again.
    pub command: &'a str,
    /// What was found elsewhere of which it speaks, too.
    pub beside: &'a Beside,
}

impl<'a> Story<'a> {
    /// Of a comparison, and of nothing beside it.
    pub fn new(comparison: &'a Comparison, manifest: &'a Manifest, command: &'a str) -> Story<'a> {
        const NOTHING: &Beside = &Beside { trial: None, sweeps: Vec::new() };
        Story { comparison, manifest, command, beside: NOTHING }
    }

    /// The windows that the run has, with the words for them.
    fn windows(&self) -> Vec<(Window, &'static str)> {
        let all = [(Window::During, "While in force"), (Window::After, "After the end")];
        all.into_iter().filter(|(window, _)| self.comparison.months(*window).is_some()).collect()
    }

    /// Name of a regime, as markup.
    fn name(&self, regime: usize) -> String {
        esc(&self.comparison.plan.regimes[regime].name)
    }

    /// Number of regimes.
    fn regimes(&self) -> usize {
        self.comparison.plan.regimes.len()
    }
}

/// The whole page. The same story gives the same bytes.
pub fn html(story: &Story) -> String {
    // A regime that is looked at alone is told by its levels.
    let glance = overview_figure::picture(story);
    let alone = glance.is_none();
    let mut parts = vec![
        section("picture", &question(story), &glance.unwrap_or_else(|| cards(story))),
        section("read-first", "What this is not", &report_text::caution()),
        section("asked", "What was run", &asked(story)),
    ];
    if !alone {
        parts.push(section("differences", "Every difference, with its interval", &cards(story)));
    }
    parts.extend(
        persistence_section::section(story).map(|inner| section("remains", "What remained after the end", &inner)),
    );
    parts.extend(group_section::section(story).map(|inner| section("groups", "For whom?", &inner)));
    parts.extend(county_map::section(story).map(|inner| section("counties", "Where?", &inner)));
    for (i, group) in Group::ALL.into_iter().enumerate() {
        parts.push(section(&format!("group-{}", i + 1), group.title(), &measure_section::group(story, group)));
    }
    parts.extend(
        transition_figure::section(story).map(|inner| section("flows", "Who rose and who fell, poor and rich", &inner)),
    );
    parts.push(section("claims", "The essay’s claims", &claims_section::section(story)));
    parts.push(section("sensitivity", "What it hangs on", &sensitivity_section::section(story)));
    parts.push(section("published", "Published patterns, hit and missed", &published_section::section()));
    parts.push(section("again", "How to run it again", &again(story, FILES)));
    parts.push(section("glossary", "Glossary", &glossary()));
    html_page::page(&title(story), &lead(story), &parts, story.manifest)
}

fn title(story: &Story) -> String {
    let plan = &story.comparison.plan;
    match &plan.regimes[..] {
        [only] => format!("A society under glass: {}", only.name),
        all => format!("A society under glass: {} regimes compared", all.len()),
    }
}

fn lead(story: &Story) -> String {
    let plan = &story.comparison.plan;
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

fn asked(story: &Story) -> String {
    let plan = &story.comparison.plan;
    let society = &plan.society.marginals;
    let mut out = format!(
        "<h3>The society: {}</h3><p>{}</p><p class=small>Drawn from published aggregates only, and from assumptions that \
         are named as such in its file. Nobody in it is a person who exists.</p>",
        esc(&society.title),
        esc(&society.description)
    );
    out += &regime_section::all(story);
    out += &report_text::how_compared(story);
    out
}

/// What the first picture answers.
fn question(story: &Story) -> String {
    let each = if story.regimes() > 1 { "each regime" } else { "it" };
    format!("What did {each} do to these people?")
}

/// A card a measure.
fn cards(story: &Story) -> String {
    let panels: String =
        HEADLINES.iter().filter_map(|key| by_key(key)).map(|m| difference_plot::panel(story, m)).collect();
    format!("{}<div class=cards>{panels}</div>", report_text::how_to_read_dots(story))
}

/// What lies beside the page.
const FILES: &str = "Beside this page lie <code>series.parquet</code> (every measure, month by month, replicate by \
                     replicate), <code>summary.csv</code> (the tables of this page), where it was asked the same by \
                     group, and <code>manifest.json</code>.";

fn again(story: &Story, files: &str) -> String {
    let m = story.manifest;
    format!(
        "<p>The same version and the same command give the same figures, to the last digit, on any machine and any \
         number of threads.</p><pre>{}</pre><dl class=facts>\
         <dt>Version</dt><dd>glasshouse {VERSION}</dd><dt>Seed</dt><dd>{}</dd><dt>People</dt><dd>{}</dd>\
         <dt>Months</dt><dd>{}</dd><dt>Replicates</dt><dd>{}</dd><dt>Digest</dt><dd class=break>{}</dd></dl>\
         <p>The digest stands for all that was asked: version, files, sizes and seed. Cite it with any figure, together \
         with the interval. {files}</p>",
        esc(story.command),
        m.seed,
        whole(m.size.people),
        m.size.months,
        whole(m.replicates.into()),
        m.digest()
    )
}

fn glossary() -> String {
    let words = report_text::WORDS.iter().map(|(word, meaning)| (esc(word), esc(meaning)));
    let measures = TABLE.iter().map(|m| {
        let seen = m.seen.map_or(String::new(), |(_, seen)| format!(" What the state sees: {}.", esc(seen)));
        let about =
            format!("{}; {}. {}.{seen}", esc(m.unit), esc(m.definition), esc(&measure_section::capital(m.direction)));
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
