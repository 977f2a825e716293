//! An institution's books on persons beyond score and months: late reports, expiry, yearly caps.
//!
//! Reports in transit take one bit per person for each month of delay and each act that some channel reports with
//! that delay. Points that still count, by span, where they expire, take two bytes per person and span on each
//! docket. The number of times a person won points back this year, where it is capped, takes one byte. Without such
//! keys nothing is stored.

use super::bit_packing;
use super::byte_reader::{Damaged, Reader};
use super::columns::{load, store};
use super::institution::Institution;
use crate::life::redemption::Won;
use crate::regime::Regime;
use crate::regime::expiry::{Expiry, Past};
use crate::regime::surveillance::under_way;
use crate::rng::Lane;
use crate::society::act::{Act, Acts};
use std::ops::Range;

/// The books about the persons of one county.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonBooks {
    /// Reports in transit.
    late: Vec<Mail>,
    /// Points that still count, on the docket and under perfect sight: one column per span.
    past: [Vec<Vec<i16>>; 2],
    /// How often each person won points back this year: bytes of [`Won`]; empty where nothing is capped.
    won: Vec<u8>,
}

/// Reports about one act that take a given number of months to arrive.
#[derive(Clone, Debug, PartialEq)]
struct Mail {
    act: Act,
    delay: u8,
    /// One bit per person for each month of delay; the report of month `m` is stored in slot `m` modulo the delay.
    slots: Vec<Vec<u64>>,
}

/// The actual docket or that of perfect sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocketKind {
    /// The actual docket.
    Real,
    /// The docket of perfect sight.
    Deserved,
}

impl PersonBooks {
    /// Empty books for a number of persons.
    pub fn open(institution: &Institution, persons: usize) -> PersonBooks {
        let regime = &institution.regime;
        let mail = |(act, delay): (Act, u8)| {
            let slots = vec![vec![0; persons.div_ceil(64)]; delay.into()];
            Mail { act, delay, slots }
        };
        let spans = institution.code.expiry().map_or(0, Expiry::spans);
        PersonBooks {
            late: under_way(regime).into_iter().map(mail).collect(),
            past: [vec![vec![0; persons]; spans], vec![vec![0; persons]; spans]],
            won: vec![0; if is_capped(regime) { persons } else { 0 }],
        }
    }

    /// Stores reports that reach the books after `delay` months and replaces them by those that are due; `month` is
    /// the month being simulated.
    pub fn exchange(&mut self, month: u32, span: &Range<usize>, delay: u8, reports: &mut Lane<Acts>) {
        let mut due = [0; crate::rng::LANES];
        for mail in self.late.iter_mut().filter(|mail| mail.delay == delay) {
            let slot = &mut mail.slots[month as usize % usize::from(delay)];
            for (i, c) in span.clone().enumerate() {
                let (word, bit) = (c / 64, 1_u64 << (c % 64));
                due[i] |= if slot[word] & bit != 0 { mail.act.bit() } else { 0 };
                let sent = reports[i] & mail.act.bit() != 0;
                slot[word] = slot[word] & !bit | if sent { bit } else { 0 };
            }
        }
        *reports = due;
    }

    /// The points that still count for the persons of a neighbourhood, where points expire.
    pub fn past(&self, which: DocketKind, expiry: Option<Expiry>, month: u32, span: &Range<usize>) -> Option<Past> {
        let spans = self.past[which as usize].iter().map(|column| load(column, span)).collect();
        expiry.map(|expiry| Past::new(expiry, month, spans))
    }

    /// Writes the points that still count.
    pub fn store_past(&mut self, which: DocketKind, span: &Range<usize>, past: Option<&Past>) {
        for (column, lane) in self.past[which as usize].iter_mut().zip(past.iter().flat_map(|past| &past.spans)) {
            store(column, span, lane);
        }
    }

    /// How often each person won points back this year before this month.
    pub fn won(&self, month: u32, span: &Range<usize>) -> Lane<Won> {
        let mut won = [Won::default(); crate::rng::LANES];
        if !self.won.is_empty() && !month.is_multiple_of(12) {
            won.iter_mut().zip(&self.won[span.clone()]).for_each(|(won, byte)| *won = Won::read(*byte));
        }
        won
    }

    /// Records who won points back this month by these acts and by those that a bribed official has `entered` for
    /// them without a deed.
    pub fn note_won(&mut self, month: u32, span: &Range<usize>, acts: &Lane<Acts>, entered: &Lane<Acts>) {
        if !self.won.is_empty() {
            let won = self.won(month, span);
            let now = won.iter().zip(acts.iter().zip(entered)).map(|(won, (a, b))| won.after(a | b).byte());
            self.won[span.clone()].iter_mut().zip(now).for_each(|(byte, now)| *byte = now);
        }
    }

    /// Whether the person at place `c` of the county has the same entries here as in other books of the same regime.
    pub fn agree(&self, other: &PersonBooks, c: usize) -> bool {
        let sent = |slot: &Vec<u64>| slot[c / 64] >> (c % 64) & 1;
        let mail =
            |books: &PersonBooks| -> Vec<u64> { books.late.iter().flat_map(|m| m.slots.iter().map(sent)).collect() };
        let past = |books: &PersonBooks| -> Vec<i16> { books.past.iter().flatten().map(|column| column[c]).collect() };
        mail(self) == mail(other) && past(self) == past(other) && self.won.get(c) == other.won.get(c)
    }

    /// Opens empty books for the person at place `c` of the town, who comes of age.
    pub(super) fn clear(&mut self, c: usize) {
        let PersonBooks { late, past, won } = self;
        for slot in late.iter_mut().flat_map(|mail| &mut mail.slots) {
            slot[c / 64] &= !(1 << (c % 64));
        }
        past.iter_mut().flatten().for_each(|column| column[c] = 0);
        if let Some(won) = won.get_mut(c) {
            *won = Won::default().byte();
        }
    }

    /// Appends the packed books to `out`.
    pub(super) fn pack(&self, out: &mut Vec<u8>) {
        out.extend([self.late.len(), self.past[0].len(), usize::from(!self.won.is_empty())].map(|n| n as u8));
        for mail in &self.late {
            out.extend([mail.act as u8, mail.delay]);
            let bytes = mail.slots.iter().flatten().flat_map(|word| word.to_le_bytes());
            bit_packing::pack(&bytes.collect::<Vec<u8>>(), |byte: u8| byte, out);
        }
        self.past.iter().flatten().for_each(|column| bit_packing::pack(column, bit_packing::raised, out));
        bit_packing::pack(&self.won, |byte: u8| byte, out);
    }

    /// Reads packed books for a number of persons.
    pub(super) fn unpack(persons: usize, from: &mut Reader) -> Result<PersonBooks, Damaged> {
        let [acts, spans, capped] = from.take()?;
        let mut books = PersonBooks::default();
        for _ in 0..acts {
            let [act, delay] = from.take()?;
            let act = Act::from_number(act.into()).ok_or(Damaged)?;
            let words = persons.div_ceil(64);
            let mut bytes = Vec::new();
            bit_packing::unpack(8 * words * usize::from(delay), |byte: u8| byte, from, &mut bytes)?;
            let words_of = |slot: &[u8]| slot.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word)).collect();
            let slots = bytes.chunks((8 * words).max(1)).map(words_of).collect();
            books.late.push(Mail { act, delay, slots });
        }
        for columns in &mut books.past {
            columns.resize_with(spans.into(), Vec::new);
            columns
                .iter_mut()
                .try_for_each(|column| bit_packing::unpack(persons, bit_packing::lowered, from, column))?;
        }
        bit_packing::unpack(if capped == 0 { 0 } else { persons }, |byte: u8| byte, from, &mut books.won)?;
        Ok(books)
    }

    /// Bytes that these books take.
    pub fn bytes(&self) -> usize {
        let mail: usize = self.late.iter().flat_map(|mail| &mail.slots).map(|slot| size_of_val(&slot[..])).sum();
        let past: usize = self.past.iter().flatten().map(|column| size_of_val(&column[..])).sum();
        mail + past + self.won.len()
    }
}

/// Whether a year's points are capped below what twelve months can win.
fn is_capped(regime: &Regime) -> bool {
    regime.redemption.as_ref().is_some_and(|r| r.points_a_year.is_some() || r.work_a_year.is_some())
}

/// Bytes per person that the books of a regime take, rounded up.
pub fn bytes_per_person(regime: &Regime) -> u64 {
    let bits: u64 = under_way(regime).iter().map(|(_, delay)| u64::from(*delay)).sum();
    let expiry = regime.score.as_ref().and_then(|score| score.expiry);
    let past = expiry.map_or(0, |months| 4 * Expiry(months).spans() as u64);
    bits.div_ceil(8) + past + u64::from(is_capped(regime))
}
