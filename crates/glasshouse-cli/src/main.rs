//! The entry point of the command `glasshouse`; everything else is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    glasshouse_cli::main()
}
