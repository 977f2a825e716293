//! Tests of censorship: only criticism is bent, payments are conserved, and no fine means no censorship.

use crate::laboratory::{history, settle, society};
use glasshouse::life::self_censorship;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Censorship, Origin, Regime};

const MONTHS: u32 = 12;

fn censored(fine: f32) -> Regime {
    let manner = self_censorship::CensorshipTerms { tolerance: 0.1, fine, proportional: true, watching: 0.3 };
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    Regime { censorship: Some(Censorship { manner, origin }), ..Regime::default() }
}

fn year(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

#[test]
fn a_fine_bends_criticism_and_nothing_else_at_once_and_moves_money_without_making_any() {
    let people = settle(&society("china-2018"), 6_000);
    let (worlds, with) = history(&people, &censored(2_000.0), MONTHS);
    let without = history(&people, &Regime::default(), MONTHS).1;
    for count in [Count::Violations, Count::Helped, Count::Adulterating, Count::Scams, Count::Loans, Count::KinHelped] {
        assert_eq!(with[0].get(count), without[0].get(count), "{count:?} changes at once");
    }
    assert!(with[0].get(Count::Criticised) < without[0].get(Count::Criticised));
    assert!(worlds.iter().all(|world| world.money() == worlds[0].money()), "money is made or lost");
    let [restrained, obedient, censored] =
        [Count::Restrained, Count::Obedient, Count::SelfCensored].map(|count| year(&with, count));
    assert!(0 < censored && obedient + censored < restrained, "{restrained} {obedient} {censored}");
    assert_eq!(year(&without, Count::Restrained), 0);
}

#[test]
fn without_a_fine_it_is_no_censorship_bit_for_bit() {
    let people = settle(&society("china-2018"), 3_000);
    let (free, none) = (history(&people, &censored(0.0), MONTHS).0, history(&people, &Regime::default(), MONTHS).0);
    assert!(free == none);
}
