//! The reader of the stories of a regime: small cases, each with the expected outcome.
//!
//! A story leaves nothing to luck: it says what was seen, what was not, and what was falsely reported.

use super::catalogue;
use super::document;
use super::error::ScenarioError;
use super::page::Page;
use super::reading::{Read, finish};
use super::regime_reader::regime;
use super::regime_values::LAST_MONTH;
use super::source_text::{self, RequestedName};
use super::syntax_tree::Tree;
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use crate::life::firm_terms::EVENTS;
use crate::life::loan::MOST_PARTS;
use crate::regime::adjudication::MOST_MONTHS;
use crate::regime::own_effect::all_effects;
use crate::regime::{Effect, Regime};
use crate::society::act::{Act, TABLE};
use std::path::Path;
use std::sync::Arc;

/// One story: a person, her acts month by month, what was seen of them, and the expected outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeStory {
    /// What it is about, in a line.
    pub title: String,
    /// In an urban place.
    pub urban: bool,
    /// Income fifth, 0 is the poorest.
    pub fifth: u8,
    /// Yuan a month.
    pub income: u16,
    /// Score before; the start if `None`.
    pub score: Option<i16>,
    /// Months left on the list before.
    pub listed_for: u8,
    /// True if there was a ruling against her before.
    pub prior: bool,
    /// Instalments of a loan that she still owes, and pays.
    pub owes: u8,
    /// Months for which a credit bureau still keeps a mark about her.
    pub marked_for: u8,
    /// Uses the internet.
    pub internet: bool,
    /// Has a child of school age.
    pub child: bool,
    /// Is 60 or older.
    pub old: bool,
    /// Holds a public post.
    pub official: bool,
    /// Uses a car.
    pub driver: bool,
    /// Travels by plane or fast train.
    pub travels: bool,
    /// Lives by work on the internet.
    pub online_work: bool,
    /// In a heating month.
    pub winter: bool,
    /// Mean norms of integrity, care and speech where she lives, where people make the rules.
    pub standards: Option<[f64; 3]>,
    /// Months from the start of the regime to the story.
    pub after: u32,
    /// People in her neighbourhood, for whose figures she may be judged.
    pub people: u32,
    /// Wrongs on record there in a month.
    pub wrongs: u32,
    /// One month after the other.
    pub months: Vec<StoryMonth>,
    /// The expected outcome.
    pub expect: Expect,
}

/// A month of a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryMonth {
    /// Acts, and what the channels recorded of each.
    pub acts: Vec<(Act, Noticed)>,
    /// Other members of the household who are listed.
    pub family: u8,
    /// Friends who are listed.
    pub friends: u8,
    /// Points of the marks that others gave.
    pub rated: i16,
    /// Known events at her firm, as a set.
    pub firm: u8,
    /// A credit bureau puts a mark on her file by mistake.
    pub mistake: bool,
    /// It finds its mistake and removes the mark.
    pub corrected: bool,
    /// Her lender gives up a loan that she broke.
    pub given_up: bool,
}

/// What the channels recorded of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// Done, and recorded.
    Seen,
    /// Done, and not recorded.
    Unseen,
    /// Not done, and recorded.
    FalseAlarm,
}

impl Noticed {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 3] = ["seen", "unseen", "false alarm"];
}

/// The expected outcome of a story; `None` is not checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expect {
    /// All points ruled.
    pub points: Option<i32>,
    /// Score at the end.
    pub score: Option<i16>,
    /// Score of her firm at the end.
    pub firm_score: Option<i16>,
    /// Tier of her firm at the end.
    pub firm_tier: Option<String>,
    /// Whether her firm is listed at the end.
    pub firm_listed: Option<bool>,
    /// Tier at the end, as an index.
    pub tier: Option<usize>,
    /// Whether she is listed at the end.
    pub listed: Option<bool>,
    /// Whether perfect sight of her own acts would list her.
    pub deserved: Option<bool>,
    /// Months for which a credit bureau still keeps a mark about her; 0: none.
    pub marked: Option<u8>,
    /// Whether anybody would lend to her.
    pub lends: Option<bool>,
    /// Exactly the effects that her standing opens.
    pub opens: Option<Vec<Effect>>,
    /// Exactly the effects that it closes.
    pub closes: Option<Vec<Effect>>,
    /// Yuan a month that it brings.
    pub gain: Option<u32>,
    /// Yuan a month that it costs, in money and prospects.
    pub loss: Option<u32>,
    /// What her standing adds to the interest on a loan, as a share a year.
    pub interest: Option<f64>,
    /// What strangers read into her tier, times how far they go by it, −1 to 1.
    pub regard: Option<f64>,
    /// Of the friends who would drop her if she were listed, the share who drop her for her tier.
    pub avoided: Option<f64>,
    /// Yuan a month from welfare.
    pub support: Option<u32>,
    /// Yuan a month paid for welfare.
    pub levy: Option<u32>,
    /// Whether the figures of her neighbourhood are met by what is on record.
    pub figures_met: Option<bool>,
    /// Records that she leaves out if she makes up her figures; 0 if they are met, or the gap is too great to hide.
    pub left_out: Option<u32>,
    /// Yuan for figures that are met.
    pub merit: Option<u32>,
    /// Share of what she needs that she lacks, without savings and kin.
    pub need: Option<f64>,
    /// Yuan that everybody receives from outside.
    pub windfall: Option<u32>,
    /// Share of all firms that a scandal says were found out.
    pub scandal: Option<f64>,
    /// Chance that an act is seen, in the story's place and fifth.
    pub coverage: Vec<(Act, f64)>,
    /// Chance a month of a false report of an act.
    pub false_alarms: Vec<(Act, f64)>,
}

/// A regime, and the stories about it.
#[derive(Clone, Debug)]
pub struct RegimeStories {
    /// The regime.
    pub regime: Regime,
    /// The stories, in the order of their file.
    pub stories: Vec<RegimeStory>,
}

/// Ending of the name of a file of stories.
pub(super) const STORIES: &str = ".stories.toml";

/// Reads a regime and the stories about it: those that ship with it, or `NAME.stories.toml` beside `NAME.toml`.
pub fn stories(spec: &str) -> Result<Read<RegimeStories>, ScenarioError> {
    let about = spec.strip_suffix(STORIES).map_or(spec.into(), |stem| format!("{stem}.toml"));
    let about = regime(&about)?;
    let [source] = about.sources.as_slice() else {
        let place = Location { label: "several".into(), ..RequestedName::whole(spec).place };
        let finding =
            Diagnostic::error("several-regimes", "stories are about one regime file, not about several", place);
        return Err(ScenarioError::Diagnostics(Diagnostics(vec![finding])));
    };
    let stories = match catalogue::stories(source) {
        Some(stories) => stories,
        None => source_text::open(&Path::new(&source.name).with_extension(&STORIES[1..]))?,
    };
    let mut findings = about.warnings.0;
    let told = read(&stories, &about.value, &mut findings);
    finish(RegimeStories { regime: about.value, stories: told }, findings, vec![source.clone(), stories])
}

/// Reads the stories of a regime.
fn read(source: &Arc<Source>, regime: &Regime, findings: &mut Vec<Diagnostic>) -> Vec<RegimeStory> {
    document::read(source, findings, |page, tree| {
        page.learn(|encounters| encounters.clone_from(&regime.encounters));
        regime.effects.iter().for_each(|effect| page.learn_effect(effect.clone()));
        file(page, tree, regime)
    })
}

fn file(page: &Page, tree: &Tree<'_>, regime: &Regime) -> Vec<RegimeStory> {
    let mut t = TableReader::whole(page, tree);
    t.required("story").tables().into_iter().flatten().map(|table| story(table, regime)).collect()
}

fn story(mut t: TableReader<'_>, regime: &Regime) -> RegimeStory {
    let title = t.required("title").text().unwrap_or_default();
    let urban = t.required("place").word("place", &["rural", "urban"]) == Some(1);
    let fifth = t.required("fifth").whole(1..=5_u8).unwrap_or(1) - 1;
    let month = t.optional("month").tables().into_iter().flatten().flat_map(months).collect();
    let expect = t.required("expect").table().map(|table| expect(table, regime)).unwrap_or_default();
    let about_money = [expect.gain, expect.loss, expect.support, expect.levy].iter().any(Option::is_some);
    let income = if about_money { t.required("income") } else { t.optional("income") };
    let limits = regime.score.as_ref().map_or(0..=0, |score| score.least..=score.most);
    let score = t.optional("score");
    RegimeStory {
        title,
        urban,
        fifth,
        income: income.whole(0..=u16::MAX).unwrap_or_default(),
        score: of_score(score, regime).and_then(|e| e.whole(limits)),
        listed_for: t.optional("listed_for").whole(0..=MOST_MONTHS).unwrap_or_default(),
        prior: t.optional("prior").flag().unwrap_or_default(),
        owes: t.optional("owes").whole(0..=MOST_PARTS).unwrap_or_default(),
        marked_for: t.optional("marked_for").whole(0..=MOST_PARTS).unwrap_or_default(),
        internet: t.optional("internet").flag().unwrap_or_default(),
        child: t.optional("child").flag().unwrap_or_default(),
        old: t.optional("old").flag().unwrap_or_default(),
        official: t.optional("official").flag().unwrap_or_default(),
        driver: t.optional("driver").flag().unwrap_or_default(),
        travels: t.optional("travels").flag().unwrap_or_default(),
        online_work: t.optional("online_work").flag().unwrap_or_default(),
        winter: t.optional("winter").flag().unwrap_or_default(),
        standards: t.optional("standards").numbers(0.0..=1.0),
        after: t.optional("after").whole(0..=LAST_MONTH).unwrap_or_default(),
        people: t.optional("people").whole(0..=1_000_u32).unwrap_or_default(),
        wrongs: t.optional("wrongs").whole(0..=100_000_u32).unwrap_or_default(),
        months: month,
        expect,
    }
}

/// A month, repeated `times` times.
fn months(mut t: TableReader<'_>) -> Vec<StoryMonth> {
    let times = t.optional("times").whole(1..=120_u8).unwrap_or(1);
    vec![month(t); times.into()]
}

fn month(mut t: TableReader<'_>) -> StoryMonth {
    let mut month = StoryMonth::default();
    for (act, entry) in of_each_act(&mut t) {
        let word = entry.word("record", &Noticed::WORDS);
        let noticed = word.map(|index| [Noticed::Seen, Noticed::Unseen, Noticed::FalseAlarm][index]);
        month.acts.extend(noticed.map(|noticed| (act, noticed)));
    }
    month.family = t.optional("family").whole(0..=3_u8).unwrap_or_default();
    let names = EVENTS.map(|(_, key, _)| key);
    for event in t.optional("firm").list().into_iter().flatten() {
        month.firm |= event.word("event", &names).map_or(0, |index| EVENTS[index].0.bit());
    }
    month.rated = t.optional("rated").whole(-10_000..=10_000_i16).unwrap_or_default();
    month.friends = t.optional("friends").whole(0..=11_u8).unwrap_or_default();
    month.mistake = t.optional("mistake").flag().unwrap_or_default();
    month.corrected = t.optional("corrected").flag().unwrap_or_default();
    month.given_up = t.optional("given_up").flag().unwrap_or_default();
    month
}

/// Passes a key on if the regime has a score; otherwise reports it.
fn of_score<'t>(entry: EntryReader<'t>, regime: &Regime) -> Option<EntryReader<'t>> {
    if !entry.is_set() {
        return None;
    }
    if regime.score.is_none() {
        let finding =
            Diagnostic::error("no-score", "the story counts points, but the regime has none", entry.place(""));
        entry.tell(finding.help(format!("`{}` has no `[score]`", regime.name)));
        return None;
    }
    Some(entry)
}

/// Passes a key on if firms are scored; otherwise reports it.
fn of_firms<'t>(entry: EntryReader<'t>, regime: &Regime) -> Option<EntryReader<'t>> {
    if entry.is_set() && regime.firms.is_none() {
        let message = "the story is about a firm's score, but the regime does not score firms";
        let finding = Diagnostic::error("no-score", message, entry.place(""));
        entry.tell(finding.help(format!("`{}` has no `[firms]`", regime.name)));
        return None;
    }
    entry.is_set().then_some(entry)
}

fn expect(mut t: TableReader<'_>, regime: &Regime) -> Expect {
    let tiers: Vec<&str> = regime.score.iter().flat_map(|s| &s.tiers).map(|tier| tier.name.as_str()).collect();
    let yuan = 0..=10_000_000_u32;
    let expect = Expect {
        points: t.optional("points").whole(-1_000_000..=1_000_000),
        score: of_score(t.optional("score"), regime).and_then(|e| e.whole(i16::MIN..=i16::MAX)),
        tier: of_score(t.optional("tier"), regime).and_then(|e| e.word("tier", &tiers)),
        firm_score: of_firms(t.optional("firm_score"), regime).and_then(|e| e.whole(i16::MIN..=i16::MAX)),
        firm_tier: of_firms(t.optional("firm_tier"), regime).and_then(|e| e.text()),
        firm_listed: of_firms(t.optional("firm_listed"), regime).and_then(|e| e.flag()),
        listed: t.optional("listed").flag(),
        deserved: t.optional("deserved").flag(),
        marked: t.optional("marked").whole(0..=MOST_PARTS),
        lends: t.optional("lends").flag(),
        opens: effects(t.optional("opens"), true),
        closes: effects(t.optional("closes"), false),
        gain: t.optional("gain").whole(yuan.clone()),
        loss: t.optional("loss").whole(yuan.clone()),
        interest: t.optional("interest").number(-1.0..=1.0),
        regard: t.optional("regard").number(-1.0..=1.0),
        avoided: t.optional("avoided").share(),
        support: t.optional("support").whole(yuan.clone()),
        levy: t.optional("levy").whole(yuan.clone()),
        figures_met: t.optional("figures_met").flag(),
        left_out: t.optional("left_out").whole(0..=100_000),
        merit: t.optional("merit").whole(yuan.clone()),
        windfall: t.optional("windfall").whole(yuan),
        need: t.optional("need").share(),
        scandal: t.optional("scandal").share(),
        coverage: chances(t.optional("coverage")),
        false_alarms: chances(t.optional("false_alarms")),
    };
    if t.is_bare() {
        let finding = Diagnostic::error("blank", "the story expects nothing", t.place("can never fail"));
        t.tell(finding.help("say what the outcome should be, such as `listed = false`"));
    }
    expect
}

fn effects(entry: EntryReader<'_>, reward: bool) -> Option<Vec<Effect>> {
    let side: Vec<_> = all_effects(&entry.effects()).into_iter().filter(|row| row.reward == reward).collect();
    let names: Vec<&str> = side.iter().map(|row| row.key.as_str()).collect();
    let effect = |entry: EntryReader<'_>| entry.word("effect", &names).map(|index| side[index].effect);
    entry.is_set().then(|| entry.list()).flatten().map(|list| list.into_iter().filter_map(effect).collect())
}

/// A chance for each of several acts.
fn chances(entry: EntryReader<'_>) -> Vec<(Act, f64)> {
    let Some(mut t) = entry.table() else { return Vec::new() };
    of_each_act(&mut t).into_iter().filter_map(|(act, entry)| Some((act, entry.share()?))).collect()
}

/// The key of each act in a table, those of a file among them.
fn of_each_act<'t>(t: &mut TableReader<'t>) -> Vec<(Act, EntryReader<'t>)> {
    let own = t.encounters().acts;
    let mut entries: Vec<_> = TABLE.iter().map(|row| (row.act, t.optional(row.key))).collect();
    entries.extend(Act::OWN.into_iter().zip(&own).map(|(act, own)| (act, t.named(&own.key))));
    entries
}
