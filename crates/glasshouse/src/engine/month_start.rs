//! The start of a month: the state of a neighbourhood's persons, read from the columns.

use super::columns::{convert, fractions, load};
use super::context::Context;
use super::matching::Matching;
use super::world::{Columns, TownState, TownView};
use crate::life::access::Access;
use crate::life::decision::{self, Minds};
use crate::life::firm_terms::FirmStanding;
use crate::life::learning::FELT_UNITS;
use crate::life::need::{Circumstances, frailty, kinship};
use crate::life::place::Place;
use crate::life::terms::{NEUTRAL, Terms, is_listed};
use crate::life::work::{Earners, PRISON};
use crate::regime::RolloutUnit;
use crate::regime::adjudication::Docket;
use crate::regime::firm_scoring::Dossier;
use crate::rng::{LANES, Lane, Purpose, Stream, unit};
use crate::society::behaviour::Decision;
use crate::society::marginals::AGES;
use crate::society::observable::LISTED;
use crate::society::traits::{FIRMS, INTERNET, Neighbourhood, TownPopulation, Traits};
use multiversion::multiversion;
use std::ops::Range;

/// Who is not told the rules of a regime.
const WITHHELD: Stream = Stream::named("withheld");

/// The state of a neighbourhood at the start of the month.
pub struct MonthStart<'a> {
    /// Everybody's surroundings.
    pub place: Place<'a>,
    /// Who has a docket.
    pub docket: Lane<bool>,
    /// Whether each was ruled against in an earlier month.
    pub prior: Lane<bool>,
    /// Standings that perfect sight of own acts would have given them.
    pub deserved: Lane<u8>,
}

/// The persons whom their standing shuts out of something.
pub fn closed(terms: &Terms, standing: &Lane<u8>, what: impl Fn(&Access) -> bool) -> Lane<bool> {
    let all = terms.access.iter().enumerate().fold(0, |all, (s, access)| all | u32::from(what(access)) << s);
    let mut closed = [false; LANES];
    for i in 0..LANES {
        closed[i] = all >> standing[i] & 1 != 0;
    }
    closed
}

/// Reads the traits of the persons at some places of a neighbourhood and their state after the last month. `span` is
/// their range in the columns; `shame` is what being known as listed to ten people costs the person who
/// minds it most, yuan.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn recalled(
    d: &Decision,
    shame: f32,
    traits: &Traits,
    columns: &Columns,
    span: Range<usize>,
    places: Range<usize>,
    minds: &mut Minds,
) {
    for (w, mean) in [d.money, d.own_norm, d.approval, d.custom, d.authority].into_iter().enumerate() {
        let mean = mean / d.noise;
        let weight = |trait_: u8| mean * (1.0 + d.spread * (f32::from(trait_) * (2.0 / 255.0) - 1.0));
        convert(&traits.weights[w][span.clone()], &mut minds.weight[w][places.clone()], weight);
    }
    for k in 0..3 {
        fractions(&columns.norm[k][span.clone()], 1.0, &mut minds.norm[k][places.clone()]);
        fractions(&columns.custom[k][span.clone()], 1.0, &mut minds.custom[k][places.clone()]);
    }
    fractions(&columns.trust[span.clone()], 1.0, &mut minds.trust[places.clone()]);
    for (felt, column) in minds.felt.iter_mut().zip(&columns.felt) {
        fractions(&column[span.clone()], 255.0 / FELT_UNITS, &mut felt[places.clone()]);
    }
    fractions(&columns.approval[span.clone()], 1.0, &mut minds.approval[places.clone()]);
    fractions(&traits.shame[span], shame, &mut minds.shame[places]);
}

/// How far the persons at some places accept rules of people with these standards: as far as their own norms are the
/// same, to the extent of `consent`, and otherwise as far as they approve of the government, which lets them.
fn accepted(consent: f32, standards: [f32; 3], places: Range<usize>, minds: &mut Minds) {
    for i in places {
        let apart = (0..3).map(|d| (minds.norm[d][i] - standards[d]).abs()).sum::<f32>() * (1.0 / 3.0);
        minds.legitimacy[i] += consent * (1.0 - apart - minds.legitimacy[i]);
    }
}

/// The state of the persons of neighbourhood `k` at the start of the month; their minds are written to `minds`.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn read<'b>(
    context: &Context<'b>,
    population: &'b TownPopulation,
    state: &TownState,
    k: usize,
    matching: &Matching,
    minds: &mut Minds,
) -> MonthStart<'b> {
    context.month_start(population, state, k, matching, minds)
}

impl<'b> Context<'b> {
    /// The state of the persons of neighbourhood `k` at the start of the month; their minds are written to `minds`.
    #[inline(always)]
    fn month_start(
        &self,
        population: &'b TownPopulation,
        state: &TownState,
        k: usize,
        matching: &Matching,
        minds: &mut Minds,
    ) -> MonthStart<'b> {
        let neighbourhood = &population.neighbourhoods[k];
        let (span, traits, columns) = (&neighbourhood.span, &population.traits, &state.columns);
        let flags = load(&traits.flags, span);
        let (usual, age) = (load(&traits.income, span), load(&traits.age, span));
        let work = load(&columns.work, span);
        let scale = &self.pay[usize::from(neighbourhood.urban)];
        let earners = Earners { usual: &usual, work: &work, age: &age };
        let mut income = scale.incomes(&earners, &self.people.rng, neighbourhood.first, self.month);
        for i in 0..LANES {
            income[i] = if work[i] & PRISON != 0 { 0 } else { income[i] };
        }
        let standing = load(&columns.standing, span);
        let score = load(&columns.score, span);
        let repute = load(&columns.repute, span);
        self.recall(TownView { population, state }, k, 0..neighbourhood.persons(), minds);
        minds.flags = flags;
        let Docket { months, prior, .. } = Docket::read(score, &load(&columns.months, span), None);
        let (savings, household) = (load(&columns.savings, span), load(&traits.household, span));
        self.ease(&income, &savings, minds);
        let persons = neighbourhood.persons();
        let here = Circumstances { household: &household, age: &age, flags: &flags, income: &income, persons };
        let kin = kinship(&self.people.society.behaviour, &here);
        minds.need = here.needs(&self.people.society.behaviour, self.terms, &kin, &savings);
        self.fear(population, k, &usual, (&score, &months), minds);
        let docket = self.dockets(neighbourhood, &prior, minds);
        let ahead = matching.ahead(population, k);
        let there = population.neighbourhoods[ahead.other].persons();
        let mut meets = [false; LANES];
        let mut others_repute = [u8::MAX; LANES];
        let opinions = state.commons[k].opinions.as_deref();
        for i in 0..LANES {
            meets[i] = (i < neighbourhood.persons()) & (ahead.of(i) < there);
        }
        if matching.is_local() {
            for i in (0..neighbourhood.persons()).filter(|i| meets[*i]) {
                let v = ahead.of(i);
                others_repute[i] = opinions.map_or(repute[v], |opinions| opinions.of(i, v));
            }
        } else if self.terms.shown_to_all {
            let first = population.neighbourhoods[ahead.other].first as usize;
            for i in (0..neighbourhood.persons()).filter(|i| meets[*i]) {
                let listed = self.public[first + ahead.of(i)] & LISTED != 0;
                others_repute[i] = if listed { 0 } else { u8::MAX };
            }
        }
        let shown =
            if matching.is_local() { self.terms.tier_met_by_neighbours } else { self.terms.tier_met_by_strangers };
        let others_regard = shown.then(|| {
            let theirs = load(&columns.standing, &population.neighbourhoods[ahead.other].span);
            let regard = |i: usize| self.terms.access[usize::from(theirs[ahead.of(i)])].regard;
            std::array::from_fn(|i| if meets[i] { regard(i) } else { 0.0 })
        });
        let behaviour = &self.people.society.behaviour;
        let mut others_frailty = [1.0; LANES];
        if behaviour.distress.old > 0.0 || behaviour.distress.poor > 0.0 {
            let span = &population.neighbourhoods[ahead.other].span;
            let old = self.people.society.marginals.age.value[AGES - 1] as f32;
            let (ages, incomes, mut theirs) = (load(&traits.age, span), load(&traits.income, span), [1.0; LANES]);
            for i in 0..LANES {
                theirs[i] = frailty(behaviour, old, ages[i], incomes[i]);
            }
            ahead.fetch(&theirs, persons, there, &mut others_frailty);
        }
        let mut slow = closed(self.terms, &standing, |access| access.slow);
        for i in 0..LANES {
            slow[i] &= flags[i] & INTERNET != 0;
        }
        let norm = self.norm;
        let debt = load(&columns.debt, span);
        let deserved = self.deserved(columns, span, &standing);
        let mut wrongly = [false; LANES];
        (0..LANES).for_each(|i| wrongly[i] = is_listed(standing[i]) & !is_listed(deserved[i]));
        let mut esteem = repute;
        if let Some(opinions) = opinions {
            (0..neighbourhood.persons()).for_each(|i| esteem[i] = opinions.of(i, i));
        }
        let broken = state.commons[k].broken;
        let place = Place {
            home: neighbourhood,
            behaviour,
            norm,
            dread: self.people.society.ways.dread,
            neighbours: matching.is_local(),
            flags,
            household,
            repute,
            esteem,
            others_repute,
            others_regard,
            others_frailty,
            meets,
            score,
            slow,
            standing,
            months,
            wrongly,
            income,
            usual,
            age,
            work,
            support: kin.support,
            debt,
            won: state.books.won(self.month, span),
            firms: self.firms(&state.commons[k].dossiers),
            broken,
            venal: state.commons[k].venal,
            dealing: self.news.dealing,
            distrust: self.news.distrust,
        };
        MonthStart { place, docket, prior, deserved }
    }

    /// Standings and scores of firms: none where firms are not scored.
    pub(super) fn firms(&self, dossiers: &[Dossier; FIRMS]) -> [FirmStanding; FIRMS] {
        match (&self.terms.firms, &self.institution.regime.firms) {
            (Some(_), Some(firms)) => {
                dossiers.map(|d| FirmStanding { standing: firms.standing(d.score, d.months), score: d.score })
            }
            _ => [FirmStanding::NONE; FIRMS],
        }
    }

    /// Standings if every act had been seen correctly and only own acts counted.
    #[inline(always)]
    fn deserved(&self, columns: &Columns, span: &Range<usize>, standing: &Lane<u8>) -> Lane<u8> {
        if !self.in_force {
            return *standing;
        }
        let (score, months) = (load(&columns.deserved, span), load(&columns.deserved_months, span));
        let mut deserved = self.institution.code.standings(&score, &months);
        for i in 0..LANES {
            deserved[i] = if standing[i] == NEUTRAL { NEUTRAL } else { deserved[i] };
        }
        deserved
    }

    /// Who has a docket: everybody, or those who joined and whom the regime has reached. For others points are worth
    /// nothing and nothing is shameful. Those who were not told the rules have a docket and foresee as little, until a
    /// ruling has gone against them.
    fn dockets(&self, neighbourhood: &Neighbourhood, prior: &Lane<bool>, minds: &mut Minds) -> Lane<bool> {
        let regime = &self.institution.regime;
        let opt_in = regime.score.as_ref().map_or(1.0, |score| score.opt_in);
        let (reached, withheld) = (self.table.share_of(RolloutUnit::Person), regime.visibility.withheld);
        let mut docket = [true; LANES];
        if !self.in_force || (opt_in >= 1.0 && reached.is_none() && withheld <= 0.0) {
            return docket;
        }
        let mut draws = [[0; LANES]; 4];
        if opt_in < 1.0 {
            self.people.rng.lanes(Purpose::OptIn, neighbourhood.first, 0, &mut draws);
            docket = draws[0].map(|word| unit(word) < opt_in);
        }
        if let Some(share) = reached {
            let persons = self.people.reaches_persons(neighbourhood.first, share);
            (0..LANES).for_each(|i| docket[i] &= persons[i]);
        }
        let mut foresees = docket;
        if withheld > 0.0 {
            self.people.rng.lanes(WITHHELD, neighbourhood.first, 0, &mut draws);
            (0..LANES).for_each(|i| foresees[i] &= (unit(draws[0][i]) >= withheld) | prior[i]);
        }
        for i in (0..LANES).filter(|i| !foresees[*i]) {
            (minds.worth[i], minds.listing[i], minds.shame[i]) = (0.0, 0.0, 0.0);
        }
        docket
    }

    /// Norms, expectations and feelings of the persons at some places after the last month, and their constant
    /// weights.
    pub(super) fn recall(
        &self,
        TownView { population, state }: TownView,
        k: usize,
        places: Range<usize>,
        minds: &mut Minds,
    ) {
        let start = population.neighbourhoods[k].span.start;
        let span = start + places.start..start + places.end;
        let d = &self.people.society.behaviour.decision;
        let of = places.clone();
        recalled(d, self.terms.publicity() * d.shame, &population.traits, &state.columns, span, places, minds);
        minds.legitimacy[of.clone()].copy_from_slice(&minds.approval[of.clone()]);
        if let Some(standards) = self.terms.standards {
            accepted(d.consent, standards, of, minds);
        }
        minds.approved = state.commons[k].approved.map(|a| f32::from(a) / 65_535.0);
        minds.informers = f32::from(state.commons[k].informers) / 65_535.0;
        minds.clean = self.people.society.behaviour.discretion.usual - state.commons[k].venal;
    }

    /// The sum at which money has half its pull on everybody.
    fn ease(&self, income: &Lane<u16>, savings: &Lane<u32>, minds: &mut Minds) {
        let decision = &self.people.society.behaviour.decision;
        for i in 0..LANES {
            // Savings beyond 2^31 yuan count as that much: no decision depends on the difference. An income floor
            // eases need as income does.
            let income = f32::from(income[i]).max(self.terms.floor);
            minds.ease[i] = decision::ease(decision, income, savings[i].min(i32::MAX as u32) as i32 as f32);
        }
    }
}
