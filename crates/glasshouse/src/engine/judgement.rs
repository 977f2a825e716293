//! The judgement of persons and firms: from records to points, standings and lists.

use super::columns::{load, store};
use super::context::Context;
use super::neighbourhood_month::NeighbourhoodMonth;
use super::observation::is_listed;
use super::peer_rating::Marks;
use super::record_intake::Records;
use super::record_keeping::DocketKind;
use super::world::{Common, TownState};
use crate::life::appeal::GRANTED;
use crate::life::discretion::FREED;
use crate::life::events::Events;
use crate::life::terms::NEUTRAL;
use crate::regime::adjudication::{Because, Docket};
use crate::rng::{LANES, Lane};
use crate::society::act::{Act, Acts};

/// An institution's decisions on the persons of a neighbourhood in a month.
pub struct Judgement {
    /// New standings.
    pub standing: Lane<u8>,
    /// By how much expired points moved each score.
    pub lapsed: Lane<i16>,
    /// By how much all points that still counted were outside the range of each score, before the month's rulings.
    pub beyond: Lane<i32>,
}

impl Judgement {
    /// Nobody has a standing.
    const NOBODY: Judgement = Judgement { standing: [NEUTRAL; LANES], lapsed: [0; LANES], beyond: [0; LANES] };
}

impl Context<'_> {
    /// Step 5: the institution judges by its dockets and records. The same rules with perfect sight of own acts
    /// determine what would have been deserved.
    pub fn judge(
        &self,
        month: &NeighbourhoodMonth,
        records: &Records,
        marks: &Marks,
        state: &mut TownState,
    ) -> Judgement {
        let (columns, books) = (&mut state.columns, &mut state.books);
        let (span, code) = (&month.neighbourhood().span, &self.institution.code);
        let events = month.events;
        let mut judgement = Judgement::NOBODY;
        if !self.in_force {
            store(&mut columns.standing, span, &judgement.standing);
            return judgement;
        }
        let past = |which| books.past(which, code.expiry(), self.month, span);
        let (real, just) = (past(DocketKind::Real), past(DocketKind::Deserved));
        let mut docket = Docket::read(load(&columns.score, span), &load(&columns.months, span), real);
        let mut ideal = Docket::read(load(&columns.deserved, span), &load(&columns.deserved_months, span), just);
        let before = docket.score;
        judgement.lapsed = code.lapse(&mut docket);
        code.lapse(&mut ideal);
        // Her name was struck off, for whatever reason; this month's acts are judged all the same.
        (0..LANES).for_each(|i| pardoned(events, i).into_iter().for_each(|why| code.pardon(&mut docket, i, why)));
        for docket in [&mut docket, &mut ideal] {
            code.worked_off(docket, &events.acts);
        }
        if docket.past.is_some() {
            (0..LANES).for_each(|i| judgement.beyond[i] = code.beyond(&docket, i));
        }
        let seen = month.observation;
        code.judge(&mut docket, &marks.given, &records.sets, &seen.family, &seen.friends);
        // Bought points are not deeds.
        let own = code.concerning(&events.acts, &load(&month.population.traits.flags, span));
        let own = bits(&own, !Act::Donate.bit());
        code.judge(&mut ideal, &marks.deserved, &[own], &[0; LANES], &[0; LANES]);
        judgement.standing = code.standings(&docket.score, &docket.months);
        let members = &month.start().docket;
        for i in (0..LANES).filter(|i| !members[*i]) {
            judgement.standing[i] = NEUTRAL;
            docket.forget(i, before[i]);
            ideal.forget(i, before[i]);
        }
        store(&mut columns.score, span, &docket.score);
        store(&mut columns.months, span, &docket.written());
        store(&mut columns.deserved, span, &ideal.score);
        store(&mut columns.deserved_months, span, &ideal.written());
        store(&mut columns.standing, span, &judgement.standing);
        books.store_past(DocketKind::Real, span, docket.past.as_ref());
        books.store_past(DocketKind::Deserved, span, ideal.past.as_ref());
        judgement
    }

    /// Judges firms by what offices know of them, where firms are scored.
    pub fn judge_firms(&self, month: &NeighbourhoodMonth, common: &mut Common) {
        let (Some(_), Some(firms)) = (&self.terms.firms, &self.institution.regime.firms) else { return };
        let (neighbourhood, standing) = (month.neighbourhood(), &month.start().place.standing);
        for (f, dossier) in common.dossiers.iter_mut().enumerate().take(neighbourhood.firms) {
            let trade = &month.events.firms[f];
            let known = trade.events(is_listed(standing[neighbourhood.owner(f)]));
            firms.judge(dossier, if trade.reaches < firms.coverage { known } else { 0 }, trade.deserves());
        }
    }
}

/// Why somebody comes off the list this month, besides time and what she owes.
pub fn pardoned(events: &Events, i: usize) -> Option<Because> {
    if events.befell(i, GRANTED) {
        Some(Because::Appeal)
    } else if events.did(i, Act::BuyOff) {
        Some(Because::BoughtOff)
    } else {
        events.befell(i, FREED).then_some(Because::StruckOff)
    }
}

/// Masks sets of acts.
fn bits(acts: &Lane<Acts>, mask: Acts) -> Lane<Acts> {
    let mut masked = *acts;
    masked.iter_mut().for_each(|acts| *acts &= mask);
    masked
}
