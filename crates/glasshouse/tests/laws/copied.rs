//! Tests of payoff-biased imitation: which norms spread when people copy those who fare better.

use crate::laboratory::{history, regime, settle, society};
use glasshouse::engine::world::World;

/// A year of the society for lessons in which one in five looks at another each month; `money` is the weight of
/// money.
fn years(copying: f32, money: f32) -> Vec<World> {
    let mut society = society("lesson");
    society.copying = copying;
    let b = &mut society.behaviour;
    b.decision.money = money;
    // Breaking a rule is found out and fined, and norms are learned only by copying.
    (b.law.road_sight, b.law.road_fine, b.road.rate, b.road.rate_car) = (1.0, 500.0, 1.0, 1.0);
    let l = &mut b.learning;
    (l.norm_act, l.norm_approval, l.norm_authority, l.norm_temper) = (0.0, 0.0, 0.0, 0.0);
    // The same persons live throughout: those who come of age bring norms of their own.
    b.lives.pace = 0.0;
    history(&settle(&society, 20_000), &regime("no-system"), 12).0
}

fn integrity(world: &World) -> Vec<u8> {
    world.towns.iter().flat_map(|county| county.columns.norm[0].iter().copied()).collect()
}

fn mean(norms: &[u8]) -> f64 {
    norms.iter().map(|norm| f64::from(*norm)).sum::<f64>() / norms.len() as f64
}

#[test]
fn where_breaking_a_rule_is_fined_the_norm_to_keep_it_spreads_and_no_norm_is_new() {
    let worlds = years(0.2, 5.0);
    let (before, after) = (integrity(&worlds[0]), integrity(&worlds[12]));
    assert!(mean(&after) > mean(&before) + 1.0, "{} before, {} after", mean(&before), mean(&after));
    assert!(after.iter().all(|norm| before.contains(norm)));
}

#[test]
fn without_copying_and_other_learning_norms_stay() {
    let worlds = years(0.0, 5.0);
    assert_eq!(integrity(&worlds[0]), integrity(&worlds[12]));
}
