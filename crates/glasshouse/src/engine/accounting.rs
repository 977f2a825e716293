//! Money accounting in whole yuan between persons, the state and the rest of the economy; none is created.

use super::context::Context;
use super::fines::Fines;
use super::matching::MeetingOutcomes;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::official_cases::{self, Post};
use super::purse::{MOST_PAID, MOST_SAVED, Purse, if_so, yuan};
use super::world::Common;
use crate::life::access::Access;
use crate::life::appeal::{GRANTED, HEARD};
use crate::life::decision::money;
use crate::life::discretion::{self, EXPOSED};
use crate::life::events::{Events, Trade};
use crate::life::firm_terms::FirmAccess;
use crate::life::hardship;
use crate::life::hardship::TROUBLE;
use crate::life::informing::{BROKE_WITH_FRIEND, BROKE_WITH_KIN, LIED, rift};
use crate::life::market::{DOMESTIC, ILL, IMPORT};
use crate::life::own;
use crate::life::terms::Terms;
use crate::rng::{LANES, Lane, whole};
use crate::society::Society;
use crate::society::act::Act;
use crate::society::behaviour::Behaviour;
use crate::society::marginals::AGES;
use crate::society::traits::Neighbourhood;
use multiversion::multiversion;

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
    /// Usual income, yuan a month.
    pub usual: &'a Lane<u16>,
    /// Age band.
    pub age: &'a Lane<u8>,
    /// Trait flags.
    pub flags: &'a Lane<u8>,
    /// Ease v of each person.
    pub ease: &'a Lane<f32>,
    /// Standing of each.
    pub standing: &'a Lane<u8>,
    /// Households, as in the traits.
    pub household: &'a Lane<u8>,
    /// Reputation of each, in 1/255.
    pub repute: &'a Lane<u8>,
    /// What being shamed costs each, yuan.
    pub shame: &'a Lane<f32>,
    /// Number of silent ties of each.
    pub silent: &'a Lane<u8>,
    /// Officials, by place, and whether each still has the post.
    pub posts: &'a [Post],
}

/// The month's money flows and what they meant to persons.
pub struct MoneyFlows {
    /// Savings at the end of the month, yuan.
    pub savings: Lane<u32>,
    /// Disposable income of the month: wages, rewards and welfare less levies, fines and awards; yuan.
    pub disposable: Lane<u32>,
    /// Yuan that the state received from her, or (negative) paid for her.
    pub to_state: Lane<i32>,
    /// Yuan that the state paid for her, before anything that it received.
    pub paid: Lane<i32>,
    /// Yuan of hers that went into the running of the system.
    pub contribution: Lane<u32>,
    /// The welfare part of what the state paid.
    pub welfare: Lane<u32>,
    /// Yuan received from children, or given to old parents (negative).
    pub support: Lane<i32>,
    /// Yuan that her standing brought.
    pub gain: Lane<i32>,
    /// Yuan that it cost her, in money and prospects.
    pub loss: Lane<f32>,
    /// How life went, −1 to 1.
    pub life: Lane<f32>,
    /// How the regime treated her, −1 to 1.
    pub regime: Lane<f32>,
    /// Whether she was fined for adulteration, road offences, false claims or staged accidents.
    pub fined: Lane<bool>,
}

/// The settlement of everybody's month, step by step. Each step covers the whole neighbourhood without branches, so
/// that several persons are processed at once.
struct Settling<'a> {
    behaviour: &'a Behaviour,
    terms: &'a Terms,
    means: &'a Means<'a>,
    events: &'a Events,
    outcomes: &'a MeetingOutcomes,
    offers: Offers,
    purse: Lane<i32>,
    /// What the state receives; negative if it pays.
    state: Lane<i32>,
    /// What the rest of the economy receives; negative if it pays.
    outside: Lane<i32>,
    disposable: Lane<i32>,
    /// Fines that she paid.
    fined: Lane<i32>,
}

/// What everybody's standing brings and costs, yuan.
struct Offers {
    gain: Lane<i32>,
    heating: Lane<i32>,
    outlay: Lane<i32>,
    levy: Lane<i32>,
    loss: Lane<f32>,
}

impl Offers {
    #[inline(always)]
    fn of(terms: &Terms, means: &Means) -> Offers {
        let none = [0; LANES];
        let mut offers = Offers { gain: none, heating: none, outlay: none, levy: none, loss: [0.0; LANES] };
        // Few standings occur in a neighbourhood: the offers of each are computed for everybody and apply to those
        // who have it.
        let mut left = means.standing.iter().fold(0_u32, |all, standing| all | 1 << standing);
        while left != 0 {
            let standing = left.trailing_zeros() as u8;
            left &= left - 1;
            let access = terms.access[usize::from(standing)];
            if access == Access::default() {
                continue;
            }
            let (heating, levy) = (yuan(access.heating * terms.winter), yuan(access.levy));
            for i in 0..LANES {
                let (has, income) = (means.standing[i] == standing, f32::from(means.income[i]));
                offers.gain[i] |= if_so(has, yuan(access.gain(income, terms.winter)));
                offers.heating[i] |= if_so(has, heating);
                offers.outlay[i] |= if_so(has, yuan(access.outlay(income, means.flags[i])));
                offers.levy[i] |= if_so(has, levy);
                offers.loss[i] += if has { access.loss(income, means.flags[i]) } else { 0.0 };
            }
        }
        offers
    }
}

impl Context<'_> {
    /// Settles everybody's month, in a neighbourhood whose shared state is `common`.
    pub fn settle(&self, month: &NeighbourhoodMonth, common: &Common, ledger: &mut Ledger) -> MoneyFlows {
        let place = &month.start().place;
        let means = Means {
            income: &place.income,
            usual: &place.usual,
            age: &place.age,
            flags: &place.flags,
            ease: &month.minds.ease,
            household: &place.household,
            repute: &place.repute,
            shame: &month.minds.shame,
            standing: &place.standing,
            silent: &month.observation.silent,
            posts: &official_cases::posts(month.population, common, month.index),
        };
        settle(&self.people.society, self.terms, month, &means, ledger)
    }
}

/// Settles everybody's month.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn settle(
    society: &Society,
    terms: &Terms,
    month: &NeighbourhoodMonth,
    means: &Means,
    ledger: &mut Ledger,
) -> MoneyFlows {
    let NeighbourhoodMonth { events, outcomes, .. } = *month;
    let behaviour = &society.behaviour;
    let neighbourhood = month.neighbourhood();
    let zero = [0.0; LANES];
    let mut flows = MoneyFlows {
        savings: [0; LANES],
        disposable: [0; LANES],
        to_state: [0; LANES],
        paid: [0; LANES],
        contribution: [0; LANES],
        welfare: [0; LANES],
        support: month.start().place.support,
        gain: [0; LANES],
        loss: zero,
        life: zero,
        regime: zero,
        fined: [false; LANES],
    };
    let mut won = [0; LANES];
    let mut left = [0; LANES];
    for i in 0..LANES {
        // Yuan won from others, or lost to them, in court and by staged accidents.
        won[i] = outcomes.award[i] + outcomes.loot[i];
        left[i] = (events.savings[i] as i32 + won[i]).max(0) as u32;
    }
    let gifts = hardship::gifts(behaviour, terms, means.household, events, &left);
    for i in 0..LANES {
        won[i] += gifts[i];
    }
    let none = [0; LANES];
    let offers = Offers::of(terms, means);
    let (purse, state, outside, disposable, fined) = (none, none, none, none, none);
    let mut settling =
        Settling { behaviour, terms, means, events, outcomes, offers, purse, state, outside, disposable, fined };
    settling.comes_in(&won, &mut flows);
    let mut of_file = own::OwnMoney::NONE;
    if !society.encounters.is_empty() {
        of_file = own::OwnMoney::of(&society.encounters, events, means.usual);
        settling.deals(&of_file.pays);
    }
    settling.is_taken(&Fines::of(society, terms), &of_file.due, &mut flows);
    settling.befalls(&won, &mut flows);
    let till = settling.is_bought(neighbourhood.persons());
    settling.closes(neighbourhood.persons(), ledger, &mut flows);
    owners(behaviour, terms, neighbourhood, events, till, ledger, &mut flows);
    if let Some(firms) = &terms.firms {
        for (f, firm) in month.start().place.firms.iter().enumerate().take(neighbourhood.firms) {
            let (access, owner) = (&firms.access[usize::from(firm.standing)], neighbourhood.owner(f));
            standing_of_firm(behaviour, access, &events.firms[f], owner, ledger, &mut flows);
        }
    }
    officials(behaviour, terms, means, events, ledger, &mut flows);
    flows
}

impl Settling<'_> {
    /// Money in: winnings from others, wages, benefits of a standing, welfare, rewards.
    #[inline(always)]
    fn comes_in(&mut self, won: &Lane<i32>, flows: &mut MoneyFlows) {
        let reward = yuan(self.terms.informants.as_ref().map_or(0.0, |asked| asked.reward));
        let windfall = yuan(self.terms.windfall);
        let compensation = yuan(self.terms.appeals.map_or(0.0, |appeals| appeals.compensation));
        for i in 0..LANES {
            let acts = self.events.acts[i];
            let earned = i32::from(self.means.income[i]);
            let old = usize::from(self.means.age[i]) == AGES - 1;
            let floor = self.terms.support(earned as f32, old);
            let lied = self.events.befell(i, LIED);
            let told = (acts & Act::Inform.bit() != 0) | (acts & Act::Denounce.bit() != 0) & !lied;
            let reward = if_so(told, reward) + if_so(self.events.befell(i, GRANTED), compensation);
            let income = earned + self.offers.gain[i] + windfall;
            let passed = won[i] + flows.support[i];
            self.purse[i] = self.events.savings[i] as i32 + passed + income + floor + reward;
            self.outside[i] = self.offers.heating[i] - income;
            self.state[i] = -(self.offers.heating[i] + floor + reward);
            self.disposable[i] = income + floor + reward + passed;
            flows.welfare[i] = floor as u32;
            flows.paid[i] = self.offers.heating[i] + floor + reward;
        }
    }

    /// What encounters of a file bring from the rest of the economy, or cost, as far as somebody has it.
    fn deals(&mut self, pays: &Lane<i32>) {
        for i in 0..LANES {
            let mut purse = Purse(self.purse[i]);
            let won = pays[i].max(0) - purse.pay((-pays[i]).max(0));
            self.purse[i] = purse.0 + pays[i].max(0);
            self.outside[i] -= won;
            self.disposable[i] += won;
        }
    }

    /// What the law and the regime take. Payments to a lender, voluntary or through a court, come before all fines.
    #[inline(always)]
    fn is_taken(&mut self, fines: &Fines, of_file: &Lane<i32>, flows: &mut MoneyFlows) {
        let terms = self.terms;
        let appeal = yuan(terms.appeals.map_or(0.0, |a| a.cost));
        let donation = yuan(terms.donation.map_or(0.0, |d| d.cost));
        for i in 0..LANES {
            let acts = self.events.acts[i];
            let mut purse = Purse(self.purse[i]);
            let to_state = purse.pay(self.offers.levy[i]);
            let to_others = purse.pay(self.offers.outlay[i] - self.offers.levy[i]);
            let tax = purse.pay(terms.contribution(f32::from(self.means.income[i])));
            let lender = purse.pay(self.events.due[i] as i32);
            let appealed = purse.pay(if_so(self.events.befell(i, HEARD), appeal));
            let due = fines.due(self.events, i, self.outcomes.refuted[i])
                + of_file[i]
                + (self.events.fine[i].min(MOST_PAID as u32) as i32);
            let fined = purse.pay(due);
            let donated = purse.pay(if_so(acts & Act::Donate.bit() != 0, donation) + self.events.release[i] as i32);
            let public = to_state + tax + fined + donated + appealed;
            self.state[i] += public;
            self.outside[i] += lender + to_others;
            self.disposable[i] -= to_others + public;
            self.purse[i] = purse.0;
            self.fined[i] = fined;
            flows.fined[i] = fined > 0;
        }
    }

    /// Misfortunes: bills, of which the state may cover a part, and waiting for a permit. Also computes how life
    /// went.
    #[inline(always)]
    fn befalls(&mut self, won: &Lane<i32>, flows: &mut MoneyFlows) {
        let (behaviour, medical) = (self.behaviour, self.terms.medical);
        let vacant = official_cases::vacant(self.means.posts);
        let waiting = yuan(discretion::waiting(behaviour, self.terms, vacant));
        for i in 0..LANES {
            let left_alone = if self.outcomes.helped[i] { 0.0 } else { behaviour.distress.help_gain };
            let distress = if self.outcomes.distressed[i] { behaviour.distress.bill + left_alone } else { 0.0 };
            let trouble = if self.events.befell(i, TROUBLE) { behaviour.hardship.bill } else { 0.0 };
            let bill =
                distress + trouble + if self.events.befell(i, ILL) { behaviour.market.illness_cost } else { 0.0 };
            let covered = yuan(bill * medical);
            let owed = yuan(bill) - covered;
            let mut purse = Purse(self.purse[i]);
            let paid = purse.pay(owed) + purse.pay(if_so(self.events.waits[i], waiting));
            self.purse[i] = purse.0;
            self.state[i] -= covered;
            self.outside[i] += covered + paid;
            let floor = flows.welfare[i] as i32;
            flows.welfare[i] = (floor + covered) as u32;
            flows.paid[i] += covered;
            let (gain, cost) = (won[i] as f32 + floor as f32 + self.terms.windfall, (owed + self.fined[i]) as f32);
            flows.life[i] = money(gain - cost, self.means.ease[i]);
        }
    }

    /// Purchases. Neighbours' favours save spending; favours missing because friends no longer meet have to be
    /// bought. Returns the total paid for the domestic staple.
    #[inline(always)]
    fn is_bought(&mut self, persons: usize) -> i64 {
        let behaviour = self.behaviour;
        let (price, import_price) = (yuan(behaviour.market.price), yuan(behaviour.market.import_price));
        let goods_price = yuan(behaviour.purchase.price);
        let mut tills = [0; LANES];
        for i in 0..LANES {
            let acts = self.events.acts[i];
            let usual = f32::from(self.means.usual[i]);
            let mut purse = Purse(self.purse[i]);
            tills[i] = purse.pay(if_so(self.events.befell(i, DOMESTIC), price));
            let import = purse.pay(if_so(self.events.befell(i, IMPORT), import_price));
            let spare = (purse.0 - yuan(usual * behaviour.purse.savings)).max(0);
            let favours = behaviour.gossip.favours * f32::from(self.means.repute[i]) / 255.0;
            let broke = |over, at_home| if self.events.befell(i, over) { rift(behaviour, at_home) } else { 0.0 };
            let missed = behaviour.shunning.tie * f32::from(self.means.silent[i])
                + broke(BROKE_WITH_FRIEND, false)
                + broke(BROKE_WITH_KIN, true);
            let living = (behaviour.purse.basic + usual * behaviour.purse.spending - favours + missed).max(0.0);
            let spending = purse.pay(yuan(living) + whole(spare as f32 * behaviour.purse.drawdown));
            let shopped = acts & (Act::BuyApproved.bit() | Act::BuyDisapproved.bit()) != 0;
            let goods = purse.pay(if_so(shopped, goods_price));
            self.outside[i] += import + spending + goods;
            self.purse[i] = purse.0;
        }
        tills[..persons].iter().map(|till| i64::from(*till)).sum()
    }

    /// Closes the month's books: what is left in each purse, and how the regime treated everybody.
    #[inline(always)]
    fn closes(&self, persons: usize, ledger: &mut Ledger, flows: &mut MoneyFlows) {
        let mut invested = [0; LANES];
        for i in 0..LANES {
            let kept = self.purse[i].clamp(0, MOST_SAVED);
            invested[i] = self.purse[i] - kept;
            flows.savings[i] = kept as u32;
            flows.disposable[i] = self.disposable[i].max(0) as u32;
            let shame = if is_listed(self.means.standing[i]) { self.means.shame[i] } else { 0.0 };
            let treated = self.offers.gain[i] as f32 - self.offers.loss[i] - shame;
            flows.regime[i] = money(treated, self.means.ease[i]);
        }
        (flows.to_state, flows.gain, flows.loss) = (self.state, self.offers.gain, self.offers.loss);
        let sum = |lane: &Lane<i32>| lane[..persons].iter().map(|yuan| i64::from(*yuan)).sum::<i64>();
        ledger.state += sum(&self.state);
        ledger.outside += sum(&self.outside) + sum(&invested);
    }
}

/// Officials with a clean record receive the promised bonus; those who lost the post earn less than those in office.
fn officials(
    behaviour: &Behaviour,
    terms: &Terms,
    means: &Means,
    events: &Events,
    ledger: &mut Ledger,
    flows: &mut MoneyFlows,
) {
    for Post { place: k, held } in means.posts.iter().copied() {
        let mut purse = Purse(flows.savings[k] as i32);
        // The ban itself says what it costs; the lost post is felt until it is filled again.
        let barred = terms.access[usize::from(means.standing[k])].demotion > 0.0;
        if !held && !barred {
            let forgone = purse.pay(yuan(behaviour.discretion.post).min(means.income[k].into()));
            ledger.outside += i64::from(forgone);
            flows.disposable[k] = flows.disposable[k].saturating_sub(forgone as u32);
        } else if held && !events.befell(k, EXPOSED) {
            let bonus = yuan(terms.officials.bonus);
            purse.0 += bonus;
            ledger.state -= i64::from(bonus);
            flows.to_state[k] -= bonus;
            flows.paid[k] += bonus;
            flows.disposable[k] = flows.disposable[k].saturating_add(bonus as u32);
        }
        flows.savings[k] = purse.keep(&mut ledger.outside);
    }
}

/// What a firm's standing brings or costs its owner.
fn standing_of_firm(
    behaviour: &Behaviour,
    access: &FirmAccess,
    trade: &Trade,
    owner: usize,
    ledger: &mut Ledger,
    flows: &mut MoneyFlows,
) {
    let mut purse = Purse(flows.savings[owner] as i32);
    let interest = yuan(access.interest(&behaviour.market, trade.sales.into()));
    let orders = yuan(access.orders.max(0.0));
    purse.0 += orders;
    ledger.state -= i64::from(orders);
    flows.to_state[owner] -= orders;
    flows.paid[owner] += orders;
    let lost = purse.pay(yuan((-access.orders).max(0.0)) + interest.max(0));
    let spared = (-interest).max(0);
    purse.0 += spared;
    ledger.outside += i64::from(lost - spared);
    flows.savings[owner] = purse.keep(&mut ledger.outside);
}

/// Owners receive their customers' payments less the cost of production, and pay for what was found.
fn owners(
    behaviour: &Behaviour,
    terms: &Terms,
    neighbourhood: &Neighbourhood,
    events: &Events,
    till: i64,
    ledger: &mut Ledger,
    flows: &mut MoneyFlows,
) {
    let firms = &events.firms[..neighbourhood.firms];
    let sales: i64 = firms.iter().map(|f| i64::from(f.sales)).sum();
    let mut left = till;
    for (f, trade) in firms.iter().enumerate().filter(|(_, trade)| trade.sales > 0) {
        let owner = neighbourhood.owner(f);
        let cost = if trade.adulterated { behaviour.market.adulterated_cost } else { behaviour.market.honest_cost };
        let share = (till * i64::from(trade.sales) / sales) as i32;
        let profit = (share - yuan(cost * f32::from(trade.sales))).max(0);
        left -= i64::from(profit);
        let mut purse = Purse(flows.savings[owner] as i32 + profit);
        let found = trade.found() || (trade.adulterated && trade.traced > 0);
        let fine = if found { purse.pay(yuan(terms.inspection.fine)) } else { 0 };
        ledger.state += i64::from(fine);
        flows.to_state[owner] += fine;
        flows.savings[owner] = purse.keep(&mut ledger.outside);
        flows.fined[owner] |= found;
    }
    ledger.outside += left;
}
