//! Progress of a run on standard error: a bar on a terminal, or a line every ten per cent.

use glasshouse::engine::Progress;
use glasshouse_report::number_format;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Shows the progress of a run: a bar on a terminal, otherwise a line every ten per cent. Counts months of single
/// runs.
pub enum ProgressDisplay {
    /// A bar with the time left.
    Bar(ProgressBar),
    /// Plain lines.
    Lines {
        /// Months done.
        done: AtomicU64,
        /// Those of them that were done before it began.
        there: AtomicU64,
        /// All months.
        all: u64,
        /// When it began.
        since: Instant,
    },
}

impl ProgressDisplay {
    /// Starts to count a given number of months of single runs.
    pub fn new(all: u64) -> ProgressDisplay {
        if !std::io::stderr().is_terminal() {
            return ProgressDisplay::Lines {
                done: AtomicU64::new(0),
                there: AtomicU64::new(0),
                all,
                since: Instant::now(),
            };
        }
        let bar = ProgressBar::new(all);
        if let Ok(style) = ProgressStyle::with_template(
            "{bar:30} {percent:>3} %  {human_pos} of {human_len} regime-months, {eta} left",
        ) {
            bar.set_style(style);
        }
        bar.tick();
        ProgressDisplay::Bar(bar)
    }
}

impl Drop for ProgressDisplay {
    /// Clears the bar.
    fn drop(&mut self) {
        if let ProgressDisplay::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Progress for ProgressDisplay {
    fn there(&self, months: u32) {
        match self {
            ProgressDisplay::Bar(bar) => {
                bar.inc(months.into());
                bar.reset_eta();
            }
            ProgressDisplay::Lines { done, there, .. } => {
                there.fetch_add(months.into(), Ordering::Relaxed);
                done.fetch_add(months.into(), Ordering::Relaxed);
            }
        }
    }

    fn month(&self) {
        match self {
            ProgressDisplay::Bar(bar) => bar.inc(1),
            ProgressDisplay::Lines { done, there, all, since } => {
                let now = done.fetch_add(1, Ordering::Relaxed) + 1;
                let tenth = |n: u64| n * 10 / all;
                if tenth(now) > tenth(now - 1) {
                    let spent = since.elapsed().as_secs_f64();
                    let here = now - there.load(Ordering::Relaxed).min(now - 1);
                    let left = spent * (all - now) as f64 / here as f64;
                    let all = number_format::whole(*all);
                    let done = tenth(now) * 10;
                    // Nobody may be listening.
                    let _ = writeln!(
                        std::io::stderr().lock(),
                        "{done:>3} % of {all} regime-months, {spent:.0} s spent, about {left:.0} s left"
                    );
                }
            }
        }
    }
}
