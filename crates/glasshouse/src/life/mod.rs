//! What did people do this month? One encounter, one file; one decision rule; one learning rule.

pub mod appeal;
pub mod decision;
pub mod discretion;
pub mod distress;
pub mod events;
pub mod firm_terms;
pub mod gossip;
pub mod hardship;
pub mod informing;
pub mod learning;
pub mod loan;
pub mod market;
pub mod purchase;
pub mod rating;
pub mod redemption;
pub mod road;
pub mod self_censorship;
pub mod shunning;
pub mod speech;
pub mod staged;
pub mod terms;
#[cfg(test)]
mod test_fixture;

use crate::rng::{LANES, Lane, Purpose, Rng};
use crate::society::assessment_rule::{Dread, Norm};
use crate::society::behaviour::Behaviour;
use crate::society::traits::{FIRMS, Neighbourhood};
use decision::Minds;
use events::Events;
use market::Record;
use terms::Terms;

/// An encounter, for people: what `glasshouse list encounters` prints.
pub struct EncounterRow {
    /// Name.
    pub key: &'static str,
    /// What happens.
    pub meaning: &'static str,
    /// Published model that it becomes when all else is off.
    pub reduces_to: &'static str,
}

/// Every encounter.
pub const ENCOUNTERS: &[EncounterRow] = &[
    EncounterRow {
        key: "market",
        meaning: "a customer picks a firm by what is told of it, or the import, or nothing; the firm is honest or adulterates; infants fall ill",
        reduces_to: "lemons (Akerlof 1970); quality-assuring custom (Klein & Leffler 1981)",
    },
    EncounterRow {
        key: "distress",
        meaning: "somebody is in distress; a passer-by helps or walks on; the helped may accuse the helper; a court decides",
        reduces_to: "helping with extortion risk; indirect reciprocity (Nowak & Sigmund 1998)",
    },
    EncounterRow {
        key: "road",
        meaning: "the convenient violation, or the rule; police and cameras",
        reduces_to: "deterrence (Becker 1968)",
    },
    EncounterRow {
        key: "speech",
        meaning: "criticise, keep silent, or praise; ties hear it, monitors may",
        reduces_to: "preference falsification (Kuran 1991); thresholds (Granovetter 1978)",
    },
    EncounterRow {
        key: "redemption",
        meaning: "give money, or hours of work for others, and win points back",
        reduces_to: "a price per point, in yuan or in hours, weighed against what points are worth",
    },
    EncounterRow {
        key: "purchase",
        meaning: "buy something approved of, something disapproved of, or nothing, by taste; the platform sees it",
        reduces_to: "random-utility demand (McFadden 1974)",
    },
    EncounterRow {
        key: "staged",
        meaning: "somebody stages an accident to make the one who passes pay; the police find some of those who do",
        reduces_to: "crime as a choice under risk (Becker 1968)",
    },
    EncounterRow {
        key: "hardship",
        meaning: "a bill that she cannot pay befalls somebody; one of her household gives what is missing, or refuses",
        reduces_to: "altruism in the family (Becker 1974)",
    },
    EncounterRow {
        key: "loan",
        meaning: "somebody borrows, at a rate that her neighbours' record sets; she pays it back, or stops by will or by need",
        reduces_to: "credit rationing under imperfect information (Stiglitz & Weiss 1981)",
    },
    EncounterRow {
        key: "appeal",
        meaning: "who is listed asks the office to look again; it costs, takes months, and may succeed, rightly or not",
        reduces_to: "a chance of success times what the list costs, weighed against a price",
    },
    EncounterRow {
        key: "shunning",
        meaning: "a friend of somebody on a list that can be seen keeps the tie, or lets it fall silent as long as she is listed",
        reduces_to: "a network that evolves with what its nodes are (Holme & Newman 2006)",
    },
    EncounterRow {
        key: "rating",
        meaning: "both sides of a meeting rate each other, by what was noticed, by courtesy, spite and status",
        reduces_to: "image scoring with a running mean (Nowak & Sigmund 1998)",
    },
    EncounterRow {
        key: "informing",
        meaning: "having seen a neighbour break a rule or speak, report her or not; or denounce her for nothing",
        reduces_to: "denunciation between reward and coercion (Bergemann 2017)",
    },
    EncounterRow {
        key: "discretion",
        meaning: "an official has a case: an inspected firm, a listed person; a bribe is offered or not, and taken or not",
        reduces_to: "pay and malfeasance of enforcers (Becker & Stigler 1974; Shapiro & Stiglitz 1984)",
    },
];

/// What surrounds the persons of a neighbourhood as they decide.
pub struct Place<'a> {
    /// The neighbourhood.
    pub home: &'a Neighbourhood,
    /// How people here decide.
    pub behaviour: &'a Behaviour,
    /// Norm by which they judge each other.
    pub norm: Norm,
    /// Whether who is in distress is dreaded for her repute.
    pub dread: Dread,
    /// Whether those who meet this month are neighbours, who know each other's repute.
    pub neighbours: bool,
    /// Trait flags.
    pub flags: Lane<u8>,
    /// Households, as in the traits.
    pub household: Lane<u8>,
    /// Own repute.
    pub repute: Lane<u8>,
    /// What she takes her own standing to be: her repute, or where opinions are private, her own opinion of herself.
    pub esteem: Lane<u8>,
    /// Repute of the one whom one may meet in distress; full for strangers, unless a public list says otherwise.
    pub others_repute: Lane<u8>,
    /// Whether there is such a one.
    pub meets: Lane<bool>,
    /// Scores.
    pub score: Lane<i16>,
    /// Whose internet is slow: they read no reviews and order no imports.
    pub slow: Lane<bool>,
    /// Standings: indices into the terms' access.
    pub standing: Lane<u8>,
    /// Months left on the list.
    pub months: Lane<u8>,
    /// Who is listed for what she did not do herself, as she knows.
    pub wrongly: Lane<bool>,
    /// Incomes, yuan a month.
    pub income: Lane<u16>,
    /// What everybody owes, as in the column.
    pub debt: Lane<u8>,
    /// How often everybody won points back this year.
    pub won: Lane<redemption::Won>,
    /// Standings of the firms here, and their scores, where firms are scored.
    pub firms: [(u8, i16); FIRMS],
    /// Share of the parts of loans due in a month that were broken here of late, as its lenders remember it.
    pub broken: f32,
    /// Share of cases before officials here that were settled by a bribe of late, as talk has it.
    pub venal: f32,
    /// How honest dealing is, as the news have it.
    pub dealing: f32,
}

impl Place<'_> {
    /// Yuan a month that her standing costs somebody.
    pub fn loss(&self, terms: &Terms, i: usize) -> f32 {
        terms.access[usize::from(self.standing[i])].loss(f32::from(self.income[i]), self.flags[i])
    }
}

/// One month of a neighbourhood: everybody decides, knowing only what they could see or were told.
pub fn live(
    place: &Place,
    minds: &Minds,
    terms: &Terms,
    records: &[Record; FIRMS],
    chance: &Rng,
    month: u32,
    deeds: &mut Events,
) {
    let mut draws = [[0; LANES]; 4];
    let mut speech = [[0; LANES]; 4];
    let draw = |purpose, draws: &mut _| chance.lanes(purpose, place.home.first, month, draws);
    draw(Purpose::Road, &mut draws);
    road::meet(place, minds, terms, &draws, deeds);
    redemption::meet(place, minds, terms, &draws, deeds);
    draw(Purpose::Speech, &mut speech);
    speech::meet(place, minds, terms, &speech, deeds);
    draw(Purpose::Distress, &mut draws);
    distress::meet(place, minds, terms, &draws, &speech[2], deeds);
    market::firms(place, minds, terms, chance, month, deeds);
    draw(Purpose::Market, &mut draws);
    market::customers(place, minds, terms, records, &draws, &speech[3], deeds);
    draw(Purpose::Errands, &mut draws);
    let taste = purchase::tastes(chance, place.home.first);
    purchase::meet(place, minds, terms, &taste, &draws[0], deeds);
    staged::meet(place, minds, terms, &draws[1], deeds);
    hardship::meet(place, minds, terms, &draws[2], &draws[3], deeds);
    draw(Purpose::Loan, &mut draws);
    loan::meet(place, minds, terms, &draws, deeds);
    appeal::meet(place, minds, terms, &draws, deeds);
    discretion::permits(place, &draws[3], deeds);
    if terms.informants.is_some() {
        draw(Purpose::Informing, &mut draws);
        informing::meet(place, minds, terms, &draws, deeds);
    }
}
