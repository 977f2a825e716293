//! A tile map of each measure: one tile for each county, province by province.

use super::markup::{esc, table};
use super::measure_text::capital;
use super::report_input::ReportInput;
use super::report_text::NONE;
use super::svg::Svg;
use crate::number_format::{self, counted};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;
use glasshouse::society::strata::By;

/// The measures that are mapped; more would be too many to look at.
const SHOWN: [&str; 5] = ["trust", "help", "honest_trade", "critics_silent", "listed"];
/// Steps of shade.
const SHADES: usize = 7;
const WIDTH: f64 = 460.0;
/// Greatest height of a map, and possible tile sizes; the largest that fits is used.
const HEIGHT: f64 = 200.0;
const SIDES: [f64; 6] = [30.0, 24.0, 18.0, 14.0, 10.0, 8.0];
/// Gaps between two tiles and between two provinces, as shares of a tile's side.
const GAP: f64 = 0.1;
const BORDER: f64 = 0.45;
/// Most tiles that are listed one by one in a table.
const MOST_ROWS: usize = 200;

/// The tiles of a map.
struct Map {
    /// Whether each tile is a county; otherwise each is a province.
    counties: bool,
    /// Number of counties.
    all: u32,
    /// The province of each tile; the same for all if each tile is a province.
    provinces: Vec<u32>,
}

impl Map {
    fn of(input: &ReportInput) -> Map {
        let plan = &input.comparison.plan;
        let map = plan.population(0).map();
        let counties = plan.by == Some(By::County) || map.has_county_tiles();
        let provinces = if counties {
            (0..map.counties).map(|county| map.province(county)).collect()
        } else {
            vec![1; map.tiles() as usize]
        };
        Map { counties, all: map.counties, provinces }
    }

    /// Number of tiles.
    fn tiles(&self) -> usize {
        self.provinces.len()
    }

    /// Number of provinces that have a county.
    fn provinces(&self) -> usize {
        if self.counties { self.provinces.chunk_by(|a, b| a == b).count() } else { self.tiles() }
    }

    /// The plural noun for the tiles.
    fn tile(&self) -> &'static str {
        if self.counties { "counties" } else { "provinces" }
    }

    /// Name of a tile.
    fn name(&self, tile: usize) -> String {
        let province = self.provinces[tile];
        if self.counties { format!("County {tile}, province {province}") } else { format!("Province {}", tile + 1) }
    }
}

/// The maps while each regime is in force; `None` if there is only one tile.
pub fn section(input: &ReportInput) -> Option<String> {
    input.comparison.plan.has(Window::During).then_some(())?;
    let map = Map::of(input);
    if map.tiles() < 2 {
        return None;
    }
    let maps: String = SHOWN.iter().filter_map(|key| by_key(key)).filter_map(|m| one(input, m, &map)).collect();
    (!maps.is_empty()).then(|| how_to_read(input, &map) + &maps)
}

/// How to read the maps.
fn how_to_read(input: &ReportInput, map: &Map) -> String {
    let plan = &input.comparison.plan;
    let (counties, provinces) = (counted(map.all.into(), "county"), counted(map.provinces() as u64, "province"));
    let tile = if map.counties {
        format!("Each tile is a county: there are {counties} in {provinces}, and a gap separates two provinces.")
    } else {
        format!(
            "Each tile is a province: there are {provinces} with {counties}, too many to show one by one. <code>--by \
             county</code> gives figures for each."
        )
    };
    let alike = if input.regimes() > 1 {
        " All maps of a measure use the shades shown above them: compare a tile under one regime with the same tile \
         under another."
    } else {
        ""
    };
    let (mean, chance) = match plan.replicates {
        1 => ("", "Only one society was drawn, which says nothing about chance.".to_owned()),
        n => (
            " and over all societies",
            format!(
                "Each of the {n} societies has other people with other luck. The table’s last column gives the \
                 resulting uncertainty of a tile’s mean (95 % interval, median tile). Where the quartiles in the \
                 table differ by no more than that, the pattern of a map may be due to chance alone."
            ),
        ),
    };
    let rollout = if plan.regimes.iter().any(|regime| regime.rollout.is_some()) {
        " A regime that begins in some counties before others begins in different counties in each society."
    } else {
        ""
    };
    format!(
        "<p>{tile} Its shade is the mean over all months in which its regime is in \
         force{mean}.{alike}</p><p>{chance}{rollout} The map is invented, like its people: it shows no country.</p>"
    )
}

/// One measure under all regimes.
fn one(input: &ReportInput, m: &Measure, map: &Map) -> Option<String> {
    let c = input.comparison;
    let regimes = 0..input.regimes();
    let level = |r: usize, tile: usize| match c.plan.by {
        Some(By::County) => c.level_of(tile, r, m, View::Truth, Window::During),
        _ => c.level_at(tile, r, m, View::Truth),
    };
    let values: Vec<Vec<Option<Interval>>> =
        regimes.clone().map(|r| (0..map.tiles()).map(|tile| level(r, tile)).collect()).collect();
    let known = || values.iter().flatten().flatten().map(|i| i.mean);
    let (least, most) = (known().reduce(f64::min)?, known().reduce(f64::max)?);
    let figures: String = regimes
        .clone()
        .map(|r| {
            let id = format!("map-{}-{r}", m.key);
            let aloud = format!("{}, {}. Under {}: {}", m.name, m.unit, input.name(r), in_words(&values[r]));
            let picture = draw(&values[r], &map.provinces, least, most);
            let picture = picture.finish(&id, &format!("{} on a map of {}", m.name, map.tile()), &aloud);
            format!("<figure><figcaption><strong>{}</strong></figcaption>{picture}</figure>", input.name(r))
        })
        .collect();
    Some(format!(
        "<article class=map><h3><a href=\"#m-{}\">{}</a> <span class=unit>{}</span></h3>\
         <p class=definition><span class=direction>{}.</span></p>{}<div class=pair>{figures}</div>{}{}</article>",
        m.key,
        esc(m.name),
        esc(m.unit),
        esc(&capital(m.direction)),
        legend(least, most),
        quartiles_of(input, map, &values),
        each(input, map, &values),
    ))
}

/// The maps in a few figures.
fn quartiles_of(input: &ReportInput, map: &Map, values: &[Vec<Option<Interval>>]) -> String {
    let mut head = ["Regime", "Lowest", "A quarter is below", "Half is below", "A quarter is above", "Highest"]
        .map(str::to_owned)
        .to_vec();
    let chance = input.comparison.plan.replicates > 1;
    head.extend(chance.then(|| "Uncertainty of a tile’s mean".to_owned()));
    let row = |r: usize| {
        let means = values[r].iter().flatten().map(|i| i.mean);
        let halves = values[r].iter().flatten().filter_map(|i| i.half);
        let off = quartiles(halves)[2].map_or(NONE.to_owned(), |half| format!("± {}", number_format::two(half)));
        let told =
            |value: Option<f64>| value.map_or(NONE.to_owned(), |v| number_format::typeset(&number_format::three(v)));
        std::iter::once(input.name(r)).chain(quartiles(means).map(told)).chain(chance.then_some(off)).collect()
    };
    let rows: Vec<Vec<String>> = (0..values.len()).map(row).collect();
    table(&format!("The {}, from lowest to highest", map.tile()), &head, &rows)
}

/// Every tile, with its interval.
fn each(input: &ReportInput, map: &Map, values: &[Vec<Option<Interval>>]) -> String {
    if map.tiles() > MOST_ROWS {
        return String::new();
    }
    let name = if map.counties { "County" } else { "Province" };
    let head: Vec<String> = std::iter::once(name.to_owned()).chain((0..values.len()).map(|r| input.name(r))).collect();
    let told = |i: Option<Interval>| i.map_or(NONE.to_owned(), number_format::level);
    let row = |tile: usize| std::iter::once(map.name(tile)).chain(values.iter().map(|of| told(of[tile]))).collect();
    let rows: Vec<Vec<String>> = (0..map.tiles()).map(row).collect();
    let caption = if input.comparison.plan.replicates > 1 { "Mean and 95 % interval" } else { "One society" };
    format!("<details><summary>All {}</summary>{}</details>", map.tile(), table(caption, &head, &rows))
}

/// Positions of tiles with this side, and the total height. Tiles run from left to right; a province that does not
/// fit begins a new row.
fn places(provinces: &[u32], side: f64) -> (Vec<[f64; 2]>, f64) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::with_capacity(provinces.len());
    for province in provinces.chunk_by(|a, b| a == b) {
        let wide = province.len() as f64 * side;
        if x > 0.0 && x + wide > WIDTH {
            (x, y) = (0.0, y + side);
        }
        for _ in province {
            if x + side > WIDTH {
                (x, y) = (0.0, y + side);
            }
            places.push([x, y]);
            x += side;
        }
        x += BORDER * side;
    }
    (places, y + side)
}

fn draw(values: &[Option<Interval>], provinces: &[u32], least: f64, most: f64) -> Svg {
    let fits = |side: &f64| places(provinces, *side).1 <= HEIGHT;
    let side = SIDES.into_iter().find(fits).unwrap_or(SIDES[SIDES.len() - 1]);
    let (places, height) = places(provinces, side);
    let mut svg = Svg::new(WIDTH, height + 18.0);
    for (value, [x, y]) in values.iter().zip(places) {
        let class = value.map_or("tile none".to_owned(), |i| format!("tile t{}", shade(i.mean, least, most)));
        let (right, bottom) = (x + side * (1.0 - GAP), y + side * (1.0 - GAP));
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
    let edge = |i: usize| least + (most - least) * i as f64 / SHADES as f64;
    // Enough digits to tell one step from the next.
    let told = |x: f64| {
        number_format::typeset(&number_format::fixed(x, 1 - number_format::exponent((most - least) / SHADES as f64, 2)))
    };
    let step =
        |i: usize| format!("<li><span class=\"chip k{i}\"></span>{} to {}</li>", told(edge(i)), told(edge(i + 1)));
    let steps = if most > least { SHADES } else { 1 };
    format!("<ul class=shades aria-label=Shades>{}</ul>", (0..steps).map(step).collect::<String>())
}

/// Minimum, quartiles and maximum.
fn quartiles(values: impl Iterator<Item = f64>) -> [Option<f64>; 5] {
    let mut known: Vec<f64> = values.collect();
    known.sort_by(f64::total_cmp);
    [0, 1, 2, 3, 4].map(|quarter| known.get((known.len().max(1) - 1) * quarter / 4).copied())
}

fn in_words(values: &[Option<Interval>]) -> String {
    match quartiles(values.iter().flatten().map(|i| i.mean)) {
        [Some(least), _, Some(half), _, Some(most)] => {
            let [least, half, most] = [least, half, most].map(number_format::three);
            format!("from {least} to {most}, half of them below {half}")
        }
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
        let told = legend(61.2, 63.4);
        assert!(told.contains("61.20 to 61.51") && told.contains("63.09 to 63.40"), "{told}");
        assert_eq!(legend(0.0, 0.0).matches("<li>").count(), 1, "all alike need one shade");
    }

    #[test]
    fn every_tile_has_a_place_of_its_own_inside_the_picture() {
        for (tiles, size) in [(2, 1), (66, 2), (100, 7), (200, 6), (31, 31), (2850, 92)] {
            let provinces: Vec<u32> = (0..tiles).map(|county| 1 + county / size).collect();
            let drawn = draw(&vec![Some(Interval { mean: 1.0, half: None }); tiles as usize], &provinces, 0.0, 1.0);
            let drawn = drawn.finish("a", "b", "c");
            let mut at: Vec<&str> =
                drawn.split("points=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(at.len(), tiles as usize);
            let ends = |text: &str| text.split([',', ' ']).step_by(2).all(|x| x.parse::<f64>().unwrap() <= WIDTH);
            assert!(at.iter().all(|text| ends(text)), "{tiles} tiles stay within");
            at.sort_unstable();
            at.dedup();
            assert_eq!(at.len(), tiles as usize, "no two overlap");
        }
    }
}
