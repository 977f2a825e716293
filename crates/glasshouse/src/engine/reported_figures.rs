//! The figures that officials report about the wrongs on record, and the records that they leave out of them.
//!
//! The first official in post of each neighbourhood reports for it; where there is none, the books themselves are
//! counted. The docket is right in any case: only the counts from which the state knows of violations, criticism,
//! defaults and people who walked on are changed.

use super::accounting::{Ledger, MoneyFlows};
use super::context::Context;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::official_cases;
use super::purse::{Purse, yuan};
use super::record_intake::Records;
use super::world::Common;
use crate::life::figures;
use crate::life::road::CAUGHT;
use crate::life::terms::Terms;
use crate::observatory::tally::{Count, Tally};
use crate::rng::{LANES, Lane, Purpose, unit};
use crate::society::act::{Act, Acts};

/// What a neighbourhood's official reports this month.
#[derive(Default)]
pub struct ReportedFigures(Option<Report>);

/// A report.
struct Report {
    /// Wrongs on record, by person.
    wrongs: Lane<Acts>,
    /// Those of them that are left out.
    left_out: Lane<Acts>,
    /// Place of the official who reports; `None` if no post is held.
    reporter: Option<usize>,
    /// Whether the reported figures are met.
    met: bool,
    /// Whether an audit finds that they are made up: then they are put right, and not met.
    found: bool,
}

impl Context<'_> {
    /// The figures of a neighbourhood; nothing where officials are not judged by figures.
    pub fn figures(&self, month: &NeighbourhoodMonth, records: &Records, common: &Common) -> ReportedFigures {
        let Some(figures) = self.terms.figures.filter(|_| self.in_force) else { return ReportedFigures::default() };
        let hood = month.neighbourhood();
        let costly = self.institution.regime.rules.iter().filter(|rule| rule.points < 0 || rule.lists > 0);
        let costly = costly.fold(0, |set, rule| set | rule.act.bit());
        let mut wrongs = [0; LANES];
        for set in &records.sets {
            for i in 0..LANES {
                wrongs[i] |= set[i] & costly;
            }
        }
        wrongs[hood.persons()..].fill(0);
        let on_record = wrongs.iter().map(|acts| acts.count_ones()).sum();
        let posts = official_cases::posts(month.population, common, month.index);
        let reporter = posts.into_iter().find(|post| post.held).map(|post| post.place);
        let gap = figures.gap(on_record, hood.persons() as u32);
        let mut report = Report { wrongs, left_out: [0; LANES], reporter, met: gap == Some(0), found: false };
        if let (Some(k), Some(gap @ 1..)) = (reporter, gap) {
            let words = self.people.rng.words(Purpose::Figures, hood.first + k as u32, self.month);
            let behaviour = &self.people.society.behaviour;
            if unit(words[0]) >= figures::honest(&figures, behaviour, month.minds, self.terms, k) {
                report.found = unit(words[1]) < figures.audit;
                report.met = !report.found;
                report.left_out = some(&wrongs, gap, words[2] as usize % hood.persons(), hood.persons());
            }
        }
        ReportedFigures(Some(report))
    }
}

/// The first `n` records from the person at place `from` on, in the round.
fn some(wrongs: &Lane<Acts>, mut n: u32, from: usize, persons: usize) -> Lane<Acts> {
    let mut left_out = [0; LANES];
    for i in (from..persons).chain(0..from) {
        let mut rest = wrongs[i];
        while rest != 0 && n > 0 {
            left_out[i] |= rest & rest.wrapping_neg();
            rest &= rest - 1;
            n -= 1;
        }
    }
    left_out
}

impl ReportedFigures {
    /// Pays for figures that are met, and punishes for those that were found to be made up.
    pub fn settle(&self, terms: &Terms, ledger: &mut Ledger, flows: &mut MoneyFlows) {
        let (Some(report), Some(figures)) = (&self.0, terms.figures) else { return };
        let Some(k) = report.reporter.filter(|_| report.met || report.found) else { return };
        let mut purse = Purse(flows.savings[k] as i32);
        if report.met {
            let merit = yuan(figures.merit);
            purse.0 += merit;
            ledger.state -= i64::from(merit);
            flows.to_state[k] -= merit;
            flows.paid[k] += merit;
            flows.disposable[k] = flows.disposable[k].saturating_add(merit as u32);
        } else {
            let fine = purse.pay(yuan(terms.officials.punishment));
            ledger.state += i64::from(fine);
            flows.to_state[k] += fine;
            flows.disposable[k] = flows.disposable[k].saturating_sub(fine as u32);
            flows.fined[k] = true;
        }
        flows.savings[k] = purse.keep(&mut ledger.outside);
    }

    /// Takes the post from an official whose figures were found to be made up.
    pub fn dismiss(&self, month: &NeighbourhoodMonth, common: &mut Common) {
        if let Some(Report { reporter: Some(k), found: true, .. }) = self.0 {
            official_cases::lose_post(month.population, common, month.index, k);
        }
    }

    /// Counts the figures, and takes out of the state's counts what was left out and not found.
    pub fn count(&self, month: &NeighbourhoodMonth, who: &Lane<bool>, t: &mut Tally) {
        let Some(Report { wrongs, left_out, found, reporter: Some(_), .. }) = &self.0 else { return };
        let those = |i: &usize| who[*i];
        let sum = |acts: &Lane<Acts>| (0..LANES).filter(those).map(|i| i64::from(acts[i].count_ones())).sum::<i64>();
        let left = sum(left_out);
        t.add(Count::FiguresDue, sum(wrongs));
        t.add(Count::FiguresLeftOut, left);
        t.add(Count::FiguresFound, if *found { left } else { 0 });
        if *found || left == 0 {
            return;
        }
        for i in (0..LANES).filter(those) {
            let gone = |act: Act| i64::from(left_out[i] & act.bit() != 0);
            // The police have their own records.
            let caught = i64::from(month.events.befell(i, CAUGHT));
            t.add(Count::ViolationsSeen, -(gone(Act::Violate) & !caught & 1));
            t.add(Count::CriticismSeen, -gone(Act::Criticise) - gone(Act::CriticiseSystem));
            t.add(Count::DefaultsSeen, -gone(Act::Default));
            t.add(Count::WalkOnSeen, -gone(Act::WalkOn));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_as_many_records_as_asked_are_left_out_in_the_round() {
        let mut wrongs = [0; LANES];
        (wrongs[0], wrongs[2], wrongs[3]) = (0b1, 0b110, 0b1);
        let left = some(&wrongs, 3, 2, 4);
        assert_eq!((left[0], left[2], left[3]), (0, 0b110, 0b1));
        assert_eq!(some(&wrongs, 2, 3, 4)[0], 0b1);
        assert_eq!(some(&wrongs, 0, 1, 4), [0; LANES]);
        assert_eq!(some(&wrongs, 4, 1, 4), wrongs);
    }
}
