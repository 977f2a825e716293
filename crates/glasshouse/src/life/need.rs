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
use crate::rng::{LANES, Lane, ROW, whole};
use crate::society::behaviour::Behaviour;
use crate::society::traits::{CHILD, INFANT};

/// Nobody supports her.
const NOBODY: u8 = u8::MAX;

/// Who supports whom in a neighbourhood. What is said of a household stands at its first member.
struct Households {
    /// The first member of each person's household.
    head: Lane<u8>,
    /// For an old person, the household that supports her.
    supporter: Lane<u8>,
    /// People of working age.
    earners: Lane<u8>,
    /// Old people who depend on it.
    parents: Lane<u8>,
    /// Children who depend on it.
    children: Lane<u8>,
}

impl Households {
    fn of(household: &Lane<u8>, age: &Lane<u8>, flags: &Lane<u8>, persons: usize) -> Households {
        let none = [0; LANES];
        let mut all =
            Households { head: none, supporter: [NOBODY; LANES], earners: none, parents: none, children: none };
        for i in 0..persons {
            let head = i / ROW * ROW + usize::from(household[i] & 7);
            all.head[i] = head as u8;
            if head == i {
                all.children[i] = u8::from(flags[i] & CHILD != 0) + u8::from(flags[i] & INFANT != 0);
            }
            all.earners[head] += u8::from(!is_retired(age[i]));
        }
        for row in (0..persons).step_by(ROW) {
            let here = row..(row + ROW).min(persons);
            let heads = here.clone().fold(0, |set, i| set | u8::from(usize::from(all.head[i]) == i) << (i - row));
            for i in here.filter(|i| is_retired(age[*i])) {
                let first = usize::from(all.head[i]);
                // Her own household, or the next of the row, going round.
                let next =
                    (0..ROW).map(|k| (first - row + k) % ROW).find(|k| heads >> k & 1 != 0 && all.earners[row + k] > 0);
                if let Some(k) = next {
                    all.supporter[i] = (row + k) as u8;
                    all.parents[row + k] += 1;
                }
            }
        }
        all
    }
}

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

impl Circumstances<'_> {
    fn households(&self) -> Households {
        Households::of(self.household, self.age, self.flags, self.persons)
    }

    /// Yuan that pass from children to old parents: given (negative) or received. Nobody gives more than `left`, and
    /// nothing is lost or made.
    pub fn support(&self, b: &Behaviour, left: &Lane<u32>) -> Lane<i32> {
        if b.need.duty > 0.0 { self.passed(&self.households(), b.need.duty, left) } else { [0; LANES] }
    }

    fn passed(&self, all: &Households, duty: f32, left: &Lane<u32>) -> Lane<i32> {
        let (mut passed, mut given) = ([0; LANES], [0_i32; LANES]);
        for i in (0..self.persons).filter(|i| !is_retired(self.age[*i])) {
            let head = usize::from(all.head[i]);
            if all.parents[head] > 0 {
                let due = whole(duty * f32::from(self.income[i])).min(left[i].min(i32::MAX as u32) as i32);
                passed[i] = -due;
                given[head] += due;
            }
        }
        let mut waiting = all.parents;
        for i in (0..self.persons).filter(|i| all.supporter[*i] != NOBODY) {
            // Each takes an equal part of what is left for her and for those after her.
            let by = usize::from(all.supporter[i]);
            let part = given[by] / i32::from(waiting[by].max(1));
            passed[i] = part;
            given[by] -= part;
            waiting[by] -= 1;
        }
        passed
    }

    /// Everybody's need, 0 to 1, given her savings.
    pub fn needs(&self, b: &Behaviour, terms: &Terms, savings: &Lane<u32>) -> Lane<f32> {
        let (n, mut needs) = (&b.need, [0.0; LANES]);
        if n.line <= 0.0 {
            return needs;
        }
        let mut passed = [0; LANES];
        let mut burden = [0.0; LANES];
        if n.duty > 0.0 || n.dependant > 0.0 {
            let all = self.households();
            if n.duty > 0.0 {
                passed = self.passed(&all, n.duty, &[u32::MAX; LANES]);
            }
            for i in (0..self.persons).filter(|i| !is_retired(self.age[*i])) {
                let head = usize::from(all.head[i]);
                let dependants = f32::from(all.parents[head] + all.children[head]);
                burden[i] = n.dependant * dependants / f32::from(all.earners[head]);
            }
        }
        let of_savings = 1.0 / n.horizon.max(1.0);
        for i in 0..LANES {
            let income = f32::from(self.income[i]);
            let welfare = terms.support(income, is_retired(self.age[i])) as f32;
            // Savings beyond 2^31 yuan count as that much.
            let saved = savings[i].min(i32::MAX as u32) as i32 as f32 * of_savings;
            let needed = n.line + burden[i];
            needs[i] = (1.0 - (income + welfare + passed[i] as f32 + saved) / needed).clamp(0.0, 1.0);
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
        assert_eq!(here.support(&b, &[u32::MAX; LANES]), [0; LANES]);
        b.need.duty = 0.1;
        // The old person alone has her children in the next household, and so the son has three parents.
        let passed = here.support(&b, &[u32::MAX; LANES]);
        assert_eq!(passed[..6], [0, 0, 33, 33, 34, -100]);
        let mut left = [u32::MAX; LANES];
        left[5] = 30;
        assert_eq!(here.support(&b, &left)[..6], [0, 0, 10, 10, 10, -30], "no more than she has");
    }

    #[test]
    fn who_has_enough_has_no_need_and_dependants_and_duties_add_to_it() {
        let (household, age, flags) = row();
        let mut income = [1_000; LANES];
        income[3] = 400;
        let here = Circumstances { household: &household, age: &age, flags: &flags, income: &income, persons: 6 };
        let mut b = Behaviour::default();
        let terms = Terms::of_law(&b, 0);
        let needs = |b: &Behaviour, terms: &Terms, saved: u32| here.needs(b, terms, &[saved; LANES])[..6].to_vec();
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
