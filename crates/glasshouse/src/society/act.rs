//! The table of acts: what a person can be seen to do, its nature to others, and who nearby can notice it.

use super::bit_counting::{Digits, Word};
use std::fmt;

/// A set of acts: bit `n` for the act with this number.
pub type Acts = u32;

/// What an act is to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// The doer wrongs somebody, or breaks a rule that protects others.
    Wrong,
    /// Somebody is helped.
    Kind(To),
    /// Somebody in need is refused.
    Unkind(To),
    /// An opinion about the authority.
    Opinion,
    /// Nothing that neighbours would judge.
    Neutral,
}

/// The person to whom an act of care is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// A stranger, whatever her reputation.
    Stranger,
    /// Kin, who count as good whatever is said of them.
    Kin,
    /// People for whom one works unpaid; they count as good, too.
    Others,
}

/// Who near the doer can notice an act. A regime's channels are a separate matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// People nearby may see it; then they talk about it, and can report it to an office.
    Seen,
    /// People nearby may learn of it and talk about it; there is nothing to report.
    Talked,
    /// It is said aloud: everybody nearby hears it, and can report it.
    Said,
    /// Nobody nearby: it is done in secret, or at an office or a shop far from neighbours.
    Nobody,
}

/// The set of acts whose row in the table satisfies a condition, computed at compile time.
macro_rules! acts_where {
    (|$row:ident| $holds:expr) => {{
        let (mut set, mut n) = (0, 0);
        while n < $crate::society::act::BUILT_IN {
            let $row = &$crate::society::act::TABLE[n];
            if $holds {
                set |= $row.act.bit();
            }
            n += 1;
        }
        set
    }};
}
pub(crate) use acts_where;

/// Where an act leaves a trace, and so the kind of channel that can see it. People form one belief for each kind about
/// the chance of being found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Sphere {
    /// In public places: cameras, police, neighbours.
    Street,
    /// In records: banks, shops, offices, courts.
    Records,
    /// In what people say.
    Speech,
}

/// Number of spheres.
pub const SPHERES: usize = 3;

impl Sphere {
    /// All spheres.
    pub const ALL: [Sphere; SPHERES] = [Sphere::Street, Sphere::Records, Sphere::Speech];

    /// The acts that leave their trace here.
    #[inline(always)]
    pub const fn acts(self) -> Acts {
        BY_SPHERE[self as usize]
    }
}

/// The acts of each sphere.
const BY_SPHERE: [Acts; SPHERES] = [
    acts_where!(|row| matches!(row.sphere, Sphere::Street)),
    acts_where!(|row| matches!(row.sphere, Sphere::Records)),
    acts_where!(|row| matches!(row.sphere, Sphere::Speech)),
];

/// One row of the table of acts.
pub struct ActRow {
    /// The act.
    pub act: Act,
    /// Its name in a file.
    pub key: &'static str,
    /// What it is, in words.
    pub meaning: &'static str,
    /// Encounter in which it happens.
    pub encounter: &'static str,
    /// What it is to others: gossip, rating and learning follow from it.
    pub nature: Nature,
    /// Who near the doer can notice it: gossip, rating and informing follow from it.
    pub notice: Notice,
    /// Where it leaves a trace: the belief about being found out follows from it.
    pub sphere: Sphere,
}

macro_rules! acts {
    ($($act:ident = $key:literal in $encounter:literal: $nature:expr, $notice:ident, $sphere:ident, $meaning:literal;)*) => {
        /// An act that others, or a regime, can see and judge. Each is one bit of a month's deeds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Act {
            $(#[doc = $meaning] $act,)*
            /// The first act that a file can add ([`Encounters`](super::own_encounter::Encounters)).
            Own1 = OWN_FIRST as u8,
            /// The second.
            Own2,
            /// The third.
            Own3,
            /// The fourth.
            Own4,
            /// The fifth.
            Own5,
            /// The sixth.
            Own6,
        }

        /// Every act of the model, in the order of its bit. Those that a file adds are not here.
        pub const TABLE: [ActRow; BUILT_IN] = [$(ActRow {
            act: Act::$act,
            key: $key,
            meaning: $meaning,
            encounter: $encounter,
            nature: { use Nature::*; $nature },
            notice: Notice::$notice,
            sphere: Sphere::$sphere,
        },)*];

        /// Number of acts of the model.
        pub const BUILT_IN: usize = [$($key),*].len();
    };
}

// One line per act: name in the program and in files, encounter, what it is to others, who nearby can notice it, where
// it leaves a trace, meaning. Everything that tells acts apart by these follows from the table, so this line is the
// only place that states them. A new act goes to the end, since the bits of the others must stay.
acts! {
    Violate = "violate" in "road": Wrong, Seen, Street, "breaks a rule of the road or of public order";
    Help = "help" in "distress": Kind(To::Stranger), Seen, Street, "helps a stranger in distress";
    WalkOn = "walk-on" in "distress": Unkind(To::Stranger), Seen, Street, "walks past a stranger in distress";
    Criticise = "criticise" in "speech": Opinion, Said, Speech, "criticises the government openly";
    Praise = "praise" in "speech": Opinion, Said, Speech, "praises the authority openly";
    Extort = "extort" in "distress": Wrong, Seen, Street, "accuses the helper in order to get money";
    Adulterate = "adulterate" in "market": Wrong, Seen, Records, "sells adulterated goods (owner of a firm)";
    Donate = "donate" in "redemption": Neutral, Nobody, Records, "donates to win points back";
    BuyApproved = "buy-approved" in "purchase": Neutral, Nobody, Records, "buys goods that the authority approves of (nappies, a dishwasher)";
    BuyDisapproved = "buy-disapproved" in "purchase": Neutral, Nobody, Records, "buys goods that the authority disapproves of (video games)";
    Scam = "scam" in "staged": Wrong, Seen, Street, "stages an accident to make a stranger pay";
    HelpKin = "help-kin" in "hardship": Kind(To::Kin), Talked, Street, "gives money to kin in trouble";
    RefuseKin = "refuse-kin" in "hardship": Unkind(To::Kin), Talked, Street, "refuses money to kin in trouble";
    Inform = "inform" in "informing": Neutral, Nobody, Records, "reports a neighbour to the authority for an act that she saw";
    Denounce = "denounce" in "informing": Wrong, Nobody, Records, "reports a neighbour to the authority for an act that did not happen";
    Bribe = "bribe" in "discretion": Wrong, Nobody, Records, "bribes an official over a case";
    TakeBribe = "take-bribe" in "discretion": Wrong, Nobody, Records, "takes a bribe over a case (official)";
    Default = "default" in "loan": Wrong, Seen, Records, "stops paying a loan that is due";
    Repay = "repay" in "loan": Neutral, Nobody, Records, "pays a debt that she had stopped paying, dunned or by court order";
    Appeal = "appeal" in "appeal": Neutral, Nobody, Records, "asks the office to review her listing";
    Volunteer = "volunteer" in "redemption": Kind(To::Others), Talked, Street, "works unpaid for others to win points back";
    PayInstalment = "pay-instalment" in "loan": Neutral, Nobody, Records, "pays an instalment of a loan when it is due";
    TradeWell = "trade-well" in "market": Neutral, Nobody, Records, "sells honest goods that customers praise and none complains about (owner of a firm)";
    BuyOff = "buy-off" in "redemption": Neutral, Nobody, Records, "pays to come off the list, where the regime offers it";
    CriticiseSystem = "criticise-system" in "speech": Opinion, Said, Speech, "criticises the trust system itself openly";
}

/// Number of acts that a set of acts has room for.
pub const ACTS: usize = Acts::BITS as usize;
/// Number of acts that a file can add.
pub const OWN_ACTS: usize = 6;
/// Bit of the first act that a file adds: the last bits of a set of acts are for these.
const OWN_FIRST: usize = ACTS - OWN_ACTS;

const _: () = assert!(BUILT_IN <= OWN_FIRST, "a set of acts has no bit left: make `Acts` the next wider integer");

/// Wrongs that people nearby may notice.
pub const SEEN_WRONGS: Acts = acts_where!(|row| matches!(row.nature, Nature::Wrong) && row.is_noticed());
/// Help of any kind.
pub const KIND: Acts = acts_where!(|row| matches!(row.nature, Nature::Kind(_)));
/// Refusals of help of any kind.
pub const UNKIND: Acts = acts_where!(|row| matches!(row.nature, Nature::Unkind(_)));
/// Open criticism, whether of the government or of the system.
pub const CRITICAL: Acts = Act::Criticise.bit() | Act::CriticiseSystem.bit();
/// Acts that are said aloud.
pub const SAID: Acts = acts_where!(|row| matches!(row.notice, Notice::Said));
/// Acts that neighbours can report to an office.
pub const REPORTABLE: Acts = SAID | acts_where!(|row| matches!(row.notice, Notice::Seen));

impl To {
    /// Whether these count as good whatever is said of them.
    pub const fn are_good(self) -> bool {
        matches!(self, To::Kin | To::Others)
    }
}

impl ActRow {
    /// Whether people nearby occasionally notice it, and talk about it.
    pub const fn is_noticed(&self) -> bool {
        matches!(self.notice, Notice::Seen | Notice::Talked)
    }
}

impl Act {
    /// Bit of this act in a month's deeds.
    pub const fn bit(self) -> Acts {
        1 << self as u8
    }

    /// The acts that a file can add.
    pub const OWN: [Act; OWN_ACTS] = [Act::Own1, Act::Own2, Act::Own3, Act::Own4, Act::Own5, Act::Own6];

    /// The act of a bit; `None` where no act has it.
    pub fn from_number(number: usize) -> Option<Act> {
        let own = || Act::OWN.get(number.checked_sub(OWN_FIRST)?).copied();
        TABLE.get(number).map(|row| row.act).or_else(own)
    }

    /// The acts of a set, in the order of their bits.
    pub fn all_of(set: Acts) -> impl Iterator<Item = Act> {
        (0..ACTS).filter(move |n| set >> n & 1 == 1).filter_map(Act::from_number)
    }

    /// The row of an act of the model; `None` for one that a file adds.
    pub const fn row(self) -> Option<&'static ActRow> {
        if (self as usize) < BUILT_IN { Some(&TABLE[self as usize]) } else { None }
    }

    /// The number of an act that a file adds, from 0; `None` for one of the model.
    pub fn own(self) -> Option<usize> {
        (self as usize).checked_sub(OWN_FIRST)
    }

    /// The act of the model with this name in a file.
    pub fn from_key(key: &str) -> Option<Act> {
        TABLE.iter().find(|row| row.key == key).map(|row| row.act)
    }

    /// Its name in a file. An act that a file adds has its name there
    /// ([`Encounters::name`](super::own_encounter::Encounters::name)).
    pub fn key(self) -> &'static str {
        const OWN: [&str; OWN_ACTS] = ["own-act-1", "own-act-2", "own-act-3", "own-act-4", "own-act-5", "own-act-6"];
        self.row().map_or_else(|| OWN[self as usize - OWN_FIRST], |row| row.key)
    }
}

/// How often each act was done in a neighbourhood (of fewer than 256 persons), or how often each bit of other words
/// is set.
#[derive(Clone, Copy, Debug)]
pub struct Times<W = Acts>([W; 8]);

/// Words counted in parallel.
const BESIDE: usize = 8;

impl<W: Word> Times<W> {
    /// Nothing counted.
    #[inline(always)]
    pub fn none() -> Times<W> {
        Times([W::default(); 8])
    }

    /// Counts the words of all persons, fewer than 256 in number.
    #[inline(always)]
    pub fn of(words: &[W]) -> Times<W> {
        let mut times = Digits::<W, BESIDE, 5>::none();
        let (rows, rest) = words.as_chunks();
        let (twos, one) = rows.as_chunks();
        for [row, other] in twos {
            times.add(row, other);
        }
        let mut last = [W::default(); BESIDE];
        last[..rest.len()].copy_from_slice(rest);
        times.add(one.first().unwrap_or(&[W::default(); BESIDE]), &last);
        Times(times.all().counts().map(|[counts]| counts))
    }

    /// How often an act was done.
    pub fn get(&self, act: Act) -> u8 {
        self.of_bit(act as u32)
    }

    /// Adds the count of each bit to `sums`, from the lowest bit on.
    #[inline(always)]
    pub fn add_to(&self, sums: &mut [i64]) {
        for (sum, bit) in sums.iter_mut().zip(0..) {
            *sum += i64::from(self.of_bit(bit));
        }
    }

    /// The same for any bit of the words that were counted.
    pub fn of_bit(&self, bit: u32) -> u8 {
        (self.0[bit as usize % 8] >> (bit as usize / 8 * 8)).lowest()
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
