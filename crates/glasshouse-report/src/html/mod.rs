//! HTML pages and SVG figures: the report, the page of an evaluation, and a fragment for notebooks.

pub mod axis_scale;
mod bluff_section;
mod claims_section;
mod county_map;
mod difference_plot;
pub mod evaluation_page;
mod event_study_figure;
mod explanation_section;
mod group_section;
pub mod html_page;
mod income_fifths;
pub mod markup;
mod measure_section;
mod measure_text;
pub mod notebook_fragment;
mod overview_figure;
mod own_section;
pub mod palette;
mod persistence_section;
mod published_section;
mod regime_section;
mod report_input;
mod report_page;
pub mod report_text;
mod reproduction_section;
mod sensitivity_section;
pub mod svg;
mod time_series_chart;
mod transition_figure;

pub use report_input::ReportInput;
pub use report_page::report;
