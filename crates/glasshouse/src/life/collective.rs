//! Collective sanctions: what family and friends would lose by somebody's listing weighs with her, and they press her.
//!
//! Where a listing costs the household and friends points (`[spillover]`), they have something to lose by what she
//! does. Their losses count in her choice with a weight of their own, and those who would lose enough make her feel it:
//! where all are punished for one, the others bring her into line (Heckathorn 1988, American Journal of Sociology 94:
//! 535; 1990, American Sociological Review 55: 366). She expects a point to be worth to them what it is worth to her
//! at the start (false consensus), and a friend who would drop her to lose nothing. People with nobody to lose, and
//! people to whom points are worth nothing, are not moved.

use super::access::{Stake, StakesOfMany};
use super::terms::Terms;
use crate::rng::{LANES, Lane};
use crate::society::behaviour::Collective;
use multiversion::multiversion;

/// Everybody's family and friends.
pub struct Others<'a> {
    /// Number of friends.
    pub friends: &'a Lane<u8>,
    /// Households, as in the traits.
    pub household: &'a Lane<u8>,
    /// Chance that a friend would keep the tie.
    pub keeps: &'a Lane<f32>,
}

/// Whether others' losses enter anybody's choice.
pub fn weighs(c: &Collective, terms: &Terms) -> bool {
    let spills = terms.worth.is_some() && (terms.by_family < 0.0 || terms.by_friends < 0.0);
    spills && (c.kin > 0.0 || c.friends > 0.0 || c.press > 0.0)
}

/// What a loss of this many yuan a month to one other person is worth to her who would cause it, with this weight.
#[inline(always)]
fn felt(c: &Collective, weight: f32, loss: f32) -> f32 {
    weight * loss + c.press * loss / (loss + c.trouble).max(1e-6)
}

/// Writes what the losses of others by a month on the list are worth to everybody.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn stake(c: &Collective, terms: &Terms, others: &Others, stakes: &mut StakesOfMany) {
    let Some(worth) = &terms.worth else { return };
    let (mut point, prices) = ([0.0_f32; LANES], worth.prices(terms.start));
    for (price, stake) in prices.iter().zip(stakes.iter()).filter(|(price, _)| **price != 0.0) {
        for i in 0..LANES {
            point[i] += price * stake[i];
        }
    }
    let weighed = &mut stakes[Stake::Others as usize];
    for i in 0..LANES {
        let point = point[i].max(0.0);
        let kin = f32::from(others.household[i] >> 3) * felt(c, c.kin, -terms.by_family * point);
        let friends = f32::from(others.friends[i]) * others.keeps[i];
        weighed[i] = kin + friends * felt(c, c.friends, -terms.by_friends * point);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::access::STAKES;
    use crate::life::standing::Worth;
    use crate::society::behaviour::{Behaviour, Decision};

    /// What weighs with somebody with two others at home, four friends and a point worth 5 yuan.
    fn weighed(c: &Collective, family: f32, friends: f32) -> f32 {
        let mut terms = Terms::of_law(&Behaviour::default(), 0);
        let mut prices = [0.0; STAKES];
        prices[0] = 50.0;
        let d = Decision { horizon: 10.0, nearness: 10.0, ..Decision::default() };
        let mut worth = Worth::nothing(&d);
        worth.add_threshold(64, &prices, false);
        (terms.worth, terms.start, terms.by_family, terms.by_friends) = (Some(worth), 64, family, friends);
        let mut stakes = [[0.0; LANES]; STAKES];
        stakes[0] = [0.1; LANES];
        let others = Others { friends: &[4; LANES], household: &[2 << 3; LANES], keeps: &[0.5; LANES] };
        if weighs(c, &terms) {
            stake(c, &terms, &others, &mut stakes);
        }
        stakes[Stake::Others as usize][0]
    }

    #[test]
    fn it_is_their_number_times_their_loss_times_its_weight_and_those_who_lose_press() {
        let c = |kin, friends, press| Collective { kin, friends, press, trouble: 5.0 };
        let off = c(0.0, 0.0, 0.0);
        let near = |x: f32, y: f32| (x - y).abs() < 0.3;
        assert_eq!((weighed(&off, -2.0, -1.0), weighed(&c(1.0, 1.0, 9.0), 0.0, 0.0)), (0.0, 0.0));
        assert!(
            near(weighed(&c(0.5, 0.0, 0.0), -2.0, -1.0), 0.5 * 2.0 * 10.0),
            "{}",
            weighed(&c(0.5, 0.0, 0.0), -2.0, -1.0)
        );
        assert!(near(weighed(&c(0.0, 0.5, 0.0), -2.0, -1.0), 0.5 * 4.0 * 0.5 * 5.0));
        let pressed = weighed(&c(0.0, 0.0, 10.0), -2.0, -1.0);
        assert!(near(pressed, 2.0 * 10.0 * 10.0 / 15.0 + 4.0 * 0.5 * 10.0 * 5.0 / 10.0), "{pressed}");
        assert!(weighed(&c(0.0, 0.0, 10.0), -4.0, -1.0) > pressed, "who has more to lose presses more");
    }
}
