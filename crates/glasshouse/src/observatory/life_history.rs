//! The life history of one person: her months, their events, and the components of her score, as data.
//!
//! Nobody is logged during a run. Since the same seed gives the same run, it is run again with a witness.

use crate::engine::world::World;
use crate::engine::wrong_counts::WrongHit;
use crate::engine::{Institution, PersonMonth, Settlement, Witness, is_listed, step};
use crate::life::access::stakes;
use crate::life::terms::NEUTRAL;
use crate::life::{self, events::Incident};
use crate::regime::Regime;
use crate::regime::adjudication::{Because, Ruling};
use crate::regime::firm_scoring::Dossier;
use crate::regime::surveillance::Record;
use crate::society::act::Act;
use crate::society::own_encounter::Encounters;
use crate::society::traits::TownPopulation;
use std::sync::Mutex;

/// One person's months under one regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Chronicle {
    /// Her number.
    pub person: u32,
    /// The score at which everybody starts.
    pub start: i16,
    /// Her months, starting with the first.
    pub months: Vec<PersonMonth>,
    /// Encounters that files add to her world.
    pub encounters: Encounters,
}

/// Something that happened to a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LifeEvent {
    /// The person who lived at this place before has died, and she comes of age: from here on it is her life.
    CameOfAge,
    /// She did this act.
    Did(Act),
    /// She was in distress before a stranger, who helped or did not.
    Distress {
        /// Whether she was helped.
        helped: bool,
    },
    /// Somebody whom she had helped accused her, at a cost.
    Accused {
        /// Yuan lost.
        lost: i32,
    },
    /// She accused her helper, and won this many yuan.
    Won(i32),
    /// She accused her helper, and a court punished it.
    Refuted,
    /// Something befell her.
    Befell(Incident),
    /// She criticised more loudly than is tolerated, and was fined this many yuan.
    Censored(u32),
    /// Her firm was found adulterating, and fined by the law.
    FirmFined,
    /// The institution recorded something.
    Recorded(Record),
    /// It made a ruling.
    Ruled(Ruling),
    /// Her tier changed: tiers, as indices.
    Moved {
        /// Tier before.
        from: u8,
        /// Tier after.
        to: u8,
    },
    /// She was put on the list.
    Listed,
    /// She came off it, or the list ended.
    Released,
}

/// The cause of a change of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An act, recorded as in `Record`.
    Record(Record),
    /// An act, by somebody who was ruled against before.
    Again(Act),
    /// An appeal was granted.
    Appeal,
    /// She bought herself off the list.
    BoughtOff,
    /// A bribed official struck her off the list.
    StruckOff,
    /// Others rated her.
    Rated,
    /// Listed members of the household.
    Family,
    /// Listed friends.
    Friends,
    /// Time passed.
    Recovery,
    /// Old points lapsed.
    Lapsed,
    /// The score cannot leave its range.
    Bounds,
}

/// All rulings of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The cause.
    pub cause: Cause,
    /// Number of rulings.
    pub times: u32,
    /// Their points, added up.
    pub points: i32,
}

impl PersonMonth {
    /// Events, in the order of a month: deeds, things that happened to her, records, rulings, standing.
    pub fn events(&self) -> Vec<LifeEvent> {
        let mut events: Vec<LifeEvent> = Act::all_of(self.acts).map(LifeEvent::Did).collect();
        let mut note = |happened: bool, event: LifeEvent| events.extend(happened.then_some(event));
        note(self.entered, LifeEvent::CameOfAge);
        let t = &self.treated;
        note(t.distressed, LifeEvent::Distress { helped: t.helped });
        note(t.accused, LifeEvent::Accused { lost: (-t.award).max(0) });
        note(t.award > 0, LifeEvent::Won(t.award));
        note(t.refuted, LifeEvent::Refuted);
        for (incident, _) in life::told_incidents() {
            note(self.incidents[incident.word()] & incident.bit() != 0, LifeEvent::Befell(incident));
        }
        note(self.censored > 0, LifeEvent::Censored(self.censored));
        note(self.firm.is_some_and(|f| f.found() || (f.adulterated && f.traced > 0)), LifeEvent::FirmFined);
        events.extend(self.records.iter().map(|r| LifeEvent::Recorded(*r)));
        events.extend(self.rulings.iter().map(|r| LifeEvent::Ruled(*r)));
        events.extend(self.moves());
        events
    }

    /// Changes of her standing.
    fn moves(&self) -> Vec<LifeEvent> {
        let (before, after) = (self.lived_under, self.docket.standing);
        let tier = |standing: u8| standing % crate::life::terms::LISTED;
        let neutral = crate::life::terms::NEUTRAL;
        let mut events = Vec::new();
        if before != neutral && after != neutral && tier(before) != tier(after) {
            events.push(LifeEvent::Moved { from: tier(before), to: tier(after) });
        }
        match (is_listed(before), is_listed(after)) {
            (false, true) => events.push(LifeEvent::Listed),
            (true, false) => events.push(LifeEvent::Released),
            _ => (),
        }
        events
    }

    /// Whether she is listed at the end of the month.
    pub fn is_listed(&self) -> bool {
        is_listed(self.docket.standing)
    }

    /// Whether perfect sight of her own acts, and nothing else, would list her.
    pub fn would_be_listed(&self) -> bool {
        is_listed(self.deserved.standing)
    }

    fn record_of(&self, act: usize, late: Option<u8>) -> Record {
        let record = self.records.iter().find(|r| r.act as usize == act && late.is_none_or(|late| r.late == late));
        *record.expect("nobody is judged for an act without a record of it")
    }

    /// The cause of a ruling of this month.
    pub fn cause(&self, ruling: &Ruling) -> Cause {
        match ruling.because {
            Because::Act(act) => Cause::Record(self.record_of(act, Some(0))),
            Because::Late(act, late) => Cause::Record(self.record_of(act, Some(late))),
            Because::Again(act) => Cause::Again(self.record_of(act, None).act),
            Because::Appeal => Cause::Appeal,
            Because::BoughtOff => Cause::BoughtOff,
            Because::StruckOff => Cause::StruckOff,
            Because::Rated => Cause::Rated,
            Because::Family(_) => Cause::Family,
            Because::Friends(_) => Cause::Friends,
            Because::Recovery => Cause::Recovery,
            Because::Lapsed => Cause::Lapsed,
            Because::Bounds => Cause::Bounds,
        }
    }
}

impl Chronicle {
    /// The months up to and including one of them since the person who then lives there came of age.
    fn lived_until(&self, month: u32) -> &[PersonMonth] {
        let upto = self.months.partition_point(|told| told.month <= month);
        let from = self.months[..upto].iter().rposition(|told| told.entered).unwrap_or(0);
        &self.months[from..upto]
    }

    /// The components of her score up to and including a month: the start and these items add up to it.
    pub fn account(&self, month: u32) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for told in self.lived_until(month) {
            for ruling in &told.rulings {
                let cause = told.cause(ruling);
                match items.iter_mut().find(|item| item.cause == cause) {
                    Some(item) => (item.times, item.points) = (item.times + 1, item.points + ruling.points),
                    None => items.push(Item { cause, times: 1, points: ruling.points }),
                }
            }
        }
        items.sort_by_key(|item| item.points);
        items
    }

    /// The record whose rule keeps her on the list in a month, and the month in which it was made; `None` if no rule
    /// that lists does (her tier may).
    pub fn listed_by_rule(&self, regime: &Regime, month: u32) -> Option<(u32, Record)> {
        let left = self.months.get(month as usize)?.docket.months;
        let lists = |act: Act| regime.rules.iter().filter(|r| r.act == act).map(|r| r.lists).max().unwrap_or(0);
        // A list of n months, counted from the month of the record, has n − k left after k months.
        self.lived_until(month).iter().rev().filter(|_| left > 0).find_map(|told| {
            let (records, then) = (&told.records, told.month);
            records.iter().find(|r| u32::from(lists(r.act)) == u32::from(left) + month - then).map(|r| (then, *r))
        })
    }
}

/// A witness of one person.
struct Biographer {
    person: [u32; 1],
    months: Mutex<Vec<PersonMonth>>,
}

impl Witness for Biographer {
    fn chosen(&self) -> Option<&[u32]> {
        Some(&self.person)
    }

    fn lived(&self, _: u32, told: &PersonMonth) {
        self.months.lock().expect("nobody panics while writing").push(told.clone());
    }
}

/// Runs a regime again, and records one person. She must live in this society.
pub fn follow(people: &Settlement, regime: &Regime, person: u32, months: u32) -> Chronicle {
    assert!(u64::from(person) < people.size.people, "the caller knows how many there are");
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    let witness = Biographer { person: [person], months: Mutex::default() };
    (0..months).for_each(|_| drop(step(people, &institution, &mut world, Some(&witness))));
    let months = witness.months.into_inner().expect("nobody panicked");
    Chronicle { person, start: institution.code.start(), months, encounters: people.society.encounters.clone() }
}

/// Kinds of person to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Somebody on the list.
    Listed,
    /// A listed person whom perfect sight of her own acts would not list.
    WronglyListed,
    /// Somebody, listed or not, who bears a sanction that perfect sight of her own acts would not give her.
    WronglySanctioned,
    /// Somebody who lacks a reward that perfect sight of her own acts would give her.
    WronglyDenied,
    /// The owner of a firm on the list of firms.
    FirmListed,
}

/// The first month with a wanted person, and the lowest number of such a person in it. Returns the person first.
pub fn find(people: &Settlement, regime: &Regime, wanted: Wanted, months: u32) -> Option<(u32, u32)> {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    (0..months).find_map(|month| {
        step(people, &institution, &mut world, None);
        let mut first = 0;
        if wanted == Wanted::FirmListed {
            return owner_of_listed(people, regime, &world).map(|owner| (owner, month));
        }
        let access = regime.access();
        people.homes.iter().zip(&world.towns).find_map(|(home, folk)| {
            let c = &folk.columns;
            let deserved = |i: usize| institution.code.standing(c.deserved[i], c.deserved_months[i]);
            let hit = |i: usize| {
                let flags = home.traits.flags[i];
                let own = stakes(&people.society.behaviour, home.traits.income[i].into(), flags);
                let of = |standing: u8| &access[usize::from(standing)];
                WrongHit::of(of(c.standing[i]), of(deserved(i)), &own, flags)
            };
            let judged = |i: usize| regime.in_force(month) && c.standing[i] != NEUTRAL;
            let is_wanted = |i: &usize| match wanted {
                Wanted::WronglySanctioned => judged(*i) && hit(*i).is_sanctioned(),
                Wanted::WronglyDenied => judged(*i) && hit(*i).is_denied(),
                Wanted::WronglyListed => is_listed(c.standing[*i]) && !is_listed(deserved(*i)),
                Wanted::Listed | Wanted::FirmListed => is_listed(c.standing[*i]),
            };
            let found = (0..c.standing.len()).find(is_wanted).map(|i| (first + i as u32, month));
            first += c.standing.len() as u32;
            found
        })
    })
}

/// The owner with the lowest number whose firm is listed.
fn owner_of_listed(people: &Settlement, regime: &Regime, world: &World) -> Option<u32> {
    let firms = regime.firms.as_ref().filter(|_| regime.in_force(world.month - 1))?;
    let listed = |d: &Dossier| is_listed(firms.standing(d.score, d.months));
    people.homes.iter().zip(&world.towns).find_map(|(home, folk)| {
        home.neighbourhoods.iter().zip(&folk.commons).find_map(|(hood, common)| {
            let f = (0..hood.firms).find(|f| listed(&common.dossiers[*f]))?;
            Some(hood.first + hood.owner(f) as u32)
        })
    })
}

/// A person's traits in the first month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Portrait {
    /// Lives in an urban neighbourhood.
    pub urban: bool,
    /// Age band at the start.
    pub age: u8,
    /// Education level.
    pub schooling: u8,
    /// Adults of the household.
    pub household: u8,
    /// Income fifth, 0 is the poorest.
    pub fifth: u8,
    /// Yuan a month.
    pub income: u16,
    /// Trait flags of `society::traits`.
    pub flags: u8,
    /// Owns a firm.
    pub owner: bool,
}

/// The traits of the person who lives at a place in the first month.
pub fn portrait(people: &Settlement, person: u32) -> Portrait {
    let (home, b) = whereabouts(people, person);
    let hood = &home.neighbourhoods[b];
    let place = (person - hood.first) as usize;
    let (i, traits) = (hood.span.start + place, &home.traits);
    Portrait {
        urban: hood.urban,
        age: traits.age[i],
        schooling: traits.schooling[i],
        household: 1 + (traits.household[i] >> 3),
        fifth: traits.fifth[i],
        income: traits.income[i],
        flags: traits.flags[i],
        owner: (0..hood.firms).any(|f| hood.owner(f) == place),
    }
}

/// Index of a person's town among all towns of the society.
pub(super) fn town_of(people: &Settlement, person: u32) -> usize {
    people.homes.partition_point(|home| home.neighbourhoods[0].first <= person) - 1
}

/// A person's home: her town's people, and the index of her neighbourhood in the town.
pub(super) fn whereabouts(people: &Settlement, person: u32) -> (&TownPopulation, usize) {
    let home = &people.homes[town_of(people, person)];
    (home, home.neighbourhoods.partition_point(|hood| hood.first <= person) - 1)
}
