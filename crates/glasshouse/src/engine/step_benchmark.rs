//! A benchmark of the steps of a month, each called repeatedly for one town.

use super::Institution;
use super::accounting::Ledger;
use super::columns::load;
use super::context::Context;
use super::county_account::CountyAccount;
use super::county_rules::RuleTable;
use super::desk::Desk;
use super::judgement::Judgement;
use super::learning_update;
use super::matching::{self, Matching, MeetingOutcomes};
use super::month_results::MonthResults;
use super::month_start::{self, MonthStart};
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::Observation;
use super::pair_draws::PairDraws;
use super::peer_rating::Marks;
use super::population::Populations;
use super::record_intake::Records;
use super::settlement::Settlement;
use super::world::{TownState, TownView, World};
use crate::life::ENCOUNTERS;
use crate::life::decision::Minds;
use crate::life::encounter::Luck;
use crate::life::events::Events;
use crate::life::learning::Experience;
use crate::life::road::ROAD;
use crate::rng::{LANES, Lane};
use crate::society::traits::TownPopulation;
use std::hint::black_box;

/// Receives each step of a month: its name, and the step itself, to be called any number of times.
pub type Steps<'a> = &'a mut dyn FnMut(&'static str, &mut dyn FnMut());

/// Rehearses the next month of the first town: every step is handed to `each`, and the world does not advance.
/// Returns the number of persons that each step processes.
///
/// # Panics
///
/// If homes are not stored in memory.
pub fn rehearse(people: &Settlement, institution: &Institution, world: &World, each: Steps) -> usize {
    let (populations, table) = (Populations::of(people, world.month), RuleTable::new(people, institution, world.month));
    let context = Context::new(&populations, &table, world.month, world.news, &world.public);
    let context = context.in_county(0);
    let home = &people.homes[0];
    let (mut folk, mut desk) = (world.towns[0].clone(), Desk::default());
    let matching = &context.matching(home);
    let entries = context.live(home, &folk, matching, &mut desk);
    let Desk { events: deeds, minds, .. } = &desk;
    let before = &folk.clone();
    let stage = Stage { context: &context, home, matching, entries: &entries, minds, deeds, before };
    stage.perceives(each);
    stage.encounters(each);
    stage.turns(&mut folk, each);
    home.traits.income.len()
}

/// A judgement and its inputs.
struct Judged {
    records: Records,
    marks: Marks,
    judgement: Judgement,
}

/// A town before the state update of its month.
struct Stage<'a> {
    context: &'a Context<'a>,
    home: &'a TownPopulation,
    matching: &'a Matching,
    entries: &'a [MonthStart<'a>],
    minds: &'a [Minds],
    deeds: &'a [Events],
    before: &'a TownState,
}

impl Stage<'_> {
    /// A random draw, and the state of people at the start of the month.
    fn perceives(&self, each: Steps) {
        let (context, mut draws) = (self.context, [[0; LANES]; 4]);
        each("four random words per person", &mut || {
            for hood in &self.home.neighbourhoods {
                context.people.rng.lanes(ROAD, hood.first, context.month, &mut draws);
                black_box(&draws);
            }
        });
        let mut minds = Minds::EMPTY;
        each("what people bring into the month", &mut || {
            for b in 0..self.entries.len() {
                black_box(month_start::read(context, self.home, self.before, b, self.matching, &mut minds));
            }
        });
    }

    /// Each encounter that people live through by themselves, with its draws.
    fn encounters(&self, each: Steps) {
        let mut deeds = self.deeds.to_vec();
        for encounter in ENCOUNTERS {
            let Some(live) = encounter.live else { continue };
            each(encounter.key, &mut || {
                for (b, deeds) in deeds.iter_mut().enumerate() {
                    let place = &self.entries[b].place;
                    let records = self.context.shown(&self.before.commons[b].records, &place.firms);
                    let mut luck = Luck::new(&self.context.people.rng, place.home.first, self.context.month);
                    live(&self.context.setting(place, &self.minds[b], &records, &[0; LANES]), &mut luck, deeds);
                }
                black_box(&deeds);
            });
        }
    }

    /// The steps of `update`.
    fn turns(&self, folk: &mut TownState, each: Steps) {
        let (context, home, hoods) = (self.context, self.home, 0..self.entries.len());
        let mut deeds = self.deeds.to_vec();
        let mut official = Minds::EMPTY;
        each("bribes", &mut || {
            for b in hoods.clone() {
                let mut deals = Vec::new();
                context.deals(self.town(folk), b, &self.minds[b], &mut deeds[b], &mut official, &mut deals);
                black_box(deals);
            }
        });
        let mut deeds = self.deeds.to_vec();
        each("strangers meet", &mut || {
            hoods.clone().for_each(|b| _ = black_box(self.meets(b, &mut deeds)));
        });
        each("ties are seen", &mut || hoods.clone().for_each(|b| _ = black_box(self.sees(b))));
        let outcomes: Vec<MeetingOutcomes> = hoods.clone().map(|b| self.meets(b, &mut deeds)).collect();
        let seen: Vec<Observation> = hoods.clone().map(|b| self.sees(b)).collect();
        let fifths: Vec<Lane<u8>> =
            home.neighbourhoods.iter().map(|hood| load(&home.traits.fifth, &hood.span)).collect();
        let months: Vec<NeighbourhoodMonth> = hoods
            .map(|b| NeighbourhoodMonth {
                population: home,
                index: b,
                matching: self.matching,
                starts: self.entries,
                minds: &self.minds[b],
                events: &deeds[b],
                outcomes: &outcomes[b],
                observation: &seen[b],
                reported: &[0; LANES],
                fifth: &fifths[b],
            })
            .collect();
        each("channels watch", &mut || {
            for month in &months {
                black_box(context.records(month, &mut folk.books));
            }
        });
        each("the institution judges", &mut || {
            for month in &months {
                black_box(self.judges(month, folk));
            }
        });
        each("purses are settled", &mut || {
            for month in &months {
                black_box(context.settle(month, &folk.commons[month.index], &mut Ledger::default()));
            }
        });
        let mut lived = Experience::EMPTY;
        let mut after = vec![0; home.traits.income.len()];
        let mut judged: Vec<Judged> = months.iter().map(|month| self.judges(month, folk)).collect();
        each("people learn", &mut || {
            for (month, Judged { records, marks, judgement }) in months.iter().zip(&mut judged) {
                let flows = &context.settle(month, &folk.commons[month.index], &mut Ledger::default());
                context.experience(month, records, flows, &mut lived);
                let experience = &lived;
                let results = MonthResults { context, month, records, marks, judgement, flows, experience };
                learning_update::learn(context, &results, folk, &mut after);
            }
        });
        let mut desk = Desk { events: self.deeds.to_vec(), minds: self.minds.to_vec(), after, ..Desk::default() };
        let mut sums = CountyAccount::blank(&context.people.map, None);
        each("all steps from meetings on, with counting", &mut || {
            context.update(home, folk, self.matching, self.entries, &mut desk, &mut sums);
        });
        let mut packed = Vec::new();
        each("the town is packed and unpacked", &mut || {
            packed.clear();
            folk.pack(&mut packed);
            folk.unpack(black_box(&packed)).expect("packed state can be unpacked");
        });
    }

    fn town<'b>(&'b self, state: &'b TownState) -> TownView<'b> {
        TownView { population: self.home, state }
    }

    fn meets(&self, b: usize, deeds: &mut [Events]) -> MeetingOutcomes {
        matching::meet(&self.context.people.society, self.context.terms, self.home, self.matching, b, deeds)
    }

    fn sees(&self, b: usize) -> Observation {
        self.context.observe(self.home, self.minds, b, &self.entries[b].place.standing, &mut PairDraws::default())
    }

    fn judges(&self, month: &NeighbourhoodMonth, folk: &mut TownState) -> Judged {
        let context = self.context;
        let records = context.records(month, &mut folk.books);
        let marks = context.marks(month, &load(&folk.columns.deserved, &month.neighbourhood().span));
        let judgement = context.judge(month, &records, &marks, folk);
        Judged { records, marks, judgement }
    }
}
