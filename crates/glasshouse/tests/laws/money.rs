//! Conservation of money: it only moves between persons, state and rest of the economy, whatever the prices.

use crate::laboratory::{REGIMES, regime_between, settle, society};
use glasshouse::engine::{Institution, Settlement, step};
use glasshouse::life::ENCOUNTERS;
use glasshouse::life::figures::FigureTerms;
use glasshouse::observatory::tally::Count;
use glasshouse::regime::{
    Basis, Consequence, Costs, Courts, EFFECTS, Informants, Inspection, Officials, Origin, Redemption, Regime, Reviews,
    Welfare, Whom,
};
use glasshouse::rng::{Purpose, Rng, unit};
use glasshouse::society::Society;
use glasshouse::society::act::Act;
use glasshouse::society::behaviour::Behaviour;

/// Runs some months, and asserts after each that there is as much money as before.
fn assert_conserved(people: &Settlement, regime: &Regime, months: u32, what: &str) {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    let money = world.money();
    let mut moved = false;
    for month in 0..months {
        let before = (world.state, world.outside);
        let sums = step(people, &institution, &mut world, None);
        assert_eq!(world.money(), money, "{what}: month {month}");
        let told = sums.get(Count::StateFlow);
        assert_eq!(world.state - before.0, told, "{what}: month {month}: everything that the state gets is reported");
        moved |= before != (world.state, world.outside);
    }
    assert!(moved, "{what}: no money moves at all");
}

#[test]
fn money_is_conserved_under_every_regime_that_ships() {
    for name in ["china-2018", "lesson"] {
        let people = settle(&society(name), 1_500);
        for spec in REGIMES {
            assert_conserved(&people, &regime_between(spec, 2, 15), 18, &format!("{spec} in {name}"));
        }
    }
}

/// Numbers in 0 to 1, many of them at the ends: the extremes are where purses run dry.
struct Extremes {
    rng: Rng,
    drawn: u32,
}

impl Extremes {
    fn share(&mut self) -> f32 {
        self.drawn += 1;
        let [word, kind, ..] = self.rng.words(Purpose::Watch, self.drawn, 0);
        match kind % 3 {
            0 => 0.0,
            1 => 1.0,
            _ => unit(word),
        }
    }

    fn upto(&mut self, most: f32) -> f32 {
        most * self.share()
    }

    /// Every parameter of an encounter, of the law and of purses anywhere between its limits: money moves there, or who
    /// comes to pay it is settled there.
    fn behaviour(&mut self, mut b: Behaviour) -> Behaviour {
        let about_money =
            |section: &str| ["law", "purse"].contains(&section) || ENCOUNTERS.iter().any(|e| e.key == section);
        for p in Behaviour::TABLE.iter().filter(|p| about_money(p.section)) {
            *b.get_mut(p.section, p.name).unwrap() = p.least + self.upto(p.most - p.least);
        }
        b
    }

    /// Everything a regime can give or take, anywhere between its limits, for those of every tier and the listed.
    fn regime(&mut self, base: &str) -> Regime {
        let mut regime = Regime { starts: 1, ends: Some(9), ..glasshouse::scenario::regime(base).unwrap().value };
        let origin = Origin { basis: Basis::Assumed, source: String::new() };
        let tiers = regime.score.as_ref().map_or(0, |score| score.tiers.len());
        for row in EFFECTS {
            let side = if row.reward { &mut regime.rewards } else { &mut regime.sanctions };
            for on in (0..tiers).map(Whom::Tier).chain([Whom::Listed]) {
                let amount = self.upto(row.most);
                side.push(Consequence { on, effect: row.effect, amount, origin: origin.clone() });
            }
        }
        regime.redemption = Some(Redemption {
            price: 0.01 + self.upto(1e6),
            points: 20,
            points_a_year: None,
            work: 5,
            hours: 1.0 + self.upto(100.0),
            work_a_year: Some(20),
            release: None,
            work_release: 0,
            origin: origin.clone(),
        });
        regime.reviews =
            Some(Reviews { participation: self.share(), fake: self.share(), removal: self.share(), online: true });
        regime.inspection =
            Some(Inspection { rate: Some(self.share()), fine: Some(self.upto(1e8)), announced: self.share() < 0.5 });
        regime.informants = Some(Informants {
            acts: vec![Act::Criticise, Act::Violate],
            reward: self.upto(1e6),
            points: 0,
            penalty: self.upto(1e6),
            silence: self.share(),
            check: self.share(),
            fine: self.upto(1e6),
            origin: origin.clone(),
        });
        regime.officials = Some(Officials {
            bonus: self.upto(1e5),
            detection: Some(self.share()),
            punishment: Some(self.upto(1e8)),
            prison: self.upto(100.0),
            convicted: self.share(),
            figures: Some(FigureTerms {
                target: self.upto(200.0),
                merit: self.upto(1e5),
                made_up: self.share(),
                audit: self.share(),
            }),
            origin: origin.clone(),
        });
        let mut cost = || Some(self.upto(1e5));
        regime.costs = Some(Costs {
            file: cost(),
            ruling: cost(),
            hearing: cost(),
            enforcement: cost(),
            vacant: cost(),
            prisoner: cost(),
            levy: Some(self.share()),
            origin: origin.clone(),
        });
        regime.courts =
            Some(Courts { for_claimant: Some(self.share()), punishes: Some(self.share()), fine: Some(self.upto(1e7)) });
        regime.welfare =
            Some(Welfare { floor: self.upto(1e5), medical: self.share(), elder: self.upto(1e5), levy: self.share() });
        regime
    }
}

#[test]
fn money_is_conserved_at_the_extremes() {
    let lesson = society("lesson");
    for sample in 0..100 {
        let mut extremes = Extremes { rng: Rng::new(99, sample), drawn: 0 };
        let behaviour = extremes.behaviour(lesson.behaviour.clone());
        let people = settle(&Society { behaviour, ..lesson.clone() }, 1_000);
        let base = if sample % 2 == 0 { "social-credit" } else { "no-system" };
        assert_conserved(&people, &extremes.regime(base), 12, &format!("sample {sample}"));
    }
}
