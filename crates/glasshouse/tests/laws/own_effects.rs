//! Tests of effects and measures that a file adds.
//!
//! They are nothing where they are off, each dose does more than the one before, and they do nothing to those who have
//! nothing to lose.

use crate::laboratory::{assert_same_lives, free, history, society};
use crate::own_encounters::{living, regime_of, rent_day};
use glasshouse::engine::Size;
use glasshouse::engine::world::World;
use glasshouse::experiment::compare::{Plan, compare};
use glasshouse::experiment::own_figures::MeasuredFigure;
use glasshouse::experiment::window::Window;
use glasshouse::life::own::MET;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::act::Act;
use glasshouse::society::strata::By;

const MONTHS: u32 = 12;

/// Everybody is in the one tier below the start from the first month on, and bears this much of an effect.
fn bearing(effect: &str, amount: f32) -> Regime {
    regime_of(&[
        &rent_day(0.4, 0.9),
        &format!(
            "[regime]\ntitle = 'effects'\ndescription = 'effects'\n
            [score]\nstart = 10\nleast = 0\nmost = 100\nrecovery = 0\n
            tiers = [{{ name = 'low', from = 0 }}, {{ name = 'high', from = 50 }}]\n
            [[watch]]\nchannel = 'c'\nacts = ['pay-late']\nurban = 0\nrural = 0\nbasis = 'assumed'\n
            [[rule]]\nact = 'pay-late'\npoints = -1\nbasis = 'assumed'\n
            [[effect]]\nname = 'own'\nmeaning = 'm'\nunit = 'u'\nside = 'sanction'\n{effect}\nbasis = 'assumed'\n
            [[sanction]]\ntier = 'low'\neffect = 'own'\namount = {amount}\nbasis = 'assumed'\n"
        ),
    ])
}

fn lives(society: &Society, regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    history(&living(society, regime), regime, MONTHS)
}

fn sum(tallies: &[Tally], of: impl Fn(&Tally) -> i64) -> i64 {
    tallies.iter().map(of).sum()
}

#[test]
fn an_effect_of_nothing_is_nothing() {
    let society = society("china-2018");
    let none = free(&bearing("yuan = 1", 0.0));
    let without = Regime { sanctions: Vec::new(), effects: Vec::new(), ..none.clone() };
    for effect in ["yuan = 1", "income = 1", "friends = 1", "encounter = 'rent-day'\naway = 1"] {
        let none = free(&bearing(effect, 0.0));
        assert_same_lives(&lives(&society, &none).0, &lives(&society, &without).0, effect);
    }
}

#[test]
fn each_dose_costs_more_and_whoever_has_nothing_of_it_loses_nothing() {
    let society = society("china-2018");
    let losses = |effect: &str| {
        let of = |amount| sum(&lives(&society, &bearing(effect, amount)).1, |t| t.get(Count::SanctionLoss));
        [0.0, 0.1, 0.2, 0.4, 0.6, 0.8].map(of)
    };
    for effect in ["yuan = 100", "income = 0.5"] {
        let doses = losses(effect);
        assert!(doses.is_sorted() && doses[0] == 0 && doses[5] > doses[1], "{effect}: {doses:?}");
    }
    // Friends and occasions are no money.
    assert_eq!(losses("friends = 1"), [0; 6]);
    let met = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|amount| {
        let regime = bearing("encounter = 'rent-day'\naway = 1", amount);
        sum(&lives(&society, &regime).1[1..], |t| t.befell(MET[0]))
    });
    // Those who come of age have no standing in their first month.
    assert!(met.is_sorted_by(|a, b| a >= b) && met[0] > 1_000 && met[5] < 20, "{met:?}");
    // Who is no tenant has no rent day to lose.
    let mut nobody = bearing("encounter = 'rent-day'\naway = 1", 1.0);
    nobody.encounters = regime_of(&[&rent_day(0.0, 0.9)]).encounters;
    let without = Regime { sanctions: Vec::new(), ..nobody.clone() };
    let (a, b) = (lives(&society, &free(&nobody)), lives(&society, &free(&without)));
    assert_same_lives(&a.0, &b.0, "there are no tenants");
}

#[test]
fn a_measure_of_a_file_is_the_sums_that_it_names() {
    let mut regime = bearing("yuan = 1", 0.0);
    regime.measures = regime_of(&[
        &rent_day(0.4, 0.9),
        "[regime]\ntitle = 't'\ndescription = 'd'\n
        [[measure]]\nname = 'late'\ntitle = 'Late'\nmeaning = 'm'\nunit = '%'\ndirection = 'd'\n
        value = \"100 * done('pay-late') / met('rent-day')\"\n
        [[measure]]\nname = 'nobody'\ntitle = 'Nobody'\nmeaning = 'm'\nunit = '%'\ndirection = 'd'\n
        value = \"people / recorded('help-kin')\"\n",
    ])
    .measures;
    let plan = Plan {
        society: society("lesson"),
        regimes: vec![Regime::default(), regime],
        size: Size { people: 1_000, months: MONTHS },
        seed: 1,
        replicates: 2,
        earlier: 6,
        by: Some(By::All),
    };
    let c = compare(plan, &glasshouse::engine::Quiet);
    let [late, nobody] = c.own_measures()[..] else { panic!("both are there") };
    let level = c.level_in(None, 1, MeasuredFigure::OfFile(late), Window::During).expect("rents are due");
    let of = |run: &Vec<Tally>| 100.0 * sum(run, |t| t.done(Act::Own1)) as f64 / sum(run, |t| t.befell(MET[0])) as f64;
    let mean = c.runs[1].iter().map(of).sum::<f64>() / 2.0;
    assert!((level.mean - mean).abs() < 1e-9 && level.half.is_some());
    let none = c.level_in(None, 1, MeasuredFigure::OfFile(nobody), Window::During);
    assert!(none.is_none(), "nothing is recorded, so the share is not defined");
    let difference = c.difference_in(None, 1, MeasuredFigure::OfFile(late), Window::During).unwrap();
    assert!(difference.mean.abs() < 20.0);
    let groups = c.plan.groups().len();
    let urban = (0..groups).filter_map(|g| c.level_in(Some(g), 1, MeasuredFigure::OfFile(late), Window::During));
    assert!(urban.count() > 2, "groups have it, too");
}
