//! Who is let in by `glasshouse serve`, what is refused, and does a run of the page come out as on the command line?

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program that serves, and a browser that was let in.
struct Served {
    child: Child,
    port: u16,
    link: String,
    cookie: String,
    out: PathBuf,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Status, head and body.
struct Reply(u16, String, String);

fn serve(name: &str) -> Served {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&out);
    let mut child = Command::new(env!("CARGO_BIN_EXE_glasshouse"))
        .args(["serve", "--threads", "2", "--out", out.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let link = lines.find_map(|l| Some(l.unwrap().trim().to_owned()).filter(|l| l.starts_with("http"))).unwrap();
    // What follows is read away, so that the program is never held up by a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    let port = link.split(':').nth(2).unwrap().split('/').next().unwrap().parse().unwrap();
    let mut served = Served { child, port, link, cookie: String::new(), out };
    let path = served.link.split_once(&served.port.to_string()).unwrap().1.to_owned();
    let Reply(status, head, _) = served.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", served.host()));
    assert_eq!(status, 303, "{head}");
    let set = head.lines().find_map(|l| l.strip_prefix("Set-Cookie: ")).unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    served.cookie = set.split(';').next().unwrap().to_owned();
    served
}

impl Served {
    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends bytes as they are.
    fn ask(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A request that is refused early may not be taken to its end.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        for guard in ["Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff"] {
            assert!(head.contains(guard), "`{guard}` is on every answer, but not on: {text}");
        }
        assert!(!head.to_lowercase().contains("access-control-allow"), "{head}");
        Reply(status, head.to_owned(), body.to_owned())
    }

    fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.host(), self.cookie))
    }

    fn post(&self, path: &str, body: &str) -> Reply {
        let own = format!("Origin: http://{}\r\nContent-Type: application/json", self.host());
        self.post_as(path, body, &own)
    }

    fn post_as(&self, path: &str, body: &str, headers: &str) -> Reply {
        let (host, cookie, length) = (self.host(), &self.cookie, body.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    /// Starts a run, and gives its name.
    fn start(&self, more: &str, regimes: &[(&str, &str)]) -> String {
        let regimes: Vec<String> =
            regimes.iter().map(|(name, text)| format!("{{\"name\":\"{name}\",\"text\":{}}}", quoted(text))).collect();
        let body = format!("{{\"society\":\"lesson\",{more},\"regimes\":[{}]}}", regimes.join(","));
        let Reply(status, _, body) = self.post("/api/runs", &body);
        assert_eq!(status, 200, "{body}");
        body.split("\"id\": \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// Waits until the state of a run has these words in it.
    fn wait(&self, id: &str, words: &str) -> String {
        let since = Instant::now();
        loop {
            let Reply(_, _, body) = self.get(&format!("/api/runs/{id}/summary"));
            if body.contains(words) {
                return body;
            }
            assert!(since.elapsed() < Duration::from_secs(120), "never `{words}`: {body}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn regime(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes");
    fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap()
}

const SMALL: &str = "\"people\":1000,\"years\":2,\"replicates\":2,\"seed\":1,\"pace\":0";

#[test]
fn only_its_own_address_is_answered() {
    let s = serve("serve-host");
    let (own, cookie) = (s.host(), s.cookie.clone());
    for host in [own.clone(), format!("localhost:{}", s.port)] {
        assert_eq!(s.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n")).0, 200, "{host}");
    }
    let port = s.port;
    let strange = [
        "example.org".into(),
        format!("example.org:{port}"),
        "127.0.0.1".into(),
        "localhost".into(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("LOCALHOST:{port}"),
        format!("localhost.:{port}"),
        format!("0.0.0.0:{port}"),
        format!("2130706433:{port}"),
        format!("0177.0.0.1:{port}"),
        format!("127.1:{port}"),
        format!("user@127.0.0.1:{port}"),
        format!("127.0.0.1:{port}.example.org"),
        format!("[::1]:{port}"),
        String::new(),
    ];
    for host in strange {
        let Reply(status, _, body) =
            s.ask(&format!("GET /api/shelf HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"));
        assert_eq!(status, 403, "{host}: {body}");
        assert!(!body.contains("societies"), "{host}");
    }
    let twice = format!("GET / HTTP/1.1\r\nHost: {own}\r\nHost: example.org\r\nCookie: {cookie}\r\n\r\n");
    assert_eq!(s.ask(&twice).0, 400);
    assert_eq!(s.ask(&format!("GET / HTTP/1.1\r\nCookie: {cookie}\r\n\r\n")).0, 403);
}

#[test]
fn only_who_has_the_link_comes_in_and_a_link_is_good_once() {
    let s = serve("serve-token");
    for cookie in ["", "glasshouse=1", &format!("glasshouse-{}=00000000000000000000000000000000", s.port)] {
        let Reply(status, _, body) =
            s.ask(&format!("GET /api/shelf HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", s.host()));
        assert_eq!(status, 401, "{cookie}");
        assert!(body.contains("terminal"), "{body}");
    }
    let path = s.link.split_once(&s.port.to_string()).unwrap().1;
    let again = s.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", s.host()));
    assert_eq!(again.0, 401);
    assert!(again.2.contains("used before"), "{}", again.2);
    assert_eq!(s.get("/api/shelf").0, 200, "the first browser stays in");
}

#[test]
fn only_its_own_page_may_ask_for_work() {
    let s = serve("serve-origin");
    let body = "{\"name\":\"a\",\"text\":\"\"}";
    let own = format!("http://{}", s.host());
    let json = "Content-Type: application/json";
    assert_eq!(s.post("/api/check", body).0, 200);
    for origin in [
        "http://example.org",
        "null",
        "https://127.0.0.1",
        &format!("{own}.example.org"),
        &own.replace("127.0.0.1", "localhost"),
    ] {
        assert_eq!(s.post_as("/api/check", body, &format!("Origin: {origin}\r\n{json}")).0, 403, "{origin}");
    }
    assert_eq!(s.post_as("/api/check", body, json).0, 403, "without an origin");
    for site in ["cross-site", "same-site"] {
        let headers = format!("Origin: {own}\r\nSec-Fetch-Site: {site}\r\n{json}");
        assert_eq!(s.post_as("/api/check", body, &headers).0, 403, "{site}");
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json2"] {
        let headers = format!("Origin: {own}\r\nContent-Type: {kind}");
        assert_eq!(s.post_as("/api/check", body, &headers).0, 415, "{kind}");
    }
}

#[test]
fn what_is_no_sound_request_is_refused_and_the_program_lives_on() {
    let s = serve("serve-limits");
    let (host, cookie) = (s.host(), s.cookie.clone());
    let own = format!("Host: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\nContent-Type: application/json");
    let long = "a".repeat(70_000);
    let many: String = (0..101).map(|i| format!("X-{i}: 1\r\n")).collect();
    for (request, status) in [
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 3000000\r\n\r\n"), 413),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: -1\r\n\r\n"), 400),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 99999999999999999999999\r\n\r\n"), 413),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\n\r\n"), 411),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}"), 400),
        (
            format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{{}}"),
            411,
        ),
        (format!("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\n{many}\r\n"), 431),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n"), 431),
        (format!("DELETE / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        (format!("OPTIONS / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        ("\u{0}\u{1}\u{2}\r\n\r\n".into(), 400),
        (format!("GET / HTTP/9.9\r\nHost: {host}\r\n\r\n"), 400),
    ] {
        let Reply(told, _, body) = s.ask(&request);
        assert_eq!(told, status, "{}: {body}", request.chars().take(60).collect::<String>());
    }
    for body in ["", "[", "[]", "{}", "{\"name\":1}", "{\"name\":\"../x\",\"text\":\"\"}", &"[".repeat(100_000)] {
        assert!((400..=422).contains(&s.post("/api/check", body).0), "{}", &body[..body.len().min(40)]);
    }
    assert_eq!(s.get("/api/shelf").0, 200);
}

#[test]
fn no_file_outside_the_folder_of_runs_can_be_read() {
    let s = serve("serve-paths");
    let id = s.start(SMALL, &[("no-system", &regime("no-system"))]);
    s.wait(&id, "\"done\"");
    assert_eq!(s.get(&format!("/runs/{id}/report.html")).0, 200);
    fs::write(s.out.join("secret.txt"), "secret").unwrap();
    fs::write(s.out.join(&id).join("secret.txt"), "secret").unwrap();
    #[cfg(unix)]
    {
        fs::create_dir(s.out.join("run-77")).unwrap();
        std::os::unix::fs::symlink(s.out.join("secret.txt"), s.out.join("run-77/report.html")).unwrap();
        std::os::unix::fs::symlink(s.out.join(&id), s.out.join("run-78")).unwrap();
    }
    for path in [
        "/runs/../secret.txt",
        "/runs/run-1/../../secret.txt",
        "/runs/run-1/secret.txt",
        "/runs/run-1/..%2f..%2fsecret.txt",
        "/runs/%2e%2e/secret.txt",
        "/runs//etc/passwd",
        "/runs/run-1//etc/passwd",
        "/runs/run-77/report.html",
        "/runs/run-78/report.html",
        "/runs/run-01/report.html",
        "/runs/run-1/report.html/",
        "/runs/run-1/report.html%00",
        "/../Cargo.toml",
        "//etc/passwd",
        "/..\\..\\secret.txt",
        "/runs/run-1\\report.html",
        "/api/runs/../../secret.txt",
    ] {
        let Reply(status, _, body) = s.get(path);
        assert!([400, 404].contains(&status), "{path}: {status}");
        assert!(!body.contains("secret\n") && body != "secret" && !body.contains("root:"), "{path}: {body}");
    }
}

#[test]
fn mistakes_come_back_with_their_places_and_nothing_is_run() {
    let s = serve("serve-mistakes");
    let wrong = "[regime]\ntitle = \"a\"\n[score]\nstrat = 1\n";
    let Reply(status, _, body) = s.post("/api/check", &format!("{{\"name\":\"mine\",\"text\":{}}}", quoted(wrong)));
    assert_eq!(status, 200);
    assert!(body.contains("\"from\": 29,\"to\": 34,\"line\": 4") && body.contains("start"), "{body}");
    let ask = |more: &str, text: &str| {
        let body =
            format!("{{\"society\":\"lesson\",{more},\"regimes\":[{{\"name\":\"mine\",\"text\":{}}}]}}", quoted(text));
        s.post("/api/runs", &body)
    };
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
    ] {
        assert_eq!(ask(&more, &fine).0, 422, "{more}");
    }
    let society = format!("{{\"society\":\"/etc/passwd\",{SMALL},\"regimes\":[]}}");
    assert_eq!(s.post("/api/runs", &society).0, 422);
    assert_eq!(s.get("/api/reports").2, "[]");
}

#[test]
fn runs_are_paused_given_up_and_no_more_than_two_at_a_time() {
    let s = serve("serve-control");
    let slow = SMALL.replace("\"pace\":0", "\"pace\":5").replace("\"years\":2", "\"years\":30");
    let text = regime("no-system");
    let (a, b) = (s.start(&slow, &[("a", &text)]), s.start(&slow, &[("b", &text)]));
    let third =
        format!("{{\"society\":\"lesson\",{slow},\"regimes\":[{{\"name\":\"c\",\"text\":{}}}]}}", quoted(&text));
    assert_eq!(s.post("/api/runs", &third).0, 429);
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
    assert_eq!(s.get("/api/reports").2, "[]", "what was given up leaves no report");
    let c = s.start(SMALL, &[("c", &text)]);
    assert!(c != a && c != b, "nor lends its name to another");
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
    assert!(fs::read_to_string(run.join("social-credit.toml")).unwrap().contains(&format!("\nends = {off} ")));
    let report = fs::read_to_string(run.join("report.html")).unwrap();
    let command = report.split("<pre>glasshouse ").nth(1).unwrap().split("</pre>").next().unwrap();
    let again = Command::new(env!("CARGO_BIN_EXE_glasshouse"))
        .args(command.split(' '))
        .args(["--out", "again"])
        .current_dir(&run)
        .output()
        .unwrap();
    assert!(again.status.success(), "{command}: {}", String::from_utf8_lossy(&again.stderr));
    for name in ["summary.csv", "series.parquet"] {
        assert!(fs::read(run.join(name)).unwrap() == fs::read(run.join("again").join(name)).unwrap(), "{name}");
    }
    // A life and the list are looked up in that run, as it was switched.
    let path = format!("/api/runs/{id}/person?person=8&month={off}&regimes=0,1");
    let Reply(status, _, life) = s.get(&path);
    assert_eq!(status, 200, "{life}");
    assert!(life.contains("until month") && life.contains("Nobody keeps points"), "{life}");
    assert_eq!(s.get(&format!("/api/runs/{id}/list?person=8&month=14&regime=1")).0, 200);
    assert_eq!(s.get(&format!("/api/runs/{id}/person?person=1000&month=1&regimes=0")).0, 422);
}

#[test]
fn who_is_slow_holds_up_nobody_and_is_cut_off() {
    let s = serve("serve-slow");
    let slow: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", s.port)).unwrap();
            stream.write_all(b"GET / HT").unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            stream
        })
        .collect();
    let since = Instant::now();
    assert_eq!(s.get("/api/runs").0, 200);
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    for mut stream in slow {
        let mut told = String::new();
        stream.read_to_string(&mut told).expect("the line is cut");
        assert!(told.starts_with("HTTP/1.1 408"), "{told}");
    }
    assert!(since.elapsed() < Duration::from_secs(15), "{:?}", since.elapsed());
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
    assert!(TcpStream::connect(("127.0.0.1", s.port)).is_err(), "nobody answers any more");
}
