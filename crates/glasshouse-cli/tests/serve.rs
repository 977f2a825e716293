//! Tests of the live page: a run equals that of the command line, and can be changed while it goes on.

mod served;

use glasshouse::scenario::catalogue::Kind;
use served::{Reply, SMALL, alone, order, quoted, regime, serve, sheet, shipped};
use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn mistakes_come_back_with_their_places_and_nothing_is_run() {
    let s = serve("serve-mistakes");
    let wrong = "[regime]\ntitle = \"a\"\n[score]\nstrat = 1\n";
    let Reply(status, _, body) = s.post("/api/check", &alone("mine", wrong));
    assert_eq!(status, 200);
    assert!(body.contains("\"from\": 29,\"to\": 34,\"line\": 4") && body.contains("start"), "{body}");
    let ask = |more: &str, text: &str| s.post("/api/runs", &order(more, &[alone("mine", text)]));
    let refused = ask(SMALL, wrong).2;
    assert!(refused.contains("findings") && !refused.contains("\"id\""), "{refused}");
    let fine = regime("welfare");
    for more in [
        SMALL.replace("1000", "999"),
        SMALL.replace("1000", "1e99"),
        SMALL.replace("1000", "-5"),
        SMALL.replace("\"years\":2", "\"years\":0"),
        SMALL.replace("\"replicates\":2", "\"replicates\":1000"),
        SMALL.replace("\"years\":2", "\"years\":1"),
        format!("{SMALL},\"by\":\"luck\""),
    ] {
        assert_eq!(ask(&more, &fine).0, 422, "{more}");
    }
    let unknown = order(SMALL, &[alone("mine", &fine)]).replace("\"name\":\"lesson\"", "\"name\":\"/etc/passwd\"");
    assert_eq!(s.post("/api/runs", &unknown).0, 422);
    let twice = [alone("mine", &fine), alone("mine", &fine)];
    assert_eq!(s.post("/api/runs", &order(SMALL, &twice)).0, 422);
    assert_eq!(s.get("/api/reports").2, "[]");
}

#[test]
fn runs_are_paused_and_given_up_and_a_third_waits_for_its_turn() {
    let s = serve("serve-control");
    let slow = SMALL.replace("\"pace\":0", "\"pace\":5").replace("\"years\":2", "\"years\":30");
    let text = regime("no-system");
    let (a, b) = (s.start(&slow, &[("a", &text)]), s.start(&slow, &[("b", &text)]));
    let third = s.start(SMALL, &[("third", &text)]);
    s.wait(&third, "\"waiting\"");
    assert_eq!(s.post(&format!("/api/runs/{a}/pause"), "{}").0, 200);
    let paused = s.wait(&a, "\"paused\"");
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(s.get(&format!("/api/runs/{a}/summary")).2, paused, "nothing goes on while it is paused");
    s.post(&format!("/api/runs/{a}/resume"), "{}");
    s.wait(&a, "\"running\"");
    for id in [&a, &b] {
        s.post(&format!("/api/runs/{id}/cancel"), "{}");
        s.wait(id, "\"cancelled\"");
    }
    assert!(!s.get("/api/reports").2.contains(&a), "a run given up leaves no report");
    s.wait(&third, "\"done\"");
    assert!(third != a && third != b, "nor does another get its name");
}

#[test]
fn a_run_that_was_switched_off_is_repeated_by_its_file_to_the_last_byte() {
    let s = serve("serve-off");
    let slow = SMALL.replace("\"pace\":0", "\"pace\":20").replace("\"years\":2", "\"years\":3");
    let id = s.start(&slow, &[("no-system", &regime("no-system")), ("social-credit", &regime("social-credit"))]);
    s.wait(&id, "\"month\": 14");
    assert_eq!(s.post(&format!("/api/runs/{id}/off"), "{\"regime\":2}").0, 422);
    s.post(&format!("/api/runs/{id}/off"), "{\"regime\":1}");
    let told = s.wait(&id, "\"done\"");
    let off: u32 = told.split("\"switched\": [null,").nth(1).unwrap().split(']').next().unwrap().parse().unwrap();
    assert!((14..36).contains(&off), "{told}");
    let run = s.out.join(&id);
    assert!(fs::read_to_string(run.join("regime-2/social-credit.toml")).unwrap().contains(&format!("\nends = {off} ")));
    comes_out_again(&run, &["summary.csv", "series.parquet"]);
    // A life and the list are looked up in that run, as it was switched.
    let path = format!("/api/runs/{id}/person?person=8&month={off}&regimes=0,1");
    let Reply(status, _, life) = s.get(&path);
    assert_eq!(status, 200, "{life}");
    assert!(life.contains("until month") && life.contains("There are no points"), "{life}");
    assert_eq!(s.get(&format!("/api/runs/{id}/list?person=8&month=14&regime=1")).0, 200);
    assert_eq!(s.get(&format!("/api/runs/{id}/person?person=1000&month=1&regimes=0")).0, 422);
}

/// The command of a run's report gives the same files, byte for byte.
fn comes_out_again(run: &Path, files: &[&str]) {
    let report = fs::read_to_string(run.join("report.html")).unwrap();
    let command = report.split("<pre>glasshouse ").nth(1).unwrap().split("</pre>").next().unwrap();
    let command = command.replace("&#39;", "'").replace("&apos;", "'");
    let line = format!("exec '{}' {command} --out again", env!("CARGO_BIN_EXE_glasshouse"));
    let again = Command::new("sh").args(["-c", &line]).current_dir(run).output().unwrap();
    assert!(again.status.success(), "{command}: {}", String::from_utf8_lossy(&again.stderr));
    for name in files {
        assert!(
            fs::read(run.join(name)).unwrap() == fs::read(run.join("again").join(name)).unwrap(),
            "{name}: {command}"
        );
    }
}

#[test]
fn composed_regimes_in_an_edited_society_by_group_come_out_as_on_the_command_line() {
    let s = serve("serve-composed");
    let part = |name: &str, text: &str, without: Option<&str>| {
        let sheet = sheet(name, text);
        without.map_or(sheet.clone(), |section| sheet.replacen('{', &format!("{{\"without\":\"{section}\","), 1))
    };
    let of = |parts: &[String]| format!("{{\"parts\":[{}]}}", parts.join(","));
    let own = regime("reviews").replacen("title = \"", "title = \"Our ", 1);
    let regimes = [
        of(&[part("no-system", &regime("no-system"), None)]),
        of(&[part("social-credit", &regime("social-credit"), Some("spillover")), part("ours", &own, None)]),
        of(&[part("social-credit", &regime("social-credit"), None)]),
    ];
    let slow = SMALL.replace("\"pace\":0", "\"pace\":20").replace("\"years\":2", "\"years\":3");
    let lesson = shipped(Kind::Society, "lesson");
    let town = lesson.replacen("[urban]\nvalue = 0.5", "[urban]\nvalue = 0.8", 1);
    assert!(town != lesson);
    for by in ["income", "county"] {
        let more = format!("{slow},\"by\":\"{by}\"").replace("\"people\":1000", "\"people\":5000");
        let body = order(&more, &regimes).replace(&quoted(&lesson), &quoted(&town));
        let id = s.start_of(&body);
        s.wait(&id, "\"month\": 14");
        s.post(&format!("/api/runs/{id}/off"), "{\"regime\":1}");
        let Reply(status, _, groups) = s.get(&format!("/api/runs/{id}/groups?measure=honest_trade&seen=0"));
        assert!(status == 200 && groups.contains(&format!("\"by\": \"{by}\"")), "{groups}");
        assert_eq!(groups.contains("poorest"), by == "income", "{groups}");
        assert_eq!(groups.contains("provinces"), by == "county", "{groups}");
        assert_eq!(s.get(&format!("/api/runs/{id}/groups?measure=nonsense")).0, 404);
        let told = s.wait(&id, "\"done\"");
        assert!(told.contains("\"switched\": [null,1") || told.contains("\"switched\": [null,2"), "{told}");
        let run = s.out.join(&id);
        assert!(run.join("lesson.toml").is_file() && run.join("regime-2/ours.toml").is_file());
        comes_out_again(&run, &["summary.csv", "series.parquet", "groups.csv", "groups.parquet"]);
        assert_eq!(s.get(&format!("/api/runs/{id}/person?person=8&month=20&regimes=1,2")).0, 200);
    }
}

#[test]
fn regimes_that_contradict_each_other_are_told_with_the_part() {
    let s = serve("serve-conflict");
    let other = regime("social-credit").replacen("start = ", "start = 1", 1);
    let body = format!("{{\"parts\":[{},{}]}}", sheet("social-credit", &regime("social-credit")), sheet("b", &other));
    let Reply(status, _, told) = s.post("/api/check", &body);
    assert_eq!(status, 200);
    assert!(told.contains("contradict each other") && told.contains("\"part\": 1"), "{told}");
    assert!(s.post("/api/runs", &order(SMALL, &[body])).2.contains("contradict"), "nor is it run");
}

#[test]
fn figures_come_while_it_runs_and_the_same_as_at_the_end() {
    let s = serve("serve-stream");
    let id = s.start(SMALL, &[("no-system", &regime("no-system")), ("welfare", &regime("welfare"))]);
    let Reply(status, head, body) = s.get(&format!("/api/runs/{id}/stream?from=0"));
    assert_eq!(status, 200);
    assert!(head.contains("text/event-stream"));
    assert_eq!(body.matches("{\"month\": ").count(), 24);
    assert!(body.trim_end().rsplit("event: ").next().unwrap().starts_with("end"));
    let late = s.get(&format!("/api/runs/{id}/stream?from=20")).2;
    assert_eq!(late.matches("{\"month\": ").count(), 4);
    assert!(s.get(&format!("/api/runs/{id}/windows")).2.contains("\"during\""));
    assert_eq!(s.get("/api/runs/run-999/stream").0, 404);
}

#[cfg(unix)]
#[test]
fn it_stops_cleanly_when_it_is_asked_to() {
    let mut s = serve("serve-stop");
    let slow = SMALL.replace("\"pace\":0", "\"pace\":1");
    s.start(&slow, &[("no-system", &regime("no-system"))]);
    let kill = Command::new("kill").args(["-INT", &s.child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let since = Instant::now();
    let status = loop {
        match s.child.try_wait().unwrap() {
            Some(status) => break status,
            None => assert!(since.elapsed() < Duration::from_secs(20), "it does not stop"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
    assert!(TcpStream::connect(("127.0.0.1", s.port)).is_err(), "no answer any more");
}
