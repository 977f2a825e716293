//! The annex as a whole: its fields in order, and the elements of other instruments that they answer.

use super::canadian_form::{self, CanadianAnswer};
use super::evidence::Evidence;
use super::field::Field;
use super::file_fields::{self, RegimeFile};
use super::{human_fields, run_fields};

/// The annex.
pub struct Annex {
    /// Its fields, file before run before human within an element.
    pub fields: Vec<Field>,
    /// The answers to the Canadian form.
    pub canadian: Vec<CanadianAnswer>,
}

/// A clause of ISO/IEC 42005:2025, with the fields that speak to it.
pub struct Clause {
    /// Its number.
    pub number: &'static str,
    /// Its subject, by the standard's table of contents. We have not read the standard's text.
    pub subject: &'static str,
    /// Ids of fields, or beginnings of ids.
    pub fields: &'static [&'static str],
}

/// Clause 6 of ISO/IEC 42005:2025.
pub const CLAUSES: [Clause; 8] = [
    Clause {
        number: "6.2",
        subject: "scope of the assessment",
        fields: &["27-1-a.purpose", "27-1-b.", "limits.unseen", "human.deployer"],
    },
    Clause {
        number: "6.3",
        subject: "information on the system",
        fields: &["27-1-a.score", "27-1-a.consequences", "27-1-a.visibility", "27-1-a.other", "human.deployer"],
    },
    Clause {
        number: "6.4",
        subject: "information on data and their quality",
        fields: &[
            "27-1-a.channels",
            "27-1-a.informants",
            "5-1-c.behaviour",
            "27-1-d.wrong-hits",
            "human.data-protection",
        ],
    },
    Clause {
        number: "6.5",
        subject: "information on algorithms and models",
        fields: &["27-1-a.rules", "27-1-a.score", "27-1-f.expiry"],
    },
    Clause {
        number: "6.6",
        subject: "deployment environment",
        fields: &["27-1-b.rollout", "27-1-a.costs", "human.legal-basis"],
    },
    Clause { number: "6.7", subject: "interested parties", fields: &["27-1-c.", "human.consultation"] },
    Clause {
        number: "6.8",
        subject: "actual and foreseeable impacts",
        fields: &["27-1-d.", "5-1-c.", "human.severity"],
    },
    Clause {
        number: "6.9",
        subject: "measures against harms and for benefits",
        fields: &["27-1-e.", "27-1-f.", "human.oversight", "human.governance"],
    },
];

/// The order of the elements.
const ELEMENTS: [&str; 13] = [
    "AI Act, Art. 27(1)(a): processes",
    "AI Act, Art. 27(1)(b): period and frequency",
    "AI Act, Art. 27(1)(c): persons and groups",
    "AI Act, Art. 27(1)(d): specific risks of harm",
    "AI Act, Art. 27(1)(e): human oversight",
    "AI Act, Art. 27(1)(f): measures if risks materialise",
    "AI Act, Art. 5(1)(c): elements of social scoring",
    "What cannot be seen here",
    "Necessity",
    "Legal basis",
    "Consultation",
    "Severity",
    "Data protection",
];

impl Annex {
    /// The annex from a regime's file, and from runs of it if there are any.
    pub fn new(file: RegimeFile, evidence: Option<&Evidence>) -> Annex {
        let mut fields = file_fields::fields(file);
        fields.extend(evidence.into_iter().flat_map(run_fields::fields));
        fields.extend(human_fields::fields());
        let place = |field: &Field| ELEMENTS.iter().position(|e| *e == field.element).unwrap_or(ELEMENTS.len());
        fields.sort_by_key(place);
        Annex { fields, canadian: canadian_form::answers(file) }
    }

    /// The elements with their fields, in order.
    pub fn elements(&self) -> Vec<(&'static str, Vec<&Field>)> {
        let mut all: Vec<(&'static str, Vec<&Field>)> = Vec::new();
        for field in &self.fields {
            match all.last_mut().filter(|(element, _)| *element == field.element) {
                Some((_, fields)) => fields.push(field),
                None => all.push((field.element, vec![field])),
            }
        }
        all
    }

    /// Number of fields by file, by runs, and left to a human.
    pub fn counts(&self) -> [usize; 3] {
        let of = |kind: &str| self.fields.iter().filter(|field| field.source.kind() == kind).count();
        ["file", "run", "human"].map(of)
    }

    /// The fields that speak to a clause.
    pub fn of_clause(&self, clause: &Clause) -> Vec<&Field> {
        let speaks = |id: &str| clause.fields.iter().any(|key| *key == id || key.ends_with('.') && id.starts_with(key));
        self.fields.iter().filter(|field| speaks(field.id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::annex_json;
    use super::super::canadian_form::{Coverage, Reply};
    use super::super::field::FieldSource;
    use super::*;
    use glasshouse::experiment::study::Study;
    use glasshouse::scenario::{self, REGIME_SECTIONS, catalogue};

    /// The annex of a regime by its name, from the file alone.
    fn of_file(spec: &str) -> Option<Annex> {
        let society = scenario::society("china-2018").expect("it ships").value;
        let read = scenario::regime(spec).ok()?;
        Some(Annex::new(RegimeFile { regime: &read.value, sources: &read.sources, society: &society }, None))
    }

    fn shipped() -> Vec<&'static str> {
        catalogue::regimes().iter().map(|shipped| shipped.name).filter(|name| *name != "no-system").collect()
    }

    #[test]
    fn taking_out_a_section_changes_exactly_the_fields_that_depend_on_it() {
        let mut untried: Vec<&str> = REGIME_SECTIONS.iter().copied().filter(|section| *section != "regime").collect();
        for name in shipped() {
            let whole = of_file(name).expect("it ships");
            for section in REGIME_SECTIONS.iter().filter(|section| **section != "regime") {
                // A section that others need, such as tiers with rewards, cannot be taken out alone.
                let Some(rest) = of_file(&format!("{name} without {section}")) else { continue };
                untried.retain(|other| other != section);
                for (before, after) in whole.fields.iter().zip(&rest.fields) {
                    assert_eq!(before.id, after.id);
                    let depends = before.sections.contains(section);
                    let id = before.id;
                    assert_eq!(
                        before.answer != after.answer || before.source != after.source,
                        depends,
                        "{name}: {section}, {id}"
                    );
                    let main = before.sections.len() == 1;
                    assert!(
                        !(depends && main) || before.answer != after.answer,
                        "{name}: {section} does not show in {id}"
                    );
                }
            }
        }
        // Tiers need their score, and rules their encounters and effects; no shipped regime has the others.
        assert_eq!(untried, ["score", "inspection", "censorship", "encounter", "effect"]);
    }

    #[test]
    fn every_field_has_an_answer_or_a_question_for_a_human_and_none_is_a_verdict() {
        for name in shipped() {
            let annex = of_file(name).expect("it ships");
            for field in &annex.fields {
                assert_eq!(field.answer.is_empty(), field.source == FieldSource::Human, "{name}: {}", field.id);
            }
            let manifest = Study::builder().regime(name).unwrap().build().unwrap().manifest;
            let text = annex_json::text(&annex, &manifest, name, name, "").to_lowercase();
            for verdict in
                ["compliant", "compliance", "lawful", "permitted", "prohibited", "acceptable", "high risk", "passed"]
            {
                assert!(!text.contains(verdict), "{name}: {verdict}");
            }
        }
    }

    #[test]
    fn clauses_and_the_canadian_form_name_fields_that_exist() {
        let annex = of_file("social-credit").unwrap();
        let of_runs = run_fields::ids();
        let known = |id: &str| annex.fields.iter().any(|field| field.id == id) || of_runs.contains(&id);
        let all: Vec<&str> = annex.fields.iter().map(|field| field.id).chain(of_runs.iter().copied()).collect();
        for key in CLAUSES.iter().flat_map(|clause| clause.fields) {
            assert!(known(key) || key.ends_with('.') && all.iter().any(|id| id.starts_with(key)), "{key}");
        }
        for answer in &annex.canadian {
            if let Reply::Answered(_, fields) | Reply::Evidence(fields) = &answer.reply {
                fields.iter().for_each(|id| assert!(known(id), "{}: {id}", answer.id));
            }
        }
        let covered = Coverage::of(&annex.canadian);
        assert!((covered.answered + covered.evidence) as f64 >= 0.6 * (covered.asked - covered.moot) as f64);
    }
}
