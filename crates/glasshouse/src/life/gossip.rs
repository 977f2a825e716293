//! Gossip: repute by a norm of judgement and hearsay, with errors; it needs no regime.

use super::decision::gossip_stake;
use super::learning::rounded;
use crate::society::act::{Acts, KIND, Nature, SEEN_WRONGS, To, acts_where};
use crate::society::assessment_rule::{GOOD, Norm};
use crate::society::behaviour::{Behaviour, Gossip};
use crate::society::observable::{HELPED, WALKED_ON, WRONGED};

/// What the neighbours' talk makes helping worth, yuan: the norm of judgement says whether helping or refusing is the
/// better repute, given one's own repute and that of the one in need (strangers and kin count as good).
#[inline(always)]
pub fn talk(b: &Behaviour, norm: Norm, repute: u8, other: u8) -> f32 {
    let judge = |helps| norm.judge(repute >= GOOD, other >= GOOD, helps);
    f32::from(judge(true) as i8 - judge(false) as i8) * gossip_stake(b)
}

/// Acts that are talked of where they are noticed.
const TALKED_OF: Acts = acts_where!(|row| row.is_noticed() && !matches!(row.nature, Nature::Neutral));
/// Refusals of those who count as good, and all other wrongs.
const WRONGS: Acts = SEEN_WRONGS | acts_where!(|row| matches!(row.nature, Nature::Unkind(To::Kin | To::Others)));
/// Acts towards those who count as good: kin, and those for whom one works unpaid.
const FOR_GOOD: Acts = acts_where!(|row| matches!(row.nature, Nature::Kind(to) | Nature::Unkind(to) if to.are_good()));
/// Help of those outside the family.
const HELPS_OTHERS: Acts = acts_where!(|row| matches!(row.nature, Nature::Kind(To::Stranger | To::Others)));
/// Refusals of those outside the family.
const REFUSES_OTHERS: Acts = acts_where!(|row| matches!(row.nature, Nature::Unkind(To::Stranger | To::Others)));

/// Whether those around notice what somebody does this month; `word` is a uniform word.
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

/// What of a month's acts is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Whether it was done to one who counts as good whatever is said of her: somebody wronged, or kin.
    pub to_good: bool,
    /// Whether somebody was helped, and nobody wronged.
    pub helped: bool,
}

/// Whether there is anything to judge in these acts, or in being on a list.
#[inline(always)]
pub fn is_talked_of(acts: Acts, listed: bool) -> bool {
    listed | (acts & TALKED_OF != 0)
}

/// What is judged of these acts, by who notices them; `None` if there is nothing to judge. A wrong counts as refusing a
/// good person, and kin are good; where somebody helped and also wronged or refused kin, the worse is what is talked of;
/// and who is seen on a public list is talked of as one who wronged somebody.
#[inline(always)]
pub fn case(acts: Acts, listed: bool) -> Option<Case> {
    if !is_talked_of(acts, listed) {
        return None;
    }
    let helped = acts & KIND != 0;
    let wronged = listed | (acts & WRONGS != 0);
    Some(Case { to_good: wronged || acts & FOR_GOOD != 0, helped: helped && !wronged })
}

/// What neighbours noticed of somebody this month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticedActs {
    /// Acts.
    pub acts: Acts,
    /// That she is on a public list.
    pub listed: bool,
}

/// Repute after what was noticed is judged and told, sometimes wrongly; `other` is the repute of the one whom she met.
#[inline(always)]
pub fn told(g: &Gossip, norm: Norm, repute: u8, other: u8, noticed: NoticedActs, word: u32, byte: u32) -> u8 {
    let Some(case) = case(noticed.acts, noticed.listed) else { return repute };
    let judged = norm.judge(repute >= GOOD, case.to_good || other >= GOOD, case.helped);
    let wrongly = ((word >> 16) as f32) < g.error * 65_536.0;
    let said = f32::from(judged ^ u8::from(wrongly));
    let now = f32::from(repute) / 255.0;
    rounded(now + g.speed * (said - now), byte)
}
