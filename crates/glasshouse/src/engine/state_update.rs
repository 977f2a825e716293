//! The state update at the end of a month, the only place that writes the state.
//!
//! Acts of both sides are combined, channels see some of them, the institution judges, money moves, and people learn.

use super::columns::load;
use super::context::Context;
use super::counting::{self, Counted};
use super::county_account::CountyAccount;
use super::desk::Desk;
use super::generation_counts;
use super::learning_update;
use super::matching::{self, Matching};
use super::mind_counts;
use super::month_results::MonthResults;
use super::month_start::MonthStart;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::official_cases;
use super::privacy_counts;
use super::unrest_counts;
use super::work_counts;
use super::world::TownState;
use super::wrong_counts;
use crate::observatory::tally::Tally;
use crate::rng::{LANES, Lane};
use crate::society::strata::By;
use crate::society::traits::TownPopulation;

impl Context<'_> {
    /// Steps 3 to 6: acts of both sides are combined, channels see some of them, the institution judges, people
    /// learn. `starts` is the state of the people of each neighbourhood at the start of the month; `desk` holds what
    /// they did.
    pub fn update(
        &self,
        population: &TownPopulation,
        state: &mut TownState,
        matching: &Matching,
        starts: &[MonthStart],
        desk: &mut Desk,
        account: &mut CountyAccount,
    ) {
        let Desk { events, minds, experience, after, .. } = desk;
        let CountyAccount { tallies, ledger, .. } = account;
        let behaviour = &self.people.society.behaviour;
        let avoided = self.avoided(population, minds, &state.columns.standing);
        for (k, start) in starts.iter().enumerate() {
            let here = &self.in_neighbourhood(population, k);
            let span = &population.neighbourhoods[k].span;
            let outcomes = matching::meet(behaviour, here.terms, population, matching, k, events);
            let mut observation = here.observe(population, minds, k, &start.place.standing);
            here.avoid(population, k, &avoided, &mut observation, &mut events[k]);
            let reported = here.reports(population, &mut state.commons[k], k, &mut events[k]);
            here.imprison(population, k, &mut events[k]);
            let month = &NeighbourhoodMonth {
                population,
                index: k,
                matching,
                starts,
                minds: &minds[k],
                events: &events[k],
                outcomes: &outcomes,
                observation: &observation,
                reported: &reported,
                fifth: &load(&population.traits.fifth, span),
            };
            let records = here.records(month, &mut state.books);
            let mut flows = here.settle(month, &state.commons[k], ledger);
            let figures = here.figures(month, &records, &state.commons[k]);
            figures.settle(here.terms, ledger, &mut flows);
            let costs = here.running_costs(month, &records, &state.commons[k]);
            costs.settle(ledger, &mut flows);
            here.dismiss(population, &mut state.commons[k], k, &start.place.standing, month.events);
            figures.dismiss(month, &mut state.commons[k]);
            let marks = here.marks(month, &load(&state.columns.deserved, span));
            let judgement = here.judge(month, &records, &marks, state);
            state.books.note_won(here.month, span, &month.events.acts, &month.events.entered);
            here.judge_firms(month, &mut state.commons[k]);
            here.experience(month, &records, &flows, experience);
            let results = MonthResults {
                context: here,
                month,
                records: &records,
                marks: &marks,
                judgement: &judgement,
                flows: &flows,
                experience,
            };
            learning_update::learn(here, &results, state, after);
            here.count(&results, state, tallies, |who, tally| {
                costs.count(month, &flows, who, tally);
                figures.count(month, who, tally);
            });
            if let Some(witness) = here.witness {
                here.testify(witness, &results, state);
            }
        }
    }

    /// Counts a neighbourhood's month, group by group; `besides` counts what the state pays and is told.
    fn count(
        &self,
        results: &MonthResults,
        state: &TownState,
        tallies: &mut [Tally],
        besides: impl Fn(&Lane<bool>, &mut Tally),
    ) {
        let NeighbourhoodMonth { population, index, .. } = *results.month;
        let neighbourhood = results.month.neighbourhood();
        let posts = official_cases::posts(population, &state.commons[index], index);
        let count = |who: &Lane<bool>, tally: &mut Tally| {
            let counted = Counted::new(results, state, &posts, who);
            counting::count(&counted, tally);
            mind_counts::count(&counted, tally);
            work_counts::count(&counted, tally);
            wrong_counts::count(&counted, tally);
            generation_counts::count(&counted, tally);
            privacy_counts::count(&counted, tally);
            unrest_counts::count(&counted, tally);
            besides(who, tally);
        };
        let mut who = [false; LANES];
        let Some(by) = self.by.filter(|by| *by != By::County) else {
            who[..neighbourhood.persons()].fill(true);
            return count(&who, &mut tallies[0]);
        };
        let treated = if by == By::Arm { self.people.treated(population, index) } else { who };
        for (n, tally) in tallies.iter_mut().enumerate() {
            if by == By::Arm {
                (0..neighbourhood.persons()).for_each(|i| who[i] = treated[i] == (n == 1));
                if who.contains(&true) {
                    count(&who, tally);
                }
                continue;
            }
            who.iter_mut()
                .zip(neighbourhood.span.clone())
                .for_each(|(who, i)| *who = by.holds(n, population, index, i));
            if who.contains(&true) {
                count(&who, tally);
            }
        }
    }
}
