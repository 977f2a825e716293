//! The people of a town in a later month: those of the first month, with the successors who have come since.
//!
//! The successors until the end of a run are drawn once, together with the people of the first month, and are shared by
//! all runs on these people. Nothing stored is ever changed: a later month is written somewhere else.

use super::families::Families;
use super::life_course::{self, LifeMonths};
use super::marginals::AGES;
use super::synthesis::Drawer;
use super::traits::{CHILD, Family, Heirs, INFANT, OFFICIAL, ONLINE_WORK, TownPopulation, Traits};
use crate::rng::ROW;
use multiversion::multiversion;
use std::ops::Range;

impl Heirs {
    /// Those who come of age after one month and no later than another.
    fn between(&self, after: u32, upto: u32) -> Range<usize> {
        let by = |month: u32| self.came.partition_point(|came| i64::from(*came) <= i64::from(month));
        by(after)..by(upto)
    }
}

impl Drawer<'_> {
    /// What is known about the children of the households of the first month.
    pub(super) fn families_of(&self, home: &TownPopulation) -> Vec<Family> {
        let places = home.neighbourhoods.iter().flat_map(|hood| hood.span.clone());
        let mut last = (u32::MAX, Family::default());
        let family = |place: usize| {
            let head = home.neighbourhoods[0].first + home.head(place) as u32;
            if last.0 != head {
                let [_, infant, child, luck] = self.words_of_household(head);
                last = (head, self.families.of(infant, child, luck));
            }
            last.1
        };
        places.map(family).collect()
    }

    /// The successors who come after one month of life and no later than another, in a town whose people of the first
    /// month are given.
    pub fn heirs(&self, home: &TownPopulation, after: u32, upto: u32) -> Heirs {
        let first = home.neighbourhoods.first().map_or(0, |hood| hood.first);
        let mut found = Vec::new();
        for (place, came) in (0_u32..).zip(&home.came) {
            let mut occupant = self.course.first_who_came(first + place, (*came).into());
            while occupant.leaves < upto {
                let Some(next) = self.course.next(first + place, occupant) else { break };
                occupant = next;
                if occupant.came > after as i32 {
                    found.push((occupant, place));
                }
            }
        }
        found.sort_unstable_by_key(|(occupant, place)| (occupant.came, *place));
        let mut heirs = Heirs { upto, ..Heirs::default() };
        for (occupant, place) in found {
            let (hood, head) = (home.hood(place as usize), first + home.head(place as usize) as u32);
            let month = occupant.came as u32;
            self.add(hood.urban, head, first + place, (occupant, month), &mut heirs.traits);
            heirs.places.push(place);
            heirs.came.push(occupant.came as i16);
        }
        heirs
    }

    /// Writes the people of a town in some month over another home; `stored` are those of the first month.
    pub fn advance(&self, stored: &TownPopulation, at: LifeMonths, home: &mut TownPopulation) {
        home.copy(stored);
        home.follow(&stored.heirs, at.now);
        if at.now > stored.heirs.upto {
            home.follow(&self.heirs(stored, stored.heirs.upto, at.now), at.now);
        }
        home.grow_older(&stored.families, &self.families, at.now as i32);
        home.note_officials();
        home.note_entered(at);
    }

    /// Places whose occupants live no longer in the next month of the run. `home` are the people of this month,
    /// `stored` those of the first, if they are at hand.
    pub fn leaving(&self, home: &TownPopulation, stored: Option<&TownPopulation>, at: LifeMonths) -> Vec<u32> {
        match stored.filter(|stored| at.next <= stored.heirs.upto) {
            Some(stored) => stored.heirs.places[stored.heirs.between(at.now, at.next)].to_vec(),
            None => {
                let first = home.neighbourhoods.first().map_or(0, |hood| hood.first);
                let lives = |(place, came): &(u32, &i16)| self.lives_on(first + place, (**came).into(), at);
                (0..).zip(&home.came).filter(|who| !lives(who)).map(|(place, _)| place).collect()
            }
        }
    }

    /// Whether the person who lives at a place in this month, and came of age in `came`, lives in the next month of the
    /// run.
    fn lives_on(&self, place: u32, came: i32, at: LifeMonths) -> bool {
        let occupant = match came > 0 {
            true => self.occupant(place, at.now),
            false => self.course.first_who_came(place, came),
        };
        occupant.leaves >= at.next
    }

    /// Traits of the person who lives in some month at a place of a town, whose people of the first month are given;
    /// her place among these traits; and her trait flags in that month. `None` if she is not yet known.
    pub fn person<'a>(&self, stored: &'a TownPopulation, place: usize, month: u32) -> Option<(&'a Traits, usize, u8)> {
        if month > stored.heirs.upto {
            return None;
        }
        let heirs = &stored.heirs;
        let by_now = &heirs.places[..heirs.between(0, month).end];
        let heir = by_now.iter().rposition(|there| *there as usize == place);
        let (traits, at, came) = match heir {
            Some(heir) => (&heirs.traits, heir, heirs.came[heir]),
            None => (&stored.traits, place, stored.came[place]),
        };
        let children = self.families.flags(stored.families[place], month as i32);
        let age = life_course::band(came.into(), month as i32);
        Some((traits, at, flags(traits.flags[at], age, children)))
    }
}

/// Writes everybody's trait flags and age band in some month.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn grow_older(flag: &mut [u8], age: &mut [u8], came: &[i16], stored: &[Family], families: &Families, month: i32) {
    for (((flag, age), came), family) in flag.iter_mut().zip(age).zip(came).zip(stored) {
        *age = life_course::band((*came).into(), month);
        *flag = flags(*flag, *age, families.flags(*family, month));
    }
}

/// The trait flags of somebody in an age band, with these children.
#[inline(always)]
fn flags(before: u8, age: u8, children: u8) -> u8 {
    let retired = u8::from(age == AGES as u8 - 1) * (OFFICIAL | ONLINE_WORK);
    before & !(INFANT | CHILD | retired) | children
}

impl TownPopulation {
    /// Copies the people of the first month, without their successors.
    fn copy(&mut self, stored: &TownPopulation) {
        self.town = stored.town.clone();
        self.neighbourhoods.clone_from(&stored.neighbourhoods);
        self.traits.copy(&stored.traits);
        self.came.clone_from(&stored.came);
    }

    /// Puts successors in the places of those who lived there before them.
    fn follow(&mut self, heirs: &Heirs, month: u32) {
        for heir in heirs.between(0, month) {
            let place = heirs.places[heir] as usize;
            self.came[place] = heirs.came[heir];
            self.traits.replace(place, &heirs.traits, heir);
        }
    }

    /// Ages and children in some month.
    fn grow_older(&mut self, stored: &[Family], families: &Families, month: i32) {
        let Traits { flags, age, .. } = &mut self.traits;
        grow_older(flags, age, &self.came, stored, families, month);
    }

    /// Notes who is an official.
    pub(super) fn note_officials(&mut self) {
        let officials = (0..).zip(&self.traits.flags).filter(|(_, flags)| **flags & OFFICIAL != 0).map(|(i, _)| i);
        self.officials.clear();
        self.officials.extend(officials);
    }

    /// Notes who has come of age since the last month.
    pub(super) fn note_entered(&mut self, at: LifeMonths) {
        self.entered.clear();
        if at.now > at.last {
            let came = (0..).zip(&self.came).filter(|(_, came)| i64::from(**came) > i64::from(at.last));
            self.entered.extend(came.map(|(place, _)| place));
        }
    }

    /// The month in which the person at a place was, or will be, of some age in months.
    pub fn month_of_age(&self, place: usize, age: u32) -> i32 {
        i32::from(self.came[place]) + age as i32 - super::life_table::ADULT as i32
    }

    /// The places of the household of the person at place `i`.
    pub fn household(&self, i: usize) -> Range<usize> {
        let head = self.head(i);
        debug_assert!(i - head < ROW);
        head..head + 1 + (self.traits.household[i] >> 3) as usize
    }
}
