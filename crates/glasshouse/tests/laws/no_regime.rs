//! Tests of the null regime: settings equivalent to no regime leave every life the same, bit for bit.
//!
//! The comparison covers everything that people are and have: norms, expectations, trust, felt surveillance,
//! approval, reputation, savings, what can be seen of them, what their neighbourhood approves of and says of its
//! firms, the news and both accounts. It leaves out the institution's own books (`laboratory::without_dockets`),
//! which do not exist without an institution: there nobody has a score to compare.

use crate::laboratory::{assert_same_lives, history, regime, regime_between, settle, society, still};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::life::terms::NEUTRAL;
use glasshouse::observatory::measures::{Group, TABLE, View};
use glasshouse::regime::{Regime, Score, Tier, Whom};

const MONTHS: u32 = 18;

fn people() -> Settlement {
    settle(&society("china-2018"), 2_000)
}

/// The tier in which everybody begins.
fn first_tier(score: &Score) -> usize {
    score.tiers.iter().rposition(|tier| tier.from <= score.start).unwrap()
}

fn all(world: &World, holds: impl Fn(&glasshouse::engine::world::Columns) -> bool) -> bool {
    world.towns.iter().all(|county| holds(&county.columns))
}

#[test]
fn without_channels_there_is_no_regime() {
    let people = people();
    // Files cost the state money whether or not anybody looks, so they have no price here.
    let mut blind = Regime {
        watch: vec![],
        propaganda: None,
        firms: None,
        costs: None,
        ..regime_between("social-credit", 0, MONTHS)
    };
    // Unconditional benefits do not depend on sight: the tier in which all begin carries nothing here.
    let start = first_tier(blind.score.as_ref().unwrap());
    blind.rewards.retain(|c| c.on != Whom::Tier(start));
    blind.sanctions.retain(|c| c.on != Whom::Tier(start));
    let (worlds, _) = history(&people, &blind, MONTHS);
    assert_same_lives(&worlds, &history(&people, &Regime::default(), MONTHS).0, "no channels");
    let score = blind.score.unwrap().start;
    for world in &worlds {
        assert!(all(world, |c| c.score.iter().all(|s| *s == score)), "points moved though nobody looked");
        assert!(all(world, |c| c.months.iter().all(|m| *m == 0)), "somebody was listed though nobody looked");
    }
}

#[test]
fn a_score_alone_is_a_placebo() {
    let people = people();
    let tier = |name: &str, from, listed| Tier { name: name.into(), from, listed };
    let tiers = vec![tier("low", 0, true), tier("middle", 40, false), tier("high", 80, false)];
    let score = Score { start: 60, least: 0, most: 100, recovery: 3, opt_in: 1.0, expiry: None, tiers };
    let placebo = Regime { score: Some(score), ..Regime::default() };
    let (worlds, sums) = history(&people, &placebo, MONTHS);
    let (plain, plain_sums) = history(&people, &Regime::default(), MONTHS);
    assert_same_lives(&worlds, &plain, "placebo");
    // And it looks the same in every measure that is not about the books, or about what people think of the score.
    let of_it = ["system_approval", "system_approvers", "system_approval_gap", "not_worried"];
    for measure in TABLE.iter().filter(|m| m.group != Group::Standing && !of_it.contains(&m.key)) {
        for (a, b) in sums.iter().zip(&plain_sums) {
            let (a, b) = (measure.value(View::Truth, a), measure.value(View::Truth, b));
            assert_eq!(a, b, "{}", measure.key);
        }
    }
}

#[test]
fn a_regime_with_channels_is_not_a_placebo() {
    // The converse of the two laws above: the comparison can see a difference.
    let people = people();
    let (worlds, _) = history(&people, &regime_between("social-credit", 0, 3), 3);
    let (plain, _) = history(&people, &Regime::default(), 3);
    for (a, b) in worlds.iter().zip(&plain).skip(1) {
        assert!(crate::laboratory::without_dockets(a) != crate::laboratory::without_dockets(b));
    }
}

#[test]
fn before_it_starts_a_regime_does_nothing() {
    let people = people();
    let starts = 6;
    let (plain, _) = history(&people, &Regime::default(), starts + 1);
    for spec in ["social-credit", "reviews", "welfare", "social-credit + reviews + welfare"] {
        let (worlds, _) = history(&people, &Regime { starts, ..regime(spec) }, starts + 1);
        let until = starts as usize + 1;
        assert_same_lives(&worlds[..until], &plain[..until], spec);
        for world in &worlds[..until] {
            assert!(all(world, |c| c.standing.iter().all(|s| *s == NEUTRAL)), "{spec}: somebody has a standing");
            assert!(all(world, |c| c.months.iter().all(|m| *m == 0)), "{spec}: somebody is listed");
            assert!(all(world, |c| c.score == worlds[0].towns[0].columns.score[..1].repeat(c.score.len())));
        }
        let (after, plain) = (&worlds[until], &plain[until]);
        let (after, plain) = (crate::laboratory::without_dockets(after), crate::laboratory::without_dockets(plain));
        assert!(after != plain, "{spec}: nothing happens in its first month");
    }
}

#[test]
fn after_it_ends_nobody_has_a_standing_and_no_points_move() {
    let people = settle(&still(), 2_000);
    let ends = 14;
    let (worlds, sums) = history(&people, &regime_between("social-credit", 0, ends), ends + 4);
    let last = &worlds[ends as usize];
    assert!(!all(last, |c| c.standing.iter().all(|s| *s < 8)), "somebody is listed on the last day");
    for (world, sums) in worlds.iter().zip(&sums).skip(ends as usize + 1) {
        assert!(all(world, |c| c.standing.iter().all(|s| *s == NEUTRAL)));
        for (county, before) in world.towns.iter().zip(&last.towns) {
            assert!(county.columns.score == before.columns.score);
        }
        assert!(world.public.iter().all(|byte| byte & glasshouse::society::observable::LISTED == 0));
        use glasshouse::observatory::tally::Count;
        assert_eq!((sums.get(Count::Listed), sums.get(Count::SanctionLoss), sums.get(Count::RewardGain)), (0, 0, 0));
    }
}
