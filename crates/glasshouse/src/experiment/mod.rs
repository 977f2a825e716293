//! What if it had been otherwise?

pub mod again;
pub mod checkpoint;
pub mod compare;
pub mod design;
pub mod did;
pub mod discovery;
pub mod evaluate;
pub mod explained;
pub mod fit;
pub mod generations;
pub mod heard;
pub mod hypercube;
pub mod influence;
pub mod kinds;
pub mod panel;
pub mod part;
pub mod patterns;
pub mod reproduce;
pub mod resample;
pub mod sensitivity;
pub mod settings;
pub mod split;
pub mod story;
pub mod sweep;
pub mod trial;
pub mod verdict;
