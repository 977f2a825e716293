//! What is the state of the world between two months? Columns, not objects; a few bytes a person.

use super::Institution;
use super::council::Votes;
use super::private_opinions::Opinions;
use super::record_keeping::Books;
use crate::life::learning::{Inner, News, rounded};
use crate::life::market::Record;
use crate::life::terms::NEUTRAL;
use crate::regime::firm_scoring::{Dossier, Firms};
use crate::rng::{LANES, Lane, Purpose, Rng, unit};
use crate::society::Society;
use crate::society::assessment_rule;
use crate::society::traits::{FIRMS, TownPopulation};
use std::ops::Range;

/// Bytes of changing state per person: the columns below, and the public byte of this month and the last. What a regime
/// asks to be kept besides is in the books (`books::bytes_per_person`).
pub const STATE_BYTES: usize = 24;

/// The changing state of the persons of one town. Fractions are in 1/255.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// y: own norms.
    pub norm: [Vec<u8>; 3],
    /// x̃: what others do.
    pub custom: [Vec<u8>; 3],
    /// T: trust in strangers.
    pub trust: Vec<u8>,
    /// F: felt surveillance.
    pub felt: Vec<u8>,
    /// s: private approval.
    pub approval: Vec<u8>,
    /// What the neighbourhood says.
    pub repute: Vec<u8>,
    /// Score on the docket.
    pub score: Vec<i16>,
    /// Score that perfect sight of her own acts would give.
    pub deserved: Vec<i16>,
    /// Savings, yuan.
    pub savings: Vec<u32>,
    /// Standing: an index into the terms' access.
    pub standing: Vec<u8>,
    /// Months left on the list.
    pub months: Vec<u8>,
    /// Months that perfect sight would leave her on the list.
    pub deserved_months: Vec<u8>,
    /// What she owes: a [`crate::life::loan::Debt`].
    pub debt: Vec<u8>,
}

/// The changing state of one neighbourhood.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// ỹ: what is approved of, in 1/65535.
    pub approved: [u16; 3],
    /// Share of those who did what an office asks about who were reported by neighbours, of late, in 1/65535.
    pub informers: u16,
    /// Bit `n`: the neighbourhood's `n`-th official lost the post.
    pub dismissed: u32,
    /// Share of the parts of loans due in a month that were broken of late, as the lenders here remember it.
    pub broken: f32,
    /// Share of cases before officials that were settled by a bribe of late, as talk here has it.
    pub venal: f32,
    /// What each neighbour thinks of each other, where opinions are private.
    pub opinions: Option<Box<Opinions>>,
    /// Votes of this term so far, where a council settles repute.
    pub votes: Option<Box<Votes>>,
    /// What is told of each firm.
    pub records: [Record; FIRMS],
    /// What the institution keeps of each firm, where firms are scored.
    pub dossiers: [Dossier; FIRMS],
}

/// The changing state of the people of one town.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TownState {
    /// Its persons.
    pub columns: Columns,
    /// Its neighbourhoods.
    pub commons: Vec<Common>,
    /// What an institution keeps of its persons besides, where a regime asks for it.
    pub books: Books,
}

/// The changing state of everything. Its towns are open, or kept in few bytes between two months ([`Kept`]).
///
/// [`Kept`]: super::Kept
#[derive(Clone, Debug, PartialEq)]
pub struct World<C = Vec<TownState>> {
    /// Months gone by.
    pub month: u32,
    /// The towns, county by county.
    pub towns: C,
    /// Public byte of everybody, as the last month left it.
    pub public: Vec<u8>,
    /// What the news said last month.
    pub news: News,
    /// Account of the state, yuan; negative is debt.
    pub state: i64,
    /// Account of the rest of the economy, yuan: wages come from it, spending goes to it.
    pub outside: i64,
}

impl World {
    /// The world as it is drawn: from the society's aggregates, before anybody has lived in it.
    pub fn new(society: &Society, chance: &Rng, homes: &[TownPopulation]) -> World {
        let towns: Vec<TownState> = homes.iter().map(|home| TownState::new(society, chance, home)).collect();
        let people = towns.iter().map(|folk| folk.columns.trust.len()).sum();
        World::before(society, people, towns)
    }

    /// Gives everybody a docket, and each firm a file where firms are scored.
    pub fn open_dockets(&mut self, institution: &Institution) {
        self.towns.iter_mut().for_each(|folk| folk.open_dockets(institution));
    }

    /// All money there is, yuan: it never changes.
    pub fn money(&self) -> i64 {
        let saved = |folk: &TownState| folk.columns.savings.iter().map(|s| i64::from(*s)).sum::<i64>();
        self.state + self.outside + self.towns.iter().map(saved).sum::<i64>()
    }
}

impl<C> World<C> {
    /// A world of so many people before its first month.
    pub(super) fn before(society: &Society, people: usize, towns: C) -> World<C> {
        let [integrity, ..] = society.tempers();
        World {
            month: 0,
            towns,
            public: vec![0; people],
            news: News { strangers: society.marginals.trust.value as f32, dealing: integrity, scandal: 0.0 },
            state: 0,
            outside: 0,
        }
    }
}

impl TownState {
    /// Gives everybody a docket, and each firm a file where firms are scored.
    pub(super) fn open_dockets(&mut self, institution: &Institution) {
        let (start, firms) = (institution.code.start(), institution.regime.firms.as_ref());
        let dossier = firms.map_or(Dossier::default(), Firms::open);
        self.books = Books::open(institution, self.columns.score.len());
        self.commons.iter_mut().for_each(|common| common.dossiers.fill(dossier));
        self.columns.score.fill(start);
        self.columns.deserved.fill(start);
    }

    /// A town's people as they are drawn.
    pub(super) fn new(society: &Society, chance: &Rng, home: &TownPopulation) -> TownState {
        let traits = &home.traits;
        let n = traits.income.len();
        let tempers = society.tempers().map(|t| rounded(t, 128));
        let mut columns = Columns {
            norm: traits.temper.clone(),
            custom: tempers.map(|t| vec![t; n]),
            trust: Vec::with_capacity(n),
            felt: traits.flags.iter().map(|flags| rounded(society.behaviour.law.feels(*flags), 128)).collect(),
            approval: traits.leaning.clone(),
            repute: vec![255; n],
            score: vec![0; n],
            deserved: vec![0; n],
            savings: Vec::with_capacity(n),
            standing: vec![NEUTRAL; n],
            months: vec![0; n],
            deserved_months: vec![0; n],
            debt: vec![0; n],
        };
        let trust = society.marginals.trust.value as f32;
        let spread = trust.min(1.0 - trust);
        let months = society.behaviour.purse.savings;
        for hood in &home.neighbourhoods {
            for (place, i) in hood.span.clone().enumerate() {
                let words = chance.words(Purpose::TraitsA, hood.first + place as u32, 2);
                columns.trust.push(rounded(trust + spread * (2.0 * unit(words[0]) - 1.0), 128));
                let saved = f32::from(traits.income[i]) * months * 2.0 * unit(words[1]);
                columns.savings.push(saved as u32);
            }
        }
        let approved = society.tempers().map(|t| (t * 65_535.0) as u16);
        let commons = vec![
            Common {
                approved,
                informers: 0,
                dismissed: 0,
                broken: 0.0,
                // At first officials are taken to be as honest as anybody.
                venal: 1.0 - society.tempers()[0],
                opinions: (society.ways.opinions == assessment_rule::Assessment::Private).then(Box::default),
                votes: society.ways.council.map(|_| Box::default()),
                records: [Record::default(); FIRMS],
                dossiers: [Dossier::default(); FIRMS]
            };
            home.neighbourhoods.len()
        ];
        TownState { columns, commons, books: Books::default() }
    }
}

/// Reads a neighbourhood's part of a column.
#[inline]
pub fn load<T: Copy + Default>(column: &[T], span: &Range<usize>) -> Lane<T> {
    let mut lane = [T::default(); LANES];
    copy(&column[span.clone()], &mut lane[..span.len()]);
    lane
}

/// Writes a neighbourhood's part of a column.
#[inline]
pub fn store<T: Copy>(column: &mut [T], span: &Range<usize>, lane: &Lane<T>) {
    copy(&lane[..span.len()], &mut column[span.clone()]);
}

/// Copies one slice onto another of the same length. Most neighbourhoods have nearly as many people as a lane has places:
/// they are copied in two pieces whose sizes are known beforehand and which overlap, without calling anybody.
#[inline(always)]
fn copy<T: Copy>(from: &[T], to: &mut [T]) {
    const HEAD: usize = 128;
    const TAIL: usize = LANES - HEAD;
    if let (Some(head), Some(there)) = (from.first_chunk::<HEAD>(), to.first_chunk_mut()) {
        *there = *head;
        if let (Some(tail), Some(there)) = (from.last_chunk::<TAIL>(), to.last_chunk_mut()) {
            *there = *tail;
        }
    } else {
        to.copy_from_slice(from);
    }
}

impl Columns {
    /// Writes what people have learnt.
    pub fn store_inner(&mut self, span: &Range<usize>, inner: &Inner) {
        for d in 0..3 {
            store(&mut self.norm[d], span, &inner.norm[d]);
            store(&mut self.custom[d], span, &inner.custom[d]);
        }
        store(&mut self.trust, span, &inner.trust);
        store(&mut self.felt, span, &inner.felt);
        store(&mut self.approval, span, &inner.approval);
    }
}
