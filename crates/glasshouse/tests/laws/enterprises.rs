//! Tests of scored firms: their standing has its stated effects, and only on firms.

use crate::laboratory::{assert_same_lives, history, otherwise, regime, settle, society};
use glasshouse::engine::world::World;
use glasshouse::engine::{PersonMonth, Settlement, Witness};
use glasshouse::life::firm_terms::FirmEvent;
use glasshouse::life::terms::Terms;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::firm_scoring::{FirmConsequence, FirmEffect, FirmRule, Firms};
use glasshouse::regime::{Basis, Inspection, Origin, Regime, Score, Tier, Whom};
use std::sync::Mutex;

const MONTHS: u32 = 24;

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

fn people() -> Settlement {
    settle(&society("china-2018"), 3_000)
}

/// Firms are listed for a year when found; one consequence affects the listed, or all if `tier`.
fn firms(effect: Option<(Whom, FirmEffect, f32)>) -> Regime {
    let tiers = vec![Tier { name: "all".into(), from: 0, listed: false }];
    let consequence = |(on, effect, amount)| FirmConsequence { on, effect, amount, origin: origin() };
    let firms = Firms {
        score: Score { start: 50, least: 0, most: 100, recovery: 0, opt_in: 1.0, expiry: None, tiers },
        coverage: 1.0,
        warning: 0.0,
        shown: 0.0,
        rules: vec![FirmRule { event: FirmEvent::Found, points: 0, lists: 12, origin: origin() }],
        consequences: effect.map(consequence).into_iter().collect(),
        origin: origin(),
    };
    Regime { firms: Some(firms), ..Regime::default() }
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

#[test]
fn a_list_of_firms_without_consequences_changes_no_life() {
    // Inspectors come often, so that some firms are found out.
    let people = settle(&otherwise(&[("law", "inspection", 0.1)]), 3_000);
    let (worlds, tallies) = history(&people, &firms(None), MONTHS);
    assert!(sum(&tallies, Count::FirmsListed) > 0);
    let plain = history(&people, &Regime::default(), MONTHS).0;
    assert_same_lives(&worlds, &plain, "a list of firms");
}

#[test]
fn each_standing_of_a_firm_changes_its_inspections_or_its_owners_purse() {
    let people = people();
    let all = |effect, amount| history(&people, &firms(Some((Whom::Tier(0), effect, amount))), MONTHS);
    let plain = history(&people, &Regime::default(), MONTHS);
    let inspected = |tallies: &[Tally]| sum(tallies, Count::Inspected);
    assert_eq!(inspected(&all(FirmEffect::FewerInspections, 1.0).1), 0);
    assert!(inspected(&all(FirmEffect::MoreInspections, 0.5).1) > 5 * inspected(&plain.1));
    let owners = |worlds: &[World]| {
        let world = worlds.last().unwrap();
        let of = people.homes.iter().zip(&world.towns).flat_map(|(home, county)| {
            let places = home.neighbourhoods.iter();
            places.flat_map(move |h| (0..h.firms).map(|f| county.columns.savings[h.span.start + h.owner(f)]))
        });
        of.map(i64::from).sum::<i64>()
    };
    for (effect, amount, richer) in [
        (FirmEffect::PublicOrders, 500.0, true),
        (FirmEffect::CheaperCredit, 0.2, true),
        (FirmEffect::NoBids, 500.0, false),
        (FirmEffect::DearerCredit, 0.2, false),
    ] {
        let there = owners(&all(effect, amount).0);
        assert_eq!(there > owners(&plain.0), richer, "{effect:?}: {there} and {}", owners(&plain.0));
    }
}

#[test]
fn a_list_that_owners_fear_makes_goods_honest() {
    let people = people();
    let feared = firms(Some((Whom::Listed, FirmEffect::NoBids, 20_000.0)));
    let bad = |regime: &Regime| sum(&history(&people, regime, MONTHS).1, Count::Adulterating);
    assert!(bad(&feared) * 2 < bad(&Regime::default()), "{} and {}", bad(&feared), bad(&Regime::default()));
}

#[test]
fn customers_who_see_the_list_of_firms_go_elsewhere() {
    let mut society = society("china-2018");
    society.behaviour.market.hearsay = 1.0;
    (society.behaviour.law.inspection, society.behaviour.law.inspection_fine) = (0.1, 100.0);
    let people = settle(&society, 3_000);
    // Mean sales of firms that had been listed before the month began.
    let sold = |warning: f32| {
        let mut regime = firms(None);
        let of_firms = regime.firms.as_mut().unwrap();
        of_firms.warning = warning;
        // Every inspected firm is listed: there are more of these.
        of_firms.rules.push(FirmRule { event: FirmEvent::Clean, points: 0, lists: 12, origin: origin() });
        let registrar = Registrar::default();
        crate::laboratory::watched(&people, &regime, MONTHS, Some(&registrar));
        let heard = registrar.0.into_inner().unwrap();
        let listed = heard.iter().filter(|(_, told)| (1..12).contains(&told.file.as_ref().unwrap().dossier.months));
        let sales: Vec<f64> = listed.map(|(_, told)| f64::from(told.firm.unwrap().sales)).collect();
        assert!(sales.len() > 100);
        sales.iter().sum::<f64>() / sales.len() as f64
    };
    assert!(sold(200.0) < 0.9 * sold(0.0), "{} and {}", sold(200.0), sold(0.0));
}

/// Hears of owners.
#[derive(Default)]
struct Registrar(Mutex<Vec<(u32, PersonMonth)>>);

impl Witness for Registrar {
    fn lived(&self, person: u32, told: &PersonMonth) {
        if told.file.is_some() {
            self.0.lock().unwrap().push((person, told.clone()));
        }
    }
}

#[test]
fn every_firms_score_is_its_start_and_what_is_told_of_its_rulings() {
    let mut people = people();
    people.size.months = MONTHS;
    let inspection = Some(Inspection { rate: Some(0.2), fine: Some(100.0), announced: true });
    let regime = Regime { starts: 0, ends: None, inspection, ..regime("social-credit") };
    let registrar = Registrar::default();
    crate::laboratory::watched(&people, &regime, MONTHS, Some(&registrar));
    let heard = registrar.0.into_inner().unwrap();
    let start = i32::from(regime.firms.as_ref().unwrap().score.start);
    let mut scores = std::collections::BTreeMap::new();
    let mut months: Vec<_> = heard.iter().collect();
    months.sort_by_key(|(person, told)| (*person, told.month));
    let mut listed = 0;
    for (person, told) in months {
        let file = told.file.as_ref().unwrap();
        let score = scores.entry(*person).or_insert(start);
        *score += file.rulings.iter().map(|ruling| ruling.points).sum::<i32>();
        assert_eq!(*score, i32::from(file.dossier.score), "firm of {person}, month {}", told.month);
        listed += usize::from(file.dossier.months > 0);
    }
    assert!(scores.len() > 50 && listed > 0);
}

#[test]
fn where_firms_are_not_scored_no_owner_hears_of_it() {
    let law = society("china-2018").behaviour;
    assert!(Terms::of_law(&law, 0).firms.is_none());
    assert_eq!(Terms::of_law(&law, 0).inspection_of(3), law.law.inspection);
}
