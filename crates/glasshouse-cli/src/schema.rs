//! `glasshouse schema`: what can stand in a file?

use crate::cli::{FileKind, SchemaArgs};
use crate::failure::Stop;
use crate::say;
use glasshouse::scenario::catalogue::Kind;
use glasshouse::scenario::schema;

/// Shows the schema of a kind of file.
pub fn run(asked: &SchemaArgs) -> Result<(), Stop> {
    let kind = match asked.file {
        FileKind::Regime => Kind::Regime,
        FileKind::Society => Kind::Society,
        FileKind::Behaviour => Kind::Behaviour,
        FileKind::Experiment => Kind::Experiment,
    };
    if !asked.markdown {
        return say(&schema::json(kind));
    }
    let tables = schema::markdown(kind);
    let sections: Vec<String> = tables.iter().map(|(name, lines)| format!("## {name}\n\n{lines}")).collect();
    say(&sections.join("\n"))
}
