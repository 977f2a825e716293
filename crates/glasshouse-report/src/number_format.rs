//! Numbers as text: two significant digits, or as many as an interval supports.

use glasshouse::observatory::statistics::Interval;

/// A whole number with commas between the thousands.
pub fn whole(n: u64) -> String {
    grouped(&n.to_string())
}

/// A number of things: `1 month`, `12 months`, `1,000 people`, `3 counties`.
pub fn counted(n: u64, what: &str) -> String {
    let name = match (n, what) {
        (1, _) => what.to_owned(),
        (_, "person") => "people".to_owned(),
        (_, what) if what.ends_with("ty") => format!("{}ies", what.trim_end_matches('y')),
        _ => format!("{what}s"),
    };
    format!("{} {name}", whole(n))
}

/// Two significant digits; `~0` for a number that is not zero but rounds to it.
pub fn two(x: f64) -> String {
    fixed(x, digits_to(x, 2))
}

/// Three significant digits, for comparing close values.
pub fn three(x: f64) -> String {
    fixed(x, digits_to(x, 3))
}

/// A difference with a sign: two significant digits, but at most one more decimal place than `beside`, the level to
/// which it belongs. `=` for exactly none, `~0` for almost none.
pub fn change(x: f64, beside: f64) -> String {
    if x == 0.0 {
        return "=".to_owned();
    }
    let text = fixed(x, digits_to(x, 2).min(digits_to(beside, 2) + 1));
    if text == "0" { "~0".to_owned() } else { plus(text) }
}

/// A level as `35 (34 to 36)`.
pub fn level(i: Interval) -> String {
    spread(i, |text| text)
}

/// A difference as `+1.2 (+0.4 to +2.0)`.
pub fn difference(i: Interval) -> String {
    if i.mean == 0.0 && i.half == Some(0.0) { "none at all".to_owned() } else { spread(i, plus) }
}

/// A number with a true minus sign.
pub fn typeset(text: &str) -> String {
    text.replace('-', "−")
}

/// The digits of an interval follow from its width (the last one shown is about a tenth of it), but are at most
/// three.
fn spread(i: Interval, sign: impl Fn(String) -> String) -> String {
    let Some(half) = i.half else {
        return typeset(&sign(two(i.mean)));
    };
    let decimals = digits_to(half / 3.0, 1).min(digits_to(i.mean.abs().max(half), 3));
    let show = |x: f64| typeset(&sign(fixed(x, decimals)));
    let (mean, low, high) = (show(i.mean), show(i.mean - half), show(i.mean + half));
    // An interval that is invisible at this precision says no more than the mean.
    if low == high { mean } else { format!("{mean} ({low}\u{a0}to\u{a0}{high})") }
}

/// Decimals that show the first `n` digits of a number; negative if those are before the point.
fn digits_to(x: f64, n: i32) -> i32 {
    if x == 0.0 || !x.is_finite() {
        return 3;
    }
    n - 1 - exponent(x, n)
}

/// Power of ten of a number rounded to `n` digits, so that 9.96 counts as 10. It is read off the number's text,
/// because logarithms do not give the same bits everywhere. 0 for zero and for numbers that are not finite.
pub fn exponent(x: f64, n: i32) -> i32 {
    let text = format!("{:.*e}", (n - 1).max(0) as usize, x);
    text.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0)
}

/// Ten to a whole power, the same on every machine.
pub fn power_of_ten(n: i32) -> f64 {
    format!("1e{n}").parse().unwrap_or(1.0)
}

/// A number with this many decimals (at most four) and commas between the thousands.
pub fn fixed(x: f64, decimals: i32) -> String {
    let decimals = decimals.min(4);
    let unit = power_of_ten(-decimals);
    let rounded = if decimals < 0 { (x / unit).round() * unit } else { x };
    let text = format!("{rounded:.*}", decimals.max(0) as usize);
    if text.bytes().all(|b| matches!(b, b'0' | b'.' | b'-')) {
        return if x == 0.0 || decimals < 4 { "0".to_owned() } else { "~0".to_owned() };
    }
    grouped(&text)
}

fn plus(text: String) -> String {
    if text.starts_with(['-', '~']) || text == "0" { text } else { format!("+{text}") }
}

/// Commas between the thousands of a decimal text.
fn grouped(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (before, after) = rest.find('.').map_or((rest, ""), |at| rest.split_at(at));
    let mut out = String::from(sign);
    for (i, digit) in before.chars().enumerate() {
        if i > 0 && (before.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_enough() {
        let shown = |x: f64| two(x);
        assert_eq!([9.96, 1234.5, 0.0567, -7.13, 0.0, 99.7].map(shown), ["10", "1,200", "0.057", "-7.1", "0", "100"]);
        assert_eq!(two(1e-9), "~0");
    }

    #[test]
    fn a_change_is_no_finer_than_its_level() {
        assert_eq!([0.0, 1.26, -0.56, 0.003].map(|x| change(x, 88.0)), ["=", "+1.3", "-0.6", "~0"]);
        assert_eq!([0.0473, -0.0004].map(|x| change(x, 0.37)), ["+0.047", "~0"]);
    }

    #[test]
    fn an_interval_shows_what_it_supports() {
        assert_eq!(level(Interval { mean: 35.23, half: Some(0.14) }), "35.2 (35.1\u{a0}to\u{a0}35.4)");
        assert_eq!(level(Interval { mean: 7.25, half: Some(3.4) }), "7 (4\u{a0}to\u{a0}11)");
        assert_eq!(level(Interval { mean: 1234.0, half: Some(120.0) }), "1,230 (1,110\u{a0}to\u{a0}1,350)");
        assert_eq!(difference(Interval { mean: 1.2, half: Some(0.83) }), "+1.2 (+0.4\u{a0}to\u{a0}+2.0)");
        assert_eq!(difference(Interval { mean: 0.0, half: Some(0.0) }), "none at all");
        assert_eq!(level(Interval { mean: 35.23, half: None }), "35");
    }

    #[test]
    fn nothing_breaks_the_thousands() {
        assert_eq!(whole(1_400_000_000), "1,400,000,000");
        assert_eq!(fixed(-1234.5, 1), "-1,234.5");
        assert_eq!([1, 12].map(|n| counted(n, "month")), ["1 month", "12 months"]);
        assert_eq!([1, 12].map(|n| counted(n, "county")), ["1 county", "12 counties"]);
    }
}
