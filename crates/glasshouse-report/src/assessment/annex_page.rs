//! The annex as a page.

use super::annex::{Annex, CLAUSES};
use super::canadian_form::{CanadianAnswer, Coverage, OTHER_PAGES, Reply};
use super::field::{Block, Field, FieldSource};
use crate::html::html_page::{Section, page, section};
use crate::html::markup::{esc, table};
use crate::html::report_text;
use glasshouse::observatory::manifest::Manifest;

/// The whole page. The same annex gives the same bytes.
pub fn html(annex: &Annex, manifest: &Manifest, title: &str, command: &str) -> String {
    let [file, run, human] = annex.counts();
    let lead = format!(
        "Evidence for an assessment of “{}”. {file} fields were read from its file and {run} from runs of invented \
         societies; {human} questions are left to a human.",
        esc(title)
    );
    let mut parts: Vec<Section> = vec![section("read-first", "Read this first", &(first() + &report_text::caution()))];
    for (n, (element, fields)) in annex.elements().iter().enumerate() {
        let inner: String = fields.iter().map(|field| article(field)).collect();
        parts.push(section(&format!("e{n}"), element, &inner));
    }
    parts.push(section("iso", "ISO/IEC 42005:2025, clause 6", &clauses(annex)));
    parts.push(section("canada", "Canada’s Algorithmic Impact Assessment", &canada(annex)));
    let again = format!("<pre><code>{}</code></pre><p>The same command gives the same bytes.</p>", esc(command));
    parts.push(section("again", "How to make it again", &again));
    page("Annex to an impact assessment", &lead, &parts, manifest)
}

fn first() -> String {
    "<p>This annex concludes nothing. It does not say whether a system may be used, and it gives no grade. It collects \
     what the regime’s file states and what happened to invented people in the runs. Each field names its source. Where \
     a judgement is asked for, the evidence is printed and the judgement is left open.</p><p>An assessment under Article \
     27 of the EU AI Act needs the actual deployer, the actual process and the actual people. They are not in a \
     laboratory.</p>"
        .to_owned()
}

fn article(field: &Field) -> String {
    let answer = match field.answer.is_empty() {
        true => "<p class=blank><em>For a human to answer:</em> ______________________________</p>".to_owned(),
        false => field.answer.iter().map(block).collect(),
    };
    format!(
        "<article id=\"f-{}\"><h3>{}</h3>{answer}<p class=small><code>{}</code> · source: {}</p></article>",
        field.id,
        esc(field.question),
        field.id,
        source(&field.source)
    )
}

fn source(source: &FieldSource) -> String {
    match source {
        FieldSource::Run(measures) if measures.is_empty() => "what the societies of the laboratory have".to_owned(),
        other => esc(&other.in_words()),
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Text(text) => format!("<p>{}</p>", esc(text)),
        Block::Table { caption, head, rows } => {
            let head: Vec<String> = head.iter().map(|cell| esc(cell)).collect();
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| esc(cell)).collect()).collect();
            table(&esc(caption), &head, &rows)
        }
    }
}

fn links(ids: &[&str]) -> String {
    let links: Vec<String> = ids.iter().map(|id| format!("<a href=\"#f-{id}\"><code>{id}</code></a>")).collect();
    links.join(", ")
}

fn clauses(annex: &Annex) -> String {
    let row = |clause: &super::annex::Clause| {
        let ids: Vec<&str> = annex.of_clause(clause).iter().map(|field| field.id).collect();
        vec![format!("{} {}", clause.number, esc(clause.subject)), links(&ids)]
    };
    let head = ["Clause", "Fields that speak to it"].map(str::to_owned);
    let rows: Vec<Vec<String>> = CLAUSES.iter().map(row).collect();
    format!(
        "<p>The clauses are those of the standard’s table of contents; its text was not read.</p>{}",
        table("", &head, &rows)
    )
}

fn canada(annex: &Annex) -> String {
    let row = |answer: &CanadianAnswer| {
        let (reply, fields) = match &answer.reply {
            Reply::Answered(text, fields) => (esc(text), *fields),
            Reply::Evidence(fields) => ("Evidence; the choice is left to a human.".to_owned(), *fields),
            Reply::Moot(why) => (format!("Does not arise: {}.", esc(why)), &[][..]),
            Reply::Human => ("For a human to answer.".to_owned(), &[][..]),
        };
        vec![format!("<code>{}</code>", answer.id), esc(answer.subject), reply, links(fields)]
    };
    let head = ["Question", "Subject", "Answer", "Fields"].map(str::to_owned);
    let rows: Vec<Vec<String>> = annex.canadian.iter().map(row).collect();
    let others: Vec<String> = OTHER_PAGES.iter().map(|(page, n)| format!("<code>{page}</code> ({n})")).collect();
    format!(
        "<p>The ids are those of the form of the Government of Canada (MIT licence, version 1.0.1); the words are ours. \
         {}</p>{}<p>Left to a human as a whole: {}.</p>",
        esc(&Coverage::of(&annex.canadian).in_words()),
        table("", &head, &rows),
        others.join(", ")
    )
}
