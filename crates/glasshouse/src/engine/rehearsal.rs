//! What does each step of a month take, one by one? The steps of a town's month, called again and again for benchmarks.

use super::entry::{Entry, closed};
use super::homes::Homes;
use super::meeting::{self, Matching, Outcome};
use super::month::{Context, Desk};
use super::purse::{self, Flows, Ledger, Means};
use super::rules::Table;
use super::sight::{self, Seen};
use super::turn::Judged;
use super::world::{County, World, load};
use super::{Institution, Settlement, cases};
use crate::chance::{LANES, Lane, Purpose};
use crate::life::deeds::Deeds;
use crate::life::learn::Lived;
use crate::life::mind::Minds;
use crate::life::{appeal, discretion, distress, hardship, informing, loan, market};
use crate::life::{purchase, redemption, road, speech, staged};
use crate::society::people::Home;
use crate::society::places::Town;
use std::hint::black_box;

/// Told of each step of a month: its name, and the step, to be called as often as one likes.
pub type Steps<'a> = &'a mut dyn FnMut(&'static str, &mut dyn FnMut());

/// Rehearses the next month of the first town: every step is handed to `each`, and nothing moves on. Gives the number of
/// persons whom each step works.
///
/// # Panics
///
/// If homes are not kept in memory.
pub fn rehearse(people: &Settlement, institution: &Institution, world: &World<Vec<County>>, each: Steps) -> usize {
    let (homes, table) = (Homes::of(people), Table::new(people, institution, world.month));
    let (home, news) = (&people.homes[0], world.news);
    let context = Context::new(people, &homes, &table, 0, news, world.month, &world.public, None, None);
    let town = people.map.towns(0).next().expect("a county has a town");
    let (mut county, mut desk) = (world.counties[0].clone(), Desk::default());
    let matching = context.matching(home, &town);
    let entries = context.live(home, &county, &town, matching, &mut desk);
    let Desk { deeds, minds, .. } = &desk;
    let stage = Stage { context: &context, home, town: &town, matching, entries: &entries, minds, deeds };
    stage.perceives(&county, each);
    stage.encounters(each);
    stage.turns(&mut county, each);
    town.hoods.map(|b| home.neighbourhoods[b].persons()).sum()
}

/// An encounter of the persons of a neighbourhood, with draws at hand.
type Encounter<'a> = &'a dyn Fn(&Entry, &Minds, &[Lane<u32>; 4], &mut Deeds);

/// A town before its month is turned.
struct Stage<'a> {
    context: &'a Context<'a>,
    home: &'a Home,
    town: &'a Town,
    matching: Matching,
    entries: &'a [Entry<'a>],
    minds: &'a [Minds],
    deeds: &'a [Deeds],
}

impl Stage<'_> {
    /// A draw, and what people bring into the month.
    fn perceives(&self, county: &County, each: Steps) {
        let (context, mut draws) = (self.context, [[0; LANES]; 4]);
        each("four words for everybody", &mut || {
            for b in self.town.hoods.clone() {
                let first = self.home.neighbourhoods[b].first;
                context.people.chance.lanes(Purpose::Road, first, context.month, &mut draws);
                black_box(&draws);
            }
        });
        let mut minds = Minds::EMPTY;
        each("what people bring into the month", &mut || {
            for b in self.town.hoods.clone() {
                black_box(context.entry(self.home, county, b, self.matching, &mut minds));
            }
        });
    }

    /// Each encounter, with draws at hand.
    fn encounters(&self, each: Steps) {
        let (terms, chance, month) = (self.context.terms, &self.context.people.chance, self.context.month);
        let mut deeds = self.deeds.to_vec();
        let draws: Vec<[Lane<u32>; 4]> = (0..deeds.len())
            .map(|t| {
                let mut draws = [[0; LANES]; 4];
                chance.lanes(Purpose::Road, self.entries[t].place.home.first, month, &mut draws);
                draws
            })
            .collect();
        let mut meet = |name, encounter: Encounter| {
            each(name, &mut || {
                for (t, deeds) in deeds.iter_mut().enumerate() {
                    encounter(&self.entries[t], &self.minds[t], &draws[t], deeds);
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
    fn turns(&self, county: &mut County, each: Steps) {
        let (context, home, hoods) = (self.context, self.home, self.town.hoods.clone());
        let mut deeds = self.deeds.to_vec();
        each("bribes", &mut || {
            for (t, b) in hoods.clone().enumerate() {
                let mut deals = Vec::new();
                context.deals(home, county, (self.town, b), &self.minds[t], &mut deeds[t], &mut deals);
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
            for (t, b) in hoods.clone().enumerate() {
                let hood = &home.neighbourhoods[b];
                let fifth = load(&home.traits.fifth, &hood.span);
                black_box(context.records(hood, county, &fifth, &deeds[t], &self.entries[t], &none));
            }
        });
        each("the institution judges", &mut || {
            for (t, b) in hoods.clone().enumerate() {
                self.judges(county, t, b, &deeds[t], &seen[t]);
            }
        });
        each("purses are settled", &mut || {
            for (t, b) in hoods.clone().enumerate() {
                black_box(self.settles(county, t, b, &deeds[t], &outcomes[t], &seen[t]));
            }
        });
        let flows: Vec<Flows> = hoods
            .clone()
            .enumerate()
            .map(|(t, b)| self.settles(county, t, b, &deeds[t], &outcomes[t], &seen[t]))
            .collect();
        let mut lived = Lived::EMPTY;
        let mut after = vec![0; home.traits.income.len()];
        each("people learn", &mut || {
            for (t, b) in hoods.clone().enumerate() {
                let (entry, minds) = (&self.entries[t], &self.minds[t]);
                context.lived(home, b, entry, minds, &deeds[t], &outcomes[t], &flows[t], &seen[t], &mut lived);
                let standing = entry.place.standing;
                let (matching, deeds, flows) = (self.matching, &deeds[t], &flows[t]);
                context.learn(home, county, b, matching, entry, minds, &lived, deeds, flows, &standing, &mut after);
            }
        });
        let mut desk = Desk { deeds: self.deeds.to_vec(), minds: self.minds.to_vec(), ..Desk::default() };
        let mut sums = context.nothing();
        each("all from strangers on, and it is counted", &mut || {
            context.turn(home, county, self.town, self.matching, self.entries, &mut desk, &mut after, &mut sums);
        });
        let mut packed = Vec::new();
        each("the county is packed and opened", &mut || {
            packed.clear();
            county.pack(&mut packed);
            county.unpack(black_box(&packed)).expect("what was packed can be opened");
        });
    }

    fn meets(&self, b: usize, deeds: &mut [Deeds]) -> Outcome {
        let context = self.context;
        meeting::meet(context.people, context.terms, self.home, self.matching, b, context.month, deeds)
    }

    fn sees(&self, b: usize) -> Seen {
        let (context, hood) = (self.context, &self.home.neighbourhoods[b]);
        let standing = &self.entries[b - self.town.hoods.start].place.standing;
        let grounded = closed(context.terms, standing, |access| access.grounded);
        let (traits, span) = (&self.home.traits, &hood.span);
        let (ties, household) = (load(&traits.ties, span), load(&traits.household, span));
        let mut seen = sight::look(hood, &ties, &household, standing, &grounded, context.public);
        context.silence(self.home, hood, &grounded, &mut seen);
        seen
    }

    fn judges(&self, county: &mut County, t: usize, b: usize, deeds: &Deeds, seen: &Seen) -> Judged {
        let (context, hood, entry) = (self.context, &self.home.neighbourhoods[b], &self.entries[t]);
        let fifth = load(&self.home.traits.fifth, &hood.span);
        let records = context.records(hood, county, &fifth, deeds, entry, &[0; LANES]);
        let deserved = load(&county.columns.deserved, &hood.span);
        let marks = context.marks(self.home, self.matching, self.town, t, self.entries, deeds, &deserved);
        context.judge(self.home, county, b, &records, &marks, deeds, seen, &entry.docket)
    }

    fn settles(&self, county: &County, t: usize, b: usize, deeds: &Deeds, outcome: &Outcome, seen: &Seen) -> Flows {
        let (context, hood, place, minds) =
            (self.context, &self.home.neighbourhoods[b], &self.entries[t].place, &self.minds[t]);
        let age = load(&self.home.traits.age, &hood.span);
        let posts = cases::posts(self.home, &county.commons[b], b);
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
        purse::settle(b, terms, hood, &means, &place.firms, deeds, outcome, &mut ledger)
    }
}
