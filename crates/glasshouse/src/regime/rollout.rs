//! The roll-out: the counties in which a regime is in force by a month, and its regional rules.
//!
//! Counties are ordered once at random (`Geography::line`); each wave takes the next of them. So a county that has
//! joined stays in, and two regimes with the same shares begin in the same counties. A regime may be rolled out by
//! neighbourhood or by person instead, in every county: the arms of a randomised experiment, with whatever spills over
//! from one to the other.

use super::provisions::Rule;

/// What a roll-out takes one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RolloutUnit {
    /// Whole counties.
    #[default]
    County,
    /// Neighbourhoods, the same share in each town.
    Neighbourhood,
    /// Single persons: those drawn have a docket.
    Person,
}

impl RolloutUnit {
    /// All of them.
    pub const ALL: [RolloutUnit; 3] = [RolloutUnit::County, RolloutUnit::Neighbourhood, RolloutUnit::Person];
    /// Their words in files.
    pub const WORDS: [&'static str; 3] = ["county", "neighbourhood", "person"];

    /// Several of them, for people.
    pub fn plural(self) -> &'static str {
        ["counties", "neighbourhoods", "people"][self as usize]
    }
}

/// Section `[rollout]`: where it begins, and where its rules differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollout {
    /// What it takes one by one; shares are of these.
    pub unit: RolloutUnit,
    /// Share of the counties (or other units) in which it is in force from its first month on, 0 to 1.
    pub pilots: f32,
    /// More counties; months and shares rise.
    pub waves: Vec<Wave>,
    /// Its spread by itself; then there are no waves.
    pub spread: Option<Spread>,
    /// Month from which regional overrides no longer hold; `None` if they hold for good.
    pub standard: Option<u32>,
    /// Rules that differ in some provinces.
    pub overrides: Vec<Override>,
}

/// A wave of a roll-out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    /// Month from which it is in force in more counties.
    pub month: u32,
    /// Share of the counties in which it is in force then, including all earlier ones.
    pub share: f32,
}

/// A roll-out that spreads from county to county, as an innovation does (Bass 1969, Management Science 15: 215).
///
/// In a year, a share of the counties outside begins that is `innovation` plus `imitation` times the share that is
/// in: F' = (p + q·F)·(1 − F). Both are 0 to 10 a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Share a year that begins independently.
    pub innovation: f32,
    /// Share a year that begins because all others have.
    pub imitation: f32,
}

impl Spread {
    /// Share that is in after this many months, if `pilots` were in at first.
    pub fn share(self, pilots: f32, months: u32) -> f32 {
        // With more digits than the share has, so that rounding never lowers it.
        let [p, q, first] = [self.innovation, self.imitation, pilots].map(f64::from);
        let gone = (1.0 - first) * libm::exp(-(p + q) * f64::from(months) / 12.0);
        let pull = p + q * first;
        if months == 0 || pull <= 0.0 {
            return pilots;
        }
        (((pull - p * gone) / (pull + q * gone)) as f32).clamp(pilots, 1.0)
    }
}

/// Section `[[rollout.override]]`: a rule that replaces the one about the same act.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Provinces where it holds, counted from 1.
    pub provinces: Vec<u32>,
    /// The rule.
    pub rule: Rule,
}

impl Rollout {
    /// Share of the counties in which it is in force in a month, if its pilots began in month `starts`.
    pub fn share(&self, month: u32, starts: u32) -> f32 {
        if let Some(spread) = self.spread {
            return spread.share(self.pilots, month.saturating_sub(starts));
        }
        self.waves.iter().rev().find(|wave| wave.month <= month).map_or(self.pilots, |wave| wave.share)
    }

    /// Share that it will have reached when it ends, or when a run of so many months is over.
    pub fn final_share(&self, starts: u32, ends: u32) -> f32 {
        self.share(ends.saturating_sub(1).max(starts), starts)
    }

    /// Whether regional overrides still hold.
    pub fn is_regional(&self, month: u32) -> bool {
        self.standard.is_none_or(|standard| month < standard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::{Regime, Welfare};

    #[test]
    fn the_reach_of_a_rollout_grows_wave_by_wave_and_ends_with_the_regime() {
        let waves = vec![Wave { month: 10, share: 0.45 }, Wave { month: 20, share: 1.0 }];
        let regime = Regime {
            starts: 5,
            ends: Some(30),
            welfare: Some(Welfare { floor: 1.0, medical: 0.0, elder: 0.0, levy: 0.0 }),
            rollout: Some(Rollout {
                unit: RolloutUnit::County,
                pilots: 0.1,
                waves,
                spread: None,
                standard: None,
                overrides: vec![],
            }),
            ..Regime::default()
        };
        let reach = [4, 5, 9, 10, 19, 20, 29, 30].map(|month| regime.reach(month, 66));
        assert_eq!(reach, [0, 7, 7, 30, 30, 66, 66, 0]);
        assert_eq!((regime.reach(5, 1), regime.reach(20, 1)), (0, 1), "to the nearest county");
        assert_eq!(regime.within(10), None, "counties are whole");
        let mut hoods = regime;
        hoods.rollout.as_mut().unwrap().unit = RolloutUnit::Neighbourhood;
        assert_eq!([4, 5, 10, 30].map(|month| hoods.reach(month, 66)), [0, 66, 66, 0], "in a part of every county");
        assert_eq!(hoods.within(10), Some((RolloutUnit::Neighbourhood, 0.45)));
    }

    #[test]
    fn what_spreads_only_ever_grows_and_without_anybody_to_imitate_never_begins() {
        let alone = Spread { innovation: 0.0, imitation: 0.5 };
        assert_eq!((alone.share(0.0, 600), alone.share(0.2, 0)), (0.0, 0.2));
        for spread in [alone, Spread { innovation: 0.03, imitation: 0.38 }, Spread { innovation: 0.5, imitation: 0.0 }]
        {
            let shares: Vec<f32> = (0..1_200).map(|month| spread.share(0.1, month)).collect();
            assert!(shares.is_sorted() && shares[0] == 0.1 && shares[1_199] > 0.999, "{spread:?}");
        }
    }
}
