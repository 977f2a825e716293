//! Tests of the command line: the program's printed output, and its files.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::experiment::study::Study;
use glasshouse::scenario::catalogue::Kind;
use glasshouse::scenario::schema;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn glasshouse(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_glasshouse")).args(arguments).env("LC_ALL", "C.UTF-8").output().unwrap()
}

/// A folder for this test.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

/// A small comparison: two regimes, two years, two replicates.
fn small(out: &Path, more: &[&str]) -> Output {
    let size = ["--people", "1_000", "--years", "2", "--replicates", "2", "--out", out.to_str().unwrap()];
    glasshouse(&[&["compare", "no-system", "social-credit"][..], &size, more].concat())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn refused(arguments: &[&str], code: i32, word: &str) {
    let output = glasshouse(arguments);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    assert!(told.contains(word), "{arguments:?} should say `{word}`, but says: {told}");
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn odd_numbers_are_refused_with_the_reason() {
    for (option, value, word) in [
        ("--people", "-5", "not negative"),
        ("--people", "0", "at least 1000"),
        ("--people", "NaN", "whole number"),
        ("--people", "inf", "whole number"),
        ("--people", "99999999999999999999999", "larger than"),
        ("--years", "0", "at least 1"),
        ("--years", "4000000000", "at most 100"),
        ("--replicates", "0", "at least 1"),
        ("--threads", "0", "at least 1"),
        ("--seed", "-1", "not negative"),
        ("--published", "31.1.2030", "such as 2030-01-31"),
    ] {
        refused(&["compare", option, value], 1, word);
    }
}

#[test]
fn what_cannot_fit_is_refused_at_once_with_its_size() {
    refused(&["compare", "--people", "1000000000000000000"], 1, "EiB of memory");
    refused(&["compare", "--replicates", "4000000000"], 1, "of memory");
    refused(&["run", "no-system", "--memory", "5MiB"], 1, "of memory");
    refused(&["run", "no-system", "--memory", "5"], 1, "such as 8GiB");
}

#[test]
fn a_society_larger_than_the_memory_it_may_use_gives_the_same_results() {
    let size = ["run", "social-credit", "--people", "100_000", "--years", "2", "--replicates", "1", "--threads", "1"];
    let run = |out: &Path, more: &[&str]| {
        let output = glasshouse(&[&size[..], &["--earlier", "1", "--out", out.to_str().unwrap()], more].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let (whole, streaming) = (folder("in-memory"), folder("streaming"));
    let told = run(&whole, &["--by", "none"]);
    assert!(told.contains("of memory") && !told.contains("of disk"), "{told}");
    let told = run(&streaming, &["--by", "none", "--memory", "13MiB"]);
    assert!(told.contains("of disk"), "{told}");
    for name in ["series.parquet", "summary.csv"] {
        assert!(fs::read(whole.join(name)).unwrap() == fs::read(streaming.join(name)).unwrap(), "{name} differs");
    }
    assert_eq!(fs::read_dir(&streaming).unwrap().count(), 8, "no other files are left");
    let manifest = fs::read_to_string(whole.join("manifest.json")).unwrap();
    assert!(manifest.contains("\"earlier_months\": 1"), "{manifest}");
}

#[test]
fn a_run_that_ends_too_early_is_refused() {
    refused(&["compare", "--years", "1", "--people", "1000"], 1, "before a regime begins");
}

#[test]
fn usage_errors_end_with_one() {
    refused(&[], 1, "Usage");
    refused(&["frobnicate"], 1, "frobnicate");
    refused(&["run"], 1, "REGIME");
    refused(&["run", "social-credits"], 1, "social-credit");
    refused(&["compare", "--society", "chna-2018"], 1, "china-2018");
    refused(&["list", "nonsense"], 1, "regimes");
}

#[test]
fn a_folder_that_cannot_be_written_is_found_first() {
    let file = folder("a-file-in-the-way");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "").unwrap();
    // Ten years of a hundred thousand people would be noticed here.
    refused(&["compare", "--out", file.to_str().unwrap()], 2, "cannot write to");
    fs::remove_file(&file).unwrap();
}

#[test]
fn help_and_version_end_well() {
    for arguments in [&["--help"][..], &["--version"], &["compare", "--help"], &["run", "--help"], &["list", "--help"]]
    {
        assert_eq!(glasshouse(arguments).status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn schemas_are_shown_for_editors_and_for_people() {
    for kind in Kind::ALL {
        let output = glasshouse(&["schema", kind.word()]);
        assert_eq!(text(&output.stdout), schema::json(kind));
    }
    let tables = text(&glasshouse(&["schema", "regime", "--markdown"]).stdout);
    assert!(tables.contains("## rollout.waves") && tables.contains("| `walk-on` |"));
    refused(&["schema", "regimes"], 1, "regime");
}

#[test]
fn every_list_fits_a_plain_terminal() {
    for shelf in ["regimes", "societies", "experiments", "encounters", "acts", "effects", "measures", "parameters"] {
        for verbose in [&[][..], &["--verbose"]] {
            let output = glasshouse(&[&["list", shelf][..], verbose].concat());
            assert!(output.status.success(), "{shelf}");
            assert!(!output.stdout.is_empty(), "{shelf}");
            fits(&text(&output.stdout));
        }
    }
}

fn fits(shown: &str) {
    for line in shown.lines() {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
    }
}

#[test]
fn the_table_fits_a_plain_terminal_and_the_report_comes_last() {
    let out = folder("table");
    let output = small(&out, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    let (table, paths) = shown.trim_end().rsplit_once("\n\n").unwrap();
    fits(table);
    for words in
        ["1,000 people", "2 societies", "24 months", "predicts no country", "Trust in strangers", "95 % interval"]
    {
        assert!(table.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "no `{words}` in\n{table}");
    }
    assert_eq!(paths.lines().last(), Some(out.join("report.html").to_str().unwrap()));
    assert!(paths.lines().all(|path| Path::new(path).is_file()));
    assert!(text(&output.stderr).contains("100 %"), "plain lines of progress");
}

#[test]
fn four_regimes_and_more_still_fit() {
    let out = folder("many");
    let regimes = ["no-system", "social-credit", "reviews", "welfare", "reviews + welfare", "welfare"];
    let size = ["--people", "1000", "--years", "2", "--replicates", "2", "--out", out.to_str().unwrap()];
    let output = glasshouse(&[&["compare"][..], &regimes, &size].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    fits(shown.rsplit_once("\n\n").unwrap().0);
    assert!(shown.contains("#2"), "a regime named twice is numbered");
}

#[test]
fn plain_letters_where_nothing_else_can_be_shown() {
    let out = folder("ascii");
    let arguments = ["run", "no-system", "--people", "1000", "--years", "1", "--replicates", "1", "--out"];
    let output = Command::new(env!("CARGO_BIN_EXE_glasshouse")).args(arguments).arg(&out).env("LC_ALL", "C").output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!text(&output.stdout).contains(['▲', '▼', '—']));
}

#[test]
fn the_report_needs_nothing_but_itself() {
    let out = folder("report");
    assert!(small(&out, &[]).status.success());
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    for never in ["http://", "https://", "<script", "javascript:", "@import", "url(", "<link", "<img", "<iframe"] {
        assert!(!page.contains(never), "the report contains `{never}`");
    }
    assert!(page.contains("default-src 'none'"));
    let (pictures, feet) =
        (page.matches("role=img").count(), page.matches("synthetic; explanation, not prediction").count());
    // The lines of the first picture are parts of one, which is marked once.
    let parts = page.split("<figure class=\"trial glance\">").nth(1).and_then(|rest| rest.split("</figure>").next());
    let parts = parts.map_or(0, |figure| figure.matches("role=img").count());
    assert!(parts > 5 && pictures > 20 + parts, "{pictures} pictures, {parts} of them parts of one");
    assert_eq!(feet, pictures - parts + 1, "each is marked");
    assert!(!page.contains("NaN") && !page.contains(">inf<"));
}

#[test]
fn a_rerun_gives_the_same_bytes_on_any_number_of_threads() {
    let (one, two) = (folder("rerun-1"), folder("rerun-2"));
    assert!(small(&one, &["--threads", "1"]).status.success());
    assert!(small(&two, &["--threads", "3"]).status.success());
    for name in ["report.html", "series.parquet", "summary.csv", "manifest.json", "odd.md", "ro-crate-metadata.json"] {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(two.join(name)).unwrap(), "{name} differs");
    }
    assert_eq!(fs::read_dir(&one).unwrap().count(), 9, "no other files are left");
}

#[test]
fn figures_by_group_lie_beside_the_others_and_go_when_they_are_not_asked_for() {
    let out = folder("groups");
    assert!(small(&out, &["--by", "schooling"]).status.success());
    let table = fs::read_to_string(out.join("groups.csv")).unwrap();
    assert!(table.starts_with("schooling,measure,view,window,regime,mean,"), "{}", &table[..80]);
    for level in ["primary", "junior", "senior", "college"] {
        let trust = table.lines().filter(|line| line.starts_with(&format!("{level},trust,truth,during,")));
        assert_eq!(trust.count(), 2, "{level}");
    }
    assert!(fs::metadata(out.join("groups.parquet")).unwrap().len() > 10_000);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("For whom?") && page.contains("--by schooling"));
    assert!(small(&out, &[]).status.success());
    let all = fs::read_to_string(out.join("groups.csv")).unwrap();
    for group in ["income:poorest", "age:60+", "schooling:college", "place:town"] {
        let trust = all.lines().filter(|line| line.starts_with(&format!("{group},trust,truth,during,")));
        assert_eq!(trust.count(), 2, "{group}");
    }
    assert!(!out.join("groups.parquet").exists(), "no stale file");
    assert!(small(&out, &["--by", "none"]).status.success());
    assert!(!out.join("groups.csv").exists() && !out.join("groups.parquet").exists(), "no stale files");
}

/// The number of tiles of each map of a report.
fn tiles(page: &str) -> Vec<usize> {
    let section = page.split("<section id=\"counties\">").nth(1).and_then(|rest| rest.split("</section>").next());
    let maps = section.unwrap_or("").split("<svg").skip(1);
    maps.map(|map| map.split("</svg>").next().unwrap_or("").matches("class=\"tile").count()).collect()
}

#[test]
fn a_report_has_a_map_of_counties_unless_there_is_only_one() {
    let out = folder("map");
    let page = |people: &str, by: &[&str]| {
        let size = ["--people", people, "--years", "2", "--replicates", "2", "--out", out.to_str().unwrap()];
        let ran = glasshouse(&[&["compare", "no-system", "social-credit"][..], &size, by].concat());
        assert!(ran.status.success(), "{}", text(&ran.stderr));
        fs::read_to_string(out.join("report.html")).unwrap()
    };
    let usual = page("6000", &[]);
    assert_eq!(tiles(&usual), [4; 10], "five measures under two regimes, four counties each");
    for words in ["All counties", "More means safer food", "County 3, province", "there are 4 counties in 4 provinces"]
    {
        assert!(usual.contains(words), "no `{words}`");
    }
    // Broken down by county, it is the same map.
    let map = |page: &str| {
        page.split("<section id=\"counties\">").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
    };
    assert_eq!(map(&usual), map(&page("6000", &["--by", "county"])));
    assert!(tiles(&page("1000", &[])).is_empty());
}

#[test]
fn a_report_speaks_of_the_claims_and_takes_in_a_trial() {
    let out = folder("beside");
    let trial = out.join("trial");
    let given = trial.to_str().unwrap();
    let tried = glasshouse(&["claims", "--societies", "2", "--people", "1000", "--years", "3", "--out", given]);
    assert!(tried.status.success());
    assert!(small(&out, &["--with", given]).status.success());
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    for words in ["The essay’s claims", "The trial in all plausible societies", "Published patterns, hit and missed"]
    {
        assert!(page.contains(words), "no {words}");
    }
    let nothing = small(&out, &["--with", out.join("nowhere").to_str().unwrap()]);
    assert_eq!(nothing.status.code(), Some(1), "a folder without results is refused before the work");
}

#[test]
fn the_manifest_tells_what_was_asked() {
    let out = folder("manifest");
    assert!(small(&out, &["--seed", "9007199254740991"]).status.success());
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    for words in ["\"seed\": \"9007199254740991\"", "\"synthetic\": true", "\"social-credit\"", "\"series.parquet\""] {
        assert!(manifest.contains(words), "no {words} in {manifest}");
    }
}

#[test]
fn what_was_run_lies_beside_the_results_and_can_be_run_again_from_there() {
    let out = folder("deposit");
    assert!(small(&out, &["--published", "2030-01-31"]).status.success());
    let told = fs::read_to_string(out.join("ro-crate-metadata.json")).unwrap();
    for words in ["\"datePublished\": \"2030-01-31\"", "\"@id\": \"scenario/social-credit.toml\"", "\"CreateAction\""] {
        assert!(told.contains(words), "no {words} in {told}");
    }
    let kept = fs::read_to_string(out.join("scenario/social-credit.toml")).unwrap();
    let shipped = Kind::Regime.shipped().iter().find(|shipped| shipped.name == "social-credit").unwrap();
    assert_eq!(kept, shipped.text);
    let size = ["--people", "1_000", "--years", "2", "--replicates", "2"];
    let odd = glasshouse(&[&["odd", "no-system", "social-credit"][..], &size].concat());
    let beside = fs::read_to_string(out.join("odd.md")).unwrap();
    assert!(odd.status.success() && text(&odd.stdout) == beside, "`glasshouse odd` prints the file beside a run");
    let from_there = ["no-system", "social-credit"].map(|name| out.join(format!("scenario/{name}.toml")));
    let from_there = from_there.each_ref().map(|path| path.to_str().unwrap());
    let file = out.join("mine.md");
    let told = glasshouse(&[&["odd"][..], &from_there, &size, &["--out", file.to_str().unwrap()]].concat());
    assert!(told.status.success() && text(&told.stdout).trim_end() == file.to_str().unwrap());
    assert_eq!(fs::read_to_string(&file).unwrap(), beside, "wherever the files are");
}

#[test]
fn a_description_needs_files_without_mistakes_and_a_name_to_be_written_under() {
    refused(&["odd", "social-credits"], 1, "social-credit");
    refused(&["odd", "--people", "10"], 1, "at least 1000");
    refused(&["odd", "--people", "3_000_000_000"], 1, "at most 2,000,000,000 people");
    refused(&["odd", "--out", "/"], 1, "not the name of a file");
}

#[test]
fn a_regime_compared_with_itself_differs_in_nothing() {
    let out = folder("self");
    let size = ["--people", "1000", "--years", "2", "--replicates", "2", "--out", out.to_str().unwrap()];
    assert!(glasshouse(&[&["compare", "social-credit", "social-credit"][..], &size].concat()).status.success());
    let summary = fs::read_to_string(out.join("summary.csv")).unwrap();
    let again: Vec<&str> = summary.lines().filter(|line| line.contains(",social-credit #2,")).collect();
    assert!(!again.is_empty());
    for line in again {
        let difference = line.split(',').nth(7).unwrap();
        assert!(difference.is_empty() || difference == "0", "{line}");
    }
}

#[test]
fn calibrate_prints_every_pattern_within_80_columns() {
    let asked = ["calibrate", "--people", "2_000", "--years", "1", "--replicates", "2", "--threads", "2"];
    let out = Command::new(env!("CARGO_BIN_EXE_glasshouse")).args(asked).output().unwrap();
    assert!(out.status.success());
    let text = String::from_utf8(out.stdout).unwrap();
    for pattern in glasshouse::experiment::pattern_check::TABLE {
        assert!(text.contains(pattern.name), "{}", pattern.name);
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn a_fit_keeps_one_society_in_twenty_and_tells_of_every_pattern() {
    let out = folder("fit");
    let few = ["fit", "--societies", "20", "--people", "1_000", "--years", "1", "--out", out.to_str().unwrap()];
    let output = glasshouse(&few);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    assert!(told.contains("USED") && told.contains("KEPT ASIDE"), "{told}");
    let rows = fs::read_to_string(out.join("fit.csv")).unwrap();
    let kept = rows.lines().skip(1).filter(|row| row.ends_with(",1")).count();
    assert_eq!((rows.lines().count(), kept), (21, 1));
}

#[test]
fn claims_are_tried_and_their_examples_are_societies_that_can_be_read() {
    let out = folder("claims");
    let few = ["--societies", "6", "--people", "1_000", "--years", "2", "--out", out.to_str().unwrap()];
    let output = glasshouse(&[&["claims"][..], &few].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("Surveys overstate approval.") && told.contains("of 6 societies"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let table = fs::read_to_string(out.join("claims.csv")).unwrap();
    let columns = table.lines().next().unwrap().split(',').count();
    assert!(table.lines().count() == 7 && table.lines().all(|line| line.split(',').count() == columns));
    let page = fs::read_to_string(out.join("claims.html")).unwrap();
    assert_eq!(page.matches("<details class=claim").count(), 18, "each claim opens to its detail");
    assert!(page.contains("synthetic") && !page.contains("<script") && !page.contains("NaN"), "it needs nothing else");
    let explained = fs::read_to_string(out.join("sensitivity.csv")).unwrap();
    assert!(explained.starts_with("claim,of,parameter,share,low,high,floor\n"), "{explained}");
    let example = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with("society-"));
    let example = example.expect("some claim holds or fails somewhere");
    let checked = glasshouse(&["check", example.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    refused(&["claims", "no-such-claims.toml"], 2, "no-such-claims.toml");
}

#[test]
fn the_essay_is_tried_row_by_row_and_says_how_to_make_a_row_again() {
    let out = folder("essay");
    let size = ["--people", "1_000", "--years", "2", "--replicates", "2", "--out", out.to_str().unwrap()];
    let output = glasshouse(&[&["essay", "--row", "trains", "--row", "comply"][..], &size].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    fits(&shown);
    assert!(shown.contains("glasshouse essay --row trains --people 1000 --years 2 --replicates 2"), "{shown}");
    let rows: serde_json::Value = serde_json::from_slice(&fs::read(out.join("essay.json")).unwrap()).unwrap();
    assert_eq!(rows["rows"].as_array().unwrap().len(), 2);
    let page = fs::read_to_string(out.join("essay.md")).unwrap();
    assert!(page.contains("cannot take fast trains") && page.contains("`life/work.rs`"), "{page}");
    refused(&["essay", "--row", "schols"], 1, "did you mean `schools`?");
}

#[test]
fn a_published_result_is_shown_with_its_picture_and_an_unknown_one_with_those_there_are() {
    let out = folder("reproduce");
    let output = glasshouse(&["reproduce", "v7", "--out", out.to_str().unwrap()]);
    let told = text(&output.stdout);
    assert!(output.status.success() && told.contains("Granovetter") && told.contains("engine: met"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let svg = fs::read_to_string(out.join("v7-1.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<desc>") && !svg.contains("http://www.w3.org/1999"), "{svg}");
    refused(&["reproduce", "V77"], 1, "there is no case \"V77\"");
}

#[test]
fn a_study_of_the_library_gives_the_same_bytes_as_the_program() {
    let out = folder("study");
    let society = ["--society", "lesson", "--seed", "7"];
    assert!(small(&out, &society).status.success());
    let study = Study::builder().society("lesson").unwrap().people(1_000).years(2).replicates(2).seed(7);
    let study = study.regime("no-system").unwrap().regime("social-credit").unwrap();
    let mut bytes = Vec::new();
    study.run().unwrap().write_parquet(&mut bytes).unwrap();
    assert!(bytes == fs::read(out.join("series.parquet")).unwrap(), "series.parquet");
}
