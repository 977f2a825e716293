//! An arm of an experiment: a regime with its texts, from which it can be read again with other numbers.

use crate::diagnostic::Source;
use crate::regime::Regime;
use std::sync::Arc;

/// A regime of an experiment, with the texts from which it is read.
#[derive(Clone, Debug)]
pub struct Arm {
    /// As in its files.
    pub regime: Regime,
    pub(super) texts: Vec<Arc<Source>>,
}

impl Arm {
    /// A regime, and the texts from which it was read.
    pub fn of(regime: &Regime, texts: &[Arc<Source>]) -> Arm {
        Arm { regime: regime.clone(), texts: texts.to_vec() }
    }
}
