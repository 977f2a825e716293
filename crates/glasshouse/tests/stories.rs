//! Tests of stories: every shipped regime yields the outcomes its stories expect, and they cover every rule.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use glasshouse::diagnostic::Diagnostics;
use glasshouse::experiment::story_test::{Surprise, tell};
use glasshouse::regime::{Regime, Rule};
use glasshouse::scenario::story_file::{Expect, Noticed, RegimeStories, RegimeStory};
use glasshouse::scenario::{self, ScenarioError, catalogue};
use std::fs;
use std::path::{Path, PathBuf};

fn shipped(name: &str) -> RegimeStories {
    let read = scenario::stories(name).unwrap_or_else(|trouble| panic!("{name}: {trouble:?}"));
    assert_eq!(read.warnings, Diagnostics::default());
    read.value
}

fn surprises(regime: &Regime, stories: &[RegimeStory]) -> Vec<(String, Surprise)> {
    let society = scenario::society("china-2018").expect("ships").value;
    let of =
        |story: &RegimeStory| tell(regime, &society, story).into_iter().map(|s| (story.title.clone(), s)).collect();
    stories.iter().flat_map(|story: &RegimeStory| -> Vec<_> { of(story) }).collect()
}

#[test]
fn every_story_that_ships_comes_out_as_expected() {
    for regime in catalogue::regimes() {
        let RegimeStories { regime, stories } = shipped(regime.name);
        assert!(stories.len() >= 3, "{} has stories", regime.name);
        assert_eq!(surprises(&regime, &stories), []);
    }
}

#[test]
fn the_stories_of_social_credit_use_every_rule() {
    let RegimeStories { regime, stories } = shipped("social-credit");
    for rule in &regime.rules {
        let judged = |s: &RegimeStory| {
            let recorded = |(act, noticed): &(_, Noticed)| *act == rule.act && *noticed != Noticed::Unseen;
            s.months.iter().any(|m| m.acts.iter().any(recorded))
                && (s.expect.points.is_some() || s.expect.score.is_some())
        };
        assert!(stories.iter().any(judged), "no story about the rule on `{}`", rule.act);
    }
}

/// A story can fail: if any rule is changed, some story is surprised.
#[test]
fn a_changed_rule_is_noticed() {
    let RegimeStories { regime, stories } = shipped("social-credit");
    for n in 0..regime.rules.len() {
        let mut other = regime.clone();
        other.rules[n].points -= 1;
        let found = surprises(&other, &stories);
        assert!(!found.is_empty(), "one point more for `{}` goes unnoticed", regime.rules[n].act);
        assert!(found.iter().all(|(_, s)| s.expected != s.found));
    }
    for n in 0..regime.rewards.len() {
        let mut other = regime.clone();
        let gone = other.rewards.remove(n);
        assert!(!surprises(&other, &stories).is_empty(), "without {gone:?} nothing surprises");
    }
    for n in 0..regime.sanctions.len() {
        let mut other = regime.clone();
        let gone = other.sanctions.remove(n);
        assert!(!surprises(&other, &stories).is_empty(), "without {gone:?} nothing surprises");
    }
    let notice = |change: &dyn Fn(&mut Regime), what: &str| {
        let mut other = regime.clone();
        change(&mut other);
        assert!(surprises(&other, &stories).iter().any(|(_, s)| s.what == what), "{what}");
    };
    notice(&|r| r.watch[0].urban = 0.5, "coverage of violate");
    notice(&|r| r.watch.clear(), "violate in month 1");
    notice(&|r| r.sanctions[1].amount += 10.0, "loss");
    notice(&|r| r.rewards.clear(), "opens");
    notice(&|r| r.spillover.family = 0, "points");
    notice(&|r| r.score.as_mut().unwrap().recovery = 1, "score");
    let about = |r: &mut Regime, act: &str, change: fn(&mut Rule)| {
        r.rules.iter_mut().filter(|rule| rule.act.key() == act).for_each(change);
    };
    notice(&|r| about(r, "extort", |rule| rule.lists = 0), "listed");
    notice(&|r| about(r, "criticise", |rule| rule.lists = 0), "listed");
    notice(&|r| about(r, "criticise", |rule| rule.below = None), "listed");
    notice(&|r| about(r, "criticise", |rule| rule.below = Some(800)), "listed");
    notice(&|r| r.redemption = None, "donate in month 5");
}

/// Stories about a bureau can fail, too.
#[test]
fn a_changed_bureau_is_noticed() {
    let RegimeStories { regime, stories } = shipped("credit-bureau");
    let notice = |change: &dyn Fn(&mut Regime), what: &str| {
        let mut other = regime.clone();
        change(&mut other);
        assert!(surprises(&other, &stories).iter().any(|(_, s)| s.what == what), "{what}");
    };
    notice(&|r| r.credit_bureau.as_mut().unwrap().expiry = 59, "marked");
    notice(&|r| r.credit_bureau.as_mut().unwrap().refuses = 1.0, "lends");
    notice(&|r| r.credit_bureau.as_mut().unwrap().errors = 0.0, "mistake in month 1");
    notice(&|r| r.credit_bureau.as_mut().unwrap().dispute = 0.0, "corrected in month 11");
    notice(&|r| r.credit_bureau = None, "marked");
    notice(&|r| r.sanctions[1].amount = 0.07, "interest");
}

/// A late report and lapsing points are exact to the month.
#[test]
fn stories_know_of_delay_and_expiry() {
    let RegimeStories { mut regime, stories } = shipped("social-credit");
    let red_light = stories.iter().find(|s| s.months.len() == 1 && s.expect.score == Some(995)).unwrap();
    let after = |regime: &Regime, months: usize, score: i16| {
        let mut story = red_light.clone();
        story.months.extend(vec![Default::default(); months]);
        story.expect = Expect { score: Some(score), ..Expect::default() };
        assert_eq!(surprises(regime, &[story]), [], "after {months} months");
    };
    regime.watch.iter_mut().for_each(|channel| channel.delay = 2);
    (0..5).for_each(|months| after(&regime, months, if months < 2 { 1000 } else { 995 }));
    regime.score.as_mut().unwrap().expiry = Some(3);
    (0..9).for_each(|months| after(&regime, months, if (2..5).contains(&months) { 995 } else { 1000 }));
}

/// Two files beside each other, which exist as long as the test.
struct Pair(PathBuf);

impl Pair {
    fn new(name: &str, stories: &str) -> Pair {
        let folder = std::env::temp_dir().join(format!("glasshouse-stories-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let regime = catalogue::regimes().iter().find(|r| r.name == "social-credit").unwrap();
        fs::write(folder.join("mine.toml"), regime.text).unwrap();
        fs::write(folder.join("mine.stories.toml"), stories).unwrap();
        Pair(folder)
    }

    fn path(&self) -> String {
        self.0.join("mine.toml").display().to_string()
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_story_file_stands_beside_its_regime() {
    let pair = Pair::new(
        "beside",
        "[[story]]\ntitle = 't'\nplace = 'urban'\nfifth = 3\nmonth = [{ violate = 'seen' }]\nexpect = { points = -6 }\n",
    );
    for spec in [pair.path(), pair.path().replace(".toml", ".stories.toml")] {
        let RegimeStories { regime, stories } = scenario::stories(&spec).expect("both can be read").value;
        let found = surprises(&regime, &stories);
        let surprise = Surprise { what: "points".into(), expected: "-6".into(), found: "-5".into() };
        assert_eq!(found, [("t".to_string(), surprise)]);
        assert!(scenario::check(&spec).is_ok());
    }
    fs::remove_file(Path::new(&pair.path()).with_extension("stories.toml")).unwrap();
    assert!(matches!(scenario::stories(&pair.path()), Err(ScenarioError::File(_))));
    assert!(matches!(scenario::stories("reviews + welfare"), Err(ScenarioError::Diagnostics(_))));
}

#[test]
fn mistakes_in_stories_are_told_with_their_line() {
    let text = "\
[[story]]
title = 'a'
place = 'town'
fifth = 6
month = [{ violat = 'seen', help = 'maybe' }]
expect = { tier = 'AAAA', closes = ['no-fast-travl'], score = 'x' }

[[story]]
title = 'b'
place = 'rural'
fifth = 1
expect = {}

[[story]]
titel = 'c'
place = 'rural'
fifth = 1
expect = { loss = 5 }
";
    let pair = Pair::new("mistakes", text);
    let Err(ScenarioError::Diagnostics(found)) = scenario::stories(&pair.path()) else { panic!("it has mistakes") };
    let line = |at: usize, text: &str| text[..at].matches('\n').count() + 1;
    let said: Vec<(usize, &str)> =
        found.0.iter().map(|f| (line(f.places[0].span.start, &f.places[0].source.text), f.code)).collect();
    assert_eq!(
        said,
        [
            (3, "unknown-word"),
            (4, "out-of-range"),
            (5, "unknown-key"),
            (5, "unknown-word"),
            (6, "unknown-word"),
            (6, "unknown-word"),
            (6, "wrong-type"),
            (12, "blank"),
            (14, "missing-key"),
            (15, "unknown-key"),
        ]
    );
    let helps: Vec<&str> = found.0.iter().filter_map(|f| f.help.as_deref()).collect();
    for help in ["`violate`", "`no-fast-travel`", "`title`", "`AAA`"] {
        assert!(helps.iter().any(|h| h.contains(help)), "{help} in {helps:?}");
    }
}
