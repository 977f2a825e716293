//! A compact, lossless encoding of a town's state between two months.
//!
//! The same bytes are stored in memory, streamed through files when a society is larger than memory, and written to
//! checkpoints. They carry no checksum: code that writes them to a disk adds one.

use super::bit_packing::{lowered, pack, raised, unpack};
pub use super::byte_reader::Damaged;
use super::byte_reader::Reader;
use super::council::Votes;
use super::private_opinions::OpinionMatrix;
use super::record_keeping::PersonBooks;
use super::world::{Columns, Common, TownState};
use crate::life::market::FirmReputation;
use crate::regime::firm_scoring::Dossier;
use crate::rng::LANES;
use crate::society::traits::FIRMS;

/// Fewest bytes of the columns of a lane of persons: the first byte and the least value of each column.
const LEAST_BYTES: usize = 45;

impl TownState {
    /// Appends the packed state of the town to `out`.
    pub fn pack(&self, out: &mut Vec<u8>) {
        let number = |n: usize, out: &mut Vec<u8>| out.extend((n as u32).to_le_bytes());
        number(self.columns.trust.len(), out);
        number(self.commons.len(), out);
        for column in self.columns.bytes() {
            pack(column, |byte: u8| byte, out);
        }
        for months in [&self.columns.months, &self.columns.deserved_months] {
            // The highest bit says whether somebody was ruled against before; moved to the lowest place, it needs no
            // other bits.
            pack(months, |byte: u8| byte.rotate_left(1), out);
        }
        pack(&self.columns.score, raised, out);
        pack(&apart(&self.columns.deserved, &self.columns.score), raised, out);
        pack(&self.columns.savings, |yuan: u32| yuan, out);
        let blank = self.commons.first().map_or(Dossier::default(), |common| common.dossiers[FIRMS - 1]);
        write(&blank, out);
        self.commons.iter().for_each(|common| common.pack(&blank, out));
        self.books.pack(out);
    }

    /// Replaces this state by the one that [`TownState::pack`] has written; `bytes` must be all of its output and no
    /// more.
    ///
    /// # Errors
    ///
    /// If the bytes are not the state of a town. This state is then unusable.
    pub fn unpack(&mut self, bytes: &[u8]) -> Result<(), Damaged> {
        let mut from = Reader(bytes);
        self.unpack_next(&mut from)?;
        if from.0.is_empty() { Ok(()) } else { Err(Damaged) }
    }

    /// Unpacks the first of several towns written one after the other and leaves the others to be read.
    pub(super) fn unpack_next(&mut self, from: &mut Reader) -> Result<(), Damaged> {
        let (persons, neighbourhoods) = (from.number()?, from.number()?);
        if persons.div_ceil(LANES) * LEAST_BYTES > from.0.len() || neighbourhoods > from.0.len() {
            return Err(Damaged);
        }
        for column in self.columns.bytes_mut() {
            unpack(persons, |byte: u8| byte, from, column)?;
        }
        for months in [&mut self.columns.months, &mut self.columns.deserved_months] {
            unpack(persons, |byte: u8| byte.rotate_right(1), from, months)?;
        }
        let Columns { score, deserved, .. } = &mut self.columns;
        for points in [&mut *score, &mut *deserved] {
            unpack(persons, lowered, from, points)?;
        }
        deserved.iter_mut().zip(score).for_each(|(deserved, score)| *deserved = deserved.wrapping_add(*score));
        unpack(persons, |yuan: u32| yuan, from, &mut self.columns.savings)?;
        let blank = read(from)?;
        self.commons.clear();
        for _ in 0..neighbourhoods {
            self.commons.push(Common::unpack(&blank, from)?);
        }
        self.books = PersonBooks::unpack(persons, from)?;
        Ok(())
    }
}

/// The difference between two columns: given and deserved scores rise and fall together.
fn apart(one: &[i16], other: &[i16]) -> Vec<i16> {
    one.iter().zip(other).map(|(one, other)| one.wrapping_sub(*other)).collect()
}

impl Columns {
    /// The byte columns that are packed unchanged.
    fn bytes(&self) -> [&Vec<u8>; 15] {
        let Columns {
            norm: [a, b, c],
            custom: [d, e, f],
            trust,
            felt: [g, h, i],
            approval,
            repute,
            standing,
            debt,
            work,
            ..
        } = self;
        [a, b, c, d, e, f, trust, g, h, i, approval, repute, standing, debt, work]
    }

    fn bytes_mut(&mut self) -> [&mut Vec<u8>; 15] {
        let Columns {
            norm: [a, b, c],
            custom: [d, e, f],
            trust,
            felt: [g, h, i],
            approval,
            repute,
            standing,
            debt,
            work,
            ..
        } = self;
        [a, b, c, d, e, f, trust, g, h, i, approval, repute, standing, debt, work]
    }
}

impl Common {
    /// `blank` is the file of a firm that is unknown or does not exist.
    fn pack(&self, blank: &Dossier, out: &mut Vec<u8>) {
        let Common { approved, informers, dismissed, broken, venal, opinions, votes, records, dossiers } = self;
        for share in approved.iter().chain([informers]) {
            out.extend(share.to_le_bytes());
        }
        out.extend(dismissed.to_le_bytes());
        out.extend(broken.to_bits().to_le_bytes());
        out.extend(venal.to_bits().to_le_bytes());
        // Only firms with a record or file other than the default are written.
        let told = some(records.map(|record| record != FirmReputation::default()));
        let kept = some(dossiers.map(|dossier| dossier != *blank));
        out.extend([told, kept, u8::from(opinions.is_some()) | u8::from(votes.is_some()) << 1]);
        for FirmReputation { praise, complaints } in chosen(told).map(|f| records[f]) {
            out.extend(praise.to_le_bytes());
            out.extend(complaints.to_le_bytes());
        }
        chosen(kept).for_each(|f| write(&dossiers[f], out));
        if let Some(opinions) = opinions {
            opinions.words().for_each(|word| out.extend(word.to_le_bytes()));
        }
        if let Some(votes) = votes {
            out.push(votes.sat);
            out.extend(votes.good);
        }
    }

    fn unpack(blank: &Dossier, from: &mut Reader) -> Result<Common, Damaged> {
        let mut shares = [0; 4];
        for share in &mut shares {
            *share = u16::from_le_bytes(from.take()?);
        }
        let [approved @ .., informers] = shares;
        let dismissed = u32::from_le_bytes(from.take()?);
        let broken = f32::from_bits(u32::from_le_bytes(from.take()?));
        let venal = f32::from_bits(u32::from_le_bytes(from.take()?));
        let [told, kept, judges] = from.take()?;
        let (mut records, mut dossiers) = ([FirmReputation::default(); FIRMS], [*blank; FIRMS]);
        for f in chosen(told) {
            let (praise, complaints) = (u16::from_le_bytes(from.take()?), u16::from_le_bytes(from.take()?));
            records[f] = FirmReputation { praise, complaints };
        }
        for f in chosen(kept) {
            dossiers[f] = read(from)?;
        }
        if judges > 0b11 {
            return Err(Damaged);
        }
        let mut opinions = (judges & 0b01 != 0).then(Box::<OpinionMatrix>::default);
        for word in opinions.iter_mut().flat_map(|opinions| opinions.words_mut()) {
            *word = u64::from_le_bytes(from.take()?);
        }
        let votes = match judges & 0b10 {
            0 => None,
            _ => {
                let [sat] = from.take()?;
                Some(Box::new(Votes { sat, good: from.take()? }))
            }
        };
        Ok(Common { approved, informers, dismissed, broken, venal, opinions, votes, records, dossiers })
    }
}

/// Appends the file of a firm.
fn write(dossier: &Dossier, out: &mut Vec<u8>) {
    let Dossier { score, months, deserved, deserved_months } = dossier;
    out.extend(score.to_le_bytes());
    out.extend(deserved.to_le_bytes());
    out.extend([*months, *deserved_months]);
}

/// Reads the file of a firm.
fn read(from: &mut Reader) -> Result<Dossier, Damaged> {
    let (score, deserved) = (i16::from_le_bytes(from.take()?), i16::from_le_bytes(from.take()?));
    let [months, deserved_months] = from.take()?;
    Ok(Dossier { score, months, deserved, deserved_months })
}

/// One bit per firm, set where a condition is true.
fn some(which: [bool; FIRMS]) -> u8 {
    which.iter().rev().fold(0, |bits, yes| bits << 1 | u8::from(*yes))
}

/// The firms whose bit is set.
fn chosen(bits: u8) -> impl Iterator<Item = usize> {
    (0..FIRMS).filter(move |f| bits >> f & 1 == 1)
}
