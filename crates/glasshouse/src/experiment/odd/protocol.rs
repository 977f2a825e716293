//! The ODD protocol of an experiment as one text: its head, the seven elements, and references.

use super::markdown::{cell, code, list, table, whole};
use super::scenario::Scenario;
use super::{concepts, entities, initialisation, process_overview, purpose, submodels};
use crate::experiment::compare::Plan;
use crate::observatory::manifest::{Manifest, VERSION, hash};
use crate::observatory::ro_crate;

/// The text, in Markdown. The manifest is that of the plan: its texts give the sources of all numbers. The size must be
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
        vec!["Digest of everything that decides the results".to_owned(), all.manifest.digest()],
    ];
    rows.extend(files);
    format!(
        "# ODD: {} in \"{}\"\n\nMade by Glasshouse {VERSION} from the files and numbers of this experiment. The form is that of \
         the ODD protocol (Overview, Design concepts, Details; Grimm et al. 2020). It gives the active mechanisms, their \
         numbers and the sources of these; the equations are in `docs/model.md` of the same version, under the headings named \
         here. Files are named as in the folder of a run's results. Months are counted from 0, as in the files; month 0 is a \
         January. Money is in yuan.\n\n{}",
        list(&title),
        cell(&all.plan.society.marginals.title),
        table(["What", "Value"], rows),
    )
}

const REFERENCES: &str = "## References\n
References for the model's parts and numbers are given with them, above and in `docs/model.md`. References of this text:

- Gavrilets, S. (2021). Coevolution of actions, personal norms and beliefs about others in social dilemmas. *Evolutionary \
Human Sciences* 3, e44.
- Gavrilets, S. & Richerson, P. J. (2022). Authority matters: propaganda and the coevolution of behaviour and attitudes. \
*Evolutionary Human Sciences* 4, e51.
- Grimm, V. et al. (2020). The ODD protocol for describing agent-based and other simulation models: a second update to \
improve clarity, replication, and structural realism. *Journal of Artificial Societies and Social Simulation* 23(2), 7.
- Salmon, J. K. et al. (2011). Parallel random numbers: as easy as 1, 2, 3. *SC'11*.
- Tirole, J. (2021). Digital dystopia. *American Economic Review* 111(6).
";
