//! Tests of published effects: the files that ship, the seals, and the estimators on an invented effect.
//!
//! The last one is the quick check: no documented answer changes without a new seal.

use glasshouse::diagnostic::Source;
use glasshouse::engine::Quiet;
use glasshouse::experiment::evidence::record::EvidenceRecord;
use glasshouse::experiment::evidence::seal::{CommonParts, Seal};
use glasshouse::experiment::evidence::trial::{self, EvidenceTrial, EvidenceVerdict};
use glasshouse::scenario::evidence_file::{EvidenceEstimator, NotAsked, PublishedEffect, PublishedSign};
use glasshouse::scenario::{self, ScenarioError, catalogue};
use glasshouse::society::Society;
use std::collections::BTreeSet;
use std::sync::Arc;

const TOY: &str = include_str!("evidence/toy.toml");

fn read(key: &str, text: &str) -> Result<PublishedEffect, ScenarioError> {
    let source = Source { name: format!("evidence:{key}"), text: text.into() };
    scenario::effect_from(key, Arc::new(source)).map(|read| read.value)
}

fn shipped() -> Vec<PublishedEffect> {
    let of = |file: &catalogue::Shipped| read(file.name, file.text).unwrap_or_else(|e| panic!("{}: {e:?}", file.name));
    catalogue::evidence().iter().map(of).collect()
}

fn society() -> Society {
    scenario::society("china-2018").unwrap().value
}

/// The trial of some effects, at the sizes of the quick check.
fn trial(effects: Vec<PublishedEffect>, societies: u32) -> EvidenceTrial {
    let society = society();
    let societies = trial::societies(&society, societies, 1);
    EvidenceTrial { effects, society, societies, people: Some(3_000), earlier: 12, seed: 1 }
}

#[test]
fn every_effect_has_a_file_with_source_treatment_and_limits() {
    let effects = shipped();
    let keys: BTreeSet<&str> = effects.iter().map(|effect| effect.key.as_str()).collect();
    assert_eq!(keys.len(), effects.len());
    for key in ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "R1", "R2", "R3", "R4", "R5", "R6", "R7"] {
        assert!(keys.contains(key), "{key}");
    }
    let found = effects.iter().filter(|effect| effect.key.starts_with('N')).count();
    assert!(found >= 10, "{found} effects of our own");
    for effect in &effects {
        let texts = [&effect.title, &effect.source, &effect.design, &effect.read, &effect.published, &effect.reach];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{}", effect.key);
        match &effect.asked {
            Ok(question) => {
                assert!(question.on != question.off, "{}", effect.key);
                let last = question.window[1] + question.on.starts.max(question.off.starts) as i32;
                assert!(last <= question.months as i32, "{}: the run ends before month {last}", effect.key);
                let [low, high] = question.interval.unwrap_or([0.0, 1.0]);
                assert!(low < high && question.size.is_none_or(|size| (low..=high).contains(&size)), "{}", effect.key);
                let sign = question.size.map_or(question.sign, |size| match size {
                    size if size < 0.0 => PublishedSign::Less,
                    _ => PublishedSign::More,
                });
                assert_eq!(sign, question.sign, "{}", effect.key);
            }
            Err(NotAsked::OutOfReach(why) | NotAsked::Later(why)) => assert!(why.len() > 20, "{}", effect.key),
        }
    }
    let used: BTreeSet<&str> =
        effects.iter().filter_map(|effect| Some(effect.asked.as_ref().ok()?.estimator.words())).collect();
    for estimator in [EvidenceEstimator::Arms, EvidenceEstimator::EventStudy, EvidenceEstimator::Staggered] {
        assert!(used.contains(estimator.words()), "{estimator:?}");
    }
}

#[test]
fn an_invented_effect_is_found_and_the_opposite_is_missed() {
    let toy = read("toy", TOY).unwrap();
    let opposite = read("opposite", &TOY.replace("sign = \"less\"", "sign = \"more\"")).unwrap();
    let growth = TOY.replace("estimator = \"arms\"", "estimator = \"growth\"").replace("\"percent\"", "\"points\"");
    let growth = read("growth", &growth).unwrap();
    let answers = trial(vec![toy, opposite, growth], 6).run(&Quiet);
    assert_eq!(answers[0].verdict, EvidenceVerdict::Met, "{:?}", answers[0].findings);
    assert_eq!(answers[1].verdict, EvidenceVerdict::Missed, "{:?}", answers[1].findings);
    assert!(answers[0].truth < -10.0 && answers[0].truly_right == 1.0, "{:?}", answers[0].findings);
    assert!((answers[0].right + answers[1].right - 1.0).abs() < 1e-9);
    assert!(answers[2].findings.iter().any(|finding| finding.estimate.is_some()));
}

#[test]
fn a_treatment_that_does_nothing_agrees_with_no_sign() {
    let nothing = TOY.replace("on = \"inspected\"", "on = \"no-system\"\noff = \"inspected without inspection\"");
    let nothing = nothing.replace("estimator = \"arms\"", "estimator = \"worlds\"");
    for sign in ["less", "more"] {
        let effect = read("nothing", &nothing.replace("\"less\"", &format!("\"{sign}\""))).unwrap();
        let answer = trial(vec![effect], 2).run(&Quiet).remove(0);
        assert_eq!((answer.verdict, answer.right), (EvidenceVerdict::Missed, 0.0), "{sign}");
    }
}

#[test]
fn a_mistake_in_a_file_names_its_place_and_what_was_meant() {
    let told = |text: &str| match read("wrong", text) {
        Err(ScenarioError::Diagnostics(found)) => {
            found.0.iter().map(|f| format!("{} ({})\n", f.message, f.help.clone().unwrap_or_default())).collect()
        }
        other => panic!("{other:?}"),
    };
    let said: String = told(&TOY.replace("\"honest_trade\"", "\"honest_trad\""));
    assert!(said.contains("unknown measure") && said.contains("`honest_trade`"), "{said}");
    let said: String = told(&TOY.replace("[0, 24]", "[24, 0]"));
    assert!(said.contains("must end after it begins"), "{said}");
    let said: String = told(&TOY.replace("[ask]", "[asked]"));
    assert!(said.contains("nothing says why"), "{said}");
    let said: String = told(&TOY.replace("unit = \"neighbourhood\"", "unit = \"person\""));
    assert!(said.contains("cannot be rolled out person by person"), "{said}");
}

#[test]
fn a_seal_breaks_with_each_part_and_with_nothing_else() {
    let (society, toy) = (society(), read("toy", TOY).unwrap());
    let societies = trial::societies(&society, 2, 1);
    let parts = CommonParts::of(&society, &societies).with(&toy);
    assert_eq!(parts, CommonParts::of(&society, &societies).with(&toy));
    assert!(parts.changed(&parts).is_empty());
    let mut other = society.clone();
    other.behaviour.law.road_fine += 1.0;
    let changed = parts.changed(&CommonParts::of(&other, &societies).with(&toy));
    assert_eq!(changed, ["parameters", "mechanisms"], "what people do under another fine differs, too");
    let mut other = society.clone();
    other.ranges[0].high *= 1.5;
    assert_eq!(parts.changed(&CommonParts::of(&other, &societies).with(&toy)), ["ranges"]);
    let fewer = CommonParts::of(&society, &societies[..1]);
    assert_eq!(parts.changed(&fewer.with(&toy)), ["societies"]);
    let edited = read("toy", &TOY.replace("-50", "-40")).unwrap();
    assert_eq!(parts.changed(&CommonParts::of(&society, &societies).with(&edited)), ["the effect's file"]);
}

#[test]
fn what_is_kept_is_read_again_and_the_first_answer_stays() {
    let (society, toy) = (society(), read("toy", TOY).unwrap());
    let trial = trial(vec![toy.clone()], 2);
    let parts = CommonParts::of(&society, &trial.societies).with(&toy);
    let answer = trial.run(&Quiet).remove(0);
    let kept = glasshouse::experiment::evidence::record::KeptAnswer::new("toy", &parts, false, &answer);
    let seal = Seal { effect: "toy".into(), version: "0".into(), day: "2026-12-01".into(), why: "w".into(), parts };
    let later = glasshouse::experiment::evidence::record::KeptAnswer {
        seal: "another".into(),
        verdict: EvidenceVerdict::Missed,
        ..kept.clone()
    };
    let record = EvidenceRecord::of(&seal.lines(), &(kept.lines() + &later.lines()));
    assert_eq!(record.seals, [seal]);
    assert_eq!(record.first("toy").unwrap().seal, kept.seal);
    assert_eq!(record.latest("toy", false).unwrap().verdict, EvidenceVerdict::Missed);
    assert!(record.is_current(record.first("toy").unwrap()) && !record.is_current(&later));
}

#[test]
fn no_answer_is_without_the_seal_under_which_it_was_asked() {
    let record = EvidenceRecord::shipped();
    for answer in &record.answers {
        assert!(record.seal_of(answer).is_some(), "{} was answered without a seal", answer.effect);
    }
}

#[test]
fn no_documented_answer_changes_without_a_new_seal() {
    let record = EvidenceRecord::shipped();
    let quick = |effect: &PublishedEffect| effect.asked.as_ref().is_ok_and(|question| question.quick);
    let effects: Vec<PublishedEffect> = shipped().into_iter().filter(quick).collect();
    let answers = trial(effects.clone(), 8).run(&Quiet);
    let mut compared = 0;
    for (effect, answer) in effects.iter().zip(&answers) {
        let Some(old) = record.latest(&effect.key, true).filter(|old| record.is_current(old)) else { continue };
        compared += 1;
        assert_eq!(answer.verdict, old.verdict, "{}: seal it anew, with the reason", effect.key);
    }
    assert!(compared > 4, "{compared} of {} quick answers are on record", effects.len());
}
