//! The job that every program here does, and its stopwatch. `README.md` describes it in words.

use std::time::{Duration, Instant};

/// Ties of an agent.
pub const TIES: usize = 8;
/// The weight of each tie; together 16.
pub const WEIGHTS: [f32; TIES] = [3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0];
/// Names of the two far ties in the hash.
pub const FAR: [u32; 2] = [1, 2];

/// Opinion at the start.
pub fn start(agent: u32) -> f32 {
    (agent % 64) as f32 / 128.0
}

/// The last step of MurmurHash3 over two words.
pub fn hash(word: u32, agent: u32) -> u32 {
    let h = word ^ agent.wrapping_mul(0x9E37_79B9);
    let h = (h ^ h >> 16).wrapping_mul(0x85EB_CA6B);
    let h = (h ^ h >> 13).wrapping_mul(0xC2B2_AE35);
    h ^ h >> 16
}

/// The agents to whom an agent listens.
pub fn ties(agent: u32, agents: u32) -> [u32; TIES] {
    let along = |steps: u32| (agent + steps) % agents;
    let far = |k: u32| along(4 + (u64::from(hash(k, agent)) * u64::from(agents - 7) >> 32) as u32);
    let ring = [1, agents - 1, 2, agents - 2, 3, agents - 3].map(along);
    [ring[0], ring[1], ring[2], ring[3], ring[4], ring[5], far(FAR[0]), far(FAR[1])]
}

/// The chance that an agent who hears this acts.
pub fn inclined(heard: f32) -> f32 {
    0.1 + 0.8 * heard
}

/// Her opinion afterwards.
pub fn opinion(before: f32, heard: f32, acts: bool) -> f32 {
    0.7 * before + 0.2 * heard + if acts { 0.1 } else { 0.0 }
}

/// Her score afterwards.
pub fn score(before: f32, acts: bool) -> f32 {
    0.9 * before + if acts { 0.1 } else { 0.0 }
}

/// Number of agents: the only argument.
pub fn agents() -> u32 {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok());
    n.expect("how many agents? for instance 100000")
}

/// Bytes of memory: a line of `/proc/self/status`.
pub fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes = found.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// The stopwatch: one uncounted step, then steps until two seconds are over, at least 3 and at most 200.
pub struct Watch {
    before: u64,
    times: Vec<Duration>,
    since: Option<Instant>,
}

impl Watch {
    /// Created before the model is built, so that the model's memory is counted.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Watch {
        Watch { before: memory("VmRSS"), times: Vec::new(), since: None }
    }

    /// Called after each step: returns whether there is to be another.
    pub fn goes_on(&mut self) -> bool {
        let now = Instant::now();
        self.times.extend(self.since.map(|since| now - since));
        let spent: Duration = self.times.iter().sum();
        self.since = Some(Instant::now());
        self.times.len() < 3 || (self.times.len() < 200 && spent < Duration::from_secs(2))
    }

    /// Prints the measurements as JSON; `means` are those recorded after each step.
    pub fn report(mut self, agents: u32, means: &[f64]) {
        let memory = memory("VmHWM").saturating_sub(self.before);
        self.times.sort_unstable();
        let step = self.times[self.times.len() / 2].as_nanos() as f64;
        let (n, steps, mean) = (f64::from(agents), means.len(), means[means.len() - 1]);
        println!(
            "{{\"agents\": {agents}, \"steps\": {steps}, \"mean\": {mean:.5}, \"ns\": {:.3}, \"bytes\": {:.1}}}",
            step / n,
            memory as f64 / n
        );
    }
}
