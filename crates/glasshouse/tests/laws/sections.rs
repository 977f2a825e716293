//! Does each section of a regime file, switched on alone, change what it should and nothing else?
//!
//! In its first month a section can change only what people decide by it: everybody still is who she was. What must be
//! the same is asked of that month, what must change of a year. Sections with laws of their own elsewhere: score, watch,
//! rule and spillover (`dockets`), rewards and sanctions (`effects`, `debts`), visibility (`effects`, `shunned`),
//! reviews (`effects`), informants, officials, appeal and credit bureau (`redress`), peer rating (`ratings`), firms
//! (`enterprises`), rollout.

use crate::laboratory::{history, regime, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Courts, Inspection, Origin, Propaganda, Redemption, Regime, Welfare};

const MONTHS: u32 = 12;

fn people() -> Settlement {
    settle(&society("china-2018"), 6_000)
}

/// What people do on the road, in speech, in the shop, as owners, in distress, among kin, with loans.
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

    /// Asserts that in the first month nothing differs among the deeds but these.
    fn only(&self, may: &[Count], what: &str) {
        for count in DEEDS.iter().filter(|count| !may.contains(count)) {
            assert_eq!(self.with[0].get(*count), self.without[0].get(*count), "{what} changes {count:?} at once");
        }
    }
}

#[test]
fn courts_protect_helpers_and_touch_nothing_else() {
    let people = people();
    let courts = Courts { for_claimant: 0.0, punishes: 1.0, fine: 20_000.0 };
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
    let inspection = Some(Inspection { rate: 0.3, fine: 50_000.0 });
    let pair = Pair::of(&people, &Regime { inspection, ..Regime::default() });
    let (inspected, _) = pair.year(Count::Inspected);
    let share = inspected as f64 / pair.year(Count::Firms).0 as f64;
    assert!((share - 0.3).abs() < 0.03, "{share} are inspected");
    let (bad, before) = pair.year(Count::Adulterating);
    assert!(bad * 2 < before, "{bad} months of adulteration instead of {before}");
    pair.only(&[Count::Adulterating], "[inspection]");
}

#[test]
fn propaganda_moves_the_domain_of_which_it_speaks() {
    let people = people();
    let silence = Propaganda { integrity: 0.5, care: 0.5, speech: 0.0, strength: 1.0 };
    let pair = Pair::of(&people, &Regime { propaganda: Some(silence), ..Regime::default() });
    let (critics, before) = pair.year(Count::Criticised);
    assert!(critics * 20 < before * 19, "{critics} instead of {before}");
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
    // Who need not ask kin is not refused; and what cover pays cannot be claimed from a helper.
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
    let redemption = Some(Redemption { price: 1.0, points: 20, origin });
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
