//! Geography: provinces, counties, towns, neighbourhoods and persons, all by arithmetic.

use crate::rng::{LANES, Purpose, ROW, Rng};
use std::ops::Range;

/// Most persons in a neighbourhood. Most acquaintances live in it.
pub const NEIGHBOURHOOD: u32 = 150;
/// Fewest neighbourhoods in a county, where the society is large enough.
const LEAST_NEIGHBOURHOODS: u32 = 10;
/// Most counties (about as many as China has). Beyond that, counties grow and are divided into towns.
pub const MOST_COUNTIES: u32 = 2850;
/// Most tiles of a map picture in which each tile is a county; where there are more counties, each tile is a
/// province.
pub const MOST_TILES: u32 = 200;
/// Rows in a neighbourhood.
pub const ROWS: u32 = (LANES / ROW) as u32;

/// A part of a county: neighbourhoods whose people meet each other, and that are processed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Town {
    /// The county.
    pub county: u32,
    /// Its number in the county, from 0.
    pub number: u32,
    /// Its neighbourhoods.
    pub hoods: Range<u32>,
}

/// The map: residence is a function of numbers, so that nothing is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geography {
    /// Persons.
    pub people: u32,
    /// Neighbourhoods, each of at most [`NEIGHBOURHOOD`] persons; their sizes differ by at most one.
    pub neighbourhoods: u32,
    /// Counties: contiguous blocks of neighbourhoods, the units of parallel work.
    pub counties: u32,
    /// Provinces: contiguous groups of counties, in which rules can differ.
    pub provinces: u32,
    /// Share of urban neighbourhoods, in 2^-32.
    urban: u64,
    /// Random start of the systematic sample of urban neighbourhoods.
    start: u64,
}

impl Geography {
    /// The map for `people` persons in `provinces` provinces (1 or more); the share `urban` (0 to 1) of them live in
    /// urban neighbourhoods.
    pub fn new(people: u32, provinces: u32, urban: f64, rng: &Rng) -> Geography {
        let neighbourhoods = people.div_ceil(NEIGHBOURHOOD).max(1);
        let counties = (neighbourhoods / LEAST_NEIGHBOURHOODS).clamp(1, MOST_COUNTIES);
        let [start, ..] = rng.words(Purpose::Places, u32::MAX, 0);
        let urban = (urban * 4_294_967_296.0) as u64;
        Geography { people, neighbourhoods, counties, provinces, urban, start: u64::from(start) }
    }

    /// First person of a neighbourhood.
    pub fn first(&self, neighbourhood: u32) -> u32 {
        (u64::from(neighbourhood) * u64::from(self.people) / u64::from(self.neighbourhoods)) as u32
    }

    /// Persons of a neighbourhood.
    pub fn persons(&self, neighbourhood: u32) -> Range<u32> {
        self.first(neighbourhood)..self.first(neighbourhood + 1)
    }

    /// Neighbourhoods of a county.
    pub fn county(&self, county: u32) -> Range<u32> {
        let first = |c: u32| (u64::from(c) * u64::from(self.neighbourhoods) / u64::from(self.counties)) as u32;
        first(county)..first(county + 1)
    }

    /// The towns of a county. Each has as many neighbourhoods as a county of a small society, so that neither the
    /// crowd in which people meet nor the working set grows with the society.
    pub fn towns(&self, county: u32) -> impl ExactSizeIterator<Item = Town> + use<> {
        let all = self.county(county);
        let (first, hoods) = (all.start, all.end - all.start);
        let towns = towns_of(hoods);
        let upto = move |number: u32| first + hoods * number / towns;
        (0..towns).map(move |number| Town { county, number, hoods: upto(number)..upto(number + 1) })
    }

    /// Persons of a town.
    pub fn people_of_town(&self, town: &Town) -> Range<u32> {
        self.first(town.hoods.start)..self.first(town.hoods.end)
    }

    /// Persons of a county.
    pub fn people_of(&self, county: u32) -> Range<u32> {
        self.people_in(&(county..county + 1))
    }

    /// Persons of adjacent counties; nobody if there are none.
    pub fn people_in(&self, counties: &Range<u32>) -> Range<u32> {
        self.first(self.county(counties.start).start)..self.first(self.county(counties.end).start)
    }

    /// The neighbourhood in which a person lives.
    pub fn neighbourhood_of(&self, person: u32) -> u32 {
        // The last one whose first person does not come after her.
        (((u64::from(person) + 1) * u64::from(self.neighbourhoods) - 1) / u64::from(self.people)) as u32
    }

    /// The county in which a person lives.
    pub fn county_of(&self, person: u32) -> u32 {
        let neighbourhood = u64::from(self.neighbourhood_of(person));
        (((neighbourhood + 1) * u64::from(self.counties) - 1) / u64::from(self.neighbourhoods)) as u32
    }

    /// The county and, by its number there, the town in which a person lives.
    pub fn town_of(&self, person: u32) -> (u32, u32) {
        let county = self.county_of(person);
        let all = self.county(county);
        let (place, hoods) = (self.neighbourhood_of(person) - all.start, all.end - all.start);
        (county, ((place + 1) * towns_of(hoods) - 1) / hoods)
    }

    /// Province of a county, counted from 1. With fewer counties than provinces, some provinces are empty.
    pub fn province(&self, county: u32) -> u32 {
        1 + (u64::from(county) * u64::from(self.provinces) / u64::from(self.counties)) as u32
    }

    /// Whether a tile of a map picture is a county; where there would be too many, it is a province.
    pub fn has_county_tiles(&self) -> bool {
        self.counties <= MOST_TILES
    }

    /// Number of tiles.
    pub fn tiles(&self) -> u32 {
        if self.has_county_tiles() { self.counties } else { self.provinces }
    }

    /// The tile of a county, from 0.
    pub fn tile(&self, county: u32) -> u32 {
        if self.has_county_tiles() { county } else { self.province(county) - 1 }
    }

    /// The place of each county in the order of a roll-out, 0 for the first: drawn, and the same under every regime.
    pub fn line(&self, rng: &Rng) -> Vec<u32> {
        let mut counties: Vec<u32> = (0..self.counties).collect();
        counties.sort_by_key(|county| (rng.words(Purpose::Rollout, *county, 0)[0], *county));
        let mut line = vec![0; counties.len()];
        counties.iter().zip(0..).for_each(|(county, place)| line[*county as usize] = place);
        line
    }

    /// Whether a neighbourhood is urban: a systematic sample, so that the share is exact to within one neighbourhood.
    pub fn is_urban(&self, neighbourhood: u32) -> bool {
        let until = |b: u64| (b * self.urban + self.start) >> 32;
        until(u64::from(neighbourhood) + 1) != until(u64::from(neighbourhood))
    }
}

/// Number of towns into which a county with this many neighbourhoods is divided.
fn towns_of(hoods: u32) -> u32 {
    (hoods / LEAST_NEIGHBOURHOODS).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_lives_in_exactly_one_place() {
        for people in [1, 149, 1_000, 1_001, 99_999, 1_234_567, 23_456_789] {
            let map = Geography::new(people, 31, 0.6, &Rng::new(1, 0));
            let mut next = 0;
            for c in 0..map.counties {
                for b in map.county(c) {
                    let here = map.persons(b);
                    assert_eq!(here.start, next);
                    assert!(here.len() <= LANES && here.len() as u32 <= NEIGHBOURHOOD);
                    next = here.end;
                }
            }
            assert_eq!(next, people);
            for county in 0..map.counties {
                let mut first = map.people_of(county).start;
                for town in map.towns(county) {
                    let here = map.people_of_town(&town);
                    assert_eq!(here.start, first);
                    for person in [here.start, here.end - 1] {
                        let neighbourhood = map.neighbourhood_of(person);
                        assert!(map.persons(neighbourhood).contains(&person) && map.county_of(person) == county);
                        assert_eq!(map.town_of(person), (county, town.number));
                    }
                    first = here.end;
                }
                assert_eq!(first, map.people_of(county).end);
            }
        }
    }

    #[test]
    fn provinces_are_contiguous_and_every_county_has_one_place_in_line() {
        for (people, provinces) in [(1_000, 31), (100_000, 31), (10_000_000, 31), (10_000_000, 1), (2_000_000, 64)] {
            let rng = Rng::new(2, 0);
            let map = Geography::new(people, provinces, 0.6, &rng);
            let of: Vec<u32> = (0..map.counties).map(|c| map.province(c)).collect();
            assert!(of.is_sorted() && of.iter().all(|p| (1..=provinces).contains(p)), "{of:?}");
            if map.counties >= provinces {
                assert!((1..=provinces).all(|p| of.contains(&p)), "no province is empty");
            }
            let mut line = map.line(&rng);
            assert!(map.counties < 10 || line != (0..map.counties).collect::<Vec<_>>(), "the line is drawn");
            line.sort_unstable();
            assert_eq!(line, (0..map.counties).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_tile_holds_somebody_and_there_are_not_too_many() {
        for people in [1_000, 100_000, 300_000, 302_000, 10_000_000] {
            let map = Geography::new(people, 31, 0.6, &Rng::new(1, 0));
            let mut tiles: Vec<u32> = (0..map.counties).map(|county| map.tile(county)).collect();
            assert!(tiles.is_sorted(), "neighbours stay beside each other");
            tiles.dedup();
            assert_eq!(tiles, (0..map.tiles()).collect::<Vec<_>>(), "{people}");
            assert!(map.tiles() <= MOST_TILES);
            assert_eq!(map.has_county_tiles(), people <= 301_000, "{people}: {} counties", map.counties);
        }
    }

    #[test]
    fn a_county_of_the_largest_society_stays_below_two_to_the_nineteen() {
        let map = Geography::new(1_400_000_000, 31, 0.6, &Rng::new(1, 0));
        let c = map.county(map.counties - 1);
        assert!(map.first(c.end) - map.first(c.start) <= 1 << 19);
    }
}
