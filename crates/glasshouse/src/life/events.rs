//! The month's events of a neighbourhood: what its people did, and what befell them.

use super::firm_terms::Event;
use crate::rng::{LANES, Lane, whole};
use crate::society::act::{Act, Acts};
use crate::society::traits::FIRMS;

/// Words of incidents that a person has in a month. An encounter whose incident finds no bit makes this one more.
pub const WORDS: usize = 2;

/// Something that can befall a person in a month: one bit of her events. Each belongs to the encounter that declares it,
/// under a number of its own; incidents that are told of a life are told in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Incident(u8);

impl Incident {
    /// The incident with this number.
    ///
    /// # Panics
    ///
    /// If the words of incidents have no such bit: while compiling, as incidents are constants.
    pub const fn new(number: u8) -> Incident {
        assert!((number as usize) < 32 * WORDS, "no bit for this incident: make `WORDS` of `life/events.rs` one more");
        Incident(number)
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The word in which it has its bit.
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

/// Events of a neighbourhood. They live only while its county is worked.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// Bits of `society::act::Act`.
    pub acts: Lane<Acts>,
    /// What befell whom: words of bits of [`Incident`].
    pub incidents: [Lane<u32>; WORDS],
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

impl Events {
    /// Whether somebody did an act.
    #[inline(always)]
    pub fn did(&self, i: usize, act: Act) -> bool {
        self.acts[i] & act.bit() != 0
    }

    /// Somebody does an act, if so.
    #[inline(always)]
    pub fn does(&mut self, i: usize, act: Act, so: bool) {
        self.acts[i] |= Acts::from(so) << act as u8;
    }

    /// Whether something befell somebody.
    #[inline(always)]
    pub fn befell(&self, i: usize, incident: Incident) -> bool {
        self.incidents[incident.word()][i] & incident.bit() != 0
    }

    /// How many of the first `persons` something befell.
    #[inline(always)]
    pub fn how_many(&self, incident: Incident, persons: usize) -> u16 {
        self.incidents[incident.word()][..persons].iter().map(|word| u16::from(word & incident.bit() != 0)).sum()
    }

    /// Something befalls somebody, if so.
    #[inline(always)]
    pub fn befalls(&mut self, i: usize, incident: Incident, so: bool) {
        self.incidents[incident.word()][i] |= u32::from(so) * incident.bit();
    }
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
            incidents: [[0; LANES]; WORDS],
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
