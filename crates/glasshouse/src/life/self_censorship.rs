//! Self-censorship: the choice of how loudly to disagree, where punishment depends on loudness.
//!
//! Where a regime has `[censorship]`, people who disapprove and speak choose how loudly, from nothing to everything
//! that they would like to say (|1 − 2s|). Up to the tolerated level nothing is punished; beyond it there is a fine,
//! the same for all or growing with the excess. Louder speech is more surely noticed. Each weighs the worth of
//! speaking fully to her, in yuan, against the expected fine. On its own it is Daymude, Axelrod & Forrest (2025, PNAS
//! 122): one says everything (defies), or less than one would like (censors oneself), or no more than is tolerated
//! (obeys).

/// The punishment of open speech, as a regime announces it. Loudness is from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CensorshipTerms {
    /// How loudly one may disagree.
    pub tolerance: f32,
    /// Fine for more, yuan; if `proportional`, for each unit of loudness beyond the tolerated level.
    pub fine: f32,
    /// Whether the fine grows with the excess.
    pub proportional: bool,
    /// Chance that even the quietest word is noticed.
    pub watching: f32,
}

impl CensorshipTerms {
    /// Chance that speech of this loudness is noticed.
    #[inline(always)]
    pub fn noticed(&self, loudness: f32) -> f32 {
        self.watching + (1.0 - self.watching) * loudness
    }

    /// Fine for it if noticed, yuan.
    #[inline(always)]
    pub fn due(&self, loudness: f32) -> f32 {
        match (loudness > self.tolerance, self.proportional) {
            (false, _) => 0.0,
            (true, false) => self.fine,
            (true, true) => self.fine * (loudness - self.tolerance),
        }
    }

    /// The loudness chosen by somebody who would like to speak as loudly as `desire`, and to whom a unit of loudness
    /// is worth `boldness` yuan.
    pub fn loudness(&self, desire: f32, boldness: f32) -> f32 {
        let (tolerated, seen, fine) = (self.tolerance, self.watching, self.fine);
        if desire <= tolerated || fine <= 0.0 {
            return desire;
        }
        let grows = (1.0 - seen) * fine;
        if self.proportional {
            let best = (tolerated + (boldness - seen * fine) / grows) / 2.0;
            // If everything is noticed anyway, it is worth it or not, whatever the loudness.
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

    /// The best loudness, found by search among a thousand.
    fn best(c: &CensorshipTerms, desire: f32, boldness: f32) -> f32 {
        let worth = |a: f32| -boldness * (desire - a) - c.noticed(a) * c.due(a);
        let all = (0..=1_000_u16).map(|k| desire * f32::from(k) / 1_000.0).chain([c.tolerance.min(desire)]);
        all.max_by(|a, b| worth(*a).total_cmp(&worth(*b))).unwrap()
    }

    #[test]
    fn nobody_could_do_better_by_speaking_otherwise() {
        for proportional in [false, true] {
            for (tolerance, fine, watching) in [(0.25, 0.6, 0.2), (0.25, 2.0, 0.2), (0.1, 1.0, 0.0), (0.4, 1.5, 0.7)] {
                let c = CensorshipTerms { tolerance, fine, proportional, watching };
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
        let c = CensorshipTerms { tolerance: 0.5, fine: 1e6, proportional: false, watching: 1.0 };
        assert_eq!((c.loudness(0.5, 1.0), c.loudness(0.6, 1.0)), (0.5, 0.5));
        assert_eq!(CensorshipTerms { fine: 0.0, ..c }.loudness(0.9, 1.0), 0.9);
        let all_seen = CensorshipTerms { fine: 2.0, proportional: true, ..c };
        assert_eq!((all_seen.loudness(0.9, 3.0), all_seen.loudness(0.9, 1.0)), (0.9, 0.5));
    }
}
