//! What does everybody see of her ties? Last month's public bytes, added up tie by tie.

use crate::chance::{LANES, Lane, ROW};
pub use crate::life::terms::is_listed;
use crate::society::people::Neighbourhood;
use crate::society::public::{LISTED, Sight};
use crate::society::ties::{FAR, ROW_TIES, STEPS};

/// What the persons of a neighbourhood see of their ties.
pub struct Seen {
    /// Sums of public bytes.
    pub sight: Lane<Sight>,
    /// Number of ties that were seen.
    pub ties: Lane<u8>,
    /// Listed friends, as the institution's books have it.
    pub friends: Lane<u8>,
    /// Other listed members of the household.
    pub family: Lane<u8>,
    /// Ties that are silent because one of the two is listed.
    pub silent: Lane<u8>,
    /// Ties outside the household, silent or not, of who is listed; else 0.
    pub friends_of_listed: Lane<u8>,
}

/// Looks at everybody's ties. `grounded` people do not meet friends far away.
pub fn look(
    hood: &Neighbourhood,
    ties: &Lane<u8>,
    household: &Lane<u8>,
    standing: &Lane<u8>,
    grounded: &Lane<bool>,
    public: &[u8],
) -> Seen {
    let none = [0; LANES];
    let mut seen = Seen {
        sight: [Sight::default(); LANES],
        ties: none,
        friends: none,
        family: none,
        silent: none,
        friends_of_listed: none,
    };
    let own = &public[hood.first as usize..][..hood.persons()];
    along_steps(hood, ties, own, &mut seen);
    for i in 0..LANES {
        seen.friends[i] = seen.sight[i].count(LISTED);
    }
    across_rows(hood, ties, grounded, public, &mut seen);
    at_home(household, standing, own, &mut seen);
    seen
}

/// Ties in the neighbourhood: so many steps forward, and as many back. The bytes are laid out twice, one after the
/// other, so that going round needs no division.
fn along_steps(hood: &Neighbourhood, ties: &Lane<u8>, own: &[u8], seen: &mut Seen) {
    let n = own.len();
    let mut bytes = [0_u8; 2 * LANES];
    let mut exist = [0_u8; 2 * LANES];
    for copy in 0..2 {
        bytes[copy * n..][..n].copy_from_slice(own);
        exist[copy * n..][..n].copy_from_slice(&ties[..n]);
    }
    for (s, step) in hood.steps.iter().map(|s| *s as usize).enumerate().take(STEPS) {
        let forward = &bytes[step..][..n];
        let (back, back_exist) = (&bytes[n - step..][..n], &exist[n - step..][..n]);
        for i in 0..n {
            let (there, here) = (exist[i] >> s & 1, back_exist[i] >> s & 1);
            seen.sight[i].add(forward[i] & there.wrapping_neg());
            seen.sight[i].add(back[i] & here.wrapping_neg());
            seen.ties[i] += there + here;
        }
    }
}

/// Ties to other rows.
fn across_rows(hood: &Neighbourhood, ties: &Lane<u8>, grounded: &Lane<bool>, public: &[u8], seen: &mut Seen) {
    for (r, rows) in hood.rows.iter().enumerate() {
        for (slot, row) in rows.iter().enumerate().take(ROW_TIES) {
            if row.size == 0 {
                continue;
            }
            // Where the row is not full, what follows it belongs to others, but no tie leads there.
            let there = &public[row.first as usize..];
            let bytes = there.first_chunk().copied().unwrap_or_else(|| {
                let mut last = [0_u8; ROW];
                last[..there.len()].copy_from_slice(there);
                last
            });
            for p in 0..ROW {
                let i = r * ROW + p;
                let byte = bytes[p ^ row.twist as usize];
                let exists = ties[i] >> (STEPS + slot) & 1;
                // The books know of a listed friend also where she is not met.
                seen.friends[i] += exists & (byte & LISTED) / LISTED;
                let met = exists & u8::from(slot != FAR || !grounded[i]);
                seen.sight[i].add(byte & met.wrapping_neg());
                seen.ties[i] += met;
            }
        }
    }
}

/// The household: its members' sum, less oneself.
fn at_home(household: &Lane<u8>, standing: &Lane<u8>, own: &[u8], seen: &mut Seen) {
    let mut i = 0;
    while i < own.len() {
        let size = 1 + (household[i] >> 3) as usize;
        let mut sum = Sight::default();
        let mut listed = 0;
        for j in i..i + size {
            sum.add(own[j]);
            listed += u8::from(is_listed(standing[j]));
        }
        for j in i..i + size {
            let mut me = Sight::default();
            me.add(own[j]);
            seen.sight[j].0 += sum.0 - me.0;
            seen.ties[j] += size as u8 - 1;
            seen.family[j] = listed - u8::from(is_listed(standing[j]));
        }
        i += size;
    }
}
