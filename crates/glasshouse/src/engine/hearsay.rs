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
use crate::rng::{LANES, Lane};
use crate::society::act::{Act, Acts, Sphere};
use multiversion::multiversion;

/// Acts that only the office that accepts them can know, or that are no offence and no merit of their own: they teach
/// nothing about channels.
const NOT_FOUND_OUT: [Act; 4] = [Act::Donate, Act::Appeal, Act::Inform, Act::BuyOff];

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
    outcomes(month, terms, ruled, records, &mut lived.cases);
    if lived.cases.iter().any(|cases| *cases != 0) {
        let traits = &month.population.traits;
        let (ties, household) = (load(&traits.ties, &neighbourhood.span), &start.place.household);
        lived.told = observation::hear(neighbourhood, &ties, household, &lived.cases);
    }
}

/// The outcome of everybody's acts about which there is a rule.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn outcomes(month: &NeighbourhoodMonth, terms: &Terms, ruled: Acts, records: &Records, cases: &mut Lane<u8>) {
    let docket = &month.start().docket;
    let by_sphere = Sphere::ALL.map(|sphere| terms.acts_in(sphere));
    let mut found = [0; LANES];
    for set in &records.sets {
        for i in 0..LANES {
            found[i] |= set[i];
        }
    }
    for i in 0..LANES {
        // What a neighbour reported or a bribed official entered says nothing about the channels.
        let ruled = if docket[i] { ruled } else { 0 };
        let found = found[i] & ruled & !(month.reported[i] | month.events.entered[i]);
        let acted = found | month.events.acts[i] & ruled;
        for sphere in Sphere::ALL {
            let acts = by_sphere[sphere as usize];
            let flag = |yes: bool, bit: u8| if yes { bit } else { 0 };
            cases[i] |= flag(acted & acts != 0, Cases::acted(sphere as usize))
                | flag(found & acts != 0, Cases::found(sphere as usize));
        }
    }
    cases[month.neighbourhood().persons()..].fill(0);
}
