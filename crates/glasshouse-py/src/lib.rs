//! What does Python see of the laboratory? Functions and results behind the package `glasshouse`.
//!
//! What people meet is written in Python (`python/glasshouse/`): values, names, documentation. Here is what needs the
//! laboratory itself. As on the command line, nothing takes in real persons.

mod claims;
mod errors;
mod frame;
mod interruptible;
mod job;
mod lives;
mod model_function;
mod reproduction;
mod result;
mod source_texts;
mod sweep;
mod tables;

use pyo3::prelude::*;

/// The laboratory behind the package `glasshouse`.
#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::claims::claims;
    #[pymodule_export]
    use crate::frame::Frame;
    #[pymodule_export]
    use crate::job::Job;
    #[pymodule_export]
    use crate::lives::life;
    #[pymodule_export]
    use crate::model_function::{evaluate, parameters, ranges};
    #[pymodule_export]
    use crate::reproduction::reproduce;
    #[pymodule_export]
    use crate::result::Outcome;
    #[pymodule_export]
    use crate::source_texts::{
        amended, number, regime, regime_of, shipped, society, society_amended, society_of, without,
    };
    #[pymodule_export]
    use crate::sweep::{Swept, sweep};
    #[pymodule_export]
    use crate::tables::measures;
    #[pymodule_export]
    const VERSION: &str = glasshouse::observatory::manifest::VERSION;
}
