//! One month, in six steps: perceive, decide, meet, watch, judge, learn.
//!
//! The state is written in one place, [`turn`], and everybody reads only what the last month left. So the order in
//! which persons, counties or threads are worked cannot matter.

use super::count::{self, Month};
use super::meeting::{self, Matching};
use super::purse::{self, Ledger, Means};
use super::sight::{self, is_listed};
use super::world::{Common, County, World, load, store};
use super::{Institution, Settlement, Witness};
use crate::chance::{LANES, Lane, Purpose};
use crate::life::deeds::{Deeds, MET, OCCASION, WARNED};
use crate::life::learn::{self, Lived, News};
use crate::life::mind::{self, Minds};
use crate::life::terms::{NEUTRAL, Terms};
use crate::life::{self, Place, gossip};
use crate::observatory::tally::{Count, Tally};
use crate::regime::judge::Docket;
use crate::regime::watch;
use crate::society::act::Act;
use crate::society::people::Home;
use crate::society::public::{self, Sight};
use rayon::prelude::*;

/// Turns one month into the next.
pub fn month(
    people: &Settlement,
    institution: &Institution,
    world: &mut World,
    witness: Option<&dyn Witness>,
) -> Tally {
    let before = std::mem::take(&mut world.public);
    let mut after = vec![0; before.len()];
    let terms = institution.regime.terms(&people.society, world.month);
    let context =
        Context { people, institution, terms: &terms, news: world.news, month: world.month, public: &before, witness };
    let months: Vec<(Tally, Ledger)> = split(&mut after, &people.homes)
        .into_par_iter()
        .zip(&people.homes)
        .zip(&mut world.counties)
        .map_init(Vec::new, |deeds, ((after, home), county)| {
            context.live(home, county, deeds);
            context.turn(home, county, deeds, after)
        })
        .collect();
    let mut tally = Tally::default();
    for (counted, ledger) in &months {
        tally.merge(counted);
        world.state += ledger.state;
        world.outside += ledger.outside;
    }
    tally.add(Count::StateAccount, world.state);
    world.news = news(&tally, world.news, people.society.behaviour.learning.news_bias);
    world.public = after;
    world.month += 1;
    tally
}

/// Each county's part of a column of the whole society.
fn split<'a>(mut column: &'a mut [u8], homes: &[Home]) -> Vec<&'a mut [u8]> {
    homes
        .iter()
        .map(|home| {
            let (part, rest) = std::mem::take(&mut column).split_at_mut(home.traits.income.len());
            column = rest;
            part
        })
        .collect()
}

/// What the media make of a month: wrongs are reported louder than kindness. Without events, the old news stay.
fn news(t: &Tally, last: News, bias: f32) -> News {
    let told = |good: i64, bad: i64, last: f32| {
        if good + bad == 0 { last } else { (good as f64 / (good as f64 + f64::from(bias) * bad as f64)) as f32 }
    };
    let accused = t.get(Count::Extorted);
    let found = t.get(Count::FoundAdulterating);
    News {
        strangers: told(t.get(Count::Helped) - accused, accused, last.strangers),
        dealing: told(t.get(Count::Inspected) - found, found + t.get(Count::Traced), last.dealing),
    }
}

/// All that a county needs to know to live through a month.
struct Context<'a> {
    people: &'a Settlement,
    institution: &'a Institution<'a>,
    terms: &'a Terms,
    news: News,
    month: u32,
    public: &'a [u8],
    witness: Option<&'a dyn Witness>,
}

/// What is known of a neighbourhood as it enters the month.
struct Entry<'a> {
    place: Place<'a>,
    minds: Minds,
    income: Lane<u16>,
    standing: Lane<u8>,
}

impl Context<'_> {
    /// Steps 1 and 2: everybody perceives and decides. Reads the state, writes deeds.
    fn live(&self, home: &Home, county: &County, deeds: &mut Vec<Deeds>) {
        deeds.clear();
        deeds.resize_with(home.neighbourhoods.len(), Deeds::default);
        let matching = self.matching(home);
        for (b, deeds) in deeds.iter_mut().enumerate() {
            let entry = self.entry(home, county, b, matching);
            deeds.savings = load(&county.columns.savings, &home.neighbourhoods[b].span);
            let records = &county.commons[b].records;
            life::live(&entry.place, &entry.minds, self.terms, records, &self.people.chance, self.month, deeds);
        }
    }

    fn matching(&self, home: &Home) -> Matching {
        Matching::draw(&self.people.society.behaviour, &self.people.chance, home, self.month)
    }

    /// What the persons of a neighbourhood bring into the month.
    fn entry<'b>(&'b self, home: &'b Home, county: &County, b: usize, matching: Matching) -> Entry<'b> {
        let hood = &home.neighbourhoods[b];
        let (span, traits, columns) = (&hood.span, &home.traits, &county.columns);
        let flags = load(&traits.flags, span);
        let income = load(&traits.income, span);
        let standing = load(&columns.standing, span);
        let score = load(&columns.score, span);
        let repute = load(&columns.repute, span);
        let minds = self.minds(home, county, b, &income, &flags, &score);
        let ahead = matching.ahead(&self.people.chance, home, b, self.month);
        let there = home.neighbourhoods[ahead.other].persons();
        let mut meets = [false; LANES];
        let mut others_repute = [u8::MAX; LANES];
        for i in 0..hood.persons() {
            let v = ahead.of(i);
            meets[i] = v < there;
            if matching.is_local() && meets[i] {
                others_repute[i] = repute[v];
            }
        }
        let slow = standing.map(|s| self.terms.access[s as usize].slow);
        let behaviour = &self.people.society.behaviour;
        let norm = self.people.society.gossip_norm();
        let place = Place { home: hood, behaviour, norm, flags, repute, others_repute, meets, score, slow };
        Entry { place, minds, income, standing }
    }

    fn minds(
        &self,
        home: &Home,
        county: &County,
        b: usize,
        income: &Lane<u16>,
        flags: &Lane<u8>,
        score: &Lane<i16>,
    ) -> Minds {
        let span = &home.neighbourhoods[b].span;
        let (traits, columns) = (&home.traits, &county.columns);
        let d = &self.people.society.behaviour.decision;
        let fraction = |column: &[u8]| load(column, span).map(|x| f32::from(x) * (1.0 / 255.0));
        let means = [d.money, d.own_norm, d.approval, d.custom, d.authority];
        let weight = std::array::from_fn(|k| {
            load(&traits.weights[k], span)
                .map(|w| means[k] / d.noise * (1.0 + d.spread * (f32::from(w) * (2.0 / 255.0) - 1.0)))
        });
        let savings = load(&columns.savings, span);
        let mut ease = [1.0; LANES];
        let mut worth = [0.0; LANES];
        for i in 0..LANES {
            ease[i] = mind::ease(d, f32::from(income[i]), savings[i] as f32);
        }
        if let Some(w) = &self.terms.worth {
            for i in 0..LANES {
                worth[i] = w.at(score[i], f32::from(income[i]), flags[i]);
            }
        }
        let shame = self.terms.shaming * d.shame / 255.0;
        Minds {
            weight,
            ease,
            norm: std::array::from_fn(|k| fraction(&columns.norm[k])),
            custom: std::array::from_fn(|k| fraction(&columns.custom[k])),
            approved: county.commons[b].approved.map(|a| f32::from(a) / 65_535.0),
            trust: fraction(&columns.trust),
            felt: fraction(&columns.felt),
            approval: fraction(&columns.approval),
            worth,
            shame: load(&traits.shame, span).map(|s| f32::from(s) * shame),
        }
    }

    /// Steps 3 to 6: acts of both sides meet, channels see some of it, the institution judges, people learn. The only
    /// place that writes the state.
    fn turn(&self, home: &Home, county: &mut County, deeds: &mut [Deeds], after: &mut [u8]) -> (Tally, Ledger) {
        let matching = self.matching(home);
        let mut tally = Tally::default();
        let mut ledger = Ledger::default();
        let (behaviour, chance) = (&self.people.society.behaviour, &self.people.chance);
        for b in 0..home.neighbourhoods.len() {
            let hood = &home.neighbourhoods[b];
            let outcome = meeting::meet(behaviour, self.terms, chance, home, matching, b, self.month, deeds);
            let entry = self.entry(home, county, b, matching);
            let (traits, span) = (&home.traits, &hood.span);
            let grounded = entry.standing.map(|s| self.terms.access[s as usize].grounded);
            let household = load(&traits.household, span);
            let seen =
                sight::look(hood, &load(&traits.ties, span), &household, &entry.standing, &grounded, self.public);
            let fifth = load(&traits.fifth, span);
            let records = self.records(hood.first, hood.urban, &fifth, &deeds[b]);
            let age = load(&traits.age, span);
            let means = Means {
                income: &entry.income,
                age: &age,
                flags: &entry.place.flags,
                ease: &entry.minds.ease,
                standing: &entry.standing,
            };
            let flows = purse::settle(behaviour, self.terms, hood, &means, &deeds[b], &outcome, &mut ledger);
            let judged = self.judge(home, county, b, &records, &deeds[b], &seen);
            let lived = self.lived(home, b, &entry, &deeds[b], &outcome, &flows, seen);
            self.learn(home, county, b, &entry, &lived, &deeds[b], &flows, &judged, after);
            let month = Month {
                hood,
                terms: self.terms,
                survey: behaviour.speech.survey,
                in_force: self.institution.regime.in_force(self.month),
                code: &self.institution.code,
                columns: &county.columns,
                before: &entry.standing,
                income: &entry.income,
                flags: &entry.place.flags,
                fifth: &fifth,
                deeds: &deeds[b],
                outcome: &outcome,
                records: &records,
                flows: &flows,
                lived: &lived,
            };
            count::count(&month, &mut tally);
        }
        (tally, ledger)
    }

    /// Step 4: what the channels see.
    fn records(&self, first: u32, urban: bool, fifth: &Lane<u8>, deeds: &Deeds) -> Lane<u8> {
        match &self.institution.eyes {
            Some(eyes) if self.institution.regime.in_force(self.month) => {
                let mut draws = [[0; LANES]; 4];
                self.people.chance.lanes(Purpose::Watch, first, self.month, &mut draws);
                watch::watch(eyes, &deeds.acts, urban, fifth, &draws)
            }
            _ => [0; LANES],
        }
    }

    /// Step 5: the institution judges by its dockets and records; the same judge, given perfect sight of own acts,
    /// says what would have been deserved. Returns the new standings.
    fn judge(
        &self,
        home: &Home,
        county: &mut County,
        b: usize,
        records: &Lane<u8>,
        deeds: &Deeds,
        seen: &sight::Seen,
    ) -> Lane<u8> {
        let (hood, columns) = (&home.neighbourhoods[b], &mut county.columns);
        let (span, code) = (&hood.span, &self.institution.code);
        if !self.institution.regime.in_force(self.month) {
            store(&mut columns.standing, span, &[NEUTRAL; LANES]);
            return [NEUTRAL; LANES];
        }
        let mut docket = Docket { score: load(&columns.score, span), months: load(&columns.months, span) };
        let before = docket.score;
        code.judge(&mut docket, records, &seen.family, &seen.friends);
        let mut ideal = Docket { score: load(&columns.deserved, span), months: load(&columns.deserved_months, span) };
        // Bought points are no deeds.
        let own = deeds.acts.map(|acts| acts & !Act::Donate.bit());
        code.judge(&mut ideal, &own, &[0; LANES], &[0; LANES]);
        let mut standing = [NEUTRAL; LANES];
        for i in 0..LANES {
            standing[i] = code.standing(docket.score[i], docket.months[i]);
        }
        if let Some(witness) = self.witness {
            for i in 0..hood.persons() {
                let rulings = code.rulings(before[i], records[i], seen.family[i], seen.friends[i]);
                witness.judged(hood.first + i as u32, self.month, &rulings, docket.score[i]);
            }
        }
        store(&mut columns.score, span, &docket.score);
        store(&mut columns.months, span, &docket.months);
        store(&mut columns.deserved, span, &ideal.score);
        store(&mut columns.deserved_months, span, &ideal.months);
        store(&mut columns.standing, span, &standing);
        standing
    }

    /// What everybody lived through.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    fn lived(
        &self,
        home: &Home,
        b: usize,
        entry: &Entry,
        deeds: &Deeds,
        outcome: &meeting::Outcome,
        flows: &purse::Flows,
        seen: sight::Seen,
    ) -> Lived {
        let span = &home.neighbourhoods[b].span;
        let fraction = |column: &[u8]| load(column, span).map(|x| f32::from(x) * (1.0 / 255.0));
        let mut lived = Lived {
            sight: seen.sight,
            ties: seen.ties,
            regime: flows.regime,
            life: flows.life,
            temper: std::array::from_fn(|d| fraction(&home.traits.temper[d])),
            leaning: fraction(&home.traits.leaning),
            ..Lived::default()
        };
        let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
        for i in 0..LANES {
            let (acts, fate) = (deeds.acts[i], deeds.fate[i]);
            let did = |act: Act| acts & act.bit() != 0;
            let honest = acts & gossip::WRONGS == 0;
            let disapproves = entry.minds.approval[i] < 0.5;
            let spoke = if disapproves { did(Act::Criticise) } else { did(Act::Praise) };
            let act = [honest, did(Act::Help), spoke];
            // Silence is an act for whoever has something to criticise.
            let acted = [!honest | (fate & OCCASION != 0), fate & MET != 0, spoke | disapproves];
            for d in 0..3 {
                lived.act[d][i] = flag(act[d]);
                lived.acted[d][i] = flag(acted[d]);
                let pull = f32::from(deeds.pull[d][i]) * (1.0 / 127.0);
                lived.explained[d][i] = if act[d] { pull } else { -pull }.max(0.0);
            }
            lived.met[i] = flag(outcome.distressed[i] | outcome.accused[i]);
            lived.treated[i] = flag(outcome.helped[i] & !outcome.accused[i]);
            let worse = flows.regime[i] < 0.0 && is_listed(entry.standing[i]);
            lived.sanctioned[i] = flag((fate & WARNED != 0) | flows.fined[i] | worse);
        }
        lived
    }

    /// Step 6: people learn, repute is told, and what can be seen of everybody is laid out for the next month.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    fn learn(
        &self,
        home: &Home,
        county: &mut County,
        b: usize,
        entry: &Entry,
        lived: &Lived,
        deeds: &Deeds,
        flows: &purse::Flows,
        standing: &Lane<u8>,
        after: &mut [u8],
    ) {
        let hood = &home.neighbourhoods[b];
        let behaviour = &self.people.society.behaviour;
        let mut rounding = [[0; LANES]; 4];
        self.people.chance.lanes(Purpose::Rounding, hood.first, self.month, &mut rounding);
        let mut words = [[0; LANES]; 4];
        self.people.chance.lanes(Purpose::Gossip, hood.first, self.month, &mut words);
        let inner = learn::learn(
            &entry.minds,
            lived,
            self.terms,
            self.news,
            &behaviour.learning,
            behaviour.law.felt,
            &rounding,
        );
        let g = &behaviour.gossip;
        let mut repute = entry.place.repute;
        let mut byte = [0; LANES];
        for i in 0..LANES {
            let noticed = gossip::noticed(g, words[0][i]);
            let acts = if noticed { deeds.acts[i] } else { 0 };
            let other = entry.place.others_repute[i];
            repute[i] = gossip::told(g, entry.place.norm, repute[i], other, acts, words[0][i], rounding[3][i]);
            let flag = |yes: bool, bit: u8| if yes { bit } else { 0 };
            let open = deeds.acts[i];
            byte[i] = gossip::seen_by_ties(acts)
                | flag(open & Act::Criticise.bit() != 0, public::CRITICISED)
                | flag(open & Act::Praise.bit() != 0, public::PRAISED)
                | flag(is_listed(standing[i]), public::LISTED)
                | flag(lived.sanctioned[i] > 0.0, public::SANCTIONED)
                | flag(lived.met[i] > lived.treated[i], public::HURT);
        }
        county.columns.store_inner(&hood.span, &inner);
        store(&mut county.columns.repute, &hood.span, &repute);
        store(&mut county.columns.savings, &hood.span, &flows.savings);
        store(after, &hood.span, &byte);
        approve(&mut county.commons[b], hood.persons(), deeds, behaviour.learning.approval_renewal);
        let m = &behaviour.market;
        for (record, trade) in county.commons[b].records.iter_mut().zip(&deeds.firms) {
            // A firm that has something to hide buys praise.
            let bought = if trade.adulterated { self.terms.fake / (1.0 - self.terms.fake).max(0.01) } else { 0.0 };
            let told = f32::from(trade.praise + trade.complaints);
            record.update(m.memory, f32::from(trade.praise) + bought * told, f32::from(trade.complaints));
        }
    }
}

/// ỹ: what the neighbourhood approves of follows what is openly said and done in it.
fn approve(common: &mut Common, persons: usize, deeds: &Deeds, renewal: f32) {
    let mut acts = Sight::default();
    let mut fate = Sight::default();
    deeds.acts[..persons].iter().for_each(|a| acts.add(*a));
    deeds.fate[..persons].iter().for_each(|f| fate.add(*f));
    let did = |act: Act| f32::from(acts.count(act.bit()));
    let occasions = f32::from(fate.count(OCCASION));
    let (help, walk) = (did(Act::Help), did(Act::WalkOn));
    let (criticise, praise) = (did(Act::Criticise), did(Act::Praise));
    let shares = [(occasions - did(Act::Violate), occasions), (help, help + walk), (criticise, criticise + praise)];
    for (approved, (done, all)) in common.approved.iter_mut().zip(shares) {
        if all > 0.0 {
            let now = f32::from(*approved) / 65_535.0;
            *approved = ((now + renewal * (done / all - now)) * 65_535.0 + 0.5) as u16;
        }
    }
}
