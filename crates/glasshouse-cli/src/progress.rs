//! How far is it, and how long will it take?

use crate::number_format;
use glasshouse::engine::Progress;
use glasshouse::experiment::compare::Plan;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Watches a run: a bar on a terminal, a line every ten per cent otherwise. Counts months of single runs.
pub enum Watch {
    /// A bar with the time left.
    Bar(ProgressBar),
    /// Plain lines.
    Lines {
        /// Months done.
        done: AtomicU64,
        /// Of these, there before it began.
        there: AtomicU64,
        /// Months in all.
        all: u64,
        /// When it began.
        since: Instant,
    },
}

impl Watch {
    /// Begins to watch.
    pub fn new(plan: &Plan) -> Watch {
        Watch::of(plan.regimes.len() as u64 * u64::from(plan.replicates) * u64::from(plan.size.months))
    }

    /// Begins to watch so many months of single runs.
    pub fn of(all: u64) -> Watch {
        if !std::io::stderr().is_terminal() {
            return Watch::Lines { done: AtomicU64::new(0), there: AtomicU64::new(0), all, since: Instant::now() };
        }
        let bar = ProgressBar::new(all);
        if let Ok(style) = ProgressStyle::with_template(
            "{bar:30} {percent:>3} %  {human_pos} of {human_len} regime-months, {eta} left",
        ) {
            bar.set_style(style);
        }
        bar.tick();
        Watch::Bar(bar)
    }

    /// Clears the bar.
    pub fn end(self) {
        if let Watch::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Watch {
    fn there(&self, months: u32) {
        match self {
            Watch::Bar(bar) => {
                bar.inc(months.into());
                bar.reset_eta();
            }
            Watch::Lines { done, there, .. } => {
                there.fetch_add(months.into(), Ordering::Relaxed);
                done.fetch_add(months.into(), Ordering::Relaxed);
            }
        }
    }

    fn month(&self) {
        match self {
            Watch::Bar(bar) => bar.inc(1),
            Watch::Lines { done, there, all, since } => {
                let now = done.fetch_add(1, Ordering::Relaxed) + 1;
                let tenth = |n: u64| n * 10 / all;
                if tenth(now) > tenth(now - 1) {
                    let spent = since.elapsed().as_secs_f64();
                    let here = now - there.load(Ordering::Relaxed).min(now - 1);
                    let left = spent * (all - now) as f64 / here as f64;
                    let all = number_format::whole(*all);
                    let done = tenth(now) * 10;
                    crate::note(&format!(
                        "{done:>3} % of {all} regime-months, {spent:.0} s spent, about {left:.0} s left"
                    ));
                }
            }
        }
    }
}
