//! What if it had been otherwise?

pub mod compare;
pub mod design;
pub mod did;
pub mod evaluate;
pub mod fit;
pub mod hypercube;
pub mod influence;
pub mod panel;
pub mod part;
pub mod patterns;
pub mod sensitivity;
pub mod story;
pub mod sweep;
pub mod trial;
pub mod verdict;
