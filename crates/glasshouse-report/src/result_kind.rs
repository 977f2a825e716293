//! The kinds of results, with the names that each takes in its folder.

/// A kind of results. Different kinds can be in one folder, and none touches the files of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultKind {
    /// Of `run` and `compare`.
    Comparison,
    /// Of `evaluate`.
    Evaluation,
    /// Of `claims`.
    Claims,
    /// Of `essay`.
    Essay,
    /// Of `explain`.
    Explanation,
    /// Of `fit`.
    Fit,
    /// Of `fit --waves`.
    Waves,
    /// Of `sweep`.
    Sweep,
    /// Of `assess`.
    Assessment,
}

impl ResultKind {
    /// All of them.
    pub const ALL: [ResultKind; 9] = [
        ResultKind::Comparison,
        ResultKind::Evaluation,
        ResultKind::Claims,
        ResultKind::Essay,
        ResultKind::Explanation,
        ResultKind::Fit,
        ResultKind::Waves,
        ResultKind::Sweep,
        ResultKind::Assessment,
    ];

    /// Its word, which begins the name of its list of checksums.
    pub fn word(self) -> &'static str {
        match self {
            ResultKind::Comparison => "comparison",
            ResultKind::Evaluation => "evaluation",
            ResultKind::Claims => "claims",
            ResultKind::Essay => "essay",
            ResultKind::Explanation => "explanation",
            ResultKind::Fit => "fit",
            ResultKind::Waves => "waves",
            ResultKind::Sweep => "sweep",
            ResultKind::Assessment => "assessment",
        }
    }

    /// The files that it always writes or may write.
    pub fn files(self) -> &'static [&'static str] {
        match self {
            ResultKind::Comparison => &[
                "report.html",
                "manifest.json",
                "series.parquet",
                "summary.csv",
                "groups.csv",
                "groups.parquet",
                "odd.md",
                "ro-crate-metadata.json",
            ],
            ResultKind::Evaluation => {
                &["evaluation.html", "evaluation.json", "evaluation.csv", "panel.csv", "panel.parquet"]
            }
            ResultKind::Claims => &["claims.html", "claims.json", "claims.csv", "sensitivity.csv"],
            ResultKind::Essay => &["essay.md", "essay.json"],
            ResultKind::Explanation => &["explanation.csv", "explanation.json"],
            ResultKind::Fit => &["fit.csv"],
            ResultKind::Waves => &["protocol.txt", "waves.csv", "fitting.csv"],
            ResultKind::Sweep => &["sweep.csv", "sweep.parquet", "effects.csv", "sweep.json", "ro-crate-metadata.json"],
            ResultKind::Assessment => &["assessment.html", "assessment.json"],
        }
    }

    /// The folders that it fills.
    pub fn folders(self) -> &'static [&'static str] {
        match self {
            ResultKind::Comparison => &["scenario", "checkpoints"],
            ResultKind::Sweep => &["scenario", "runs"],
            ResultKind::Evaluation => &["checkpoints"],
            ResultKind::Claims | ResultKind::Fit | ResultKind::Waves => &["societies"],
            ResultKind::Essay | ResultKind::Explanation | ResultKind::Assessment => &[],
        }
    }

    /// Another kind that would write a file of the same name: their metadata describe the whole folder.
    pub fn rival(self) -> Option<ResultKind> {
        match self {
            ResultKind::Comparison => Some(ResultKind::Sweep),
            ResultKind::Sweep => Some(ResultKind::Comparison),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_write_the_same_file_unless_they_are_rivals() {
        for one in ResultKind::ALL {
            for other in ResultKind::ALL.into_iter().filter(|other| *other != one) {
                let shared = one.files().iter().any(|file| other.files().contains(file));
                assert_eq!(shared, one.rival() == Some(other), "{one:?} {other:?}");
            }
        }
    }
}
