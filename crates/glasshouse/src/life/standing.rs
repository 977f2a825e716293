//! Standings of persons and firms: tier and list in one byte, and the worth of a point.

use super::access::{STAKES, Stakes};
use crate::rng::whole;
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

/// Number of steps in which the worth of a point is tabulated over the range of scores.
pub const STEPS_OF_WORTH: usize = 128;
/// Worth of a point at each score: the change in the cost of a standing as a threshold comes nearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Least score.
    least: i16,
    /// Steps per point.
    scale: f32,
    /// Yuan per point and unit of each stake.
    stakes: [Stakes; STEPS_OF_WORTH],
    /// Cost of public shame avoided per point, as a share.
    shame: [f32; STEPS_OF_WORTH],
}

impl Worth {
    /// Points that are worth nothing, on a scale from `least` to `most`.
    pub fn nothing(least: i16, most: i16) -> Worth {
        let scale = STEPS_OF_WORTH as f32 / (f32::from(most) - f32::from(least)).max(1.0);
        Worth { least, scale, stakes: [[0.0; STAKES]; STEPS_OF_WORTH], shame: [0.0; STEPS_OF_WORTH] }
    }

    /// Adds a threshold at a score: those who fall below it pay these `prices` a month, and shame once if it is
    /// `shameful`. It is felt linearly less with distance.
    pub fn add_threshold(&mut self, from: i16, d: &Decision, prices: &Stakes, shameful: bool) {
        for step in 0..STEPS_OF_WORTH {
            let here = f32::from(self.least) + (step as f32 + 0.5) / self.scale;
            let far = (here - f32::from(from)).abs() / d.nearness;
            let felt = (1.0 - far).max(0.0) / d.nearness;
            for (worth, price) in self.stakes[step].iter_mut().zip(prices) {
                *worth += d.horizon * felt * price;
            }
            self.shame[step] += if shameful { felt } else { 0.0 };
        }
    }

    /// Worth of a point to somebody with these stakes, whom public shame would cost `shame` yuan; yuan.
    #[inline(always)]
    pub fn at(&self, score: i16, stakes: &Stakes, shame: f32) -> f32 {
        let step = whole(f32::from(score - self.least) * self.scale).clamp(0, STEPS_OF_WORTH as i32 - 1) as usize;
        super::access::cost(&self.stakes[step], stakes) + self.shame[step] * shame
    }
}
