//! Questions that neither a file nor a run can answer, and the traits that these societies do not have.

use super::field::{Block, Field, FieldSource};

/// A question for a human: id, element, question.
type Asked = (&'static str, &'static str, &'static str);

const ASKED: &[Asked] = &[
    (
        "human.deployer",
        "AI Act, Art. 27(1)(a): processes",
        "Who would run it, in which of its processes, and with which intended purpose?",
    ),
    ("human.necessity", "Necessity", "Is it necessary, and has a less intrusive means been tried? Whose word is that?"),
    ("human.legal-basis", "Legal basis", "On which law does each channel, rule and consequence rest?"),
    ("human.consultation", "Consultation", "Who of the people affected was asked, when, and what did they say?"),
    (
        "human.oversight",
        "AI Act, Art. 27(1)(e): human oversight",
        "Who oversees it, with which powers, and who can stop it?",
    ),
    (
        "human.governance",
        "AI Act, Art. 27(1)(f): measures if risks materialise",
        "Who receives complaints, who decides on them, and within what time?",
    ),
    (
        "human.proportionality",
        "AI Act, Art. 5(1)(c): elements of social scoring",
        "Is the detriment justified and proportionate to the behaviour and its gravity?",
    ),
    (
        "human.severity",
        "Severity",
        "How grave is each harm to those who suffer it? Ask them; nothing here is added up into a grade.",
    ),
    ("human.data-protection", "Data protection", "Which data protection impact assessment does this complement?"),
    ("human.sign-off", "Sign-off", "Who answers for this assessment, and when is it looked at again?"),
];

/// What cannot be seen in these societies.
const UNSEEN: &str = "The societies of this laboratory have income, age, schooling, town or country, a household, a child \
     of school age, a car, internet access, travel, a public post and ownership of a firm. They have no sex, disability, \
     illness other than that which keeps people from work, ethnicity, religion, language, migration status or sexual \
     orientation. What a system does to people by these traits cannot be seen here, and proxies for them cannot be \
     looked for. Nothing can be seen, either, of dignity, of bodily harm, and of errors of software.";

/// The questions, and the limits.
pub fn fields() -> Vec<Field> {
    let question = |(id, element, question): &Asked| Field {
        id,
        element,
        question,
        answer: Vec::new(),
        source: FieldSource::Human,
        sections: &[],
    };
    let limits = Field {
        id: "limits.unseen",
        element: "What cannot be seen here",
        question: "Which traits and harms does the society not have?",
        answer: vec![Block::text(UNSEEN)],
        source: FieldSource::Run(Vec::new()),
        sections: &[],
    };
    ASKED.iter().map(question).chain([limits]).collect()
}
