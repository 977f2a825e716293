//! A field of the annex: an element of a legal instrument or a standard, its answer, and the source of the answer.

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A sentence or several.
    Text(String),
    /// A table.
    Table {
        /// What it shows.
        caption: String,
        /// Heads of the columns.
        head: Vec<String>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
    },
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldSource {
    /// Lines of the regime's file, such as `social-credit.toml, lines 35–49`; or the sections that it lacks.
    File(Vec<String>),
    /// The runs: keys of the measures that were read.
    Run(Vec<&'static str>),
    /// Neither says anything: a human must answer.
    Human,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its id, which stays the same from version to version: `27-1-a.channels`.
    pub id: &'static str,
    /// The element that it belongs to: `AI Act, Art. 27(1)(a)`.
    pub element: &'static str,
    /// What it asks, in our words.
    pub question: &'static str,
    /// The answer; empty if a human must give it.
    pub answer: Vec<Block>,
    /// Where the answer comes from.
    pub source: FieldSource,
    /// Sections of the regime's file that the answer is read from; empty for other sources.
    pub sections: &'static [&'static str],
}

impl Block {
    /// A text.
    pub fn text(text: impl Into<String>) -> Block {
        Block::Text(text.into())
    }

    /// A table.
    pub fn table<const N: usize>(caption: impl Into<String>, head: [&str; N], rows: Vec<[String; N]>) -> Block {
        Block::Table {
            caption: caption.into(),
            head: head.map(str::to_owned).into(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }
}

impl FieldSource {
    /// The kind, for files.
    pub fn kind(&self) -> &'static str {
        match self {
            FieldSource::File(_) => "file",
            FieldSource::Run(_) => "run",
            FieldSource::Human => "human",
        }
    }

    /// The source in words.
    pub fn in_words(&self) -> String {
        match self {
            FieldSource::File(lines) => format!("the regime’s file: {}", lines.join("; ")),
            FieldSource::Run(measures) => format!("the runs: {}", measures.join(", ")),
            FieldSource::Human => "a human".to_owned(),
        }
    }
}
