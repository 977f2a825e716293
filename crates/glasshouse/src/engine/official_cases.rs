//! Cases before officials, and the bribes agreed in them.
//!
//! An official of the town decides each case; her number is drawn in the name of the person concerned. Both sides
//! decide with the state they had when the month began: the official may live in another neighbourhood of the town,
//! whose columns nobody writes until everybody has decided. The money changes hands at once, before any other
//! payment.

use super::columns::load;
use super::context::Context;
use super::observation::is_listed;
use super::world::{Common, TownState, TownView};
use crate::life::access::{cost, stakes};
use crate::life::decision::{self, Minds};
use crate::life::discretion::{
    self, CLERK, EXPOSED, FREED, INSPECTOR, PERMIT, POSTS, REGISTRAR, bears, offer, refuses, yields,
};
use crate::life::events::Events;
use crate::life::redemption::months_left;
use crate::life::terms::Worth;
use crate::life::work::PRISON;
use crate::regime::adjudication;
use crate::rng::{LANES, Lane, nth, places, unit};
use crate::society::act::Act;
use crate::society::traits::{Neighbourhood, OFFICIAL, TownPopulation};

/// Number of officials per neighbourhood whose loss of a post is stored; no shipped society has more.
const REMEMBERED: usize = u32::BITS as usize;

/// Where a person lives in a town.
#[derive(Clone, Copy, PartialEq, Eq)]
struct PersonAddress {
    /// Number of the neighbourhood in the town.
    neighbourhood: usize,
    /// Place in the neighbourhood.
    place: usize,
}

/// The post of an official of a neighbourhood.
#[derive(Clone, Copy)]
pub struct Post {
    /// Place of the official.
    pub place: usize,
    /// Whether she still has the post.
    pub held: bool,
}

/// A bribe agreed between two persons of a town.
pub struct Deal {
    payer: PersonAddress,
    official: PersonAddress,
    yuan: u32,
    exposed: bool,
    matter: Matter,
}

/// What a case is about.
#[derive(Clone, Copy)]
enum Matter {
    /// What an inspector found at this firm.
    Firm(usize),
    /// A permit.
    Permit,
    /// The list.
    List,
    /// Points for this act, which she has not done.
    Points(Act),
}

/// A case: the person concerned, her stake in yuan, and its random words.
struct Case {
    place: usize,
    stake: f32,
    matter: Matter,
    words: [u32; 4],
}

impl Context<'_> {
    /// Handles the cases of neighbourhood `b` and adds the bribes agreed in them to `deals`. `minds` are those of its
    /// residents; `official` is working space for the minds of the officials in charge.
    pub fn deals(
        &self,
        town: TownView,
        b: usize,
        minds: &Minds,
        deeds: &mut Events,
        official: &mut Minds,
        deals: &mut Vec<Deal>,
    ) {
        let behaviour = &self.people.society.behaviour;
        // A case in which nothing is at stake is no occasion for a bribe, and nobody talks about it.
        for case in self.cases(town, b, minds, deeds).into_iter().filter(|case| case.stake > 0.0) {
            let i = case.place;
            deeds.cases[i] += 1;
            let bribe = offer(behaviour, case.stake, deeds.savings[i]);
            let offers = unit(case.words[1]) >= bears(behaviour, minds, self.terms, i, case.stake, bribe as f32);
            let may_be_asked = || unit(nth(case.words[1], 1)) < behaviour.discretion.asking;
            if bribe == 0 || !(offers || may_be_asked()) {
                continue;
            }
            let Some(in_charge) = in_charge(town, case.words[2]) else { continue };
            let payer = PersonAddress { neighbourhood: b, place: i };
            if in_charge == payer || !self.takes(town, in_charge, bribe, case.words[3], official) {
                continue;
            }
            deeds.asked[i] += u8::from(!offers);
            let pays = || yields(behaviour, minds, self.terms, i, case.stake, bribe as f32);
            if offers || unit(nth(case.words[1], 2)) < pays() {
                let exposed = unit(nth(case.words[3], 1)) < self.terms.officials.detection;
                deals.push(Deal { payer, official: in_charge, yuan: bribe, exposed, matter: case.matter });
            }
        }
    }

    /// Cases of firms inspected while they adulterate, of people who need a permit, and of people who found a way to
    /// an official: listed people and people who want to win points back.
    fn cases(&self, town: TownView, b: usize, minds: &Minds, deeds: &Events) -> Vec<Case> {
        let TownView { population: home, state: folk } = town;
        let (hood, rng) = (&home.neighbourhoods[b], &self.people.rng);
        let words = |purpose, i: usize| rng.words(purpose, hood.first + i as u32, self.month);
        let firms = (0..hood.firms).filter(|f| deeds.firms[*f].inspected && deeds.firms[*f].adulterated);
        let mut cases: Vec<Case> = firms
            .map(|f| {
                let (place, stake) = (hood.owner(f), self.terms.inspection.fine);
                Case { place, stake, matter: Matter::Firm(f), words: words(INSPECTOR, place) }
            })
            .collect();
        let (b, vacant) = (&self.people.society.behaviour, vacant(&posts(home, &folk.commons[b], b)));
        let waiting = discretion::waiting(b, self.terms, vacant);
        let permits = places(&deeds.waits).take_while(|i| *i < hood.persons());
        cases.extend(permits.map(|place| Case {
            place,
            stake: waiting,
            matter: Matter::Permit,
            words: words(PERMIT, place),
        }));
        if !self.in_force {
            return cases;
        }
        let (standing, months) = (load(&folk.columns.standing, &hood.span), load(&folk.columns.months, &hood.span));
        let mut listed = [false; LANES];
        for i in 0..LANES {
            listed[i] = is_listed(standing[i]);
        }
        for i in places(&listed) {
            let c = hood.span.start + i;
            let months = months_left(standing[i], adjudication::months(months[i]));
            let words = words(REGISTRAR, i);
            if unit(words[0]) < self.people.society.behaviour.discretion.way {
                let loss = minds.cost_of(self.terms, folk.columns.standing[c], i);
                cases.push(Case { place: i, stake: loss * f32::from(months), matter: Matter::List, words });
            }
        }
        self.points(hood, folk, minds, deeds, &mut cases);
        cases
    }

    /// Cases of people who want work or a gift entered for its points although they did not do it, as often as a year
    /// allows.
    fn points(&self, hood: &Neighbourhood, folk: &TownState, minds: &Minds, deeds: &Events, cases: &mut Vec<Case>) {
        let work = self.terms.work.as_ref().map(|w| (Act::Volunteer, w.points, w.below, w.times));
        let gift = self.terms.donation.as_ref().map(|d| (Act::Donate, d.points, d.below, d.times));
        let Some((act, points, below, times)) = work.or(gift) else { return };
        let won = folk.books.won(self.month, &hood.span);
        let score = load(&folk.columns.score, &hood.span);
        let mut would = [false; LANES];
        let gives = act == Act::Donate;
        for i in 0..LANES {
            let often = if gives { won[i].donated } else { won[i].worked };
            let done = deeds.acts[i] & act.bit() != 0;
            let worth = f32::from(points) * minds.worth[i] > 0.0;
            would[i] = (score[i] < below) & (often < times) & !done & worth;
        }
        would[hood.persons()..].fill(false);
        if places(&would).next().is_none() {
            return;
        }
        let mut draws = [[0; LANES]; 4];
        self.people.rng.lanes(CLERK, hood.first, self.month, &mut draws);
        for i in 0..LANES {
            would[i] &= unit(draws[0][i]) < self.people.society.behaviour.discretion.way;
        }
        for i in places(&would) {
            let (stake, words) = (f32::from(points) * minds.worth[i], draws.each_ref().map(|lane| lane[i]));
            cases.push(Case { place: i, stake, matter: Matter::Points(act), words });
        }
    }

    /// Whether an official takes a bribe.
    fn takes(&self, town: TownView, official: PersonAddress, bribe: u32, word: u32, minds: &mut Minds) -> bool {
        let TownView { population: home, state: folk } = town;
        let PersonAddress { neighbourhood: b, place: k } = official;
        self.recall(town, b, k..k + 1, minds);
        minds.flags[k] = home.traits.flags[home.neighbourhoods[b].span.start + k];
        let c = home.neighbourhoods[b].span.start + k;
        let (behaviour, columns) = (&self.people.society.behaviour, &folk.columns);
        let income = f32::from(home.traits.income[c]);
        let savings = columns.savings[c].min(i32::MAX as u32) as i32 as f32;
        minds.ease[k] = decision::ease(&behaviour.decision, income, savings);
        let own = stakes(behaviour, income, home.traits.flags[c]);
        for (lane, stake) in minds.stakes.iter_mut().zip(own) {
            lane[k] = stake;
        }
        minds.listing[k] = cost(&self.terms.listing(), &minds.stakes_of(k));
        minds.months[k] = f32::from(adjudication::months(columns.months[c]));
        minds.score[k] = columns.score[c];
        let worth = |worth: &Worth| worth.at(columns.score[c], &own, minds.shame[k]);
        minds.worth[k] = self.terms.worth.as_ref().map_or(0.0, worth);
        unit(word) >= refuses(behaviour, minds, self.terms, k, bribe as f32)
    }
}

/// The official of the town who decides a case, drawn by number; an official who has lost the post passes it on to
/// the next.
fn in_charge(TownView { population: home, state }: TownView, word: u32) -> Option<PersonAddress> {
    let officials = &home.officials;
    let n = officials.len();
    let first = (u64::from(word) * n as u64 >> 32) as usize;
    (0..n).map(|k| officials[(first + k) % n] as usize).find_map(|c| {
        let b = home.number_of_hood(c);
        let k = c - home.neighbourhoods[b].span.start;
        in_post(home, &state.commons[b], b, k).then_some(PersonAddress { neighbourhood: b, place: k })
    })
}

/// Whether the person at place `k` of a neighbourhood is an official and has not lost the post.
fn in_post(home: &TownPopulation, common: &Common, b: usize, k: usize) -> bool {
    home.traits.flags[home.neighbourhoods[b].span.start + k] & OFFICIAL != 0
        && number(home, b, k).is_none_or(|n| common.dismissed >> n & 1 == 0)
}

/// The posts of the officials of a neighbourhood.
pub fn posts(home: &TownPopulation, common: &Common, b: usize) -> Vec<Post> {
    let span = &home.neighbourhoods[b].span;
    let upto = |place: usize| home.officials.partition_point(|c| (*c as usize) < place);
    let places = home.officials[upto(span.start)..upto(span.end)].iter().map(|c| *c as usize - span.start);
    let held = |number: usize| number >= REMEMBERED || common.dismissed >> number & 1 == 0;
    places.enumerate().map(|(number, place)| Post { place, held: held(number) }).collect()
}

/// The share of some posts that is vacant.
pub fn vacant(posts: &[Post]) -> f32 {
    posts.iter().filter(|post| !post.held).count() as f32 / posts.len().max(1) as f32
}

/// Takes the post from the official at place `k` of a neighbourhood.
pub fn lose_post(home: &TownPopulation, common: &mut Common, b: usize, k: usize) {
    common.dismissed |= number(home, b, k).map_or(0, |n| 1_u32 << n);
}

/// The number of an official within her neighbourhood, if it is stored.
fn number(home: &TownPopulation, b: usize, k: usize) -> Option<usize> {
    let start = home.neighbourhoods[b].span.start;
    let upto = |place: usize| home.officials.partition_point(|c| (*c as usize) < place);
    Some(upto(start + k) - upto(start)).filter(|n| *n < REMEMBERED)
}

/// Carries out the agreed bribes: money, acts, and the outcome of each case. `deeds` are those of the town.
pub fn carry_out(deals: &[Deal], deeds: &mut [Events]) {
    for deal in deals {
        let PersonAddress { neighbourhood: pb, place: i } = deal.payer;
        let PersonAddress { neighbourhood: ob, place: k } = deal.official;
        let Some(received) = deeds[ob].savings[k].checked_add(deal.yuan) else { continue };
        deeds[ob].savings[k] = received;
        deeds[pb].savings[i] -= deal.yuan;
        deeds[pb].acts[i] |= Act::Bribe.bit();
        deeds[ob].acts[k] |= Act::TakeBribe.bit();
        deeds[pb].bribes[i] += deal.yuan;
        if deal.exposed {
            deeds[pb].befalls(i, EXPOSED, true);
            deeds[ob].befalls(k, EXPOSED, true);
            deeds[pb].exposed[i] += 1;
            continue;
        }
        match deal.matter {
            Matter::Firm(f) => deeds[pb].firms[f].hushed = true,
            Matter::Permit => deeds[pb].waits[i] = false,
            Matter::List => deeds[pb].befalls(i, FREED, true),
            Matter::Points(act) => deeds[pb].entered[i] |= act.bit(),
        }
    }
}

impl Context<'_> {
    /// Word spreads about the share of the cases here in which a bribe bought something.
    fn hearsay(&self, common: &mut Common, deeds: &Events) {
        let (mut cases, mut bought) = (0_u32, 0_u32);
        for i in 0..LANES {
            let paid = (deeds.acts[i] & Act::Bribe.bit() != 0) & (deeds.exposed[i] == 0);
            (cases, bought) = (cases + u32::from(deeds.cases[i]), bought + u32::from(paid));
        }
        if cases > 0 {
            let share = bought.min(cases) as f32 / cases as f32;
            common.venal += self.people.society.behaviour.discretion.rumour * (share - common.venal);
        }
    }

    /// Exposed officials lose their posts, and so do those whom their standing bars from posts; posts lost earlier are
    /// filled again, in this model by the officials who lost them, once nothing bars them.
    pub fn dismiss(&self, home: &TownPopulation, common: &mut Common, b: usize, standing: &Lane<u8>, deeds: &Events) {
        let barred = |k: usize| self.terms.access[usize::from(standing[k])].demotion > 0.0;
        let hood = &home.neighbourhoods[b];
        let bit = |k: usize| number(home, b, k).map_or(0, |n| 1_u32 << n);
        if common.dismissed != 0 {
            let filled = self.people.society.behaviour.discretion.filled;
            for Post { place: k, .. } in
                posts(home, common, b).into_iter().filter(|post| !post.held && !barred(post.place))
            {
                if deeds.work[k] & PRISON != 0 {
                    continue;
                }
                let word = self.people.rng.words(POSTS, hood.first + k as u32, self.month)[0];
                common.dismissed &= if unit(word) < filled { !bit(k) } else { u32::MAX };
            }
        }
        self.hearsay(common, deeds);
        for Post { place: k, .. } in posts(home, common, b) {
            let caught = deeds.befell(k, EXPOSED) & deeds.did(k, Act::TakeBribe);
            common.dismissed |= if caught || barred(k) { bit(k) } else { 0 };
        }
    }
}
