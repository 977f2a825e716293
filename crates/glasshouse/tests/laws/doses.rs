//! The law of doses: more of a threat never works less, and a little of it works a little.
//!
//! Each dose runs on the same people with the same luck. Effects at rising doses must rise (isotonic within noise), and
//! the least dose must do next to nothing.

use crate::laboratory::{otherwise, regime, society};
use glasshouse::engine::{Institution, PopulationSpec, Settlement, Size, settle, step};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{
    Audience, Basis, Channel, Consequence, Effect, Origin, Regime, Rule, Score, Tier, Visibility, Whom,
};
use glasshouse::scenario::catalogue;
use glasshouse::society::Society;
use glasshouse::society::act::{Act, SPHERES};

const MONTHS: u32 = 72;
const LUCKS: u32 = 4;

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

/// Breaking a rule of the road costs points and, in the low tier, money.
fn cameras(coverage: f32, amount: f32, delay: u8) -> Regime {
    let tier = |name: &str, from, listed| Tier { name: name.into(), from, listed };
    let score = Score {
        start: 100,
        least: 0,
        most: 100,
        recovery: 2,
        opt_in: 1.0,
        expiry: None,
        tiers: vec![tier("low", 0, false), tier("high", 60, false)],
    };
    let channel = Channel {
        name: "cameras".into(),
        acts: vec![Act::Violate],
        urban: coverage,
        rural: coverage,
        by_income: [1.0; 5],
        false_alarms: 0.0,
        cost: 0.0,
        delay,
        origin: origin(),
    };
    let rule = Rule {
        act: Act::Violate,
        who: None,
        points: -20,
        repeat: 0,
        lists: 0,
        below: None,
        frees: false,
        origin: origin(),
    };
    let fine = Consequence { on: Whom::Tier(0), effect: Effect::Levy, amount, origin: origin() };
    Regime {
        starts: 0,
        score: Some(score),
        watch: vec![channel],
        rules: vec![rule],
        sanctions: vec![fine],
        ..Regime::default()
    }
}

/// Breaking a rule of the road is published, and nothing else follows.
fn board(shaming: f32) -> Regime {
    let mut regime = cameras(0.5, 0.0, 0);
    (regime.score, regime.sanctions) = (None, vec![]);
    (regime.rules[0].points, regime.rules[0].lists) = (0, 6);
    Regime {
        visibility: Visibility {
            list: Audience::Everybody,
            score: Audience::Nobody,
            announced: 0.0,
            shaming,
            withheld: 0.0,
        },
        ..regime
    }
}

/// Societies that differ by luck alone.
fn lucks(society: &Society) -> Vec<Settlement> {
    let size = Size { people: 4_000, months: MONTHS };
    (0..LUCKS).map(|luck| settle(&PopulationSpec::new(society, size, 1, luck))).collect()
}

/// Violations in a hundred occasions over the last years.
fn violations(people: &Settlement, regime: &Regime) -> f64 {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    let all: Vec<Tally> = (0..MONTHS).map(|_| step(people, &institution, &mut world, None)).collect();
    let sum = |count| all[12..].iter().map(|t| t.get(count)).sum::<i64>() as f64;
    100.0 * sum(Count::Violations) / sum(Count::Occasions)
}

/// The fall in violations at each dose against the first, with its standard error over lucks.
fn falls(lucks: &[Settlement], doses: &[Regime]) -> Vec<(f64, f64)> {
    let at: Vec<Vec<f64>> =
        lucks.iter().map(|people| doses.iter().map(|dose| violations(people, dose)).collect()).collect();
    let fall = |k: usize| {
        let each: Vec<f64> = at.iter().map(|doses| doses[0] - doses[k]).collect();
        let mean = each.iter().sum::<f64>() / f64::from(LUCKS);
        let variance = each.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(LUCKS - 1);
        (mean, (variance / f64::from(LUCKS)).sqrt())
    };
    (0..doses.len()).map(fall).collect()
}

/// Rising doses work more and more, within noise, the least of them hardly at all, and the greatest for certain.
fn rises(what: &str, falls: &[(f64, f64)]) {
    let (greatest, noise) = *falls.last().unwrap();
    assert!(greatest > 4.0 * noise && greatest > 0.5, "{what}: {falls:?}");
    for pair in falls.windows(2) {
        let [(less, noise), (more, other)] = [pair[0], pair[1]];
        assert!(more >= less - 3.0 * (noise + other) - 0.02 * greatest, "{what}: {falls:?}");
    }
    let (least, noise) = falls[1];
    assert!(least.abs() < 0.1 * greatest + 4.0 * noise, "{what} jumps: {falls:?}");
}

#[test]
fn coverage_works_by_degrees_from_nothing_on() {
    let lucks = lucks(&society("china-2018"));
    let doses = [0.0, 0.005, 0.05, 0.1, 0.2, 0.4, 0.8].map(|coverage| cameras(coverage, 400.0, 0));
    rises("coverage", &falls(&lucks, &doses));
}

#[test]
fn a_fine_works_by_degrees_from_nothing_on() {
    let lucks = lucks(&society("china-2018"));
    let doses = [0.0, 4.0, 50.0, 100.0, 200.0, 400.0, 800.0].map(|amount| cameras(0.4, amount, 0));
    rises("a fine", &falls(&lucks, &doses));
}

#[test]
fn publicity_works_by_degrees_from_nothing_on() {
    // Without a price of being seen with the shamed, publicity acts by shame alone.
    let lucks = lucks(&otherwise(&[("decision", "shame", 2_000.0), ("shunning", "stigma", 0.0)]));
    let doses = [0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 1.0].map(board);
    rises("publicity", &falls(&lucks, &doses));
}

/// The same over every shipped regime with channels: as all of them see more, more is found out, and people expect more.
#[test]
fn every_shipped_regime_is_expected_to_see_more_the_more_it_sees() {
    let people = settle(&PopulationSpec::new(&society("china-2018"), Size { people: 2_000, months: 36 }, 1, 0));
    let felt = |regime: &Regime| {
        let institution = Institution::new(regime);
        let mut world = people.world(&institution);
        let all: Vec<Tally> = (0..36).map(|_| step(&people, &institution, &mut world, None)).collect();
        let sum = |count| all.iter().map(|t| (0..SPHERES).map(|k| t.nth(count, k)).sum::<i64>()).sum::<i64>() as f64;
        (sum(Count::FoundOutBySphere), sum(Count::FeltBySphere))
    };
    for shipped in catalogue::regimes() {
        let shipped = regime(shipped.name);
        let at = |share: f32| {
            let mut dose = Regime { starts: 0, ends: None, rollout: None, ..shipped.clone() };
            dose.visibility.announced = 0.0;
            for channel in &mut dose.watch {
                (channel.urban, channel.rural, channel.false_alarms) =
                    (channel.urban * share, channel.rural * share, 0.0);
            }
            felt(&dose)
        };
        let doses = [0.0, 0.05, 0.2, 0.4, 0.7, 1.0].map(at);
        assert_eq!(doses[0], (0.0, 0.0), "{}: blind channels find nothing out", shipped.name);
        let (most, greatest) = doses[5];
        for pair in doses.windows(2) {
            let noise = |x: f64| 4.0 * (x + 1.0).sqrt();
            assert!(pair[1].0 >= pair[0].0 - noise(most), "{}: found out {doses:?}", shipped.name);
            // A case moves many beliefs a little, for some time.
            assert!(pair[1].1 >= pair[0].1 - 0.05 * greatest - 100.0, "{}: expected {doses:?}", shipped.name);
        }
    }
}

/// The later a ruling follows, the less it deters.
#[test]
fn slow_rulings_deter_less() {
    let lucks = lucks(&society("china-2018"));
    let mut falls = falls(&lucks, &[0, 60, 36, 24, 12, 3, 0].map(|delay| cameras(0.4, 400.0, delay)));
    // The first is the reference and has no delay; the differences are rises.
    falls.iter_mut().for_each(|(fall, _)| *fall *= -1.0);
    let (slowest, noise) = falls[1];
    assert!(slowest > 2.0 * noise, "{falls:?}");
    for pair in falls[1..].windows(2) {
        let [(slower, noise), (quicker, other)] = [pair[0], pair[1]];
        assert!(quicker <= slower + 3.0 * (noise + other), "{falls:?}");
    }
}
