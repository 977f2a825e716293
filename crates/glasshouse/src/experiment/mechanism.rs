//! The mechanisms of a regime: the parts of it that can be taken from one regime or from another.
//!
//! A mechanism is a section of a regime, or what one section says about one thing: who sees the list, and how publicly
//! people are shamed. Rules, points and channels are one mechanism, since each does nothing without the others; it can be
//! split by channel. Rewards and sanctions can be split by effect.

use crate::regime::{Consequence, EFFECTS, Regime};

/// A part of a regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegimePart {
    /// A part with a name of its own: its number in the table.
    Part(usize),
    /// What one channel sees, by its name.
    Channel(String),
    /// The rewards of one effect: its number in the table of effects.
    Reward(usize),
    /// The sanctions of one effect.
    Sanction(usize),
}

/// A row of the table: its key, what it is, and how it is taken over from another regime.
struct Part {
    key: &'static str,
    meaning: &'static str,
    take: fn(&mut Regime, &Regime),
}

const WATCHING: usize = 0;
const REWARDS: usize = 1;
const SANCTIONS: usize = 2;

macro_rules! part {
    ($key:literal, $meaning:literal, $($field:ident).+) => {
        Part { key: $key, meaning: $meaning, take: |to, from| to.$($field).+ = from.$($field).+.clone() }
    };
}

const PARTS: &[Part] = &[
    Part {
        key: "watching",
        meaning: "channels, points, rules and lists: being seen and judged",
        take: |to, from| {
            (to.watch, to.rules, to.score) = (from.watch.clone(), from.rules.clone(), from.score.clone());
        },
    },
    part!("reward", "what a standing opens", rewards),
    part!("sanction", "what a standing closes", sanctions),
    part!("list", "who can see the list", visibility.list),
    part!("shown", "who can see a score", visibility.score),
    part!("shaming", "how publicly the listed are shamed", visibility.shaming),
    part!("announced", "the announcement of being watched", visibility.announced),
    part!("withheld", "from how many the rules are withheld", visibility.withheld),
    part!("spillover", "points that family and friends of the listed lose", spillover),
    part!("redemption", "points bought or won back", redemption),
    part!("propaganda", "what the authority preaches", propaganda),
    part!("reviews", "customers' reviews", reviews),
    part!("inspection", "inspections of firms", inspection),
    part!("courts", "courts that judge helpers", courts),
    part!("welfare", "income floor, medical cover and old-age pay", welfare),
    part!("informants", "an office that takes reports about neighbours", informants),
    part!("officials", "pay and punishment of officials", officials),
    part!("appeal", "appeals against listings", appeal),
    part!("credit_bureau", "lenders' shared files", credit_bureau),
    part!("peer_rating", "ratings by everybody", peer_rating),
    part!("censorship", "punishment of loud criticism", censorship),
    part!("costs", "what running it costs, and who pays", costs),
    part!("firms", "scores, rules and the list for firms", firms),
    part!("issuer", "who issues it", issuer),
    part!("events", "events that the news report", events),
];

impl RegimePart {
    /// Its key: that of a section where it is one.
    pub fn key(&self) -> String {
        match self {
            RegimePart::Part(n) => PARTS[*n].key.to_owned(),
            RegimePart::Channel(name) => format!("watch {name}"),
            RegimePart::Reward(n) => format!("reward {}", EFFECTS[*n].key),
            RegimePart::Sanction(n) => format!("sanction {}", EFFECTS[*n].key),
        }
    }

    /// What it is.
    pub fn meaning(&self) -> String {
        match self {
            RegimePart::Part(n) => PARTS[*n].meaning.to_owned(),
            RegimePart::Channel(name) => format!("what the channel {name} sees"),
            RegimePart::Reward(n) | RegimePart::Sanction(n) => EFFECTS[*n].meaning.to_owned(),
        }
    }

    /// Takes this part of a regime over from another.
    pub fn take(&self, to: &mut Regime, from: &Regime) {
        match self {
            RegimePart::Part(n) => (PARTS[*n].take)(to, from),
            RegimePart::Channel(name) => {
                // The order is that of the file, whichever channels are there.
                let known: Vec<_> = to.watch.iter().filter(|channel| channel.name != *name).cloned().collect();
                let wanted = |n: &String| *n == *name || known.iter().any(|channel| channel.name == *n);
                to.watch = from.watch.iter().filter(|channel| wanted(&channel.name)).cloned().collect();
            }
            RegimePart::Reward(n) => consequences(&mut to.rewards, &from.rewards, *n),
            RegimePart::Sanction(n) => consequences(&mut to.sanctions, &from.sanctions, *n),
        }
    }
}

/// Adds the consequences of one effect, in the order of the file.
fn consequences(to: &mut Vec<Consequence>, from: &[Consequence], effect: usize) {
    let effect = EFFECTS[effect].effect;
    let there: Vec<_> = to.iter().map(|c| c.effect).collect();
    *to = from.iter().filter(|c| c.effect == effect || there.contains(&c.effect)).cloned().collect();
}

/// The mechanisms in which a regime differs from another, in groups: a group has more than one where it is split. The
/// keys of groups to split are `watching`, `reward` and `sanction`.
pub fn groups(regime: &Regime, other: &Regime, split: &[&str]) -> Vec<Vec<RegimePart>> {
    let differs = |n: &usize| {
        let mut changed = other.clone();
        (PARTS[*n].take)(&mut changed, regime);
        changed != *other
    };
    let of = |n: usize| {
        let is_split = split.contains(&PARTS[n].key);
        let effects = |all: &[Consequence]| -> Vec<usize> {
            (0..EFFECTS.len()).filter(|e| all.iter().any(|c| c.effect == EFFECTS[*e].effect)).collect()
        };
        match n {
            WATCHING if is_split => {
                let mut rest = vec![RegimePart::Part(WATCHING)];
                rest.extend(regime.watch.iter().map(|channel| RegimePart::Channel(channel.name.clone())));
                if rest.len() > 2 { rest.split_off(1) } else { vec![RegimePart::Part(WATCHING)] }
            }
            REWARDS if is_split => effects(&regime.rewards).into_iter().map(RegimePart::Reward).collect(),
            SANCTIONS if is_split => effects(&regime.sanctions).into_iter().map(RegimePart::Sanction).collect(),
            _ => vec![RegimePart::Part(n)],
        }
    };
    (0..PARTS.len()).filter(differs).map(of).collect()
}

/// The regime that has these mechanisms of one regime, and everything else of the other. Its months are those of the
/// first.
pub fn with(regime: &Regime, other: &Regime, mechanisms: &[&RegimePart]) -> Regime {
    let mut mixed = other.clone();
    (mixed.name, mixed.starts, mixed.ends) = (regime.name.clone(), regime.starts, regime.ends);
    mixed.rollout = regime.rollout.clone();
    if mechanisms.iter().any(|m| matches!(m, RegimePart::Channel(_))) {
        (mixed.rules, mixed.score) = (regime.rules.clone(), regime.score.clone());
    }
    mechanisms.iter().for_each(|mechanism| mechanism.take(&mut mixed, regime));
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    fn regime(name: &str) -> Regime {
        scenario::regime(name).unwrap_or_else(|e| panic!("{e:?}")).value
    }

    /// Every field of a regime belongs to a mechanism: all together make it whole, and none make the other.
    #[test]
    fn all_mechanisms_make_a_regime_and_none_make_the_other() {
        let idle = regime("no-system");
        for shipped in crate::scenario::catalogue::regimes() {
            let (name, whole) = (shipped.name, regime(shipped.name));
            for split in [&[][..], &["watching", "reward", "sanction"]] {
                let groups = groups(&whole, &idle, split);
                let all: Vec<&RegimePart> = groups.iter().flatten().collect();
                let made = with(&whole, &idle, &all);
                let titled = Regime { title: whole.title.clone(), description: whole.description.clone(), ..made };
                assert_eq!(titled, whole, "{name}");
                assert!(with(&whole, &idle, &[]).is_idle(), "{name}");
            }
        }
        let groups = groups(&regime("social-credit"), &idle, &["sanction"]);
        let keys: Vec<String> = groups.iter().flatten().map(RegimePart::key).collect();
        assert!(keys.contains(&"propaganda".into()) && keys.contains(&"sanction no-loan".into()), "{keys:?}");
    }
}
