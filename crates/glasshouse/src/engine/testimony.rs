//! The report of a neighbourhood's month to a witness, person by person.

use super::context::Context;
use super::judgement::pardoned;
use super::matching::MeetingOutcomes;
use super::month_results::MonthResults;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::official_cases;
use super::record_intake::Records;
use super::witness::{DocketEntry, Finances, FirmFile, Mind, PersonMonth, Treated, Witness};
use super::world::{Columns, TownState};
use crate::life::attitude::attitudes;
use crate::life::learning::FELT_UNITS;
use crate::regime::adjudication::{self, Before};
use crate::regime::firm_scoring::Dossier;
use crate::regime::surveillance::{Record, attribute};
use crate::rng::{Lane, Purpose};
use crate::society::act::Acts;
use crate::society::traits::FIRMS;

impl Context<'_> {
    /// Reports to the witness the persons of a neighbourhood that it observes; `state` is the state after the month.
    pub fn testify(&self, witness: &dyn Witness, results: &MonthResults, state: &TownState) {
        let neighbourhood = results.month.neighbourhood();
        let first = neighbourhood.first;
        let (behaviour, minds) = (&self.people.society.behaviour, results.month.minds);
        let system = self.in_force.then(|| attitudes(behaviour, self.terms, minds, &results.flows.regime));
        let tell = |person: u32| {
            let i = (person - first) as usize;
            let mut mind = mind(&state.columns, results.month.neighbourhood().span.start + i);
            if let Some(attitudes) = &system {
                mind.system = Some((255.0 * attitudes.favour[i]) as u8);
                mind.worried = attitudes.worried[i];
            }
            self.testify_of(witness, results, state, i, mind);
        };
        let here = first..first + neighbourhood.persons() as u32;
        match witness.chosen() {
            None => here.for_each(tell),
            Some(chosen) => {
                let from = chosen.partition_point(|person| *person < here.start);
                chosen[from..].iter().copied().take_while(|person| *person < here.end).for_each(tell);
            }
        }
    }

    fn testify_of(&self, witness: &dyn Witness, results: &MonthResults, state: &TownState, i: usize, mind: Mind) {
        let MonthResults { month, records, marks, judgement, .. } = *results;
        let NeighbourhoodMonth { events, observation, .. } = *month;
        let (neighbourhood, start) = (month.neighbourhood(), month.start());
        let (columns, code) = (&state.columns, &self.institution.code);
        let (person, c) = (neighbourhood.first + i as u32, neighbourhood.span.start + i);
        // A person who has not joined has no docket and no rulings.
        let judged = self.in_force && start.docket[i];
        let mut rulings = Vec::new();
        if judged {
            let before = Before {
                score: start.place.score[i],
                prior: start.prior[i],
                pardoned: pardoned(events, i),
                rated: marks.given[i],
                lapsed: judgement.lapsed[i],
                beyond: judgement.beyond[i],
            };
            let sets = records.delays.iter().zip(&records.sets);
            let sets: Vec<(u8, Acts)> = sets.map(|(late, set)| (*late, set[i])).collect();
            rulings = code.rulings(before, &sets, observation.family[i], observation.friends[i]);
            witness.judged(person, self.month, &rulings, columns.score[c]);
        }
        let docket = |score: i16, months: u8, standing: u8| {
            let months = adjudication::months(months);
            DocketEntry { score, months, standing }
        };
        let deserved = match judged {
            true => code.standing(columns.deserved[c], columns.deserved_months[c]),
            false => columns.standing[c],
        };
        witness.lived(
            person,
            &PersonMonth {
                month: self.month,
                entered: month.population.entered.binary_search(&(c as u32)).is_ok(),
                in_force: judged,
                acts: events.acts[i],
                incidents: events.incidents.each_ref().map(|word| word[i]),
                censored: events.fine[i],
                post: self.post(month, state, i),
                work: columns.work[c],
                firm: neighbourhood.firm_of(i).map(|f| events.firms[f]),
                file: self.firm_file(month, &state.commons[month.index].dossiers, i),
                records: self.provenance(month, records, i),
                rulings,
                docket: docket(columns.score[c], columns.months[c], columns.standing[c]),
                deserved: docket(columns.deserved[c], columns.deserved_months[c], deserved),
                lived_under: start.place.standing[i],
                treated: treated(month.outcomes, i),
                purse: self.purse(results, i),
                mind,
            },
        );
    }

    /// Whether an official has her post after the month.
    fn post(&self, month: &NeighbourhoodMonth, state: &TownState, i: usize) -> Option<bool> {
        let posts = official_cases::posts(month.population, &state.commons[month.index], month.index);
        posts.iter().find(|post| post.place == i).map(|post| post.held)
    }

    /// The file of the firm that somebody owns, where firms are scored.
    fn firm_file(&self, month: &NeighbourhoodMonth, dossiers: &[Dossier; FIRMS], i: usize) -> Option<FirmFile> {
        let firms = self.institution.regime.firms.as_ref().filter(|_| self.terms.firms.is_some())?;
        let f = month.neighbourhood().firm_of(i)?;
        let (dossier, trade, place) = (dossiers[f], &month.events.firms[f], &month.start().place);
        let known = if trade.reaches < firms.coverage { trade.events(is_listed(place.standing[i])) } else { 0 };
        Some(FirmFile {
            dossier,
            standing: firms.standing(dossier.score, dossier.months),
            deserved: firms.standing(dossier.deserved, dossier.deserved_months),
            rulings: firms.rulings(place.firms[f].score, known),
        })
    }

    /// The channel of each record, recomputed from the draws that made it.
    fn provenance(&self, month: &NeighbourhoodMonth, records: &Records, i: usize) -> Vec<Record> {
        let neighbourhood = month.neighbourhood();
        let (regime, urban, fifth) = (&self.institution.regime, neighbourhood.urban, month.fifth[i]);
        let sets = records.delays.iter().zip(&records.sets).filter(|(_, set)| set[i] != 0);
        let told = |(late, set): (&u8, &Lane<Acts>)| {
            let then = self.month - u32::from(*late);
            let words = self.people.rng.words(Purpose::Watch, neighbourhood.first + i as u32, then);
            let acts = (*late == 0).then_some(month.events.acts[i]);
            attribute(regime, set[i], acts, *late, urban, fifth, words)
        };
        sets.flat_map(told).collect()
    }

    /// The money that moved in somebody's month.
    fn purse(&self, results: &MonthResults, i: usize) -> Finances {
        let (flows, place) = (results.flows, &results.month.start().place);
        let access = &self.terms.access[usize::from(place.standing[i])];
        let income = f32::from(place.income[i]);
        Finances {
            income: place.income[i],
            disposable: flows.disposable[i],
            savings: flows.savings[i],
            gain: access.gain(income, self.terms.winter),
            loss: access.loss(income, place.flags[i]),
            fined: flows.fined[i],
            support: flows.support[i],
            windfall: self.terms.windfall as u32,
            need: (255.0 * results.month.minds.need[i]) as u8,
            contribution: flows.contribution[i],
        }
    }
}

fn treated(outcomes: &MeetingOutcomes, i: usize) -> Treated {
    Treated {
        distressed: outcomes.distressed[i],
        helped: outcomes.helped[i],
        accused: outcomes.accused[i],
        award: outcomes.award[i],
        refuted: outcomes.refuted[i],
    }
}

fn mind(columns: &Columns, c: usize) -> Mind {
    Mind {
        norm: [0, 1, 2].map(|d: usize| columns.norm[d][c]),
        trust: columns.trust[c],
        felt: columns.felt.each_ref().map(|column| (f32::from(column[c]) * (255.0 / FELT_UNITS) + 0.5) as u8),
        approval: columns.approval[c],
        system: None,
        worried: false,
        repute: columns.repute[c],
    }
}
