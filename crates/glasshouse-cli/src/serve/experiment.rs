//! What does the page ask to be run, does it make sense, and does it fit?

use super::findings;
use super::http::{Refusal, refuse};
use crate::admit;
use crate::stop::Stop;
use glasshouse::engine::{EARLIER, Size};
use glasshouse::experiment::compare::Plan;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::manifest::{Manifest, Part};
use glasshouse::scenario::{self, catalogue};
use serde_json::Value;
use std::ops::RangeInclusive;

/// What may be asked of one run of the page. Larger ones belong on the command line.
const PEOPLE: RangeInclusive<u64> = 1_000..=1_000_000;
const YEARS: RangeInclusive<u64> = 1..=40;
const REPLICATES: RangeInclusive<u64> = 1..=16;
/// Months a second, at most; 0 is as fast as it goes.
const PACE: RangeInclusive<u64> = 0..=60;
const REGIMES: RangeInclusive<usize> = 1..=4;
/// Longest text of one regime, in bytes.
const LONGEST_TEXT: usize = 128 << 10;
/// Longest name of a regime.
const LONGEST_NAME: usize = 40;

/// A regime as it was asked for.
#[derive(Clone)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it ships with the program, word for word.
    pub ships: bool,
}

/// An experiment that can be run.
pub struct Experiment {
    /// What is compared.
    pub plan: Plan,
    /// Which society, by its name.
    pub society: String,
    /// The regimes as texts.
    pub asked: Vec<Asked>,
    /// Months a second, at most, so that one can watch; 0 is as fast as it goes.
    pub pace: u32,
    society_part: Part,
}

/// Why it is not run.
pub enum Wrong {
    /// For people.
    Words(Refusal),
    /// Mistakes in the texts: a list for each regime.
    Findings(Json),
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Wrong {
        Wrong::Words(refusal)
    }
}

/// JSON that was sent, as a table.
pub fn sent(body: &[u8]) -> Result<Value, Refusal> {
    let value: Value = serde_json::from_slice(body).map_err(|e| refuse(400, format!("this is no JSON: {e}")))?;
    if value.is_object() { Ok(value) } else { Err(refuse(400, "a table was expected")) }
}

/// A text of a table.
pub fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Refusal> {
    value[key].as_str().ok_or_else(|| refuse(400, format!("`{key}` should be a text")))
}

/// A whole number of a table.
pub fn whole(value: &Value, key: &str, range: RangeInclusive<u64>) -> Result<u64, Refusal> {
    let wanted = || refuse(422, format!("`{key}` should be a whole number from {} to {}", range.start(), range.end()));
    value[key].as_u64().filter(|n| range.contains(n)).ok_or_else(wanted)
}

/// A regime of a table: its name and its text, both within limits.
pub fn asked(value: &Value) -> Result<Asked, Refusal> {
    let (name, text) = (text(value, "name")?, text(value, "text")?);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(plain) {
        let words = format!("the name of a regime is 1 to {LONGEST_NAME} of the characters a-z, 0-9 and -");
        return Err(refuse(422, words));
    }
    if text.len() > LONGEST_TEXT {
        return Err(refuse(413, format!("a regime is a short text, of {LONGEST_TEXT} bytes at most")));
    }
    let ships = catalogue::regimes().iter().any(|s| s.name == name && s.text == text);
    Ok(Asked { name: name.into(), text: text.into(), ships })
}

impl Experiment {
    /// Reads what was sent.
    pub fn read(value: &Value) -> Result<Experiment, Wrong> {
        let society = text(value, "society")?;
        if !catalogue::societies().iter().any(|s| s.name == society) {
            return Err(refuse(422, "there is no society of this name").into());
        }
        let list = value["regimes"].as_array().filter(|list| REGIMES.contains(&list.len()));
        let list = list.ok_or_else(|| refuse(422, "one to four regimes can be run side by side"))?;
        let asked = list.iter().map(asked).collect::<Result<Vec<Asked>, Refusal>>()?;
        if asked.iter().enumerate().any(|(n, a)| asked[..n].iter().any(|b| a.name == b.name)) {
            return Err(refuse(422, "two regimes have the same name").into());
        }
        let read: Vec<_> = asked.iter().map(|a| findings::read(&a.name, &a.text)).collect();
        if read.iter().any(Result::is_err) {
            return Err(Wrong::Findings(Json::List(asked.iter().map(|a| findings::check(&a.name, &a.text)).collect())));
        }
        let regimes = read.into_iter().flatten().map(|read| read.value).collect();
        let read = scenario::society(society).map_err(|trouble| refuse(500, Stop::from(trouble).words()))?;
        let size = Size { people: whole(value, "people", PEOPLE)?, months: whole(value, "years", YEARS)? as u32 * 12 };
        let plan = Plan {
            society: read.value,
            regimes,
            size,
            // A number that every browser keeps exactly.
            seed: whole(value, "seed", 0..=(1 << 53) - 1)?,
            replicates: whole(value, "replicates", REPLICATES)? as u32,
            earlier: EARLIER,
            by: None,
        };
        let worlds = plan.regimes.len() * plan.replicates as usize;
        admit::side_by_side(&plan, worlds).map_err(|stop| refuse(422, stop.words()))?;
        let society_part = Part::new(&plan.society.marginals.name, &read.sources);
        let pace = whole(value, "pace", PACE)? as u32;
        Ok(Experiment { plan, society: society.into(), asked, pace, society_part })
    }

    /// What came to be run: the regimes with the ends that they were given on the way. Such a regime is a text of its
    /// own.
    pub fn as_run(&self, ends: &[Option<u32>]) -> (Plan, Vec<Asked>) {
        let (mut plan, mut asked) = (self.plan.clone(), self.asked.clone());
        for (r, month) in ends.iter().enumerate().filter_map(|(r, month)| Some((r, (*month)?))) {
            plan.regimes[r].ends = Some(month);
            let text = scenario::ends::with_ends(&asked[r].text, month);
            asked[r] = Asked { text: text.unwrap_or_default(), ships: false, ..asked[r].clone() };
        }
        (plan, asked)
    }

    /// By what it can be cited.
    pub fn manifest(&self, plan: &Plan, asked: &[Asked]) -> Manifest {
        let source = |a: &Asked| {
            let name = if a.ships { format!("regime:{}", a.name) } else { format!("{}.toml", a.name) };
            std::sync::Arc::new(glasshouse::finding::Source { name, text: a.text.clone() })
        };
        Manifest {
            size: plan.size,
            seed: plan.seed,
            replicates: plan.replicates,
            earlier: plan.earlier,
            society: self.society_part.clone(),
            regimes: asked.iter().map(|a| Part::new(&a.name, &[source(a)])).collect(),
        }
    }

    /// The command that gives the same results, from within the folder of the run.
    pub fn command(&self, plan: &Plan, asked: &[Asked]) -> String {
        let spec = |a: &Asked| if a.ships { a.name.clone() } else { format!("{}.toml", a.name) };
        let regimes: Vec<String> = asked.iter().map(spec).collect();
        format!(
            "glasshouse compare {} --society {} --people {} --years {} --seed {} --replicates {}",
            regimes.join(" "),
            self.society,
            plan.size.people,
            plan.size.months / 12,
            plan.seed,
            plan.replicates,
        )
    }
}
