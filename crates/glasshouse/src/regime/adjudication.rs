//! Adjudication: records become points, tiers and lists; each ruling carries its reason.
//!
//! The judge receives dockets and records, never the people: no regime can know a temperament.

use super::Regime;
use super::expiry::{Expiry, Past};
use crate::life::terms::LISTED;
use crate::rng::{LANES, Lane};
use crate::society::act::{ACTS, Act, Acts};
use multiversion::multiversion;

/// Longest listing by a rule, in months.
pub const MOST_MONTHS: u8 = 120;
/// In the columns of months, the bit of a person who was ruled against before.
const PRIOR: u8 = 128;

/// Months left on the list, from the byte of a column.
#[inline(always)]
pub fn months(byte: u8) -> u8 {
    byte & !PRIOR
}

/// The regime's rules in a form that judges quickly.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Acts whose record brings points, with the points.
    points: Vec<(Acts, i32)>,
    /// Acts whose record lists, with the months on the list, and the score below which a person must be.
    lists: Vec<(Acts, u8, i16)>,
    /// The longest of these terms, months.
    longest: u8,
    /// Acts with a rule limited to one role, with the trait flag of that role.
    roles: Vec<(Acts, u8)>,
    /// Acts whose record ends the months on the list.
    frees: Acts,
    /// Acts that make a prior: their record costs points or lists.
    counted: Acts,
    /// Acts whose record brings extra points to a person with a prior, with those points.
    again: Vec<(Acts, i32)>,
    /// Months on the list that unpaid work takes off.
    work_release: u8,
    /// Points for each listed member of the household, and for each listed friend.
    spill: (i32, i32),
    /// Score at the start, least, most, and monthly return towards the start.
    start: i32,
    least: i32,
    most: i32,
    recovery: i32,
    /// After how long points lapse, if they do.
    expiry: Option<Expiry>,
    /// Least score of each tier after the first.
    thresholds: Vec<i16>,
    /// The score to which a successful appeal raises somebody below it.
    restored: i16,
    /// Bit `t` is 1 if tier `t` is listed.
    listed: u8,
}

/// A person's file at the institution.
#[derive(Clone, Debug)]
pub struct Docket {
    /// Score.
    pub score: Lane<i16>,
    /// Months left on the list.
    pub months: Lane<u8>,
    /// Whether each was ruled against in an earlier month.
    pub prior: Lane<bool>,
    /// The points that still count, where points lapse.
    pub past: Option<Past>,
}

impl Docket {
    /// From the columns.
    pub fn read(score: Lane<i16>, months_and_prior: &Lane<u8>, past: Option<Past>) -> Docket {
        let (mut left, mut prior) = ([0; LANES], [false; LANES]);
        for i in 0..LANES {
            left[i] = months(months_and_prior[i]);
            prior[i] = months_and_prior[i] & PRIOR != 0;
        }
        Docket { score, months: left, prior, past }
    }

    /// Clears a docket: nothing is on it, and the score is this.
    pub fn forget(&mut self, i: usize, score: i16) {
        (self.score[i], self.months[i], self.prior[i]) = (score, 0, false);
        if let Some(past) = &mut self.past {
            past.forget(i);
        }
    }

    /// The months and priors, encoded as in a column.
    pub fn written(&self) -> Lane<u8> {
        let mut bytes = self.months;
        for i in 0..LANES {
            bytes[i] |= if self.prior[i] { PRIOR } else { 0 };
        }
        bytes
    }
}

/// One person's docket as a month is judged.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    /// Score.
    pub score: i16,
    /// Whether she was ruled against in an earlier month.
    pub prior: bool,
    /// Why her listing was ended, if it was.
    pub pardoned: Option<Because>,
    /// Points of the month's marks.
    pub rated: i16,
    /// The change of score from points that lapsed this month.
    pub lapsed: i16,
    /// How far the sum of all points that still count would be beyond the score's range if it were not cut.
    pub beyond: i32,
}

/// The reason why points moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A record of this act (an index into the table of acts).
    Act(usize),
    /// A record of this act from this many months ago, reported now.
    Late(usize, u8),
    /// The same, for a person who was ruled against before.
    Again(usize),
    /// An appeal was granted.
    Appeal,
    /// She bought herself off the list.
    BoughtOff,
    /// An official struck her off the list.
    StruckOff,
    /// Others rated her.
    Rated,
    /// This many members of the household were listed.
    Family(u8),
    /// This many friends were listed.
    Friends(u8),
    /// Time passed.
    Recovery,
    /// Old points lapsed.
    Lapsed,
    /// The score cannot leave its range.
    Bounds,
}

/// One ruling on one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Points.
    pub points: i32,
    /// Why.
    pub because: Because,
}

/// The acts to which a rule assigns a value, each with that value.
fn rulings<T: Copy + Default + PartialEq>(of: &[T; ACTS]) -> Vec<(Acts, T)> {
    of.iter().enumerate().filter(|(_, what)| **what != T::default()).map(|(act, what)| (1 << act, *what)).collect()
}

/// Points of one act.
fn of_act(points: &[(Acts, i32)], act: usize) -> i32 {
    points.iter().find(|(bit, _)| *bit == 1 << act).map_or(0, |(_, points)| *points)
}

/// The implementation of [`Code::judge`].
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn judge(
    code: &Code,
    docket: &mut Docket,
    rated: &Lane<i16>,
    records: &[Lane<Acts>],
    family: &Lane<u8>,
    friends: &Lane<u8>,
) {
    let (mut ruled, mut lists, mut all) = ([0; LANES], [0; LANES], [0; LANES]);
    for i in 0..LANES {
        let spilt = code.spill.0 * i32::from(family[i]) + code.spill.1 * i32::from(friends[i]);
        ruled[i] = i32::from(rated[i]) + spilt;
    }
    for set in records {
        code.by_record(set, &docket.prior, &docket.score, &mut ruled, &mut lists);
        for i in 0..LANES {
            all[i] |= set[i];
        }
    }
    if let Some(past) = &mut docket.past {
        for i in 0..LANES {
            past.add(i, ruled[i]);
            docket.score[i] = code.within(code.start + past.sum(i));
        }
    } else {
        for i in 0..LANES {
            docket.score[i] = code.within(code.recovered(i32::from(docket.score[i]) + ruled[i]));
        }
    }
    for i in 0..LANES {
        docket.prior[i] |= all[i] & code.counted != 0;
        let left = if code.frees(all[i]) { 0 } else { docket.months[i].saturating_sub(1) };
        docket.months[i] = left.max(lists[i]);
    }
}

impl Code {
    /// The code of a regime.
    pub fn of(regime: &Regime) -> Code {
        let mut by_act = [0; ACTS];
        let (mut months, mut again, mut counted) = ([0; ACTS], [0; ACTS], 0);
        let mut below = [i16::MAX; ACTS];
        for rule in &regime.rules {
            again[rule.act as usize] += i32::from(rule.repeat);
            counted |= Acts::from(rule.points < 0 || rule.lists > 0) * rule.act.bit();
            by_act[rule.act as usize] += i32::from(rule.points);
            months[rule.act as usize] = rule.lists.max(months[rule.act as usize]);
            below[rule.act as usize] = rule.below.unwrap_or(i16::MAX);
        }
        if let Some(redemption) = &regime.redemption {
            by_act[Act::Donate as usize] += i32::from(redemption.points);
            by_act[Act::Volunteer as usize] += i32::from(redemption.work);
        }
        if let Some(informants) = &regime.informants {
            by_act[Act::Inform as usize] += i32::from(informants.points);
        }
        let score = regime.score.as_ref();
        if score.is_none() {
            (by_act, again) = ([0; ACTS], [0; ACTS]);
        }
        let of_score = |f: fn(&super::Score) -> i16| score.map_or(0, |s| i32::from(f(s)));
        let spill = if score.is_some() { (regime.spillover.family, regime.spillover.friends) } else { (0, 0) };
        let tiers = score.map_or(&[][..], |s| &s.tiers);
        Code {
            points: rulings(&by_act),
            lists: (0..ACTS).filter(|k| months[*k] > 0).map(|k| (1 << k, months[k], below[k])).collect(),
            longest: months.iter().copied().max().unwrap_or(0),
            roles: regime.rules.iter().filter_map(|r| r.who.map(|who| (r.act.bit(), who.flag()))).collect(),
            frees: regime.rules.iter().filter(|rule| rule.frees).fold(0, |set, rule| set | rule.act.bit()),
            counted,
            again: rulings(&again),
            work_release: regime.redemption.as_ref().map_or(0, |redemption| redemption.work_release),
            spill: (i32::from(spill.0), i32::from(spill.1)),
            start: of_score(|s| s.start),
            least: of_score(|s| s.least),
            most: of_score(|s| s.most),
            recovery: of_score(|s| if s.expiry.is_some() { 0 } else { s.recovery }),
            expiry: score.and_then(|s| s.expiry).map(Expiry),
            thresholds: tiers.iter().skip(1).map(|t| t.from).collect(),
            restored: regime.restored(),
            listed: tiers.iter().enumerate().map(|(t, tier)| u8::from(tier.listed) << t).sum(),
        }
    }

    /// Whether there is anything to judge by: a score, or a rule that lists.
    pub fn judges(&self) -> bool {
        self.most > self.least || !self.lists.is_empty()
    }

    /// The score at which everybody starts.
    pub fn start(&self) -> i16 {
        self.start as i16
    }

    /// After how long points lapse, if they do.
    pub fn expiry(&self) -> Option<Expiry> {
        self.expiry
    }

    /// Removes the points that lapse this month; returns the change of each score. It comes before everything else in
    /// a month.
    pub fn lapse(&self, docket: &mut Docket) -> Lane<i16> {
        let mut moved = [0; LANES];
        if let Some(past) = &mut docket.past {
            past.lapse();
            for i in 0..LANES {
                let score = self.within(self.start + past.sum(i));
                moved[i] = (i32::from(score) - i32::from(docket.score[i])) as i16;
                docket.score[i] = score;
            }
        }
        moved
    }

    /// How far the sum of all points that still count is beyond the range of a person's score.
    pub fn beyond(&self, docket: &Docket, i: usize) -> i32 {
        docket.past.as_ref().map_or(0, |past| self.start + past.sum(i) - i32::from(docket.score[i]))
    }

    /// Judges everybody's records of a month: sets of them, no two from the same month. `rated` are the points from
    /// ratings, `family` and `friends` the numbers of listed ties.
    pub fn judge(
        &self,
        docket: &mut Docket,
        rated: &Lane<i16>,
        records: &[Lane<Acts>],
        family: &Lane<u8>,
        friends: &Lane<u8>,
    ) {
        judge(self, docket, rated, records, family, friends);
    }

    /// A score cut to its range.
    #[inline(always)]
    fn within(&self, score: i32) -> i16 {
        score.clamp(self.least, self.most) as i16
    }

    /// Those recorded acts that may be held against a person with these traits: all except the acts whose rule
    /// concerns another role.
    pub fn concerning(&self, acts: &Lane<Acts>, flags: &Lane<u8>) -> Lane<Acts> {
        let mut concerning = *acts;
        for (act, flag) in &self.roles {
            for (acts, flags) in concerning.iter_mut().zip(flags) {
                *acts &= if flags & flag == 0 { !act } else { Acts::MAX };
            }
        }
        concerning
    }

    /// Whether a set of recorded acts ends the months on the list.
    #[inline(always)]
    pub fn frees(&self, record: Acts) -> bool {
        record & self.frees != 0
    }

    /// Takes the months off the list that people worked off this month.
    pub fn worked_off(&self, docket: &mut Docket, acts: &Lane<Acts>) {
        if self.work_release > 0 {
            for i in 0..LANES {
                let off = if acts[i] & Act::Volunteer.bit() != 0 { self.work_release } else { 0 };
                docket.months[i] = docket.months[i].saturating_sub(off);
            }
        }
    }

    /// Takes a person off the list: no months are left, and a score in a listed tier is raised to the lowest tier
    /// that is not listed.
    /// Where appeals are heard against tiers, a successful one raises the score to the tier of the start.
    pub fn pardon(&self, docket: &mut Docket, i: usize, why: Because) {
        docket.months[i] = 0;
        let lifted = self.lifted(docket.score[i], why);
        if let Some(past) = docket.past.as_mut().filter(|_| lifted > docket.score[i]) {
            past.give_back(i, i32::from(lifted) - self.start - past.sum(i));
        }
        docket.score[i] = lifted;
    }

    /// The score that puts a person in no listed tier, if there is one above hers.
    fn lifted(&self, score: i16, why: Because) -> i16 {
        let score = if why == Because::Appeal { score.max(self.restored) } else { score };
        let tier = self.thresholds.iter().filter(|t| score >= **t).count();
        if self.listed >> tier & 1 == 0 {
            return score;
        }
        let free = (tier..self.thresholds.len()).find(|t| self.listed >> (t + 1) & 1 == 0);
        free.map_or(score, |t| self.thresholds[t])
    }

    /// Adds the points for recorded acts, and finds the longest term of months on the list. It goes rule by rule for
    /// everybody, so that there are no branches and several persons are judged at once.
    #[inline(always)]
    fn by_record(
        &self,
        set: &Lane<Acts>,
        prior: &Lane<bool>,
        score: &Lane<i16>,
        ruled: &mut Lane<i32>,
        lists: &mut Lane<u8>,
    ) {
        for &(act, points) in &self.points {
            for i in 0..LANES {
                ruled[i] += if set[i] & act != 0 { points } else { 0 };
            }
        }
        for &(act, points) in &self.again {
            for i in 0..LANES {
                ruled[i] += if (set[i] & act != 0) & prior[i] { points } else { 0 };
            }
        }
        for &(act, months, below) in &self.lists {
            for i in 0..LANES {
                lists[i] = lists[i].max(if (set[i] & act != 0) & (score[i] < below) { months } else { 0 });
            }
        }
    }

    /// A score after one month's return towards the start.
    #[inline(always)]
    fn recovered(&self, score: i32) -> i32 {
        let (up, down) = ((score + self.recovery).min(self.start), (score - self.recovery).max(self.start));
        if score < self.start { up } else { down }
    }

    /// The standing for a score and a byte of months: the tier, plus [`LISTED`] if listed.
    #[inline(always)]
    pub fn standing(&self, score: i16, months_and_prior: u8) -> u8 {
        let tier = self.thresholds.iter().map(|t| u8::from(score >= *t)).sum::<u8>();
        let listed = months(months_and_prior) > 0 || self.listed >> tier & 1 == 1;
        tier + if listed { LISTED } else { 0 }
    }

    /// The same of everybody.
    #[inline(always)]
    pub fn standings(&self, score: &Lane<i16>, months_and_prior: &Lane<u8>) -> Lane<u8> {
        let mut standings = [0; LANES];
        for threshold in &self.thresholds {
            for i in 0..LANES {
                standings[i] += u8::from(score[i] >= *threshold);
            }
        }
        for i in 0..LANES {
            let listed = (months(months_and_prior[i]) > 0) | (u32::from(self.listed) >> standings[i] & 1 == 1);
            standings[i] += if listed { LISTED } else { 0 };
        }
        standings
    }

    /// Points above the least; `None` where there is no score.
    #[inline(always)]
    pub fn above_least(&self, score: i16) -> Option<u32> {
        (self.most > self.least).then(|| (i32::from(score) - self.least).max(0) as u32)
    }

    /// Bands of what perfect sight would give each person, 0 to 15: what decides who is listed. With a score: four of
    /// equal width from the least score to the start, four from there to the most, each with and without months on the
    /// list. Without a score: no months, or one of seven bands up to the longest term, for those who owe a broken loan and
    /// for the others, since a channel may see one kind of act better than another.
    #[inline(always)]
    pub fn bands(&self, deserved: &Lane<i16>, months_and_prior: &Lane<u8>, owes: &Lane<bool>) -> Lane<u8> {
        let mut bands = [0; LANES];
        if self.most > self.least {
            for from in self.score_bands() {
                for i in 0..LANES {
                    bands[i] += u8::from(i32::from(deserved[i]) >= from);
                }
            }
            for i in 0..LANES {
                bands[i] = bands[i] * 2 + u8::from(months(months_and_prior[i]) > 0);
            }
            return bands;
        }
        for sevenths in 0..7 {
            let from = sevenths * u16::from(self.longest.max(1));
            for i in 0..LANES {
                bands[i] += u8::from(7 * u16::from(months(months_and_prior[i])) > from);
            }
        }
        for i in 0..LANES {
            bands[i] += if (bands[i] > 0) & owes[i] { 7 } else { 0 };
        }
        bands
    }

    /// The least score of each of the eight bands after the first.
    fn score_bands(&self) -> [i32; 7] {
        let quarter = |from: i32, to: i32, k: i32| from + (k * (to - from).max(1) + 3) / 4;
        let [below, above] = [(self.least, self.start), (self.start, self.most)]
            .map(|(from, to)| [1, 2, 3].map(|k| quarter(from, to, k)));
        let [a, b, c] = below.map(|from| from.min(self.start));
        let [d, e, f] = above;
        [a, b, c, self.start, d, e, f]
    }

    /// The rulings of one month on one person, one by one: they add up to the result of [`Code::judge`]. Each set of
    /// records comes with its delay in months.
    pub fn rulings(&self, before: Before, records: &[(u8, Acts)], family: u8, friends: u8) -> Vec<Ruling> {
        let mut rulings = Vec::new();
        let mut now = i32::from(before.score);
        let mut rule = |points: i32, because, now: &mut i32| {
            if points != 0 {
                *now += points;
                rulings.push(Ruling { points, because });
            }
        };
        rule(before.lapsed.into(), Because::Lapsed, &mut now);
        if let Some(why) = before.pardoned {
            rule(i32::from(self.lifted(now as i16, why)) - now, why, &mut now);
        }
        rule(before.rated.into(), Because::Rated, &mut now);
        for (late, set) in records {
            for act in (0..ACTS).filter(|act| set >> act & 1 == 1) {
                let because = if *late == 0 { Because::Act(act) } else { Because::Late(act, *late) };
                rule(of_act(&self.points, act), because, &mut now);
                if before.prior {
                    rule(of_act(&self.again, act), Because::Again(act), &mut now);
                }
            }
        }
        rule(self.spill.0 * i32::from(family), Because::Family(family), &mut now);
        rule(self.spill.1 * i32::from(friends), Because::Friends(friends), &mut now);
        rule(self.recovered(now) - now, Because::Recovery, &mut now);
        rule(i32::from(self.within(now + before.beyond)) - now, Because::Bounds, &mut now);
        rulings
    }
}
