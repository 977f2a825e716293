//! Loans: borrowing at a rate that follows the neighbourhood's record, repayment, and default by choice or need.
//!
//! Who: occasionally somebody without a debt wants a loan of some months' income. The lender knows what she earns, her
//! neighbourhood, and its recent rate of default: it charges the cost of its money plus its loss. It lends nothing
//! where that exceeds `cap`, or where her income, this month's or the usual one, would not leave enough to live on
//! after an instalment. Options: take the loan at that rate or not; later, occasionally when an instalment is due and
//! she thinks of it, pay (a = 1) or stop paying; otherwise she just pays. Somebody who cannot pay and still eat misses
//! the instalment, and stops by need, without a decision, once the lender no longer waits. Norm: integrity. A regime's
//! credit bureau lets lenders see whose loan was broken, for some months after it is settled, and refuse her, or some of
//! them do; it occasionally errs. A score may make loans dearer or cheaper. Gain from stopping: everything that is still owed. Risk: a court that collects it and fines her,
//! talk, and the response of the regime. Later she may be dunned and pay, or a court makes her (`repay`, either way),
//! or the lender gives up. Harmed: the lender, and through the rate the neighbours. Seen: by neighbours, and by
//! channels that watch `default`, `repay` and `pay-instalment`; nobody can tell need from choice. Paying an instalment is routine and
//! teaches nothing; breaking one's word by choice, and paying when dunned, does.
//!
//! On its own it is Stiglitz & Weiss (1981, American Economic Review 71: 393): people who do not mean to pay mind
//! interest least, and expensive loans are broken more often, so a higher rate may bring the lender less, and some
//! are refused at any rate.

use super::decision::{Domain, Minds, gossip_stake, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, told, untold};
use super::events::{Events, Incident, pull};
use super::place::Place;
use super::terms::{BureauTerms, Terms, is_listed};
use crate::rng::{LANES, Lane, Stream, logistic, nth, places, unit};
use crate::society::act::Act;
use crate::society::behaviour::Behaviour;
use multiversion::multiversion;

/// Draws: the event, her response.
pub const LOAN: Stream = Stream::named("loan");
/// Wanted a loan.
pub const WANTED: Incident = Incident::new(28);
/// Wanted a loan, and somebody would lend to her.
pub const OFFERED: Incident = Incident::new(31);
/// Got and took a loan.
pub const BORROWED: Incident = Incident::new(8);
/// An instalment of her loan was due.
pub const DUE: Incident = Incident::new(29);
/// Stopped paying although she could have paid an instalment.
pub const WILLED: Incident = Incident::new(30);
/// A court collected the debt that she had stopped paying.
pub const COLLECTED: Incident = Incident::new(9);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "loan",
    meaning: "somebody borrows at a rate that follows her neighbours' record; she repays, or stops by choice or need",
    reduces_to: "credit rationing under imperfect information (Stiglitz & Weiss 1981)",
    on: On::Chance(&[rate!(loan.want)]),
    streams: &[LOAN],
    incidents: &[
        untold(WANTED),
        untold(OFFERED),
        told(BORROWED, "took a loan"),
        untold(DUE),
        untold(WILLED),
        told(COLLECTED, "a court collected her debt"),
    ],
    tried_by: TriedBy {
        cases: &[],
        says: "adverse selection as in Stiglitz & Weiss is a unit test; no published number",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    meet(s.place, s.minds, s.terms, &luck.word(LOAN), deeds);
}

/// Greatest number of instalments of a loan.
pub const MOST_PARTS: u8 = 63;

/// Debt of a person, stored in its column as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debt {
    /// Nothing.
    None,
    /// This many instalments, and she is paying.
    Paying(u8),
    /// This many instalments, and she has stopped.
    Broken(u8),
    /// Nothing any more; for this many months a credit bureau will know that she broke a loan.
    Marked(u8),
    /// Nothing; for this many months a credit bureau will say, wrongly, that she broke a loan.
    Slandered(u8),
}

/// The greatest byte of a debt, paid or broken.
const PAYS_OR_BROKEN: u8 = 64 | MOST_PARTS;

impl Debt {
    /// From the byte of the column.
    #[inline(always)]
    pub fn read(byte: u8) -> Debt {
        match (byte >> 6, byte & MOST_PARTS) {
            (_, 0) => Debt::None,
            (0, parts) => Debt::Paying(parts),
            (1, parts) => Debt::Broken(parts),
            (2, months) => Debt::Marked(months),
            (_, months) => Debt::Slandered(months),
        }
    }

    /// Whether a byte of the column is a debt of the same kind as this one, for however long.
    #[inline(always)]
    pub fn is_like(self, byte: u8) -> bool {
        (byte & MOST_PARTS > 0) & (byte >> 6 == self.byte() >> 6)
    }

    /// As a byte.
    #[inline(always)]
    pub fn byte(self) -> u8 {
        match self {
            Debt::None => 0,
            Debt::Paying(parts) => parts & MOST_PARTS,
            Debt::Broken(parts) => 64 | parts & MOST_PARTS,
            Debt::Marked(months) => 128 | months & MOST_PARTS,
            Debt::Slandered(months) => 192 | months & MOST_PARTS,
        }
    }
}

/// Principal of each instalment for a borrower with this income, yuan.
#[inline(always)]
pub fn part(b: &Behaviour, income: f32) -> f32 {
    b.loan.size * income / b.loan.term.max(1.0)
}

/// Interest, as a share per year, that a lender charges where the share `broken` of the instalments due in a month is
/// not paid; `standing` is what the borrower's standing adds.
#[inline(always)]
pub fn rate(b: &Behaviour, broken: f32, standing: f32) -> f32 {
    (b.loan.funds + 12.0 * broken * b.loan.loss + standing).max(0.0)
}

/// Yuan due this month from somebody who owes `parts` instalments.
#[inline(always)]
pub fn due(part: f32, parts: u8, rate: f32) -> f32 {
    part * (1.0 + f32::from(parts) * rate / 12.0)
}

/// Yuan still to be paid, including future interest.
#[inline(always)]
fn owed(part: f32, parts: u8, rate: f32) -> f32 {
    let n = f32::from(parts);
    part * n * (1.0 + rate * (n + 1.0) / 24.0)
}

/// Yuan that a court collects from somebody who stopped paying: the outstanding principal.
#[inline(always)]
pub fn claim(part: f32, parts: u8) -> f32 {
    part * f32::from(parts)
}

/// Simulates everybody's loan for a month. Draw: the event; derived from it: her response, and the rest.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &Lane<u32>, deeds: &mut Events) {
    let b = place.behaviour;
    deeds.debt = on_files(place, terms, draws);
    let mut busy = [false; LANES];
    for i in 0..LANES {
        let owes = (deeds.debt[i] & MOST_PARTS != 0) & (deeds.debt[i] <= PAYS_OR_BROKEN);
        busy[i] = owes | (unit(draws[i]) < b.loan.want);
    }
    for i in places(&busy).take_while(|i| *i < place.home.persons()) {
        let debt = Debt::read(deeds.debt[i]);
        let words = [draws[i], nth(draws[i], RESPONSE)];
        match debt {
            Debt::None | Debt::Marked(_) | Debt::Slandered(_) => {
                let rate = asked(place, terms, i);
                let incomes = Incomes::of(place, i);
                let open = rate <= b.loan.cap && incomes.usual > 0.0 && incomes.affords(b, rate);
                let offered = open && lends(terms, debt, place.standing[i], unit(nth(words[1], 1)));
                deeds.befalls(i, WANTED, true);
                deeds.befalls(i, OFFERED, offered);
                if offered && unit(words[1]) < borrows(b, minds, incomes.usual, rate, i) {
                    deeds.befalls(i, BORROWED, true);
                    deeds.debt[i] = Debt::Paying((b.loan.term as u8).clamp(1, MOST_PARTS)).byte();
                    deeds.interest[i] = (rate * 10_000.0) as u16;
                }
            }
            Debt::Paying(parts) => falls_due(place, minds, terms, words, parts, i, deeds),
            Debt::Broken(parts) => overdue(place, minds, terms, words, parts, i, deeds),
        }
    }
}

/// The number of the derived word for a person's response.
const RESPONSE: u32 = 32;

/// Everybody's debt at the start of the month, with the files of the credit bureau; without a bureau, nobody
/// remembers a settled debt.
#[inline(always)]
fn on_files(place: &Place, terms: &Terms, draws: &Lane<u32>) -> Lane<u8> {
    let mut debts = place.debt;
    let Some(bureau) = terms.bureau else {
        for debt in &mut debts {
            let owes = (*debt & MOST_PARTS != 0) & (*debt <= PAYS_OR_BROKEN);
            *debt = if owes { *debt } else { 0 };
        }
        return debts;
    };
    for i in 0..place.home.persons() {
        let happens = |n: u32, chance: f32| unit(nth(draws[i], n)) < chance;
        let (errs, mended) = (happens(5, bureau.errors), happens(6, bureau.dispute));
        debts[i] = on_file(Debt::read(debts[i]), terms.bureau, errs, mended).byte();
    }
    debts
}

/// A month of the file of somebody who owes nothing: marks age, are added by mistake if the bureau `errs`, and a
/// mistaken one is removed if `mended`. Without a bureau nobody remembers.
pub fn on_file(debt: Debt, bureau: Option<BureauTerms>, errs: bool, mended: bool) -> Debt {
    let older = |months: u8, mark: fn(u8) -> Debt| if months > 1 { mark(months - 1) } else { Debt::None };
    match (debt, bureau) {
        (Debt::Marked(_) | Debt::Slandered(_), None) => Debt::None,
        (Debt::Marked(months), Some(_)) => older(months, Debt::Marked),
        (Debt::Slandered(_), Some(_)) if mended => Debt::None,
        (Debt::Slandered(months), Some(_)) => older(months, Debt::Slandered),
        (Debt::None, Some(bureau)) if errs => Debt::Slandered(bureau.expiry),
        (debt, _) => debt,
    }
}

/// The file after a broken loan is settled.
pub fn settled(bureau: Option<BureauTerms>) -> Debt {
    bureau.map_or(Debt::None, |bureau| Debt::Marked(bureau.expiry))
}

/// Whether a lender would lend to a person with this debt and standing if the rate were low enough; `u` is uniform, and
/// says what the lender makes of a mark at a bureau.
pub fn lends(terms: &Terms, debt: Debt, standing: u8, u: f32) -> bool {
    let refused = terms.access[usize::from(standing)].loanless || (terms.shown_to_lenders && is_listed(standing));
    let marked = match debt {
        Debt::None => false,
        Debt::Marked(_) | Debt::Slandered(_) => terms.bureau.is_some_and(|bureau| u < bureau.refuses),
        Debt::Paying(_) | Debt::Broken(_) => true,
    };
    !marked && !refused
}

/// The rate that somebody is charged.
fn asked(place: &Place, terms: &Terms, i: usize) -> f32 {
    rate(place.behaviour, place.broken, terms.access[place.standing[i] as usize].interest)
}

/// What somebody earns, yuan a month.
#[derive(Clone, Copy)]
struct Incomes {
    /// Usually: what a lender goes by.
    usual: f32,
    /// This month.
    now: f32,
}

impl Incomes {
    fn of(place: &Place, i: usize) -> Incomes {
        Incomes { usual: f32::from(place.usual[i]), now: f32::from(place.income[i]) }
    }

    /// Whether she has enough to live on after the first instalment of a loan at this rate. Nobody lends on the
    /// strength of a good month.
    fn affords(self, b: &Behaviour, rate: f32) -> bool {
        let due = due(part(b, self.usual), (b.loan.term as u8).clamp(1, MOST_PARTS), rate);
        self.now.min(self.usual) - due >= b.loan.subsistence
    }
}

/// Chance of taking a loan at a rate. Somebody who does not mean to keep her word minds interest less.
fn borrows(b: &Behaviour, minds: &Minds, usual: f32, rate: f32, i: usize) -> f32 {
    let part = part(b, usual);
    let (lent, parts) = (part * b.loan.term, b.loan.term as u8);
    let interest = owed(part, parts, rate) - lent;
    let gain = b.loan.worth * lent - minds.norm[Domain::Integrity as usize][i] * interest;
    logistic(2.0 * minds.weight[0][i] * money(gain, minds.ease[i]))
}

/// An instalment is due: she pays, or stops by choice or need.
fn falls_due(place: &Place, minds: &Minds, terms: &Terms, words: [u32; 2], parts: u8, i: usize, deeds: &mut Events) {
    let b = place.behaviour;
    let incomes = Incomes::of(place, i);
    let (part, rate) = (part(b, incomes.usual), asked(place, terms, i));
    let due = due(part, parts, rate);
    deeds.befalls(i, DUE, true);
    let means = deeds.savings[i] as f32 + incomes.now - b.loan.subsistence;
    if means < due {
        // Nobody calls a loan broken at the first instalment that is late.
        if unit(nth(words[0], 7)) < b.loan.grace {
            return;
        }
        deeds.acts[i] |= Act::Default.bit();
        deeds.debt[i] = Debt::Broken(parts).byte();
        return;
    }
    let (keeps, by_regime) = if unit(words[0]) < b.loan.tempted {
        keeps(b, minds, terms, owed(part, parts, rate), claim(part, parts), credit(b, terms, part), i)
    } else {
        (1.0, 0.0)
    };
    if unit(words[1]) < keeps {
        deeds.acts[i] |= Act::PayInstalment.bit();
        deeds.due[i] = due as u32;
        deeds.debt[i] = Debt::Paying(parts - 1).byte();
    } else {
        deeds.acts[i] |= Act::Default.bit();
        deeds.befalls(i, WILLED, true);
        deeds.debt[i] = Debt::Broken(parts).byte();
        deeds.pull[0][i] = pull(by_regime);
    }
}

/// Chance that a court collects before the lender gives up.
fn collected(b: &Behaviour) -> f32 {
    let (court, limit) = (b.law.loan_court, b.law.loan_limit);
    court / (court + limit - court * limit).max(1e-9)
}

/// Worth of a clean file at a credit bureau, yuan: the gain from a loan that she may want while she would be on file.
fn credit(b: &Behaviour, terms: &Terms, part: f32) -> f32 {
    let months = terms.bureau.map_or(0.0, |bureau| f32::from(bureau.expiry) * bureau.refuses);
    (b.loan.want * months).min(1.0) * b.loan.worth * part * b.loan.term
}

/// Chance of paying, and how much of the decision the regime explains.
fn keeps(b: &Behaviour, minds: &Minds, terms: &Terms, owed: f32, claim: f32, credit: f32, i: usize) -> (f32, f32) {
    let material = collected(b) * (claim + b.law.loan_fine) + gossip_stake(b) + credit - owed;
    let regime = minds.reckon(terms, Act::PayInstalment, i) - minds.reckon(terms, Act::Default, i);
    weigh(minds, terms, material, regime, b.need.defaulting, i)
}

/// Chance of paying, where need weighs this much against it.
fn weigh(minds: &Minds, terms: &Terms, material: f32, regime: f32, strain: f32, i: usize) -> (f32, f32) {
    let pulled = |delta: f32| minds.weight[0][i] * money(delta, minds.ease[i]);
    let own = pulled(material) + minds.norms(Domain::Integrity, terms.promoted[0], i) - strain * minds.need[i];
    let by_regime = pulled(material + regime) - pulled(material);
    (logistic(own + by_regime), by_regime / (by_regime.abs() + own.abs() + 1e-6))
}

/// A debt is overdue: a court collects it, the lender gives up, or she is dunned and may pay. No payment takes more
/// than she has beyond subsistence.
fn overdue(place: &Place, minds: &Minds, terms: &Terms, words: [u32; 2], parts: u8, i: usize, deeds: &mut Events) {
    let b = place.behaviour;
    let claim = claim(part(b, f32::from(place.usual[i])), parts);
    let left = deeds.savings[i] as f32 + f32::from(place.income[i]) - b.loan.subsistence;
    let happens = |n: u32, chance: f32| unit(nth(words[0], n)) < chance;
    if happens(1, b.law.loan_court) && left >= claim {
        deeds.befalls(i, COLLECTED, true);
        deeds.acts[i] |= Act::Repay.bit();
        deeds.due[i] = claim as u32;
        deeds.debt[i] = settled(terms.bureau).byte();
    } else if happens(2, b.law.loan_limit) {
        deeds.debt[i] = settled(terms.bureau).byte();
    } else if happens(3, b.loan.dun) && left >= claim {
        let listed =
            if terms.frees { f32::from(place.months[i]) * minds.cost_of(terms, place.standing[i], i) } else { 0.0 };
        let material = collected(b) * (claim + b.law.loan_fine) + listed - claim;
        let (pays, by_regime) = weigh(minds, terms, material, minds.reckon(terms, Act::Repay, i), b.need.defaulting, i);
        if unit(words[1]) < pays {
            deeds.acts[i] |= Act::Repay.bit();
            deeds.due[i] = claim as u32;
            deeds.debt[i] = settled(terms.bureau).byte();
            deeds.pull[0][i] = pull(by_regime);
        }
    }
}

/// What somebody with this income owes before the first month, where these words decide: as many people are paying a
/// loan as if everybody who wanted one and could live beside it had always got it.
pub fn starts(b: &Behaviour, income: f32, [owes, parts]: [u32; 2]) -> Debt {
    let wanted = b.loan.want * b.loan.term;
    let part = part(b, income);
    let could_live = income - due(part, b.loan.term as u8, b.loan.funds) >= b.loan.subsistence;
    if could_live && unit(owes) < wanted / (1.0 + wanted) {
        Debt::Paying(1 + (unit(parts) * b.loan.term.min(f32::from(MOST_PARTS))) as u8)
    } else {
        Debt::None
    }
}

/// The share of broken instalments that a neighbourhood's lenders remember after a month, of which a share `memory` is
/// this month's.
pub fn remember(memory: f32, broken: f32, deeds: &Events, persons: usize) -> f32 {
    let due = deeds.how_many(DUE, persons);
    if due == 0 {
        return broken;
    }
    let defaults = deeds.acts[..persons].iter().filter(|acts| *acts & Act::Default.bit() != 0).count();
    broken + memory * (defaults as f32 / f32::from(due) - broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::LANES;
    use crate::society::behaviour::{Law, Loan};

    fn behaviour() -> Behaviour {
        let loan = Loan { size: 6.0, term: 24.0, worth: 0.2, funds: 0.04, loss: 0.6, cap: 0.5, ..Loan::default() };
        Behaviour { loan, law: Law { loan_limit: 0.02, ..Law::default() }, ..Behaviour::default() }
    }

    /// People who differ only in how much their word is worth to them, from nothing to everything.
    fn people() -> Minds {
        let mut minds = Minds::EMPTY;
        for i in 0..LANES {
            minds.norm[0][i] = i as f32 / (LANES - 1) as f32;
            (minds.weight[0][i], minds.weight[1][i], minds.ease[i]) = (4.0, 8.0, 1_000.0);
        }
        minds
    }

    #[test]
    fn a_debt_is_kept_in_a_byte() {
        for parts in 1..=MOST_PARTS {
            for debt in [Debt::Paying(parts), Debt::Broken(parts), Debt::Marked(parts), Debt::Slandered(parts)] {
                assert!(Debt::read(debt.byte()) == debt && debt.is_like(debt.byte()));
            }
        }
        assert_eq!([0, Debt::Paying(0).byte()].map(Debt::read), [Debt::None; 2]);
        assert!(!Debt::Paying(1).is_like(0));
    }

    /// Payments add up to the sum lent and the interest on the outstanding principal.
    #[test]
    fn the_parts_add_up_to_what_is_owed() {
        let (part, rate) = (500.0, 0.06);
        let paid: f32 = (1..=24).map(|parts| due(part, parts, rate)).sum();
        assert!((paid - owed(part, 24, rate)).abs() < 1.0, "{paid}");
        assert_eq!(claim(part, 24), 12_000.0);
    }

    /// Stiglitz & Weiss: the higher the rate, the less the remaining borrowers mean to keep their word; and the
    /// lender's return first rises with the rate and then falls.
    #[test]
    fn a_higher_rate_drives_the_honest_away_and_may_bring_the_lender_less() {
        let (b, minds) = (behaviour(), people());
        let terms = Terms::of_law(&b, 0);
        let (income, part) = (3_000.0, part(&b, 3_000.0));
        let at = |rate: f32| {
            let (mut takers, mut word, mut back) = (0.0, 0.0, 0.0);
            for i in 0..LANES {
                let takes = borrows(&b, &minds, income, rate, i);
                let keeps = keeps(&b, &minds, &terms, owed(part, 24, rate), claim(part, 24), 0.0, i).0;
                takers += takes;
                word += takes * minds.norm[0][i];
                back += takes * keeps * owed(part, 24, rate);
            }
            (word / takers, back / (takers * claim(part, 24)), back)
        };
        assert!(at(0.4).0 < at(0.1).0 && at(0.1).0 < at(0.0).0, "adverse selection");
        let returns: Vec<f32> = (0..60).map(|k| at(f32::from(k as u8) * 0.05).2).collect();
        let best = (0..60).max_by(|a, b| returns[*a].total_cmp(&returns[*b])).unwrap();
        assert!((1..59).contains(&best), "there is a best rate between the ends: {returns:?}");
    }

    /// Without norms, talk or a regime, paying is arithmetic: people pay if courts make default as expensive.
    #[test]
    fn a_word_without_norms_is_worth_what_a_court_makes_of_it() {
        let (mut b, mut minds) = (behaviour(), Minds::EMPTY);
        (minds.weight[0][0], minds.ease[0]) = (40.0, 1_000.0);
        let keeps = |b: &Behaviour| keeps(b, &minds, &Terms::of_law(b, 0), 12_000.0, 12_000.0, 0.0, 0).0;
        assert!(keeps(&b) < 0.01, "no court, no word");
        (b.law.loan_court, b.law.loan_limit, b.law.loan_fine) = (1.0, 0.0, 1_000.0);
        assert!(keeps(&b) > 0.99);
        b.law.loan_fine = 0.0;
        assert!((keeps(&b) - 0.5).abs() < 1e-3, "where the court takes exactly what is owed, chance alone decides");
    }

    #[test]
    fn a_bureau_forgets_after_its_time_and_errs_and_mends_as_often_as_it_says() {
        let b = behaviour();
        let strict = BureauTerms { expiry: 12, errors: 0.1, dispute: 0.1, refuses: 1.0 };
        let a_bureau = Some(strict);
        assert_eq!(on_file(Debt::Marked(9), None, true, false), Debt::None, "without a bureau nobody remembers");
        assert_eq!(on_file(Debt::Marked(9), a_bureau, true, true), Debt::Marked(8), "a true mark is not mended");
        assert_eq!(on_file(Debt::Marked(1), a_bureau, false, false), Debt::None);
        assert_eq!(on_file(Debt::None, a_bureau, false, true), Debt::None);
        assert_eq!([settled(a_bureau), settled(None)], [Debt::Marked(12), Debt::None]);
        assert_eq!(on_file(Debt::None, a_bureau, true, false), Debt::Slandered(12));
        assert_eq!(on_file(Debt::Slandered(9), a_bureau, false, true), Debt::None);
        assert_eq!(on_file(Debt::Paying(9), a_bureau, true, true), Debt::Paying(9), "a payer is not affected");
        let mut terms = Terms { bureau: a_bureau, ..Terms::of_law(&b, 0) };
        assert!(lends(&terms, Debt::None, 8, 0.9) && !lends(&terms, Debt::Slandered(3), 8, 0.9));
        terms.bureau = Some(BureauTerms { refuses: 0.4, ..strict });
        assert!(lends(&terms, Debt::Marked(3), 8, 0.5) && !lends(&terms, Debt::Marked(3), 8, 0.3));
        terms.shown_to_lenders = true;
        let lent = [7, 8].map(|standing| lends(&terms, Debt::None, standing, 0.0));
        assert_eq!(lent, [true, false], "lenders who see the list refuse");
    }

    #[test]
    fn a_lender_asks_for_what_it_loses() {
        let b = behaviour();
        assert_eq!(rate(&b, 0.0, 0.0), 0.04);
        // Twelve in a thousand per year, of which six tenths are lost.
        assert!((rate(&b, 0.001, 0.0) - (0.04 + 0.012 * 0.6)).abs() < 1e-6);
        assert_eq!(rate(&b, 0.0, -0.1), 0.0, "nobody is paid for borrowing");
    }
}
