//! The description of an encounter, and the compile-time checks of the list of encounters.
//!
//! The module of each encounter owns one [`Encounter`], and `life/mod.rs` lists them. The month, the ODD text,
//! monthly life histories, the step benchmark, the tests and the documents iterate over that list; none keeps
//! another.

use super::decision::Minds;
use super::events::{Events, Incident};
use super::place::{FirmReputation, Place};
use super::terms::Terms;
use crate::rng::{LANES, Lane, Rng, Stream};
use crate::society::act::{self, ActRow};
use crate::society::behaviour::Behaviour;
use crate::society::own_encounter::Encounters;
use crate::society::traits::FIRMS;

/// An encounter.
pub struct Encounter {
    /// Its name, which its section of behavioural parameters shares, if it has one.
    pub key: &'static str,
    /// What happens.
    pub meaning: &'static str,
    /// The published model that it reduces to when everything else is off.
    pub reduces_to: &'static str,
    /// When it takes place.
    pub on: On,
    /// Its streams of random numbers. No other encounter uses them.
    pub streams: &'static [Stream],
    /// The incidents that can happen to people in it.
    pub incidents: &'static [IncidentRow],
    /// The published results on which it rests.
    pub tried_by: TriedBy,
    /// Simulates it for the people of a neighbourhood; `None` if only the engine brings both sides together. It
    /// writes its own part of the month's events and accumulates nothing, so simulating it twice with the same
    /// setting changes nothing.
    pub live: Option<fn(&Setting, &mut Luck, &mut Events)>,
}

/// When an encounter takes place.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// Every month, for everybody.
    Always,
    /// Occasionally: each of these is a chance per month. If all are 0, it is off.
    Chance(&'static [Rate]),
    /// Under a regime that has this.
    Under(RegimeSection),
}

/// The chance of an occasion.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Name of the parameter, as `section.name`.
    pub name: &'static str,
    /// Its value.
    pub of: fn(&Behaviour) -> f32,
}

/// The rate of a given name: `rate!(road.rate)` is the behavioural parameter `road.rate`.
macro_rules! rate {
    ($section:ident.$name:ident) => {
        $crate::life::encounter::Rate {
            name: concat!(stringify!($section), ".", stringify!($name)),
            of: |behaviour| behaviour.$section.$name,
        }
    };
}
pub(super) use rate;

/// What a regime must have for an encounter to take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegimeSection {
    /// `[redemption]`.
    Redemption,
    /// `[appeal]`.
    Appeal,
    /// `[peer_rating]`.
    PeerRating,
    /// `[informants]`.
    Informants,
    /// A list or a score that ties can see.
    StandingSeenByTies,
    /// `[[encounter]]`; it is lived under every regime that is compared.
    Encounter,
}

/// An incident that can happen to people.
pub struct IncidentRow {
    /// The incident.
    pub incident: Incident,
    /// Its wording in the life of a person; `None` if it is not reported, or is reported in other words.
    pub told: Option<&'static str>,
}

/// An incident that is not reported in a life.
pub(super) const fn untold(incident: Incident) -> IncidentRow {
    IncidentRow { incident, told: None }
}

/// An incident that is reported in a life in these words.
pub(super) const fn told(incident: Incident, words: &'static str) -> IncidentRow {
    IncidentRow { incident, told: Some(words) }
}

/// Published results against which an encounter is tested.
pub struct TriedBy {
    /// Keys of the cases of `experiment::reproduce`; empty if there is none.
    pub cases: &'static [&'static str],
    /// What is reproduced, or its other basis.
    pub says: &'static str,
}

impl Encounter {
    /// The acts that happen in it.
    pub fn acts(&self) -> impl Iterator<Item = &'static ActRow> {
        act::TABLE.iter().filter(|act| act.encounter == self.key)
    }
}

/// The circumstances of a neighbourhood's people this month.
pub struct Setting<'a> {
    /// What surrounds them.
    pub place: &'a Place<'a>,
    /// What they bring to a decision.
    pub minds: &'a Minds,
    /// The law, and what a regime has told them.
    pub terms: &'a Terms,
    /// The reputation record of each firm.
    pub records: &'a [FirmReputation; FIRMS],
    /// The encounters that files add.
    pub encounters: &'a Encounters,
    /// Income fifths, the poorest is 0; all 0 where no file adds any encounter.
    pub fifth: &'a Lane<u8>,
}

/// The random numbers of a neighbourhood in a month.
pub struct Luck<'a> {
    /// The random numbers of this replicate.
    pub rng: &'a Rng,
    /// The first person of the neighbourhood.
    pub first: u32,
    /// The month.
    pub month: u32,
    block: [Lane<u32>; 4],
}

impl<'a> Luck<'a> {
    /// Nothing drawn yet.
    pub fn new(rng: &'a Rng, first: u32, month: u32) -> Luck<'a> {
        Luck { rng, first, month, block: [[0; LANES]; 4] }
    }

    /// The draws of a stream: four words for everybody.
    pub fn draws(&mut self, stream: Stream) -> &[Lane<u32>; 4] {
        self.rng.lanes(stream, self.first, self.month, &mut self.block);
        &self.block
    }

    /// The draws of the person at place `i` alone, where few need any.
    pub fn words(&self, stream: Stream, i: usize) -> [u32; 4] {
        self.rng.words(stream, self.first + i as u32, self.month)
    }

    /// One word per person at a tenth of the cost, for a single draw such as whether there is an occasion.
    pub fn word(&self, stream: Stream) -> Lane<u32> {
        self.rng.lane(stream, self.first, self.month)
    }
}

/// Fails to compile if two of these have the same key, share a stream, or use the same bit for an incident.
pub(super) const fn check(all: &[&Encounter]) {
    let mut a = 0;
    while a < all.len() {
        let mut b = 0;
        while b <= a {
            if a != b {
                assert!(!same(all[a].key, all[b].key), "two encounters have the same key");
            }
            disjoint(all[a], all[b]);
            b += 1;
        }
        a += 1;
    }
}

/// Checks two encounters, or one against itself.
const fn disjoint(a: &Encounter, b: &Encounter) {
    let itself = same(a.key, b.key);
    let mut n = 0;
    while n < a.streams.len() {
        let mut m = 0;
        while m < b.streams.len() {
            let shared = a.streams[n].number() == b.streams[m].number() && !(itself && n == m);
            assert!(!shared, "two encounters share a stream of random numbers: rename one");
            m += 1;
        }
        n += 1;
    }
    let mut n = 0;
    while n < a.incidents.len() {
        let mut m = 0;
        while m < b.incidents.len() {
            let shared = a.incidents[n].incident.number() == b.incidents[m].incident.number() && !(itself && n == m);
            assert!(!shared, "two incidents have the same number: use the next one above the greatest in use");
            m += 1;
        }
        n += 1;
    }
}

/// Whether two names are equal; `==` is not available at compile time.
pub(super) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut n = 0;
    while n < a.len() && n < b.len() && a[n] == b[n] {
        n += 1;
    }
    a.len() == n && b.len() == n
}

/// Fails to compile if an act belongs to no encounter.
pub(super) const fn check_acts(all: &[&Encounter]) {
    let mut n = 0;
    while n < act::BUILT_IN {
        let (mut found, mut e) = (false, 0);
        while e < all.len() {
            found |= same(act::TABLE[n].encounter, all[e].key);
            e += 1;
        }
        assert!(found, "an act of `society/act.rs` names an encounter that `life/mod.rs` does not list");
        n += 1;
    }
}

/// The number of words that the incidents of all encounters need.
pub(super) const fn words(all: &[&Encounter]) -> usize {
    let (mut words, mut e) = (0, 0);
    while e < all.len() {
        let mut n = 0;
        while n < all[e].incidents.len() {
            let word = all[e].incidents[n].incident.word() + 1;
            words = if word > words { word } else { words };
            n += 1;
        }
        e += 1;
    }
    words
}
