//! The headline measures of a comparison as a text table of 80 columns.

use crate::diagnostic_text::clean;
use crate::number_format::{self, change, counted, two};
use crate::text_wrap::{WIDTH, paragraph, short, wrap};
use crate::{untouched_note, window_text};
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::own_figures::MeasuredFigure;
use glasshouse::experiment::transient::Transient;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{View, by_key};

/// The measures in the table. Both rates of wrongful listing, since either alone can mislead.
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

/// Heading of the measures that files add.
pub const OWN: &str = "What the files measure";

/// The signs that a terminal can show.
pub struct Signs {
    /// Significantly more.
    up: &'static str,
    /// Significantly less.
    down: &'static str,
    /// Not defined.
    none: &'static str,
}

impl Signs {
    /// Plain letters.
    pub const ASCII: Signs = Signs { up: "^", down: "v", none: "--" };
    /// Triangles and a dash.
    pub const UNICODE: Signs = Signs { up: "▲", down: "▼", none: "—" };
}

/// Minimum width of the column of measure names.
const NAMES: usize = 22;
/// Width of the window column, with the space before it.
const WINDOW: usize = 7;

/// The whole table, between a description of the run and a legend.
pub fn table(c: &Comparison, signs: &Signs) -> String {
    let mut out = head(c);
    let columns: Vec<Column> = (0..c.plan.regimes.len()).map(|r| column(c, r, signs)).collect();
    for block in blocks(&columns) {
        out += &body(c, &block);
    }
    out + &moving(c) + &legend(c, signs)
}

/// Differences that still move when a regime ends or the run is over: their means hide it.
fn moving(c: &Comparison) -> String {
    let first = usize::from(c.plan.regimes.len() > 1);
    let mut lines = Vec::new();
    for r in first..c.plan.regimes.len() {
        for m in HEADLINES.iter().filter_map(|key| by_key(key)) {
            if let Some(course) = c.transient(r, m, View::Truth).filter(Transient::moves) {
                let [first, last] = [course.first.mean, course.last.mean].map(two);
                let slope = two(course.slope.mean);
                let name = format!("{}, {}", c.plan.regimes[r].name, m.name);
                lines.push(paragraph(
                    &format!("{name}: {first} in the first year, {last} in the last, {slope} a year"),
                    2,
                ));
            }
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let what = if first == 1 { "Differences" } else { "Levels" };
    format!("{what} that still moved when a regime ended or the run was over:\n{}\n", lines.concat())
}

fn head(c: &Comparison) -> String {
    let plan = &c.plan;
    let under = if plan.regimes.len() > 1 { "each under every regime" } else { "under one regime" };
    let title = format!(
        "{}: {} of {}, {}, {under}.",
        plan.society.marginals.title,
        counted(plan.replicates.into(), "society"),
        counted(plan.size.people, "person"),
        counted(plan.size.months.into(), "month"),
    );
    let caution = "The people are invented. This explains how mechanisms work under stated assumptions; it predicts no \
                   country.";
    format!("\n{}{}\n", paragraph(&title, 0), paragraph(caution, 0))
}

/// Some regimes side by side, next to the names of the measures.
struct Block<'a> {
    names: usize,
    columns: Vec<&'a Column>,
}

/// The column of one regime.
struct Column {
    width: usize,
    head: Vec<String>,
    /// Cells in the order of the rows: measure by measure, window by window.
    cells: Vec<String>,
}

/// Blocks of as many regimes as fit side by side; each begins with the baseline.
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
        // At least one, or the loop would never end; no cell is too wide for one to fit.
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
    let pairs: Vec<(String, String)> = figures(c)
        .into_iter()
        .flat_map(|(_, m)| windows.iter().map(move |(window, _)| (m, *window)))
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
    // A name may break after a hyphen; a very long word in it is cut.
    let pieces = c.plan.regimes[regime].name.replace('-', "- ");
    let word = pieces.split_whitespace().map(|piece| piece.chars().count()).max().unwrap_or(0);
    let width = (left + if regime == 0 { 0 } else { 1 + right }).max(word.min(12));
    let lines = wrap(&pieces, width).into_iter().map(|line| short(&line.replace("- ", "-"), width));
    Column { width, head: lines.take(4).collect(), cells }
}

/// The rows: the headline measures, then those that files add, each with its heading.
fn figures(c: &Comparison) -> Vec<(&'static str, MeasuredFigure<'_>)> {
    let of_model =
        HEADLINES.iter().filter_map(|key| by_key(key)).map(|m| (m.group.title(), MeasuredFigure::OfModel(m)));
    of_model.chain(c.own_measures().into_iter().map(|own| (OWN, MeasuredFigure::OfFile(own)))).collect()
}

fn level(c: &Comparison, regime: usize, m: MeasuredFigure, window: Window, signs: &Signs) -> String {
    c.level_in(None, regime, m, window).map_or(signs.none.to_owned(), |i| two(i.mean))
}

/// The paired difference with its mark; empty for the baseline and where either side is not defined.
fn difference(c: &Comparison, regime: usize, m: MeasuredFigure, window: Window, signs: &Signs) -> String {
    let difference = if regime == 0 { None } else { c.difference_in(None, regime, m, window) };
    let here = c.level_in(None, regime, m, window);
    difference.map_or(String::new(), |i| {
        let beside = here.map_or(0.0, |here| here.mean.abs().max((here.mean - i.mean).abs()));
        let text = change(i.mean, beside);
        // A difference that is negligible beside the level gets no mark, however certain it is: the report has its
        // interval.
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
    all.into_iter().filter(|(w, _)| c.plan.has(*w)).collect()
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
    let mut heading: Option<&str> = None;
    for (row, (title, m)) in figures(c).into_iter().enumerate() {
        if heading.replace(title) != Some(title) {
            out += &format!("{}\n", title.to_uppercase());
        }
        let mut labels = wrap(&clean(m.name()), names);
        labels.extend(wrap(&format!(" {}", clean(m.unit())), names - 1).iter().map(|unit| format!(" {unit}")));
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
    let mut notes = untouched_note::after(c);
    let span = |window| window_text::spans(plan, window);
    notes.extend(span(Window::During).map(|months| format!("during = while a regime is in force, {months}")));
    notes.extend(span(Window::After).map(|months| format!("after = after it has ended, {months}")));
    if plan.regimes.len() > 1 && !window_text::alike(plan) {
        notes.push(format!(
            "A difference covers the months of its own regime, and {} is read in the same months for it.",
            plan.regimes[0].name
        ));
    }
    if plan.regimes.len() > 1 {
        notes.push(format!(
            "The second number is the difference from {}, for the same people with the same luck; = means none at \
             all, ~0 almost none.",
            plan.regimes[0].name
        ));
        let replicates = number_format::whole(plan.replicates.into());
        notes.push(match plan.replicates {
            1 => "A single replicate says nothing about chance, so no difference is marked.".to_owned(),
            _ => format!(
                "{} {} mark a difference whose 95 % interval over {replicates} replicates lies wholly above or below \
                 zero. An unmarked difference may be due to chance alone, or is almost none.",
                signs.up, signs.down
            ),
        });
    }
    notes.push(format!(
        "{} = not defined: there is nobody to count (if nobody is listed, nobody is wrongly listed)",
        signs.none
    ));
    notes.push("More is not always better: the report explains each measure and gives all intervals.".to_owned());
    notes.iter().fold(String::new(), |out, note| out + &paragraph(note, 0))
}
