//! ODD, element 2: entities, state variables, and scales.

use super::markdown::{counted, list, table, whole};
use super::scenario::{Scenario, can_list};
use crate::regime::Regime;
use crate::society::assessment_rule::Assessment;
use crate::society::geography::NEIGHBOURHOOD;
use crate::society::traits::PERSONS_PER_FIRM;

pub(super) fn text(all: &Scenario) -> String {
    let plan = all.plan;
    format!(
        "## 2. Entities, state variables, and scales\n\n### Entities\n\nNumbers are those of the first society drawn; shares are \
         those in the society's file.\n\n{}\n### State variables\n\nTraits of a person are functions of the \
         seed, her number and the month. They are town or country, age band, schooling, income, income fifth, car, internet, public post, \
         infant, child of school age, temperaments in three domains, political leaning, sensitivity to shame, taste, and the \
         place of her five decision weights in their spread. The three domains are integrity (honest dealing and keeping the \
         rules), care (helping) and speech (speaking one's mind).\n\n{}\n### Scales\n\nA step is a month; a run has {}, after {} \
         under the law alone. Space is nested (household, neighbourhood, county, province), without \
         distances. Ties link about ten others to each person: her household, neighbours, three persons elsewhere in the \
         county and one anywhere. Friends of friends are often friends, some people are more sociable than others, and ties \
         join people alike in age and schooling as far as published (model.md, \"Ties\"). The population is closed: nobody \
         moves. People grow older and die by a life table; a place that falls vacant is taken in the next month by somebody of \
         18 of the same household, who takes norms and trust from home and neighbourhood. Households have children, fewer \
         later on (model.md, \"Lives\").\n",
        table(["Entity", "Number", "What it is"], entities(all)),
        table(["Of", "Variable", "What it is, and its range", "Under"], state(all)),
        counted(plan.size.months.into(), "month", "months"),
        counted(plan.earlier.into(), "month", "months"),
    )
}

fn entities(all: &Scenario) -> Vec<Vec<String>> {
    let plan = all.plan;
    let map = plan.population(0).map();
    let m = &plan.society.marginals;
    let adults: f64 = m.household_adults.value.iter().zip(1..).map(|(share, adults)| share * f64::from(adults)).sum();
    let about = |number: f64| format!("about {}", whole(number.round() as u64));
    let people = plan.size.people as f64;
    // Counties of a province follow each other, so a new one begins wherever the number changes.
    let mut provinces: Vec<u32> = (0..map.counties).map(|county| map.province(county)).collect();
    provinces.dedup();
    let towns: usize = (0..map.counties).map(|county| map.towns(county).count()).sum();
    let row = |what: &str, number: String, is: String| vec![what.to_owned(), number, is];
    vec![
        row("person", whole(plan.size.people), "an adult; acts, learns, is seen and judged".into()),
        row("household", about(people / adults), "1 to 4 adults; shares income, infant and child; family ties".into()),
        row(
            "neighbourhood",
            whole(map.neighbourhoods.into()),
            format!("at most {NEIGHBOURHOOD} persons: most acquaintances, the firms, norms of approval"),
        ),
        row(
            "town",
            whole(towns as u64),
            "10 to 19 neighbourhoods of a county, or all of a small one: people who can meet".into(),
        ),
        row("county", whole(map.counties.into()), "where a regime begins or not".into()),
        row("province", whole(provinces.len() as u64), "where rules of a regime can differ".into()),
        row(
            "firm",
            about(people / PERSONS_PER_FIRM as f64),
            "sells the staple; its owner is a person, who decides whether it is honest".into(),
        ),
        row("official", about(people * m.officials.value), "a person with a public post; decides cases".into()),
        row("state", "1".into(), "the law, an account, and the regime if one is in force".into()),
        row("rest of the economy", "1".into(), "an account: pays wages, receives spending".into()),
    ]
}

/// The variables that change, to the extent that this scenario has them.
fn state(all: &Scenario) -> Vec<Vec<String>> {
    let ways = &all.plan.society.ways;
    let mut rows = Vec::new();
    let mut add = |of: &str, variable: &str, what: &str, under: &str| {
        rows.push([of, variable, what, under].map(String::from).to_vec());
    };
    let always = "always";
    add("person", "y", "own norm in each domain, 0 to 1", always);
    add("person", "$\\tilde{x}$", "what she thinks others do in each domain, 0 to 1", always);
    add("person", "T", "trust in a stranger about whom nothing is known, 0 to 1", always);
    add("person", "F", "the chance of being found out by the regime that she expects in each sphere, 0 to 1", always);
    add("person", "s", "private approval of the government, also its legitimacy in her eyes, 0 to 1", always);
    match ways.opinions {
        Assessment::Public => add("person", "reputation", "what the neighbourhood says of her, 0 to 1", always),
        Assessment::Private => add("pair of neighbours", "opinion", "what each thinks of each: good or bad", always),
    }
    if ways.council.is_some() {
        add("person", "votes", "votes of the council's members so far in this term", always);
    }
    add("person", "savings", "whole yuan, never below 0", always);
    add("person", "debt", "instalments of a loan that are outstanding, and whether she pays", always);
    add("person", "public byte", "what her ties saw of her last month: wrongs, help, speech, list, sanctions", always);
    let mut under = |of: &str, variable: &str, what: &str, is: &dyn Fn(&Regime) -> bool| {
        let names = all.under(is);
        if !names.is_empty() {
            add(of, variable, what, &list(&names));
        }
    };
    let scored = |r: &Regime| r.score.is_some();
    under("person", "score", "points, and the same by perfect sight (\"deserved\")", &scored);
    under("person", "months listed", "months left on the list, and the same by perfect sight", &can_list);
    under("person", "standing", "tier of the score, listed or not", &|r| scored(r) || can_list(r));
    let repeats = |r: &Regime| r.rules.iter().any(|rule| rule.repeat != 0);
    under("person", "ruled against", "whether there was a ruling against her before", &repeats);
    under("person", "points by span", "points that will lapse", &|r| {
        r.score.as_ref().is_some_and(|s| s.expiry.is_some())
    });
    under("person", "reports under way", "acts that channels saw and have not yet reported", &|r| {
        r.watch.iter().any(|c| c.delay > 0)
    });
    let capped = |r: &Regime| r.redemption.as_ref().is_some_and(|r| r.points_a_year.or(r.work_a_year).is_some());
    under("person", "times this year", "how often points were won back this year", &capped);
    under("person", "credit mark", "months for which lenders see a broken loan", &|r| r.credit_bureau.is_some());
    under("firm", "score, months listed", "as for persons, and the same by perfect sight", &|r| r.firms.is_some());
    under("neighbourhood", "informers", "its belief about how many people inform", &|r| r.informants.is_some());
    add("neighbourhood", "$\\tilde{y}$", "what it approves of in each domain, 0 to 1", always);
    add("neighbourhood", "records of firms", "praise of and complaints about each firm", always);
    add("neighbourhood", "lenders' memory", "share of instalments recently not paid, 0 to 1", always);
    add("neighbourhood", "officials", "lost posts, and share of cases recently settled by a bribe", always);
    add(
        "country",
        "news",
        "how strangers treat each other, honest dealing, scandals of trade, officials found out; each 0 to 1",
        always,
    );
    add("country", "accounts", "of the state and of the rest of the economy, whole yuan", always);
    rows
}
