//! A test fixture: a neighbourhood of identical people, for tests of one encounter at a time.

use super::access::Stake;
use super::decision::Minds;
use super::events::Events;
use super::firm_terms::FirmStanding;
use super::place::Place;
use super::terms::NEUTRAL;
use crate::rng::{LANES, Lane, Rng, Stream};
use crate::society::assessment_rule::{Dread, Norm};
use crate::society::behaviour::{Behaviour, Decision};
use crate::society::geography::ROWS;
use crate::society::ties::{ROW_TIES, RowTie, STEPS};
use crate::society::traits::{FIRMS, Neighbourhood};

/// 150 persons in town, with four firms.
pub fn home() -> Neighbourhood {
    Neighbourhood {
        first: 0,
        span: 0..150,
        urban: true,
        steps: [0; STEPS],
        rows: [[RowTie::NONE; ROW_TIES]; ROWS as usize],
        firms: 4,
    }
}

/// Behaviour in which every number except the noise is 0.
pub fn behaviour() -> Behaviour {
    Behaviour { decision: Decision { noise: 1.0, ..Decision::default() }, ..Behaviour::default() }
}

/// Everybody is well off, has a good reputation, and passes somebody with a good reputation.
pub fn place<'a>(home: &'a Neighbourhood, behaviour: &'a Behaviour) -> Place<'a> {
    Place {
        home,
        behaviour,
        norm: Norm::by_name("image-scoring").expect("it is known"),
        dread: Dread::ByTrust,
        neighbours: true,
        flags: [0; LANES],
        household: [0; LANES],
        repute: [255; LANES],
        esteem: [255; LANES],
        others_repute: [255; LANES],
        others_regard: None,
        others_frailty: [1.0; LANES],
        meets: [true; LANES],
        score: [0; LANES],
        slow: [false; LANES],
        standing: [NEUTRAL; LANES],
        months: [0; LANES],
        wrongly: [false; LANES],
        misplaced: [false; LANES],
        income: [3_000; LANES],
        usual: [3_000; LANES],
        age: [0; LANES],
        work: [0; LANES],
        support: [0; LANES],
        debt: [0; LANES],
        won: [Default::default(); LANES],
        firms: [FirmStanding::NONE; FIRMS],
        broken: 0.0,
        venal: 0.0,
        dealing: 1.0,
        distrust: 0.0,
    }
}

/// Minds that weigh money alone, and so heavily that a yuan decides.
pub fn homines_oeconomici() -> Minds {
    let mut minds = Minds::EMPTY;
    minds.weight[0] = [1e6; LANES];
    minds.ease = [1_000.0; LANES];
    minds.stakes[Stake::Everybody as usize] = [1.0; LANES];
    minds
}

/// Events to be filled in: everybody has ample savings.
pub fn deeds() -> Events {
    Events { savings: [1_000_000; LANES], ..Events::NONE }
}

/// Draws of one month.
pub fn draws() -> [Lane<u32>; 4] {
    let mut draws = [[0; LANES]; 4];
    Rng::new(11, 0).lanes(Stream::named("test"), 0, 0, &mut draws);
    draws
}

/// How many of the 150 did an act.
pub fn doers(deeds: &Events, act: crate::society::act::Act) -> usize {
    deeds.acts[..150].iter().filter(|acts| *acts & act.bit() != 0).count()
}
