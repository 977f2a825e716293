//! The decision rule (MODEL 3), evaluated for a whole neighbourhood at once.
//!
//! ```text
//! ΔU = A0·m(Δ, v) + A1·(y − ½) + A2·(ỹ − ½) + A3·(x̃ − ½) + A4·L·G        P(a = 1) = 1 / (1 + e^(−ΔU/τ))
//! ```
//!
//! m(Δ, v) = Δ / (v + |Δ|) is the pull of Δ yuan on somebody for whom v yuan have half the greatest pull that money
//! can have. It falls with ease v, so the same hundred yuan tempt the poor more, and it saturates, as gains and
//! losses do in Kahneman & Tversky (1979): no sum buys a person completely. This bounded form replaces Δ/v of the
//! contract.

use super::access::{self, STAKES, Stakes, StakesOfMany};
use super::terms::Terms;
use crate::rng::{LANES, Lane, logistic};
use crate::society::act::{Act, SPHERES};
use crate::society::behaviour::{Behaviour, Decision};
pub use crate::society::own_encounter::Domain;

/// What the persons of a neighbourhood bring to a decision. Fractions are from 0 to 1.
#[derive(Clone, Debug)]
pub struct Minds {
    /// Their own weights A0 to A4, divided by the noise τ.
    pub weight: [Lane<f32>; 5],
    /// v, yuan.
    pub ease: Lane<f32>,
    /// y: own norms.
    pub norm: [Lane<f32>; 3],
    /// x̃: what they think others do.
    pub custom: [Lane<f32>; 3],
    /// ỹ: what the neighbourhood approves of.
    pub approved: [f32; 3],
    /// Chance that an act on which an office wants reports is reported, as the neighbourhood estimates it from its
    /// past.
    pub informers: f32,
    /// How much cleaner the officials of the place are said to be than people are used to, −1 to 1.
    pub clean: f32,
    /// T: trust in strangers.
    pub trust: Lane<f32>,
    /// F: the chance that an act in each sphere is found out, as she estimates it.
    pub felt: [Lane<f32>; SPHERES],
    /// s: private approval of the government.
    pub approval: Lane<f32>,
    /// L: legitimacy in her eyes of whoever makes the rules; of an authority, her approval of the government.
    pub legitimacy: Lane<f32>,
    /// How far her means fall short of what she needs, 0 to 1.
    pub need: Lane<f32>,
    /// Trait flags, which determine the rules that apply to them.
    pub flags: Lane<u8>,
    /// What she has at stake in her standing.
    pub stakes: StakesOfMany,
    /// Worth of a point, yuan.
    pub worth: Lane<f32>,
    /// Cost of being listed, yuan a month.
    pub listing: Lane<f32>,
    /// Months for which she is on the list anyway.
    pub months: Lane<f32>,
    /// Her score.
    pub score: Lane<i16>,
    /// Cost to her of becoming publicly known as listed, yuan.
    pub shame: Lane<f32>,
    /// Chance that each keeps a tie to a listed friend.
    pub keeps: Lane<f32>,
}

/// A decision between two acts: the chance of the one that agrees with the norm, and how much of it the regime
/// explains.
#[derive(Clone, Debug)]
pub struct Choice {
    /// P(a = 1).
    pub chance: Lane<f32>,
    /// The regime's share of all pulls, −1 to 1: positive where it pulls towards the norm.
    pub pull: Lane<f32>,
}

/// Pull of `delta` yuan, −1 to 1.
#[inline(always)]
pub fn money(delta: f32, ease: f32) -> f32 {
    delta / (ease + delta.abs())
}

/// v: the yuan at which money has half its greatest pull, for somebody with this income and these savings.
#[inline(always)]
pub fn ease(d: &Decision, income: f32, savings: f32) -> f32 {
    d.ease_base + d.ease_income * income + d.ease_savings * savings
}

impl Minds {
    /// All zero, with an ease of 1.
    pub const EMPTY: Minds = Minds {
        weight: [[0.0; LANES]; 5],
        ease: [1.0; LANES],
        norm: [[0.0; LANES]; 3],
        custom: [[0.0; LANES]; 3],
        approved: [0.0; 3],
        informers: 0.0,
        clean: 0.0,
        trust: [0.0; LANES],
        felt: [[0.0; LANES]; SPHERES],
        approval: [0.0; LANES],
        legitimacy: [0.0; LANES],
        need: [0.0; LANES],
        flags: [0; LANES],
        stakes: [[0.0; LANES]; STAKES],
        worth: [0.0; LANES],
        listing: [0.0; LANES],
        months: [0.0; LANES],
        score: [0; LANES],
        shame: [0.0; LANES],
        keeps: [1.0; LANES],
    };

    /// Decides between a = 1 and a = 0 in a domain, for everybody: `material` is the gain from a = 1 in yuan without
    /// the regime, `regime` what she believes the regime adds to it.
    #[inline(always)]
    pub fn choose(
        &self,
        domain: Domain,
        promoted: f32,
        material: impl Fn(usize) -> f32,
        regime: impl Fn(usize) -> f32,
    ) -> Choice {
        self.choose_leaning(domain, promoted, material, regime, |_| 0.0)
    }

    /// The same where something else moves her, too, by `lean` in logits.
    #[inline(always)]
    pub fn choose_leaning(
        &self,
        domain: Domain,
        promoted: f32,
        material: impl Fn(usize) -> f32,
        regime: impl Fn(usize) -> f32,
        lean: impl Fn(usize) -> f32,
    ) -> Choice {
        let mut choice = Choice { chance: [0.0; LANES], pull: [0.0; LANES] };
        for i in 0..LANES {
            let alone = self.weight[0][i] * money(material(i), self.ease[i]);
            let both = self.weight[0][i] * money(material(i) + regime(i), self.ease[i]);
            let own = alone + self.norms(domain, promoted, i) + lean(i);
            let by_regime = both - alone;
            choice.chance[i] = logistic(own + by_regime);
            choice.pull[i] = by_regime / (by_regime.abs() + own.abs() + 1e-6);
        }
        choice
    }

    /// The four norm terms of the rule.
    #[inline(always)]
    pub fn norms(&self, domain: Domain, promoted: f32, i: usize) -> f32 {
        let d = domain as usize;
        self.weight[1][i] * (self.norm[d][i] - 0.5)
            + self.weight[2][i] * (self.approved[d] - 0.5)
            + self.weight[3][i] * (self.custom[d][i] - 0.5)
            + self.weight[4][i] * self.legitimacy[i] * promoted
    }

    /// Δr of an act: the expected response of the regime in yuan, i.e. the chance of being found out times the worth of
    /// points, the cost of the months on the list that it adds, and shame if it brings a new listing; and the worth of
    /// the marks of those who notice it.
    #[inline(always)]
    pub fn reckon(&self, terms: &Terms, act: Act, i: usize) -> f32 {
        // Somebody to whom the rule does not apply expects nothing of it. There is no branch, since this is evaluated
        // for everybody.
        let (n, felt) = (act as usize, self.felt[terms.sphere(act) as usize][i]);
        let about = if (terms.only[n] == 0) | (self.flags[i] & terms.only[n] != 0) { 1.0 } else { 0.0 };
        let by_others = self.informers * terms.reported(act);
        let seen = if terms.certain & act.bit() != 0 { 1.0 } else { felt + (1.0 - felt) * by_others };
        let lists = if self.score[i] < terms.below[n] { terms.lists[n] } else { 0.0 };
        let added = (lists - self.months[i]).max(0.0);
        let shame = if (lists > 0.0) & (self.months[i] <= 0.0) { self.shame[i] } else { 0.0 };
        let ruling = terms.points[n] * self.worth[i] - added * self.listing[i] - shame;
        about * seen * ruling + terms.rated[n] * self.worth[i]
    }

    /// What somebody has at stake in her standing.
    #[inline(always)]
    pub fn stakes_of(&self, i: usize) -> Stakes {
        std::array::from_fn(|k| self.stakes[k][i])
    }

    /// Cost of a standing to somebody, yuan a month; negative: what it brings.
    pub fn cost_of(&self, terms: &Terms, standing: u8, i: usize) -> f32 {
        access::cost(&terms.access[usize::from(standing)].prices(), &self.stakes_of(i))
    }
}

/// Yuan by which gossip makes a good deed worth more than a bad one.
pub fn gossip_stake(b: &Behaviour) -> f32 {
    b.gossip.sight * b.gossip.speed * b.gossip.favours * b.gossip.horizon
}
