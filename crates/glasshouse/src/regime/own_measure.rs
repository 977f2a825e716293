//! Measures that a file adds, section `[[measure]]`: an expression over sums that are counted each month.
//!
//! ```text
//! expression = term { ("+" | "-") term }        term = factor { ("*" | "/") factor }
//! factor = number | sum | "(" expression ")" | "-" factor        sum = "people" | "listed" | word "(" name ")"
//! ```

use crate::life::events::Incident;
use crate::life::own::traces;
use crate::society::act::Act;
use crate::society::own_encounter::Encounters;

/// A measure that a file adds.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnMeasure {
    /// Its key in tables.
    pub key: String,
    /// Its name, for people.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What it is, in one sentence.
    pub definition: String,
    /// What more or less of it means, and for whom.
    pub direction: String,
    /// Its value.
    pub value: Expression,
}

/// An expression over counted sums.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// A sum.
    Sum(CountedSum),
    /// Two of them.
    Both(Box<Expression>, Operator, Box<Expression>),
}

/// What is done with two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Sum.
    Plus,
    /// Difference.
    Minus,
    /// Product.
    Times,
    /// Quotient; not defined where the second is 0.
    Over,
}

/// A sum over the persons of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedSum {
    /// Persons.
    People,
    /// Persons on the list.
    Listed,
    /// Persons who did an act.
    Done(Act),
    /// Records of it.
    Recorded(Act),
    /// Records of it that are true.
    Truly(Act),
    /// Persons to whom something happened.
    Befell(Incident),
}

/// The words that count acts.
const OF_ACTS: [&str; 3] = ["done", "recorded", "truly"];
/// The words that count what happens in encounters of the file.
const OF_ENCOUNTERS: [&str; 4] = ["placed", "met", "broke", "found"];

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What is wrong.
    pub message: String,
    /// What was expected.
    pub help: String,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or names an act or encounter that is not there.
    pub fn read(text: &str, encounters: &Encounters) -> Result<Expression, Unread> {
        let mut reader = Reader { rest: text, encounters, depth: 0 };
        let read = reader.expression()?;
        match reader.peek() {
            None => Ok(read),
            Some(more) => Err(unread(format!("`{more}` does not belong there"), "an expression ends before it")),
        }
    }
}

fn unread(message: String, help: &str) -> Unread {
    Unread { message, help: help.into() }
}

/// Deepest nesting of an expression.
const DEEPEST: usize = 32;

struct Reader<'a> {
    rest: &'a str,
    encounters: &'a Encounters,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The next word, number or sign.
    fn peek(&mut self) -> Option<&'a str> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        let same = |c: char| match first {
            'a'..='z' | 'A'..='Z' | '_' => c.is_ascii_alphanumeric() || c == '_' || c == '-',
            '0'..='9' | '.' => c.is_ascii_digit() || c == '.',
            _ => false,
        };
        let end = self.rest.find(|c| !same(c)).unwrap_or(self.rest.len());
        Some(&self.rest[..end.max(first.len_utf8())])
    }

    fn take(&mut self) -> Option<&'a str> {
        let word = self.peek()?;
        self.rest = &self.rest[word.len()..];
        Some(word)
    }

    fn expect(&mut self, sign: &str) -> Result<(), Unread> {
        match self.take() {
            Some(word) if word == sign => Ok(()),
            Some(word) => Err(unread(format!("`{word}` stands where `{sign}` is expected"), "write `done('act')`")),
            None => Err(unread(format!("the expression ends where `{sign}` is expected"), "write `done('act')`")),
        }
    }

    fn expression(&mut self) -> Result<Expression, Unread> {
        let mut left = self.term()?;
        while let Some(operator) = self.operator(&[("+", Operator::Plus), ("-", Operator::Minus)]) {
            left = Expression::Both(Box::new(left), operator, Box::new(self.term()?));
        }
        Ok(left)
    }

    fn term(&mut self) -> Result<Expression, Unread> {
        let mut left = self.factor()?;
        while let Some(operator) = self.operator(&[("*", Operator::Times), ("/", Operator::Over)]) {
            left = Expression::Both(Box::new(left), operator, Box::new(self.factor()?));
        }
        Ok(left)
    }

    fn operator(&mut self, of: &[(&str, Operator)]) -> Option<Operator> {
        let next = self.peek()?;
        let (_, operator) = of.iter().find(|(sign, _)| *sign == next)?;
        self.take();
        Some(*operator)
    }

    fn factor(&mut self) -> Result<Expression, Unread> {
        const WANTED: &str = "a number, `people`, `listed`, or a sum such as `done('violate')` is expected";
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(unread("the expression is nested too deeply".into(), "write it with fewer brackets"));
        }
        let word = self.take().ok_or_else(|| unread("something is missing at the end".into(), WANTED))?;
        let read = match word {
            "(" => {
                let inner = self.expression()?;
                self.expect(")")?;
                inner
            }
            "-" => {
                let minus = Box::new(Expression::Number(0.0));
                Expression::Both(minus, Operator::Minus, Box::new(self.factor()?))
            }
            "people" => Expression::Sum(CountedSum::People),
            "listed" => Expression::Sum(CountedSum::Listed),
            _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                let number = word.parse().ok().filter(|number: &f64| number.is_finite());
                Expression::Number(number.ok_or_else(|| unread(format!("`{word}` is no number"), WANTED))?)
            }
            _ if OF_ACTS.contains(&word) || OF_ENCOUNTERS.contains(&word) => Expression::Sum(self.sum(word)?),
            _ => return Err(unread(format!("there is no sum `{word}`"), WANTED)),
        };
        self.depth -= 1;
        Ok(read)
    }

    /// The sum that a word and a name in brackets stand for.
    fn sum(&mut self, word: &str) -> Result<CountedSum, Unread> {
        self.expect("(")?;
        let quote = self.take().filter(|sign| ["'", "\""].contains(sign));
        let quote = quote.ok_or_else(|| unread(format!("`{word}` needs a name in quotes"), "write `done('act')`"))?;
        let end = self.rest.find(quote).ok_or_else(|| unread("a name is not closed".into(), "add a quote"))?;
        let name = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.expect(")")?;
        if OF_ACTS.contains(&word) {
            let act = self.encounters.act(name).or_else(|| Act::from_key(name));
            let none = || unread(format!("there is no act `{name}`"), "name an act of the model or of the file");
            let act = act.ok_or_else(none)?;
            return Ok(match word {
                "done" => CountedSum::Done(act),
                "recorded" => CountedSum::Recorded(act),
                _ => CountedSum::Truly(act),
            });
        }
        let found = self.encounters.all.iter().enumerate().find(|(_, own)| own.key == name);
        let none = || unread(format!("there is no encounter `{name}` in the file"), "name an `[[encounter]]` of it");
        let (number, own) = found.ok_or_else(none)?;
        let traces = traces(number, own);
        let incident = match word {
            "placed" => traces.placed,
            "met" => traces.met,
            "broke" => traces.broke,
            _ => Some(traces.found),
        };
        let uncounted = || unread(format!("`{word}` is not counted in `{name}`"), "count its acts instead");
        incident.map(CountedSum::Befell).ok_or_else(uncounted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Expression, Unread> {
        Expression::read(text, &Encounters::default())
    }

    #[test]
    fn products_come_before_sums_and_brackets_before_both() {
        let n = |x| Box::new(Expression::Number(x));
        let both = |a, operator, b| Box::new(Expression::Both(a, operator, b));
        assert_eq!(read("1 + 2 * 3").unwrap(), *both(n(1.0), Operator::Plus, both(n(2.0), Operator::Times, n(3.0))));
        assert_eq!(read("(1+2)/3").unwrap(), *both(both(n(1.0), Operator::Plus, n(2.0)), Operator::Over, n(3.0)));
        assert_eq!(read("6 / 3 / 2").unwrap(), *both(both(n(6.0), Operator::Over, n(3.0)), Operator::Over, n(2.0)));
        assert_eq!(read("done('violate')").unwrap(), Expression::Sum(CountedSum::Done(Act::Violate)));
        assert_eq!(read("recorded(\"walk-on\")").unwrap(), Expression::Sum(CountedSum::Recorded(Act::WalkOn)));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (text, message) in [
            ("", "something is missing at the end"),
            ("1 +", "something is missing at the end"),
            ("1 2", "`2` does not belong there"),
            ("1.2.3", "`1.2.3` is no number"),
            ("count('violate')", "there is no sum `count`"),
            ("done(violate)", "`done` needs a name in quotes"),
            ("done('violat')", "there is no act `violat`"),
            ("done('violate'", "the expression ends where `)` is expected"),
            ("done('violate", "a name is not closed"),
            ("met('rent-day')", "there is no encounter `rent-day` in the file"),
            ("(1", "the expression ends where `)` is expected"),
            ("ü", "there is no sum `ü`"),
        ] {
            assert_eq!(read(text).unwrap_err().message, message, "{text}");
        }
        assert!(read(&"(".repeat(100)).unwrap_err().message.contains("nested"));
    }
}
