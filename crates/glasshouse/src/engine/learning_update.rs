//! The end-of-month update of experience, learning, reputation and public bytes.

use super::accounting::MoneyFlows;
use super::columns::{fractions, store};
use super::context::Context;
use super::hearsay;
use super::month_results::MonthResults;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::record_intake::Records;
use super::specification::{FIRST_EARLIER, month_of_run};
use super::world::{Common, TownState};
use crate::life::decision::Minds;
use crate::life::distress::MET;
use crate::life::events::Events;
use crate::life::gossip;
use crate::life::informing::{SPARED, TOLD_ON};
use crate::life::learning::{self, Experience};
use crate::life::loan::{self, COLLECTED, WILLED};
use crate::life::own::{self, TREATED_BADLY, TREATED_WELL};
use crate::life::road::OCCASION;
use crate::life::speech::WARNED;
use crate::rng::{LANES, Lane, Purpose};
use crate::society::act::{ACTS, Act, Acts, CRITICAL, KIND, Nature, TABLE, Times, UNKIND, acts_where};
use crate::society::observable;
use crate::society::own_encounter::{Domain, Encounters};
use multiversion::multiversion;

/// Step 6: people learn, reputations are updated, and everybody's public byte for the next month is written.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn learn(context: &Context, results: &MonthResults, state: &mut TownState, after: &mut [u8]) {
    context.learn(results, state, after);
}

impl Context<'_> {
    /// Writes everybody's experience of the month to `lived`.
    pub fn experience(
        &self,
        month: &NeighbourhoodMonth,
        records: &Records,
        flows: &MoneyFlows,
        lived: &mut Experience,
    ) {
        lived.sights.clone_from(&month.observation.sights);
        lived.ties = month.observation.ties;
        lived.regime = flows.regime;
        lived.life = flows.life;
        let betrayal = self.people.society.behaviour.informing.betrayal;
        live_through(month, flows, betrayal, &self.people.society.encounters, lived);
        self.remember(month, &mut lived.marked);
        hearsay::learn_of_rulings(month, self.terms, records, lived);
    }

    /// Writes how much of what speaks for strangers everybody disbelieves since a campaign of the past.
    fn remember(&self, month: &NeighbourhoodMonth, marked: &mut Lane<f32>) {
        let society = &self.people.society;
        let Some(history) = &society.history else {
            *marked = [0.0; LANES];
            return;
        };
        let population = month.population;
        let now = month_of_run(self.month).unwrap_or(0);
        let marks = history.marks(&society.behaviour.memory, &self.people.rng, population.town.county, now);
        for (marked, came) in marked.iter_mut().zip(&population.came[month.neighbourhood().span.clone()]) {
            *marked = marks.of((*came).into());
        }
    }

    /// Share of lenders' belief that a month renews. In the months before a run they judge by the mean of all that they
    /// have seen, so that a run does not begin with lenders who have seen nothing.
    fn lenders_memory(&self) -> f32 {
        let memory = self.people.society.behaviour.loan.memory;
        self.month.checked_sub(FIRST_EARLIER).map_or(memory, |seen| memory.max(1.0 / (seen as f32 + 1.0)))
    }

    /// Step 6: people learn, reputations are updated, and everybody's public byte for the next month is written.
    #[inline(always)]
    fn learn(&self, results: &MonthResults, state: &mut TownState, after: &mut [u8]) {
        let MonthResults { month, experience, flows, .. } = *results;
        let NeighbourhoodMonth { minds, events, .. } = *month;
        let neighbourhood = month.neighbourhood();
        let behaviour = &self.people.society.behaviour;
        let common = &mut state.commons[month.index];
        let mut rounding = [[0; LANES]; 4];
        self.people.rng.lanes(Purpose::Rounding, neighbourhood.first, self.month, &mut rounding);
        let mut words = [[0; LANES]; 4];
        match common.opinions {
            Some(_) => self.people.rng.lanes(Purpose::Gossip, neighbourhood.first, self.month, &mut words),
            // Where people share a reputation, one word for each is enough.
            None => words[0] = self.people.rng.lane(Purpose::Gossip, neighbourhood.first, self.month),
        }
        let mut inner =
            learning::learn(minds, experience, self.terms, self.news, &behaviour.learning, self.announcing, &rounding);
        self.copy(neighbourhood, minds, experience, &mut inner);
        let talk = self.talk(month, &words, &rounding[3], common);
        let byte = public_bytes(results, &talk.noticed);
        state.columns.store_inner(&neighbourhood.span, &inner);
        store(&mut state.columns.repute, &neighbourhood.span, &talk.repute);
        store(&mut state.columns.savings, &neighbourhood.span, &flows.savings);
        store(&mut state.columns.debt, &neighbourhood.span, &events.debt);
        store(&mut state.columns.work, &neighbourhood.span, &events.work);
        store(after, &neighbourhood.span, &byte);
        let persons = neighbourhood.persons();
        approve(common, persons, events, &self.people.society.encounters, behaviour.learning.approval_renewal);
        common.broken = loan::remember(self.lenders_memory(), common.broken, events, persons);
        let m = &behaviour.market;
        for (record, trade) in common.records.iter_mut().zip(&events.firms) {
            // A firm with something to hide buys praise.
            let bought = if trade.adulterated { self.terms.fake / (1.0 - self.terms.fake).max(0.01) } else { 0.0 };
            let told = f32::from(trade.praise + trade.complaints);
            record.update(m.memory, f32::from(trade.praise) + bought * told, f32::from(trade.complaints));
        }
    }
}

/// Everybody's public byte for the next month, where neighbours `noticed` these acts.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn public_bytes(results: &MonthResults, noticed: &Lane<Acts>) -> Lane<u8> {
    let MonthResults { month, experience, judgement, .. } = *results;
    let mut byte = [0; LANES];
    for i in 0..LANES {
        let flag = |yes: bool, bit: u8| if yes { bit } else { 0 };
        let open = month.events.acts[i];
        byte[i] = gossip::seen_by_ties(noticed[i])
            | flag(open & CRITICAL != 0, observable::CRITICISED)
            | flag(open & Act::Praise.bit() != 0, observable::PRAISED)
            | flag(is_listed(judgement.standing[i]), observable::LISTED)
            | flag(experience.sanctioned[i] > 0.0, observable::SANCTIONED)
            | flag(experience.wronged[i] > 0.0, observable::HURT);
    }
    byte
}

/// Everybody's traits, acts and hardships; being reported counts as the share `betrayal` of a wrong.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn live_through(
    month: &NeighbourhoodMonth,
    flows: &MoneyFlows,
    betrayal: f32,
    encounters: &Encounters,
    lived: &mut Experience,
) {
    let NeighbourhoodMonth { events, outcomes, minds, .. } = month;
    let (traits, span) = (&month.population.traits, &month.neighbourhood().span);
    let standing = &month.start().place.standing;
    for (lane, column) in lived.temper.iter_mut().zip(&traits.temper) {
        fractions(&column[span.clone()], 1.0, lane);
    }
    fractions(&traits.leaning[span.clone()], 1.0, &mut lived.leaning);
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    acts(minds, events, encounters, lived);
    for i in 0..LANES {
        lived.rewarded[i] = f32::from(events.pull[1][i].max(0)) * (1.0 / 127.0);
        let well = events.befell(i, TREATED_WELL);
        let wronged = outcomes.accused[i] | outcomes.scammed[i] | events.befell(i, TREATED_BADLY);
        lived.wronged[i] = flag(wronged);
        lived.met[i] = flag(outcomes.distressed[i] | wronged | well);
        lived.treated[i] = flag((outcomes.helped[i] | well) & !wronged);
        let worse = (flows.regime[i] < 0.0) & is_listed(standing[i]);
        let reported = events.befell(i, TOLD_ON);
        lived.sanctioned[i] = flag(events.befell(i, WARNED) | flows.fined[i] | worse | reported);
        // A reported person was treated badly by somebody and does not know by whom; her ties see it.
        let wounded = if reported { betrayal } else { 0.0 };
        lived.wronged[i] = lived.wronged[i].max(wounded);
        lived.met[i] = lived.met[i].max(wounded);
        lived.treated[i] *= 1.0 - wounded;
    }
}

/// Wrongs against one's own integrity. A person who stops repaying a loan because she cannot pay commits no wilful
/// wrong, so a default counts only where it was [`WILLED`].
const WRONGS: Acts = acts_where!(|row| matches!(row.nature, Nature::Wrong)) & !Act::Default.bit();

/// How many acts of a set somebody did.
#[inline(always)]
fn count(acts: Acts, of: Acts) -> f32 {
    let mut n = 0.0;
    for act in 0..ACTS {
        n += if of & acts & 1 << act != 0 { 1.0 } else { 0.0 };
    }
    n
}

/// Own acts by domain: whether there was one, whether it agreed with the norm, how much of it the regime explains.
#[inline(always)]
fn acts(minds: &Minds, events: &Events, encounters: &Encounters, lived: &mut Experience) {
    let of_file;
    let done = if encounters.is_empty() {
        &events.acts
    } else {
        of_file = own::as_seen(encounters, events, false);
        &of_file
    };
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let did = |i: usize, act: Act| events.did(i, act);
    let fell = |i: usize, incident| events.befell(i, incident);
    for i in 0..LANES {
        let honest = (done[i] & WRONGS == 0) & !fell(i, WILLED);
        lived.act[0][i] = flag(honest);
        lived.acted[0][i] = flag(!honest | fell(i, OCCASION) | (did(i, Act::Repay) & !fell(i, COLLECTED)));
    }
    for (number, own) in encounters.all.iter().enumerate().filter(|(_, own)| own.norm == Some(Domain::Integrity)) {
        if let Some(met) = own::traces(number, own).met {
            (0..LANES).for_each(|i| lived.acted[0][i] = lived.acted[0][i].max(flag(fell(i, met))));
        }
    }
    for i in 0..LANES {
        // Several acts, towards a stranger, kin and an observed neighbour, count by their mean. The neighbour counts
        // only where nobody was in distress: she was spared or reported.
        let told = did(i, Act::Inform) | did(i, Act::Denounce);
        let spared = fell(i, SPARED) & !fell(i, MET);
        let neighbour = (fell(i, SPARED) | told) & !fell(i, MET);
        let (kind, unkind) = (count(done[i], KIND), count(done[i], UNKIND));
        let helped = flag(spared) + kind;
        let acts = flag(neighbour) + kind + unkind;
        lived.act[1][i] = helped / acts.max(1.0);
        lived.acted[1][i] = acts.min(1.0);
    }
    for i in 0..LANES {
        let disapproves = minds.approval[i] < 0.5;
        let spoke = (disapproves & (events.acts[i] & CRITICAL != 0)) | (!disapproves & did(i, Act::Praise));
        lived.act[2][i] = flag(spoke);
        // Silence is an act for a person with something to criticise.
        lived.acted[2][i] = flag(spoke | disapproves);
    }
    for d in 0..3 {
        for i in 0..LANES {
            let pull = f32::from(events.pull[d][i]) * (1.0 / 127.0);
            lived.explained[d][i] = (pull * (2.0 * lived.act[d][i] - 1.0)).max(0.0);
        }
    }
}

/// ỹ: what the neighbourhood approves of follows what is openly said and done in it.
fn approve(common: &mut Common, persons: usize, events: &Events, encounters: &Encounters, renewal: f32) {
    let times = Times::of(&events.acts[..persons]);
    // Help in an encounter of a file is help.
    let of_file = (!encounters.is_empty()).then(|| Times::of(&own::as_seen(encounters, events, true)[..persons]));
    let seen = of_file.as_ref().unwrap_or(&times);
    let did = |act: Act| f32::from(times.get(act));
    let (met, broken) = own::rules_in_sight(encounters, events, persons);
    let occasions = f32::from(met + events.how_many(OCCASION, persons));
    let kept = occasions - did(Act::Violate) - f32::from(broken);
    let did_any = |act: Act| f32::from(seen.get(act));
    let all = |set: Acts| TABLE.iter().filter(|row| set & row.act.bit() != 0).map(|row| did_any(row.act)).sum::<f32>();
    let (help, walk) = (all(KIND), all(UNKIND));
    let (criticise, praise) = (all(CRITICAL), did(Act::Praise));
    let shares = [(kept, occasions), (help, help + walk), (criticise, criticise + praise)];
    for (approved, (done, all)) in common.approved.iter_mut().zip(shares) {
        if all > 0.0 {
            let now = f32::from(*approved) / 65_535.0;
            *approved = ((now + renewal * (done / all - now)) * 65_535.0 + 0.5) as u16;
        }
    }
}
