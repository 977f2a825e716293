//! Records that reach the institution's books in a month: sightings, neighbours' reports and late arrivals.

use super::context::Context;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::record_keeping::PersonBooks;
use crate::life::own;
use crate::regime::surveillance::{self, Eyes};
use crate::rng::{LANES, Lane, Purpose};
use crate::society::act::{Act, Acts};

/// Sets of records that reach the books in one month, each from a different month.
pub struct Records {
    /// The acts in each set, by person.
    pub sets: Vec<Lane<Acts>>,
    /// The age of each set in months: 0 first.
    pub delays: Vec<u8>,
}

/// Records of an earlier month that arrive now.
struct LateSet {
    delay: u8,
    acts: Lane<Acts>,
}

impl Context<'_> {
    /// Step 4: what channels see, what neighbours reported, and what bribed officials entered. Returns the sets of
    /// records that reach the books this month: first that of this month, then one for each delay of the regime's
    /// channels.
    pub fn records(&self, month: &NeighbourhoodMonth, books: &mut PersonBooks) -> Records {
        let (neighbourhood, start, events) = (month.neighbourhood(), month.start(), month.events);
        let mut seen = [0; LANES];
        let mut late = Vec::new();
        if let Some(eyes) = self.institution.eyes.as_ref().filter(|_| self.in_force) {
            let mut draws = [[0; LANES]; 4];
            self.people.rng.lanes(Purpose::Watch, neighbourhood.first, self.month, &mut draws);
            let mut able = [!Act::Adulterate.bit(); LANES];
            (0..neighbourhood.firms).for_each(|f| able[neighbourhood.owner(f)] = Acts::MAX);
            let encounters = &self.people.society.encounters;
            if !encounters.is_empty() {
                (0..LANES).for_each(|i| able[i] &= own::credible(encounters, events, i));
            }
            seen = surveillance::watch(eyes, &events.acts, &able, neighbourhood.urban, month.fifth, &draws);
            for (i, docket) in start.docket.iter().enumerate() {
                seen[i] &= if *docket { Acts::MAX } else { 0 };
            }
            late = self.late(eyes, month, &draws, books, &mut seen);
        }
        for i in 0..LANES {
            seen[i] |= if start.docket[i] { month.reported[i] | events.entered[i] } else { 0 };
        }
        let concerning = |set| self.institution.code.concerning(set, &start.place.flags);
        let sets = [&seen].into_iter().chain(late.iter().map(|set| &set.acts)).map(concerning).collect();
        Records { sets, delays: [0].into_iter().chain(late.iter().map(|set| set.delay)).collect() }
    }

    /// Stores what channels will report later, and fetches what they report now about earlier months.
    fn late(
        &self,
        eyes: &Eyes,
        month: &NeighbourhoodMonth,
        draws: &[Lane<u32>; 4],
        books: &mut PersonBooks,
        seen: &mut Lane<Acts>,
    ) -> Vec<LateSet> {
        let delays = eyes.delays();
        let mut late: Vec<LateSet> =
            delays[1..].iter().map(|delay| LateSet { delay: *delay, acts: [0; LANES] }).collect();
        if late.is_empty() {
            return late;
        }
        let neighbourhood = month.neighbourhood();
        for i in 0..neighbourhood.persons() {
            if seen[i] == 0 {
                continue;
            }
            let words = [draws[0][i], draws[1][i]];
            let sorted = eyes.sorted(seen[i], month.events.acts[i], neighbourhood.urban, month.fifth[i], words);
            seen[i] = sorted[0];
            for (set, acts) in late.iter_mut().zip(&sorted[1..]) {
                // A neighbour's report is in the books already and is not repeated later.
                set.acts[i] = acts & !month.reported[i];
            }
        }
        late.iter_mut().for_each(|set| books.exchange(self.month, &neighbourhood.span, set.delay, &mut set.acts));
        late
    }
}
