//! The page of a trial of claims: one figure, in which each claim opens to show its details.

use super::claim_figure::{self, VerdictLook, id, look};
use super::claim_findings::{ClaimFinding, TrialResults};
use super::claim_phrasing::{self, between, percent, two};
use crate::html::html_page::{self, section};
use crate::html::markup::{esc, table};
use crate::html::report_text;
use crate::number_format::{counted, whole};
use glasshouse::experiment::verdict::ROBUST;
use glasshouse::observatory::manifest::{Manifest, VERSION};
use glasshouse::observatory::measures::View;
use glasshouse::scenario::claim_file::{Reading, Test};
use std::collections::BTreeMap;

/// Notes shown beside the findings.
pub struct Notes {
    /// The command that reproduces the trial.
    pub command: String,
    /// Whether there were enough societies.
    pub enough: String,
    /// The number of runs of the same society, and the reason for it.
    pub replicates: String,
    /// Whether all societies were run under each decision rule.
    pub all: bool,
}

/// The whole page. The same trial gives the same bytes.
pub fn html(run: &TrialResults, findings: &[ClaimFinding], manifest: &Manifest, notes: &Notes) -> String {
    let trial = run.trial;
    let title = format!("{} on trial", counted(findings.len() as u64, "claim"));
    let lead = format!(
        "Each claim was tested in {} of {}, over {}. Every society has its own behaviour within the plausible \
         ranges, its own people and its own luck.",
        counted(trial.societies.into(), "invented society").replace("societys", "societies"),
        counted(trial.size.people, "person"),
        counted((trial.size.months / 12).into(), "year"),
    );
    let mut parts = vec![
        section("trial", "The trial", &whole_trial(run, findings, notes)),
        section("read-first", "What this is not", &report_text::caution()),
    ];
    parts.push(section("parameters", "What the verdicts depend on", &parameters(run, findings)));
    parts.push(section("split", "Parameter, rule, or luck?", &splits(findings, notes)));
    parts.push(section("how", "Methods", &how(run, notes)));
    parts.push(section("again", "How to run it again", &again(manifest, notes)));
    html_page::page(&title, &lead, &parts, manifest)
}

fn whole_trial(run: &TrialResults, findings: &[ClaimFinding], notes: &Notes) -> String {
    let count = |word: &str| findings.iter().filter(|f| f.verdict.word() == word).count();
    let key =
        |class: &str, shape: &str, word: &str| format!("<span class=\"key {class}\">{shape} {}</span>", esc(word));
    let rows: String = findings.iter().enumerate().map(|(n, finding)| row(run, n, finding, notes)).collect();
    format!(
        "<p>{} {}, {} {}, and for {} there is {}.{} Each line shows the share of societies in which a claim holds, \
         with its 95 % interval; the dashed lines are at {} and {}. Open a claim to see why.</p>\
         <div class=trial><div class=\"row head\"><span></span>{}<span></span></div>{rows}</div>\
         <p class=small>{}</p>",
        count("holds"),
        key("r2", "●", if count("holds") == 1 { "holds" } else { "hold" }),
        count("fails"),
        key("r1", "■", if count("fails") == 1 { "fails" } else { "fail" }),
        count("no robust conclusion"),
        key("r0", "◆", "no robust conclusion"),
        others(findings),
        percent(1.0 - ROBUST),
        percent(ROBUST),
        claim_figure::axis(),
        report_text::FIGURE_FOOT,
    )
}

/// The claims that have none of the three verdicts, in a sentence.
fn others(findings: &[ClaimFinding]) -> String {
    let each = ["too few societies", "not at stake", "could not be tested"].map(|word| {
        let n = findings.iter().filter(|f| f.verdict.word() == word).count();
        (n > 0).then(|| format!("{word}: {n}"))
    });
    let each: Vec<String> = each.into_iter().flatten().collect();
    if each.is_empty() { String::new() } else { format!(" Others: {}.", each.join("; ")) }
}

/// A claim as a line of the figure, which opens to show its details.
fn row(run: &TrialResults, n: usize, finding: &ClaimFinding, notes: &Notes) -> String {
    let VerdictLook { class, shape } = look(&finding.verdict);
    let shape = ["●", "■", "◆"][shape];
    format!(
        "<details class=claim id=\"c-{}\"><summary class=row><span class=says>{}. {}</span>{}<span class=\"word {class}\">{shape} {}</span></summary>\
         <div class=detail>{}</div></details>",
        id(finding),
        n + 1,
        esc(&finding.claim.text),
        claim_figure::share(finding),
        esc(finding.verdict.word()),
        detail(run, finding, notes)
    )
}

fn detail(run: &TrialResults, finding: &ClaimFinding, notes: &Notes) -> String {
    let verdict = &finding.verdict;
    if verdict.asked == 0 {
        let why = match verdict.not_at_stake {
            0 => "It could not be tested: its measures are not defined in these runs.".to_owned(),
            n => format!("It is not at stake: its mechanism did not occur in {}.", counted(n as u64, "society")),
        };
        return format!("<p>{why}</p>{}", at_stake(finding));
    }
    let mut out = format!(
        "<p>It holds in <strong>{}</strong> of plausible societies (95 % interval): in {} of the {} tested.</p>",
        between(verdict.share),
        whole(verdict.holds as u64),
        whole(verdict.asked as u64)
    );
    out += &claim_phrasing::left_out(verdict).map_or(String::new(), |words| format!("<p>{}</p>", esc(&words)));
    out += &claim_phrasing::in_fitting(finding).map_or(String::new(), |words| format!("<p>{}</p>", esc(&words)));
    out += &at_stake(finding);
    out += &tests(finding);
    let test = &finding.claim.tests[0];
    out += &format!(
        "<h4>The effect, society by society</h4><p class=small>{}, {}. Nine tenths of societies lie between {} and \
         {}; the median is {}. <span class=\"key r2\">▮ the claim holds</span>, <span class=\"key r1\">▮ it \
         fails</span>; outliers are counted at the ends.</p>{}",
        esc(test.one.measure.name),
        esc(claim_phrasing::unit(test)),
        two(verdict.effect[0]),
        two(verdict.effect[2]),
        two(verdict.effect[1]),
        claim_figure::effects(finding)
    );
    out += &hangs_on(run, finding);
    out += &origins(finding);
    out += &rules(finding, notes);
    out + &examples(run, finding)
}

/// The tests of a claim, with the effect of each.
fn tests(finding: &ClaimFinding) -> String {
    let head = ["It holds where", "Effect in nine tenths of societies", "Median"].map(str::to_owned);
    let row = |(test, effect): (&Test, &[f64; 3])| {
        let [low, median, high] = effect.map(two);
        vec![asks(test), format!("{low} to {high} <span class=unit>{}</span>", esc(claim_phrasing::unit(test))), median]
    };
    table("", &head, &finding.claim.tests.iter().zip(&finding.effects).map(row).collect::<Vec<_>>())
}

/// Where a claim is at stake.
fn at_stake(finding: &ClaimFinding) -> String {
    let each: Vec<String> = finding.claim.at_stake.iter().map(asks).collect();
    if each.is_empty() { String::new() } else { format!("<p>It is at stake where {}.</p>", each.join(", and ")) }
}

/// A test in words.
pub fn asks(test: &Test) -> String {
    use glasshouse::scenario::claim_file::Direction::{Less, More, NotLess, NotMore};
    let least = if test.relative { percent(test.least) } else { test.least.to_string() };
    let least = match test.direction {
        More | Less => format!(" by more than {least}"),
        NotMore | NotLess => format!(" by {least} or more"),
    };
    let way = match test.direction {
        More => "is more",
        Less => "is less",
        NotMore => "is not more",
        NotLess => "is not less",
    };
    let other = test.other.as_ref().map_or("nothing".to_owned(), |other| reading(other, Some(&test.one)));
    format!("{} {way}{least} than {other}", reading(&test.one, None))
}

/// A reading in words, without anything that it shares with the other reading.
fn reading(of: &Reading, beside: Option<&Reading>) -> String {
    let mut out = Vec::new();
    if beside.is_none_or(|other| other.measure.key != of.measure.key) {
        out.push(format!("“{}”", esc(of.measure.name)));
    }
    if beside.is_none_or(|other| other.regime != of.regime) {
        out.push(format!("under <code>{}</code>", esc(&of.regime)));
    }
    if let Some((by, group)) = of.group.filter(|_| beside.is_none_or(|other| other.group != of.group)) {
        out.push(format!("of {} {}", by.word(), esc(&by.name(group))));
    }
    if of.view == View::Seen || beside.is_some_and(|other| other.view != of.view) {
        out.push(if of.view == View::Seen { "as the state sees it" } else { "in truth" }.to_owned());
    }
    if of.after && beside.is_none_or(|other| !other.after) {
        out.push("after the end".to_owned());
    }
    out.join(" ")
}

fn hangs_on(run: &TrialResults, finding: &ClaimFinding) -> String {
    let mut out = String::from("<h4>What it depends on</h4>");
    out += &match &finding.borders {
        Some(rule) => format!("<p>The best simple rule: it {}.</p>", esc(&claim_phrasing::rule(run, rule))),
        None => "<p>No rule of one or two parameters predicts better than chance where it holds.</p>".to_owned(),
    };
    let sides = [
        (&finding.of_effect, "p", "The size of the effect (its rank): share explained by a parameter alone"),
        (&finding.of_verdict, "q", "Whether the claim holds: share explained by a parameter alone"),
    ];
    let each = sides.into_iter().map(|(of, name, caption)| {
        let inner = if of.above.is_empty() {
            "<p class=small>No parameter explains more than expected from chance.</p>".to_owned()
        } else {
            claim_figure::sensitivity(run, finding, of, name)
        };
        format!("<figure><figcaption class=small>{caption}</figcaption>{inner}</figure>")
    });
    out + &format!(
        "<div class=pair>{}</div><p class=small>Bars are 95 % intervals; left of the dashed line, a share may be due \
         to chance alone.</p>",
        each.collect::<String>()
    )
}

fn origins(finding: &ClaimFinding) -> String {
    let Some(split) = &finding.split else { return String::new() };
    let row = |name: &str, share: [f64; 3]| vec![name.to_owned(), between(share), percent(share[0])];
    let mut rows = vec![row("Parameters of the society", split.parameters)];
    rows.extend(split.rule.map(|rule| row("Decision rule", rule)));
    rows.push(row("Luck", split.luck));
    let head = ["Source of differences in the effect", "95 % interval", "Share"].map(str::to_owned);
    format!("<h4>Parameter, rule, or luck?</h4>{}", table("", &head, &rows))
}

fn rules(finding: &ClaimFinding, notes: &Notes) -> String {
    if finding.rules.len() < 2 {
        return String::new();
    }
    let row = |(rule, verdict): &(
        glasshouse::society::decision_rule::DecisionRule,
        glasshouse::experiment::verdict::Verdict,
    )| {
        let VerdictLook { class, shape } = look(verdict);
        let word = format!("<span class=\"key {class}\">{} {}</span>", ["●", "■", "◆"][shape], verdict.word());
        let share = if verdict.asked == 0 { "—".to_owned() } else { between(verdict.share) };
        vec![rule_name(*rule).to_owned(), share, if notes.all { word } else { String::new() }]
    };
    let head =
        ["People decide by", "Holds in (95 % interval)", if notes.all { "Verdict" } else { "" }].map(str::to_owned);
    let rows: Vec<Vec<String>> = finding.rules.iter().map(row).collect();
    let depends = match finding.holds_under() {
        Some((n, all)) if notes.all && n > 0 && n < all => "<p>Model-dependent: it holds only under some rules.</p>",
        _ if !notes.all => {
            "<p class=small>From the few societies that were run again; <code>--rules</code> tests all of them.</p>"
        }
        _ => "",
    };
    format!("<h4>Under each decision rule</h4>{}{depends}", table("", &head, &rows))
}

fn rule_name(rule: glasshouse::society::decision_rule::DecisionRule) -> &'static str {
    use glasshouse::society::decision_rule::DecisionRule::{Majority, Material, Norms};
    match rule {
        Norms => "norms and money",
        Material => "money alone",
        Majority => "only what others do",
    }
}

fn examples(run: &TrialResults, finding: &ClaimFinding) -> String {
    let trial = run.trial;
    let mut regimes: Vec<&str> = finding
        .claim
        .comparisons()
        .flat_map(|test| test.other.iter().chain([&test.one]))
        .map(|reading| reading.regime.as_str())
        .collect();
    // The baseline comes first: it is on the other side of the comparison.
    let mut seen = Vec::new();
    regimes.retain(|name| {
        !seen.contains(name) && {
            seen.push(*name);
            true
        }
    });
    let command = if regimes.len() > 1 { "compare" } else { "run" };
    let regimes = regimes.iter().map(|name| crate::command_line::quote(name)).collect::<Vec<_>>().join(" ");
    let one = |which: &str, k: Option<usize>| {
        let Some(k) = k else { return format!("<p>There is no society in which it {which}.</p>") };
        format!(
            "<p>A society in which it {which} (the one with the median effect): society {k}.</p>\
             <pre>glasshouse {command} {} --society society-{k}.toml --people {} --years {} --seed {}</pre>",
            esc(&regimes),
            trial.size.people,
            trial.size.months / 12,
            trial.seed
        )
    };
    let [held, failed] = finding.verdict.examples;
    format!(
        "<h4>Societies to open</h4>{}{}<p class=small>The files are beside this page. The command draws other people \
         with the same parameters; <code>glasshouse why --replicate</code> with the society's number gives the same \
         people.</p>",
        one("holds", held),
        one("fails", failed)
    )
}

/// All parameters that move an effect, each with its claims.
fn parameters(run: &TrialResults, findings: &[ClaimFinding]) -> String {
    let mut found: BTreeMap<usize, Vec<(usize, [f64; 3])>> = BTreeMap::new();
    for (n, finding) in findings.iter().enumerate() {
        for index in &finding.of_effect.above {
            found.entry(index.parameter).or_default().push((n, index.share));
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    let strength = |claims: &[(usize, [f64; 3])]| claims.iter().map(|(_, share)| share[0]).sum::<f64>();
    found.sort_by(|a, b| strength(&b.1).total_cmp(&strength(&a.1)).then(a.0.cmp(&b.0)));
    let many = found.len();
    let row = |(parameter, claims): &(usize, Vec<(usize, [f64; 3])>)| {
        let each = claims.iter().map(|(n, share)| {
            let finding = &findings[*n];
            let key = esc(&finding.claim.key);
            format!("<a href=\"#c-{}\">{key}</a>&nbsp;({})", id(finding), between(*share).replace(' ', "\u{a0}"))
        });
        let plausible = run.trial.society.ranges[*parameter];
        let meaning = plausible.parameter.meaning;
        vec![
            format!(
                "<code>{}</code> <span class=unit>{}</span>",
                claim_phrasing::parameter(run, *parameter),
                esc(meaning)
            ),
            each.collect::<Vec<_>>().join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().take(20).map(row).collect();
    format!(
        "<p>Of {} parameters, {many} move the effect of at least one claim by more than chance. The table gives the \
         share of the ranking of societies by effect that a parameter explains alone, as its 95 % interval. \
         Parameters that act only together with others do not appear here.</p>{}",
        run.trial.society.ranges.len(),
        table("The first twenty", &["Parameter".to_owned(), "Claims (share explained)".to_owned()], &rows)
    )
}

fn splits(findings: &[ClaimFinding], notes: &Notes) -> String {
    let known: Vec<&ClaimFinding> = findings.iter().filter(|finding| finding.split.is_some()).collect();
    if known.is_empty() {
        return format!("<p>{}</p>", esc(&notes.replicates));
    }
    let row = |finding: &&ClaimFinding| {
        let split = finding.split.as_ref().expect("it is known");
        format!(
            "<div class=row><span class=says><a href=\"#c-{}\">{}</a></span>{}<span class=\"small\">luck {}</span></div>",
            id(finding),
            esc(&finding.claim.key),
            claim_figure::split(finding, split),
            between(split.luck)
        )
    };
    format!(
        "<p>The effect of a claim differs from society to society. How much of the difference is due to the <span \
         class=\"key r0\">▮ parameters</span>, to the <span class=\"key r3\">▮ rule</span> by which people decide, \
         and to <span class=\"key r5\">▮ luck</span>? The bars split the variance of the effect's ranks.</p>\
         <div class=\"trial splits\">{}</div><p class=small>{} {}</p>",
        known.iter().map(row).collect::<String>(),
        esc(&notes.replicates),
        report_text::FIGURE_FOOT
    )
}

fn how(run: &TrialResults, notes: &Notes) -> String {
    format!(
        "<p>Societies were drawn in a Latin hypercube over the plausible ranges of all {} behavioural parameters; a \
         range that spans a factor of ten or more is cut on a logarithmic scale. All regimes are run on a society \
         with the same people and the same luck. A claim is at stake where its mechanism occurs; other societies are \
         left out. It holds if the whole interval of the share in which it is true lies above {}, and fails if that \
         of the share in which it is false does. A share is a statement about this model and these ranges, not the probability \
         that a claim is true of the world.</p>\
         <p>{}</p><p>Intervals of shares follow Wilson (1927). The share that a parameter explains alone is a \
         correlation ratio from classes of equal size, minus the share expected from chance, with a bootstrap \
         interval (Plischke, Borgonovo &amp; Smith 2013). The simple rule has at most two cuts, each only where \
         chance would not find one as good (scenario discovery: Friedman &amp; Fisher 1999; Bryant &amp; Lempert \
         2010). <code>docs/claims.md</code> describes the method and its weaknesses.</p>",
        run.trial.society.ranges.len(),
        percent(ROBUST),
        esc(&notes.enough)
    )
}

fn again(manifest: &Manifest, notes: &Notes) -> String {
    format!(
        "<p>The same version and the same command give the same figures, to the last digit, on any machine and any number of \
         threads.</p><pre>{}</pre><dl class=facts><dt>Version</dt><dd>glasshouse {VERSION}</dd><dt>Seed</dt><dd>{}</dd>\
         <dt>Digest</dt><dd class=break>{}</dd></dl><p>The files beside this page are <code>claims.csv</code> (each \
         society with its parameters, its effects, and whether each claim holds), <code>sensitivity.csv</code> (the \
         share that each parameter explains) and the example societies.</p>",
        esc(&notes.command),
        manifest.seed,
        manifest.digest()
    )
}
