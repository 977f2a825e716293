//! Succession: the state of a person who comes of age, in the place of somebody who has died.
//!
//! Norms, trust and approval are a weighted mean of those of her household, of her neighbourhood, and of what is her
//! own (vertical and oblique transmission: Cavalli-Sforza & Feldman 1981, Cultural Transmission and Evolution; Dohmen,
//! Falk, Huffman & Sunde 2012, Review of Economic Studies 79: 645). What others do she knows from the first two. She
//! has seen nothing of an institution yet: she expects to be found out as often as her elders do, her docket is fresh,
//! and neighbours think well of her. She has work; if a child of the household was kept out of a good school, she is
//! the child, and it pays less for some time. She inherits the savings that a lender leaves: from them her
//! predecessor's debt is paid as far as they go, and the rest is written off.

use super::accounting::Ledger;
use super::context::Context;
use super::world::{Columns, Common, TownState};
use crate::life::loan::{self, Debt};
use crate::life::terms::NEUTRAL;
use crate::life::work;
use crate::rng::{Stream, unit};
use crate::society::act::SPHERES;
use crate::society::behaviour::Lives;
use crate::society::life_course::BANDS;
use crate::society::marginals::AGES;
use crate::society::traits::{OFFICIAL, TownPopulation};

/// What is a newcomer's own in her trust; "month" is the month of life in which she comes of age.
const OWN_TRUST: Stream = Stream::named("own trust");
/// Officials of a neighbourhood whose lost posts are remembered.
const REMEMBERED: u32 = u32::BITS;

/// The state with which somebody comes of age. Fractions are in 1/255.
struct Newcomer {
    norm: [u8; 3],
    custom: [u8; 3],
    trust: u8,
    felt: [u8; SPHERES],
    approval: u8,
    /// Score of a fresh docket.
    score: i16,
    /// Inherited savings, yuan.
    savings: u32,
    /// Her work, as a byte of the column.
    work: u8,
}

/// Who brings up a newcomer: the places of her household and her neighbourhood, without those who come of age with
/// her.
struct Elders {
    home: Vec<usize>,
    neighbourhood: Vec<usize>,
}

impl Context<'_> {
    /// Puts into the places of those who died last month the persons who come of age, before the month begins.
    pub(super) fn succeed(&self, population: &TownPopulation, state: &mut TownState, ledger: &mut Ledger) {
        self.hand_over_posts(population, state);
        let entered = &population.entered;
        if entered.is_empty() {
            return;
        }
        let (mut newcomers, mut at) = (Vec::with_capacity(entered.len()), 0);
        for hood in &population.neighbourhoods {
            let here = entered[at..].iter().take_while(|place| (**place as usize) < hood.span.end).count();
            let places = &entered[at..at + here];
            at += here;
            let is_elder = |place: &usize| places.binary_search(&(*place as u32)).is_err();
            let neighbourhood: Vec<usize> = match places {
                [] => continue,
                _ => hood.span.clone().filter(is_elder).collect(),
            };
            let mut elders = Elders { home: Vec::new(), neighbourhood };
            for place in places.iter().map(|place| *place as usize) {
                elders.home.clear();
                elders.home.extend(population.household(place).filter(is_elder));
                let elder = elders.home.first().or(elders.neighbourhood.first()).map(|elder| elder - hood.span.start);
                newcomers.push((self.newcomer(population, &state.columns, &elders, place, ledger), elder));
            }
        }
        for (place, (newcomer, elder)) in entered.iter().map(|place| *place as usize).zip(&newcomers) {
            state.columns.enter(place, newcomer);
            state.books.clear(place);
            let b = population.number_of_hood(place);
            state.commons[b].welcome(place - population.neighbourhoods[b].span.start, *elder);
        }
    }

    /// The state with which the person at a place comes of age. `columns` is that of the month before; her
    /// predecessor's debt is paid from what he leaves.
    fn newcomer(
        &self,
        population: &TownPopulation,
        columns: &Columns,
        elders: &Elders,
        place: usize,
        ledger: &mut Ledger,
    ) -> Newcomer {
        let society = &self.people.society;
        let (b, traits) = (&society.behaviour, &population.traits);
        let weights = Weights::of(&b.lives);
        let learnt = |column: &[u8], own: f32| weights.mean(column, elders, own);
        let taught = |column: &[u8], own: f32| Weights { own: 0.0, ..weights }.mean(column, elders, own);
        let (tempers, mean) = (society.tempers(), society.marginals.trust.value as f32);
        let spread = mean.min(1.0 - mean);
        let person = population.neighbourhoods[0].first + place as u32;
        let word = self.people.rng.words(OWN_TRUST, person, population.came[place] as u32)[0];
        let own_trust = mean + spread * (2.0 * unit(word) - 1.0);
        let part = loan::part(b, f32::from(traits.income[place]));
        let owed = match Debt::read(columns.debt[place]) {
            Debt::Paying(parts) | Debt::Broken(parts) => loan::claim(part, parts) as u32,
            Debt::None | Debt::Marked(_) | Debt::Slandered(_) => 0,
        };
        let repaid = owed.min(columns.savings[place]);
        ledger.outside += i64::from(repaid);
        Newcomer {
            norm: [0, 1, 2].map(|d: usize| learnt(&columns.norm[d], f32::from(traits.temper[d][place]))),
            custom: [0, 1, 2].map(|d: usize| taught(&columns.custom[d], tempers[d] * 255.0)),
            trust: learnt(&columns.trust, own_trust * 255.0),
            felt: [0, 1, 2].map(|k: usize| taught(&columns.felt[k], 0.0)),
            approval: learnt(&columns.approval, f32::from(traits.leaning[place])),
            score: self.institution.code.start(),
            savings: columns.savings[place] - repaid,
            work: work::of_a_child(columns.work[place]),
        }
    }

    /// Officials are told apart by their number within the neighbourhood, which changes when one of them retires, dies
    /// or enters: those who have lost their posts keep that under their new number. A post that falls vacant with its
    /// holder's death is filled by whoever comes with it.
    fn hand_over_posts(&self, population: &TownPopulation, state: &mut TownState) {
        let at = self.populations.at();
        if at.now == at.last {
            return;
        }
        let retires = |place: usize| {
            let then = population.month_of_age(place, BANDS[AGES - 1]);
            then > at.last as i32 && then <= at.now as i32
        };
        for (hood, common) in population.neighbourhoods.iter().zip(&mut state.commons).filter(|(_, c)| c.dismissed != 0)
        {
            let (mut before, mut now, mut dismissed) = (0, 0, 0);
            for (place, person) in hood.span.clone().zip(hood.first..) {
                let is = population.traits.flags[place] & OFFICIAL != 0;
                let enters = population.entered.binary_search(&(place as u32)).is_ok();
                let was = match enters || retires(place) {
                    true => self.populations.flags_before(person) & OFFICIAL != 0,
                    false => is,
                };
                let lost = was && before < REMEMBERED && common.dismissed >> before & 1 == 1;
                if lost && is && !enters && now < REMEMBERED {
                    dismissed |= 1 << now;
                }
                (before, now) = (before + u32::from(was), now + u32::from(is));
            }
            common.dismissed = dismissed;
        }
    }
}

/// Weights of those who bring up a newcomer, and of what is her own.
#[derive(Clone, Copy)]
struct Weights {
    home: f32,
    neighbourhood: f32,
    own: f32,
}

impl Weights {
    fn of(b: &Lives) -> Weights {
        Weights { home: b.home, neighbourhood: b.neighbourhood, own: (1.0 - b.home - b.neighbourhood).max(0.0) }
    }

    /// The weighted mean of a column and a value of her own. The neighbourhood takes the place of a household without
    /// others; a value that nobody else has remains as it is.
    fn mean(self, column: &[u8], elders: &Elders, own: f32) -> u8 {
        let of = |places: &[usize]| {
            let sum: u32 = places.iter().map(|place| u32::from(column[*place])).sum();
            (!places.is_empty()).then(|| sum as f32 / places.len() as f32)
        };
        let place = of(&elders.neighbourhood).unwrap_or(own);
        let home = of(&elders.home).unwrap_or(place);
        let whole = self.home + self.neighbourhood + self.own;
        let mean = (self.home * home + self.neighbourhood * place + self.own * own) / whole;
        ((if whole > 0.0 { mean } else { own }) + 0.5).clamp(0.0, 255.0) as u8
    }
}

impl Columns {
    /// The person at place `i` comes of age. Every column is named here, so that none can be forgotten.
    fn enter(&mut self, i: usize, newcomer: &Newcomer) {
        let Columns {
            norm,
            custom,
            trust,
            felt,
            approval,
            repute,
            score,
            deserved,
            savings,
            standing,
            months,
            deserved_months,
            debt,
            work,
        } = self;
        for d in 0..3 {
            (norm[d][i], custom[d][i]) = (newcomer.norm[d], newcomer.custom[d]);
        }
        (trust[i], approval[i], work[i]) = (newcomer.trust, newcomer.approval, newcomer.work);
        for (column, felt) in felt.iter_mut().zip(newcomer.felt) {
            column[i] = felt;
        }
        repute[i] = u8::MAX;
        (score[i], deserved[i]) = (newcomer.score, newcomer.score);
        savings[i] = newcomer.savings;
        standing[i] = NEUTRAL;
        (months[i], deserved_months[i]) = (0, 0);
        debt[i] = Debt::None.byte();
    }
}

impl Common {
    /// Neighbours think well of the person at a place, and she of others as an elder does.
    fn welcome(&mut self, place: usize, elder: Option<usize>) {
        if let Some(opinions) = &mut self.opinions {
            opinions.welcome(place, elder);
        }
        if let Some(votes) = &mut self.votes {
            votes.good[place] = votes.sat;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_counts_as_much_as_its_weight_and_nothing_else_does_where_there_is_nobody() {
        let column = [200, 100, 100, 0, 7];
        let elders = Elders { home: vec![0], neighbourhood: vec![0, 1, 2, 3] };
        let mean = |home, neighbourhood, elders: &Elders| {
            Weights::of(&Lives { home, neighbourhood, ..Lives::default() }).mean(&column, elders, 50.0)
        };
        let doses = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|home| mean(home, 0.0, &elders));
        assert_eq!(doses, [50, 80, 110, 140, 170, 200]);
        let doses = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|place| mean(0.0, place, &elders));
        assert_eq!(doses, [50, 60, 70, 80, 90, 100]);
        // Somebody without a household learns from neighbours, and somebody alone has what is her own.
        let (orphan, alone) = (Elders { home: vec![], ..elders }, Elders { home: vec![], neighbourhood: vec![] });
        assert_eq!((mean(1.0, 0.0, &orphan), mean(0.5, 0.5, &alone)), (100, 50));
        // Weights that sum to more than 1 leave nothing of her own.
        assert_eq!(mean(1.0, 1.0, &Elders { home: vec![0], neighbourhood: vec![3] }), 100);
        // Beliefs about others have nothing of one's own, unless nobody teaches them.
        let taught = |home: f32| Weights { home, neighbourhood: 0.0, own: 0.0 };
        let at_home = Elders { home: vec![0], neighbourhood: vec![3] };
        assert_eq!((taught(0.3).mean(&column, &at_home, 50.0), taught(0.0).mean(&column, &at_home, 50.0)), (200, 50));
    }
}
