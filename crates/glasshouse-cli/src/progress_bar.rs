//! Progress of a run on standard error: a bar on a terminal, or a line every ten per cent.

use glasshouse::engine::Progress;
use glasshouse_report::number_format;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
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
        ProgressDisplay::Bar(bar(all, ProgressDrawTarget::stderr()))
    }
}

/// A bar that takes what a line has left: one that wraps is drawn anew below itself with every month.
fn bar(all: u64, target: ProgressDrawTarget) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(all), target);
    if let Ok(style) = ProgressStyle::with_template("{percent:>3} % {wide_bar} {eta} left") {
        bar.set_style(style);
    }
    bar.tick();
    bar
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
                // The number announced is an expectation: more months may turn out to be needed.
                let tenth = |n: u64| (n * 10 / all).min(10);
                if tenth(now) > tenth(now - 1) {
                    let spent = since.elapsed().as_secs_f64();
                    let here = now - there.load(Ordering::Relaxed).min(now - 1);
                    let left = spent * all.saturating_sub(now) as f64 / here as f64;
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

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::TermLike;
    use std::io;
    use std::sync::{Arc, Mutex};

    /// A terminal of some columns that keeps what is written on it.
    #[derive(Clone, Debug)]
    struct Narrow(u16, Arc<Mutex<Vec<String>>>);

    impl Narrow {
        fn write(&self, text: &str) -> io::Result<()> {
            self.1.lock().unwrap().push(text.to_owned());
            Ok(())
        }
    }

    impl TermLike for Narrow {
        fn width(&self) -> u16 {
            self.0
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.write(text)
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_bar_fits_into_one_line_of_any_terminal() {
        for width in [20, 40, 80, 200] {
            let terminal = Narrow(width, Arc::default());
            let bar = bar(1_000_000, ProgressDrawTarget::term_like(Box::new(terminal.clone())));
            bar.inc(123_456);
            bar.tick();
            let drawn = terminal.1.lock().unwrap().clone();
            assert!(drawn.iter().any(|line| line.contains('%')), "{drawn:?}");
            assert!(drawn.iter().all(|line| line.trim_end().chars().count() <= width.into()), "{width}: {drawn:?}");
        }
    }
}
