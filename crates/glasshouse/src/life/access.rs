//! Access: what a standing opens and closes, and what each person has at stake in it.
//!
//! A consequence costs somebody what she has to lose by it: a ban from posts costs those who hold one, a ban from fast
//! travel those who travel. The same table of stakes prices what a standing takes from a person and what she fears
//! that it would take: people fear their own cost, and not that of a typical person.

use crate::rng::{LANES, Lane, if_so};
use crate::society::behaviour::Behaviour;
use crate::society::own_encounter::MOST_OWN;
use crate::society::traits::{CHILD, INTERNET, OFFICIAL, ONLINE_WORK, TRAVELS};

/// Something that a person can have at stake in her standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Stake {
    /// What everybody has; 1.
    Everybody,
    /// Her income, yuan a month.
    Income,
    /// 1 with a child of school age.
    Child,
    /// 1 if she uses the internet.
    Online,
    /// Her income, yuan a month, if she holds a public post.
    Post,
    /// 1 if she travels far.
    Travel,
    /// Yuan of debt that she has in the mean of her life.
    Debt,
    /// Yuan a month that she would lose with the friends who would drop her.
    Friends,
    /// Her income, yuan a month, if she lives by work on the internet.
    OnlineWork,
    /// Yuan a month that the losses of her family and friends from spillover, and their pressure, are worth to her.
    Others,
}

/// Number of stakes.
pub const STAKES: usize = 10;

/// What one person has at stake, by [`Stake`].
pub type Stakes = [f32; STAKES];

/// What the persons of a neighbourhood have at stake.
pub type StakesOfMany = [Lane<f32>; STAKES];

/// What somebody with this income, yuan a month, and these trait flags has at stake, friends and others' losses apart.
#[inline(always)]
pub fn stakes(b: &Behaviour, income: f32, flags: u8) -> Stakes {
    let loan = &b.loan;
    // A person who wants loans as often as people do owes half of one for that share of the time.
    let debt = income * loan.size / 2.0 * (loan.want * loan.term).min(1.0);
    let has = |flag: u8| if_so(flags & flag != 0, 1.0);
    let (post, online) = (has(OFFICIAL) * income, has(ONLINE_WORK) * income);
    [1.0, income, has(CHILD), has(INTERNET), post, has(TRAVELS), debt, 0.0, online, 0.0]
}

/// The same for everybody.
#[inline(always)]
pub fn stakes_of_many(b: &Behaviour, income: &Lane<u16>, flags: &Lane<u8>, all: &mut StakesOfMany) {
    for i in 0..LANES {
        let one = stakes(b, f32::from(income[i]), flags[i]);
        for (lane, stake) in all.iter_mut().zip(one) {
            lane[i] = stake;
        }
    }
}

/// What one standing opens and closes, in yuan per month unless stated otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Access {
    /// Reduction of the heating bill in winter, paid by the state.
    pub heating: f32,
    /// Saved on deposits and waiting.
    pub saved: f32,
    /// Share of income gained.
    pub promotion: f32,
    /// Share of income lost by those who hold a public post.
    pub demotion: f32,
    /// Share of income lost by everybody.
    pub docked: f32,
    /// To be paid to the state.
    pub levy: f32,
    /// Cost of slow travel to those who travel; friends far away are not met.
    pub travel: f32,
    /// Prospects lost by people with a child.
    pub school: f32,
    /// Cost of slow internet to its users; no reviews, no imports.
    pub internet: f32,
    /// Share of income lost by those who live by work on the internet.
    pub offline: f32,
    /// Whether fast travel is closed.
    pub grounded: bool,
    /// Whether good schools are closed.
    pub schoolless: bool,
    /// Whether the internet is slow.
    pub slow: bool,
    /// Added to the interest of a loan, as a share per year; negative: subtracted.
    pub interest: f32,
    /// Prospects lost by people to whom nobody may lend.
    pub credit: f32,
    /// Whether nobody may lend.
    pub loanless: bool,
    /// Whether friends see it and may drop her.
    pub shunned: bool,
    /// What people who see the tier read into it, −1 to 1, times how far they go by it; 0 where they do not see it.
    pub regard: f32,
    /// Of the friends who would drop her if she were listed, the share who drop her for a tier that they see.
    pub avoided: f32,
    /// Deposits that firms ask for because they see the tier, yuan per month; negative: waived.
    pub deposit: f32,
    /// Whether it costs her family and friends points.
    pub spills: bool,
    /// Share of the occasions of each encounter of a file that fall away; negative: there are more.
    pub away: [f32; MOST_OWN],
}

impl Access {
    /// Gain of somebody with this income, yuan per month; `winter` is 1 in the heating months, else 0.
    #[inline(always)]
    pub fn gain(&self, income: f32, winter: f32) -> f32 {
        self.heating * winter + self.saved + self.promotion * income + (-self.deposit).max(0.0)
    }

    /// Loss of somebody with this income, in money and prospects, yuan per month.
    #[inline(always)]
    pub fn loss(&self, income: f32, flags: u8) -> f32 {
        let school = if_so(flags & CHILD != 0, self.school);
        self.outlay(income, flags) + school + self.credit
    }

    /// The part of the loss that is money.
    #[inline(always)]
    pub fn outlay(&self, income: f32, flags: u8) -> f32 {
        let internet = if_so(flags & INTERNET != 0, self.internet);
        let post = if_so(flags & OFFICIAL != 0, self.demotion * income);
        let travel = if_so(flags & TRAVELS != 0, self.travel);
        let work = if_so(flags & ONLINE_WORK != 0, self.offline * income);
        post + self.levy + travel + internet + work + self.deposit.max(0.0) + self.docked * income
    }

    /// What it costs per unit of each stake, yuan a month over a mean year; negative: what it brings.
    pub fn prices(&self) -> Stakes {
        let everybody = self.levy + self.credit + self.deposit - self.saved - self.heating * 5.0 / 12.0;
        let friends = if self.shunned { 1.0 } else { self.avoided };
        [
            everybody,
            self.docked - self.promotion,
            self.school,
            self.internet,
            self.demotion,
            self.travel,
            self.interest / 12.0,
            friends,
            self.offline,
            if self.spills { 1.0 } else { 0.0 },
        ]
    }
}

/// What something with these prices costs somebody with these stakes, yuan a month.
#[inline(always)]
pub fn cost(prices: &Stakes, stakes: &Stakes) -> f32 {
    prices.iter().zip(stakes).map(|(price, stake)| price * stake).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People who have nothing to lose by a ban lose nothing, and those who have lose its amount.
    #[test]
    fn a_ban_costs_those_who_have_something_to_lose() {
        let b = Behaviour::default();
        let all =
            |flag: u8| [0, CHILD, INTERNET, OFFICIAL, TRAVELS, ONLINE_WORK].map(|flags| (flags, flags & flag != 0));
        let bans: [(u8, Access, f32); 5] = [
            (CHILD, Access { school: 70.0, ..Access::default() }, 70.0),
            (INTERNET, Access { internet: 30.0, ..Access::default() }, 30.0),
            (OFFICIAL, Access { demotion: 0.1, ..Access::default() }, 200.0),
            (TRAVELS, Access { travel: 150.0, ..Access::default() }, 150.0),
            (ONLINE_WORK, Access { offline: 0.25, ..Access::default() }, 500.0),
        ];
        for (flag, access, amount) in bans {
            for (flags, has) in all(flag) {
                let due = if has { amount } else { 0.0 };
                assert_eq!(access.loss(2_000.0, flags), due);
                assert_eq!(cost(&access.prices(), &stakes(&b, 2_000.0, flags)), due, "feared as it is lost");
            }
        }
    }
}
