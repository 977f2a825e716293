//! Tests of councils that settle reputation: when they equal gossip, and when they change beliefs.

use crate::laboratory::{history, regime, settle, society};
use glasshouse::engine::world::World;
use glasshouse::society::assessment_rule::Council;

const MONTHS: u32 = 6;

/// Months of the society for lessons where gossip settles reputation at once and errs, under a council or without
/// one.
fn lives(council: Option<(u8, u8)>) -> Vec<World> {
    let mut society = society("lesson");
    society.ways.council = council.map(|(members, needs)| Council { members, needs });
    let gossip = &mut society.behaviour.gossip;
    (gossip.sight, gossip.error, gossip.speed) = (0.7, 0.1, 1.0);
    society.marginals.gossip_norm.value = "stern-judging".into();
    // A newcomer has a reputation of her own.
    society.behaviour.lives.adult_mortality = 0.0;
    history(&settle(&society, 3_000), &regime("no-system"), MONTHS).0
}

fn good(world: &World) -> usize {
    world.towns.iter().flat_map(|county| &county.columns.repute).filter(|repute| **repute == 255).count()
}

#[test]
fn a_council_of_one_is_talk_that_settles_repute_at_once_bit_for_bit() {
    for (talk, council) in lives(None).iter().zip(&lives(Some((1, 1)))) {
        assert!(talk.towns.iter().zip(&council.towns).all(|(a, b)| a.columns == b.columns), "{}", talk.month);
        assert!(talk.public == council.public && talk.news == council.news);
    }
}

#[test]
fn repute_stands_until_the_term_ends_and_the_stricter_council_finds_fewer_good() {
    let [any, two, all] = [1, 2, 3].map(|needs| lives(Some((3, needs))));
    for (before, after) in two.iter().zip(&two[1..]) {
        let same = before.towns.iter().zip(&after.towns).all(|(a, b)| a.columns.repute == b.columns.repute);
        assert_eq!(same, after.month % 3 != 0, "month {}", after.month);
    }
    let at_the_end = [any, two, all].map(|worlds| good(&worlds[MONTHS as usize]));
    assert!(at_the_end[0] > at_the_end[1] && at_the_end[1] > at_the_end[2], "{at_the_end:?}");
}
