//! How many bytes of changing state has a person? As many as are declared, and at most twenty-four.

use crate::laboratory::{history, regime_between, settle, society};
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
    } = columns;
    let domains: usize = norm.iter().chain(custom).map(|column| bytes(column)).sum();
    let fractions = bytes(trust) + bytes(felt) + bytes(approval) + bytes(repute);
    let dockets = bytes(score) + bytes(deserved) + bytes(standing) + bytes(months) + bytes(deserved_months);
    domains + fractions + dockets + bytes(savings) + bytes(debt)
}

#[test]
fn a_person_has_the_declared_bytes_of_state_and_at_most_24() {
    const { assert!(STATE_BYTES <= 24) }
    let people = settle(&society("lesson"), 3_000);
    for world in history(&people, &regime_between("social-credit", 1, 3), 4).0 {
        let columns: usize = world.counties.iter().map(|county| in_columns(&county.columns)).sum();
        // The public byte is kept twice while a month is worked: as the last month left it, and as it is becoming.
        assert_eq!(columns + 2 * bytes(&world.public), STATE_BYTES * 3_000);
    }
}

#[test]
fn what_a_neighbourhood_shares_is_less_than_a_byte_a_person() {
    let people = settle(&society("lesson"), 3_000);
    let (worlds, _) = history(&people, &regime_between("social-credit", 1, 3), 1);
    let shared: usize = worlds[0].counties.iter().map(|county| county.commons.len() * size_of::<Common>()).sum();
    assert!(shared < 3_000, "{shared} bytes for 3,000 persons");
}
