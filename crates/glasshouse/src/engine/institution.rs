//! A regime prepared for a run: its channels, its rules, and their variants by province.

use crate::regime::Regime;
use crate::regime::adjudication::Code;
use crate::regime::surveillance::Eyes;
use crate::society::marginals::MOST_PROVINCES;
use std::borrow::Cow;

/// A regime prepared for a run.
pub struct Institution<'a> {
    /// The regime.
    pub regime: Cow<'a, Regime>,
    /// Its channels; `None` if it has none.
    pub eyes: Option<Eyes>,
    /// Its rules.
    pub code: Code,
    /// Its variants in provinces with other rules.
    pub(super) regional: Vec<RegionalVariant<'a>>,
}

/// An institution under the rules of some provinces.
pub(super) struct RegionalVariant<'a> {
    /// Numbers of the provinces.
    pub provinces: Vec<u32>,
    /// The institution there.
    pub institution: Institution<'a>,
}

impl<'a> Institution<'a> {
    /// Prepares a regime.
    pub fn new(regime: &'a Regime) -> Institution<'a> {
        let mut regional: Vec<RegionalVariant> = Vec::new();
        for province in 1..=MOST_PROVINCES {
            let Some(here) = regime.regional(province) else { continue };
            match regional.iter_mut().find(|variant| *variant.institution.regime == here) {
                Some(variant) => variant.provinces.push(province),
                None => {
                    let institution = Institution::everywhere(Cow::Owned(here));
                    regional.push(RegionalVariant { provinces: vec![province], institution });
                }
            }
        }
        Institution { regional, ..Institution::everywhere(Cow::Borrowed(regime)) }
    }

    /// Prepares a regime whose rules are the same everywhere.
    pub(super) fn everywhere(regime: Cow<'a, Regime>) -> Institution<'a> {
        Institution { eyes: Eyes::of(&regime), code: Code::of(&regime), regional: Vec::new(), regime }
    }
}

impl Institution<'_> {
    /// Sets the first month in which it is no longer in force anywhere.
    pub(super) fn end(&mut self, month: u32) {
        self.regime.to_mut().ends = Some(month);
        self.regional.iter_mut().for_each(|variant| variant.institution.end(month));
    }
}
