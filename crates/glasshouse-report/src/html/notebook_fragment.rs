//! The report's main figures as a fragment of HTML for notebooks.
//!
//! Its style rules apply only within the fragment, and it needs no script.

use super::markup::esc;
use super::report_input::ReportInput;
use super::{difference_plot, overview_figure, palette};
use crate::number_format::{counted, whole};

/// The fragment. The same input gives the same text.
pub fn html(input: &ReportInput) -> String {
    let plan = &input.comparison.plan;
    let glance = overview_figure::picture(input);
    let cards = difference_plot::cards(input);
    let pictures = match glance {
        Some(glance) => {
            format!("{glance}<details><summary>Every difference, with its interval</summary>{cards}</details>")
        }
        None => cards,
    };
    format!(
        "<div class=glasshouse><style>{}</style><h3>{}</h3><p class=small>{} of {}, {}, seed {}. Invented people; \
         this explains mechanisms and predicts no country. Digest {}.</p>{}</div>",
        style(),
        esc(&input.title()),
        counted(plan.replicates.into(), "society"),
        counted(plan.size.people, "person"),
        counted(plan.size.months.into(), "month"),
        whole(plan.seed),
        &input.manifest.digest()[..16],
        unlinked(&pictures)
    )
}

/// The report's style rules, confined to the fragment.
fn style() -> String {
    let css = include_str!("style.css");
    // Rules for printing a whole page have no place in a fragment.
    let screen = css.split_once("@page").map_or(css, |(before, _)| before);
    let colours = palette::css();
    let rules =
        format!("{screen}{colours}").replace(":root", "&").replace("html {", "&.page {").replace("body {", "& {");
    format!(".glasshouse {{\n{rules}\n& {{ margin: 0; padding: 0.5rem 0; background: none; }}\n}}")
}

/// The markup without links to sections that are not in the fragment.
fn unlinked(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, link)) = rest.split_once("<a href=\"#") {
        out += before;
        let Some((inner, after)) = link.split_once('>').and_then(|(_, inner)| inner.split_once("</a>")) else { break };
        out += &format!("<b>{inner}</b>");
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    #[test]
    fn rules_stay_within_the_piece_and_links_lead_nowhere_else() {
        let style = super::style();
        assert!(style.starts_with(".glasshouse {") && !style.contains(":root") && !style.contains("body {"));
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        assert_eq!(super::unlinked("x <a href=\"#m-trust\">Trust</a> y"), "x <b>Trust</b> y");
    }
}
