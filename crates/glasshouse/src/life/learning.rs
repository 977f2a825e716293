//! The learning rule (MODEL 4), evaluated for a whole neighbourhood at once.
//!
//! State is stored in units of 1/255. Steps are often smaller, so results are rounded up or down at random, in
//! proportion (stochastic rounding), and nothing gets stuck.

use super::decision::Minds;
use super::terms::Terms;
use crate::rng::{LANES, Lane};
use crate::society::act::SPHERES;
use crate::society::behaviour::Learning;
use crate::society::observable::{CRITICISED, HELPED, HURT, PRAISED, SANCTIONED, Sights, WALKED_ON, WRONGED};
use multiversion::multiversion;

/// What the news said last month, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct News {
    /// How strangers treat each other, as reported.
    pub strangers: f32,
    /// How honest dealing is, as reported.
    pub dealing: f32,
    /// Share of all firms that were found out and are still remembered.
    pub scandal: f32,
    /// How far people distrust the whole trade since scandals, 0 to 1.
    pub distrust: f32,
    /// Share of firms that scandals found out, beyond what is usual, as far as people still hold it against the
    /// government.
    pub outrage: f32,
    /// Share of officials who were found out and are still in the news.
    pub exposed: f32,
}

/// Experience of the persons of a neighbourhood this month.
#[derive(Clone, Debug)]
pub struct Experience {
    /// Public bytes of ties, added up.
    pub sights: Sights,
    /// Number of ties seen.
    pub ties: Lane<u8>,
    /// x: own act in each domain, 0 or 1.
    pub act: [Lane<f32>; 3],
    /// 1 where there was an act in the domain, else 0.
    pub acted: [Lane<f32>; 3],
    /// J: how much of it the regime explains, 0 to 1.
    pub explained: [Lane<f32>; 3],
    /// How much of helping the regime would explain in her own case, 0 to 1.
    pub rewarded: Lane<f32>,
    /// 1 if a stranger wronged her; `betrayal` if she was only reported; else 0.
    pub wronged: Lane<f32>,
    /// How much of what speaks for strangers she disbelieves since a campaign of the past, 0 to 1.
    pub marked: Lane<f32>,
    /// How a stranger treated her, 0 to 1.
    pub treated: Lane<f32>,
    /// 1 where a stranger did, else 0.
    pub met: Lane<f32>,
    /// 1 if sanctioned, fined or warned.
    pub sanctioned: Lane<f32>,
    /// What her own acts under a rule taught her: bits of [`Cases`].
    pub cases: Lane<u8>,
    /// What her ties told her of theirs: for each bit of [`Cases`], the number of ties.
    pub told: [Lane<u8>; 8],
    /// How the regime treated her, −1 to 1.
    pub regime: Lane<f32>,
    /// How life went, −1 to 1.
    pub life: Lane<f32>,
    /// Temperaments y0.
    pub temper: [Lane<f32>; 3],
    /// Private political leaning.
    pub leaning: Lane<f32>,
}

impl Experience {
    /// No experience yet.
    pub const EMPTY: Experience = Experience {
        sights: Sights::NONE,
        ties: [0; LANES],
        act: [[0.0; LANES]; 3],
        acted: [[0.0; LANES]; 3],
        explained: [[0.0; LANES]; 3],
        rewarded: [0.0; LANES],
        wronged: [0.0; LANES],
        marked: [0.0; LANES],
        treated: [0.0; LANES],
        met: [0.0; LANES],
        sanctioned: [0.0; LANES],
        cases: [0; LANES],
        told: [[0; LANES]; 8],
        regime: [0.0; LANES],
        life: [0.0; LANES],
        temper: [[0.0; LANES]; 3],
        leaning: [0.0; LANES],
    };
}

/// What people know and feel, in units of 1/255.
#[derive(Clone, Debug)]
pub struct Inner {
    /// y: own norms.
    pub norm: [Lane<u8>; 3],
    /// x̃: what others do.
    pub custom: [Lane<u8>; 3],
    /// T: trust in strangers.
    pub trust: Lane<u8>,
    /// F: the expected chance of being found out, for each sphere, in units of 1/[`FELT_UNITS`].
    pub felt: [Lane<u8>; SPHERES],
    /// s: private approval.
    pub approval: Lane<u8>,
}

impl Inner {
    /// Nothing known yet.
    pub const EMPTY: Inner = Inner {
        norm: [[0; LANES]; 3],
        custom: [[0; LANES]; 3],
        trust: [0; LANES],
        felt: [[0; LANES]; SPHERES],
        approval: [0; LANES],
    };
}

/// `over / under`, or 0 with weight 0 where nothing was seen.
#[inline(always)]
fn share(over: u8, under: u8) -> (f32, f32) {
    let known = if under > 0 { 1.0 } else { 0.0 };
    (f32::from(over) / f32::from(under.max(1)), known)
}

/// A number from 0 to 1 in units of 1/255, rounded up or down at random: `byte` is a uniform byte.
#[inline(always)]
pub fn rounded(x: f32, byte: u32) -> u8 {
    rounded_in(255.0, x, byte)
}

/// Expected chances of being found out are kept in sixty-fourths less one: people do not know them better, and six bits
/// are enough.
pub const FELT_UNITS: f32 = 63.0;

/// The same in other units, at most 255.
#[inline(always)]
fn rounded_in(units: f32, x: f32, byte: u32) -> u8 {
    let chance = (byte & 0xFF) as i32 as f32 * (1.0 / 256.0) + (0.5 / 256.0);
    let scaled = (x * units + chance - 0.5).clamp(0.0, units);
    // Adding 2^23 leaves the nearest whole number in the low bits.
    (scaled + 8_388_608.0).to_bits() as u8
}

/// The outcome of somebody's acts of a month under a rule, in three bits for whether there were any in each sphere, and
/// three for whether any was found out.
pub struct Cases;

impl Cases {
    /// Bit: she acted in this sphere.
    pub const fn acted(sphere: usize) -> u8 {
        1 << sphere
    }

    /// Bit: she was found out in this sphere.
    pub const fn found(sphere: usize) -> u8 {
        1 << (sphere + SPHERES)
    }
}

/// Everybody learns. `announcing` is how far this month's announcements move what people expect: E3, halved after each
/// `felt_habituation` months. `rounding` holds sixteen uniform bytes per person; the last four are for other uses.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn learn(
    minds: &Minds,
    lived: &Experience,
    terms: &Terms,
    news: News,
    l: &Learning,
    announcing: f32,
    rounding: &[Lane<u32>; 4],
) -> Inner {
    let mut next = Inner::EMPTY;
    let lesson = Lesson { minds, lived, terms, news, l };
    for d in 0..3 {
        lesson.norms(d, &rounding[0], &mut next.norm[d]);
        lesson.customs(d, &rounding[1], &mut next.custom[d]);
    }
    lesson.trust(&rounding[2], &mut next.trust);
    for (k, next) in next.felt.iter_mut().enumerate() {
        // The bytes of the random words that nothing else uses.
        let (word, byte) = [(2, 1), (0, 3), (1, 3)][k];
        lesson.felt(k, announcing, &rounding[word], 8 * byte, next);
    }
    lesson.approval(&rounding[2], &mut next.approval);
    next
}

/// What everybody learns from.
struct Lesson<'a> {
    minds: &'a Minds,
    lived: &'a Experience,
    terms: &'a Terms,
    news: News,
    l: &'a Learning,
}

/// X: the share of ties with act 1 in a domain.
struct TiesWhoActed {
    share: Lane<f32>,
    /// 1 if anything was seen, else 0.
    known: Lane<f32>,
}

impl Lesson<'_> {
    /// The share of ties with act 1 in a domain, to the extent that one could see it; the news counts as additional
    /// ties in the domain of integrity.
    #[inline(always)]
    fn ties_who_acted(&self, domain: usize) -> TiesWhoActed {
        let Lesson { lived, news, l, .. } = *self;
        let mut seen = TiesWhoActed { share: [0.0; LANES], known: [0.0; LANES] };
        let count = |bit: u8, i: usize| lived.sights.of(bit)[i];
        for i in 0..LANES {
            let (x, known) = match domain {
                0 => {
                    let ties = f32::from(lived.ties[i]);
                    let honest = ties - f32::from(count(WRONGED, i)) + l.custom_news * news.dealing;
                    let all = ties + l.custom_news;
                    (honest / all.max(1e-6), if all > 0.0 { 1.0 } else { 0.0 })
                }
                1 => share(count(HELPED, i), count(HELPED, i) + count(WALKED_ON, i)),
                _ => share(count(CRITICISED, i), lived.ties[i]),
            };
            seen.share[i] = x;
            seen.known[i] = known;
        }
        seen
    }

    #[inline(always)]
    fn norms(&self, d: usize, bytes: &Lane<u32>, next: &mut Lane<u8>) {
        let Lesson { minds: m, lived, terms, l, .. } = *self;
        for i in 0..LANES {
            let y = m.norm[d][i];
            let own = l.norm_act * lived.acted[d][i] * (lived.act[d][i] - y) * (1.0 - l.kappa * lived.explained[d][i]);
            let promoted = m.legitimacy[i] * terms.call(d, y);
            let step = own
                + l.norm_approval * (m.approved[d] - y)
                + l.norm_authority * promoted
                + l.norm_temper * (lived.temper[d][i] - y);
            next[i] = rounded(y + step, bytes[i] >> (8 * d));
        }
    }

    #[inline(always)]
    fn customs(&self, d: usize, bytes: &Lane<u32>, next: &mut Lane<u8>) {
        let Lesson { minds: m, lived, terms, l, .. } = *self;
        let seen = self.ties_who_acted(d);
        for i in 0..LANES {
            let x = m.custom[d][i];
            let promoted = m.legitimacy[i] * terms.call(d, x);
            let step = l.custom_ties * seen.known[i] * (seen.share[i] - x)
                + l.custom_act * lived.acted[d][i] * (lived.act[d][i] - x)
                + l.custom_authority * promoted;
            next[i] = rounded(x + step, bytes[i] >> (8 * d));
        }
    }

    #[inline(always)]
    fn trust(&self, bytes: &Lane<u32>, next: &mut Lane<u8>) {
        let Lesson { minds: m, lived, news, l, .. } = *self;
        for i in 0..LANES {
            let count = |bit: u8| lived.sights.of(bit)[i];
            let (helped, walked, hurt) = (count(HELPED), count(WALKED_ON), count(HURT));
            let (good, known) = share(helped, helped + walked + hurt);
            let t = m.trust[i];
            // Kindness that she knows to be rewarded says less about the kind (discounting: Kelley 1973): to the
            // extent of κ, she assumes that others are moved as she would be.
            // Who was marked by a campaign of the past disbelieves part of everything that speaks for strangers.
            let open = 1.0 - lived.marked[i];
            let credit = open * (1.0 - l.kappa * lived.rewarded[i]);
            let (own, ties, told) = (lived.treated[i] - t, good - t, news.strangers - t);
            let step = l.trust_own * lived.met[i] * if own > 0.0 { own * credit } else { own }
                + l.trust_ties * known * if ties > 0.0 { ties * credit } else { ties }
                + l.trust_news * if told > 0.0 { told * open } else { told }
                + l.trust_clean * pushed(m.clean, t)
                - l.trust_exposed * news.exposed * t;
            next[i] = rounded(t + step, bytes[i]);
        }
    }

    /// The chance of being found out in a sphere: learned from cases as in perceptual deterrence (Anwar & Loughran
    /// 2011), raised by announcements, and forgotten.
    #[inline(always)]
    fn felt(&self, k: usize, announcing: f32, bytes: &Lane<u32>, shift: u32, next: &mut Lane<u8>) {
        let Lesson { minds: m, lived, terms, l, .. } = *self;
        let has = |byte: u8, bit: u8| if byte & bit != 0 { 1.0 } else { 0.0 };
        let (acted, found) = (Cases::acted(k), Cases::found(k));
        let told = |bit: u8| &lived.told[bit.trailing_zeros() as usize];
        let (ties, caught) = (told(acted), told(found));
        for i in 0..LANES {
            let f = m.felt[k][i];
            let own = has(lived.cases[i], acted) * (has(lived.cases[i], found) - f);
            let theirs = f32::from(caught[i]) - f32::from(ties[i]) * f;
            let step = l.felt_own * own + l.felt_ties * theirs + announcing * (terms.announced[k] - f).max(0.0)
                - l.felt_forget * f;
            next[i] = rounded_in(FELT_UNITS, f + step, bytes[i] >> shift);
        }
    }

    #[inline(always)]
    fn approval(&self, bytes: &Lane<u32>, next: &mut Lane<u8>) {
        let Lesson { minds: m, lived, terms, news, l } = *self;
        let lost = l.approval_exposed * news.exposed + l.approval_scandal * news.outrage;
        // What people promote among themselves does not speak for the government.
        let loudest = if terms.standards.is_some() { 0.0 } else { terms.loud.iter().copied().fold(0.0, f32::max) };
        for i in 0..LANES {
            let s = m.approval[i];
            let count = |bit: u8| lived.sights.of(bit)[i];
            let (sanctioned, _) = share(count(SANCTIONED), lived.ties[i]);
            let (talk, known) = share(count(PRAISED), count(PRAISED) + count(CRITICISED));
            let step = l.approval_own * pushed(lived.regime[i], s) - l.approval_ties * sanctioned * s
                + l.approval_life * pushed(lived.life[i], s)
                + l.approval_propaganda * s * loudest * (1.0 - s)
                + l.approval_talk * known * (talk - s)
                + l.approval_leaning * (lived.leaning[i] - s)
                + l.approval_clean * pushed(m.clean, s)
                - lost * s;
            next[i] = rounded(s + step, bytes[i] >> 16);
        }
    }
}

/// A push of −1 to 1 moves a fraction towards 1 or towards 0.
#[inline(always)]
fn pushed(push: f32, s: f32) -> f32 {
    if push > 0.0 { push * (1.0 - s) } else { push * s }
}
