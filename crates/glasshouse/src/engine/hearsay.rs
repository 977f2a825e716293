//! Hearsay about rulings: what the people of a household and friends in the neighbourhood tell each other.
//!
//! Whoever did something about which there is a rule tells her household and her friends nearby whether she was found
//! out. They learn from it how closely people are watched. Friends elsewhere do not hear of it in that month.

use super::columns::load;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation;
use super::record_intake::Records;
use crate::life::learning::{Cases, Experience};
use crate::life::terms::Terms;
use crate::rng::LANES;
use crate::society::act::{Act, Acts, Sphere};

/// Acts that only the office that accepts them can know, or that are no offence and no merit of their own: they teach
/// nothing about channels.
const NOT_FOUND_OUT: [Act; 3] = [Act::Donate, Act::Appeal, Act::Inform];

/// The acts that teach people how closely they are watched.
pub fn teaching(terms: &Terms) -> Acts {
    terms.ruled & !NOT_FOUND_OUT.iter().fold(terms.certain, |set, act| set | act.bit())
}

/// Writes to `lived` what everybody's own acts under a rule taught her, and what her ties told her of theirs.
pub fn learn_of_rulings(month: &NeighbourhoodMonth, terms: &Terms, records: &Records, lived: &mut Experience) {
    let (start, neighbourhood) = (month.start(), month.neighbourhood());
    let ruled = teaching(terms);
    lived.cases = [0; LANES];
    lived.told = [[0; LANES]; 8];
    if ruled == 0 {
        return;
    }
    let mut any = 0;
    for i in 0..neighbourhood.persons() {
        if !start.docket[i] {
            continue;
        }
        let did = month.events.acts[i] & ruled;
        let recorded = records.sets.iter().fold(0, |all, set| all | set[i]);
        // What a neighbour reported or a bribed official entered says nothing about the channels.
        let found = recorded & ruled & !(month.reported[i] | month.events.entered[i]);
        for sphere in Sphere::ALL {
            let (k, acts) = (sphere as usize, sphere.acts());
            let flag = |yes: bool, bit: u8| if yes { bit } else { 0 };
            lived.cases[i] |=
                flag((did | found) & acts != 0, Cases::acted(k)) | flag(found & acts != 0, Cases::found(k));
        }
        any |= lived.cases[i];
    }
    if any != 0 {
        let traits = &month.population.traits;
        let (ties, household) = (load(&traits.ties, &neighbourhood.span), &start.place.household);
        lived.told = observation::hear(neighbourhood, &ties, household, &lived.cases);
    }
}
