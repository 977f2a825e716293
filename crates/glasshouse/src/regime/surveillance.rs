//! Surveillance: what the channels see of people's acts, and their false alarms.
//!
//! Whether an act is seen depends on one random number, named by the act: the act is seen if the number is below the
//! coverage. So the records under coverage 0.3 are a subset of those under coverage 0.6 for the same deeds. False
//! alarms are rare: one draw per person and month decides whether there is one at all, and the same draw decides
//! about which act.
//!
//! A channel may report late. The observations of the quickest channels are then in the books at once, and those of
//! slower ones alone come later: each observed deed is recorded once, by the quickest channel that saw it.

use super::{Channel, Regime};
use crate::rng::{LANES, Lane, nth, places};
use crate::society::act::{ACTS, Act, Acts, REPORTABLE};
use multiversion::multiversion;

/// Longest delay of a report, in months.
pub const MOST_DELAY: u8 = 60;

/// Certainty, as a chance in 2^-32.
const CERTAIN: f64 = 4_294_967_296.0;

/// That an act is seen, by urban (1) or rural (0), act and income fifth: chances in 2^-32.
type Seen = [[[u64; 5]; ACTS]; 2];

/// All channels of a regime at once: chances in 2^-32.
#[derive(Clone, Debug, PartialEq)]
pub struct Eyes {
    /// That an act is seen.
    seen: Seen,
    /// Acts that any channel can see.
    watched: Acts,
    /// That somebody is falsely reported for one of the acts up to this.
    alarms: [u64; ACTS],
    /// Acts that an office sees without a channel: donations.
    counter: Acts,
    /// Where some channel is late: the chances by delay, the quickest first.
    speeds: Vec<Speed>,
}

/// All channels with at most this delay.
#[derive(Clone, Debug, PartialEq)]
struct Speed {
    /// Months until the books have it.
    delay: u8,
    /// That an act is seen.
    seen: Seen,
    /// That somebody is falsely reported for each act.
    alarms: [u64; ACTS],
}

impl Speed {
    fn of(regime: &Regime, delay: u8) -> Speed {
        let mut speed = Speed { delay, seen: [[[0; 5]; ACTS]; 2], alarms: [0; ACTS] };
        for act in 0..ACTS {
            let in_time = |c: &&Channel| c.delay <= delay && c.acts.iter().any(|a| *a as usize == act);
            let channels = || regime.watch.iter().filter(in_time);
            for place in 0..2 {
                for fifth in 0..5 {
                    let missed: f64 = channels().map(|c| 1.0 - c.sight(place == 1, fifth)).product();
                    speed.seen[place][act][fifth] = chance(missed);
                }
            }
            speed.alarms[act] = chance(channels().map(|c| 1.0 - f64::from(c.false_alarms)).product());
        }
        speed
    }
}

/// The chance, in 2^-32, that not everything is missed.
fn chance(missed: f64) -> u64 {
    ((1.0 - missed) * CERTAIN + 0.5) as u64
}

impl Channel {
    /// The chance that it sees one of its acts, done by a person of this income fifth.
    pub fn sight(&self, urban: bool, fifth: usize) -> f64 {
        let here = if urban { self.urban } else { self.rural };
        f64::from((here * self.by_income[fifth]).clamp(0.0, 1.0))
    }
}

impl Eyes {
    /// The eyes of a regime; `None` if it has no channels: then it sees nothing at all.
    pub fn of(regime: &Regime) -> Option<Eyes> {
        if regime.watch.is_empty() {
            return None;
        }
        let Speed { seen, alarms: of_act, .. } = Speed::of(regime, MOST_DELAY);
        let mut eyes = Eyes { seen, watched: 0, alarms: [0; ACTS], counter: 0, speeds: Vec::new() };
        let mut alarms = 0;
        for act in 0..ACTS {
            let sighted = eyes.seen.iter().any(|place| place[act].iter().any(|s| *s > 0));
            eyes.watched |= Acts::from(sighted) << act;
            alarms += of_act[act];
            eyes.alarms[act] = alarms;
        }
        let delays = delays(regime);
        if delays != [0] {
            eyes.speeds = delays.into_iter().map(|delay| Speed::of(regime, delay)).collect();
        }
        if regime.redemption.is_some() {
            eyes.counter = Act::Donate.bit() | Act::Volunteer.bit() | Act::BuyOff.bit();
        }
        if regime.appeal.is_some() {
            eyes.counter |= Act::Appeal.bit();
        }
        // A person who can come off the list by an act shows the office that she did it.
        eyes.counter |= regime.rules.iter().filter(|rule| rule.frees).fold(0, |set, rule| set | rule.act.bit());
        Some(eyes)
    }

    /// The chance that an act is seen, by urban or rural place and income fifth (0 is the poorest).
    pub fn coverage(&self, act: Act, urban: bool, fifth: u8) -> f64 {
        if self.counter & act.bit() != 0 {
            return 1.0;
        }
        self.seen[usize::from(urban)][act as usize][usize::from(fifth)] as f64 / CERTAIN
    }

    /// The fewest months until the books have an act, if a channel sees it; 0 where none can.
    pub fn quickest(&self, act: Act, urban: bool, fifth: u8) -> u8 {
        let sees = |s: &&Speed| s.seen[usize::from(urban)][act as usize][usize::from(fifth)] > 0;
        let at_once = self.counter & act.bit() != 0;
        self.speeds.iter().find(sees).filter(|_| !at_once).map_or(0, |speed| speed.delay)
    }

    /// The same for a false report of it.
    pub fn quickest_alarm(&self, act: Act) -> u8 {
        self.speeds.iter().find(|speed| speed.alarms[act as usize] > 0).map_or(0, |speed| speed.delay)
    }

    /// The chance a month that a person is falsely reported for an act.
    pub fn alarms(&self, act: Act) -> f64 {
        let before = (act as usize).checked_sub(1).map_or(0, |n| self.alarms[n]);
        (self.alarms[act as usize] - before) as f64 / CERTAIN
    }

    /// Whether any channel can see an act.
    pub fn watches(&self, act: Act) -> bool {
        self.watched & act.bit() != 0
    }

    /// The acts that an office sees without a channel, since it accepts them itself.
    pub fn counter(&self) -> Acts {
        self.counter
    }

    /// The delays of reports, in months and rising order; 0 is always among them.
    pub fn delays(&self) -> Vec<u8> {
        if self.speeds.is_empty() { vec![0] } else { self.speeds.iter().map(|speed| speed.delay).collect() }
    }

    /// The delay, in months, of a record that was made this month. `did` says whether she did the act; `words` are
    /// the random numbers with which [`watch`] made the record.
    fn lateness(&self, act: Act, did: bool, urban: bool, fifth: u8, words: [u32; 2]) -> u8 {
        if did && self.counter & act.bit() != 0 {
            return 0;
        }
        let number = act as usize;
        let sight = u64::from(nth(words[0], number as u32));
        let is_seen = |seen: &Seen| did && sight < seen[usize::from(urban)][number][usize::from(fifth)];
        let before = number.checked_sub(1).map_or(0, |n| self.alarms[n]);
        let alarm = u64::from(words[1]).checked_sub(before);
        let has_it = |s: &&Speed| is_seen(&s.seen) || alarm.is_some_and(|alarm| alarm < s.alarms[number]);
        self.speeds.iter().find(has_it).map_or(0, |speed| speed.delay)
    }

    /// Sorts a person's records of a month by their delay: one set for each of [`Eyes::delays`].
    pub fn sorted(&self, records: Acts, acts: Acts, urban: bool, fifth: u8, words: [u32; 2]) -> Vec<Acts> {
        let mut sorted = vec![0; self.speeds.len().max(1)];
        for act in Act::all_of(records) {
            let delay = self.lateness(act, acts & act.bit() != 0, urban, fifth, words);
            sorted[self.speeds.iter().position(|speed| speed.delay == delay).unwrap_or(0)] |= act.bit();
        }
        sorted
    }

    /// Whether channels see an act that was done, by the person's random number for sights.
    #[inline(always)]
    fn is_seen(&self, act: u32, urban: bool, fifth: u8, word: u32) -> bool {
        u64::from(nth(word, act)) < self.seen[usize::from(urban)][act as usize][usize::from(fifth)]
    }

    /// Adds the channels' observations of everybody's acts to the records: the first act of each person who did any,
    /// then the second of those who did two, and so on, so that no branch depends on how many acts a person did.
    #[inline(always)]
    fn look(&self, acts: &Lane<Acts>, urban: bool, fifth: &Lane<u8>, words: &Lane<u32>, records: &mut Lane<Acts>) {
        let mut left = acts.map(|acts| acts & self.watched);
        loop {
            let with = places(&left.map(|acts| acts != 0));
            if with.words() == [0; 3] {
                return;
            }
            for i in with {
                let act = left[i].trailing_zeros();
                records[i] |= Acts::from(self.is_seen(act, urban, fifth[i], words[i])) << act;
            }
            for i in 0..LANES {
                left[i] &= left[i].wrapping_sub(1);
            }
        }
    }

    /// The acts, out of a set of acts of one person, that channels see.
    fn sighted(&self, acts: Acts, urban: bool, fifth: u8, word: u32) -> Acts {
        let mut seen = 0;
        let mut left = acts & self.watched;
        while left != 0 {
            let act = left.trailing_zeros();
            left &= left - 1;
            seen |= Acts::from(self.is_seen(act, urban, fifth, word)) << act;
        }
        seen
    }

    /// The act for which a person is falsely reported, if any.
    #[inline(always)]
    fn alarm(&self, word: u32) -> Acts {
        let u = u64::from(word);
        if u >= self.alarms[ACTS - 1] {
            return 0;
        }
        1 << self.alarms.iter().filter(|upto| u >= **upto).count()
    }
}

/// The delays of a regime's channels, in months and rising order; an office's own observations arrive at once.
fn delays(regime: &Regime) -> Vec<u8> {
    let mut delays: Vec<u8> = regime.watch.iter().map(|c| c.delay).chain([0]).collect();
    delays.sort_unstable();
    delays.dedup();
    delays
}

/// The acts that only late channels may report, each with its delays: the pending reports to be stored.
pub fn under_way(regime: &Regime) -> Vec<(Act, u8)> {
    let late = |act: Act| {
        let mut delays: Vec<u8> = regime.watch.iter().filter(|c| c.acts.contains(&act)).map(|c| c.delay).collect();
        delays.sort_unstable();
        delays.dedup();
        delays.into_iter().filter(|delay| *delay > 0).map(move |delay| (act, delay))
    };
    Act::all_of(Acts::MAX).flat_map(late).collect()
}

/// Records of a month: acts, true or not. Nobody is reported for an act outside her `able` ones: only owners can be
/// accused of adulterating. Draws: sights, false alarms.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn watch(
    eyes: &Eyes,
    acts: &Lane<Acts>,
    able: &Lane<Acts>,
    urban: bool,
    fifth: &Lane<u8>,
    draws: &[Lane<u32>; 4],
) -> Lane<Acts> {
    let mut records = [0; LANES];
    let mut alarmed = [false; LANES];
    for i in 0..LANES {
        records[i] = acts[i] & eyes.counter;
        alarmed[i] = u64::from(draws[1][i]) < eyes.alarms[ACTS - 1];
    }
    eyes.look(acts, urban, fifth, &draws[0], &mut records);
    places(&alarmed).for_each(|i| records[i] |= eyes.alarm(draws[1][i]) & able[i]);
    records
}

/// One record of a person's month: an act, and its way into the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The act.
    pub act: Act,
    /// True if the deed was seen; otherwise it is a neighbour's lie or a false alarm, whatever she may have done
    /// unseen.
    pub is_true: bool,
    /// The channel of the regime that recorded it; `None` if it was recorded at an office, from herself or a
    /// neighbour.
    pub channel: Option<usize>,
    /// Its age in months.
    pub late: u8,
}

impl Record {
    /// Whether a neighbour reported it. For any other act that no channel recorded, she came to the office herself.
    pub fn by_neighbour(self) -> bool {
        self.channel.is_none() && (self.act.own().is_some() || REPORTABLE & self.act.bit() != 0)
    }
}

/// The channel of each record of one person among those with a delay of `late` months. The chance that any of several
/// channels sees something is split among them, the quickest first and otherwise in the order of the file: what the
/// first sees is credited to it, what only the second sees to the second, and so on. A record without a channel was
/// made at an office. `words` are the random numbers with which [`watch`] made the records. Her acts of a past month
/// are not kept (`acts` is `None`): a record is then taken for a false alarm where there was one about that act, and
/// for true otherwise.
pub fn attribute(
    regime: &Regime,
    records: Acts,
    acts: Option<Acts>,
    late: u8,
    urban: bool,
    fifth: u8,
    words: [u32; 4],
) -> Vec<Record> {
    let eyes = Eyes::of(regime);
    let known = acts.unwrap_or(records);
    let sighted = eyes.as_ref().map_or(0, |eyes| eyes.sighted(known, urban, fifth, words[0]));
    let alarm = eyes.as_ref().map_or(0, |eyes| eyes.alarm(words[1]));
    // A person who denounced came to the office to inform.
    let done = known | if known & Act::Denounce.bit() != 0 { Act::Inform.bit() } else { 0 };
    let in_time = |c: &usize| regime.watch[*c].delay == late;
    let by_sight = |act: Act| {
        let u = u64::from(nth(words[0], act as u32));
        let channel = first_below(regime, act, u, |c| c.sight(urban, usize::from(fifth)));
        channel.filter(|_| sighted & act.bit() != 0).filter(in_time)
    };
    let by_alarm = |act: Act| {
        let before = (act as usize).checked_sub(1).map_or(0, |n| eyes.as_ref().map_or(0, |eyes| eyes.alarms[n]));
        let u = u64::from(words[1]).saturating_sub(before);
        first_below(regime, act, u, |c| f64::from(c.false_alarms)).filter(|_| alarm & act.bit() != 0).filter(in_time)
    };
    let of = |act: Act| {
        let (channel, is_true) = match (by_sight(act), by_alarm(act)) {
            (Some(c), None) => (Some(c), true),
            (Some(c), Some(_)) if acts.is_some() => (Some(c), true),
            (_, Some(c)) => (Some(c), false),
            (None, None) => (None, done & act.bit() != 0),
        };
        Record { act, is_true, channel, late }
    };
    Act::all_of(records).map(of).collect()
}

/// The first channel, in order of delay, that sees the act and for which the cumulative joint chance, in 2^-32, is
/// above the draw.
fn first_below(regime: &Regime, act: Act, draw: u64, sees: impl Fn(&Channel) -> f64) -> Option<usize> {
    let mut order: Vec<usize> = (0..regime.watch.len()).collect();
    order.sort_by_key(|c| regime.watch[*c].delay);
    let mut missed = 1.0;
    order.into_iter().find(|c| {
        let channel = &regime.watch[*c];
        let watches = channel.acts.contains(&act);
        missed *= if watches { 1.0 - sees(channel) } else { 1.0 };
        watches && draw < chance(missed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::{Basis, Channel, Origin};
    use crate::rng::{Purpose, Rng};

    fn eyes(coverage: f32, false_alarms: f32) -> Eyes {
        let origin = Origin { basis: Basis::Assumed, source: String::new() };
        let channel = Channel {
            name: "cameras".into(),
            acts: vec![Act::Violate, Act::Criticise],
            urban: coverage,
            rural: coverage / 2.0,
            by_income: [1.0; 5],
            false_alarms,
            delay: 0,
            cost: 0.0,
            origin,
        };
        Eyes::of(&Regime { watch: vec![channel], ..Regime::default() }).unwrap()
    }

    fn drawn(rng: &Rng, first: u32) -> [Lane<u32>; 4] {
        let mut draws = [[0; LANES]; 4];
        rng.lanes(Purpose::Watch, first, 0, &mut draws);
        draws
    }

    #[test]
    fn more_coverage_sees_all_that_less_sees_and_about_its_share() {
        let rng = Rng::new(3, 0);
        let (mut low, mut high, mut all) = (0, 0, 0);
        for b in 0..400 {
            let draws = drawn(&rng, b * 150);
            let acts: Lane<Acts> = std::array::from_fn(|i| (i as u32 + b) & 0xFF);
            let fifth = [2; LANES];
            let a = watch(&eyes(0.3, 0.0), &acts, &[Acts::MAX; LANES], true, &fifth, &draws);
            let c = watch(&eyes(0.6, 0.0), &acts, &[Acts::MAX; LANES], true, &fifth, &draws);
            for i in 0..LANES {
                assert_eq!(a[i] & !c[i], 0);
                assert_eq!(c[i] & !acts[i], 0, "no false alarms");
                low += a[i] & 1;
                high += c[i] & 1;
                all += acts[i] & 1;
            }
        }
        assert!((f64::from(low) / f64::from(all) - 0.3).abs() < 0.01);
        assert!((f64::from(high) / f64::from(all) - 0.6).abs() < 0.01);
    }

    #[test]
    fn blind_channels_see_nothing_and_perfect_ones_everything() {
        let draws = drawn(&Rng::new(4, 0), 0);
        let acts: Lane<Acts> = std::array::from_fn(|i| i as Acts);
        assert_eq!(watch(&eyes(0.0, 0.0), &acts, &[Acts::MAX; LANES], true, &[0; LANES], &draws), [0; LANES]);
        let watched = Act::Violate.bit() | Act::Criticise.bit();
        assert_eq!(
            watch(&eyes(1.0, 0.0), &acts, &[Acts::MAX; LANES], true, &[0; LANES], &draws),
            acts.map(|a| a & watched)
        );
    }

    #[test]
    fn what_no_channel_saw_was_told_by_a_neighbour_truly_or_not() {
        let regime = Regime::default();
        let records = Act::Criticise.bit() | Act::Violate.bit() | Act::Inform.bit();
        let done = Act::Criticise.bit() | Act::Denounce.bit();
        let told = attribute(&regime, records, Some(done), 0, true, 2, [0; 4]);
        let told: Vec<_> = told.iter().map(|r| (r.act, r.is_true, r.by_neighbour())).collect();
        let expected = [(Act::Violate, false, true), (Act::Criticise, true, true), (Act::Inform, true, false)];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_joint_chance_is_split_among_channels_in_the_order_of_the_file() {
        let origin = || Origin { basis: Basis::Assumed, source: String::new() };
        let channel = |name: &str, act: Act, urban: f32, false_alarms: f32| Channel {
            name: name.into(),
            acts: vec![act],
            urban,
            rural: 0.0,
            by_income: [1.0; 5],
            false_alarms,
            delay: 0,
            cost: 0.0,
            origin: origin(),
        };
        let regime = Regime {
            watch: vec![
                channel("elsewhere", Act::Help, 1.0, 0.0),
                channel("cameras", Act::Violate, 0.4, 0.01),
                channel("informants", Act::Violate, 0.5, 0.03),
            ],
            ..Regime::default()
        };
        let eyes = Eyes::of(&regime).unwrap();
        let (mut seen, mut alarms, mut idle) = ([0; 3], [0; 3], 0);
        for b in 0..700 {
            let draws = drawn(&Rng::new(9, 0), b * 150);
            for (did, by) in [(Act::Violate.bit(), &mut seen), (0, &mut alarms)] {
                let records = watch(&eyes, &[did; LANES], &[Acts::MAX; LANES], true, &[2; LANES], &draws);
                for i in 0..LANES {
                    let words = [draws[0][i], draws[1][i], 0, 0];
                    let told = attribute(&regime, records[i], Some(did), 0, true, 2, words);
                    assert_eq!(told.iter().fold(0, |set, r| set | r.act.bit()), records[i]);
                    idle += usize::from(told.is_empty());
                    for r in told.iter().filter(|r| r.is_true == (did != 0)) {
                        by[r.channel.expect("no office here")] += 1;
                    }
                }
            }
        }
        let n = 700.0 * LANES as f64;
        // Cameras see 0.4; informants see half of the remaining 0.6. False alarms: 0.01, and 0.03 of the rest.
        let share = |k: i32| f64::from(k) / n;
        assert!((share(seen[1]) - 0.4).abs() < 0.01 && (share(seen[2]) - 0.3).abs() < 0.01, "{seen:?}");
        assert!((share(alarms[1]) - 0.01).abs() < 0.002 && (share(alarms[2]) - 0.0297).abs() < 0.003, "{alarms:?}");
        assert!(seen[0] + alarms[0] == 0 && idle > 0);
    }
}
