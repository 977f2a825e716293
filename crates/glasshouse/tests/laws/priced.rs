//! Laws of a score from repayment: lenders, and nobody else, price by its bands; it can deter, and it can fail to.

use crate::laboratory::{assert_same_lives, free, history, otherwise, regime_between, settle, without_beliefs};
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Audience, Effect, Regime};

const MONTHS: u32 = 30;

/// The score alone: no marks.
fn score() -> Regime {
    let mut regime = free(&regime_between("credit-bureau", 0, MONTHS));
    regime.credit_bureau = None;
    regime
}

/// With prices that differ by band by this many times as much as in the file.
fn prices(times: f32) -> Regime {
    let mut regime = score();
    for c in regime.rewards.iter_mut().chain(&mut regime.sanctions) {
        assert!(matches!(c.effect, Effect::CheaperLoan | Effect::DearerLoan));
        c.amount *= times;
    }
    regime
}

/// People are often tempted to break a loan, want one with this chance a month, and look so many months ahead.
fn borrowers((want, horizon): (f32, f32), regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    let society = otherwise(&[("loan", "tempted", 0.02), ("loan", "want", want), ("decision", "horizon", horizon)]);
    history(&settle(&society, 6_000), regime, MONTHS)
}

/// The same, as often and as far as the shipped society says.
fn lives(regime: &Regime) -> (Vec<World>, Vec<Tally>) {
    let shipped = otherwise(&[]).behaviour;
    borrowers((shipped.loan.want, shipped.decision.horizon), regime)
}

fn sum((_, tallies): &(Vec<World>, Vec<Tally>), count: Count) -> f64 {
    tallies.iter().map(|t| t.get(count)).sum::<i64>() as f64
}

/// Per 1,000 instalments due.
fn willed(world: &(Vec<World>, Vec<Tally>)) -> f64 {
    1_000.0 * sum(world, Count::DefaultsByWill) / sum(world, Count::PartsDue)
}

#[test]
fn a_score_by_which_nobody_prices_changes_no_life() {
    let mut unseen = prices(0.0);
    unseen.visibility.score = Audience::Nobody;
    let plain = lives(&Regime::default());
    assert_same_lives(
        &without_beliefs(lives(&unseen).0),
        &without_beliefs(plain.0),
        "a score that nobody sees and that prices nothing",
    );
}

/// Dearer loans frighten people who borrow often and look ahead, and hardly others.
#[test]
fn bands_deter_those_who_live_with_debts_and_look_ahead_and_fail_to_deter_others() {
    let rates = |people| [0.0, 1.0, 4.0].map(|times| willed(&borrowers(people, &prices(times))));
    let (far, near) = (rates((0.05, 24.0)), rates((0.005, 1.0)));
    assert!(far[1] < far[0] && far[2] < far[1], "more costs deter more: {far:?}");
    assert!(far[2] < 0.95 * far[0], "great differences deter: {far:?}");
    assert!(near[2] > 0.98 * near[0], "and fail to deter others: {near:?}");
}

#[test]
fn who_neither_owes_nor_will_owe_has_nothing_to_fear() {
    // Nobody wants loans, and nobody has any.
    let society = otherwise(&[("loan", "want", 0.0)]);
    let people = settle(&society, 3_000);
    let lives = |regime: &Regime| without_beliefs(history(&people, regime, MONTHS).0);
    assert_same_lives(&lives(&prices(4.0)), &lives(&Regime::default()), "prices of loans that nobody takes");
}

#[test]
fn a_mark_that_no_lender_minds_shuts_nobody_out_and_more_who_mind_it_refuse_more() {
    let refused = |refuses: f32| {
        let mut regime = free(&regime_between("credit-bureau", 0, MONTHS));
        regime.credit_bureau.as_mut().unwrap().refuses = refuses;
        let world = lives(&regime);
        1.0 - sum(&world, Count::LoansOffered) / sum(&world, Count::LoansWanted)
    };
    let shares = [0.0, 0.5, 1.0].map(refused);
    assert!(shares[0] < shares[1] && shares[1] < shares[2], "{shares:?}");
}
