//! How is this very experiment described as journals and model libraries ask for it? An ODD protocol, made from its files.
//!
//! The form is the second update of ODD (Grimm et al. 2020, Journal of Artificial Societies and Social Simulation 23(2) 7):
//! seven elements, among them eleven design concepts. What is on, with which numbers and from where, is read off the
//! scenario; equations stand in `docs/model.md`, to whose headings the text points. The same scenario gives the same text.

mod concepts;
mod entities;
mod initialisation;
mod process_overview;
mod purpose;
mod regimes;
mod submodels;

use super::compare::Plan;
use crate::diagnostic::is_hidden;
use crate::observatory::manifest::{Manifest, VERSION, hash};
use crate::observatory::ro_crate;
use crate::regime::{Audience, Regime};

/// The text, in Markdown. The manifest is that of the plan: from its texts come the sources of all numbers. The size must lie
/// within its range.
pub fn text(plan: &Plan, manifest: &Manifest) -> String {
    let all = Scenario { plan, manifest };
    let parts = [
        head(&all),
        purpose::text(&all),
        entities::text(&all),
        process_overview::text(&all),
        concepts::text(&all),
        initialisation::text(&all),
        submodels::text(&all),
        REFERENCES.to_owned(),
    ];
    parts.join("\n")
}

/// What is described.
struct Scenario<'a> {
    plan: &'a Plan,
    manifest: &'a Manifest,
}

impl Scenario<'_> {
    /// The names of the regimes that are so, as code.
    fn under(&self, is: impl Fn(&Regime) -> bool) -> Vec<String> {
        self.plan.regimes.iter().filter(|regime| is(regime)).map(|regime| code(&regime.name)).collect()
    }

    /// Title of the society and its name.
    fn society(&self) -> String {
        let m = &self.plan.society.marginals;
        format!("{} ({})", cell(&m.title), code(&m.name))
    }
}

fn head(all: &Scenario) -> String {
    let Plan { size, seed, replicates, earlier, regimes, .. } = all.plan;
    let names: Vec<String> = regimes.iter().map(|regime| code(&regime.name)).collect();
    let title: Vec<String> = regimes.iter().map(|regime| cell(&regime.title)).collect();
    let files = ro_crate::inputs(&all.manifest.sources()).into_iter();
    let files = files.map(|(path, source)| {
        vec![format!("File {}", code(&path)), format!("BLAKE3 {}", hash(source.text.as_bytes()))]
    });
    let mut rows = vec![
        vec!["Model".to_owned(), format!("Glasshouse {VERSION}")],
        vec!["Society".to_owned(), all.society()],
        vec!["Regimes, the baseline first".to_owned(), list(&names)],
        vec!["People".to_owned(), format!("{} adults in each society", whole(size.people))],
        vec!["Societies drawn (replicates)".to_owned(), whole((*replicates).into())],
        vec!["Seed".to_owned(), seed.to_string()],
        vec!["Months".to_owned(), size.months.to_string()],
        vec!["Months before, under the law alone".to_owned(), earlier.to_string()],
        vec!["Digest of all that decides the results".to_owned(), all.manifest.digest()],
    ];
    rows.extend(files);
    format!(
        "# ODD: {} in \"{}\"\n\nMade by Glasshouse {VERSION} from the files and numbers of this experiment. The form is that of \
         the ODD protocol (Overview, Design concepts, Details; Grimm et al. 2020). What is on, with which numbers, and where \
         they come from, stands here; equations stand in `docs/model.md` of the same version, under the headings that are \
         named. Files are named as they lie beside the results of a run. Months are counted from 0, as in the files; month 0 is a \
         January. Money is in yuan.\n\n{}",
        list(&title),
        cell(&all.plan.society.marginals.title),
        table(["What", "Value"], rows),
    )
}

/// Whether a regime can put anybody on a list of persons.
fn can_list(regime: &Regime) -> bool {
    let by_tier = regime.score.iter().flat_map(|score| &score.tiers).any(|tier| tier.listed);
    let overrides = regime.rollout.iter().flat_map(|rollout| &rollout.overrides).map(|other| &other.rule);
    by_tier || regime.rules.iter().chain(overrides).any(|rule| rule.lists > 0)
}

/// Whether ties can see who is on it.
fn ties_see(regime: &Regime) -> bool {
    can_list(regime) && matches!(regime.visibility.list, Audience::Ties | Audience::Everybody)
}

/// A text of a file on one line, with nothing in it that Markdown or a browser would obey; what stands in backticks stays.
fn cell(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|c| !is_hidden(*c)).collect();
    let even = text.matches('`').count().is_multiple_of(2);
    let (mut out, mut in_code) = (String::new(), false);
    for c in text.chars() {
        in_code ^= c == '`' && even;
        match c {
            '|' => out += "\\|",
            '`' if !even => out += "\\`",
            '<' if !in_code => out += "&lt;",
            '[' | ']' | '*' | '\\' if !in_code => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A name as code.
fn code(name: &str) -> String {
    format!("`{}`", name.chars().filter(|c| !is_hidden(*c) && !"`|".contains(*c)).collect::<String>())
}

/// A table. Cells are as they are to stand.
fn table<const N: usize>(head: [&str; N], rows: Vec<Vec<String>>) -> String {
    let head: Vec<String> = head.map(String::from).to_vec();
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    line(&head) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// "a, b and c"; "none" if there is none.
fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => "none".to_owned(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            format!("{} and {}", first.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

/// A number of a file, with as few digits as it takes.
fn n(x: f32) -> String {
    x.to_string()
}

/// A whole number, with commas between groups of three digits.
fn whole(number: u64) -> String {
    let digits = number.to_string();
    let comma = |i: usize| i > 0 && (digits.len() - i).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(i, c)| comma(i).then_some(',').into_iter().chain([c])).collect()
}

/// "1 month", "3 months", "2 societies".
fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", whole(number), if number == 1 { one } else { many })
}

const REFERENCES: &str = "## References\n
Those of the model's parts and numbers stand beside them, above and in `docs/model.md`. Of this text:

- Gavrilets, S. (2021). Coevolution of actions, personal norms and beliefs about others in social dilemmas. *Evolutionary \
Human Sciences* 3, e44.
- Gavrilets, S. & Richerson, P. J. (2022). Authority matters: propaganda and the coevolution of behaviour and attitudes. \
*Evolutionary Human Sciences* 4, e51.
- Grimm, V. et al. (2020). The ODD protocol for describing agent-based and other simulation models: a second update to \
improve clarity, replication, and structural realism. *Journal of Artificial Societies and Social Simulation* 23(2), 7.
- Salmon, J. K. et al. (2011). Parallel random numbers: as easy as 1, 2, 3. *SC'11*.
- Tirole, J. (2021). Digital dystopia. *American Economic Review* 111(6).
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_files_stay_texts() {
        assert_eq!(cell("a\n| <b> [c](d) \u{202e}*e*"), "a \\| &lt;b> \\[c\\](d) \\*e\\*");
        assert_eq!(
            cell("of `[score]`, [x] and a `"),
            "of \\`\\[score\\]\\`, \\[x\\] and a \\`",
            "an open backtick is a letter"
        );
        assert_eq!(cell("of `[score]` and [x]"), "of `[score]` and \\[x\\]");
        assert_eq!(code("a`|b"), "`ab`");
    }

    #[test]
    fn numbers_and_lists_are_written_as_people_do() {
        assert_eq!([whole(0), whole(999), whole(1_234_567)], ["0", "999", "1,234,567"]);
        assert_eq!([n(0.1), n(50_000.0), n(-2.5)], ["0.1", "50000", "-2.5"]);
        assert_eq!([list::<&str>(&[]), list(&["a"]), list(&["a", "b", "c"])], ["none", "a", "a, b and c"]);
    }
}
