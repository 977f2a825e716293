//! Tests of redress: appeals, the files of credit bureaus, and harsher rulings against repeat offenders.
//! Appeals end listings, wrong ones sooner; a bureau marks those who broke a loan, forgets, and errs as often as it
//! says.

use crate::laboratory::{history, otherwise, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Appeal, Basis, Channel, Consequence, CreditBureau, Effect, Origin, Regime, Rule, Whom};
use glasshouse::society::act::Act;

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

/// People none of whom buys herself off a list.
fn people() -> Settlement {
    let mut society = society("china-2018");
    society.behaviour.discretion.way = 0.0;
    settle(&society, 3_000)
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// A list for ten years of those who break a rule, and of some who did not; being on it costs a lot.
fn list(appeal: Option<Appeal>) -> Regime {
    let channel = Channel {
        name: "cameras".into(),
        acts: vec![Act::Violate],
        urban: 0.1,
        rural: 0.1,
        by_income: [1.0; 5],
        false_alarms: 0.01,
        delay: 0,
        cost: 0.0,
        origin: origin(),
    };
    let rule = Rule {
        act: Act::Violate,
        who: None,
        points: 0,
        repeat: 0,
        lists: 120,
        below: None,
        frees: false,
        origin: origin(),
    };
    let sanction = Consequence { on: Whom::Listed, effect: Effect::Levy, amount: 500.0, origin: origin() };
    Regime { watch: vec![channel], rules: vec![rule], sanctions: vec![sanction], appeal, ..Regime::default() }
}

fn appeal(success: f32, mistaken: f32) -> Option<Appeal> {
    Some(Appeal {
        against_tier: false,
        months: 2.0,
        success,
        mistaken,
        cost: 10.0,
        compensation: 0.0,
        origin: origin(),
    })
}

#[test]
fn where_nobody_hears_them_nobody_appeals() {
    let tallies = history(&people(), &list(None), 12).1;
    assert!(sum(&tallies, Count::Listed) > 100);
    assert_eq!(sum(&tallies, Count::AppealsHeard) + sum(&tallies, Count::Left), 0);
}

#[test]
fn an_appeal_that_finds_the_truth_frees_the_wrongly_listed_and_nobody_else() {
    let people = people();
    let tallies = history(&people, &list(appeal(1.0, 0.0)), 24).1;
    let left = sum(&tallies, Count::Left);
    assert!(left > 50, "{left} left");
    assert_eq!(sum(&tallies, Count::AppealsGranted), sum(&tallies, Count::AppealsHeard), "the guilty do not try");
    // Occasionally a person is listed again in the month in which she is freed.
    let granted = sum(&tallies, Count::AppealsGranted);
    assert!(left <= granted && left * 20 > granted * 19, "{left} left, {granted} were granted");
    let wrongly = |tallies: &[Tally]| sum(&tallies[12..], Count::WronglyListed);
    let never = history(&people, &list(None), 24).1;
    // Those to whom the list costs little do not appeal.
    assert!(wrongly(&tallies) * 2 < wrongly(&never), "{} and {}", wrongly(&tallies), wrongly(&never));
    // Two months until an appeal is heard, give or take chance and how soon a listed person appeals.
    let months = sum(&tallies, Count::WronglyListed) as f64 / sum(&tallies, Count::Redressed) as f64;
    assert!((1.0..6.0).contains(&months), "{months} months");
}

#[test]
fn an_office_that_errs_frees_the_guilty_too_and_one_that_finds_nothing_frees_nobody() {
    let people = people();
    let left = |success, mistaken| sum(&history(&people, &list(appeal(success, mistaken)), 12).1, Count::Left);
    assert!(left(0.0, 1.0) > 50);
    assert_eq!(left(0.0, 0.0), 0);
}

fn bureau(errors: f32, dispute: f32) -> Regime {
    Regime {
        credit_bureau: Some(CreditBureau { expiry: 12, errors, dispute, refuses: 1.0, origin: origin() }),
        ends: Some(24),
        ..Regime::default()
    }
}

#[test]
fn a_bureau_keeps_what_was_broken_for_its_time_and_then_nobody_remembers() {
    // Nobody is refused for her income, and enough people think of breaking a loan.
    let set = [("loan", "subsistence", 0.0), ("work", "loses", 0.0), ("loan", "tempted", 0.005)];
    let people = settle(&otherwise(&set), 3_000);
    let tallies = history(&people, &bureau(0.0, 0.0), 26).1;
    assert!(sum(&tallies, Count::Marked) > 0);
    assert_eq!(sum(&tallies, Count::Slandered), 0);
    let refused = |t: &Tally| t.get(Count::LoansWanted) - t.get(Count::LoansOffered);
    assert!(tallies[..24].iter().map(refused).sum::<i64>() > 0, "a marked person is refused");
    assert!(tallies[24..].iter().all(|t| t.get(Count::Marked) + refused(t) == 0), "its files are closed when it ends");
    assert_eq!(sum(&tallies, Count::Listed), 0);
    let plain = history(&people, &Regime::default(), 26).1;
    assert!(
        sum(&tallies, Count::DefaultsByWill) < sum(&plain, Count::DefaultsByWill),
        "a good name is worth something"
    );
}

#[test]
fn a_bureau_errs_as_often_as_it_says() {
    let people = people();
    let slandered = |errors, dispute| history(&people, &bureau(errors, dispute), 12).1[11].get(Count::Slandered);
    let kept = slandered(0.01, 0.0);
    // About two in three owe nothing; twelve months of one in a hundred.
    assert!((100..400).contains(&kept), "{kept}");
    assert!(slandered(0.01, 0.5) * 3 < kept);
}
