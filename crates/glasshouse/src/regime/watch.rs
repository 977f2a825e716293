//! What do the channels see? Some of what was done, and now and then what was not.
//!
//! One draw per act decides both, from its two ends: an act is seen if the draw lies below the coverage, a person who
//! did not do it is reported if it lies above one less the false alarms. So what coverage 0.3 records is a subset of
//! what coverage 0.6 records on the same deeds.

use super::Regime;
use crate::chance::{LANES, Lane};
use crate::society::act::{ACTS, Act};

/// A draw for each act and person of a neighbourhood.
pub type Draws = [[Lane<u32>; 4]; 2];

/// What is certain, as a chance in 2^-32.
const CERTAIN: u64 = 1 << 32;

/// The chance that not everything is missed.
fn chance(missed: f64) -> u64 {
    ((1.0 - missed) * CERTAIN as f64 + 0.5) as u64
}

/// All channels of a regime at once: chances in 2^-32, by urban or rural, act and income fifth.
#[derive(Clone, Debug, PartialEq)]
pub struct Eyes {
    seen: [[[u64; 5]; ACTS]; 2],
    /// A draw from here on is a false alarm, by act.
    alarm: [u64; ACTS],
    /// Acts that an office sees without a channel: donations.
    counter: u8,
}

impl Eyes {
    /// The eyes of a regime; `None` if it has no channels: then it sees nothing at all.
    pub fn of(regime: &Regime) -> Option<Eyes> {
        if regime.watch.is_empty() {
            return None;
        }
        let mut eyes = Eyes { seen: [[[0; 5]; ACTS]; 2], alarm: [CERTAIN; ACTS], counter: 0 };
        for act in 0..ACTS {
            let channels = || regime.watch.iter().filter(move |c| c.acts.iter().any(|a| *a as usize == act));
            for place in 0..2 {
                for fifth in 0..5 {
                    let missed: f64 = channels()
                        .map(|c| {
                            let sight = if place == 1 { c.urban } else { c.rural };
                            1.0 - f64::from((sight * c.by_income[fifth]).clamp(0.0, 1.0))
                        })
                        .product();
                    eyes.seen[place][act][fifth] = chance(missed);
                }
            }
            let silent: f64 = channels().map(|c| 1.0 - f64::from(c.false_alarms)).product();
            eyes.alarm[act] = CERTAIN - chance(silent);
        }
        if regime.redemption.is_some() {
            eyes.counter = Act::Donate.bit();
        }
        Some(eyes)
    }

    /// Whether any channel can see an act.
    pub fn watches(&self, act: Act) -> bool {
        self.seen.iter().any(|place| place[act as usize].iter().any(|s| *s > 0))
    }
}

/// Records of a month: bits of acts, true or not. Nobody is reported for an act outside her `able` ones: only owners
/// can be accused of adulterating. There is one draw for each act.
pub fn watch(eyes: &Eyes, acts: &Lane<u8>, able: &Lane<u8>, urban: bool, fifth: &Lane<u8>, draws: &Draws) -> Lane<u8> {
    let mut records = acts.map(|a| a & eyes.counter);
    for act in 0..ACTS {
        let seen = &eyes.seen[usize::from(urban)][act];
        let alarm = eyes.alarm[act];
        if alarm == CERTAIN && seen.iter().all(|s| *s == 0) {
            continue;
        }
        let words = &draws[act / 4][act % 4];
        for i in 0..LANES {
            let u = u64::from(words[i]);
            let done = acts[i] >> act & 1 == 1;
            let could = able[i] >> act & 1 == 1;
            let recorded = if done { u < seen[fifth[i] as usize] } else { could & (u >= alarm) };
            records[i] |= u8::from(recorded) << act;
        }
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Purpose};
    use crate::regime::{Basis, Channel, Origin};

    fn eyes(coverage: f32, false_alarms: f32) -> Eyes {
        let origin = Origin { basis: Basis::Assumed, source: String::new() };
        let channel = Channel {
            name: "cameras".into(),
            acts: vec![Act::Violate, Act::Criticise],
            urban: coverage,
            rural: coverage / 2.0,
            by_income: [1.0; 5],
            false_alarms,
            origin,
        };
        Eyes::of(&Regime { watch: vec![channel], ..Regime::default() }).unwrap()
    }

    fn drawn(chance: &Chance, first: u32) -> Draws {
        let mut draws = [[[0; LANES]; 4]; 2];
        chance.lanes(Purpose::Watch, first, 0, &mut draws[0]);
        chance.lanes(Purpose::WatchMore, first, 0, &mut draws[1]);
        draws
    }

    #[test]
    fn more_coverage_sees_all_that_less_sees_and_about_its_share() {
        let chance = Chance::new(3, 0);
        let (mut low, mut high, mut all) = (0, 0, 0);
        for b in 0..400 {
            let draws = drawn(&chance, b * 150);
            let acts: Lane<u8> = std::array::from_fn(|i| (i as u32 + b) as u8);
            let fifth = [2; LANES];
            let a = watch(&eyes(0.3, 0.0), &acts, &[255; LANES], true, &fifth, &draws);
            let c = watch(&eyes(0.6, 0.0), &acts, &[255; LANES], true, &fifth, &draws);
            for i in 0..LANES {
                assert_eq!(a[i] & !c[i], 0);
                assert_eq!(c[i] & !acts[i], 0, "no false alarms");
                low += u32::from(a[i] & 1);
                high += u32::from(c[i] & 1);
                all += u32::from(acts[i] & 1);
            }
        }
        assert!((f64::from(low) / f64::from(all) - 0.3).abs() < 0.01);
        assert!((f64::from(high) / f64::from(all) - 0.6).abs() < 0.01);
    }

    #[test]
    fn blind_channels_see_nothing_and_perfect_ones_everything() {
        let draws = drawn(&Chance::new(4, 0), 0);
        let acts: Lane<u8> = std::array::from_fn(|i| i as u8);
        assert_eq!(watch(&eyes(0.0, 0.0), &acts, &[255; LANES], true, &[0; LANES], &draws), [0; LANES]);
        let watched = Act::Violate.bit() | Act::Criticise.bit();
        assert_eq!(watch(&eyes(1.0, 0.0), &acts, &[255; LANES], true, &[0; LANES], &draws), acts.map(|a| a & watched));
    }
}
