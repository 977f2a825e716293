//! A study: a comparison of regimes on one society that is built, checked, run, and cited by its manifest.

use super::compare::{Comparison, Plan, compare};
use super::study_error::StudyError;
use super::window::Window;
use crate::diagnostic::{Diagnostics, nearest, visible};
use crate::engine::{EARLIER, LEAST_PEOPLE, MOST_PEOPLE, Quiet, Size};
use crate::observatory::manifest::{Manifest, ManifestPart};
use crate::observatory::measures::{self, Measure, View};
use crate::observatory::statistics::Interval;
use crate::regime::Regime;
use crate::rng::MOST_SEED;
use crate::scenario::{self, Read, ScenarioError};
use crate::society::Society;
use crate::society::strata::By;

/// Greatest number of years of a run: births and deaths are known for some decades at most, so a longer one has no
/// meaning.
pub const MOST_YEARS: u32 = 100;

/// A comparison that was read from its files and can be run and cited.
#[derive(Clone, Debug)]
pub struct Study {
    /// The regimes, society and sizes of a comparison.
    pub plan: Plan,
    /// What identifies it: the digest of the texts that were read, the sizes and the seed.
    pub manifest: Manifest,
    /// Parts of the files that are worth a look.
    pub warnings: Diagnostics,
}

impl Study {
    /// A builder with the settings of `glasshouse compare`: 8 replicates of 100,000 people on `china-2018`, who live
    /// for 10 years after 36 months under the law alone, with seed 1. It has no regimes yet.
    pub fn builder() -> StudyBuilder {
        StudyBuilder {
            society: None,
            regimes: Vec::new(),
            people: 100_000,
            years: 10,
            replicates: 8,
            seed: 1,
            earlier: EARLIER,
            by: Some(By::All),
        }
    }

    /// Checks the numbers and runs every regime on the same people with the same random numbers, in memory, on the
    /// threads of the current Rayon pool. The result does not depend on their number.
    ///
    /// # Errors
    ///
    /// If a number is out of range, or the run is over before a regime begins.
    pub fn run(self) -> Result<StudyResult, StudyError> {
        self.check()?;
        Ok(StudyResult { comparison: compare(self.plan, &Quiet), manifest: self.manifest })
    }

    fn check(&self) -> Result<(), StudyError> {
        let within = |setting, given: u64, least: u64, most: u64| match (least..=most).contains(&given) {
            true => Ok(()),
            false => Err(StudyError::OutOfRange { setting, given, least, most }),
        };
        let Plan { size, replicates, earlier, .. } = &self.plan;
        within("people", size.people, LEAST_PEOPLE, MOST_PEOPLE)?;
        within("years", (size.months / 12).into(), 1, MOST_YEARS.into())?;
        within("replicates", (*replicates).into(), 1, u32::MAX.into())?;
        within("seed", self.plan.seed, 0, MOST_SEED)?;
        within("earlier months", (*earlier).into(), 0, (12 * MOST_YEARS).into())?;
        self.plan.too_short().map_or(Ok(()), |why| Err(StudyError::TooShort(why)))
    }
}

/// The settings of a [`Study`], set one by one.
#[derive(Clone, Debug)]
pub struct StudyBuilder {
    society: Option<Read<Society>>,
    regimes: Vec<Read<Regime>>,
    people: u64,
    years: u32,
    replicates: u32,
    seed: u64,
    earlier: u32,
    by: Option<By>,
}

impl StudyBuilder {
    /// Reads the society: the name of a shipped one, or the path of a file.
    ///
    /// # Errors
    ///
    /// If there is none, or the file has mistakes.
    pub fn society(self, spec: &str) -> Result<StudyBuilder, ScenarioError> {
        Ok(self.society_read(scenario::society(spec)?))
    }

    /// Takes a society that was read elsewhere.
    pub fn society_read(self, society: Read<Society>) -> StudyBuilder {
        StudyBuilder { society: Some(society), ..self }
    }

    /// Reads a regime and adds it: the name of a shipped one, the path of a file, or several joined by `+`. The first
    /// regime is the baseline.
    ///
    /// # Errors
    ///
    /// If there is none, or the file has mistakes.
    pub fn regime(self, spec: &str) -> Result<StudyBuilder, ScenarioError> {
        Ok(self.regime_read(scenario::regime(spec)?))
    }

    /// Adds a regime that was read elsewhere.
    pub fn regime_read(mut self, regime: Read<Regime>) -> StudyBuilder {
        self.regimes.push(regime);
        self
    }

    /// People in each society: [`LEAST_PEOPLE`] to [`MOST_PEOPLE`]. Each needs some 80 bytes of memory.
    pub fn people(self, people: u64) -> StudyBuilder {
        StudyBuilder { people, ..self }
    }

    /// Years to run: 1 to [`MOST_YEARS`].
    pub fn years(self, years: u32) -> StudyBuilder {
        StudyBuilder { years, ..self }
    }

    /// Societies drawn, each with people and random numbers of its own; more societies narrow the intervals.
    pub fn replicates(self, replicates: u32) -> StudyBuilder {
        StudyBuilder { replicates, ..self }
    }

    /// Seed of all random numbers: up to [`MOST_SEED`].
    pub fn seed(self, seed: u64) -> StudyBuilder {
        StudyBuilder { seed, ..self }
    }

    /// Months under the law alone before the run: up to 12 × [`MOST_YEARS`].
    pub fn earlier_months(self, earlier: u32) -> StudyBuilder {
        StudyBuilder { earlier, ..self }
    }

    /// The groups by which figures are also broken down; `None` for none.
    pub fn by(self, by: impl Into<Option<By>>) -> StudyBuilder {
        StudyBuilder { by: by.into(), ..self }
    }

    /// Combines the settings, and gives each regime a name of its own.
    ///
    /// # Errors
    ///
    /// If no regime was added.
    pub fn build(self) -> Result<Study, StudyError> {
        if self.regimes.is_empty() {
            return Err(StudyError::NoRegime);
        }
        let society = self.society.map_or_else(|| scenario::society("china-2018"), Ok)?;
        let mut warnings = society.warnings;
        let mut plan = Plan {
            society: society.value,
            regimes: Vec::new(),
            size: Size { people: self.people, months: self.years.saturating_mul(12) },
            seed: self.seed,
            replicates: self.replicates,
            earlier: self.earlier,
            by: self.by,
        };
        let mut parts = Vec::new();
        for read in self.regimes {
            let mut regime = read.value;
            regime.name = distinct(&visible(&regime.name), &plan.regimes);
            parts.push(ManifestPart::new(&regime.name, &read.sources));
            plan.regimes.push(regime);
            warnings.0.extend(read.warnings.0);
        }
        let different = |two: [&str; 2]| StudyError::OtherEncounters(two.map(str::to_owned));
        Regime::share_encounters(&plan.regimes).map_err(different)?;
        let manifest = Manifest {
            size: plan.size,
            seed: plan.seed,
            replicates: plan.replicates,
            earlier: plan.earlier,
            society: ManifestPart::new(&plan.society.marginals.name, &society.sources),
            regimes: parts,
        };
        Ok(Study { plan, manifest, warnings })
    }

    /// Builds the study and runs it: see [`Study::run`].
    ///
    /// # Errors
    ///
    /// Those of [`StudyBuilder::build`] and [`Study::run`].
    pub fn run(self) -> Result<StudyResult, StudyError> {
        self.build()?.run()
    }
}

/// A name that no regime has yet: a regime that is named twice gets a number, so that its rows can be told apart.
fn distinct(name: &str, regimes: &[Regime]) -> String {
    let again = (2..).map(|n| format!("{name} #{n}"));
    let is_free = |name: &String| regimes.iter().all(|regime| regime.name != *name);
    std::iter::once(name.to_owned()).chain(again).find(is_free).unwrap_or_default()
}

/// The outcome of a [`Study`].
#[derive(Clone, Debug)]
pub struct StudyResult {
    /// Sums by regime, replicate and month, with the means and differences over them.
    pub comparison: Comparison,
    /// What identifies it.
    pub manifest: Manifest,
}

impl StudyResult {
    /// The level of a measure under a regime in a window: mean and 95 % interval over the replicates.
    ///
    /// # Errors
    ///
    /// If there is no such regime or measure, or the measure is not defined there.
    pub fn level(&self, regime: &str, measure: &str, window: Window) -> Result<Interval, StudyError> {
        let (r, m) = self.find(regime, measure)?;
        let level = self.comparison.level(r, m, View::Truth, window);
        level.ok_or_else(|| StudyError::Undefined { regime: regime.into(), measure: m.key, window })
    }

    /// The effect of a regime on a measure in a window: the paired difference from the baseline, the first regime, as
    /// mean and 95 % interval over the replicates.
    ///
    /// # Errors
    ///
    /// If there is no such regime or measure, or the measure is not defined there or under the baseline.
    pub fn effect(&self, regime: &str, measure: &str, window: Window) -> Result<Interval, StudyError> {
        let (r, m) = self.find(regime, measure)?;
        let effect = self.comparison.difference(r, m, View::Truth, window);
        effect.ok_or_else(|| StudyError::Undefined { regime: regime.into(), measure: m.key, window })
    }

    /// Writes the file `series.parquet` of `glasshouse compare`, byte for byte: one row for each regime, replicate,
    /// month, measure and view.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    #[cfg(feature = "parquet")]
    pub fn write_parquet(
        &self,
        to: impl std::io::Write + Send,
    ) -> Result<(), crate::observatory::parquet::ParquetError> {
        use crate::observatory::parquet;
        let names: Vec<&str> = self.comparison.plan.regimes.iter().map(|regime| regime.name.as_str()).collect();
        let runs = |r: usize| self.comparison.runs[r].iter().map(|months| parquet::of_sums(months)).collect();
        parquet::write(to, &names, &[], runs, &self.manifest.stamps())
    }

    /// A regime's number and a measure, by their names.
    fn find(&self, regime: &str, measure: &str) -> Result<(usize, &'static Measure), StudyError> {
        let names = || self.comparison.plan.regimes.iter().map(|regime| regime.name.as_str());
        let r = names().position(|name| name == regime).ok_or_else(|| StudyError::UnknownRegime {
            given: regime.into(),
            similar: nearest(regime, names()).map(str::to_owned),
            known: names().map(str::to_owned).collect(),
        })?;
        let m = measures::by_key(measure).ok_or_else(|| StudyError::UnknownMeasure {
            given: measure.into(),
            similar: nearest(measure, measures::TABLE.iter().map(|m| m.key)),
        })?;
        Ok((r, m))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> StudyBuilder {
        let of = |spec: &str, builder: StudyBuilder| builder.regime(spec).unwrap();
        let builder = Study::builder().society("lesson").unwrap().people(1_000).years(2).replicates(2);
        of("welfare", of("no-system", builder))
    }

    fn refusal<T>(result: Result<T, StudyError>) -> String {
        result.err().unwrap().to_string()
    }

    #[test]
    fn settings_that_make_no_sense_are_refused_with_the_bounds() {
        assert_eq!(refusal(small().people(999).run()), "people: 999 is not from 1000 to 2000000000");
        assert_eq!(refusal(small().years(0).run()), "years: 0 is not from 1 to 100");
        assert_eq!(refusal(small().replicates(0).run()), "replicates: 0 is not from 1 to 4294967295");
        assert_eq!(refusal(small().earlier_months(1_201).run()), "earlier months: 1201 is not from 0 to 1200");
        assert_eq!(refusal(small().seed(1 << 53).run()), format!("seed: {} is not from 0 to {MOST_SEED}", 1_u64 << 53));
        assert!(refusal(Study::builder().build()).contains("no regime"));
        assert!(refusal(small().years(1).run()).contains("over before a regime begins"));
    }

    #[test]
    fn names_are_looked_up_and_a_slip_is_answered_with_what_was_meant() {
        let result = small().run().unwrap();
        let effect = |regime, measure| result.effect(regime, measure, Window::During);
        assert!(effect("welfare", "trust").unwrap().bounds().is_some());
        assert_eq!(effect("no-system", "trust").unwrap().mean, 0.0);
        assert!(result.level("welfare", "trust", Window::During).unwrap().mean > 0.0);
        assert!(refusal(effect("welfare", "trusst")).contains("did you mean `trust`?"));
        assert!(refusal(effect("welfair", "trust")).contains("did you mean `welfare`?"));
        assert!(refusal(effect("reviews", "trust")).contains("these are compared: `no-system`, `welfare`"));
        assert!(refusal(effect("welfare", "wrongly_listed")).contains("not defined"));
        assert!(refusal(result.effect("welfare", "trust", Window::After)).contains("not defined"));
    }

    #[test]
    fn a_regime_that_is_named_again_is_numbered() {
        let twice = small().regime("welfare").unwrap().regime("welfare").unwrap().build().unwrap();
        let names: Vec<&str> = twice.plan.regimes.iter().map(|regime| regime.name.as_str()).collect();
        assert_eq!(names, ["no-system", "welfare", "welfare #2", "welfare #3"]);
    }
}
