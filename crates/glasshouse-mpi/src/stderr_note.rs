//! Lines on standard error, which nobody need be reading.

use std::io::Write as _;

/// Writes a line that begins with the program's name. The work goes on even if it cannot be written.
pub fn note(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "glasshouse-mpi{line}");
}
