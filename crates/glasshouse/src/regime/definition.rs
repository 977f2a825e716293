//! A regime as data: the content of one regime file, or of several composed.

use super::event::Event;
use super::firm_scoring::Firms;
use super::institutions::{
    Appeal, Censorship, Costs, Courts, CreditBureau, Informants, Inspection, Officials, PeerRating, Propaganda,
    Redemption, Reviews, Spillover, Visibility, Welfare,
};
use super::provisions::{Channel, Consequence, Issuer, Rule, Score};
use super::rollout::{Rollout, RolloutUnit};

/// A trust system, or none: the content of one regime file, or of several composed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regime {
    /// File name without ending; `a + b` when composed.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// A paragraph for people.
    pub description: String,
    /// First month in force, counted from 0.
    pub starts: u32,
    /// First month no longer in force; `None` if it never ends.
    pub ends: Option<u32>,
    /// Who makes its rules.
    pub issuer: Issuer,
    /// Points and tiers.
    pub score: Option<Score>,
    /// Channels through which it sees.
    pub watch: Vec<Channel>,
    /// Costs and benefits of acts.
    pub rules: Vec<Rule>,
    /// Benefits of tiers.
    pub rewards: Vec<Consequence>,
    /// Barriers of tiers and of the list.
    pub sanctions: Vec<Consequence>,
    /// The people who can see a standing.
    pub visibility: Visibility,
    /// Points lost by household members and friends of the listed.
    pub spillover: Spillover,
    /// Points won back.
    pub redemption: Option<Redemption>,
    /// What the authority promotes.
    pub propaganda: Option<Propaganda>,
    /// Customers review sellers.
    pub reviews: Option<Reviews>,
    /// Firm inspections that differ from the law alone.
    pub inspection: Option<Inspection>,
    /// Judgement of helper disputes that differs from the law alone.
    pub courts: Option<Courts>,
    /// Income floor, medical cover, elder care.
    pub welfare: Option<Welfare>,
    /// Where it begins, and where its rules differ; `None`: everywhere at once, and nowhere.
    pub rollout: Option<Rollout>,
    /// An office takes reports about neighbours.
    pub informants: Option<Informants>,
    /// Pay and punishment of officials that differ from the law alone.
    pub officials: Option<Officials>,
    /// The listed may ask the office for a review.
    pub appeal: Option<Appeal>,
    /// Lenders tell each other whose loans were broken.
    pub credit_bureau: Option<CreditBureau>,
    /// Everybody rates everybody.
    pub peer_rating: Option<PeerRating>,
    /// Speech beyond what is tolerated is punished.
    pub censorship: Option<Censorship>,
    /// What running it costs the state.
    pub costs: Option<Costs>,
    /// Firms are scored and listed.
    pub firms: Option<Firms>,
    /// What happens on a date, whether or not it is in force.
    pub events: Vec<Event>,
}

impl Regime {
    /// Whether it is in force in a month.
    pub fn in_force(&self, month: u32) -> bool {
        !self.is_idle() && month >= self.starts && self.ends.is_none_or(|ends| month < ends)
    }

    /// True if it does nothing at any time, as `no-system` does.
    pub fn is_idle(&self) -> bool {
        let idle = Regime {
            name: self.name.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            starts: self.starts,
            ends: self.ends,
            issuer: self.issuer,
            rollout: self.rollout.clone(),
            ..Regime::default()
        };
        *self == idle
    }

    /// Number of counties, out of `counties`, in which it is in force: its share of them, to the nearest county. One that
    /// is rolled out by neighbourhood or by person reaches a part of every county.
    pub fn reach(&self, month: u32, counties: u32) -> u32 {
        let share = self.rollout.as_ref().map_or(1.0, |rollout| rollout.share(month, self.starts));
        let share = if self.within(month).is_some() { share.ceil() } else { share };
        let reached = (f64::from(share) * f64::from(counties) + 0.5) as u32;
        if self.in_force(month) { reached.min(counties) } else { 0 }
    }

    /// The part of every county that it has reached, where it is not rolled out by county.
    pub fn within(&self, month: u32) -> Option<(RolloutUnit, f32)> {
        let rollout = self.rollout.as_ref().filter(|rollout| rollout.unit != RolloutUnit::County)?;
        Some((rollout.unit, rollout.share(month, self.starts)))
    }

    /// The regime by the rules of a province, while overrides hold; `None` if they are the same as everywhere.
    pub fn regional(&self, province: u32) -> Option<Regime> {
        let overrides = || self.rollout.iter().flat_map(|rollout| &rollout.overrides);
        let here: Vec<_> = overrides().filter(|o| o.provinces.contains(&province)).map(|o| o.rule.clone()).collect();
        let mut rules = self.rules.clone();
        rules.retain(|rule| here.iter().all(|other| other.act != rule.act));
        let regional = Regime { rules: [rules, here.clone()].concat(), ..self.clone() };
        (!here.is_empty()).then_some(regional)
    }
}
