//! The market for the staple food: honest or adulterating firms, and customers who choose among them.
//!
//! Who: each firm's owner, then every person. Options of the owner: honest (a = 1) or adulterate; norm: integrity.
//! Adulterating saves cost; it risks inspection, an illness traced to the firm, and lost custom when people tell.
//! Options of the customer: domestic, import, nothing (a nested logit with the firms in the nest); her expectation of
//! a firm combines what she thinks others do, the news of trade, and the talk about that firm (Beta reputation,
//! Jøsang & Ismail 2002). What customers tell is sometimes wrong, as all talk is. Harmed: infants. Seen: by
//! inspectors, by customers, and by channels that watch `adulterate` and `trade-well`. On its own it is the market for lemons (Akerlof
//! 1970) and, with reviews, quality assured by custom (Klein & Leffler 1981; Shapiro 1983).

use super::decision::{Domain, Minds, gossip_stake, money};
use super::discretion;
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, told, untold};
use super::events::{Events, Incident, Trade, pull};
use super::firm_terms::{FirmEvent, FirmStanding};
pub use super::place::FirmReputation;
use super::place::Place;
use super::terms::Terms;
use crate::rng::{LANES, Lane, Rng, Stream, exp, logistic, nth, small, unit};
use crate::society::act::{Act, Acts};
use crate::society::traits::{FIRMS, INFANT, INTERNET};
use multiversion::multiversion;

/// Draws of an owner: act, inspection, place in the register.
pub const OWNERS: Stream = Stream::named("market: owners");
/// Draws of a customer: kind, firm, illness, tracing and telling.
pub const CUSTOMERS: Stream = Stream::named("market: customers");
/// Draw: whether talk about firms reaches her.
pub const HEARSAY: Stream = Stream::named("market: hearsay");
/// Bought the import.
pub const IMPORT: Incident = Incident::new(17);
/// Bought the domestic staple.
pub const DOMESTIC: Incident = Incident::new(18);
/// Her infant fell ill.
pub const ILL: Incident = Incident::new(1);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "market",
    meaning: "customers pick a firm by reputation, the import or nothing; firms may adulterate; infants fall ill",
    reduces_to: "lemons (Akerlof 1970); quality-assuring custom (Klein & Leffler 1981)",
    on: On::Always,
    streams: &[OWNERS, CUSTOMERS, HEARSAY],
    incidents: &[untold(IMPORT), untold(DOMESTIC), told(ILL, "her infant fell ill from its food")],
    tried_by: TriedBy {
        cases: &["V12"],
        says: "quality-assuring price; records of praise. The two stages of customers' choice have no published result",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    firms(s.place, s.minds, s.terms, luck.rng, luck.month, deeds);
    let hears = luck.word(HEARSAY);
    customers(s.place, s.minds, s.terms, s.records, luck.draws(CUSTOMERS), &hears, deeds);
    for f in 0..s.place.home.firms {
        let Trade { adulterated, praise, complaints, .. } = deeds.firms[f];
        deeds.does(s.place.home.owner(f), Act::TradeWell, !adulterated && praise > 0 && complaints == 0);
    }
}

/// Chance that customers praise an honest firm with these sales and that none complains.
fn spotless(place: &Place, terms: &Terms, sales: f32) -> f32 {
    let heard = terms.told * sales;
    exp(-heard * place.behaviour.gossip.error) * (1.0 - exp(-heard))
}

/// Owners decide. Each is inspected with the chance of the terms, which may differ from the one that she expects.
pub fn firms(place: &Place, minds: &Minds, terms: &Terms, rng: &Rng, month: u32, deeds: &mut Events) {
    let m = &place.behaviour.market;
    let n = place.home.persons();
    let infants = place.flags[..n].iter().filter(|f| **f & INFANT != 0).count() as f32 / n as f32;
    for f in 0..place.home.firms {
        let owner = place.home.owner(f);
        let words = rng.words(OWNERS, place.home.first + owner as u32, month);
        let sales = place.home.persons() as f32 / place.home.firms as f32;
        let saved = (m.honest_cost - m.adulterated_cost) * sales;
        let traced = infants * sales * m.illness * place.behaviour.law.tracing;
        // An owner who expects to buy off an inspector fears inspections less; an illness traced to her cannot be
        // hushed up.
        let FirmStanding { standing, score } = place.firms[f];
        let rate = terms.inspection_of(standing);
        let inspected = rate * (1.0 - discretion::hope(place.behaviour, place.venal));
        let risk = (inspected + traced).min(1.0) * terms.inspection.fine
            + custom_lost(place, terms, sales)
            + gossip_stake(place.behaviour);
        let pull_of = |yuan: f32| minds.weight[0][owner] * money(yuan, minds.ease[owner]);
        let alone = pull_of(risk - saved) + minds.norms(Domain::Integrity, terms.promoted[0], owner);
        // The expected response of the register of firms.
        let stake = terms.firms.as_ref().map_or(0.0, |firms| {
            let of = |event| firms.stake(event, score);
            // The more customers notice, the more likely complaints outnumber praise.
            let told = m.notice * (terms.told * sales).min(1.0);
            told * (of(FirmEvent::Praised) - of(FirmEvent::Complaints)) + rate * of(FirmEvent::Clean)
                - inspected * of(FirmEvent::Found)
                - traced.min(1.0) * of(FirmEvent::Traced)
        });
        let praised = spotless(place, terms, sales) * minds.reckon(terms, Act::TradeWell, owner);
        let regime = stake + praised - minds.reckon(terms, Act::Adulterate, owner);
        let by_regime = pull_of(risk - saved + regime) - pull_of(risk - saved);
        let adulterates = unit(words[0]) >= logistic(alone + by_regime);
        // An owner's honesty this month is that of the shop.
        deeds.pull[0][owner] = pull(by_regime / (by_regime.abs() + alone.abs() + 1e-6));
        let inspected = unit(words[1]) < rate + terms.surprise;
        deeds.firms[f] = Trade { adulterated: adulterates, inspected, reaches: unit(words[2]), ..Trade::default() };
        deeds.acts[owner] |= Acts::from(adulterates) * Act::Adulterate.bit();
    }
}

/// Profit that bad talk would cost a firm within its horizon, yuan: with record mass M, the expected honesty of a
/// firm that adulterates permanently falls by notice · M / (M + 2), and custom follows.
fn custom_lost(place: &Place, terms: &Terms, sales: f32) -> f32 {
    let m = &place.behaviour.market;
    let mass = terms.told * sales / (1.0 - m.memory).max(0.01);
    let fall = (1.0 - terms.fake) * m.notice * mass / (mass + 2.0);
    let others = 1.0 - 1.0 / place.home.firms as f32;
    let lost = (m.choosiness * fall * others / place.behaviour.decision.noise).min(1.0);
    terms.reach * lost * sales * (m.price - m.honest_cost) * m.horizon
}

/// Customers choose. Draws: kind, firm, illness, and in the last word halves for tracing and for telling; `hears`:
/// whether talk about firms reaches her.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn customers(
    place: &Place,
    minds: &Minds,
    terms: &Terms,
    records: &[FirmReputation; FIRMS],
    draws: &[Lane<u32>; 4],
    hears: &Lane<u32>,
    deeds: &mut Events,
) {
    let m = &place.behaviour.market;
    let shelf = Shelf::new(place, terms, records, m.choosiness / place.behaviour.decision.noise);
    let mut stays = [false; LANES];
    let mut informed = [false; LANES];
    for i in 0..LANES {
        let fast = !place.slow[i];
        informed[i] = (unit(hears[i]) < terms.reach) & (!terms.online | ((place.flags[i] & INTERNET != 0) & fast));
        let custom = minds.custom[Domain::Integrity as usize][i];
        let prior = custom + m.news * (place.dealing - custom);
        let known = if informed[i] { shelf.told + shelf.untold * prior } else { prior };
        let expected = known * (1.0 - place.distrust);
        let safety = if place.flags[i] & INFANT != 0 { m.safety_infant } else { m.safety_other };
        let danger = safety * (1.0 - expected.clamp(0.0, 1.0));
        let care = m.choosiness * minds.weight[0][i];
        let home = exp(care * money(m.need - m.price - danger, minds.ease[i]));
        let import = exp(care * money(m.need - m.import_price, minds.ease[i]));
        let import = if fast { import } else { 0.0 };
        let u = unit(draws[0][i]) * (1.0 + home + import);
        stays[i] = u < home;
        deeds.befalls(i, DOMESTIC, stays[i]);
        deeds.befalls(i, IMPORT, !stays[i] & (u < home + import));
    }
    let mut buys = [false; LANES];
    (0..place.home.persons()).for_each(|i| buys[i] = stays[i]);
    let firms = shelf.picks(&draws[1], &informed);
    buy(place, terms, &buys, &firms, &draws[2], &draws[3], deeds);
}

/// The purchases of the month: each buyer buys at one of the `firms`. Draws: illness; tracing and telling.
#[inline(always)]
fn buy(
    place: &Place,
    terms: &Terms,
    buys: &Lane<bool>,
    firms: &Lane<u8>,
    illness: &Lane<u32>,
    last: &Lane<u32>,
    deeds: &mut Events,
) {
    let (m, law) = (&place.behaviour.market, &place.behaviour.law);
    let half = |h: u32| (h & 0xFFFF) as i32 as f32 / 65_536.0;
    let adulterated = deeds.firms.iter().enumerate().fold(0, |all, (f, firm)| all | u32::from(firm.adulterated) << f);
    // Counts of each purchase: one sale, praise, complaint, illness, and tracing; ten bits each, so that those of a
    // neighbourhood can be summed in one word.
    let mut events = [0; LANES];
    for i in 0..LANES {
        let bad = adulterated >> firms[i] & 1 != 0;
        let fed = place.flags[i] & INFANT != 0;
        let ill = fed & ((bad & (unit(illness[i]) < m.illness)) | (unit(illness[i]) < terms.illness));
        // One draw for telling: who speaks at all, and which of the cheated customers noticed.
        let tells = half(last[i] >> 16) / terms.told.max(1e-6);
        let noticed = ill | (bad & (tells < m.notice));
        let wrong = unit(nth(last[i], 1)) < place.behaviour.gossip.error;
        let (speaks, complains) = (tells < 1.0, noticed != wrong);
        let traced = bad & ill & (half(last[i]) < law.tracing);
        let told = u64::from(speaks & !complains) << 10 | u64::from(speaks & complains) << 20;
        let event = 1 | told | u64::from(ill) << 30 | u64::from(traced) << 40;
        events[i] = if buys[i] { event } else { 0 };
        deeds.befalls(i, ILL, buys[i] & ill);
    }
    let mut sums = [[0_u64; 2]; FIRMS];
    for i in 0..LANES {
        sums[usize::from(firms[i])][i % 2] += events[i];
    }
    for (firm, [even, odd]) in deeds.firms.iter_mut().zip(sums) {
        let [sales, praise, complaints, ill, traced] =
            [0, 10, 20, 30, 40].map(|from| (even + odd >> from & 0x3FF) as u16);
        firm.sales += sales;
        firm.praise += praise;
        firm.complaints += complaints;
        firm.ill += ill;
        firm.traced += traced;
    }
}

/// What the informed customers of a neighbourhood know about its firms.
struct Shelf {
    firms: usize,
    /// Chance that an informed customer picks one of the firms up to this one.
    upto: [f32; FIRMS],
    /// Her expectation of the firm that she will pick is told + untold · (her expectation of any firm): a Beta
    /// reputation with the latter as its prior.
    told: f32,
    untold: f32,
    /// Chance that a customer who knows nothing picks one of the firms up to this one, where some may not serve all;
    /// `None` where all may.
    blind: Option<[f32; FIRMS]>,
}

/// For each firm here, the share of customers whom it may serve; `None` where all may serve all, or none may serve any:
/// then nothing tells them apart.
fn served(place: &Place, terms: &Terms) -> Option<[f32; FIRMS]> {
    let firms = terms.firms.as_ref()?;
    let served = place.firms.map(|firm| 1.0 - firms.access[usize::from(firm.standing)].closed);
    let here = &served[..place.home.firms];
    (here.iter().any(|share| *share < 1.0) && here.iter().any(|share| *share > 0.0)).then_some(served)
}

impl Shelf {
    fn new(place: &Place, terms: &Terms, records: &[FirmReputation; FIRMS], choosiness: f32) -> Shelf {
        let firms = place.home.firms;
        let served = served(place, terms);
        let mut upto = [1.0; FIRMS];
        let (mut sum, mut told, mut untold) = (0.0, 0.0, 0.0);
        for f in 0..firms {
            let pull = exp(choosiness * records[f].expected(0.5)) * served.map_or(1.0, |served| served[f]);
            sum += pull;
            told += pull * records[f].expected(0.0);
            untold += pull * (records[f].expected(1.0) - records[f].expected(0.0));
            upto[f] = sum;
        }
        upto[..firms].iter_mut().for_each(|u| *u /= sum);
        let blind = served.map(|served| {
            let all: f32 = served[..firms].iter().sum();
            let mut upto = [1.0; FIRMS];
            let mut sum = 0.0;
            for f in 0..firms {
                sum += served[f];
                upto[f] = sum / all;
            }
            upto
        });
        Shelf { firms, upto, told: told / sum, untold: untold / sum, blind }
    }

    /// The firm at which each customer buys, if she buys at all.
    fn picks(&self, draws: &Lane<u32>, informed: &Lane<bool>) -> Lane<u8> {
        let mut picks = [0; LANES];
        for i in 0..LANES {
            let u = unit(draws[i]);
            // Beyond the last firm the bound is 1, and no draw reaches it.
            let known: u8 = self.upto.iter().map(|upto| u8::from(u >= *upto)).sum();
            let any = match &self.blind {
                None => small(u * self.firms as f32) as u8,
                Some(upto) => upto.iter().map(|upto| u8::from(u >= *upto)).sum(),
            };
            picks[i] = if informed[i] { known } else { any };
        }
        picks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::test_fixture;
    use crate::society::behaviour::{Behaviour, Market};

    fn behaviour() -> Behaviour {
        let market = Market {
            price: 100.0,
            import_price: 200.0,
            honest_cost: 80.0,
            adulterated_cost: 60.0,
            need: 250.0,
            choosiness: 1.0,
            memory: 0.9,
            ..Market::default()
        };
        Behaviour { market, ..test_fixture::behaviour() }
    }

    /// How many of the four owners adulterate.
    fn bad(b: &Behaviour, terms: &Terms) -> usize {
        let (home, minds, mut deeds) =
            (test_fixture::home(), test_fixture::homines_oeconomici(), test_fixture::deeds());
        firms(&test_fixture::place(&home, b), &minds, terms, &Rng::new(1, 0), 0, &mut deeds);
        deeds.firms.iter().filter(|f| f.adulterated).count()
    }

    /// Klein & Leffler: firms make honest goods where the custom at stake is worth more than the saving from
    /// cheating.
    #[test]
    fn with_nothing_told_all_cheat_and_with_custom_at_stake_for_long_none() {
        let mut b = behaviour();
        assert_eq!(bad(&b, &Terms::of_law(&b, 0)), 4, "nobody tells, nobody looks");
        (b.market.notice, b.market.word_of_mouth, b.market.hearsay) = (1.0, 1.0, 1.0);
        assert_eq!(bad(&b, &Terms::of_law(&b, 0)), 4, "no future custom to lose");
        b.market.horizon = 60.0;
        assert_eq!(bad(&b, &Terms::of_law(&b, 0)), 0);
        (b.market.horizon, b.law.inspection, b.law.inspection_fine) = (0.0, 0.5, 1e6);
        // An inspector who asks for the whole stake offers no way out.
        b.discretion.share = 1.0;
        assert_eq!(bad(&b, &Terms::of_law(&b, 0)), 0, "nobody cheats where inspectors come and fine");
    }

    /// Akerlof: where customers expect bad goods, they leave the market for the import.
    #[test]
    fn who_expects_bad_goods_leaves_the_market() {
        let mut b = behaviour();
        (b.market.safety_other, b.market.notice) = (500.0, 0.0);
        let sold = |honest: f32| {
            let (home, mut minds, mut deeds) =
                (test_fixture::home(), test_fixture::homines_oeconomici(), test_fixture::deeds());
            // A weight at which the exponential of a utility still fits.
            minds.weight[0] = [60.0; LANES];
            minds.custom[Domain::Integrity as usize] = [honest; LANES];
            let (place, terms) = (test_fixture::place(&home, &b), Terms::of_law(&b, 0));
            customers(
                &place,
                &minds,
                &terms,
                &[FirmReputation::default(); FIRMS],
                &test_fixture::draws(),
                &[0; LANES],
                &mut deeds,
            );
            deeds.firms.iter().map(|f| f.sales).sum::<u16>()
        };
        assert!(sold(1.0) > 140 && sold(0.0) < 10, "{} and {}", sold(1.0), sold(0.0));
        assert!((50..100).contains(&sold(0.8)), "where the danger equals the extra cost of the import: {}", sold(0.8));
    }
}
