//! The section that says how to reproduce the results: command, version, seed, sizes and digest.

use super::markup::esc;
use super::report_input::ReportInput;
use crate::number_format::whole;
use glasshouse::observatory::manifest::VERSION;

/// The section; `files` describes the other files in the folder of the page.
pub fn section(input: &ReportInput, files: &str) -> String {
    let m = input.manifest;
    format!(
        "<p>The same version and the same command give the same figures, to the last digit, on any machine and any \
         number of threads.</p><pre>{}</pre><dl class=facts>\
         <dt>Version</dt><dd>glasshouse {VERSION}</dd><dt>Seed</dt><dd>{}</dd><dt>People</dt><dd>{}</dd>\
         <dt>Months</dt><dd>{}</dd><dt>Replicates</dt><dd>{}</dd><dt>Digest</dt><dd class=break>{}</dd></dl>\
         <p>The digest identifies the whole request: version, files, sizes and seed. Cite it with any figure, \
         together with the interval. {files}</p>",
        esc(input.command),
        m.seed,
        whole(m.size.people),
        m.size.months,
        whole(m.replicates.into()),
        m.digest()
    )
}
