//! Parsers for the values of options: numbers within limits, sizes of memory, days and parts.

use crate::options::Shard;
use glasshouse::experiment::replication::Replicates;
use glasshouse::rng::MOST_SEED;

/// With fewer people than this, a fifth or a neighbourhood is too small for a figure to mean anything.
const LEAST_PEOPLE: u64 = 1_000;
/// Births, deaths and prices are known for some decades at most: a longer run has no meaning.
const MOST_YEARS: u32 = 100;

/// A whole number; digits may be grouped in threes by `_` or `,`. Other groups are refused: `1,5` may mean one and a
/// half.
pub fn whole(text: &str) -> Result<u64, String> {
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let digits = text.replace(['_', ','], "");
    if !numeric(&digits) {
        return Err("expected a whole number that is not negative, such as 100000 or 100_000".to_owned());
    }
    let mark = if text.contains(',') { ',' } else { '_' };
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let mut threes = || groups.all(|group| group.len() == 3 && numeric(group));
    if digits != text && !((1..=3).contains(&first.len()) && numeric(first) && threes()) {
        return Err(format!("digits are grouped in threes, such as 100{mark}000, or not at all"));
    }
    digits.parse().map_err(|_| format!("larger than {}, the largest number allowed", u64::MAX))
}

fn at_least(least: u64, text: &str) -> Result<u64, String> {
    whole(text).and_then(|n| if n < least { Err(format!("must be at least {least}")) } else { Ok(n) })
}

fn at_most(most: u32, n: u64) -> Result<u32, String> {
    u32::try_from(n).ok().filter(|n| *n <= most).ok_or(format!("must be at most {most}"))
}

/// A seed of random numbers.
pub fn seed(text: &str) -> Result<u64, String> {
    whole(text).and_then(|n| if n > MOST_SEED { Err(format!("must be at most {MOST_SEED}")) } else { Ok(n) })
}

/// People in a run.
pub fn people(text: &str) -> Result<u64, String> {
    let why = "with fewer people, neighbourhoods and income fifths are too small for a figure to mean anything";
    at_least(LEAST_PEOPLE, text).map_err(|e| if whole(text).is_ok() { format!("{e}: {why}") } else { e })
}

/// Years of a run.
pub fn years(text: &str) -> Result<u32, String> {
    at_most(MOST_YEARS, at_least(1, text)?).map_err(|e| format!("{e}: nobody knows how people live and die after that"))
}

/// Months before a run.
pub fn earlier(text: &str) -> Result<u32, String> {
    at_most(MOST_YEARS * 12, whole(text)?).map_err(|e| format!("{e}: nobody knows how people live and die after that"))
}

/// A day, such as 2030-01-31.
pub fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let is_day = || {
        let [year, month, day] = parts.as_slice() else { return None };
        let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let number = |part: &str| part.parse::<u32>().ok();
        let all_there = digits(year, 4) && digits(month, 2) && digits(day, 2);
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let leaps = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = [31, 28 + u32::from(leaps), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let last = last.get(month.checked_sub(1)? as usize)?;
        (all_there && (1..=*last).contains(&day)).then_some(())
    };
    is_day().map(|()| text.to_owned()).ok_or("expected a day: year, month and day, such as 2030-01-31".to_owned())
}

/// Bytes of memory: a whole number and a unit.
pub fn memory(text: &str) -> Result<u64, String> {
    let how = "expected a whole number and a unit, MiB or GiB, such as 8GiB";
    let units = [("MiB", 1 << 20), ("GiB", 1 << 30)];
    let (digits, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit))).ok_or(how)?;
    let n = at_least(1, digits.trim_end()).map_err(|e| format!("{how}; {e}"))?;
    n.checked_mul(*unit).ok_or(format!("{how}; that is too large"))
}

/// A number of societies, at least one.
pub fn replicates(text: &str) -> Result<u32, String> {
    at_most(u32::MAX, at_least(1, text)?)
}

/// Runs of a society that is repeated: a number, or `auto`.
pub fn again(text: &str) -> Result<Replicates, String> {
    match text {
        "auto" => Ok(Replicates::Auto),
        _ => Ok(Replicates::Fixed(at_most(100, at_least(1, text)?).map_err(|e| format!("{e}, or the word auto"))?)),
    }
}

/// The number of a society, counted from 0.
pub fn replicate(text: &str) -> Result<u32, String> {
    at_most(u32::MAX, whole(text)?)
}

/// `3/64`: the third of 64 parts.
pub fn shard(text: &str) -> Result<Shard, String> {
    let how = "expected a part and a number of parts, such as 3/64";
    let (part, parts) = text.split_once('/').ok_or(how)?;
    let number = |text: &str| whole(text).and_then(|n| at_most(1_000_000, n));
    let (part, parts) = (number(part)?, number(parts)?);
    if (1..=parts).contains(&part) {
        Ok(Shard { part, parts })
    } else {
        Err(format!("{how}: parts are counted from 1"))
    }
}

/// The number of a month, counted from 0.
pub fn month(text: &str) -> Result<u32, String> {
    at_most(MOST_YEARS * 12 - 1, whole(text)?)
        .map_err(|e| format!("{e}: nobody knows how people live and die after that"))
}

/// A number of threads.
pub fn threads(text: &str) -> Result<u32, String> {
    at_most(4096, at_least(1, text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_may_be_grouped_and_nothing_else() {
        assert_eq!(whole("100_000"), Ok(100_000));
        assert_eq!(whole("100,000"), Ok(100_000));
        assert_eq!([whole("1"), whole("1000"), whole("1_000_000"), whole("0")], [1, 1_000, 1_000_000, 0].map(Ok));
        for grouped in ["1,5", "1_5", "15,", ",15", "1,,000", "1000,000", "1,000_000", "1,0000", "_100", "1,00"] {
            assert!(whole(grouped).unwrap_err().contains("in threes"), "{grouped}");
        }
        for of in [people, |text: &str| years(text).map(u64::from), seed, memory] {
            assert!(of("1,5").is_err());
        }
        for bad in ["", "_", "-5", "+5", "1e5", "NaN", "inf", "1.5", "٣", "99999999999999999999999"] {
            assert!(whole(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_seed_is_a_number_that_every_reader_gets_right() {
        assert_eq!([seed("0"), seed("9_007_199_254_740_991")], [Ok(0), Ok(MOST_SEED)]);
        assert!(seed("9007199254740992").unwrap_err().contains("at most 9007199254740991"));
    }

    #[test]
    fn memory_has_a_unit() {
        assert_eq!([memory("8GiB"), memory("512 MiB")], [Ok(8 << 30), Ok(512 << 20)]);
        for bad in ["", "8", "8GB", "GiB", "0GiB", "-1GiB", "1.5GiB", "99999999999999999999GiB", "17179869185GiB"] {
            assert!(memory(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        assert_eq!([day("2030-01-31"), day("2028-02-29")], ["2030-01-31", "2028-02-29"].map(|day| Ok(day.to_owned())));
        for bad in
            ["", "2030", "2030-1-31", "2030-02-29", "2100-02-29", "2030-13-01", "2030-00-10", "2030-04-31", "31.1.2030"]
        {
            assert!(day(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_part_is_one_of_its_parts() {
        assert_eq!([shard("3/64"), shard("64/64")], [(3, 64), (64, 64)].map(|(part, parts)| Ok(Shard { part, parts })));
        for bad in ["", "3", "0/64", "65/64", "1/0", "-1/4", "a/b", "1/2/3", "1/99999999"] {
            assert!(shard(bad).is_err(), "{bad}");
        }
    }
}
