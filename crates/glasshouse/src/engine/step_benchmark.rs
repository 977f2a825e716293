//! What does each step of a month take, one by one? The steps of a town's month, called again and again for benchmarks.

use super::accounting::{self, Flows, Ledger, Means};
use super::county_rules::Table;
use super::matching::{self, Matching, Outcome};
use super::month::{Account, Context, Desk};
use super::month_start::{Entry, closed};
use super::observation::{self, Seen};
use super::population::Homes;
use super::state_update::Judged;
use super::world::{TownState, World, load};
use super::{Institution, Settlement, official_cases};
use crate::life::decision::Minds;
use crate::life::events::Events;
use crate::life::learning::Experience;
use crate::life::{appeal, discretion, distress, hardship, informing, loan, market};
use crate::life::{purchase, redemption, road, speech, staged};
use crate::rng::{LANES, Lane, Purpose};
use crate::society::traits::TownPopulation;
use std::hint::black_box;

/// Told of each step of a month: its name, and the step, to be called as often as one likes.
pub type Steps<'a> = &'a mut dyn FnMut(&'static str, &mut dyn FnMut());

/// Rehearses the next month of the first town: every step is handed to `each`, and nothing moves on. Gives the number of
/// persons whom each step works.
///
/// # Panics
///
/// If homes are not kept in memory.
pub fn rehearse(people: &Settlement, institution: &Institution, world: &World, each: Steps) -> usize {
    let (homes, table) = (Homes::of(people), Table::new(people, institution, world.month));
    let (home, news) = (&people.homes[0], world.news);
    let context = Context::new(people, &homes, &table, 0, news, world.month, &world.public, None, None);
    let (mut folk, mut desk) = (world.towns[0].clone(), Desk::default());
    let matching = context.matching(home);
    let entries = context.live(home, &folk, matching, &mut desk);
    let Desk { deeds, minds, .. } = &desk;
    let stage = Stage { context: &context, home, matching, entries: &entries, minds, deeds };
    stage.perceives(&folk, each);
    stage.encounters(each);
    stage.turns(&mut folk, each);
    home.traits.income.len()
}

/// An encounter of the persons of a neighbourhood, with draws at hand.
type Encounter<'a> = &'a dyn Fn(&Entry, &Minds, &[Lane<u32>; 4], &mut Events);

/// A town before its month is turned.
struct Stage<'a> {
    context: &'a Context<'a>,
    home: &'a TownPopulation,
    matching: Matching,
    entries: &'a [Entry<'a>],
    minds: &'a [Minds],
    deeds: &'a [Events],
}

impl Stage<'_> {
    /// A draw, and what people bring into the month.
    fn perceives(&self, folk: &TownState, each: Steps) {
        let (context, mut draws) = (self.context, [[0; LANES]; 4]);
        each("four words for everybody", &mut || {
            for hood in &self.home.neighbourhoods {
                context.people.chance.lanes(Purpose::Road, hood.first, context.month, &mut draws);
                black_box(&draws);
            }
        });
        let mut minds = Minds::EMPTY;
        each("what people bring into the month", &mut || {
            for b in 0..self.entries.len() {
                black_box(context.entry(self.home, folk, b, self.matching, &mut minds));
            }
        });
    }

    /// Each encounter, with draws at hand.
    fn encounters(&self, each: Steps) {
        let (terms, chance, month) = (self.context.terms, &self.context.people.chance, self.context.month);
        let mut deeds = self.deeds.to_vec();
        let draws: Vec<[Lane<u32>; 4]> = (0..deeds.len())
            .map(|b| {
                let mut draws = [[0; LANES]; 4];
                chance.lanes(Purpose::Road, self.entries[b].place.home.first, month, &mut draws);
                draws
            })
            .collect();
        let mut meet = |name, encounter: Encounter| {
            each(name, &mut || {
                for (b, deeds) in deeds.iter_mut().enumerate() {
                    encounter(&self.entries[b], &self.minds[b], &draws[b], deeds);
                }
                black_box(&deeds);
            });
        };
        meet("road", &|e, m, d, deeds| road::meet(&e.place, m, terms, d, deeds));
        meet("redemption", &|e, m, d, deeds| redemption::meet(&e.place, m, terms, d, deeds));
        meet("speech", &|e, m, d, deeds| speech::meet(&e.place, m, terms, d, deeds));
        meet("distress", &|e, m, d, deeds| distress::meet(&e.place, m, terms, d, &d[2], deeds));
        meet("market: owners", &|e, m, _, deeds| market::firms(&e.place, m, terms, chance, month, deeds));
        meet("market: customers", &|e, m, d, deeds| {
            deeds.firms.iter_mut().for_each(|trade| (trade.sales, trade.praise, trade.complaints) = (0, 0, 0));
            market::customers(&e.place, m, terms, &Default::default(), d, &d[3], deeds);
        });
        meet("purchase", &|e, m, d, deeds| {
            let taste = purchase::tastes(chance, e.place.home.first);
            purchase::meet(&e.place, m, terms, &taste, &d[0], deeds);
        });
        meet("staged accident", &|e, m, d, deeds| staged::meet(&e.place, m, terms, &d[1], deeds));
        meet("family hardship", &|e, m, d, deeds| hardship::meet(&e.place, m, terms, &d[2], &d[3], deeds));
        meet("loan", &|e, m, d, deeds| loan::meet(&e.place, m, terms, d, deeds));
        meet("appeal", &|e, m, d, deeds| appeal::meet(&e.place, m, terms, d, deeds));
        meet("permits", &|e, _, d, deeds| discretion::permits(&e.place, &d[3], deeds));
        meet("informing", &|e, m, d, deeds| informing::meet(&e.place, m, terms, d, deeds));
    }

    /// The steps of `turn`.
    fn turns(&self, folk: &mut TownState, each: Steps) {
        let (context, home, hoods) = (self.context, self.home, 0..self.entries.len());
        let mut deeds = self.deeds.to_vec();
        let mut official = Minds::EMPTY;
        each("bribes", &mut || {
            for b in hoods.clone() {
                let mut deals = Vec::new();
                context.deals(home, folk, b, &self.minds[b], &mut deeds[b], &mut official, &mut deals);
                black_box(deals);
            }
        });
        let mut deeds = self.deeds.to_vec();
        each("strangers meet", &mut || {
            hoods.clone().for_each(|b| _ = black_box(self.meets(b, &mut deeds)));
        });
        each("ties are seen", &mut || hoods.clone().for_each(|b| _ = black_box(self.sees(b))));
        let outcomes: Vec<Outcome> = hoods.clone().map(|b| self.meets(b, &mut deeds)).collect();
        let seen: Vec<Seen> = hoods.clone().map(|b| self.sees(b)).collect();
        let none = [0; LANES];
        each("channels watch", &mut || {
            for b in hoods.clone() {
                let hood = &home.neighbourhoods[b];
                let fifth = load(&home.traits.fifth, &hood.span);
                black_box(context.records(hood, folk, &fifth, &deeds[b], &self.entries[b], &none));
            }
        });
        each("the institution judges", &mut || {
            for b in hoods.clone() {
                self.judges(folk, b, &deeds[b], &seen[b]);
            }
        });
        each("purses are settled", &mut || {
            for b in hoods.clone() {
                black_box(self.settles(folk, b, &deeds[b], &outcomes[b], &seen[b]));
            }
        });
        let flows: Vec<Flows> =
            hoods.clone().map(|b| self.settles(folk, b, &deeds[b], &outcomes[b], &seen[b])).collect();
        let mut lived = Experience::EMPTY;
        let mut after = vec![0; home.traits.income.len()];
        each("people learn", &mut || {
            for b in hoods.clone() {
                let (entry, minds) = (&self.entries[b], &self.minds[b]);
                context.lived(home, b, entry, minds, &deeds[b], &outcomes[b], &flows[b], &seen[b], &mut lived);
                let standing = entry.place.standing;
                let (matching, deeds, flows) = (self.matching, &deeds[b], &flows[b]);
                context.learn(home, folk, b, matching, entry, minds, &lived, deeds, flows, &standing, &mut after);
            }
        });
        let mut desk = Desk { deeds: self.deeds.to_vec(), minds: self.minds.to_vec(), ..Desk::default() };
        let mut sums = Account::blank(&context.people.map, None);
        each("all from strangers on, and it is counted", &mut || {
            context.turn(home, folk, self.matching, self.entries, &mut desk, &mut after, &mut sums);
        });
        let mut packed = Vec::new();
        each("the town is packed and opened", &mut || {
            packed.clear();
            folk.pack(&mut packed);
            folk.unpack(black_box(&packed)).expect("what was packed can be opened");
        });
    }

    fn meets(&self, b: usize, deeds: &mut [Events]) -> Outcome {
        let context = self.context;
        matching::meet(context.people, context.terms, self.home, self.matching, b, context.month, deeds)
    }

    fn sees(&self, b: usize) -> Seen {
        let (context, hood) = (self.context, &self.home.neighbourhoods[b]);
        let standing = &self.entries[b].place.standing;
        let grounded = closed(context.terms, standing, |access| access.grounded);
        let (traits, span) = (&self.home.traits, &hood.span);
        let (ties, household) = (load(&traits.ties, span), load(&traits.household, span));
        let mut seen = observation::look(hood, &ties, &household, standing, &grounded, context.public);
        context.silence(self.home, hood, &grounded, &mut seen);
        seen
    }

    fn judges(&self, folk: &mut TownState, b: usize, deeds: &Events, seen: &Seen) -> Judged {
        let (context, hood, entry) = (self.context, &self.home.neighbourhoods[b], &self.entries[b]);
        let fifth = load(&self.home.traits.fifth, &hood.span);
        let records = context.records(hood, folk, &fifth, deeds, entry, &[0; LANES]);
        let deserved = load(&folk.columns.deserved, &hood.span);
        let marks = context.marks(self.home, self.matching, b, self.entries, deeds, &deserved);
        context.judge(self.home, folk, b, &records, &marks, deeds, seen, &entry.docket)
    }

    fn settles(&self, folk: &TownState, b: usize, deeds: &Events, outcome: &Outcome, seen: &Seen) -> Flows {
        let (context, hood, place, minds) =
            (self.context, &self.home.neighbourhoods[b], &self.entries[b].place, &self.minds[b]);
        let age = load(&self.home.traits.age, &hood.span);
        let posts = official_cases::posts(self.home, &folk.commons[b], b);
        let means = Means {
            income: &place.income,
            age: &age,
            flags: &place.flags,
            ease: &minds.ease,
            household: &place.household,
            repute: &place.repute,
            shame: &minds.shame,
            standing: &place.standing,
            silent: &seen.silent,
            posts: &posts,
        };
        let (b, terms, mut ledger) = (&context.people.society.behaviour, context.terms, Ledger::default());
        accounting::settle(b, terms, hood, &means, &place.firms, deeds, outcome, &mut ledger)
    }
}
