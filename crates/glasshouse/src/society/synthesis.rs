//! Population synthesis: persons drawn from published aggregates, one town at a time.

use super::Society;
use super::families::Families;
use super::geography::{Geography, Town};
use super::income_distribution::{self, Distribution};
use super::life_course::{self, LifeCourse, LifeMonths, Occupant};
use super::life_table::LifeTable;
use super::marginals::{AGES, SCHOOLINGS};
use super::resemblance::{self, RankWords, Resemblance, Standpoints};
use super::temperament::{Features, Levels, Standardised, Temperament};
use super::ties::{self, ROW_TIES, Sociability, Surroundings};
use super::traits::{
    CAR, CHILD, FIRMS, INFANT, INTERNET, Neighbourhood, OFFICIAL, ONLINE_WORK, PERSONS_PER_FIRM, TRAVELS,
    TownPopulation, Traits,
};
use crate::rng::{LANES, Lane, Purpose, ROW, Rng, nth, unit};
use std::ops::Range;
use std::sync::Arc;

/// The purposes of the random words that determine a person.
const OWN: [Purpose; 4] = [Purpose::TraitsA, Purpose::TraitsB, Purpose::TraitsC, Purpose::TraitsD];
/// One more than the largest word.
const ALL: f64 = 4_294_967_296.0;

/// Draws persons from a society's aggregates.
pub struct Drawer<'a> {
    society: &'a Society,
    map: Geography,
    rng: Rng,
    tables: Arc<Tables>,
    /// Who lives at a place in which month.
    pub(super) course: LifeCourse,
    /// Which children a household has in which month.
    pub(super) families: Families,
}

/// What is computed once from a society's aggregates, for all draws of its people.
#[derive(Debug)]
pub struct Tables {
    urban: Distribution,
    rural: Distribution,
    borders: [f64; 4],
    ages: Cut<{ AGES - 1 }>,
    schooling: Cut<{ SCHOOLINGS - 1 }>,
    /// Sizes of households, corrected for the truncation at the end of a row.
    sizes: Cut<3>,
    resemblance: Resemblance,
    sociability: Sociability,
    /// For integrity, care and speech.
    tempers: [Temperament; 3],
    leaning: Temperament,
    shame: Temperament,
    /// The weights of what others approve of and do.
    conformity: Temperament,
    lives: Arc<LifeTable>,
    /// Share of those before retirement who hold a post: nobody else does.
    post: f64,
    /// Share of internet users before retirement who live by work on the internet: nobody else does.
    platform: f64,
}

/// Shares that partition the range of a word: the end of each except the last, in words.
#[derive(Clone, Copy, Debug)]
struct Cut<const N: usize>([u64; N]);

impl<const N: usize> Cut<N> {
    /// The ends of the shares; the last share is the remainder and need not be given.
    fn after(shares: &[f64]) -> Cut<N> {
        let mut upto = 0.0;
        let mut ends = [0; N];
        for (end, share) in ends.iter_mut().zip(shares) {
            upto += share;
            // A word is below the end if it is so as a fraction: both are scaled by a power of two, and nothing is
            // rounded.
            *end = (upto * ALL).ceil() as u64;
        }
        Cut(ends)
    }

    /// The share into which a word falls.
    #[inline(always)]
    fn of(&self, word: u32) -> u8 {
        self.0.iter().map(|end| u8::from(u64::from(word) >= *end)).sum()
    }
}

/// The random words of some persons, side by side: their own by [`OWN`], those of their ages and schooling, and those
/// of their households.
struct Words<'a, const N: usize> {
    own: [[&'a [u32; N]; 4]; 4],
    ranks: RankWords<N>,
    household: [&'a [u32; N]; 4],
    /// Age bands, and the month for which the traits are wanted.
    age: &'a [u8; N],
    month: u32,
}

/// Where a person lives.
struct Address {
    neighbourhood: u32,
    /// Place in her row.
    place: u8,
    /// First member of her household.
    head: u32,
}

impl Tables {
    /// Those of a society.
    pub fn of(society: &Society) -> Tables {
        let m = &society.marginals;
        let urban = Distribution::new(&m.income_urban.value);
        let rural = Distribution::new(&m.income_rural.value);
        let online = m.urban.value * m.internet_urban.value + (1.0 - m.urban.value) * m.internet_rural.value;
        let borders = income_distribution::national_fifths(&urban, &rural, m.urban.value);
        let ages = Cut::after(&m.age.value);
        let schooling = Cut::after(&m.education.value);
        let levels = Levels {
            age: &|word| ages.of(word),
            schooling: &|word| schooling.of(word),
            fifth: &|town, word| fifth(&borders, yuan(if town { &urban } else { &rural }, word)),
        };
        let people = Standardised::new(m, &levels);
        let means = society.tempers();
        let tempers = [&m.integrity_with, &m.care_with, &m.candour_with];
        Tables {
            urban,
            rural,
            borders,
            ages,
            schooling,
            sizes: Cut::after(&cut_corrected(&m.household_adults.value)),
            resemblance: Resemblance::new(m),
            sociability: Sociability::new(m.tie_chance.value, m.sociability.value),
            tempers: std::array::from_fn(|k| Temperament::new(means[k], 0.25, &tempers[k].value, &people)),
            leaning: Temperament::new(m.approval.value as f32, 0.4, &m.approval_with.value, &people),
            shame: Temperament::new(0.5, 0.5, &[0.0; 4], &people),
            conformity: Temperament::new(0.5, 0.5, &m.conformity_with.value, &people),
            lives: Arc::new(society.behaviour.lives.table()),
            post: m.officials.value / (1.0 - m.age.value[AGES - 1]).max(1e-9),
            platform: m.online_work.value / (online * (1.0 - m.age.value[AGES - 1])).max(1e-9),
        }
    }
}

impl<'a> Drawer<'a> {
    /// Draws from a society, whose tables these are.
    pub fn new(society: &'a Society, map: Geography, rng: Rng, tables: Arc<Tables>) -> Drawer<'a> {
        let m = &society.marginals;
        let course = LifeCourse::new(&m.age.value, rng, Arc::clone(&tables.lives));
        let families = Families::new(m.infant.value, m.child.value, society.behaviour.lives.births);
        Drawer { society, map, rng, tables, course, families }
    }

    /// The people of a town in the first month, who are stored: with what is known about those who come after them
    /// until a month of the run.
    pub fn home(&self, town: Town, months: u32) -> TownPopulation {
        let mut home = TownPopulation::default();
        self.draw(town, LifeMonths::default(), &mut home);
        home.families = self.families_of(&home);
        home.heirs = self.heirs(&home, 0, self.society.behaviour.lives.month(months));
        home
    }

    /// The people of a town in some month, written over another home.
    pub fn draw(&self, town: Town, at: LifeMonths, home: &mut TownPopulation) {
        let Range { start, end } = self.map.people_of_town(&town);
        let persons = (end - start) as usize;
        home.neighbourhoods.clear();
        for column in home.traits.columns() {
            column.clear();
            column.reserve_exact(persons);
        }
        home.traits.income.clear();
        home.traits.income.reserve_exact(persons);
        home.neighbourhoods.reserve_exact(town.hoods.len());
        home.came.clear();
        home.came.reserve_exact(persons);
        let keys = ties::keys(&self.rng, town.county);
        let angle = resemblance::angle(&self.rng, town.county);
        for b in town.hoods.clone() {
            let here = self.neighbourhood(&keys, town.county, b, start);
            self.persons(&here, [angle, resemblance::common(&self.rng, b)], at, home);
            home.neighbourhoods.push(here);
        }
        home.note_officials();
        home.note_entered(at);
        home.town = town;
    }

    /// Traits of one person in some month, without her household and ties.
    pub fn alone(&self, person: u32, month: u32) -> Traits {
        let at = self.address(person);
        let occupant = self.occupant(person, month);
        let mut traits = Traits::default();
        self.add(self.map.is_urban(at.neighbourhood), at.head, person, (occupant, month), &mut traits);
        traits
    }

    /// Where a person lives.
    fn address(&self, person: u32) -> Address {
        let neighbourhood = self.map.neighbourhood_of(person);
        let persons = self.map.persons(neighbourhood);
        let place = (person - persons.start) as usize;
        let row = place / ROW * ROW;
        let first = persons.start + row as u32;
        let (_, heads) = self.households(first, ROW.min(persons.len() - row));
        Address { neighbourhood, place: (place % ROW) as u8, head: first + u32::from(heads[place % ROW]) }
    }

    /// The ranks of the first occupant of a place by age and schooling, whose own words these are.
    fn first_ranks(&self, person: u32, own: &[u32; 4]) -> RankWords<1> {
        let Address { neighbourhood, place, head } = self.address(person);
        // She may be like the first adult of her household, who is then the person before her.
        let before = self.rng.words(OWN[0], person.wrapping_sub(1), 0);
        let both: [[u32; 2]; 4] = std::array::from_fn(|k| [before[k], own[k]]);
        let at = Standpoints {
            angle: resemblance::angle(&self.rng, self.map.county_of(person)),
            common: resemblance::common(&self.rng, neighbourhood),
            place: [place.wrapping_sub(1) % ROW as u8, place],
            second: [false, person == head + 1],
        };
        let ranks = self.tables.resemblance.ranks(&at, &both.each_ref());
        RankWords { age: [ranks.age[1]], schooling: [ranks.schooling[1]], pick: [ranks.pick[1]] }
    }

    /// The ranks of a later occupant, whose own words these are: she is young, and like her neighbours in schooling.
    fn later_ranks(&self, angle: u32, common: u32, place: u8, own: &[u32; 4]) -> RankWords<1> {
        let at = Standpoints { angle, common, place: [place], second: [false] };
        let ranks = self.tables.resemblance.ranks(&at, &own.each_ref().map(std::array::from_ref));
        RankWords { age: [self.course.young(own[0])], ..ranks }
    }

    /// The occupant of a place in a month.
    pub(super) fn occupant(&self, place: u32, month: u32) -> Occupant {
        let ranks = self.first_ranks(place, &self.rng.words(OWN[0], place, 0));
        self.course.of(place, ranks.age[0], month)
    }

    /// Adds the traits of the occupant of a place in a month, without her household and ties; `head` is the first
    /// member of the household.
    pub(super) fn add(
        &self,
        urban: bool,
        head: u32,
        place: u32,
        (occupant, month): (Occupant, u32),
        traits: &mut Traits,
    ) {
        let own = OWN.map(|purpose| self.rng.words(purpose, place, life_course::key(occupant.generation)));
        let ranks = if occupant.generation == 0 {
            self.first_ranks(place, &own[0])
        } else {
            let at = self.address(place);
            let angle = resemblance::angle(&self.rng, self.map.county_of(place));
            self.later_ranks(angle, resemblance::common(&self.rng, at.neighbourhood), at.place, &own[0])
        };
        let household = self.words_of_household(head);
        let own = own.each_ref().map(|words| words.each_ref().map(std::array::from_ref));
        let age = [life_course::band(occupant.came, month as i32)];
        let words = Words { own, ranks, household: household.each_ref().map(std::array::from_ref), age: &age, month };
        self.traits(urban, &words, 1, traits);
    }

    /// The words of the household whose first member this is.
    pub(super) fn words_of_household(&self, head: u32) -> [u32; 4] {
        self.rng.words(Purpose::TraitsA, head, 1)
    }

    fn neighbourhood(&self, keys: &[[u32; 4]; ROW_TIES], county: u32, b: u32, start: u32) -> Neighbourhood {
        let persons = self.map.persons(b);
        Neighbourhood {
            first: persons.start,
            span: (persons.start - start) as usize..(persons.end - start) as usize,
            urban: self.map.is_urban(b),
            steps: ties::steps(persons.len()),
            rows: ties::rows(&self.map, &self.rng, keys, county, b),
            firms: ((persons.len() + PERSONS_PER_FIRM / 2) / PERSONS_PER_FIRM).clamp(1, FIRMS),
        }
    }

    fn persons(&self, here: &Neighbourhood, [angle, common]: [u32; 2], at: LifeMonths, home: &mut TownPopulation) {
        let n = here.persons();
        let drawn = |purpose, month| {
            let mut words = [[0; LANES]; 4];
            self.rng.lanes(purpose, here.first, month, &mut words);
            words
        };
        let mut own = OWN.map(|purpose| drawn(purpose, 0));
        let drawn_for_heads = drawn(Purpose::TraitsA, 1);
        let mut shared: [Lane<u32>; 4] = [[0; LANES]; 4];
        let place = std::array::from_fn(|i| (i % ROW) as u8);
        let mut stand: Standpoints<LANES> = Standpoints { angle, common, place, second: [false; LANES] };
        for row in (0..n).step_by(ROW) {
            let size = ROW.min(n - row);
            let (codes, heads) = self.households(here.first + row as u32, size);
            home.traits.household.extend(&codes[..size]);
            (0..ROW).for_each(|k| stand.second[row + k] = usize::from(heads[k]) + 1 == k);
            for (shared, drawn) in shared.iter_mut().zip(&drawn_for_heads) {
                (0..ROW).for_each(|k| shared[row + k] = drawn[row + usize::from(heads[k])]);
            }
        }
        let mut ranks = self.tables.resemblance.ranks(&stand, &own[0].each_ref());
        let age = self.occupants(here, &stand, at, (&mut own, &mut ranks), &mut home.came);
        let own = own.each_ref().map(<[_; 4]>::each_ref);
        let words = Words { own, ranks, household: shared.each_ref(), age: &age, month: at.now };
        self.traits(here.urban, &words, n, &mut home.traits);
        let around = Surroundings { first: here.first, persons: n, steps: &here.steps, rows: &here.rows };
        home.traits.ties.extend(&ties::existing(&self.rng, &self.tables.sociability, &around)[..n]);
    }

    /// Replaces the words and ranks of the first occupants of a neighbourhood by those of the persons who live there in
    /// some month, and appends the months in which these came of age. Returns their age bands.
    fn occupants(
        &self,
        here: &Neighbourhood,
        stand: &Standpoints<LANES>,
        at: LifeMonths,
        (own, ranks): (&mut [[Lane<u32>; 4]; 4], &mut RankWords<LANES>),
        came: &mut Vec<i16>,
    ) -> Lane<u8> {
        let mut age = [0; LANES];
        let lucks = if at.are_first() { [0; LANES] } else { self.course.lucks(here.first) };
        for (i, place) in (0..here.persons()).zip(here.first..) {
            let mut came_here = self.course.first_came(ranks.age[i]);
            if !at.are_first() && !self.course.is_first(came_here, lucks[i], at.now) {
                let occupant = self.course.of(place, ranks.age[i], at.now);
                let key = life_course::key(occupant.generation);
                for (lanes, words) in own.iter_mut().zip(OWN.map(|purpose| self.rng.words(purpose, place, key))) {
                    lanes.iter_mut().zip(words).for_each(|(lane, word)| lane[i] = word);
                }
                let words = own[0].each_ref().map(|lane| lane[i]);
                let later = self.later_ranks(stand.angle, stand.common, stand.place[i], &words);
                (ranks.age[i], ranks.schooling[i], ranks.pick[i]) = (later.age[0], later.schooling[0], later.pick[0]);
                came_here = occupant.came;
            }
            came.push(came_here as i16);
            age[i] = life_course::band(came_here, at.now as i32);
        }
        age
    }

    /// Household codes of the persons of a row, and the place in it of each household's first member. Households are
    /// drawn in turn from the first place of the row; the last is cut off at the end of the row.
    fn households(&self, first: u32, persons: usize) -> ([u8; ROW], [u8; ROW]) {
        let words = [0, 1].map(|half| self.rng.words(Purpose::Households, first, half));
        let (mut codes, mut heads) = ([0; ROW], [0; ROW]);
        let mut head = 0;
        for word in words.into_iter().flatten() {
            let size = (1 + usize::from(self.tables.sizes.of(word))).min(persons - head);
            codes[head..head + size].fill(head as u8 | (size.max(1) as u8 - 1) << 3);
            heads[head..head + size].fill(head as u8);
            head += size;
        }
        (codes, heads)
    }

    /// Adds the first `n` of the persons with these words, trait by trait, without their households and ties.
    fn traits<const N: usize>(&self, urban: bool, words: &Words<N>, n: usize, traits: &mut Traits) {
        let m = &self.society.marginals;
        let [a, b, c, d] = &words.own;
        let [income, infant, child, luck] = &words.household;
        let incomes = if urban { &self.tables.urban } else { &self.tables.rural };
        let yuan = income.map(|word| yuan(incomes, word));
        let fifth = yuan.map(|yuan| fifth(&self.tables.borders, yuan));
        traits.income.extend(&yuan.map(|yuan| yuan.min(65_535.0) as u16)[..n]);
        let age = *words.age;
        let schooling = self.schooling_ranks(urban, &words.ranks, income).map(|word| self.tables.schooling.of(word));

        let below = |words: &[u32; N], share: f64, bit: u8| {
            let cut = Cut::<1>::after(&[share]);
            words.map(|word| bit * (1 - cut.of(word)))
        };
        let with_age = m.internet_with_age.value as f32;
        let mut online = *b[1];
        for i in 0..N {
            online[i] = if unit(nth(a[3][i], 1)) < with_age { words.ranks.age[i] } else { online[i] };
        }
        let share = if urban { m.internet_urban.value } else { m.internet_rural.value };
        let (car, online, post) =
            (below(b[0], m.car.value, CAR), below(&online, share, INTERNET), below(b[2], self.tables.post, OFFICIAL));
        let mut children = [0; N];
        if words.month == 0 {
            let (infant, child) = (below(infant, m.infant.value, INFANT), below(child, m.child.value, CHILD));
            (0..N).for_each(|i| children[i] = infant[i] | child[i]);
        } else {
            let family = |i: usize| self.families.of(infant[i], child[i], luck[i]);
            (0..n).for_each(|i| children[i] = self.families.flags(family(i), words.month as i32));
        }
        let travels = below(&b[0].map(|word| nth(word, 1)), m.travels.value, TRAVELS);
        let platform = below(&b[1].map(|word| nth(word, 1)), self.tables.platform, ONLINE_WORK);
        let mut flags = [0; N];
        for i in 0..N {
            let working = u8::from(age[i] + 1 < AGES as u8);
            let platform = platform[i] * working * u8::from(online[i] != 0);
            flags[i] = car[i] | online[i] | post[i] * working | children[i] | travels[i] | platform;
        }
        // Temperaments go with the age at which somebody is first met, and do not change as she grows older.
        let cohort = words.ranks.age.map(|word| self.tables.ages.of(word));
        let people = Features { urban, age: &cohort, fifth: &fifth, schooling: &schooling };
        let temper: [_; 3] = std::array::from_fn(|k| self.tables.tempers[k].of(people, c[k]));
        let (leaning, shame) = (self.tables.leaning.of(people, c[3]), self.tables.shame.of(people, b[3]));
        let plain = |words: &[u32; N]| words.map(|word| (word >> 24) as u8);
        let [approved, done] = [d[2], d[3]].map(|words| self.tables.conformity.of(people, words));
        let weights = [plain(d[0]), plain(d[1]), approved, done, plain(a[2])];
        let lanes =
            [&fifth, &age, &schooling, &flags].into_iter().chain(&temper).chain([&leaning, &shame]).chain(&weights);
        traits.columns().into_iter().zip(lanes).for_each(|(column, lane)| column.extend(&lane[..n]));
    }

    /// The words that determine schooling. Some are replaced by the word of another trait, or by its mirror image, so
    /// that the two correlate; each of these words is uniform, so the shares of schooling stay as published.
    fn schooling_ranks<const N: usize>(&self, urban: bool, own: &RankWords<N>, income: &[u32; N]) -> [u32; N] {
        let m = &self.society.marginals;
        let [age, place, money] = [&m.schooling_with_age, &m.schooling_with_place, &m.schooling_with_income]
            .map(|figure| figure.value as f32);
        // Rural people have the lower part of all ranks, urban people the upper.
        let town = m.urban.value;
        let (least, part) = if urban { (1.0 - town, town) } else { (0.0, 1.0 - town) };
        let mut ranks = own.schooling;
        for i in 0..N {
            let of_place = least + f64::from(own.schooling[i]) / ALL * part;
            let pick = unit(own.pick[i]);
            let word = if pick < age + place + money { income[i] } else { own.schooling[i] };
            let word = if pick < age + place { floor(of_place * (ALL - 1.0)) } else { word };
            ranks[i] = if pick < age { !own.age[i] } else { word };
        }
        ranks
    }
}

/// A number from 0 to 2^32 - 1 without its fraction, by an addition that leaves it in the low bits: unlike a
/// conversion, it is vectorised.
#[inline(always)]
fn floor(x: f64) -> u32 {
    const LOW_BITS: f64 = 4_503_599_627_370_496.0; // 2^52
    (x.trunc() + LOW_BITS).to_bits() as u32
}

/// Income at the rank of a word, yuan a month.
#[inline(always)]
fn yuan(incomes: &Distribution, word: u32) -> f64 {
    incomes.quantile(f64::from(word) / ALL)
}

/// National fifth of an income, by the borders of the fifths.
#[inline(always)]
fn fifth(borders: &[f64; 4], yuan: f64) -> u8 {
    borders.iter().map(|border| u8::from(yuan > *border)).sum()
}

/// Chances with which sizes are drawn in turn into rows of [`ROW`] places so that the share of households of each
/// size is as wanted although the last one is truncated. Found by iterative proportional fitting.
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
