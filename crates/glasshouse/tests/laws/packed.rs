//! Tests of packed counties: unpacking restores them exactly, and damaged bytes are detected.

use crate::laboratory::{history, regime, settle, society};
use glasshouse::engine::town_packing::Damaged;
use glasshouse::engine::world::{Columns, TownState, World};
use glasshouse::regime::Regime;
use glasshouse::regime::firm_scoring::Dossier;
use glasshouse::rng::{Purpose, Rng, nth};
use glasshouse::society::Society;
use glasshouse::society::assessment_rule::{Assessment, Council, Ways};

/// A county without people.
fn nobody() -> TownState {
    TownState { columns: Columns::default(), commons: Vec::new(), books: Default::default() }
}

fn packed(county: &TownState) -> Vec<u8> {
    let mut bytes = Vec::new();
    county.pack(&mut bytes);
    bytes
}

fn assert_kept(world: &World, what: &str) {
    // Previous content must leave no trace.
    let mut opened = nobody();
    for (c, county) in world.towns.iter().enumerate() {
        assert_eq!(opened.unpack(&packed(county)), Ok(()), "{what}, county {c}");
        assert!(opened == *county, "{what}, county {c}");
    }
}

/// A regime that uses every kind of stored record: late reports, lapsing points, and how often points were won.
fn all_books() -> Regime {
    let mut regime = regime("social-credit");
    regime.watch.iter_mut().zip([1, 3, 12]).for_each(|(channel, delay)| channel.delay = delay);
    regime.score.as_mut().unwrap().expiry = Some(24);
    regime.redemption.as_mut().unwrap().points_a_year = Some(100);
    regime
}

#[test]
fn a_county_is_kept_exactly_month_by_month_with_all_books_private_opinions_and_a_council() {
    let judged = |ways: Ways| Society { ways, ..society("lesson") };
    let private = judged(Ways { opinions: Assessment::Private, ..Ways::default() });
    let council = judged(Ways { council: Some(Council { members: 5, needs: 3 }), ..Ways::default() });
    let runs = [
        (settle(&society("china-2018"), 2_000), regime("social-credit + reviews")),
        (settle(&society("china-2018"), 1_000), all_books()),
        (settle(&private, 1_000), regime("nosedive")),
        (settle(&council, 1_000), regime("nosedive")),
    ];
    for (people, regime) in &runs {
        for world in history(people, regime, 14).0 {
            assert_kept(&world, &format!("{}, month {}", regime.name, world.month));
        }
    }
}

/// Numbers of one of several kinds: arbitrary; nearly all the same; few bits; few bits and sometimes many.
fn numbers(n: usize, kind: u32, luck: u32) -> Vec<u32> {
    let draw = |i: u32| match (kind % 5, nth(luck, i) % 16) {
        (0, _) => nth(luck ^ 1, i),
        (1, rare) => {
            if rare == 0 {
                nth(luck ^ 2, i)
            } else {
                luck
            }
        }
        (2, _) => nth(luck ^ 3, i) >> (luck % 32),
        (3, rare) => nth(luck ^ 4, i) >> if rare == 0 { 0 } else { 27 },
        _ => [0, u32::MAX][nth(luck ^ 5, i) as usize % 2],
    };
    (0..n as u32).map(draw).collect()
}

/// A county with arbitrary numbers.
fn random(seed: u32) -> TownState {
    let rng = Rng::new(seed.into(), 0);
    let words = |k: u32| rng.words(Purpose::Walk, k, 0);
    let n = words(0)[0] as usize % 700;
    let bytes = |k: u32| numbers(n, words(k)[1], words(k)[2]).iter().map(|x| (x >> 24) as u8).collect::<Vec<u8>>();
    let points = |k: u32| numbers(n, words(k)[1], words(k)[2]).iter().map(|x| (x >> 16) as i16).collect::<Vec<i16>>();
    let columns = Columns {
        norm: [bytes(1), bytes(2), bytes(3)],
        custom: [bytes(4), bytes(5), bytes(6)],
        trust: bytes(7),
        felt: [bytes(8), bytes(18), bytes(19)],
        approval: bytes(9),
        repute: bytes(10),
        score: points(11),
        deserved: points(12),
        savings: numbers(n, words(13)[1], words(13)[2]),
        standing: bytes(14),
        months: bytes(15),
        deserved_months: bytes(16),
        debt: bytes(17),
        work: bytes(18),
    };
    TownState { columns, ..nobody() }
}

#[test]
fn a_county_of_any_numbers_is_kept_exactly() {
    for seed in 0..400 {
        let county = random(seed);
        let mut opened = random(seed + 1);
        assert_eq!(opened.unpack(&packed(&county)), Ok(()), "seed {seed}");
        assert!(opened == county, "seed {seed}");
    }
}

#[test]
fn what_is_kept_of_firms_comes_back() {
    let people = settle(&society("lesson"), 1_000);
    let (mut worlds, _) = history(&people, &regime("social-credit"), 1);
    let world = worlds.last_mut().unwrap();
    for (k, common) in world.towns.iter_mut().flat_map(|county| &mut county.commons).enumerate() {
        common.dossiers[k % 8] = Dossier { score: -300, months: 7, deserved: 20, deserved_months: 1 };
        (common.dismissed, common.broken, common.venal) = (1 << (k % 32), 0.25, 1.0);
    }
    assert_kept(world, "firms");
}

#[test]
fn bytes_that_end_too_soon_or_go_on_are_refused_and_no_bytes_make_it_panic() {
    let people = settle(&society("lesson"), 1_000);
    let worlds = history(&people, &all_books(), 3).0;
    let whole = packed(&worlds[3].towns[0]);
    for end in (0..whole.len()).step_by(13) {
        assert_eq!(nobody().unpack(&whole[..end]), Err(Damaged), "cut at {end}");
    }
    assert_eq!(nobody().unpack(&[&whole[..], &[0]].concat()), Err(Damaged), "a byte too many");
    let mut refused = 0;
    for k in 0..4_000 {
        let mut bytes = whole.clone();
        bytes[nth(k, 1) as usize % whole.len()] ^= 1 << (nth(k, 2) % 8);
        refused += u32::from(nobody().unpack(&bytes).is_err());
    }
    assert!(refused > 100, "{refused} of 4,000 flipped bits were noticed: the others only change a value");
    for k in 0..4_000 {
        let noise: Vec<u8> = (0..nth(k, 3) % 2_000).map(|i| nth(k, i + 9) as u8).collect();
        assert_eq!(nobody().unpack(&noise), Err(Damaged), "noise {k}");
        let few_people: Vec<u8> = [&[100, 0, 0, 0, 2, 0, 0, 0], &noise[..]].concat();
        let _ = nobody().unpack(&few_people);
    }
}
