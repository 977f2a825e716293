//! Tests of the ODD text: it describes everything in the scenario, and nothing else.

use glasshouse::diagnostic::Source;
use glasshouse::engine::{EARLIER, Size};
use glasshouse::experiment::compare::Plan;
use glasshouse::experiment::odd;
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::regime::Regime;
use glasshouse::regime::own_effect::all_effects;
use glasshouse::scenario::{self, Read, catalogue};
use glasshouse::society::Society;
use glasshouse::society::behaviour::Behaviour;
use std::sync::Arc;

const SIZE: Size = Size { people: 10_000, months: 120 };

fn text_of(society: Read<Society>, regimes: Vec<Read<Regime>>) -> String {
    let manifest = Manifest {
        size: SIZE,
        seed: 7,
        replicates: 4,
        earlier: EARLIER,
        society: ManifestPart::new(&society.value.marginals.name, &society.sources),
        regimes: regimes.iter().map(|read| ManifestPart::new(&read.value.name, &read.sources)).collect(),
    };
    let plan = Plan {
        society: society.value,
        regimes: regimes.into_iter().map(|read| read.value).collect(),
        size: SIZE,
        seed: 7,
        replicates: 4,
        earlier: EARLIER,
        by: None,
    };
    odd::text(&plan, &manifest)
}

fn regime(text: &str) -> Read<Regime> {
    let source = Source { name: "mine.toml".into(), text: text.into() };
    scenario::regime_from(&[(Arc::new(source), None)]).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

/// The text of shipped regimes in a shipped society.
fn shipped(society: &str, regimes: &[&str]) -> String {
    let read = regimes.iter().map(|name| scenario::regime(name).unwrap()).collect();
    text_of(scenario::society(society).unwrap(), read)
}

/// The rows of the table under a heading such as `[[rule]]`, cell by cell.
fn rows(text: &str, table: &str) -> Vec<Vec<String>> {
    let Some((_, after)) = text.split_once(&format!("**`{table}`**")) else { return Vec::new() };
    let lines = after.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    lines.filter(|line| !line.starts_with("|---")).map(cells).collect()
}

#[test]
fn it_has_the_seven_elements_and_the_eleven_concepts_in_their_order() {
    let text = shipped("china-2018", &["no-system", "social-credit"]);
    let headings: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("## ").or(line.strip_prefix("### 4."))).collect();
    let concepts = [
        "Basic principles",
        "Emergence",
        "Adaptation",
        "Objectives",
        "Learning",
        "Prediction",
        "Sensing",
        "Interaction",
        "Stochasticity",
        "Collectives",
        "Observation",
    ];
    let concepts = concepts.iter().zip(1..).map(|(concept, k)| format!("{k} {concept}"));
    let elements = [
        "1. Purpose and patterns",
        "2. Entities, state variables, and scales",
        "3. Process overview and scheduling",
        "4. Design concepts",
    ];
    let expected = elements.map(String::from).into_iter().chain(concepts);
    let rest = ["5. Initialization", "6. Input data", "7. Submodels", "References"].map(String::from);
    assert_eq!(headings, expected.chain(rest).collect::<Vec<_>>());
}

#[test]
fn it_names_every_channel_rule_reward_and_sanction_of_every_regime_that_ships() {
    for s in catalogue::regimes() {
        let read = scenario::regime(s.name).unwrap();
        let text = shipped("lesson", &[s.name]);
        let has = |table: &str, wanted: &[(&str, String)]| {
            let rows = rows(&text, table);
            let at = |column: &str| rows[0].iter().position(|c| c.trim_matches('`') == column).expect("a column");
            let there = rows.iter().skip(1).any(|row| wanted.iter().all(|(column, value)| row[at(column)] == *value));
            assert!(there, "{}: no row of {table} has {wanted:?}", s.name);
        };
        for channel in &read.value.watch {
            has("[[watch]]", &[("channel", channel.name.clone()), ("urban", channel.urban.to_string())]);
        }
        for rule in &read.value.rules {
            has(
                "[[rule]]",
                &[("act", read.value.encounters.name(rule.act).into()), ("points", rule.points.to_string())],
            );
        }
        for (table, some) in [("[[reward]]", &read.value.rewards), ("[[sanction]]", &read.value.sanctions)] {
            for one in some {
                let all = all_effects(&read.value.effects);
                let row = all.iter().find(|row| row.effect == one.effect).unwrap();
                has(
                    table,
                    &[("effect", row.key.clone()), ("amount", one.amount.to_string()), ("unit", row.unit.clone())],
                );
            }
        }
        for (table, none) in [("rule", read.value.rules.is_empty()), ("sanction", read.value.sanctions.is_empty())] {
            assert_eq!(text.contains(&format!("**`[{table}]`.** No {table}s:")), none, "{}: {table}", s.name);
        }
    }
}

/// Rows with more or fewer cells than their head are cut or padded by renderers.
#[test]
fn every_row_has_as_many_cells_as_its_head_whatever_stands_in_the_files() {
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let odd = CAMERA.replace("'cameras'", "'a | b <i>'").replace("'They see.'", "'''One | two\n| three |'''");
    let texts = catalogue::regimes().iter().map(|s| shipped("lesson", &[s.name]));
    for text in texts.chain([text_of(scenario::society("lesson").unwrap(), vec![regime(&odd)])]) {
        let mut head = None;
        for line in text.lines() {
            head = line.starts_with('|').then(|| head.unwrap_or(cells(line)));
            assert!(head.is_none_or(|head| cells(line) == head), "{line}");
        }
        assert!(!text.contains("<i>"));
    }
}

#[test]
fn every_parameter_has_its_value_unit_range_and_source() {
    let text = shipped("china-2018", &["no-system"]);
    let mut behaviour = scenario::society("china-2018").unwrap().value.behaviour;
    for p in Behaviour::TABLE {
        let start = format!("| `{}.{}` | ", p.section, p.name);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(&start)).collect();
        let [line] = lines.as_slice() else { panic!("{start} is in {} lines", lines.len()) };
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let value = behaviour.get_mut(p.section, p.name).unwrap().to_string();
        assert_eq!((cells[1], cells[2]), (value.as_str(), p.unit), "{line}");
        assert!(cells[3].contains(" to ") && !cells[4].is_empty() && cells[5].len() > 6, "{line}");
    }
}

const CAMERA: &str = "[regime]\ntitle = 'Cameras'\ndescription = 'They see.'\nstarts = 12\nends = 60\n\
    [score]\nstart = 100\nleast = 0\nmost = 100\ntiers = [{ name = 'all', from = 0 }]\n\
    [[watch]]\nchannel = 'cameras'\nacts = ['violate']\nurban = 0.3\nrural = 0.05\nbasis = 'assumed'\n\
    [[rule]]\nact = 'violate'\npoints = -10\nbasis = 'assumed'\n";

#[test]
fn two_scenarios_that_differ_in_one_number_differ_in_its_line() {
    let text = |regime_text: &str| text_of(scenario::society("lesson").unwrap(), vec![regime(regime_text)]);
    let (ten, eleven) = (text(CAMERA), text(&CAMERA.replace("-10", "-11")));
    let differ = |a: &str, b: &str| -> Vec<String> {
        assert_eq!(a.lines().count(), b.lines().count());
        let digest = |line: &str| line.contains("BLAKE3") || line.contains("| Digest");
        a.lines().zip(b.lines()).filter(|(a, b)| a != b && !digest(a)).map(|(a, _)| a.to_owned()).collect()
    };
    assert_eq!(differ(&ten, &eleven), ["| violate | -10 | assumed |"]);
    let wider = differ(&ten, &text(&CAMERA.replace("urban = 0.3", "urban = 0.4")));
    assert!(wider.len() == 1 && wider[0].starts_with("| cameras | violate | 0.3 |"), "{wider:?}");
    assert_eq!(ten, text(CAMERA), "the same scenario gives the same text");
}

#[test]
fn a_number_of_behaviour_that_a_society_sets_is_told_with_its_origin() {
    let own = |money: &str| {
        let lesson = catalogue::societies().iter().find(|s| s.name == "lesson").unwrap();
        let text = format!("{}\n[override.decision]\nmoney = {money}\n[override.purchase]\nrate = 0\n", lesson.text);
        let source = Arc::new(Source { name: "mine.toml".into(), text });
        text_of(scenario::society_from(source).unwrap(), vec![scenario::regime("no-system").unwrap()])
    };
    let text = own("3.25");
    let line = text.lines().find(|line| line.starts_with("| `decision.money` |")).unwrap();
    assert!(
        line.starts_with("| `decision.money` | 3.25 |") && line.ends_with("| set by the society's own file |"),
        "{line}"
    );
    assert!(text.contains("| `purchase` | off: purchase.rate is 0 |"), "an encounter without occasions is off");
    assert_ne!(text, own("3.5"));
}

#[test]
fn what_is_on_follows_from_the_regimes() {
    let row = |text: &str, key: &str| {
        let start = format!("| `{key}` | ");
        text.lines().find(|line| line.starts_with(&start)).unwrap()[start.len()..].to_owned()
    };
    let law = shipped("lesson", &["no-system"]);
    let both = shipped("lesson", &["no-system", "informants", "nosedive"]);
    for (key, section, regime) in [("informing", "[informants]", "informants"), ("rating", "[peer_rating]", "nosedive")]
    {
        assert!(row(&law, key).starts_with(&format!("off: no regime here has `{section}`")), "{}", row(&law, key));
        assert!(row(&both, key).starts_with(&format!("under `{regime}` |")), "{}", row(&both, key));
    }
    assert!(law.contains("No regime here has channels") && law.contains("does nothing at any time"));
    assert!(law.contains("they were not looked for") || law.contains("They were not looked for in the society"));
    assert!(law.contains("(\"during\")") && both.contains("(\"after\")"));
}

#[test]
fn parts_of_a_composed_regime_are_all_told_and_what_is_left_out_is_not() {
    let text = shipped("lesson", &["reviews + welfare"]);
    assert!(text.contains("It has: `[reviews]` and `[welfare]`."), "{text}");
    let text = shipped("lesson", &["social-credit without spillover"]);
    assert!(!text.contains("**`[spillover]`**") && text.contains("**`[redemption]`**"));
}

#[test]
fn a_roll_out_is_told_with_its_waves() {
    let text = shipped("lesson", &["social-credit + pilots"]);
    assert!(text.contains("in a share of the counties: ") && text.contains("**`[rollout]`**"), "{text}");
}
