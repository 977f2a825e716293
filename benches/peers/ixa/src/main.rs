//! The benchmark job in ixa: persons are entities with properties; ties are in a data plugin.

use ixa::ExecutionPhase;
use ixa::prelude::*;
use peer_job::{TIES, WEIGHTS, Watch, inclined, opinion, score, start, ties};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

define_entity!(Person);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Opinion(f32);
impl_property!(Opinion, Person);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Score(f32);
impl_property!(Score, Person);

define_rng!(Luck);

/// The ties of each agent, and the recorded values.
#[derive(Default)]
struct Circle {
    people: Vec<PersonId>,
    ties: Vec<[PersonId; TIES]>,
    means: Vec<f64>,
}
define_data_plugin!(CirclePlugin, Circle, Circle::default());

fn step(context: &mut Context) {
    let circle = context.get_data(CirclePlugin);
    let mut next = Vec::with_capacity(circle.people.len());
    let mut sum = 0.0;
    for (person, ties) in circle.people.iter().zip(&circle.ties) {
        let said = ties.iter().zip(WEIGHTS).map(|(tie, w)| w * context.get_property::<_, Opinion>(*tie).0);
        let heard = said.sum::<f32>() / 16.0;
        let acts = context.sample_range(Luck, 0.0_f32..1.0) < inclined(heard);
        let Opinion(before) = context.get_property(*person);
        let after = opinion(before, heard, acts);
        let Score(merits) = context.get_property(*person);
        sum += f64::from(after);
        next.push((*person, Opinion(after), Score(score(merits, acts))));
    }
    let mean = sum / next.len() as f64;
    for (person, opinion, score) in next {
        context.set_property(person, opinion);
        context.set_property(person, score);
    }
    context.get_data_mut(CirclePlugin).means.push(mean);
}

fn main() {
    let agents = peer_job::agents();
    let watch = RefCell::new(Some(Watch::new()));
    let mut context = Context::new();
    context.init_random(1);
    let people: Vec<PersonId> = (0..agents)
        .map(|n| context.add_entity(with!(Person, Opinion(start(n)), Score(0.5))).expect("a person"))
        .collect();
    let ties = (0..agents).map(|n| ties(n, agents).map(|tie| people[tie as usize])).collect();
    *context.get_data_mut(CirclePlugin) = Circle { people, ties, means: Vec::new() };
    let turn = move |context: &mut Context| {
        step(context);
        let mut watch = watch.borrow_mut();
        if !watch.as_mut().is_some_and(Watch::goes_on) {
            watch.take().into_iter().for_each(|w| w.report(agents, &context.get_data(CirclePlugin).means));
            context.shutdown();
        }
    };
    context.add_periodic_plan_with_phase(1.0, turn, ExecutionPhase::Normal);
    // Periodic plans alone do not keep a simulation running; this one does, until shutdown.
    context.add_plan(1_000.0, |_| ());
    context.execute();
}
