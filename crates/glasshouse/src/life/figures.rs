//! Figures by which officials are judged, and the decision to make them up.
//!
//! Who: the official who reports the wrongs on record in her neighbourhood. She is paid for figures that are met: no
//! more wrongs than the target. Options: report what is on record (a = 1), or leave out as many records as it takes.
//! She leaves out nothing where the figures are met anyway, and nothing where the gap is too great to be hidden.
//! Norm: integrity. The people concerned are judged all the same: only the state's statistics change. Figures that
//! bunch just below a target: Fisman & Wang 2017 (American Economic Journal: Applied 9: 202); reports that improve by
//! about a third once sensors report by themselves: Greenstone, He, Jia & Liu 2022 (American Economic Review: Insights
//! 4: 54). On its own it is Becker & Stigler (1974, Journal of Legal Studies 3: 1), like a bribe.

use super::decision::Minds;
use super::discretion::weighed;
use super::terms::Terms;
use crate::society::behaviour::Behaviour;

pub use super::figure_terms::FigureTerms;

/// Chance that an official who could meet her figures by making them up reports what is on record.
pub fn honest(figures: &FigureTerms, b: &Behaviour, minds: &Minds, terms: &Terms, i: usize) -> f32 {
    if figures.merit <= 0.0 {
        return 1.0;
    }
    let post = b.discretion.horizon * (b.discretion.post + terms.officials.bonus);
    let alone = figures.audit * (terms.officials.punishment + post) - (1.0 - figures.audit) * figures.merit;
    weighed(minds, terms, i, alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::decision::Domain;
    use crate::society::behaviour::{Discretion, Law};

    const FIGURES: FigureTerms = FigureTerms { target: 80.0, merit: 1_000.0, made_up: 0.2, audit: 0.1 };

    #[test]
    fn figures_are_made_up_where_merit_outweighs_audit_times_punishment_and_never_for_nothing() {
        let law = Law { bribe_punishment: 4_000.0, ..Law::default() };
        let discretion = Discretion { post: 500.0, horizon: 10.0, ..Discretion::default() };
        let b = Behaviour { law, discretion, ..Behaviour::default() };
        let mut minds = Minds::EMPTY;
        minds.weight[0][0] = 40.0;
        let terms = Terms::of_law(&b, 0);
        let honest = |f: FigureTerms, minds: &Minds| super::honest(&f, &b, minds, &terms, 0);
        // 0.1 × (4,000 + 10 × 500) = 900 yuan, against 0.9 × merit.
        assert!((honest(FIGURES, &minds) - 0.5).abs() < 1e-3);
        assert!(honest(FigureTerms { merit: 2_000.0, ..FIGURES }, &minds) < 0.01);
        assert!(honest(FigureTerms { audit: 0.3, ..FIGURES }, &minds) > 0.99);
        assert_eq!(honest(FigureTerms { merit: 0.0, audit: 0.0, ..FIGURES }, &minds), 1.0);
        // A norm of integrity outweighs it.
        (minds.weight[1][0], minds.norm[Domain::Integrity as usize][0]) = (400.0, 1.0);
        assert!(honest(FigureTerms { merit: 2_000.0, ..FIGURES }, &minds) > 0.99);
    }
}
