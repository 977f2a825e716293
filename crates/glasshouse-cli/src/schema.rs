//! The command `glasshouse schema`: the keys of a kind of file, as a JSON Schema or as tables.

use crate::arguments::{FileKind, SchemaArgs};
use crate::terminal::say;
use glasshouse::scenario::catalogue::Kind;
use glasshouse::scenario::schema;
use glasshouse_report::job_error::JobError;

/// Prints the schema of a kind of file.
pub fn run(args: &SchemaArgs) -> Result<(), JobError> {
    let kind = match args.file {
        FileKind::Regime => Kind::Regime,
        FileKind::Society => Kind::Society,
        FileKind::Behaviour => Kind::Behaviour,
        FileKind::Experiment => Kind::Experiment,
    };
    if !args.markdown {
        return say(&schema::json(kind));
    }
    let tables = schema::markdown(kind);
    let sections: Vec<String> = tables.iter().map(|(name, lines)| format!("## {name}\n\n{lines}")).collect();
    say(&sections.join("\n"))
}
