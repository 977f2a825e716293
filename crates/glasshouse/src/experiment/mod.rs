//! What if it had been otherwise?

pub mod compare;
pub mod did;
pub mod evaluate;
pub mod fit;
pub mod hypercube;
pub mod panel;
pub mod patterns;
pub mod story;
pub mod trial;
pub mod verdict;
