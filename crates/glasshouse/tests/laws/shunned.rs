//! Tests of shunning: lists cut ties, and both ends agree on it.

use crate::laboratory::{history, regime_between, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Audience, Regime};
use glasshouse::society::act::Act;

const MONTHS: u32 = 12;

fn people(stigma: f32) -> Settlement {
    let mut society = society("china-2018");
    society.behaviour.shunning.stigma = stigma;
    settle(&society, 6_000)
}

/// Many are listed, and many can see it; only in half of the country at first.
fn strict(list: Audience, shaming: f32) -> Regime {
    let mut regime = regime_between("social-credit", 0, MONTHS - 2);
    regime.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.lists = 6);
    (regime.visibility.list, regime.visibility.shaming) = (list, shaming);
    regime
}

fn sums(people: &Settlement, regime: &Regime) -> impl Fn(Count) -> i64 + use<> {
    let tallies: Vec<Tally> = history(people, regime, MONTHS).1;
    move |count| tallies.iter().map(|t| t.get(count)).sum()
}

#[test]
fn both_ends_of_a_silent_tie_find_it_so() {
    let people = people(200.0);
    let rolled_out = glasshouse::regime::Rollout {
        unit: Default::default(),
        pilots: 0.5,
        waves: vec![],
        spread: None,
        standard: None,
        overrides: vec![],
    };
    let pilots = Regime { rollout: Some(rolled_out), ..strict(Audience::Everybody, 1.0) };
    for regime in [strict(Audience::Ties, 1.0), strict(Audience::Everybody, 0.5), pilots] {
        let sum = sums(&people, &regime);
        assert!(sum(Count::TiesShunned) > 500, "{} ties are silent", sum(Count::TiesShunned));
        assert_eq!(sum(Count::TiesShunned), sum(Count::TiesDropped));
        assert!(sum(Count::TiesShunned) < sum(Count::FriendsOfListed));
    }
}

#[test]
fn where_nobody_sees_the_list_no_tie_is_cut() {
    let sum = sums(&people(200.0), &strict(Audience::Nobody, 1.0));
    assert!(sum(Count::FriendsOfListed) > 500);
    assert_eq!(sum(Count::TiesShunned) + sum(Count::TiesDropped) + sum(Count::Isolated), 0);
}

#[test]
fn more_shame_cuts_more_ties_and_none_is_cut_when_the_list_has_ended() {
    let people = people(500.0);
    let share = |shaming: f32| {
        let sum = sums(&people, &strict(Audience::Ties, shaming));
        sum(Count::TiesShunned) as f64 / sum(Count::FriendsOfListed) as f64
    };
    assert!(share(1.0) > share(0.2) + 0.05, "{} and {}", share(1.0), share(0.2));
    let last = history(&people, &strict(Audience::Ties, 1.0), MONTHS).1.pop().unwrap();
    assert_eq!(last.get(Count::FriendsOfListed) + last.get(Count::TiesDropped), 0);
}
