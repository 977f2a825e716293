//! What does a trial keep for a report that is to speak of it? `claims.json`, written and read.

use super::claim_findings::{Finding, Run};
use super::claim_phrasing;
use glasshouse::observatory::manifest::{Manifest, VERSION};
use serde_json::{Value, json};

/// A trial, as far as a report speaks of it.
pub struct Kept {
    /// Version that tried.
    pub version: String,
    /// Digest of what was asked.
    pub digest: String,
    /// The command that gives the same again.
    pub command: String,
    /// Societies tried.
    pub societies: u64,
    /// The claims, in the order of their file.
    pub claims: Vec<Judged>,
}

/// A claim with its verdict.
pub struct Judged {
    /// Stable key.
    pub key: String,
    /// The sentence.
    pub text: String,
    /// The verdict.
    pub verdict: String,
    /// Share of societies in which it holds: share and its 95 % interval; NaN where it could not be asked.
    pub share: [f64; 3],
    /// What moves its effect: a parameter, and the share that it explains alone, with its 95 % interval.
    pub moved_by: Vec<(String, [f64; 3])>,
}

/// The trial as text. The same trial gives the same bytes.
pub fn text(run: &Run, findings: &[Finding], manifest: &Manifest, command: &str) -> String {
    let claim = |finding: &Finding| {
        let of = finding.of_effect.above.iter().take(claim_phrasing::NAMED);
        let moved: Vec<Value> = of.map(|i| json!([claim_phrasing::parameter(run, i.parameter), i.share])).collect();
        let (key, text, word) = (&finding.claim.key, &finding.claim.text, finding.verdict.word());
        json!({"key": key, "text": text, "verdict": word, "share": finding.verdict.share, "moved_by": moved})
    };
    let all = json!({
        "synthetic": true,
        "purpose": "explanation, not prediction",
        "version": VERSION,
        "digest": manifest.digest(),
        "command": command,
        "societies": run.trial.societies,
        "claims": findings.iter().map(claim).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

/// Reads what [`text`] wrote; `None` if it is anything else.
pub fn read(text: &str) -> Option<Kept> {
    let all: Value = serde_json::from_str(text).ok()?;
    let word = |of: &Value, key: &str| of[key].as_str().map(str::to_owned);
    let three = |of: &Value| {
        let at = |n: usize| of[n].as_f64().unwrap_or(f64::NAN);
        [at(0), at(1), at(2)]
    };
    let judged = |of: &Value| {
        let moved = of["moved_by"].as_array()?.iter().map(|i| Some((i[0].as_str()?.to_owned(), three(&i[1]))));
        Some(Judged {
            key: word(of, "key")?,
            text: word(of, "text")?,
            verdict: word(of, "verdict")?,
            share: three(&of["share"]),
            moved_by: moved.collect::<Option<_>>()?,
        })
    };
    Some(Kept {
        version: word(&all, "version")?,
        digest: word(&all, "digest")?,
        command: word(&all, "command")?,
        societies: all["societies"].as_u64()?,
        claims: all["claims"].as_array()?.iter().map(judged).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_trial_is_not_read() {
        assert!(super::read("{}").is_none() && super::read("no").is_none());
        let text = r#"{"version": "1", "digest": "d", "command": "c", "societies": 4, "claims": [
            {"key": "a", "text": "t", "verdict": "holds", "share": [0.5, 0.2, 0.8], "moved_by": [["x.y", [0.1, 0.0, 0.2]]]},
            {"key": "b", "text": "t", "verdict": "could not be asked", "share": [null, null, null], "moved_by": []}]}"#;
        let kept = super::read(text).expect("it is one");
        assert_eq!((kept.societies, kept.claims[0].share[2]), (4, 0.8));
        assert!(kept.claims[1].share[0].is_nan());
    }
}
