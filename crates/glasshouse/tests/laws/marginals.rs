//! Tests of synthesis: the drawn society has the shares and means of its aggregates.
//!
//! Each figure of a society file is compared with that of 100,000 drawn persons, within sampling error: 4.5 standard
//! errors, so that one of the hundred comparisons here fails by chance in some thousand seeds. A figure shared by a
//! household or a neighbourhood is counted once for it, since its members are not an independent sample.

use crate::laboratory::{settle, society};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::society::Society;
use glasshouse::society::marginals::{AGES, SCHOOLINGS};
use glasshouse::society::traits::{CAR, CHILD, INFANT, INTERNET, OFFICIAL};

const PEOPLE: usize = 100_000;

/// A drawn person, with the traits used in this file.
struct Person {
    urban: bool,
    /// Whether she is the first of her household, and the size of the household.
    first: bool,
    household: usize,
    income: f64,
    fifth: usize,
    age: usize,
    schooling: usize,
    flags: u8,
    temper: [f64; 3],
    leaning: f64,
}

struct Drawn {
    name: &'static str,
    society: Society,
    settlement: Settlement,
    persons: Vec<Person>,
}

fn drawn() -> [Drawn; 2] {
    ["china-2018", "lesson"].map(|name| {
        let society = society(name);
        let settlement = settle(&society, PEOPLE as u64);
        let persons = persons(&settlement);
        assert_eq!(persons.len(), PEOPLE);
        Drawn { name, society, settlement, persons }
    })
}

fn persons(people: &Settlement) -> Vec<Person> {
    let mut persons = Vec::new();
    for home in &people.homes {
        let t = &home.traits;
        let hoods = home.neighbourhoods.iter().flat_map(|hood| hood.span.clone().enumerate().map(move |at| (hood, at)));
        persons.extend(hoods.map(|(hood, (place, i))| Person {
            urban: hood.urban,
            first: place % 8 == usize::from(t.household[i] & 7),
            household: 1 + usize::from(t.household[i] >> 3),
            income: f64::from(t.income[i]) * 12.0,
            fifth: t.fifth[i].into(),
            age: t.age[i].into(),
            schooling: t.schooling[i].into(),
            flags: t.flags[i],
            temper: [0, 1, 2].map(|d| f64::from(t.temper[d][i]) / 255.0),
            leaning: f64::from(t.leaning[i]) / 255.0,
        }));
    }
    persons
}

impl Drawn {
    /// Asserts that, of the independent persons who are `among`, the `wanted` share `has` something.
    fn share(&self, what: &str, wanted: f64, among: impl Fn(&Person) -> bool, has: impl Fn(&Person) -> bool) {
        let n = self.persons.iter().filter(|p| among(p)).count() as f64;
        let k = self.persons.iter().filter(|p| among(p) && has(p)).count() as f64;
        assert!(n > 10_000.0, "{}: {what}: only {n} looked at", self.name);
        let z = (k - n * wanted) / (n * wanted * (1.0 - wanted)).sqrt();
        assert!(z.abs() < 4.5, "{}: {what}: {:.4} instead of {wanted:.4} ({z:.1} standard errors)", self.name, k / n);
    }

    /// Asserts the mean of independent numbers, which are stored in 1/255.
    fn mean(&self, what: &str, wanted: f64, numbers: impl Iterator<Item = f64>) {
        let (n, mean, variance) = moments(numbers);
        // Where all have the same number there is no sampling error, only a rounding error.
        let tolerance = if variance == 0.0 { 0.5 / 255.0 } else { 4.5 * (variance / n).sqrt() };
        let off = (mean - wanted).abs();
        assert!(off <= tolerance, "{}: {what}: mean {mean:.5} instead of {wanted:.5} ± {tolerance:.5}", self.name);
    }
}

/// Count, mean and variance.
fn moments(numbers: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let numbers: Vec<f64> = numbers.collect();
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    (n, mean, numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n)
}

fn everybody(_: &Person) -> bool {
    true
}

fn household(p: &Person) -> bool {
    p.first
}

#[test]
fn places_ages_and_schooling_are_as_published() {
    for d in drawn() {
        let m = &d.society.marginals;
        let hoods: Vec<bool> =
            d.settlement.homes.iter().flat_map(|home| home.neighbourhoods.iter().map(|hood| hood.urban)).collect();
        let urban = hoods.iter().filter(|urban| **urban).count() as f64;
        let wanted = m.urban.value * hoods.len() as f64;
        assert!((urban - wanted).abs() <= 1.0, "{}: {urban} urban neighbourhoods instead of {wanted}", d.name);
        for age in 0..AGES {
            d.share(&format!("age band {age}"), m.age.value[age], everybody, |p| p.age == age);
        }
        for level in 0..SCHOOLINGS {
            d.share(&format!("schooling {level}"), m.education.value[level], everybody, |p| p.schooling == level);
        }
    }
}

#[test]
fn households_have_the_sizes_infants_and_children_as_published() {
    for d in drawn() {
        let m = &d.society.marginals;
        for size in 1..=4 {
            let wanted = m.household_adults.value[size - 1];
            d.share(&format!("households of {size}"), wanted, household, |p| p.household == size);
        }
        d.share("infants", m.infant.value, household, |p| p.flags & INFANT != 0);
        d.share("children", m.child.value, household, |p| p.flags & CHILD != 0);
    }
}

#[test]
fn a_household_shares_its_income_and_its_children() {
    for d in drawn() {
        let mut shared = 0;
        for pair in d.persons.windows(2).filter(|pair| !pair[1].first) {
            let of_household = |p: &Person| (p.household, p.income, p.fifth, p.flags & (INFANT | CHILD));
            assert_eq!(of_household(&pair[0]), of_household(&pair[1]), "{}", d.name);
            shared += 1;
        }
        assert!(shared > PEOPLE / 3, "{}: {shared} persons are not the first of their household", d.name);
    }
}

#[test]
fn cars_internet_and_posts_are_as_published() {
    for d in drawn() {
        let m = &d.society.marginals;
        d.share("car", m.car.value, everybody, |p| p.flags & CAR != 0);
        d.share("internet, urban", m.internet_urban.value, |p| p.urban, |p| p.flags & INTERNET != 0);
        d.share("internet, rural", m.internet_rural.value, |p| !p.urban, |p| p.flags & INTERNET != 0);
        d.share("officials", m.officials.value, everybody, |p| p.flags & OFFICIAL != 0);
    }
}

/// Persons of one kind of place by income, cut into five equal parts.
fn fifths(d: &Drawn, urban: bool) -> Vec<Vec<&Person>> {
    let mut here: Vec<&Person> = d.persons.iter().filter(|p| p.urban == urban).collect();
    here.sort_by(|a, b| a.income.total_cmp(&b.income));
    let n = here.len();
    (0..5).map(|k| here[k * n / 5..(k + 1) * n / 5].to_vec()).collect()
}

#[test]
fn each_urban_and_rural_fifth_has_its_mean_income() {
    for d in drawn() {
        let m = &d.society.marginals;
        for (urban, means) in [(true, &m.income_urban.value), (false, &m.income_rural.value)] {
            for (k, (fifth, wanted)) in fifths(&d, urban).iter().zip(means).enumerate() {
                let (_, mean, variance) = moments(fifth.iter().map(|p| p.income));
                // Members of a household share an income, so households are the sample.
                let households = fifth.iter().map(|p| 1.0 / p.household as f64).sum::<f64>();
                let tolerance = (5.0 * (variance / households).sqrt()).max(0.015 * wanted);
                let place = if urban { "urban" } else { "rural" };
                let name = d.name;
                assert!((mean - wanted).abs() < tolerance, "{name}: {place} fifth {k}: {mean:.0}, not {wanted:.0}");
            }
        }
    }
}

#[test]
fn each_national_fifth_holds_a_fifth() {
    for d in drawn() {
        // Persons of a household are in one fifth: the variance of the count is p (1 − p) Σ size² over households.
        let squares: f64 = d.persons.iter().map(|p| p.household as f64).sum();
        let error = (0.2 * 0.8 * squares).sqrt() / PEOPLE as f64;
        for k in 0..5 {
            let (members, mean, _) = moments(d.persons.iter().filter(|p| p.fifth == k).map(|p| p.income));
            let share = members / PEOPLE as f64;
            println!("{}: national fifth {k}: share {share:.4}, mean {mean:.0} yuan a year", d.name);
            assert!((share - 0.2).abs() < 4.5 * error, "{}: fifth {k} holds {share:.4}", d.name);
        }
    }
}

#[test]
fn trust_approval_and_tempers_are_as_published() {
    for d in drawn() {
        let m = &d.society.marginals;
        let s = &d.settlement;
        let world = World::new(&s.society, &s.rng, &s.homes);
        let trust = world.towns.iter().flat_map(|c| c.columns.trust.iter().map(|t| f64::from(*t) / 255.0));
        d.mean("trust", m.trust.value, trust);
        d.mean("approval", m.approval.value, d.persons.iter().map(|p| p.leaning));
        d.mean("integrity", m.integrity.value, d.persons.iter().map(|p| p.temper[0]));
        d.mean("candour", m.candour.value, d.persons.iter().map(|p| p.temper[2]));
        // A person who helps in a month has had an occasion and took it: the temper for care is the share of
        // occasions taken.
        let care = f64::from(d.society.tempers()[1]);
        d.mean("care", care, d.persons.iter().map(|p| p.temper[1]));
    }
}

/// A share of helpers above the share of people with an occasion to help would be cut off and have no effect.
#[test]
fn occasions_to_help_suffice_for_the_published_share_of_helpers() {
    for name in ["china-2018", "lesson"] {
        let society = society(name);
        let helpers = f64::from(society.behaviour.distress.rate * society.tempers()[1]);
        let wanted = society.marginals.helping.value;
        assert!((helpers - wanted).abs() < 0.01, "{name}: {helpers:.3} of the people help in a month, not {wanted:.3}");
    }
}

#[test]
fn traits_go_together_as_far_as_the_society_says() {
    for d in drawn() {
        let m = &d.society.marginals;
        let mean = |of: &dyn Fn(&Person) -> f64, among: &dyn Fn(&Person) -> bool| {
            moments(d.persons.iter().filter(|p| among(p)).map(of)).1
        };
        let schooling = |among: &dyn Fn(&Person) -> bool| mean(&|p| p.schooling as f64, among);
        let users = |among: &dyn Fn(&Person) -> bool| mean(&|p| f64::from(u8::from(p.flags & INTERNET != 0)), among);
        let gaps = [
            (m.schooling_with_age.value, schooling(&|p| p.age == 0) - schooling(&|p| p.age == AGES - 1)),
            (m.schooling_with_place.value, schooling(&|p| p.urban) - schooling(&|p| !p.urban)),
            (
                m.schooling_with_income.value,
                schooling(&|p| p.urban && p.fifth == 4) - schooling(&|p| p.urban && p.fifth < 2),
            ),
            (m.internet_with_age.value, users(&|p| p.age == 0) - users(&|p| p.age == AGES - 1)),
        ];
        for (k, (together, gap)) in gaps.into_iter().enumerate() {
            if together == 0.0 {
                assert!(gap.abs() < 0.06, "{}: pair {k} is associated by {gap:.3}, and should not be", d.name);
            } else {
                assert!(gap > 0.15, "{}: pair {k} is associated by {gap:.3} only", d.name);
            }
        }
    }
}
