//! The file `claims.json`, which carries a trial's verdicts to a report.

use super::claim_findings::{ClaimFinding, TrialResults};
use super::claim_phrasing;
use glasshouse::observatory::manifest::{Manifest, VERSION};
use serde_json::{Value, json};

/// A trial, to the extent that a report shows it.
pub struct LinkedTrial {
    /// Version of the program that ran it.
    pub version: String,
    /// Digest of the request.
    pub digest: String,
    /// The command that reproduces it.
    pub command: String,
    /// Societies tried.
    pub societies: u64,
    /// The claims, in the order of their file.
    pub claims: Vec<LinkedClaim>,
}

/// A claim with its verdict.
pub struct LinkedClaim {
    /// Stable key.
    pub key: String,
    /// The sentence.
    pub text: String,
    /// The verdict.
    pub verdict: String,
    /// Share of societies in which it holds: share and its 95 % interval; NaN if it could not be tested.
    pub share: [f64; 3],
    /// Verdict and share in societies that fit published figures, if it was tested there.
    pub fitting: Option<(String, [f64; 3])>,
    /// The parameters that move its effect.
    pub moved_by: Vec<LinkedParameter>,
}

/// A parameter that moves the effect of a claim.
pub struct LinkedParameter {
    /// Its name.
    pub name: String,
    /// The share that it explains alone, with its 95 % interval.
    pub share: [f64; 3],
}

/// Serialises the trial. The same trial gives the same bytes.
pub fn text(run: &TrialResults, findings: &[ClaimFinding], manifest: &Manifest, command: &str) -> String {
    let claim = |finding: &ClaimFinding| {
        let of = finding.of_effect.above.iter().take(claim_phrasing::NAMED);
        let moved: Vec<Value> = of.map(|i| json!([claim_phrasing::parameter(run, i.parameter), i.share])).collect();
        let (key, text, word) = (&finding.claim.key, &finding.claim.text, finding.verdict.word());
        let verdict = &finding.verdict;
        let fitting = finding.fitting.as_ref().map(|verdict| {
            json!({"verdict": verdict.word(), "share": verdict.share, "at_stake": verdict.asked,
                "not_at_stake": verdict.not_at_stake})
        });
        json!({"key": key, "text": text, "verdict": word, "share": verdict.share, "at_stake": verdict.asked,
            "not_at_stake": verdict.not_at_stake, "fitting": fitting, "moved_by": moved})
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

/// Reads the output of [`text`]; `None` for anything else.
pub fn read(text: &str) -> Option<LinkedTrial> {
    let all: Value = serde_json::from_str(text).ok()?;
    let word = |of: &Value, key: &str| of[key].as_str().map(str::to_owned);
    let three = |of: &Value| {
        let at = |n: usize| of[n].as_f64().unwrap_or(f64::NAN);
        [at(0), at(1), at(2)]
    };
    let judged = |of: &Value| {
        let parameter = |i: &Value| Some(LinkedParameter { name: i[0].as_str()?.to_owned(), share: three(&i[1]) });
        let moved = of["moved_by"].as_array()?.iter().map(parameter);
        Some(LinkedClaim {
            key: word(of, "key")?,
            text: word(of, "text")?,
            verdict: word(of, "verdict")?,
            fitting: word(&of["fitting"], "verdict").map(|word| (word, three(&of["fitting"]["share"]))),
            share: three(&of["share"]),
            moved_by: moved.collect::<Option<_>>()?,
        })
    };
    Some(LinkedTrial {
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
            {"key": "b", "text": "t", "verdict": "could not be tested", "share": [null, null, null],
             "moved_by": []}]}"#;
        let kept = super::read(text).expect("it is one");
        assert_eq!((kept.societies, kept.claims[0].share[2]), (4, 0.8));
        assert!(kept.claims[1].share[0].is_nan());
    }
}
