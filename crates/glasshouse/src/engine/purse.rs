//! Where does the money go? Whole yuan move between persons, the state and the rest of the economy; none is made.

use super::meeting::Outcome;
use super::sight::is_listed;
use crate::chance::{LANES, Lane};
use crate::life::deeds::{
    CAUGHT, COLLECTED, DOMESTIC, Deeds, EXPOSED, HEARD, ILL, IMPORT, LIED, SILENT, SOLVED, TROUBLE, Trade,
};
use crate::life::firm::Access;
use crate::life::hardship;
use crate::life::mind::money;
use crate::life::terms::{self, Terms};
use crate::society::act::{Act, Acts};
use crate::society::behaviour::Behaviour;
use crate::society::marginals::AGES;
use crate::society::people::{FIRMS, Neighbourhood};

/// What the state and the rest of the economy gained this month, yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The state.
    pub state: i64,
    /// The rest of the economy.
    pub outside: i64,
}

/// Public facts about persons' money.
pub struct Means<'a> {
    /// Income, yuan a month.
    pub income: &'a Lane<u16>,
    /// Age band.
    pub age: &'a Lane<u8>,
    /// Trait flags.
    pub flags: &'a Lane<u8>,
    /// Ease v of each.
    pub ease: &'a Lane<f32>,
    /// Standing of each.
    pub standing: &'a Lane<u8>,
    /// Households, as in the traits.
    pub household: &'a Lane<u8>,
    /// Repute of each, in 1/255.
    pub repute: &'a Lane<u8>,
    /// What being shamed costs each, yuan.
    pub shame: &'a Lane<f32>,
    /// Ties of each that are silent.
    pub silent: &'a Lane<u8>,
    /// Officials, by place, and whether each still has the post.
    pub posts: &'a [(usize, bool)],
}

/// What the month's money meant to persons.
pub struct Flows {
    /// Savings at the end of the month, yuan.
    pub savings: Lane<u32>,
    /// Disposable income of the month: wages, rewards and welfare less levies, fines and awards; yuan.
    pub disposable: Lane<u32>,
    /// Yuan that the state got from her, or (negative) paid for her.
    pub to_state: Lane<i64>,
    /// Of what the state paid, what welfare paid.
    pub welfare: Lane<u32>,
    /// How life went, −1 to 1.
    pub life: Lane<f32>,
    /// How the regime treated her, −1 to 1.
    pub regime: Lane<f32>,
    /// Fines for adulteration, road, false claims and staged accidents: fined or not.
    pub fined: Lane<bool>,
}

/// A purse that cannot be overdrawn.
struct Purse(i64);

impl Purse {
    /// Pays as much of `want` as there is.
    fn pay(&mut self, want: i64) -> i64 {
        let paid = want.clamp(0, self.0.max(0));
        self.0 -= paid;
        paid
    }

    /// What is saved; beyond what a column can hold (4.29 thousand million yuan) it is invested elsewhere.
    fn keep(self, ledger: &mut Ledger) -> u32 {
        let kept = u32::try_from(self.0.max(0)).unwrap_or(u32::MAX);
        ledger.outside += self.0 - i64::from(kept);
        kept
    }
}

/// Settles everybody's month.
#[allow(clippy::too_many_arguments)] // a settlement has many sides
pub fn settle(
    b: &Behaviour,
    terms: &Terms,
    hood: &Neighbourhood,
    means: &Means,
    standings: &[(u8, i16); FIRMS],
    deeds: &Deeds,
    out: &Outcome,
    ledger: &mut Ledger,
) -> Flows {
    let zero = [0.0; LANES];
    let mut flows = Flows {
        savings: [0; LANES],
        disposable: [0; LANES],
        to_state: [0; LANES],
        welfare: [0; LANES],
        life: zero,
        regime: zero,
        fined: [false; LANES],
    };
    let mut left = [0; LANES];
    for i in 0..LANES {
        left[i] = (i64::from(deeds.savings[i]) + won(out, i)).clamp(0, i64::from(u32::MAX)) as u32;
    }
    let gifts = hardship::gifts(b, terms, means.household, deeds, &left);
    let mut till = 0;
    for i in 0..hood.persons() {
        let access = &terms.access[means.standing[i] as usize];
        let before = ledger.state;
        till += person(b, terms, access, means, deeds, out, gifts[i], i, ledger, &mut flows);
        flows.to_state[i] = ledger.state - before;
    }
    owners(b, terms, hood, deeds, till, ledger, &mut flows);
    if let Some(firms) = &terms.firms {
        for (f, (standing, _)) in standings.iter().enumerate().take(hood.firms) {
            let access = &firms.access[usize::from(*standing)];
            standing_of_firm(b, access, &deeds.firms[f], hood.owner(f), ledger, &mut flows);
        }
    }
    officials(b, terms, means, deeds, ledger, &mut flows);
    flows
}

/// Yuan won from others, or lost to them, in court and by staged accidents.
fn won(out: &Outcome, i: usize) -> i64 {
    i64::from(out.award[i]) + i64::from(out.loot[i])
}

/// One person's month; returns what she paid for the staple made at home.
#[allow(clippy::too_many_arguments)] // a settlement has many sides
fn person(
    b: &Behaviour,
    terms: &Terms,
    access: &terms::Access,
    means: &Means,
    deeds: &Deeds,
    out: &Outcome,
    gift: i32,
    i: usize,
    ledger: &mut Ledger,
    flows: &mut Flows,
) -> i64 {
    let income = f32::from(means.income[i]);
    let (acts, fate) = (deeds.acts[i], deeds.fate[i]);
    let won = won(out, i) + i64::from(gift);
    let mut purse = Purse(i64::from(deeds.savings[i]) + won);

    // What comes in.
    let earned = i64::from(means.income[i]);
    let gain = access.gain(income, terms.winter) as i64;
    let heating = (access.heating * terms.winter) as i64;
    let told = acts & Act::Inform.bit() != 0 || (acts & Act::Denounce.bit() != 0 && fate & LIED == 0);
    let asked = terms.informants.as_ref();
    let reward = if told { asked.map_or(0, |a| a.reward as i64) } else { 0 };
    let floor = terms.support(income, means.age[i] as usize == AGES - 1);
    purse.0 += earned + gain + floor + reward;
    ledger.outside -= earned + gain - heating;
    ledger.state -= heating + floor + reward;

    // What the law and the regime take.
    let outlay = access.outlay(income, means.flags[i]) as i64;
    let to_state = purse.pay(access.levy as i64);
    let to_others = purse.pay(outlay - access.levy as i64);
    let tax = purse.pay(terms.contribution(income));
    let road = if fate & CAUGHT != 0 { b.law.road_fine as i64 } else { 0 };
    let court = if out.refuted[i] { terms.courts.2 as i64 } else { 0 };
    let found = acts & Act::Scam.bit() != 0 && fate & SOLVED != 0;
    let staged = if found { b.staged.fine as i64 } else { 0 };
    let silent = if fate & SILENT != 0 { asked.map_or(0, |a| a.penalty as i64) } else { 0 };
    let lied = if fate & LIED != 0 { asked.map_or(0, |a| a.fine as i64) } else { 0 };
    let bribery = if fate & EXPOSED != 0 { bribery(b, terms, acts) as i64 } else { 0 };
    let collected = if fate & COLLECTED != 0 { b.law.loan_fine as i64 } else { 0 };
    // What a lender is paid, by will or through a court, comes before all fines.
    let lender = purse.pay(deeds.due[i].into());
    ledger.outside += lender;
    let appeal = if fate & HEARD != 0 { terms.appeals.map_or(0, |a| a.cost as i64) } else { 0 };
    let appealed = purse.pay(appeal);
    let fines = purse.pay(road + court + staged + silent + lied + bribery + collected + i64::from(deeds.fine[i]));
    let donation = if acts & Act::Donate.bit() != 0 { terms.donation.map_or(0, |d| d.cost as i64) } else { 0 };
    let donated = purse.pay(donation);
    ledger.state += to_state + tax + fines + donated + appealed;
    ledger.outside += to_others;
    let taken = to_state + to_others + tax + fines + donated + appealed;

    // What befalls her.
    let distress =
        if out.distressed[i] { b.distress.bill + if out.helped[i] { 0.0 } else { b.distress.help_gain } } else { 0.0 };
    let trouble = if fate & TROUBLE != 0 { b.hardship.bill } else { 0.0 };
    let bill = distress + trouble + if fate & ILL != 0 { b.market.illness_cost } else { 0.0 };
    let covered = (bill * terms.medical) as i64;
    let owed = bill as i64 - covered;
    let waiting = if deeds.waits[i] { b.discretion.waiting as i64 } else { 0 };
    let paid = purse.pay(owed) + purse.pay(waiting);
    ledger.state -= covered;
    flows.welfare[i] = (floor + covered) as u32;
    ledger.outside += covered + paid;

    // What she buys. What neighbours do for each other saves spending.
    let till = if fate & DOMESTIC != 0 { purse.pay(b.market.price as i64) } else { 0 };
    let import = if fate & IMPORT != 0 { purse.pay(b.market.import_price as i64) } else { 0 };
    let spare = (purse.0 - (income * b.purse.savings) as i64).max(0);
    let favours = b.gossip.favours * f32::from(means.repute[i]) / 255.0;
    // What friends who no longer meet do not do for each other has to be bought.
    let missed = b.shunning.tie * f32::from(means.silent[i]);
    let living = (income * b.purse.spending - favours + missed).max(0.0);
    let spending = purse.pay(living as i64 + (spare as f32 * b.purse.drawdown) as i64);
    let shopped = acts & (Act::BuyApproved.bit() | Act::BuyDisapproved.bit()) != 0;
    let goods = if shopped { purse.pay(b.purchase.price as i64) } else { 0 };
    ledger.outside += import + spending + goods;

    flows.savings[i] = purse.keep(ledger);
    let disposable = earned + gain + floor + reward + won - taken;
    flows.disposable[i] = disposable.clamp(0, i64::from(u32::MAX)) as u32;
    flows.life[i] = money(won as f32 + floor as f32 - (owed + fines) as f32, means.ease[i]);
    let shame = if is_listed(means.standing[i]) { means.shame[i] } else { 0.0 };
    flows.regime[i] = money(gain as f32 - access.loss(income, means.flags[i]) - shame, means.ease[i]);
    flows.fined[i] = fines > 0;
    till
}

/// What somebody who was exposed pays.
fn bribery(b: &Behaviour, terms: &Terms, acts: Acts) -> f32 {
    let paid = if acts & Act::Bribe.bit() != 0 { b.law.bribe_fine } else { 0.0 };
    let took = if acts & Act::TakeBribe.bit() != 0 { terms.officials.punishment } else { 0.0 };
    paid + took
}

/// Officials with a clean record get what is promised for it; who lost the post earns less than those in one.
fn officials(b: &Behaviour, terms: &Terms, means: &Means, deeds: &Deeds, ledger: &mut Ledger, flows: &mut Flows) {
    for (k, in_post) in means.posts.iter().copied() {
        let mut purse = Purse(i64::from(flows.savings[k]));
        if !in_post {
            let forgone = purse.pay((b.discretion.post as i64).min(means.income[k].into()));
            ledger.outside += forgone;
            flows.disposable[k] = flows.disposable[k].saturating_sub(forgone as u32);
        } else if deeds.fate[k] & EXPOSED == 0 {
            let bonus = terms.officials.bonus as i64;
            purse.0 += bonus;
            ledger.state -= bonus;
            flows.to_state[k] -= bonus;
            flows.disposable[k] = flows.disposable[k].saturating_add(bonus as u32);
        }
        flows.savings[k] = purse.keep(ledger);
    }
}

/// What a firm's standing brings its owner, or costs her.
fn standing_of_firm(
    b: &Behaviour,
    access: &Access,
    trade: &Trade,
    owner: usize,
    ledger: &mut Ledger,
    flows: &mut Flows,
) {
    let mut purse = Purse(i64::from(flows.savings[owner]));
    let interest = access.interest(&b.market, trade.sales.into()) as i64;
    let orders = access.orders.max(0.0) as i64;
    purse.0 += orders;
    ledger.state -= orders;
    flows.to_state[owner] -= orders;
    let lost = purse.pay((-access.orders).max(0.0) as i64 + interest.max(0));
    let spared = (-interest).max(0);
    purse.0 += spared;
    ledger.outside += lost - spared;
    flows.savings[owner] = purse.keep(ledger);
}

/// Owners get what their customers paid, less the cost of making it, and pay for what was found.
fn owners(
    b: &Behaviour,
    terms: &Terms,
    hood: &Neighbourhood,
    deeds: &Deeds,
    till: i64,
    ledger: &mut Ledger,
    flows: &mut Flows,
) {
    let firms = &deeds.firms[..hood.firms];
    let sales: i64 = firms.iter().map(|f| i64::from(f.sales)).sum();
    let mut left = till;
    for (f, trade) in firms.iter().enumerate().filter(|(_, trade)| trade.sales > 0) {
        let owner = hood.owner(f);
        let cost = if trade.adulterated { b.market.adulterated_cost } else { b.market.honest_cost };
        let profit = (till * i64::from(trade.sales) / sales - (cost * f32::from(trade.sales)) as i64).max(0);
        left -= profit;
        let mut purse = Purse(i64::from(flows.savings[owner]) + profit);
        let found = trade.found() || (trade.adulterated && trade.traced > 0);
        let fine = if found { purse.pay(terms.inspection.1 as i64) } else { 0 };
        ledger.state += fine;
        flows.to_state[owner] += fine;
        flows.savings[owner] = purse.keep(ledger);
        flows.fined[owner] |= found;
    }
    ledger.outside += left;
}
