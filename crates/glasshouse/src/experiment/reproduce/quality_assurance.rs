//! V12, sellers: the price that assures quality, and the meaning of a record of praise.

use super::isolation::{Stage, scene, share};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::life::market::FirmReputation;
use crate::observatory::tally::Count;

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V12",
    title: "Quality assured by custom",
    source: "Klein & Leffler 1981; Shapiro 1983; Jøsang & Ismail 2002",
    how: "The engine: owners of firms who weigh money alone, and the price from which they are honest. Records are those that \
          customers in the model read.",
    files: &["custom"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Share of owners who cheat at a price, where a month is discounted at this rate.
fn cheat(stage: &mut Stage, price: f64, rate: f64) -> f64 {
    let m = &mut stage.people.society.behaviour.market;
    (m.price, m.horizon) = (price as f32, (1.0 / rate) as f32);
    share(&stage.month(), Count::Adulterating, Count::Firms)
}

/// The price from which owners are honest.
fn assuring(stage: &mut Stage, rate: f64) -> f64 {
    let (mut bad, mut good) = (80.0, 100.0);
    for _ in 0..24 {
        let price = (bad + good) / 2.0;
        *(if cheat(stage, price, rate) > 0.5 { &mut bad } else { &mut good }) = price;
    }
    (bad + good) / 2.0
}

fn quick() -> Vec<PublishedFigure> {
    let mut stage = Stage::of(&scene("custom"));
    let mut figures = Vec::new();
    for (rate, expected) in [(0.02, 80.4), (0.1, 82.0), (0.5, 90.0)] {
        let what = format!("price that assures quality; cost 80, cheating 60, discount rate {rate}");
        figures.push(PublishedFigure::new(what, expected, 1e-2, Through::Engine, assuring(&mut stage, rate)));
    }
    for (praise, complaints, expected) in [(0, 0, 0.5), (8, 0, 0.9), (3, 1, 4.0 / 6.0)] {
        let ours = f64::from(FirmReputation { praise: praise * 16, complaints: complaints * 16 }.expected(0.5));
        let what = format!("expected honesty after {praise} praises and {complaints} complaints");
        figures.push(PublishedFigure::new(what, expected, 1e-6, Through::Formula, ours));
    }
    for (memory, expected) in [(0.5, 2.0), (0.9, 10.0)] {
        let mut record = FirmReputation::default();
        (0..400).for_each(|_| record.update(memory, 1.0, 0.0));
        let what = format!("long-run weight of a record; one praise a month, memory {memory}");
        // Records are stored in sixteenths: half a step, over the time in which a record is renewed.
        let tolerance = 0.5 / 16.0 / f64::from(1.0 - memory);
        figures.push(PublishedFigure::new(
            what,
            expected,
            tolerance,
            Through::Formula,
            f64::from(record.praise) / 16.0,
        ));
    }
    figures
}

fn picture() -> Picture {
    let mut stage = Stage::of(&scene("custom"));
    let rates = (1..=20).map(|k| f64::from(k) * 0.025);
    Picture {
        title: "Owners who do not look ahead must be paid to be honest",
        story: "The price from which owners are honest against the rate at which they discount a month: a straight line from \
                80 yuan, the cost of honest goods, rising by 20 yuan for each unit of the rate.",
        axes: ["discount rate a month", "price, yuan"],
        lines: vec![("the model".into(), rates.map(|rate| [rate, assuring(&mut stage, rate)]).collect())],
        dots: vec![[0.02, 80.4], [0.1, 82.0], [0.5, 90.0]],
    }
}
