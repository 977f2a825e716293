//! Tests of dockets: every score is its start plus its rulings, and every ruling has its reason.

use crate::laboratory::{regime_between, settle, still};
use glasshouse::engine::world::World;
use glasshouse::engine::{Institution, Settlement, Witness, step};
use glasshouse::life::terms::{LISTED, NEUTRAL};
use glasshouse::regime::adjudication::{Because, Ruling};
use glasshouse::regime::{Appeal, Audience, Basis, Origin, Regime, Score, Spillover, Tier, Whom};
use glasshouse::society::act::Act;
use glasshouse::society::observable;
use glasshouse::society::traits::TownPopulation;
use std::sync::Mutex;

const MONTHS: u32 = 18;
/// Months in force: from this one on, and until that one.
const FORCE: (u32, u32) = (3, 15);

/// Rulings on one person in one month.
struct Judged {
    person: u32,
    month: u32,
    rulings: Vec<Ruling>,
    score: i16,
}

impl Judged {
    fn points(&self) -> i32 {
        self.rulings.iter().map(|ruling| ruling.points).sum()
    }
}

/// Writes down everything it hears.
#[derive(Default)]
struct Clerk(Mutex<Vec<Judged>>);

impl Witness for Clerk {
    fn judged(&self, person: u32, month: u32, rulings: &[Ruling], score: i16) {
        self.0.lock().unwrap().push(Judged { person, month, rulings: rulings.to_vec(), score });
    }
}

fn scores(world: &World) -> Vec<i16> {
    world.towns.iter().flat_map(|county| county.columns.score.iter().copied()).collect()
}

fn people() -> Settlement {
    settle(&still(), 2_500)
}

/// Runs a regime and passes on each month: the world before it, the rulings in it, the world after it.
fn each_month(people: &Settlement, regime: &Regime, mut look: impl FnMut(&World, Vec<Judged>, &World)) {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    for _ in 0..MONTHS {
        let (before, clerk) = (world.clone(), Clerk::default());
        step(people, &institution, &mut world, Some(&clerk));
        look(&before, clerk.0.into_inner().unwrap(), &world);
    }
}

/// A shipped regime, made so strict that many are listed within months, and with points that come back.
fn strict(name: &str) -> Regime {
    let mut strict = regime_between(name, FORCE.0, FORCE.1);
    strict.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.lists = 6);
    strict.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.repeat = -5);
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    strict.appeal = Some(Appeal {
        against_tier: false,
        months: 2.0,
        success: 1.0,
        mistaken: 0.5,
        cost: 10.0,
        compensation: 0.0,
        origin,
    });
    strict.score.as_mut().expect("it has one").recovery = 1;
    strict
}

/// Regimes under which points move in every possible way, some of them with sums beyond the bounds.
fn regimes() -> Vec<(&'static str, Regime)> {
    let shipped = || strict("social-credit");
    let mut narrow = shipped();
    let tier = |from: i16, listed| Tier { name: from.to_string(), from, listed };
    narrow.score = Some(Score {
        start: 1_000,
        least: 980,
        most: 1_005,
        recovery: 1,
        opt_in: 1.0,
        expiry: None,
        tiers: vec![tier(980, true), tier(985, false)],
    });
    narrow.rewards.clear();
    narrow.sanctions.retain(|sanction| sanction.on == Whom::Listed);
    let mut fierce = shipped();
    fierce.rules.iter_mut().for_each(|rule| rule.points = rule.points.saturating_mul(300));
    fierce.spillover = Spillover { family: -30_000, friends: -30_000 };
    let composed = strict("social-credit + reviews + welfare");
    let mut late = shipped();
    late.watch.iter_mut().zip([0, 1, 3].into_iter().cycle()).for_each(|(channel, delay)| channel.delay = delay);
    let lapsing = |mut regime: Regime| {
        regime.score.as_mut().expect("it has one").expiry = Some(3);
        regime
    };
    vec![
        ("social-credit", shipped()),
        ("composed", composed),
        ("late", late.clone()),
        ("lapsing", lapsing(late)),
        ("lapsing and narrow", lapsing(narrow.clone())),
        ("lapsing and fierce", lapsing(fierce.clone())),
        ("narrow", narrow),
        ("fierce", fierce),
    ]
}

#[test]
fn every_score_is_its_start_and_its_rulings() {
    let people = people();
    for (name, regime) in regimes() {
        let start = i32::from(regime.score.as_ref().unwrap().start);
        let mut kept: Vec<i32> = vec![start; 2_500];
        let mut kinds = [false; 10];
        each_month(&people, &regime, |before, judged, after| {
            let (before_scores, after_scores) = (scores(before), scores(after));
            let mut ruled = vec![0; 2_500];
            for j in &judged {
                assert_eq!(j.month, before.month);
                assert_eq!(j.score, after_scores[j.person as usize], "{name}: the score reported to the witness");
                assert!(j.rulings.iter().all(|ruling| ruling.points != 0), "{name}: a ruling about nothing");
                ruled[j.person as usize] += j.points();
                j.rulings.iter().for_each(|ruling| kinds[kind(ruling)] = true);
            }
            for person in 0..2_500 {
                kept[person] += ruled[person];
                let (was, is) = (i32::from(before_scores[person]), i32::from(after_scores[person]));
                assert_eq!(is, was + ruled[person], "{name}: month {} of person {person}", before.month);
                assert_eq!(is, kept[person], "{name}: start and all rulings of person {person}");
            }
            assert_eq!(judged.is_empty(), !regime.in_force(before.month), "{name}: judged only while in force");
        });
        assert!(kinds[..3].iter().all(|seen| *seen), "{name}: rulings of each kind fall: {kinds:?}");
        let lapses = name.starts_with("lapsing");
        assert_eq!((kinds[3], kinds[8]), (!lapses, lapses), "{name}: points come back in one way");
        assert_eq!(kinds[9], name == "late" || name == "lapsing", "{name}: some records come late");
        assert!(kinds[5], "{name}: some are ruled against again");
        // A person listed by a rule and not by her tier keeps her points when an appeal is granted.
        assert!(kinds[6] || name != "narrow", "{name}: appeals lift scores");
        assert!(kinds[4] || !(name.contains("narrow") || name.contains("fierce")), "{name}: the bounds are met");
    }
}

fn kind(ruling: &Ruling) -> usize {
    match ruling.because {
        Because::Act(_) => 0,
        Because::Family(_) => 1,
        Because::Friends(_) => 2,
        Because::Recovery => 3,
        Because::Bounds => 4,
        Because::Again(_) => 5,
        Because::Appeal | Because::BoughtOff | Because::StruckOff => 6,
        Because::Rated => 7,
        Because::Lapsed => 8,
        Because::Late(..) => 9,
    }
}

#[test]
fn without_spillover_nobodys_points_move_without_a_record_of_her_own() {
    let people = people();
    let mut regime = regime_between("social-credit", FORCE.0, FORCE.1);
    regime.spillover = Spillover::default();
    let start = regime.score.as_ref().unwrap().start;
    let mut recorded = vec![false; 2_500];
    each_month(&people, &regime, |_, judged, after| {
        for j in judged {
            recorded[j.person as usize] |= j.rulings.iter().any(|r| matches!(r.because, Because::Act(_)));
            assert!(j.rulings.iter().all(|r| !matches!(r.because, Because::Family(_) | Because::Friends(_))));
        }
        let scores = scores(after);
        assert!((0..2_500).all(|person| recorded[person] || scores[person] == start), "moved without a record");
    });
    assert!(recorded.iter().any(|seen| *seen));
}

/// A person's home and place in the county's columns.
fn find(people: &Settlement, person: u32) -> (&TownPopulation, usize, usize) {
    let county = people.homes.partition_point(|home| home.neighbourhoods[0].first <= person) - 1;
    let home = &people.homes[county];
    (home, county, (person - home.neighbourhoods[0].first) as usize)
}

#[test]
fn spillover_falls_on_those_whose_ties_are_listed_and_on_nobody_else() {
    let people = people();
    let mut regime = strict("social-credit");
    // Nobody sees the list, so no tie falls silent and is spared.
    regime.visibility.list = Audience::Nobody;
    let access = regime.access();
    let (mut families, mut friends) = (0, 0);
    each_month(&people, &regime, |before, judged, _| {
        let standing = |person: u32| {
            let (_, county, i) = find(&people, person);
            before.towns[county].columns.standing[i]
        };
        let on_the_list = |person: &u32| (LISTED..NEUTRAL).contains(&standing(*person));
        let shown = |person: &u32| before.public[*person as usize] & observable::LISTED != 0;
        for j in judged {
            let (home, _, i) = find(&people, j.person);
            let ties = home.ties(i);
            let (kin, others) = ties.split_at((home.traits.household[i] >> 3) as usize);
            let of_kin = kin.iter().filter(|k| on_the_list(k)).count();
            let of_others = others.iter().filter(|o| shown(o)).count();
            let told = |wanted: fn(&Because) -> Option<u8>| {
                j.rulings.iter().find_map(|r| wanted(&r.because)).unwrap_or(0) as usize
            };
            let family = told(|b| if let Because::Family(n) = b { Some(*n) } else { None });
            let friend = told(|b| if let Because::Friends(n) = b { Some(*n) } else { None });
            assert_eq!(family, of_kin, "kin of person {}", j.person);
            // A person who may not travel does not meet friends far away, and the books do not count them.
            let grounded = access[usize::from(standing(j.person))].grounded;
            assert!(friend == of_others || (grounded && friend < of_others), "friends of person {}", j.person);
            families += family;
            friends += friend;
        }
    });
    assert!(families > 0 && friends > 0, "there are listed kin ({families}) and listed friends ({friends})");
}
