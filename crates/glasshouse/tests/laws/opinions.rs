//! Tests of private opinions: what they share with public reputation, and where they differ.

use crate::laboratory::{history, regime, settle, society};
use glasshouse::engine::world::World;
use glasshouse::society::Society;
use glasshouse::society::assessment_rule::Assessment;

const MONTHS: u32 = 6;

/// The society for lessons, with opinions of this kind, and gossip with this sight and error.
fn people(opinions: Assessment, sight: f32, error: f32) -> Society {
    let mut society = society("lesson");
    society.ways.opinions = opinions;
    let gossip = &mut society.behaviour.gossip;
    (gossip.sight, gossip.error, gossip.speed) = (sight, error, 1.0);
    society.marginals.gossip_norm.value = "stern-judging".into();
    society
}

fn lives(society: &Society) -> Vec<World> {
    history(&settle(society, 3_000), &regime("no-system"), MONTHS).0
}

fn reputes(world: &World) -> Vec<u8> {
    world.towns.iter().flat_map(|county| county.columns.repute.iter().copied()).collect()
}

#[test]
fn where_all_see_and_nobody_errs_private_opinions_are_shared_repute_bit_for_bit() {
    let [shared, private] = Assessment::ALL.map(|opinions| lives(&people(opinions, 1.0, 0.0)));
    for (a, b) in shared.iter().zip(&private) {
        assert!(a.towns.iter().zip(&b.towns).all(|(a, b)| a.columns == b.columns), "lives differ in {}", a.month);
        assert!(a.public == b.public && a.news == b.news);
    }
    let repute = reputes(&shared[MONTHS as usize]);
    assert!(repute.contains(&0) && repute.contains(&255), "some are good, some bad");
}

#[test]
fn who_errs_for_herself_disagrees_and_a_shared_repute_keeps_no_opinions() {
    let private = lives(&people(Assessment::Private, 0.5, 0.1));
    let divided = reputes(&private[MONTHS as usize]).into_iter().filter(|repute| (1..255).contains(repute)).count();
    assert!(divided > 1_000, "{divided} of 3,000 are thought well of by some and ill by others");
    let shared = lives(&people(Assessment::Public, 0.5, 0.1));
    let none = |world: &World| world.towns.iter().flat_map(|c| &c.commons).all(|common| common.opinions.is_none());
    assert!(none(&shared[0]) && !none(&private[0]));
}
