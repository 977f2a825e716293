//! The section that describes each regime in words and by its parts.

use super::markup::{esc, table};
use super::palette::class;
use super::report_input::ReportInput;
use crate::number_format::{counted, fixed, whole};
use crate::ruling_text::below_words;
use glasshouse::regime::{
    Audience, Basis, Consequence, EFFECTS, Event, Happening, Issuer, Origin, Redemption, Regime, Role, Whom,
};

/// All regimes, each with a sample of its line.
pub fn all(input: &ReportInput) -> String {
    let one = |(r, regime): (usize, &Regime)| {
        format!(
            "<li><svg class=swatch viewBox=\"0 0 34 12\" aria-hidden=true><line class=\"line {}\" x1=0 y1=6 x2=34 y2=6 /></svg>\
             <div><strong>{}</strong>{}: {}<p>{}</p>{}{}</div></li>",
            class(r),
            esc(&regime.name),
            if r == 0 && input.regimes() > 1 { " (baseline)" } else { "" },
            esc(&regime.title),
            esc(&regime.description),
            when(regime, input.comparison.plan.size.months),
            parts(regime)
        )
    };
    let regimes: String = input.comparison.plan.regimes.iter().enumerate().map(one).collect();
    format!("<h3>The regimes</h3><ul class=regimes>{regimes}</ul>")
}

fn when(regime: &Regime, months: u32) -> String {
    if regime.is_idle() {
        return String::new();
    }
    let end = match regime.ends {
        Some(end) if end < months => format!(" to the end of month {end}"),
        _ => " to the end of the run".to_owned(),
    };
    let issuer = match regime.issuer {
        Issuer::Authority => "",
        Issuer::People => " The people of each place make its rules, as far as their norms support them.",
    };
    format!("<p class=small>In force from month {}{end}.{issuer}</p>", regime.starts + 1)
}

/// The parts of a regime as the program read them, each with its origin.
fn parts(regime: &Regime) -> String {
    let rows: Vec<Vec<String>> =
        [channels(regime), rules(regime), consequences(regime), institutions(regime), events(regime)].concat();
    if rows.is_empty() {
        return String::new();
    }
    let head = ["Part", "What it does", "Source"].map(str::to_owned);
    format!("<details><summary>Its parts and their sources</summary>{}</details>", table("", &head, &rows))
}

fn row(part: &str, what: &str, origin: Option<&Origin>) -> Vec<String> {
    let from = origin.map_or(String::new(), |o| {
        let basis = match o.basis {
            Basis::Essay => "essay",
            Basis::Documented => "documented",
            Basis::Assumed => "assumed",
        };
        if o.source.is_empty() { basis.to_owned() } else { format!("{basis}: {}", o.source) }
    });
    vec![esc(part), esc(what), esc(&from)]
}

/// A number of a regime file in its shortest form.
fn n(x: f32) -> String {
    // Through text, so that 0.1 does not become 0.10000000149.
    let shortest: f64 = x.to_string().parse().unwrap_or_default();
    if shortest.abs() >= 1000.0 { fixed(shortest, 0) } else { shortest.to_string() }
}

/// An amount that a regime sets or leaves to the law.
fn by_law(yuan: Option<f32>) -> String {
    yuan.map_or("as by law".to_owned(), |yuan| format!("{} yuan", whole(yuan as u64)))
}

fn percent(x: f32) -> String {
    format!("{} %", n((f64::from(x) * 1e5).round() as f32 / 1e3))
}

fn channels(regime: &Regime) -> Vec<Vec<String>> {
    let of = |c: &glasshouse::regime::Channel| {
        let acts: Vec<&str> = c.acts.iter().map(|a| a.key()).collect();
        let mut what =
            format!("sees {} ({} in town, {} in the country)", acts.join(", "), percent(c.urban), percent(c.rural));
        if c.by_income != [1.0; 5] {
            let factors = c.by_income.map(n).join(", ");
            what += &format!("; times {factors} by income fifth, poorest first");
        }
        if c.delay > 0 {
            what += &format!("; reports {} later", counted(c.delay.into(), "month"));
        }
        if c.false_alarms > 0.0 {
            what += &format!("; false alarms: {} a month", percent(c.false_alarms));
        }
        what += &match c.cost {
            0.0 => "; free".to_owned(),
            cost => format!("; {} yuan a person a year, if it saw everything", n(cost)),
        };
        row(&format!("watch: {}", c.name), &what, Some(&c.origin))
    };
    regime.watch.iter().map(of).collect()
}

fn rules(regime: &Regime) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    if let Some(score) = &regime.score {
        let tiers = score
            .tiers
            .iter()
            .map(|t| format!("{} from {}{}", t.name, t.from, if t.listed { " (listed)" } else { "" }));
        let back = match score.expiry {
            Some(months) => format!("points lapse after {}", counted(months.into(), "month")),
            None => format!("recovers by {} points a month", score.recovery),
        };
        let what = format!(
            "starts at {}, from {} to {}, {back}; tiers {}",
            score.start,
            score.least,
            score.most,
            tiers.collect::<Vec<_>>().join(", ")
        );
        rows.push(row("score", &what, None));
    }
    rows.extend(regime.rules.iter().map(|rule| {
        let mut what = format!("{:+} points", rule.points);
        if let Some(role) = rule.who {
            what = format!("for each {} only: {what}", Role::WORDS[role as usize]);
        }
        if rule.repeat != 0 {
            what += &format!(", {:+} more for people ruled against before", rule.repeat);
        }
        if rule.frees {
            what += ", taken off the list at once";
        }
        if rule.lists > 0 {
            what += &format!(", listed for {} months{}", rule.lists, below_words(rule));
        }
        row(&format!("rule: {}", rule.act.key()), &what, Some(&rule.origin))
    }));
    rows
}

fn consequences(regime: &Regime) -> Vec<Vec<String>> {
    let tier = |i: usize| regime.score.as_ref().and_then(|s| s.tiers.get(i)).map_or(String::new(), |t| t.name.clone());
    let of = |kind: &str, c: &Consequence| {
        let effect = EFFECTS.iter().find(|row| row.effect == c.effect);
        let whom = match c.on {
            Whom::Tier(i) => format!("tier {}", tier(i)),
            Whom::Listed => "the listed".to_owned(),
        };
        let what = effect.map_or(String::new(), |e| format!("{}: {} ({} {})", e.key, e.meaning, n(c.amount), e.unit));
        row(&format!("{kind}: {whom}"), &what, Some(&c.origin))
    };
    let rewards = regime.rewards.iter().map(|c| of("reward", c));
    rewards.chain(regime.sanctions.iter().map(|c| of("sanction", c))).collect()
}

/// What happens on a date.
fn events(regime: &Regime) -> Vec<Vec<String>> {
    let told = |event: &Event| {
        let what = match &event.what {
            Happening::Scandal { found, illness } => format!(
                "a scandal: {} of all firms are found to adulterate, and {} of infants fed on it fall ill",
                percent(*found),
                percent(*illness)
            ),
            Happening::Campaign(_) => format!("a campaign of {} months", event.months),
            Happening::Windfall { yuan } => format!("everybody receives {} yuan", n(*yuan)),
            Happening::Crackdown { on, times } => format!(
                "a crackdown of {} months on {}: the law looks {} times as closely",
                event.months,
                ["violations in the street", "open criticism", "bribes", "firms"][*on as usize],
                n(*times)
            ),
        };
        row(&format!("month {}", event.month + 1), &what, Some(&event.origin))
    };
    regime.events.iter().map(told).collect()
}

/// The ways to regain points, with their yearly limits.
fn redemption(r: &Redemption) -> String {
    let cap = |most: Option<i16>| most.map_or(String::new(), |most| format!(" (at most {most} a year)"));
    let bought = format!("{} points a month at {} yuan each{}", r.points, n(r.price), cap(r.points_a_year));
    let worked = format!("{} points for {} hours of unpaid work a month{}", r.work, n(r.hours), cap(r.work_a_year));
    let ways = [(r.points, bought), (r.work, worked)];
    let mut ways: Vec<String> = ways.into_iter().filter(|(points, _)| *points > 0).map(|(_, what)| what).collect();
    ways.extend(r.release.map(|price| format!("off the list for {} yuan a month", n(price))));
    ways.extend((r.work_release > 0).then(|| format!("{} months off the list for a month's work", r.work_release)));
    ways.join("; ")
}

fn seen_by(audience: Audience) -> &'static str {
    match audience {
        Audience::Nobody => "nobody",
        Audience::Lenders => "lenders",
        Audience::Ties => "family and friends",
        Audience::Everybody => "everybody",
        Audience::Firms => "firms",
        Audience::Neighbours => "people who live nearby",
    }
}

fn institutions(regime: &Regime) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut add = |part: &str, what: String, origin: Option<&Origin>| rows.push(row(part, &what, origin));
    let v = &regime.visibility;
    if *v != Default::default() {
        let (list, score) = (seen_by(v.list), seen_by(v.score));
        let (announced, shaming) = (percent(v.announced), percent(v.shaming));
        let mut what = format!(
            "{list} can see who is listed; {score} can see the tier of a score; announced {announced}, shaming {shaming}"
        );
        if v.withheld > 0.0 {
            what += &format!("; the rules are withheld from {}", percent(v.withheld));
        }
        add("visibility", what, None);
    }
    let s = &regime.spillover;
    if *s != Default::default() {
        let what = format!(
            "{} points a month for each listed member of the household, {} for each listed friend",
            s.family, s.friends
        );
        add("spillover", what, None);
    }
    if let Some(r) = &regime.redemption {
        add("redemption", redemption(r), Some(&r.origin));
    }
    if let Some(p) = &regime.propaganda {
        let (i, c, s, by) = (percent(p.integrity), percent(p.care), percent(p.speech), percent(p.strength));
        add(
            "propaganda",
            format!("promotes integrity {i}, care {c}, speech {s} (50 % is neutral), strength {by}"),
            None,
        );
    }
    if let Some(r) = &regime.reviews {
        let readers = if r.online { "internet users" } else { "everybody" };
        let what = format!(
            "{} of customers write reviews; {} of reviews are false, and {} of those are taken down; read by \
             {readers}",
            percent(r.participation),
            percent(r.fake),
            percent(r.removal)
        );
        add("reviews", what, None);
    }
    if let Some(i) = &regime.inspection {
        let rate = i.rate.map_or("as many firms as by law".to_owned(), |rate| format!("{} of firms", percent(rate)));
        let notice = if i.announced { "" } else { ", without notice" };
        add("inspection", format!("{rate} a month{notice}, fine {}", by_law(i.fine)), None);
    }
    if let Some(c) = &regime.courts {
        let share = |x: Option<f32>| x.map_or("as many as by law".to_owned(), percent);
        let what = format!(
            "of false claims against helpers, {} are upheld; of refuted claims, {} are punished, fine {}",
            share(c.for_claimant),
            share(c.punishes),
            by_law(c.fine)
        );
        add("courts", what, None);
    }
    if let Some(w) = &regime.welfare {
        let what = format!(
            "income floor {} yuan a month, {} of medical bills, {} yuan a month for the old; levy {}",
            n(w.floor),
            percent(w.medical),
            n(w.elder),
            percent(w.levy)
        );
        add("welfare", what, None);
    }
    if let Some(i) = &regime.informants {
        let acts: Vec<&str> = i.acts.iter().map(|act| act.key()).collect();
        let what = format!(
            "takes reports about {}: {} yuan and {} points for a report; fines of {} yuan for detected silence ({}) \
             and {} yuan for a detected lie ({})",
            acts.join(", "),
            n(i.reward),
            i.points,
            n(i.penalty),
            percent(i.silence),
            n(i.fine),
            percent(i.check)
        );
        add("informants", what, Some(&i.origin));
    }
    if let Some(o) = &regime.officials {
        let what = format!(
            "{} yuan a month for a clean record; of bribes, {} are found out; punishment {} and loss of the post",
            n(o.bonus),
            o.detection.map_or("as many as by law".to_owned(), percent),
            by_law(o.punishment)
        );
        add("officials", what, Some(&o.origin));
        if o.prison > 0.0 {
            let what = format!("{} of those found out are in prison for {} months", percent(o.convicted), n(o.prison));
            add("prison", what, Some(&o.origin));
        }
        if let Some(f) = &o.figures {
            let what = format!(
                "judged by figures: {} yuan a month for at most {} wrongs on record per 1,000 people; up to {} of the \
                 records can be left out, and an audit finds it with {} a month",
                n(f.merit),
                n(f.target),
                percent(f.made_up),
                percent(f.audit)
            );
            add("figures", what, Some(&o.origin));
        }
    }
    if let Some(c) = &regime.costs {
        let yuan = |cost: Option<f32>| cost.map_or("0".to_owned(), n);
        let what = format!(
            "yuan for each person on file a year: {}; for each ruling: {}; for each hearing: {}; for each listed person \
             a month: {}; for each vacant post a month: {}; for each official in prison a month: {}; {} of it is paid by a levy on incomes",
            yuan(c.file),
            yuan(c.ruling),
            yuan(c.hearing),
            yuan(c.enforcement),
            yuan(c.vacant),
            yuan(c.prisoner),
            percent(c.levy.unwrap_or(0.0))
        );
        add("costs", what, Some(&c.origin));
    }
    if let Some(a) = &regime.appeal {
        let what = format!(
            "heard after {} months; granted to {} of the wrongly listed and {} of the others; costs {} yuan",
            n(a.months),
            percent(a.success),
            percent(a.mistaken),
            n(a.cost)
        );
        add("appeal", what, Some(&a.origin));
    }
    if let Some(c) = &regime.credit_bureau {
        let what = format!(
            "lenders see defaults for {} months, and {} of lenders refuse; {} of the others a month are marked by mistake; \
             {} of such marks a month are corrected",
            c.expiry,
            percent(c.refuses),
            percent(c.errors),
            percent(c.dispute)
        );
        add("credit bureau", what, Some(&c.origin));
    }
    if let Some(c) = &regime.censorship {
        let m = &c.manner;
        let what = format!(
            "criticism louder than {} of the loudest possible costs {} yuan{}; {} of the quietest is noticed",
            percent(m.tolerance),
            crate::number_format::two(m.fine.into()),
            if m.proportional { " for each unit beyond" } else { "" },
            percent(m.watching)
        );
        add("censorship", what, Some(&c.origin));
    }
    if let Some(p) = &regime.peer_rating {
        let m = &p.manner;
        let what = format!(
            "everybody rates everybody: a month's marks have a weight of {} in the mean, and {} of a mark is status; \
             {} of raters are polite, {} spiteful",
            percent(m.weight),
            percent(m.status),
            percent(m.courtesy),
            percent(m.spite)
        );
        add("peer rating", what, Some(&p.origin));
    }
    if let Some(f) = &regime.firms {
        let what = format!(
            "firms start at {} points, from {} to {}; {} of the offices' information reaches the register; {} rules, \
             {} consequences",
            f.score.start,
            f.score.least,
            f.score.most,
            percent(f.coverage),
            f.rules.len(),
            f.consequences.len()
        );
        add("firms", what, Some(&f.origin));
    }
    if let Some(r) = &regime.rollout {
        let waves: Vec<String> =
            r.waves.iter().map(|w| format!(", {} from month {}", percent(w.share), w.month + 1)).collect();
        let spread = r.spread.map_or(String::new(), |s| {
            let (alone, by_others) = (percent(s.innovation), percent(s.imitation));
            format!("; each year {alone} of the others begin by themselves and up to {by_others} by imitation")
        });
        let units = r.unit.plural();
        add("rollout", format!("{} of the {units} at first{}{spread}", percent(r.pilots), waves.concat()), None);
    }
    rows
}
