//! Tests of an institution's books: late reports, lapsing points and caps are exact to the month.
//!
//! Points that open and close nothing change nobody's life, so the same deeds can be judged in several ways.

use crate::laboratory::{assert_same_lives, history, regime, regime_between, settle, still, watched, without_beliefs};
use glasshouse::engine::record_keeping::bytes_per_person;
use glasshouse::engine::world::World;
use glasshouse::engine::{PersonMonth, Settlement, Witness};
use glasshouse::observatory::tally::Count;
use glasshouse::regime::adjudication::{Because, Ruling};
use glasshouse::regime::{Basis, Channel, Origin, Regime, Rule, Score, Tier};
use glasshouse::scenario::catalogue;
use glasshouse::society::act::{Act, TABLE};
use std::collections::BTreeMap;
use std::sync::Mutex;

const MONTHS: u32 = 14;

fn people() -> Settlement {
    settle(&still(), 2_000)
}

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

fn channel(acts: &[Act], coverage: f32, false_alarms: f32, delay: u8) -> Channel {
    let (name, acts, by_income) = ("eye".into(), acts.to_vec(), [1.0; 5]);
    Channel {
        name,
        acts,
        urban: coverage,
        rural: coverage,
        by_income,
        false_alarms,
        delay,
        cost: 0.0,
        origin: origin(),
    }
}

/// A score that opens and closes nothing; breaking a rule costs 10 points, helping brings 7.
fn placebo(watch: Vec<Channel>, range: i16, expiry: Option<u8>) -> Regime {
    let rule =
        |act, points| Rule { act, who: None, points, repeat: 0, lists: 0, below: None, frees: false, origin: origin() };
    let tiers = vec![Tier { name: "all".into(), from: -range, listed: false }];
    let score = Score { start: 0, least: -range, most: range, recovery: 0, opt_in: 1.0, expiry, tiers };
    let rules = vec![rule(Act::Violate, -10), rule(Act::Help, 7)];
    Regime { score: Some(score), watch, rules, ..Regime::default() }
}

fn scores(world: &World) -> Vec<i16> {
    world.towns.iter().flat_map(|county| county.columns.score.iter().copied()).collect()
}

const SEEN: [Act; 2] = [Act::Violate, Act::Help];

#[test]
fn what_a_late_channel_saw_is_judged_so_many_months_later_and_nothing_is_lost() {
    let people = people();
    let run = |delay| {
        without_beliefs(history(&people, &placebo(vec![channel(&SEEN, 0.4, 0.01, delay)], 10_000, None), MONTHS).0)
    };
    let quick = run(0);
    for delay in [1, 3, 12] {
        let late = run(delay);
        assert_same_lives(&quick, &late, "nobody's life depends on these points");
        for (month, world) in late.iter().enumerate() {
            let then = &quick[month.saturating_sub(delay.into())];
            assert!(scores(world) == scores(then), "delay {delay}, after month {month}");
        }
        assert!(scores(&late[MONTHS as usize]) != scores(&quick[MONTHS as usize]));
    }
}

#[test]
fn a_deed_is_recorded_once_by_the_quickest_that_saw_it() {
    let people = people();
    let run = |watch| history(&people, &placebo(watch, 10_000, None), MONTHS).0;
    // Where false alarms about several acts are possible, the act of an alarm depends on all channels: so only one
    // act.
    for (acts, alarms) in [(&SEEN[..], [0.0, 0.0]), (&SEEN[..1], [0.01, 0.02])] {
        let (quick, late) = (channel(acts, 0.3, alarms[0], 0), channel(acts, 0.5, alarms[1], 2));
        let alone = run(vec![quick.clone()]);
        let at_once = run(vec![quick.clone(), Channel { delay: 0, ..late.clone() }]);
        // Acts that the quick channel missed arrive two months later and are missing until then; the file's order
        // does not matter.
        for both in [run(vec![quick.clone(), late.clone()]), run(vec![late.clone(), quick.clone()])] {
            for month in 2..=MONTHS as usize {
                let of = |worlds: &[World], month: usize| scores(&worlds[month]);
                let sum = of(&at_once, month - 2).into_iter().zip(of(&alone, month)).zip(of(&alone, month - 2));
                let expected: Vec<i16> = sum.map(|((all, now), then)| all + now - then).collect();
                assert!(of(&both, month) == expected, "after month {month}");
            }
            assert!(scores(&both[MONTHS as usize]) != scores(&at_once[MONTHS as usize]));
        }
    }
}

/// Listens to everybody's records and rulings.
#[derive(Default)]
struct Clerk(Mutex<Vec<(u32, PersonMonth)>>);

impl Witness for Clerk {
    fn judged(&self, _: u32, _: u32, _: &[Ruling], _: i16) {}

    fn lived(&self, person: u32, told: &PersonMonth) {
        self.0.lock().unwrap().push((person, told.clone()));
    }
}

fn hear(people: &Settlement, regime: &Regime, months: u32) -> (Vec<World>, Vec<(u32, PersonMonth)>) {
    let clerk = Clerk::default();
    let (worlds, _) = watched(people, regime, months, Some(&clerk));
    (worlds, clerk.0.into_inner().unwrap())
}

#[test]
fn a_late_record_is_told_with_its_channel_and_how_late_it_is() {
    let people = people();
    let watch = vec![channel(&SEEN, 0.5, 0.02, 3), channel(&SEEN, 0.2, 0.0, 0)];
    let (_, heard) = hear(&people, &placebo(watch.clone(), 10_000, None), MONTHS);
    let deeds: BTreeMap<(u32, u32), u32> = heard.iter().map(|(p, told)| ((*p, told.month), told.acts)).collect();
    let (mut late, mut false_alarms) = (0, 0);
    for (person, told) in &heard {
        for r in &told.records {
            assert_eq!(r.late, watch[r.channel.expect("a channel saw it")].delay);
            let then = deeds[&(*person, told.month - u32::from(r.late))];
            assert!(!r.is_true || then & r.act.bit() != 0, "every observed act was done");
            late += u32::from(r.late > 0);
            false_alarms += u32::from(!r.is_true);
        }
        let ruled = told.rulings.iter().filter(|ruling| matches!(ruling.because, Because::Late(_, 3))).count();
        assert_eq!(ruled, told.records.iter().filter(|r| r.late == 3).count());
    }
    assert!(late > 100 && false_alarms > 10, "{late} late, {false_alarms} false");
}

#[test]
fn a_score_is_what_the_rulings_of_its_time_make_it_both_ways() {
    let people = people();
    // Wide, so that nothing is cut; and narrow, so that much is.
    for (range, expiry) in [(10_000, 3), (12, 5)] {
        let regime = placebo(vec![channel(&SEEN, 0.6, 0.01, 0)], range, Some(expiry));
        let (worlds, heard) = hear(&people, &regime, MONTHS);
        let mut ruled = vec![[0; MONTHS as usize]; 2_000];
        let (mut won_lapsed, mut lost_lapsed) = (false, false);
        for (person, told) in &heard {
            let records = told.rulings.iter().filter(|ruling| matches!(ruling.because, Because::Act(_)));
            ruled[*person as usize][told.month as usize] = records.map(|ruling| ruling.points).sum();
            for ruling in told.rulings.iter().filter(|ruling| ruling.because == Because::Lapsed) {
                won_lapsed |= ruling.points < 0;
                lost_lapsed |= ruling.points > 0;
            }
        }
        for month in 0..MONTHS as usize {
            let since = (month + 1).saturating_sub(expiry.into());
            for (person, score) in scores(&worlds[month + 1]).into_iter().enumerate() {
                let counts: i32 = ruled[person][since..=month].iter().sum();
                assert_eq!(i32::from(score), counts.clamp(-i32::from(range), range.into()), "month {month}");
            }
        }
        assert!(won_lapsed && lost_lapsed, "points lapse both ways");
    }
}

/// A regime whose points are worth much to a person who has few, and are won back by work, by money, or both.
fn redeeming(work: i16, points: i16, cap: Option<i16>) -> Regime {
    let mut strict = regime_between("social-credit", 0, 60);
    strict.watch[0] = Channel { urban: 1.0, rural: 1.0, ..strict.watch[0].clone() };
    let redemption = strict.redemption.as_mut().expect("it has one");
    (redemption.work, redemption.hours, redemption.work_a_year) = (work, 4.0, cap.filter(|_| work > 0));
    (redemption.points, redemption.points_a_year) = (points, cap.filter(|_| points > 0));
    redemption.price = 0.2;
    strict
}

#[test]
fn work_wins_points_where_it_is_taken_and_changes_nothing_before_somebody_works() {
    let people = people();
    let (with, sums) = history(&people, &redeeming(5, 0, None), MONTHS);
    let (without, none) = history(&people, &Regime { redemption: None, ..redeeming(5, 0, None) }, MONTHS);
    let of = |count: Count, month: usize| (0..5).map(|fifth| sums[month].nth(count, fifth)).sum::<i64>();
    let first = (0..MONTHS as usize).find(|month| of(Count::WorkedByFifth, *month) > 0).expect("somebody works");
    assert_same_lives(&with[..=first], &without[..=first], "work that nobody does");
    assert!(with[first + 1] != without[first + 1]);
    for month in 0..MONTHS as usize {
        assert_eq!(of(Count::BoughtByFifth, month), 0, "nothing is sold");
        assert_eq!((0..5).map(|fifth| none[month].nth(Count::WorkedByFifth, fifth)).sum::<i64>(), 0);
    }
    assert!(with.iter().all(|world| world.money() == with[0].money()), "nobody is paid for it");
}

#[test]
fn nobody_wins_more_in_a_year_than_the_cap_allows() {
    // Few donate often, so points are cheap here and cost no trouble.
    let mut society = still();
    society.behaviour.redemption.trouble = 0.0;
    let people = settle(&society, 10_000);
    for (act, regime) in [(Act::Volunteer, redeeming(5, 0, Some(12))), (Act::Donate, redeeming(0, 5, Some(12)))] {
        let most = |regime: &Regime| {
            let mut times: BTreeMap<(u32, u32), u32> = BTreeMap::new();
            for (person, told) in hear(&people, regime, 30).1 {
                *times.entry((person, told.month / 12)).or_default() += u32::from(told.acts & act.bit() != 0);
            }
            times.into_values().max().unwrap_or(0)
        };
        assert_eq!(most(&regime), 2, "{act}: twice five points, and not three times");
        let mut free = regime.clone();
        let redemption = free.redemption.as_mut().expect("it has one");
        (redemption.points_a_year, redemption.work_a_year) = (None, None);
        assert!(most(&free) > 2, "{act}: without the cap she wins more");
    }
}

#[test]
fn nothing_is_kept_where_no_key_asks_for_it_and_else_as_much_as_is_declared() {
    let people = people();
    let kept = |regime: &Regime| {
        let worlds = history(&people, regime, 1).0;
        worlds[0].towns.iter().map(|county| county.books.bytes()).sum::<usize>()
    };
    for shipped in catalogue::regimes() {
        let regime = regime(shipped.name);
        assert_eq!((kept(&regime), bytes_per_person(&regime)), (0, 0), "{}", shipped.name);
    }
    let late = placebo(vec![channel(&SEEN, 0.4, 0.0, 12), channel(&[Act::Help], 0.4, 0.0, 3)], 100, None);
    // 27 bits a person, in words of 64 persons a county.
    let counties = people.homes.len();
    assert_eq!(bytes_per_person(&late), 4);
    assert!((2_000 * 27 / 8..2_000 * 27 / 8 + counties * 27 * 8).contains(&kept(&late)), "{}", kept(&late));
    let lapsing = placebo(vec![channel(&SEEN, 0.4, 0.0, 0)], 100, Some(60));
    assert_eq!((kept(&lapsing), bytes_per_person(&lapsing)), (2_000 * 48, 48));
    let capped = redeeming(5, 0, Some(12));
    assert_eq!((kept(&capped), bytes_per_person(&capped)), (2_000, 1));
}

#[test]
fn every_act_that_is_seen_late_is_kept_under_way() {
    let acts: Vec<Act> = TABLE.iter().map(|row| row.act).collect();
    let regime = placebo(vec![channel(&acts, 0.1, 0.0, 2), channel(&SEEN, 0.1, 0.0, 5)], 100, None);
    let kept = glasshouse::regime::surveillance::under_way(&regime);
    assert_eq!(kept.len(), acts.len() + SEEN.len());
    assert!(kept.contains(&(Act::Help, 2)) && kept.contains(&(Act::Help, 5)));
}
