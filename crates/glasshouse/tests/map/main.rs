//! Tests of the map: whether `ARCHITECTURE.md` is true, and whether the code keeps to it.
//!
//! One rule, one file. Each rule is a function over small inputs, so that it is tried on a planted fault too.
//! `GLASSHOUSE_UPDATE=1` writes the tables of files anew from the files' first lines. All problems are reported at once.

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
