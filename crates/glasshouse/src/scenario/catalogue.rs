//! The catalogue of regimes, societies and experiments that ship with the program.
//!
//! They are embedded, so that the program needs no other files.

use crate::diagnostic::Source;
use std::sync::Arc;
use toml::de::DeTable;

/// A shipped file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Name by which users request it.
    pub name: &'static str,
    /// Its whole text.
    pub text: &'static str,
}

macro_rules! ship {
    ($folder:literal: $($name:literal)*) => {
        &[$(Shipped {
            name: $name,
            text: include_str!(concat!("../../data/", $folder, "/", $name, ".toml")),
        },)*]
    };
}

const REGIMES: &[Shipped] = ship!("regimes": "no-system" "social-credit" "rongcheng" "defaulter-list" "commercial-score" "reviews" "welfare" "essay-alternative" "informants" "nosedive" "credit-bureau" "helper-law" "pilots" "nationwide" "clean-pay" "harsh-punishment" "judged-by-figures" "milk-scandal" "government-standards" "people-standards");
const SOCIETIES: &[Shipped] = ship!("societies": "china-2018" "lesson");
const BEHAVIOURS: &[Shipped] = ship!("societies": "behaviour");
const EXPERIMENTS: &[Shipped] = ship!("experiments": "channels" "screening" "deciders");

const STORIES: &[Shipped] = ship!("regimes": "no-system.stories" "social-credit.stories" "rongcheng.stories" "defaulter-list.stories" "commercial-score.stories" "reviews.stories" "welfare.stories" "essay-alternative.stories" "informants.stories" "nosedive.stories" "credit-bureau.stories" "helper-law.stories" "pilots.stories" "nationwide.stories" "clean-pay.stories" "harsh-punishment.stories" "judged-by-figures.stories" "milk-scandal.stories" "government-standards.stories" "people-standards.stories");

/// Scenes in which one mechanism works alone: published results that must be reproduced.
const SCENES: &[Shipped] = ship!("published": "public-repute" "private-repute" "riot" "conformity" "guilt" "lending" "custom" "road" "whole" "small-fine" "promotion" "list" "dissent" "censorship" "council" "reciprocity" "copying" "rebellion" "lending-groups" "adoption" "cut-off");

/// Regimes that only these scenes use.
const SCENE_REGIMES: &[Shipped] = ship!("published": "guilt.regime" "lending.regime" "small-fine.regime" "promotion.regime" "list.regime" "dissent.regime" "censorship.regime" "lending-groups.regime" "adoption.regime" "cut-off.regime");

/// The regimes used only by scenes.
pub(super) fn scene_regimes() -> &'static [Shipped] {
    SCENE_REGIMES
}

/// The shipped scenes.
pub fn scenes() -> &'static [Shipped] {
    SCENES
}

/// The claims of the essay.
pub(super) const CLAIMS: &str = include_str!("../../data/claims/essay.toml");

/// The sentences of the essay, each with its mechanism on and off.
pub(super) const ESSAY: &str = include_str!("../../data/essay/rows.toml");

/// Published effects, each in the file that was sealed before it was asked.
const EVIDENCE: &[Shipped] = ship!("evidence": "E1" "E2" "E3" "E4" "E5" "E6" "E7" "E8" "R1" "R2" "R3" "R4" "R5" "R6" "R7" "N1" "N2" "N3" "N4" "N5" "N6" "N7" "N8" "N9" "N10" "N11" "N12" "N13" "N14" "N15" "N16" "N17" "N18" "N19" "N20" "N21" "N22");

/// The published effects that ship, in the order in which they are shown.
pub fn evidence() -> &'static [Shipped] {
    EVIDENCE
}

/// The stories about a shipped regime; `None` if the text is a file of the user's.
pub(super) fn stories(regime: &Source) -> Option<Arc<Source>> {
    let name = format!("{}.stories", regime.name.strip_prefix("regime:")?);
    let shipped = STORIES.iter().find(|s| s.name == name)?;
    Some(Arc::new(Source { name: format!("stories:{name}"), text: shipped.text.into() }))
}

/// The shipped regimes, in the order in which they are shown.
pub fn regimes() -> &'static [Shipped] {
    REGIMES
}

/// The shipped societies, in the order in which they are shown.
pub fn societies() -> &'static [Shipped] {
    SOCIETIES
}

/// The shipped experiments, in the order in which they are shown.
pub fn experiments() -> &'static [Shipped] {
    EXPERIMENTS
}

impl Shipped {
    /// Its title for people; empty if the file has none.
    pub fn title(&self) -> String {
        let (tree, _) = DeTable::parse_recoverable(self.text);
        let table = |kind| tree.get_ref().get(kind).and_then(|table| table.get_ref().get("title"));
        let title = ["regime", "society", "experiment"].into_iter().find_map(table);
        let title = title.and_then(|title| title.get_ref().as_str());
        title.unwrap_or_default().into()
    }
}

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A trust system.
    Regime,
    /// Aggregates from which people are drawn.
    Society,
    /// How people decide, learn and talk.
    Behaviour,
    /// What is varied, and at which points.
    Experiment,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Regime, Kind::Society, Kind::Behaviour, Kind::Experiment];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Regime => "regime",
            Kind::Society => "society",
            Kind::Behaviour => "behaviour",
            Kind::Experiment => "experiment",
        }
    }

    /// The shipped files of this kind.
    pub fn shipped(self) -> &'static [Shipped] {
        match self {
            Kind::Regime => REGIMES,
            Kind::Society => SOCIETIES,
            Kind::Behaviour => BEHAVIOURS,
            Kind::Experiment => EXPERIMENTS,
        }
    }

    /// The shipped text with this name.
    pub(super) fn find(self, name: &str) -> Option<Arc<Source>> {
        let shipped = self.shipped().iter().find(|s| s.name == name)?;
        Some(Arc::new(Source { name: format!("{}:{name}", self.word()), text: shipped.text.into() }))
    }
}
