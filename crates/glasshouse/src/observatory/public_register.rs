//! The public list as seen by one neighbour, and the facts behind it.

use super::life_history::{town_of, whereabouts};
use crate::engine::{Institution, Settlement, is_listed, step};
use crate::life::terms::NEUTRAL;
use crate::regime::adjudication::months;
use crate::regime::{Audience, Regime};

/// Relation of a listed person to the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Herself.
    Oneself,
    /// A member of her household.
    Family,
    /// A friend in the neighbourhood.
    Friend,
    /// Another neighbour.
    Neighbour,
}

/// Somebody on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// Her number.
    pub person: u32,
    /// Her relation to the viewer.
    pub relation: Relation,
    /// Whether the viewer can see that she is listed.
    pub is_shown: bool,
    /// Whether perfect sight of her own acts, and nothing else, would list her.
    pub is_deserved: bool,
    /// Months left on the list by a rule that lists; 0 if her tier keeps her there.
    pub months: u8,
}

/// The part of the list at the end of a month that concerns one neighbourhood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Whether anybody there is judged.
    pub in_force: bool,
    /// The people who can see the list.
    pub audience: Audience,
    /// Persons of the neighbourhood, including the viewer.
    pub neighbours: u32,
    /// Those of them who are listed, in the order of their numbers.
    pub entries: Vec<RegisterEntry>,
    /// Listed persons in the whole society.
    pub listed: u64,
}

/// Looks up the neighbourhood of a person at the end of a month (from 0): the run is repeated up to it. She must live
/// in this society.
pub fn register(people: &Settlement, regime: &Regime, person: u32, month: u32) -> Register {
    assert!(u64::from(person) < people.size.people, "the caller knows how many there are");
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    (0..=month).for_each(|_| drop(step(people, &institution, &mut world, None)));
    let (home, b) = whereabouts(people, person);
    let (hood, columns) = (&home.neighbourhoods[b], &world.towns[town_of(people, person)].columns);
    let own = hood.span.start + (person - hood.first) as usize;
    let friends: Vec<u32> = home.friends(own).into_iter().map(|(friend, _)| friend).collect();
    let ties = home.ties(own);
    let relation = |other: u32| match other {
        _ if other == person => Relation::Oneself,
        _ if ties[..ties.len() - friends.len()].contains(&other) => Relation::Family,
        _ if friends.contains(&other) => Relation::Friend,
        _ => Relation::Neighbour,
    };
    let audience = regime.visibility.list;
    let entry = |i: usize| {
        let person = hood.first + (i - hood.span.start) as u32;
        let relation = relation(person);
        RegisterEntry {
            person,
            relation,
            is_shown: match audience {
                Audience::Everybody => true,
                Audience::Ties => relation != Relation::Neighbour,
                _ => relation == Relation::Oneself,
            },
            is_deserved: is_listed(institution.code.standing(columns.deserved[i], columns.deserved_months[i])),
            months: months(columns.months[i]),
        }
    };
    let on_list = |standing: &[u8]| standing.iter().filter(|s| is_listed(**s)).count() as u64;
    Register {
        in_force: hood.span.clone().any(|i| columns.standing[i] != NEUTRAL),
        audience,
        neighbours: hood.persons() as u32,
        entries: hood.span.clone().filter(|i| is_listed(columns.standing[*i])).map(entry).collect(),
        listed: world.towns.iter().map(|folk| on_list(&folk.columns.standing)).sum(),
    }
}
