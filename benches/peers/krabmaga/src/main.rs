//! The benchmark job in krABMaga: agents step through its schedule; its state holds opinions twice.

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use krabmaga::rand::rngs::SmallRng;
use krabmaga::rand::{Rng, SeedableRng};
use peer_job::{TIES, WEIGHTS, Watch, inclined, opinion, score, start, ties};
use std::any::Any;

struct World {
    agents: u32,
    opinions: Vec<f32>,
    next: Vec<f32>,
    means: Vec<f64>,
    luck: SmallRng,
}

#[derive(Clone)]
struct Person {
    number: u32,
    ties: [u32; TIES],
    score: f32,
}

impl Agent for Person {
    fn step(&mut self, state: &mut dyn State) {
        let world = state.as_any_mut().downcast_mut::<World>().expect("the state of this model");
        let heard = self.ties.iter().zip(WEIGHTS).map(|(tie, w)| w * world.opinions[*tie as usize]).sum::<f32>() / 16.0;
        let acts = world.luck.random::<f32>() < inclined(heard);
        let number = self.number as usize;
        world.next[number] = opinion(world.opinions[number], heard, acts);
        self.score = score(self.score, acts);
    }
}

impl State for World {
    fn init(&mut self, schedule: &mut Schedule) {
        for number in 0..self.agents {
            let person = Person { number, ties: ties(number, self.agents), score: 0.5 };
            schedule.schedule_repeating(Box::new(person), 0.0, 0);
        }
    }

    fn after_step(&mut self, _: &mut Schedule) {
        std::mem::swap(&mut self.opinions, &mut self.next);
        let sum: f64 = self.opinions.iter().map(|o| f64::from(*o)).sum();
        self.means.push(sum / f64::from(self.agents));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _: u64) {}
}

fn main() {
    let agents = peer_job::agents();
    let mut watch = Watch::new();
    let opinions: Vec<f32> = (0..agents).map(start).collect();
    let luck = SmallRng::seed_from_u64(1);
    let mut world = World { agents, next: opinions.clone(), opinions, means: Vec::new(), luck };
    let mut schedule = Schedule::new();
    world.init(&mut schedule);
    loop {
        schedule.step(&mut world);
        if !watch.goes_on() {
            break;
        }
    }
    watch.report(agents, &world.means);
}
