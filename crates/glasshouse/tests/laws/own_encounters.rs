//! Tests of encounters that a file adds.
//!
//! They are the same thing as those of the model, nothing where they are off, and judged, talked of and learned from
//! like any other.

use crate::laboratory::{assert_same_lives, free, history, regime, regime_between, society, without_beliefs};
use glasshouse::diagnostic::Source;
use glasshouse::engine::world::World;
use glasshouse::engine::{self, PopulationSpec, Settlement, Size};
use glasshouse::life::own::{BROKE, FOUND, MET, PLACED};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::society::Society;
use glasshouse::society::act::Act;
use std::sync::Arc;

const MONTHS: u32 = 12;

/// A regime of these texts.
pub fn regime_of(texts: &[&str]) -> Regime {
    let source = |text: &&str| (Arc::new(Source { name: "own.toml".into(), text: (*text).into() }), None);
    let parts: Vec<_> = texts.iter().map(source).collect();
    scenario::regime_from(&parts).unwrap_or_else(|trouble| panic!("{trouble:?}")).value
}

/// The head of a file that does nothing else.
const HEAD: &str = "[regime]\ntitle = 'own'\ndescription = 'an encounter'\n";

/// People who live the encounters of a regime.
pub fn living(society: &Society, regime: &Regime) -> Settlement {
    engine::settle(&PopulationSpec::new(society, Size { people: 2_000, months: 1 }, 1, 0).living([regime]))
}

fn sum(tallies: &[Tally], of: impl Fn(&Tally) -> i64) -> i64 {
    tallies.iter().map(of).sum()
}

/// The road as a file, with the numbers of a society.
fn road(society: &Society) -> String {
    let b = &society.behaviour;
    format!(
        "{HEAD}
        [[encounter]]
        name = 'road'
        meaning = 'a rule of the road'
        norm = 'integrity'
        among = [{{ chance = {} }}, {{ who = 'driver', chance = {} }}]
        breaks = {{ act = 'violate', worth = {}, found = {}, police = true, fine = {} }}
        basis = 'assumed'\n",
        b.road.rate, b.road.rate_car, b.road.gain, b.law.road_sight, b.law.road_fine
    )
}

/// Staged accidents as a file.
fn staged(society: &Society) -> String {
    let s = &society.behaviour.staged;
    format!(
        "{HEAD}
        [[encounter]]
        name = 'staged'
        meaning = 'an accident that did not happen'
        norm = 'integrity'
        with = 'passer-by'
        rare = true
        need = {}
        among = [{{ chance = {} }}]
        breaks = {{ act = 'scam', takes = {}, reported = {}, found = {}, fine = {} }}
        basis = 'assumed'\n",
        society.behaviour.need.staging, s.rate, s.take, s.reporting, s.solved, s.fine
    )
}

/// Two histories are the same to the last bit: every column of every person, and every sum.
fn assert_same_bytes(one: (Vec<World>, Vec<Tally>), other: (Vec<World>, Vec<Tally>), what: &str) {
    for (a, b) in one.0.iter().zip(&other.0) {
        assert!(a == b, "{what}: worlds differ after month {}", a.month);
    }
    assert!(one.1 == other.1, "{what}: sums differ");
}

#[test]
fn road_and_staged_as_files_give_the_same_bytes() {
    let mut society = society("china-2018");
    society.behaviour.staged.rate = 0.3;
    for (key, text) in [("road", road(&society)), ("staged", staged(&society))] {
        for spec in ["no-system", "social-credit", "harsh-punishment", "informants"] {
            let built_in = regime_between(spec, 2, MONTHS - 2);
            let of_file = Regime { encounters: regime_of(&[&text]).encounters, ..built_in.clone() };
            let (one, other) = (living(&society, &built_in), living(&society, &of_file));
            assert!(one.society.encounters.is_empty() && !other.society.encounters.is_empty());
            let lives = |people, regime| history(people, regime, MONTHS);
            assert_same_bytes(lives(&one, &built_in), lives(&other, &of_file), &format!("{key} under {spec}"));
        }
    }
}

/// Rent day: tenants pay on time or late.
pub fn rent_day(share: f32, chance: f32) -> String {
    format!(
        "{HEAD}
        [[encounter]]
        name = 'rent-day'
        meaning = 'tenants pay the rent on time or late'
        norm = 'integrity'
        need = 1
        among = [{{ place = 'urban', share = {share}, chance = {chance} }}]
        breaks = {{ act = 'pay-late', meaning = 'pays the rent late', notice = 'nobody', trace = 'records', worth = 100, found = 0.1, fine = 200 }}
        basis = 'assumed'\n"
    )
}

/// A score of this many points for paying late.
fn rent_score(points: i32) -> String {
    format!(
        "[regime]\ntitle = 'score'\ndescription = 'a score'\n
        [score]\nstart = 100\nleast = 0\nmost = 100\nrecovery = 1\n
        tiers = [{{ name = 'low', from = 0 }}, {{ name = 'fine', from = 60 }}]\n
        [[watch]]\nchannel = 'landlords'\nacts = ['pay-late']\nurban = 0.9\nrural = 0.9\nfalse_alarms = 0.01\nbasis = 'assumed'\n
        [[rule]]\nact = 'pay-late'\npoints = {points}\nbasis = 'assumed'\n
        [[sanction]]\ntier = 'low'\neffect = 'fine'\namount = 300\nbasis = 'assumed'\n
        [visibility]\nannounced = 0.9\n"
    )
}

#[test]
fn an_encounter_that_nobody_meets_is_nothing() {
    let society = society("china-2018");
    let base = regime_between("social-credit", 2, MONTHS - 2);
    let none = living(&society, &base);
    for (share, chance) in [(0.0, 1.0), (1.0, 0.0)] {
        let off = Regime { encounters: regime_of(&[&rent_day(share, chance)]).encounters, ..base.clone() };
        let people = living(&society, &off);
        let (one, other) = (history(&none, &base, MONTHS), history(&people, &off, MONTHS));
        for (a, b) in one.0.iter().zip(&other.0) {
            assert!(a == b, "share {share}, chance {chance}: worlds differ after month {}", a.month);
        }
        assert_eq!(sum(&other.1, |t| t.befell(MET[0]) + t.done(Act::Own1)), 0);
    }
}

#[test]
fn an_encounter_alone_is_no_regime() {
    let alone = regime_of(&[&rent_day(0.4, 0.9)]);
    assert!(alone.is_idle());
    let people = living(&society("china-2018"), &alone);
    let (a, b) = (history(&people, &alone, MONTHS), history(&people, &regime("no-system"), MONTHS));
    assert_same_bytes(a, b, "an encounter alone");
    let (worlds, tallies) = history(&people, &alone, MONTHS);
    assert!(sum(&tallies, |t| t.befell(MET[0])) > 1_000 && sum(&tallies, |t| t.done(Act::Own1)) > 100);
    assert_eq!(sum(&tallies, |t| t.befell(BROKE[0])), sum(&tallies, |t| t.done(Act::Own1)));
    // The same persons every month: tenants stay tenants.
    let placed: Vec<i64> = tallies.iter().map(|t| t.befell(PLACED[0])).collect();
    assert!(placed.iter().all(|n| *n > 0 && (*n - placed[0]).abs() <= 2), "{placed:?}");
    let found = sum(&tallies, |t| t.befell(FOUND[0])) as f64 / sum(&tallies, |t| t.done(Act::Own1)) as f64;
    assert!((found - 0.1).abs() < 0.04, "{found} are found out");
    let last = worlds.last().unwrap();
    let savings: i64 = last.towns.iter().flat_map(|t| &t.columns.savings).map(|s| i64::from(*s)).sum();
    let before: i64 = worlds[0].towns.iter().flat_map(|t| &t.columns.savings).map(|s| i64::from(*s)).sum();
    let all = |w: &World, savings: i64| savings + w.state + w.outside;
    assert_eq!(all(last, savings), all(&worlds[0], before), "no money is made");
}

#[test]
fn a_rule_about_an_act_of_a_file_is_obeyed_the_more_the_more_it_costs() {
    let society = society("china-2018");
    let late = |points: i32| {
        let regime = regime_of(&[&rent_day(0.4, 0.9), &rent_score(points)]);
        let tallies = history(&living(&society, &regime), &regime, MONTHS).1;
        (sum(&tallies, |t| t.done(Act::Own1)), sum(&tallies, |t| t.recorded(Act::Own1)), tallies)
    };
    let doses = [0, -2, -5, -10, -20, -40].map(|points| late(points).0);
    assert!(doses.is_sorted_by(|a, b| a >= b) && doses[0] > doses[5] * 11 / 10, "{doses:?}");
    let (done, recorded, tallies) = late(-20);
    assert!(recorded > done * 7 / 10 && recorded < done * 12 / 10, "{recorded} records of {done} acts");
    assert!(sum(&tallies, |t| t.get(Count::SanctionLoss)) > 0, "the score has consequences");
    let ruled = sum(&tallies, |t| t.nth(Count::RuledBySphere, 1));
    assert!(ruled > 0, "people learn from it how closely records are watched");
}

#[test]
fn nobody_is_recorded_for_what_she_cannot_do() {
    let regime = regime_of(&[&rent_day(0.0, 0.9), &rent_score(-20)]);
    let tallies = history(&living(&society("china-2018"), &regime), &regime, MONTHS).1;
    assert_eq!(sum(&tallies, |t| t.recorded(Act::Own1)), 0, "there are no tenants, and so no false alarms about them");
}

#[test]
fn a_score_without_consequences_moves_no_tenant() {
    let society = society("china-2018");
    let text =
        rent_score(-20).replace("[[sanction]]\ntier = 'low'\neffect = 'fine'\namount = 300\nbasis = 'assumed'\n", "");
    let regime = free(&regime_of(&[&rent_day(0.4, 0.9), &text]));
    let people = living(&society, &regime);
    let none = Regime { encounters: regime.encounters.clone(), ..Regime::default() };
    let lives = |regime| history(&people, regime, MONTHS).0;
    assert_same_lives(&without_beliefs(lives(&regime)), &without_beliefs(lives(&none)), "a score without consequences");
}

/// Somebody in the neighbourhood, or the passer-by, is cheated, or helped at a cost.
fn towards(with: &str, care: bool, yuan: f32) -> String {
    let (norm, options) = if care {
        (
            "care",
            format!(
                "keeps = {{ act = 'lend-a-hand', meaning = 'lends a hand', notice = 'seen', trace = 'street', takes = -{yuan} }}
                breaks = {{ act = 'look-away', meaning = 'looks away', notice = 'seen', trace = 'street' }}"
            ),
        )
    } else {
        (
            "integrity",
            format!(
                "breaks = {{ act = 'short-change', meaning = 'gives too little change', notice = 'seen', trace = 'street', takes = {yuan} }}"
            ),
        )
    };
    format!(
        "{HEAD}
        [[encounter]]
        name = 'dealing'
        meaning = 'two people deal with each other'
        norm = '{norm}'
        with = '{with}'
        among = [{{ chance = 0.5 }}]
        {options}
        basis = 'assumed'\n"
    )
}

#[test]
fn whoever_is_treated_well_or_badly_learns_from_it_and_no_money_is_made() {
    let society = society("china-2018");
    let none = history(&living(&society, &Regime::default()), &Regime::default(), MONTHS);
    let trust = |tallies: &[Tally]| tallies[MONTHS as usize - 1].get(Count::Trust);
    let norms = |tallies: &[Tally], d: usize| tallies[MONTHS as usize - 1].nth(Count::NormByDomain, d);
    for with in ["passer-by", "neighbour", "kin", "friend", "firm", "official"] {
        let lives = |care: bool| {
            let regime = regime_of(&[&towards(with, care, 20.0)]);
            history(&living(&society, &regime), &regime, MONTHS)
        };
        let (cheated, helped) = (lives(false), lives(true));
        let done = sum(&cheated.1, |t| t.done(Act::Own1));
        assert!(done > 50, "{with}: {done} are cheated");
        assert!(trust(&cheated.1) < trust(&none.1), "{with}: who is cheated trusts less");
        assert!(norms(&cheated.1, 0) != norms(&none.1, 0), "{with}: own acts become norms");
        let (kind, unkind) = (sum(&helped.1, |t| t.done(Act::Own1)), sum(&helped.1, |t| t.done(Act::Own2)));
        assert!(kind > 50 && unkind > 50, "{with}: {kind} help, {unkind} look away");
        assert!(trust(&helped.1) > trust(&cheated.1), "{with}");
        for (worlds, _) in [&cheated, &helped] {
            let all = |w: &World| {
                let savings = w.towns.iter().flat_map(|t| &t.columns.savings).map(|s| i64::from(*s)).sum::<i64>();
                savings + w.state + w.outside
            };
            assert!(worlds.iter().all(|w| all(w) == all(&worlds[0])), "{with}: money is made");
        }
    }
}

#[test]
fn the_more_it_brings_the_more_do_it() {
    let society = society("china-2018");
    let done = |yuan: f32| {
        let regime = regime_of(&[&towards("passer-by", false, yuan)]);
        let tallies = history(&living(&society, &regime), &regime, MONTHS).1;
        sum(&tallies, |t| t.befell(BROKE[0]))
    };
    let doses = [0.0, 20.0, 50.0, 100.0, 200.0, 400.0].map(done);
    assert!(doses.is_sorted() && doses[5] > doses[0], "{doses:?}");
}
