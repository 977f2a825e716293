//! The published results behind each mechanism of the model, and the mechanisms that have none.

use crate::life::ENCOUNTERS;

/// A mechanism.
#[derive(Clone, Copy)]
pub struct Mechanism {
    /// An encounter or a section of a regime file by its key, or a part of the model in words.
    pub key: &'static str,
    /// Keys of the cases that test it; may be empty.
    pub cases: &'static [&'static str],
    /// What is reproduced, or its other basis.
    pub says: &'static str,
}

const fn stands(key: &'static str, cases: &'static [&'static str], says: &'static str) -> Mechanism {
    Mechanism { key, cases, says }
}

const fn none(key: &'static str, says: &'static str) -> Mechanism {
    Mechanism { key, cases: &[], says }
}

/// The two rules and gossip.
const RULES: &[Mechanism] = &[
    stands(
        "the decision rule",
        &["V7"],
        "thresholds and conformity are reproduced; the bounded pull of money has no published result",
    ),
    none("y and x̃ of the learning rule", "forms of Gavrilets 2021; no published number is reproduced"),
    stands(
        "copying people who fare better, where a society sets it",
        &["V4"],
        "the Fermi process: how often one person is copied by all",
    ),
    stands("ỹ of the learning rule", &["V7"], "as the mean of the acts done"),
    none("T, trust in strangers", "no published result"),
    stands("F, the expected chance of being found out", &["V13"], "an arrest; a threat with nothing behind it"),
    stands("s, approval", &["V8"], "its talk and leaning terms; H1 to H4 have no published result"),
    stands(
        "gossip",
        &["V1", "V2", "V4", "V5"],
        "the leading eight with shared and with private opinions; councils; help that lasts where refusals become known",
    ),
];

/// The two rules, gossip and every encounter; the basis of an encounter is given in its own module.
pub fn of_life() -> Vec<Mechanism> {
    let encounters =
        ENCOUNTERS.iter().map(|e| Mechanism { key: e.key, cases: e.tried_by.cases, says: e.tried_by.says });
    RULES.iter().copied().chain(encounters).collect()
}

/// Sections of a regime file.
pub const OF_REGIMES: &[Mechanism] = &[
    none("regime", "when it begins and ends: nothing to reproduce"),
    stands("score", &["V11"], "scores with bounds and tiers, like a lender's"),
    stands("watch", &["V12"], "false alarms, in the exposure of innocents; sight is a probability"),
    stands("rule", &["V11"], "points for recorded acts: borrowers rise or fall"),
    none("reward", "money; no published result"),
    stands("sanction", &["V11"], "`no-loan`; the others are money, with no published result"),
    none("visibility", "no published result"),
    stands("spillover", &["V12"], "exposure of innocents; a share of ties' scores (V8) is not in the model"),
    none("redemption", "as for the encounter"),
    none("propaganda", "a term of the two rules after Gavrilets & Richerson 2022; no published number"),
    stands("reviews", &["V12"], "records of praise; inflation of reviews is not reproduced"),
    stands("inspection", &["V12"], "as for the road"),
    none("courts", "no published result"),
    none("welfare", "accounting"),
    none("costs", "accounting; prices from wages and tenders of about 2018"),
    none("informants", "as for the encounter"),
    stands("officials", &["V12"], "pay, detection and punishment of officials"),
    none("appeal", "no published result"),
    none("credit_bureau", "no published number"),
    stands("censorship", &["V6"], "obedience, self-censorship, defiance; no authority adapts"),
    stands("peer_rating", &["V12"], "as for the encounter"),
    none("firms", "no published result"),
    none("event", "what happens is given, and what lasts of a scandal is assumed"),
    none(
        "encounter",
        "what people choose between is given; `road` and `staged` as files give the same bytes as the model's",
    ),
    none("measure", "an expression over counted sums"),
    none("effect", "sums of income, payments, ties and occasions; no published result"),
    stands("rollout", &["V12"], "counties that imitate each other; waves are imposed"),
];
