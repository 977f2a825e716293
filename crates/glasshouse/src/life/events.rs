//! What did the people of a neighbourhood do this month, and what befell them?

use super::firm_terms::Event;
use crate::rng::{LANES, Lane, whole};
use crate::society::act::Acts;
use crate::society::traits::FIRMS;

/// Passed somebody in distress.
pub const MET: u32 = 1;
/// Would blame a helper, should there be one.
pub const BLAMES: u32 = 2;
/// Had an occasion on the road or in public.
pub const OCCASION: u32 = 4;
/// Bought the import.
pub const IMPORT: u32 = 8;
/// Bought the staple made at home.
pub const DOMESTIC: u32 = 16;
/// Her infant fell ill.
pub const ILL: u32 = 32;
/// Was warned by the police for speaking.
pub const WARNED: u32 = 64;
/// Was caught by the police on the road.
pub const CAUGHT: u32 = 128;
/// Went shopping for something that is approved or disapproved of.
pub const SHOPS: u32 = 256;
/// Bought the one kind although she likes the other better.
pub const AGAINST: u32 = 512;
/// Bought, or left, what the same draw would not have made her buy, or leave, had nobody looked.
pub const BENT: u32 = 1024;
/// Would stage an accident, should somebody pass.
pub const STAGES: u32 = 2048;
/// Her victim would go to the police.
pub const REPORTED: u32 = 4096;
/// And the police would find her.
pub const SOLVED: u32 = 8192;
/// A bill came such as a hospital's.
pub const TROUBLE: u32 = 16384;
/// Was asked by kin.
pub const ASKED: u32 = 32768;
/// Would report a neighbour whom she sees do what the office asks about.
pub const INFORMS: u32 = 1 << 16;
/// Would denounce a neighbour for nothing.
pub const DENOUNCES: u32 = 1 << 17;
/// Saw a neighbour do what the office asks about, and said nothing.
pub const SPARED: u32 = 1 << 18;
/// Of these, was found to have known, and is fined.
pub const SILENT: u32 = 1 << 19;
/// Denounced falsely, and was found out.
pub const LIED: u32 = 1 << 20;
/// Was reported, rightly or not, and knows it.
pub const TOLD_ON: u32 = 1 << 21;
/// Paid or took a bribe, and was found out.
pub const EXPOSED: u32 = 1 << 22;
/// Bought herself off the list.
pub const FREED: u32 = 1 << 23;
/// Wanted a loan.
pub const WANTED: u32 = 1 << 24;
/// Got and took it.
pub const BORROWED: u32 = 1 << 25;
/// A part of her loan was due.
pub const DUE: u32 = 1 << 26;
/// Could have paid it, and stopped paying.
pub const WILLED: u32 = 1 << 27;
/// A court collected what she had stopped paying.
pub const COLLECTED: u32 = 1 << 28;
/// Wanted a loan, and somebody would lend to her.
pub const OFFERED: u32 = 1 << 29;
/// Her appeal was heard.
pub const HEARD: u32 = 1 << 30;
/// And granted.
pub const GRANTED: u32 = 1 << 31;

/// Events of a neighbourhood. They live only while its county is worked.
#[derive(Clone, Debug)]
pub struct Events {
    /// Bits of `society::act::Act`.
    pub acts: Lane<Acts>,
    /// Bits of this file: what befell whom.
    pub fate: Lane<u32>,
    /// How much of the last act in each domain the regime explains, −127 to 127.
    pub pull: [Lane<i8>; 3],
    /// Savings at the start of the month, yuan: what a court can take.
    pub savings: Lane<u32>,
    /// What she owes at the end of the month, as in the column.
    pub debt: Lane<u8>,
    /// Yuan that she is to pay her lender.
    pub due: Lane<u32>,
    /// Interest of the loan that she took, in 1/10,000 a year.
    pub interest: Lane<u16>,
    /// What each firm did.
    pub firms: [Trade; FIRMS],
    /// Under `[censorship]`, of who disapproves: how loudly she would want to speak, and how loudly she spoke, in 1/255.
    pub desire: Lane<u8>,
    /// The second.
    pub loudness: Lane<u8>,
    /// Yuan that she is to pay for it.
    pub fine: Lane<u32>,
    /// Who needs a permit, and waits for it.
    pub waits: Lane<bool>,
    /// Her cases before an official.
    pub cases: Lane<u8>,
    /// Of these, in how many the official asked for a bribe.
    pub asked: Lane<u8>,
    /// Yuan that she paid in bribes.
    pub bribes: Lane<u32>,
    /// Gifts and work that she did not do, and that a bribed official has entered in the books.
    pub entered: Lane<Acts>,
    /// Of these bribes, how many were found out.
    pub exposed: Lane<u8>,
}

impl Trade {
    /// Found adulterating at an inspection.
    pub fn found(&self) -> bool {
        self.inspected && self.adulterated && !self.hushed
    }

    /// What offices can know of its month: a set of events. `owner_listed`: its owner is on the list of persons.
    pub fn events(&self, owner_listed: bool) -> u8 {
        let if_so = |yes: bool, event: Event| if yes { event.bit() } else { 0 };
        if_so(self.found(), Event::Found)
            | if_so(self.inspected && !self.found(), Event::Clean)
            | if_so(self.traced > 0, Event::Traced)
            | if_so(self.complaints > self.praise, Event::Complaints)
            | if_so(owner_listed, Event::OwnerListed)
    }

    /// What perfect sight would know of its own doing.
    pub fn deserves(&self) -> u8 {
        match (self.adulterated, self.inspected) {
            (true, _) => Event::Found.bit(),
            (false, true) => Event::Clean.bit(),
            (false, false) => 0,
        }
    }
}

/// A firm's month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trade {
    /// It adulterated.
    pub adulterated: bool,
    /// It was inspected.
    pub inspected: bool,
    /// Where among all firms it stands in luck with the register, 0 to 1.
    pub reaches: f32,
    /// The inspector was bribed, and wrote that all was well.
    pub hushed: bool,
    /// Sales.
    pub sales: u16,
    /// Customers who spoke well of it.
    pub praise: u16,
    /// Customers who spoke badly of it.
    pub complaints: u16,
    /// Illnesses that were traced to it.
    pub traced: u16,
    /// Illnesses that it caused.
    pub ill: u16,
}

impl Default for Events {
    fn default() -> Events {
        Events {
            acts: [0; LANES],
            fate: [0; LANES],
            pull: [[0; LANES]; 3],
            savings: [0; LANES],
            debt: [0; LANES],
            due: [0; LANES],
            interest: [0; LANES],
            firms: [Trade::default(); FIRMS],
            desire: [0; LANES],
            loudness: [0; LANES],
            fine: [0; LANES],
            waits: [false; LANES],
            cases: [0; LANES],
            asked: [0; LANES],
            bribes: [0; LANES],
            entered: [0; LANES],
            exposed: [0; LANES],
        }
    }
}

/// A pull of −1 to 1 as kept in deeds.
#[inline(always)]
pub fn pull(x: f32) -> i8 {
    whole(x * 127.0) as i8
}
