//! The page of an evaluation: the estimates beside the true effects, and event studies.

use super::axis_scale::{Scale, ends};
use super::event_study_figure::{self, LINES, colour};
use super::html_page::{Section, page, section};
use super::markup::{esc, table};
use super::palette::class;
use super::report_input::ReportInput;
use super::svg::Svg;
use super::{measure_text, report_text, reproduction_section};
use crate::evaluation_table::{EvaluationResults, in_words, rollout};
use crate::number_format::{counted, difference};
use glasshouse::experiment::impact_evaluation::{EstimatorPair, MeasureEvaluation, SocietyEvaluation};
use glasshouse::observatory::statistics::Interval;

/// The whole page. The same evaluation gives the same bytes.
pub fn html(input: &ReportInput, e: &EvaluationResults) -> String {
    let plan = &input.comparison.plan;
    let lead = format!(
        "{} of {} each lived with {} in some counties; then the same people, with the same luck, lived without it.",
        counted(plan.replicates.into(), "invented society").replace("societys", "societies"),
        counted(plan.size.people, "person"),
        esc(&plan.regimes[1].name)
    );
    let parts: Vec<Section> = vec![
        section("read-first", "Read this first", &report_text::caution()),
        section("asked", "The question", &asked(e)),
        section(
            "picture",
            "Overview",
            &format!("<div class=cards>{}</div>", e.judged.iter().map(card).collect::<String>()),
        ),
        section("measures", "Measure by measure", &e.judged.iter().map(article).collect::<String>()),
        section("again", "How to run it again", &reproduction_section::section(input, FILES)),
    ];
    page("Evaluating the evaluators", &lead, &parts, input.manifest)
}

/// The files beside the page.
const FILES: &str = "The files beside this page are <code>panel.csv</code> (a researcher’s data for the first \
     society, and the outcomes without the regime), <code>panel.parquet</code> (the same for all societies), \
     <code>evaluation.csv</code> (all estimates) and <code>evaluation.json</code>.";

fn asked(e: &EvaluationResults) -> String {
    format!(
        "<p>{}</p><p>A researcher has a panel of counties and months. She compares the change in counties that came \
         under the regime with the change in those that had not (yet): a difference in differences. If her figures \
         come from official statistics, she sees what the state sees. Here each society was also run without the \
         regime, with the same luck, so the <strong>true effect</strong> on the counties that came under it is \
         known.</p>\
         <ul><li><strong>True data</strong>: her estimate if every figure were true. It differs from the true \
         effect where the regime also reached the other counties, and by the luck of the draw.</li>\
         <li><strong>Official</strong>: her estimate from the state’s channels, surveys and records.</li></ul>\
         <p class=small>Estimates are group-time averages after Callaway and Sant’Anna (2021), relative to the year \
         before. Each is the mean over societies, with the 95 % interval of one researcher, clustered by county; \
         the interval of the true effect is over societies.</p>",
        esc(&rollout(e))
    )
}

/// The three figures of a measure; `None` where one is not defined.
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
        None => {
            "<p class=small>Too few figures with and without the regime, before and after its start.</p>".to_owned()
        }
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
    let x = Scale::around(figures.iter().flatten().flat_map(ends).chain([0.0]), 3, LEFT, RIGHT);
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
                measure_text::capital(LINES[n]),
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
        esc(&measure_text::capital(m.definition)),
        esc(&in_words(judged, effect)),
        event_study_figure::figure(judged),
        table("Effect (95 % interval)", &head, &rows)
    )
}
