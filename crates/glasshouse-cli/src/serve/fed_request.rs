//! A request from bytes alone, led through every reader of the server without a connection and without a run.

use super::diagnostics_json;
use super::http::{HttpResponse, Refusal, RequestHead};
use super::run_request::{self, RunRequest};
use super::scenario_request::{RegimeRequest, ScenarioText};

/// Reads the bytes as a request of an admitted browser, and its body as a check of texts and as a run. Returns whether
/// any of these can be answered.
pub fn feed(bytes: &[u8]) -> bool {
    match read(bytes) {
        Ok(sense) => sense,
        Err(refusal) => {
            drop(HttpResponse::from(refusal));
            false
        }
    }
}

fn read(bytes: &[u8]) -> Result<bool, Refusal> {
    let Some(head) = RequestHead::of(bytes)? else { return Ok(false) };
    for key in ["measure", "regime", "regimes", "month", "person", "from"] {
        let (_, _) = (head.query(key), head.number::<u32>(key));
    }
    let length = head.length()?.min(head.rest().len());
    let sent = run_request::sent(&head.rest()[..length])?;
    let society = sent.get("society").map(ScenarioText::society).transpose()?;
    let findings = society.as_ref().map(diagnostics_json::of_society);
    let regime = RegimeRequest::of(&sent).map(|regime| diagnostics_json::of_regime(&regime));
    Ok(RunRequest::read(&sent).is_ok() || findings.is_some() || regime.is_ok())
}
