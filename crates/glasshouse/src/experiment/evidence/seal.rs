//! Seals: what was fixed before an effect was asked, as hashes, and whether it is still so.

use crate::engine::{self, PopulationSpec, Quiet, Room, Size};
use crate::observatory::measures::{View, by_key};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario;
use crate::scenario::evidence_file::PublishedEffect;
use crate::society::Society;

/// The version of the mechanisms, for changes that the reference runs cannot see; such a change raises it.
pub const MECHANISMS: u32 = 1;

/// What is hashed, part by part: sixteen hexadecimal digits each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedParts {
    /// Every behavioural parameter's value, and the published aggregates.
    pub parameters: String,
    /// The plausible ranges.
    pub ranges: String,
    /// The parameters of the societies in which effects are asked, and their number.
    pub societies: String,
    /// What the mechanisms do in some small reference runs, and their version.
    pub mechanisms: String,
    /// The bytes of the effect's file.
    pub file: String,
}

/// A seal, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Key of the effect.
    pub effect: String,
    /// Version of the program in which it was sealed.
    pub version: String,
    /// Day on which it was sealed.
    pub day: String,
    /// Why: the first seal, or what changed since the one before.
    pub why: String,
    /// What was hashed.
    pub parts: SealedParts,
}

impl SealedParts {
    /// The hash over all parts.
    pub fn hash(&self) -> String {
        digest([&self.parameters, &self.ranges, &self.societies, &self.mechanisms, &self.file])
    }

    /// The parts in which these differ from others, in words.
    pub fn changed(&self, now: &SealedParts) -> Vec<&'static str> {
        let parts = [
            ("parameters", &self.parameters, &now.parameters),
            ("ranges", &self.ranges, &now.ranges),
            ("societies", &self.societies, &now.societies),
            ("mechanisms", &self.mechanisms, &now.mechanisms),
            ("the effect's file", &self.file, &now.file),
        ];
        parts.into_iter().filter(|(_, then, now)| then != now).map(|(name, ..)| name).collect()
    }
}

/// What is common to all effects: everything but the file.
pub struct CommonParts(SealedParts);

impl CommonParts {
    /// The hashes of now, for effects asked in societies with these parameters.
    pub fn of(society: &Society, societies: &[Vec<f32>]) -> CommonParts {
        let names = society.ranges.iter().map(|range| format!("{}.{}", range.parameter.section, range.parameter.name));
        let values = format!("{:?} {:?}", society.behaviour, society.marginals);
        let ranges: Vec<String> = society
            .ranges
            .iter()
            .zip(names)
            .map(|(range, name)| format!("{name} {} {}", range.low, range.high))
            .collect();
        CommonParts(SealedParts {
            parameters: digest([&values]),
            ranges: digest(&ranges),
            societies: digest([&format!("{societies:?}")]),
            mechanisms: mechanisms(society),
            file: String::new(),
        })
    }

    /// The parts of an effect.
    pub fn with(&self, effect: &PublishedEffect) -> SealedParts {
        SealedParts { file: digest([&effect.text.text]), ..self.0.clone() }
    }
}

/// Regimes of the reference runs: together they use most mechanisms.
const REFERENCES: [&str; 5] =
    ["no-system", "social-credit + reviews + welfare", "informants", "credit-bureau", "nosedive + clean-pay"];
/// Measures whose values are hashed.
const READ: [&str; 22] = [
    "trust",
    "help",
    "honest_trade",
    "violations",
    "scams",
    "defaults",
    "kin_help",
    "approval",
    "approval_gap",
    "criticism",
    "felt",
    "listed",
    "wrongly_listed",
    "bribes",
    "loan_rate",
    "credit",
    "in_need",
    "jobless",
    "gini_savings",
    "true_reports",
    "posts_lost",
    "unrest",
];

/// A fingerprint of what the mechanisms do: the values of some measures in small runs, to the last bit.
fn mechanisms(society: &Society) -> String {
    let size = Size { people: 1_200, months: 24 };
    let people = engine::settle_in(&Room::default(), &PopulationSpec::new(society, size, 1, 0), 6)
        .expect("data in memory has no file that could fail");
    let mut seen = vec![format!("version {MECHANISMS}")];
    for reference in REFERENCES {
        let shipped = scenario::regime(reference).expect("it ships").value;
        let regime = if shipped.is_idle() { shipped } else { Regime { starts: 2, ends: None, ..shipped } };
        let mut sum = Tally::default();
        engine::simulate(&people, &regime, None, &Quiet).for_each(|month| sum.merge(&month.all));
        for key in READ {
            let measure = by_key(key).expect("it is a measure");
            let value = measure.value(View::Truth, &sum).map(f64::to_bits);
            seen.push(format!("{reference} {key} {value:?}"));
        }
    }
    digest(&seen)
}

/// The first sixteen hexadecimal digits of a hash over some texts.
fn digest<'a, T: AsRef<str> + 'a>(texts: impl IntoIterator<Item = &'a T>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&(text.as_ref().len() as u64).to_le_bytes());
        hasher.update(text.as_ref().as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
