//! ODD, elements 5 and 6: initialisation and input data.

use super::markdown::{cell, code, counted, list, n, table, whole};
use super::scenario::Scenario;
use crate::regime::Regime;
use crate::scenario::reference_tables;

pub(super) fn text(all: &Scenario) -> String {
    let plan = all.plan;
    let (b, m) = (&plan.society.behaviour, &plan.society.marginals);
    let file = all.manifest.society.sources.first();
    let row = |f: reference_tables::SocietyFigure| {
        let source = if f.source.is_empty() {
            f.note.clone()
        } else {
            format!("{}. {}", f.source.trim_end_matches('.'), f.note)
        };
        vec![code(f.key), cell(&f.value), cell(&f.meaning), cell(&f.provenance), cell(&source)]
    };
    let figures = file.map_or(Vec::new(), |file| reference_tables::figures(file).into_iter().map(row).collect());
    let own: Vec<String> =
        file.map_or(Vec::new(), |file| reference_tables::society(file).into_iter().map(society).collect());
    format!(
        "## 5. Initialization\n\n{} drawn from the society's figures, {} adults each; replicate k is a function of the seed \
         ({}) and k alone. All regimes begin with the same people in the same state. No person is read from a file: a \
         society file contains only shares and means.\n\n\
         - Own norms y start at the temperaments, which are within 0.25 of the society's means and go with age, income, schooling and place as far as the society says; $\\tilde{{x}}$ and $\\tilde{{y}}$ at these means.\n\
         - Trust T is uniformly distributed around {}; approval s starts at each person's leaning, around {}.\n\
         - Nobody expects to be found out by a regime. The police are expected to notice speech with a chance of {} (`law.felt`), \
         {} higher for internet users (`law.felt_online`).\n\
         - Everybody's reputation is perfect, and nothing is known of any firm.\n\
         - Savings are uniform between 0 and {} months of income (twice `purse.savings`); nobody owes anything.\n\
         - Then {} pass under the law alone, so that a run begins from a settled state; both accounts are set to zero, and \
         month 1 begins. {}\n\n\
         For the drawing of persons, households, incomes and traits see model.md, \"Initial state and input\".\n\n### The society: {}\n\n\
         {}\n{}\n## 6. Input data\n\nNo external data drive a run: there are no time series and no records of persons. The only \
         changes from outside are those set in the regimes' files: {}\n",
        counted(plan.replicates.into(), "society is", "societies are"),
        whole(plan.size.people),
        plan.seed,
        m.trust.value,
        m.approval.value,
        n(b.law.felt),
        n(b.law.felt_online),
        n(2.0 * b.purse.savings),
        counted(plan.earlier.into(), "month", "months"),
        scores(all),
        all.society(),
        own.concat(),
        table(["Figure", "Value", "What it is", "Provenance", "Source and note"], figures),
        outside(all),
    )
}

fn scores(all: &Scenario) -> String {
    let start = |r: &Regime| r.score.as_ref().map(|score| format!("{} under {}", score.start, code(&r.name)));
    let starts: Vec<String> = all.plan.regimes.iter().filter_map(start).collect();
    if starts.is_empty() {
        return "No regime here keeps a score.".to_owned();
    }
    format!("Scores start at {} when the regime begins, and nobody is listed.", list(&starts))
}

/// A society file's settings of how its people decide.
fn society(told: reference_tables::ReferenceTable) -> String {
    let set =
        |row: &Vec<String>| row[1] != reference_tables::NOT_SET && !["title", "description"].contains(&row[0].as_str());
    let rows: Vec<Vec<String>> =
        told.rows.iter().filter(|row| set(row)).map(|row| vec![code(&row[0]), cell(&row[1]), cell(&row[2])]).collect();
    match rows.is_empty() {
        true => String::new(),
        false => {
            format!(
                "{} contains:\n\n{}\n",
                code(&format!("[{}]", told.path)),
                table(["Key", "Value", "What it is"], rows)
            )
        }
    }
}

/// The months in which something changes from outside, counted from 1, as far as the run goes.
fn outside(all: &Scenario) -> String {
    let last = all.plan.size.months;
    let of = |regime: &Regime| {
        let name = code(&regime.name);
        if regime.starts >= last {
            return format!("{name} would begin in month {}, after the run", u64::from(regime.starts) + 1);
        }
        let mut events = vec![format!("{name} begins in month {}", regime.starts + 1)];
        let within = |month: u32| month < last;
        if let Some(rollout) = &regime.rollout {
            let waves = rollout.waves.iter().map(|wave| wave.month).filter(|month| within(*month));
            events.extend(waves.map(|month| format!("a wave follows in month {}", month + 1)));
            let standard = rollout.standard.filter(|month| within(*month));
            events.extend(standard.map(|month| format!("its rules become the same everywhere in month {}", month + 1)));
        }
        let dated = regime.events.iter().map(|event| event.month).filter(|month| within(*month));
        events.extend(dated.map(|month| format!("something happens in month {}", month + 1)));
        let end = regime.ends.filter(|month| within(*month));
        events.extend(end.map(|end| format!("it is no longer in force from month {} on", end + 1)));
        list(&events)
    };
    let events: Vec<String> = all.plan.regimes.iter().filter(|regime| !regime.is_idle()).map(of).collect();
    if events.is_empty() { "none, since no regime here does anything.".to_owned() } else { events.join("; ") + "." }
}
