//! What is told of persons to who asks? A month of one person, whole: what befell her, what she did, what was recorded
//! of it, how she was judged, and what it meant. It is told after the month is worked, and cannot change it.

use super::counting::Month;
use super::month::Context;
use super::month_start::Entry;
use super::observation::{Seen, is_listed};
use super::peer_rating::Marks;
use super::state_update::Judged;
use crate::life::events::{GRANTED, Trade};
use crate::regime::adjudication::{self, Before, Ruling};
use crate::regime::firm_scoring::{Dossier, FirmBecause};
use crate::regime::surveillance::{Record, attribute};
use crate::rng::{Lane, Purpose};
use crate::society::act::Acts;
use crate::society::traits::{CHILD, INTERNET};

/// Watches persons as their months end; it cannot change them. From any thread, in any order of persons.
pub trait Witness: Sync {
    /// Whom it listens to, in rising order; to everybody if `None`.
    fn chosen(&self) -> Option<&[u32]> {
        None
    }

    /// The rulings on a person in a month, in their order, and the score after them.
    fn judged(&self, _person: u32, _month: u32, _rulings: &[Ruling], _score: i16) {}

    /// A person's whole month.
    fn lived(&self, _person: u32, _told: &Told) {}
}

/// One month of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The month, counted from 0.
    pub month: u32,
    /// Whether the regime was in force.
    pub in_force: bool,
    /// What she did: bits of `society::act::Act`.
    pub acts: Acts,
    /// What befell her: bits of `life::deeds`.
    pub fate: u32,
    /// Yuan that she was fined for how loudly she criticised, where a regime has `[censorship]`.
    pub censored: u32,
    /// Her firm's month, if she owns one.
    pub firm: Option<Trade>,
    /// What was made of it, where firms are scored.
    pub file: Option<FirmFile>,
    /// What the channels wrote down.
    pub records: Vec<Record>,
    /// What was ruled, in order.
    pub rulings: Vec<Ruling>,
    /// Her docket after it, and what perfect sight of her own acts alone would have made of it.
    pub docket: Books,
    /// See `docket`.
    pub deserved: Books,
    /// The standing under which she lived this month.
    pub lived_under: u8,
    /// How strangers treated her.
    pub treated: Treated,
    /// Her money.
    pub purse: Purse,
    /// What she thinks and feels at the end of the month.
    pub mind: Mind,
}

/// What stands in the register about a firm at the end of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmFile {
    /// Its file.
    pub dossier: Dossier,
    /// The standing that follows.
    pub standing: u8,
    /// What perfect sight would make of it.
    pub deserved: u8,
    /// What was ruled, in order.
    pub rulings: Vec<(i32, FirmBecause)>,
}

/// What stands in the institution's books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books {
    /// Score.
    pub score: i16,
    /// Months left on the list by a rule that lists.
    pub months: u8,
    /// Standing that follows: an index into the terms' access.
    pub standing: u8,
}

/// How strangers treated her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Treated {
    /// She was in distress before a passer-by.
    pub distressed: bool,
    /// Somebody helped her.
    pub helped: bool,
    /// Somebody whom she had helped turned on her.
    pub accused: bool,
    /// Yuan won (or lost, negative) in court.
    pub award: i32,
    /// She claimed falsely, and a court punished it.
    pub refuted: bool,
}

/// Money that moved, yuan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purse {
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
}

/// What she thinks and feels, in 1/255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mind {
    /// Own norms: integrity, care, speech.
    pub norm: [u8; 3],
    /// Trust in strangers.
    pub trust: u8,
    /// Felt surveillance.
    pub felt: u8,
    /// Private approval of the government.
    pub approval: u8,
    /// What the neighbourhood says of her.
    pub repute: u8,
}

impl Context<'_> {
    /// Tells the witness of those of a neighbourhood whom it listens to. `entry` is what they brought into the month.
    pub fn testify(
        &self,
        witness: &dyn Witness,
        m: &Month,
        seen: &Seen,
        entry: &Entry,
        marks: &Marks,
        judged: &Judged,
    ) {
        let first = m.hood.first;
        let tell = |person: u32| self.testify_of(witness, m, seen, (entry, marks, judged), (person - first) as usize);
        let here = first..first + m.hood.persons() as u32;
        match witness.chosen() {
            None => here.for_each(tell),
            Some(chosen) => {
                let from = chosen.partition_point(|person| *person < here.start);
                chosen[from..].iter().copied().take_while(|person| *person < here.end).for_each(tell);
            }
        }
    }

    fn testify_of(
        &self,
        witness: &dyn Witness,
        m: &Month,
        seen: &Seen,
        (entry, marks, outcome): (&Entry, &Marks, &Judged),
        i: usize,
    ) {
        let (person, c) = (m.hood.first + i as u32, m.hood.span.start + i);
        // Who has not joined has no docket, and nothing is ruled on her.
        let judged = m.in_force && m.docket[i];
        let mut rulings = Vec::new();
        if judged {
            let before = Before {
                score: entry.place.score[i],
                prior: entry.prior[i],
                granted: m.deeds.fate[i] & GRANTED != 0,
                rated: marks.given[i],
                lapsed: outcome.lapsed[i],
                beyond: outcome.beyond[i],
            };
            let sets = m.records.delays.iter().zip(&m.records.sets);
            let sets: Vec<(u8, Acts)> = sets.map(|(late, set)| (*late, set[i])).collect();
            rulings = m.code.rulings(before, &sets, seen.family[i], seen.friends[i]);
            witness.judged(person, self.month, &rulings, m.columns.score[c]);
        }
        let columns = m.columns;
        let books =
            |score: i16, months: u8, standing: u8| Books { score, months: adjudication::months(months), standing };
        let deserved = match judged {
            true => m.code.standing(columns.deserved[c], columns.deserved_months[c]),
            false => columns.standing[c],
        };
        witness.lived(
            person,
            &Told {
                month: self.month,
                in_force: judged,
                acts: m.deeds.acts[i],
                fate: m.deeds.fate[i],
                censored: m.deeds.fine[i],
                firm: (0..m.hood.firms).find(|f| m.hood.owner(*f) == i).map(|f| m.deeds.firms[f]),
                file: self.firm_file(m, entry, i),
                records: self.provenance(m, i),
                rulings,
                docket: books(columns.score[c], columns.months[c], columns.standing[c]),
                deserved: books(columns.deserved[c], columns.deserved_months[c], deserved),
                lived_under: m.before[i],
                treated: treated(m, i),
                purse: purse(m, i),
                mind: mind(m, c),
            },
        );
    }

    /// What was made of the firm that somebody owns, where firms are scored.
    fn firm_file(&self, m: &Month, entry: &Entry, i: usize) -> Option<FirmFile> {
        let firms = m.firms.filter(|_| self.terms.firms.is_some())?;
        let f = (0..m.hood.firms).find(|f| m.hood.owner(*f) == i)?;
        let (dossier, trade) = (m.dossiers[f], &m.deeds.firms[f]);
        let known = if trade.reaches < firms.coverage { trade.events(is_listed(m.before[i])) } else { 0 };
        Some(FirmFile {
            dossier,
            standing: firms.standing(dossier.score, dossier.months),
            deserved: firms.standing(dossier.deserved, dossier.deserved_months),
            rulings: firms.rulings(entry.place.firms[f].1, known),
        })
    }

    /// Through which channel each record came: worked out again from the draws that made it.
    fn provenance(&self, m: &Month, i: usize) -> Vec<Record> {
        let (regime, urban, fifth) = (&self.institution.regime, m.hood.urban, m.fifth[i]);
        let sets = m.records.delays.iter().zip(&m.records.sets).filter(|(_, set)| set[i] != 0);
        let told = |(late, set): (&u8, &Lane<Acts>)| {
            let then = self.month - u32::from(*late);
            let words = self.people.chance.words(Purpose::Watch, m.hood.first + i as u32, then);
            let acts = (*late == 0).then_some(m.deeds.acts[i]);
            attribute(regime, set[i], acts, *late, urban, fifth, words)
        };
        sets.flat_map(told).collect()
    }
}

fn treated(m: &Month, i: usize) -> Treated {
    let out = m.outcome;
    Treated {
        distressed: out.distressed[i],
        helped: out.helped[i],
        accused: out.accused[i],
        award: out.award[i],
        refuted: out.refuted[i],
    }
}

fn purse(m: &Month, i: usize) -> Purse {
    let access = &m.terms.access[usize::from(m.before[i])];
    let income = f32::from(m.income[i]);
    Purse {
        income: m.income[i],
        disposable: m.flows.disposable[i],
        savings: m.flows.savings[i],
        gain: access.gain(income, m.terms.winter),
        loss: access.loss(income, m.flags[i] & (CHILD | INTERNET)),
        fined: m.flows.fined[i],
    }
}

fn mind(m: &Month, c: usize) -> Mind {
    let columns = m.columns;
    Mind {
        norm: [0, 1, 2].map(|d: usize| columns.norm[d][c]),
        trust: columns.trust[c],
        felt: columns.felt[c],
        approval: columns.approval[c],
        repute: columns.repute[c],
    }
}
