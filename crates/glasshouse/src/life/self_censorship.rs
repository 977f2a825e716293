//! How loudly does somebody dare to disagree, where punishment grows with how loudly?
//!
//! Where a regime has `[censorship]`, who disapproves and speaks chooses how loudly, from nothing to all that she would
//! want to say (|1 − 2s|). Up to what is tolerated nothing is punished; beyond, a fine that is the same for all, or grows
//! with how far one goes. The louder, the surer it is noticed. She weighs what speaking fully is worth to her, in yuan,
//! against the fine that she expects. Alone it is Daymude, Axelrod & Forrest (2025, PNAS 122): one says all (defies), or
//! less than one would want (censors oneself), or no more than is tolerated (obeys).

/// What is punished of what is said aloud, as a regime announces it. Loudness goes from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Censorship {
    /// How loudly one may disagree.
    pub tolerance: f32,
    /// Yuan to pay for more; for each unit of loudness beyond what is tolerated if `proportional`.
    pub fine: f32,
    /// Whether the fine grows with how far one goes.
    pub proportional: bool,
    /// Chance that even the quietest word is noticed.
    pub watching: f32,
}

impl Censorship {
    /// Chance that somebody is noticed who speaks this loudly.
    #[inline(always)]
    pub fn noticed(&self, loudness: f32) -> f32 {
        self.watching + (1.0 - self.watching) * loudness
    }

    /// Yuan to pay for it, if noticed.
    #[inline(always)]
    pub fn due(&self, loudness: f32) -> f32 {
        match (loudness > self.tolerance, self.proportional) {
            (false, _) => 0.0,
            (true, false) => self.fine,
            (true, true) => self.fine * (loudness - self.tolerance),
        }
    }

    /// How loudly somebody speaks who would want to speak as loudly as `desire`, and to whom a unit of loudness is worth
    /// `boldness` yuan.
    pub fn loudness(&self, desire: f32, boldness: f32) -> f32 {
        let (tolerated, seen, fine) = (self.tolerance, self.watching, self.fine);
        if desire <= tolerated || fine <= 0.0 {
            return desire;
        }
        let grows = (1.0 - seen) * fine;
        if self.proportional {
            let best = (tolerated + (boldness - seen * fine) / grows) / 2.0;
            // Where all is noticed in any case, it is worth it or not, whatever the loudness.
            let best = if grows > 0.0 { best } else { f32::INFINITY * (boldness - fine) };
            desire.min(best.max(tolerated))
        } else {
            let pays = boldness > grows && desire > (boldness * tolerated + seen * fine) / (boldness - grows);
            if pays { desire } else { tolerated }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is best, looked for among a thousand loudnesses.
    fn best(c: &Censorship, desire: f32, boldness: f32) -> f32 {
        let worth = |a: f32| -boldness * (desire - a) - c.noticed(a) * c.due(a);
        let all = (0..=1_000_u16).map(|k| desire * f32::from(k) / 1_000.0).chain([c.tolerance.min(desire)]);
        all.max_by(|a, b| worth(*a).total_cmp(&worth(*b))).unwrap()
    }

    #[test]
    fn nobody_could_do_better_by_speaking_otherwise() {
        for proportional in [false, true] {
            for (tolerance, fine, watching) in [(0.25, 0.6, 0.2), (0.25, 2.0, 0.2), (0.1, 1.0, 0.0), (0.4, 1.5, 0.7)] {
                let c = Censorship { tolerance, fine, proportional, watching };
                for desire in (1..=20_u8).map(|k| f32::from(k) / 20.0) {
                    for boldness in [0.3, 1.0, 3.0] {
                        let (found, known) = (c.loudness(desire, boldness), best(&c, desire, boldness));
                        let worth = |a: f32| -boldness * (desire - a) - c.noticed(a) * c.due(a);
                        let all = format!("{c:?} {desire} {boldness}: {found}, {known}");
                        assert!(worth(found) >= worth(known) - 1e-5, "{all}");
                    }
                }
            }
        }
    }

    #[test]
    fn without_a_fine_and_below_what_is_tolerated_all_is_said() {
        let c = Censorship { tolerance: 0.5, fine: 1e6, proportional: false, watching: 1.0 };
        assert_eq!((c.loudness(0.5, 1.0), c.loudness(0.6, 1.0)), (0.5, 0.5));
        assert_eq!(Censorship { fine: 0.0, ..c }.loudness(0.9, 1.0), 0.9);
        let all_seen = Censorship { fine: 2.0, proportional: true, ..c };
        assert_eq!((all_seen.loudness(0.9, 3.0), all_seen.loudness(0.9, 1.0)), (0.9, 0.5));
    }
}
