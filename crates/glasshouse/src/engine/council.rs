//! A council on reputation: one member sits each month, and the votes are counted at the end of a term.
//!
//! If a society has a council, the verdict on a month's deed is the vote of the member who sits that month. A term
//! has as many months as the council has members. At its end the persons whom enough members found good have a good
//! reputation, and nobody else; until then reputations stay unchanged. In isolation this is judgment by a public
//! institution (Radzvilavicius, Kessinger & Plotkin 2021, Nature Communications 12), whose members each see a
//! different deed and err independently.

use crate::rng::{LANES, Lane};
use crate::society::assessment_rule::{Council, GOOD};

/// The votes of a term so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Votes {
    /// Members who have sat.
    pub sat: u8,
    /// How many of them have found each person good.
    pub good: Lane<u8>,
}

impl Default for Votes {
    /// Nobody has sat yet.
    fn default() -> Votes {
        Votes { sat: 0, good: [0; LANES] }
    }
}

impl Votes {
    /// Casts the vote of this month's member: what talk `says`, or the current reputation if she noticed no deed.
    /// Returns the new reputations, which are those `before` until the end of a term.
    pub fn vote(&mut self, council: Option<Council>, before: &Lane<u8>, says: &Lane<u8>) -> Lane<u8> {
        council.and_then(|council| self.cast(council, says)).unwrap_or(*before)
    }

    /// Adds the votes of a month's member, who `says` her verdicts as reputations. Returns the resulting reputations
    /// at the end of the term.
    fn cast(&mut self, council: Council, says: &Lane<u8>) -> Option<Lane<u8>> {
        self.sat += 1;
        (0..LANES).for_each(|i| self.good[i] += u8::from(says[i] >= GOOD));
        (self.sat >= council.members)
            .then(|| std::mem::take(self).good.map(|votes| if votes >= council.needs { u8::MAX } else { 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_it_takes_must_agree_and_only_at_the_end_of_a_term() {
        let (council, mut votes, mut says) = (Council { members: 3, needs: 2 }, Votes::default(), [0; LANES]);
        let mut settled = None;
        // The first is found good by no member, the others by one, two and three.
        for least in [3, 2, 1] {
            assert_eq!(settled, None);
            (0..4).for_each(|i| says[i] = if i >= least { 255 } else { 0 });
            settled = votes.cast(council, &says);
        }
        assert_eq!(settled.map(|repute| [repute[0], repute[1], repute[2], repute[3]]), Some([0, 0, 255, 255]));
        assert_eq!(votes, Votes::default(), "a new term begins");
    }
}
