//! The table of effects: what a standing can open or close.

/// What is opened or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Yuan off the heating bill in each of the five winter months; the state pays.
    HeatingDiscount,
    /// Yuan a month saved on deposits for those who rent or travel.
    DepositFree,
    /// Yuan a month worth of waiting saved.
    QueueSkip,
    /// Share of income gained by promotion.
    Promotion,
    /// No flights or fast trains: friends far away are not met, and travel costs this many yuan a month more.
    NoFastTravel,
    /// Children are kept out of good schools: lost prospects, valued at this many yuan a month for those with a child.
    NoGoodSchool,
    /// Slow internet: no reviews, no imports; an internet user also loses this many yuan a month.
    SlowInternet,
    /// Barred from posts: share of income lost.
    NoPost,
    /// Yuan a month to pay.
    Levy,
    /// Interest on loans falls by this share a year.
    CheaperLoan,
    /// Interest on loans rises by this share a year.
    DearerLoan,
    /// Nobody may lend: prospects are lost, valued at this many yuan a month.
    NoLoan,
}

/// One row of the table of effects.
pub struct EffectRow {
    /// The effect.
    pub effect: Effect,
    /// Its name in a regime file.
    pub key: &'static str,
    /// What `amount` is.
    pub unit: &'static str,
    /// Greatest amount that has a meaning.
    pub most: f32,
    /// True if it belongs under `[[reward]]`; otherwise it belongs under `[[sanction]]`.
    pub reward: bool,
    /// What it does, for people.
    pub meaning: &'static str,
}

/// Every effect that a tier or the list can have, for the parser, "did you mean" and `glasshouse list`.
pub const EFFECTS: &[EffectRow] = &[
    EffectRow {
        effect: Effect::HeatingDiscount,
        key: "heating-discount",
        unit: "yuan per winter month",
        most: 10_000.0,
        reward: true,
        meaning: "the state pays part of the heating bill from November to March",
    },
    EffectRow {
        effect: Effect::DepositFree,
        key: "deposit-free",
        unit: "yuan per month",
        most: 10_000.0,
        reward: true,
        meaning: "no deposits for bicycles, hotels or flats: less money lies idle",
    },
    EffectRow {
        effect: Effect::QueueSkip,
        key: "queue-skip",
        unit: "yuan per month",
        most: 10_000.0,
        reward: true,
        meaning: "first in the queue at offices and hospitals: time saved, in money",
    },
    EffectRow {
        effect: Effect::Promotion,
        key: "promotion",
        unit: "share of income",
        most: 1.0,
        reward: true,
        meaning: "preferred for promotion: income rises",
    },
    EffectRow {
        effect: Effect::NoFastTravel,
        key: "no-fast-travel",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "no flights or fast trains: friends far away are not met, and travel costs more",
    },
    EffectRow {
        effect: Effect::NoGoodSchool,
        key: "no-good-school",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "children are kept out of good schools: prospects are lost",
    },
    EffectRow {
        effect: Effect::SlowInternet,
        key: "slow-internet",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "no online reviews and no imported goods; internet users lose time as well",
    },
    EffectRow {
        effect: Effect::NoPost,
        key: "no-post",
        unit: "share of income",
        most: 1.0,
        reward: false,
        meaning: "barred from posts and better jobs: income falls",
    },
    EffectRow {
        effect: Effect::Levy,
        key: "fine",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "pays the state every month",
    },
    EffectRow {
        effect: Effect::CheaperLoan,
        key: "cheaper-loan",
        unit: "share of the sum a year",
        most: 1.0,
        reward: true,
        meaning: "interest on loans is lower",
    },
    EffectRow {
        effect: Effect::DearerLoan,
        key: "dearer-loan",
        unit: "share of the sum a year",
        most: 1.0,
        reward: false,
        meaning: "interest on loans is higher",
    },
    EffectRow {
        effect: Effect::NoLoan,
        key: "no-loan",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "nobody may lend: what a loan would buy is out of reach",
    },
];
