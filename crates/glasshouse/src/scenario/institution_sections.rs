//! The readers of sections that a regime file has at most once, such as `[welfare]` and `[appeal]`.

use super::located::at;
use super::regime_draft::Draft;
use super::regime_values::{POINTS, acts, f32, origin};
use super::table_reader::{EntryReader, TableReader};
use crate::diagnostic::{Diagnostic, Location};
use crate::life::figure_terms::FigureTerms;
use crate::life::loan::MOST_PARTS;
use crate::life::{rating, self_censorship};
use crate::regime::adjudication::MOST_MONTHS;
use crate::regime::{
    Appeal, Audience, Censorship, Costs, Courts, CreditBureau, Informants, Inspection, Officials, PeerRating,
    Propaganda, Redemption, Reviews, Spillover, Welfare,
};
use crate::society::act::REPORTABLE;

/// Reads `[visibility]`.
pub(super) fn visibility(mut t: TableReader<'_>, draft: &mut Draft) {
    let audience = |index: usize| Audience::ALL[index];
    draft.list = at(t.optional("list"), |e| e.word("audience", &Audience::OF_LIST).map(audience));
    draft.shown_score = at(t.optional("score"), |e| e.word("audience", &Audience::OF_SCORE).map(audience));
    draft.announced = at(t.optional("announced"), |e| e.share().map(|x| x as f32));
    draft.shaming = at(t.optional("shaming"), |e| e.share().map(|x| x as f32));
    draft.withheld = at(t.optional("withheld"), |e| e.share().map(|x| x as f32));
}

/// Reads `[spillover]`.
pub(super) fn spillover(mut t: TableReader<'_>) -> Spillover {
    Spillover {
        family: t.optional("family").whole(*POINTS.start()..=0).unwrap_or_default(),
        friends: t.optional("friends").whole(*POINTS.start()..=0).unwrap_or_default(),
    }
}

/// Reads `[redemption]`.
pub(super) fn redemption(mut t: TableReader<'_>) -> Redemption {
    let whole = |entry: EntryReader<'_>| entry.whole(1..=*POINTS.end());
    let [points, work] = t.any("points", "work").map(|entry| whole(entry).unwrap_or_default());
    let release = t.optional("release").number(0.01..=1e6).map(|x| x as f32);
    let work_release = t.optional("work_release").whole(0..=MOST_MONTHS).unwrap_or_default();
    if work_release > 0 && work == 0 {
        let place = t.place_of("work_release", "nobody works for it");
        let message = "`work_release` needs `work`: the office takes no work";
        t.tell(Diagnostic::error("no-effect", message, place));
    }
    let redemption = Redemption {
        price: f32(t.required_with("price", "points", &[]).number(0.01..=1e6)),
        points,
        points_a_year: whole(t.optional("points_a_year")),
        work,
        hours: f32(t.required_with("hours", "work", &[]).number(0.1..=300.0)),
        work_a_year: whole(t.optional("work_a_year")),
        release,
        work_release,
        origin: origin(&mut t),
    };
    cap(&t, "points_a_year", redemption.points_a_year, "points", points);
    cap(&t, "work_a_year", redemption.work_a_year, "work", work);
    redemption
}

/// A yearly cap needs a way to win points, and must allow at least one gain.
fn cap(t: &TableReader<'_>, key: &str, cap: Option<i16>, way: &str, points: i16) {
    let Some(cap) = cap else { return };
    let (code, label) = match points {
        0 => ("no-effect", format!("there is no `{way}` to cap")),
        _ if cap < points => ("out-of-range", format!("less than the {points} points won each time")),
        _ => return,
    };
    let message = format!("`{key}` lets nobody win anything");
    t.tell(Diagnostic::error(code, message, t.place_of(key, label)));
}

/// Reads `[propaganda]`.
pub(super) fn propaganda(mut t: TableReader<'_>) -> Propaganda {
    Propaganda {
        integrity: f32(t.required("integrity").share()),
        care: f32(t.required("care").share()),
        speech: f32(t.required("speech").share()),
        strength: f32(t.required("strength").share()),
    }
}

/// Reads `[reviews]`.
pub(super) fn reviews(mut t: TableReader<'_>) -> Reviews {
    Reviews {
        participation: f32(t.required("participation").share()),
        fake: f32(t.required("fake").share()),
        removal: f32(t.optional("removal").share()),
        online: t.required("online").flag().unwrap_or_default(),
    }
}

/// Reads `[inspection]`.
pub(super) fn inspection(mut t: TableReader<'_>) -> Inspection {
    let inspection = Inspection {
        rate: t.optional("rate").share().map(|x| x as f32),
        fine: t.optional("fine").number(0.0..=1e8).map(|x| x as f32),
        announced: t.optional("announced").flag().unwrap_or(true),
    };
    as_by_law(&t, "inspection");
    inspection
}

/// A section in which nothing is set leaves everything as the law has it.
fn as_by_law(t: &TableReader<'_>, section: &str) {
    if t.is_bare() {
        let message = format!("`[{section}]` changes nothing");
        let finding = Diagnostic::warning("no-effect", message, t.place("everything stays as the law has it"));
        t.tell(finding.help("set what differs from the law, or leave out the section"));
    }
}

/// Reads `[courts]`.
pub(super) fn courts(mut t: TableReader<'_>) -> Courts {
    let courts = Courts {
        for_claimant: t.optional("for_claimant").share().map(|x| x as f32),
        punishes: t.optional("punishes").share().map(|x| x as f32),
        fine: t.optional("fine").number(0.0..=1e7).map(|x| x as f32),
    };
    as_by_law(&t, "courts");
    courts
}

/// Reads `[welfare]`.
pub(super) fn welfare(mut t: TableReader<'_>) -> Welfare {
    Welfare {
        floor: f32(t.required("floor").number(0.0..=1e5)),
        medical: f32(t.required("medical").share()),
        elder: f32(t.required("elder").number(0.0..=1e5)),
        levy: f32(t.required("levy").share()),
    }
}

/// Reads `[informants]`.
pub(super) fn informants(mut t: TableReader<'_>) -> Informants {
    let (acts, places) = acts(&mut t);
    for (act, place) in acts.iter().zip(places).filter(|(act, _)| REPORTABLE & act.bit() == 0) {
        let place = Location { label: "no neighbour can see this".into(), ..place };
        t.tell(Diagnostic::error("never-seen", format!("neighbours cannot report `{act}`"), place));
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
pub(super) fn officials(mut t: TableReader<'_>) -> Officials {
    let prison = f32(t.optional("prison").number(0.0..=600.0));
    let convicted = t.optional("convicted");
    if convicted.is_set() && prison == 0.0 {
        let finding =
            Diagnostic::warning("no-effect", "`convicted` sends nobody to prison", convicted.place("of nobody"));
        t.tell(finding.help("set `prison` to the months of a term"));
    }
    Officials {
        bonus: f32(t.optional("bonus").number(0.0..=1e5)),
        detection: t.optional("detection").share().map(|x| x as f32),
        punishment: t.optional("punishment").number(0.0..=1e8).map(|x| x as f32),
        prison,
        convicted: convicted.share().map_or(1.0, |x| x as f32),
        figures: figures(&mut t),
        origin: origin(&mut t),
    }
}

/// The figures by which officials are judged; `None` without a `target`.
fn figures(t: &mut TableReader<'_>) -> Option<FigureTerms> {
    let target = t.optional("target").number(0.0..=1e4).map(|x| x as f32);
    let merit = f32(t.required_with("merit", "target", &[]).number(0.0..=1e5));
    let made_up = f32(t.required_with("made_up", "target", &[]).share());
    let audit = f32(t.required_with("audit", "target", &[]).share());
    target.map(|target| FigureTerms { target, merit, made_up, audit })
}

/// Reads `[costs]`.
pub(super) fn costs(mut t: TableReader<'_>) -> Costs {
    let mut yuan = |key| t.optional(key).number(0.0..=1e5).map(|x| x as f32);
    let [file, ruling, hearing] = ["file", "ruling", "hearing"].map(&mut yuan);
    let [enforcement, vacant, prisoner] = ["enforcement", "vacant", "prisoner"].map(&mut yuan);
    let levy = t.optional("levy").share().map(|x| x as f32);
    Costs { file, ruling, hearing, enforcement, vacant, prisoner, levy, origin: origin(&mut t) }
}

/// Reads `[appeal]`.
pub(super) fn appeal(mut t: TableReader<'_>) -> Appeal {
    Appeal {
        months: f32(t.required("months").number(1.0..=120.0)),
        success: f32(t.required("success").share()),
        mistaken: f32(t.required("mistaken").share()),
        cost: f32(t.optional("cost").number(0.0..=1e6)),
        origin: origin(&mut t),
    }
}

/// Reads `[credit_bureau]`.
pub(super) fn credit_bureau(mut t: TableReader<'_>) -> CreditBureau {
    CreditBureau {
        expiry: t.required("expiry").whole(1..=MOST_PARTS).unwrap_or_default(),
        errors: f32(t.required("errors").share()),
        dispute: f32(t.required("dispute").share()),
        refuses: t.optional("refuses").share().unwrap_or(1.0) as f32,
        origin: origin(&mut t),
    }
}

/// Reads `[peer_rating]`.
pub(super) fn peer_rating(mut t: TableReader<'_>) -> PeerRating {
    let manner = rating::RatingTerms {
        weight: f32(t.required("weight").share()),
        status: f32(t.required("status").share()),
        courtesy: f32(t.required("courtesy").share()),
        spite: f32(t.required("spite").share()),
        esteem: f32(t.optional("esteem").share()),
    };
    if manner.courtesy + manner.spite > 1.0 {
        let message = "more people are courteous or spiteful than there are people";
        let place = t.place_of("spite", "`courtesy` and `spite` sum to more than 1");
        t.tell(Diagnostic::error("out-of-range", message, place));
    }
    PeerRating { manner, origin: origin(&mut t) }
}

/// Reads `[censorship]`.
pub(super) fn censorship(mut t: TableReader<'_>) -> Censorship {
    let manner = self_censorship::CensorshipTerms {
        tolerance: f32(t.required("tolerance").share()),
        fine: f32(t.required("fine").number(0.0..=1e7)),
        proportional: t.required("grows").word("way", &["uniform", "proportional"]) == Some(1),
        watching: f32(t.required("watching").share()),
    };
    Censorship { manner, origin: origin(&mut t) }
}
