//! Tests of roll-out panels and impact evaluation, where the right answer is known.

use crate::laboratory::{regime_between, society};
use glasshouse::engine::{self, EARLIER, Quiet, Size};
use glasshouse::experiment::compare::{Comparison, Plan, compare};
use glasshouse::experiment::impact_evaluation::{MeasureEvaluation, SocietyEvaluation, evaluate};
use glasshouse::experiment::panel::{self, CountySeries, Incomparable, Panel, PanelWorld};
use glasshouse::observatory::measures::{Measure, MeasureView, View, by_key, views};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::observatory::wide_table::csv;
use glasshouse::regime::{Propaganda, Regime, Rollout, Score, Tier, Wave};
use glasshouse::society::Society;
use glasshouse::society::strata::By;
use rayon::ThreadPoolBuilder;

const MONTHS: u32 = 12;
/// Twelve counties: the regime comes to three of them in month 4, to six by month 7, and to no more.
const PEOPLE: u64 = 18_000;

fn waves() -> Option<Rollout> {
    Some(Rollout {
        unit: Default::default(),
        pilots: 0.25,
        waves: vec![Wave { month: 7, share: 0.5 }],
        spread: None,
        standard: None,
        overrides: vec![],
    })
}

fn plan(society: Society, regime: Regime, replicates: u32) -> Plan {
    let size = Size { people: PEOPLE, months: MONTHS };
    let regimes = vec![Regime::default(), Regime { rollout: waves(), ..regime }];
    Plan { society, regimes, size, seed: 5, replicates, earlier: EARLIER, by: Some(By::County) }
}

fn social_credit() -> Regime {
    regime_between("social-credit", 4, 11)
}

fn china() -> Society {
    society("china-2018")
}

fn panels(plan: &Plan) -> Vec<Panel> {
    (0..plan.replicates).map(|replicate| Panel::of(plan, replicate)).collect()
}

fn measure(key: &str) -> &'static Measure {
    by_key(key).unwrap()
}

/// The findings on a measure in each society.
fn found(plan: Plan, key: &str) -> Vec<SocietyEvaluation> {
    let panels = panels(&plan);
    let judged = evaluate(&compare(plan, &Quiet), &panels, &[measure(key)]);
    judged.into_iter().flat_map(|j| j.societies).map(|found| found.expect("can be estimated")).collect()
}

#[test]
fn the_panel_holds_what_was_counted_and_its_counties_add_up_to_everybody() {
    let plan = plan(china(), social_credit(), 1);
    let mut people = engine::settle(&plan.population(0));
    people.remember(&plan.regimes);
    let comparison = compare(plan.clone(), &Quiet);
    for (world, regime) in [PanelWorld::Without, PanelWorld::With].into_iter().zip(&plan.regimes) {
        for (month, sums) in engine::simulate(&people, regime, plan.by, &Quiet).enumerate() {
            let mut all = Tally::default();
            sums.groups.iter().for_each(|county| all.merge(county));
            // The state's account is the country's.
            all.add(Count::StateAccount, sums.all.get(Count::StateAccount));
            assert_eq!(all, sums.all, "month {month}");
            assert_eq!(all, comparison.runs[world as usize][0][month]);
            for MeasureView { measure: m, view } in views() {
                let figures = CountySeries::of(&comparison, world, 0, m, view).unwrap();
                for (county, tally) in sums.groups.iter().enumerate() {
                    let value = m.value(view, tally).filter(|x| x.is_finite());
                    assert_eq!(figures.at(county, month as u32), value, "{} in county {county}", m.key);
                }
            }
        }
    }
}

#[test]
fn who_is_treated_in_the_panel_is_who_is_judged_in_the_society() {
    let plan = plan(china(), social_credit(), 2);
    let panels = panels(&plan);
    let comparison = compare(plan, &Quiet);
    for (panel, replicate) in panels.iter().zip(0..) {
        let begins: Vec<_> = panel.counties.iter().map(|c| (c.wave, c.first)).collect();
        let count = |of| begins.iter().filter(|b| **b == of).count();
        assert_eq!([(Some(0), Some(4)), (Some(1), Some(7)), (None, None)].map(count), [3, 3, 6]);
        assert_eq!((panel.study.clone(), panel.ends), (0..11, 11));
        // Good standing is counted where people are judged, and nowhere else.
        let standing =
            CountySeries::of(&comparison, PanelWorld::With, replicate, measure("trust"), View::Seen).unwrap();
        for county in 0..panel.counties.len() {
            for month in 0..MONTHS {
                assert_eq!(standing.at(county, month).is_some(), panel.is_treated(county, month), "{county}, {month}");
            }
        }
    }
    let (urban, people) = (panels[0].counties.iter().map(|c| c.urban).sum::<f64>(), panels[0].counties.len() as f64);
    let published = china().marginals.urban.value;
    assert!((urban / people - published).abs() < 0.02, "{urban} of {people} are urban; published: {published}");
}

#[test]
fn the_table_says_what_the_figures_say() {
    let plan = plan(china(), social_credit(), 1);
    let panel = &panels(&plan)[0];
    let comparison = compare(plan, &Quiet);
    let table = csv(&panel::table(&comparison, panel, 0, &[measure("violations"), measure("felt")]));
    let mut lines = table.lines();
    let head = "society,county,province,urban,month,wave,first_month,treated,compared,\
                violations,violations_seen,violations_without,felt,felt_without";
    assert_eq!(lines.next(), Some(head));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 12 * MONTHS as usize);
    let violations = CountySeries::of(&comparison, PanelWorld::Without, 0, measure("violations"), View::Truth).unwrap();
    for (n, row) in rows.iter().enumerate() {
        let (county, month) = (n / MONTHS as usize, n as u32 % MONTHS);
        assert_eq!((row[1], row[4]), (&*county.to_string(), &*month.to_string()));
        assert_eq!(row[7] == "1", panel.is_treated(county, month));
        assert_eq!(row[8] == "1", month < 11);
        assert_eq!(row[11].parse(), Ok(violations.at(county, month).unwrap()), "all digits");
    }
}

#[test]
fn a_placebo_has_no_effect_at_all_and_its_estimates_are_luck() {
    let tier = |name: &str, from| Tier { name: name.into(), from, listed: false };
    let tiers = vec![tier("low", 0), tier("high", 50)];
    let score = Some(Score { start: 100, least: 0, most: 200, recovery: 0, expiry: None, opt_in: 1.0, tiers });
    let propaganda = Some(Propaganda { integrity: 0.5, care: 0.5, speech: 0.5, strength: 1.0 });
    let placebo = Regime { score, propaganda, starts: 4, ..Regime::default() };
    for key in ["trust", "violations", "approval", "honest_trade"] {
        for f in found(plan(china(), placebo.clone(), 2), key) {
            assert_eq!((f.effect, f.spread), (0.0, 0.0), "{key}");
            assert_eq!(f.truth.group_time.effect, f.luck, "{key}");
            assert!(f.luck != 0.0, "{key}: counties differ by chance");
            assert!(f.events.iter().all(|event| event.effect.is_none_or(|effect| effect == 0.0)));
        }
    }
}

#[test]
fn the_parts_of_an_error_add_up() {
    let mut spread = 0;
    for key in ["violations", "approval", "criticism"] {
        for f in found(plan(china(), social_credit(), 2), key) {
            let official = f.official.expect("is reported everywhere").group_time.effect;
            let sum = f.effect + f.spread + f.luck + f.sight().unwrap();
            assert!((official - sum).abs() < 1e-9 && f.effect != 0.0, "{key}: {f:?}");
            spread += usize::from(f.spread != 0.0);
        }
    }
    assert!(spread > 0, "a regime in some counties is never felt in any other");
}

#[test]
fn where_official_figures_are_the_truth_the_researcher_finds_it() {
    let differs = |society: Society, regime: Regime, key: &str| {
        let found = found(plan(society, regime, 1), key);
        found.iter().any(|f| f.official != Some(f.truth) || f.sight() != Some(0.0))
    };
    // Nobody is afraid of a survey.
    let mut frank = china();
    frank.behaviour.speech.survey = 0.0;
    assert!(!differs(frank, social_credit(), "approval"));
    assert!(differs(china(), social_credit(), "approval"));
    // The police see every violation, with the regime and without it, and no channel reports people who did nothing.
    let mut watchful = china();
    watchful.behaviour.law.road_sight = 1.0;
    let mut exact = social_credit();
    exact.watch.iter_mut().for_each(|channel| channel.false_alarms = 0.0);
    assert!(!differs(watchful, exact.clone(), "violations"));
    assert!(differs(china(), exact, "violations"));
}

#[test]
fn an_evaluation_is_the_same_on_any_number_of_threads() {
    let run = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let plan = plan(china(), social_credit(), 3);
        let panels = panels(&plan);
        let (a, b): (Comparison, _) = pool.install(|| (compare(plan, &Quiet), panels));
        let judged: Vec<MeasureEvaluation> = evaluate(&a, &b, &[measure("violations"), measure("honest_trade")]);
        judged.into_iter().map(|j| j.societies).collect::<Vec<_>>()
    };
    assert!(run(1) == run(3));
}

#[test]
fn what_leaves_nothing_to_compare_is_said_to() {
    let with = |regime: Regime, pilots: f32, waves: Vec<Wave>| {
        let mut plan = plan(china(), regime, 1);
        plan.regimes[1].rollout =
            Some(Rollout { unit: Default::default(), pilots, waves, spread: None, standard: None, overrides: vec![] });
        Panel::of(&plan, 0).comparable()
    };
    assert_eq!(with(social_credit(), 1.0, vec![]), Err(Incomparable::Everywhere));
    assert_eq!(with(social_credit(), 0.0, vec![]), Err(Incomparable::Nowhere));
    assert_eq!(with(regime_between("social-credit", 0, 9), 0.5, vec![]), Err(Incomparable::NothingBefore));
    assert_eq!(with(social_credit(), 0.5, vec![]), Ok(()));
    // Once the last county is in, there is nothing left to compare with.
    let mut all = plan(china(), social_credit(), 1);
    all.regimes[1].rollout.as_mut().unwrap().waves.push(Wave { month: 9, share: 1.0 });
    let panel = Panel::of(&all, 0);
    assert_eq!((panel.study.clone(), panel.comparable()), (0..9, Ok(())));
    assert_eq!(
        panel.first().iter().filter(|first| first.is_none()).count(),
        6,
        "the last wave is never in, until then"
    );
}
