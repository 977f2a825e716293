//! Regimes that touch nobody: found before a run in their files, and after it in its sums.

use crate::observatory::tally::{BANDS, Count, Tally, WEALTH_BINS};
use crate::regime::{Regime, Visibility};
use crate::society::act::{Act, Acts};

/// Why a regime cannot touch anybody in a run of so many months in so many counties; `None` where it may, and where it is
/// not meant to.
pub fn reason(regime: &Regime, counties: u32, months: u32) -> Option<String> {
    if regime.is_idle() {
        return None;
    }
    if regime.starts >= months {
        return Some(format!("it begins in month {}, when the run is over", u64::from(regime.starts) + 1));
    }
    if (regime.starts..months).all(|month| regime.reach(month, counties) == 0) {
        let counties =
            if counties == 1 { "the one county".to_owned() } else { format!("any of the {counties} counties") };
        return Some(format!(
            "its roll-out does not come to {counties} of this run: take more people, or a larger share"
        ));
    }
    judges_nobody(regime).then(|| {
        "no channel sees an act about which there is a rule, and its start opens and closes nothing, so nobody is ever \
         judged"
            .to_owned()
    })
}

/// Whether a regime has nothing but rules about what nobody sees.
fn judges_nobody(regime: &Regime) -> bool {
    let only_judging = Regime {
        watch: Vec::new(),
        rules: Vec::new(),
        score: None,
        rewards: Vec::new(),
        sanctions: Vec::new(),
        visibility: Visibility { announced: regime.visibility.announced, ..Visibility::default() },
        spillover: Default::default(),
        appeal: None,
        costs: None,
        ..regime.clone()
    };
    if !only_judging.is_idle() {
        return false;
    }
    let seen = regime.watch.iter().filter(|channel| channel.urban + channel.rural + channel.false_alarms > 0.0);
    let seen: Acts = seen.flat_map(|channel| &channel.acts).fold(0, |set, act: &Act| set | act.bit());
    let start = regime.score.as_ref().map_or(0, |score| {
        let above = score.tiers.iter().rposition(|tier| tier.from <= score.start).unwrap_or(0);
        above as u8
    });
    regime.rules.iter().all(|rule| rule.act.bit() & seen == 0) && regime.meeting(start).next().is_none()
}

/// The sums that count standings and what is on file rather than what happens to people.
const ON_FILE: [(Count, usize); 6] = [
    (Count::GoodStanding, 1),
    (Count::SameActsByBandFifth, 5 * BANDS),
    (Count::ListedByBandFifth, 5 * BANDS),
    (Count::ScoredByFifth, 5),
    (Count::PointsByFifth, 5),
    (Count::ScoreByBin, 2 * WEALTH_BINS),
];

/// Whether nothing differed between the months under a regime and those without any, apart from what is on file.
pub fn is_same(with: &[Tally], without: &[Tally]) -> bool {
    let bare = |tally: &Tally| {
        let mut tally = tally.clone();
        ON_FILE.iter().for_each(|(count, n)| tally.run(*count, *n).fill(0));
        tally
    };
    with.iter().zip(without).all(|(with, without)| with == without || bare(with) == bare(without))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn what_touches_nobody_says_why() {
        let regime = |name: &str| scenario::regime(name).expect("it ships").value;
        let social_credit = regime("social-credit");
        assert_eq!(reason(&social_credit, 10, 120), None);
        assert_eq!(reason(&regime("no-system"), 10, 120), None);
        assert!(reason(&social_credit, 10, 12).is_some_and(|why| why.contains("month 13")));
        let pilots = regime("social-credit + pilots");
        assert!(reason(&pilots, 3, 120).is_some_and(|why| why.contains("any of the 3 counties")));
        assert_eq!(reason(&pilots, 1_000, 120), None);
        let blind = Regime { watch: Vec::new(), ..regime("defaulter-list") };
        assert!(reason(&blind, 10, 120).is_some_and(|why| why.contains("no channel sees")));
        let mut deaf = regime("defaulter-list");
        deaf.rules.retain(|rule| rule.frees);
        deaf.watch.iter_mut().for_each(|channel| channel.acts = vec![Act::Help]);
        assert!(reason(&deaf, 10, 120).is_some());
        for shipped in scenario::catalogue::regimes() {
            let whole = regime(shipped.name);
            assert_eq!(reason(&whole, 1_000, 120), None, "{}", shipped.name);
        }
    }
}
