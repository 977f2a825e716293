//! What never changes about a person? Functions of the seed and her number, kept beside each other while in use.

use super::Society;
use super::income::{self, Distribution};
use super::marginals::AGES;
use super::places::{Geography, ROWS};
use super::repute::{NORMS, Norm};
use super::ties::{self, ROW_TIES, RowTie, STEPS};
use crate::chance::{Chance, LANES, Lane, Purpose, ROW, nth, unit};
use std::ops::Range;

/// Persons per firm, about; each has an owner who is a person of the neighbourhood.
pub const PERSONS_PER_FIRM: usize = 35;
/// Firms in a neighbourhood, at most.
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

/// Traits of the persons of one county, one column each. Fractions are in 1/255.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    /// Disposable income a head, yuan a month; shared by a household.
    pub income: Vec<u16>,
    /// National income fifth, 0 (poorest) to 4.
    pub fifth: Vec<u8>,
    /// Age band.
    pub age: Vec<u8>,
    /// Education level.
    pub schooling: Vec<u8>,
    /// [`CAR`], [`INTERNET`], [`OFFICIAL`], [`INFANT`], [`CHILD`].
    pub flags: Vec<u8>,
    /// Temperament for integrity, care and speech.
    pub temper: [Vec<u8>; 3],
    /// Private political leaning: approval of the government to which she returns.
    pub leaning: Vec<u8>,
    /// Sensitivity to shame.
    pub shame: Vec<u8>,
    /// Where in their spread her five weights lie.
    pub weights: [Vec<u8>; 5],
    /// Place of the household's first member in the row (low 3 bits), its size less one (next 2 bits).
    pub household: Vec<u8>,
    /// Which possible ties exist: bits 0–3 forward by step, 4–6 by row tie.
    pub ties: Vec<u8>,
}

impl Traits {
    /// The columns of bytes.
    fn columns(&mut self) -> [&mut Vec<u8>; 16] {
        let Traits { fifth, age, schooling, flags, temper, leaning, shame, weights, household, ties, .. } = self;
        let ([a, b, c], [d, e, f, g, h]) = (temper, weights);
        [fifth, age, schooling, flags, a, b, c, leaning, shame, d, e, f, g, h, household, ties]
    }
}

/// A neighbourhood: its persons, its ties to other rows, its firms.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbourhood {
    /// First person, in the whole society.
    pub first: u32,
    /// Persons, as places in the county's columns.
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

    /// Place in the neighbourhood of the owner of a firm.
    pub fn owner(&self, firm: usize) -> usize {
        (2 * firm + 1) * self.persons() / (2 * self.firms)
    }
}

/// The people of one county: what never changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// Number of the county.
    pub county: u32,
    /// Its neighbourhoods.
    pub neighbourhoods: Vec<Neighbourhood>,
    /// Its persons' traits.
    pub traits: Traits,
    /// Places of its officials in the columns.
    pub officials: Vec<u32>,
}

impl Home {
    /// The ties of the person at place `i` of the county's columns, as numbers of the whole society: the others of her
    /// household, then each step forward and back, then the other rows. Who is a tie in two ways is named twice, since
    /// she is seen twice.
    pub fn ties(&self, i: usize) -> Vec<u32> {
        let kin = (self.head(i)..).take(1 + (self.traits.household[i] >> 3) as usize).filter(|j| *j != i);
        let first = self.neighbourhoods[0].first;
        kin.map(|j| first + j as u32).chain(self.friends(i).into_iter().map(|(friend, _)| friend)).collect()
    }

    /// Place of the first of the household of the person at place `i`.
    fn head(&self, i: usize) -> usize {
        let hood = self.hood(i);
        let place = i - hood.span.start;
        hood.span.start + place / ROW * ROW + (self.traits.household[i] & 7) as usize
    }

    /// The neighbourhood of the person at place `i`.
    fn hood(&self, i: usize) -> &Neighbourhood {
        &self.neighbourhoods[self.neighbourhoods.partition_point(|hood| hood.span.end <= i)]
    }

    /// The same without the household; and whether it is the tie in a row anywhere in the country.
    pub fn friends(&self, i: usize) -> Vec<(u32, bool)> {
        let hood = self.hood(i);
        self.friends_in(hood, i - hood.span.start).collect()
    }

    /// The same of the person at a place of a neighbourhood.
    pub fn friends_in(&self, hood: &Neighbourhood, place: usize) -> impl Iterator<Item = (u32, bool)> {
        let n = hood.persons();
        // A step is less than the number of persons, so going round needs no division.
        let round = move |place: usize| if place >= n { place - n } else { place };
        let exists = move |place: usize, tie: usize| self.traits.ties[hood.span.start + place] >> tie & 1 == 1;
        let steps = hood.steps.iter().map(|step| usize::from(*step)).enumerate().flat_map(move |(s, step)| {
            let (forward, back) = (round(place + step), round(place + n - step));
            let there = exists(place, s).then_some((hood.first + forward as u32, false));
            there.into_iter().chain(exists(back, s).then_some((hood.first + back as u32, false)))
        });
        let rows = hood.rows[place / ROW].iter().enumerate().filter(move |(slot, _)| exists(place, STEPS + slot));
        steps.chain(rows.filter_map(move |(slot, row)| Some((row.of(place % ROW)?, slot == ties::FAR))))
    }
}

/// For which purposes words are drawn that make a person what she is.
const OWN: [Purpose; 4] = [Purpose::TraitsA, Purpose::TraitsB, Purpose::TraitsC, Purpose::TraitsD];

/// Draws persons from a society's aggregates.
pub struct Drawer<'a> {
    society: &'a Society,
    map: Geography,
    chance: Chance,
    urban: Distribution,
    rural: Distribution,
    borders: [f64; 4],
    /// Chances of household sizes, corrected for the cut at the end of a row.
    sizes: [f64; 4],
    tempers: [f32; 3],
    /// Share of those before retirement who hold a post: nobody else does.
    post: f64,
}

impl<'a> Drawer<'a> {
    /// Prepares the distributions.
    pub fn new(society: &'a Society, map: Geography, chance: Chance) -> Drawer<'a> {
        let m = &society.marginals;
        let urban = Distribution::new(&m.income_urban.value);
        let rural = Distribution::new(&m.income_rural.value);
        let borders = income::national_fifths(&urban, &rural, m.urban.value);
        let sizes = cut_corrected(&m.household_adults.value);
        let post = m.officials.value / (1.0 - m.age.value[AGES - 1]).max(1e-9);
        Drawer { society, map, chance, urban, rural, borders, sizes, tempers: society.tempers(), post }
    }

    /// The people of a county.
    pub fn home(&self, county: u32) -> Home {
        let mut home = Home::default();
        self.draw(county, &mut home);
        home
    }

    /// The same, in the place of another home.
    pub fn draw(&self, county: u32, home: &mut Home) {
        let range = self.map.county(county);
        let start = self.map.first(range.start);
        home.county = county;
        home.neighbourhoods.clear();
        let persons = self.map.people_of(county).len();
        for column in home.traits.columns() {
            column.clear();
            column.reserve_exact(persons);
        }
        home.traits.income.clear();
        home.traits.income.reserve_exact(persons);
        home.neighbourhoods.reserve_exact(range.len());
        let keys = ties::keys(&self.chance, county);
        for b in range {
            let here = self.neighbourhood(&keys, county, b, start);
            self.persons(&here, &mut home.traits);
            home.neighbourhoods.push(here);
        }
        let officials = (0..).zip(&home.traits.flags).filter(|(_, flags)| **flags & OFFICIAL != 0).map(|(i, _)| i);
        home.officials.clear();
        home.officials.extend(officials);
    }

    /// Traits of one person, without her household and ties.
    pub fn alone(&self, person: u32) -> Traits {
        let b = self.map.neighbourhood_of(person);
        let persons = self.map.persons(b);
        let place = (person - persons.start) as usize;
        let (row, at) = (place / ROW * ROW, persons.start + (place / ROW * ROW) as u32);
        let (_, heads) = self.households(at, ROW.min(persons.len() - row));
        let own = OWN.map(|purpose| self.chance.words(purpose, person, 0));
        let of_household = self.chance.words(Purpose::TraitsA, at + u32::from(heads[place % ROW]), 1);
        let mut traits = Traits::default();
        self.person(self.map.is_urban(b), own, of_household, &mut traits);
        traits
    }

    fn neighbourhood(&self, keys: &[[u32; 4]; ROW_TIES], county: u32, b: u32, start: u32) -> Neighbourhood {
        let persons = self.map.persons(b);
        let tie = |r, slot: usize| ties::row_tie(&self.map, &self.chance, &keys[slot], county, b, r, slot);
        let row = |r| std::array::from_fn(|slot| tie(r, slot));
        Neighbourhood {
            first: persons.start,
            span: (persons.start - start) as usize..(persons.end - start) as usize,
            urban: self.map.is_urban(b),
            steps: ties::steps(&self.chance, b, persons.len()),
            rows: std::array::from_fn(|r| row(r as u32)),
            firms: ((persons.len() + PERSONS_PER_FIRM / 2) / PERSONS_PER_FIRM).clamp(1, FIRMS),
        }
    }

    fn persons(&self, here: &Neighbourhood, traits: &mut Traits) {
        let n = here.persons();
        let drawn = |purpose, month| {
            let mut words = [[0; LANES]; 4];
            self.chance.lanes(purpose, here.first, month, &mut words);
            words
        };
        let own = OWN.map(|purpose| drawn(purpose, 0));
        let of_households = drawn(Purpose::TraitsA, 1);
        for row in (0..n).step_by(ROW) {
            let size = ROW.min(n - row);
            let (codes, heads) = self.households(here.first + row as u32, size);
            traits.household.extend(&codes[..size]);
            for (place, head) in (row..row + size).zip(heads) {
                let of = |words: &[Lane<u32>; 4], i: usize| words.each_ref().map(|lane| lane[i]);
                let own = own.each_ref().map(|words| of(words, place));
                self.person(here.urban, own, of(&of_households, row + usize::from(head)), traits);
            }
        }
        traits.ties.extend(&ties::existing(&self.chance, here)[..n]);
    }

    /// Household codes of the persons of a row, and in which place of it the first of each one's household is. They are
    /// drawn one after the other, from the first place of the row on; the last is cut off where the row ends.
    fn households(&self, first: u32, persons: usize) -> ([u8; ROW], [u8; ROW]) {
        let words = [0, 1].map(|half| self.chance.words(Purpose::Households, first, half));
        let (mut codes, mut heads) = ([0; ROW], [0; ROW]);
        let mut head = 0;
        for word in words.into_iter().flatten() {
            let size = (1 + category(word, &self.sizes)).min(persons - head);
            codes[head..head + size].fill(head as u8 | (size.max(1) as u8 - 1) << 3);
            heads[head..head + size].fill(head as u8);
            head += size;
        }
        (codes, heads)
    }

    /// A person, from the words drawn for her ([`OWN`]) and for her household.
    fn person(&self, urban: bool, [a, b, c, d]: [[u32; 4]; 4], of_household: [u32; 4], traits: &mut Traits) {
        let m = &self.society.marginals;
        let incomes = if urban { &self.urban } else { &self.rural };
        let income = incomes.quantile(f64::from(of_household[0]) / 4_294_967_296.0);
        traits.fifth.push(self.borders.iter().filter(|border| income > **border).count() as u8);
        traits.income.push(income.min(65_535.0) as u16);
        let age = category(a[0], &m.age.value);
        traits.age.push(age as u8);
        let word = self.schooling(a, urban, of_household[0]);
        traits.schooling.push(category(word, &m.education.value) as u8);

        let online = if urban { m.internet_urban.value } else { m.internet_rural.value };
        let post = if age + 1 < AGES { self.post } else { 0.0 };
        let flag = |word: u32, share: f64, bit: u8| if f64::from(word) / 4_294_967_296.0 < share { bit } else { 0 };
        traits.flags.push(
            flag(b[0], m.car.value, CAR)
                | flag(
                    if unit(nth(a[3], 1)) < m.internet_with_age.value as f32 { a[0] } else { b[1] },
                    online,
                    INTERNET,
                )
                | flag(b[2], post, OFFICIAL)
                | flag(of_household[1], m.infant.value, INFANT)
                | flag(of_household[2], m.child.value, CHILD),
        );
        for (column, (word, mean)) in traits.temper.iter_mut().zip(c.iter().zip(self.tempers)) {
            column.push(around(mean, 0.25, unit(*word)));
        }
        traits.leaning.push(around(m.approval.value as f32, 0.4, unit(c[3])));
        traits.shame.push(around(0.5, 0.5, unit(b[3])));
        let words = [d[0], d[1], d[2], d[3], a[2]];
        for (column, word) in traits.weights.iter_mut().zip(words) {
            column.push((word >> 24) as u8);
        }
    }
}

impl Drawer<'_> {
    /// The word from which schooling is drawn. Now and then it is that of another trait, or its mirror image, so that
    /// the two go together; each of these words is uniform, so the shares of schooling stay as published.
    fn schooling(&self, a: [u32; 4], urban: bool, income: u32) -> u32 {
        let m = &self.society.marginals;
        let [age, place, money] = [&m.schooling_with_age, &m.schooling_with_place, &m.schooling_with_income]
            .map(|figure| figure.value as f32);
        let pick = unit(a[3]);
        if pick < age {
            !a[0]
        } else if pick < age + place {
            // Those in the country have the lower part of all ranks, those in town the upper.
            let rank = f64::from(a[1]) / 4_294_967_296.0;
            let town = m.urban.value;
            let rank = if urban { 1.0 - town + rank * town } else { rank * (1.0 - town) };
            (rank * 4_294_967_295.0) as u32
        } else if pick < age + place + money {
            income
        } else {
            a[1]
        }
    }
}

impl Society {
    /// Mean temperaments for integrity, care and speech, 0 to 1. That for care is the share of occasions on which
    /// people help, from the share who help in a month.
    pub fn tempers(&self) -> [f32; 3] {
        let m = &self.marginals;
        let occasions = self.behaviour.distress.rate.max(0.01);
        let care = (m.helping.value as f32 / occasions).min(1.0);
        [m.integrity.value as f32, care, m.candour.value as f32]
    }

    /// Norm by which neighbours judge each other.
    pub fn gossip_norm(&self) -> Norm {
        Norm::by_name(&self.marginals.gossip_norm.value).unwrap_or(NORMS[0])
    }
}

/// Which of some shares a word falls into.
fn category<const N: usize>(word: u32, shares: &[f64; N]) -> usize {
    let u = f64::from(word) / 4_294_967_296.0;
    let mut upto = 0.0;
    for (k, share) in shares.iter().take(N - 1).enumerate() {
        upto += share;
        if u < upto {
            return k;
        }
    }
    N - 1
}

/// A fraction in 1/255, uniform within `spread` of the mean, and within 0 and 1.
fn around(mean: f32, spread: f32, u: f32) -> u8 {
    let spread = spread.min(mean).min(1.0 - mean).max(0.0);
    ((mean + spread * (2.0 * u - 1.0)) * 255.0 + 0.5) as u8
}

/// Chances with which sizes must be drawn one after the other into rows of [`ROW`] places, so that the share of
/// households of each size comes out as wished although the last one is cut. Found by repeated proportional
/// correction (iterative fitting).
fn cut_corrected(wanted: &[f64; 4]) -> [f64; 4] {
    let mut chances = *wanted;
    for _ in 0..30 {
        let got = realised(&chances);
        for k in 0..4 {
            if got[k] > 0.0 {
                chances[k] *= wanted[k] / got[k];
            }
        }
        let sum: f64 = chances.iter().sum();
        chances = chances.map(|c| c / sum);
    }
    chances
}

/// Shares of sizes that result in a full row.
fn realised(chances: &[f64; 4]) -> [f64; 4] {
    let mut at = [0.0; ROW + 1];
    at[0] = 1.0;
    let mut counts = [0.0; 4];
    for first in 0..ROW {
        for (k, chance) in chances.iter().enumerate() {
            let size = (k + 1).min(ROW - first);
            counts[size - 1] += at[first] * chance;
            at[first + size] += at[first] * chance;
        }
    }
    let sum: f64 = counts.iter().sum();
    counts.map(|c| c / sum)
}
