//! The extension module behind the Python package `glasshouse`.
//!
//! The public interface is written in Python (`python/glasshouse/`): values, names, documentation. This crate holds
//! the parts that need the laboratory itself. As on the command line, there is no way to load real persons.

mod claims;
mod comparison_outcome;
mod errors;
mod frame;
mod interruptible;
mod lives;
mod model_function;
mod reproduction;
mod scenario_job;
mod source_texts;
mod stderr_monitor;
mod sweep;
mod tables;

use pyo3::prelude::*;

/// The laboratory behind the package `glasshouse`.
#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::claims::claims;
    #[pymodule_export]
    use crate::comparison_outcome::ComparisonOutcome;
    #[pymodule_export]
    use crate::frame::Frame;
    #[pymodule_export]
    use crate::lives::life;
    #[pymodule_export]
    use crate::model_function::{evaluate, parameters, ranges};
    #[pymodule_export]
    use crate::reproduction::reproduce;
    #[pymodule_export]
    use crate::scenario_job::ScenarioJob;
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
