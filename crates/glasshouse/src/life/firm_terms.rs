//! The terms of firms: events that offices can observe, the access of each standing, and the stakes of owners.

use super::access::Stakes;
use super::standing::{NEUTRAL, STANDINGS, Worth};
use crate::society::Society;
use crate::society::behaviour::Market;
use crate::society::traits::PERSONS_PER_FIRM;

/// An event of a firm's month that an office can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FirmEvent {
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
    /// More customers praised than complained.
    Praised,
}

/// Every event, in the order of its bit: name in a file, and what it is.
pub const EVENTS: [(FirmEvent, &str, &str); 6] = [
    (FirmEvent::Found, "found", "an inspection finds adulterated goods"),
    (FirmEvent::Clean, "clean", "an inspection finds nothing"),
    (FirmEvent::Traced, "traced", "an illness is traced to it"),
    (FirmEvent::Complaints, "complaints", "more customers complain in public than praise"),
    (FirmEvent::OwnerListed, "owner-listed", "its owner is on the list of persons"),
    (FirmEvent::Praised, "praised", "more customers praise in public than complain"),
];

impl FirmEvent {
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
    /// The standing of every firm where firms are not scored.
    pub const NONE: FirmStanding = FirmStanding { standing: NEUTRAL, score: 0 };
}

/// What one standing opens and closes to a firm.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FirmAccess {
    /// Share of inspections spared.
    pub spared: f32,
    /// Chance per month of an additional inspection.
    pub inspected: f32,
    /// Profit from public orders, yuan per month; negative: lost.
    pub orders: f32,
    /// Extra cost of credit, as a share of costs per year; negative: cheaper.
    pub credit: f32,
    /// Share of its customers whom it may not serve.
    pub closed: f32,
    /// Reports of customers that they read into its tier or its listing: praise, or, negative, complaints.
    pub shown: f32,
}

impl FirmAccess {
    /// Chance of an inspection, where others are inspected with chance `rate`.
    #[inline(always)]
    pub fn inspection(&self, rate: f32) -> f32 {
        (rate * (1.0 - self.spared) + self.inspected).clamp(0.0, 1.0)
    }

    /// Extra cost of credit for a firm with these sales, yuan per month; negative: cheaper.
    #[inline(always)]
    pub fn interest(&self, market: &Market, sales: f32) -> f32 {
        self.credit / 12.0 * market.honest_cost * sales
    }

    /// Its worth to a firm of usual size apart from inspections, yuan per month, where talk about firms reaches this
    /// share of customers.
    pub fn value(&self, society: &Society, reach: f32) -> f32 {
        let (market, sales) = (&society.behaviour.market, PERSONS_PER_FIRM as f32);
        let profit = (market.price - market.honest_cost) * sales;
        self.orders - self.interest(market, sales) + (self.custom(society, reach) - self.closed) * profit
    }

    /// The share of its custom that it wins, or loses, by what customers read into its standing: they expect more, or
    /// less, of a firm of which they knew nothing else.
    fn custom(&self, society: &Society, reach: f32) -> f32 {
        let read = self.shown.abs();
        let expected = (read + 1.0) / (read + 2.0) - 0.5;
        let moved = society.behaviour.market.choosiness * expected / society.behaviour.decision.noise;
        moved.min(1.0).copysign(self.shown) * reach
    }
}

/// The stakes of a firm: its standing costs it a sum that does not depend on its owner.
const OF_A_FIRM: Stakes = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];

/// What owners are told about the scoring of firms.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmTerms {
    /// What each standing opens and closes.
    pub access: [FirmAccess; STANDINGS],
    /// Worth of a point, by score.
    pub worth: Worth,
    /// Points that each event brings, times the chance that it becomes known.
    pub points: [f32; EVENTS.len()],
    /// Cost of being listed for each event, yuan, times that chance.
    pub listing: [f32; EVENTS.len()],
}

impl FirmTerms {
    /// Worth of an event to the owner of a firm with this score, yuan.
    pub fn stake(&self, event: FirmEvent, score: i16) -> f32 {
        self.points[event as usize] * self.worth.at(score, &OF_A_FIRM, 0.0) - self.listing[event as usize]
    }
}
