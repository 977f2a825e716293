//! Gossip: reputation by a norm of judgement and by hearsay, with errors; it needs no regime.

use super::decision::gossip_stake;
use super::learning::rounded;
use crate::society::act::{Acts, KIND, Nature, SEEN_WRONGS, To, acts_where};
use crate::society::assessment_rule::{GOOD, Norm};
use crate::society::behaviour::{Behaviour, Gossip};
use crate::society::observable::{HELPED, WALKED_ON, WRONGED};

/// Worth of helping through neighbours' talk, yuan: the norm of judgement says whether helping or refusing earns the
/// better reputation, given one's own reputation and that of the person in need (strangers and kin count as good).
#[inline(always)]
pub fn talk(b: &Behaviour, norm: Norm, repute: u8, other: u8) -> f32 {
    let judge = |helps| norm.judge(repute >= GOOD, other >= GOOD, helps);
    f32::from(judge(true) as i8 - judge(false) as i8) * gossip_stake(b)
}

/// Acts that people talk about if they notice them.
const TALKED_OF: Acts = acts_where!(|row| row.is_noticed() && !matches!(row.nature, Nature::Neutral));
/// Refusals of people who count as good, and all other wrongs.
const WRONGS: Acts = SEEN_WRONGS | acts_where!(|row| matches!(row.nature, Nature::Unkind(To::Kin | To::Others)));
/// Acts towards people who count as good: kin, and people for whom one works unpaid.
const FOR_GOOD: Acts = acts_where!(|row| matches!(row.nature, Nature::Kind(to) | Nature::Unkind(to) if to.are_good()));
/// Help given to people outside the family.
const HELPS_OTHERS: Acts = acts_where!(|row| matches!(row.nature, Nature::Kind(To::Stranger | To::Others)));
/// Refusals of people outside the family.
const REFUSES_OTHERS: Acts = acts_where!(|row| matches!(row.nature, Nature::Unkind(To::Stranger | To::Others)));

/// Whether people nearby notice somebody's acts this month; `word` is a uniform word.
#[inline(always)]
pub fn noticed(g: &Gossip, word: u32) -> bool {
    ((word & 0xFFFF) as f32) < g.sight * 65_536.0
}

/// What ties see of a month's acts, as bits of the public byte.
#[inline(always)]
pub fn seen_by_ties(acts: Acts) -> u8 {
    let flag = |mask: Acts, bit: u8| if acts & mask != 0 { bit } else { 0 };
    flag(SEEN_WRONGS, WRONGED) | flag(HELPS_OTHERS, HELPED) | flag(REFUSES_OTHERS, WALKED_ON)
}

/// The part of a month's acts that is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedCase {
    /// Whether it was done to somebody who counts as good in any case: a person who was wronged, or kin.
    pub to_good: bool,
    /// Whether somebody was helped, and nobody wronged.
    pub helped: bool,
}

/// Whether there is anything to judge in these acts, or in being on a list.
#[inline(always)]
pub fn is_talked_of(acts: Acts, listed: bool) -> bool {
    listed | (acts & TALKED_OF != 0)
}

/// The case that people judge if they notice these acts; `None` if there is nothing to judge. A wrong counts as
/// refusing a good person, and kin are good; if somebody helped and also wronged or refused kin, people talk about
/// the worse act; and they talk about somebody on a public list as if she had wronged somebody.
#[inline(always)]
pub fn case(acts: Acts, listed: bool) -> Option<JudgedCase> {
    if !is_talked_of(acts, listed) {
        return None;
    }
    let helped = acts & KIND != 0;
    let wronged = listed | (acts & WRONGS != 0);
    Some(JudgedCase { to_good: wronged || acts & FOR_GOOD != 0, helped: helped && !wronged })
}

/// What neighbours noticed about somebody this month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticedActs {
    /// Acts.
    pub acts: Acts,
    /// Whether she is on a public list.
    pub listed: bool,
}

/// Reputation after neighbours judge and tell what they noticed, sometimes wrongly; `other` is the reputation of the
/// person whom she met.
#[inline(always)]
pub fn told(g: &Gossip, norm: Norm, repute: u8, other: u8, noticed: NoticedActs, word: u32, byte: u32) -> u8 {
    let Some(case) = case(noticed.acts, noticed.listed) else { return repute };
    let judged = norm.judge(repute >= GOOD, case.to_good || other >= GOOD, case.helped);
    let wrongly = ((word >> 16) as f32) < g.error * 65_536.0;
    let said = f32::from(judged ^ u8::from(wrongly));
    let now = f32::from(repute) / 255.0;
    rounded(now + g.speed * (said - now), byte)
}
