//! Witnesses (observers) of a run, and the record of one person's month that they receive.
//!
//! A month is reported as a whole once it is over: what happened to a person, what she did, what was recorded of it,
//! how she was judged, and what it meant. A witness therefore cannot change it.

use crate::life::events::{Trade, WORDS};
use crate::regime::adjudication::Ruling;
use crate::regime::firm_scoring::{Dossier, FirmRuling};
use crate::regime::surveillance::Record;
use crate::society::act::{Acts, SPHERES};

/// Observes persons as their months end and cannot change them. Calls come from any thread and in any order of
/// persons.
pub trait Witness: Sync {
    /// The persons it observes, in rising order; everybody if `None`.
    fn chosen(&self) -> Option<&[u32]> {
        None
    }

    /// The rulings on a person in a month, in order, and the score after them.
    fn judged(&self, _person: u32, _month: u32, _rulings: &[Ruling], _score: i16) {}

    /// A person's whole month.
    fn lived(&self, _person: u32, _told: &PersonMonth) {}
}

/// One month of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonMonth {
    /// The month, counted from 0.
    pub month: u32,
    /// Whether she came of age this month, in the place of somebody who died in the month before.
    pub entered: bool,
    /// Whether the regime was in force.
    pub in_force: bool,
    /// What she did: bits of `society::act::Act`.
    pub acts: Acts,
    /// What happened to her: words of bits of `life::events::Incident`.
    pub incidents: [u32; WORDS],
    /// Fine for the loudness of her criticism, yuan, where a regime has `[censorship]`.
    pub censored: u32,
    /// Whether she has her post after the month, if she is an official.
    pub post: Option<bool>,
    /// Her work after the month: a byte of `life::work`.
    pub work: u8,
    /// Her firm's month, if she owns one.
    pub firm: Option<Trade>,
    /// Her firm's file, where firms are scored.
    pub file: Option<FirmFile>,
    /// What the channels recorded.
    pub records: Vec<Record>,
    /// What was ruled, in order.
    pub rulings: Vec<Ruling>,
    /// Her docket after the month.
    pub docket: DocketEntry,
    /// The docket that perfect sight of her own acts alone would have produced.
    pub deserved: DocketEntry,
    /// Her standing during this month.
    pub lived_under: u8,
    /// How strangers treated her.
    pub treated: Treated,
    /// Her money.
    pub purse: Finances,
    /// What she thinks and feels at the end of the month.
    pub mind: Mind,
}

/// The register's entry on a firm at the end of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmFile {
    /// Its file.
    pub dossier: Dossier,
    /// The resulting standing.
    pub standing: u8,
    /// The standing that perfect sight would give it.
    pub deserved: u8,
    /// What was ruled, in order.
    pub rulings: Vec<FirmRuling>,
}

/// A person's entry in the institution's books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocketEntry {
    /// Score.
    pub score: i16,
    /// Months left on the list, where a rule lists people for a term.
    pub months: u8,
    /// The resulting standing: an index into the terms' access.
    pub standing: u8,
}

/// How strangers treated her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Treated {
    /// She was in distress in front of a passer-by.
    pub distressed: bool,
    /// Somebody helped her.
    pub helped: bool,
    /// Somebody she had helped turned on her.
    pub accused: bool,
    /// Yuan won (or lost, negative) in court.
    pub award: i32,
    /// She claimed falsely, and a court punished it.
    pub refuted: bool,
}

/// Money that moved, yuan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finances {
    /// Wages.
    pub income: u16,
    /// Wages, rewards and welfare less levies, fines and awards.
    pub disposable: u32,
    /// Savings at the end of the month.
    pub savings: u32,
    /// What her standing brought.
    pub gain: f32,
    /// What her standing cost, in money and prospects.
    pub loss: f32,
    /// Whether she paid a fine.
    pub fined: bool,
    /// What she received from her children, or gave to old parents (negative).
    pub support: i32,
    /// What everybody received from outside.
    pub windfall: u32,
    /// The share of what she needs that she lacked, in 1/255.
    pub need: u8,
    /// What she contributed to the running of the system, where a regime has a levy for it.
    pub contribution: u32,
}

/// What she thinks and feels, in 1/255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mind {
    /// Own norms: integrity, care, speech.
    pub norm: [u8; 3],
    /// Trust in strangers.
    pub trust: u8,
    /// The chance of being found out by the regime that she expects, by sphere.
    pub felt: [u8; SPHERES],
    /// Private approval of the government.
    pub approval: u8,
    /// Private approval of the system that judges her; `None` where none does.
    pub system: Option<u8>,
    /// Whether she is worried about what she could lose by it.
    pub worried: bool,
    /// Her reputation in the neighbourhood.
    pub repute: u8,
}
