//! The benchmark job in Glasshouse, from its public pieces: named draws, lanes, ties as functions.
//!
//! Agents are processed in blocks of four lanes, since one named draw yields four words. Ties are not stored. The
//! number of threads comes from `RAYON_NUM_THREADS`; the result does not depend on it.

use glasshouse::rng::{Rng, LANES, Lane, Purpose, nth, unit};
use peer_job::{FAR, WEIGHTS, Watch, inclined, opinion, score, start, ties};
use rayon::prelude::*;

/// Agents processed together.
const BLOCK: usize = 4 * LANES;
/// How far the ring reaches.
const REACH: usize = 3;

/// Everybody's state: twelve bytes each.
struct World {
    rng: Rng,
    month: u32,
    opinions: Vec<f32>,
    next: Vec<f32>,
    scores: Vec<f32>,
}

/// Working space of a thread.
struct Desk {
    words: [Lane<u32>; 4],
    near: [f32; BLOCK + 2 * REACH],
    heard: [f32; BLOCK],
}

impl Desk {
    fn new() -> Desk {
        Desk { words: [[0; LANES]; 4], near: [0.0; BLOCK + 2 * REACH], heard: [0.0; BLOCK] }
    }

    /// The opinions that each agent of a block hears from her ties.
    fn listen(&mut self, opinions: &[f32], first: usize, persons: usize) {
        let n = opinions.len();
        for (place, near) in self.near[..persons + 2 * REACH].iter_mut().enumerate() {
            *near = opinions[(first + n + place - REACH) % n];
        }
        for i in 0..persons {
            let near = &self.near[i..i + 2 * REACH + 1];
            let [one, two, three] = [1, 2, 3].map(|step| near[REACH + step] + near[REACH - step]);
            self.heard[i] = WEIGHTS[0] * one + WEIGHTS[2] * two + WEIGHTS[4] * three;
        }
        for i in 0..persons {
            let [a, b] = FAR.map(|k| opinions[far(k, first + i, n)]);
            self.heard[i] = (self.heard[i] + WEIGHTS[6] * a + WEIGHTS[7] * b) / 16.0;
        }
    }
}

/// A far tie.
#[inline(always)]
fn far(k: u32, agent: usize, agents: usize) -> usize {
    let along = agent + 4 + (u64::from(nth(k, agent as u32)) * (agents as u64 - 7) >> 32) as usize;
    if along >= agents { along - agents } else { along }
}

impl World {
    fn new(agents: u32) -> World {
        let opinions: Vec<f32> = (0..agents).map(start).collect();
        let next = opinions.clone();
        World { rng: Rng::new(1, 0), month: 0, opinions, next, scores: vec![0.5; agents as usize] }
    }

    /// One step; returns the mean opinion after it.
    fn step(&mut self) -> f64 {
        let World { rng, month, opinions, next, scores } = self;
        let blocks = next.par_chunks_mut(BLOCK).zip(scores.par_chunks_mut(BLOCK)).enumerate();
        let sums: Vec<f64> = blocks
            .map_init(Desk::new, |desk, (block, (next, scores))| {
                let first = block * BLOCK;
                rng.lanes(Purpose::Speech, (block * LANES) as u32, *month, &mut desk.words);
                desk.listen(opinions, first, next.len());
                let words = desk.words.as_flattened();
                let mut sum = 0.0;
                for i in 0..next.len() {
                    let acts = unit(words[i]) < inclined(desk.heard[i]);
                    next[i] = opinion(opinions[first + i], desk.heard[i], acts);
                    scores[i] = score(scores[i], acts);
                    sum += next[i];
                }
                f64::from(sum)
            })
            .collect();
        std::mem::swap(opinions, next);
        *month += 1;
        sums.iter().sum::<f64>() / opinions.len() as f64
    }
}

fn main() {
    let agents = peer_job::agents();
    // The threads start before memory is measured: they are not part of the model.
    rayon::broadcast(|_| ());
    let mut watch = Watch::new();
    let mut world = World::new(agents);
    for agent in 0..agents.min(1_000) {
        let [.., a, b] = ties(agent, agents);
        assert_eq!([a, b], FAR.map(|k| far(k, agent as usize, agents as usize) as u32), "the ties of the job");
    }
    let mut means = Vec::new();
    loop {
        means.push(world.step());
        if !watch.goes_on() {
            break;
        }
    }
    watch.report(agents, &means);
}
