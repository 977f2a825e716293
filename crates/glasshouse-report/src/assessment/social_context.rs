//! Social contexts: in which one an act is seen, and in which one a consequence hurts.
//!
//! Article 5(1)(c)(i) of the EU AI Act speaks of detriment "in social contexts that are unrelated to the contexts in
//! which the data was originally generated or collected". Which contexts are related is a judgement. This table makes
//! ours visible: a consequence is related to an act only if both lie in the same context, or if the consequence is a
//! payment, which belongs to none.

use glasshouse::regime::Effect;
use glasshouse::society::act::Act;

/// A part of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SocialContext {
    /// Roads and public places.
    Street,
    /// What people say.
    Speech,
    /// Buying and selling.
    Trade,
    /// Borrowing and lending.
    Credit,
    /// Family.
    Family,
    /// Neighbours, and reports about them.
    Neighbourhood,
    /// Dealings with offices.
    Office,
    /// Unpaid work and donations.
    Charity,
    /// Work and posts.
    Work,
    /// Travel.
    Travel,
    /// Schools.
    School,
    /// The internet.
    Internet,
    /// Heating and renting.
    Home,
    /// What the file's own encounters and effects are about.
    OfFile,
    /// A payment: it belongs to no part of life.
    Payment,
}

impl SocialContext {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            SocialContext::Street => "roads and public places",
            SocialContext::Speech => "speech",
            SocialContext::Trade => "trade and shopping",
            SocialContext::Credit => "credit",
            SocialContext::Family => "family",
            SocialContext::Neighbourhood => "neighbourhood",
            SocialContext::Office => "dealings with offices",
            SocialContext::Charity => "charity",
            SocialContext::Work => "work and posts",
            SocialContext::Travel => "travel",
            SocialContext::School => "schools",
            SocialContext::Internet => "internet",
            SocialContext::Home => "heating and renting",
            SocialContext::OfFile => "the file’s own encounters",
            SocialContext::Payment => "money",
        }
    }

    /// The context in which an act is seen.
    pub fn of_act(act: Act) -> SocialContext {
        match act {
            Act::Violate | Act::Help | Act::WalkOn | Act::Extort | Act::Scam => SocialContext::Street,
            Act::Criticise | Act::Praise | Act::CriticiseSystem => SocialContext::Speech,
            Act::Adulterate | Act::BuyApproved | Act::BuyDisapproved | Act::TradeWell => SocialContext::Trade,
            Act::Donate | Act::Volunteer => SocialContext::Charity,
            Act::HelpKin | Act::RefuseKin => SocialContext::Family,
            Act::Inform | Act::Denounce => SocialContext::Neighbourhood,
            Act::Bribe | Act::Appeal | Act::BuyOff => SocialContext::Office,
            Act::TakeBribe => SocialContext::Work,
            Act::Default | Act::Repay | Act::PayInstalment => SocialContext::Credit,
            Act::Own1 | Act::Own2 | Act::Own3 | Act::Own4 | Act::Own5 | Act::Own6 => SocialContext::OfFile,
        }
    }

    /// The context in which a consequence helps or hurts.
    pub fn of_effect(effect: Effect) -> SocialContext {
        match effect {
            Effect::HeatingDiscount | Effect::DepositFree => SocialContext::Home,
            Effect::QueueSkip => SocialContext::Office,
            Effect::Promotion | Effect::NoPost => SocialContext::Work,
            Effect::NoFastTravel => SocialContext::Travel,
            Effect::NoGoodSchool => SocialContext::School,
            Effect::SlowInternet => SocialContext::Internet,
            Effect::Levy => SocialContext::Payment,
            Effect::CheaperLoan | Effect::DearerLoan | Effect::NoLoan => SocialContext::Credit,
            Effect::Own(_) => SocialContext::OfFile,
        }
    }

    /// Whether an act seen in this context has nothing to do with a consequence in the other.
    pub fn is_unrelated(self, other: SocialContext) -> bool {
        self != other && other != SocialContext::Payment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_is_in_no_context_and_each_context_is_related_to_itself() {
        assert!(!SocialContext::Credit.is_unrelated(SocialContext::of_effect(Effect::NoLoan)));
        assert!(SocialContext::Speech.is_unrelated(SocialContext::of_effect(Effect::NoFastTravel)));
        assert!(!SocialContext::Speech.is_unrelated(SocialContext::of_effect(Effect::Levy)));
    }
}
