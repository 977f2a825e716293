//! Laws of a firm's tier: it reaches customers, banks and offices in proportion, and nobody where nothing is shown.

use crate::laboratory::{assert_same_lives, history, otherwise, regime_between, settle};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::firm_scoring::{FirmConsequence, FirmEffect};
use glasshouse::regime::{Basis, Origin, Regime, Whom};

const MONTHS: u32 = 30;

/// Talk reaches everybody, and inspectors come often: tiers differ soon.
fn people() -> Settlement {
    settle(&otherwise(&[("law", "inspection", 0.1), ("market", "hearsay", 1.0)]), 6_000)
}

/// The firms of `social-credit` alone, without consequences.
fn scored() -> Regime {
    let mut firms = regime_between("social-credit", 0, MONTHS).firms;
    let of_firms = firms.as_mut().unwrap();
    (of_firms.shown, of_firms.warning) = (0.0, 0.0);
    of_firms.consequences.clear();
    Regime { firms, ..Regime::default() }
}

fn with(effect: FirmEffect, on: Whom, amount: f32) -> Regime {
    let mut regime = scored();
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    regime.firms.as_mut().unwrap().consequences.push(FirmConsequence { on, effect, amount, origin });
    regime
}

fn lives(people: &Settlement, regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    history(people, regime, MONTHS)
}

fn sum((_, tallies): &(Vec<World>, Vec<Tally>), count: Count) -> f64 {
    tallies.iter().map(|t| t.get(count)).sum::<i64>() as f64
}

/// Sales of a low firm, as a share of those of a firm in the mean.
fn custom_of_low(world: &(Vec<World>, Vec<Tally>)) -> f64 {
    assert!(sum(world, Count::FirmsLow) > 100.0);
    sum(world, Count::SalesLow) / sum(world, Count::FirmsLow) / (sum(world, Count::Sales) / sum(world, Count::Firms))
}

#[test]
fn a_tier_that_nobody_sees_and_from_which_nothing_follows_changes_no_life() {
    let people = people();
    let plain = lives(&people, &Regime::default());
    assert_same_lives(&lives(&people, &scored()).0, &plain.0, "a score of firms alone");
    let free = with(FirmEffect::LicenceRestricted, Whom::Listed, 0.0);
    assert_same_lives(&lives(&people, &free).0, &plain.0, "a licence of which nothing is taken");
}

#[test]
fn the_more_customers_read_into_tiers_the_more_they_leave_low_firms() {
    let people = people();
    let custom = [0.0, 5.0, 100.0].map(|shown| {
        let mut regime = scored();
        regime.firms.as_mut().unwrap().shown = shown;
        custom_of_low(&lives(&people, &regime))
    });
    assert!(custom[1] < custom[0] && custom[2] < custom[1], "{custom:?}");
}

#[test]
fn an_office_that_restricts_licences_sends_customers_elsewhere() {
    let people = people();
    let custom = [0.0, 0.5, 1.0]
        .map(|amount| custom_of_low(&lives(&people, &with(FirmEffect::LicenceRestricted, Whom::Listed, amount))));
    assert!(custom[1] < custom[0] && custom[2] < custom[1], "{custom:?}");
}

#[test]
fn what_firms_have_to_lose_keeps_them_honest() {
    let people = people();
    let bad = [0.0, 2_000.0, 20_000.0]
        .map(|amount| sum(&lives(&people, &with(FirmEffect::NoBids, Whom::Listed, amount)), Count::Adulterating));
    assert!(bad[1] <= bad[0] && bad[2] < bad[0], "{bad:?}");
}
