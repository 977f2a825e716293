//! Standings of persons and firms: tier and list in one byte, and the worth of a point.

use super::access::{STAKES, Stakes, StakesOfMany};
use crate::rng::{LANES, Lane, whole};
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

/// Number of steps in which the worth of a point is tabulated over the range of scores.
pub const STEPS_OF_WORTH: usize = 128;
/// Worth of a point at each score: the change in the cost of a standing as a threshold comes nearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Least score.
    least: i16,
    /// Steps per point.
    scale: f32,
    /// For each stake, yuan per point and unit of it.
    stakes: [[f32; STEPS_OF_WORTH]; STAKES],
    /// Cost of public shame avoided per point, as a share.
    shame: [f32; STEPS_OF_WORTH],
}

impl Worth {
    /// Points that are worth nothing, on a scale from `least` to `most`.
    pub fn nothing(least: i16, most: i16) -> Worth {
        let scale = STEPS_OF_WORTH as f32 / (f32::from(most) - f32::from(least)).max(1.0);
        Worth { least, scale, stakes: [[0.0; STEPS_OF_WORTH]; STAKES], shame: [0.0; STEPS_OF_WORTH] }
    }

    /// Adds a threshold at a score: those who fall below it pay these `prices` a month, and shame once if it is
    /// `shameful`. It is felt linearly less with distance.
    pub fn add_threshold(&mut self, from: i16, d: &Decision, prices: &Stakes, shameful: bool) {
        for step in 0..STEPS_OF_WORTH {
            let here = f32::from(self.least) + (step as f32 + 0.5) / self.scale;
            let far = (here - f32::from(from)).abs() / d.nearness;
            let felt = (1.0 - far).max(0.0) / d.nearness;
            for (worth, price) in self.stakes.iter_mut().zip(prices) {
                worth[step] += d.horizon * felt * price;
            }
            self.shame[step] += if shameful { felt } else { 0.0 };
        }
    }

    /// The step of the range in which a score is.
    #[inline(always)]
    fn step(&self, score: i16) -> usize {
        whole(f32::from(score - self.least) * self.scale).clamp(0, STEPS_OF_WORTH as i32 - 1) as usize
    }

    /// Worth of a point at a score, per unit of each stake; yuan.
    pub fn prices(&self, score: i16) -> Stakes {
        let step = self.step(score);
        std::array::from_fn(|k| self.stakes[k][step])
    }

    /// Worth of a point to somebody with these stakes, whom public shame would cost `shame` yuan; yuan.
    #[inline(always)]
    pub fn at(&self, score: i16, stakes: &Stakes, shame: f32) -> f32 {
        let step = self.step(score);
        self.stakes.iter().zip(stakes).map(|(worth, stake)| worth[step] * stake).sum::<f32>() + self.shame[step] * shame
    }

    /// The same for everybody, stake by stake; stakes that no threshold prices are passed over.
    #[inline(always)]
    pub fn of_many(&self, score: &Lane<i16>, stakes: &StakesOfMany, shame: &Lane<f32>, worth: &mut Lane<f32>) {
        let mut step = [0; LANES];
        for i in 0..LANES {
            step[i] = self.step(score[i]);
        }
        for (table, stake) in self.stakes.iter().zip(stakes).filter(|(table, _)| table.iter().any(|w| *w != 0.0)) {
            for i in 0..LANES {
                worth[i] += table[step[i]] * stake[i];
            }
        }
        for i in 0..LANES {
            worth[i] += self.shame[step[i]] * shame[i];
        }
    }
}
