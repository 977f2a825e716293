//! The shipped sample of societies that agree with the published figures used, and the file that holds such a sample.
//!
//! `glasshouse fit --waves N --sample N` writes such a file. The one that ships is provisional: it comes from an exploration,
//! and no command makes it again. A file holds numbers only: the names of the parameters, the ends of the range in which
//! each was searched, and for each society the position of its parameters in these ranges, in thousandths. The societies
//! were found on this lattice and run at the values that it gives.

use super::latin_hypercube;
use crate::society::{Plausible, Society};

/// The sample that ships.
pub const SHIPPED: &str = include_str!("../../data/societies/fitting.csv");
/// Steps into which a range is cut.
pub const STEPS: f32 = 1_000.0;

/// A sample of societies that agree with published figures.
#[derive(Clone, Debug, PartialEq)]
pub struct FittingSocieties {
    /// What the first line says: the protocol's digest and how the sample was made.
    pub made: String,
    /// Name of each parameter, as `section.name`, and the range in which it was searched.
    pub ranges: Vec<(String, [f32; 2])>,
    /// Position of each society's parameters in these ranges, in thousandths.
    pub positions: Vec<Vec<u16>>,
}

/// The shipped sample.
///
/// # Panics
///
/// Never: a test reads the shipped file.
pub fn shipped() -> FittingSocieties {
    read(SHIPPED).expect("it ships")
}

/// Reads a sample from its file.
///
/// # Errors
///
/// A sentence that names the line and what was expected there.
pub fn read(text: &str) -> Result<FittingSocieties, String> {
    let mut lines = text.lines().zip(1..);
    let mut next = |what: &str| lines.next().map(|(line, _)| line).ok_or(format!("it ends before {what}"));
    let first = next("its first line")?;
    let made = first.strip_prefix("# ").ok_or("line 1: expected `# `, and how the sample was made")?.to_owned();
    let names: Vec<String> = next("the names of parameters")?.split(',').map(str::to_owned).collect();
    let (low, high) = (ends(next("the low ends of the ranges")?, 3)?, ends(next("the high ends of the ranges")?, 4)?);
    if low.len() != names.len() || high.len() != names.len() {
        return Err(format!("lines 3 and 4: expected {} numbers, one for each name in line 2", names.len()));
    }
    let mut positions = Vec::new();
    for (line, n) in lines {
        let row: Option<Vec<u16>> =
            line.split(',').map(|x| x.parse().ok().filter(|x| f32::from(*x) <= STEPS)).collect();
        let row = row.filter(|row| row.len() == names.len());
        positions.push(row.ok_or_else(|| format!("line {n}: expected {} whole numbers, 0 to 1000", names.len()))?);
    }
    let ranges = names.into_iter().zip(low.into_iter().zip(high).map(|(low, high)| [low, high])).collect();
    Ok(FittingSocieties { made, ranges, positions })
}

fn ends(line: &str, n: u32) -> Result<Vec<f32>, String> {
    let all: Result<Vec<f32>, _> = line.split(',').map(str::parse).collect();
    all.map_err(|_| format!("line {n}: expected numbers with commas between them"))
}

impl FittingSocieties {
    /// A sample at these positions, in shares of the ranges.
    pub fn of(made: String, ranges: &[Plausible], shares: &[Vec<f32>]) -> FittingSocieties {
        let name = |range: &Plausible| {
            (format!("{}.{}", range.parameter.section, range.parameter.name), [range.low, range.high])
        };
        let position = |share: &f32| (share * STEPS).round() as u16;
        FittingSocieties {
            made,
            ranges: ranges.iter().map(name).collect(),
            positions: shares.iter().map(|shares| shares.iter().map(position).collect()).collect(),
        }
    }

    /// Its file.
    pub fn text(&self) -> String {
        let join = |words: Vec<String>| words.join(",") + "\n";
        let mut text = format!("# {}\n", self.made);
        text += &join(self.ranges.iter().map(|(name, _)| name.clone()).collect());
        text += &join(self.ranges.iter().map(|(_, [low, _])| low.to_string()).collect());
        text += &join(self.ranges.iter().map(|(_, [_, high])| high.to_string()).collect());
        self.positions.iter().for_each(|row| text += &join(row.iter().map(u16::to_string).collect()));
        text
    }

    /// Whether its societies are only nearer to the published figures than others and do not yet meet all that are used.
    pub fn is_provisional(&self) -> bool {
        self.made.starts_with("provisional")
    }

    /// Number of societies.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The values of the first `n` societies, in the order of a society's ranges. A parameter that came in after the
    /// sample was made is drawn from its own range; one that is gone is left out. A range that has become narrower since
    /// limits the value.
    pub fn values(&self, ranges: &[Plausible], n: usize, seed: u64) -> Vec<Vec<f32>> {
        let n = n.min(self.len());
        let mut values = latin_hypercube::sample(ranges, n as u32, seed);
        for (d, range) in ranges.iter().enumerate() {
            let name = format!("{}.{}", range.parameter.section, range.parameter.name);
            let Some(known) = self.ranges.iter().position(|(known, _)| *known == name) else { continue };
            let [low, high] = self.ranges[known].1;
            let searched = Plausible { low, high, ..*range };
            for (values, row) in values.iter_mut().zip(&self.positions) {
                values[d] = searched.at(f32::from(row[known]) / STEPS).clamp(range.low, range.high);
            }
        }
        values
    }

    /// The first `n` societies, made from one by these values of its parameters.
    pub fn societies(&self, base: &Society, n: usize, seed: u64) -> Vec<Society> {
        self.values(&base.ranges, n, seed).iter().map(|values| latin_hypercube::society(base, values)).collect()
    }

    /// Parameters of a society that the sample does not know, by name: they came in after it was made.
    pub fn unknown(&self, ranges: &[Plausible]) -> Vec<String> {
        let names = ranges.iter().map(|range| format!("{}.{}", range.parameter.section, range.parameter.name));
        names.filter(|name| self.ranges.iter().all(|(known, _)| known != name)).collect()
    }
}

/// A point moved to the nearest position that a file can hold.
pub fn on_lattice(point: &mut [f32]) {
    point.iter_mut().for_each(|x| *x = (x.clamp(0.0, 1.0) * STEPS).round() / STEPS);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    fn base() -> Society {
        scenario::society("china-2018").unwrap().value
    }

    #[test]
    fn the_shipped_sample_can_be_read_and_written_again_to_the_same_bytes() {
        let sample = shipped();
        assert!(!sample.is_empty());
        assert_eq!(sample.text(), SHIPPED);
        let (base, n) = (base(), sample.len().min(5));
        let values = sample.values(&base.ranges, n, 1);
        for (values, range) in values.iter().flat_map(|values| values.iter().zip(&base.ranges)) {
            assert!((range.low..=range.high).contains(values), "{}: {values}", range.parameter.name);
        }
        assert_eq!(sample.societies(&base, n, 1).len(), n);
    }

    #[test]
    fn a_file_gives_the_values_at_which_its_societies_were_run_and_later_parameters_are_drawn() {
        let base = base();
        let mut shares = latin_hypercube::shares(base.ranges.len(), 3, 9);
        shares.iter_mut().for_each(|point| on_lattice(point));
        let sample = FittingSocieties::of("made".into(), &base.ranges, &shares);
        let again = read(&sample.text()).unwrap();
        assert_eq!(again, sample);
        let run: Vec<Vec<f32>> = shares.iter().map(|shares| latin_hypercube::values(&base.ranges, shares)).collect();
        assert_eq!(again.values(&base.ranges, 3, 1), run);
        let mut fewer = sample.clone();
        fewer.ranges.remove(0);
        fewer.positions.iter_mut().for_each(|row| {
            row.remove(0);
        });
        assert_eq!(fewer.unknown(&base.ranges).len(), 1);
        let values = fewer.values(&base.ranges, 3, 1);
        assert!(values.iter().zip(&run).all(|(new, old)| new[1..] == old[1..] && new[0] != old[0]));
    }

    #[test]
    fn a_file_that_is_not_a_sample_says_where() {
        assert!(read("").unwrap_err().contains("before its first line"));
        assert!(read("a,b\n").unwrap_err().contains("line 1"));
        assert!(read("# x\na,b\n0,0\n1\n").unwrap_err().contains("expected 2 numbers"));
        assert!(read("# x\na,b\n0,0\n1,1\n5,1001\n").unwrap_err().contains("line 5: expected 2 whole numbers"));
    }
}
