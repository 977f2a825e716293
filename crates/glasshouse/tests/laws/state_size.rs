//! The size of a person's changing state: as declared while her county is processed, else at most 16 bytes.

use crate::laboratory::{history, regime, regime_between, settle, society};
use glasshouse::engine::Simulation;
use glasshouse::engine::world::{Columns, Common, STATE_BYTES};

/// Bytes of a column.
fn bytes<T>(column: &[T]) -> usize {
    size_of_val(column)
}

/// Bytes of all columns. No `..` in the pattern: a new column does not compile until it is counted here.
fn in_columns(columns: &Columns) -> usize {
    let Columns {
        norm,
        custom,
        trust,
        felt,
        approval,
        repute,
        score,
        deserved,
        savings,
        standing,
        months,
        deserved_months,
        debt,
        work,
    } = columns;
    let domains: usize = norm.iter().chain(custom).map(|column| bytes(column)).sum();
    let beliefs: usize = felt.iter().map(|column| bytes(column)).sum();
    let fractions = bytes(trust) + beliefs + bytes(approval) + bytes(repute);
    let dockets = bytes(score) + bytes(deserved) + bytes(standing) + bytes(months) + bytes(deserved_months);
    domains + fractions + dockets + bytes(savings) + bytes(debt) + bytes(work)
}

#[test]
fn a_person_has_the_declared_bytes_of_state_and_at_most_27() {
    const { assert!(STATE_BYTES <= 27) }
    let people = settle(&society("lesson"), 3_000);
    for world in history(&people, &regime_between("social-credit", 1, 3), 4).0 {
        let columns: usize = world.towns.iter().map(|county| in_columns(&county.columns)).sum();
        // The public byte exists twice while a county is processed: as the last month left it, and as it is becoming.
        assert_eq!(columns + 2 * bytes(&world.public), STATE_BYTES * 3_000);
    }
}

#[test]
fn what_a_neighbourhood_shares_is_less_than_a_byte_a_person() {
    let people = settle(&society("lesson"), 3_000);
    let (worlds, _) = history(&people, &regime_between("social-credit", 1, 3), 1);
    let shared: usize = worlds[0].towns.iter().map(|county| county.commons.len() * size_of::<Common>()).sum();
    assert!(shared < 3_000, "{shared} bytes for 3,000 persons");
}

#[test]
fn between_months_a_person_takes_at_most_eighteen_bytes_all_counted() {
    const PEOPLE: u64 = 15_000;
    let people = settle(&society("china-2018"), PEOPLE);
    let regime = regime("social-credit");
    let mut course = Simulation::new(&people, &regime, None);
    for month in 0..24 {
        course.step();
        let packed = course.world().towns.bytes().memory;
        // In addition: the public byte that the last month left, and, packed, the one that this month is producing. A
        // thread's working memory for its county does not grow with the number of persons.
        let all = packed as f64 / PEOPLE as f64 + 1.0 + 0.7;
        assert!(all <= 18.0, "{all:.2} bytes a person after month {month}");
    }
}
