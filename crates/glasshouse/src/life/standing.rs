//! Standings of persons and firms: tier and list in one byte, and the worth of a point.

use super::access::{STAKES, Stakes, StakesOfMany};
use crate::rng::{LANES, Lane};
use crate::society::behaviour::Decision;

/// Standings: tier 0–7 unlisted, tier 0–7 listed, and none.
pub const STANDINGS: usize = 17;
/// The standing where there is no regime.
pub const NEUTRAL: u8 = 16;
/// Added to the tier of listed persons and firms.
pub const LISTED: u8 = 8;

/// Whether a standing is a listed one.
#[inline(always)]
pub fn is_listed(standing: u8) -> bool {
    (LISTED..NEUTRAL).contains(&standing)
}

/// The tier of a standing.
#[inline(always)]
pub fn tier(standing: u8) -> u8 {
    standing % LISTED
}

/// Worth of a point at each score: the change in the cost of a standing as a threshold comes nearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Distance from a threshold at which it is no longer felt, points.
    nearness: f32,
    /// Months that people look ahead.
    horizon: f32,
    thresholds: Vec<Threshold>,
}

/// A score at which the standing changes.
#[derive(Clone, Debug, PartialEq)]
struct Threshold {
    from: i16,
    /// For each stake, yuan per unit of it that those below pay over the horizon.
    prices: Stakes,
    /// Whether those below are shamed.
    shameful: bool,
}

impl Worth {
    /// Points that are worth nothing.
    pub fn nothing(d: &Decision) -> Worth {
        Worth { nearness: d.nearness, horizon: d.horizon, thresholds: Vec::new() }
    }

    /// Adds a threshold at a score: those who fall below it pay these `prices` a month, and shame once if it is
    /// `shameful`. It is felt linearly less with distance.
    pub fn add_threshold(&mut self, from: i16, prices: &Stakes, shameful: bool) {
        let prices = prices.map(|price| self.horizon * price);
        self.thresholds.push(Threshold { from, prices, shameful });
    }

    /// How much a threshold is felt by each point at a score.
    #[inline(always)]
    fn felt(&self, threshold: &Threshold, score: i16) -> f32 {
        let far = (f32::from(score) - f32::from(threshold.from)).abs() / self.nearness;
        (1.0 - far).max(0.0) / self.nearness
    }

    /// Worth of a point at a score, per unit of each stake; yuan.
    pub fn prices(&self, score: i16) -> Stakes {
        let mut prices = [0.0; STAKES];
        for threshold in &self.thresholds {
            let felt = self.felt(threshold, score);
            prices.iter_mut().zip(threshold.prices).for_each(|(sum, price)| *sum += felt * price);
        }
        prices
    }

    /// Worth of a point to somebody with these stakes, whom public shame would cost `shame` yuan; yuan.
    pub fn at(&self, score: i16, stakes: &Stakes, shame: f32) -> f32 {
        let worth = |threshold: &Threshold| {
            let money: f32 = threshold.prices.iter().zip(stakes).map(|(price, stake)| price * stake).sum();
            self.felt(threshold, score) * (money + if threshold.shameful { shame } else { 0.0 })
        };
        self.thresholds.iter().map(worth).sum()
    }

    /// The same for everybody, stake by stake; those that a threshold does not price are passed over.
    #[inline(always)]
    pub fn of_many(&self, score: &Lane<i16>, stakes: &StakesOfMany, shame: &Lane<f32>, worth: &mut Lane<f32>) {
        for threshold in &self.thresholds {
            let mut cost = [0.0; LANES];
            for (price, stake) in threshold.prices.iter().zip(stakes).filter(|(price, _)| **price != 0.0) {
                for i in 0..LANES {
                    cost[i] += price * stake[i];
                }
            }
            let shamed = if threshold.shameful { 1.0 } else { 0.0 };
            for i in 0..LANES {
                worth[i] += self.felt(threshold, score[i]) * (cost[i] + shamed * shame[i]);
            }
        }
    }
}
