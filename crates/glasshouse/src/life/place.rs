//! What surrounds the persons of a neighbourhood as they decide.

use super::firm_terms::FirmStanding;
use super::terms::Terms;
use crate::rng::Lane;
use crate::society::act::{Act, Acts};
use crate::society::assessment_rule::{Dread, Norm};
use crate::society::behaviour::Behaviour;
use crate::society::traits::{FIRMS, Neighbourhood};

/// What surrounds the persons of a neighbourhood as they decide.
pub struct Place<'a> {
    /// The neighbourhood.
    pub home: &'a Neighbourhood,
    /// How people here decide.
    pub behaviour: &'a Behaviour,
    /// Norm by which they judge each other.
    pub norm: Norm,
    /// Whether who is in distress is dreaded for her repute.
    pub dread: Dread,
    /// Whether those who meet this month are neighbours, who know each other's repute.
    pub neighbours: bool,
    /// Trait flags.
    pub flags: Lane<u8>,
    /// Households, as in the traits.
    pub household: Lane<u8>,
    /// Own repute.
    pub repute: Lane<u8>,
    /// What she takes her own standing to be: her repute, or where opinions are private, her own opinion of herself.
    pub esteem: Lane<u8>,
    /// Repute of the one whom one may meet in distress; full for strangers, unless a public list says otherwise.
    pub others_repute: Lane<u8>,
    /// Whether there is such a one.
    pub meets: Lane<bool>,
    /// Scores.
    pub score: Lane<i16>,
    /// Whose internet is slow: they read no reviews and order no imports.
    pub slow: Lane<bool>,
    /// Standings: indices into the terms' access.
    pub standing: Lane<u8>,
    /// Months left on the list.
    pub months: Lane<u8>,
    /// Who is listed for what she did not do herself, as she knows.
    pub wrongly: Lane<bool>,
    /// Incomes, yuan a month.
    pub income: Lane<u16>,
    /// What everybody owes, as in the column.
    pub debt: Lane<u8>,
    /// How often everybody won points back this year.
    pub won: Lane<Won>,
    /// Standings of the firms here, and their scores, where firms are scored.
    pub firms: [FirmStanding; FIRMS],
    /// Share of the parts of loans due in a month that were broken here of late, as its lenders remember it.
    pub broken: f32,
    /// Share of cases before officials here that were settled by a bribe of late, as talk has it.
    pub venal: f32,
    /// How honest dealing is, as the news have it.
    pub dealing: f32,
}

impl Place<'_> {
    /// Yuan a month that her standing costs somebody.
    pub fn loss(&self, terms: &Terms, i: usize) -> f32 {
        terms.access[usize::from(self.standing[i])].loss(f32::from(self.income[i]), self.flags[i])
    }
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

/// What is told of a firm: remembered praise and complaints, in 1/16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Praise.
    pub praise: u16,
    /// Complaints.
    pub complaints: u16,
}

impl Record {
    /// Expected honesty, (r + 2p) / (r + s + 2), of somebody who would expect `prior` p without any record.
    pub fn expected(self, prior: f32) -> f32 {
        let (r, s) = (f32::from(self.praise) / 16.0, f32::from(self.complaints) / 16.0);
        (r + 2.0 * prior) / (r + s + 2.0)
    }

    /// Reads a listing as so many complaints.
    pub fn warn(&mut self, complaints: f32) {
        self.complaints = self.complaints.saturating_add((complaints * 16.0) as u16);
    }

    /// Forgets some, adds what was told this month.
    pub fn update(&mut self, memory: f32, praise: f32, complaints: f32) {
        let keep = |old: u16, new: f32| (f32::from(old) * memory + new * 16.0 + 0.5).min(65_535.0) as u16;
        *self = Record { praise: keep(self.praise, praise), complaints: keep(self.complaints, complaints) };
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
