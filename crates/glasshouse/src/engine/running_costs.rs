//! What the running of the system costs the state each month, and the contributions that may pay for it.
//!
//! Each cost belongs to a person: to watch her, to keep her file, to rule on her records, to hear her appeal, to enforce
//! her listing, to do without her in her post. Groups therefore add up. Yuan are whole: fractions are rounded by
//! chance, with draws of their own.

use super::accounting::{Ledger, MoneyFlows};
use super::context::Context;
use super::institution::Institution;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::official_cases;
use super::purse::Purse;
use super::record_intake::Records;
use super::world::Common;
use crate::life::appeal::HEARD;
use crate::life::work::PRISON;
use crate::observatory::tally::{Count, Tally};
use crate::regime::{Costs, Regime};
use crate::rng::{LANES, Lane, Purpose, nth, unit, whole};
use multiversion::multiversion;

/// What running the system costs in a neighbourhood this month, yuan for each person.
pub struct RunningCosts {
    /// For channels.
    watching: Lane<i32>,
    /// For files, rulings, hearings, enforcement and vacant posts.
    offices: Lane<i32>,
    /// What she is to contribute.
    levy: Lane<i32>,
}

impl Regime {
    /// Whether anything about it costs the state something to run.
    fn has_costs(&self) -> bool {
        self.costs.is_some() || self.watch.iter().any(|channel| channel.cost > 0.0)
    }
}

/// Everybody's yuan in whole numbers: a fraction is rounded up by chance.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn round(yuan: &Lane<f32>, word: u32, rounded: &mut Lane<i32>) {
    for (i, n) in (0..LANES).zip(0..) {
        rounded[i] = whole(yuan[i] + unit(nth(word, n)));
    }
}

impl Context<'_> {
    /// What the system costs in a neighbourhood. Free where no regime is in force.
    pub fn running_costs(&self, month: &NeighbourhoodMonth, records: &Records, common: &Common) -> RunningCosts {
        let none = [0; LANES];
        let mut costs = RunningCosts { watching: none, offices: none, levy: none };
        let regime = &self.institution.regime;
        let runs = self.reached && regime.has_costs();
        if !runs && self.levy == 0.0 {
            return costs;
        }
        let (hood, place) = (month.neighbourhood(), &month.start().place);
        let words = self.people.rng.words(Purpose::Costs, hood.first, self.month);
        let persons = hood.persons();
        if self.levy > 0.0 {
            let mut due = [0.0; LANES];
            (0..LANES).for_each(|i| due[i] = self.levy * f32::from(place.income[i]));
            round(&due, words[2], &mut costs.levy);
        }
        if runs {
            let (watching, mut here) = (watching(regime, hood.urban), [0.0; LANES]);
            for i in (0..persons).filter(|i| month.start().docket[*i]) {
                here[i] = watching[usize::from(month.fifth[i])];
            }
            round(&here, words[0], &mut costs.watching);
            round(&self.offices(regime.costs.as_ref(), month, records, common), words[1], &mut costs.offices);
        }
        for lane in [&mut costs.watching, &mut costs.offices, &mut costs.levy] {
            lane[persons..].fill(0);
        }
        costs
    }

    /// What offices cost, yuan for each person.
    fn offices(
        &self,
        costs: Option<&Costs>,
        month: &NeighbourhoodMonth,
        records: &Records,
        common: &Common,
    ) -> Lane<f32> {
        let mut yuan = [0.0; LANES];
        let Some(costs) = costs else { return yuan };
        let of = |cost: Option<f32>| cost.unwrap_or(0.0);
        let (file, ruling, hearing) = (of(costs.file) / 12.0, of(costs.ruling), of(costs.hearing));
        let (enforcement, vacant, prisoner) = (of(costs.enforcement), of(costs.vacant), of(costs.prisoner));
        let start = month.start();
        let mut entries = [0_u32; LANES];
        for set in &records.sets {
            for i in 0..LANES {
                entries[i] += set[i].count_ones();
            }
        }
        for i in 0..LANES {
            let one = |yes: bool, cost: f32| if yes { cost } else { 0.0 };
            yuan[i] = one(start.docket[i], file)
                + entries[i] as f32 * ruling
                + one(month.events.befell(i, HEARD), hearing)
                + one(is_listed(start.place.standing[i]), enforcement)
                + one(start.place.work[i] & PRISON != 0, prisoner);
        }
        if vacant > 0.0 && common.dismissed != 0 {
            let posts = official_cases::posts(month.population, common, month.index);
            posts.iter().filter(|post| !post.held).for_each(|post| yuan[post.place] += vacant);
        }
        yuan
    }
}

/// What the channels cost a month for a person of each income fifth: each for the share that it sees.
fn watching(regime: &Regime, urban: bool) -> [f32; 5] {
    std::array::from_fn(|fifth| {
        let of = |channel: &crate::regime::Channel| channel.cost * channel.sight(urban, fifth) as f32;
        regime.watch.iter().map(of).sum::<f32>() / 12.0
    })
}

impl RunningCosts {
    /// The state pays the rest of the economy; persons pay the state what they contribute.
    pub fn settle(&self, ledger: &mut Ledger, flows: &mut MoneyFlows) {
        let cost: i64 = self.watching.iter().chain(&self.offices).map(|yuan| i64::from(*yuan)).sum();
        ledger.state -= cost;
        ledger.outside += cost;
        for i in (0..LANES).filter(|i| self.levy[*i] > 0) {
            let mut purse = Purse(flows.savings[i] as i32);
            let paid = purse.pay(self.levy[i]);
            flows.contribution[i] = paid as u32;
            ledger.state += i64::from(paid);
            flows.to_state[i] += paid;
            flows.disposable[i] = flows.disposable[i].saturating_sub(paid as u32);
            flows.savings[i] = purse.keep(&mut ledger.outside);
        }
    }

    /// Counts the costs. The state's balance includes them.
    pub fn count(&self, month: &NeighbourhoodMonth, flows: &MoneyFlows, who: &Lane<bool>, t: &mut Tally) {
        let sum = |lane: &Lane<i32>| (0..LANES).map(|i| i64::from(lane[i] & -i32::from(who[i]))).sum::<i64>();
        let (watching, offices) = (sum(&self.watching), sum(&self.offices));
        t.add(Count::WatchingCost, watching);
        t.add(Count::RunningCost, watching + offices);
        t.add(Count::StateFlow, -(watching + offices));
        t.add(Count::CostsRecovered, sum(&flows.contribution.map(|yuan| yuan as i32)));
        t.add(Count::StatePaid, sum(&flows.paid));
        t.add(Count::Earned, sum(&month.start().place.income.map(i32::from)));
    }
}

/// The share of incomes that pays next month for what the system cost in this one, as far as `[costs]` asks for it.
pub fn levy(t: &Tally, institution: &Institution) -> f32 {
    let share = institution.regime.costs.as_ref().and_then(|costs| costs.levy).unwrap_or(0.0);
    let earned = t.get(Count::Earned);
    if earned <= 0 {
        0.0
    } else {
        (f64::from(share) * t.get(Count::RunningCost) as f64 / earned as f64).min(1.0) as f32
    }
}
