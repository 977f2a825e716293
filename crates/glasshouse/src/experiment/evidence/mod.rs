//! Published effects, asked under seal: each publication's estimator on what plausible societies do.
//!
//! The protocol: each effect has a file, which says beforehand what is run, how it is measured, and what would agree.
//! A seal is a hash over that file, all parameters and ranges, the societies, and a fingerprint of what the mechanisms
//! do. It is taken before the first run. The answer to a seal is kept for ever. If anything that was hashed changes,
//! the seal is broken until the effect is sealed anew, with the reason.

pub mod estimators;
pub mod record;
pub mod seal;
pub mod trial;
