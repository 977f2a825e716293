//! Tests of officials who are judged by figures: what they leave out, what the state sees, and who makes nothing up.

use crate::laboratory::{assert_same_lives, history, regime_between, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::life::figures::FigureTerms;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Officials, Regime};

const PEOPLE: u64 = 6_000;
const MONTHS: u32 = 12;

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// Social credit whose officials are judged by figures.
fn judged(figures: Option<FigureTerms>, punishment: Option<f32>) -> Regime {
    let composed = regime_between("social-credit + judged-by-figures", 0, MONTHS);
    let officials = composed.officials.clone().map(|o| Officials { figures, punishment, ..o });
    Regime { officials, ..composed }
}

fn shipped() -> FigureTerms {
    let regime = regime_between("judged-by-figures", 0, MONTHS);
    regime.officials.and_then(|officials| officials.figures).expect("it judges officials by figures")
}

fn run(people: &Settlement, figures: FigureTerms) -> Vec<Tally> {
    history(people, &judged(Some(figures), None), MONTHS).1
}

/// Share of the records due that officials left out.
fn made_up(people: &Settlement, figures: FigureTerms) -> f64 {
    let tallies = run(people, figures);
    sum(&tallies, Count::FiguresLeftOut) as f64 / sum(&tallies, Count::FiguresDue) as f64
}

#[test]
fn left_out_records_bend_the_states_view_and_nothing_else() {
    let people = settle(&society("china-2018"), PEOPLE);
    // Nobody is paid and nobody is punished: only the figures themselves can differ.
    let tempting = FigureTerms { audit: 0.0, ..shipped() };
    let (_, bent) = history(&people, &judged(Some(tempting), None), 1);
    let (_, plain) = history(&people, &judged(None, None), 1);
    let left = sum(&bent, Count::FiguresLeftOut);
    assert!(left > 0 && sum(&plain, Count::FiguresDue) == 0);
    let seen = [Count::ViolationsSeen, Count::CriticismSeen, Count::DefaultsSeen, Count::WalkOnSeen];
    let gone: i64 = seen.iter().map(|count| sum(&plain, *count) - sum(&bent, *count)).sum();
    assert!(gone > 0 && gone <= left, "{gone} of {left} records are missed in the state's counts");
    for act in 0..glasshouse::society::act::ACTS {
        assert_eq!(
            plain[0].nth(Count::RecordedByAct, act),
            bent[0].nth(Count::RecordedByAct, act),
            "dockets are right"
        );
    }
}

#[test]
fn where_nothing_is_to_be_gained_or_nothing_can_be_hidden_lives_are_as_without_figures() {
    let people = settle(&society("china-2018"), 2_000);
    let (plain, counted) = history(&people, &judged(None, None), 4);
    for figures in [FigureTerms { merit: 0.0, ..shipped() }, FigureTerms { target: 0.0, made_up: 0.0, ..shipped() }] {
        let (lives, tallies) = history(&people, &judged(Some(figures), None), 4);
        assert_eq!(sum(&tallies, Count::FiguresLeftOut), 0);
        assert_eq!(sum(&tallies, Count::ViolationsSeen), sum(&counted, Count::ViolationsSeen));
        if figures.merit == 0.0 {
            assert_same_lives(&plain, &lives, "figures without merit");
        }
    }
    // Where every figure is met as it is, none is made up.
    let easy = run(&people, FigureTerms { target: 1e4, ..shipped() });
    assert!(sum(&easy, Count::FiguresDue) > 0 && sum(&easy, Count::FiguresLeftOut) == 0);
    // Without a regime that keeps records, there is nothing to report.
    let alone = history(&people, &regime_between("judged-by-figures", 0, 4), 4);
    assert_same_lives(&alone.0, &history(&people, &Regime::default(), 4).0, "figures of nothing");
}

#[test]
fn figures_are_made_up_the_more_the_more_can_be_hidden_and_gained_and_the_less_an_audit_finds() {
    let people = settle(&society("china-2018"), PEOPLE);
    let rises = |doses: &[f64]| {
        let pairs = doses.windows(2).filter(|pair| pair[1] >= pair[0] - 0.005).count();
        pairs == doses.len() - 1 && doses[doses.len() - 1] > doses[0]
    };
    let hidden = [0.0, 0.05, 0.1, 0.2, 0.35, 0.6]
        .map(|made_up_| made_up(&people, FigureTerms { made_up: made_up_, ..shipped() }));
    assert!(hidden[0] == 0.0 && rises(&hidden), "{hidden:?}");
    let gained = [0.0, 200.0, 1_000.0, 2_000.0, 5_000.0, 20_000.0]
        .map(|merit| made_up(&people, FigureTerms { merit, ..shipped() }));
    assert!(gained[0] == 0.0 && rises(&gained), "{gained:?}");
    let mut audited =
        [0.0, 0.02, 0.05, 0.2, 0.5, 1.0].map(|audit| made_up(&people, FigureTerms { audit, ..shipped() }));
    audited.reverse();
    assert!(rises(&audited), "{audited:?}");
}

#[test]
fn an_audit_puts_figures_right_and_without_punishment_it_deters_less() {
    let people = settle(&society("china-2018"), PEOPLE);
    let audited = FigureTerms { audit: 1.0, ..shipped() };
    let tallies = run(&people, audited);
    assert_eq!(sum(&tallies, Count::FiguresFound), sum(&tallies, Count::FiguresLeftOut), "every one is found");
    let left = |punishment| {
        let figures = FigureTerms { audit: 0.1, ..shipped() };
        sum(&history(&people, &judged(Some(figures), Some(punishment)), MONTHS).1, Count::FiguresLeftOut)
    };
    let (mild, harsh) = (left(0.0), left(1_000_000.0));
    assert!(mild > harsh, "{mild} records left out without punishment, {harsh} with a harsh one");
}
