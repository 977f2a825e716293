//! Colours, dashes and shapes that distinguish regimes, also for colour-blind readers.
//!
//! Regimes differ in colour (after Okabe and Ito, whose set is distinct under the common kinds of colour blindness),
//! in dash and in the shape of the dot, and each line has a label.

/// A colour on white, a colour on black, and a dash.
struct Look {
    light: &'static str,
    dark: &'static str,
    dash: &'static str,
}

/// The first is the baseline's. After the last they repeat, which is why every line also has a label.
const LOOKS: [Look; 8] = [
    Look { light: "#595959", dark: "#c8c8c8", dash: "none" },
    Look { light: "#d55e00", dark: "#ff8a3d", dash: "none" },
    Look { light: "#0072b2", dark: "#56b4e9", dash: "7 3" },
    Look { light: "#009e73", dark: "#2fc79a", dash: "2 3" },
    Look { light: "#cc79a7", dark: "#e79fc6", dash: "10 3 2 3" },
    Look { light: "#b98000", dark: "#e69f00", dash: "5 2" },
    Look { light: "#3a93c9", dark: "#8fd0f5", dash: "12 4" },
    Look { light: "#a79a00", dark: "#f0e442", dash: "4 2 1 2" },
];

/// Class of a regime in the charts.
pub fn class(regime: usize) -> String {
    format!("r{}", if regime == 0 { 0 } else { (regime - 1) % (LOOKS.len() - 1) + 1 })
}

/// Style rules for all classes.
pub fn css() -> String {
    let rules: String = (0..LOOKS.len())
        .map(|i| format!(".r{i}{{--c:var(--r{i})}}.line.r{i}{{stroke-dasharray:{}}}\n", LOOKS[i].dash))
        .collect();
    let set = |pick: &dyn Fn(&Look) -> &'static str| -> String {
        LOOKS.iter().enumerate().map(|(i, look)| format!("--r{i}:{};", pick(look))).collect()
    };
    let (light, dark) = (set(&|look| look.light), set(&|look| look.dark));
    // Paper is white, whatever the screen's scheme.
    format!("{rules}:root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
}
