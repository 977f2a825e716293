//! Tests of temperaments: they go with age, income, schooling and place as far as the society says, and no further.

use crate::laboratory::society;
use glasshouse::engine::{Alone, PopulationSpec, Room, Size, draw_among};
use glasshouse::society::Society;
use glasshouse::society::marginals::{ASSOCIATED, Figure, Marginals};
use std::sync::Arc;

const PEOPLE: u64 = 100_000;
/// A correlation of 0 among this many persons in households of two is within 0.0045 two times in three; the traits'
/// own correlations, which differ a little from one county to the next, add less than that.
const NOISE: f64 = 0.02;

/// Names of the tempers that depend on traits.
const TEMPERS: [&str; 6] = ["integrity", "care", "candour", "leaning", "weight of approval", "weight of custom"];

/// Everybody's traits in the order of [`ASSOCIATED`], and everybody's tempers in that of [`TEMPERS`].
fn drawn(society: &Society) -> ([Vec<f64>; 4], [Vec<f64>; 6]) {
    let spec = PopulationSpec::new(society, Size { people: PEOPLE, months: 1 }, 1, 0);
    let people = draw_among(Arc::new(Alone), &Room::default(), &spec);
    let (mut traits, mut tempers): ([Vec<f64>; 4], [Vec<f64>; 6]) = Default::default();
    for home in &people.homes {
        let t = &home.traits;
        for (all, column) in traits.iter_mut().zip([&t.age, &t.fifth, &t.schooling]) {
            all.extend(column.iter().map(|x| f64::from(*x)));
        }
        for hood in &home.neighbourhoods {
            traits[3].extend(hood.span.clone().map(|_| f64::from(u8::from(hood.urban))));
        }
        let columns = [&t.temper[0], &t.temper[1], &t.temper[2], &t.leaning, &t.weights[2], &t.weights[3]];
        for (all, column) in tempers.iter_mut().zip(columns) {
            all.extend(column.iter().map(|x| f64::from(*x) / 255.0));
        }
    }
    (traits, tempers)
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (x, y) = (mean(a), mean(b));
    let together = |p: &[f64], x: f64, q: &[f64], y: f64| p.iter().zip(q).map(|(p, q)| (p - x) * (q - y)).sum::<f64>();
    let variances = together(a, x, a, x) * together(b, y, b, y);
    if variances > 0.0 { together(a, x, b, y) / variances.sqrt() } else { 0.0 }
}

/// The correlations that a society says, for each of the tempers.
fn said(m: &Marginals) -> [[f64; 4]; 6] {
    let conformity = m.conformity_with.value;
    [m.integrity_with.value, m.care_with.value, m.candour_with.value, m.approval_with.value, conformity, conformity]
}

#[test]
fn tempers_go_with_traits_as_far_as_the_society_says() {
    // In the lesson society nothing goes with anything.
    for name in ["china-2018", "lesson"] {
        let society = society(name);
        let (traits, tempers) = drawn(&society);
        for (t, wanted) in said(&society.marginals).iter().enumerate() {
            for (k, trait_) in traits.iter().enumerate() {
                let found = correlation(&tempers[t], trait_);
                println!("{name}: {} with {}: {found:.3}, said {}", TEMPERS[t], ASSOCIATED[k], wanted[k]);
                let off = (found - wanted[k]).abs();
                assert!(off < NOISE, "{name}: {} with {}: {found:.3}", TEMPERS[t], ASSOCIATED[k]);
            }
        }
    }
}

#[test]
fn at_every_dose_the_mean_stays_and_nobody_leaves_the_spread() {
    let plain = society("china-2018");
    let centre = f64::from(plain.tempers()[0]);
    for dose in [-0.4, -0.2, 0.0, 0.1, 0.2, 0.4] {
        let mut society = plain.clone();
        society.marginals.integrity_with = Figure::unset([dose, 0.0, 0.0, 0.0]);
        let (traits, tempers) = drawn(&society);
        let integrity = &tempers[0];
        let found = correlation(integrity, &traits[0]);
        println!("dose {dose}: mean {:.4}, with age {found:.3}", mean(integrity));
        assert!((found - dose).abs() < NOISE, "{found} at dose {dose}");
        assert!((mean(integrity) - centre).abs() < 0.003, "the mean moves to {}", mean(integrity));
        // Integrity is within 0.2 of 0.8.
        assert!(integrity.iter().all(|y| (0.598..=1.0).contains(y)));
        // The rest is independent: care does not follow integrity beyond what both owe to age.
        let rest = correlation(integrity, &tempers[1]) - dose * society.marginals.care_with.value[0];
        assert!(rest.abs() < NOISE, "{rest} beyond age");
    }
}
