//! Tests of the estimators against hand calculation, textbook results and simulated truth.

use glasshouse::experiment::diff_in_diff::{EventWindow, Sample, TreatmentEffect, group_time, two_way};
use glasshouse::experiment::impact_evaluation::{Conclusion, conclude};
use glasshouse::observatory::statistics::Interval;

/// The month before, as in Callaway and Sant'Anna, and all months after.
fn plain() -> EventWindow {
    EventWindow { base: -1..0, months: 0..i64::MAX }
}

fn panel(first: &[Option<u32>], months: u32, figure: impl Fn(usize, u32) -> Option<f64>) -> Sample {
    let cells = (0..first.len()).flat_map(|c| (0..months).map(move |m| (c, m)));
    Sample { first: first.to_vec(), months, figures: cells.map(|(c, m)| figure(c, m)).collect() }
}

/// Levels of counties and months that have no pattern.
fn level(county: usize, month: u32) -> f64 {
    30.0 + 7.0 * noise(county as u64) + 0.4 * f64::from(month) + 3.0 * noise(1_000 + u64::from(month))
}

fn is_treated(first: Option<u32>, month: u32) -> bool {
    first.is_some_and(|first| first <= month)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn two_groups_and_two_times_are_a_difference_of_differences() {
    // Two pilots that change by 4 and 6, three others that change by 1, 2 and 3: computed by hand.
    let first = [Some(1), Some(1), None, None, None];
    let (before, change) = ([10.0, 40.0, 20.0, 25.0, 5.0], [4.0, 6.0, 1.0, 2.0, 3.0]);
    let sample = panel(&first, 2, |c, m| Some(before[c] + if m == 1 { change[c] } else { 0.0 }));
    let (by_group, by_effects) = (group_time(&sample, &plain()).unwrap(), two_way(&sample).unwrap());
    assert!(near(by_group.effect, 3.0) && near(by_effects.effect, 3.0), "5 − 2: {by_group:?}, {by_effects:?}");
    // Welch: 2/2 + 1/3, and Satterthwaite's degrees of freedom (16/9) / (1/1 + (1/9)/2) = 1.68.
    assert!(near(by_group.error.unwrap(), (4.0_f64 / 3.0).sqrt()), "{by_group:?}");
    assert_eq!(by_group.freedom, 1);
    // By clusters: the residuals of the treatment are ±0.3 and ±0.2, its squares sum to 0.6; the residuals of the
    // figures are half of −1, 1 | −1, 0, 1; the counties' sums of products are ∓0.3 and ±0.2, 0, ∓0.2, their squares
    // sum to 0.26.
    let correction = 5.0 / 4.0 * 9.0 / 7.0;
    assert!(near(by_effects.error.unwrap(), (correction * 0.26_f64).sqrt() / 0.6), "{by_effects:?}");
    assert_eq!(by_effects.freedom, 4);
}

#[test]
fn an_effect_that_is_the_same_everywhere_is_found_exactly_by_both() {
    let first = [Some(5), Some(5), Some(9), None, None, Some(9), None];
    let figure = |c: usize, m: u32| level(c, m) + if is_treated(first[c], m) { 2.5 } else { 0.0 };
    let whole = panel(&first, 14, |c, m| Some(figure(c, m)));
    let year = EventWindow { base: -12..0, months: 0..i64::MAX };
    for estimate in [two_way(&whole), group_time(&whole, &plain()), group_time(&whole, &year)] {
        let TreatmentEffect { effect, error, .. } = estimate.unwrap();
        assert!(near(effect, 2.5) && error.unwrap() < 1e-9, "{effect} ± {error:?}");
    }
    // With gaps, too.
    let gaps = panel(&first, 14, |c, m| (!(c as u32 * 5 + m * 3).is_multiple_of(7)).then(|| figure(c, m)));
    assert!(near(two_way(&gaps).unwrap().effect, 2.5) && near(group_time(&gaps, &plain()).unwrap().effect, 2.5));
}

#[test]
fn effects_that_grow_mislead_two_way_fixed_effects_and_not_group_time() {
    // Every county is treated sooner or later, and effects grow by 1 a month: the case of Goodman-Bacon (2021), where
    // early counties serve as controls of the late ones while their effects still grow.
    let first = [Some(2), Some(2), Some(2), Some(8), Some(8), Some(8), None];
    let effect = |c: usize, m: u32| first[c].filter(|f| *f <= m).map_or(0.0, |f| f64::from(m - f + 1));
    let sample = panel(&first, 12, |c, m| Some(level(c, m) + effect(c, m)));
    let treated: Vec<f64> = (0..7).flat_map(|c| (0..12).map(move |m| effect(c, m))).filter(|x| *x > 0.0).collect();
    let truth = treated.iter().sum::<f64>() / treated.len() as f64;
    assert!(near(group_time(&sample, &plain()).unwrap().effect, truth));
    let two_way = two_way(&sample).unwrap().effect;
    assert!(two_way < 0.75 * truth, "two-way {two_way}, truth {truth}");
    // Each month after the beginning is estimated separately.
    for since in 0..10 {
        let step = EventWindow { base: -1..0, months: since..since + 1 };
        assert!(near(group_time(&sample, &step).unwrap().effect, since as f64 + 1.0), "month {since}");
    }
}

#[test]
fn counties_that_went_apart_before_are_noticed() {
    let first = [Some(12), Some(12), None, None];
    let drift = panel(&first, 20, |c, m| Some(level(c, m) + if c < 2 { f64::from(m) } else { 0.0 }));
    let check = EventWindow { base: -12..-6, months: -6..0 };
    assert!(near(group_time(&drift, &check).unwrap().effect, 6.0), "one a month, six months apart");
    let level = panel(&first, 20, |c, m| Some(level(c, m)));
    assert!(near(group_time(&level, &check).unwrap().effect, 0.0));
}

#[test]
fn where_nothing_can_be_compared_nothing_is_claimed() {
    let figure = |c: usize, m: u32| Some(level(c, m));
    let nobody = panel(&[None, None, None], 6, figure);
    assert!(two_way(&nobody).is_none() && group_time(&nobody, &plain()).is_none());
    let everybody = panel(&[Some(3), Some(3)], 6, figure);
    assert!(two_way(&everybody).is_none() && group_time(&everybody, &plain()).is_none());
    let from_the_start = panel(&[Some(0), None, None], 6, figure);
    assert!(group_time(&from_the_start, &plain()).is_none(), "there is nothing before");
    // A single county has no spread: an estimate, and no interval.
    let alone = group_time(&panel(&[Some(3), None, None], 6, figure), &plain()).unwrap();
    assert_eq!((alone.error, alone.interval().half), (None, None));
    let empty = panel(&[Some(3), None, None], 6, |_, _| None);
    assert!(two_way(&empty).is_none() && group_time(&empty, &plain()).is_none());
}

/// Noise without a pattern, from −1 to 1 (a mixing of bits after Steele, Lea & Flood 2014).
fn noise(n: u64) -> f64 {
    let mut z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x1234_5678_9ABC_DEF1);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

#[test]
fn an_interval_of_95_per_cent_misses_nothing_about_one_time_in_twenty() {
    // A county's figures are correlated from month to month, which is why errors are clustered. There is no effect at
    // all.
    let first: Vec<Option<u32>> = (0..30).map(|c| [Some(6), Some(10), None][c % 3]).collect();
    let trials = 600;
    let mut alarms = [0; 2];
    for trial in 0..trials {
        let at = |c: u64, m: u64| noise((trial * 100 + c) * 100 + m);
        let walk = |c: u64, m: u32| (0..=u64::from(m)).map(|m| at(c, m)).sum::<f64>();
        let sample = panel(&first, 16, |c, m| Some(walk(c as u64, m)));
        for (n, estimate) in [group_time(&sample, &plain()), two_way(&sample)].into_iter().enumerate() {
            alarms[n] += usize::from(estimate.unwrap().interval().excludes_zero());
        }
    }
    for alarms in alarms {
        let share = alarms as f64 / trials as f64;
        // 5 %, plus or minus three standard errors of 600 trials, and some more for two-way errors of few clusters.
        assert!((0.023..0.095).contains(&share), "{share} false alarms");
    }
}

#[test]
fn a_conclusion_is_right_wrong_an_alarm_nothing_or_unknown() {
    let sure = |mean: f64| Interval { mean, half: Some(0.5) };
    let vague = Interval { mean: 1.0, half: Some(2.0) };
    assert_eq!(conclude(sure(2.0), sure(1.0)), Conclusion::Right);
    assert_eq!(conclude(sure(-2.0), sure(1.0)), Conclusion::Wrong);
    assert_eq!(conclude(sure(2.0), vague), Conclusion::Alarm);
    assert_eq!(conclude(vague, sure(1.0)), Conclusion::Nothing);
    assert_eq!(conclude(Interval { mean: 1.0, half: None }, sure(1.0)), Conclusion::Unknown);
    // A single society's effect is taken as it is; exactly none is none.
    assert_eq!(conclude(sure(2.0), Interval { mean: 0.1, half: None }), Conclusion::Right);
    assert_eq!(conclude(sure(2.0), Interval { mean: 0.0, half: None }), Conclusion::Alarm);
}

/// Panels without any effect in which `treated` of `counties` begin at once, drawn by lot; a county's figures walk, so
/// that they are correlated from month to month. Returns the shares of intervals that hold zero, and of panels that have
/// no interval.
fn held(treated: usize, counties: usize, trials: u64, estimate: impl Fn(&Sample) -> TreatmentEffect) -> [f64; 2] {
    let (mut holds, mut none) = (0, 0);
    for trial in 0..trials {
        let at = |c: u64, m: u64| noise((trial * 1_000 + c) * 100 + m);
        let walk = |c: u64, m: u32| (0..=u64::from(m)).map(|m| at(c, m)).sum::<f64>();
        let mut lot: Vec<usize> = (0..counties).collect();
        lot.sort_by(|a, b| noise(trial * 77_777 + *a as u64).total_cmp(&noise(trial * 77_777 + *b as u64)));
        let first: Vec<Option<u32>> = (0..counties).map(|c| lot[..treated].contains(&c).then_some(6)).collect();
        let sample = panel(&first, 12, |c, m| Some(walk(c as u64, m)));
        match estimate(&sample).interval() {
            interval if interval.half.is_none() => none += 1,
            interval if !interval.excludes_zero() => holds += 1,
            _ => {}
        }
    }
    let known = (trials - none).max(1) as f64;
    [f64::from(holds) / known, none as f64 / trials as f64]
}

/// The coverage of two-way intervals with few treated counties: 400 panels each, or 4,000 where `COVERAGE=full` is set.
/// Clustered errors are printed beside it.
#[test]
fn intervals_of_few_treated_counties_cover_as_often_as_they_say_or_are_refused() {
    let trials = if std::env::var("COVERAGE").is_ok_and(|full| full == "full") { 4_000 } else { 400 };
    let clustered = |sample: &Sample| TreatmentEffect { randomised: None, ..two_way(sample).unwrap() };
    println!("treated of counties: held by randomisation (no interval), held by clustered errors");
    for counties in [10, 20, 50] {
        for treated in [1, 2, 5, 10].into_iter().filter(|treated| *treated < counties) {
            let [holds, none] = held(treated, counties, trials, |sample| two_way(sample).unwrap());
            let [naive, _] = held(treated, counties, trials, clustered);
            println!("{treated:2} of {counties}: {holds:.3} ({none:.2}), {naive:.3}");
            if counties == 10 && treated == 1 {
                assert_eq!(none, 1.0, "one of ten: any lot is one in ten");
                assert!(naive < 0.7, "clustered errors are far too small: {naive}");
            } else {
                // 95 %, less four standard errors of the trials; lots are few, so that intervals may be wider.
                let least = 0.95 - 4.0 * (0.95 * 0.05 / trials as f64).sqrt();
                assert!(holds > least && none == 0.0, "{treated} of {counties}: {holds}, none {none}");
            }
        }
    }
}

/// One county of a real panel, and an effect: found where lots are many, and no interval where they are few.
#[test]
fn one_treated_county_of_many_has_an_interval_and_one_of_ten_has_none() {
    let of = |counties: usize| {
        let first: Vec<Option<u32>> = (0..counties).map(|c| (c == 3).then_some(6)).collect();
        let effect = |c: usize, m: u32| if is_treated(first[c], m) { 9.0 } else { 0.0 };
        two_way(&panel(&first, 12, |c, m| Some(level(c, m) + noise((c * 100) as u64 + u64::from(m)) + effect(c, m))))
    };
    assert_eq!(of(10).unwrap().interval().half, None);
    let interval = of(50).unwrap().interval();
    assert!(interval.excludes_zero() && (interval.mean - 9.0).abs() < interval.half.unwrap(), "{interval:?}");
}
