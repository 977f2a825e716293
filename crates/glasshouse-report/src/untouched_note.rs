//! Notes on regimes that touch nobody: a roll-out without a county, rules about what no channel sees.

use crate::diagnostic_text;
use glasshouse::engine::{PopulationSpec, Size};
use glasshouse::experiment::compare::{Comparison, Plan};
use glasshouse::experiment::untouched;
use glasshouse::regime::Regime;
use glasshouse::society::Society;

/// The notes on regimes before a run: those that cannot touch anybody in it.
pub fn before<'r>(
    regimes: impl IntoIterator<Item = &'r Regime>,
    society: &Society,
    size: Size,
    seed: u64,
) -> Vec<String> {
    let counties = PopulationSpec::new(society, size, seed, 0).map().counties;
    let of = |regime: &Regime| untouched::reason(regime, counties, size.months).map(|why| note(regime, &why));
    regimes.into_iter().filter_map(of).collect()
}

/// The same for a plan.
pub fn before_plan(plan: &Plan) -> Vec<String> {
    before(&plan.regimes, &plan.society, plan.size, plan.seed)
}

/// The notes on regimes after a run: those under which nothing differed from life without any.
pub fn after(c: &Comparison) -> Vec<String> {
    let mut notes = before_plan(&c.plan);
    if c.plan.regimes[0].is_idle() {
        for (r, regime) in c.plan.regimes.iter().enumerate().skip(1).filter(|(_, regime)| !regime.is_idle()) {
            let told = note(regime, "");
            let known = notes.iter().any(|note| note.starts_with(&told[..told.len() - 1]));
            let same = c.runs[r].iter().zip(&c.runs[0]).all(|(with, without)| untouched::is_same(with, without));
            if same && !known {
                notes.push(note(regime, "nothing differed from life without it, in any month"));
            }
        }
    }
    notes
}

fn note(regime: &Regime, why: &str) -> String {
    format!("{} touches nobody: {why}", diagnostic_text::clean(&regime.name)).trim_end().to_owned()
}
