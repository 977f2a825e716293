//! Tests of randomness: different seeds, replicates and sizes give different people.

use crate::laboratory::society;
use glasshouse::engine::{PopulationSpec, Settlement, Size, settle};
use glasshouse::society::traits::Traits;

fn traits(people: u64, seed: u64, replicate: u32) -> Traits {
    let people: Settlement =
        settle(&PopulationSpec::new(&society("china-2018"), Size { people, months: 1 }, seed, replicate));
    people.homes[0].traits.clone()
}

#[test]
fn the_same_numbers_give_the_same_people_and_other_numbers_give_others() {
    let these = traits(2_000, 1, 0);
    assert!(these == traits(2_000, 1, 0));
    for (what, others) in [
        ("replicate", traits(2_000, 1, 1)),
        ("seed", traits(2_000, 2, 0)),
        ("high half of the seed", traits(2_000, 1 + (1 << 32), 0)),
        ("size", traits(2_001, 1, 0)),
    ] {
        assert!(these != others, "another {what} gives the same people");
    }
    // Not in one column only: two replicates agree on a temper no more often than by chance.
    let others = traits(2_000, 1, 1);
    let alike = these.temper[0].iter().zip(&others.temper[0]).filter(|(a, b)| a == b).count();
    assert!(alike * 50 < these.temper[0].len(), "{alike} tempers of two replicates are alike");
}
