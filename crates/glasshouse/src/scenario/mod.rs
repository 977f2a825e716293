//! What does the file ask for?
