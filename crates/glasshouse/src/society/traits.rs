//! The traits of persons: functions of the seed, a person's number and the month, stored while in use.

use super::geography::{ROWS, Town};
use super::ties::{self, ROW_TIES, RowTie, STEPS};
use crate::rng::ROW;
use std::ops::Range;

/// Persons per firm, approximately; each firm is owned by a person of the neighbourhood.
pub const PERSONS_PER_FIRM: usize = 35;
/// Most firms in a neighbourhood.
pub const FIRMS: usize = 8;

/// Uses a car.
pub const CAR: u8 = 1;
/// Uses the internet.
pub const INTERNET: u8 = 2;
/// Holds a public post.
pub const OFFICIAL: u8 = 4;
/// Has an infant in the household.
pub const INFANT: u8 = 8;
/// Has a child of school age in the household.
pub const CHILD: u8 = 16;
/// Travels far by plane or fast train.
pub const TRAVELS: u8 = 32;
/// Lives by work on the internet.
pub const ONLINE_WORK: u8 = 64;

/// Traits of the persons of one town, one column each. Fractions are in 1/255.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    /// Disposable income per head, yuan a month; shared by a household.
    pub income: Vec<u16>,
    /// National income fifth, 0 (poorest) to 4.
    pub fifth: Vec<u8>,
    /// Age band.
    pub age: Vec<u8>,
    /// Education level.
    pub schooling: Vec<u8>,
    /// [`CAR`], [`INTERNET`], [`OFFICIAL`], [`INFANT`], [`CHILD`], [`TRAVELS`],
    /// [`ONLINE_WORK`].
    pub flags: Vec<u8>,
    /// Temperament for integrity, care and speech.
    pub temper: [Vec<u8>; 3],
    /// Private political leaning: the approval of the government to which she returns.
    pub leaning: Vec<u8>,
    /// Sensitivity to shame.
    pub shame: Vec<u8>,
    /// The position of her five weights within their spread.
    pub weights: [Vec<u8>; 5],
    /// Place of the household's first member in the row (low 3 bits), its size less one (next 2 bits).
    pub household: Vec<u8>,
    /// Which possible ties exist: bits 0–3 forward by step, 4–7 by row tie.
    pub ties: Vec<u8>,
}

impl Traits {
    /// The columns of bytes.
    pub(super) fn columns(&mut self) -> [&mut Vec<u8>; 16] {
        let Traits { fifth, age, schooling, flags, temper, leaning, shame, weights, household, ties, .. } = self;
        let ([a, b, c], [d, e, f, g, h]) = (temper, weights);
        [fifth, age, schooling, flags, a, b, c, leaning, shame, d, e, f, g, h, household, ties]
    }

    /// The columns of bytes, to be read.
    fn bytes(&self) -> [&Vec<u8>; 16] {
        let Traits { income: _, fifth, age, schooling, flags, temper, leaning, shame, weights, household, ties } = self;
        let ([a, b, c], [d, e, f, g, h]) = (temper, weights);
        [fifth, age, schooling, flags, a, b, c, leaning, shame, d, e, f, g, h, household, ties]
    }

    /// Copies other traits over these, whose memory is used again.
    pub(super) fn copy(&mut self, other: &Traits) {
        self.income.clone_from(&other.income);
        self.columns().into_iter().zip(other.bytes()).for_each(|(column, other)| column.clone_from(other));
    }

    /// Replaces what belongs to the person at a place by what belongs to the person at a place `there` of other
    /// traits; her household and ties, which belong to the place, remain.
    pub(super) fn replace(&mut self, place: usize, other: &Traits, there: usize) {
        self.income[place] = other.income[there];
        let columns = self.columns();
        // The last two are the household and the ties.
        let own = columns.len() - 2;
        columns.into_iter().zip(other.bytes()).take(own).for_each(|(column, other)| column[place] = other[there]);
    }
}

/// A neighbourhood: its persons, its ties to other rows, its firms.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbourhood {
    /// First person, in the whole society.
    pub first: u32,
    /// Persons, as places in the town's columns.
    pub span: Range<usize>,
    /// Whether it is urban.
    pub urban: bool,
    /// Steps at which neighbours know each other.
    pub steps: [u8; STEPS],
    /// Other rows in which each row has friends.
    pub rows: [[RowTie; ROW_TIES]; ROWS as usize],
    /// Number of firms.
    pub firms: usize,
}

impl Neighbourhood {
    /// Number of persons.
    pub fn persons(&self) -> usize {
        self.span.len()
    }

    /// Place of a firm's owner in the neighbourhood.
    pub fn owner(&self, firm: usize) -> usize {
        (2 * firm + 1) * self.persons() / (2 * self.firms)
    }

    /// The firm that the person at a place owns, if she owns one.
    pub fn firm_of(&self, place: usize) -> Option<usize> {
        (0..self.firms).find(|firm| self.owner(*firm) == place)
    }
}

/// A household's children, as far as they are known in the first month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Family {
    /// Months since the latest first birth.
    pub since: u16,
    /// Months for which a child who was born long ago still goes to school.
    pub school: u8,
    /// The luck of its births.
    pub luck: u8,
}

/// The successors of the people of a town, in the order in which they come of age.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heirs {
    /// The last month of life in which a successor is known.
    pub(super) upto: u32,
    /// Where each lives: a place in the town's columns.
    pub(super) places: Vec<u32>,
    /// The month of life in which each comes of age.
    pub(super) came: Vec<i16>,
    /// Their traits when they come of age, without households and ties.
    pub(super) traits: Traits,
}

/// The people of one town in some month: everything that does not depend on what happens in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TownPopulation {
    /// Where they live.
    pub town: Town,
    /// Its neighbourhoods.
    pub neighbourhoods: Vec<Neighbourhood>,
    /// Its persons' traits.
    pub traits: Traits,
    /// Places of its officials in the columns.
    pub officials: Vec<u32>,
    /// The month of life in which each person came of age (was 18), counted from the first month of the run.
    pub came: Vec<i16>,
    /// Places whose occupants have come of age since the last month of the run.
    pub entered: Vec<u32>,
    /// What is known of each person's household about its children. Stored with the people of the first month only.
    pub families: Vec<Family>,
    /// Those who come after the people of the first month. Stored with these only.
    pub heirs: Heirs,
}

impl TownPopulation {
    /// The ties of the person at place `i` of the town's columns, as numbers in the whole society: the others of her
    /// household, then each step forward and back, then the other rows. A person who is a tie in two ways is named
    /// twice, since she is seen twice.
    pub fn ties(&self, i: usize) -> Vec<u32> {
        let kin = (self.head(i)..).take(1 + (self.traits.household[i] >> 3) as usize).filter(|j| *j != i);
        let first = self.neighbourhoods[0].first;
        kin.map(|j| first + j as u32).chain(self.friends(i).into_iter().map(|(friend, _)| friend)).collect()
    }

    /// Place of the first household member of the person at place `i`.
    pub(super) fn head(&self, i: usize) -> usize {
        let hood = self.hood(i);
        let place = i - hood.span.start;
        hood.span.start + place / ROW * ROW + (self.traits.household[i] & 7) as usize
    }

    /// The neighbourhood of the person at place `i`.
    pub(super) fn hood(&self, i: usize) -> &Neighbourhood {
        &self.neighbourhoods[self.number_of_hood(i)]
    }

    /// The number in the town of the neighbourhood of the person at place `i`. Neighbourhoods are almost of one size.
    pub fn number_of_hood(&self, i: usize) -> usize {
        let hoods = &self.neighbourhoods;
        let mut k = (i as u32 / hoods[0].persons() as u32).min(hoods.len() as u32 - 1) as usize;
        while hoods[k].span.end <= i {
            k += 1;
        }
        while hoods[k].span.start > i {
            k -= 1;
        }
        k
    }

    /// The same without the household, each with whether it is the tie in a row anywhere in the country.
    pub fn friends(&self, i: usize) -> Vec<(u32, bool)> {
        let (hood, mut friends) = (self.hood(i), Vec::new());
        self.for_each_friend(hood, i - hood.span.start, |friend, far| friends.push((friend, far)));
        friends
    }

    /// Shows `see` the same for the person at a place of a neighbourhood.
    #[inline(always)]
    pub fn for_each_friend(&self, hood: &Neighbourhood, place: usize, mut see: impl FnMut(u32, bool)) {
        let n = hood.persons();
        // A step is less than the number of persons, so wrapping round needs no division.
        let round = |place: usize| if place >= n { place - n } else { place };
        let ties = &self.traits.ties[hood.span.clone()];
        for (s, step) in hood.steps.iter().map(|step| usize::from(*step)).enumerate() {
            let (forward, back) = (round(place + step), round(place + n - step));
            if ties[place] >> s & 1 == 1 {
                see(hood.first + forward as u32, false);
            }
            if ties[back] >> s & 1 == 1 {
                see(hood.first + back as u32, false);
            }
        }
        for (slot, row) in hood.rows[place / ROW].iter().enumerate() {
            if ties[place] >> (STEPS + slot) & 1 == 1
                && let Some(friend) = row.of(place % ROW)
            {
                see(friend, slot == ties::FAR);
            }
        }
    }
}
