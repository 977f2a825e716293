//! What if it had been otherwise?

pub mod again;
pub mod compare;
pub mod did;
pub mod discovery;
pub mod evaluate;
pub mod fit;
pub mod hypercube;
pub mod kinds;
pub mod panel;
pub mod patterns;
pub mod resample;
pub mod sensitivity;
pub mod split;
pub mod story;
pub mod trial;
pub mod verdict;
