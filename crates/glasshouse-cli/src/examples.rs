//! The examples and notes at the end of each command's help.

/// Of `fit`.
pub const FIT_EXAMPLES: &str = "\
Example:
  glasshouse fit --societies 200 --people 2_000
  glasshouse fit --societies 200 --people 2_000 --waves 5

One society in twenty is kept. With --waves, history matching narrows the region
by a protocol that is sealed before the first wave. No parameter file is changed.
An interrupted fit resumes with the same command.";

/// Of `compare`.
pub const COMPARE_EXAMPLES: &str = "\
Examples:
  glasshouse compare
  glasshouse compare no-system social-credit --people 20_000 --replicates 16
  glasshouse compare no-system reviews 'reviews + welfare' my-regime.toml
  glasshouse compare no-system social-credit --by age

A regime is the name of a shipped one, the path of a file, or several of these
joined by +; `NAME without SECTION` leaves out a section. The first regime is
the baseline with which the others are compared.";

/// Of `run`.
pub const RUN_EXAMPLES: &str = "\
Examples:
  glasshouse run social-credit
  glasshouse run my-regime.toml --people 5_000 --years 3 --replicates 2";

/// Of `claims`.
pub const CLAIMS_EXAMPLES: &str = "\
Examples:
  glasshouse claims
  glasshouse claims my-claims.toml --societies 200 --people 2_000

crates/glasshouse/data/claims/essay.toml shows how to write a claim. claims.html
shows the whole trial in one picture; each claim opens to show its details.
claims.csv has one row for each society: its parameters, and for each claim the
effects and whether it holds. sensitivity.csv has the share that each parameter
explains.";

/// Of `sweep`.
pub const SWEEP_EXAMPLES: &str = "\
Examples:
  glasshouse sweep screening
  glasshouse sweep my-experiment.toml --out results
  glasshouse sweep my-experiment.toml --out part-3 --shard 3/64
  glasshouse sweep my-experiment.toml --out results --merge part-1 part-2 ...

An interrupted sweep resumes where it stopped: the same command does only the
missing runs. crates/glasshouse/data/experiments/ shows how to write a file.";

/// Of `evaluate`.
pub const EVALUATE_EXAMPLES: &str = "\
Examples:
  glasshouse evaluate
  glasshouse evaluate 'rongcheng + pilots' --people 500_000
  glasshouse evaluate my-regime.toml --measures violations,approval

The regime must begin in some counties before others: its file has a [rollout],
or it is joined to `pilots`. panel.csv holds a researcher's data for the first
society; panel.parquet holds all societies.";

/// Of `essay`.
pub const ESSAY_EXAMPLES: &str = "\
Examples:
  glasshouse essay
  glasshouse essay --row schools --row trains --people 50_000
  glasshouse essay --quick
  glasshouse essay my-rows.toml

crates/glasshouse/data/essay/rows.toml holds the sentences, each with what is
switched off, and says how a row is written. A verdict is as the essay says, the other way, we cannot tell, or
not at stake, where the mechanism did not occur. docs/essay.md has the results.";
/// Of `evidence`.
pub const EVIDENCE_EXAMPLES: &str = "\
Examples:
  glasshouse evidence
  glasshouse evidence --one E1
  glasshouse evidence --quick
  glasshouse evidence --file my-effect.toml --societies 20
  glasshouse evidence --seal 'the mechanisms changed' --day 2026-12-01

crates/glasshouse/data/evidence/ has one file for each effect: source, treatment,
estimator, sign and size, all fixed before the first run. docs/evidence.md has the
sealed answers, misses first.";

/// Of `explain`.
pub const EXPLAIN_EXAMPLES: &str = "\
Examples:
  glasshouse explain social-credit --measure trust
  glasshouse explain my-regime.toml --measure violations,listed --split sanction
  glasshouse explain social-credit --than rongcheng --people 2_000
  glasshouse compare no-system social-credit --with explanation

Mechanisms are added one after the other, in many orders, to the same people with
the same luck. The part of each is the mean change when it comes; parts add up to
the whole difference.";

/// Of `reproduce`.
pub const REPRODUCE_EXAMPLES: &str = "\
Examples:
  glasshouse reproduce
  glasshouse reproduce V7
  glasshouse reproduce --long

The files in crates/glasshouse/data/published/ say which mechanisms are on in
each case; crates/glasshouse/docs/validation.md has the full account. A result
that the model does not reproduce is printed as missed.";

/// Of `why`.
pub const WHY_EXAMPLES: &str = "\
Examples:
  glasshouse why --find listed
  glasshouse why --person 8123 --month 31
  glasshouse why --find wrongly-listed --regime my-regime.toml --people 20_000
  glasshouse why --find firm-listed

Persons and months are counted from 0; month 0 is January of year 1. Nobody is
logged: the same seed gives the same run, so the run is repeated.";

/// Of `test`.
pub const TEST_EXAMPLES: &str = "\
Examples:
  glasshouse test social-credit
  glasshouse test my-regime.toml

The stories are in my-regime.stories.toml; those in
crates/glasshouse/data/regimes/ show how to write one.";

/// Of `life`.
pub const LIFE_EXAMPLES: &str = "\
Examples:
  glasshouse life 8123
  glasshouse life 8123 --regime no-system --regime social-credit

She has a number and no name. Everything else about her is invented, too.";

/// Of `odd`.
pub const ODD_EXAMPLES: &str = "\
Examples:
  glasshouse odd
  glasshouse odd no-system my-regime.toml --people 5_000 --out odd.md

It describes the mechanisms that are on in these regimes, with each number, its
unit, plausible range and source. `run` and `compare` write the same text beside
their results, so that they can be deposited as they are: docs/publishing.md.";

/// Of `serve`.
pub const SERVE_EXAMPLES: &str = "\
Examples:
  glasshouse serve
  glasshouse serve --port 7007 --out my-runs

It prints a link that lets one browser in. Only this machine can reach it. Stop
it with Ctrl-C.";
