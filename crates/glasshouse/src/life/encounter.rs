//! The description of an encounter: what everything that lists encounters needs to know of one.
//!
//! Each module of an encounter owns one [`Encounter`], and `life/mod.rs` lists them. The month, the ODD text, lives told
//! month by month, the benchmark of steps, the tests and the documents walk over that list; none keeps another.

use super::decision::Minds;
use super::events::{Events, Incident};
use super::place::{Place, Record};
use super::terms::Terms;
use crate::rng::{LANES, Lane, Rng, Stream};
use crate::society::act::{self, ActRow};
use crate::society::behaviour::Behaviour;
use crate::society::traits::FIRMS;

/// An encounter.
pub struct Encounter {
    /// Its name; that of its section of behavioural parameters, too, if it has any.
    pub key: &'static str,
    /// What happens.
    pub meaning: &'static str,
    /// Published model that it becomes when all else is off.
    pub reduces_to: &'static str,
    /// When it takes place.
    pub on: On,
    /// Its draws. No other encounter has any of them.
    pub streams: &'static [Stream],
    /// What can befall people in it.
    pub incidents: &'static [IncidentRow],
    /// On which published results it stands.
    pub tried_by: TriedBy,
    /// How the people of a neighbourhood live it; `None` where the engine alone brings both sides together. It writes what
    /// is its own in the month's events, whole, and adds to nothing: lived twice with the same setting it is the same.
    pub live: Option<fn(&Setting, &mut Luck, &mut Events)>,
}

/// When an encounter takes place.
#[derive(Clone, Copy, Debug)]
pub enum On {
    /// Every month, for everybody.
    Always,
    /// Now and then: each of these is a chance a month. Where all are 0, it is off.
    Chance(&'static [Rate]),
    /// Under a regime with this.
    Under(Section),
}

/// The chance of an occasion.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Name of the parameter, as `section.name`.
    pub name: &'static str,
    /// Its value.
    pub of: fn(&Behaviour) -> f32,
}

/// The rate with a name: `rate!(road.rate)` is the behavioural parameter `road.rate`.
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
pub enum Section {
    /// `[redemption]`.
    Redemption,
    /// `[appeal]`.
    Appeal,
    /// `[peer_rating]`.
    PeerRating,
    /// `[informants]`.
    Informants,
    /// A list that ties can see.
    ListSeenByTies,
}

/// One thing that can befall people.
pub struct IncidentRow {
    /// The incident.
    pub incident: Incident,
    /// Words for it in the life of a person; `None` where it is not told, or in other words.
    pub told: Option<&'static str>,
}

/// An incident that is not told in a life.
pub(super) const fn untold(incident: Incident) -> IncidentRow {
    IncidentRow { incident, told: None }
}

/// An incident that is told in a life in these words.
pub(super) const fn told(incident: Incident, words: &'static str) -> IncidentRow {
    IncidentRow { incident, told: Some(words) }
}

/// Published results by which an encounter is tried.
pub struct TriedBy {
    /// Keys of the cases of `experiment::reproduce`; empty if there is none.
    pub cases: &'static [&'static str],
    /// What comes out, or what it stands on otherwise.
    pub says: &'static str,
}

impl Encounter {
    /// The acts that happen in it.
    pub fn acts(&self) -> impl Iterator<Item = &'static ActRow> {
        act::TABLE.iter().filter(|act| act.encounter == self.key)
    }
}

/// What the people of a neighbourhood live with this month.
pub struct Setting<'a> {
    /// What surrounds them.
    pub place: &'a Place<'a>,
    /// What they bring to a decision.
    pub minds: &'a Minds,
    /// The law, and what a regime has told them.
    pub terms: &'a Terms,
    /// What is told of each firm.
    pub records: &'a [Record; FIRMS],
}

/// The draws of a neighbourhood in a month.
pub struct Luck<'a> {
    /// The luck of this replicate.
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

    /// One word for everybody, which costs a tenth: for a single draw, such as whether there is an occasion.
    pub fn word(&self, stream: Stream) -> Lane<u32> {
        self.rng.lane(stream, self.first, self.month)
    }
}

/// Fails to compile where two of these have the same key, share a draw, or take the same bit for an incident.
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

/// Two encounters, or one and itself.
const fn disjoint(a: &Encounter, b: &Encounter) {
    let itself = same(a.key, b.key);
    let mut n = 0;
    while n < a.streams.len() {
        let mut m = 0;
        while m < b.streams.len() {
            let shared = a.streams[n].number() == b.streams[m].number() && !(itself && n == m);
            assert!(!shared, "two streams of draws of encounters are the same: give one another name");
            m += 1;
        }
        n += 1;
    }
    let mut n = 0;
    while n < a.incidents.len() {
        let mut m = 0;
        while m < b.incidents.len() {
            let shared = a.incidents[n].incident.number() == b.incidents[m].incident.number() && !(itself && n == m);
            assert!(!shared, "two incidents have the same number: take the next after the greatest that any has");
            m += 1;
        }
        n += 1;
    }
}

/// Whether two names are the same; `==` cannot be asked while compiling.
pub(super) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut n = 0;
    while n < a.len() && n < b.len() && a[n] == b[n] {
        n += 1;
    }
    a.len() == n && b.len() == n
}

/// Fails to compile where an act happens in no encounter.
pub(super) const fn check_acts(all: &[&Encounter]) {
    let mut n = 0;
    while n < act::ACTS {
        let (mut found, mut e) = (false, 0);
        while e < all.len() {
            found |= same(act::TABLE[n].encounter, all[e].key);
            e += 1;
        }
        assert!(found, "an act of `society/act.rs` names an encounter that `life/mod.rs` does not list");
        n += 1;
    }
}

/// Words of incidents that some encounter has a bit in.
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
