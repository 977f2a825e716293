//! The news of a month: how strangers treat each other, how honest dealing is, and what came to light.

use crate::life::learning::News;
use crate::observatory::tally::{Count, Tally};
use crate::society::behaviour::Behaviour;

/// What the media report of a month.
///
/// News about strangers covers the month's events, wrongs louder than kindness; without any events, the old news
/// remains. News about trade covers the firms that were found out, at inspections or by an illness traced to them; it
/// is remembered for some time. Nobody reports how many firms were examined, so the public judges by the cases that
/// come to mind (availability: Tversky & Kahneman 1973, Cognitive Psychology 5: 207) and suspects more firms than
/// were found. A month in which more firms are found out than `market.scandal` is a scandal: people come to distrust
/// the whole trade, whatever they know of their own shop, and forget it much more slowly.
pub(super) fn of(t: &Tally, last: News, b: &Behaviour, scandal: f32) -> News {
    let told = |good: f64, bad: f64, loud: f32| (good / (good + f64::from(loud) * bad)) as f32;
    let accused = t.get(Count::Extorted);
    let (kind, wronged) = (t.get(Count::Helped) - accused, accused + t.get(Count::ScamsReported));
    let loud = b.learning.news_bias;
    let strangers = if kind + wronged == 0 { last.strangers } else { told(kind as f64, wronged as f64, loud) };
    let share = |some: i64, all: Count| some as f64 / t.get(all).max(1) as f64;
    let found = share(t.get(Count::FoundAdulterating) + t.get(Count::Traced), Count::Firms) + f64::from(scandal);
    let scandal = (f64::from(b.learning.news_memory * last.scandal) + found).min(1.0);
    let dealing = if scandal > 0.0 { told(1.0 - scandal, scandal, b.market.suspicion) } else { last.dealing };
    let beyond = (found as f32 - b.market.scandal).max(0.0);
    let exposed = share(t.get(Count::BribesFound), Count::Officials) as f32;
    let kept = |last: f32, new: f32| (b.learning.news_memory * last + new).min(1.0);
    News {
        strangers,
        dealing,
        scandal: scandal as f32,
        distrust: last.distrust * b.market.grudge + (1.0 - last.distrust) * (b.market.shaken * beyond).min(1.0),
        outrage: kept(last.outrage, beyond),
        exposed: kept(last.exposed, exposed),
    }
}
