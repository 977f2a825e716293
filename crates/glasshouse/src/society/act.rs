//! What can a person be seen to do?

use super::bit_counting::Digits;
use std::fmt;

/// A set of acts: bit `n` for the act with this number.
pub type Acts = u32;

/// Number of acts.
pub const ACTS: usize = 21;

/// An act that others, or a regime, can see and judge. Each is one bit of a month's deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Act {
    /// Broke a rule of the road or of public order.
    Violate,
    /// Helped a stranger in distress.
    Help,
    /// Walked past a stranger in distress.
    WalkOn,
    /// Criticised the authority openly.
    Criticise,
    /// Praised the authority openly.
    Praise,
    /// Accused one's helper in order to get money.
    Extort,
    /// Sold adulterated goods (the owner of a firm).
    Adulterate,
    /// Donated to win points back.
    Donate,
    /// Bought something that the authority approves of.
    BuyApproved,
    /// Bought something that it disapproves of.
    BuyDisapproved,
    /// Staged an accident to make a stranger pay.
    Scam,
    /// Helped kin in trouble.
    HelpKin,
    /// Refused kin in trouble.
    RefuseKin,
    /// Reported to the authority what she saw a neighbour do.
    Inform,
    /// Reported to the authority what a neighbour did not do.
    Denounce,
    /// Paid an official over a case.
    Bribe,
    /// Took a bribe over a case (an official).
    TakeBribe,
    /// Stopped paying a loan.
    Default,
    /// Paid a loan after having stopped.
    Repay,
    /// Asked the office to look again at her listing.
    Appeal,
    /// Worked for others, unpaid, to win points back.
    Volunteer,
}

/// One row of the table of acts.
pub struct ActRow {
    /// The act.
    pub act: Act,
    /// Its name in a file.
    pub key: &'static str,
    /// What it is, for people.
    pub meaning: &'static str,
    /// Encounter in which it happens.
    pub encounter: &'static str,
    /// True if the doer wrongs somebody or breaks a rule that protects others.
    pub wrong: bool,
}

/// Every act, in the order of its bit.
pub const TABLE: [ActRow; ACTS] = [
    ActRow {
        act: Act::Violate,
        key: "violate",
        meaning: "breaks a rule of the road or of public order",
        encounter: "road",
        wrong: true,
    },
    ActRow {
        act: Act::Help,
        key: "help",
        meaning: "helps a stranger in distress",
        encounter: "distress",
        wrong: false,
    },
    ActRow {
        act: Act::WalkOn,
        key: "walk-on",
        meaning: "walks past a stranger in distress",
        encounter: "distress",
        wrong: false,
    },
    ActRow {
        act: Act::Criticise,
        key: "criticise",
        meaning: "criticises the authority openly",
        encounter: "speech",
        wrong: false,
    },
    ActRow {
        act: Act::Praise,
        key: "praise",
        meaning: "praises the authority openly",
        encounter: "speech",
        wrong: false,
    },
    ActRow {
        act: Act::Extort,
        key: "extort",
        meaning: "accuses the helper in order to get money",
        encounter: "distress",
        wrong: true,
    },
    ActRow {
        act: Act::Adulterate,
        key: "adulterate",
        meaning: "sells adulterated goods (owner of a firm)",
        encounter: "market",
        wrong: true,
    },
    ActRow {
        act: Act::Donate,
        key: "donate",
        meaning: "donates to win points back",
        encounter: "redemption",
        wrong: false,
    },
    ActRow {
        act: Act::BuyApproved,
        key: "buy-approved",
        meaning: "buys what the authority approves of (nappies, a dishwasher)",
        encounter: "purchase",
        wrong: false,
    },
    ActRow {
        act: Act::BuyDisapproved,
        key: "buy-disapproved",
        meaning: "buys what it disapproves of (video games)",
        encounter: "purchase",
        wrong: false,
    },
    ActRow {
        act: Act::Scam,
        key: "scam",
        meaning: "stages an accident to make a stranger pay",
        encounter: "staged",
        wrong: true,
    },
    ActRow {
        act: Act::HelpKin,
        key: "help-kin",
        meaning: "gives money to kin in trouble",
        encounter: "hardship",
        wrong: false,
    },
    ActRow {
        act: Act::RefuseKin,
        key: "refuse-kin",
        meaning: "refuses money to kin in trouble",
        encounter: "hardship",
        wrong: false,
    },
    ActRow {
        act: Act::Inform,
        key: "inform",
        meaning: "reports to the authority what she saw a neighbour do",
        encounter: "informing",
        wrong: false,
    },
    ActRow {
        act: Act::Denounce,
        key: "denounce",
        meaning: "reports to the authority what a neighbour did not do",
        encounter: "informing",
        wrong: true,
    },
    ActRow {
        act: Act::Bribe,
        key: "bribe",
        meaning: "pays an official over a case",
        encounter: "discretion",
        wrong: true,
    },
    ActRow {
        act: Act::TakeBribe,
        key: "take-bribe",
        meaning: "takes a bribe over a case (official)",
        encounter: "discretion",
        wrong: true,
    },
    ActRow {
        act: Act::Default,
        key: "default",
        meaning: "stops paying a loan that is due",
        encounter: "loan",
        wrong: true,
    },
    ActRow {
        act: Act::Repay,
        key: "repay",
        meaning: "pays what she had stopped paying, dunned or by a court's order",
        encounter: "loan",
        wrong: false,
    },
    ActRow {
        act: Act::Appeal,
        key: "appeal",
        meaning: "asks the office to look again at her listing",
        encounter: "appeal",
        wrong: false,
    },
    ActRow {
        act: Act::Volunteer,
        key: "volunteer",
        meaning: "works for others, unpaid, to win points back",
        encounter: "redemption",
        wrong: false,
    },
];

impl Act {
    /// Bit of this act in a month's deeds.
    pub const fn bit(self) -> Acts {
        1 << self as u8
    }

    /// The act with this name in a file.
    pub fn from_key(key: &str) -> Option<Act> {
        TABLE.iter().find(|row| row.key == key).map(|row| row.act)
    }

    /// Its name in a file.
    pub fn key(self) -> &'static str {
        TABLE[self as usize].key
    }
}

/// How often each act was done in a neighbourhood (of fewer than 256 persons), or how often each bit of other words is set.
#[derive(Clone, Copy, Debug)]
pub struct Times([u32; 8]);

/// Words counted side by side.
const BESIDE: usize = 8;

impl Times {
    /// Counts the acts of all persons, of whom there are fewer than 256.
    #[inline(always)]
    pub fn of(acts: &[Acts]) -> Times {
        let mut times = Digits::<Acts, BESIDE, 5>::none();
        let (rows, rest) = acts.as_chunks();
        let (twos, one) = rows.as_chunks();
        for [row, other] in twos {
            times.add(row, other);
        }
        let mut last = [0; BESIDE];
        last[..rest.len()].copy_from_slice(rest);
        times.add(one.first().unwrap_or(&[0; BESIDE]), &last);
        Times(times.all().counts().map(|[counts]| counts))
    }

    /// How often an act was done.
    pub fn get(&self, act: Act) -> u8 {
        self.of_bit(act as u32)
    }

    /// The same of any bit of the words that were counted.
    pub fn of_bit(&self, bit: u32) -> u8 {
        (self.0[bit as usize % 8] >> (bit / 8 * 8)) as u8
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
