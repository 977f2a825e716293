//! Need: how far somebody's means fall short of what she and those who depend on her need; children's duty to parents.
//!
//! Means are the month's income, with welfare and what passes between children and parents, and savings spread over
//! `horizon` months. What is needed is a line, and for those of working age `dependant` yuan for each old person and
//! child who depends on them, divided among the earners of the household. The share that is missing is her need. It
//! makes people stage accidents, blame helpers and break loans more readily, and help strangers less: strain (Agnew
//! 1992, Criminology 30: 47), seen where income falls or stops (Deshpande & Mueller-Smith 2022, QJE 137: 2263; Foley
//! 2011, REStat 93: 97) and, for kindness, where people are short of money (Andreoni, Nikiforakis & Stoop 2021, Nature
//! Communications 12: 4266). So security makes people kind by the same weight. Each weight can be 0, and who lacks
//! nothing is not moved by any.
//!
//! Old people who live without anybody of working age have their children next door: in the next household of their row
//! with somebody of working age. Everybody of working age gives the share `duty` of her income to the old people of her
//! own household and to such parents.

use super::terms::Terms;
use super::work::is_retired;
use crate::rng::{LANES, Lane, ROW, places, small};
use crate::society::behaviour::Behaviour;
use crate::society::traits::{CHILD, INFANT};
use multiversion::multiversion;

/// Traits and this month's incomes of the persons of a neighbourhood, as far as need depends on them.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// Household of each.
    pub household: &'a Lane<u8>,
    /// Age band of each.
    pub age: &'a Lane<u8>,
    /// Trait flags of each.
    pub flags: &'a Lane<u8>,
    /// Income of each this month, yuan.
    pub income: &'a Lane<u16>,
    /// Number of persons.
    pub persons: usize,
}

/// What kinship costs and brings the persons of a neighbourhood in a month.
pub struct Kinship {
    /// Yuan that pass from children to old parents: given (negative) or received. Nothing is lost or made, and nobody
    /// gives more than her income.
    pub support: Lane<i32>,
    /// Of those of working age: old people and children who depend on each.
    burden: Lane<f32>,
}

/// Everybody's kin.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn kinship(b: &Behaviour, here: &Circumstances) -> Kinship {
    let mut kin = Kinship { support: [0; LANES], burden: [0.0; LANES] };
    if b.need.duty <= 0.0 && b.need.dependant <= 0.0 {
        return kin;
    }
    let homes = Homes::of(here);
    for i in 0..LANES {
        let dependants = f32::from(homes.parents[i] + homes.children[i]);
        kin.burden[i] = if homes.works[i] { dependants / f32::from(homes.earners[i].max(1)) } else { 0.0 };
    }
    if b.need.duty > 0.0 {
        homes.pass(b.need.duty, here.income, &mut kin.support);
    }
    kin
}

/// Who supports whom in a neighbourhood.
struct Homes {
    /// The first member of each person's household.
    head: Lane<u8>,
    /// Whether each is of working age.
    works: Lane<bool>,
    /// People of working age in each person's household.
    earners: Lane<u8>,
    /// Old people who depend on each person's household.
    parents: Lane<u8>,
    /// Children of each person's household.
    children: Lane<u8>,
    /// Old people who are supported.
    supported: Supported,
}

/// Old people, and the first member of the household that supports each.
struct Supported {
    pairs: [[u8; 2]; LANES],
    number: usize,
}

impl Supported {
    #[inline(always)]
    fn add(&mut self, old: usize, by: usize) {
        self.pairs[self.number] = [old as u8, by as u8];
        self.number += 1;
    }
}

impl Homes {
    #[inline(always)]
    fn of(here: &Circumstances) -> Homes {
        let none = [0; LANES];
        let (mut head, mut works, mut old, mut each) = (none, [false; LANES], [false; LANES], none);
        for i in 0..LANES {
            let (there, first) = (i < here.persons, i % ROW == usize::from(here.household[i] & 7));
            head[i] = (i / ROW * ROW) as u8 + (here.household[i] & 7);
            old[i] = there & is_retired(here.age[i]);
            works[i] = there & !old[i];
            let children = u8::from(here.flags[i] & CHILD != 0) + u8::from(here.flags[i] & INFANT != 0);
            // Three counts in one byte: a household has fewer than eight members.
            let young = if there & first { children } else { 0 };
            each[i] = u8::from(works[i]) | u8::from(old[i]) << 3 | young << 6;
        }
        let all = at_home(here.household, &each);
        let (mut earners, mut parents, mut children) = (none, none, none);
        for i in 0..LANES {
            (earners[i], parents[i], children[i]) = (all[i] & 7, all[i] >> 3 & 7, all[i] >> 6);
        }
        let (mut cared, mut alone, mut supports) = ([false; LANES], [false; LANES], [false; LANES]);
        for i in 0..LANES {
            let earns = earners[i] > 0;
            (cared[i], alone[i]) = (old[i] & earns, old[i] & !earns);
            supports[i] = (i < here.persons) & (usize::from(head[i]) == i) & earns;
            // Parents who live with nobody of working age are a burden to nobody there.
            parents[i] = if earns { parents[i] } else { 0 };
        }
        let mut supported = Supported { pairs: [[0; 2]; LANES], number: 0 };
        for i in places(&cared) {
            supported.add(i, usize::from(head[i]));
        }
        let supports = places(&supports);
        for i in places(&alone) {
            // The next household of the row, going round.
            let (row, after) = (i / ROW, u32::from(head[i]) % ROW as u32 + 1);
            let others = supports.row(row).rotate_right(after);
            if others != 0 {
                let by = row * ROW + (after + others.trailing_zeros()) as usize % ROW;
                supported.add(i, by);
                add_at_home(&mut parents, by, here.household[by]);
            }
        }
        Homes { head, works, earners, parents, children, supported }
    }

    /// Those of working age give a share of their incomes; what a household gives is divided among those whom it
    /// supports, in whole yuan.
    #[inline(always)]
    fn pass(&self, duty: f32, income: &Lane<u16>, support: &mut Lane<i32>) {
        let (mut given, mut gives) = ([0_i32; LANES], [false; LANES]);
        for i in 0..LANES {
            gives[i] = self.works[i] & (self.parents[i] > 0);
            support[i] = if gives[i] { -(small(duty * f32::from(income[i])) as i32) } else { 0 };
        }
        for i in places(&gives) {
            given[usize::from(self.head[i])] -= support[i];
        }
        let mut waiting = self.parents;
        for [i, by] in &self.supported.pairs[..self.supported.number] {
            let (i, by) = (usize::from(*i), usize::from(*by));
            // Each takes an equal part of what is left for her and for those after her.
            let part = given[by] / i32::from(waiting[by].max(1));
            support[i] = part;
            given[by] -= part;
            waiting[by] -= 1;
        }
    }
}

/// A one in each byte of a row.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Adds 1 to the numbers of all members of the household that begins at place `first`, given its byte.
#[inline(always)]
fn add_at_home(numbers: &mut Lane<u8>, first: usize, household: u8) {
    let row = &mut numbers.as_chunks_mut::<ROW>().0[first / ROW];
    let members = ONES >> (8 * (ROW - 1 - usize::from(household >> 3))) << (8 * (first % ROW));
    *row = u64::from_le_bytes(*row).wrapping_add(members).to_le_bytes();
}

/// The sums of numbers over everybody's household, below 256. A row of people is one word of bytes: a multiplication adds
/// up those bytes of it that belong to a household.
#[inline(always)]
fn at_home(household: &Lane<u8>, numbers: &Lane<u8>) -> Lane<u8> {
    let words = |lane: &Lane<u8>| -> [u64; LANES / ROW] {
        let (mut words, rows) = ([0; LANES / ROW], lane.as_chunks::<ROW>().0);
        (0..LANES / ROW).for_each(|r| words[r] = u64::from_le_bytes(rows[r]));
        words
    };
    let (homes, numbers) = (words(household), words(numbers));
    let mut sums = [0; LANES / ROW];
    for first in 0..ROW as u64 {
        for r in 0..LANES / ROW {
            let x = (homes[r] & (ONES * 7)) ^ (ONES * first);
            let here = (((x | x >> 1 | x >> 2) & ONES) ^ ONES) * 255;
            let sum = (numbers[r] & here).wrapping_mul(ONES) >> 56;
            sums[r] |= sum.wrapping_mul(ONES) & here;
        }
    }
    let mut lane = [0; LANES];
    lane.as_chunks_mut::<ROW>().0.iter_mut().zip(sums).for_each(|(row, word)| *row = word.to_le_bytes());
    lane
}

impl Circumstances<'_> {
    /// Everybody's need, 0 to 1, given her kin and her savings.
    #[inline(always)]
    pub fn needs(&self, b: &Behaviour, terms: &Terms, kin: &Kinship, savings: &Lane<u32>) -> Lane<f32> {
        let (n, mut needs) = (&b.need, [0.0; LANES]);
        if n.line <= 0.0 {
            return needs;
        }
        let of_savings = 1.0 / n.horizon.max(1.0);
        for i in 0..LANES {
            let income = f32::from(self.income[i]);
            let welfare = terms.support(income, is_retired(self.age[i])) as f32;
            // Savings beyond 2^31 yuan count as that much.
            let saved = savings[i].min(i32::MAX as u32) as i32 as f32 * of_savings;
            let needed = n.line + n.dependant * kin.burden[i];
            needs[i] = (1.0 - (income + welfare + kin.support[i] as f32 + saved) / needed).clamp(0.0, 1.0);
        }
        needs
    }
}

/// The need of somebody with this income who has no savings and no kin.
pub fn alone(b: &Behaviour, terms: &Terms, income: u16, old: bool) -> f32 {
    let lacks = b.need.line - f32::from(income) - terms.support(income.into(), old) as f32;
    if b.need.line > 0.0 { (lacks / b.need.line).max(0.0) } else { 0.0 }
}

/// How much more often somebody of this age and usual income is in distress in the street than people are, where the
/// share `old` of all are of the oldest band.
#[inline(always)]
pub fn frailty(b: &Behaviour, old: f32, age: u8, usual: u16) -> f32 {
    let (d, n) = (&b.distress, &b.need);
    let by_age = if is_retired(age) { 1.0 + d.old } else { 1.0 };
    let by_need = if f32::from(usual) < n.line { 1.0 + d.poor } else { 1.0 };
    by_age * by_need / (1.0 + old * d.old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::society::marginals::AGES;

    /// A row of two of working age with a child, an old person alone, and an old couple with a son.
    fn row() -> (Lane<u8>, Lane<u8>, Lane<u8>) {
        let (mut household, mut age, mut flags) = ([0; LANES], [0; LANES], [0; LANES]);
        let homes = [1 << 3, 1 << 3, 2, 3 | 2 << 3, 3 | 2 << 3, 3 | 2 << 3];
        household[..6].copy_from_slice(&homes);
        let old = AGES as u8 - 1;
        age[..6].copy_from_slice(&[1, 1, old, old, old, 2]);
        (flags[0], flags[1]) = (CHILD, CHILD);
        (household, age, flags)
    }

    #[test]
    fn children_give_a_share_to_parents_at_home_and_next_door() {
        let (household, age, flags) = row();
        let income = [1_000; LANES];
        let here = Circumstances { household: &household, age: &age, flags: &flags, income: &income, persons: 6 };
        let mut b = Behaviour::default();
        assert_eq!(kinship(&b, &here).support, [0; LANES]);
        b.need.duty = 0.1;
        // The old person alone has her children in the next household, and so the son has three parents.
        let passed = kinship(&b, &here).support;
        assert_eq!((passed[..6].iter().sum::<i32>(), passed[..2].to_vec(), passed[5]), (0, vec![0, 0], -100));
        assert!(passed[2..5].iter().all(|yuan| [33, 34].contains(yuan)), "{passed:?}");
    }

    #[test]
    fn who_has_enough_has_no_need_and_dependants_and_duties_add_to_it() {
        let (household, age, flags) = row();
        let mut income = [1_000; LANES];
        income[3] = 400;
        let here = Circumstances { household: &household, age: &age, flags: &flags, income: &income, persons: 6 };
        let mut b = Behaviour::default();
        let terms = Terms::of_law(&b, 0);
        let needs = |b: &Behaviour, terms: &Terms, saved: u32| {
            here.needs(b, terms, &kinship(b, &here), &[saved; LANES])[..6].to_vec()
        };
        assert_eq!(needs(&b, &terms, 0), [0.0; 6], "without a line nobody needs anything");
        (b.need.line, b.need.horizon) = (500.0, 10.0);
        assert_eq!(
            needs(&b, &terms, 0),
            [0.0, 0.0, 0.0, 0.2, 0.0, 0.0].map(|x: f32| if x > 0.0 { 1.0 - 0.8 } else { x })
        );
        assert_eq!(needs(&b, &terms, 1_000), [0.0; 6], "savings are means");
        b.need.dependant = 500.0;
        // Two earners share one child; the son has three parents.
        let burdened = needs(&b, &terms, 0);
        assert_eq!((burdened[0], burdened[5]), (0.0, 0.5));
        b.need.duty = 0.2;
        let dutiful = needs(&b, &terms, 0);
        assert!(dutiful[5] > burdened[5] && dutiful[3] < burdened[3]);
        let floor = Terms { floor: 3_000.0, ..terms.clone() };
        assert_eq!(needs(&b, &floor, 0), [0.0; 6], "a floor of income ends it");
    }

    #[test]
    fn the_old_are_in_distress_more_often_and_people_as_often_as_before() {
        let mut b = Behaviour::default();
        let old = AGES as u8 - 1;
        assert_eq!((frailty(&b, 0.25, old, 0), frailty(&b, 0.25, 0, 0)), (1.0, 1.0));
        b.distress.old = 1.0;
        let (aged, young) = (frailty(&b, 0.25, old, 0), frailty(&b, 0.25, 0, 0));
        assert!((aged - 2.0 * young).abs() < 1e-6 && (0.25 * aged + 0.75 * young - 1.0).abs() < 1e-6);
    }
}
