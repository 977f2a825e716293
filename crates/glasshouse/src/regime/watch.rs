//! What do the channels see? Some of what was done, and now and then what was not.
//!
//! One draw per act decides both, from its two ends: an act is seen if the draw lies below the coverage, a person who
//! did not do it is reported if it lies above one less the false alarms. So what coverage 0.3 records is a subset of
//! what coverage 0.6 records on the same deeds.

use super::Regime;
use crate::chance::{LANES, Lane};
use crate::society::act::{ACTS, Act};

/// All channels of a regime at once: chances in 1/65536, by urban or rural, act and income fifth.
#[derive(Clone, Debug, PartialEq)]
pub struct Eyes {
    seen: [[[u32; 5]; ACTS]; 2],
    /// A draw from here on is a false alarm, by act.
    alarm: [u32; ACTS],
    /// Acts that an office sees without a channel: donations.
    counter: u8,
}

impl Eyes {
    /// The eyes of a regime; `None` if it has no channels: then it sees nothing at all.
    pub fn of(regime: &Regime) -> Option<Eyes> {
        if regime.watch.is_empty() {
            return None;
        }
        let mut eyes = Eyes { seen: [[[0; 5]; ACTS]; 2], alarm: [65_536; ACTS], counter: 0 };
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
                    eyes.seen[place][act][fifth] = ((1.0 - missed) * 65_536.0 + 0.5) as u32;
                }
            }
            let silent: f64 = channels().map(|c| 1.0 - f64::from(c.false_alarms)).product();
            eyes.alarm[act] = 65_536 - ((1.0 - silent) * 65_536.0 + 0.5) as u32;
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

/// Records of a month: bits of acts, true or not. The draws are eight halves a person, one for each act.
pub fn watch(eyes: &Eyes, acts: &Lane<u8>, urban: bool, fifth: &Lane<u8>, draws: &[Lane<u32>; 4]) -> Lane<u8> {
    let mut records = acts.map(|a| a & eyes.counter);
    for act in 0..ACTS {
        let seen = &eyes.seen[usize::from(urban)][act];
        let alarm = eyes.alarm[act];
        if alarm == 65_536 && seen.iter().all(|s| *s == 0) {
            continue;
        }
        let words = &draws[act / 2];
        let shift = 16 * (act % 2);
        for i in 0..LANES {
            let u = words[i] >> shift & 0xFFFF;
            let done = acts[i] >> act & 1 == 1;
            let recorded = if done { u < seen[fifth[i] as usize] } else { u >= alarm };
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

    #[test]
    fn more_coverage_sees_all_that_less_sees_and_about_its_share() {
        let chance = Chance::new(3, 0);
        let (mut low, mut high, mut all) = (0, 0, 0);
        for b in 0..400 {
            let mut draws = [[0; LANES]; 4];
            chance.lanes(Purpose::Watch, b * 150, 0, &mut draws);
            let acts: Lane<u8> = std::array::from_fn(|i| (i as u32 + b) as u8);
            let fifth = [2; LANES];
            let a = watch(&eyes(0.3, 0.0), &acts, true, &fifth, &draws);
            let c = watch(&eyes(0.6, 0.0), &acts, true, &fifth, &draws);
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
        let mut draws = [[0; LANES]; 4];
        Chance::new(4, 0).lanes(Purpose::Watch, 0, 0, &mut draws);
        let acts: Lane<u8> = std::array::from_fn(|i| i as u8);
        assert_eq!(watch(&eyes(0.0, 0.0), &acts, true, &[0; LANES], &draws), [0; LANES]);
        let watched = Act::Violate.bit() | Act::Criticise.bit();
        assert_eq!(watch(&eyes(1.0, 0.0), &acts, true, &[0; LANES], &draws), acts.map(|a| a & watched));
    }
}
