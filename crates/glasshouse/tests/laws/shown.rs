//! Laws of a score that others see: it acts on those who see it, as far as they go by it, and on nobody else.

use crate::laboratory::{assert_same_lives, history, otherwise, regime_between, settle};
use glasshouse::engine::world::World;
use glasshouse::life::distress::{MET, SWAYED};
use glasshouse::life::events::Incident;
use glasshouse::life::shunning::AVOIDED;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Audience, Regime};
use glasshouse::society::act::Act;

const MONTHS: u32 = 14;

/// A score with a list that nobody sees: tiers fall often, and nothing else follows from them.
fn scored(audience: Audience) -> Regime {
    let mut regime = regime_between("social-credit", 0, MONTHS);
    (regime.rewards, regime.sanctions, regime.firms) = (Vec::new(), Vec::new(), None);
    regime.visibility = glasshouse::regime::Visibility { score: audience, ..Default::default() };
    regime.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.points = -60);
    regime
}

fn lives(set: &[(&str, &str, f32)], regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    history(&settle(&otherwise(set), 4_000), regime, MONTHS)
}

fn befell((_, tallies): &(Vec<World>, Vec<Tally>), incident: Incident) -> i64 {
    tallies.iter().map(|t| t.befell(incident)).sum()
}

fn sum((_, tallies): &(Vec<World>, Vec<Tally>), count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

const UNREAD: [(&str, &str, f32); 3] =
    [("regard", "reliance", 0.0), ("regard", "interest", 0.0), ("regard", "deposit", 0.0)];

#[test]
fn a_score_that_nobody_goes_by_might_as_well_be_hidden() {
    let hidden = lives(&UNREAD, &scored(Audience::Nobody));
    for audience in Audience::ALL {
        assert_same_lives(&lives(&UNREAD, &scored(audience)).0, &hidden.0, &format!("shown to {audience:?}"));
    }
    assert_same_lives(&lives(&[], &scored(Audience::Nobody)).0, &hidden.0, "nobody reads what is hidden");
}

#[test]
fn people_of_whom_nothing_is_known_live_as_if_nothing_were_shown() {
    let still = |audience| {
        let mut regime = scored(audience);
        // Everybody stays in the tier of the start, and nothing that anybody does moves her from it.
        (regime.rules, regime.redemption) = (Vec::new(), None);
        regime.spillover = Default::default();
        lives(&[], &regime).0
    };
    // What a tier would bring is known all the same, but no act leads to it.
    assert_same_lives(&still(Audience::Everybody), &still(Audience::Nobody), "no tier but that of the start");
}

#[test]
fn each_audience_acts_in_its_own_way() {
    let of = |audience| lives(&[], &scored(audience));
    let [nobody, lenders, ties, everybody, firms, neighbours] = Audience::ALL.map(of);
    for (what, world) in [("nobody", &nobody), ("lenders", &lenders), ("firms", &firms)] {
        assert_eq!(befell(world, AVOIDED) + befell(world, SWAYED), 0, "{what} meet nobody");
    }
    assert!(befell(&ties, AVOIDED) > 0 && befell(&ties, SWAYED) == 0);
    assert!(befell(&neighbours, SWAYED) > 0 && befell(&neighbours, AVOIDED) == 0);
    assert!(befell(&everybody, SWAYED) > befell(&neighbours, SWAYED) && befell(&everybody, AVOIDED) > 0);
    assert!(befell(&everybody, SWAYED) < befell(&everybody, MET));
    let interest = |world| sum(world, Count::Interest) as f64 / sum(world, Count::Loans) as f64;
    assert!(interest(&lenders) > interest(&nobody) + 1.0, "lenders ask more of low tiers");
    assert!(sum(&firms, Count::SanctionLoss) > 0 && sum(&nobody, Count::SanctionLoss) == 0, "firms ask for deposits");
}

#[test]
fn the_more_people_go_by_a_score_the_more_it_decides() {
    let doses = [0.0, 0.25, 0.5, 1.0];
    let of = |reliance| lives(&[("regard", "reliance", reliance)], &scored(Audience::Everybody));
    let worlds = doses.map(of);
    for pair in worlds.windows(2) {
        assert!(befell(&pair[0], SWAYED) < befell(&pair[1], SWAYED), "help");
        assert!(befell(&pair[0], AVOIDED) < befell(&pair[1], AVOIDED), "company");
    }
    assert_eq!(befell(&worlds[0], SWAYED) + befell(&worlds[0], AVOIDED), 0);
}
