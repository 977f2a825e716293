//! Encounters that a file adds: who meets an occasion, with whom, the two options, and what each brings to whom.
//!
//! An encounter of a file is data for the step of `life/own.rs`, which decides by the same rule as all others. People
//! live it under every regime that is compared, and in the months before: it belongs to the world, whichever file it
//! is written in.

use super::act::{Act, Acts, Nature, Notice, OWN_ACTS, Sphere};

/// Most encounters that files can add to a run.
pub const MOST_OWN: usize = 4;

/// The three domains of norms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Domain {
    /// Honest dealing and keeping the rules.
    Integrity,
    /// Helping.
    Care,
    /// Speaking one's mind.
    Speech,
}

/// The encounters of a run that files add, and their acts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encounters {
    /// The encounters, in the order in which people live them.
    pub all: Vec<OwnEncounter>,
    /// Their acts: that at place `n` is `Act::OWN[n]`.
    pub acts: Vec<OwnAct>,
}

/// An act that a file adds.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnAct {
    /// Its name in the file.
    pub key: String,
    /// What it is, in words: "pays the rent late".
    pub meaning: String,
    /// What it is to others.
    pub nature: Nature,
    /// Who near the doer can notice it.
    pub notice: Notice,
    /// Where it leaves a trace.
    pub sphere: Sphere,
}

/// One encounter.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnEncounter {
    /// Its name. One of the model that has the same name does not take place: this one is lived in its stead.
    pub key: String,
    /// What happens, in words.
    pub meaning: String,
    /// Who is in the position to meet it, and how often. The last that fits somebody applies.
    pub among: Vec<Position>,
    /// Whom the person who decides deals with.
    pub with: Counterpart,
    /// The norm that is at stake; `None`: none.
    pub norm: Option<Domain>,
    /// Whether few meet it in a month: then one draw for each person is enough.
    pub rare: bool,
    /// Pull of need towards the act against the norm, in logits at the greatest need.
    pub need: f32,
    /// The option that agrees with the norm.
    pub keeps: Choosable,
    /// The option against it.
    pub breaks: Choosable,
    /// Where it comes from, in words.
    pub source: String,
}

/// The people who can meet an encounter, and how often they do.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Trait flag of these people; 0: everybody.
    pub flag: u8,
    /// Age bands, as a set of bits.
    pub ages: u8,
    /// Income fifths, as a set of bits, the poorest first.
    pub fifths: u8,
    /// Towns (1) and villages (0), as a set of bits.
    pub places: u8,
    /// The share of these people who are in the position, always the same ones: tenants, for instance.
    pub share: f32,
    /// Chance a month that one of them meets it.
    pub chance: f32,
}

impl Position {
    /// Everybody, never.
    pub const EVERYBODY: Position = Position { flag: 0, ages: !0, fifths: !0, places: !0, share: 1.0, chance: 0.0 };
}

/// Whom the person who decides deals with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counterpart {
    /// Nobody in particular: an institution, or the public.
    Nobody,
    /// The stranger, or at times the neighbour, whom she meets this month.
    PasserBy,
    /// Somebody in her neighbourhood.
    Neighbour,
    /// A member of her household.
    Kin,
    /// A friend in her neighbourhood.
    Friend,
    /// The owner of a firm in her neighbourhood.
    Firm,
    /// An official in her neighbourhood.
    Official,
}

impl Counterpart {
    /// The words of a file.
    pub const WORDS: [&'static str; 7] = ["nobody", "passer-by", "neighbour", "kin", "friend", "firm", "official"];
    /// All of them, in the order of the words.
    pub const ALL: [Counterpart; 7] = [
        Counterpart::Nobody,
        Counterpart::PasserBy,
        Counterpart::Neighbour,
        Counterpart::Kin,
        Counterpart::Friend,
        Counterpart::Firm,
        Counterpart::Official,
    ];

    /// Whether it is somebody who lives in the same neighbourhood, found there.
    pub fn is_near(self) -> bool {
        !matches!(self, Counterpart::Nobody | Counterpart::PasserBy)
    }
}

/// One of the two options, and what it brings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Choosable {
    /// The act that others can see; `None`: there is nothing to see.
    pub act: Option<Act>,
    /// Yuan that it is worth to her and that nobody pays: time, trouble.
    pub worth: f32,
    /// Yuan from the rest of the economy; negative: to it, as far as she has it.
    pub pays: f32,
    /// The same as a share of a month's usual income.
    pub pays_income: f32,
    /// Yuan from the other, as far as the other has it; negative: to the other, as far as she has it.
    pub takes: f32,
    /// Chance that it is reported at all.
    pub reported: f32,
    /// Chance that the law, or whoever else is in charge without any regime, finds it out if it is reported.
    pub found: f32,
    /// Whether that chance grows with the attention of the police.
    pub police: bool,
    /// Yuan to the state, or to whoever is in charge, if it is found out.
    pub fine: f32,
}

impl Choosable {
    /// Whether it moves money between persons.
    pub fn is_dealt(&self) -> bool {
        self.takes != 0.0
    }
}

impl Encounters {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The act of this name among them.
    pub fn act(&self, key: &str) -> Option<Act> {
        self.acts.iter().position(|act| act.key == key).map(|n| Act::OWN[n])
    }

    /// The name of any act in a file.
    pub fn name(&self, act: Act) -> &str {
        self.own(act).map_or(act.key(), |own| &own.key)
    }

    /// What any act is, in words.
    pub fn meaning(&self, act: Act) -> &str {
        let built_in = || act.row().map_or("does something", |row| row.meaning);
        self.own(act).map_or_else(built_in, |own| &own.meaning)
    }

    /// A text with the names that acts have in the file, in the stead of those by which the program knows them.
    pub fn spell(&self, text: &str) -> String {
        let names = Act::OWN.iter().zip(&self.acts);
        names.fold(text.to_owned(), |text, (act, own)| text.replace(act.key(), &own.key))
    }

    /// An act of theirs.
    pub fn own(&self, act: Act) -> Option<&OwnAct> {
        self.acts.get(act.own()?)
    }

    /// The encounter that is lived in the stead of one of the model.
    pub fn instead_of(&self, key: &str) -> Option<(usize, &OwnEncounter)> {
        self.all.iter().enumerate().find(|(_, own)| own.key == key)
    }

    /// What others make of their acts.
    pub fn roles(&self) -> OwnActs {
        let mut roles = OwnActs::NONE;
        for (role, act) in roles.0.iter_mut().zip(&self.acts) {
            *role = Some(OwnRole { nature: act.nature, notice: act.notice, sphere: act.sphere });
        }
        roles
    }
}

/// What an act that a file adds is to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRole {
    /// What it is to others.
    pub nature: Nature,
    /// Who near the doer can notice it.
    pub notice: Notice,
    /// Where it leaves a trace.
    pub sphere: Sphere,
}

/// What the acts that files add are to others, act by act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnActs([Option<OwnRole>; OWN_ACTS]);

impl OwnActs {
    /// No file adds any.
    pub const NONE: OwnActs = OwnActs([None; OWN_ACTS]);

    /// Whether there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.0[0].is_none()
    }

    /// Each of them.
    pub fn each(&self) -> impl Iterator<Item = (Act, OwnRole)> + '_ {
        Act::OWN.into_iter().zip(&self.0).filter_map(|(act, role)| Some((act, (*role)?)))
    }

    /// Those for which something is true, as a set.
    pub fn those(&self, is: impl Fn(OwnRole) -> bool) -> Acts {
        self.each().filter(|(_, role)| is(*role)).fold(0, |set, (act, _)| set | act.bit())
    }

    /// What one of them is to others.
    pub fn role(&self, act: Act) -> Option<OwnRole> {
        self.0[act.own()?]
    }

    /// A set of acts with those of the model that are the same to others: whoever talks, rates or learns makes of an
    /// act that a file adds what she makes of one of the model. `nearby`: only as far as people nearby can notice it.
    #[inline(always)]
    pub fn told(&self, acts: Acts, nearby: bool) -> Acts {
        let mut told = acts;
        for (act, role) in self.each().filter(|(act, _)| acts & act.bit() != 0) {
            told &= !act.bit();
            if !nearby || !matches!(role.notice, Notice::Nobody) {
                told |= like(role.nature).map_or(0, Act::bit);
            }
        }
        told
    }
}

/// The act of the model that is the same to others.
fn like(nature: Nature) -> Option<Act> {
    use super::act::To;
    match nature {
        Nature::Wrong => Some(Act::Violate),
        Nature::Kind(To::Stranger) => Some(Act::Help),
        Nature::Kind(To::Kin) => Some(Act::HelpKin),
        Nature::Kind(To::Others) => Some(Act::Volunteer),
        Nature::Unkind(To::Stranger | To::Others) => Some(Act::WalkOn),
        Nature::Unkind(To::Kin) => Some(Act::RefuseKin),
        Nature::Opinion | Nature::Neutral => None,
    }
}
