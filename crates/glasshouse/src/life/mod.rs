//! Life: the encounters of a month (one file each), the decision rule and the learning rule.

pub mod access;
pub mod appeal;
pub mod attitude;
pub mod collective;
pub mod decision;
pub mod discretion;
pub mod distress;
pub mod encounter;
pub mod events;
pub mod figure_terms;
pub mod figures;
pub mod firm_terms;
pub mod gossip;
pub mod hardship;
pub mod informing;
pub mod learning;
pub mod loan;
pub mod market;
pub mod need;
pub mod own;
pub mod place;
pub mod purchase;
pub mod rating;
pub mod redemption;
pub mod road;
pub mod self_censorship;
pub mod shunning;
pub mod speech;
pub mod staged;
pub mod standing;
pub mod terms;
#[cfg(test)]
mod test_fixture;
pub mod unrest;
pub mod work;

use encounter::{Encounter, Luck, Setting};
use events::{Events, Incident};

/// Every encounter, in the order in which a neighbourhood lives them.
pub const ENCOUNTERS: &[&Encounter] = &[
    &road::ENCOUNTER,
    &redemption::ENCOUNTER,
    &speech::ENCOUNTER,
    &distress::ENCOUNTER,
    &market::ENCOUNTER,
    &purchase::ENCOUNTER,
    &staged::ENCOUNTER,
    &hardship::ENCOUNTER,
    &loan::ENCOUNTER,
    &appeal::ENCOUNTER,
    &discretion::ENCOUNTER,
    &informing::ENCOUNTER,
    &shunning::ENCOUNTER,
    &rating::ENCOUNTER,
    &work::ENCOUNTER,
    &own::ENCOUNTER,
];

const _: () = encounter::check(ENCOUNTERS);
const _: () = encounter::check_acts(ENCOUNTERS);

/// The number of words that the incidents of all encounters need.
pub const INCIDENT_WORDS: usize = encounter::words(ENCOUNTERS);

/// Simulates one month of a neighbourhood: everybody decides, knowing only what they could see or were told.
pub fn live(setting: &Setting, luck: &mut Luck, events: &mut Events) {
    for encounter in ENCOUNTERS {
        match setting.encounters.instead_of(encounter.key) {
            Some((number, _)) => own::live(number, setting, luck, events),
            None => encounter.live.into_iter().for_each(|live| live(setting, luck, events)),
        }
    }
    for (number, own) in setting.encounters.all.iter().enumerate() {
        if !own::REPLACEABLE.contains(&own.key.as_str()) {
            own::live(number, setting, luck, events);
        }
    }
}

/// The incidents that are reported in a life, each with its wording, in the order in which they are reported.
pub fn told_incidents() -> Vec<(Incident, &'static str)> {
    let rows = ENCOUNTERS.iter().flat_map(|encounter| encounter.incidents);
    let mut told: Vec<_> = rows.filter_map(|row| Some((row.incident, row.told?))).collect();
    told.sort_unstable();
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{LANES, Rng};
    use crate::society::behaviour::Behaviour;
    use crate::society::own_encounter::Encounters;
    use crate::society::traits::FIRMS;

    /// The step benchmark simulates each encounter repeatedly with the same events.
    #[test]
    fn an_encounter_lived_twice_is_the_same_as_lived_once() {
        let (home, mut behaviour, minds) =
            (test_fixture::home(), test_fixture::behaviour(), test_fixture::homines_oeconomici());
        for parameter in Behaviour::TABLE.iter().filter(|p| p.section != "decision") {
            let value = behaviour.get_mut(parameter.section, parameter.name).expect("it is in the table");
            *value = (parameter.least + 0.5).min(parameter.most);
        }
        let place = place::Place { debt: [5; LANES], ..test_fixture::place(&home, &behaviour) };
        let (terms, records) = (terms::Terms::of_law(&behaviour, 0), [place::FirmReputation::default(); FIRMS]);
        let none = Encounters::default();
        let setting = Setting {
            place: &place,
            minds: &minds,
            terms: &terms,
            records: &records,
            encounters: &none,
            fifth: &[0; LANES],
        };
        let rng = Rng::new(3, 0);
        let mut luck = Luck::new(&rng, 0, 5);
        for (key, live) in ENCOUNTERS.iter().filter_map(|e| Some((e.key, e.live?))) {
            let mut once = test_fixture::deeds();
            live(&setting, &mut luck, &mut once);
            let mut twice = once.clone();
            live(&setting, &mut luck, &mut twice);
            assert!(once == twice, "`{key}` adds to its earlier output");
        }
    }

    /// What is declared and not listed would escape the check that no two encounters share a draw or an incident.
    #[test]
    fn every_encounter_is_listed_and_lists_its_draws_and_incidents() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/life");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let module = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let owns = text.contains("\npub(super) const ENCOUNTER: Encounter");
            let encounter = ENCOUNTERS.iter().find(|encounter| encounter.key == module);
            assert_eq!(
                owns,
                encounter.is_some(),
                "`{module}`: is it in `ENCOUNTERS` of life/mod.rs, under the name of its file?"
            );
            let Some(encounter) = encounter else { continue };
            let declared =
                |what: &str| text.lines().filter(|line| line.starts_with("pub const") && line.contains(what)).count();
            assert_eq!(
                declared(": Stream ="),
                encounter.streams.len(),
                "life/{module}.rs: `streams` lists each of its streams"
            );
            // The encounters of a file have one of a kind each.
            let incidents = declared(": Incident =") + own::MET.len() * declared(": [Incident; MOST_OWN] =");
            assert_eq!(incidents, encounter.incidents.len(), "life/{module}.rs: `incidents` lists each");
        }
    }
}
