//! The names that most programs need: `use glasshouse::prelude::*;`.

pub use crate::experiment::compare::Comparison;
pub use crate::experiment::study::{Study, StudyBuilder, StudyResult};
pub use crate::experiment::study_error::StudyError;
pub use crate::experiment::window::Window;
pub use crate::observatory::measures::{Measure, View};
pub use crate::observatory::statistics::Interval;
pub use crate::scenario::{self, ScenarioError};
pub use crate::society::strata::By;
