//! Checks of the network of ties against published ranges, from which its parameters were set.
//!
//! Meeting them says little, and they count neither as used nor as kept aside: no run is needed to measure them.

use super::compare::Plan;
use crate::engine::{Alone, PopulationSpec, Room, Size, draw_among};
use crate::society::network_statistics::NetworkStatistics;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Most people whose ties are measured: the figures then vary by less than a hundredth from one seed to another.
const MOST_MEASURED: u64 = 30_000;

/// A published range of a property of networks, and its measurement here.
pub struct NetworkPattern {
    /// What it is about.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Lowest and highest published figure, or ours where the source says so.
    pub published: RangeInclusive<f64>,
    /// Where it was published.
    pub source: &'static str,
    /// The same figure here.
    pub simulated: fn(&NetworkStatistics) -> f64,
}

/// Every range. Those of networks of about ten ties, kin included, unless the source says otherwise.
pub const TABLE: &[NetworkPattern] = &[
    NetworkPattern {
        name: "Ties of a person",
        unit: "ties, kin included",
        published: 9.0..=15.0,
        source: "12 to 15 in the sympathy group (Hill & Dunbar 2003); 9 to 15 of village households (Banerjee et al. 2013): from memory, unchecked",
        simulated: |s| s.degree,
    },
    NetworkPattern {
        name: "Spread of the number of ties",
        unit: "standard deviation over mean",
        published: 0.4..=0.6,
        source: "core networks 1.9 of 3 (McPherson et al. 2006), villages about 0.5 (Banerjee et al. 2013): from memory, unchecked; here nobody has more than 15 ties",
        simulated: |s| s.spread / s.degree,
    },
    NetworkPattern {
        name: "People with two ties or fewer",
        unit: "%",
        published: 5.0..=12.0,
        source: "10 % have nobody to turn to (Lee, Ruan & Lai 2005, Beijing and Hong Kong); 5 to 10 % from a lognormal of the same spread, derived",
        simulated: |s| 100.0 * s.few,
    },
    NetworkPattern {
        name: "Clustering of ties",
        unit: "share of pairs of a person's ties that are tied",
        published: 0.15..=0.35,
        source: "0.26 in villages (Banerjee et al. 2013), 0.2 of telephone calls (Onnela et al. 2007): from memory, unchecked; 0.14 online (Ugander et al. 2011); core ties alone are denser (Marsden 1987)",
        simulated: |s| s.clustering,
    },
    NetworkPattern {
        name: "Transitivity of ties",
        unit: "share of connected triples that are closed",
        published: 0.15..=0.35,
        source: "as for clustering",
        simulated: |s| s.transitivity,
    },
    NetworkPattern {
        name: "Alike by age",
        unit: "correlation over ties",
        published: 0.4..=0.6,
        source: "0.6 without kin, 0.3 to 0.4 with kin alone: derived from the diversity of age in core networks, half that of everybody (Marsden 1987)",
        simulated: |s| s.assortativity[0],
    },
    NetworkPattern {
        name: "Alike by schooling",
        unit: "correlation over ties",
        published: 0.4..=0.6,
        source: "derived from the diversity of schooling in core networks, 50 to 60 % of that of everybody (Marsden 1987)",
        simulated: |s| s.assortativity[1],
    },
    NetworkPattern {
        name: "Alike by income",
        unit: "correlation of fifths over ties",
        published: 0.35..=0.6,
        source: "slope of friends' rank on own rank: 0.44 of all friends, 0.6 of the ten closest (Chetty et al. 2022): from memory, unchecked",
        simulated: |s| s.assortativity[2],
    },
    NetworkPattern {
        name: "Alike by number of ties",
        unit: "correlation over ties",
        published: 0.1..=0.25,
        source: "0.23 online (Ugander et al. 2011: from memory, unchecked)",
        simulated: |s| s.assortativity[4],
    },
];

/// A range with the figure measured here.
pub struct NetworkCheck {
    /// The range.
    pub pattern: &'static NetworkPattern,
    /// The figure.
    pub simulated: f64,
}

impl NetworkCheck {
    /// Whether the figure is within the published range.
    pub fn is_met(&self) -> bool {
        self.pattern.published.contains(&self.simulated)
    }
}

/// Measures every pattern.
pub fn of(statistics: &NetworkStatistics) -> Vec<NetworkCheck> {
    TABLE.iter().map(|pattern| NetworkCheck { pattern, simulated: (pattern.simulated)(statistics) }).collect()
}

/// Draws the first society of a plan, or a smaller one, and measures every pattern in it.
pub fn look(plan: &Plan) -> Vec<NetworkCheck> {
    let size = Size { people: plan.size.people.min(MOST_MEASURED), ..plan.size };
    let spec = PopulationSpec::new(&plan.society, size, plan.seed, 0);
    let people = draw_among(Arc::new(Alone), &Room::default(), &spec);
    of(&NetworkStatistics::of(&people.homes))
}
