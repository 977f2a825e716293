//! A purse that cannot be overdrawn, and the limits of single payments and of savings.

use crate::rng::whole;

/// The largest single payment, yuan (2^26), so that a month's sums never overflow.
pub const MOST_PAID: f32 = 67_108_864.0;
/// The most that a column of savings holds, yuan (2^30): any excess is invested elsewhere.
pub const MOST_SAVED: i32 = 1 << 30;

/// Whole yuan, rounded towards zero.
#[inline(always)]
pub fn yuan(x: f32) -> i32 {
    whole(x.clamp(-MOST_PAID, MOST_PAID))
}

/// `amount` if `yes`, else 0, without a branch.
#[inline(always)]
pub fn if_so(yes: bool, amount: i32) -> i32 {
    if yes { amount } else { 0 }
}

/// A purse that cannot be overdrawn.
pub struct Purse(pub i32);

impl Purse {
    /// Pays as much of `want` as the purse holds.
    #[inline(always)]
    pub fn pay(&mut self, want: i32) -> i32 {
        let paid = want.min(self.0.max(0)).max(0);
        self.0 -= paid;
        paid
    }

    /// Returns the savings; the rest is invested elsewhere, and goes to the account `outside`.
    pub fn keep(self, outside: &mut i64) -> u32 {
        let kept = self.0.clamp(0, MOST_SAVED);
        *outside += i64::from(self.0 - kept);
        kept as u32
    }
}
