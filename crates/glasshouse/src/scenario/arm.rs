//! An arm of an experiment: a regime, with the texts from which it is read again with other numbers.

use crate::diagnostic::Source;
use crate::regime::Regime;
use std::sync::Arc;

/// A regime of an experiment, with the texts that it is read from.
#[derive(Clone, Debug)]
pub struct Arm {
    /// As its files say.
    pub regime: Regime,
    pub(super) texts: Vec<Arc<Source>>,
}

impl Arm {
    /// A regime, and the texts that it was read from.
    pub fn of(regime: &Regime, texts: &[Arc<Source>]) -> Arm {
        Arm { regime: regime.clone(), texts: texts.to_vec() }
    }
}
