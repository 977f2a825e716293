//! Everything that can be chosen, and the meaning of each measure, as JSON for the page.

use glasshouse::observatory::json::Json;
use glasshouse::observatory::manifest::VERSION;
use glasshouse::observatory::measures::{Group, Measure, MeasureView, TABLE, View, views};
use glasshouse::scenario::{self, catalogue};
use glasshouse::society::strata::By;
use glasshouse_report::comparison_table::HEADLINES;
use glasshouse_report::html::report_text::WORDS;
use glasshouse_report::job_error::JobError;

/// The whole catalogue.
pub fn shelf() -> Result<Json, JobError> {
    let regimes = catalogue::regimes().iter().map(regime).collect::<Result<Vec<_>, JobError>>()?;
    let societies = catalogue::societies().iter().map(society).collect::<Result<Vec<_>, JobError>>()?;
    let groups = Group::ALL.map(|group| group.title().into());
    let words = WORDS
        .iter()
        .map(|(word, meaning)| Json::Object(vec![("word", (*word).into()), ("meaning", (*meaning).into())]));
    Ok(Json::Object(vec![
        ("version", VERSION.into()),
        ("societies", Json::List(societies)),
        ("regimes", Json::List(regimes)),
        ("groups", Json::List(groups.to_vec())),
        ("by", Json::List(By::ALL.map(|by| by.word().into()).to_vec())),
        ("measures", Json::List(TABLE.iter().map(measure).collect())),
        ("views", Json::List(views().map(view).collect())),
        ("headlines", Json::List(HEADLINES.iter().map(|key| (*key).into()).collect())),
        ("words", Json::List(words.collect())),
    ]))
}

fn regime(shipped: &catalogue::Shipped) -> Result<Json, JobError> {
    let regime = scenario::regime(shipped.name)?.value;
    Ok(Json::Object(vec![
        ("name", shipped.name.into()),
        ("title", regime.title.as_str().into()),
        ("description", regime.description.as_str().into()),
        ("text", shipped.text.into()),
    ]))
}

fn society(shipped: &catalogue::Shipped) -> Result<Json, JobError> {
    let marginals = scenario::society(shipped.name)?.value.marginals;
    Ok(Json::Object(vec![
        ("name", shipped.name.into()),
        ("title", marginals.title.as_str().into()),
        ("description", marginals.description.as_str().into()),
        ("text", shipped.text.into()),
    ]))
}

fn measure(m: &Measure) -> Json {
    Json::Object(vec![
        ("key", m.key.into()),
        ("name", m.name.into()),
        ("group", Json::Number(m.group as u64)),
        ("unit", m.unit.into()),
        ("definition", m.definition.into()),
        ("direction", m.direction.into()),
        ("seen", m.seen.map_or(Json::Nothing, |(_, through)| through.into())),
    ])
}

/// An entry in the order of the figures: the measure, and whether it is the state's view.
fn view(MeasureView { measure: m, view }: MeasureView) -> Json {
    Json::List(vec![m.key.into(), Json::Truth(view == View::Seen)])
}
