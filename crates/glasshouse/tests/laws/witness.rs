//! Tests of the witness: its reports about a person are true, and they add up.

use crate::laboratory::{history, regime, regime_between, settle, society, watched};
use glasshouse::engine::world::World;
use glasshouse::engine::{PersonMonth, Witness, is_listed};
use glasshouse::observatory::life_history::{Cause, LifeEvent, Wanted, find, follow, portrait};
use glasshouse::observatory::tally::Count;
use glasshouse::regime::Regime;
use glasshouse::society::act::Act;
use std::sync::Mutex;

const PEOPLE: usize = 2_500;
const MONTHS: u32 = 18;

/// A strict regime, so that many are listed within months.
fn strict() -> Regime {
    let mut regime = regime_between("social-credit + welfare", 3, 15);
    regime.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.lists = 6);
    regime
}

/// Listens to everybody, or to some.
struct Listener {
    chosen: Option<Vec<u32>>,
    heard: Mutex<Vec<(u32, PersonMonth)>>,
}

impl Witness for Listener {
    fn chosen(&self) -> Option<&[u32]> {
        self.chosen.as_deref()
    }

    fn lived(&self, person: u32, told: &PersonMonth) {
        self.heard.lock().unwrap().push((person, told.clone()));
    }
}

fn hear(chosen: Option<Vec<u32>>) -> (Vec<World>, Vec<glasshouse::observatory::tally::Tally>, Vec<(u32, PersonMonth)>) {
    let people = settle(&society("china-2018"), PEOPLE as u64);
    let listener = Listener { chosen, heard: Mutex::default() };
    let (worlds, tallies) = watched(&people, &strict(), MONTHS, Some(&listener));
    let mut heard = listener.heard.into_inner().unwrap();
    heard.sort_by_key(|(person, told)| (told.month, *person));
    (worlds, tallies, heard)
}

#[test]
fn what_is_told_of_everybody_adds_up_to_the_sums_of_the_run() {
    let (worlds, tallies, heard) = hear(None);
    assert_eq!(heard.len(), PEOPLE * MONTHS as usize);
    for (month, tally) in tallies.iter().enumerate() {
        let told = || heard[month * PEOPLE..][..PEOPLE].iter().map(|(_, told)| told);
        let times = |what: &dyn Fn(&PersonMonth) -> bool| told().filter(|t| what(t)).count() as i64;
        let did = |act: Act| times(&|t| t.acts & act.bit() != 0);
        let recorded = |act: Act| times(&|t| t.records.iter().any(|r| r.act == act));
        assert_eq!(did(Act::Violate), tally.get(Count::Violations));
        assert_eq!(recorded(Act::Help), tally.get(Count::HelpSeen));
        assert_eq!(recorded(Act::Criticise) + recorded(Act::CriticiseSystem), tally.get(Count::CriticismSeen));
        assert_eq!(times(&|t| t.treated.distressed), tally.get(Count::Distress));
        assert_eq!(times(&|t| t.treated.helped), tally.get(Count::Helped));
        assert_eq!(times(&|t| t.is_listed()), tally.get(Count::Listed));
        assert_eq!(times(&|t| t.is_listed() && !t.would_be_listed()), tally.get(Count::WronglyListed));
        assert_eq!(told().map(|t| i64::from(t.purse.savings)).sum::<i64>(), tally.get(Count::Savings));
        assert_eq!(told().map(|t| i64::from(t.mind.trust)).sum::<i64>(), tally.get(Count::Trust));
        let standing: Vec<u8> = worlds[month + 1].towns.iter().flat_map(|c| c.columns.standing.clone()).collect();
        assert!(told().zip(standing).all(|(t, s)| t.docket.standing == s));
    }
    assert!(tallies.iter().any(|t| t.get(Count::WronglyListed) > 0), "some are listed wrongly");
}

#[test]
fn every_record_has_its_channel_and_every_true_one_its_deed() {
    let regime = strict();
    let (_, _, heard) = hear(None);
    let (mut seen, mut false_alarms) = (0, 0);
    for (_, told) in &heard {
        for r in &told.records {
            match r.channel {
                Some(c) => assert!(regime.watch[c].acts.contains(&r.act)),
                None => assert!(matches!(r.act, Act::Donate | Act::Volunteer | Act::Repay | Act::Appeal | Act::BuyOff)),
            }
            assert!(!r.is_true || told.acts & r.act.bit() != 0, "every observed act was done");
            seen += u32::from(r.is_true);
            false_alarms += u32::from(!r.is_true);
        }
    }
    assert!(seen > 100 && false_alarms > 10, "{seen} seen, {false_alarms} false alarms");
}

#[test]
fn who_is_chosen_hears_of_the_chosen_the_same_as_who_hears_of_all() {
    let chosen = vec![0, 7, 149, 150, 1_300, 2_499];
    let (worlds, tallies, some) = hear(Some(chosen.clone()));
    let (_, _, all) = hear(None);
    let of_them: Vec<_> = all.into_iter().filter(|(person, _)| chosen.contains(person)).collect();
    assert!(some == of_them);
    let people = settle(&society("china-2018"), PEOPLE as u64);
    assert!((worlds, tallies) == history(&people, &strict(), MONTHS), "listening changed the run");
}

#[test]
fn a_chronicle_adds_up_to_the_score_and_knows_what_listed_somebody() {
    let people = settle(&society("china-2018"), PEOPLE as u64);
    let regime = strict();
    let (person, month) = find(&people, &regime, Wanted::Listed, MONTHS).expect("somebody is listed");
    let life = follow(&people, &regime, person, MONTHS);
    for told in &life.months {
        let points: i32 = life.account(told.month).iter().map(|item| item.points).sum();
        assert_eq!(i32::from(life.start) + points, i32::from(told.docket.score), "month {}", told.month);
    }
    let told = &life.months[month as usize];
    assert!(told.is_listed() && told.events().contains(&LifeEvent::Listed));
    assert!(!is_listed(told.lived_under), "the month found is the first");
    let (then, record) = life.listed_by_rule(&regime, month).expect("a rule lists");
    assert_eq!((then, record.act), (month, Act::Violate));
    let released = life.months.iter().find(|t| t.events().contains(&LifeEvent::Released)).expect("lists end");
    let ended = regime.ends.is_some_and(|end| released.month >= end);
    assert!(released.docket.months == 0 || ended, "a list ends with its months, or with the regime");
    assert!(life.account(MONTHS).iter().any(|item| matches!(item.cause, Cause::Record(_))));
}

#[test]
fn the_first_found_is_the_lowest_number_in_the_earliest_month() {
    let (_, _, heard) = hear(None);
    let people = settle(&society("china-2018"), PEOPLE as u64);
    for (wanted, is) in [
        (Wanted::Listed, &(|t: &PersonMonth| t.is_listed()) as &dyn Fn(&PersonMonth) -> bool),
        (Wanted::WronglyListed, &|t: &PersonMonth| t.is_listed() && !t.would_be_listed()),
    ] {
        let first = heard.iter().find(|(_, told)| is(told)).map(|(person, told)| (*person, told.month));
        assert!(first.is_some());
        assert_eq!(find(&people, &strict(), wanted, MONTHS), first);
    }
    assert_eq!(find(&people, &Regime::default(), Wanted::Listed, 3), None);
}

#[test]
fn a_portrait_is_of_the_person_with_that_number() {
    let people = settle(&society("china-2018"), PEOPLE as u64);
    let incomes: Vec<u16> = people.homes.iter().flat_map(|home| home.traits.income.clone()).collect();
    let ages: Vec<u8> = people.homes.iter().flat_map(|home| home.traits.age.clone()).collect();
    for person in 0..PEOPLE {
        let p = portrait(&people, person as u32);
        assert_eq!((p.income, p.age), (incomes[person], ages[person]));
    }
    let owners = (0..PEOPLE).filter(|p| portrait(&people, *p as u32).owner).count();
    let firms: usize = people.homes.iter().flat_map(|home| &home.neighbourhoods).map(|hood| hood.firms).sum();
    assert_eq!(owners, firms);
}

#[test]
fn where_nobody_watches_every_record_is_told_as_a_neighbours_report_and_none_as_a_false_alarm_of_a_channel() {
    let people = settle(&society("china-2018"), PEOPLE as u64);
    let regime = Regime { starts: 0, ..regime("informants") };
    let tellings = Mutex::default();
    struct Listener<'a>(&'a Mutex<Vec<PersonMonth>>);
    impl Witness for Listener<'_> {
        fn lived(&self, _: u32, told: &PersonMonth) {
            self.0.lock().unwrap().push(told.clone());
        }
    }
    watched(&people, &regime, 6, Some(&Listener(&tellings)));
    let (mut truly, mut falsely) = (0, 0);
    for told in tellings.into_inner().unwrap() {
        for r in told.records.iter().filter(|r| r.act != Act::Inform) {
            assert!(r.by_neighbour() && r.channel.is_none(), "{r:?}");
            assert_eq!(r.is_true, told.acts & r.act.bit() != 0, "{r:?}");
            truly += u32::from(r.is_true);
            falsely += u32::from(!r.is_true);
        }
        for ruling in &told.rulings {
            told.cause(ruling);
        }
    }
    assert!(truly > 5 && falsely > 5, "{truly} true, {falsely} false");
}
