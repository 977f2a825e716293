//! Where is it how? A map of tiles: one for each county, province by province.

use super::Story;
use super::page::{esc, table};
use super::svg::Svg;
use crate::number;
use glasshouse::engine;
use glasshouse::experiment::compare::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::society::groups::By;

/// What is mapped: more would be too much to look at. `groups.csv` has all measures.
const SHOWN: [&str; 5] = ["trust", "help", "honest_trade", "critics_silent", "listed"];
/// Steps of shade.
const SHADES: usize = 7;
const WIDTH: f64 = 460.0;
/// Side of a tile, and what is left free between two.
const TILE: f64 = 14.0;
const GAP: f64 = 1.5;

/// The maps, while the regimes are in force; `None` if figures are not told by county.
pub fn section(story: &Story) -> Option<String> {
    let plan = &story.comparison.plan;
    story.comparison.months(Window::During)?;
    if plan.by != Some(By::County) {
        return None;
    }
    let map = engine::map(&plan.society, plan.size, plan.seed, 0);
    let provinces: Vec<u32> = (0..map.counties).map(|county| map.province(county)).collect();
    let maps: String = SHOWN.iter().filter_map(|key| by_key(key)).filter_map(|m| one(story, m, &provinces)).collect();
    Some(format!(
        "<p>Each tile is a county, mean over the societies drawn, while the regimes are in force. A gap \
         parts two provinces. All maps of a measure share the shades that stand below its name. What differs between \
         two counties under the first regime is who lives there, and chance.</p>{maps}"
    ))
}

/// One measure under all regimes.
fn one(story: &Story, m: &Measure, provinces: &[u32]) -> Option<String> {
    let regimes = 0..story.regimes();
    let level =
        |r: usize, county: usize| story.comparison.level_of(county, r, m, View::Truth, Window::During).map(|i| i.mean);
    let values: Vec<Vec<Option<f64>>> =
        regimes.clone().map(|r| (0..provinces.len()).map(|county| level(r, county)).collect()).collect();
    let known = || values.iter().flatten().flatten().copied();
    let (least, most) = (known().reduce(f64::min)?, known().reduce(f64::max)?);
    let figures: String = regimes
        .clone()
        .map(|r| {
            let id = format!("map-{}-{r}", m.key);
            let aloud = format!("{}. Under {}: {}", m.name, story.name(r), spread(&values[r]));
            let picture = draw(&values[r], provinces, least, most);
            let picture = picture.finish(&id, &format!("{} by county", m.name), &aloud);
            format!("<figure><figcaption><strong>{}</strong></figcaption>{picture}</figure>", story.name(r))
        })
        .collect();
    let head =
        ["Regime", "Least", "A quarter is below", "Half is below", "A quarter is above", "Most"].map(str::to_owned);
    let row = |r: usize| std::iter::once(story.name(r)).chain(quartiles(&values[r])).collect();
    let rows: Vec<Vec<String>> = regimes.map(row).collect();
    Some(format!(
        "<article><h3><a href=\"#m-{}\">{}</a> <span class=unit>{}</span></h3>{}<div class=pair>{figures}</div>{}</article>",
        m.key,
        esc(m.name),
        esc(m.unit),
        legend(least, most),
        table("Counties, from the least to the most", &head, &rows)
    ))
}

/// Tiles from left to right; a province that does not fit any more begins a new row.
fn draw(values: &[Option<f64>], provinces: &[u32], least: f64, most: f64) -> Svg {
    let per_row = (WIDTH / TILE) as usize;
    let (mut column, mut row) = (0, 0);
    let mut places = Vec::with_capacity(values.len());
    for (county, province) in provinces.iter().enumerate() {
        let begins = county > 0 && provinces[county - 1] != *province;
        let size = provinces[county..].iter().take_while(|p| *p == province).count();
        // An empty place parts two provinces.
        column += usize::from(begins && column > 0);
        if column >= per_row || (begins && column + size > per_row) {
            (column, row) = (0, row + 1);
        }
        places.push([column as f64 * TILE, row as f64 * TILE]);
        column += 1;
    }
    let mut svg = Svg::new(WIDTH, (row + 1) as f64 * TILE + 18.0);
    for (value, [x, y]) in values.iter().zip(places) {
        let class = value.map_or("tile none".to_owned(), |v| format!("tile t{}", shade(v, least, most)));
        let (right, bottom) = (x + TILE - GAP, y + TILE - GAP);
        svg.area(&class, &[[x, y], [right, y], [right, bottom], [x, bottom]]);
    }
    svg
}

/// The step of shade of a value.
fn shade(value: f64, least: f64, most: f64) -> usize {
    let span = most - least;
    if span <= 0.0 { 0 } else { (((value - least) / span * SHADES as f64) as usize).min(SHADES - 1) }
}

fn legend(least: f64, most: f64) -> String {
    let step = |i: usize| {
        let from = least + (most - least) * i as f64 / SHADES as f64;
        format!("<li><span class=\"chip k{i}\"></span>{}</li>", number::typeset(&number::two(from)))
    };
    format!("<ul class=shades aria-label=\"Shades, each from\">{}</ul>", (0..SHADES).map(step).collect::<String>())
}

/// Least, quartiles and most.
fn quartiles(values: &[Option<f64>]) -> Vec<String> {
    let mut known: Vec<f64> = values.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    let at = |quarter: usize| known.get((known.len().max(1) - 1) * quarter / 4);
    (0..=4).map(|q| at(q).map_or(super::text::NONE.to_owned(), |v| number::typeset(&number::two(*v)))).collect()
}

fn spread(values: &[Option<f64>]) -> String {
    let known = || values.iter().flatten().copied();
    match (known().reduce(f64::min), known().reduce(f64::max)) {
        (Some(least), Some(most)) => format!("from {} to {}", number::two(least), number::two(most)),
        _ => "not defined".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_go_from_the_least_to_the_most() {
        assert_eq!([0.0, 0.99, 3.5, 6.99, 7.0].map(|v| shade(v, 0.0, 7.0)), [0, 0, 3, 6, 6]);
        assert_eq!(shade(5.0, 5.0, 5.0), 0);
    }

    #[test]
    fn every_county_has_a_tile_of_its_own() {
        let provinces: Vec<u32> = (0..100).map(|county| 1 + county / 7).collect();
        let drawn = draw(&vec![Some(1.0); 100], &provinces, 0.0, 1.0).finish("a", "b", "c");
        let mut tiles: Vec<&str> = drawn.split("points=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(tiles.len(), 100);
        tiles.sort_unstable();
        tiles.dedup();
        assert_eq!(tiles.len(), 100, "no two lie on each other");
    }
}
