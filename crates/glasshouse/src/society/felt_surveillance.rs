//! How watched people feel: by the police where nothing is announced, and by what a regime announces.

use super::behaviour::{Law, Learning};
use super::traits::INTERNET;

impl Learning {
    /// How far an announcement moves what people expect after this many months: people stop listening to it
    /// (habituation; deterrence by crackdowns decays: Sherman 1990, Crime and Justice 12: 1).
    pub fn announcing(&self, months: u32) -> f32 {
        let halvings = if self.felt_habituation > 0.0 { months as f32 / self.felt_habituation } else { 0.0 };
        self.felt_announced * libm::exp2f(-halvings)
    }
}

impl Law {
    /// How far somebody with these trait flags feels watched where nothing is announced, 0 to 1: more people can read
    /// what one says on the internet (warnings of surveillance silenced people most there: Stoycheff 2016; Penney
    /// 2016).
    #[inline(always)]
    pub fn feels(&self, flags: u8) -> f32 {
        let online = if flags & INTERNET != 0 { self.felt_online } else { 0.0 };
        (self.felt + online).min(1.0)
    }

    /// The chance that somebody with these trait flags expects to be noticed for what she says, by the police or, with
    /// chance `felt`, by a regime.
    #[inline(always)]
    pub fn watched(&self, felt: f32, flags: u8) -> f32 {
        1.0 - (1.0 - self.feels(flags)) * (1.0 - felt)
    }
}
