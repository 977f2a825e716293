//! The attitude towards a system that judges people, and whether they worry about it; it moves nothing else.
//!
//! It is a function of what somebody has and believes: what she thinks of the government, what her standing brings and
//! costs her, what she could lose, how closely she is watched, whom she trusts, and how honest she expects others to
//! be. Surveys find each of these among the causes (benefits and order before privacy: Kostka 2019, New Media & Society
//! 21: 1565; one's own outcome: Loefflad & Grossklags 2024; political trust and status: Liu 2022). Nothing refers to a
//! group, so any group can approve most: those who gain, those who have nothing to lose, or those who trust.

use super::decision::{Domain, Minds, money};
use super::terms::Terms;
use crate::rng::{LANES, Lane, logistic};
use crate::society::act::{Act, Nature, TABLE};
use crate::society::behaviour::Behaviour;

/// What the persons of a neighbourhood think of the system.
pub struct Attitudes {
    /// How far they approve of it privately, 0 to 1.
    pub favour: Lane<f32>,
    /// Whether they worry about what they could lose by it.
    pub worried: Lane<bool>,
}

/// The attitudes of people with these minds, whom their standings `treat` like this this month, −1 to 1.
#[inline(always)]
pub fn attitudes(b: &Behaviour, terms: &Terms, minds: &Minds, treat: &Lane<f32>) -> Attitudes {
    let a = &b.attitude;
    let risk = at_risk(terms, minds);
    let mut all = Attitudes { favour: [0.0; LANES], worried: [false; LANES] };
    for i in 0..LANES {
        let fear = money(risk[i], minds.ease[i]);
        let watched = (minds.felt[0][i] + minds.felt[1][i] + minds.felt[2][i]) * (1.0 / 3.0);
        let both = |z: f32| 2.0 * z - 1.0;
        let z = a.legitimacy * both(minds.legitimacy[i]) + a.treatment * treat[i] - a.risk * fear - a.privacy * watched
            + a.trust * both(minds.trust[i])
            - a.order * both(minds.custom[Domain::Integrity as usize][i]);
        all.favour[i] = logistic(z);
        all.worried[i] = fear > a.worry;
    }
    all
}

/// What the worst act that somebody might do would cost her, yuan: what she expects of each act about which there is a
/// rule, times how near it is to her. People who would never do it, who expect not to be found out, or who have nothing
/// to lose are not at risk.
#[inline(always)]
fn at_risk(terms: &Terms, minds: &Minds) -> Lane<f32> {
    let mut worst = [0.0; LANES];
    let built_in = TABLE.iter().map(|row| (row.act, row.nature));
    for (act, nature) in built_in.chain(terms.own.each().map(|(act, role)| (act, role.nature))) {
        let n = act as usize;
        if terms.points[n] < 0.0 || terms.lists[n] > 0.0 || terms.rated[n] < 0.0 {
            let near = Nearness::of(act, nature, minds);
            for i in 0..LANES {
                let cost = near.at(i) * -minds.reckon(terms, act, i);
                worst[i] = if cost > worst[i] { cost } else { worst[i] };
            }
        }
    }
    worst
}

/// How near an act is to somebody, 0 to 1: the less her norm forbids it, or the stronger the opinion that it voices.
/// People see themselves do only what their norm hardly forbids, so it is the square of what the norm leaves open.
struct Nearness<'a> {
    /// What it depends on.
    lane: &'a Lane<f32>,
    /// It is `from` + `slope` times that, or 0 if this is less,
    from: f32,
    slope: f32,
    /// or its square.
    is_squared: bool,
}

impl Nearness<'_> {
    fn of(act: Act, nature: Nature, minds: &Minds) -> Nearness<'_> {
        let open = |d: Domain| Nearness { lane: &minds.norm[d as usize], from: 1.0, slope: -1.0, is_squared: true };
        let opinion = |from, slope| Nearness { lane: &minds.approval, from, slope, is_squared: false };
        match nature {
            Nature::Wrong => open(Domain::Integrity),
            Nature::Kind(_) | Nature::Unkind(_) => open(Domain::Care),
            Nature::Opinion if matches!(act, Act::Praise) => opinion(-1.0, 2.0),
            Nature::Opinion => opinion(1.0, -2.0),
            Nature::Neutral => opinion(0.5, 0.0),
        }
    }

    #[inline(always)]
    fn at(&self, i: usize) -> f32 {
        let near = (self.from + self.slope * self.lane[i]).max(0.0);
        near * if self.is_squared { near } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::access::Stake;
    use crate::society::act::Sphere;

    /// One who has everything in the middle, and what the law alone asks of her.
    fn middling() -> (Behaviour, Terms, Minds) {
        let b = Behaviour::default();
        let (terms, mut minds) = (Terms::of_law(&b, 0), Minds::EMPTY);
        (minds.approval, minds.legitimacy, minds.trust) = ([0.5; LANES], [0.5; LANES], [0.5; LANES]);
        (minds.norm, minds.custom) = ([[0.5; LANES]; 3], [[0.5; LANES]; 3]);
        (b, terms, minds)
    }

    fn favour(b: &Behaviour, terms: &Terms, minds: &Minds, treat: f32) -> f32 {
        attitudes(b, terms, minds, &[treat; LANES]).favour[0]
    }

    #[test]
    fn with_all_weights_at_zero_nobody_leans_either_way() {
        let (b, terms, mut minds) = middling();
        (minds.legitimacy[0], minds.felt[0][0], minds.trust[0]) = (0.9, 0.9, 0.1);
        assert_eq!(favour(&b, &terms, &minds, 1.0), 0.5);
    }

    #[test]
    fn each_cause_moves_it_in_its_own_direction_and_the_more_the_further() {
        let (plain, terms, minds) = middling();
        let with = |name: &str, weight: f32, minds: &Minds, treat: f32| {
            let mut b = plain.clone();
            *b.get_mut("attitude", name).unwrap() = weight;
            favour(&b, &terms, minds, treat)
        };
        let rising = |name: &str, set: &dyn Fn(&mut Minds, f32), up: bool| {
            let at = |x: f32| {
                let mut minds = minds.clone();
                set(&mut minds, x);
                with(name, 2.0, &minds, 0.0)
            };
            let seen = [0.0, 0.25, 0.5, 0.75, 1.0].map(at);
            assert!(seen.windows(2).all(|w| if up { w[0] < w[1] } else { w[0] > w[1] }), "{name}: {seen:?}");
        };
        rising("legitimacy", &|m, x| m.legitimacy[0] = x, true);
        rising("trust", &|m, x| m.trust[0] = x, true);
        rising("order", &|m, x| m.custom[0][0] = x, false);
        rising("privacy", &|m, x| m.felt[1][0] = x, false);
        assert!(with("treatment", 2.0, &minds, 0.4) > 0.5 && with("treatment", 2.0, &minds, -0.4) < 0.5);
    }

    /// Nobody worries who would not do it, expects not to be found out, or has nothing to lose.
    #[test]
    fn who_has_nothing_to_lose_or_nothing_to_hide_is_not_at_risk() {
        let (mut b, mut terms, mut minds) = middling();
        (b.attitude.risk, b.attitude.worry) = (2.0, 0.1);
        terms.lists[Act::Violate as usize] = 12.0;
        minds.felt[Sphere::Street as usize] = [0.5; LANES];
        minds.norm[0] = [0.1; LANES];
        (minds.listing[0], minds.stakes[Stake::Everybody as usize][0]) = (100.0, 1.0);
        let all = attitudes(&b, &terms, &minds, &[0.0; LANES]);
        assert!(all.worried[0] && all.favour[0] < 0.5);
        assert!(!all.worried[1] && all.favour[1] == 0.5, "she has nothing to lose");
        let mut honest = minds.clone();
        honest.norm[0][0] = 1.0;
        let mut unseen = minds.clone();
        unseen.felt[Sphere::Street as usize][0] = 0.0;
        for minds in [honest, unseen] {
            let all = attitudes(&b, &terms, &minds, &[0.0; LANES]);
            assert!(!all.worried[0] && all.favour[0] == 0.5);
        }
    }
}
