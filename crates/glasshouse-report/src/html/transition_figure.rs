//! Flow diagrams of moves between tiers, for the poorest and the richest fifth.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use super::svg::Svg;
use crate::number_format;
use crate::rerun::calendar;
use glasshouse::observatory::statistics::interval;
use glasshouse::observatory::tier_transitions::TierFlows;

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 280.0;
/// The field: left, top, right, bottom.
const FIELD: [f64; 4] = [2.0, 22.0, 458.0, 256.0];
/// Width of a column of tiers, and the gap between two tiers.
const COLUMN: f64 = 40.0;
const GAP: f64 = 5.0;
const FIFTHS: [&str; 5] = ["poorest", "second", "middle", "fourth", "richest"];

/// All regimes that keep a score; `None` if there is none.
pub fn section(input: &ReportInput) -> Option<String> {
    let known = |r: usize| input.comparison.flows.get(r).into_iter().flatten().flatten().collect::<Vec<&TierFlows>>();
    let each: Vec<(usize, Vec<&TierFlows>)> =
        (0..input.regimes()).map(|r| (r, known(r))).filter(|(_, all)| !all.is_empty()).collect();
    let societies = each.first()?.1.len();
    let parts: String = each.iter().map(|(r, all)| one(&input.name(*r), *r, all)).collect();
    let counted = match (societies, input.comparison.plan.replicates) {
        (1, _) => "Counted only in the first society drawn, so there is no interval.".to_owned(),
        (n, _) => format!("The figures show all {n} societies together, the tables the mean with its 95 % interval."),
    };
    Some(format!(
        "<p>Each column shows the tiers of a fifth’s people at the end of a month, the highest on top; the ribbons \
         show their moves: blue ones rise, orange ones fall. Unit: % of the people of that fifth. More in a high \
         tier is better for people who want its benefits, and says nothing about the reasons. {counted} The first \
         column is the end of the first month in force; the file of the <a href=\"#asked\">regime</a> defines the \
         tiers.</p>\
         {parts}"
    ))
}

fn one(name: &str, r: usize, all: &[&TierFlows]) -> String {
    let flows = &together(all);
    let figure = |fifth: usize| {
        let title = format!("The {} fifth, {name}", FIFTHS[fifth]);
        let picture = draw(flows, fifth).finish(&format!("flow-{r}-{fifth}"), &title, &aloud(flows, fifth));
        format!("<figure><figcaption><strong>The {} fifth</strong></figcaption>{picture}</figure>", FIFTHS[fifth])
    };
    let tiers = flows.tiers.iter().rev().map(|tier| esc(tier));
    let ways = ["rose", "fell"].map(|way| format!("{way} from one column to the next"));
    let head: Vec<String> = std::iter::once("Fifth".to_owned()).chain(tiers).chain(ways).collect();
    let last = flows.months.len() - 1;
    let over = |share: &dyn Fn(&TierFlows) -> f64| {
        number_format::level(interval(&all.iter().map(|flows| share(flows)).collect::<Vec<f64>>()))
    };
    let row = |fifth: usize| {
        let tiers = (0..flows.tiers.len()).rev().map(|tier| over(&|flows| shares(&flows.at(fifth, last))[tier]));
        let moved = [true, false].map(|up| over(&|flows| moved(flows, fifth, up)));
        std::iter::once(FIFTHS[fifth].to_owned()).chain(tiers).chain(moved).collect()
    };
    let rows: Vec<Vec<String>> = (0..FIFTHS.len()).map(row).collect();
    let caption = format!("Tiers at the end of {}, % of the fifth", calendar(flows.months[last]));
    format!(
        "<article><h3>{name}</h3><div class=pair>{}{}</div>{}</article>",
        figure(0),
        figure(FIFTHS.len() - 1),
        table(&caption, &head, &rows)
    )
}

/// The people of all societies as if they were one society.
fn together(all: &[&TierFlows]) -> TierFlows {
    let mut sum = all[0].clone();
    for flows in &all[1..] {
        let cells =
            |flows: &TierFlows| flows.counts.iter().flatten().flatten().flatten().copied().collect::<Vec<u32>>();
        let more = cells(flows);
        sum.counts.iter_mut().flatten().flatten().flatten().zip(more).for_each(|(sum, more)| *sum += more);
    }
    sum
}

/// Percentage of a fifth that moved up, or down, from one observation to the next: the mean over the spans.
fn moved(flows: &TierFlows, fifth: usize, up: bool) -> f64 {
    let (mut there, mut all) = (0.0, 0.0);
    for (from, row) in flows.counts[fifth].iter().flat_map(|span| span.iter().enumerate()) {
        for (to, count) in row.iter().enumerate() {
            all += f64::from(*count);
            there += if (to > from) == up && to != from { f64::from(*count) } else { 0.0 };
        }
    }
    100.0 * there / all.max(1.0)
}

/// Percentages of their sum.
fn shares(counts: &[u32]) -> Vec<f64> {
    let all: u32 = counts.iter().sum();
    counts.iter().map(|n| 100.0 * f64::from(*n) / f64::from(all.max(1))).collect()
}

/// Start and end of each tier in a column, from the top, the highest tier first.
fn places(shares: &[f64]) -> Vec<[f64; 2]> {
    let [_, top, _, bottom] = FIELD;
    let room = bottom - top - GAP * (shares.len() - 1) as f64;
    let mut at = top;
    let mut places = vec![[0.0; 2]; shares.len()];
    for tier in (0..shares.len()).rev() {
        let end = at + room * shares[tier] / 100.0;
        places[tier] = [at, end];
        at = end + GAP;
    }
    places
}

fn draw(flows: &TierFlows, fifth: usize) -> Svg {
    let looks = flows.months.len();
    let columns: Vec<Vec<[f64; 2]>> = (0..looks).map(|look| places(&shares(&flows.at(fifth, look)))).collect();
    let x = |look: usize| FIELD[0] + (FIELD[2] - FIELD[0] - COLUMN) * look as f64 / (looks - 1) as f64;
    let mut svg = Svg::new(WIDTH, HEIGHT);
    for look in 0..looks - 1 {
        ribbons(&mut svg, flows, fifth, look, [x(look) + COLUMN, x(look + 1)], [&columns[look], &columns[look + 1]]);
    }
    for (look, column) in columns.iter().enumerate() {
        // The last label ends where its column ends, so that it stays on the page.
        let (class, at) = if look + 1 < looks { ("note", x(look)) } else { ("note e", x(look) + COLUMN) };
        svg.text(class, [at, FIELD[1] - 8.0], &format!("month {}", flows.months[look]));
        for (tier, [top, bottom]) in column.iter().enumerate() {
            let (left, right) = (x(look), x(look) + COLUMN);
            let shade = tier * 6 / (flows.tiers.len() - 1).max(1);
            svg.area(&format!("tile t{shade}"), &[[left, *top], [right, *top], [right, *bottom], [left, *bottom]]);
            if bottom - top > 13.0 {
                let ink = if shade > 3 { "on m" } else { "off m" };
                svg.text(
                    ink,
                    [(left + right) / 2.0, (top + bottom) / 2.0 + 4.0],
                    &crate::text_wrap::short(&flows.tiers[tier], 6),
                );
            }
        }
    }
    svg
}

/// The flows from the tiers of one column to those of the next, each as wide as its share.
fn ribbons(svg: &mut Svg, flows: &TierFlows, fifth: usize, look: usize, x: [f64; 2], columns: [&[[f64; 2]]; 2]) {
    let counts = &flows.counts[fifth][look];
    let all: u32 = counts.iter().flatten().sum();
    let room = FIELD[3] - FIELD[1] - GAP * (flows.tiers.len() - 1) as f64;
    // The part of each tier already used, from the top.
    let mut used = [vec![0.0; flows.tiers.len()], vec![0.0; flows.tiers.len()]];
    for from in (0..flows.tiers.len()).rev() {
        for to in (0..flows.tiers.len()).rev() {
            // Flows in and out of a tier need not balance, because people join and leave the score.
            let wide = room * f64::from(counts[from][to]) / f64::from(all.max(1));
            let (a, b) = (columns[0][from][0] + used[0][from], columns[1][to][0] + used[1][to]);
            used[0][from] += wide;
            used[1][to] += wide;
            if wide > 0.05 {
                let class = if from > to {
                    "ribbon down"
                } else if from < to {
                    "ribbon up"
                } else {
                    "ribbon"
                };
                svg.area(class, &[[x[0], a], [x[1], b], [x[1], b + wide], [x[0], a + wide]]);
            }
        }
    }
}

fn aloud(flows: &TierFlows, fifth: usize) -> String {
    let at = |look: usize| {
        let shares = shares(&flows.at(fifth, look));
        let each = flows.tiers.iter().zip(shares).rev().filter(|(_, share)| *share > 0.0);
        let words: Vec<String> = each.map(|(tier, share)| format!("{tier} {} %", number_format::two(share))).collect();
        format!("month {}: {}", flows.months[look], words.join(", "))
    };
    (0..flows.months.len()).map(at).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_high_as_the_field_and_the_highest_tier_is_on_top() {
        let column = places(&[25.0, 0.0, 75.0]);
        assert!((column[2][0] - FIELD[1]).abs() < 1e-9 && (column[0][1] - FIELD[3]).abs() < 1e-9, "{column:?}");
        assert!(column[2][1] < column[1][0] && column[1][1] < column[0][0]);
    }
}
