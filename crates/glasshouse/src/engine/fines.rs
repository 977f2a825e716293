//! Fines: what each offence that is found out costs.

use super::purse::{if_so, yuan};
use crate::life::discretion::EXPOSED;
use crate::life::events::{Events, Incident};
use crate::life::informing::{LIED, SILENT};
use crate::life::loan::COLLECTED;
use crate::life::road::CAUGHT;
use crate::life::staged::SOLVED;
use crate::life::terms::Terms;
use crate::society::Society;
use crate::society::act::Act;

/// What each offence costs, yuan.
pub(super) struct Fines {
    road: i32,
    court: i32,
    staged: i32,
    silent: i32,
    lied: i32,
    paid: i32,
    took: i32,
    collected: i32,
}

impl Fines {
    /// Those of a month.
    pub(super) fn of(society: &Society, terms: &Terms) -> Fines {
        let Society { behaviour, encounters, .. } = society;
        let of_file = |key: &str, fine: f32| encounters.instead_of(key).map_or(fine, |(_, own)| own.breaks.fine);
        let (silent, lied) = terms.informants.as_ref().map_or((0.0, 0.0), |asked| (asked.penalty, asked.fine));
        Fines {
            road: yuan(of_file("road", behaviour.law.road_fine)),
            court: yuan(terms.courts.fine),
            staged: yuan(of_file("staged", behaviour.staged.fine)),
            silent: yuan(silent),
            lied: yuan(lied),
            paid: yuan(behaviour.law.bribe_fine),
            took: yuan(terms.officials.punishment),
            collected: yuan(behaviour.law.loan_fine),
        }
    }

    /// The fines that somebody owes; `refuted`: a court found that she claimed falsely.
    #[inline(always)]
    pub(super) fn due(&self, deeds: &Events, i: usize, refuted: bool) -> i32 {
        let (did, fell) = (|act: Act| deeds.did(i, act), |incident: Incident| deeds.befell(i, incident));
        if_so(fell(CAUGHT), self.road)
            + if_so(refuted, self.court)
            + if_so(did(Act::Scam) & fell(SOLVED), self.staged)
            + if_so(fell(SILENT), self.silent)
            + if_so(fell(LIED), self.lied)
            + if_so(fell(EXPOSED) & did(Act::Bribe), self.paid)
            + if_so(fell(EXPOSED) & did(Act::TakeBribe), self.took)
            + if_so(fell(COLLECTED), self.collected)
    }
}
