//! V1: cooperation under the leading eight norms, with shared reputations.

use super::isolation::{Stage, scene, share};
use super::published_case::{Picture, PublishedCase, PublishedFigure, Through};
use crate::life::distress::worth;
use crate::life::gossip::talk;
use crate::observatory::tally::Count;
use crate::scenario::scene_file::Scene;
use crate::society::assessment_rule::{Dread, Norm};
use crate::society::behaviour::{Behaviour, Distress, Gossip};

pub(super) const CASE: PublishedCase = PublishedCase {
    key: "V1",
    title: "Shared reputations: the leading eight",
    source: "Ohtsuki & Iwasa 2004, 2006",
    how: "Norms from the table that gossip uses; people help where talk makes it worth the cost. The closed form solves for \
          reputation with these two; the engine simulates it: distress among neighbours, gossip, the decision rule. Image \
          scorers refuse the ill-reputed, whom they dread, though helping is always well spoken of; V5 simulates that.",
    files: &["public-repute"],
    quick,
    long: None,
    picture: Some(picture),
};

/// Norms, error, and the recomputed figures: h*, p_c, least b/c, reputation of people who never help.
const EXPECTED: [(&[&str], f64, [f64; 4]); 9] = [
    (&["L1", "L2"], 0.001, [0.998004, 0.997010, 1.00301, 0.001002]),
    (&["L3", "L4", "L5", "L6"], 0.001, [0.998004, 0.997006, 1.00301, 0.002992]),
    (&["L7", "L8"], 0.001, [0.998000, 0.997002, 1.00101, 0.001002]),
    (&["L1", "L2"], 0.02, [0.961511, 0.943732, 1.06463, 0.020767]),
    (&["L3", "L4", "L5", "L6"], 0.02, [0.961538, 0.942308, 1.06293, 0.056923]),
    (&["L7", "L8"], 0.02, [0.960034, 0.940833, 1.02214, 0.020798]),
    (&["L1", "L2"], 0.05, [0.908732, 0.871209, 1.18134, 0.054475]),
    (&["L3", "L4", "L5", "L6"], 0.05, [0.909091, 0.863636, 1.16959, 0.131818]),
    (&["L7", "L8"], 0.05, [0.900578, 0.855549, 1.06494, 0.054914]),
];

/// A norm among people who help where talk makes it worth their while.
pub(super) struct Residents {
    /// Chance that a donor is judged good, by donor good, recipient good (0: bad), and whether she helps.
    judged: [[[f64; 2]; 2]; 2],
    /// Chance that she helps, by donor good and recipient good.
    helps: [[f64; 2]; 2],
    /// Chance that a person who means to help fails.
    slip: f64,
}

impl Residents {
    /// People with this norm: the share `slip` of those who mean to help fails, and the share `error` of judgments is
    /// reported wrongly. Where they go by reputation, they dread the ill-reputed twice as much as talk is worth.
    pub(super) fn new(norm: Norm, dread: Dread, slip: f64, error: f64) -> Residents {
        let gossip = Gossip { sight: 1.0, speed: 1.0, favours: 1.0, horizon: 1.0, error: 0.0 };
        let b = Behaviour { gossip, ..Behaviour::default() };
        let repute = |good: usize| if good == 1 { u8::MAX } else { 0 };
        let dread = if dread == Dread::ByRepute { 2.0 } else { 0.0 };
        let helps =
            |x, y: usize| worth(&Distress::default(), dread, talk(&b, norm, repute(x), repute(y)), y as f32) > 0.0;
        let judge = |x: usize, y: usize, a: usize| f64::from(norm.judge(x == 1, y == 1, a == 1));
        let told = |good: f64| (1.0 - error) * good + error * (1.0 - good);
        Residents {
            judged: [0, 1].map(|x| [0, 1].map(|y| [0, 1].map(|a| told(judge(x, y, a))))),
            helps: [0, 1].map(|x| [0, 1].map(|y| f64::from(u8::from(helps(x, y))))),
            slip,
        }
    }

    /// Chance of being judged good after one meeting, for a donor of reputation x with this rule of helping and a
    /// recipient of reputation y.
    fn after(&self, helps: &[[f64; 2]; 2], x: usize, y: usize) -> f64 {
        let acts = (1.0 - self.slip) * helps[x][y];
        acts * self.judged[x][y][1] + (1.0 - acts) * self.judged[x][y][0]
    }

    /// Share of people in good repute, in the long run.
    pub(super) fn good(&self) -> f64 {
        let next = |h: f64| self.mean(h, h, |x, y| self.after(&self.helps, x, y));
        (0..20_000).fold(0.9, |h, _| next(h))
    }

    /// Mean over a donor who is good with chance `x` and a recipient who is good with chance `y`.
    fn mean(&self, x: f64, y: f64, of: impl Fn(usize, usize) -> f64) -> f64 {
        let chance = |p: f64, good: usize| if good == 1 { p } else { 1.0 - p };
        [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().map(|(i, j)| chance(x, i) * chance(y, j) * of(i, j)).sum()
    }

    /// Chance that a person with this rule and reputation x helps one of reputation y.
    fn help(&self, helps: &[[f64; 2]; 2], x: f64, y: f64) -> f64 {
        self.mean(x, y, |i, j| (1.0 - self.slip) * helps[i][j])
    }

    /// Long-run reputation of a person who helps by another rule among these people; it is linear in itself.
    fn repute_of(&self, helps: &[[f64; 2]; 2], h: f64) -> f64 {
        let next = |x: f64| self.mean(x, h, |i, j| self.after(helps, i, j));
        next(0.0) / (1.0 - (next(1.0) - next(0.0)))
    }

    /// Lowest benefit for a cost of one at which nobody gains by another rule of helping.
    fn least_benefit(&self) -> f64 {
        let h = self.good();
        let among = self.help(&self.helps, h, h);
        let rules = (0..16_u32).map(|n| [0, 1].map(|x| [0, 1].map(|y| f64::from(n >> (2 * x + y) & 1))));
        let least = rules.filter_map(|rule| {
            let repute = self.repute_of(&rule, h);
            let (given, gives) = (self.help(&self.helps, h, repute), self.help(&rule, repute, h));
            (among - given > 1e-12).then(|| (among - gives) / (among - given))
        });
        least.fold(0.0, f64::max)
    }
}

/// Error and slip of the engine's run.
const ERROR: f64 = 0.02;

fn quick() -> Vec<PublishedFigure> {
    let mut figures = Vec::new();
    for (names, error, expected) in EXPECTED {
        let all: Vec<[f64; 4]> = names.iter().map(|name| by_formula(name, error)).collect();
        for (k, what) in
            ["has a good reputation", "help per meeting", "least b/c", "reputation of people who never help"]
                .iter()
                .enumerate()
        {
            // Norms of a class agree: the one farthest from the expected figure represents them.
            let far = |x: &f64| (x - expected[k]).abs();
            let ours = all.iter().map(|ours| ours[k]).max_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(f64::NAN);
            let tolerance = if k == 2 { 1e-5 } else { 1e-6 };
            let what = format!("{what}; {}, errors {error}", names.join(" "));
            figures.push(PublishedFigure::new(what, expected[k], tolerance, Through::Formula, ours));
        }
    }
    for (names, error, expected) in EXPECTED.iter().filter(|(_, error, _)| *error == ERROR) {
        // Norms of a class differ only about acts that none of their people do, so one is simulated for all.
        let name = names[0];
        let [good, help] = lived(&staged(name));
        let what = |what: &str| format!("{what}; {name}, errors {error}");
        figures.push(PublishedFigure::new(what("has a good reputation"), expected[0], 0.005, Through::Engine, good));
        figures.push(PublishedFigure::new(what("help per meeting"), expected[1], 0.005, Through::Engine, help));
    }
    for (name, expected) in [("L1", 0.020767), ("L3", 0.056923), ("L7", 0.020798)] {
        let what = format!("reputation of people who never help; {name}, errors {ERROR}");
        figures.push(PublishedFigure::new(
            what,
            expected,
            0.005,
            Through::Engine,
            repute_of_who_never_helps(staged(name)),
        ));
    }
    for (error, expected) in [(0.001, 0.333556), (ERROR, 0.337838)] {
        let scoring = Residents::new(norm("image-scoring"), Dread::ByRepute, error, error);
        let what = format!("in good repute; image scoring, errors {error}");
        figures.push(PublishedFigure::new(what, expected, 1e-6, Through::Formula, scoring.good()));
    }
    figures
}

fn by_formula(name: &str, error: f64) -> [f64; 4] {
    let people = Residents::new(norm(name), Dread::ByTrust, error, error);
    let h = people.good();
    [h, people.help(&people.helps, h, h), people.least_benefit(), people.repute_of(&[[0.0; 2]; 2], h)]
}

fn norm(name: &str) -> Norm {
    Norm::by_name(name).expect("it is known")
}

fn staged(norm: &str) -> Scene {
    let mut e = scene("public-repute");
    e.society.marginals.gossip_norm.value = norm.into();
    e
}

/// Mean reputation and help per meeting in the engine, after a third of the months.
pub(super) fn lived(e: &Scene) -> [f64; 2] {
    let mut stage = Stage::of(e);
    let months = stage.people.size.months;
    stage.months(0, months / 3);
    let (mut repute, mut people) = (0, 0);
    let mut sum = crate::observatory::tally::Tally::default();
    for _ in months / 3..months {
        sum.merge(&stage.month());
        for columns in stage.columns() {
            repute += columns.repute.iter().map(|r| u64::from(*r)).sum::<u64>();
            people += columns.repute.len();
        }
    }
    [repute as f64 / 255.0 / people as f64, share(&sum, Count::Helped, Count::Distress)]
}

/// Spacing of the people who never help in a county's columns: one in each neighbourhood.
const NEVER: usize = 150;

/// Mean reputation in the engine of a few who never help: their own norm forbids it, and carries weight.
pub(super) fn repute_of_who_never_helps(mut e: Scene) -> f64 {
    e.people = 6_000;
    e.society.behaviour.decision.own_norm = 50.0;
    // A norm of 128 in 255 weighs 0.1 for helping: talk must be worth that much less for the same chance of a slip.
    e.society.behaviour.gossip.favours = 408.2106;
    let mut stage = Stage::of(&e);
    for columns in stage.columns() {
        let norms = columns.norm[1].iter_mut().enumerate();
        norms.for_each(|(i, norm)| *norm = if i % NEVER == 0 { 0 } else { 128 });
    }
    let (mut repute, mut people) = (0, 0);
    for month in 0..500 {
        stage.month();
        for columns in stage.columns().filter(|_| month > 20) {
            let never = columns.repute.iter().step_by(NEVER);
            people += never.len();
            repute += never.map(|r| u64::from(*r)).sum::<u64>();
        }
    }
    repute as f64 / 255.0 / people as f64
}

fn picture() -> Picture {
    let good = |name: &str, error: f64| Residents::new(norm(name), Dread::ByTrust, error, error).good();
    let line = |name: &str| {
        let errors = (0..=20).map(|k| f64::from(k) * 0.005);
        (name.to_owned(), errors.map(|error| [error, good(name, error)]).collect())
    };
    Picture {
        title: "Shared reputations stay good, and err as often as people do",
        story: "Share of people in good repute against the chance of an error, under three of the leading eight norms. All \
                fall gently, from everybody at no errors to about four fifths at one error in ten.",
        axes: ["chance of an error", "has a good reputation"],
        lines: ["L1", "L6", "L8"].map(line).into(),
        dots: EXPECTED.iter().map(|(_, error, e)| [*error, e[0]]).collect(),
    }
}
