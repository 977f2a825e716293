//! The reader of `[[encounter]]`: an encounter that the file adds to the world, and its acts.

use super::located::Located;
use super::page::Page;
use super::phrasing::{list, quote};
use super::regime_values::{f32, origin};
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::Diagnostic;
use crate::life::ENCOUNTERS;
use crate::life::own::REPLACEABLE;
use crate::regime::Basis;
use crate::society::act::{self, Act, Nature, Notice, OWN_ACTS, Sphere, To};
use crate::society::marginals::AGE_NAMES;
use crate::society::own_encounter::{
    Choosable, Counterpart, Domain, Encounters, MOST_OWN, OwnAct, OwnEncounter, Position,
};
use crate::society::traits::{CAR, CHILD, INFANT, INTERNET, OFFICIAL, ONLINE_WORK, TRAVELS};

/// Traits by which a file names people, and their words.
const WHO: [(&str, u8); 7] = [
    ("driver", CAR),
    ("internet-user", INTERNET),
    ("official", OFFICIAL),
    ("infant", INFANT),
    ("parent", CHILD),
    ("traveller", TRAVELS),
    ("online-worker", ONLINE_WORK),
];
/// Most yuan that an option can bring or cost.
const YUAN: f64 = 1e6;
/// Longest name of an encounter or an act.
const LONGEST: usize = 40;

/// Reads an encounter, and adds it and its acts to those that the page knows.
pub(super) fn read(mut t: TableReader<'_>, page: &Page) {
    let name = t.required("name");
    let place = name.place("");
    let key = a_name(name);
    let meaning = t.required("meaning").text().unwrap_or_default();
    let norm = t.required("norm").word("norm", &["integrity", "care", "none"]);
    let norm = norm.and_then(|n| [Some(Domain::Integrity), Some(Domain::Care), None][n]);
    let with = t.optional("with").word("counterpart", &Counterpart::WORDS);
    let with = with.map_or(Counterpart::Nobody, |n| Counterpart::ALL[n]);
    let rare = t.optional("rare").flag().unwrap_or_default();
    let need = f32(t.optional("need").number(0.0..=10.0));
    let among = t.required("among").tables().into_iter().flatten().map(position).collect();
    let about = About { norm, with, replaces: key.as_deref().is_some_and(|key| REPLACEABLE.contains(&key)) };
    let breaks = t.required("breaks").table().map(|t| option(t, page, about, true)).unwrap_or_default();
    let keeps =
        t.required_with("keeps", "norm", &["care"]).table().map(|t| option(t, page, about, false)).unwrap_or_default();
    let origin = origin(&mut t);
    let basis = Basis::WORDS[origin.basis as usize];
    let source = if origin.source.is_empty() { basis.into() } else { format!("{basis}: {}", origin.source) };
    let Some(key) = key else { return };
    let own = OwnEncounter { key, meaning, among, with, norm, rare, need, keeps, breaks, source };
    let known = page.encounters().all;
    if known.contains(&own) {
        return;
    }
    let place = Located { value: (), place };
    if known.iter().any(|other| other.key == own.key) {
        let message = format!("there are two encounters called {}", quote(&own.key));
        let finding = Diagnostic::error("duplicate-encounter", message, place.place("again here"));
        return page.tell(finding.help("give one of them another name"));
    }
    if known.len() == MOST_OWN {
        let message = format!("files can add at most {MOST_OWN} encounters to a run");
        return page.tell(Diagnostic::error("too-many", message, place.place("one too many")));
    }
    page.learn(|known| known.all.push(own));
}

/// What the two options of an encounter share.
#[derive(Clone, Copy)]
struct About {
    norm: Option<Domain>,
    with: Counterpart,
    replaces: bool,
}

/// A name: small letters, digits and hyphens, and no name of an encounter of the model that cannot be replaced.
fn a_name(entry: EntryReader<'_>) -> Option<String> {
    let place = entry.is_set().then(|| entry.place("small letters, digits and hyphens, please"));
    let key = entry.clone().text()?;
    if !is_a_name(&key) {
        entry.tell(
            Diagnostic::error("odd-name", format!("{} is no name", quote(&key)), place?).help(
                "a name begins with a small letter and has small letters, digits and hyphens, such as `rent-day`",
            ),
        );
        return None;
    }
    if ENCOUNTERS.iter().any(|e| e.key == key) && !REPLACEABLE.contains(&key.as_str()) {
        let message = format!("the model has an encounter {}, and a file cannot replace it", quote(&key));
        let help = format!("give yours another name; only {} can be replaced", list(REPLACEABLE, "and"));
        entry.tell(Diagnostic::error("taken-name", message, entry.place("taken")).help(help));
        return None;
    }
    Some(key)
}

pub(super) fn is_a_name(key: &str) -> bool {
    let ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    key.len() <= LONGEST && key.starts_with(|c: char| c.is_ascii_lowercase()) && key.bytes().all(ok)
}

/// Who is in the position to meet it, and how often.
fn position(mut t: TableReader<'_>) -> Position {
    let who = t.optional("who").word("trait", &WHO.map(|(word, _)| word)).map_or(0, |n| WHO[n].1);
    let ages = t
        .optional("ages")
        .list()
        .map(|ages| ages.into_iter().filter_map(|age| age.word("age band", &AGE_NAMES)).fold(0, |set, n| set | 1 << n));
    let fifths = t.optional("fifths").list().map(|fifths| {
        fifths.into_iter().filter_map(|fifth| fifth.whole(1..=5_u8)).fold(0, |set, n| set | 1 << (n - 1))
    });
    let place = t.optional("place").word("place", &["rural", "urban"]).map_or(!0, |n| 1 << n);
    let share = t.optional("share").share().map_or(1.0, |share| share as f32);
    let chance = f32(t.required("chance").share());
    Position { flag: who, ages: ages.unwrap_or(!0), fifths: fifths.unwrap_or(!0), places: place, share, chance }
}

/// One option, and the act by which others know it.
fn option(mut t: TableReader<'_>, page: &Page, about: About, breaks: bool) -> Choosable {
    // To help and to refuse are both acts.
    let act = if breaks || about.norm == Some(Domain::Care) { t.required("act") } else { t.optional("act") };
    let act = an_act(act, &mut t, page, about, breaks);
    let yuan = |entry: EntryReader<'_>| f32(entry.number(-YUAN..=YUAN));
    let mut option = Choosable {
        act,
        worth: yuan(t.optional("worth")),
        pays: yuan(t.optional("pays")),
        pays_income: f32(t.optional("pays_income").number(-10.0..=10.0)),
        reported: 1.0,
        ..Choosable::default()
    };
    let takes = t.optional("takes");
    if takes.is_set() && about.with == Counterpart::Nobody {
        let message = "`takes` is about the other, and there is nobody else in this encounter";
        t.tell(Diagnostic::error("no-effect", message, takes.place("from whom?")).help("say `with` whom it is"));
    }
    option.takes = yuan(takes);
    if breaks {
        option.found = f32(t.optional("found").share());
        option.reported = t.optional("reported").share().map_or(1.0, |share| share as f32);
        option.police = t.optional("police").flag().unwrap_or_default();
        option.fine = f32(t.optional("fine").number(0.0..=YUAN));
        if option.fine > 0.0 && option.found == 0.0 {
            let place = t.place_of("fine", "nobody ever pays it");
            let finding = Diagnostic::warning("no-effect", "there is a fine, but nobody is ever found out", place);
            t.tell(finding.help("say with `found` how often it is found out"));
        }
    }
    option
}

/// The act of an option: a new one, with what it is to others, or, in the stead of an encounter of the model, that of
/// the model.
fn an_act(entry: EntryReader<'_>, t: &mut TableReader<'_>, page: &Page, about: About, breaks: bool) -> Option<Act> {
    let about_it = ["meaning", "notice", "trace"];
    let [meaning, notice, trace] = about_it.map(|key| t.optional(key));
    let (set, place) = ([&meaning, &notice, &trace].map(EntryReader::is_set), entry.is_set().then(|| entry.place("")));
    let meaning = meaning.text();
    let notice = notice.word("notice", &["seen", "talked", "nobody"]);
    let trace = trace.word("trace", &["street", "records"]);
    let (key, place) = (entry.clone().text()?, place?);
    let told = |code, message: String, help: &str| {
        entry.tell(Diagnostic::error(code, message, place.clone()).help(help));
        None
    };
    let named = |given: bool| about_it.iter().zip(set).filter(move |(_, set)| *set == given).map(|(key, _)| *key);
    if let Some(row) = act::TABLE.iter().find(|row| row.key == key) {
        if !about.replaces {
            let message = format!("`{key}` is an act of the model, in its encounter `{}`", row.encounter);
            return told("taken-name", message, "give your act another name; rules can be about both");
        }
        if set.contains(&true) {
            let message = format!("`{key}` is an act of the model, which says its {}", list(named(true), "and"));
            return told("no-effect", message, "leave this out here");
        }
        return Some(row.act);
    }
    if !is_a_name(&key) {
        let help = "a name begins with a small letter and has small letters, digits and hyphens, such as `pay-late`";
        return told("odd-name", format!("{} is no name", quote(&key)), help);
    }
    if set.contains(&false) {
        let help = "say what she does, as in \"pays the rent late\"; who can `notice` it: \"seen\", \"talked\" or \
                    \"nobody\"; and where it leaves a `trace`: \"street\" or \"records\"";
        return told("missing-key", format!("the act `{key}` lacks {}", list(named(false), "and")), help);
    }
    let to = if about.with == Counterpart::Kin { To::Kin } else { To::Stranger };
    let nature = match (about.norm, breaks) {
        (Some(Domain::Care), true) => Nature::Unkind(to),
        (Some(Domain::Care), false) => Nature::Kind(to),
        (Some(_), true) => Nature::Wrong,
        _ => Nature::Neutral,
    };
    let notice = [Notice::Seen, Notice::Talked, Notice::Nobody][notice?];
    let own = OwnAct { key, meaning: meaning?, nature, notice, sphere: [Sphere::Street, Sphere::Records][trace?] };
    let known = page.encounters().acts;
    match known.iter().position(|other| other.key == own.key) {
        Some(n) if known[n] == own => Some(Act::OWN[n]),
        Some(_) => {
            let message = format!("there are two acts called `{}`", own.key);
            told("duplicate-act", message, "give one of them another name")
        }
        None if known.len() == OWN_ACTS => {
            let message = format!("files can add at most {OWN_ACTS} acts to a run");
            told("too-many", message, "leave out an `act` under `keeps`")
        }
        None => {
            page.learn(|known| known.acts.push(own));
            Some(Act::OWN[known.len()])
        }
    }
}

/// The findings with the names that acts have in the file.
pub(super) fn spell(findings: &mut [Diagnostic], encounters: &Encounters) {
    if encounters.is_empty() {
        return;
    }
    for finding in findings {
        finding.message = encounters.spell(&finding.message);
        finding.help = finding.help.as_deref().map(|help| encounters.spell(help));
    }
}
