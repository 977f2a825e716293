//! Laws of points for helping one's family and for good trade: they move those who can earn them, in proportion.

use crate::laboratory::{assert_same_lives, history, regime_between, settle, society, without_beliefs};
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Channel, Effect, Origin, Regime, Rule};
use glasshouse::society::act::Act;

const MONTHS: u32 = 24;

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

/// Everything that is seen of this act brings points, and higher tiers bring rewards.
fn commended(act: Act, points: i16, coverage: f32) -> Regime {
    let mut regime = regime_between("social-credit", 0, MONTHS);
    let channel = Channel { acts: vec![act], urban: coverage, rural: coverage, ..regime.watch[0].clone() };
    regime.watch =
        vec![Channel { name: "awards".into(), by_income: [1.0; 5], false_alarms: 0.0, cost: 0.0, ..channel }];
    let rule = regime.rules.iter().find(|rule| rule.act == act).expect("social-credit has it").clone();
    regime.rules = vec![Rule { points, origin: origin(), ..rule }];
    (regime.firms, regime.redemption, regime.propaganda, regime.appeal, regime.costs) = (None, None, None, None, None);
    (regime.visibility, regime.spillover) = Default::default();
    regime
}

fn lives(regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    history(&settle(&society("china-2018"), 6_000), regime, MONTHS)
}

fn sum((_, tallies): &(Vec<World>, Vec<Tally>), of: impl Fn(&Tally) -> i64) -> f64 {
    tallies.iter().map(of).sum::<i64>() as f64
}

#[test]
fn points_for_helping_kin_bring_help_in_proportion_and_none_where_nothing_is_seen() {
    // High tiers are worth much.
    let helped = |points, coverage| {
        let mut regime = commended(Act::HelpKin, points, coverage);
        regime.rewards.iter_mut().for_each(|reward| reward.amount *= 20.0);
        let world = lives(&regime);
        sum(&world, |t| t.get(Count::KinHelped)) / sum(&world, |t| t.get(Count::KinAsked))
    };
    let shares = [helped(0, 1.0), helped(30, 1.0), helped(120, 1.0)];
    assert!(shares[0] <= shares[1] && shares[1] <= shares[2] && shares[0] < shares[2], "{shares:?}");
    let unseen = lives(&commended(Act::HelpKin, 120, 0.0));
    let plain = lives(&commended(Act::HelpKin, 0, 0.0));
    assert_same_lives(&without_beliefs(unseen.0), &without_beliefs(plain.0), "what nobody sees is not commended");
}

#[test]
fn points_for_good_trade_make_firms_honest_and_move_nobody_else_at_once() {
    // High tiers are worth much.
    let world = |points| {
        let mut regime = commended(Act::TradeWell, points, 1.0);
        regime.rewards.retain(|reward| reward.effect != Effect::DepositFree);
        regime.rewards.iter_mut().for_each(|reward| reward.amount *= 20.0);
        lives(&regime)
    };
    let [none, some, many] = [0, 5, 30].map(world);
    let bad = |world| sum(world, |t| t.get(Count::Adulterating));
    assert!(bad(&many) < bad(&none) && bad(&some) <= bad(&none), "{} {} {}", bad(&none), bad(&some), bad(&many));
    for count in [Count::Violations, Count::Criticised, Count::Helped, Count::Scams, Count::KinHelped] {
        assert_eq!(none.1[0].get(count), many.1[0].get(count), "who has no firm is not concerned: {count:?}");
    }
}
