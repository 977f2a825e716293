//! The figures by which officials are judged, as a regime announces them.

/// How officials are judged by figures, as announced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FigureTerms {
    /// Wrongs on record a month, per 1,000 people, at which figures are met.
    pub target: f32,
    /// Yuan for figures that are met, each month. 0: there is nothing to gain.
    pub merit: f32,
    /// Greatest share of the records that can be left out, 0 to 1. 0: none can.
    pub made_up: f32,
    /// Chance that figures that are made up are found out, 0 to 1.
    pub audit: f32,
}

impl FigureTerms {
    /// How many of so many wrongs on record must be left out, in a neighbourhood of so many people, for the figures to
    /// be met; `None` if more than can be hidden.
    pub fn gap(&self, wrongs: u32, people: u32) -> Option<u32> {
        let allowed = (self.target * people as f32 / 1000.0) as u32;
        let over = wrongs.saturating_sub(allowed);
        (over == 0 || over as f32 <= self.made_up * wrongs as f32).then_some(over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURES: FigureTerms = FigureTerms { target: 80.0, merit: 1_000.0, made_up: 0.2, audit: 0.1 };

    #[test]
    fn as_many_records_are_left_out_as_it_takes_and_none_where_that_is_too_many() {
        assert_eq!([8, 9, 10, 11, 100].map(|wrongs| FIGURES.gap(wrongs, 100)), [Some(0), Some(1), Some(2), None, None]);
        let honest = FigureTerms { made_up: 0.0, ..FIGURES };
        assert_eq!([8, 9].map(|wrongs| honest.gap(wrongs, 100)), [Some(0), None]);
    }
}
