//! The window of a figure: the months while a regime is in force, or those after it has ended.
//!
//! Each regime has windows of its own. A figure that concerns several regimes covers the months that their windows
//! share. A regime that does nothing is never in force, and restricts no window.

use crate::regime::Regime;
use std::ops::Range;

/// A span of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// While the regime is in force.
    During,
    /// After it has ended.
    After,
}

impl Window {
    /// Both.
    pub const ALL: [Window; 2] = [Window::During, Window::After];

    /// The months that the windows of these regimes share in a run of so many months; `None` if there are none. Where
    /// no regime does anything, the whole run is [`Window::During`].
    pub fn shared<'r>(self, regimes: impl IntoIterator<Item = &'r Regime>, months: u32) -> Option<Range<u32>> {
        let active = regimes.into_iter().filter(|regime| !regime.is_idle());
        let own: Vec<Range<u32>> = active.map(|regime| self.own(regime, months)).collect();
        let starts = own.iter().map(|window| window.start).max();
        let ends = own.iter().map(|window| window.end).min();
        let shared = match (starts, ends, self) {
            (Some(starts), Some(ends), _) => starts..ends,
            (_, _, Window::During) => 0..months,
            (_, _, Window::After) => months..months,
        };
        (!shared.is_empty()).then_some(shared)
    }

    /// The months from the first to the last in any of these regimes' windows; `None` if there are none. Where no
    /// regime does anything, the whole run is [`Window::During`].
    pub fn joint<'r>(self, regimes: impl IntoIterator<Item = &'r Regime>, months: u32) -> Option<Range<u32>> {
        let active = regimes.into_iter().filter(|regime| !regime.is_idle());
        let own = active.map(|regime| self.own(regime, months)).filter(|window| !window.is_empty());
        let joined = own.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
        joined.or_else(|| (self == Window::During && months > 0).then_some(0..months))
    }

    /// The months of one of these regimes' own window; for one that does nothing, those from the first to the last in
    /// the window of any other.
    pub fn of(self, regimes: &[Regime], regime: usize, months: u32) -> Option<Range<u32>> {
        let own = &regimes[regime];
        if own.is_idle() { self.joint(regimes, months) } else { self.shared([own], months) }
    }

    /// The window of a regime that does something; empty if the run is over before.
    fn own(self, regime: &Regime, months: u32) -> Range<u32> {
        let [starts, ends] = [regime.starts, regime.ends.unwrap_or(months)].map(|month| month.min(months));
        match self {
            Window::During => starts..ends,
            Window::After => ends..months,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn each_regime_has_windows_of_its_own_and_one_that_does_nothing_restricts_none() {
        let regime = |name: &str| scenario::regime(name).expect("it ships").value;
        let (idle, long) = (regime("no-system"), regime("social-credit"));
        let short = Regime { starts: 6, ends: Some(30), ..long.clone() };
        let endless = Regime { ends: None, ..long.clone() };
        use Window::{After, During};
        assert_eq!(During.shared([&idle], 120), Some(0..120));
        assert_eq!(After.shared([&idle], 120), None);
        assert_eq!(During.shared([&short, &idle], 120), Some(6..30));
        assert_eq!(After.shared([&short, &idle], 120), Some(30..120));
        assert_eq!(During.shared([&short, &long], 120), Some(12..30));
        assert_eq!(After.shared([&short, &long], 120), Some(84..120));
        assert_eq!(After.shared([&endless], 120), None);
        assert_eq!(During.joint([&idle, &short, &long], 120), Some(6..84));
        assert_eq!(After.joint([&idle, &short, &endless], 120), Some(30..120));
        assert_eq!(During.joint([&idle], 120), Some(0..120));
        assert_eq!(During.shared([&long], 6), None);
    }
}
