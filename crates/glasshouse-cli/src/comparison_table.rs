//! What came out, on one screen of 80 columns, for somebody who teaches?

use crate::number_format::{self, change, counted, two};
use crate::text_wrap::{WIDTH, paragraph, short, wrap};
use glasshouse::experiment::compare::{Comparison, Window};
use glasshouse::observatory::measures::{Group, Measure, View, by_key};

/// The measures of the table. Both rates of wrongful listing, since either alone can mislead.
pub const HEADLINES: &[&str] = &[
    "trust",
    "help",
    "honest_trade",
    "illness",
    "violations",
    "approval",
    "approval_gap",
    "critics_silent",
    "felt",
    "listed",
    "wrongly_listed",
    "innocent_listed",
    "blameless_loss",
    "listed_same_acts_1",
    "listed_same_acts_5",
    "gini_income",
];

/// The signs that this terminal can show.
pub struct Signs {
    /// Surely more.
    up: &'static str,
    /// Surely less.
    down: &'static str,
    /// Not defined.
    none: &'static str,
}

impl Signs {
    const ASCII: Signs = Signs { up: "^", down: "v", none: "--" };
    const UNICODE: Signs = Signs { up: "▲", down: "▼", none: "—" };

    /// Plain letters where the locale says that nothing else can be shown.
    pub fn for_terminal() -> Signs {
        let set = |name| std::env::var(name).ok().filter(|v: &String| !v.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or("UTF-8".into()).to_lowercase();
        if locale.contains("utf-8") || locale.contains("utf8") { Signs::UNICODE } else { Signs::ASCII }
    }
}

/// Columns for the names of the measures, at least.
const NAMES: usize = 22;
/// Columns for the window, and the space before it.
const WINDOW: usize = 7;

/// The whole table, with what was run before it and a legend after it.
pub fn table(c: &Comparison, signs: &Signs) -> String {
    let mut out = head(c);
    let columns: Vec<Column> = (0..c.plan.regimes.len()).map(|r| column(c, r, signs)).collect();
    for block in blocks(&columns) {
        out += &body(c, &block);
    }
    out + &legend(c, signs)
}

fn head(c: &Comparison) -> String {
    let plan = &c.plan;
    let under = if plan.regimes.len() > 1 { "each under every regime" } else { "under one regime" };
    let title = format!(
        "{}: {} of {}, {} of life, {under}.",
        plan.society.marginals.title,
        counted(plan.replicates.into(), "society"),
        counted(plan.size.people, "person"),
        counted(plan.size.months.into(), "month"),
    );
    let caution = "The people are invented. This explains how mechanisms work under stated assumptions; it predicts no \
                   country.";
    format!("\n{}{}\n", paragraph(&title, 0), paragraph(caution, 0))
}

/// Some regimes side by side, beside the names of the measures.
struct Block<'a> {
    names: usize,
    columns: Vec<&'a Column>,
}

/// What stands under the name of a regime.
struct Column {
    width: usize,
    head: Vec<String>,
    /// Cells in the order of the rows: measure by measure, window by window.
    cells: Vec<String>,
}

/// As many regimes side by side as fit; the baseline leads every block.
fn blocks(columns: &[Column]) -> Vec<Block<'_>> {
    let (base, mut rest) = (&columns[0], &columns[1..]);
    let mut blocks = Vec::new();
    loop {
        let mut free = WIDTH.saturating_sub(NAMES + WINDOW + base.width + 1);
        let fitting = rest.iter().take_while(|column| {
            let fits = column.width < free;
            free = free.saturating_sub(column.width + 1);
            fits
        });
        // One at least, or it would never end; a cell is never so wide that one does not fit.
        let (here, later) = rest.split_at(fitting.count().max(1).min(rest.len()));
        let columns: Vec<&Column> = std::iter::once(base).chain(here).collect();
        let taken: usize = columns.iter().map(|column| column.width + 1).sum();
        blocks.push(Block { names: WIDTH.saturating_sub(WINDOW + taken).min(32), columns });
        if later.is_empty() {
            return blocks;
        }
        rest = later;
    }
}

fn column(c: &Comparison, regime: usize, signs: &Signs) -> Column {
    let windows = windows(c);
    let rows = HEADLINES.iter().filter_map(|key| by_key(key));
    let pairs: Vec<(String, String)> = rows
        .flat_map(|m| windows.iter().map(move |(window, _)| (m, *window)))
        .map(|(m, window)| (level(c, regime, m, window, signs), difference(c, regime, m, window, signs)))
        .collect();
    let widest =
        |side: fn(&(String, String)) -> &String| pairs.iter().map(|p| side(p).chars().count()).max().unwrap_or(0);
    let (left, right) = (widest(|p| &p.0), widest(|p| &p.1));
    let cells: Vec<String> = pairs
        .iter()
        .map(
            |(level, difference)| {
                if regime == 0 { level.clone() } else { format!("{level:>left$} {difference:>right$}") }
            },
        )
        .collect();
    // A name may be broken after a hyphen; a very long word in it is cut.
    let pieces = c.plan.regimes[regime].name.replace('-', "- ");
    let word = pieces.split_whitespace().map(|piece| piece.chars().count()).max().unwrap_or(0);
    let width = (left + if regime == 0 { 0 } else { 1 + right }).max(word.min(12));
    let lines = wrap(&pieces, width).into_iter().map(|line| short(&line.replace("- ", "-"), width));
    Column { width, head: lines.take(4).collect(), cells }
}

fn level(c: &Comparison, regime: usize, m: &Measure, window: Window, signs: &Signs) -> String {
    c.level(regime, m, View::Truth, window).map_or(signs.none.to_owned(), |i| two(i.mean))
}

/// The paired difference with its mark; nothing for the baseline or where either side is not defined.
fn difference(c: &Comparison, regime: usize, m: &Measure, window: Window, signs: &Signs) -> String {
    let difference = if regime == 0 { None } else { c.difference(regime, m, View::Truth, window) };
    let here = c.level(regime, m, View::Truth, window);
    difference.map_or(String::new(), |i| {
        let beside = here.map_or(0.0, |here| here.mean.abs().max((here.mean - i.mean).abs()));
        let text = change(i.mean, beside);
        // What is next to nothing beside the level gets no mark, however sure it is: the report has its interval.
        let mark = match i.excludes_zero() && text != "~0" {
            true if i.mean > 0.0 => signs.up,
            true => signs.down,
            false => " ",
        };
        text + mark
    })
}

fn windows(c: &Comparison) -> Vec<(Window, &'static str)> {
    let all = [(Window::During, "during"), (Window::After, "after")];
    all.into_iter().filter(|(w, _)| c.months(*w).is_some()).collect()
}

fn body(c: &Comparison, block: &Block) -> String {
    let windows = windows(c);
    let names = block.names;
    let line = |name: &str, window: &str, cells: &dyn Fn(&Column) -> String| {
        let mut line = format!("{name:names$} {window:6}");
        for column in &block.columns {
            line += &format!(" {:>width$}", cells(column), width = column.width);
        }
        line.trim_end().to_owned() + "\n"
    };
    let tall = block.columns.iter().map(|column| column.head.len()).max().unwrap_or(0);
    let mut out = String::new();
    for i in 0..tall {
        out += &line("", "", &|column| {
            let above = tall - column.head.len();
            if i < above { String::new() } else { column.head[i - above].clone() }
        });
    }
    let mut group: Option<Group> = None;
    for (row, m) in HEADLINES.iter().filter_map(|key| by_key(key)).enumerate() {
        if group.replace(m.group) != Some(m.group) {
            out += &format!("{}\n", m.group.title().to_uppercase());
        }
        let mut labels = wrap(m.name, names);
        labels.extend(wrap(&format!(" {}", m.unit), names - 1).iter().map(|unit| format!(" {unit}")));
        for i in 0..labels.len().max(windows.len()) {
            let label = labels.get(i).map_or("", String::as_str);
            let window = windows.get(i).map_or("", |(_, name)| name);
            out += &line(label, window, &|column| {
                if i < windows.len() { column.cells[row * windows.len() + i].clone() } else { String::new() }
            });
        }
    }
    out + "\n"
}

fn legend(c: &Comparison, signs: &Signs) -> String {
    let plan = &c.plan;
    let mut notes = Vec::new();
    let span = |window| c.months(window).map(|m| format!("months {} to {}", m.start + 1, m.end));
    notes.extend(span(Window::During).map(|months| format!("during = while the regimes are in force, {months}")));
    notes.extend(span(Window::After).map(|months| format!("after = when they have ended, {months}")));
    if plan.regimes.len() > 1 {
        notes.push(format!(
            "The second number is the difference to {}, for the same people with the same luck; = means none at all, ~0 next to none.",
            plan.regimes[0].name
        ));
        let replicates = number_format::whole(plan.replicates.into());
        notes.push(match plan.replicates {
            1 => "With a single replicate nothing can be said about chance: no difference is marked.".to_owned(),
            _ => format!(
                "{} {} mark a difference whose 95 % interval over {replicates} replicates lies wholly above or below \
                 zero. Where there is no mark, chance alone may explain it, or it is next to none.",
                signs.up, signs.down
            ),
        });
    }
    notes.push(format!(
        "{} = not defined: nobody to count (where nobody is listed, nobody is wrongly listed)",
        signs.none
    ));
    notes.push("More is not always better: the report says what each measure means, with all intervals.".to_owned());
    notes.iter().fold(String::new(), |out, note| out + &paragraph(note, 0))
}
