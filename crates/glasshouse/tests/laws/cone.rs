//! The dependency cone of a single person's temper: who can be affected by a change of it, and when.
//!
//! Two worlds that differ in one person are run side by side. Before each month their differences determine who can
//! differ after it; nobody else may. The reach of a difference in one month:
//!
//! * *doers* may act otherwise: anybody who differs herself, whose neighbourhood differs in what it approves of or
//!   says of its firms, or who may pass a person of another reputation;
//! * *partners* of doers, whom they may meet in distress or be helped by;
//! * *neighbours* of doers and partners, who may report them or be reported by them, where an office takes reports;
//! * *officials* of the county, who may have a doer's case; and where an official is a doer, all who may have a case;
//! * *listeners*: ties of all these, who are told whether anybody was found out;
//! * *watchers*: ties of those in whom something else could be seen last month;
//! * *owners* of the firms where doers and partners buy, and the customers of owners who are doers.
//!
//! Only the news reaches everybody; the comparison ends where it differs.

use crate::laboratory::{regime_between, settle, still};
use glasshouse::engine::matching::Matching;
use glasshouse::engine::world::{TownState, World};
use glasshouse::engine::{Institution, PackedCounties, Settlement, step};
use glasshouse::life::discretion;
use glasshouse::regime::Regime;
use glasshouse::regime::adjudication;
use glasshouse::rng::unit;
use std::collections::BTreeSet;

/// Persons, by number.
type People = BTreeSet<u32>;

/// Twenty neighbourhoods in two counties.
const PEOPLE: u64 = 3_000;

/// The people, numbered.
struct Atlas<'a> {
    people: &'a Settlement,
}

impl Atlas<'_> {
    /// Town, neighbourhood in it, place in that.
    fn place(&self, person: u32) -> (usize, usize, usize) {
        let homes = &self.people.homes;
        let county = homes.partition_point(|home| home.neighbourhoods[0].first <= person) - 1;
        let hoods = &homes[county].neighbourhoods;
        let b = hoods.partition_point(|hood| hood.first <= person) - 1;
        (county, b, (person - hoods[b].first) as usize)
    }

    fn members(&self, (county, b): (usize, usize)) -> impl Iterator<Item = u32> + use<> {
        let hood = &self.people.homes[county].neighbourhoods[b];
        hood.first..hood.first + hood.persons() as u32
    }

    fn owners(&self, (county, b): (usize, usize)) -> Vec<u32> {
        let hood = &self.people.homes[county].neighbourhoods[b];
        (0..hood.firms).map(|firm| hood.first + hood.owner(firm) as u32).collect()
    }

    /// The people whom a person may pass in distress this month, and by whom she may be passed.
    fn partners(&self, person: u32, month: u32) -> Vec<u32> {
        let (county, b, place) = self.place(person);
        let (home, rng) = (&self.people.homes[county], &self.people.rng);
        let matching = Matching::draw(&self.people.society.behaviour, rng, home, month);
        let sides = [matching.ahead(home, b), matching.behind(home, b)];
        let found = sides.iter().filter_map(|side| {
            let there = &home.neighbourhoods[side.other];
            let j = side.of(place);
            (j < there.persons()).then(|| there.first + j as u32)
        });
        found.collect()
    }

    /// Officials of a county.
    fn officials(&self, county: usize) -> impl Iterator<Item = u32> + use<'_> {
        let home = &self.people.homes[county];
        home.officials.iter().map(move |c| home.neighbourhoods[0].first + c)
    }

    /// The people whose cases may go otherwise if these act otherwise, and the officials who decide them.
    fn cases(&self, doers: &People, listed: &People, month: u32) -> People {
        let mut touched = People::new();
        let counties: BTreeSet<usize> = doers.iter().map(|person| self.place(*person).0).collect();
        for county in counties {
            let hoods = 0..self.people.homes[county].neighbourhoods.len();
            let mut concerned: People = hoods.flat_map(|b| self.owners((county, b))).collect();
            let waits = |person: &u32| {
                let (county, b, place) = self.place(*person);
                let first = self.people.homes[county].neighbourhoods[b].first;
                let word = self.people.rng.lane(discretion::NEED, first, month)[place];
                unit(word) < self.people.society.behaviour.discretion.permit
            };
            // A person who would have points entered for her, if her score leaves her any to win.
            let clerk = |person: &u32| {
                let word = self.people.rng.words(discretion::CLERK, *person, month)[0];
                unit(word) < self.people.society.behaviour.discretion.way
            };
            let hoods = 0..self.people.homes[county].neighbourhoods.len();
            let comes = |person: &u32| waits(person) || clerk(person);
            concerned.extend(hoods.flat_map(|b| self.members((county, b))).filter(comes));
            concerned.extend(listed.iter().filter(|person| self.place(**person).0 == county));
            let officials: People = self.officials(county).collect();
            if !concerned.is_disjoint(doers) {
                touched.extend(&officials);
            }
            if !officials.is_disjoint(doers) {
                touched.extend(&officials);
                touched.extend(concerned);
            }
        }
        touched
    }

    fn ties(&self, person: u32) -> Vec<u32> {
        let (county, b, place) = self.place(person);
        let home = &self.people.homes[county];
        home.ties(home.neighbourhoods[b].span.start + place)
    }
}

/// Neighbourhoods, as county and index in it.
type Hoods = BTreeSet<(usize, usize)>;

/// The differences between two worlds.
#[derive(Default)]
struct Difference {
    /// Persons whose state differs.
    state: People,
    /// Those of them who have another reputation.
    repute: People,
    /// Those of them who have another standing.
    standing: People,
    /// Persons in whom something else can be seen.
    seen: People,
    /// Neighbourhoods that share something else.
    commons: Hoods,
    /// Whether neighbours report each other.
    reports: bool,
    /// Whether there are rules, so that people tell whether they were found out.
    rules: bool,
    /// Persons who are on the list for some months.
    listed: People,
}

impl Difference {
    fn between(a: &World, b: &World) -> Difference {
        let mut found = Difference::default();
        let mut first = 0;
        for (c, (one, other)) in a.towns.iter().zip(&b.towns).enumerate() {
            let n = one.columns.trust.len();
            let who = |differs: &dyn Fn(usize) -> bool| -> Vec<u32> {
                (0..n).filter(|i| differs(*i)).map(|i| first + i as u32).collect()
            };
            found.state.extend(who(&|i| differ(one, other, i)));
            found.repute.extend(who(&|i| one.columns.repute[i] != other.columns.repute[i]));
            found.standing.extend(who(&|i| one.columns.standing[i] != other.columns.standing[i]));
            let hoods = 0..one.commons.len();
            found.listed.extend(who(&|i| {
                adjudication::months(one.columns.months[i]) + adjudication::months(other.columns.months[i]) > 0
            }));
            found.commons.extend(hoods.filter(|h| one.commons[*h] != other.commons[*h]).map(|h| (c, h)));
            first += n as u32;
        }
        found.seen.extend((0..first).filter(|i| a.public[*i as usize] != b.public[*i as usize]));
        found
    }

    /// Persons who can act otherwise in the month that begins.
    fn doers(&self, atlas: &Atlas, month: u32) -> People {
        let mut doers = self.state.clone();
        doers.extend(self.repute.iter().flat_map(|person| atlas.partners(*person, month)));
        doers.extend(self.commons.iter().flat_map(|hood| atlas.members(*hood)));
        doers
    }

    /// Persons who can differ after the month that begins, given those who can act otherwise in it.
    fn reach(&self, atlas: &Atlas, doers: &People, month: u32) -> People {
        let mut reach = doers.clone();
        reach.extend(atlas.cases(doers, &self.listed, month));
        reach.extend(doers.iter().flat_map(|person| atlas.partners(*person, month)));
        if self.reports {
            let about: Vec<u32> = reach.iter().flat_map(|person| atlas.ties(*person)).collect();
            reach.extend(about);
        }
        let shops = hoods(atlas, &reach);
        for hood in shops {
            let owners = atlas.owners(hood);
            if owners.iter().any(|owner| doers.contains(owner)) {
                reach.extend(atlas.members(hood));
            }
            reach.extend(owners);
        }
        if self.rules {
            let told: Vec<u32> = reach.iter().flat_map(|person| atlas.ties(*person)).collect();
            reach.extend(told);
        }
        // The institution knows a standing without looking at anybody; it affects the household.
        reach.extend(self.seen.union(&self.standing).flat_map(|person| atlas.ties(*person)));
        reach
    }
}

fn hoods(atlas: &Atlas, people: &People) -> Hoods {
    let homes = people.iter().map(|person| atlas.place(*person));
    homes.map(|(county, b, _)| (county, b)).collect()
}

/// Whether the person at place `i` differs in any column.
fn differ(a: &TownState, b: &TownState, i: usize) -> bool {
    let books = (&a.books, &b.books);
    let (a, b) = (&a.columns, &b.columns);
    let bytes = |one: &[u8], other: &[u8]| one[i] != other[i];
    (0..3).any(|d| bytes(&a.norm[d], &b.norm[d]) || bytes(&a.custom[d], &b.custom[d]))
        || bytes(&a.trust, &b.trust)
        || (0..3).any(|k| bytes(&a.felt[k], &b.felt[k]))
        || bytes(&a.approval, &b.approval)
        || bytes(&a.repute, &b.repute)
        || bytes(&a.standing, &b.standing)
        || bytes(&a.months, &b.months)
        || bytes(&a.deserved_months, &b.deserved_months)
        || bytes(&a.debt, &b.debt)
        || bytes(&a.work, &b.work)
        || (a.score[i], a.deserved[i], a.savings[i]) != (b.score[i], b.deserved[i], b.savings[i])
        || !books.0.agree(books.1, i)
}

/// The findings from following one difference.
#[derive(Default)]
struct Found {
    /// Number of persons who could differ after each month.
    could: Vec<usize>,
    /// How many did.
    did: Vec<usize>,
}

/// Inverts one temper of one person, and follows the difference until the news carries it to everybody.
fn follow(people: &Settlement, regime: &Regime, person: u32, domain: usize, months: u32) -> Found {
    let atlas = Atlas { people };
    let (county, b, place) = atlas.place(person);
    let mut otherwise = people.clone();
    let traits = &mut otherwise.homes[county].traits;
    let i = people.homes[county].neighbourhoods[b].span.start + place;
    traits.temper[domain][i] = if traits.temper[domain][i] < 128 { 255 } else { 0 };
    // She has been so for as long as she has lived: her norm matches her temper.
    let mut counties = otherwise.dawn.towns.all().unwrap();
    counties[county].columns.norm[domain][i] = traits.temper[domain][i];
    otherwise.dawn.towns = PackedCounties::of(counties.chunks(1));

    let institution = Institution::new(regime);
    let (mut here, mut there) = (people.world(&institution), otherwise.world(&institution));
    let mut found = Found::default();
    for month in 0..months {
        if here.news != there.news {
            break;
        }
        let mut before = Difference::between(&here, &there);
        before.reports = regime.informants.is_some();
        before.rules = !regime.rules.is_empty();
        before.state.insert(person); // her temper differs, even where her state agrees by chance
        before.seen.insert(person); // and with it which listed friends she keeps
        let doers = before.doers(&atlas, month);
        let reach = before.reach(&atlas, &doers, month);
        step(people, &institution, &mut here, None);
        step(&otherwise, &institution, &mut there, None);
        let after = Difference::between(&here, &there);
        let what = format!("person {person}, domain {domain}, month {month}");
        let stray = |set: &People| set.difference(&reach).copied().collect::<Vec<_>>();
        assert!(stray(&after.state).is_empty(), "{what}: {:?} cannot have been affected", stray(&after.state));
        assert!(stray(&after.seen).is_empty(), "{what}: {:?} cannot look different", stray(&after.seen));
        let decided = doers.union(&atlas.cases(&doers, &before.listed, month)).copied().collect();
        let shared = hoods(&atlas, if before.reports { &reach } else { &decided });
        assert!(after.commons.is_subset(&shared), "{what}: {:?} differ, {shared:?} could", after.commons);
        found.could.push(reach.len());
        found.did.push(after.state.len());
    }
    found
}

/// A sample of persons, owners of firms among them.
fn some(people: &Settlement) -> Vec<u32> {
    let mut chosen: Vec<u32> = (0..24).map(|k| 7 + 123 * k).collect();
    chosen.extend([(0, 3), (1, 4)].iter().flat_map(|hood| Atlas { people }.owners(*hood)));
    chosen
}

#[test]
fn a_difference_goes_from_person_to_person_and_nowhere_else() {
    let people = settle(&still(), PEOPLE);
    let atlas = Atlas { people: &people };
    let mut regimes = ["no-system", "social-credit", "informants"].map(|spec| regime_between(spec, 0, 24));
    // Some observations come late, points lapse, and ways back are capped.
    let social_credit = &mut regimes[1];
    social_credit.watch.iter_mut().skip(1).step_by(2).for_each(|channel| channel.delay = 2);
    social_credit.score.as_mut().expect("it has one").expiry = Some(3);
    social_credit.redemption.as_mut().expect("it has one").points_a_year = Some(20);
    for regime in regimes {
        let (mut followed, mut later, mut spread) = (0, 0, 0);
        for (person, domain) in some(&people).into_iter().flat_map(|person| (0..3).map(move |d| (person, d))) {
            let found = follow(&people, &regime, person, domain, 5);
            // In the first month these are she, two persons whom she may meet, and the at most twelve owners from
            // whom the three buy; if she is an owner herself, also her neighbourhood and two of its guests. Where
            // neighbours report each other, their ties, and the owners from whom these buy, are added; where there are
            // rules, the ties of all these, who are told.
            let (county, b, _) = atlas.place(person);
            let most = if atlas.owners((county, b)).contains(&person) { 160 } else { 15 };
            // If she is an owner or an official, cases in her county may go otherwise, and officials buy somewhere.
            let officials: Vec<u32> = atlas.officials(county).collect();
            let most = most + 5 * officials.len() + if officials.contains(&person) { 45 + 160 } else { 0 };
            let most = most + atlas.ties(person).len();
            let most = if regime.informants.is_some() { 10 * most } else { most };
            let most = if regime.rules.is_empty() { most } else { 15 * most };
            assert!(found.could[0] <= most, "person {person}: {} could differ at once", found.could[0]);
            followed += 1;
            later += found.could.len() - 1;
            spread += u32::from(found.did.last().is_some_and(|did| *did > 5));
        }
        assert!(later > followed, "later months were looked at too, before the news changed: {later}");
        assert!(spread >= 5, "differences spread, or there would be nothing to look at: {spread} of {followed}");
    }
}
