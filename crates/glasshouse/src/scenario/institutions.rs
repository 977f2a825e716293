//! What do the sections say of which a regime has one at most: who sees, who pays, who is heard, who is asked?

use super::draft::Draft;
use super::regime_file::{POINTS, acts, at, f32, origin};
use super::table::Table;
use crate::finding::{Finding, Place};
use crate::life::loan::MOST_PARTS;
use crate::life::{informing, rating};
use crate::regime::{
    Appeal, Audience, Courts, CreditBureau, Informants, Inspection, Officials, PeerRating, Propaganda, Redemption,
    Reviews, Spillover, Welfare,
};

/// Reads `[visibility]`.
pub(super) fn visibility(mut t: Table<'_>, draft: &mut Draft) {
    let audience = |index: usize| [Audience::Nobody, Audience::Lenders, Audience::Ties, Audience::Everybody][index];
    draft.list = at(t.optional("list"), |e| e.word("audience", &Audience::WORDS).map(audience));
    draft.announced = at(t.optional("announced"), |e| e.share().map(|x| x as f32));
    draft.shaming = at(t.optional("shaming"), |e| e.share().map(|x| x as f32));
}

/// Reads `[spillover]`.
pub(super) fn spillover(mut t: Table<'_>) -> Spillover {
    Spillover {
        family: t.optional("family").whole(*POINTS.start()..=0).unwrap_or_default(),
        friends: t.optional("friends").whole(*POINTS.start()..=0).unwrap_or_default(),
    }
}

/// Reads `[redemption]`.
pub(super) fn redemption(mut t: Table<'_>) -> Redemption {
    Redemption {
        price: f32(t.required("price").number(0.01..=1e6)),
        points: t.required("points").whole(1..=*POINTS.end()).unwrap_or_default(),
        origin: origin(&mut t),
    }
}

/// Reads `[propaganda]`.
pub(super) fn propaganda(mut t: Table<'_>) -> Propaganda {
    Propaganda {
        integrity: f32(t.required("integrity").share()),
        care: f32(t.required("care").share()),
        speech: f32(t.required("speech").share()),
        strength: f32(t.required("strength").share()),
    }
}

/// Reads `[reviews]`.
pub(super) fn reviews(mut t: Table<'_>) -> Reviews {
    Reviews {
        participation: f32(t.required("participation").share()),
        fake: f32(t.required("fake").share()),
        removal: f32(t.optional("removal").share()),
        online: t.required("online").flag().unwrap_or_default(),
    }
}

/// Reads `[inspection]`.
pub(super) fn inspection(mut t: Table<'_>) -> Inspection {
    Inspection { rate: f32(t.required("rate").share()), fine: f32(t.required("fine").number(0.0..=1e8)) }
}

/// Reads `[courts]`.
pub(super) fn courts(mut t: Table<'_>) -> Courts {
    Courts {
        for_claimant: f32(t.required("for_claimant").share()),
        punishes: f32(t.required("punishes").share()),
        fine: f32(t.required("fine").number(0.0..=1e7)),
    }
}

/// Reads `[welfare]`.
pub(super) fn welfare(mut t: Table<'_>) -> Welfare {
    Welfare {
        floor: f32(t.required("floor").number(0.0..=1e5)),
        medical: f32(t.required("medical").share()),
        elder: f32(t.required("elder").number(0.0..=1e5)),
        levy: f32(t.required("levy").share()),
    }
}

/// Reads `[informants]`.
pub(super) fn informants(mut t: Table<'_>) -> Informants {
    let (acts, places) = acts(&mut t);
    for (act, place) in acts.iter().zip(places).filter(|(act, _)| informing::VISIBLE & act.bit() == 0) {
        let place = Place { label: "nobody near can see this".into(), ..place };
        t.tell(Finding::error("never-seen", format!("neighbours cannot report `{act}`"), place));
    }
    Informants {
        acts,
        reward: f32(t.optional("reward").number(0.0..=1e6)),
        points: t.optional("points").whole(*POINTS.start()..=*POINTS.end()).unwrap_or_default(),
        penalty: f32(t.optional("penalty").number(0.0..=1e6)),
        silence: f32(t.optional("silence").share()),
        check: f32(t.required("check").share()),
        fine: f32(t.optional("fine").number(0.0..=1e6)),
        origin: origin(&mut t),
    }
}

/// Reads `[officials]`.
pub(super) fn officials(mut t: Table<'_>) -> Officials {
    Officials {
        bonus: f32(t.optional("bonus").number(0.0..=1e5)),
        detection: t.optional("detection").share().map(|x| x as f32),
        punishment: t.optional("punishment").number(0.0..=1e8).map(|x| x as f32),
        origin: origin(&mut t),
    }
}

/// Reads `[appeal]`.
pub(super) fn appeal(mut t: Table<'_>) -> Appeal {
    Appeal {
        months: f32(t.required("months").number(1.0..=120.0)),
        success: f32(t.required("success").share()),
        mistaken: f32(t.required("mistaken").share()),
        cost: f32(t.optional("cost").number(0.0..=1e6)),
        origin: origin(&mut t),
    }
}

/// Reads `[credit_bureau]`.
pub(super) fn credit_bureau(mut t: Table<'_>) -> CreditBureau {
    CreditBureau {
        expiry: t.required("expiry").whole(1..=MOST_PARTS).unwrap_or_default(),
        errors: f32(t.required("errors").share()),
        dispute: f32(t.required("dispute").share()),
        origin: origin(&mut t),
    }
}

/// Reads `[peer_rating]`.
pub(super) fn peer_rating(mut t: Table<'_>) -> PeerRating {
    let manner = rating::PeerRating {
        weight: f32(t.required("weight").share()),
        status: f32(t.required("status").share()),
        courtesy: f32(t.required("courtesy").share()),
        spite: f32(t.required("spite").share()),
    };
    if manner.courtesy + manner.spite > 1.0 {
        let message = "more people are polite or spiteful than there are";
        let place = t.place_of("spite", "`courtesy` and `spite` together are more than 1");
        t.tell(Finding::error("out-of-range", message, place));
    }
    PeerRating { manner, origin: origin(&mut t) }
}
