//! What if it had been otherwise?

pub mod compare;
pub mod patterns;
pub mod story;
