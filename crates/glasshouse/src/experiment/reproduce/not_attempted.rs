//! Which published cases are not attempted, and why?
//!
//! A replica beside the model would prove nothing about the model.

use super::{PublishedCase, PublishedFigure};

const fn absent(key: &'static str, title: &'static str, source: &'static str, how: &'static str) -> PublishedCase {
    PublishedCase { key, title, source, how, files: &[], quick: Vec::new, long: None, picture: None }
}

pub(super) const IMAGE_SCORING: PublishedCase = PublishedCase {
    quick: || {
        let why = "Twelve strategies, each of which helps from another score on, breed in proportion to what they won in a \
                   generation, and scores begin anew with each. Here whom one helps follows from the one decision rule, from \
                   talk and dread: nobody has a score of her own from which on she helps, that could be copied (V4).";
        let share = |n: u32, expected, published| {
            let what = format!("share of helpful strategies; {n} players");
            PublishedFigure::absent(what, expected, why).published(published)
        };
        vec![share(20, 0.89, "90 %"), share(50, 0.58, "47 %"), share(100, 0.19, "18 %")]
    },
    ..absent(
        "V3",
        "Image scoring that evolves",
        "Nowak & Sigmund 1998",
        "Not attempted: it needs people who differ in the score from which on they help, and generations of them. Image scoring as a norm of \
         judgment is in V1 and V5.",
    )
};

pub(super) const BOUNDED_CONFIDENCE: PublishedCase = PublishedCase {
    quick: || {
        let why = "People of the model do not hear each other's opinions: they hear praise, criticism or silence. So there \
                   is no distance between two opinions by which one could stop listening.";
        vec![PublishedFigure::absent("camps of fifty; confidence 0.2", 2.0, why).published("2")]
    },
    ..absent(
        "V9",
        "Bounded confidence",
        "Hegselmann & Krause 2002; Deffuant et al. 2000",
        "Not attempted: what somebody thinks is private here, and what others hear of it has no degrees. It would be a replica \
         beside the model.",
    )
};

pub(super) const CLOSED_FORMS: PublishedCase = PublishedCase {
    quick: || {
        vec![
            PublishedFigure::absent(
                "chance to help of each of five; volunteer's dilemma, cost a quarter of the benefit",
                0.292893,
                "Who is in distress is passed by one person. Bystanders who wait for each other would have to be as many persons, who \
                 meet in the same place and each learn from it; a helper who only imagines them would be a formula, no meeting.",
            ),
            PublishedFigure::absent(
                "months to consensus over people; voter model, a hundred people, from a half",
                68.129,
                "People of the model weigh what many ties do, beside their own norm and money. With all but one tie cut out of it \
                 this would be another model beside ours. The rival way of learning by copying (V4) comes near it; its long \
                 runs to consensus were not tried.",
            ),
            PublishedFigure::absent(
                "participation; image concern 0.2, cost 0.6, values Beta(2,2)",
                0.462601,
                "What talk is worth does not depend on what an act tells of those who do it: a neighbourhood does not know what those \
                 think who helped, and those who did not. So kindness that is rewarded is talked of as well as other kindness.",
            ),
        ]
    },
    ..absent(
        "V12",
        "Closed forms without a mechanism of ours",
        "Diekmann 1985; voter model; Bénabou & Tirole 2006",
        "Not attempted: the model has no mechanism that would become these.",
    )
};
