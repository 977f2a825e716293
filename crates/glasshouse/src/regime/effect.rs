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
    /// No flights or fast trains: those who travel do not meet friends far away, and pay this many yuan a month more.
    NoFastTravel,
    /// Children are kept out of good schools: lost prospects, valued at this many yuan a month for those with a child.
    NoGoodSchool,
    /// Slow internet: no reviews, no imports; an internet user also loses this many yuan a month.
    SlowInternet,
    /// Barred from posts: share of income lost by officials, with the post.
    NoPost,
    /// Yuan a month to pay.
    Levy,
    /// Interest on loans falls by this share a year.
    CheaperLoan,
    /// Interest on loans rises by this share a year.
    DearerLoan,
    /// Nobody may lend: prospects are lost, valued at this many yuan a month.
    NoLoan,
    /// An effect that a file adds, by its number there.
    Own(u8),
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
    /// Its path into income, access, contacts or prospects: what it changes, for whom, and for how long.
    pub path: &'static str,
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
        path: "the state pays the amount for everybody in this standing in each of the five winter months: income, and so savings",
    },
    EffectRow {
        effect: Effect::DepositFree,
        key: "deposit-free",
        unit: "yuan per month",
        most: 10_000.0,
        reward: true,
        meaning: "no deposits for bicycles, hotels or flats: less money lies idle",
        path: "the amount is added to everybody's month: income, and so savings",
    },
    EffectRow {
        effect: Effect::QueueSkip,
        key: "queue-skip",
        unit: "yuan per month",
        most: 10_000.0,
        reward: true,
        meaning: "first in the queue at offices and hospitals: time saved, in money",
        path: "the amount is added to everybody's month: income, and so savings",
    },
    EffectRow {
        effect: Effect::Promotion,
        key: "promotion",
        unit: "share of income",
        most: 1.0,
        reward: true,
        meaning: "preferred for promotion: income rises",
        path: "this share is added to the month's income of everybody in this standing: income, and so savings",
    },
    EffectRow {
        effect: Effect::NoFastTravel,
        key: "no-fast-travel",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "no flights or fast trains: those who travel pay more and do not meet friends far away",
        path: "those who travel by plane or fast train pay the amount and do not meet friends far away: income and contacts, while it lasts; nobody else loses anything",
    },
    EffectRow {
        effect: Effect::NoGoodSchool,
        key: "no-good-school",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "children are kept out of good schools: prospects are lost",
        path: "those with a child of school age lose prospects worth the amount, and a child who is kept out when schools admit in September stays behind for good; nobody else loses anything",
    },
    EffectRow {
        effect: Effect::SlowInternet,
        key: "slow-internet",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "no online reviews and no imported goods; internet users lose time, and some of them work",
        path: "internet users pay the amount, read no reviews, order no imports, and find work more slowly (`work.search_online`); those who live by work there lose `work.offline` of their income; nobody else loses anything",
    },
    EffectRow {
        effect: Effect::NoPost,
        key: "no-post",
        unit: "share of income",
        most: 1.0,
        reward: false,
        meaning: "barred from posts: an official loses her post, and income with it",
        path: "officials lose this share of income, and the post: it is filled again with `discretion.filled` a month once nothing bars them, and costs `discretion.post` until then; nobody else loses anything",
    },
    EffectRow {
        effect: Effect::Levy,
        key: "fine",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "pays the state every month",
        path: "everybody in this standing pays the amount to the state: income, and so savings",
    },
    EffectRow {
        effect: Effect::CheaperLoan,
        key: "cheaper-loan",
        unit: "share of the sum a year",
        most: 1.0,
        reward: true,
        meaning: "interest on loans is lower",
        path: "those who owe pay this much less interest, and more people borrow: income and access",
    },
    EffectRow {
        effect: Effect::DearerLoan,
        key: "dearer-loan",
        unit: "share of the sum a year",
        most: 1.0,
        reward: false,
        meaning: "interest on loans is higher",
        path: "those who owe pay this much more interest, fewer borrow, and more loans are broken: income and access",
    },
    EffectRow {
        effect: Effect::NoLoan,
        key: "no-loan",
        unit: "yuan per month",
        most: 100_000.0,
        reward: false,
        meaning: "nobody may lend: what a loan would buy is out of reach",
        path: "no lender lends, whatever the rate: access, for those who want a loan; the amount is what it is worth to people, and is not money",
    },
];
