//! What reaches the books this month? What channels saw and neighbours told, and what comes late of earlier months.

use super::month::Context;
use super::month_start::Entry;
use super::world::TownState;
use crate::life::events::Events;
use crate::regime::surveillance::{self, Eyes};
use crate::rng::{LANES, Lane, Purpose};
use crate::society::act::{Act, Acts};
use crate::society::traits::Neighbourhood;

/// Sets of records that reach the books in one month. No two sets are of the same month.
pub struct Records {
    /// What each set holds, by person.
    pub sets: Vec<Lane<Acts>>,
    /// How many months ago that was: 0 first.
    pub delays: Vec<u8>,
}

impl Context<'_> {
    /// Step 4: what the channels see, what neighbours told, and what bribed officials entered. Sets of records that reach the books this month: first
    /// those of this month, then those of so many months ago, as the delays of the regime's channels are.
    pub fn records(
        &self,
        hood: &Neighbourhood,
        folk: &mut TownState,
        fifth: &Lane<u8>,
        deeds: &Events,
        entry: &Entry,
        told: &Lane<Acts>,
    ) -> Records {
        let mut seen = [0; LANES];
        let mut late = Vec::new();
        if let Some(eyes) = self.institution.eyes.as_ref().filter(|_| self.in_force) {
            let mut draws = [[0; LANES]; 4];
            self.people.chance.lanes(Purpose::Watch, hood.first, self.month, &mut draws);
            let mut able = [!Act::Adulterate.bit(); LANES];
            (0..hood.firms).for_each(|f| able[hood.owner(f)] = Acts::MAX);
            seen = surveillance::watch(eyes, &deeds.acts, &able, hood.urban, fifth, &draws);
            for (i, docket) in entry.docket.iter().enumerate() {
                seen[i] &= if *docket { Acts::MAX } else { 0 };
            }
            late = self.late(eyes, hood, folk, fifth, deeds, &draws, told, &mut seen);
        }
        for i in 0..LANES {
            seen[i] |= if entry.docket[i] { told[i] | deeds.entered[i] } else { 0 };
        }
        let concerning = |set| self.institution.code.concerning(set, &entry.place.flags);
        let sets = [&seen].into_iter().chain(late.iter().map(|(_, set)| set)).map(concerning).collect();
        Records { sets, delays: [0].into_iter().chain(late.iter().map(|(delay, _)| *delay)).collect() }
    }

    /// Sends away what channels will report later, and fetches what they report now of earlier months.
    #[allow(clippy::too_many_arguments)] // the month's threads come together here
    fn late(
        &self,
        eyes: &Eyes,
        hood: &Neighbourhood,
        folk: &mut TownState,
        fifth: &Lane<u8>,
        deeds: &Events,
        draws: &[Lane<u32>; 4],
        told: &Lane<Acts>,
        seen: &mut Lane<Acts>,
    ) -> Vec<(u8, Lane<Acts>)> {
        let delays = eyes.delays();
        let mut late: Vec<(u8, Lane<Acts>)> = delays[1..].iter().map(|delay| (*delay, [0; LANES])).collect();
        if late.is_empty() {
            return late;
        }
        for i in 0..hood.persons() {
            if seen[i] == 0 {
                continue;
            }
            let words = [draws[0][i], draws[1][i]];
            let sorted = eyes.sorted(seen[i], deeds.acts[i], hood.urban, fifth[i], words);
            seen[i] = sorted[0];
            for ((_, set), acts) in late.iter_mut().zip(&sorted[1..]) {
                // What a neighbour has told is in the books, and is not news later.
                set[i] = acts & !told[i];
            }
        }
        late.iter_mut().for_each(|(delay, set)| folk.books.exchange(self.month, &hood.span, *delay, set));
        late
    }
}
