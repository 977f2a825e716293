//! The conclusions of researchers about pilots, beside the true effects, as a text table and as CSV.

use crate::number_format::{self, change, counted, typeset, whole};
use crate::text_wrap::{paragraph, short};
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::diff_in_diff::TreatmentEffect;
use glasshouse::experiment::impact_evaluation::{Conclusion, EstimatorPair, MeasureEvaluation, SocietyEvaluation};
use glasshouse::experiment::panel::Panel;
use glasshouse::observatory::statistics::Interval;
use std::fmt::Write;

/// The results of an evaluation.
pub struct EvaluationResults<'a> {
    /// The regime beside life without it.
    pub comparison: &'a Comparison,
    /// The data of researchers: one panel for each society.
    pub panels: &'a [Panel],
    /// Their conclusions, measure by measure.
    pub judged: &'a [MeasureEvaluation],
}

/// Widths of the two label columns and of the estimate.
const LABELS: [usize; 3] = [19, 12, 28];

/// The text on the terminal.
pub fn table(e: &EvaluationResults) -> String {
    let mut out = head(e);
    let researchers = counted(e.panels.len() as u64, "researcher");
    out += &format!("\n{}", row("", "", "effect (95 % interval)".into(), format!("of {researchers}")));
    e.judged.iter().for_each(|judged| out += &block(judged));
    out + &legend(e)
}

fn head(e: &EvaluationResults) -> String {
    let plan = &e.comparison.plan;
    let title = format!(
        "{}: {} of {}, each run with {} and, with the same luck, without it.",
        plan.society.marginals.title,
        counted(plan.replicates.into(), "society"),
        counted(plan.size.people, "person"),
        plan.regimes[1].name,
    );
    format!("\n{}{}", paragraph(&title, 0), paragraph(&rollout(e), 0))
}

/// The months in which counties begin.
pub fn rollout(e: &EvaluationResults) -> String {
    let panel = &e.panels[0];
    let mut starts: Vec<u32> = panel.counties.iter().filter_map(|county| county.first).collect();
    starts.sort_unstable();
    let mut text = format!("Of {} counties, ", whole(panel.counties.len() as u64));
    for wave in starts.chunk_by(|a, b| a == b) {
        let begin = if wave.len() == 1 { "begins" } else { "begin" };
        let _ = write!(text, "{} {begin} in month {}, ", wave.len(), wave[0] + 1);
    }
    let never = panel.counties.len() - starts.len();
    let _ = write!(
        text,
        "{} never. Months {} to {} are compared.",
        if never == 0 { "none".to_owned() } else { whole(never as u64) },
        panel.study.start + 1,
        panel.study.end
    );
    text
}

fn block(judged: &MeasureEvaluation) -> String {
    let m = judged.measure;
    let mut out = format!("\n{}\n", short(&format!("{}, {}", m.name.to_uppercase(), m.unit), 80));
    let Some(effect) = judged.effect() else {
        return out + "  too few figures with and without the regime, before and after its start\n";
    };
    out += &row("true effect", "", number_format::difference(effect), String::new());
    out += &rows(judged, "DiD, true data", |found| Some(found.truth));
    if judged.societies.iter().flatten().any(|found| found.official.is_some()) {
        out += &rows(judged, "DiD, official", |found| found.official);
    } else {
        let none = if m.seen.is_some() { "no figures to compare" } else { "there are none" };
        out += &row("DiD, official", "", none.to_owned(), String::new());
    }
    out += &paragraph(&parts(judged, effect), 2);
    out + &paragraph(&in_words(judged, effect), 2)
}

fn row(label: &str, method: &str, estimate: String, concluded: String) -> String {
    let [a, b, c] = LABELS;
    format!("  {label:a$}{method:b$}{estimate:c$}{concluded}").trim_end().to_owned() + "\n"
}

/// Both estimates from one kind of figures, each with the researchers' conclusions.
fn rows(judged: &MeasureEvaluation, label: &str, pick: impl Fn(&SocietyEvaluation) -> Option<EstimatorPair>) -> String {
    let one = |label: &str, method: &str, of: &dyn Fn(EstimatorPair) -> TreatmentEffect| {
        let estimate = judged.typical(|found| pick(found).map(of)).map_or(String::new(), number_format::difference);
        row(label, method, estimate, concluded(&judged.conclusions(|found| pick(found).map(of))))
    };
    one(label, "group-time", &|pair| pair.group_time) + &one("", "two-way", &|pair| pair.two_way)
}

/// The number of researchers with each conclusion.
fn concluded(all: &[Conclusion]) -> String {
    const WORDS: [(Conclusion, &str); 5] = [
        (Conclusion::Right, "right"),
        (Conclusion::Wrong, "WRONG"),
        (Conclusion::Alarm, "alarm"),
        (Conclusion::Nothing, "nothing"),
        (Conclusion::Unknown, "no interval"),
    ];
    let count = |what: Conclusion| all.iter().filter(|c| **c == what).count();
    let told = WORDS.iter().map(|(what, word)| (count(*what), word)).filter(|(n, _)| *n > 0);
    told.map(|(n, word)| format!("{word} {n}")).collect::<Vec<_>>().join(", ")
}

/// The parts of the estimate's error, and whether a pre-trend check would warn.
fn parts(judged: &MeasureEvaluation, effect: Interval) -> String {
    let beside = effect.mean.abs();
    let part = |what: &dyn Fn(&SocietyEvaluation) -> Option<f64>| {
        judged.over(what).map(|i| typeset(&change(i.mean, beside.max(i.mean.abs()))).replace('=', "0"))
    };
    let shown = |name: &str, value: Option<String>| value.map_or(String::new(), |value| format!("{name} {value}"));
    let error = [
        shown("spread", part(&|found| Some(found.spread))),
        shown("luck", part(&|found| Some(found.luck))),
        shown("sight", part(&SocietyEvaluation::sight)),
    ];
    let error = error.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let before = |found: &SocietyEvaluation| found.before_official.or(found.before);
    let checks: Vec<TreatmentEffect> = judged.societies.iter().flatten().filter_map(before).collect();
    let warned = checks.iter().filter(|check| check.interval().excludes_zero()).count();
    let warns = if checks.is_empty() {
        String::new()
    } else {
        format!("; the pre-trend check warns in {warned} of {}", checks.len())
    };
    format!("error: {error}{warns}")
}

/// The conclusion of most researchers with official statistics, beside the truth.
pub fn in_words(judged: &MeasureEvaluation, effect: Interval) -> String {
    let turn = |x: f64| if x > 0.0 { "rises" } else { "falls" };
    let is_real = effect.half.map_or(effect.mean != 0.0, |_| effect.excludes_zero());
    let truth = match effect.mean {
        _ if is_real => format!("it {}", turn(effect.mean)),
        0.0 => "it does not change".to_owned(),
        _ => "any change may be due to chance".to_owned(),
    };
    let official = |found: &SocietyEvaluation| found.official.map(|pair| pair.group_time);
    let all = judged.conclusions(official);
    let Some(estimate) = judged.typical(official) else {
        let official = match judged.measure.seen {
            Some(_) => "Official figures do not show it.",
            None => "There are no official figures.",
        };
        return format!("In truth {truth}. {official}");
    };
    let count = |what: Conclusion| all.iter().filter(|c| **c == what).count();
    let kinds = [Conclusion::Right, Conclusion::Wrong, Conclusion::Alarm, Conclusion::Nothing, Conclusion::Unknown];
    let most = kinds.into_iter().max_by_key(|what| count(*what)).unwrap_or(Conclusion::Nothing);
    let said = match most {
        Conclusion::Right => format!("and official figures say so{}", larger(estimate.mean / effect.mean)),
        Conclusion::Wrong | Conclusion::Alarm => format!("but official figures say that it {}", turn(estimate.mean)),
        Conclusion::Nothing if is_real => "but official figures show nothing".to_owned(),
        Conclusion::Nothing => "and official figures show nothing".to_owned(),
        Conclusion::Unknown => {
            "and the uncertainty of the official figures is unknown: only one county begins with a wave, or is left to \
             compare with"
                .to_owned()
        }
    };
    let of = if count(most) == all.len() {
        String::new()
    } else {
        format!(" (in {} of {} societies)", count(most), all.len())
    };
    format!("In truth {truth}, {said}{of}.")
}

/// The ratio to the true effect, where it is far from one.
fn larger(ratio: f64) -> String {
    if (0.5..2.0).contains(&ratio) {
        String::new()
    } else {
        format!(", but {} times as much", number_format::two(ratio))
    }
}

fn legend(e: &EvaluationResults) -> String {
    let societies = whole(e.panels.len() as u64);
    let notes = [
        "true effect = with the regime minus without it, for the same people with the same luck, averaged over the \
         county-months under the regime; its 95 % interval is over societies. Only the laboratory can know it."
            .to_owned(),
        format!(
            "DiD = difference in differences, with the 95 % interval of one researcher in one society, clustered by \
             county; both are means over societies ({societies}). group-time = after Callaway & Sant'Anna 2021; \
             two-way = county and month fixed effects."
        ),
        "true data = as if every figure were true. official = figures from the state's channels, surveys and \
         records."
            .to_owned(),
        "right, WRONG = the interval excludes zero and has the sign of the true effect, or the opposite sign. \
         nothing = it includes zero. alarm = it excludes zero although the true effect cannot be told from zero. \
         Each is followed by its number of researchers, one in each society."
            .to_owned(),
        "error = the error of the official group-time estimate, in parts. spread: the regime also reached the \
         comparison counties. luck: the people who happened to be drawn. sight: official figures differ from the \
         truth. The pre-trend check tests whether pilots diverged before they began."
            .to_owned(),
        "The people are invented. This explains how mechanisms work under stated assumptions; it predicts no country."
            .to_owned(),
    ];
    notes.iter().fold("\n".to_owned(), |out, note| out + &paragraph(note, 0))
}

/// One row for each measure, society, kind of figures, method and span of months (counted from a county's beginning).
pub fn csv(judged: &[MeasureEvaluation]) -> String {
    let mut out = String::from("measure,society,figures,method,from,until,true_effect,estimate,low,high\n");
    for j in judged {
        for (society, found) in j.societies.iter().enumerate() {
            let Some(found) = found else { continue };
            let mut row =
                |figures: &str, method: &str, span: [String; 2], effect: Option<f64>, e: Option<TreatmentEffect>| {
                    let [from, until] = span;
                    let Some(i) = e.map(|e| e.interval()) else { return };
                    let effect = effect.map_or(String::new(), |x| x.to_string());
                    let bounds = i.half.map_or(",".to_owned(), |half| format!("{},{}", i.mean - half, i.mean + half));
                    let key = j.measure.key;
                    let _ =
                        writeln!(out, "{key},{society},{figures},{method},{from},{until},{effect},{},{bounds}", i.mean);
                };
            let all = || ["0".to_owned(), String::new()];
            for (figures, pair) in [("truth", Some(found.truth)), ("seen", found.official)] {
                row(figures, "group-time", all(), Some(found.effect), pair.map(|p| p.group_time));
                row(figures, "two-way", all(), Some(found.effect), pair.map(|p| p.two_way));
            }
            for event in &found.events {
                let span = || [event.months.start.to_string(), event.months.end.to_string()];
                row("truth", "event", span(), event.effect, event.truth);
                row("seen", "event", span(), event.effect, event.official);
            }
        }
    }
    out
}
