//! What does Python see of the laboratory? Functions and results behind the package `glasshouse`.
//!
//! What people meet is written in Python (`python/glasshouse/`): values, names, documentation. Here is what needs the
//! laboratory itself. As on the command line, nothing takes in real persons.

mod attend;
mod frame;
mod job;
mod lives;
mod outcome;
mod published;
mod settings;
mod sweep;
mod tables;
mod texts;
mod trial;
mod trouble;

use pyo3::prelude::*;

/// The laboratory behind the package `glasshouse`.
#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::frame::Frame;
    #[pymodule_export]
    use crate::job::Job;
    #[pymodule_export]
    use crate::lives::life;
    #[pymodule_export]
    use crate::outcome::Outcome;
    #[pymodule_export]
    use crate::published::reproduce;
    #[pymodule_export]
    use crate::settings::{evaluate, parameters, ranges};
    #[pymodule_export]
    use crate::sweep::{Swept, sweep};
    #[pymodule_export]
    use crate::tables::measures;
    #[pymodule_export]
    use crate::texts::{amended, number, regime, regime_of, shipped, society, society_amended, society_of, without};
    #[pymodule_export]
    use crate::trial::claims;
    #[pymodule_export]
    const VERSION: &str = glasshouse::observatory::manifest::VERSION;
}
