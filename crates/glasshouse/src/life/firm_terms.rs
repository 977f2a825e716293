//! What does a regime tell owners about firms? What offices may know of one, and what its standing opens and closes.

use super::standing::{NEUTRAL, STANDINGS, Worth};
use crate::society::Society;
use crate::society::behaviour::Market;
use crate::society::traits::PERSONS_PER_FIRM;

/// What an office can know of a firm's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Event {
    /// An inspection found bad goods.
    Found,
    /// An inspection found nothing.
    Clean,
    /// An illness was traced to it.
    Traced,
    /// More customers complained than praised.
    Complaints,
    /// Its owner is on the list of persons.
    OwnerListed,
}

/// Every event, in the order of its bit: name in a file, and what it is.
pub const EVENTS: [(Event, &str, &str); 5] = [
    (Event::Found, "found", "an inspection finds adulterated goods"),
    (Event::Clean, "clean", "an inspection finds nothing"),
    (Event::Traced, "traced", "an illness is traced to it"),
    (Event::Complaints, "complaints", "more customers complain in public than praise"),
    (Event::OwnerListed, "owner-listed", "its owner is on the list of persons"),
];

impl Event {
    /// Bit of this event in a month's set.
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A firm's place in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirmStanding {
    /// Standing: an index into the access of [`FirmTerms`].
    pub standing: u8,
    /// Score.
    pub score: i16,
}

impl FirmStanding {
    /// That of every firm where firms are not scored.
    pub const NONE: FirmStanding = FirmStanding { standing: NEUTRAL, score: 0 };
}

/// What one standing opens and closes to a firm.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Access {
    /// Share of inspections spared.
    pub spared: f32,
    /// Chance a month of an inspection besides.
    pub inspected: f32,
    /// Profit from public orders, yuan a month; negative: lost.
    pub orders: f32,
    /// What credit costs more, as a share of costs a year; negative: less.
    pub credit: f32,
}

impl Access {
    /// Chance of an inspection, where others are inspected with chance `rate`.
    #[inline(always)]
    pub fn inspection(&self, rate: f32) -> f32 {
        (rate * (1.0 - self.spared) + self.inspected).clamp(0.0, 1.0)
    }

    /// What credit costs a firm more with so many sales, yuan a month; negative: less.
    #[inline(always)]
    pub fn interest(&self, market: &Market, sales: f32) -> f32 {
        self.credit / 12.0 * market.honest_cost * sales
    }

    /// Yuan a month that it brings to a firm of usual size, inspections apart.
    pub fn value(&self, society: &Society) -> f32 {
        self.orders - self.interest(&society.behaviour.market, PERSONS_PER_FIRM as f32)
    }
}

/// What owners are told of how firms are scored.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmTerms {
    /// What each standing opens and closes.
    pub access: [Access; STANDINGS],
    /// What a point is worth, by score.
    pub worth: Worth,
    /// Points that each event brings, times the chance that it becomes known.
    pub points: [f32; EVENTS.len()],
    /// What the listing for each costs, yuan, times that chance.
    pub listing: [f32; EVENTS.len()],
    /// Complaints that customers read into a listing.
    pub warning: f32,
}

impl FirmTerms {
    /// Yuan that an event is worth to the owner of a firm with this score.
    pub fn stake(&self, event: Event, score: i16) -> f32 {
        self.points[event as usize] * self.worth.at(score, 0.0, 0) - self.listing[event as usize]
    }
}
