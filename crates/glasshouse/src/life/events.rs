//! The events of a neighbourhood's month: acts and incidents of its people, and trade of its firms.

use super::firm_terms::FirmEvent;
use crate::rng::{LANES, Lane, whole};
use crate::society::act::{Act, Acts};
use crate::society::traits::FIRMS;

/// Words of incident bits per person and month. Raise it by one when a new incident finds no free bit.
pub const WORDS: usize = 2;

/// Something that can happen to a person in a month: one bit of her events. Each belongs to the encounter that
/// declares it and has its own number; a life reports its incidents in the order of these numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Incident(u8);

impl Incident {
    /// The incident with this number.
    ///
    /// # Panics
    ///
    /// If there is no such bit; at compile time, since incidents are constants.
    pub const fn new(number: u8) -> Incident {
        assert!((number as usize) < 32 * WORDS, "no bit for this incident: raise `WORDS` in `life/events.rs` by one");
        Incident(number)
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The word that contains its bit.
    #[inline(always)]
    pub const fn word(self) -> usize {
        self.0 as usize / 32
    }

    /// Its bit in that word.
    #[inline(always)]
    pub const fn bit(self) -> u32 {
        1 << (self.0 % 32)
    }
}

/// Events of a neighbourhood. They exist only while its county is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// Bits of `society::act::Act`.
    pub acts: Lane<Acts>,
    /// What happened to whom, in words of [`Incident`] bits.
    pub incidents: [Lane<u32>; WORDS],
    /// How much of the last act in each domain the regime explains, −127 to 127.
    pub pull: [Lane<i8>; 3],
    /// Savings at the start of the month, yuan: what a court can take.
    pub savings: Lane<u32>,
    /// Debt at the end of the month, encoded as in the column.
    pub debt: Lane<u8>,
    /// Work at the end of the month, encoded as in the column.
    pub work: Lane<u8>,
    /// Yuan due to her lender.
    pub due: Lane<u32>,
    /// Interest on the loan that she took, in 1/10,000 per year.
    pub interest: Lane<u16>,
    /// What each firm did.
    pub firms: [Trade; FIRMS],
    /// Under `[censorship]`, for people who disapprove: how loudly each would like to speak, in 1/255.
    pub desire: Lane<u8>,
    /// How loudly each of them spoke, in 1/255.
    pub loudness: Lane<u8>,
    /// Her fine for it, yuan.
    pub fine: Lane<u32>,
    /// Yuan for which she bought herself off the list.
    pub release: Lane<u32>,
    /// Whether she needs a permit and waits for it.
    pub waits: Lane<bool>,
    /// Her cases before an official.
    pub cases: Lane<u8>,
    /// The number of these in which the official asked for a bribe.
    pub asked: Lane<u8>,
    /// Yuan that she paid in bribes.
    pub bribes: Lane<u32>,
    /// Gifts and work that a bribed official recorded although they did not take place.
    pub entered: Lane<Acts>,
    /// The number of these bribes that were found out.
    pub exposed: Lane<u8>,
}

impl Events {
    /// Whether somebody did an act.
    #[inline(always)]
    pub fn did(&self, i: usize, act: Act) -> bool {
        self.acts[i] & act.bit() != 0
    }

    /// Records an act of person `i` if `so`.
    #[inline(always)]
    pub fn does(&mut self, i: usize, act: Act, so: bool) {
        self.acts[i] |= Acts::from(so) << act as u8;
    }

    /// Whether an incident happened to somebody.
    #[inline(always)]
    pub fn befell(&self, i: usize, incident: Incident) -> bool {
        self.incidents[incident.word()][i] & incident.bit() != 0
    }

    /// How many of the first `persons` had an incident.
    #[inline(always)]
    pub fn how_many(&self, incident: Incident, persons: usize) -> u16 {
        self.incidents[incident.word()][..persons].iter().map(|word| u16::from(word & incident.bit() != 0)).sum()
    }

    /// Records an incident of person `i` if `so`.
    #[inline(always)]
    pub fn befalls(&mut self, i: usize, incident: Incident, so: bool) {
        self.incidents[incident.word()][i] |= u32::from(so) * incident.bit();
    }
}

impl Trade {
    /// Whether an inspection found it adulterating.
    pub fn found(&self) -> bool {
        self.inspected && self.adulterated && !self.hushed
    }

    /// The events of its month that offices can know, as a set. `owner_listed`: its owner is on the list of persons.
    pub fn events(&self, owner_listed: bool) -> u8 {
        let if_so = |yes: bool, event: FirmEvent| if yes { event.bit() } else { 0 };
        if_so(self.found(), FirmEvent::Found)
            | if_so(self.inspected && !self.found(), FirmEvent::Clean)
            | if_so(self.traced > 0, FirmEvent::Traced)
            | if_so(self.complaints > self.praise, FirmEvent::Complaints)
            | if_so(owner_listed, FirmEvent::OwnerListed)
            | if_so(self.praise > self.complaints, FirmEvent::Praised)
    }

    /// The events that perfect observation of its own conduct would record.
    pub fn deserves(&self) -> u8 {
        match (self.adulterated, self.inspected) {
            (true, _) => FirmEvent::Found.bit(),
            (false, true) => FirmEvent::Clean.bit(),
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
    /// Its draw for whether a fact reaches the register, 0 to 1.
    pub reaches: f32,
    /// The inspector was bribed and reported that all was well.
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

impl Events {
    /// A month in which nothing has happened yet.
    pub const NONE: Events = {
        let firm = Trade {
            adulterated: false,
            inspected: false,
            reaches: 0.0,
            hushed: false,
            sales: 0,
            praise: 0,
            complaints: 0,
            traced: 0,
            ill: 0,
        };
        Events {
            acts: [0; LANES],
            incidents: [[0; LANES]; WORDS],
            pull: [[0; LANES]; 3],
            savings: [0; LANES],
            debt: [0; LANES],
            work: [0; LANES],
            due: [0; LANES],
            interest: [0; LANES],
            firms: [firm; FIRMS],
            desire: [0; LANES],
            loudness: [0; LANES],
            fine: [0; LANES],
            release: [0; LANES],
            waits: [false; LANES],
            cases: [0; LANES],
            asked: [0; LANES],
            bribes: [0; LANES],
            entered: [0; LANES],
            exposed: [0; LANES],
        }
    };
}

/// A pull of −1 to 1 as stored in the events.
#[inline(always)]
pub fn pull(x: f32) -> i8 {
    whole(x * 127.0) as i8
}
