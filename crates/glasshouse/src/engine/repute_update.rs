//! The update of reputations from a month's acts: by gossip, by private opinions, or by a council.

use super::context::Context;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::private_opinions::{ALL, OpinionMatrix, WORDS, judged, some};
use super::world::Common;
use crate::life::gossip::{self, JudgedCase};
use crate::rng::{LANES, Lane, places};
use crate::society::act::Acts;
use crate::society::assessment_rule::GOOD;

/// What neighbours noticed of everybody's acts, and the reputations that follow.
pub struct Talk {
    /// Acts that were noticed.
    pub noticed: Lane<Acts>,
    /// The new reputations.
    pub repute: Lane<u8>,
}

impl Context<'_> {
    /// Neighbours notice what everybody did and talk about it. `words` are the month's random words for gossip:
    /// noticing and error, then errors and sights of private opinions; `rounding` rounds reputations.
    #[inline(always)]
    pub fn talk(
        &self,
        month: &NeighbourhoodMonth,
        words: &[Lane<u32>; 4],
        rounding: &Lane<u32>,
        common: &mut Common,
    ) -> Talk {
        let ways = &self.people.society.ways;
        let mut g = self.people.society.behaviour.gossip.clone();
        if ways.council.is_some() {
            // A council member finds a person either good or not.
            g.speed = 1.0;
        }
        let (g, place) = (&g, &month.start().place);
        let done = self.told(&month.events.acts);
        let mut repute = place.repute;
        let (mut noticed, mut listed, mut told) = ([0; LANES], [false; LANES], [false; LANES]);
        for i in 0..LANES {
            let notices = gossip::noticed(g, words[0][i]);
            noticed[i] = if notices { done[i] } else { 0 };
            listed[i] = notices & self.terms.shown_to_ties & is_listed(place.standing[i]);
            told[i] = gossip::is_talked_of(noticed[i], listed[i]);
        }
        for i in places(&told) {
            let noticed = gossip::NoticedActs { acts: noticed[i], listed: listed[i] };
            let (own, other) = (repute[i], place.others_repute[i]);
            repute[i] = gossip::told(g, self.norm, own, other, noticed, words[0][i], rounding[i]);
        }
        if let Some(opinions) = &mut common.opinions {
            repute = self.opine(month, &done, words, opinions);
        } else if let Some(votes) = &mut common.votes {
            repute = votes.vote(ways.council, &place.repute, &repute);
        }
        Talk { noticed, repute }
    }

    /// Everybody's acts as neighbours see them: those of a file are to them like one of the model.
    fn told(&self, acts: &Lane<Acts>) -> Lane<Acts> {
        let mut told = *acts;
        if !self.terms.own.is_empty() {
            told.iter_mut().for_each(|acts| *acts = self.terms.own.told(*acts, true));
        }
        told
    }

    /// Everybody forms her opinion of what she saw this month. Returns the reputations that follow. `words` are the
    /// month's random words for gossip: the second is for errors, the third for sights.
    fn opine(
        &self,
        month: &NeighbourhoodMonth,
        done: &Lane<Acts>,
        words: &[Lane<u32>; 4],
        opinions: &mut OpinionMatrix,
    ) -> Lane<u8> {
        let g = &self.people.society.behaviour.gossip;
        let (persons, place) = (month.neighbourhood().persons(), &month.start().place);
        let ahead = month.matching.ahead(month.population, month.index);
        let before = opinions.clone();
        for i in 0..persons {
            let listed = self.terms.shown_to_ties & is_listed(place.standing[i]);
            let Some(JudgedCase { to_good, helped }) = gossip::case(done[i], listed) else { continue };
            let other = match ahead.of(i) {
                _ if to_good => ALL,
                v if month.matching.is_local() && v < persons => before.0[v],
                _ if place.others_repute[i] >= GOOD => ALL,
                _ => [0; WORDS],
            };
            let verdict = judged(self.norm, before.0[i], other, helped);
            let (wrong, mut sees) = (some(words[1][i], g.error, persons), some(words[2][i], g.sight, persons));
            sees[i / 64] |= 1 << (i % 64);
            opinions.0[i] = std::array::from_fn(|w| before.0[i][w] & !sees[w] | (verdict[w] ^ wrong[w]) & sees[w]);
        }
        let mut repute = place.repute;
        (0..persons).for_each(|i| repute[i] = opinions.repute(i, persons));
        repute
    }
}
