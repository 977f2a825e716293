//! The months that figures cover, in words: each regime has windows of its own.

use glasshouse::experiment::compare::Plan;
use glasshouse::experiment::window::Window;
use std::ops::Range;

/// `months 13 to 84`.
pub fn months(span: &Range<u32>) -> String {
    format!("months {} to {}", span.start + 1, span.end)
}

/// The months of a window: `months 13 to 84`, or, where regimes differ, `months 13 to 84 under a, months 13 to 30 under
/// b`. `None` if no regime has such a window.
pub fn spans(plan: &Plan, window: Window) -> Option<String> {
    let mut by_span: Vec<(Range<u32>, Vec<&str>)> = Vec::new();
    for (r, regime) in plan.regimes.iter().enumerate() {
        let Some(span) = plan.window(r, window) else { continue };
        match by_span.iter_mut().find(|(known, _)| *known == span) {
            Some((_, names)) => names.push(&regime.name),
            None => by_span.push((span, vec![&regime.name])),
        }
    }
    match &by_span[..] {
        [] => None,
        [(span, names)] if names.len() == plan.regimes.len() => Some(months(span)),
        all => {
            let each = all.iter().map(|(span, names)| format!("{} under {}", months(span), names.join(" and ")));
            Some(each.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Whether all regimes have the same windows.
pub fn alike(plan: &Plan) -> bool {
    let own = |r: usize| Window::ALL.map(|window| plan.window(r, window));
    (1..plan.regimes.len()).all(|r| own(r) == own(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use glasshouse::engine::Size;
    use glasshouse::scenario;

    #[test]
    fn months_are_told_for_each_regime_where_they_differ() {
        let society = scenario::society("china-2018").expect("it ships").value;
        let regime = |name: &str| scenario::regime(name).expect("it ships").value;
        let mut short = regime("welfare");
        short.ends = Some(30);
        let regimes = vec![regime("no-system"), regime("social-credit"), regime("reviews")];
        let size = Size { people: 100, months: 120 };
        let mut plan = Plan { society, regimes, size, seed: 1, replicates: 1, earlier: 0, by: None };
        assert_eq!(spans(&plan, Window::During).as_deref(), Some("months 13 to 84"));
        assert!(alike(&plan));
        plan.regimes[2] = short;
        let differ = "months 13 to 84 under no-system and social-credit, months 13 to 30 under welfare";
        assert_eq!(spans(&plan, Window::During).as_deref(), Some(differ));
        assert!(!alike(&plan));
        plan.regimes.truncate(1);
        assert_eq!(spans(&plan, Window::After), None);
    }
}
