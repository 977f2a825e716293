//! Tests of `why`, `life` and `test`: explanations, life histories and stories.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::scenario::catalogue::Kind;
use std::process::{Command, Output};

fn glasshouse(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_glasshouse")).args(arguments).env("LC_ALL", "C.UTF-8").output().unwrap()
}

fn told(arguments: &[&str]) -> String {
    let output = glasshouse(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(arguments: &[&str], word: &str) {
    let output = glasshouse(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(word), "{arguments:?} should say `{word}`, but says: {said}");
}

/// The numbers of the paragraph about the score: start, additions, the displayed sum.
fn arithmetic(text: &str) -> (i64, i64) {
    let lines = text.lines().skip_while(|l| *l != "Her score").skip(1).take_while(|l| !l.is_empty());
    let number = |l: &str| l.trim_start_matches(['=', ' ']).replace('−', "-");
    let numbers: Vec<i64> =
        lines.map(|l| number(l).split_whitespace().next().unwrap().parse().expect("a number")).collect();
    let (sum, parts) = numbers.split_last().expect("a score");
    (parts.iter().sum(), *sum)
}

#[test]
fn why_tells_the_chain_and_its_score_adds_up() {
    let found = told(&["why", "--find", "listed"]);
    assert!(found.lines().next().unwrap().ends_with("under social-credit: listed."), "{found}");
    for words in ["saw it", "The rules that applied", "documented: Suining", "closes no-fast-travel", "Perfect sight"] {
        let flat = found.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "no `{words}` in {found}");
    }
    let (parts, sum) = arithmetic(&found);
    assert_eq!(parts, sum, "{found}");
    // The same person and month, requested by number, yield the same answer.
    let words: Vec<&str> = found.split([' ', ',']).collect();
    let digits = |l: &str| l.chars().filter(char::is_ascii_digit).collect::<String>();
    let person = digits(found.split(", month").next().unwrap());
    let month = words[words.iter().position(|w| *w == "month").unwrap() + 1];
    assert_eq!(told(&["why", "--person", &person, "--month", month]), found);
    assert!(told(&["why", "--find", "wrongly-listed"]).contains("she is wrongly listed"));
}

/// All of it is noticed, and it costs little: people who criticise do it openly, and pay.
#[test]
fn a_fine_for_loud_criticism_is_told_in_a_life_and_in_an_answer() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("again");
    std::fs::create_dir_all(&folder).unwrap();
    let regime = folder.join("loud.toml");
    let text = "[regime]\ntitle = 'Loud'\ndescription = 'Who criticises pays.'\n[censorship]\ntolerance = 0\nfine = 7\ngrows = 'uniform'\nwatching = 1\nbasis = 'assumed'\n";
    std::fs::write(&regime, text).unwrap();
    let asked = ["--regime", regime.to_str().unwrap(), "--people", "1_000"];
    let life = |person: &str| told(&[&["life", person, "--years", "1"][..], &asked].concat());
    let fined = (0..60).map(|n| n.to_string()).find(|n| life(n).contains("fined for loud criticism"));
    let fined = fined.expect("one of sixty criticises in a year");
    let why = told(&[&["why", "--person", &fined, "--month", "11"][..], &asked].concat());
    assert!(why.contains("Her fines for loud criticism (assumed)"), "{why}");
    assert!(why.contains(": 7 yuan"), "{why}");
}

#[test]
fn why_says_so_if_she_is_not_listed() {
    let small = ["--people", "1_000"];
    let not_listed = told(&[&["why", "--person", "8", "--month", "20"][..], &small].concat());
    assert!(not_listed.contains("not listed") && not_listed.contains("This tier is not listed"), "{not_listed}");
    let (parts, sum) = arithmetic(&not_listed);
    assert_eq!(parts, sum, "{not_listed}");
    let before = told(&[&["why", "--person", "8", "--month", "3"][..], &small].concat());
    assert!(before.contains("in force from month 12"), "{before}");
    let nobody = told(&[&["why", "--find", "listed", "--regime", "no-system", "--years", "2"][..], &small].concat());
    assert!(nobody.starts_with("Nobody is listed"), "{nobody}");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    refused(&["why"], "--person");
    refused(&["why", "--person", "5"], "--month");
    refused(&["why", "--person", "1000", "--month", "5", "--people", "1000"], "numbers run from 0 to 999");
    refused(&["why", "--person", "5", "--month", "5000"], "at most 1199");
    refused(&["why", "--person", "5", "--month", "5", "--regime", "reveiws"], "reviews");
    refused(&["why", "--find", "listed", "--people", "1000000000000000000"], "at most");
    refused(&["life", "1000", "--people", "1000"], "numbers run from 0 to 999");
    let four = ["--regime=no-system", "--regime=reviews", "--regime=welfare", "--regime=social-credit"];
    refused(&[&["life", "1"][..], &four].concat(), "at most 3");
}

#[test]
fn a_life_is_told_year_by_year_and_two_of_them_side_by_side() {
    let size = ["--people", "1_000", "--years", "2"];
    let one = told(&[&["life", "8", "--regime", "no-system"][..], &size].concat());
    assert!(one.starts_with("Person 8. She is ") && one.contains("\nYear 1\n") && one.contains("\nYear 2\n"), "{one}");
    assert!(!one.contains("Score"), "nobody keeps a score there");
    let two = told(&[&["life", "8", "--regime", "no-system", "--regime", "social-credit"][..], &size].concat());
    assert!(two.contains("Score 1000 to ") && two.contains("NO-SYSTEM"), "{two}");
    assert!(two.lines().all(|l| l.chars().count() <= 80), "{two}");
    // In the first year neither is in force: the two columns are the same.
    let year = two.split("\nYear 1\n").nth(1).unwrap().split("\nYear 2\n").next().unwrap();
    let halves = |l: &str| {
        let cs: Vec<char> = l.chars().collect();
        let (a, b) = cs.split_at(cs.len().min(41));
        let text = |c: &[char]| c.iter().collect::<String>().trim_end().to_owned();
        (text(a), text(b))
    };
    for line in year.lines().filter(|l| !l.is_empty()) {
        let (a, b) = halves(line);
        assert_eq!(a, b);
    }
}

#[test]
fn stories_are_told_line_by_line_with_what_was_expected_and_found() {
    let all = told(&["test", "social-credit", "no-system", "reviews", "welfare"]);
    assert!(all.contains("  ok     A camera sees her") && !all.contains("FAILS"), "{all}");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("stories");
    std::fs::create_dir_all(&folder).unwrap();
    let (regime, stories) = (folder.join("mine.toml"), folder.join("mine.stories.toml"));
    std::fs::write(
        &regime,
        Kind::Regime.shipped().iter().find(|shipped| shipped.name == "social-credit").unwrap().text,
    )
    .unwrap();
    let told = |text: &str| {
        std::fs::write(&stories, text).unwrap();
        let output = glasshouse(&["test", regime.to_str().unwrap()]);
        let said = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), said(&output.stdout), said(&output.stderr))
    };
    let head = "[[story]]\ntitle = 'a'\nplace = 'urban'\nfifth = 3\nmonth = [{ violate = 'seen' }]\n";
    let (code, out, _) = told(&format!("{head}expect = {{ score = 990 }}\n"));
    assert_eq!(code, Some(1));
    assert!(out.contains("FAILS  a\n           score: expected 990, found 995\n1 story, 1 of them failing"), "{out}");
    let (code, _, err) = told(&format!("{head}expect = {{ scroe = 990 }}\n"));
    assert_eq!(code, Some(1));
    assert!(err.contains("mine.stories.toml:6:12") && err.contains("^^^^^") && err.contains("`score`"), "{err}");
    std::fs::remove_file(&stories).unwrap();
    assert_eq!(glasshouse(&["test", regime.to_str().unwrap()]).status.code(), Some(2));
}
