//! Tests of regime sections: each, switched on alone, changes what it should and nothing else.
//!
//! In its first month a section can change only people's decisions: everybody is still who she was. Equality is
//! therefore tested in that month, and changes over a year. Sections with laws of their own elsewhere: score, watch,
//! rule and spillover (`dockets`), rewards and sanctions (`effects`, `debts`), visibility (`effects`, `shunned`),
//! reviews (`effects`), informants, officials, appeal and credit bureau (`redress`), peer rating (`ratings`),
//! censorship (`censored`), firms (`enterprises`), rollout.

use crate::laboratory::{history, otherwise, regime, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::TownState;
use glasshouse::life::terms::CourtTerms;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{
    Audience, Basis, Courts, Inspection, Origin, Propaganda, Redemption, Regime, Reviews, Role, Visibility, Welfare,
};
use glasshouse::society::act::Act;
use glasshouse::society::traits::{OFFICIAL, TownPopulation};

const MONTHS: u32 = 12;

fn people() -> Settlement {
    settle(&society("china-2018"), 6_000)
}

/// People's deeds on the road, in speech, in the shop, as owners, in distress, among kin, with loans.
const DEEDS: [Count; 9] = [
    Count::Violations,
    Count::Criticised,
    Count::Praised,
    Count::ApprovedBought,
    Count::Adulterating,
    Count::Helped,
    Count::KinHelped,
    Count::Scams,
    Count::Loans,
];

struct Pair {
    with: Vec<Tally>,
    without: Vec<Tally>,
}

impl Pair {
    fn of(people: &Settlement, regime: &Regime) -> Pair {
        let run = |regime: &Regime| history(people, regime, MONTHS).1;
        Pair { with: run(regime), without: run(&Regime::default()) }
    }

    /// Sums of a year, with the section and without it.
    fn year(&self, count: Count) -> (i64, i64) {
        let sum = |tallies: &[Tally]| tallies.iter().map(|t| t.get(count)).sum();
        (sum(&self.with), sum(&self.without))
    }

    /// Asserts that in the first month no deeds differ except these.
    fn only(&self, may: &[Count], what: &str) {
        for count in DEEDS.iter().filter(|count| !may.contains(count)) {
            assert_eq!(self.with[0].get(*count), self.without[0].get(*count), "{what} changes {count:?} at once");
        }
    }
}

#[test]
fn courts_protect_helpers_and_touch_nothing_else() {
    let people = people();
    let courts = Courts { for_claimant: Some(0.0), punishes: Some(1.0), fine: Some(20_000.0) };
    let pair = Pair::of(&people, &Regime { courts: Some(courts), ..Regime::default() });
    let (upheld, before) = pair.year(Count::ExtortionUpheld);
    assert!(upheld == 0 && before > 0, "{upheld} claims are upheld instead of {before}");
    let ((accused, before), (helped, alone)) = (pair.year(Count::Extorted), pair.year(Count::Helped));
    assert!(
        accused < before && helped > alone,
        "{accused} accused instead of {before}, {helped} helped instead of {alone}"
    );
    pair.only(&[Count::Helped], "[courts]");
}

#[test]
fn inspection_comes_as_often_as_it_says_and_touches_owners_only() {
    let people = people();
    let inspection = Some(Inspection { rate: Some(0.3), fine: None, announced: true });
    let pair = Pair::of(&people, &Regime { inspection, ..Regime::default() });
    let (inspected, _) = pair.year(Count::Inspected);
    let share = inspected as f64 / pair.year(Count::Firms).0 as f64;
    assert!((share - 0.3).abs() < 0.03, "{share} are inspected");
    let (bad, before) = pair.year(Count::Adulterating);
    assert!(bad * 2 < before, "{bad} months of adulteration instead of {before}");
    pair.only(&[Count::Adulterating], "[inspection]");
}

#[test]
fn what_a_regime_leaves_to_the_law_is_as_the_law_has_it_in_whatever_society() {
    let mut society = society("china-2018");
    society.behaviour.law.inspection_fine = 77_000.0;
    society.behaviour.law.court_punishes = 0.35;
    let law = Regime::default().terms(&society, 0);
    let inspection = Some(Inspection { rate: Some(0.3), fine: None, announced: true });
    let courts = Some(Courts { for_claimant: Some(0.0), ..Courts::default() });
    let terms = Regime { inspection, courts, ..Regime::default() }.terms(&society, 0);
    assert_eq!((terms.inspection.rate, terms.inspection.fine), (0.3, 77_000.0));
    let courts = CourtTerms { for_claimant: 0.0, punishes: 0.35, fine: law.courts.fine };
    assert_eq!(terms.courts, courts);
    let nothing =
        Regime { inspection: Some(Inspection::default()), courts: Some(Courts::default()), ..Regime::default() };
    assert_eq!(nothing.terms(&society, 0), law);
}

#[test]
fn who_is_inspected_without_notice_is_found_out() {
    // Few firms adulterate: a larger society has enough of them to compare.
    let people = settle(&society("china-2018"), 40_000);
    let once = |announced| {
        let inspection = Some(Inspection { rate: Some(1.0), fine: Some(50_000.0), announced });
        Pair::of(&people, &Regime { inspection, ends: Some(1), ..Regime::default() })
    };
    let found = |pair: &Pair| pair.with[0].get(Count::FoundAdulterating);
    let (told, surprised) = (once(true), once(false));
    assert!(found(&surprised) > 3 * found(&told), "{} and {}", found(&surprised), found(&told));
    // The news keeps it: a year later people still think less of home-made goods than they would have.
    let at_home = |months: &[Tally]| months[11].get(Count::Sales);
    assert!(at_home(&surprised.with) < at_home(&surprised.without));
}

#[test]
fn propaganda_moves_the_domain_of_which_it_speaks() {
    let people = people();
    let silence = Propaganda { integrity: 0.5, care: 0.5, speech: 0.0, strength: 1.0 };
    let pair = Pair::of(&people, &Regime { propaganda: Some(silence), ..Regime::default() });
    let (critics, before) = pair.year(Count::Criticised);
    assert!(critics * 33 < before * 32, "{critics} instead of {before}");
    pair.only(&[Count::Criticised, Count::Praised], "[propaganda] of silence");
    let kindness = Propaganda { integrity: 0.5, care: 1.0, speech: 0.5, strength: 1.0 };
    let pair = Pair::of(&people, &Regime { propaganda: Some(kindness), ..Regime::default() });
    let (helped, before) = pair.year(Count::Helped);
    assert!(helped > before, "{helped} instead of {before}");
    pair.only(&[Count::Helped, Count::KinHelped], "[propaganda] of kindness");
}

#[test]
fn medical_cover_ends_bills_beyond_ones_means_and_is_paid_by_the_state() {
    let people = people();
    let welfare = Welfare { floor: 0.0, medical: 1.0, elder: 0.0, levy: 0.0 };
    let pair = Pair::of(&people, &Regime { welfare: Some(welfare), ..Regime::default() });
    let (hardships, before) = pair.year(Count::Hardships);
    assert!(hardships == 0 && before > 0, "{hardships} instead of {before}");
    let (paid, none) = pair.year(Count::WelfarePaid);
    assert!(paid > 0 && none == 0);
    let (got, law) = pair.year(Count::StateFlow);
    assert!(got < law, "the state pays it: {got} and {law}");
    // A person who need not ask kin is not refused; and a bill that is covered cannot be claimed from a helper.
    pair.only(&[Count::KinHelped], "medical cover");
}

#[test]
fn a_levy_without_gifts_only_takes() {
    let people = people();
    let welfare = Welfare { floor: 0.0, medical: 0.0, elder: 0.0, levy: 0.1 };
    let pair = Pair::of(&people, &Regime { welfare: Some(welfare), ..Regime::default() });
    assert_eq!(pair.year(Count::WelfarePaid), (0, 0));
    let (got, law) = pair.year(Count::StateFlow);
    assert!(got > law + 6_000 * 12 * 100, "more than 100 yuan a person and month: {got} and {law}");
    pair.only(&[], "a levy");
}

#[test]
fn points_for_money_are_sold_where_there_are_points_and_nowhere_else() {
    let people = people();
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    let redemption = Some(Redemption {
        // Enough points for the trouble: people far from every threshold have little use for them.
        price: 0.1,
        points: 200,
        points_a_year: None,
        work: 0,
        hours: 0.0,
        work_a_year: None,
        release: None,
        work_release: 0,
        origin,
    });
    let alone = Pair::of(&people, &Regime { redemption: redemption.clone(), ..Regime::default() });
    alone.only(&[], "[redemption] without a score");
    let shipped = || Regime { starts: 0, ends: None, ..regime("social-credit") };
    let bought = |regime: &Regime| {
        let tallies = history(&people, regime, MONTHS).1;
        (0..5).map(|fifth| tallies.iter().map(|t| t.nth(Count::BoughtByFifth, fifth)).sum::<i64>()).sum::<i64>()
    };
    assert_eq!(bought(&Regime { redemption: None, ..shipped() }), 0);
    assert!(bought(&Regime { redemption, ..shipped() }) > 0);
}

#[test]
fn a_rule_about_officials_moves_the_points_of_officials_only() {
    let people = people();
    let mut strict = Regime { starts: 0, ends: None, spillover: Default::default(), ..regime("social-credit") };
    strict.watch.retain(|channel| channel.name == "cameras");
    strict.rules.retain(|rule| rule.act == Act::Violate);
    strict.rules[0].who = Some(Role::Official);
    let start = strict.score.as_ref().unwrap().start;
    let moved = |regime: &Regime| {
        let worlds = history(&people, regime, MONTHS).0;
        let of = |home: &TownPopulation, county: &TownState| {
            let flags = home.traits.flags.iter().map(|flags| flags & OFFICIAL != 0);
            let scores = county.columns.score.iter().zip(&county.columns.deserved);
            let moved = flags.zip(scores).filter(|(_, (real, just))| **real != start || **just != start);
            moved.map(|(official, _)| official).collect::<Vec<bool>>()
        };
        let world = worlds.last().unwrap();
        people.homes.iter().zip(&world.towns).flat_map(|(home, county)| of(home, county)).collect::<Vec<bool>>()
    };
    let officials = moved(&strict);
    assert!(officials.len() > 3 && officials.iter().all(|official| *official), "{} moved", officials.len());
    strict.rules[0].who = None;
    assert!(moved(&strict).iter().filter(|official| !**official).count() > 100);
}

#[test]
fn lenders_who_see_the_list_refuse_the_listed_and_nobody_else_acts_on_it() {
    // Nobody is refused for her income.
    let people = settle(&otherwise(&[("loan", "subsistence", 0.0), ("work", "loses", 0.0)]), 2_000);
    let mut strict = Regime { starts: 0, ends: None, ..regime("defaulter-list") };
    strict.watch.iter_mut().for_each(|channel| (channel.urban, channel.rural) = (1.0, 1.0));
    strict.visibility = Visibility::default();
    let offered = |list: Audience, regime: &Regime| {
        let mut regime = regime.clone();
        regime.visibility.list = list;
        let tallies = history(&people, &regime, 2 * MONTHS).1;
        let sum = |count| tallies.iter().map(|t| t.get(count)).sum::<i64>();
        assert!(sum(Count::Listed) > 0);
        assert_eq!(sum(Count::TiesShunned), 0);
        sum(Count::LoansWanted) - sum(Count::LoansOffered)
    };
    assert_eq!(offered(Audience::Nobody, &strict), 0);
    assert!(offered(Audience::Lenders, &strict) > 0);
}

#[test]
fn reviews_of_which_all_fakes_are_taken_down_are_as_good_as_without_fakes() {
    let people = people();
    let with = |fake: f32, removal: f32| {
        let reviews = Reviews { participation: 0.2, fake, removal, online: false };
        history(&people, &Regime { reviews: Some(reviews), ..Regime::default() }, MONTHS)
    };
    assert!(with(0.4, 1.0) == with(0.0, 0.0));
    assert!(with(0.4, 0.0).1 != with(0.0, 0.0).1);
}
