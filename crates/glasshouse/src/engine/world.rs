//! The state of the world between two months, in columns of a few bytes per person.

use super::columns::store;
use super::council::Votes;
use super::institution::Institution;
use super::private_opinions::OpinionMatrix;
use super::record_keeping::PersonBooks;
use crate::life::learning::{Inner, News, rounded};
use crate::life::loan;
use crate::life::market::FirmReputation;
use crate::life::terms::NEUTRAL;
use crate::life::work::{self, Stationary};
use crate::regime::firm_scoring::{Dossier, Firms};
use crate::rng::{Purpose, Rng, unit};
use crate::society::Society;
use crate::society::act::SPHERES;
use crate::society::assessment_rule;
use crate::society::behaviour::Behaviour;
use crate::society::traits::{FIRMS, TownPopulation};
use std::ops::Range;

/// Bytes of changing state per person: the columns below, and the public bytes of this month and the last. Anything
/// else that a regime requires is stored in the books (`record_keeping::bytes_per_person`).
pub const STATE_BYTES: usize = 27;

/// The changing state of the persons of one town. Fractions are in units of 1/255.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// y: own norms.
    pub norm: [Vec<u8>; 3],
    /// x̃: what others do.
    pub custom: [Vec<u8>; 3],
    /// T: trust in strangers.
    pub trust: Vec<u8>,
    /// F: the expected chance of being found out, for each sphere, in units of 1/63.
    pub felt: [Vec<u8>; SPHERES],
    /// s: private approval.
    pub approval: Vec<u8>,
    /// Reputation in the neighbourhood.
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
    /// Her work: a byte of [`crate::life::work`].
    pub work: Vec<u8>,
}

/// The changing state of one neighbourhood.
#[derive(Clone, Debug, PartialEq)]
pub struct Common {
    /// ỹ: what is approved of, in 1/65535.
    pub approved: [u16; 3],
    /// Recent share of people reported by neighbours among those who did what an office asks about, in 1/65535.
    pub informers: u16,
    /// Bit `n`: the neighbourhood's `n`-th official has lost the post.
    pub dismissed: u32,
    /// Recent share of the loan instalments due in a month that were not paid, as the lenders here remember it.
    pub broken: f32,
    /// Recent share of cases before officials that were settled by a bribe, according to talk here.
    pub venal: f32,
    /// Each neighbour's opinion of each other, where opinions are private.
    pub opinions: Option<Box<OpinionMatrix>>,
    /// Votes of this term so far, where a council decides reputation.
    pub votes: Option<Box<Votes>>,
    /// Word of mouth about each firm.
    pub records: [FirmReputation; FIRMS],
    /// The institution's file on each firm, where firms are scored.
    pub dossiers: [Dossier; FIRMS],
}

/// The changing state of the people of one town.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TownState {
    /// Its persons.
    pub columns: Columns,
    /// Its neighbourhoods.
    pub commons: Vec<Common>,
    /// Further entries that an institution stores on its persons, where a regime requires them.
    pub books: PersonBooks,
}

/// A town's people and their state.
#[derive(Clone, Copy)]
pub struct TownView<'a> {
    /// What never changes about the people.
    pub population: &'a TownPopulation,
    /// What changes.
    pub state: &'a TownState,
}

/// The complete changing state. Its towns are unpacked, or packed into few bytes between two months
/// ([`PackedCounties`]).
///
/// [`PackedCounties`]: super::PackedCounties
#[derive(Clone, Debug, PartialEq)]
pub struct World<C = Vec<TownState>> {
    /// Months completed.
    pub month: u32,
    /// The towns, county by county.
    pub towns: C,
    /// Everybody's public byte after the last month.
    pub public: Vec<u8>,
    /// What the news said last month.
    pub news: News,
    /// Share of incomes that will pay, next month, for the running of the system last month.
    pub levy: f32,
    /// Account of the state, yuan; negative is debt.
    pub state: i64,
    /// Account of the rest of the economy, yuan: wages come from it, spending goes to it.
    pub outside: i64,
}

impl World {
    /// The world as drawn from the society's aggregates, before its first month.
    pub fn new(society: &Society, rng: &Rng, populations: &[TownPopulation]) -> World {
        let towns: Vec<TownState> =
            populations.iter().map(|population| TownState::new(society, rng, population)).collect();
        let people = towns.iter().map(|state| state.columns.trust.len()).sum();
        World::before(society, people, towns)
    }

    /// Gives everybody a docket, and each firm a file where firms are scored.
    pub fn open_dockets(&mut self, institution: &Institution) {
        self.towns.iter_mut().for_each(|state| state.open_dockets(institution));
    }

    /// All money, yuan; the total never changes.
    pub fn money(&self) -> i64 {
        let saved = |state: &TownState| state.columns.savings.iter().map(|s| i64::from(*s)).sum::<i64>();
        self.state + self.outside + self.towns.iter().map(saved).sum::<i64>()
    }
}

impl<C> World<C> {
    /// A world of a given number of people before its first month.
    pub(super) fn before(society: &Society, people: usize, towns: C) -> World<C> {
        let [integrity, ..] = society.tempers();
        World {
            month: 0,
            towns,
            public: vec![0; people],
            news: News { strangers: society.marginals.trust.value as f32, dealing: integrity, ..News::default() },
            levy: 0.0,
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
        self.books = PersonBooks::open(institution, self.columns.score.len());
        self.commons.iter_mut().for_each(|common| common.dossiers.fill(dossier));
        self.columns.score.fill(start);
        self.columns.deserved.fill(start);
    }

    /// A town's people as drawn.
    pub(super) fn new(society: &Society, rng: &Rng, population: &TownPopulation) -> TownState {
        let traits = &population.traits;
        let n = traits.income.len();
        let tempers = society.tempers().map(|t| rounded(t, 128));
        let mut columns = Columns {
            norm: traits.temper.clone(),
            custom: tempers.map(|t| vec![t; n]),
            trust: Vec::with_capacity(n),
            felt: std::array::from_fn(|_| vec![0; n]),
            approval: traits.leaning.clone(),
            repute: vec![255; n],
            score: vec![0; n],
            deserved: vec![0; n],
            savings: Vec::with_capacity(n),
            standing: vec![NEUTRAL; n],
            months: vec![0; n],
            deserved_months: vec![0; n],
            debt: vec![0; n],
            work: Vec::with_capacity(n),
        };
        let stationary = Stationary::of(&society.behaviour.work);
        let trust = society.marginals.trust.value as f32;
        let spread = trust.min(1.0 - trust);
        for neighbourhood in &population.neighbourhoods {
            let age = &traits.age[neighbourhood.span.clone()];
            columns.work.extend(work::starts(&stationary, rng, neighbourhood.first, age));
            for (place, i) in neighbourhood.span.clone().enumerate() {
                let words = rng.words(Purpose::TraitsA, neighbourhood.first + place as u32, 2);
                columns.trust.push(rounded(trust + spread * (2.0 * unit(words[0]) - 1.0), 128));
                let income = f32::from(traits.income[i]);
                columns.savings.push((resting_savings(&society.behaviour, income) * (0.5 + unit(words[1]))) as u32);
                columns.debt[i] = loan::starts(&society.behaviour, income, [words[2], words[3]]).byte();
            }
        }
        let approved = society.tempers().map(|t| (t * 65_535.0) as u16);
        let commons = vec![
            Common {
                approved,
                informers: 0,
                dismissed: 0,
                broken: 0.0,
                // At first officials are believed to be as honest as anybody.
                venal: 1.0 - society.tempers()[0],
                opinions: (society.ways.opinions == assessment_rule::Assessment::Private).then(Box::default),
                votes: society.ways.council.map(|_| Box::default()),
                records: [FirmReputation::default(); FIRMS],
                dossiers: [Dossier::default(); FIRMS]
            };
            population.neighbourhoods.len()
        ];
        TownState { columns, commons, books: PersonBooks::default() }
    }
}

/// Savings at which somebody with this income comes to rest, yuan: where she spends as much of them as she saves in a
/// month. Whoever saves nothing has a week of income at hand.
fn resting_savings(b: &Behaviour, income: f32) -> f32 {
    let bills = b.hardship.rate * b.hardship.bill + b.distress.rate * b.distress.bill;
    let saved = (1.0 - b.purse.spending) * income - b.purse.basic - b.market.price - bills;
    let above = if b.purse.drawdown > 0.0 { saved / b.purse.drawdown } else { 0.0 };
    (b.purse.savings * income + above).max(0.25 * income * b.purse.savings.min(1.0))
}

impl Columns {
    /// Writes what people have learnt.
    pub fn store_inner(&mut self, span: &Range<usize>, inner: &Inner) {
        for d in 0..3 {
            store(&mut self.norm[d], span, &inner.norm[d]);
            store(&mut self.custom[d], span, &inner.custom[d]);
        }
        store(&mut self.trust, span, &inner.trust);
        for (column, felt) in self.felt.iter_mut().zip(&inner.felt) {
            store(column, span, felt);
        }
        store(&mut self.approval, span, &inner.approval);
    }
}
