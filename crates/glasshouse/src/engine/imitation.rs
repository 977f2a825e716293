//! Payoff-based imitation of norms: an alternative learning rule, off unless a society requests it.
//!
//! Each month a person looks, with some probability, at one of the others of her neighbourhood, drawn uniformly. She
//! weighs how that person's month went against her own as she weighs money: the better it went, the likelier she
//! adopts all of that person's norms. In isolation this is pairwise comparison by the Fermi rule (Szabó & Tőke 1998,
//! Physical Review E 58; Traulsen, Nowak & Pacheco 2006, Physical Review E 74), under which whatever pays spreads,
//! whatever anybody approves of.

use super::context::Context;
use crate::life::decision::Minds;
use crate::life::learning::{Experience, Inner};
use crate::rng::{LANES, Lane, Purpose, logistic, unit};
use crate::society::traits::Neighbourhood;

/// The person whose norms each of `persons` adopts; herself if she keeps her own. `fared` is how a month went, as a
/// share of the full pull of money. Draws: whether she looks, at whom, whether she adopts.
fn models(persons: usize, rate: f32, weight: &Lane<f32>, fared: &Lane<f32>, draws: &[Lane<u32>; 4]) -> Lane<usize> {
    let mut models = std::array::from_fn(|i| i);
    for i in (0..persons).filter(|i| persons > 1 && unit(draws[0][*i]) < rate) {
        // Nobody looks at herself.
        let ahead = 1 + (u64::from(draws[1][i]) * (persons as u64 - 1) >> 32) as usize;
        let other = (i + ahead) % persons;
        if unit(draws[2][i]) < logistic(weight[i] * (fared[other] - fared[i])) {
            models[i] = other;
        }
    }
    models
}

impl Context<'_> {
    /// Imitators adopt the norms that their models have by now.
    pub fn copy(&self, neighbourhood: &Neighbourhood, minds: &Minds, experience: &Experience, inner: &mut Inner) {
        let rate = self.people.society.copying;
        if rate <= 0.0 {
            return;
        }
        let mut draws = [[0; LANES]; 4];
        self.people.rng.lanes(Purpose::Copying, neighbourhood.first, self.month, &mut draws);
        let fared: Lane<f32> = std::array::from_fn(|i| experience.regime[i] + experience.life[i]);
        let models = models(neighbourhood.persons(), rate, &minds.weight[0], &fared, &draws);
        for norm in &mut inner.norm {
            let before = *norm;
            *norm = models.map(|model| before[model]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn who_fares_better_is_copied_and_copies_nobody() {
        let mut fared = [0.0; LANES];
        (0..75).for_each(|i| fared[i] = 1.0);
        let mut draws = [[0; LANES]; 4];
        Rng::new(11, 0).lanes(Purpose::Copying, 0, 0, &mut draws);
        let models = |rate: f32, weight: f32| models(150, rate, &[weight; LANES], &fared, &draws);
        let keen = models(1.0, 1e6);
        let crossed = |models: &Lane<usize>, from: std::ops::Range<usize>, to: std::ops::Range<usize>| {
            from.filter(|i| to.contains(&models[*i])).count()
        };
        assert_eq!(crossed(&keen, 0..75, 75..150), 0, "nobody adopts what does worse");
        assert!((25..50).contains(&crossed(&keen, 75..150, 0..75)), "half look at the better off, and copy them");
        let careless = models(1.0, 0.0);
        assert!(crossed(&careless, 0..75, 75..150) > 5, "people indifferent to money copy by chance");
        assert!(models(0.0, 1e6).iter().enumerate().all(|(i, model)| i == *model), "nobody looks");
    }
}
