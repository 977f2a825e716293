//! Scores, rules and the list for firms: section `[firms]` of the regime language, and the judge of firms.
//!
//! Firms are judged by what offices know of them: inspections, illnesses traced, complaints, the listing of their
//! owner.

use super::provisions::{Origin, Score, Whom};
use crate::life::access::{STAKES, Stake};
use crate::life::firm_terms::{EVENTS, FirmAccess, FirmEvent, FirmTerms};
use crate::life::terms::{LISTED, NEUTRAL, STANDINGS, Worth};
use crate::society::Society;

/// Section `[firms]`: firms are scored and listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Firms {
    /// Points and tiers, as of persons.
    pub score: Score,
    /// Chance that a fact known to an office reaches the register.
    pub coverage: f32,
    /// Number of complaints to which a firm's listing is equivalent for customers; 0: they do not see it.
    pub warning: f32,
    /// Number of reports to which a firm's highest or lowest tier is equivalent for customers; 0: they do not see it.
    pub shown: f32,
    /// What an event costs or brings.
    pub rules: Vec<FirmRule>,
    /// What a tier or the list opens and closes.
    pub consequences: Vec<FirmConsequence>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Section `[[firms.rule]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmRule {
    /// The event.
    pub event: FirmEvent,
    /// Points it brings (negative: costs).
    pub points: i16,
    /// Months on the list that it brings at once.
    pub lists: u8,
    /// Where it comes from.
    pub origin: Origin,
}

/// Sections `[[firms.reward]]` and `[[firms.sanction]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmConsequence {
    /// Which firms it affects.
    pub on: Whom,
    /// What happens.
    pub effect: FirmEffect,
    /// How much, in the unit of the effect; never negative.
    pub amount: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// What is opened or closed to a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirmEffect {
    /// This share of its inspections is spared.
    FewerInspections,
    /// Profit of public orders, yuan a month; the state pays.
    PublicOrders,
    /// Credit for what it makes costs this much less, as a share a year.
    CheaperCredit,
    /// Additional chance a month of an inspection.
    MoreInspections,
    /// Barred from bids: profit lost, yuan a month.
    NoBids,
    /// Credit for what it makes costs this much more, as a share a year.
    DearerCredit,
    /// Its licence is restricted: it may not serve this share of its customers.
    LicenceRestricted,
}

/// One row of the table of effects on firms.
pub struct FirmEffectRow {
    /// The effect.
    pub effect: FirmEffect,
    /// Its name in a regime file.
    pub key: &'static str,
    /// What `amount` is.
    pub unit: &'static str,
    /// Greatest amount that has a meaning.
    pub most: f32,
    /// True if it belongs under `[[firms.reward]]`; otherwise it belongs under `[[firms.sanction]]`.
    pub reward: bool,
    /// What it does, for people.
    pub meaning: &'static str,
}

/// Every effect on firms.
pub const FIRM_EFFECTS: &[FirmEffectRow] = &[
    FirmEffectRow {
        effect: FirmEffect::FewerInspections,
        key: "fewer-inspections",
        unit: "share of inspections",
        most: 1.0,
        reward: true,
        meaning: "inspectors pass it by more often",
    },
    FirmEffectRow {
        effect: FirmEffect::PublicOrders,
        key: "public-orders",
        unit: "yuan per month",
        most: 1e6,
        reward: true,
        meaning: "preferred in public orders: the state pays this profit",
    },
    FirmEffectRow {
        effect: FirmEffect::CheaperCredit,
        key: "cheaper-credit",
        unit: "share of costs a year",
        most: 1.0,
        reward: true,
        meaning: "credit for what it makes costs less",
    },
    FirmEffectRow {
        effect: FirmEffect::MoreInspections,
        key: "more-inspections",
        unit: "chance per month",
        most: 1.0,
        reward: false,
        meaning: "inspectors come more often",
    },
    FirmEffectRow {
        effect: FirmEffect::NoBids,
        key: "no-bids",
        unit: "yuan per month",
        most: 1e6,
        reward: false,
        meaning: "barred from bids: this profit is lost",
    },
    FirmEffectRow {
        effect: FirmEffect::DearerCredit,
        key: "dearer-credit",
        unit: "share of costs a year",
        most: 1.0,
        reward: false,
        meaning: "credit for what it makes costs more",
    },
    FirmEffectRow {
        effect: FirmEffect::LicenceRestricted,
        key: "licence-restricted",
        unit: "share of customers",
        most: 1.0,
        reward: false,
        meaning: "the office restricts its licence: it may not serve this share of customers, who go to others",
    },
];

/// A firm's file at the institution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dossier {
    /// Score.
    pub score: i16,
    /// Months left on the list.
    pub months: u8,
    /// The score, if every bad batch were found and nothing else counted.
    pub deserved: i16,
    /// The months left on the list, likewise.
    pub deserved_months: u8,
}

/// One step of what was ruled on a firm in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirmRuling {
    /// Points.
    pub points: i32,
    /// Why.
    pub because: FirmBecause,
}

/// The reason why a firm's points moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirmBecause {
    /// An event.
    Event(FirmEvent),
    /// Time passed.
    Recovery,
    /// The score cannot leave its range.
    Bounds,
}

impl Firms {
    /// A new firm's file.
    pub fn open(&self) -> Dossier {
        Dossier { score: self.score.start, deserved: self.score.start, months: 0, deserved_months: 0 }
    }

    /// Judges one firm's month: the events that reached the register, and those that perfect sight would have seen.
    pub fn judge(&self, dossier: &mut Dossier, events: u8, deserved: u8) {
        let scored = |score: i16, events| {
            // Rulings may add up to more than a score can hold, until the last one brings it back into its range.
            let ruled = self.rulings(score, events).into_iter().map(|ruling| ruling.points);
            ruled.fold(i32::from(score), i32::saturating_add).clamp(i16::MIN.into(), i16::MAX.into()) as i16
        };
        let left = |months: u8, events| months.saturating_sub(1).max(self.lists(events));
        *dossier = Dossier {
            score: scored(dossier.score, events),
            months: left(dossier.months, events),
            deserved: scored(dossier.deserved, deserved),
            deserved_months: left(dossier.deserved_months, deserved),
        };
    }

    fn rules_of(&self, events: u8) -> impl Iterator<Item = &FirmRule> {
        self.rules.iter().filter(move |rule| events & rule.event.bit() != 0)
    }

    fn lists(&self, events: u8) -> u8 {
        self.rules_of(events).map(|rule| rule.lists).max().unwrap_or(0)
    }

    /// The rulings of one month, one by one: they add up to what [`Firms::judge`] does.
    pub fn rulings(&self, score: i16, events: u8) -> Vec<FirmRuling> {
        let s = &self.score;
        let [start, least, most, recovery] = [s.start, s.least, s.most, s.recovery].map(i32::from);
        let mut rulings = Vec::new();
        let mut now = i32::from(score);
        let mut rule = |points: i32, because, now: &mut i32| {
            if points != 0 {
                *now += points;
                rulings.push(FirmRuling { points, because });
            }
        };
        self.rules_of(events).for_each(|r| rule(r.points.into(), FirmBecause::Event(r.event), &mut now));
        let back = if now < start { (now + recovery).min(start) } else { (now - recovery).max(start) };
        rule(back - now, FirmBecause::Recovery, &mut now);
        rule(now.clamp(least, most) - now, FirmBecause::Bounds, &mut now);
        rulings
    }

    /// Standing of a firm: the tier, plus [`LISTED`] if listed.
    pub fn standing(&self, score: i16, months: u8) -> u8 {
        let tier = self.score.tiers.iter().skip(1).filter(|tier| score >= tier.from).count();
        let listed = months > 0 || self.score.tiers[tier].listed;
        tier as u8 + if listed { LISTED } else { 0 }
    }

    /// The consequences of a standing.
    pub fn meeting(&self, standing: u8) -> impl Iterator<Item = &FirmConsequence> {
        let meets = move |c: &&FirmConsequence| match c.on {
            Whom::Tier(t) => t == usize::from(standing % LISTED),
            Whom::Listed => (LISTED..NEUTRAL).contains(&standing),
        };
        self.consequences.iter().filter(move |_| standing != NEUTRAL).filter(meets)
    }

    /// The terms that owners know, where talk about firms reaches this share of customers.
    pub fn terms(&self, society: &Society, reach: f32) -> FirmTerms {
        let mut access = [FirmAccess::default(); STANDINGS];
        for (standing, a) in access.iter_mut().enumerate() {
            self.meeting(standing as u8).for_each(|c| a.apply(c.effect, c.amount));
            if standing != usize::from(NEUTRAL) {
                let listed = standing >= usize::from(LISTED);
                let esteem = self.score.esteem(standing % usize::from(LISTED));
                a.shown = self.shown * esteem - if listed { self.warning } else { 0.0 };
            }
        }
        let mut points = [0.0; EVENTS.len()];
        let mut listing = [0.0; EVENTS.len()];
        let value = |standing: u8| access[usize::from(standing)].value(society, reach);
        let of = |t: usize| t as u8 + if self.score.tiers[t].listed { LISTED } else { 0 };
        let start = self.standing(self.score.start, 0);
        for rule in &self.rules {
            points[rule.event as usize] += f32::from(rule.points) * self.coverage;
            let loss = value(start) - value(start % LISTED + LISTED);
            listing[rule.event as usize] = f32::from(rule.lists) * loss.max(0.0) * self.coverage;
        }
        let mut worth = Worth::nothing(&society.behaviour.decision);
        for t in 1..self.score.tiers.len() {
            let mut prices = [0.0; STAKES];
            prices[Stake::Everybody as usize] = value(of(t)) - value(of(t - 1));
            worth.add_threshold(self.score.tiers[t].from, &prices, false);
        }
        FirmTerms { access, worth, points, listing }
    }
}

impl FirmAccess {
    fn apply(&mut self, effect: FirmEffect, amount: f32) {
        match effect {
            FirmEffect::FewerInspections => self.spared += amount,
            FirmEffect::PublicOrders => self.orders += amount,
            FirmEffect::CheaperCredit => self.credit -= amount,
            FirmEffect::MoreInspections => self.inspected += amount,
            FirmEffect::NoBids => self.orders -= amount,
            FirmEffect::DearerCredit => self.credit += amount,
            FirmEffect::LicenceRestricted => self.closed = (self.closed + amount).min(1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::{Basis, Tier};

    fn firms() -> Firms {
        let origin = || Origin { basis: Basis::Assumed, source: String::new() };
        let tier = |name: &str, from, listed| Tier { name: name.into(), from, listed };
        let rule = |event, points, lists| FirmRule { event, points, lists, origin: origin() };
        Firms {
            score: Score {
                start: 100,
                least: 0,
                most: 120,
                recovery: 1,
                opt_in: 1.0,
                expiry: None,
                tiers: vec![tier("low", 0, true), tier("high", 50, false)],
            },
            coverage: 1.0,
            warning: 0.0,
            shown: 0.0,
            rules: vec![rule(FirmEvent::Found, -40, 6), rule(FirmEvent::Traced, -90, 0), rule(FirmEvent::Clean, 5, 0)],
            consequences: Vec::new(),
            origin: origin(),
        }
    }

    #[test]
    fn a_firms_score_is_its_start_and_its_rulings() {
        let firms = firms();
        let mut dossier = firms.open();
        let mut sum = i32::from(dossier.score);
        for events in
            [0, FirmEvent::Clean.bit(), FirmEvent::Found.bit(), FirmEvent::Found.bit() | FirmEvent::Traced.bit(), 0]
        {
            sum += firms.rulings(dossier.score, events).iter().map(|ruling| ruling.points).sum::<i32>();
            firms.judge(&mut dossier, events, 0);
            assert_eq!(i32::from(dossier.score), sum);
        }
        assert_eq!((dossier.score, dossier.months, dossier.deserved), (1, 5, 100), "the bounds, then a month's return");
        assert_eq!(firms.standing(dossier.score, 0), LISTED, "a listed tier");
        assert_eq!((firms.standing(100, 0), firms.standing(100, 3)), (1, 1 + LISTED));
    }

    #[test]
    fn rules_that_add_up_to_more_than_a_score_can_hold_end_at_its_bounds() {
        let every =
            FirmEvent::Found.bit() | FirmEvent::Traced.bit() | FirmEvent::Complaints.bit() | FirmEvent::Clean.bit();
        for (points, bound) in [(-10_000, -10_000), (10_000, 10_000)] {
            let rule = |event| FirmRule { event, points, ..firms().rules[0].clone() };
            let rules =
                [FirmEvent::Found, FirmEvent::Traced, FirmEvent::Complaints, FirmEvent::Clean].map(rule).to_vec();
            let score = Score { least: -10_000, most: 10_000, recovery: 0, ..firms().score };
            let firms = Firms { score, rules, ..firms() };
            let mut dossier = firms.open();
            firms.judge(&mut dossier, every, every);
            assert_eq!((dossier.score, dossier.deserved), (bound, bound));
        }
    }
}
