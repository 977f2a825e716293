//! In how many plausible societies does a claim hold? `glasshouse claims`

use crate::cli::ClaimsArgs;
use crate::files::Folder;
use crate::progress::Watch;
use crate::stop::Stop;
use crate::wrap::paragraph;
use crate::{draw, job, number, say};
use glasshouse::engine::Size;
use glasshouse::experiment::trial::{Trial, Tried};
use glasshouse::experiment::verdict::{Decider, ROBUST, Verdict};
use glasshouse::scenario;
use glasshouse::scenario::claim_file::Claim;
use glasshouse::society::Society;
use glasshouse::society::rule::Rule;
use std::collections::BTreeSet;

/// Most parameters that are named for a claim.
const NAMED: usize = 3;

/// Tries the claims, prints the verdicts and writes what they rest on.
pub fn run(asked: ClaimsArgs) -> Result<(), Stop> {
    let (trial, source) = read(&asked)?;
    let folder = Folder::open(&asked.out)?;
    let threads = job::threads(asked.threads);
    let pool = job::pool(threads)?;
    let runs = trial.runs().len() as u64 * u64::from(trial.societies) * u64::from(trial.size.months);
    eprintln!(
        "{} tried in {} of {}, each under {}, {}; {}",
        number::counted(trial.claims.len() as u64, "claim"),
        number::counted(trial.societies.into(), "society").replace("societys", "societies"),
        number::counted(trial.size.people, "person"),
        number::counted(trial.runs().len() as u64, "run"),
        number::counted(trial.size.months.into(), "month"),
        number::counted(threads as u64, "thread"),
    );
    let watch = Watch::of(if asked.rules { 3 * runs } else { runs });
    let tried = pool.install(|| trial.run(&watch));
    let rivals: Vec<(Rule, Tried)> = Rule::ALL
        .into_iter()
        .filter(|rule| asked.rules && *rule != trial.society.rule)
        .map(|rule| {
            let rival = Trial { society: Society { rule, ..trial.society.clone() }, ..trial.clone() };
            (rule, pool.install(|| rival.run(&watch)))
        })
        .collect();
    watch.end();
    say(&table(&trial, &tried))?;
    if asked.rules {
        say(&under_each_rule(&trial, &tried, &rivals))?;
    }
    let path = folder.write("claims.csv", csv(&trial, &tried).as_bytes())?;
    for k in examples(&trial, &tried) {
        folder.write(&format!("society-{k}.toml"), file(&trial, &source, &tried.values[k], k).as_bytes())?;
    }
    say(&format!("\n{}\n", path.display()))
}

/// The societies that are named as examples, each once.
fn examples(trial: &Trial, tried: &Tried) -> BTreeSet<usize> {
    let of = |n| Verdict::of(&tried.outcomes(&trial.claims, n), &tried.values).examples;
    (0..trial.claims.len()).flat_map(of).flatten().collect()
}

/// A society as a file of its own: the text of the one that was tried, and its parameters set.
fn file(trial: &Trial, source: &str, values: &[f32], k: usize) -> String {
    let head = format!(
        "# Society {k} of a trial of claims: {} people, seed {}, replicate {k}. Its people and luck are those of\n\
         #   glasshouse why --society THIS-FILE --people {} --seed {} --replicate {k} ...\n",
        trial.size.people, trial.seed, trial.size.people, trial.seed
    );
    let mut text = head + source.trim_end() + "\n";
    let mut section = "";
    for (range, value) in trial.society.ranges.iter().zip(values) {
        let p = range.parameter;
        if p.section != section {
            section = p.section;
            text += &format!("\n[override.{section}]\n");
        }
        text += &format!("{} = {value:?}\n", p.name);
    }
    text
}

/// The trial, and the text of the society file.
fn read(asked: &ClaimsArgs) -> Result<(Trial, String), Stop> {
    let claims = scenario::claims(&asked.claims)?;
    draw::findings(&claims.warnings);
    let society = scenario::society(&asked.society)?;
    draw::findings(&society.warnings);
    let mut regimes = Vec::new();
    let sides = |claim: &Claim| {
        claim
            .tests
            .iter()
            .flat_map(|t| [Some(t.one.regime.clone()), t.other.as_ref().map(|o| o.regime.clone())])
            .flatten()
            .collect::<Vec<_>>()
    };
    for name in claims.value.iter().flat_map(sides) {
        if !regimes.iter().any(|(known, _)| *known == name) {
            let read = scenario::regime(&name)?;
            draw::findings(&read.warnings);
            regimes.push((name, read.value));
        }
    }
    let size = Size { people: asked.people, months: asked.years * 12 };
    crate::admit::one(size)?;
    let source = society.sources[0].text.to_string();
    if source.contains("[override") {
        let why = "a trial sets the parameters itself: name a society that overrides none";
        return Err(Stop::Refused(why.to_owned()));
    }
    let (claims, society) = (claims.value, society.value);
    let trial = Trial { claims, regimes, society, size, seed: asked.seed, societies: asked.societies };
    Ok((trial, source))
}

/// The verdicts, for a terminal of 80 columns.
fn table(trial: &Trial, tried: &Tried) -> String {
    let head = format!(
        "Each society has its own behaviour within the plausible ranges, its own people and its own luck. A claim holds if it \
         does in {} of them or more, and fails if it does in as few; between, there is no robust conclusion. Effects: \
         median (5 to 95 % of societies).",
        percent(ROBUST)
    );
    let mut text = format!("\n{}", paragraph(&head, 0));
    for (n, claim) in trial.claims.iter().enumerate() {
        let verdict = Verdict::of(&tried.outcomes(&trial.claims, n), &tried.values);
        let [share, low, high] = verdict.share;
        text += &format!("\n{}\n", paragraph(&draw::clean(&claim.text), 0).trim_end());
        if verdict.asked == 0 {
            text += "  could not be asked: its measures are not defined in these runs\n";
            continue;
        }
        text += &format!(
            "  {}: in {} of {} societies, {} (95 %: {} to {})\n",
            verdict.word().to_uppercase(),
            number::whole(verdict.holds as u64),
            number::whole(verdict.asked as u64),
            percent(share),
            percent(low),
            percent(high)
        );
        let test = &claim.tests[0];
        let [low, median, high] = verdict.effect.map(two);
        let unit = if test.relative { "share of what it was" } else { test.one.measure.unit };
        let effect = format!("{}: {median} ({low} to {high}) {unit}", test.one.measure.name);
        text += &paragraph(&effect, 2);
        for decider in verdict.decided_by.iter().take(NAMED) {
            text += &paragraph(&decided(trial, decider), 2);
        }
        let example = |which: &str, k: Option<usize>| k.map_or(String::new(), |k| format!(" {which}: society {k}."));
        let [held, failed] = verdict.examples;
        text += &paragraph(&format!("For instance:{}{}", example("holds", held), example("fails", failed)), 2);
    }
    text
}

/// The verdicts under each rule of decision.
fn under_each_rule(trial: &Trial, tried: &Tried, rivals: &[(Rule, Tried)]) -> String {
    let all = || std::iter::once((trial.society.rule, tried)).chain(rivals.iter().map(|(rule, tried)| (*rule, tried)));
    let mut text = format!("\n{:16}", "UNDER EACH RULE");
    all().for_each(|(rule, _)| text += &format!("{:>12}", rule.word()));
    text += "\n";
    for (n, claim) in trial.claims.iter().enumerate() {
        let verdicts: Vec<Verdict> =
            all().map(|(_, tried)| Verdict::of(&tried.outcomes(&trial.claims, n), &tried.values)).collect();
        text += &format!("{:16}", draw::clean(&claim.key).chars().take(15).collect::<String>());
        verdicts.iter().for_each(|v| {
            text += &format!("{:>12}", if v.asked == 0 { "not asked".into() } else { percent(v.share[0]) });
        });
        let holds = verdicts.iter().filter(|v| v.word() == "holds").count();
        text += match holds {
            0 => "\n",
            n if n == verdicts.len() => "  holds under all\n",
            _ => "  model-dependent\n",
        };
    }
    text + "Share of societies in which a claim holds. Material: money alone. Majority: what\nothers do alone.\n"
}

fn decided(trial: &Trial, d: &Decider) -> String {
    let p = trial.society.ranges[d.parameter].parameter;
    let [below, above] = d.holds.map(percent);
    format!(
        "hangs on {}.{}: holds in {below} below {}, in {above} from there on",
        p.section,
        p.name,
        two(d.threshold.into())
    )
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Two significant digits, with the sign.
fn two(x: f64) -> String {
    let size = number::two(x.abs());
    if x < 0.0 && size != number::two(0.0) { format!("−{size}") } else { size }
}

/// One row a society: its parameters, and for each claim the effect of each test and whether it holds.
fn csv(trial: &Trial, tried: &Tried) -> String {
    let mut head: Vec<String> = vec!["society".into()];
    head.extend(trial.society.ranges.iter().map(|r| format!("{}.{}", r.parameter.section, r.parameter.name)));
    for claim in &trial.claims {
        head.extend((1..=claim.tests.len()).map(|n| format!("{}.effect{n}", claim.key)));
        head.push(format!("{}.holds", claim.key));
    }
    let outcomes: Vec<_> = (0..trial.claims.len()).map(|n| tried.outcomes(&trial.claims, n)).collect();
    let mut text =
        head.iter().map(|name| draw::clean(name).replace([',', '"'], "_")).collect::<Vec<_>>().join(",") + "\n";
    for (k, values) in tried.values.iter().enumerate() {
        let mut row = vec![k.to_string()];
        row.extend(values.iter().map(f32::to_string));
        for (claim, effects) in tried.effects[k].iter().enumerate() {
            row.extend(effects.iter().map(|e| e.map_or(String::new(), |e| e.to_string())));
            row.push(outcomes[claim][k].map_or(String::new(), |(_, holds)| u8::from(holds).to_string()));
        }
        text += &(row.join(",") + "\n");
    }
    text
}
