//! The surroundings of the persons of a neighbourhood as they decide.

use super::firm_terms::FirmStanding;
use crate::rng::Lane;
use crate::society::act::{Act, Acts};
use crate::society::assessment_rule::{Dread, Norm};
use crate::society::behaviour::Behaviour;
use crate::society::traits::{FIRMS, Neighbourhood};

/// The surroundings of the persons of a neighbourhood as they decide.
pub struct Place<'a> {
    /// The neighbourhood.
    pub home: &'a Neighbourhood,
    /// How people here decide.
    pub behaviour: &'a Behaviour,
    /// Norm by which they judge each other.
    pub norm: Norm,
    /// Whether the reputation of somebody in distress determines how much helpers dread her.
    pub dread: Dread,
    /// Whether people who meet this month are neighbours, who know each other's reputation.
    pub neighbours: bool,
    /// Trait flags.
    pub flags: Lane<u8>,
    /// Households, as in the traits.
    pub household: Lane<u8>,
    /// Own reputation.
    pub repute: Lane<u8>,
    /// Her view of her own standing: her reputation or, where opinions are private, her own opinion of herself.
    pub esteem: Lane<u8>,
    /// Reputation of the person whom one may meet in distress; full for strangers, unless a public list says
    /// otherwise.
    pub others_repute: Lane<u8>,
    /// What the tier of that person says to somebody who sees it, −1 to 1, times how far people go by it; `None` where
    /// nobody sees it.
    pub others_regard: Option<Lane<f32>>,
    /// Whether there is such a person.
    pub meets: Lane<bool>,
    /// Scores.
    pub score: Lane<i16>,
    /// People with slow internet: they read no reviews and order no imports.
    pub slow: Lane<bool>,
    /// Standings: indices into the terms' access.
    pub standing: Lane<u8>,
    /// Months left on the list.
    pub months: Lane<u8>,
    /// People who know that they are listed for something that they did not do themselves.
    pub wrongly: Lane<bool>,
    /// People who know that their tier is lower than what they did themselves deserves.
    pub misplaced: Lane<bool>,
    /// Incomes of this month, yuan.
    pub income: Lane<u16>,
    /// Usual incomes, yuan a month: the mean over the ups and downs of work.
    pub usual: Lane<u16>,
    /// Age bands.
    pub age: Lane<u8>,
    /// Work, encoded as in the column.
    pub work: Lane<u8>,
    /// Yuan that pass this month between each and her parents or children: given (negative) or received.
    pub support: Lane<i32>,
    /// Debts, encoded as in the column.
    pub debt: Lane<u8>,
    /// How often everybody won points back this year.
    pub won: Lane<Won>,
    /// Standings of the firms here, and their scores, where firms are scored.
    pub firms: [FirmStanding; FIRMS],
    /// Share of the instalments due in a month here that were recently broken, as lenders remember it.
    pub broken: f32,
    /// How much more often than people are the person whom each meets is in distress.
    pub others_frailty: Lane<f32>,
    /// Share of recent cases before officials here that were settled by a bribe, according to talk.
    pub venal: f32,
    /// How honest dealing is, according to the news.
    pub dealing: f32,
    /// How far people distrust the whole trade since scandals, whatever they know of a firm, 0 to 1.
    pub distrust: f32,
}

/// How often somebody won points back this year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Won {
    /// By money.
    pub donated: u8,
    /// By work.
    pub worked: u8,
}

impl Won {
    /// From a byte.
    #[inline(always)]
    pub fn read(byte: u8) -> Won {
        Won { donated: byte & 15, worked: byte >> 4 }
    }

    /// As a byte; twelve months fit.
    #[inline(always)]
    pub fn byte(self) -> u8 {
        self.donated.min(15) | self.worked.min(15) << 4
    }

    /// After a month with these acts.
    #[inline(always)]
    pub fn after(self, acts: Acts) -> Won {
        let one = |act: Act| u8::from(acts & act.bit() != 0);
        Won { donated: self.donated + one(Act::Donate), worked: self.worked + one(Act::Volunteer) }
    }
}

/// The reputation record of a firm: remembered praise and complaints, in 1/16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FirmReputation {
    /// Praise.
    pub praise: u16,
    /// Complaints.
    pub complaints: u16,
}

impl FirmReputation {
    /// Expected honesty, (r + 2p) / (r + s + 2), of somebody who would expect `prior` p without any record.
    pub fn expected(self, prior: f32) -> f32 {
        let (r, s) = (f32::from(self.praise) / 16.0, f32::from(self.complaints) / 16.0);
        (r + 2.0 * prior) / (r + s + 2.0)
    }

    /// Counts what a standing says as this many reports: praise, or, negative, complaints.
    pub fn warn(&mut self, reports: f32) {
        let side = if reports > 0.0 { &mut self.praise } else { &mut self.complaints };
        *side = side.saturating_add((reports.abs() * 16.0) as u16);
    }

    /// Forgets part of the past and adds this month's praise and complaints.
    pub fn update(&mut self, memory: f32, praise: f32, complaints: f32) {
        let keep = |old: u16, new: f32| (f32::from(old) * memory + new * 16.0 + 0.5).min(65_535.0) as u16;
        *self = FirmReputation { praise: keep(self.praise, praise), complaints: keep(self.complaints, complaints) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_fits_into_a_byte() {
        let mut won = Won::default();
        for months in 1..=12 {
            won = Won::read(won.byte()).after(Act::Donate.bit() | Act::Volunteer.bit());
            assert_eq!(won, Won { donated: months, worked: months });
        }
    }
}
