//! Tests of access to `glasshouse serve`: admission, refusal and resilience (pass marks 15, 23 and 24).
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

mod served;

use glasshouse::scenario::catalogue::Kind;
use served::{Reply, SMALL, alone, order, regime, serve, shipped};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// Names under which the program could be reached, or made reachable, and must not answer.
fn strange_hosts(port: u16) -> Vec<String> {
    let names = "example.org evil.127.0.0.1.nip.io LOCALHOST Localhost localhost. localhost.localdomain ip6-localhost \
        0.0.0.0 0 127.1 127.0.1 127.0.0.2 127.255.255.254 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 \
        127.0.0.1. 127.0.0.01 127.000.000.001 ::1 [::1] [::] [::ffff:127.0.0.1] [0:0:0:0:0:0:0:1] [::ffff:7f00:1] \
        user@127.0.0.1 user:word@127.0.0.1 127.0.0.1@example.org 127.0.0.1%00 127.0.0.1%2e 127.0.0.1/ 127.0.0.1# \
        127.0.0.1? 127.0.0.1\\ localhost,127.0.0.1 http://127.0.0.1 //127.0.0.1 *.127.0.0.1 * - _ . .. \
        \u{ff11}27.0.0.1 loc\u{430}lhost loca\u{200b}lhost 192.168.0.1 10.0.0.1 169.254.169.254 host.docker.internal";
    let mut hosts: Vec<String> = names.split_whitespace().map(|name| format!("{name}:{port}")).collect();
    hosts.extend(["127.0.0.1", "localhost", "example.org", "", ":", "127.0.0.1:", "localhost:"].map(str::to_owned));
    for ending in ["0", "00", ".", ".example.org", "@example.org", "/", "?", "#", "%20", ":80", "\t1"] {
        hosts.push(format!("127.0.0.1:{port}{ending}"));
    }
    hosts.push(format!("127.0.0.1:0{port}"));
    hosts.push(format!("127.0.0.1:+{port}"));
    hosts.push(format!("127.0.0.1 :{port}"));
    hosts.push(format!("127.0.0.1:{}", port ^ 1));
    hosts.push(format!("127.0.0.1:{}", u32::from(port) + 65_536));
    hosts.push(format!("localhost:{port}, example.org"));
    hosts
}

/// Pages that may not request anything.
fn strange_origins(host: &str, port: u16) -> Vec<String> {
    let all = "null file:// about:blank data: blob: http:// https:// http https http:/// * example.org http://example.org \
        https://example.org http://localhost http://127.0.0.1 https://127.0.0.1 http://[::1] http://0.0.0.0 \
        http://user@127.0.0.1 chrome-extension://abcdefgh moz-extension://a-b vscode-webview://x ws://127.0.0.1 \
        ftp://127.0.0.1 capacitor://localhost ionic://localhost app://local http://xn--lclhost-8fg";
    let mut origins: Vec<String> = all.split_whitespace().map(str::to_owned).collect();
    for scheme in ["https", "ws", "wss", "HTTP", "Http", "file", "ftp"] {
        origins.push(format!("{scheme}://{host}"));
    }
    for ending in ["/", ".example.org", "@example.org", "0", "/x", "?x", "#x", ":80", " http://example.org", ","] {
        origins.push(format!("http://{host}{ending}"));
    }
    for other in ["localhost", "LOCALHOST", "127.1", "[::1]", "0.0.0.0", "2130706433", "user@127.0.0.1", "example.org"]
    {
        origins.push(format!("http://{other}:{port}"));
    }
    origins.push(format!("http://127.0.0.1:{}", port ^ 1));
    origins
}

#[test]
fn only_its_own_address_is_answered() {
    let s = serve("serve-host");
    let (own, cookie) = (s.host(), s.cookie.clone());
    for host in [own.clone(), format!("localhost:{}", s.port)] {
        assert_eq!(s.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n")).0, 200, "{host}");
    }
    let hosts = strange_hosts(s.port);
    assert!(hosts.len() >= 60, "{}", hosts.len());
    for host in hosts {
        for path in ["/api/shelf", "/", "/api/runs"] {
            let Reply(status, _, body) =
                s.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"));
            assert!([400, 403].contains(&status), "{host}: {status} {body}");
            assert!(!body.contains("societies") && !body.contains("<html"), "{host}");
        }
    }
    for other in ["example.org", &own, "localhost"] {
        let twice = format!("GET / HTTP/1.1\r\nHost: {own}\r\nHost: {other}\r\nCookie: {cookie}\r\n\r\n");
        assert_eq!(s.ask(&twice).0, 400, "{other}");
    }
    assert_eq!(s.ask(&format!("GET / HTTP/1.1\r\nCookie: {cookie}\r\n\r\n")).0, 403);
    let whole = format!("GET http://example.org/ HTTP/1.1\r\nHost: {own}\r\nCookie: {cookie}\r\n\r\n");
    assert_eq!(s.ask(&whole).0, 404, "an address is a path");
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
    let body = alone("a", "");
    let run = order(SMALL, &[alone("no-system", &regime("no-system"))]);
    let own = format!("http://{}", s.host());
    let json = "Content-Type: application/json";
    assert_eq!(s.post("/api/check", &body).0, 200);
    let origins = strange_origins(&s.host(), s.port);
    assert!(origins.len() >= 40, "{}", origins.len());
    for origin in origins {
        let strange = format!("Origin: {origin}\r\n{json}");
        for (path, body) in [("/api/check", &body), ("/api/runs", &run), ("/api/runs/run-1/cancel", &"{}".to_owned())] {
            assert_eq!(s.post_as(path, body, &strange).0, 403, "{origin}");
        }
        // Nor can a page read anything, nor a socket that stays open.
        let socket = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        for more in ["", socket] {
            let head = format!("GET /api/shelf HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n", s.host(), s.cookie);
            let Reply(status, _, told) = s.ask(&format!("{head}Origin: {origin}\r\n{more}\r\n"));
            assert_eq!(status, 403, "{origin}");
            assert!(!told.contains("societies"), "{origin}");
        }
    }
    assert_eq!(s.post_as("/api/check", &body, json).0, 403, "without an origin");
    for site in ["cross-site", "same-site", "SAME-ORIGIN", "", "x"] {
        let headers = format!("Origin: {own}\r\nSec-Fetch-Site: {site}\r\n{json}");
        assert_eq!(s.post_as("/api/check", &body, &headers).0, 403, "{site}");
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json2",
        "text/json",
        "application/json, text/plain",
    ] {
        let headers = format!("Origin: {own}\r\nContent-Type: {kind}");
        assert_eq!(s.post_as("/api/runs", &run, &headers).0, 415, "{kind}");
    }
    assert_eq!(s.get("/api/runs").2, "[]", "nothing has happened");
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
            400,
        ),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nTransfer-Encoding : chunked\r\n\r\n"), 400),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 0x10\r\n\r\n"), 400),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 2, 2\r\n\r\n{{}}"), 400),
        (format!("POST /api/check HTTP/1.1\r\n{own}\r\nContent-Length: 3000000\r\n\r\n{}", "a".repeat(3_000_000)), 413),
        (format!("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\n{many}\r\n"), 431),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n"), 431),
        (format!("DELETE / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        (format!("OPTIONS / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        (format!("TRACE / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        (format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        (format!("get / HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"), 405),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into(), 400),
        (format!("GET /\tx HTTP/1.1\r\nHost: {host}\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nA: b\r\n folded\r\n\r\n"), 400),
        ("\u{0}\u{1}\u{2}\r\n\r\n".into(), 400),
        (format!("GET / HTTP/9.9\r\nHost: {host}\r\n\r\n"), 400),
    ] {
        let Reply(told, _, body) = s.ask(&request);
        assert_eq!(told, status, "{}: {body}", request.chars().take(60).collect::<String>());
    }
    let named = |name: &str| alone(name, "");
    let parts = format!("{{\"parts\":[{}]}}", ["{\"name\":\"a\",\"text\":\"\"}"; 2].join(","));
    for body in [
        "",
        "[",
        "[]",
        "{}",
        "{\"parts\":[]}",
        "{\"parts\":1}",
        &named("../x"),
        &named(""),
        &parts,
        &"[".repeat(100_000),
    ] {
        assert!((400..=422).contains(&s.post("/api/check", body).0), "{}", &body[..body.len().min(40)]);
    }
    // Ranges are not supported: a request for a thousand parts of a file gets the whole, once.
    let ranges = vec!["0-1"; 1000].join(",");
    let asked = format!("GET /main.js HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nRange: bytes={ranges}\r\n\r\n");
    let whole = s.get("/main.js").2.len();
    let Reply(status, _, told) = s.ask(&asked);
    assert_eq!((status, told.len()), (200, whole));
    // Bytes smuggled in behind a request are not a second one.
    let smuggled =
        format!("GET / HTTP/1.1\r\n{own}\r\nContent-Length: 0\r\n\r\nGET /api/shelf HTTP/1.1\r\n{own}\r\n\r\n");
    assert!(!s.ask(&smuggled).2.contains("societies"));
    assert_eq!(s.get("/api/shelf").0, 200);
}

#[test]
fn five_hundred_runs_are_asked_for_and_no_more_than_eighteen_are_taken() {
    let s = serve("serve-flood");
    let text = regime("no-system");
    let slow = SMALL.replace("\"pace\":0", "\"pace\":1").replace("\"years\":2", "\"years\":40");
    let before = memory(s.child.id());
    let body = order(&slow, &[alone("a", &text)]);
    let told: Vec<u16> = (0..500).map(|_| s.post("/api/runs", &body).0).collect();
    assert_eq!(told.iter().filter(|status| **status == 200).count(), 18);
    assert!(told.iter().all(|status| [200, 429].contains(status)), "{told:?}");
    let runs = s.get("/api/runs").2;
    assert_eq!(runs.matches("\"waiting\"").count(), 16, "{runs}");
    if let (Some(before), Some(now)) = (before, memory(s.child.id())) {
        assert!(now <= before * 3 / 2 + (16 << 10), "{before} KiB before, {now} KiB after");
    }
    // Waiting runs can be cancelled, and leave nothing.
    for n in (1..=18).rev() {
        assert_eq!(s.post(&format!("/api/runs/run-{n}/cancel"), "{}").0, 200, "{n}");
    }
    s.wait("run-1", "\"cancelled\"");
    s.wait("run-2", "\"cancelled\"");
    assert_eq!(s.get("/api/reports").2, "[]");
    let next = s.start(SMALL, &[("a", &text)]);
    s.wait(&next, "\"done\"");
}

/// KiB that a process holds in memory, where the system reports it.
fn memory(id: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    text.lines().find_map(|l| l.strip_prefix("VmRSS:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
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
        for (run, what) in [("run-79", "/dev/zero"), ("run-80", "/proc/self/environ")] {
            fs::create_dir(s.out.join(run)).unwrap();
            std::os::unix::fs::symlink(what, s.out.join(run).join("report.html")).unwrap();
        }
        fs::create_dir(s.out.join("run-81")).unwrap();
        fs::hard_link(s.out.join("secret.txt"), s.out.join("run-81/report.html")).unwrap();
        fs::create_dir(s.out.join("run-82")).unwrap();
        let pipe = s.out.join("run-82/report.html");
        std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        fs::create_dir_all(s.out.join("run-83/report.html")).unwrap();
    }
    let paths = strange_paths();
    assert!(paths.len() >= 500, "{}", paths.len());
    let before = everything(&s.out);
    for path in paths {
        let since = Instant::now();
        let Reply(status, _, body) = s.get(&path);
        assert!([400, 404, 414].contains(&status), "{path}: {status}");
        assert!(!body.contains("secret\n") && body != "secret" && !body.contains("root:"), "{path}: {body}");
        assert!(since.elapsed() < Duration::from_secs(1), "{path}: {:?}", since.elapsed());
    }
    for name in ["../x", "/etc/x", "..", "a/b", "a\\\\b", "a.toml", "con\u{0}", "%2e%2e", "A", "a b", "\u{202e}a"] {
        let body = order(SMALL, &[alone(name, &regime("no-system"))]);
        assert!([400, 422].contains(&s.post("/api/runs", &body).0), "{name}");
    }
    // A society cannot make the program open a file either.
    let lesson = shipped(Kind::Society, "lesson");
    for file in ["../secret.toml", "/etc/passwd", "secret.txt", "./behaviour.toml", "behaviour.toml"] {
        let text = lesson.replace("behaviour = \"behaviour\"", &format!("behaviour = \"{file}\""));
        let Reply(status, _, told) = s.post("/api/check", &format!("{{\"society\":{}}}", served::sheet("mine", &text)));
        assert!(status == 200 && told.contains("no behaviour is called"), "{file}: {told}");
    }
    assert_eq!(everything(&s.out), before, "nothing was written");
}

/// Names of everything in a folder.
fn everything(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path().display().to_string()).collect();
    names.sort_unstable();
    names
}

/// Ways out of the folder of runs.
fn strange_paths() -> Vec<String> {
    let mut paths: Vec<String> = (77..=83).map(|n| format!("/runs/run-{n}/report.html")).collect();
    let up = "../ ..\\ %2e%2e/ %2e%2e%2f ..%2f ..%5c %252e%252e%252f ..%c0%af %c0%ae%c0%ae/ ....// ..;/ .%00./ ..%00/ \
        ..%ef%bc%8f %uff0e%uff0e/ ..//";
    let targets = "secret.txt etc/passwd run-1/secret.txt report.html Cargo.toml proc/self/environ dev/zero";
    let begins = ["/runs/", "/runs/run-1/", "/", "/api/runs/"];
    for begin in begins {
        for up in up.split_whitespace() {
            for target in targets.split_whitespace() {
                paths.push(format!("{begin}{up}{target}"));
            }
        }
    }
    let others = "/runs /runs/ /runs/run-1 /runs/run-1/ /runs/run-1/secret.txt /runs/run-01/report.html /runs/run-1/report.html/ \
        /runs/run-1/report.html%00 /runs/run-1\\report.html //etc/passwd /runs//etc/passwd /runs/run-1//etc/passwd \
        /runs/run-1/CON /runs/run-1/report.html::$DATA /runs/run-1/./report.html /runs/RUN-1/report.html \
        /runs/run-1/REPORT.HTML /runs/run--1/report.html /runs/run-/report.html /runs/run-0/report.html \
        /runs/run-99999999999999999999/report.html /runs/run-1/report.html?/../../secret.txt/.. \
        /runs/\\\\server\\share /runs/file:///etc/passwd /runs/~/secret.txt /runs/run-1/.report.html.part /vendor/../main.js/x";
    // The text after a question mark is not part of the path: the answer to that one is the report itself.
    paths.extend(others.split_whitespace().filter(|path| !path.contains('?')).map(str::to_owned));
    for n in 1..=64 {
        paths.push(format!("/runs/{}secret.txt", "../".repeat(n)));
    }
    paths
}

#[test]
fn who_is_slow_holds_up_nobody_and_is_cut_off() {
    let s = serve("serve-slow");
    let (host, cookie) = (s.host(), &s.cookie);
    let body = format!(
        "POST /api/check HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://{host}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    );
    let call = |begins: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", s.port)).unwrap();
        stream.write_all(begins.as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        stream
    };
    let heads: Vec<TcpStream> = (0..100).map(|_| call("GET / HT")).collect();
    let bodies: Vec<TcpStream> = (0..50).map(|_| call(&body)).collect();
    let since = Instant::now();
    assert_eq!(s.get("/api/runs").0, 200);
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    for (slow, most) in [(heads, 10), (bodies, 30)] {
        for mut stream in slow {
            let mut told = String::new();
            stream.read_to_string(&mut told).expect("the line is cut");
            assert!(told.starts_with("HTTP/1.1 408"), "{told}");
        }
        assert!(since.elapsed() < Duration::from_secs(most), "{:?}", since.elapsed());
    }
}

#[test]
fn who_comes_when_all_lines_are_taken_gets_one_from_who_waits_for_nothing() {
    let s = serve("serve-full");
    let id = s.start(&SMALL.replace("\"pace\":0", "\"pace\":2"), &[("no-system", &regime("no-system"))]);
    let mut watched = TcpStream::connect(("127.0.0.1", s.port)).unwrap();
    let path = format!("/api/runs/{id}/stream?from=0");
    write!(watched, "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", s.host(), s.cookie).unwrap();
    let crowd: Vec<TcpStream> = (0..400).map(|_| TcpStream::connect(("127.0.0.1", s.port)).unwrap()).collect();
    for _ in 0..20 {
        let since = Instant::now();
        assert_eq!(s.get("/api/runs").0, 200);
        assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
    }
    let open = fs::read_dir(format!("/proc/{}/fd", s.child.id())).map_or(0, |files| files.count());
    assert!(open < 300, "{open} files are open");
    let mut told = String::new();
    watched.read_to_string(&mut told).unwrap();
    assert!(told.contains("event: end"), "a viewer of a run is not cut off for another's sake");
    drop(crowd);
}
