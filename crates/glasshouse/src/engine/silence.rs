//! Which ties fall silent because one of the two is listed? Both ends work it out alike, from what never changes.
//!
//! Only ties between somebody listed and somebody who is not are looked at; where nobody is listed nothing is done.

use super::month::Context;
use super::sight::Seen;
use crate::chance::{Lane, Purpose, unit};
use crate::life::shunning::keeps;
use crate::society::people::{Home, Neighbourhood};
use crate::society::public::LISTED;

impl Context<'_> {
    /// Takes silent ties out of what the persons of a neighbourhood have seen, and counts them. `grounded` people had not
    /// seen friends far away before.
    pub fn silence(&self, home: &Home, hood: &Neighbourhood, grounded: &Lane<bool>, seen: &mut Seen) {
        for i in 0..hood.persons() {
            let me = hood.first + i as u32;
            let listed = self.is_listed(me);
            if !listed && seen.friends[i] == 0 {
                continue;
            }
            for (friend, far) in home.friends_in(hood, i) {
                seen.friends_of_listed[i] += u8::from(listed);
                if self.is_listed(friend) == listed || !self.is_silent(me, friend, listed) {
                    continue;
                }
                seen.silent[i] += 1;
                // The books had counted a listed friend, also one far away who is not met.
                seen.friends[i] -= u8::from(!listed);
                if !(far && grounded[i]) {
                    seen.sights.take(i, self.public[friend as usize]);
                    seen.ties[i] -= 1;
                }
            }
        }
    }

    fn is_listed(&self, person: u32) -> bool {
        self.public[person as usize] & LISTED != 0
    }

    /// Whether the one of a pair who is not listed drops the tie; `first` says that it is the first who is listed.
    fn is_silent(&self, a: u32, b: u32, first: bool) -> bool {
        let dropper = if first { b } else { a };
        let terms = &self.table.of(self.people.map.county_of(dropper)).terms;
        if !terms.shown_to_ties {
            return false;
        }
        let words = self.people.chance.words(Purpose::Shunning, a.min(b), a.max(b));
        let word = words[usize::from(dropper > a.min(b))];
        let (traits, place) = self.homes.traits(dropper);
        unit(word) >= keeps(&self.people.society.behaviour, terms, &traits, place)
    }
}
