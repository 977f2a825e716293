//! The annex as JSON, by the schema in `schemas/assessment.json`.

use super::annex::{Annex, CLAUSES};
use super::canadian_form::{CanadianAnswer, Coverage, OTHER_PAGES, Reply};
use super::field::{Block, Field, FieldSource};
use glasshouse::observatory::manifest::{Manifest, VERSION};
use serde_json::{Value, json};

/// Serialises it. The same annex gives the same bytes.
pub fn text(annex: &Annex, manifest: &Manifest, regime: &str, title: &str, command: &str) -> String {
    let elements = annex.elements();
    let elements = elements.iter().map(
        |(element, fields)| json!({"element": element, "fields": fields.iter().map(|f| field(f)).collect::<Vec<_>>()}),
    );
    let clauses = CLAUSES.iter().map(|clause| {
        let ids: Vec<&str> = annex.of_clause(clause).iter().map(|field| field.id).collect();
        json!({"clause": clause.number, "subject": clause.subject, "fields": ids})
    });
    let covered = Coverage::of(&annex.canadian);
    let pages = OTHER_PAGES.iter().map(|(page, questions)| json!({"page": page, "questions": questions}));
    let all = json!({
        "synthetic": true,
        "purpose": "evidence for an assessment; it concludes nothing",
        "version": VERSION,
        "digest": manifest.digest(),
        "seed": manifest.seed,
        "command": command,
        "regime": regime,
        "title": title,
        "elements": elements.collect::<Vec<_>>(),
        "iso_iec_42005": clauses.collect::<Vec<_>>(),
        "canada_aia": {
            "coverage": {
                "asked": covered.asked,
                "answered": covered.answered,
                "evidence": covered.evidence,
                "moot": covered.moot,
                "human": covered.human,
            },
            "questions": annex.canadian.iter().map(canadian).collect::<Vec<_>>(),
            "other_pages": pages.collect::<Vec<_>>(),
        },
    });
    format!("{all:#}\n")
}

fn field(field: &Field) -> Value {
    let source = match &field.source {
        FieldSource::File(lines) => json!({"kind": "file", "lines": lines}),
        FieldSource::Run(measures) => json!({"kind": "run", "measures": measures}),
        FieldSource::Human => json!({"kind": "human"}),
    };
    let block = |block: &Block| match block {
        Block::Text(text) => json!({"text": text}),
        Block::Table { caption, head, rows } => json!({"caption": caption, "head": head, "rows": rows}),
    };
    let answer: Vec<Value> = field.answer.iter().map(block).collect();
    json!({"id": field.id, "question": field.question, "answer": answer, "source": source})
}

fn canadian(answer: &CanadianAnswer) -> Value {
    let (id, subject) = (answer.id, answer.subject);
    match &answer.reply {
        Reply::Answered(text, fields) => {
            json!({"id": id, "subject": subject, "kind": "answered", "answer": text, "fields": fields})
        }
        Reply::Evidence(fields) => json!({"id": id, "subject": subject, "kind": "evidence", "fields": fields}),
        Reply::Moot(why) => json!({"id": id, "subject": subject, "kind": "moot", "answer": why}),
        Reply::Human => json!({"id": id, "subject": subject, "kind": "human"}),
    }
}
