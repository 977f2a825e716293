//! The reader of `[score]`: the range of points, and the tiers that they form.

use super::located::{Located, at};
use super::phrasing::quote;
use super::regime_values::POINTS;
use super::table_reader::TableReader;
use crate::diagnostic::Diagnostic;
use crate::regime::adjudication::MOST_MONTHS;
use crate::regime::{Score, Tier};

/// Most tiers of a score.
const MOST_TIERS: usize = 8;

/// Reads the section.
pub(super) fn read(mut t: TableReader<'_>) -> Score {
    let opt_in = t.optional("opt_in").share().unwrap_or(1.0) as f32;
    let expiry = t.optional("expiry");
    let is_set = expiry.is_set();
    let expiry = at(expiry, |e| e.whole(1..=MOST_MONTHS));
    if let Some(months) = expiry.as_ref().filter(|at| at.value > 12 && at.value % 12 != 0) {
        let finding = Diagnostic::error("out-of-range", "`expiry` is out of range", months.place("neither of these"));
        t.tell(finding.help("write 1 to 12 months, or whole years: 24, 36, 48, 60 ..."));
    }
    let score = Score { opt_in, expiry: expiry.map(|at| at.value), ..score_of(&mut t) };
    if is_set && score.recovery > 0 {
        let message = "points can come back in only one way";
        let finding = Diagnostic::error("two-ways-back", message, t.place_of("expiry", "by lapsing"));
        t.tell(finding.and(t.place_of("recovery", "and month by month")).help("leave out `recovery` or `expiry`"));
    }
    score
}

/// The score in a table, for everybody.
pub(super) fn score_of(t: &mut TableReader<'_>) -> Score {
    let start = t.required("start").whole(POINTS);
    let least = t.required("least").whole(POINTS);
    let most = t.required("most").whole(POINTS);
    let recovery = t.optional("recovery").whole(0..=*POINTS.end());
    let tiers = tiers(t, least, most);
    if let (Some(least), Some(most)) = (least, most) {
        if least >= most {
            let message = "`most` must be greater than `least`";
            let finding = Diagnostic::error("empty-range", message, t.place_of("most", format!("not above {least}")));
            t.tell(finding.and(t.place_of("least", "the lowest score")));
        } else if start.is_some_and(|start| !(least..=most).contains(&start)) {
            let label = format!("not between {least} and {most}");
            t.tell(Diagnostic::error("out-of-range", "the score starts outside its range", t.place_of("start", label)));
        }
    }
    Score {
        start: start.unwrap_or_default(),
        least: least.unwrap_or_default(),
        most: most.unwrap_or_default(),
        recovery: recovery.unwrap_or_default(),
        opt_in: 1.0,
        expiry: None,
        tiers,
    }
}

fn tiers(t: &mut TableReader<'_>, least: Option<i16>, most: Option<i16>) -> Vec<Tier> {
    let Some(tables) = t.required("tiers").tables() else { return Vec::new() };
    if !(1..=MOST_TIERS).contains(&tables.len()) {
        let place = t.place_of("tiers", format!("there are {}", tables.len()));
        t.tell(Diagnostic::error("wrong-length", format!("a score has 1 to {MOST_TIERS} tiers"), place));
    }
    let mut tiers: Vec<Located<Tier>> = Vec::new();
    for mut table in tables {
        let from = table.required("from").whole(POINTS);
        let tier = Tier {
            name: table.required("name").text().unwrap_or_default(),
            from: from.unwrap_or_default(),
            listed: table.optional("listed").flag().unwrap_or_default(),
        };
        let tier = Located { value: tier, place: table.place_of("from", "") };
        if from.is_some() {
            threshold(&table, &tier, tiers.last(), least, most);
        }
        no_name_twice(&table, &tier, &tiers);
        tiers.push(tier);
    }
    tiers.into_iter().map(|tier| tier.value).collect()
}

/// Thresholds rise from the lowest score, and none is above the highest.
fn threshold(
    t: &TableReader<'_>,
    tier: &Located<Tier>,
    below: Option<&Located<Tier>>,
    least: Option<i16>,
    most: Option<i16>,
) {
    let from = tier.value.from;
    let name = quote(&tier.value.name);
    if let Some(below) = below
        && from <= below.value.from
    {
        let message = format!("tier {name} must begin above tier {}", quote(&below.value.name));
        let place = tier.place(format!("not above {}", below.value.from));
        let finding = Diagnostic::error("not-rising", message, place).and(below.place("the tier below"));
        t.tell(finding.help("list the tiers from the lowest to the highest"));
    } else if let (None, Some(least)) = (below, least)
        && from != least
    {
        let message = format!("tier {name} is the lowest and must begin at `least`");
        let finding = Diagnostic::error("first-tier", message, tier.place(format!("`least` is {least}")));
        t.tell(finding.help(format!("write `from = {least}`")));
    } else if let Some(most) = most
        && from > most
    {
        let message = format!("nobody can reach tier {name}");
        t.tell(Diagnostic::error("out-of-range", message, tier.place(format!("`most` is {most}"))));
    }
}

fn no_name_twice(t: &TableReader<'_>, tier: &Located<Tier>, others: &[Located<Tier>]) {
    let name = &tier.value.name;
    if let Some(other) = others.iter().find(|other| other.value.name == *name && !name.is_empty()) {
        let message = format!("two tiers are called {}", quote(name));
        let finding = Diagnostic::error("duplicate-tier", message, t.place_of("name", "again here"));
        t.tell(finding.and(other.place("the first of them begins here")));
    }
}
