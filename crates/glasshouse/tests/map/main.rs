//! Tests of the architecture: `ARCHITECTURE.md` is true, and the code conforms to it.
//!
//! Each rule has a file. It is a function over small inputs, so that it is also tested on a planted fault.
//! `GLASSHOUSE_UPDATE=1` rewrites the tables of files from the files' first lines. All problems are reported at once.

mod circles;
mod direction;
mod disk;
mod documents;
mod file_tables;
mod first_lines;
mod imports;
mod layout;
mod lints;
mod rust_text;
mod type_names;
mod workspace;

fn assert_none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
