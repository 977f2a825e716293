//! What is there to choose from, and what does each measure mean? The tables of the laboratory, for the page.

use crate::comparison_table::HEADLINES;
use crate::failure::Stop;
use crate::report::report_text::WORDS;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::manifest::VERSION;
use glasshouse::observatory::measures::{Group, Measure, MeasureView, TABLE, View, views};
use glasshouse::scenario::{self, catalogue};
use glasshouse::society::strata::By;

/// All of it.
pub fn shelf() -> Result<Json, Stop> {
    let regimes = catalogue::regimes().iter().map(regime).collect::<Result<Vec<_>, Stop>>()?;
    let societies = catalogue::societies().iter().map(society).collect::<Result<Vec<_>, Stop>>()?;
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

fn regime(shipped: &catalogue::Shipped) -> Result<Json, Stop> {
    let regime = scenario::regime(shipped.name)?.value;
    Ok(Json::Object(vec![
        ("name", shipped.name.into()),
        ("title", regime.title.as_str().into()),
        ("description", regime.description.as_str().into()),
        ("text", shipped.text.into()),
    ]))
}

fn society(shipped: &catalogue::Shipped) -> Result<Json, Stop> {
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

/// In which order figures are sent: the measure, and whether it is what the state sees.
fn view(MeasureView { measure: m, view }: MeasureView) -> Json {
    Json::List(vec![m.key.into(), Json::Truth(view == View::Seen)])
}
