//! Encounters that a file adds: one step for all of them.
//!
//! Who: the people whom the file names. Options: two; one agrees with the norm that the file names (a = 1). It is
//! decided by the same rule, with the same terms, as in the encounters of the model, and what others make of its acts
//! is the same, too. An encounter with the name of one of the model is lived in its stead: `road` and `staged` written
//! as a file give the same bytes as the model's own.

use super::decision::{Minds, gossip_stake};
use super::encounter::{Encounter, Luck, On, RegimeSection, Setting, TriedBy, told, untold};
use super::events::{Events, Incident, pull};
use super::place::Place;
use super::terms::Terms;
use super::{decision, gossip, road, staged};
use crate::rng::{LANES, Lane, Stream, logistic, nth, places, unit, whole};
use crate::society::act::{Act, Acts, Notice};
use crate::society::own_encounter::{Choosable, Counterpart, Domain, Encounters, MOST_OWN, OwnEncounter, Position};
use multiversion::multiversion;

/// Met the occasion of an encounter, by its number.
pub const MET: [Incident; MOST_OWN] = [Incident::new(36), Incident::new(37), Incident::new(38), Incident::new(39)];
/// Was found out in it.
pub const FOUND: [Incident; MOST_OWN] = [Incident::new(42), Incident::new(43), Incident::new(44), Incident::new(45)];
/// Is in the position to meet it.
pub const PLACED: [Incident; MOST_OWN] = [Incident::new(53), Incident::new(54), Incident::new(55), Incident::new(56)];
/// Chose the option against the norm.
pub const BROKE: [Incident; MOST_OWN] = [Incident::new(57), Incident::new(58), Incident::new(59), Incident::new(62)];
/// Somebody treated her well in one of these encounters.
pub const TREATED_WELL: Incident = Incident::new(46);
/// Somebody treated her badly.
pub const TREATED_BADLY: Incident = Incident::new(47);

/// The description of these encounters.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "own",
    meaning: "encounters that a file adds: people choose between two options, with or without somebody else",
    reduces_to: "choice under risk and norms, as in the other encounters",
    on: On::Under(RegimeSection::Encounter),
    streams: &[],
    incidents: &[
        untold(MET[0]),
        untold(MET[1]),
        untold(MET[2]),
        untold(MET[3]),
        told(FOUND[0], "found out in an encounter of the file"),
        told(FOUND[1], "found out in an encounter of the file"),
        told(FOUND[2], "found out in an encounter of the file"),
        told(FOUND[3], "found out in an encounter of the file"),
        untold(PLACED[0]),
        untold(PLACED[1]),
        untold(PLACED[2]),
        untold(PLACED[3]),
        untold(BROKE[0]),
        untold(BROKE[1]),
        untold(BROKE[2]),
        untold(BROKE[3]),
        told(TREATED_WELL, "treated well by somebody"),
        told(TREATED_BADLY, "cheated or wronged by somebody"),
    ],
    tried_by: TriedBy { cases: &[], says: "`road` and `staged` as files give the same bytes (a law)" },
    live: None,
};

/// The incidents of one encounter.
pub struct Traces {
    /// She met its occasion; `None` where nothing notes it.
    pub met: Option<Incident>,
    /// She chose the option against the norm.
    pub broke: Option<Incident>,
    /// It was reported.
    pub reported: Option<Incident>,
    /// It was found out.
    pub found: Incident,
    /// She is in the position to meet it.
    pub placed: Option<Incident>,
}

/// The incidents of the encounter with this number. One in the stead of an encounter of the model has the same ones.
pub fn traces(number: usize, own: &OwnEncounter) -> Traces {
    let none = Traces { met: None, broke: None, reported: None, found: FOUND[number], placed: None };
    match own.key.as_str() {
        "road" => Traces { met: Some(road::OCCASION), found: road::CAUGHT, ..none },
        "staged" => {
            Traces { broke: Some(staged::STAGES), reported: Some(staged::REPORTED), found: staged::SOLVED, ..none }
        }
        _ => Traces { met: Some(MET[number]), broke: Some(BROKE[number]), placed: Some(PLACED[number]), ..none },
    }
}

/// The names of the encounters of the model that a file can replace.
pub const REPLACEABLE: [&str; 2] = ["road", "staged"];

/// The draws of an encounter: occasion, act, whether it is found out, whether it is reported; derived from the last:
/// the other. Where few meet it, one word has them all, and derived from it are act, report, finding and the other.
pub fn stream(own: &OwnEncounter) -> Stream {
    Stream::named(&own.key)
}

/// The word that says with whom each deals.
pub fn word_of_other(own: &OwnEncounter, draws: &[Lane<u32>; 4], i: usize) -> u32 {
    if own.rare { nth(draws[0][i], 4) } else { nth(draws[3][i], 1) }
}

/// Whether an act can be noticed by people nearby.
fn is_noticed(encounters: &Encounters, act: Option<Act>) -> bool {
    let notice = act.map(|act| encounters.own(act).map_or(act.row().map(|row| row.notice), |own| Some(own.notice)));
    matches!(notice.flatten(), Some(Notice::Seen | Notice::Talked | Notice::Said))
}

/// Lives the encounter with this number.
pub(super) fn live(number: usize, s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    let own = &s.encounters.all[number];
    let mut rates = rates(own, s, luck);
    let away = s.terms.access.map(|access| access.away[number]);
    if away.iter().any(|away| *away != 0.0) {
        (0..LANES).for_each(|i| rates[i] *= 1.0 - away[usize::from(s.place.standing[i])]);
    }
    let talked = is_noticed(s.encounters, own.breaks.act) || is_noticed(s.encounters, own.keeps.act);
    let case = Case { own, traces: &traces(number, own), talked, place: s.place, minds: s.minds, terms: s.terms };
    if own.rare {
        few(&case, &rates, &luck.word(stream(own)), deeds);
    } else {
        many(&case, &rates, luck.draws(stream(own)), deeds);
    }
}

/// How often everybody meets it this month; those in the position are noted in `PLACED` where that is counted.
fn rates(own: &OwnEncounter, s: &Setting, luck: &Luck) -> Lane<f32> {
    let in_part = own.among.iter().any(|position| position.share < 1.0);
    // The same persons every month.
    let lot = if in_part {
        luck.rng.lane(Stream::named(&format!("{} position", own.key)), luck.first, 0)
    } else {
        [0; LANES]
    };
    let mut rates = [0.0; LANES];
    own.among.iter().for_each(|position| hold(position, s, &lot, &mut rates));
    rates
}

/// The chance of those who are in a position.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn hold(position: &Position, s: &Setting, lot: &Lane<u32>, rates: &mut Lane<f32>) {
    let Position { flag, ages, fifths, places, share, chance } = *position;
    let here = places >> u8::from(s.place.home.urban) & 1 != 0;
    for i in 0..LANES {
        let fits = here
            & ((flag == 0) | (s.place.flags[i] & flag != 0))
            & (ages >> (s.place.age[i] & 7) & 1 != 0)
            & (fifths >> (s.fifth[i] & 7) & 1 != 0)
            & (unit(lot[i]) < share);
        rates[i] = if fits { chance } else { rates[i] };
    }
}

/// One encounter of a neighbourhood's month.
struct Case<'a> {
    own: &'a OwnEncounter,
    traces: &'a Traces,
    /// Whether people nearby may talk about what is done.
    talked: bool,
    place: &'a Place<'a>,
    minds: &'a Minds,
    terms: &'a Terms,
}

impl Case<'_> {
    /// Chance that the act against the norm is found out if it is reported.
    #[inline(always)]
    fn sight(&self) -> f32 {
        let found = self.own.breaks.found;
        if self.own.breaks.police { (found * self.terms.police[0]).min(1.0) } else { found }
    }

    /// What an option brings her, fines apart; yuan.
    #[inline(always)]
    fn value(&self, option: &Choosable, i: usize) -> f32 {
        option.worth + option.pays + option.takes + option.pays_income * f32::from(self.place.usual[i])
    }

    /// What neighbours' talk about it is worth, yuan.
    #[inline(always)]
    fn talk(&self, stake: f32, i: usize) -> f32 {
        if !self.talked || stake == 0.0 {
            return 0.0;
        }
        match self.own.norm {
            Some(Domain::Care) => {
                let stranger = self.own.with == Counterpart::PasserBy;
                let other = if stranger { self.place.others_repute[i] } else { 255 };
                gossip::talk(self.place.behaviour, self.place.norm, self.place.repute[i], other)
            }
            Some(_) => stake,
            None => 0.0,
        }
    }

    /// Chance of the option that agrees with the norm, and how much of the decision the regime explains.
    #[inline(always)]
    fn decide(&self, stake: f32, i: usize) -> (f32, f32) {
        let Case { own, minds, terms, .. } = self;
        let risk = own.breaks.reported * self.sight();
        let material =
            risk * own.breaks.fine + self.talk(stake, i) - self.value(&own.breaks, i) + self.value(&own.keeps, i);
        let expects = |act: Option<Act>| act.map_or(0.0, |act| minds.reckon(terms, act, i));
        let regime = expects(own.keeps.act) - expects(own.breaks.act);
        let pulled = |delta: f32| minds.weight[0][i] * decision::money(delta, minds.ease[i]);
        let norms = own.norm.map_or(0.0, |d| minds.norms(d, terms.promoted[d as usize], i));
        let mine = pulled(material) + norms - own.need * minds.need[i];
        let by_regime = pulled(material + regime) - pulled(material);
        (logistic(mine + by_regime), by_regime / (by_regime.abs() + mine.abs() + 1e-6))
    }

    /// Notes a pull of the regime: where the month has none in this domain yet, or where she met the occasion.
    #[inline(always)]
    fn explain(&self, deeds: &mut Events, i: usize, met: bool, by_regime: f32) {
        if let Some(domain) = self.own.norm {
            let noted = &mut deeds.pull[domain as usize][i];
            *noted = if met | (*noted == 0) { pull(by_regime) } else { *noted };
        }
    }
}

/// Where many meet it. Draws: occasion, act, found out, reported.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn many(case: &Case, rates: &Lane<f32>, draws: &[Lane<u32>; 4], deeds: &mut Events) {
    let Case { own, traces, .. } = *case;
    let (stake, sight) = (gossip_stake(case.place.behaviour), case.sight());
    let bit = |act: Option<Act>| act.filter(|_| own.with == Counterpart::Nobody).map_or(0, Act::bit);
    let (kept, broken) = (bit(own.keeps.act), bit(own.breaks.act));
    for i in 0..LANES {
        let (chance, by_regime) = case.decide(stake, i);
        let met = unit(draws[0][i]) < rates[i];
        let breaks = met & (unit(draws[1][i]) >= chance);
        let found = breaks & (unit(draws[2][i]) < sight) & (unit(draws[3][i]) < own.breaks.reported);
        deeds.acts[i] |= Acts::from(breaks) * broken | Acts::from(met & !breaks) * kept;
        for (trace, so) in [(traces.met, met), (traces.broke, breaks), (traces.placed, rates[i] > 0.0)] {
            if let Some(incident) = trace {
                deeds.befalls(i, incident, so);
            }
        }
        deeds.befalls(i, traces.found, found);
        case.explain(deeds, i, met, by_regime);
    }
}

/// Where few meet it. One word for each: whether there is an occasion; derived from it, for the few who have one: the
/// act, the report and whether it is found out.
fn few(case: &Case, rates: &Lane<f32>, draws: &Lane<u32>, deeds: &mut Events) {
    let Case { own, traces, .. } = *case;
    let (stake, sight) = (gossip_stake(case.place.behaviour), case.sight());
    let mut met = [false; LANES];
    for i in 0..LANES {
        met[i] = unit(draws[i]) < rates[i];
    }
    if let Some(incident) = traces.placed {
        (0..LANES).for_each(|i| deeds.befalls(i, incident, rates[i] > 0.0));
    }
    let alone = own.with == Counterpart::Nobody;
    for i in places(&met) {
        let word = draws[i];
        let (chance, by_regime) = case.decide(stake, i);
        let breaks = unit(nth(word, 1)) >= chance;
        if let Some(incident) = traces.met {
            deeds.befalls(i, incident, true);
        }
        if let Some(act) = own.keeps.act.filter(|_| alone) {
            deeds.does(i, act, !breaks);
        }
        if breaks {
            let reported = unit(nth(word, 2)) < own.breaks.reported;
            if let Some(act) = own.breaks.act.filter(|_| alone) {
                deeds.does(i, act, true);
            }
            traces.broke.iter().for_each(|incident| deeds.befalls(i, *incident, true));
            traces.reported.iter().for_each(|incident| deeds.befalls(i, *incident, reported));
            deeds.befalls(i, traces.found, reported && unit(nth(word, 3)) < sight);
        }
        // Where nothing notes the occasion, who lets it go has done nothing that the regime could explain.
        if breaks || traces.met.is_some() {
            case.explain(deeds, i, true, by_regime);
        }
    }
}

/// Everybody's acts, where those of a file are like one of the model; `nearby`: as far as people nearby notice them.
pub fn as_seen(encounters: &Encounters, events: &Events, nearby: bool) -> Lane<Acts> {
    let roles = encounters.roles();
    events.acts.map(|acts| roles.told(acts, nearby))
}

/// Occasions, of the first `persons`, to keep or break a rule that a file adds where people nearby can see it, and how
/// often it was broken.
pub fn rules_in_sight(encounters: &Encounters, events: &Events, persons: usize) -> (u16, u16) {
    let mut sums = (0, 0);
    for (number, own) in encounters.all.iter().enumerate() {
        let seen = own.norm == Some(Domain::Integrity) && is_noticed(encounters, own.breaks.act);
        let Traces { met: Some(met), broke: Some(broke), .. } = traces(number, own) else { continue };
        if seen {
            sums.0 += events.how_many(met, persons);
            sums.1 += events.how_many(broke, persons);
        }
    }
    sums
}

/// The option that somebody took in the encounter with this number; `None` where she met none, or there was nobody to
/// deal with.
pub fn taken<'a>(number: usize, own: &'a OwnEncounter, events: &Events, i: usize) -> Option<&'a Choosable> {
    let Traces { met, broke, .. } = traces(number, own);
    let breaks = match broke {
        Some(broke) => events.befell(i, broke),
        None => own.breaks.act.is_some_and(|act| events.did(i, act)),
    };
    let option = if breaks { &own.breaks } else { &own.keeps };
    let here = breaks || met.is_some_and(|met| events.befell(i, met));
    (here && option.act.is_none_or(|act| events.did(i, act))).then_some(option)
}

/// The acts that somebody can be believed to have done, as far as a file adds them: those of her position.
pub fn credible(encounters: &Encounters, events: &Events, i: usize) -> Acts {
    let mut acts = Acts::MAX;
    for (number, own) in encounters.all.iter().enumerate() {
        if traces(number, own).placed.is_some_and(|placed| !events.befell(i, placed)) {
            [own.keeps.act, own.breaks.act].into_iter().flatten().for_each(|act| acts &= !act.bit());
        }
    }
    acts
}

/// What people receive and owe in these encounters beyond what passes between two of them, yuan.
pub struct OwnMoney {
    /// From the rest of the economy; negative: to it.
    pub pays: Lane<i32>,
    /// Fines.
    pub due: Lane<i32>,
}

impl OwnMoney {
    /// Nothing.
    pub const NONE: OwnMoney = OwnMoney { pays: [0; LANES], due: [0; LANES] };

    /// Those of a month, where people usually earn this much.
    pub fn of(encounters: &Encounters, events: &Events, usual: &Lane<u16>) -> OwnMoney {
        let mut sums = OwnMoney::NONE;
        for (number, own) in encounters.all.iter().enumerate() {
            let found = traces(number, own).found;
            // The model fines those whom it finds in its own encounters.
            let fine = if REPLACEABLE.contains(&own.key.as_str()) { 0 } else { whole(own.breaks.fine) };
            for i in 0..LANES {
                let Some(option) = taken(number, own, events, i) else { continue };
                sums.pays[i] += whole(option.pays + option.pays_income * f32::from(usual[i]));
                sums.due[i] += if events.befell(i, found) { fine } else { 0 };
            }
        }
        sums
    }
}
