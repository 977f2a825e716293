//! Counter-based random numbers: every draw has a name, and no generator state is stored.
//!
//! A draw is a pure function of (seed, replicate, stream, who, month). There is no generator state, so a rule that
//! adds a draw disturbs no other, and two regimes share every draw that they can (common random numbers).
//! The function is Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, SC'11).

use multiversion::multiversion;

// Loops over everybody in a neighbourhood that take much of a month have the attribute `multiversion`: they are
// compiled for the processors that the whole program is built for, and again for those with 512-bit registers; the
// version is chosen at run time. Functions that they call must be compiled into them (`inline(always)`) to belong to
// either version. Neither version changes the order of a sum, so both return the same bits.

/// Persons processed together: a neighbourhood has at most this many, in rows of [`ROW`].
pub const LANES: usize = 152;
/// Persons in a row of a neighbourhood: they live on one staircase and have kin in one other row, far away.
pub const ROW: usize = 8;
/// One value for each person of a neighbourhood.
pub type Lane<T> = [T; LANES];

/// The places of a lane that are true, lowest first. They are found eight at a time, so that skipping the others
/// costs next to nothing.
pub fn places(yes: &Lane<bool>) -> Places {
    let mut words = [0; 3];
    for (row, yes) in yes.as_chunks::<ROW>().0.iter().enumerate() {
        // Eight bytes of 0 or 1 become eight bits: the multiplication moves each to its place in the highest byte.
        let bits = u64::from_le_bytes(yes.map(u8::from)).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        words[row / 8] |= bits << (row % 8 * 8);
    }
    Places::of(words)
}

/// The iterator that [`places`] returns.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// A bit for each place that is left, from that of place `first` on.
    left: [u64; 3],
    first: usize,
}

impl Places {
    /// Those whose bits are set.
    #[inline(always)]
    pub fn of(words: [u64; 3]) -> Places {
        Places { left: words, first: 0 }
    }

    /// The bits of all places, before any was taken.
    #[inline(always)]
    pub fn words(self) -> [u64; 3] {
        self.left
    }

    /// The bits of the places of a row, before any was taken.
    #[inline(always)]
    pub fn row(self, row: usize) -> u8 {
        (self.left[row / 8] >> (row % 8 * 8)) as u8
    }
}

impl Iterator for Places {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.left[0] == 0 {
            if self.left[1] | self.left[2] == 0 {
                return None;
            }
            (self.left, self.first) = ([self.left[1], self.left[2], 0], self.first + 64);
        }
        let place = self.first + self.left[0].trailing_zeros() as usize;
        self.left[0] &= self.left[0] - 1;
        Some(place)
    }
}

/// `x` if `yes`, else 0; without a branch, since it is evaluated for everybody.
#[inline(always)]
pub fn if_so(yes: bool, x: f32) -> f32 {
    f32::from_bits(x.to_bits() & u32::from(yes).wrapping_neg())
}

/// The purposes of draws that belong to no encounter; each has a stream. Encounters name theirs ([`Stream::named`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Age, schooling, income.
    TraitsA = 1,
    /// Car, internet, post, shame.
    TraitsB = 2,
    /// Temperaments, leaning.
    TraitsC = 3,
    /// Weights of the decision rule.
    TraitsD = 4,
    /// Which of a person's possible ties exist.
    Ties = 5,
    /// Households on a row.
    Households = 6,
    /// Properties of places: tie offsets, urban or rural.
    Places = 7,
    /// Who meets whom this month (drawn for a neighbourhood).
    Meeting = 8,
    /// Observations of channels: a word for sights, one for false alarms.
    Watch = 14,
    /// Gossip of neighbours: sight, error, and the sights of ties.
    Gossip = 15,
    /// Rounding of learning, sixteen bytes.
    Rounding = 16,
    /// Position of a county in the order of a roll-out.
    Rollout = 17,
    /// Whether a person joins a voluntary score.
    OptIn = 20,
    /// Position of a trial's society in the plausible ranges: stratum, place in it.
    Sweep = 25,
    /// Walks of a screening: for each walk and number, its start, its direction and its turn.
    Walk = 30,
    /// Rows of a design that are resampled to find how certain a figure is, four per draw.
    Bootstrap = 31,
    /// Societies of a trial that are resampled to find how certain its figures are: shuffled, or drawn anew.
    Resample = 32,
    /// Copying: whether somebody looks at a neighbour, at which one, and whether she adopts her norms.
    Copying = 33,
    /// Rounding of what the system costs to whole yuan: channels, offices, contributions.
    Costs = 50,
    /// Figures of officials: whether they are made up, whether that is found out, which records are left out.
    Figures = 51,
}

/// A stream of draws: four words for each person and month, which no other stream shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u32);

impl Stream {
    /// The stream of a [`Purpose`].
    pub const fn of(purpose: Purpose) -> Stream {
        Stream(purpose as u32)
    }

    /// The stream of this name, far from those of purposes. A name states the purpose, and nobody has to know which
    /// numbers are free: the number of the stream is the 32-bit FNV-1a hash (Fowler, Noll & Vo) of the name.
    pub const fn named(name: &str) -> Stream {
        let (name, mut hash, mut n) = (name.as_bytes(), 0x811C_9DC5_u32, 0);
        while n < name.len() {
            hash = (hash ^ name[n] as u32).wrapping_mul(0x0100_0193);
            n += 1;
        }
        Stream(hash | 1 << 31)
    }

    /// Its number: two streams with the same number are the same stream.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl From<Purpose> for Stream {
    fn from(purpose: Purpose) -> Stream {
        Stream::of(purpose)
    }
}

/// Greatest seed, in options, files and on the page: the greatest whole number that every reader of JSON gets right.
pub const MOST_SEED: u64 = (1 << 53) - 1;

/// The random numbers of one replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rng {
    key: [u32; 2],
}

impl Rng {
    /// The random numbers of replicate `replicate` under `seed`.
    pub fn new(seed: u64, replicate: u32) -> Rng {
        let [a, b, ..] = philox([replicate, 0, 0, 0], [seed as u32, (seed >> 32) as u32]);
        Rng { key: [a, b] }
    }

    /// The four words of one stream for `who` in `month`.
    pub fn words(&self, stream: impl Into<Stream>, who: u32, month: u32) -> [u32; 4] {
        philox([who, month, stream.into().0, 0], self.key)
    }

    /// The same for several at once, each in a month of its own.
    #[inline(always)]
    pub fn each<const N: usize>(&self, stream: impl Into<Stream>, who: &[u32; N], months: &[u32; N]) -> [[u32; N]; 4] {
        let (mut out, Stream(stream)) = ([[0; N]; 4], stream.into());
        let [a, b, c, d] = &mut out;
        for (i, (who, month)) in who.iter().zip(months).enumerate() {
            [a[i], b[i], c[i], d[i]] = philox([*who, *month, stream, 0], self.key);
        }
        out
    }

    /// Writes for each pair of people the word of the `other` in the one draw that they share.
    pub fn pairs(&self, stream: impl Into<Stream>, one: &[u32], other: &[u32], words: &mut Vec<u32>) {
        draw_pairs(self.key, stream.into().0, one, other, words);
    }

    /// One word for each person of a neighbourhood, derived from a single draw. It costs a tenth of [`Rng::lanes`],
    /// and suffices where a person needs a single word, such as for a rare occasion.
    pub fn lane(&self, stream: impl Into<Stream>, first: u32, month: u32) -> Lane<u32> {
        let [word, ..] = self.words(stream, first, month);
        let mut out = [0; LANES];
        spread(word, &mut out);
        out
    }

    /// The same words as [`Rng::words`] for all persons of a neighbourhood, the first of whom is `first`.
    pub fn lanes(&self, stream: impl Into<Stream>, first: u32, month: u32, out: &mut [Lane<u32>; 4]) {
        draw(self.key, stream.into().0, first, month, out);
    }
}

/// The draws of a neighbourhood.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn draw(key: [u32; 2], stream: u32, first: u32, month: u32, out: &mut [Lane<u32>; 4]) {
    let [a, b, c, d] = out;
    for (i, (((a, b), c), d)) in a.iter_mut().zip(b).zip(c).zip(d).enumerate() {
        [*a, *b, *c, *d] = philox([first.wrapping_add(i as u32), month, stream, 0], key);
    }
}

/// The words of the others in the draws of pairs of people: the second word is that of whoever has the higher number.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn draw_pairs(key: [u32; 2], stream: u32, one: &[u32], other: &[u32], words: &mut Vec<u32>) {
    words.clear();
    words.resize(one.len(), 0);
    for ((word, one), other) in words.iter_mut().zip(one).zip(other) {
        let [lower, higher, ..] = philox([*one.min(other), *one.max(other), stream, 0], key);
        *word = if other > one { higher } else { lower };
    }
}

/// The words of a neighbourhood that are derived from one word.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn spread(word: u32, out: &mut Lane<u32>) {
    for (out, i) in out.iter_mut().zip(0..) {
        *out = nth(word, i);
    }
}

/// Philox4x32-10.
#[inline(always)]
fn philox(mut c: [u32; 4], mut k: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let p = 0xD251_1F53_u64 * u64::from(c[0]);
        let q = 0xCD9E_8D57_u64 * u64::from(c[2]);
        c = [(q >> 32) as u32 ^ c[1] ^ k[0], q as u32, (p >> 32) as u32 ^ c[3] ^ k[1], p as u32];
        k = [k[0].wrapping_add(0x9E37_79B9), k[1].wrapping_add(0xBB67_AE85)];
    }
    c
}

/// The `n`th of the words derived from one, each as good as a new draw. (The mixing is the last step of MurmurHash3;
/// the word is from Philox.)
#[inline(always)]
pub fn nth(word: u32, n: u32) -> u32 {
    let h = word ^ n.wrapping_mul(0x9E37_79B9);
    let h = (h ^ h >> 16).wrapping_mul(0x85EB_CA6B);
    let h = (h ^ h >> 13).wrapping_mul(0xC2B2_AE35);
    h ^ h >> 16
}

/// A word as a number in [0, 1), in steps of 2^-24.
#[inline(always)]
pub fn unit(word: u32) -> f32 {
    (word >> 8) as i32 as f32 * (1.0 / 16_777_216.0)
}

/// A number below 2^31 without its fraction, by an addition that leaves it in the low bits: unlike a conversion,
/// which must also handle all other numbers, it is vectorised.
#[inline(always)]
pub fn whole(x: f32) -> i32 {
    const LOW_BITS: f64 = 6_755_399_441_055_744.0; // 1.5 times 2^52
    (f64::from(x.trunc()) + LOW_BITS).to_bits() as i32
}

/// The same for numbers from 0 to below 2^23, in half the room.
#[inline(always)]
pub fn small(x: f32) -> u32 {
    const LOW_BITS: f32 = 8_388_608.0; // 2^23
    (x.trunc() + LOW_BITS).to_bits() & 0x7F_FFFF
}

/// 1 / (1 + e^-x), from additions, multiplications and one division only, so that every machine returns the same
/// bits. Relative error below 1e-5 (tested); saturates beyond ±40.
#[inline(always)]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// e^x for x in [-40, 40] (clamped), the same bits everywhere; relative error below 1e-5 (rounding of x grows with
/// |x|).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // adding it leaves the nearest whole number in the low bits
    let y = x.clamp(-40.0, 40.0) * std::f32::consts::LOG2_E;
    let shifted = y + ROUND;
    let f = (y - (shifted - ROUND)) * std::f32::consts::LN_2;
    let series = 1.0 + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0)))));
    series * f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_known_answers() {
        // Known answers of the reference implementation (Random123, kat_vectors).
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn places_are_those_where_it_holds() {
        for word in [0_u32, 1, 0x8000_0001, 0xFFFF_FFFF, 0x1234_5678] {
            let mut yes = [false; LANES];
            (0..LANES).for_each(|i| yes[i] = nth(word, i as u32) % 7 < 3 && word != 0 || word == u32::MAX);
            let expected: Vec<usize> = (0..LANES).filter(|i| yes[*i]).collect();
            assert_eq!(places(&yes).collect::<Vec<_>>(), expected);
        }
        assert_eq!((if_so(true, -0.5), if_so(false, -0.5)), (-0.5, 0.0));
    }

    #[test]
    fn whole_leaves_the_fraction_away() {
        for x in [0.0, 0.9, -0.9, 1.0, -1.5, 254.999, -127.0, 8_388_607.5, 67_108_864.0, -2_147_483_000.0_f32] {
            assert_eq!(whole(x), x as i32, "{x}");
        }
    }

    #[test]
    fn a_lane_gives_the_draws_of_its_persons() {
        let rng = Rng::new(7, 3);
        let mut out = [[0; LANES]; 4];
        let stream = Stream::named("road");
        rng.lanes(stream, 1000, 5, &mut out);
        for i in 0..LANES {
            assert_eq!(out.map(|lane| lane[i]), rng.words(stream, 1000 + i as u32, 5));
        }
    }

    #[test]
    fn two_people_share_a_draw_and_each_has_a_word_of_it() {
        let (rng, stream, mut words) = (Rng::new(7, 3), Stream::named("shunning"), Vec::new());
        let (one, other): (Vec<u32>, Vec<u32>) = (0..40).map(|k| (100 + k, 140 - 2 * k)).unzip();
        rng.pairs(stream, &one, &other, &mut words);
        for (k, word) in words.iter().enumerate() {
            let [lower, higher, ..] = rng.words(stream, one[k].min(other[k]), one[k].max(other[k]));
            assert_eq!(*word, if other[k] > one[k] { higher } else { lower });
        }
    }

    #[test]
    fn a_stream_is_its_name() {
        // Known answers of FNV-1a, with the highest bit set.
        assert_eq!(
            (Stream::named("").0, Stream::named("a").0, Stream::named("foobar").0),
            (0x811C_9DC5, 0xE40C_292C, 0xBF9C_F968)
        );
        assert_eq!(Stream::of(Purpose::Copying).0, 33, "streams of purposes keep their numbers");
    }

    #[test]
    fn exp_is_near_the_true_one() {
        for k in -4000..=4000 {
            let x = k as f32 / 100.0;
            #[allow(clippy::disallowed_methods)]
            let truth = f64::from(x).exp();
            assert!((f64::from(exp(x)) / truth - 1.0).abs() < 1e-5, "exp({x})");
        }
        assert_eq!(logistic(0.0), 0.5);
        assert!(logistic(-1e9) >= 0.0 && logistic(1e9) <= 1.0);
    }
}
