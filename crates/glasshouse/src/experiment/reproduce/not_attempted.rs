//! Published cases that are not attempted, with the reasons.
//!
//! A separate replica would prove nothing about the model.

use super::published_case::{PublishedCase, PublishedFigure};

const fn absent(key: &'static str, title: &'static str, source: &'static str, how: &'static str) -> PublishedCase {
    PublishedCase { key, title, source, how, files: &[], quick: Vec::new, long: None, picture: None }
}

pub(super) const IMAGE_SCORING: PublishedCase = PublishedCase {
    quick: || {
        let why = "Twelve strategies, each of which helps from a different score on, reproduce in proportion to their gains in \
                   a generation, and scores start again with each generation. Here helping follows from the one decision \
                   rule, from talk and dread: nobody has a threshold score of her own that could be copied (V4).";
        let share = |n: u32, expected, published| {
            let what = format!("share of helpful strategies; {n} players");
            PublishedFigure::absent(what, expected, why).published(published)
        };
        vec![share(20, 0.89, "90 %"), share(50, 0.58, "47 %"), share(100, 0.19, "18 %")]
    },
    ..absent(
        "V3",
        "Evolving image scoring",
        "Nowak & Sigmund 1998",
        "Not attempted: it needs people who differ in the score from which they help, and generations of them. Image \
         scoring as a norm of judgment is in V1 and V5.",
    )
};

pub(super) const BOUNDED_CONFIDENCE: PublishedCase = PublishedCase {
    quick: || {
        let why = "People of the model do not hear each other's opinions: they hear praise, criticism or silence. So there \
                   is no distance between two opinions at which a person could stop listening.";
        vec![PublishedFigure::absent("camps of fifty; confidence 0.2", 2.0, why).published("2")]
    },
    ..absent(
        "V9",
        "Bounded confidence",
        "Hegselmann & Krause 2002; Deffuant et al. 2000",
        "Not attempted: opinions are private here, and what others hear of them has no degrees. It would be a replica \
         separate from the model.",
    )
};

pub(super) const CLOSED_FORMS: PublishedCase = PublishedCase {
    quick: || {
        vec![
            PublishedFigure::absent(
                "chance that each of five helps; volunteer's dilemma, cost a quarter of the benefit",
                0.292893,
                "Only one person passes somebody in distress. Bystanders who wait for each other would have to be several persons who \
                 meet in the same place and all learn from it; if a helper only imagined them, it would be a formula, not a \
                 meeting.",
            ),
            PublishedFigure::absent(
                "months to consensus over people; voter model, a hundred people, from one half",
                68.129,
                "People of the model weigh what many ties do, besides their own norm and money. With all ties but one cut, this \
                 would be another model, not ours. The rival way of learning by copying (V4) comes near it; its long runs \
                 to consensus were not tried.",
            ),
            PublishedFigure::absent(
                "participation; image concern 0.2, cost 0.6, values Beta(2,2)",
                0.462601,
                "The value of talk does not depend on what an act reveals about the person: a neighbourhood does not know what \
                 helpers and others think. So people speak as well of rewarded kindness as of other kindness.",
            ),
        ]
    },
    ..absent(
        "V12",
        "Closed forms without a mechanism in the model",
        "Diekmann 1985; voter model; Bénabou & Tirole 2006",
        "Not attempted: no mechanism of the model reduces to these.",
    )
};
