//! What would a researcher conclude of pilots, in pictures? One page: what was estimated, and the months before and after.

use super::axis_scale::Scale;
use super::html_page::{Section, esc, page, section, table};
use super::palette::class;
use super::svg::Svg;
use super::{Story, again, event_study_figure, measure_section, report_text};
use crate::evaluate::Evaluated;
use crate::evaluation_table::{in_words, rollout};
use crate::number_format::{counted, difference};
use glasshouse::experiment::impact_evaluation::{EstimatorPair, MeasureEvaluation, SocietyEvaluation};
use glasshouse::observatory::statistics::Interval;

/// What is told apart, in this order everywhere: the true effect, the estimate from what is, the official one.
pub const LINES: [&str; 3] = ["true effect", "what is", "official"];

/// The whole page. The same evaluation gives the same bytes.
pub fn html(story: &Story, e: &Evaluated) -> String {
    let plan = &story.comparison.plan;
    let lead = format!(
        "{} of {} each lived with {} in some counties, and the same people, with the same luck, without it.",
        counted(plan.replicates.into(), "invented society").replace("societys", "societies"),
        counted(plan.size.people, "person"),
        esc(&plan.regimes[1].name)
    );
    let parts: Vec<Section> = vec![
        section("read-first", "Read this first", &report_text::caution()),
        section("asked", "What was asked", &asked(e)),
        section(
            "picture",
            "The picture first",
            &format!("<div class=cards>{}</div>", e.judged.iter().map(card).collect::<String>()),
        ),
        section("measures", "Measure by measure", &e.judged.iter().map(article).collect::<String>()),
        section("again", "How to run it again", &again(story, FILES)),
    ];
    page("Evaluating the evaluators", &lead, &parts, story.manifest)
}

/// What lies beside the page.
const FILES: &str = "Beside this page lie <code>panel.csv</code> (what a researcher has, of the first society, and what \
                     would have been without the regime), <code>panel.parquet</code> (the same of all societies), \
                     <code>evaluation.csv</code> (all estimates) and <code>manifest.json</code>.";

fn asked(e: &Evaluated) -> String {
    format!(
        "<p>{}</p><p>A researcher has a panel of counties and months. She compares how figures changed in counties that came \
         under the regime with how they changed in those that had not (yet): a difference in differences. Where her figures \
         come from official statistics, she sees what the state sees. Here each society was also run without the regime, with \
         the same luck, so that the <strong>true effect</strong> on the counties that came under it is known.</p>\
         <ul><li><strong>What is</strong>: her estimate if every figure were true. It misses the true effect where the regime \
         reached the other counties as well, and by the luck of who was drawn.</li>\
         <li><strong>Official</strong>: her estimate from what channels, surveys and records show.</li></ul>\
         <p class=small>Estimates are group-time averages after Callaway and Sant’Anna (2021), set beside the year before. Each is \
         the mean over societies, with the 95 % interval that one researcher has, clustered by county; that of the true effect \
         is over societies.</p>",
        esc(&rollout(e))
    )
}

/// The three figures of a measure; what is not defined is left out.
fn three(
    judged: &MeasureEvaluation,
    pick: impl Fn(EstimatorPair) -> glasshouse::experiment::diff_in_diff::TreatmentEffect,
) -> [Option<Interval>; 3] {
    let of =
        |pair: &dyn Fn(&SocietyEvaluation) -> Option<EstimatorPair>| judged.typical(|found| pair(found).map(&pick));
    [judged.effect(), of(&|found| Some(found.truth)), of(&|found| found.official)]
}

fn card(judged: &MeasureEvaluation) -> String {
    let m = judged.measure;
    let figures = three(judged, |pair| pair.group_time);
    let picture = match judged.effect() {
        None => "<p class=small>No figures in counties without the regime: nothing to compare.</p>".to_owned(),
        Some(_) => dots(&figures).finish(&format!("d-{}", m.key), m.name, &aloud(judged, &figures)),
    };
    format!(
        "<figure class=card><figcaption><a href=\"#m-{}\">{}</a><br><span class=small>effect, {}</span></figcaption>{picture}</figure>",
        m.key,
        esc(m.name),
        esc(m.unit)
    )
}

fn dots(figures: &[Option<Interval>; 3]) -> Svg {
    const LEFT: f64 = 82.0;
    const RIGHT: f64 = 318.0;
    const ROW: f64 = 26.0;
    let ends = figures.iter().flatten().flat_map(|i| [i.mean - i.half.unwrap_or(0.0), i.mean + i.half.unwrap_or(0.0)]);
    let x = Scale::around(ends.chain([0.0]), 3, LEFT, RIGHT);
    let bottom = 8.0 + 3.0 * ROW;
    let mut svg = Svg::new(330.0, bottom + 36.0);
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 4.0], [x.at(value), bottom]);
        svg.tick("m", [x.at(value), bottom + 14.0], &text);
    }
    for (n, figure) in figures.iter().enumerate() {
        let at = 8.0 + (n as f64 + 0.5) * ROW;
        svg.text("label e", [LEFT - 8.0, at + 4.0], LINES[n]);
        let Some(i) = figure else {
            svg.text("note", [LEFT + 8.0, at + 4.0], "no figures to compare");
            continue;
        };
        if let Some(half) = i.half {
            svg.line(&format!("bar {}", class(colour(n))), [x.at(i.mean - half), at], [x.at(i.mean + half), at]);
        }
        svg.dot(&format!("full {}", class(colour(n))), n, [x.at(i.mean), at]);
    }
    svg
}

/// The true effect is grey, what is blue, official figures orange.
pub fn colour(line: usize) -> usize {
    [0, 2, 1][line]
}

fn aloud(judged: &MeasureEvaluation, figures: &[Option<Interval>; 3]) -> String {
    let known = LINES.iter().zip(figures).filter_map(|(name, i)| Some(format!("{name}: {}", difference((*i)?))));
    format!("In {}. {}.", judged.measure.unit, known.collect::<Vec<_>>().join("; "))
}

fn article(judged: &MeasureEvaluation) -> String {
    let m = judged.measure;
    let Some(effect) = judged.effect() else { return String::new() };
    let seen = m.seen.map_or(String::new(), |(_, seen)| format!(" Official figures: {}.", esc(seen)));
    let cell = |i: Option<Interval>| i.map_or(report_text::NONE.to_owned(), difference);
    let (by_group, by_effects) = (three(judged, |pair| pair.group_time), three(judged, |pair| pair.two_way));
    let rows: Vec<Vec<String>> = (0..LINES.len())
        .map(|n| {
            vec![
                measure_section::capital(LINES[n]),
                cell(by_group[n]),
                if n == 0 { String::new() } else { cell(by_effects[n]) },
            ]
        })
        .collect();
    let head = ["", "Group-time", "Two-way fixed effects"].map(str::to_owned);
    format!(
        "<article id=\"m-{}\"><h3>{} <span class=unit>{}</span></h3><p class=definition>{}.{seen}</p><p><strong>{}</strong></p>\
         <div class=pair>{}{}</div></article>",
        m.key,
        esc(m.name),
        esc(m.unit),
        esc(&measure_section::capital(m.definition)),
        esc(&in_words(judged, effect)),
        event_study_figure::figure(judged),
        table("Effect (95 % interval)", &head, &rows)
    )
}
