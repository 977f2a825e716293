//! Standings of persons and firms: tier and list in one byte, and the worth of a point.

use crate::rng::{if_so, whole};
use crate::society::behaviour::Decision;
use crate::society::traits::CHILD;

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
/// Worth of a point at each score: the change in the value of consequences as a threshold comes nearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Least score.
    pub least: i16,
    /// Steps per point.
    pub scale: f32,
    /// Yuan per point, to everybody.
    pub flat: [f32; STEPS_OF_WORTH],
    /// Yuan per point and yuan of monthly income.
    pub income: [f32; STEPS_OF_WORTH],
    /// Yuan per point, to those with a child of school age.
    pub child: [f32; STEPS_OF_WORTH],
}

impl Worth {
    /// Passes to `add`, for each step of the range, how much a threshold is felt there: linearly less with distance.
    pub fn threshold(&mut self, from: i16, d: &Decision, mut add: impl FnMut(f32, &mut Worth, usize)) {
        for step in 0..STEPS_OF_WORTH {
            let here = f32::from(self.least) + (step as f32 + 0.5) / self.scale;
            let far = (here - f32::from(from)).abs() / d.nearness;
            add(d.horizon * (1.0 - far).max(0.0) / d.nearness, self, step);
        }
    }

    /// Worth of a point to somebody, yuan.
    #[inline(always)]
    pub fn at(&self, score: i16, income: f32, flags: u8) -> f32 {
        let step = whole(f32::from(score - self.least) * self.scale).clamp(0, STEPS_OF_WORTH as i32 - 1) as usize;
        let child = if_so(flags & CHILD != 0, self.child[step]);
        self.flat[step] + self.income[step] * income + child
    }
}
