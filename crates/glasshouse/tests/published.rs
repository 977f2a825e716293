//! Tests of published results: the model reproduces those that docs/validation.md lists as reproduced.
//!
//! `GLASSHOUSE_UPDATE=1 cargo test -p glasshouse --test published` writes the page's quick tables; the same with `--
//! --ignored` writes the long one.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::experiment::reproduce::whole_model::{PATTERNS, PatternOutcome};
use glasshouse::experiment::reproduce::{
    Agreement, PublishedFigure, TABLE, Through, by_key, provenance, validation_page,
};
use glasshouse::scenario;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Asserts that a part of the page is this text, or writes it on request.
fn up_to_date(part: &str, text: &str) {
    let file = crate_folder().join("docs/validation.md");
    let page = fs::read_to_string(&file).unwrap();
    let open = format!("<!-- {part} -->\n");
    let start = page.find(&open).unwrap_or_else(|| panic!("docs/validation.md has no place for {part}")) + open.len();
    let end = start + page[start..].find("<!-- end -->").unwrap();
    if std::env::var_os("GLASSHOUSE_UPDATE").is_some() {
        fs::write(&file, format!("{}{text}{}", &page[..start], &page[end..])).unwrap();
        return;
    }
    let at = page[start..end].lines().zip(text.lines()).find(|(committed, now)| committed != now);
    assert!(&page[start..end] == text, "docs/validation.md is not up to date in {part}: {at:?}");
}

/// The patterns of the whole model, evaluated once for all tests.
fn patterns() -> &'static [PatternOutcome] {
    static ALL: OnceLock<Vec<PatternOutcome>> = OnceLock::new();
    ALL.get_or_init(|| PATTERNS.iter().map(|pattern| (pattern.look)()).collect())
}

/// The quick figures of each case, computed once for all tests.
fn quick() -> &'static [Vec<PublishedFigure>] {
    static ALL: OnceLock<Vec<Vec<PublishedFigure>>> = OnceLock::new();
    ALL.get_or_init(|| TABLE.iter().map(|case| (case.quick)()).collect())
}

#[test]
fn the_page_says_what_comes_out() {
    // One test writes all parts, since tests run side by side.
    up_to_date("cases", &validation_page::cases());
    up_to_date("quick", &validation_page::table(quick()));
    up_to_date("patterns", &validation_page::patterns(patterns()));
    up_to_date("mechanisms", &validation_page::mechanisms());
}

#[test]
#[ignore = "takes minutes"]
fn the_page_says_what_comes_out_of_the_long_set() {
    let long: Vec<Vec<PublishedFigure>> =
        TABLE.iter().map(|case| case.long.map(|long| long()).unwrap_or_default()).collect();
    up_to_date("long", &validation_page::table(&long));
}

#[test]
fn what_is_missed_or_absent_says_why_and_nothing_else_is_missed() {
    let figures = || TABLE.iter().zip(quick()).flat_map(|(case, figures)| figures.iter().map(|f| (case.key, f)));
    for (key, figure) in figures() {
        let met = figure.verdict() == Agreement::Met;
        assert!(met || !figure.why.is_empty(), "{key} is missed without a reason: {figure:?}");
        assert_eq!(figure.verdict() == Agreement::Absent, figure.through == Through::Nothing, "{figure:?}");
    }
    let met = figures().filter(|(_, f)| f.verdict() == Agreement::Met).count();
    assert!(met > 60, "{met}");
}

/// Whether a pattern appears, with its stated tolerance; a missed one states its reason.
fn appears(key: &str) -> bool {
    let n = PATTERNS.iter().position(|pattern| pattern.key == key).unwrap();
    let (pattern, seen) = (&PATTERNS[n], &patterns()[n]);
    assert_eq!(seen.appears, pattern.why.is_empty(), "{key}: {}", seen.figures);
    seen.appears
}

#[test]
fn p1_being_watched_chills_in_trend_and_not_at_once() {
    assert!(!appears("P1"), "a miss that has become a hit: say so on the page");
}

#[test]
fn p2_milder_punishment_turns_obeying_into_self_censorship_into_defiance() {
    assert!(appears("P2"));
}

#[test]
fn p3_what_remains_does_not_differ_in_sign_as_published() {
    assert!(!appears("P3"), "a miss that has become a hit: say so on the page");
}

#[test]
fn p4_where_an_act_is_rare_most_of_those_listed_are_listed_falsely() {
    assert!(appears("P4"));
}

#[test]
fn p5_level_and_radius_of_trust_move_apart() {
    assert!(appears("P5"));
}

#[test]
fn p6_a_static_cut_off_keeps_out_those_whom_it_refuses_and_no_more() {
    assert!(!appears("P6"), "a miss that has become a hit: say so on the page");
}

#[test]
fn every_mechanism_is_told_and_stands_on_cases_that_are_there() {
    let keys = |of: &[provenance::Mechanism]| of.iter().map(|m| m.key).collect::<Vec<_>>();
    assert_eq!(
        scenario::REGIME_SECTIONS.iter().filter(|key| !keys(provenance::OF_REGIMES).contains(key)).count(),
        0,
        "{:?}",
        scenario::REGIME_SECTIONS
    );
    for m in provenance::of_life().iter().chain(provenance::OF_REGIMES) {
        assert!(m.cases.iter().all(|key| by_key(key).next().is_some()), "{}", m.key);
    }
}

#[test]
fn every_scene_and_its_regime_can_be_read_and_is_used() {
    let of_cases = TABLE.iter().flat_map(|case| case.files);
    let used: Vec<&str> = of_cases.chain(PATTERNS.iter().flat_map(|pattern| pattern.files)).copied().collect();
    for entry in fs::read_dir(crate_folder().join("data/published")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "toml") {
            let told =
                scenario::check(&path.display().to_string()).unwrap_or_else(|t| panic!("{}: {t:?}", path.display()));
            assert!(told.0.is_empty(), "{}: {told:?}", path.display());
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(used.contains(&stem.as_str()), "{stem} is used by no case");
        }
    }
}

#[test]
fn every_picture_has_lines_that_can_be_drawn() {
    for case in TABLE {
        let Some(picture) = case.picture else { continue };
        let picture = picture();
        let points = picture.lines.iter().flat_map(|(_, points)| points).chain(&picture.dots);
        assert!(points.flatten().all(|x| x.is_finite()) && !picture.lines.is_empty(), "{}", case.title);
    }
}
