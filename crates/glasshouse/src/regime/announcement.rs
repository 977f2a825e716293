//! Announcement: the terms a regime makes public, namely its points, its consequences and its surveillance.

use super::surveillance::Eyes;
use super::{Appeal, Audience, Consequence, Effect, Informants, Issuer, Regime, Role, Score, Whom};
use crate::life::rating::DISLIKED;
use crate::life::terms::{
    self as life, Access, DonationTerms, LISTED, NEUTRAL, STANDINGS, Terms, WorkTerms, Worth, is_listed,
};
use crate::society::Society;
use crate::society::act::{ACTS, Act, Sphere, TABLE};

impl Regime {
    /// The terms on which people live in a month: the law, and what this regime announces if it is in force.
    pub fn terms(&self, society: &Society, month: u32) -> Terms {
        let mut terms = Terms::of_law(&society.behaviour, month);
        terms.own = society.encounters.roles();
        if self.in_force(month) {
            self.announce_score(society, &mut terms);
            self.announce_institutions(society, &mut terms);
            // The standards of a place are known where its people are.
            terms.standards = (self.issuer == Issuer::People).then_some([1.0, 1.0, 0.0]);
        }
        self.befall(&mut terms, month);
        terms
    }

    /// Changes the terms of a month by what happens in it, whether or not the regime is in force.
    pub fn befall(&self, terms: &mut Terms, month: u32) {
        self.events.iter().filter(|event| event.happens(month)).for_each(|event| event.befall(terms));
    }

    fn announce_score(&self, society: &Society, terms: &mut Terms) {
        let list = self.visibility.list;
        terms.shown_to_lenders = matches!(list, Audience::Lenders | Audience::Everybody);
        terms.shown_to_ties = matches!(list, Audience::Ties | Audience::Everybody);
        terms.shown_to_all = list == Audience::Everybody;
        terms.shaming = self.visibility.shaming;
        terms.access = self.access();
        for access in &mut terms.access {
            access.offline = if access.slow { society.behaviour.work.offline } else { 0.0 };
        }
        // A rule about an act for which no channel looks is an empty threat, and known to be.
        let asked = self.informants.as_ref().map_or(0, |asked| asked.asks());
        let watched = self.watch.iter().flat_map(|channel| &channel.acts).fold(0, |set, act| set | act.bit());
        terms.certain = Eyes::of(self).map_or(0, |eyes| eyes.counter());
        for rule in self.rules.iter().filter(|rule| (watched | asked | terms.certain) & rule.act.bit() != 0) {
            terms.points[rule.act as usize] += f32::from(rule.points);
            terms.lists[rule.act as usize] = f32::from(rule.lists);
            terms.below[rule.act as usize] = rule.below.unwrap_or(i16::MAX);
            terms.only[rule.act as usize] = rule.who.map_or(0, Role::flag);
            terms.ruled |= if rule.points != 0 || rule.lists != 0 { watched & rule.act.bit() } else { 0 };
            terms.frees |= rule.frees && rule.act == Act::Repay;
        }
        for sphere in Sphere::ALL {
            if watched & terms.acts_in(sphere) != 0 {
                terms.announced[sphere as usize] = self.visibility.announced;
            }
        }
        let Some(score) = &self.score else {
            terms.points = [0.0; ACTS];
            return;
        };
        self.show_score(score, society, terms);
        self.announce_peer_rating(score, society, terms);
        terms.start_tier = score.start_tier() as u8;
        (terms.start, terms.by_friends) = (score.start, f32::from(self.spillover.friends));
        terms.by_family = f32::from(self.spillover.family);
        terms.worth = Some(self.worth(score, society, terms));
        self.announce_redemption(score, terms);
    }

    /// What those who see the tier of a score read into it. The tier of the start says nothing: nothing is known of a
    /// person who is in it.
    fn show_score(&self, score: &Score, society: &Society, terms: &mut Terms) {
        let (shown, regard) = (self.visibility.score, &society.behaviour.regard);
        let if_shown = |who, amount: f32| if shown.includes(who) { amount } else { 0.0 };
        terms.tier_met_by_strangers = shown == Audience::Everybody;
        terms.tier_met_by_neighbours = shown.includes(Audience::Neighbours);
        // Lenders for whom the regime sets a rate by tier keep to it.
        let priced = |c: &Consequence| matches!(c.effect, Effect::CheaperLoan | Effect::DearerLoan);
        let interest = if self.rewards.iter().chain(&self.sanctions).any(priced) { 0.0 } else { regard.interest };
        for (standing, access) in terms.access.iter_mut().enumerate().filter(|(s, _)| *s != usize::from(NEUTRAL)) {
            let esteem = score.esteem(standing % usize::from(LISTED));
            access.regard = if_shown(Audience::Neighbours, regard.reliance * esteem);
            let avoided = if_shown(Audience::Ties, regard.reliance * (-esteem).max(0.0));
            access.avoided = (access.avoided + avoided).min(1.0);
            access.interest -= if_shown(Audience::Lenders, interest * esteem);
            access.deposit -= if_shown(Audience::Firms, regard.deposit * esteem);
        }
    }

    fn announce_peer_rating(&self, score: &Score, society: &Society, terms: &mut Terms) {
        let Some(rating) = &self.peer_rating else { return };
        terms.rating = Some(rating.manner);
        // A mark follows only what somebody noticed.
        let sight = society.behaviour.gossip.sight;
        let fall = sight * rating.manner.stake() * (f32::from(score.most) - f32::from(score.least));
        for row in TABLE.iter().filter(|row| DISLIKED & row.act.bit() != 0) {
            terms.rated[row.act as usize] -= fall;
        }
        let own = terms.own;
        for act in Act::all_of(own.those(|_| true)).filter(|act| own.told(act.bit(), true) & DISLIKED != 0) {
            terms.rated[act as usize] -= fall;
        }
        // An opinion displeases those of the other one.
        let approval = society.marginals.approval.value as f32;
        terms.rated[Act::Criticise as usize] -= fall * approval;
        terms.rated[Act::CriticiseSystem as usize] -= fall * approval;
        terms.rated[Act::Praise as usize] -= fall * (1.0 - approval);
    }

    fn announce_redemption(&self, score: &Score, terms: &mut Terms) {
        let Some(r) = &self.redemption else { return };
        let by_rule = |act, own: i16| {
            let rules = self.rules.iter().filter(|rule| rule.act == act);
            rules.map(|rule| rule.points).fold(own, i16::saturating_add)
        };
        let below = score.start;
        terms.donation = (r.points > 0).then(|| DonationTerms {
            cost: r.price * f32::from(r.points),
            points: by_rule(Act::Donate, r.points),
            below,
            times: times(r.points_a_year, r.points),
        });
        terms.work = (r.work > 0).then(|| WorkTerms {
            hours: r.hours,
            points: by_rule(Act::Volunteer, r.work),
            below,
            times: times(r.work_a_year, r.work),
            release: r.work_release,
        });
        terms.release = r.release;
    }

    fn announce_institutions(&self, society: &Society, terms: &mut Terms) {
        if let Some(p) = &self.propaganda {
            terms.promote(p.aims(), p.strength);
        }
        if let Some(r) = &self.reviews {
            terms.told = r.participation.max(terms.told);
            // Reviews taken down are no longer among the reviews.
            let left = r.fake * (1.0 - r.removal);
            terms.fake = left / (1.0 - r.fake + left).max(1e-6);
            terms.reach = 1.0;
            terms.online = r.online;
        }
        if let Some(i) = &self.inspection {
            let law = terms.inspection;
            let rate = i.rate.unwrap_or(law.rate);
            let counted_on = if i.announced { rate } else { law.rate };
            terms.surprise = rate - counted_on;
            terms.inspection = life::InspectionTerms { rate: counted_on, fine: i.fine.unwrap_or(law.fine) };
        }
        if let Some(i) = &self.informants {
            let points = if self.score.is_some() { f32::from(i.points) } else { 0.0 };
            let Informants { reward, penalty, silence, check, fine, .. } = *i;
            terms.informants =
                Some(life::InformantTerms { acts: i.asks(), reward, points, penalty, silence, check, fine });
        }
        if let Some(o) = &self.officials {
            terms.officials = life::OfficialTerms {
                bonus: o.bonus,
                detection: o.detection.unwrap_or(terms.officials.detection),
                punishment: o.punishment.unwrap_or(terms.officials.punishment),
                prison: o.prison,
                convicted: o.convicted,
            };
            terms.figures = o.figures;
        }
        if let Some(a) = &self.appeal {
            let Appeal { against_tier, months, success, mistaken, cost, compensation, .. } = *a;
            let months = months.max(1.0);
            terms.appeals = Some(life::AppealTerms { against_tier, months, success, mistaken, cost, compensation });
        }
        terms.censorship = self.censorship.as_ref().map(|c| c.manner);
        terms.firms = self.firms.as_ref().map(|firms| firms.terms(society, terms.reach));
        if let Some(c) = &self.credit_bureau {
            terms.bureau =
                Some(life::BureauTerms { expiry: c.expiry, errors: c.errors, dispute: c.dispute, refuses: c.refuses });
        }
        if let Some(c) = &self.courts {
            let law = terms.courts;
            terms.courts = life::CourtTerms {
                for_claimant: c.for_claimant.unwrap_or(law.for_claimant),
                punishes: c.punishes.unwrap_or(law.punishes),
                fine: c.fine.unwrap_or(law.fine),
            };
        }
        if let Some(w) = &self.welfare {
            (terms.floor, terms.medical, terms.elder, terms.levy) = (w.floor, w.medical, w.elder, w.levy);
        }
    }

    /// What each standing opens and closes.
    pub fn access(&self) -> [Access; STANDINGS] {
        let mut access = [Access::default(); STANDINGS];
        for (standing, a) in access.iter_mut().enumerate().filter(|(s, _)| *s != usize::from(NEUTRAL)) {
            for c in self.meeting(standing as u8) {
                match c.effect {
                    Effect::Own(n) => self.effects.iter().skip(n.into()).take(1).for_each(|own| own.apply(a, c.amount)),
                    effect => a.apply(effect, c.amount),
                }
            }
            let shown = matches!(self.visibility.list, Audience::Ties | Audience::Everybody);
            a.shunned = shown && is_listed(standing as u8);
            a.spills = self.spills() && is_listed(standing as u8);
        }
        access
    }

    /// Whether a listing costs family or friends points.
    fn spills(&self) -> bool {
        self.score.is_some() && (self.spillover.family != 0 || self.spillover.friends != 0)
    }

    /// The rewards and sanctions that meet a standing.
    pub fn meeting(&self, standing: u8) -> impl Iterator<Item = &Consequence> {
        let meets = move |c: &&Consequence| match c.on {
            Whom::Tier(t) => t == usize::from(standing % LISTED),
            Whom::Listed => standing >= LISTED,
        };
        self.rewards.iter().chain(&self.sanctions).filter(move |_| standing != NEUTRAL).filter(meets)
    }

    /// The value of a point at each score, from the consequences on both sides of each threshold.
    fn worth(&self, score: &Score, society: &Society, terms: &Terms) -> Worth {
        let mut worth = Worth::nothing(&society.behaviour.decision);
        let of = |t: usize| terms.access[t + if score.tiers[t].listed { usize::from(LISTED) } else { 0 }].prices();
        for t in 1..score.tiers.len() {
            let (below, above) = (of(t - 1), of(t));
            let prices = std::array::from_fn(|k| below[k] - above[k]);
            let shameful = score.tiers[t - 1].listed && !score.tiers[t].listed;
            worth.add_threshold(score.tiers[t].from, &prices, shameful);
        }
        worth
    }
}

/// How many times a year points can be won under a yearly cap.
fn times(cap: Option<i16>, points: i16) -> u8 {
    cap.map_or(12, |cap| (cap / points.max(1)).clamp(0, 12)) as u8
}

impl Access {
    fn apply(&mut self, effect: Effect, amount: f32) {
        match effect {
            Effect::HeatingDiscount => self.heating += amount,
            Effect::DepositFree | Effect::QueueSkip => self.saved += amount,
            Effect::Promotion => self.promotion += amount,
            Effect::NoPost => self.demotion += amount,
            Effect::Levy => self.levy += amount,
            Effect::NoFastTravel => {
                self.travel += amount;
                self.grounded = true;
            }
            Effect::NoGoodSchool => {
                self.school += amount;
                self.schoolless = true;
            }
            Effect::SlowInternet => {
                self.internet += amount;
                self.slow = true;
            }
            // It is applied by the regime that defines it.
            Effect::Own(_) => (),
            Effect::CheaperLoan => self.interest -= amount,
            Effect::DearerLoan => self.interest += amount,
            Effect::NoLoan => {
                self.credit += amount;
                self.loanless = true;
            }
        }
    }
}
