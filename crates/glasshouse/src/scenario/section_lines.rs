//! Where the sections of a regime file stand: the lines of each.

use super::ablation::header;
use crate::diagnostic::Source;
use std::ops::RangeInclusive;

/// A section of a file, or one of several tables of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLines {
    /// Its name without the parts after a dot: `[[firms.rule]]` belongs to `firms`.
    pub section: String,
    /// Its lines, counted from 1, from the header to its last key.
    pub lines: RangeInclusive<usize>,
}

/// The sections of a regime file, in the order of the file. Comments between two sections belong to neither.
pub fn of(source: &Source) -> Vec<SectionLines> {
    let lines: Vec<&str> = source.text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|n| header(lines[*n]).is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let is_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let section = |(start, end): (&usize, usize)| {
        let name = header(lines[*start])?.split('.').next()?;
        let last = (*start..end).rev().find(|n| is_content(lines[*n]))?;
        Some(SectionLines { section: name.to_owned(), lines: start + 1..=last + 1 })
    };
    starts.iter().zip(ends).filter_map(section).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_with_its_last_key() {
        let text =
            "# note\n[regime]\ntitle = 't'\n\n# about rules\n\n[[rule]]\nact = 'help'\n[[firms.rule]]\npoints = 1\n";
        let found = of(&Source { name: "r".into(), text: text.into() });
        let told: Vec<_> = found.iter().map(|s| (s.section.as_str(), s.lines.clone())).collect();
        assert_eq!(told, [("regime", 2..=3), ("rule", 7..=8), ("firms", 9..=10)]);
    }
}
