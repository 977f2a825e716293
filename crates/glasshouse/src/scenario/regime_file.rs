//! What does a regime file say? One section of the file, one function.

use super::draft::{At, Draft, Outcome, Target, Watch};
use super::page::{Page, Tree};
use super::shape::Shape;
use super::table::{Entry, Table};
use super::text;
use super::words::quote;
use super::{firms, rollout};
use crate::finding::{Finding, Place, Source, nearest};
use crate::life::loan::MOST_PARTS;
use crate::life::{informing, rating};
use crate::regime::judge::MOST_MONTHS;
use crate::regime::{
    Appeal, Audience, Basis, Channel, Courts, CreditBureau, EFFECTS, Effect, EffectRow, Informants, Inspection,
    Officials, Origin, PeerRating, Propaganda, Redemption, Reviews, Role, Rule, Score, Spillover, Tier, Welfare,
};
use crate::society::act::{self, Act};
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;

/// The sections of a regime file.
pub const SECTIONS: &[&str] = &[
    "regime",
    "score",
    "watch",
    "rule",
    "reward",
    "sanction",
    "visibility",
    "spillover",
    "redemption",
    "propaganda",
    "reviews",
    "inspection",
    "courts",
    "welfare",
    "informants",
    "officials",
    "appeal",
    "credit_bureau",
    "peer_rating",
    "firms",
    "rollout",
];

/// Last month that can be named: a thousand years.
pub(super) const LAST_MONTH: u32 = 12_000;
/// Points that a score, a rule or a threshold can have.
pub(super) const POINTS: RangeInclusive<i16> = -10_000..=10_000;
/// Most tiers of a score.
const MOST_TIERS: usize = 8;

/// Reads a regime file.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Finding>) -> Draft {
    let page = Page::new(source);
    let draft = page.read(|tree| file(&page, tree, text::stem(source)));
    findings.extend(page.close());
    draft
}

/// What can stand in a regime file.
pub(super) fn shape() -> Rc<RefCell<Shape>> {
    Page::describe(|page, tree| file(page, tree, String::new()))
}

fn file(page: &Page, tree: &Tree<'_>, name: String) -> Draft {
    let mut t = Table::whole(page, tree);
    let mut draft = Draft { name, ..Draft::default() };
    if let Some(regime) = t.required("regime").table() {
        about(regime, &mut draft);
    }
    draft.score = section(t.optional("score"), score);
    draft.watch = t.optional("watch").tables().into_iter().flatten().map(watch).collect();
    draft.rules = t.optional("rule").tables().into_iter().flatten().filter_map(rule).collect();
    draft.rewards = t.optional("reward").tables().into_iter().flatten().filter_map(reward).collect();
    draft.sanctions = t.optional("sanction").tables().into_iter().flatten().filter_map(sanction).collect();
    if let Some(table) = t.optional("visibility").table() {
        visibility(table, &mut draft);
    }
    draft.spillover = section(t.optional("spillover"), spillover);
    draft.redemption = section(t.optional("redemption"), redemption);
    draft.propaganda = section(t.optional("propaganda"), propaganda);
    draft.reviews = section(t.optional("reviews"), reviews);
    draft.inspection = section(t.optional("inspection"), inspection);
    draft.courts = section(t.optional("courts"), courts);
    draft.welfare = section(t.optional("welfare"), welfare);
    draft.informants = section(t.optional("informants"), informants);
    draft.officials = section(t.optional("officials"), officials);
    draft.appeal = section(t.optional("appeal"), appeal);
    draft.credit_bureau = section(t.optional("credit_bureau"), credit_bureau);
    draft.peer_rating = section(t.optional("peer_rating"), peer_rating);
    draft.firms = section(t.optional("firms"), firms::read);
    let rollout = t.optional("rollout");
    draft.rollout = rollout.table().map(|table| rollout::read(table, &mut draft.overrides));
    no_rule_twice(page, &draft.rules);
    draft
}

/// A section of which there is one. A value that is wrong was told and stands as zero: the draft is never used then.
fn section<T>(entry: Entry<'_>, read: fn(Table<'_>) -> T) -> Option<At<T>> {
    let table = entry.table()?;
    let place = table.place("");
    Some(At { value: read(table), place })
}

fn about(mut t: Table<'_>, draft: &mut Draft) {
    draft.title = t.required("title").text().unwrap_or_default();
    draft.description = t.required("description").text().unwrap_or_default();
    t.optional("sources").list().into_iter().flatten().for_each(|source| drop(source.text()));
    draft.starts = at(t.optional("starts"), |e| e.whole(0..=LAST_MONTH));
    draft.ends = at(t.optional("ends"), |e| e.whole(1..=LAST_MONTH));
    if let Some(ends) = &draft.ends
        && ends.value <= draft.starts.as_ref().map_or(0, |starts| starts.value)
    {
        t.tell(ends_too_early(ends, draft.starts.as_ref()));
    }
}

/// A regime that ends in or before the month in which it starts.
pub(super) fn ends_too_early(ends: &At<u32>, starts: Option<&At<u32>>) -> Finding {
    let finding = Finding::error("ends-too-early", "the regime ends before it does anything", ends.place("ends here"));
    match starts {
        Some(starts) => finding.and(starts.place("starts here")),
        None => finding,
    }
}

/// A value with its place.
pub(super) fn at<T>(entry: Entry<'_>, read: impl FnOnce(Entry<'_>) -> Option<T>) -> Option<At<T>> {
    let place = entry.place("");
    read(entry).map(|value| At { value, place })
}

fn score(mut t: Table<'_>) -> Score {
    let opt_in = t.optional("opt_in").share().unwrap_or(1.0) as f32;
    Score { opt_in, ..score_of(&mut t) }
}

/// The score that a table says, for everybody.
pub(super) fn score_of(t: &mut Table<'_>) -> Score {
    let start = t.required("start").whole(POINTS);
    let least = t.required("least").whole(POINTS);
    let most = t.required("most").whole(POINTS);
    let recovery = t.optional("recovery").whole(0..=*POINTS.end());
    let tiers = tiers(t, least, most);
    if let (Some(least), Some(most)) = (least, most) {
        if least >= most {
            let message = "the greatest score must be greater than the least";
            let finding = Finding::error("empty-range", message, t.place_of("most", format!("not above {least}")));
            t.tell(finding.and(t.place_of("least", "the least score")));
        } else if start.is_some_and(|start| !(least..=most).contains(&start)) {
            let label = format!("not between {least} and {most}");
            t.tell(Finding::error("out-of-range", "the score starts outside its range", t.place_of("start", label)));
        }
    }
    Score {
        start: start.unwrap_or_default(),
        least: least.unwrap_or_default(),
        most: most.unwrap_or_default(),
        recovery: recovery.unwrap_or_default(),
        opt_in: 1.0,
        tiers,
    }
}

fn tiers(t: &mut Table<'_>, least: Option<i16>, most: Option<i16>) -> Vec<Tier> {
    let Some(tables) = t.required("tiers").tables() else { return Vec::new() };
    if !(1..=MOST_TIERS).contains(&tables.len()) {
        let place = t.place_of("tiers", format!("these are {}", tables.len()));
        t.tell(Finding::error("wrong-length", format!("a score has 1 to {MOST_TIERS} tiers"), place));
    }
    let mut tiers: Vec<At<Tier>> = Vec::new();
    for mut table in tables {
        let from = table.required("from").whole(POINTS);
        let tier = Tier {
            name: table.required("name").text().unwrap_or_default(),
            from: from.unwrap_or_default(),
            listed: table.optional("listed").flag().unwrap_or_default(),
        };
        let tier = At { value: tier, place: table.place_of("from", "") };
        if from.is_some() {
            threshold(&table, &tier, tiers.last(), least, most);
        }
        no_name_twice(&table, &tier, &tiers);
        tiers.push(tier);
    }
    tiers.into_iter().map(|tier| tier.value).collect()
}

/// Thresholds rise from the least score, and none is above the greatest.
fn threshold(t: &Table<'_>, tier: &At<Tier>, below: Option<&At<Tier>>, least: Option<i16>, most: Option<i16>) {
    let from = tier.value.from;
    let name = quote(&tier.value.name);
    if let Some(below) = below
        && from <= below.value.from
    {
        let message = format!("tier {name} must begin above tier {}", quote(&below.value.name));
        let place = tier.place(format!("not above {}", below.value.from));
        let finding = Finding::error("not-rising", message, place).and(below.place("the tier below"));
        t.tell(finding.help("list the tiers from the lowest to the highest"));
    } else if let (None, Some(least)) = (below, least)
        && from != least
    {
        let message = format!("tier {name} is the lowest and must begin at the least score");
        let finding = Finding::error("first-tier", message, tier.place(format!("the least score is {least}")));
        t.tell(finding.help(format!("write `from = {least}`")));
    } else if let Some(most) = most
        && from > most
    {
        let message = format!("nobody can reach tier {name}");
        t.tell(Finding::error("out-of-range", message, tier.place(format!("the greatest score is {most}"))));
    }
}

fn no_name_twice(t: &Table<'_>, tier: &At<Tier>, others: &[At<Tier>]) {
    let name = &tier.value.name;
    if let Some(other) = others.iter().find(|other| other.value.name == *name && !name.is_empty()) {
        let message = format!("two tiers are called {}", quote(name));
        let finding = Finding::error("duplicate-tier", message, t.place_of("name", "again here"));
        t.tell(finding.and(other.place("the first of them begins here")));
    }
}

fn watch(mut t: Table<'_>) -> Watch {
    let name = t.required("channel").text().unwrap_or_default();
    let (acts, places) = acts(&mut t);
    let channel = Channel {
        name,
        acts,
        urban: f32(t.required("urban").share()),
        rural: f32(t.required("rural").share()),
        by_income: t.optional("by_income").numbers(0.0..=10.0).unwrap_or([1.0; 5]).map(|x| x as f32),
        false_alarms: f32(t.optional("false_alarms").share()),
        origin: origin(&mut t),
    };
    Watch { channel, acts: places }
}

pub(super) fn f32(number: Option<f64>) -> f32 {
    number.unwrap_or_default() as f32
}

fn acts(t: &mut Table<'_>) -> (Vec<Act>, Vec<Place>) {
    let list = t.required("acts").list();
    if list.as_ref().is_some_and(Vec::is_empty) {
        let place = t.place_of("acts", "no act is named");
        t.tell(Finding::error("blank", "at least one act must be named", place));
    }
    let mut acts = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for entry in list.into_iter().flatten() {
        let place = entry.place("");
        let Some(act) = an_act(entry) else { continue };
        if let Some(first) = acts.iter().position(|other| *other == act) {
            let finding = Finding::error("duplicate-act", format!("`{act}` is named twice"), place);
            t.tell(finding.and(Place { label: "first here".into(), ..places[first].clone() }));
            continue;
        }
        acts.push(act);
        places.push(place);
    }
    (acts, places)
}

fn an_act(entry: Entry<'_>) -> Option<Act> {
    let names = act::TABLE.each_ref().map(|row| row.key);
    entry.word("act", &names).map(|index| act::TABLE[index].act)
}

pub(super) fn origin(t: &mut Table<'_>) -> Origin {
    let basis = t.required("basis").word("basis", &Basis::WORDS);
    let basis = basis.map(|index| [Basis::Essay, Basis::Documented, Basis::Assumed][index]);
    let source = t.required_with("source", "basis", &Basis::WORDS[..2]).text();
    Origin { basis: basis.unwrap_or(Basis::Assumed), source: source.unwrap_or_default() }
}

fn rule(mut t: Table<'_>) -> Option<At<Rule>> {
    a_rule(&mut t)
}

pub(super) fn a_rule(t: &mut Table<'_>) -> Option<At<Rule>> {
    let act = t.required("act");
    let place = act.is_set().then(|| act.place(""));
    let act = an_act(act);
    let who = t.optional("who").word("role", &Role::WORDS);
    let who = who.map(|index| [Role::Official, Role::Driver, Role::Parent][index]);
    let points = t.required("points").whole(POINTS).unwrap_or_default();
    let lists = t.optional("lists").whole(0..=MOST_MONTHS).unwrap_or_default();
    let repeat = t.optional("repeat").whole(*POINTS.start()..=0).unwrap_or_default();
    let frees = t.optional("frees").flag().unwrap_or_default();
    let origin = origin(t);
    Some(At { value: Rule { act: act?, who, points, repeat, lists, frees, origin }, place: place? })
}

fn no_rule_twice(page: &Page, rules: &[At<Rule>]) {
    for (n, rule) in rules.iter().enumerate() {
        if let Some(first) = rules[..n].iter().find(|other| other.value.act == rule.value.act) {
            let message = format!("there are two rules about `{}`", rule.value.act);
            let finding = Finding::error("duplicate-rule", message, rule.place("again here"));
            page.tell(finding.and(first.place("first here")).help("one act has one rule"));
        }
    }
}

fn reward(mut t: Table<'_>) -> Option<Outcome> {
    let on = tier(t.required("tier"));
    outcome(t, on, true)
}

fn sanction(mut t: Table<'_>) -> Option<Outcome> {
    let [a_tier, listed] = t.either("tier", "listed");
    if listed.is_set() && a_tier.is_set() {
        let message = "a sanction meets either a tier or the listed";
        let finding = Finding::error("tier-and-listed", message, a_tier.place("a tier"));
        t.tell(finding.and(listed.place("and the listed")).help("write one `[[sanction]]` for each"));
    }
    let is_list = listed.is_set();
    let (listed, a_tier) = (the_listed(listed), tier(a_tier));
    let on = if is_list { listed } else { a_tier };
    outcome(t, on, false)
}

fn the_listed(entry: Entry<'_>) -> Option<At<Target>> {
    let listed = at(entry.clone(), |e| e.flag())?;
    if !listed.value {
        let finding = Finding::error("out-of-range", "`listed` can only be `true` here", listed.place("meets nobody"));
        entry.tell(finding);
    }
    Some(At { value: Target::Listed, place: listed.place })
}

fn tier(entry: Entry<'_>) -> Option<At<Target>> {
    at(entry, |e| e.text().map(Target::Tier))
}

fn outcome(mut t: Table<'_>, on: Option<At<Target>>, reward: bool) -> Option<Outcome> {
    let row = effect(t.required("effect"), reward);
    let amount = t.required("amount").number(0.0..=row.map_or(1e6, |row| f64::from(row.most)));
    let origin = origin(&mut t);
    Some(Outcome { on: on?, effect: row.map_or(Effect::Levy, |row| row.effect), amount: f32(amount), origin })
}

/// The effect of a reward or of a sanction; the other kind is told apart from what is unknown.
fn effect(entry: Entry<'_>, reward: bool) -> Option<&'static EffectRow> {
    let name = entry.said().unwrap_or_default();
    let sides = |reward| EFFECTS.iter().filter(move |row| row.reward == reward).map(|row| row.key);
    if sides(!reward).any(|key| key == name) {
        let [is, is_not] = if reward { ["sanction", "reward"] } else { ["reward", "sanction"] };
        let message = format!("`{name}` is a {is}, not a {is_not}");
        let finding = Finding::error("wrong-side", message, entry.place(format!("cannot stand under `[[{is_not}]]`")));
        entry.tell(finding.help(format!("write it under `[[{is}]]`")));
        return None;
    }
    let known: Vec<&str> = sides(reward).collect();
    let elsewhere = nearest(name, known.iter().copied()).is_none().then(|| nearest(name, sides(!reward))).flatten();
    let known = if elsewhere.is_some() { EFFECTS.iter().map(|row| row.key).collect() } else { known };
    let index = entry.word("effect", &known)?;
    EFFECTS.iter().find(|row| row.key == known[index])
}

fn visibility(mut t: Table<'_>, draft: &mut Draft) {
    let audience = |index: usize| [Audience::Nobody, Audience::Lenders, Audience::Ties, Audience::Everybody][index];
    draft.list = at(t.optional("list"), |e| e.word("audience", &Audience::WORDS).map(audience));
    draft.announced = at(t.optional("announced"), |e| e.share().map(|x| x as f32));
    draft.shaming = at(t.optional("shaming"), |e| e.share().map(|x| x as f32));
}

fn spillover(mut t: Table<'_>) -> Spillover {
    Spillover {
        family: t.optional("family").whole(*POINTS.start()..=0).unwrap_or_default(),
        friends: t.optional("friends").whole(*POINTS.start()..=0).unwrap_or_default(),
    }
}

fn redemption(mut t: Table<'_>) -> Redemption {
    Redemption {
        price: f32(t.required("price").number(0.01..=1e6)),
        points: t.required("points").whole(1..=*POINTS.end()).unwrap_or_default(),
        origin: origin(&mut t),
    }
}

fn propaganda(mut t: Table<'_>) -> Propaganda {
    Propaganda {
        integrity: f32(t.required("integrity").share()),
        care: f32(t.required("care").share()),
        speech: f32(t.required("speech").share()),
        strength: f32(t.required("strength").share()),
    }
}

fn reviews(mut t: Table<'_>) -> Reviews {
    Reviews {
        participation: f32(t.required("participation").share()),
        fake: f32(t.required("fake").share()),
        removal: f32(t.optional("removal").share()),
        online: t.required("online").flag().unwrap_or_default(),
    }
}

fn inspection(mut t: Table<'_>) -> Inspection {
    Inspection {
        rate: f32(t.required("rate").share()),
        fine: f32(t.required("fine").number(0.0..=1e8)),
        announced: t.optional("announced").flag().unwrap_or(true),
    }
}

fn courts(mut t: Table<'_>) -> Courts {
    Courts {
        for_claimant: f32(t.required("for_claimant").share()),
        punishes: f32(t.required("punishes").share()),
        fine: f32(t.required("fine").number(0.0..=1e7)),
    }
}

fn welfare(mut t: Table<'_>) -> Welfare {
    Welfare {
        floor: f32(t.required("floor").number(0.0..=1e5)),
        medical: f32(t.required("medical").share()),
        elder: f32(t.required("elder").number(0.0..=1e5)),
        levy: f32(t.required("levy").share()),
    }
}

fn informants(mut t: Table<'_>) -> Informants {
    let (acts, places) = acts(&mut t);
    for (act, place) in acts.iter().zip(places).filter(|(act, _)| informing::VISIBLE & act.bit() == 0) {
        let place = Place { label: "nobody near can see this".into(), ..place };
        t.tell(Finding::error("never-seen", format!("neighbours cannot report `{act}`"), place));
    }
    Informants {
        acts,
        reward: f32(t.optional("reward").number(0.0..=1e6)),
        points: t.optional("points").whole(*POINTS.start()..=*POINTS.end()).unwrap_or_default(),
        penalty: f32(t.optional("penalty").number(0.0..=1e6)),
        silence: f32(t.optional("silence").share()),
        check: f32(t.required("check").share()),
        fine: f32(t.optional("fine").number(0.0..=1e6)),
        origin: origin(&mut t),
    }
}

fn officials(mut t: Table<'_>) -> Officials {
    Officials {
        bonus: f32(t.optional("bonus").number(0.0..=1e5)),
        detection: t.optional("detection").share().map(|x| x as f32),
        punishment: t.optional("punishment").number(0.0..=1e8).map(|x| x as f32),
        origin: origin(&mut t),
    }
}

fn appeal(mut t: Table<'_>) -> Appeal {
    Appeal {
        months: f32(t.required("months").number(1.0..=120.0)),
        success: f32(t.required("success").share()),
        mistaken: f32(t.required("mistaken").share()),
        cost: f32(t.optional("cost").number(0.0..=1e6)),
        origin: origin(&mut t),
    }
}

fn credit_bureau(mut t: Table<'_>) -> CreditBureau {
    CreditBureau {
        expiry: t.required("expiry").whole(1..=MOST_PARTS).unwrap_or_default(),
        errors: f32(t.required("errors").share()),
        dispute: f32(t.required("dispute").share()),
        origin: origin(&mut t),
    }
}

fn peer_rating(mut t: Table<'_>) -> PeerRating {
    let manner = rating::PeerRating {
        weight: f32(t.required("weight").share()),
        status: f32(t.required("status").share()),
        courtesy: f32(t.required("courtesy").share()),
        spite: f32(t.required("spite").share()),
    };
    if manner.courtesy + manner.spite > 1.0 {
        let message = "more people are polite or spiteful than there are";
        let place = t.place_of("spite", "`courtesy` and `spite` together are more than 1");
        t.tell(Finding::error("out-of-range", message, place));
    }
    PeerRating { manner, origin: origin(&mut t) }
}
