//! What does an institution keep of persons beyond a score and months? Only what its file asks for, and no more bits.
//!
//! Reports that are under way: a bit a person for each month of delay and each act that some channel reports so late.
//! Points that still count, by span, where they lapse: two bytes a person and span, on either docket. And how often
//! somebody won points back this year, where that is capped: a byte. Without such keys nothing is kept.

use super::Institution;
use super::bit_packing::{self, Damaged, Reader};
use crate::life::redemption::Won;
use crate::regime::Regime;
use crate::regime::expiry::{Expiry, Past};
use crate::regime::surveillance::under_way;
use crate::rng::Lane;
use crate::society::act::{Act, Acts, TABLE};
use std::ops::Range;

/// The books about the persons of one county.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Books {
    /// Reports under way.
    late: Vec<Mail>,
    /// Points that still count, on the docket and by perfect sight: of each span, everybody's.
    past: [Vec<Vec<i16>>; 2],
    /// How often everybody won points back this year: bytes of [`Won`]; empty where nothing is capped.
    won: Vec<u8>,
}

/// Reports about one act that are so many months under way.
#[derive(Clone, Debug, PartialEq)]
struct Mail {
    act: Act,
    delay: u8,
    /// A bit a person for each month of delay; the report of month `m` lies in slot `m` modulo the delay.
    slots: Vec<Vec<u64>>,
}

/// The docket, or that of perfect sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The docket.
    Real,
    /// That of perfect sight.
    Deserved,
}

impl Books {
    /// Empty books about so many persons.
    pub fn open(institution: &Institution, persons: usize) -> Books {
        let regime = &institution.regime;
        let mail = |(act, delay): (Act, u8)| {
            let slots = vec![vec![0; persons.div_ceil(64)]; delay.into()];
            Mail { act, delay, slots }
        };
        let spans = institution.code.expiry().map_or(0, Expiry::spans);
        Books {
            late: under_way(regime).into_iter().map(mail).collect(),
            past: [vec![vec![0; persons]; spans], vec![vec![0; persons]; spans]],
            won: vec![0; if is_capped(regime) { persons } else { 0 }],
        }
    }

    /// Takes reports that will be in the books after so many months, and hands over those that are due; `month` is the
    /// month that is worked.
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

    /// What still counts of the persons of a neighbourhood, where points lapse.
    pub fn past(&self, which: Which, expiry: Option<Expiry>, month: u32, span: &Range<usize>) -> Option<Past> {
        let spans = self.past[which as usize].iter().map(|column| super::world::load(column, span)).collect();
        expiry.map(|expiry| Past::new(expiry, month, spans))
    }

    /// Writes what still counts.
    pub fn store_past(&mut self, which: Which, span: &Range<usize>, past: Option<&Past>) {
        for (column, lane) in self.past[which as usize].iter_mut().zip(past.iter().flat_map(|past| &past.spans)) {
            super::world::store(column, span, lane);
        }
    }

    /// How often everybody won points back this year, before this month.
    pub fn won(&self, month: u32, span: &Range<usize>) -> Lane<Won> {
        let mut won = [Won::default(); crate::rng::LANES];
        if !self.won.is_empty() && !month.is_multiple_of(12) {
            won.iter_mut().zip(&self.won[span.clone()]).for_each(|(won, byte)| *won = Won::read(*byte));
        }
        won
    }

    /// Notes who won points back this month, by these acts.
    /// Of these, a bribed official has `entered` some that she did not do.
    pub fn note_won(&mut self, month: u32, span: &Range<usize>, acts: &Lane<Acts>, entered: &Lane<Acts>) {
        if !self.won.is_empty() {
            let won = self.won(month, span);
            let now = won.iter().zip(acts.iter().zip(entered)).map(|(won, (a, b))| won.after(a | b).byte());
            self.won[span.clone()].iter_mut().zip(now).for_each(|(byte, now)| *byte = now);
        }
    }

    /// Whether the same is kept of the person at place `c` of the county as in other books of the same regime.
    pub fn agree(&self, other: &Books, c: usize) -> bool {
        let sent = |slot: &Vec<u64>| slot[c / 64] >> (c % 64) & 1;
        let mail = |books: &Books| -> Vec<u64> { books.late.iter().flat_map(|m| m.slots.iter().map(sent)).collect() };
        let past = |books: &Books| -> Vec<i16> { books.past.iter().flatten().map(|column| column[c]).collect() };
        mail(self) == mail(other) && past(self) == past(other) && self.won.get(c) == other.won.get(c)
    }

    /// Adds the books to `out`, packed.
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

    /// Reads packed books about so many persons.
    pub(super) fn unpack(persons: usize, from: &mut Reader) -> Result<Books, Damaged> {
        let [acts, spans, capped] = from.take()?;
        let mut books = Books::default();
        for _ in 0..acts {
            let [act, delay] = from.take()?;
            let act = TABLE.get(usize::from(act)).ok_or(Damaged)?.act;
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
